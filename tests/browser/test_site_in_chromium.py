"""The site as a learner has it: real Chromium, nothing outside this computer, a browser that is killed, a server that has gone, two learners."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from built_site import site  # noqa: F401 — a fixture
from course import REPO, article_of, key_for, type_of
from jupyter import Task
from site_browser import ADDRESS, FIRST_VISIT, answer_kept, chromium, first_page, kept, open_page, served, visited  # noqa: F401 — a fixture among them

from helpers.exercises import read_unit

pytestmark = pytest.mark.browser
UNIT = "01_who_says_so"
PATH = f"exercises/{UNIT}/{UNIT}.ipynb"
ANSWERS = f"exercises/{UNIT}/answers"
SOLVED = read_unit(REPO / "solutions" / UNIT)


def solved(name: str):
    one = SOLVED[name]
    return one, type_of(one.type), type_of(one.type).solved(one, key_for(SOLVED, one))


def gestures(page):
    """The exercise on the page, answered by the gestures that the tests of JupyterLab use."""

    def task(name):
        box = page.locator(f"section[data-exercise='{name}']").last
        box.wait_for()
        return Task(SimpleNamespace(page=page), box)

    return task


def do(page, name: str) -> dict:
    """Answer an exercise as its key does, and wait for “Saved”."""
    one, kind, value = solved(name)
    task = gestures(page)(name)
    if kind.shape == "spans":
        article = article_of(one)
        start, end = kind.form.bounds(one, article)
        for span in value["spans"]:
            words = article.text[span["start"] : span["end"]]
            task.mark(words, kind.form.labels()[span["label"]].name, article.text[start : span["start"]].count(words))
    else:
        for field, answer in value["fields"].items():
            task.put_in_order(answer, "mouse") if isinstance(answer, list) else task.choose(field, answer, "mouse")
    page.keyboard.press("Tab")
    task.saved()
    return value


def plain(value):
    return sorted((s["start"], s["end"], s["label"]) for s in value["spans"]) if "spans" in value else value["fields"]


def test_saved_is_kept_whatever_happens_and_another_learner_has_their_own(playwright, site, visited, tmp_path):
    """Answered, killed within a second of “Saved”, opened again with the server stopped, taken along; then a second learner on this browser brings it back."""
    first = json.loads((visited / FIRST_VISIT).read_text())
    assert "on this computer" in first["told"] and "has not promised" in first["told"]
    assert 0 < first["asked"] < 250  # of the learner's files; it was 760 when each thing was asked each time
    assert "saved in this browser, on this computer" in first["strip"]  # before the first answer
    assert first["python"] == "anew" and first["outside"] == first["missing"] == []
    with chromium(playwright, tmp_path / "profile", known=visited) as browser:
        with served(site) as real:
            page = open_page(browser.start(real), ADDRESS, PATH)
            value = do(page, "q1")
            browser.kill()
        page = open_page(browser.start(real), ADDRESS, PATH)  # nobody serves now
        assert page.evaluate("document.documentElement.dataset.wssPython") == "image"  # taken up where the first visit left it
        assert plain(answer_kept(page, f"{ANSWERS}/q1.json")) == plain(value)
        with page.expect_download() as got:
            page.get_by_role("button", name="Take my work along").click()
        work = tmp_path / got.value.suggested_filename
        got.value.save_as(work)
        with served(site, int(real.rstrip("/").rpartition(":")[2])):
            as_another_learner(page, ADDRESS, work, value)
        assert browser.outside == []


def as_another_learner(page, address, work, value) -> None:
    """Ben has nothing of the first learner’s, and can bring their work into his own place."""
    first_page(page, address)
    page.get_by_label("Start as another learner").fill("Ben")
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_text("Now Ben is learning").wait_for()
    open_page(page, address, PATH)
    assert "as Ben" in page.get_by_role("region", name="Saving").inner_text()
    page.locator("section[data-exercise='q1'] .wss-state[data-state=empty]").wait_for()  # nothing of the other learner's
    stores = kept(page)
    assert f"{ANSWERS}/q1.json" in stores["who-says-so"] and not any(
        f"{ANSWERS}/q1.json" in files for name, files in stores.items() if name != "who-says-so"
    )
    first_page(page, address)
    page.get_by_label("Bring my work back").set_input_files(work)
    page.get_by_text("1 brought back").wait_for()
    (bens,) = [files for name, files in kept(page).items() if name != "who-says-so"]
    assert plain(json.loads(bens[f"{ANSWERS}/q1.json"])["answer"]) == plain(value)
    page.get_by_role("button", name="Go on as The first learner").click()
    page.get_by_text("The first learner on this browser (now)").wait_for()


def test_a_page_that_can_keep_nothing_says_so(playwright, site, tmp_path):
    """Over plain http from another computer, and where the browser refuses storage: one sentence why, and no exercise that loses answers."""
    with chromium(playwright, tmp_path / "profile") as browser, served(site) as address:
        page = browser.start(address)
        page.add_init_script("Object.defineProperty(window, 'isSecureContext', { get: () => false })")
        page.goto(f"{address}lab/index.html?path={PATH}")
        page.get_by_role("alert").get_by_text("begins with https://").wait_for()
        page.goto(address)
        page.get_by_role("alert").get_by_text("begins with https://").wait_for()
        assert page.get_by_role("link", name="Begin, or go on").is_hidden()
