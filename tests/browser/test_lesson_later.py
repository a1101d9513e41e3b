"""What a lesson says after an exercise gives its answer away: real JupyterLab shows it once the exercise was checked, or at once to whoever wants it."""

import pytest
from jupyter import lesson  # noqa: F401 — fixture
from playwright.sync_api import expect
from test_page_bar import TOP

pytestmark = pytest.mark.browser
LESSON = "notebooks/01_who_says_so.ipynb"


def test_the_first_question_is_at_most_five_tabs_from_the_top(lesson):
    """The warm-up’s; without the page’s “Go to the next exercise”, which is one of the five."""
    page = lesson.page
    first = lesson.exercise("who-warm").box.locator("input[type=radio]").first
    expect(first).to_be_visible()
    page.evaluate(TOP)
    passed = []
    while len(passed) < 6 and not first.evaluate("e => e === document.activeElement"):
        page.keyboard.press("Tab")
        passed.append(page.evaluate("() => document.activeElement.ariaLabel || document.activeElement.innerText"))
    assert len(passed) <= 5, passed


def test_words_after_an_exercise_wait_until_it_was_checked(lesson):
    page = lesson.page
    hook, clerk = page.locator("p", has_text="Two things are easy to miss."), page.locator("p", has_text="The clerk has no name, and yet")
    note = page.locator(".wss-later-note", has_text="More on this when you have checked “Who was in the mosque?”.")
    expect(note).to_be_visible()
    expect(hook).to_be_hidden()
    task = lesson.exercise("who-hook")
    task.mark("Mosul residents", "a group with no count")
    task.saved()
    expect(hook).to_be_hidden()  # answered is not checked
    task.box.locator(".wss-check").click()
    expect(hook).to_be_visible()
    expect(note).to_have_count(0)
    expect(clerk).to_be_hidden()
    page.locator(".wss-later-note", has_text="“Four sources, well described”").get_by_role("button", name="Show it now").press("Enter")
    expect(clerk).to_be_visible()
    lesson.open(load=True)  # remembered
    expect(hook).to_be_visible()
    expect(clerk).to_be_visible()
    expect(page.locator(".wss-later-note", has_text="“You are the editor”")).to_be_visible()


def test_nobody_scrolls_on_into_an_empty_window(lesson):
    """At the end of the page its last words are in view."""
    end = """() => { const o = document.querySelector('.jp-Notebook:not(.lm-mod-hidden) .jp-WindowedPanel-outer'); o.scrollTo(0, o.scrollHeight);
        const cells = [...o.querySelectorAll('.jp-Cell')].filter((c) => c.offsetHeight); return cells[cells.length - 1].getBoundingClientRect().bottom - innerHeight / 3; }"""
    lesson.until(lambda: lesson.page.evaluate(end) > 0)
