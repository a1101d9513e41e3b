"""The site in browsers that are not Chromium: opened, an exercise answered, saved, there again in a page that is loaded anew when the server has gone."""

from __future__ import annotations

import pytest
from built_site import site  # noqa: F401 — a fixture
from firefox import FIREFOX, Firefox
from site_browser import served
from stub import SELECT
from webkit import DRIVER, SCREEN, WebKit

pytestmark = pytest.mark.browser
UNIT = "01_who_says_so"
PATH = f"exercises/{UNIT}/{UNIT}.ipynb"
Q1 = "document.querySelector(\"section[data-exercise='q1']\")"
READY = f"document.querySelector('.wss-page')?.dataset.wss === 'ready' && {Q1}?.querySelector('.wss-text')"
LABEL = f"""[...{Q1}.querySelectorAll("[role='toolbar'] button")].find((b) => b.textContent.includes('a group with no count'))"""
BROWSERS = {
    "firefox": pytest.param(
        Firefox, marks=pytest.mark.skipif(FIREFOX is None, reason="Firefox is not at hand (apt-get install firefox-esr)")
    ),
    "webkit": pytest.param(
        WebKit,
        marks=pytest.mark.skipif(not (DRIVER and SCREEN), reason="WebKitGTK is not at hand (apt-get install webkit2gtk-driver xvfb)"),
    ),
}


@pytest.mark.parametrize("browser", BROWSERS.values(), ids=BROWSERS)
def test_opens_marks_saves_and_comes_back(site, tmp_path, browser):
    one = browser(tmp_path / "home")
    try:
        with served(site) as address:
            page = f"{address}lab/index.html?path={PATH}"
            one.goto(page)
            one.wait(READY)
            one.run(f"{Q1}.scrollIntoView(); return ({SELECT})(['Mosul residents', 0]) ?? null")
            one.wait(LABEL)
            one.run(f"{LABEL}.click()")
            one.wait(f"{Q1}.querySelector('.wss-state').dataset.state === 'saved'")
            one.wait("document.documentElement.dataset.wssKept === 'whole'")
            assert one.run("return document.documentElement.dataset.wssPython") == "anew"
        one.goto(
            page
        )  # loaded anew, and nobody serves now; with the server there the page comes from the same kept copy (test_site_room.py)
        one.wait(f"({READY}) && {Q1}.querySelector('mark')")
        assert one.run("return document.documentElement.dataset.wssPython") == "image"  # taken up where the first visit left it
        assert one.run(f"return {Q1}.querySelector('mark').textContent").startswith("Mosul residents")
    finally:
        one.close()
