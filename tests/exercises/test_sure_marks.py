"""How sure the mark of a unit is, in simulated classes: the standard error, alpha, and what the teacher's notes say of it."""

from __future__ import annotations

import re

import learners
import pupils
import pytest
from course import REPO

from helpers.forms.compare import ONE_LEARNER

CASES = [c for c in learners.cases(generated_too=False) if c.set_by_us]
UNITS = sorted({c.exercise.assignment for c in CASES if c.exercise.points and not c.exercise.assignment.startswith("form_")})
ROADS = [road for unit in UNITS for road in pupils.roads(unit, CASES)]
FORMS = sorted({c.exercise.assignment for c in CASES if c.exercise.assignment.startswith("form_")})
ERROR, ALPHA, FORM_ERROR = 8.0, 0.8, 9.0  # in points of 100
NEARLY = 0.3  # of a simulation of so few pupils


@pytest.fixture(scope="module")
def sure() -> dict[str, pupils.Sureness]:
    return {name: pupils.sureness(name, counted, pupils=250) for name, counted in ROADS}


@pytest.mark.parametrize("road", [name for name, _ in ROADS])
def test_a_mark_rests_on_enough_questions(sure, road):
    """A standard error of at most 8 points and an alpha of at least .8, on either article."""
    assert sure[road].error <= ERROR + NEARLY and sure[road].alpha >= ALPHA, sure[road]


@pytest.mark.parametrize("unit", UNITS)
def test_the_notes_say_what_a_mark_of_70_means(sure, unit):
    """Both ends to within a point, as simulated."""
    said = re.search(r"a machine’s mark of 70 means about (\d+) to (\d+)", (REPO / "solutions" / f"{unit}.notes.md").read_text("utf-8"))
    assert said and abs(70 - int(said[1]) - sure[unit].error) <= 1.2 and abs(int(said[2]) - 70 - sure[unit].error) <= 1.2, sure[unit]


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_nearly_as_sure_and_says_so(form):
    """A standard error of at most 9 points, as the notes and `compare-forms` say."""
    # with 250 pupils the three forms come to 8.4, 8.4 and 9.6, with 400 to 8.7, 8.7 and 9.1, with 800 to 8.6, 8.9 and 9.0
    got = pupils.sureness(form, [c for c in CASES if c.exercise.assignment == form], pupils=800)
    assert got.error <= FORM_ERROR + NEARLY, got
    assert f"a standard error of {FORM_ERROR:.0f} points" in (REPO / "solutions" / "forms.notes.md").read_text("utf-8")
    assert f"unsure by about {FORM_ERROR:.0f} points" in ONE_LEARNER
