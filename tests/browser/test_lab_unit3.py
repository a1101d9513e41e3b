"""Unit 3 as a learner does it, in the student's bundle: the evidence desk by keyboard alone, later evidence caught, the pictures that wait."""

import json

import pytest
from jupyter import graded, lesson  # noqa: F401 — fixtures
from playwright.sync_api import expect

from helpers.course.release import ROOT
from helpers.exercises import article_of, key_of, read_unit
from helpers.exercises.types import type_of

pytestmark = pytest.mark.browser
UNIT = "03_can_it_be_checked"
LESSON, GRADED = f"notebooks/{UNIT}.ipynb", f"exercises/{UNIT}/{UNIT}.ipynb"


def solved(folder: str, exercise_id: str) -> dict:
    unit = read_unit(ROOT / folder)
    one = unit[exercise_id]
    return dict(type_of(one.type).solved(one, key_of(unit, one))["fields"])


def answer(task, fields: dict, by: str) -> None:
    """In the order of the page: the days open one after the other."""
    for field, value in fields.items():
        place = task.box.locator(f"[data-field='{field}']")
        if not isinstance(value, list):
            task.choose(field, value, by)
            continue
        task.reach(field, by)
        for one in value:
            box = place.locator(f"input[value='{one}']")
            if by == "mouse":
                box.check()
            else:
                box.press("Space")
                expect(box).to_be_checked()
    task.page.keyboard.press("Tab")
    task.saved()


def test_the_desk_by_keyboard_and_a_card_from_a_later_day_is_caught(lesson):
    """Days open in turn; the pictures wait for the verdicts; the verdict of 12 March that rests on a card of 21 March does not count."""
    task = lesson.exercise("check-desk")
    day_2, back = task.box.locator("[data-block='day-2']"), task.box.locator("[data-block='back']")
    task.reach("C13-2025-04-28", "keyboard")
    expect(day_2).to_contain_text("Opens when")
    assert "E3 ·" not in day_2.inner_text()
    expect(lesson.page.get_by_text("This picture waits until you have answered").first).to_be_visible()
    fields = solved("notebooks", "check-desk") | {"C5-rests": ["E3"]}
    answer(task, fields, "keyboard")
    for words in ("You now know how it went on", "You said: Claim D on 12 March 2025: "):
        expect(back).to_contain_text(words, use_inner_text=True)
    task.reach("C13-2025-04-28", "keyboard")
    expect(day_2).to_contain_text("E3 ·", use_inner_text=True)
    assert lesson.answer("check-desk")["fields"] == fields
    box = task.check()
    box.get_by_text("In numbers").click()
    for words in ("14 of 15 right", "Too late: E3 (21 March 2025).", "Brier score"):
        expect(box).to_contain_text(words, use_inner_text=True)
    lesson.page.locator(".wss-figure").nth(1).wait_for()  # they came by themselves
    expect(lesson.page.get_by_text("This picture waits")).to_have_count(0)
    assert lesson.outside == []


def test_answers_of_the_desk_come_back_after_a_reload(lesson):
    """What was answered is shown again, and the days stay open."""
    task = lesson.exercise("check-desk")
    fields = {f: v for f, v in solved("notebooks", "check-desk").items() if f.endswith(("2025-03-12", "2025-03-12-sure"))}
    answer(task, fields, "mouse")
    lesson.save()
    lesson.open(reset=False)
    again = lesson.exercise("check-desk")
    again.box.locator("[data-block='day-2'] .wss-doc").first.wait_for()  # it opens at the first question without an answer
    again.reach("C13-2025-03-12")
    expect(again.box.locator("[data-field='C13-2025-03-12'] input[type=radio]:checked")).to_have_value("supported")
    expect(again.box.locator("[data-field='C13-2025-03-12-sure'] input[type=number]")).to_have_value("90")


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_every_form_of_the_graded_page_is_saved_and_sealed(graded, by):
    """Each form in the student's copy: all of it reaches the disk; a press is offered only where it tells something (hints for a plan), and no key is shown."""
    unit = read_unit(ROOT / "solutions" / UNIT)
    for one in unit.exercises:
        kind = type_of(one.type)
        if kind.shape != "form":
            continue
        fields = kind.solved(one, key_of(unit, one))["fields"]
        view = kind.view(one, article_of(one))
        order = [f["id"] for b in view["blocks"] for f in b["fields"]]
        task = graded.exercise(one.id)
        answer(task, {f: fields[f] for f in order if f in fields}, by)
        assert graded.answer(one.id)["fields"] == fields
        if task.box.locator(".wss-check").count():
            expect(task.check()).to_contain_text("hints", use_inner_text=True)
    graded.page.locator(".wss-progress", has_text="6 of 8 answered").locator("visible=true").first.wait_for()
    assert json.dumps(graded.outside) == "[]"
