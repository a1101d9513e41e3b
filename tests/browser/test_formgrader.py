"""nbgrader's own page for teachers, in Chromium: a submission is autograded with its button, the memo is read and marked by hand, and the export has both."""

from __future__ import annotations

import csv
import json
import re
import urllib.request

import pytest
from hostile_notebook import hostile
from jupyter import Server
from nbgrader_course import HOSTILE, NAME, Course, open_book, records  # noqa: E402
from playwright.sync_api import expect
from waiting import WAIT

pytestmark = [pytest.mark.browser, pytest.mark.nbgrader]
MEMO = "Two aid workers saw the convoy. Nobody has said who gave the order."


@pytest.fixture(scope="module")
def taught(tmp_path_factory):
    """A course with two submissions that nobody has marked yet, and a server in its folder."""
    course = Course(tmp_path_factory.mktemp("formgrader") / "kit")
    course.run("generate_assignment", NAME)
    right = records("right")
    course.submit("ann", {**right, "q9": {**right["q9"], "answer": {"fields": {"text": MEMO}}}})
    course.submit("ben", {**right, "q9": {**right["q9"], "answer": {"fields": {"text": HOSTILE}}}})
    server = Server(tmp_path_factory.mktemp("home"), course.folder)
    yield course, server.start()
    server.stop()


def saved(what: str):
    return lambda answer: answer.request.method == "PUT" and f"/formgrader/api/{what}/" in answer.url and answer.ok


def page_of(page, memos: dict[str, str]) -> str:
    """Whose memo stands on the page, once one does."""
    first, *others = (page.get_by_text(words) for words in memos.values())
    for other in others:
        first = first.or_(other)
    first.first.wait_for()
    return next(name for name, words in memos.items() if page.get_by_text(words).count())


def test_marked_by_button_and_by_hand(page, taught):
    """Autograde by its button; the memo stands on the page, as text; points and a comment given there reach the gradebook and the export."""
    course, server = taught
    page.on("dialog", lambda dialog: pytest.fail("a script of a learner ran"))
    page.goto(f"{server.url}/tree?token=t")  # the token is taken for the pages that follow
    page.goto(f"{server.url}/formgrader/manage_submissions/{NAME}")
    for learner in ("ann", "ben"):
        row = page.locator("tr", has=page.get_by_text(learner, exact=True))
        row.locator("td.autograde a").click()
        done = page.locator("#success-modal")
        done.get_by_text(f"Successfully autograded '{NAME}' for student '{learner}'").wait_for()
        done.get_by_role("button", name="Close").click()
        done.wait_for(state="detached")
        expect(row).to_contain_text("needs manual grading")
    left = {"ann": (MEMO, "3.5"), "ben": (HOSTILE.split("\u202e")[0], "1")}
    for number in (0, 1):  # nbgrader hides the names here, and shuffles
        page.goto(f"{server.url}/formgrader/gradebook/{NAME}/{NAME}")
        page.get_by_role("link", name="Submission #").nth(number).click()
        page.locator("#q9-marks.score").wait_for()
        learner = page_of(page, {name: words for name, (words, _) in left.items()})
        _, points = left.pop(learner)
        page.get_by_text("You found").first.wait_for()
        score, comment = page.locator("#q9-marks.score"), page.locator("#q9-marks-comment")
        expect(score).to_have_class(re.compile("needs_manual_grade"))  # nbgrader listens from here on
        page.wait_for_function("() => formgrader.comments.loaded")
        with page.expect_response(saved("grade")):  # leaving a field saves it
            score.fill(points)
            comment.focus()
        with page.expect_response(saved("comment")):
            comment.fill(f"Read, {learner}.")
            score.focus()
        kept = page.evaluate("() => fetch('/formgrader/api/grades?submission_id=' + submission_id).then((r) => r.json())")
        assert float(points) in [one["manual_score"] for one in kept]
    course.run("export", "--to", "export.csv")
    with open(course.folder / "export.csv", encoding="utf-8") as file:
        rows = {r["student_id"]: float(r["raw_score"]) for r in csv.DictReader(file)}
    assert rows["ann"] - rows["ben"] == 2.5
    with open_book(course.folder) as book:
        assert {"Read, ann.", "Read, ben."} <= {row[0] for row in book.execute("select manual_comment from comment")}


def guarded(page, server) -> list[str]:
    """Every request to another host is stopped and written down; the list."""
    tried: list[str] = []

    def decide(route):
        if route.request.url.startswith((server.url, "data:", "blob:", "file:")):
            return route.continue_()
        tried.append(route.request.url)
        return route.abort()

    page.context.route("**/*", decide)
    return tried


def untouched(page) -> None:
    """Nothing of the learner's ran in the page or in a frame of it, and no picture, frame or handler of it stands there."""
    assert page.evaluate("() => window.owned") is None and page.title() != "owned"
    inside = "#notebook-container"
    assert (
        page.locator(
            f"{inside} script, {inside} iframe, {inside} svg, {inside} form, {inside} object, {inside} base, {inside} style"
        ).count()
        == 0
    )
    wrong = page.evaluate(
        """() => [...document.querySelectorAll('#notebook-container *')].flatMap(e => [...e.attributes].filter(a => a.name.startsWith('on')
        || /^\\s*(javascript:|https?:|\\/\\/)/i.test(a.value) || (e.tagName === 'IMG' && a.name === 'src')).map(a => e.tagName + ' ' + a.name + '=' + a.value))"""
    )
    assert wrong == []


def test_a_hostile_notebook_is_words_on_every_page(page, taught):
    """Scripts, handlers, frames, styles, links, pictures, formulas, outputs, widgets, titles and names in a submission: no page runs or fetches one."""
    course, server = taught
    tried = guarded(page, server)
    page.on("dialog", lambda dialog: pytest.fail("a script of a learner ran"))
    folder = course.submit("eve", records("right"), edit=hostile)
    (folder / "answers" / "<img src=x onerror=alert(1)>.json").symlink_to("/etc/hostname")
    bad = course.submit("<img src=x onerror=alert(1)>", records("right"))
    page.goto(f"{server.url}/tree?token=t")
    page.goto(f"{server.url}/formgrader/manage_submissions/{NAME}")
    row = page.locator("tr", has=page.get_by_text("eve", exact=True))
    row.locator("td.autograde a").click()
    done = page.locator("#success-modal")
    done.get_by_text(f"Successfully autograded '{NAME}' for student 'eve'").wait_for()
    expect(done).to_contain_text("<img src=x onerror=alert(1)>.json is a link and was not followed")
    for where in (f"gradebook/{NAME}", f"gradebook/{NAME}/{NAME}", "manage_students", "manage_students/eve", f"manage_students/eve/{NAME}"):
        page.goto(f"{server.url}/formgrader/{where}")
        page.locator("#main-table a").first.wait_for()
        assert page.evaluate("() => window.owned") is None
    with open_book(course.folder) as book:
        (number,) = book.execute(
            "select n.id from submitted_notebook n join submitted_assignment a on a.id = n.assignment_id where a.student_id = 'eve'"
        ).fetchone()
    page.goto(f"{server.url}/formgrader/submissions/{number}/")
    page.locator("#q9-marks.score").wait_for()
    page.get_by_text("Added by the learner").first.wait_for()
    expect(page.locator("#notebook-container").first).to_contain_text("<img src=x onerror=")
    untouched(page)
    course.run("generate_feedback", NAME, "--student=eve")
    page.goto((course.folder / "feedback" / "eve" / NAME / f"{NAME}.html").as_uri())
    page.get_by_text("Added by the learner").first.wait_for()
    untouched(page)
    page.goto(f"{server.url}/lab/tree/autograded/eve/{NAME}/{NAME}.ipynb?reset")  # “open live notebook”
    page.locator(".jp-Notebook pre", has_text="added-0").first.wait_for()
    assert page.evaluate("() => window.owned") is None
    assert page.locator(".jp-Notebook script, .jp-Notebook iframe, .jp-Notebook [onerror], .jp-Notebook a[href^=javascript]").count() == 0
    assert tried == []
    assert not (course.folder / "autograded" / bad.parent.name).exists()
    log = course.run("autograde", NAME, ok=False)
    assert "Give the folder another name" in log
    assert json.loads((course.folder / "autograded" / "eve" / NAME / f"{NAME}.ipynb").read_text())["metadata"].keys() == {
        "kernelspec",
        "language_info",
    }


def test_the_first_view_of_a_new_course(tmp_path, monkeypatch):
    """No gradebook yet, and no environment activated, as after `make lab`: before, the first view was HTTP 500 and the second 200."""
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    course = Course(tmp_path / "kit")
    server = Server(tmp_path / "home", course.folder).start()
    try:
        for where in ("formgrader", f"formgrader/manage_submissions/{NAME}", "formgrader/gradebook", "formgrader/api/assignments"):
            request = urllib.request.Request(f"{server.url}/{where}", headers={"Authorization": "token t"})
            with urllib.request.urlopen(request, timeout=WAIT) as answer:
                assert answer.status == 200, where
    finally:
        server.stop()
