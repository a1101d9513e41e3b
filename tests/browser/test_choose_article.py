"""The choice between a unit's two articles, in real JupyterLab: one click, and the exercises ask about the other one; answers stay."""

from __future__ import annotations

import pytest
from jupyter import opened
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PATH = "exercises/01_who_says_so/01_who_says_so.ipynb"


def test_the_quieter_article_by_one_key_and_back(lab_page, server):
    """Answered on the first, changed over by keyboard, answered on the other, and back: each answer is where it was made."""
    page, graded = lab_page, opened(lab_page, server, PATH)
    one = graded.exercise("q1")
    one.mark("Mosul residents", "a group with no count")
    one.saved()
    choice = page.get_by_role("radio", name="Almgate before the vote")
    group = page.get_by_role("radiogroup", name="Which article do you want to read?")
    expect(group.get_by_role("radio")).to_have_count(2)
    names = "n => [new Set(n.map((x) => x.name)).size, n.every((x) => x.name)]"
    graded.until(lambda: group.locator("input").evaluate_all(names) == [1, True])  # one group: one Tab stop, and arrow keys
    group.get_by_role("radio", name="Mosul before the offensive").focus()
    page.keyboard.press("Tab")
    assert group.locator(":focus").count() == 0
    group.get_by_role("radio", name="Mosul before the offensive").focus()
    page.keyboard.press("ArrowDown")
    expect(choice).to_be_focused()
    expect(choice).to_be_checked()
    expect(page.get_by_text("The exercises now ask about “Almgate before the vote")).to_be_visible()
    other = graded.exercise("q1_quiet")
    expect(other.box.locator(".wss-text")).to_contain_text("Almgate tenants and city housing officials")
    other.mark("Almgate tenants", "a group with no count")
    other.saved()
    page.get_by_role("radio", name="Mosul before the offensive").check()
    back = graded.exercise("q1")
    expect(back.box.locator(".wss-text")).to_contain_text("Mosul residents")
    assert len(graded.answer("q1")["spans"]) == len(graded.answer("q1_quiet")["spans"]) == 1
    assert graded.outside == []
