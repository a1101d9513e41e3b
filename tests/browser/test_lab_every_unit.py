"""Every graded page without a browser test of its own, done by keyboard in the student's bundle; and every lesson opens, runs and passes axe."""

import re
import zipfile
from pathlib import Path

import pytest
from jupyter import AXE, Notebook, handed_out
from playwright.sync_api import expect

from helpers.answers import MIME
from helpers.course.bundle import TEACHERS_NOTEBOOKS
from helpers.course.release import ROOT, units
from helpers.exercises import article_of, key_of, read_unit
from helpers.exercises.types import type_of

pytestmark = pytest.mark.browser
HERE = Path(__file__)
TESTED = {m for p in HERE.parent.glob("test_*.py") for m in re.findall(r'^UNIT = "(\w+)"', p.read_text(encoding="utf-8"), re.MULTILINE)}
UNITS = [u for u in units() if u not in TESTED]
LESSONS = [p.name for p in sorted((ROOT / "notebooks").glob("*.ipynb")) if p.name not in TEACHERS_NOTEBOOKS]
# Outputs that no reader should meet: tracebacks, warnings on stderr, and the sentence that stands in place of a traceback
# (the machine's lesson says in the same way that it waits for marks; that is no trouble).
TROUBLE = """() => [...window.jupyterapp.shell.currentWidget.content.model.cells].filter(c => c.type === 'code').flatMap(c => c.outputs.toJSON())
  .filter(o => { const html = String(o.data?.['text/html'] || ''); return o.output_type === 'error' || o.name === 'stderr' || (html.includes("role='alert'") && !html.includes('>This waits for')); }).map(o => JSON.stringify(o).slice(0, 300))"""


@pytest.fixture
def complaints(lab_page):
    """What the browser's console calls an error, and every exception that nobody caught."""
    said = []
    console = lambda m: said.append(f"{m.text} ({m.location['url']})") if m.type == "error" else None  # noqa: E731
    uncaught = lambda e: said.append(f"{e.message}\n{e.stack}")  # noqa: E731
    lab_page.on("console", console)
    lab_page.on("pageerror", uncaught)
    yield said
    lab_page.remove_listener("console", console)
    lab_page.remove_listener("pageerror", uncaught)


@pytest.fixture
def opened(lab_page, complaints):
    """Opens a page of a server as it was handed out; it has made itself ready."""

    def open_one(one, path):
        handed_out(one, path)
        return Notebook(lab_page, one, path).open()

    return open_one


def mark_all(task, kind, exercise, article, spans):
    """Each mark by its words, at its own place, with its label and whatever else is asked about it."""
    start, end = kind.form.bounds(exercise, article)
    passage = article.text[start:end]
    asked = {a["id"]: a for a in kind.view(exercise, article).get("attributes") or []}
    for span in spans:
        words = article.text[span["start"] : span["end"]]
        places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", passage, re.IGNORECASE)]
        task.type_words(words, kind.form.labels()[span["label"]].name, places.index(span["start"] - start))
        for name, option in span.get("attrs", {}).items():
            choice = task.box.get_by_label(f"{asked[name]['name']} of “{words}”").last
            task._pick(choice, option)


def answer(notebook, exercise, kind, article, value):
    """By keyboard, in the order of the page: days of an evidence desk open one after the other."""
    task = notebook.exercise(exercise.id)
    if kind.shape == "spans":
        mark_all(task, kind, exercise, article, value["spans"])
    else:
        asked = [f["id"] for block in kind.view(exercise, article)["blocks"] for f in block.get("fields") or []]
        assert set(value["fields"]) <= set(asked)
        for field in asked:
            if field in value["fields"]:
                task.choose(field, value["fields"][field], "keyboard")
    notebook.page.keyboard.press("Tab")
    task.saved()


def plain(value):
    if "spans" in value:
        return sorted((s["start"], s["end"], s["label"], sorted(s.get("attrs", {}).items())) for s in value["spans"])
    return value["fields"]


def test_no_unit_is_left_out():
    """Each graded unit is either here or in a browser test of its own; neither list is empty."""
    assert len(UNITS) >= 4 and len(LESSONS) >= 6 and TESTED and set(units()) >= TESTED


@pytest.mark.parametrize("unit_name", UNITS)
def test_the_whole_unit_by_keyboard_is_saved_and_handed_in(opened, server, complaints, unit_name):
    """The key's own answers: what the page calls saved is on disk, in the notebook and in the file to hand in, as it was given."""
    notebook = opened(server, f"exercises/{unit_name}/{unit_name}.ipynb").run_all()
    page, unit, before = notebook.page, read_unit(ROOT / "solutions" / unit_name), notebook.cell_types()
    assert page.evaluate(TROUBLE) == []
    for exercise in unit.exercises:
        kind, article = type_of(exercise.type), article_of(exercise)
        value = kind.solved(exercise, key_of(unit, exercise))
        answer(notebook, exercise, kind, article, value)
        if unit.followers(exercise):
            notebook.finish(exercise.id, "keyboard")
        assert plain(notebook.answer(exercise.id)) == plain(value), exercise.id
    ids = [e.id for e in unit.exercises]
    page.locator(".wss-progress", has_text=f"{len(ids)} of {len(ids)} answered").locator("visible=true").first.wait_for()
    page.locator(".wss-hand-in", has_text=f"{len(ids)} of {len(ids)} exercises are answered").wait_for()
    listed = [text for e in unit.exercises for text in (e.id, e.title, "answered")]
    expect(page.locator(".wss-hand-in tbody td")).to_have_text(listed)  # drawn a moment after the answer is saved
    notebook.save()
    stored = notebook.stored()
    copies = [o["data"][MIME]["answers"] for c in stored["cells"] for o in c.get("outputs", []) if MIME in o.get("data", {})]
    assert [{i: plain(r["answer"]) for i, r in c.items()} for c in copies] == [{i: plain(notebook.answer(i)) for i in ids}]
    with zipfile.ZipFile(notebook.folder / f"{unit_name}-hand-in.zip") as packed:
        assert {f"{unit_name}/answers/{i}.json" for i in ids} <= set(packed.namelist())
    assert page.evaluate(TROUBLE) == []
    assert notebook.cell_types() == before and notebook.outside == [] and complaints == []


@pytest.mark.parametrize("name", LESSONS)
def test_every_lesson_runs_and_axe_finds_nothing(opened, server, complaints, name):
    """WCAG 2.2 A and AA of every exercise in real JupyterLab, light theme; no cell shows an error; nothing leaves the machine."""
    notebook = opened(server, f"notebooks/{name}")
    page = notebook.page
    notebook.every_cell_ran()
    asked = len(re.findall(r"; exercise\(", (ROOT / "notebooks" / name).read_text(encoding="utf-8")))
    page.wait_for_function(
        "n => new Set([...document.querySelectorAll('section[data-exercise]')].map(s => s.dataset.exercise)).size >= n", arg=max(asked, 1)
    )
    assert page.evaluate(TROUBLE) == []
    assert page.evaluate("() => document.body.dataset.jpThemeLight") == "true"
    page.add_script_tag(path=ROOT / "tests/browser/vendor/axe.min.js")
    for _ in notebook.each_part():
        found = page.evaluate(AXE % "'.wss-root'")
        assert found["faults"] == [] and found["rules"] > 5
    assert notebook.outside == [] and complaints == []


@pytest.mark.parametrize("name", TEACHERS_NOTEBOOKS)
def test_a_teachers_notebook_runs_in_the_whole_repository(opened, teachers, complaints, name):
    """No cell shows an error the first time it runs, before any article is brought in."""
    notebook = opened(teachers, f"notebooks/{name}").run_all()
    assert notebook.page.evaluate(TROUBLE) == []
    assert notebook.outside == [] and complaints == []
