"""The site in a room: over https with the certificate made on the spot exercises work; where browsers keep nothing, one page says why."""

from __future__ import annotations

import pytest
from built_site import site  # noqa: F401 — a fixture
from site_browser import SiteNotebook, answer_kept, chromium, open_page, served, whole_kept

from helpers.site.server import own_address

pytestmark = pytest.mark.browser
UNIT = "01_who_says_so"
PATH = f"exercises/{UNIT}/{UNIT}.ipynb"
TRUSTED = "--ignore-certificate-errors"  # as a device on which the school has the certificate trusted
WORKER = "async () => (await navigator.serviceWorker.getRegistration())?.active?.state"


def test_over_https_in_the_room(playwright, site, tmp_path):
    """At the laptop's address in the network: a service worker, an answer saved and kept, nothing from anywhere else."""
    with chromium(playwright, tmp_path / "profile", TRUSTED) as browser, served(site, room=True) as address:
        page = open_page(browser.start(address), address, PATH)
        assert address.startswith("https://") and page.evaluate("isSecureContext")
        assert page.evaluate(WORKER) in ("activating", "activated")
        task = SiteNotebook(page, PATH).exercise("q1")
        task.mark("Mosul residents", "a group with no count")
        task.saved()
        whole_kept(page)
        page = open_page(page, address, PATH)
        assert [s["label"] for s in answer_kept(page, f"exercises/{UNIT}/answers/q1.json")["spans"]]
        assert browser.outside == [] and browser.missing == []


def test_a_certificate_that_nobody_trusts_is_said(playwright, site, tmp_path):
    """Clicked away for this visit: Chromium refuses the worker, and the page says what to do instead of losing answers."""
    with chromium(playwright, tmp_path / "profile") as browser, served(site, room=True) as address:
        page = browser.start(address)
        session = page.context.new_cdp_session(page)
        session.send("Security.enable")
        session.send("Security.setIgnoreCertificateErrors", {"ignore": True})
        page.goto(f"{address}lab/index.html?path={PATH}")
        page.get_by_role("alert").get_by_text("does not trust the certificate").wait_for()


@pytest.mark.skipif(own_address() == "127.0.0.1", reason="this computer has no address in a network")
def test_over_plain_http_the_page_says_why(playwright, site, tmp_path):
    """As from another computer: the first page and a course page say one thing, in words, and begin nothing."""
    with chromium(playwright, tmp_path / "profile") as browser, served(site, host=own_address()) as address:
        page = browser.start(address)
        assert address.startswith("http://") and "127.0.0.1" not in address
        for where in ("", f"lab/index.html?path={PATH}"):
            page.goto(f"{address}{where}")
            page.get_by_role("alert").get_by_text("begins with https://").wait_for()
            assert page.locator("section[data-exercise]").count() == 0
        assert not page.evaluate("isSecureContext")
