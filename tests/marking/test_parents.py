"""What a parent asked of a page with marks: each sentence is true of these words, the numbers come to the points, and no two sentences contradict."""

from __future__ import annotations

import re

import pytest
from course import all_exercises, article_of, key_for, name_of, type_of
from test_explanations import answers, composed, every, words_on_page

from helpers.classbook.report.feedback_pages import _item
from helpers.marking import feedback, score_record
from helpers.marking.mark import mark

COUNTED = [p for p in all_exercises() if p[1].points and not type_of(p[1].type).manual]
counted = pytest.mark.parametrize("pair", COUNTED, ids=name_of)
SUM = re.compile(r"\(?([\d.]+)(?: − ([\d.]+)\))? ÷ \(?([\d.]+)(?: − ([\d.]+)\))? × ([\d.]+) = ([\d.]+)\.")


def half(key: dict, kind, one) -> dict:
    solved = kind.solved(one, key)
    return {"spans": solved["spans"][::2]} if "spans" in solved else {"fields": dict(list(solved["fields"].items())[::2])}


@every
def test_advice_never_names_an_answer_that_the_key_has_not(pair):
    """“If there are none, “cannot tell” is the right answer” stood under questions to which that answer is wrong."""
    for entry in composed(pair):
        for name in re.findall(r"“([^”]*)” is the answer", entry["next"]):
            assert name in _options(pair[1].type, pair, entry["field"]), entry["next"]
        assert "is the right answer" not in entry["next"]


def _options(kind: str, pair, field: str) -> list[str]:
    asked = type_of(kind).form.questions(pair[1], article_of(pair[1]))
    return [name for q in asked if q["id"] == field for _, name, _ in q["options"]]


@counted
def test_a_note_says_nothing_that_the_numbers_deny(pair):
    """No “comes to nothing” beside points, no “everything” beside the contrary, no article where only cards or statements are asked about."""
    unit, one = pair
    for value in answers(pair)[-7:]:  # with the same option everywhere; the first are the key’s own
        told = mark(unit, one, {"answer": value}).told
        note, measures = told["note"], " ".join(told["measures"])
        assert "comes to nothing" not in note and "words of the article before" not in note
        marked_in_vain = re.search(r"(\d+) of \d+ marked in vain", measures)
        if marked_in_vain and int(marked_in_vain[1]):
            assert "everything pass" not in note, (note, measures)
        if re.search(r"\(0 of \d+ found, (\d+) of \1 marked in vain\)", measures):
            assert "neither too quickly" not in measures, measures
        sentences = [s for s in re.split(r"(?<=[.?!]) ", note) if "full marks" in s.lower()]
        assert len(sentences) < 2, note


@pytest.mark.parametrize("pair", [p for p in COUNTED if type_of(p[1].type).shape == "spans"], ids=name_of)
def test_the_sum_of_marked_words_stands_on_the_page(pair):
    """Half of the marks: what they come to, from where points begin, and a sum that comes to the points."""
    unit, one = pair
    key = key_for(unit, one)
    value = half(key, type_of(one.type), one)
    score = score_record(one, article_of(one), key, {"answer": value})
    note = feedback(one, article_of(one), key, score)["note"]
    assert 0 < score.points < score.max_points or score.points == score.max_points
    if score.points < score.max_points:
        own, low, full, low_too, most, points = (float(x or 0) for x in SUM.search(note).groups())
        assert low == low_too and most == score.max_points and points == score.points
        assert abs((own - low) / (full - low) * most - points) <= 0.0051 and abs(own - 100 * score.raw) < 1


@every
def test_punctuation_is_not_doubled(pair):
    """“She saw it herself.”. and ““The council …”.” as a page puts them."""
    for entry in composed(pair):
        assert not re.search(r"[.?!]”\.", words_on_page(entry)), words_on_page(entry)
        assert "<q>“" not in _item(entry)


def test_a_number_left_open_has_its_reason_too():
    """“The better answer is “different questions were asked”.” alone says nothing of these numbers."""
    for unit, one in COUNTED:
        if one.type == "inconsistent_figure":
            first = next(iter(type_of(one.type).solved(one, key_for(unit, one))["fields"].items()))
            items = mark(unit, one, {"answer": {"fields": dict([first])}}).told["items"]
            assert [e["title"] for e in items if e["outcome"] == "empty" and len(e["sentences"]) < 2] == []


def test_no_claim_is_called_none_because_nobody_would_phone():
    """A second witness is what an editor phones about: a false alarm says what readers did, and where to object."""
    seen = 0
    for pair in all_exercises():
        if pair[1].type == "mark_claims":
            for entry in composed(pair):
                if entry["outcome"] == "false_alarm":
                    seen += 1
                    assert "phone" not in words_on_page(entry) and "tell your teacher" in entry["next"]
    assert seen > 50


def test_nobody_is_said_to_be_perhaps_the_same_where_he_and_she_differ():
    for pair in all_exercises():
        if pair[1].type == "same_person":
            assert not [e for e in composed(pair) if "may be the same person" in words_on_page(e)]
