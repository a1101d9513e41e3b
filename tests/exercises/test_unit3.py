"""Unit 3, can it be checked: plans land on their level, later evidence is caught, confidence is scored, cards tell what they say and no more."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from course import REPO
from records import put_record
from trial_answers import trial_answers

from helpers.articles.documents import FILE, SHOWN, for_learners, read_documents
from helpers.articles.evidence import read_verdicts
from helpers.errors import ArticleError, ExerciseError
from helpers.exercises import article_of, key_of, read_unit, read_votes, score
from helpers.exercises.types import type_of
from helpers.exercises.types.choosing.when_checkable import sorts_of
from helpers.exercises.types.evidence.marked_plan import SLOTS, unsafe
from helpers.marking.feedback import feedback
from helpers.marking.mark import written_parts
from helpers.notebook.plots import picture
from helpers.notebook.plots.claims import drawn
from helpers.scoring import brier, calibration

UNIT = read_unit(REPO / "solutions" / "03_can_it_be_checked")
MODEL_PLAN = key_of(UNIT, UNIT["q8"])["model"]
LESSONS = read_unit(REPO / "notebooks")
ARTICLES = sorted(p.parent for p in (REPO / "articles").glob("*/evidence.json"))
OURS = [(UNIT, e) for e in UNIT.every] + [(LESSONS, e) for e in LESSONS.exercises if e.id.startswith("check-")]


def told(unit, exercise_id, fields) -> dict:
    one = unit[exercise_id]
    return feedback(one, article_of(one), key_of(unit, one), score(unit, one, {"fields": fields}))


def right(unit, exercise_id) -> dict:
    one = unit[exercise_id]
    return dict(type_of(one.type).solved(one, key_of(unit, one))["fields"])


def said(feedback_, field) -> str:
    item = next(i for i in feedback_["items"] if i["field"] == field)
    return " ".join([item["title"], *item["sentences"], item["next"]])


class TestCards:
    @pytest.mark.parametrize("folder", ARTICLES, ids=lambda p: p.name)
    def test_learners_cards_are_derived(self, folder):
        """`documents.json` is what `evidence.json` says, byte for byte: run `make exercises` after a change."""
        assert (folder / FILE).read_text(encoding="utf-8") == for_learners(folder)

    @pytest.mark.parametrize("folder", ARTICLES, ids=lambda p: p.name)
    def test_what_a_card_is_worth_stays_with_the_teacher(self, folder):
        """No field, and no sentence, that says how strong or how independent a card is."""
        shown = (folder / FILE).read_text(encoding="utf-8")
        cards = json.loads((folder / "evidence.json").read_text(encoding="utf-8"))
        assert {name for card in json.loads(shown) for name in card} <= {*SHOWN, "text"}
        hidden = [str(c[f]) for c in cards for f in ("strength_reason", "independence") if c.get(f)]
        assert [h for h in hidden if len(h) > 40 and h in shown] == []

    def test_real_cards_say_that_only_the_opening_was_seen(self):
        """Each card of the real article keeps publisher and date and owns its limit, wherever it is shown."""
        for card in read_documents(REPO / "articles" / "mosul-2016").values():
            assert f"only {card.about['seen']}, was read" in card.provenance
            assert "about 2,000 characters" in card.about["seen"] or card.id in ("E76", "E77"), "what was seen of it is said exactly"
            assert card.publisher in card.heading and card.id in card.heading

    def test_a_month_counts_from_its_last_day_and_says_so(self):
        """E46 is dated October 2016: nobody may use it on the 16th."""
        card = read_documents(REPO / "articles" / "mosul-2016")["E46"]
        assert (date(2016, 10, 31), "October 2016 (on the desk from 31 October 2016)") == (card.known, card.day)

    @pytest.mark.parametrize(
        ("edit", "message"),
        [
            ({"item": ["7"]}, "is not a known value"),
            ({"source": ["G"]}, "is not a known value"),
            ({"document": "E99"}, "there is no “E99”"),
            ({"claim": "C99"}, "there is no “C99”"),
            ({"date": "2025-03-12"}, "E3 was not known on that day"),
        ],
    )
    def test_grades_are_checked_on_reading(self, tmp_path, edit, message):
        """Off the scale, an unknown card or claim, or a reason from a later day."""
        source = REPO / "articles" / "bridge-closure"
        raw = json.loads((source / "verdicts.json").read_text(encoding="utf-8"))
        raw["grades"][0] |= edit
        for name in ("article.txt", "evidence.json"):
            (tmp_path / name).write_bytes((source / name).read_bytes())
        (tmp_path / "verdicts.json").write_text(json.dumps(raw), encoding="utf-8")
        with pytest.raises(ArticleError, match=message):
            read_verdicts(tmp_path)


class TestEvidenceDesk:
    def test_citing_a_later_card_makes_that_answer_wrong_and_no_other(self):
        """The right verdict for 12 March, rested on a card of 21 March: the cards are wrong, the verdict is not, and both say why."""
        fields = right(LESSONS, "check-desk") | {"C5-rests": ["E3"]}
        heard = told(LESSONS, "check-desk", fields)
        assert score(LESSONS, LESSONS["check-desk"], {"fields": fields}).measures["right"] == 15 - 1
        assert "Too late: E3 (21 March 2025)" in said(heard, "C5-rests") and "a card from a later day" in heard["note"]

    def test_a_verdict_that_only_later_cards_allow_is_told_so(self):
        """Hindsight without a citation: “supported” on the first day, because the audit found the page in June."""
        heard = told(LESSONS, "check-desk", right(LESSONS, "check-desk") | {"C10-2025-03-12": "supported"})
        assert "is right only by 28 April 2025, when its cards were there" in said(heard, "C10-2025-03-12")

    @pytest.mark.parametrize("unit,one", [(u, e) for u, e in OURS if e.type == "evidence_desk"], ids=lambda x: getattr(x, "id", ""))
    def test_no_later_card_is_on_the_desk_of_a_day(self, unit, one):
        """A day's part of the page shows the cards known by then, opens after the day before, and all cards come in the end."""
        cards = read_documents(article_of(one).folder)
        blocks = type_of(one.type).view(one, article_of(one))["blocks"]
        seen: list = []
        for block, day in zip(blocks[1:], one.options["dates"]):
            here = [p["title"].split(" · ")[0] for p in block["body"] if p["kind"] == "doc"]
            assert all(cards[c].known <= date.fromisoformat(day["date"]) for c in here)
            assert bool(block["opens_after"]) == (day != one.options["dates"][0])
            seen += here
        assert sorted(seen) == sorted(one.options["documents"]) and blocks[-1]["opens_after"]

    @pytest.mark.parametrize("unit,one", [(u, e) for u, e in OURS if e.type == "evidence_desk"], ids=lambda x: getattr(x, "id", ""))
    def test_every_card_behind_a_verdict_is_on_the_desk(self, unit, one):
        """The explanation of a verdict never rests on a card that the learner was not given; sound claims and open ones are both there."""
        desk = read_votes(article_of(one)).verdicts
        asked = {i["id"] for i in one.options["items"]}
        days = {d["date"] for d in one.options["dates"]}
        missing = {
            (c.id, d)
            for c in desk.claims
            if c.id in asked
            for v in c.verdicts
            if v.date.isoformat() in days
            for d in v.documents
            if d not in one.options["documents"]
        }
        assert missing == set()
        values = {v for q in key_of(unit, one)["questions"].values() for v in q["right"]}
        assert {"supported", "contradicted", "not_checkable_then", "not_checkable"} <= values

    def test_not_checkable_then_is_a_right_answer_with_no_card_behind_it(self):
        """“On none” is accepted where no card of the day speaks, and refused where one does."""
        fields = right(LESSONS, "check-desk")
        assert fields["C5-rests"] == ["none"] and "real answer" in said(told(LESSONS, "check-desk", fields), "C5-rests")
        assert "There was something" in said(told(LESSONS, "check-desk", fields | {"C13-rests": ["none"]}), "C13-rests")
        assert "say nothing about this claim" in said(told(LESSONS, "check-desk", fields | {"C13-rests": ["E2"]}), "C13-rests")

    @pytest.mark.parametrize(
        ("value", "words"),
        [("supported", "You trusted too soon"), ("contradicted", "You doubted too much"), ("not_checkable", "You doubted too much")],
    )
    def test_trusting_all_and_doubting_all_are_told_apart(self, value, words):
        """Each gets no marks, and hears which way it leans."""
        for unit, name in ((LESSONS, "check-desk"), (UNIT, "q7")):
            fields = {f: value for f in right(unit, name) if re.search(r"\d$", f)}
            got = score(unit, unit[name], {"fields": fields})
            assert got.fraction < 0.2 and words in told(unit, name, fields)["note"]

    def test_over_sure_learners_see_where(self):
        """Wrong and at least 80 sure: the place is named. Confidence earns no marks."""
        fields = right(LESSONS, "check-desk") | {"C11-2025-06-05": "contradicted", "C11-2025-06-05-sure": 95}
        heard = told(LESSONS, "check-desk", fields)
        assert "claim C on 5 June 2025" in heard["measures"][-1] and "You were 95 sure here" in said(heard, "C11-2025-06-05")
        humble = {f: (5 if f.endswith("-sure") else v) for f, v in fields.items()}
        assert (
            score(LESSONS, LESSONS["check-desk"], {"fields": humble}).fraction
            == score(LESSONS, LESSONS["check-desk"], {"fields": fields}).fraction
        )

    @pytest.mark.parametrize(
        "bad",
        [
            {"C5-2025-03-12": "maybe"},
            {"C5-2025-03-12-sure": 101},
            {"C5-2025-03-12-sure": True},
            {"C5-rests": ["E4"]},
            {"C5-rests": "E3"},
            {"C5-2025-03-12": ["supported"]},
        ],
    )
    def test_odd_answers_are_unreadable(self, bad):
        """A verdict, a confidence or a card that was not offered."""
        assert score(LESSONS, LESSONS["check-desk"], {"fields": bad}).status == "unreadable"


class TestConfidence:
    def test_always_fifty_is_a_quarter(self):
        """Whatever is right: 0.25, in the function and through the exercise."""
        assert brier([(50, True), (50, False), (50, True)]) == 0.25
        fields = {f: (50 if f.endswith("-sure") else v) for f, v in right(UNIT, "q7").items()}
        assert score(UNIT, UNIT["q7"], {"fields": fields}).measures["brier"] == 0.25

    def test_sure_and_wrong_costs_most(self):
        assert [brier([(100, True)]), brier([(100, False)]), brier([])] == [0.0, 1.0, None]

    def test_only_verdicts_with_at_most_two_right_answers_are_scored(self):
        """Where three of six verdicts are accepted, being right says little: left out of the score."""
        one, key = LESSONS["check-desk"], json.loads(json.dumps(key_of(LESSONS, LESSONS["check-desk"])))
        kind, fields = type_of(one.type), right(LESSONS, "check-desk")
        assert len(kind.raw(one, key, {"fields": fields})[2]["pairs"]) == 12
        key["questions"]["C5-2025-04-28"]["right"] = ["contradicted", "partly", "contested"]
        assert len(kind.raw(one, key, {"fields": fields})[2]["pairs"]) == 11

    def test_bands_hold_every_pair_once(self):
        """The edges 0, 20 … 100 included."""
        pairs = [(p, p > 40) for p in range(0, 101, 5)]
        assert len(pairs) == sum(row["n"] for row in calibration(pairs))


class TestGrades:
    @pytest.mark.parametrize("unit,name", [(UNIT, "q6"), (LESSONS, "check-grades")])
    def test_a_copied_scale_is_seen(self, unit, name):
        """A1, B2, C3 …: the share is 100 %, set against the 87 % of the study, and said so."""
        ids = [g["id"] for g in unit[name].options["grades"]]
        fields = {f"{i}-source": s for i, s in zip(ids, "ABCDE")} | {f"{i}-item": n for i, n in zip(ids, "12345")}
        line = told(unit, name, fields)["measures"][0]
        assert "100 %" in line and "87 %" in line and "Yours did the same" in line

    @pytest.mark.parametrize("unit,name", [(UNIT, "q6"), (LESSONS, "check-grades")])
    def test_the_item_comes_first_and_its_maker_is_hidden(self, unit, name):
        """No source is named in the first half, which must be done before the second opens."""
        one = unit[name]
        blocks = type_of(one.type).view(one, article_of(one))["blocks"]
        half = len(blocks) // 2
        first = json.dumps(blocks[:half], ensure_ascii=False)
        assert [g["who"] for g in one.options["grades"] if g["who"] in first] == []
        assert all(set(b["opens_after"]) == {f"{g['id']}-item" for g in one.options["grades"]} for b in blocks[half:])

    def test_a_poor_source_can_say_something_confirmed(self):
        """Somewhere the right pair stands far off the diagonal."""
        key = key_of(UNIT, UNIT["q6"])["questions"]
        assert key["G1-item"]["right"][0] == "1" and key["G1-source"]["right"][0] in "DEF" and not {"A", "B"} & {*key["G1-source"]["right"]}


OTHER_PLAN = {  # as good as the model, and without its words
    "claim": "On most days in early October one could see more lorries with household goods than lorries with guns.",
    "mind": "Should there be footage with as many armed lorries as in summer, I was mistaken.",
    "origin": "Only one voice told this. Do others know it by themselves, or did they hear it from him? Tellings that go back to one voice are one.",
    "records": "Dated videos from the streets, and pictures from space.",
    "order": "Begin with what is already public and puts nobody at risk; leave the people in the city in peace.",
    "stop": "Two separate traces are enough; if nothing turns up in three hours I give up.",
    "verdict": "16 October: open, I would say 65 %.",
}


class TestPlan:
    @pytest.mark.parametrize("fields", [MODEL_PLAN, OTHER_PLAN, {"claim": "It is true."}])
    def test_a_plan_has_hints_and_no_level(self, fields):
        """Whether a plan is competent, no word list can say: the best, the next best and the emptiest get the same kind of words."""
        got = told(UNIT, "q8", fields)
        assert not re.search(r"level|competent|effort", json.dumps(got), re.I)
        assert {i["kind"] for i in got["items"]} == {"info"}

    @pytest.mark.parametrize(
        "step",
        [
            "Find out who the resident is and ask again.",
            "First I get his real name from the reporter.",
            "Go to her house and look at the street.",
            "Ask the militants whether it is so.",
            "I would call Islamic State for a comment.",
            "Trace the call to see where it came from.",
            "Post the recording on social media and wait.",
            "Then I would identify the source myself.",
            "First call the resident again on the same line and ask him to film the trucks from his window.",
            "Phone the same source once more.",
            "Ask her to send a picture.",
        ],
    )
    def test_a_step_that_could_expose_a_source_is_warned_of(self, step):
        """The danger is all that is said of this slot, and the reason is given."""
        fields = MODEL_PLAN | {"order": f"First what is public and safe. {step}"}
        slot = [i for i in told(UNIT, "q8", fields)["items"] if i["field"] == "order"]
        assert [i["word"] for i in slot] == ["Careful"] and "could put somebody in danger, because" in slot[0]["sentences"][0]

    @pytest.mark.parametrize(
        "step",
        [
            "Never publish his name, and do not go to her house.",
            "Without asking for his real name, look for pictures first.",
            "Nobody asks the militants; we look at public pictures.",
            "Search social media for dated pictures.",
            "Ask reporters outside the city what they saw.",
            "Count who saw it and who heard of it.",
            "Find out who said it first.",
        ],
    )
    def test_ruling_a_danger_out_is_not_a_danger(self, step):
        """A careful plan names what it will not do."""
        assert unsafe(step, UNIT["q8"].options["danger"]) is None

    def test_the_teacher_reads_slot_by_slot(self):
        """Seven texts under their questions, an empty slot shown as empty, a dangerous step pointed out."""
        fields = {**MODEL_PLAN, "order": "Go to her house and ask.", "stop": ""}
        parts = written_parts(UNIT["q8"], {"answer": {"fields": fields}})
        assert [p[0][:1] for p in parts] == list("1234567")
        assert "[Look here: “her house" in parts[4][0] and parts[5][1] == "(nothing)"

    def test_hints_are_no_marks(self):
        """The machine gives points to nobody here; the rubric has a line for each slot and one for safety."""
        assert (score(UNIT, UNIT["q8"], {"fields": MODEL_PLAN}).points, UNIT["q8"].manual_points) == (0.0, 7.0)
        assert len(SLOTS) + 1 == len(UNIT["q8"].rubric)


class TestRecords:
    @pytest.mark.parametrize(
        ("wrote", "sorts"),
        [
            ("none: a judgement", ["nothing"]),
            ("none: choice of word; that the city was taken in 2014 is on record", ["nothing"]),
            ("an Arabic dictionary", ["paper"]),
            ("recording of the sermon; second worshipper", ["recording", "people"]),
            ("whether uprisings took place when the operation began", ["outcome"]),
            ("photos or satellite images of streets, other residents", ["image", "people"]),
            ("", []),
        ],
    )
    def test_sorts_of_record_from_a_reader_s_words(self, wrote, sorts):
        """In the order in which they are named; a judgement has none."""
        assert sorts == sorts_of(wrote)

    @pytest.mark.parametrize("unit,one", [(u, e) for u, e in OURS if e.type == "when_checkable"], ids=lambda x: getattr(x, "id", ""))
    def test_each_question_has_a_settled_answer(self, unit, one):
        """No question on which readers do not agree is asked for marks, and every reader's own words are understood."""
        assert [f for f, q in key_of(unit, one)["questions"].items() if not q["right"]] == []


class TestPictures:
    def test_verdicts_wait_for_the_learner(self, tmp_path, monkeypatch):
        """Run All must not give the answers away; with answers, own and right verdicts stand in the picture's words."""
        lessons = LESSONS.__class__(LESSONS.assignment, LESSONS.title, LESSONS.exercises, tmp_path)
        one = lessons["check-desk"]
        key_of_ = key_of(LESSONS, one)
        monkeypatch.setattr("helpers.notebook.plots.claims.key_of", lambda *_: key_of_)
        monkeypatch.setattr("helpers.notebook.plots.claims.score", lambda _, task, value: score(LESSONS, task, value))
        for name in ("verdicts", "calibration"):
            with pytest.raises(ExerciseError, match="waits"):
                picture(name, lessons, [one])
        put_record(tmp_path, one, {"fields": right(LESSONS, "check-desk") | {"C5-2025-03-12": "supported"}})
        drawn_ = picture("verdicts", lessons, [one])
        assert "not checkable then (you: supported)" in drawn_.text() and drawn_.png()[:4] == b"\x89PNG"
        assert "12 verdicts" in picture("calibration", lessons, [one]).alt

    @pytest.mark.parametrize(
        ("pairs", "words"),
        [
            ([(90, False), (95, True)], "surer than you were right"),
            ([(10, True), (20, True)], "right more often than you thought"),
            ([(100, True)], "fits how often"),
        ],
    )
    def test_calibration_says_which_way(self, pairs, words):
        """The twin says in words what the dots show."""
        assert words in drawn(pairs).alt


class TestWriting:
    def cells(self) -> list[dict]:
        return json.loads((REPO / "notebooks" / "03_can_it_be_checked.ipynb").read_text(encoding="utf-8"))["cells"]

    def test_no_lecture_over_150_words(self):
        """Between two things to do there are at most 150 words; the closing summary with its references comes last."""
        runs = [0]
        for cell in self.cells()[1:-1]:
            runs = [*runs, 0] if cell["cell_type"] == "code" else [*runs[:-1], runs[-1] + len(re.findall(r"\w+", "".join(cell["source"])))]
        assert max(runs) <= 150

    def test_lesson_gives_away_nothing_sealed(self):
        """No card of the sealed exercises is named in the lesson, apart from the survey that both may use."""
        text = " ".join("".join(c["source"]) for c in self.cells())
        assert set(re.findall(r"\bE\d\d\b", text)) <= {"E12", "E13"}

    @pytest.mark.parametrize("unit,one", OURS, ids=lambda x: getattr(x, "id", ""))
    def test_nothing_ends_in_a_bare_right_or_wrong(self, unit, one):
        """Every explanation of a wrong or missing answer names a reason and a next step, and no sentence is left half."""
        article, key = article_of(one), key_of(unit, one)
        for name in ("half", "wrong", "flag_all"):
            for item in feedback(one, article, key, score(unit, one, trial_answers(one, article, key)[name]))["items"]:
                whole = " ".join(item["sentences"])
                assert len(whole) > 20 and "None" not in whole and "  " not in whole.strip(), (name, item)
                if item["kind"] in ("wrong", "miss", "wrong_label", "false_alarm") and not item["title"].endswith("the cards behind it"):
                    assert item["next"], (name, item)
