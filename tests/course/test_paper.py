"""Every exercise of every unit on paper: it can be done with a pencil, no key is in it, and what is typed from it is the answer that the page would send."""

from __future__ import annotations

import re
from html import unescape

import pytest
from course import REPO, all_exercises, name_of, unit_folders
from hypothesis import given, settings
from hypothesis import strategies as st
from trial_answers import trial_answers

from helpers.articles import read_article
from helpers.course.paper.fields import Odd
from helpers.course.paper.lines import WIDTH, Lines, NoSuchPlace
from helpers.course.paper.notation import FormSheet, MarkSheet, sheet_of
from helpers.course.paper.page import Look
from helpers.course.paper.workbook import workbook
from helpers.exercises import Exercise, Unit, article_of, forget_keys, key_of, read_unit, score_with, type_of
from helpers.text import words

PAIRS = all_exercises()
every = pytest.mark.parametrize("pair", PAIRS, ids=name_of)
every_unit = pytest.mark.parametrize("folder", unit_folders(), ids=lambda f: f.name)


def plain(html: str) -> str:
    """The words on the page, one space between them."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", re.sub(r"<style>.*?</style>", "", html, flags=re.S))).split())


def alone(unit: Unit, exercise: Exercise) -> str:
    return workbook(Unit(unit.assignment, unit.title, (exercise,), unit.folder))


def comparable(value: dict) -> list | dict:
    """A value without what a mark is called inside the page, and without properties that were not chosen."""
    if "spans" not in value:
        return value["fields"]
    marks = [(s["start"], s["end"], s["label"], {k: v for k, v in (s.get("attrs") or {}).items() if v}) for s in value["spans"]]
    return sorted(marks, key=lambda m: m[:3])


class TestRoundTrip:
    @every
    def test_the_keys_own_answer_written_and_typed_is_the_same_answer(self, pair):
        """On every exercise, so that no type is without a way back: the same value, to the letter."""
        unit, exercise = pair
        solved = type_of(exercise.type).solved(exercise, key_of(unit, exercise))
        sheet = sheet_of(exercise)
        rows = sheet.write(solved)
        assert rows
        assert comparable(sheet.read(rows)) == comparable(solved)

    @every
    @pytest.mark.parametrize("which", ["right", "half", "wrong", "flag_all", "flag_none"])
    def test_any_answer_earns_on_paper_what_it_earns_on_the_page(self, pair, which):
        unit, exercise = pair
        article, key = article_of(exercise), key_of(unit, exercise)
        answer = trial_answers(exercise, article, key).get(which)
        if answer is None:
            pytest.skip("this type has no such example")
        sheet = sheet_of(exercise)
        typed = sheet.read(sheet.write(answer))
        page, paper = (score_with(exercise, article, key, value) for value in (answer, typed))
        assert (paper.status, paper.points, paper.fraction) == (page.status, page.points, page.fraction)

    @every
    def test_what_is_typed_can_be_read_by_the_type(self, pair):
        unit, exercise = pair
        article = article_of(exercise)
        sheet = sheet_of(exercise)
        typed = sheet.read(sheet.write(type_of(exercise.type).solved(exercise, key_of(unit, exercise))))
        assert type_of(exercise.type).why_unreadable(exercise, article, typed) is None


class TestWorkbook:
    @every
    def test_each_question_and_each_answer_to_choose_is_printed(self, pair):
        """No exercise without a form for the pencil: the number of each question, its words, every option; for marks every label and every word's number."""
        unit, exercise = pair
        html, sheet = alone(unit, exercise), sheet_of(exercise)
        said = plain(html)
        assert " ".join(exercise.prompt.split()) in said
        if isinstance(sheet, MarkSheet):
            for label in sheet.view["labels"]:
                assert label["name"] in said
            for line in sheet.lines.within(sheet.start, sheet.end):
                assert html.count(f"<i>{len(line.words)}</i>") and f"<b class=no>{line.number}</b>" in html
            return
        for name, number in sheet.number.items():
            assert f"<b class=q>{number}</b>" in html, name
        for field in sheet.fields.values():
            asked = " ".join(field["label"].split())
            assert (asked.rpartition(": ")[2] if field["kind"] == "scale" else asked) in said  # in one row with the choice before it
            for option in [*field.get("options", []), *field.get("items", []), *field.get("groups", [])]:
                assert " ".join(option["name"].split()) in said

    @every_unit
    def test_no_key_gets_in(self, folder, monkeypatch):
        """A workbook is made where no key and no vote can be read: exactly the same page."""
        unit = read_unit(folder)
        forget_keys()

        def refused(*a, **k):
            raise AssertionError("a key or a vote was read for a workbook")

        with monkeypatch.context() as without:
            for name in (
                "keys.build_key",
                "keys._open_key",
                "votes.read_votes",
                "votes.read_passes",
                "votes.read_desks",
                "votes.read_verdicts",
            ):
                without.setattr(f"helpers.exercises.{name}", refused)
            page = workbook(unit)
        assert len(plain(page)) > 1000 and page == workbook(unit)

    @every_unit
    def test_no_sealed_note_is_printed(self, folder):
        """Not one of the readers' reasons on a sealed exercise, nor a model text, stands in the workbook."""
        unit = read_unit(folder)
        said = plain(workbook(unit))
        notes = {note for e in unit.exercises if e.sealed for note in _notes(key_of(unit, e)) if len(note) > 25}
        articles = " ".join(" ".join(article_of(e).text.split()) for e in unit.exercises)
        assert [n for n in notes if " ".join(n.split()) in said and " ".join(n.split()) not in articles] == []

    @every_unit
    def test_each_text_is_printed_and_named(self, folder):
        """Every article of a unit by its title; whole, unless it is only marked in and most of it stands there."""
        unit = read_unit(folder)
        said = plain(workbook(unit))
        for article in {e.article: article_of(e) for e in unit.exercises}.values():
            assert " ".join(article.title.split()) in said and " ".join(article.about["rights"].split()) in said

    def test_what_opens_later_begins_a_page_of_its_own(self):
        """The evidence desk: the cards of a later day are not seen beside the questions of an earlier one."""
        html = alone(*next(p for p in PAIRS if (p[0].assignment, p[1].type) == ("form_a", "evidence_desk")))
        days = [m.start() for m in re.finditer("<p class='turn leaf'>", html)]
        assert days and html.index("class=cards") < days[0]

    def test_needs_nothing_beside_it(self):
        """No script, no address that a browser would load: it opens from a stick, and prints the same anywhere."""
        html = workbook(read_unit(REPO / "solutions" / "01_who_says_so"), Look("letter", True, True))
        assert not re.search(r"<script|<link|<img|src=|url\(|@import", html)
        assert "size: Letter" in html and "class='paper large dyslexia'" in html

    def test_lines_are_the_same_in_every_print(self):
        """A class with one large print talks about the same line 12."""
        unit = read_unit(REPO / "solutions" / "01_who_says_so")
        bare = [re.search("<main>.*</main>", workbook(unit, look), re.S)[0] for look in (Look(), Look("letter", True, True))]
        assert bare[0] == bare[1]


def _notes(key) -> list[str]:
    """Every reason and every model text that a key holds."""
    found: list[str] = []

    def walk(at, named: str):
        if isinstance(at, dict):
            for name, one in at.items():
                walk(one, named or (name if name in ("notes", "model", "note", "reasons") else ""))
        elif isinstance(at, (list, tuple)):
            for one in at:
                walk(one, named)
        elif isinstance(at, str) and named:
            found.append(at)

    walk(key, "")
    return found


class TestLines:
    @given(st.text(alphabet=st.sampled_from("ab é’“”.,—-\n 12字"), max_size=300), st.data())
    @settings(max_examples=200, deadline=None)
    def test_any_words_of_any_text_come_back(self, text, data):
        """A mark from the start of a word to the end of one is written and read without loss."""
        lines, known = Lines(text, 40), words(text)
        if not known:
            return
        a, b = sorted(data.draw(st.tuples(*[st.integers(0, len(known) - 1)] * 2)))
        span = known[a][0] + 40, known[b][1] + 40
        assert lines.span(lines.place(*span)) == span

    def test_lines_hold_every_word_once_and_are_short(self):
        text = read_article("clinic-waits").text
        lines = Lines(text).lines
        assert [w for line in lines for w in line.words] == words(text)
        assert max(line.end - line.start for line in lines) <= WIDTH

    @pytest.mark.parametrize(
        "place, sentence",
        [
            ("99: 1", "There is no line 99"),
            ("1: 40", "Line 1 has no word 40"),
            ("1: 3-2", "Its last word stands before its first"),
            ("1 3-4", "It needs a line"),
            ("0: 1", "There is no line 0"),
        ],
    )
    def test_a_place_that_is_not_there_is_told(self, place, sentence):
        with pytest.raises(NoSuchPlace, match=re.escape(sentence)):
            Lines("One two three four five.").span(place)

    @pytest.mark.parametrize("place, words", [("1: +3-4+", "“Go now."), ("1: 3-4++", "Go now.”"), ("1: 3-4", "Go now")])
    def test_a_mark_takes_in_the_signs_that_touch_it(self, place, words):
        """Each “+” is one sign: the quotation mark before, the full stop and the mark behind."""
        lines = Lines("He said “Go now.” Then he left.")
        start = lines.text.index(words)
        assert lines.span(place) == (start, start + len(words))
        assert lines.place(start, start + len(words)) == place

    def test_a_plus_where_no_sign_is_is_told(self):
        with pytest.raises(NoSuchPlace, match="No sign touches"):
            Lines("He left.").span("1: 1+")


FORM = {
    "blocks": [
        {
            "id": "b",
            "fields": [
                {"id": "one", "kind": "choice", "label": "", "options": [{"id": x, "name": x} for x in ("yes", "no", "open")]},
                {"id": "some", "kind": "many", "label": "", "options": [{"id": x, "name": x} for x in ("E1", "E2", "E3")]},
                {"id": "count", "kind": "number", "label": "", "min": 0, "max": 100, "none": {"id": "no_bound", "name": ""}},
                {"id": "sure", "kind": "scale", "label": ""},
                {"id": "rank", "kind": "order", "label": "", "items": [{"id": x, "name": x} for x in ("p", "q", "r")]},
                {
                    "id": "sort",
                    "kind": "groups",
                    "label": "",
                    "items": [{"id": "i", "name": ""}, {"id": "j", "name": ""}],
                    "groups": [{"id": "g", "name": ""}, {"id": "h", "name": ""}],
                },
                {"id": "say", "kind": "text", "label": "", "maxlength": 30},
            ],
        }
    ]
}


class TestTyping:
    @pytest.mark.parametrize(
        "row, name, value",
        [
            ("1 = b", "one", "no"),
            ("1=B", "one", "no"),
            ("1b", "one", "no"),
            ("2 = c a", "some", ["E1", "E3"]),
            ("2 = ca", "some", ["E1", "E3"]),
            ("3 = 4", "count", 4),
            ("3 = 4,5", "count", 4.5),
            ("3 = none", "count", "no_bound"),
            ("4 = 85 %", "sure", 85),
            ("5 = c, a, b", "rank", ["r", "p", "q"]),
            ("6 = a2 b1", "sort", {"i": "h", "j": "g"}),
            ("7 = A; B = c > d", "say", "A; B = c > d"),
        ],
    )
    def test_an_answer_is_read(self, row, name, value):
        assert FormSheet(FORM).read([row]) == {"fields": {name: value}}

    def test_several_stand_in_one_line(self):
        sheet = FormSheet(FORM)
        assert sheet.pieces("1b 2ac") == ["1b", "2ac"]
        assert sheet.pieces("1 = b; 3 = 4") == ["1 = b", "3 = 4"]
        assert sheet.pieces("7 = one; two") == ["7 = one; two"]

    @pytest.mark.parametrize("row", ["1 =", "1 = -", "3 = –"])
    def test_nothing_is_no_answer(self, row):
        assert FormSheet(FORM).read([row]) == {"fields": {}}

    @pytest.mark.parametrize(
        "row, sentence",
        [
            ("1 = d", "“d” is no letter of this question: they go from a to c."),
            ("1 = ab", "“ab” is no letter"),
            ("9 = a", "There is no question 9: they go from 1 to 7."),
            ("2 = a a", "A letter stands there twice."),
            ("3 = many", "“many” is no number, or “none”."),
            ("3 = nan", "is no number"),
            ("3 = 1,140", "can be read in two ways"),
            ("3 = 101", "101 is not between 0 and 100."),
            ("4 = 120", "120 is not between 0 and 100."),
            ("5 = a b", "An order needs all 3 letters."),
            ("6 = a3", "no letter with a number from 1 to 2"),
            ("7 = " + "x" * 31, "The text has 31 characters; at most 30 can be kept."),
            ("who knows", "An answer is written “question = letter”"),
        ],
    )
    def test_what_cannot_be_read_is_told(self, row, sentence):
        with pytest.raises(Odd, match=re.escape(sentence)):
            FormSheet(FORM).read([row])

    def test_a_question_answered_twice_is_told(self):
        with pytest.raises(Odd, match="Question 1 is answered twice"):
            FormSheet(FORM).read(["1 = a", "1 = b"])

    @pytest.mark.parametrize(
        "row, sentence",
        [
            ("1: 1-2 = 99", "There is no number 99 in the list"),
            ("51: 1 = 1", "It lies outside the passage of this exercise: lines 1 to"),
            ("1: 1-2", "A mark is written"),
            ("1: 1 = 1z", "“z” is no letter of this exercise"),
            ("1: 1 = 1ab", "It has two letters of one list."),
        ],
    )
    def test_a_mark_that_cannot_be_read_is_told(self, row, sentence):
        unit = read_unit(REPO / "solutions" / "02_weight_of_words")
        with pytest.raises(Odd, match=re.escape(sentence)):
            sheet_of(unit["q1"]).read([row])
