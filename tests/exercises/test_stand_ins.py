"""An exercise on either of two articles: the same points, one place, the better answer counts, and nobody is dropped."""

from __future__ import annotations

import json
import re

import bench_marks
import learners
import minutes
import pytest
from course import REPO, unit_folders
from trial_answers import trial_answers

from helpers.articles import read_article
from helpers.errors import ExerciseError
from helpers.exercises import article_of, key_of, read_unit, type_of
from helpers.marking import chosen, mark_either

MAIN = {"id": "q1", "type": "fair_or_loaded", "article": "clinic-waits", "title": "T", "prompt": "P", "points": 3}


def unit_of(folder, *exercises):
    (folder / "exercises.json").write_text(json.dumps({"assignment": "u", "title": "U", "exercises": exercises}), encoding="utf-8")
    return read_unit(folder)


def test_a_stand_in_is_no_exercise_of_its_own(tmp_path):
    """The unit counts as many exercises as before; the stand-in is found by its name and by the one that it stands in for."""
    other = {**MAIN, "id": "q1_quiet", "instead_of": "q1", "article": "bridge-closure"}
    unit = unit_of(tmp_path, MAIN, other)
    assert [e.id for e in unit.exercises] == ["q1"] and [e.id for e in unit.every] == ["q1", "q1_quiet"]
    assert unit.stand_in("q1") == unit["q1_quiet"] and unit.stand_in("q1_quiet") is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"points": 4}, "another “points”"),
        ({"type": "sound_or_thin"}, "another “type”"),
        ({"sealed": True}, "another “sealed”"),
        ({"instead_of": "q7"}, "there is no such exercise"),
    ],
)
def test_a_stand_in_that_asks_more_or_less_is_refused(tmp_path, change, said):
    with pytest.raises(ExerciseError) as error:
        unit_of(tmp_path, MAIN, {**MAIN, "id": "q1_quiet", "instead_of": "q1", **change})
    assert said in str(error.value)


def test_a_stand_in_says_only_what_differs(tmp_path):
    unit = unit_of(
        tmp_path, {**MAIN, "sealed": True, "rubric": ["a"]}, {"instead_of": "q1", "article": "bridge-closure", "passage": [1, 2]}
    )
    other = unit.stand_in("q1")
    assert (other.id, other.article, other.passage) == ("q1_quiet", "bridge-closure", (1, 2))
    assert (other.title, other.points, other.sealed, other.rubric) == ("T", 3, True, ("a",))


UNITS = [unit for unit in map(read_unit, unit_folders()) if unit.stand_ins]


@pytest.mark.parametrize("unit", UNITS, ids=lambda u: u.assignment)
def test_nothing_that_counts_is_only_there_on_a_war(unit):
    """Whatever asks about a real article can be done on an invented one, in the same words and for the same marks, and no text of it is in the other."""
    for one in unit.exercises:
        if not read_article(one.article).about["invented"] and one.options.get("heading") is None:
            other = unit.stand_in(one.id)
            assert other and read_article(other.article).about["invented"], one.id
            assert not re.search("Mosul|Islamic State|ISIS|Iraq|militant|2016", f"{other.prompt}{other.rubric}{other.options}"), one.id
    quiet = unit.quiet()
    assert [e.points for e in quiet.exercises] == [e.points for e in unit.exercises] and len(quiet.exercises) == len(unit.exercises)


@pytest.mark.parametrize("unit", UNITS, ids=lambda u: u.assignment)
def test_both_roads_ask_as_much(unit):
    """As many questions, and as many items to mark within two: so points and minutes are alike."""
    for other in unit.stand_ins:
        keys = [key_of(unit, e) for e in (unit[other.instead_of], other)]
        questions = [len(k.get("questions", {})) for k in keys]
        core = [sum(i["tier"] == "core" for i in k.get("items", ())) for k in keys]
        assert questions[0] == questions[1], other.id
        assert abs(core[0] - core[1]) <= (2 if other.points else 4), (other.id, core)


@pytest.mark.parametrize("unit", UNITS, ids=lambda u: u.assignment)
def test_either_answer_is_marked_and_the_better_one_counts(unit):
    """The full answer on one article and an empty or half one on the other: full marks, whichever came later."""
    for other in unit.stand_ins:
        one = unit[other.instead_of]
        if not one.points:
            continue
        full = {e.id: {"answer": type_of(e.type).solved(e, key_of(unit, e)), "saved": "2026-01-01"} for e in (one, other)}
        half = {e.id: {"answer": trial_answers(e, article_of(e), key_of(unit, e))["half"], "saved": "2026-02-01"} for e in (one, other)}
        for good, poor in ((one, other), (other, one)):
            both = {good.id: full[good.id], poor.id: half[poor.id]}
            assert chosen(unit, one, both) == good
            assert mark_either(unit, one, both).score.points == one.points == mark_either(unit, one, {good.id: full[good.id]}).score.points


@pytest.mark.parametrize("unit", UNITS, ids=lambda u: u.assignment)
def test_scripted_learners_earn_the_same_on_both_roads(unit):
    """Right, one wrong, half, flag-all, flag-none, constants and guessing: within 3 % of the unit's points."""
    cases = {c.exercise.id: c for c in learners.cases(False) if c.exercise.assignment == unit.assignment}
    pairs = [(cases[other.instead_of], cases[other.id]) for other in unit.stand_ins if other.points and other.id in cases]
    assert pairs
    rows = [(bench_marks.row(one), bench_marks.row(other), one.exercise.points) for one, other in pairs]
    most = sum(e.points for e in unit.exercises)
    for script in ("right", "one wrong", "half", "flag all", "flag none", "constant", "guess"):
        apart = sum((first[script] - second[script]) * points for first, second, points in rows if first.get(script) is not None)
        assert abs(apart) <= 0.03 * most, (script, apart, most)


@pytest.mark.parametrize("unit", UNITS, ids=lambda u: u.assignment)
def test_both_roads_take_as_long(unit):
    """Words to read, decisions and texts of the whole page, counted as `bench/minutes.py` counts: within 7 % (unit 3: 95 and 90 minutes)."""
    notebook = REPO / "exercises" / unit.assignment / f"{unit.assignment}.ipynb"
    first, quiet = (minutes.page(minutes.parts(notebook, unit.folder, quiet=q)).minutes for q in (False, True))
    assert abs(first - quiet) <= 0.07 * first, (first, quiet)


@pytest.mark.parametrize("folder", [f for f in unit_folders() if f.name != "notebooks"], ids=lambda f: f.name)
def test_no_task_counts_paragraphs_that_the_box_does_not_show(folder):
    """The box shows the part that is asked about and counts sentences; on the other article it is another part: “the first five” were four there."""
    counted = r"paragraphs? \d|(?:first|last|next) (?:two|three|four|five|six|seven) paragraphs"
    assert [e.id for e in read_unit(folder).every if re.search(counted, e.prompt, re.I)] == []
