"""An exercise on either of two articles: the same points, one place, the better answer counts, and nobody is dropped."""

from __future__ import annotations

import json

import pytest

from helpers.errors import ExerciseError
from helpers.exercises import read_unit

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
    unit = unit_of(tmp_path, {**MAIN, "sealed": True, "rubric": ["a"]}, {"instead_of": "q1", "article": "bridge-closure", "passage": [1, 2]})
    other = unit.stand_in("q1")
    assert (other.id, other.article, other.passage) == ("q1_quiet", "bridge-closure", (1, 2))
    assert (other.title, other.points, other.sealed, other.rubric) == ("T", 3, True, ("a",))
