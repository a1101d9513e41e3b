"""“Finish and go on” in real JupyterLab: what is finished stays finished, whatever happens to the page and to the kernel."""

import json

import pytest
from jupyter import graded  # noqa: F401 — fixture
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
UNIT = "06_machine_reader"
GRADED = f"exercises/{UNIT}/{UNIT}.ipynb"
MARKING, WAITING, WORDS = "q2", ("q3", "q5"), "a parcel that nobody wants"


def record(notebook) -> dict:
    return json.loads((notebook.folder / "answers" / f"{MARKING}.json").read_text(encoding="utf-8"))


def is_locked(notebook, before: dict) -> None:
    """The page says so, shows the mark, takes no other one, and what waited is open; the record is as it was."""
    task = notebook.exercise(MARKING)
    expect(task.box.locator(".wss-finished")).to_contain_text("Finished")
    expect(task.box.locator(".wss-entry")).to_contain_text(WORDS)
    expect(task.box.locator("fieldset.wss-lockable")).to_have_attribute("disabled", "")
    expect(task.box.get_by_role("button", name="Finish and go on")).to_have_count(0)
    for waiting in WAITING:
        expect(notebook.exercise(waiting).box.locator("[data-field]").first).to_be_visible()
    assert record(notebook) == before


def test_what_is_finished_stays_so_over_a_restart_a_reload_and_both(graded):
    """The kernel forgets, the page forgets, and then both at once; an answer to what was opened is kept as well."""
    task = graded.exercise(MARKING)
    task.mark(WORDS, "metaphor")
    task.saved()
    for waiting in WAITING:
        expect(graded.exercise(waiting).box.locator(".wss-waits")).to_contain_text("It opens when you have finished")
    graded.finish(MARKING)
    graded.until(lambda: record(graded).get("finished"))
    before = record(graded)
    is_locked(graded, before)

    graded.restart_kernel()
    is_locked(graded, before)

    graded.open(reset=False)
    is_locked(graded, before)
    opened = graded.exercise(WAITING[0])
    opened.choose("half", "held", "mouse")
    opened.saved()

    graded.restart_kernel()
    graded.open(reset=False)
    is_locked(graded, before)
    assert graded.answer(WAITING[0]) == {"fields": {"half": "held"}}
