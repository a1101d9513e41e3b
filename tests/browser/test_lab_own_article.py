"""Notebook 07 as a teacher uses it: real JupyterLab, real Chromium, from pasted words to a published lesson that a learner answers."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jupyter import AXE, Notebook, Task, handed_out
from own_article import SHELTER  # noqa: E402
from playwright.sync_api import expect
from waiting import WAIT

from helpers.articles.codebook import CATEGORIES, KINDS, VOICES
from helpers.course.release import ROOT

pytestmark = pytest.mark.browser
BOOK = "notebooks/07_your_own_article.ipynb"
SHOTS = os.environ.get("OWN_ARTICLE_SHOTS")  # a folder for pictures to look at
OUTPUTS = "window.jupyterapp.shell.currentWidget.node.querySelectorAll('.jp-OutputArea-output')"
SIDEWAYS = "() => [...window.jupyterapp.shell.currentWidget.node.querySelectorAll('.jp-OutputArea-output')].filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.innerText.slice(0, 60))"


@pytest.fixture
def page(lab_page):
    return lab_page


def as_before(root):
    """No article of the teacher's own, and no unit of it."""
    for left in (root / "articles" / "shelter", *root.glob("*/shelter_*"), root / "dist"):
        shutil.rmtree(left, ignore_errors=True)
    (root / "articles" / ".own_article.json").unlink(missing_ok=True)


@pytest.fixture
def book(page, teachers):
    complaints = []
    console = lambda m: complaints.append(f"{m.text} ({m.location['url']})") if m.type == "error" else None  # noqa: E731
    uncaught = lambda e: complaints.append(e.message)  # noqa: E731
    page.on("console", console)
    page.on("pageerror", uncaught)
    as_before(teachers.root)
    handed_out(teachers, BOOK)
    notebook = Notebook(page, teachers, BOOK).open().run_all()
    notebook.complaints = complaints
    yield notebook
    page.remove_listener("console", console)
    page.remove_listener("pageerror", uncaught)
    as_before(teachers.root)


def press(page, name):
    """A button by keyboard alone."""
    page.get_by_role("button", name=name).first.press("Enter")


def section(notebook, name):
    box = notebook.page.locator(f"section[data-exercise='{name}']").last
    box.wait_for()
    return Task(notebook, box)


def picture(page, name):
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png")


def make_the_article(page, text=SHELTER):
    """Paste, take out a line that is not the article, say where it is from, make."""
    page.get_by_role("textbox", name="Paste").fill(f"{text}\n\nRead also: Sport")
    press(page, "Read it in")
    page.get_by_text("367 words in 12 paragraphs").wait_for()
    paragraphs = page.get_by_role("textbox", name="Paragraphs")
    paragraphs.fill(paragraphs.input_value().removesuffix("\n\nRead also: Sport"))
    page.get_by_role("textbox", name="Rights").fill("Written for a test.")
    page.get_by_role("textbox", name="Folder", exact=True).fill("shelter")
    picture(page, "1-made")
    press(page, "Make the article")
    page.get_by_text("The article is made: Council closes night shelter after heating fails.").wait_for()


def tick_the_sure_ones(notebook, layer, n):
    """Open the reader's suggestions and tick by keyboard what it calls sure."""
    page = notebook.page
    page.get_by_role("button", name="The machine reader suggests").nth(n).press("Enter")
    task = section(notebook, f"own-hints-{layer}")
    boxes = task.box.locator("label.wss-option", has_text="(sure)").locator("input")
    boxes.first.wait_for()
    for box in boxes.all():
        box.press("Space")
        expect(box).to_be_checked()
    expect(task.box.locator("input:checked")).to_have_count(boxes.count())
    task.saved()
    return boxes.count()


def test_from_pasted_words_to_an_answered_exercise(book, teachers):
    """Marks by keyboard, a second marker's file, a dispute, a reason, paragraphs 1 to 3 and 6 as practice; then a learner's page of it is answered."""
    page, article = book.page, teachers.root / "articles" / "shelter"
    make_the_article(page)
    taken = sum(tick_the_sure_ones(book, layer, n) for n, layer in enumerate(("sources", "language", "claims")))
    language = section(book, "own-language")
    language.type_words("betrayal", CATEGORIES["emotive"].name)
    voice = language.box.get_by_label("Whose words? of “betrayal”").last
    language._pick(voice, VOICES["reporter"].name)
    language.saved()
    mine = json.loads((article / "marks" / "me.json").read_text(encoding="utf-8"))
    assert len(mine["marks"]) == taken + 1 and "betrayal" in [m["text"] for m in mine["marks"]]

    other = {
        **mine,
        "who-says-so": "marks",
        "annotator": "bo",
        "sha256": json.loads((article / "article.json").read_text(encoding="utf-8"))["sha256"],
        "marks": [{k: v for k, v in m.items() if k != "from_reader"} for m in mine["marks"] if m["text"] not in ("brutal", "Residents")],
    }
    with page.expect_file_chooser() as chooser:
        press(page, "Take in a marker’s file")
    chooser.value.set_files({"name": "shelter-marks-bo.json", "mimeType": "application/json", "buffer": json.dumps(other).encode()})
    page.get_by_text("marks by “bo” are taken in").wait_for()
    page.get_by_text("2 places on which you differ").wait_for()
    picture(page, "2-differ")

    press(page, "Show my marks, to write reasons")
    reasons = section(book, "own-reasons")
    line = reasons.box.get_by_label(f"“brutal”: {CATEGORIES['emotive'].name}")
    line.focus()
    page.keyboard.insert_text("A verdict: the act could be told instead.")
    expect(line).to_have_value("A verdict: the act could be told instead.")
    line.press("Tab")
    reasons.saved()

    for number in (4, 6):
        box = page.get_by_role("checkbox", name=re.compile(f"^{number}: "))
        before = box.is_checked()
        box.press("Space")
        expect(box).to_be_checked(checked=not before)
    page.get_by_text("Practice: paragraphs 1 to 3 and 6").wait_for()
    press(page, re.compile("^Publish$"))
    page.get_by_text("Look at the pages as your learners get them").wait_for()
    picture(page, "3-published")
    marks = json.loads((article / "marks" / "me.json").read_text(encoding="utf-8"))["marks"]
    assert "A verdict: the act could be told instead." in [m.get("note") for m in marks if m["text"] == "brutal"]
    spec = json.loads((teachers.root / "exercises" / "shelter_1" / "exercises.json").read_text(encoding="utf-8"))
    practice = {
        n: [e["passage"] for e in json.loads(f.read_text(encoding="utf-8"))["exercises"] if e.get("passage") and not e.get("sealed")]
        for n, f in ((n, teachers.root / "exercises" / f"shelter_{n}" / "exercises.json") for n in (1, 3))
    }
    # one source in paragraph 6: there who marks every clause has a third right; unit 3 practises on it, unit 1 says why it does not
    assert spec["practice"] == [1, 2, 3, 6] and practice == {1: [[1, 3]], 3: [[1, 3], [6, 6]]}
    page.get_by_text(
        re.compile("Left out: Who is cited. Practice: paragraph 6, because answering without reading would count as")
    ).wait_for()
    assert book.outside == [] and book.complaints == []

    learner = Notebook(page, teachers, "exercises/shelter_1/shelter_1.ipynb").open().run_all()
    task = learner.exercise("q1")
    task.type_words("Ruth Adeyemi, who runs the council’s housing office", KINDS["named"].name)
    task.saved()
    assert [s["label"] for s in learner.answer("q1")["spans"]] == ["named"]
    feedback = task.check()
    feedback.get_by_text("A source (").first.wait_for()
    picture(page, "4-answered")
    assert book.complaints == []


def test_axe_finds_nothing_on_any_step_light_and_dark_wide_and_narrow(book, teachers):
    """WCAG 2.2 A and AA of the whole notebook with all of its parts open, stock controls too; nothing scrolls sideways."""
    page = book.page
    make_the_article(page)
    env = {k: v for k, v in os.environ.items() if k != "WHO_SAYS_SO_ARTICLES"} | {
        "PYTHONPATH": os.pathsep.join([str(teachers.root), str(ROOT / "tests" / "support")])
    }
    mark = "from own_article import mark_shelter; from helpers.articles.article import read_article; mark_shelter(read_article('shelter'), 'me'); mark_shelter(read_article('shelter'), 'bo', ('brutal',))"
    subprocess.run([sys.executable, "-c", mark], cwd=teachers.root, env=env, check=True, timeout=WAIT)
    page.evaluate(
        "() => { const c = window.jupyterapp.shell.currentWidget.content; c.notebookConfig = { ...c.notebookConfig, windowingMode: 'none' }; }"
    )
    book.run_all()
    for n in range(3):
        page.get_by_role("button", name="The machine reader suggests").nth(n).click()
    press(page, "More about each source")
    for name in ("Show my sources", "Show my marks, to write reasons", "Compare the markers", "Show what would appear"):
        press(page, name)
    for name in ("own-more", "own-reasons", "own-models"):
        section(book, name)
    page.get_by_text("1 places on which you differ").or_(page.get_by_text("1 place on which you differ")).first.wait_for()
    page.get_by_text("would be in exercises/shelter_1").wait_for()
    page.add_script_tag(path=ROOT / "tests/browser/vendor/axe.min.js")
    found = {}
    for width in (1280, 400):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("(narrow) => { const s = window.jupyterapp.shell; narrow ? s.collapseLeft() : s.expandLeft(); }", width < 800)
        for theme in ("Light", "Dark"):
            page.evaluate("(t) => { window.jupyterapp.commands.execute('apputils:change-theme', { theme: t }); }", f"JupyterLab {theme}")
            page.wait_for_function("(light) => document.body.dataset.jpThemeLight === light", arg=str(theme == "Light").lower())
            result = page.evaluate(AXE % OUTPUTS)
            assert result["nodes"] > 500
            found |= {f"{width} {theme} {fault}": html for fault, html in result["faults"]}
            book.until(lambda: page.evaluate(SIDEWAYS) == [])  # Jupyter lays out a moment after the window has changed
            for n, place in enumerate(("own-hints-sources", "own-language", "own-more", "own-reasons", "own-models") if SHOTS else ()):
                page.locator(f"section[data-exercise={place}]").last.evaluate("e => e.scrollIntoView()")
                picture(page, f"axe-{width}-{theme}-{n}")
            if SHOTS:
                page.get_by_role("checkbox", name=re.compile("^1: ")).evaluate("e => e.scrollIntoView()")
                picture(page, f"axe-{width}-{theme}-9")
    page.evaluate("() => { window.jupyterapp.commands.execute('apputils:change-theme', { theme: 'JupyterLab Light' }); }")
    assert found == {}
    assert book.outside == [] and book.complaints == []


def test_no_key_on_a_stock_control_touches_the_notebook(book):
    """JupyterLab's command keys delete cells when the focus is on a stock control."""
    page = book.page
    make_the_article(page)
    before = book.cell_types()
    for control in (
        page.get_by_role("button", name="The machine reader suggests").first,
        page.get_by_role("button", name="More about each source"),
        page.get_by_role("checkbox", name=re.compile("^2: ")),
        page.get_by_role("button", name="All", exact=True),
        page.get_by_role("button", name="Show what would appear"),
    ):
        control.focus()
        for key in ("x", "d", "d", "m", "a", "b", "0", "0", "j"):
            page.keyboard.press(key)
    assert book.cell_types() == before
    expect(page.get_by_role("dialog")).to_have_count(0)
