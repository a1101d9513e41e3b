"""What a browser keeps, said before the first answer and true: private windows, small or refused storage, a new version of the site."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from built_site import site  # noqa: F401 — a fixture
from course import REPO, leave_out
from site_browser import SiteNotebook, answer_kept, chromium, first_page, kept, open_page, served, whole_kept
from waiting import until

from helpers.site import build_site

pytestmark = pytest.mark.browser
UNIT = "01_who_says_so"
PATH = f"exercises/{UNIT}/{UNIT}.ipynb"
ANSWER = f"exercises/{UNIT}/answers/q1.json"


def mark_one(page, words="Mosul residents"):
    task = SiteNotebook(page, PATH).exercise("q1")
    task.mark(words, "a group with no count")
    return task.saved()


def strip_of(page) -> str:
    """All that the foot of the page says about saving, opened."""
    strip = page.get_by_role("region", name="Saving")
    strip.locator("summary").click()
    return strip.inner_text()


def test_a_private_window_says_so_before_the_first_answer_and_forgets(playwright, site, tmp_path):
    """A real private window: the exercise works, both pages say that it goes with the window, and it does."""
    with chromium(playwright, tmp_path / "profile") as browser, served(site) as address:
        browser.start(address)
        private = browser.private_page()
        first_page(private, address)
        assert "in a private window they go when you close it" in private.locator("#saving").inner_text()
        open_page(private, address, PATH)
        assert answer_kept(private, ANSWER) is None
        assert "in a private window they go when you close it" in strip_of(private)
        mark_one(private)
        first_page(private, address)
        assert answer_kept(private, ANSWER)["spans"]  # another page of the same window has it
        private.context.close()
        private = browser.private_page()
        first_page(private, address)
        assert "in a private window they go when you close it" in private.locator("#saving").inner_text()
        assert answer_kept(private, ANSWER) is None  # and the next window has not


SMALL = """const put = IDBObjectStore.prototype.put; IDBObjectStore.prototype.put = function (value, ...key) {
  const told = put.call(this, value, ...key); if (value?.byteLength > 1e6) this.transaction.abort(); return told; };"""


def test_little_room_is_said(playwright, site, tmp_path):
    """A database that takes no large value: the first page says so. (What Chromium tells of its room is a fixed number, and its own quota for tests binds nothing.)"""
    with chromium(playwright, tmp_path / "profile") as browser, served(site) as address:
        page = browser.start(address)
        page.add_init_script(SMALL)
        first_page(page, address)
        assert "little room left" in page.locator("#saving").inner_text()


def test_refused_storage_is_said_and_nothing_begins(playwright, site, tmp_path):
    """A browser that is set to keep nothing for pages: why, in a sentence, on both pages, and no exercise that would lose answers."""
    profile = tmp_path / "profile"
    (profile / "Default").mkdir(parents=True)
    (profile / "Default" / "Preferences").write_text(json.dumps({"profile": {"default_content_setting_values": {"cookies": 2}}}))
    with chromium(playwright, profile) as browser, served(site) as address:
        page = browser.start(address)
        for where in ("", f"lab/index.html?path={PATH}"):
            page.goto(f"{address}{where}")
            page.get_by_role("alert").get_by_text("refuses to keep anything for this page").wait_for()
        assert page.locator("section[data-exercise]").count() == 0


@pytest.fixture(scope="module")
def next_site(tmp_path_factory) -> Path:
    """The site of a kit that has changed: other words on unit 1’s page, and a lesson more."""
    root = tmp_path_factory.mktemp("next") / "kit"
    shutil.copytree(REPO, root, ignore=leave_out(".*", "dist", "tests", "bench", "site"))
    page = root / PATH
    book = json.loads(page.read_text(encoding="utf-8"))
    book["cells"][0]["source"] = "# Second edition"
    page.write_text(json.dumps(book), encoding="utf-8")
    shutil.copy(root / "notebooks/00_start_here.ipynb", root / "notebooks/01z_more.ipynb")
    return build_site(root.parent / "site", root=root, include_article=True)


def test_a_new_version_keeps_answers_and_shows_new_pages(playwright, site, next_site, tmp_path):
    """Answered and saved; then another version stands at the same address: its page is shown, the answer is there, the old page lies aside."""
    version = (next_site / "service-worker.js").read_text().partition('VERSION = "')[2].partition('"')[0]
    taken_over = (  # one file is asked for, twice a second: to list all 530 of them without a pause holds up the keeping that is waited for
        "async ([version, whole]) => { for (const name of await caches.keys()) if (name.endsWith(version)) "
        "return Boolean(await (await caches.open(name)).match(whole)); return false; }"
    )
    with chromium(playwright, tmp_path / "profile") as browser:
        with served(site) as address:
            page = open_page(browser.start(address), address, PATH)
            mark_one(page)
            page.keyboard.press("Control+s")
            whole_kept(page)
            before = answer_kept(page, ANSWER)
            SiteNotebook(page, PATH).until(lambda: PATH in kept(page)["who-says-so"])
        with served(next_site, int(address.rstrip("/").rpartition(":")[2])):
            open_page(page, address, PATH)
            until(lambda: page.evaluate(taken_over, [version, f"{address}who-says-so/whole"]), lambda: page.wait_for_timeout(500))
            open_page(page, address, PATH)
            page.get_by_role("heading", name="Second edition").first.wait_for()
            assert answer_kept(page, ANSWER) == before
            page.locator("section[data-exercise='q1'] mark").first.wait_for()
            assert any(name.startswith("older pages/") for name in kept(page)["who-says-so"])
            open_page(page, address, "notebooks/01z_more.ipynb", exercises=False)
        assert browser.outside == []
