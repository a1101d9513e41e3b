"""The site for everybody: axe on the first page and a course page, light and dark, wide and on a phone; and by keyboard alone from the address to the file."""

from __future__ import annotations

import json

import pytest
from built_site import site  # noqa: F401 — a fixture
from playwright.sync_api import expect
from site_browser import ADDRESS, SiteNotebook, answer_kept, chromium, first_page, open_page, served, visited  # noqa: F401 — a fixture among them
from test_widget_page import AXE

pytestmark = pytest.mark.browser
UNIT = "01_who_says_so"
PATH = f"exercises/{UNIT}/{UNIT}.ipynb"
RULES = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']"
RUN = f"""async (where) => {{ const r = await axe.run(where, {{ runOnly: {RULES} }});
  return [r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html.slice(0, 160) + ' ' + n.failureSummary).join(' | ')), r.passes.map((p) => p.id)]; }}"""
THEMES = ("dark", "light")
EXPOSED = """let own; Object.defineProperty(window, 'whoSaysSo', { set: (f) => { own = f; },
  get: () => own && ((config) => { config.exposeAppInBrowser = 'true'; return own(config); }) });"""  # JupyterLab’s own setting for tests
CHANGE_THEME = "(theme) => window.jupyterapp.commands.execute('apputils:change-theme', { theme })"  # as a learner’s own setting
PAGES = "async () => { await window.jupyterapp.restored; return document.querySelectorAll('.jp-NotebookPanel').length; }"
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 400, "height": 800}


def looked_at(page, where):
    """What axe finds there; contrast must have been among what it could measure."""
    if not page.evaluate("() => 'axe' in window"):
        page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    found, passed = page.evaluate(RUN, where)
    assert "color-contrast" in passed
    return found


def fits(page) -> bool:
    return page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def from_the_address_to_the_file(page, address) -> None:
    """By keyboard alone, on a phone’s width: a learner’s name, an answer, the file to take along. The course page stays open."""
    page.set_viewport_size(PHONE)
    first_page(page, address)
    reach(page, page.get_by_label("Start as another learner"))
    page.keyboard.insert_text("Zoë")
    page.keyboard.press("Enter")
    page.get_by_text("Now Zoë is learning").wait_for()
    reach(page, page.get_by_role("link", name="Begin, or go on"))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Start here", level=1).wait_for()  # JupyterLab takes the path out of the address
    assert page.evaluate(PAGES) == 1  # the page that was asked for, and not that of the first visit over it
    open_page(page, address, PATH)
    SiteNotebook(page, PATH).exercise("q1").type_words("Mosul residents", "a group with no count")
    SiteNotebook(page, PATH).exercise("q1").saved()
    take = page.get_by_role("button", name="Take my work along")
    reach(page, take)
    with page.expect_download() as got:
        page.keyboard.press("Enter")
    files = json.loads(got.value.path().read_text(encoding="utf-8"))["files"]
    assert list(files) == [f"exercises/{UNIT}/answers/q1.json"] and got.value.suggested_filename.startswith("Zoë-work-")
    (store,) = page.evaluate(
        "async () => (await indexedDB.databases()).map((d) => d.name).filter((n) => /^who-says-so-[0-9a-f]+$/.test(n))"
    )
    assert answer_kept(page, f"exercises/{UNIT}/answers/q1.json", store)["spans"]


def test_axe_finds_nothing_and_the_keyboard_is_enough(playwright, site, visited, tmp_path):
    """The first page by the system’s colours, a course page that was worked on by keyboard alone by JupyterLab’s theme: each wide and on a phone, light and dark."""
    with chromium(playwright, tmp_path / "profile", known=visited) as browser, served(site) as real:
        page = browser.start(real)
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            for size in (WIDE, PHONE):
                page.set_viewport_size(size)
                first_page(page, ADDRESS)
                page.get_by_label("Start as another learner").fill("Zoë")
                assert looked_at(page, "body") == [] and fits(page), (theme, size)
        page.add_init_script(EXPOSED)
        from_the_address_to_the_file(page, ADDRESS)
        page.get_by_role("region", name="Saving").locator("summary").click()
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            page.evaluate(CHANGE_THEME, f"JupyterLab {theme.title()}")
            expect(page.locator("body")).to_have_attribute("data-jp-theme-light", str(theme == "light").lower())
            for size in (WIDE, PHONE):
                page.set_viewport_size(size)
                assert looked_at(page, "html") == [] and fits(page), (theme, size)


def reach(page, target) -> None:
    """Press Tab until this has the focus, at most once around."""
    for _ in range(200):
        if target.evaluate("(e) => e === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("Tab does not lead there")
