"""“What you can do now”: counted from a learner's own answers, page by page, true at both ends, and silent where nothing was answered."""

from __future__ import annotations

import shutil

import pytest
from course import REPO
from trial_answers import trial_answers

from helpers.answers import FOLDER, AnswerFile
from helpers.exercises import article_of, key_of, read_unit
from helpers.notebook.figures import Figure
from helpers.notebook.plots.so_far import PAGES, tallies

LESSON = ("who-hook", "who-kinds", "who-told", "who-people", "who-told-us", "who-sound")


@pytest.fixture
def here(tmp_path):
    for name in ("exercises.json", "open_keys.json"):
        shutil.copy(REPO / "notebooks" / name, tmp_path)
    return tmp_path


def answered(here, which, ids=LESSON):
    """One of the examples that every type has of itself, saved for each exercise."""
    unit = read_unit(here)
    for task in (unit[i] for i in ids):
        article, key = article_of(task), key_of(unit, task)
        AnswerFile(here / FOLDER, task, article.sha256).save(trial_answers(task, article, key)[which])
    return unit


def test_all_right_and_nothing_too_much(here):
    (one,) = tallies(answered(here, "right"), here)
    assert (one.page, one.right, one.over) == ("who", one.asked, 0) and one.asked > 20
    told = Figure("so-far", here, LESSON).bundle()
    assert f"{one.right} of {one.asked} answers" in told["text/plain"] and "Lesson 1: " in told["text/plain"]
    assert "you leave what is sound alone" in told["text/plain"]


def test_who_flags_everything_is_told_so(here):
    (one,) = tallies(answered(here, "flag_all"), here)
    assert 3 * one.over > one.chances >= 10
    assert "You flag more than readers do." in Figure("so-far", here, LESSON).bundle()["text/plain"]


def test_wrong_answers_are_not_told_apart(here):
    (one,) = tallies(answered(here, "wrong"), here)
    assert one.asked >= 10 > one.right


def test_pages_come_in_the_order_of_the_course(here):
    answered(here, "right", ("check-origin",))
    unit = answered(here, "right", ("words-fair", "who-sound"))
    assert [t.page for t in tallies(unit, here)] == ["who", "words", "check"]
    told = Figure("so-far", here, ("check-hook", "check-origin")).bundle()
    assert "Lesson 1: 100 % told apart" in told["text/plain"] and "Lesson 3: 100 % told apart" in told["text/plain"]


def test_with_nothing_answered_it_waits_in_one_sentence(here):
    told = Figure("so-far", here, LESSON).bundle()["text/plain"]
    assert told == "What you can do now appears here by itself when you have answered something on this page."
    assert tallies(read_unit(here), here) == []


def test_every_page_of_practice_has_a_name():
    assert {e.id.partition("-")[0] for e in read_unit(REPO / "notebooks").exercises} <= set(PAGES)


def course_copy(tmp_path):
    """Lessons and one graded page side by side, as in a student's copy, with all keys at hand (a teacher's): what counts must not be counted."""
    for folder, source in (("notebooks", "notebooks"), ("exercises/01_who_says_so", "solutions/01_who_says_so")):
        (tmp_path / folder).mkdir(parents=True)
        for name in ("exercises.json", "open_keys.json"):
            if (REPO / source / name).is_file():
                shutil.copy(REPO / source / name, tmp_path / folder)
    return tmp_path / "notebooks", tmp_path / "exercises" / "01_who_says_so"


def test_a_graded_page_counts_its_practice_and_the_lessons_and_nothing_that_counts(tmp_path):
    lessons, graded = course_copy(tmp_path)
    unit = read_unit(graded)
    practice = tuple(e.id for e in unit.every if not e.sealed and key_of(unit, e))
    sealed = tuple(e.id for e in unit.exercises if e.sealed and key_of(unit, e))
    assert practice and sealed
    answered(graded, "right", practice)
    before = Figure("so-far", graded, practice).bundle()["text/plain"]
    assert "Exercises 1: " in before
    answered(graded, "right", sealed)
    assert Figure("so-far", graded, practice).bundle()["text/plain"] == before
    answered(lessons, "right")
    after = Figure("so-far", graded, practice).bundle()["text/plain"]
    assert "Lesson 1: " in after and "Exercises 1: " in after
