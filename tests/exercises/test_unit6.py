"""Unit 6: neither the machine's friend nor its enemy earns marks; what counts is frozen, what plays is read live; own marks come first."""

from __future__ import annotations

import itertools
import json
import re
import shutil
from types import SimpleNamespace

import pytest
from course import REPO, article_of, key_for, read_votes, type_of
from records import put_record

from helpers import reader
from helpers.articles.marks import Pass
from helpers.errors import ExerciseError
from helpers.exercises import Votes, read_unit, score
from helpers.exercises.types.machine._listed import rates
from helpers.exercises.types.machine.list_entry import caught
from helpers.exercises.types.machine.machine_or_reader import DROP, KEEP, LABEL, MISS
from helpers.exercises.types.machine.where_rules_break import what_it_does
from helpers.marking.mark import mark
from helpers.notebook import reader_desk
from helpers.notebook.plots import picture
from helpers.notebook.plots.reader import BABE, sides

GRADED = REPO / "solutions" / "06_machine_reader"
LESSON = REPO / "notebooks" / "06_machine_reader.ipynb"


def task(name: str):
    unit = read_unit(GRADED if name.startswith("q") else REPO / "notebooks")
    return unit, unit[name]


def told(name: str, value: dict) -> dict:
    unit, one = task(name)
    return mark(unit, one, {"answer": value}).told


class TestKeepOrCorrect:
    @pytest.mark.parametrize("name", ["q1", "machine-judge"])
    @pytest.mark.parametrize("marked, silent", list(itertools.product((KEEP, DROP, LABEL), (KEEP, MISS))))
    def test_blanket_trust_and_blanket_refusal_earn_nothing(self, name, marked, silent):
        """One answer wherever the machine marked something, one wherever it did not: all six ways stay at a fifth or under."""
        unit, one = task(name)
        value = {"fields": {i["id"]: silent if i["says"] is None else marked for i in one.options["items"]}}
        assert score(unit, one, value).fraction <= (0.2 if one.sealed else 1 / 3)

    @pytest.mark.parametrize("name", ["q1", "machine-judge"])
    def test_a_wrong_answer_counts_like_none(self, name):
        """Whichever wrong answer is given, it takes no more away than leaving the question out."""
        unit, one = task(name)
        kind, key = type_of(one.type), key_for(unit, one)
        right = kind.solved(one, key)["fields"]
        for field, question in key["questions"].items():
            rest = {f: v for f, v in right.items() if f != field}
            for wrong in set(question["options"]) - set(question["right"]):
                assert kind.raw(one, key, {"fields": {**rest, field: wrong}})[0] == kind.raw(one, key, {"fields": rest})[0]

    @pytest.mark.parametrize("name", ["q1", "machine-judge"])
    def test_half_of_what_is_asked_is_the_machine_s_mistake(self, name):
        """Between four and six tenths of the settled questions, and silent mistakes among them."""
        asked = [q for q in key_for(*task(name))["questions"].values() if q["right"]]
        wrong = [q for q in asked if KEEP not in q["right"]]
        assert 0.4 <= len(wrong) / len(asked) <= 0.6
        assert any(q["votes"].get(MISS, 0) > q["of"] / 2 for q in key_for(*task(name))["questions"].values())

    def test_the_key_comes_from_votes_and_not_from_the_reader(self):
        """Readers who mark nothing overturn every mark of the machine."""
        unit, one = task("q1")
        article = article_of(one)
        silent = Votes(tuple(Pass(n, ()) for n in ("x", "y", "z")), (), article.folder)
        key = type_of(one.type).build_key(one, article, silent)
        assert {KEEP if i["says"] is None else DROP for i in one.options["items"]} >= {q["right"][0] for q in key["questions"].values()}
        assert all(key["questions"][i["id"]]["right"][0] == (KEEP if i["says"] is None else DROP) for i in one.options["items"])

    def test_a_task_that_counts_does_not_change_with_the_reader(self, monkeypatch):
        """With a reader that fails, what is shown and what is earned stay as they were."""
        before = [
            (type_of(one.type).view(one, article_of(one)), score(unit, one, type_of(one.type).solved(one, key_for(unit, one))))
            for unit, one in map(task, ("q1", "q2", "q3"))
        ]
        monkeypatch.setattr(reader, "read", lambda *a: 1 / 0)
        after = [
            (type_of(one.type).view(one, article_of(one)), score(unit, one, type_of(one.type).solved(one, key_for(unit, one))))
            for unit, one in map(task, ("q1", "q2", "q3"))
        ]
        assert before == after

    def test_feedback_says_which_way_one_went_wrong(self):
        """Letting a mistake pass is a miss, correcting what was right a false alarm; both say what to try next."""
        key = key_for(*task("machine-judge"))
        trust = {i["quote"]: i for i in told("machine-judge", {"fields": dict.fromkeys(key["questions"], KEEP)})["items"]}
        doubt = told("machine-judge", {"fields": {f: next(o for o in q["options"] if o != KEEP) for f, q in key["questions"].items()}})[
            "items"
        ]
        assert (trust["he"]["kind"], trust["he"]["word"]) == ("miss", "Missed") and trust["he"]["next"]
        assert any(i["kind"] == "false_alarm" and i["next"] for i in doubt)

    def test_an_open_question_is_not_given_away(self):
        """In practice an unanswered question stays a question."""
        items = told("machine-judge", {"fields": {"he": DROP}})["items"]
        settled = {f for f, q in key_for(*task("machine-judge"))["questions"].items() if q["right"]} - {"he"}
        left = [i for i in items if i["field"] in settled]
        assert len(left) == len(settled)
        assert {(i["word"], i["title"], *i["sentences"], i["votes"]) for i in left} == {("Not answered", "Keep or correct?", "")}


class TestWhatItMissed:
    def test_what_the_machine_found_neither_earns_nor_costs(self):
        """Its words, marked again under any label, change nothing."""
        unit, one = task("q2")
        kind, key = type_of(one.type), key_for(unit, one)
        mine = kind.solved(one, key)["spans"][:2]
        base = kind.raw(one, key, {"spans": mine})[0]
        for label in kind.form.labels():
            again = [{"start": f["start"], "end": f["end"], "label": label, "attrs": {"voice": "quoted"}} for f in one.options["found"]]
            assert base == pytest.approx(kind.raw(one, key, {"spans": mine + again})[0])

    def test_one_of_three_is_not_enough(self):
        """The level of all loaded words (F1 0.55) would be reached here by a single mark."""
        unit, one = task("q2")
        mine = type_of(one.type).solved(one, key_for(unit, one))["spans"][:1]
        assert 0.2 < score(unit, one, {"spans": mine}).fraction < 0.75

    def test_the_page_says_what_the_machine_had(self):
        """In the task's own words, and nothing of what it missed."""
        unit, one = task("q2")
        said = type_of(one.type).view(one, article_of(one))["prompt"]
        missed = [i["text"] for i in key_for(unit, one)["items"] if i["tier"] == "core"]
        assert all(f["text"] in said for f in one.options["found"]) and not any(m in said for m in missed)


class TestWhichRule:
    def test_the_authors_reasons_stay_with_the_teacher(self):
        """No file that learners get holds one of them."""
        whys = [q["notes"][q["right"][0]][0] for q in key_for(*task("q3"))["questions"].values()]
        folders = [REPO / "exercises" / "06_machine_reader", REPO / "notebooks", REPO / "helpers" / "exercises" / "types"]
        files = [p for f in folders for p in f.glob("*.*") if p.suffix in (".json", ".ipynb", ".py")]
        sent = "".join(p.read_text(encoding="utf-8") for p in files)
        assert len(whys) == 15 and [w for w in whys if w[:60] in sent or json.dumps(w[:60])[1:-1] in sent] == []

    def test_some_of_the_machine_s_work_is_sound(self):
        """At least a quarter, so that finding fault with everything loses."""
        right = [q["right"] for q in key_for(*task("q3"))["questions"].values()]
        assert 0.25 <= sum(r == ["held"] for r in right) / len(right) <= 0.5


class TestFoolTheMachine:
    def test_what_the_machine_does_is_read_and_stands_nowhere(self, monkeypatch):
        """Another reader, other right answers; the key holds the questions only."""
        unit, one = task("machine-break")
        key = key_for(unit, one)
        assert key["planted"] == one.options["planted"] and not any({"yes", "no"} & set(map(str, p.values())) for p in key["planted"])
        before = type_of(one.type).solved(one, key)["fields"]
        monkeypatch.setattr(reader, "read", lambda text, words=None: SimpleNamespace(language=(), attributions=()))
        assert before != type_of(one.type).solved(one, key)["fields"] == dict.fromkeys(before, "no")

    def test_it_is_fooled_by_some_and_not_by_others(self):
        """Today's reader: neither all yes nor all no, so that both blanket guesses come to nothing."""
        did = [what_it_does(p)[0] for p in task("machine-break")[1].options["planted"]]
        assert 3 <= did.count("yes") <= 5

    def test_a_shielded_word_is_told_with_its_reason(self):
        """“storm surge” is fair: the machine says no, and why."""
        assert (lambda x: (x[0], "storm surge" in x[1]))(
            what_it_does(next(p for p in task("machine-break")[1].options["planted"] if p["id"] == "storm"))
        ) == ("no", True)


class TestWordList:
    def measures(self, **fields) -> dict:
        unit, one = task("machine-list")
        return type_of(one.type).raw(one, json.loads(json.dumps(key_for(unit, one))), {"fields": fields})[2]

    def test_a_good_entry_raises_recall(self):
        """“fraying” stands once, and most readers call it loaded."""
        seen = self.measures(add="fraying")
        assert seen["now"]["r"] > seen["before"]["r"] and seen["now"]["p"] == 1.0

    def test_a_common_word_lowers_precision(self):
        """“the” is no part of “the dignity we gave you” that would count."""
        seen = self.measures(add="the")
        assert seen["now"]["p"] < 0.5 and seen["now"]["r"] == seen["before"]["r"]

    def test_a_word_taken_out_lowers_recall(self):
        """And feedback names what was lost."""
        seen = self.measures(drop=["implored"])
        assert seen["now"]["r"] < seen["before"]["r"]
        assert any(
            "implored" in i["title"] and i["word"] == "Lost" for i in told("machine-list", {"fields": {"drop": ["implored"]}})["items"]
        )

    def test_one_entry_has_one_line_of_feedback(self):
        """However often it is marked."""
        items = told("machine-list", {"fields": {"add": "the\nfraying\nzyzzyva"}})["items"]
        assert [i["word"] for i in sorted(items, key=lambda i: ["the", "fraying", "zyzzyva"].index(i["quote"]))] == [
            "False alarm",
            "Good entry",
            "No effect",
        ]

    @pytest.mark.parametrize("add", ["one two three four five six", "\n".join(f"w{n}" for n in range(41))])
    def test_a_list_holds_words(self, add):
        """No sentences, and no dictionaries."""
        unit, one = task("machine-list")
        assert type_of(one.type).why_unreadable(one, article_of(one), {"fields": {"add": add}}).endswith(".")

    def test_rates_by_hand(self):
        """Two places of three found, one mark astray, one on a place that readers do not settle."""
        items = [
            {"id": n, "spans": [[a, a + 5]], "tier": t}
            for n, a, t in (("a", 0, "core"), ("b", 10, "core"), ("c", 20, "core"), ("d", 30, "contested"), ("e", 40, "decoy"))
        ]
        got = rates(items, [(0, 5, "x"), (10, 15, "y"), (30, 35, "z"), (40, 45, "w")])
        assert (got["marks"], got["right"], got["p"], got["r"]) == (3, 2, 2 / 3, 2 / 3)


class TestOwnMarksFirst:
    @pytest.fixture
    def lessons(self, tmp_path):
        for name in ("exercises.json", "open_keys.json"):
            shutil.copy(REPO / "notebooks" / name, tmp_path)
        read_unit.cache_clear()
        yield tmp_path
        read_unit.cache_clear()

    def answer(self, folder, spans):
        unit = read_unit(folder)
        one = unit["machine-mark"]
        put_record(folder, one, {"spans": spans})
        return unit, one

    def test_nothing_is_shown_before_the_learner_has_marked(self, lessons, monkeypatch):
        """Neither numbers nor picture nor the machine's suggestions; what to do first is said."""
        monkeypatch.chdir(lessons)
        unit = read_unit(lessons)
        for look in (lambda: picture("duel", unit, [unit["machine-mark"]]), lambda: reader_desk.explained(unit, unit["machine-mark"])):
            with pytest.raises(ExerciseError, match="waits for your marks.*Run All Cells"):
                look()
        for verb in (reader_desk.suggestions, reader_desk.precision_recall):
            shown = []
            monkeypatch.setattr("IPython.display.display", lambda *a, **k: shown.append(getattr(a[0], "data", a[0])))
            verb("machine-mark")
            assert len(shown) == 1 and "waits for your marks" in shown[0] and "extolling" not in shown[0]

    def test_a_learner_who_marks_as_readers_do_has_both(self, lessons):
        """Precision and recall 1; the text twin has the same numbers."""
        unit, one = task("machine-mark")
        unit, one = self.answer(
            lessons, [{"id": f"m{n}", **s} for n, s in enumerate(type_of(one.type).solved(one, key_for(unit, one))["spans"])]
        )
        _, own, machine = sides(unit, one)
        assert (own["p"], own["r"]) == (1.0, 1.0) and machine["r"] < 1
        drawn = picture("duel", unit, [one])
        assert "recall 6 of 6" in drawn.alt and "waits" not in drawn.alt and drawn.png()[:4] == b"\x89PNG"

    def test_a_learner_who_marks_everything_is_told_which_number_falls(self, lessons):
        """Recall is there, precision is not."""
        unit, one = task("machine-mark")
        text = article_of(one).text
        end = article_of(one).paragraphs[2][1]
        unit, one = self.answer(
            lessons,
            [
                {"id": f"m{m.start()}", "start": m.start(), "end": m.end(), "label": "emotive", "attrs": {}}
                for m in re.finditer(r"\w+", text[:end])
            ],
        )
        lines = reader_desk.explained(unit, one)
        assert any("You flag more than readers do" in x for x in lines) and sides(unit, one)[1]["p"] < 0.4

    def test_sealed_exercises_are_refused(self):
        """Nothing of the machine is laid over what counts."""
        unit = read_unit(REPO / "solutions" / "02_weight_of_words")
        for look in (lambda: sides(unit, unit["q2"]), lambda: reader_desk.suggested(unit, unit["q2"])):
            with pytest.raises(ExerciseError, match="not shown"):
                look()


class TestTeachTheMachine:
    def hints(self, **fields) -> dict:
        unit, one = task("q4")
        return {i.id: i.outcome for i in type_of(one.type).raw(one, key_for(unit, one), {"fields": fields})[1]}

    def test_both_sentences_are_read_with_the_entry(self):
        """The machine marks the new words in the hot sentence and in the fair one."""
        seen = self.hints(
            word="surgery",
            why="“Cuts” would say what happens; “surgery” makes it sound healing.",
            hot="The budget needs surgery, the mayor said.",
            fair="She was back at school two weeks after surgery.",
        )
        assert {"right"} == set(seen.values())

    def test_an_entry_that_is_not_in_the_sentence_catches_nothing(self):
        """Nor does one that the list has already count as new."""
        seen = self.hints(word="slam", why="no", hot="The budget is late.", fair="The budget is late!")
        assert {"wrong"} == set(seen.values())

    @pytest.mark.parametrize(
        ("entry", "sentence", "found"),
        [
            ("surgery", "The budget needs surgery, the mayor said.", "surgery"),
            ("Surgery", "“The budget needs surgery!” he fumed.", "surgery"),
            ("fumed at", "The mayor fumed at the council over its outrageous plan.", "fumed at"),
            ("outrageous plan", "He fumed at their outrageous plan.", "outrageous plan"),
            ("regime’s", "The regime’s thugs slammed the door.", "regime’s"),
            ("plan", "He fumed.", None),
            ("?!", "What?!", None),
            ("slam", "They slam it.", "slam"),
            ("doubt", "That is beyond doubt.", None),
            ("doubt", "They doubt that.", "doubt"),
        ],
    )
    def test_the_short_list_finds_what_the_whole_list_finds(self, entry, sentence, found):
        """An entry is tried with those entries of the kit that can stand in its sentence; longer and earlier ones still come first."""
        whole = reader.read(sentence, reader.lexicon().with_word(entry.replace("’", "'"), "emotive", "Added.")).language
        plain = lambda words: re.sub(r"\W", "", words.lower())  # noqa: E731
        assert (
            caught(entry, sentence)
            == found
            == next((m.span.quote for m in whole if not m.fair and plain(m.span.quote) == plain(entry) != ""), None)
        )


class TestTheLesson:
    def cells(self) -> list[dict]:
        return json.loads(LESSON.read_text(encoding="utf-8"))["cells"]

    def test_never_much_to_read_at_a_stretch(self):
        """At most 150 words between things to do or to look at; the list of studies at the end is no part of the way."""
        for cell in self.cells():
            if cell["cell_type"] == "markdown" and cell["id"] != "sources":
                assert len(re.findall(r"\w+(?:[’'\-.]\w+)*", "".join(cell["source"]))) <= 150, cell["id"]

    def test_figures_of_the_corpus_are_the_same_in_text_and_picture(self):
        """Our own calculation, once in the footnote and once in the bars."""
        said = "".join("".join(c["source"]) for c in self.cells())
        drawn = picture("ceiling", None, [])
        for name, low, high, _, _ in BABE:
            assert f"{low:.2f}" in said and f"{high:.2f}" in said
            assert f"{low:.2f} to {high:.2f}" in drawn.alt and name in str(drawn.rows)

    def test_lessons_touch_no_sealed_passage(self):
        """On the real article: sources up to paragraph 5, language and claims up to paragraph 4."""
        unit = read_unit(REPO / "notebooks")
        for one in (e for e in unit.exercises if e.id.startswith("machine-") and e.type != "warm_up"):
            article = article_of(one)
            assert not one.passage or one.passage[1] <= 4
            for item in (i for i in one.options.get("items", []) if "start" in i):  # statements stand nowhere in the text
                assert article.paragraph_of(item["start"]) <= (5 if item["layer"] == "sources" else 4)
        assert read_votes(article).passes
