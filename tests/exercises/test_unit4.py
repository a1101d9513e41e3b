"""Unit 4, write it better: what is sound must be left alone, hints are never marks, and no author's key reaches a learner."""

from __future__ import annotations

import json
import re
import shutil

import pytest
from course import REPO, all_exercises
from nbgrader_course import Course, open_book
from records import record_of

from helpers.articles import read_article, slugs
from helpers.course.bundle import contents
from helpers.errors import ExerciseError
from helpers.exercises import Votes, article_of, build_key, key_of, read_unit, read_votes, score, score_with
from helpers.exercises.types import type_of
from helpers.exercises.types.writing import _authored
from helpers.exercises.types.writing._safety import exposed
from helpers.exercises.types.writing._written import WrittenForm, unknown, words_of
from helpers.marking import written_html
from helpers.marking.feedback import feedback

NAME = "04_write_it_better"
UNIT, LESSONS = read_unit(REPO / "solutions" / NAME), read_unit(REPO / "notebooks")
OURS = [p for p in all_exercises() if p[0].assignment == NAME or p[1].id.startswith("write-")]
AUTHORED = [p for p in OURS if isinstance(type_of(p[1].type).form, _authored.AuthoredForm)]
WRITTEN = [p for p in all_exercises() if isinstance(type_of(p[1].type).form, WrittenForm)]  # of all units
name = lambda pair: f"{pair[0].assignment}-{pair[1].id}"  # noqa: E731


def told(unit, exercise_id, fields, key=None) -> dict:
    one = unit[exercise_id]
    known = key or key_of(unit, one)
    return feedback(one, article_of(one), known, score_with(one, article_of(one), known, {"fields": fields}))


def solved(unit, exercise_id) -> dict:
    one = unit[exercise_id]
    return dict(type_of(one.type).solved(one, key_of(unit, one))["fields"])


def words(told_: dict) -> str:
    return " ".join(" ".join([i["title"], *i["sentences"], i["next"]]) for i in told_["items"])


class TestAuthorsKeys:
    @pytest.mark.parametrize("pair", AUTHORED, ids=name)
    def test_every_option_has_a_reason_of_its_own(self, pair):
        """Nobody is told «incorrect»: each answer that can be given is answered, or all with the reason for the right one; no two reasons are alike."""
        unit, one = pair
        given = []
        for question in key_of(unit, one)["questions"].values():
            assert set(question["notes"]) in (set(question["options"]), set(question["right"]))
            given.append([notes[0] for notes in question["notes"].values()])
        assert all(len(set(some)) == len(some) for some in given) and all(len(r) > 15 for some in given for r in some)
        alone = [some[0] for some in given if len(some) == 1]
        assert len(set(alone)) == len(alone)

    @pytest.mark.parametrize("pair", AUTHORED, ids=name)
    def test_each_has_sound_things_in_it(self, pair):
        """Something to leave, to print or to let stand is in every exercise, and something that is not."""
        unit, one = pair
        flags = set(type_of(one.type).suspicious_options) or {
            "hides",
            "over",
            "excuse",
        }  # these are sorted, and none is suspicious by itself
        right = [set(q["right"]) for q in key_of(unit, one)["questions"].values()]
        assert sum(not r & flags for r in right) >= 2 and any(r <= flags for r in right)

    @pytest.mark.parametrize("unit, exercise_id", [(UNIT, "q2"), (LESSONS, "write-choose")], ids=["graded", "lesson"])
    def test_whoever_repairs_everything_loses(self, unit, exercise_id):
        """Even with the best repair for each that needs one; so does whoever leaves everything."""
        one, right = unit[exercise_id], solved(unit, exercise_id)
        repaired = {f: v if v != "leave" else "a" for f, v in right.items()}
        assert score(unit, one, {"fields": repaired}).fraction < 0.2 > score(unit, one, {"fields": dict.fromkeys(right, "leave")}).fraction

    def test_whoever_corrects_everything_or_nothing_loses(self):
        for unit, exercise_id in ((UNIT, "q6"), (LESSONS, "write-triage")):
            fields = solved(unit, exercise_id)
            for always in ("correct", "follow", "leave"):
                assert score(unit, unit[exercise_id], {"fields": dict.fromkeys(fields, always)}).fraction < 0.2

    def test_a_wrong_choice_is_answered_in_its_own_words(self):
        """The reason of the version that was chosen, then the better one with its reason."""
        said = words(told(LESSONS, "write-choose", {"staff": "c"}))
        assert "the desk and the hours lead straight to the person" in said and "A plural has become one person again" in said

    def test_what_is_not_answered_is_not_given_away_in_practice(self):
        feedback = told(LESSONS, "write-choose", {"staff": "c"})
        assert "Not every sentence can be repaired" not in words(feedback)
        assert list({str(i["sentences"]): i["sentences"] for i in feedback["items"] if i["word"] == "Not answered"}.values()) == [[]]

    def test_says_whose_key_it_is(self):
        assert "settled by the authors of this kit" in told(LESSONS, "write-lines", {"l1": "stands"})["note"]
        for path in REPO.glob("articles/*/repairs.json"):
            basis = json.loads(path.read_text(encoding="utf-8"))["basis"]
            assert "Authors’ key" in basis and "no readers voted" in basis

    def test_a_missing_reason_is_refused_with_its_place(self, tmp_path):
        one = UNIT["q2"]
        raw = json.loads((REPO / "articles" / one.article / "repairs.json").read_text(encoding="utf-8"))
        del raw["sets"]["choose"]["map"]["why"]["leave"]
        (tmp_path / "repairs.json").write_text(json.dumps(raw), encoding="utf-8")
        with pytest.raises(ExerciseError, match="choose, map"):
            build_key(one, article_of(one), Votes((), (), tmp_path))

    def test_a_damaged_file_is_a_sentence(self, tmp_path):
        (tmp_path / "repairs.json").write_text("{", encoding="utf-8")
        with pytest.raises(ExerciseError, match="cannot be read"):
            _authored.read_repairs(tmp_path)


class TestNothingLeaks:
    def test_reasons_and_models_of_sealed_exercises_stay(self):
        """No reason, model text or looked-for answer of a sealed exercise is in anything that learners get."""
        sealed, opened = set(), set()
        for unit, one in AUTHORED + [p for p in WRITTEN if p[0] in (UNIT, LESSONS) or p[0].assignment.startswith("05")]:
            key = key_of(unit, one)
            texts = [n[0] for q in key.get("questions", {}).values() for n in q["notes"].values()] + [
                t for t in key.get("model", {}).values() if len(t) > 30
            ]
            (sealed if one.sealed else opened).update(texts + ([key["looks"]["why"]] if key.get("looks") else []))
        assert len(sealed) > 80
        for path, data in contents(REPO, [NAME, "05_the_whole_article"]).items():
            text = data.decode("utf-8", "replace")
            assert [s for s in sealed - opened if s in text or json.dumps(s)[1:-1] in text] == [], path
        assert not any("repairs.json" in p for p in contents(REPO, [NAME]))

    def test_a_students_copy_neither_names_the_statement_nor_praises_the_choice(self):
        """Without the authors' file the correction is looked at for its form alone, and «leave it» is not commented on."""
        for exercise_id, silent in (("q7", ("which", "wrong", "right")), ("q3", ("there.do", "officer.do"))):
            one = UNIT[exercise_id]
            key = build_key(one, article_of(one), Votes((), ()))
            hints = type_of(one.type).scorer.hints(one, key, solved(UNIT, exercise_id))
            assert hints and not {h.id for h in hints} & set(silent)

    def test_view_of_the_correction_does_not_put_the_answer_first(self):
        assert UNIT["q7"].options["items"][0]["id"] != solved(UNIT, "q7")["which"] != UNIT["q7"].options["items"][-1]["id"]


class TestHints:
    @pytest.mark.parametrize(
        "text, found",
        [
            ("said Dr Salim", "name"),
            ("a baker, 44, said", "age"),
            ("a man aged 30", "age"),
            ("at 14 Mill Road", "address"),
            ("call 0770 123 4567", "telephone"),
            ("the only baker there", "one person"),
            ("her brother said", "family"),
            ("a resident of the city said by phone", None),
            ("one of forty workers on the shift", None),
        ],
    )
    def test_traces_of_a_person_are_caught(self, text, found):
        assert (exposed(text) is None) if found is None else found in exposed(text)[1]

    def test_new_numbers_and_names_are_told_from_the_articles_own(self):
        known = words_of("Islamic State held Mosul. The count was 11,200 in May.")
        assert unknown(" ".join(known), "[ask: how many?] In Mosul 11,200 were counted, because it was May.") == []
        assert unknown(" ".join(known), "Some 77 of them came from Tikrit.") == ["77", "Tikrit"]

    def test_a_box_is_told_what_is_empty_thin_new_and_unsafe(self):
        said = words(told(UNIT, "q5", {"who": "We spoke to 14 people, said Mr Karim.", "how": "By phone."}))
        assert "“14”" in said and "a personal name" in said and "too short to help" in said

    def test_an_unsafe_repair_is_told_and_a_lost_fact_is_named(self):
        said = words(
            told(LESSONS, "write-own", {"staff-do": "repair", "staff": "The receptionist, aged 44, spoke because she works there."})
        )
        assert "“aged 44” is an age" in said and "poisonous" in said

    def test_leaving_asks_for_a_reason(self):
        assert "do not say why" in words(told(LESSONS, "write-own", {"clerk-do": "leave", "clerk": "Good."}))

    def test_the_teachers_copy_says_which_statement_was_wrong(self):
        fields = solved(UNIT, "q7") | {"which": "two"}
        assert "Another statement needs it more" in words(told(UNIT, "q7", fields))

    def test_an_excuse_and_a_number_from_nowhere_are_quoted(self):
        said = words(told(UNIT, "q7", {"which": "paralysed", "text": "Nobody could have known: it was 77 minutes."}))
        assert "“Nobody could have” is an excuse" in said and "“77”" in said

    def test_a_memo_must_quote_what_stands_there(self):
        said = words(told(UNIT, "q8", solved(UNIT, "q8") | {"weak": "“a reliable source” tells nothing."}))
        assert "not in the article, word for word: “a reliable source”" in said
        blamed = words(told(UNIT, "q8", solved(UNIT, "q8") | {"weak": "“a resident who was there” tells nothing."}))
        assert "Praise and blame are not both there" in blamed

    @pytest.mark.parametrize("pair", WRITTEN, ids=name)
    def test_all_hints_met_is_no_mark(self, pair):
        """Marks for texts are the teacher's: the machine gives none, whatever it finds, and never calls a text right or wrong."""
        unit, one = pair
        got = score(unit, one, type_of(one.type).solved(one, key_of(unit, one)))
        assert (got.status, got.points, got.raw) == ("manual", 0.0, 1.0)
        words_ = {i["word"] for i in feedback(one, article_of(one), key_of(unit, one), got)["items"]}
        assert words_ <= {"Seen", "Look again", "Careful", "Nothing here yet", "Ask yourself"}


class TestForTheTeacher:
    def test_each_text_stands_under_its_question(self):
        html = written_html(UNIT["q3"], {"answer": {"fields": {"officer-do": "repair", "officer": "One <b>line</b>\nand two."}}})
        assert (
            html.index("“An officer” (paragraph 6)")
            < html.index("Repair it: a reader can be told more")
            < html.index("<p>One &lt;b&gt;line&lt;/b&gt;</p><p>and two.</p>")
        )

    @pytest.mark.parametrize(
        "answer", [None, [], {"fields": 3}, {"fields": {"officer": 7}}, {"fields": {"there-do": "eat", "there": "Words."}}, {"fields": {}}]
    )
    def test_odd_answers_show_their_texts_and_stop_nothing(self, answer):
        html = written_html(UNIT["q3"], {"answer": answer})
        assert ("Words." in html) == ("Words." in json.dumps(answer)) and "What was written for q3" in html

    def test_points_of_each_rubric_make_up_its_marks(self):
        """The numbers in brackets add up to what the teacher gives."""
        for unit in (UNIT, read_unit(REPO / "solutions" / "05_the_whole_article")):
            for one in unit.exercises:
                if one.manual_points:
                    assert one.manual_points == sum(int(n) for line in one.rubric for n in re.findall(r"\((\d+)", line)), one.id

    def test_notes_speak_of_every_exercise(self):
        notes = (REPO / "solutions" / f"{NAME}.notes.md").read_text(encoding="utf-8")
        for n, one in enumerate(UNIT.exercises, 1):
            assert re.search(rf"^\| {n} ", notes, re.M), one.id


class TestLesson:
    CELLS = json.loads((REPO / "notebooks" / f"{NAME}.ipynb").read_text(encoding="utf-8"))["cells"]

    def test_no_lecture_over_150_words(self):
        """Between two things to do; what follows the last one is the summary."""
        since = 0
        for cell in self.CELLS[1:-1]:
            since = since + len("".join(cell["source"]).split()) if cell["cell_type"] == "markdown" else 0
            assert since <= 150, cell["id"]

    def test_a_warm_up_and_six_practices_that_explain_themselves(self):
        asked = re.findall(r'exercise\("(write-[a-z]+)"\)', "".join("".join(c["source"]) for c in self.CELLS))
        assert 7 == len(asked) == len([e for e in LESSONS.exercises if e.id.startswith("write-")])
        assert not any(LESSONS[e].sealed or LESSONS[e].points for e in asked)

    def test_lesson_touches_nothing_that_is_sealed(self):
        """No practice asks, about words of the same article, a question of the kind that a sealed exercise of units 1 and 4 asks about them."""
        late = {"write_triage", "write_correction"}  # what is wrong since the cards came; the others ask how somebody is described
        kind = lambda e: "late" if e.type in late or e.id == "write-correct" else "described"  # noqa: E731
        closed = [
            (e.article, kind(e), i["start"], i["end"])
            for u in (read_unit(REPO / "solutions" / "01_who_says_so"), UNIT)
            for e in u.exercises
            if e.sealed and e.type not in ("same_person", "who_told_whom")
            for i in e.options.get("items", [])
            if "start" in i  # the kit’s own sentences stand in no article
        ]
        assert len(closed) > 30
        for e in LESSONS.exercises:
            if e.id.startswith("write-") and e.type != "warm_up":
                for i in e.options["items"]:
                    assert not [c for c in closed if c[:2] == (e.article, kind(e)) and c[2] < i["end"] and i["start"] < c[3]], (
                        e.id,
                        i["id"],
                    )


def test_votes_are_not_needed_for_an_open_key():
    """An open exercise marks from `open_keys.json` where `repairs.json` is not there, and a sealed one has no key."""
    kind = type_of("write_choose")
    votes = read_votes(article_of(UNIT["q2"]))
    assert kind.has_votes(UNIT["q2"], votes) and not kind.has_votes(UNIT["q2"], Votes((), ()))
    opened = json.loads((REPO / "notebooks" / "open_keys.json").read_text(encoding="utf-8"))
    assert all(opened[e.id]["questions"] for _, e in AUTHORED if e.id.startswith("write-"))


@pytest.mark.nbgrader
def test_a_mark_by_hand_survives_autograding_again(tmp_path, monkeypatch):
    """The teacher's points and words stay when the same submission is marked again, by our preprocessor and by nbgrader's own execution."""
    monkeypatch.setattr("nbgrader_course.NAME", NAME)
    course = Course(tmp_path / "course")
    course.run("generate_assignment", NAME)
    made = {e.id: record_of(e, {"fields": solved(UNIT, e.id)}) for e in UNIT.exercises}
    course.submit("ada", files=made)
    course.run("autograde", NAME)
    book = json.loads((course.folder / "autograded" / "ada" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    for e in UNIT.exercises:
        if e.manual_points:
            at = next(n for n, c in enumerate(book["cells"]) if c["metadata"].get("nbgrader", {}).get("grade_id") == f"{e.id}-marks")
            above = json.dumps(book["cells"][at - 1]["outputs"], ensure_ascii=False)
            assert solved(UNIT, e.id)[[f for f in solved(UNIT, e.id) if len(solved(UNIT, e.id)[f]) > 20][0]][:40] in above
    with open_book(course.folder) as db:
        ids = [r[0] for r in db.execute("select base_cell.id from base_cell where name = 'q8-marks'")]
        assert db.execute("update grade set manual_score = 6.5, needs_manual_grade = 0 where cell_id = ?", ids).rowcount == 1
        assert db.execute("update comment set manual_comment = 'Well counted.' where cell_id = ?", ids).rowcount == 1
    for env in ({}, {"WHO_SAYS_SO_EXECUTE": "1"}):
        course.run("autograde", NAME, "--force", **env)
        with open_book(course.folder) as db:
            assert db.execute("select manual_score, needs_manual_grade from grade where cell_id = ?", ids).fetchall() == [(6.5, 0)]
            machine = dict(
                db.execute(
                    "select base_cell.name, auto_score from grade join base_cell on base_cell.id = grade.cell_id where auto_score is not null"
                )
            )
        assert {e.id: e.points for e in UNIT.exercises if e.points} == machine
    course.run("generate_feedback", NAME)
    page = (course.folder / "feedback" / "ada" / NAME / f"{NAME}.html").read_text(encoding="utf-8")
    assert "Well counted." in page
    shutil.rmtree(course.folder)


class TestHeadlines:
    """Headline against body is data: an article with a `headline` in its repairs.json can be asked about."""

    def test_every_invented_article_is_asked_about_and_has_its_headline(self):
        lessons = read_unit(REPO / "notebooks")
        asked = {i["id"]: i["headline"] for i in lessons["head-body"].options["items"]}
        invented = {s: one.title for s in slugs() if (one := read_article(s)).about["invented"] and "no headline" not in one.title}
        assert len(invented) == 6 and asked.items() >= invented.items() and set(lessons["head-body"].options["articles"]) == set(invented)

    def test_sound_headlines_are_among_them(self):
        """Whoever calls every headline a lie is wrong, and whoever trusts every one too."""
        key = key_of(read_unit(REPO / "notebooks"), read_unit(REPO / "notebooks")["head-body"])["questions"]
        assert {q["right"][0] for q in key.values()} == {"bears", "more", "less"}
        assert max(sum(v in q["right"] for q in key.values()) for v in ("bears", "more", "less")) <= len(key) / 2
