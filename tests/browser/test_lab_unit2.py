"""Unit 2 as a learner does it, in the student's bundle: by keyboard alone, both habits corrected, a dropped fact refused, the pictures drawn."""

import pytest
from playwright.sync_api import expect

from helpers.course.release import ROOT
from helpers.exercises import article_of, key_of, read_unit
from helpers.exercises.types import type_of

pytestmark = pytest.mark.browser
UNIT = "02_weight_of_words"
LESSON, GRADED = f"notebooks/{UNIT}.ipynb", f"exercises/{UNIT}/{UNIT}.ipynb"


@pytest.fixture
def graded(go_on):
    return go_on(GRADED)


@pytest.fixture
def lesson(go_on):
    """As the test before left it: each answers another exercise."""
    return go_on(LESSON)


def tasks():
    unit = read_unit(ROOT / "solutions" / UNIT)
    return [(e, type_of(e.type), article_of(e), type_of(e.type).solved(e, key_of(unit, e))) for e in unit.exercises]


def choose_voice(notebook, task, words: str, voice: str) -> None:
    """Whose words: the list under the text, by keyboard."""
    task._pick(task.box.get_by_label(f"Whose words? of “{words}”"), voice)


def test_the_whole_unit_by_keyboard(graded):
    """Marks with label and voice, choices and a text, without a mouse; all of it is on disk when the page says Saved."""
    before = graded.cell_types()
    for exercise, kind, article, value in tasks():
        task = graded.exercise(exercise.id)
        if kind.shape == "spans":
            for mark in value["spans"][:3]:
                words = article.text[mark["start"] : mark["end"]]
                task.type_words(words, kind.form.labels()[mark["label"]].name)
                choose_voice(graded, task, words, mark["attrs"]["voice"])
        else:
            for field, given in value["fields"].items():
                task.choose(field, given, "keyboard")
        graded.page.keyboard.press("Tab")
        task.saved()
        stored = graded.answer(exercise.id)
        if kind.shape == "spans":
            told = sorted((m["start"], m["label"], m["attrs"]["voice"]) for m in stored["spans"])
            assert told == sorted((m["start"], m["label"], m["attrs"]["voice"]) for m in value["spans"][:3])
        else:
            assert stored["fields"] == value["fields"]
    asked = len(tasks())
    # readers split on one question of q3 (“numbers”), so that the key answers all of it but that one
    graded.page.locator(".wss-hand-in", has_text=f"{asked - 1} of {asked} exercises are answered, 1 is begun.").wait_for()
    assert graded.cell_types() == before and graded.outside == []


def test_a_rewrite_without_its_speaker_is_refused_and_a_sealed_word_is_not_named(graded):
    """The student's copy looks after the facts and keeps the loaded words to itself."""
    task = graded.exercise("q7")
    task.choose(
        "text",
        "Foreign fighters who patrolled the streets or haunted internet cafes are gone. Islamic State has internal rivalries in Mosul.",
    )
    graded.page.keyboard.press("Tab")
    task.saved()
    box = task.check()
    box.get_by_role("heading", name="Not accepted yet: a fact is gone.").wait_for()
    box.get_by_text("“resident”").first.wait_for()
    assert "ghost" not in box.inner_text() and "Still hot" not in box.inner_text()


def test_suspecting_and_trusting_are_both_corrected_in_the_lesson(lesson):
    """All loaded, then all fair: each time the page says what went wrong, in words of the article."""
    task = lesson.exercise("words-fair")
    for answer, said in (("loaded", "You suspected every word"), ("fair", "You trusted every word")):
        for field in ("appointed", "implored", "terror", "offensive"):
            task.choose(field, answer)
        task.saved()
        box = task.check()
        box.get_by_text(said).first.wait_for()
    box.get_by_text("You trusted this one, but it is loaded").first.wait_for()


def test_swapped_words_make_another_sentence(lesson):
    """The hook: the page shows the sentence as it became, and what a reader believes."""
    task = lesson.exercise("words-swap")
    task.choose("verb", "2")
    task.choose("facts", "same")
    task.saved()
    box = task.check()
    box.get_by_role("heading", name="Instead, he called on those gathered").wait_for()
    box.get_by_text("So his side must feel sure.").first.wait_for()


def test_own_marks_stand_in_the_picture_by_themselves(lesson):
    """Mark: the picture comes by itself, and it and its text twin know the mark."""
    figure = lesson.page.locator("figure.wss-figure", has=lesson.page.locator("svg[aria-label*='agree on']"))
    lesson.page.get_by_text("This picture waits until you have answered").first.wait_for()
    assert figure.count() == 0
    task = lesson.exercise("words-mark")
    task.mark("extolling", "leaning verb of saying")
    task.saved()
    figure.wait_for()
    figure.locator("summary").click()
    expect(figure.locator("tr", has_text="extolling")).to_contain_text("you: loaded")
