"""A course page opens ready in real JupyterLab and Notebook 7, without a click; a stranger's notebook runs nothing."""

import json
import re
import shutil

import pytest
from jupyter import READY, Notebook, handed_out
from opening_cells import FINE, HOSTILE, LINE
from playwright.sync_api import expect

from helpers.course.release import ROOT

pytestmark = pytest.mark.browser
UNIT = "01_who_says_so"
PATH = f"exercises/{UNIT}/{UNIT}.ipynb"
COUNTS = "() => [...window.jupyterapp.shell.currentWidget.content.model.cells].filter(c => c.type === 'code').map(c => [c.sharedModel.getSource(), c.executionCount])"
TOP = "() => window.jupyterapp.shell.currentWidget.content.outerNode?.scrollTop ?? window.jupyterapp.shell.currentWidget.content.node.scrollTop"


@pytest.fixture
def page(app_page):
    return app_page


@pytest.fixture
def fresh(page):
    """Opens a page as it was handed out and runs nothing by hand; `load`: by its address, and not in a JupyterLab that is open already."""
    used = []

    def open_one(one, path=PATH, load=False):
        used.append(one)
        handed_out(one, path)
        return Notebook(page, one, path).open(load=load)

    yield open_one
    for one in used:
        if one.app == "notebook":
            page.goto("about:blank")
            one.end_kernels()


def write(server, name, sources):
    """A notebook beside the unit's own, with these code cells."""
    path = server.root / "exercises" / UNIT / name
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "execution_count": None, "outputs": [], "source": s}
        for n, s in enumerate(sources)
    ]
    kernel = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}
    path.write_text(json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
    return f"exercises/{UNIT}/{name}"


def ran(notebook):
    return [source for source, count in notebook.page.evaluate(COUNTS) if count is not None]


@pytest.mark.parametrize("app", ["server", "seven"])
def test_the_page_opens_ready(fresh, request, app):
    """Every exercise is there with no click, the view is at the top, and what marks has not run."""
    notebook = fresh(request.getfixturevalue(app), load=True)
    for number in range(1, 10):
        notebook.exercise(f"q{number}")
    verbs = {re.search(r"import (\w+)", source)[1] for source in ran(notebook)}
    assert verbs == {"exercise", "hand_in", "choose_article", "article"} & verbs | {"exercise", "hand_in", "choose_article"}
    assert notebook.page.evaluate(TOP) == 0
    assert notebook.outside == []


@pytest.mark.parametrize("app", ["server", "seven"])
def test_after_a_restart_the_answer_can_be_given_on(fresh, request, app):
    notebook = fresh(request.getfixturevalue(app))
    notebook.exercise("q1").mark("Mosul residents", "a group with no count")
    notebook.exercise("q1").saved()
    notebook.restart_kernel()
    task = notebook.exercise("q1")
    task.box.locator(".wss-entry", has_text="Mosul residents").wait_for()
    task.mark("A Mosul resident", "unnamed and vague")
    task.saved()
    assert len(notebook.answer("q1")["spans"]) == 2


def test_the_next_day_the_page_is_there_again(fresh, server, page):
    """A new server on the same files; the page that was saved with its widgets opens live, not dead."""
    notebook = fresh(server)
    notebook.exercise("q1").mark("Mosul residents", "a group with no count")
    notebook.exercise("q1").saved()
    notebook.save()
    page.goto("about:blank")
    server.stop()
    server.start()
    notebook.open()
    task = notebook.exercise("q1")
    task.box.locator(".wss-entry", has_text="Mosul residents").wait_for()
    task.mark("A Mosul resident", "unnamed and vague")
    task.saved()
    for words in ("model not found", "Loading widget"):
        expect(page.get_by_text(words)).to_have_count(0)


def test_a_hostile_notebook_runs_nothing(page, server):
    """Every kind of cell that is not exactly ours; the kernel is up and idle, and has not counted one execution."""
    notebook = Notebook(page, server, write(server, "hostile.ipynb", HOSTILE)).open()
    assert ran(notebook) == []
    # the kernel's own counter says so too: this is the first thing that it ever runs
    page.evaluate("""() => { window.__n = null; window.jupyterapp.shell.currentWidget.sessionContext.session.kernel
      .requestExecute({ code: '1' }).done.then(r => { window.__n = r.content.execution_count; }); }""")
    page.wait_for_function("() => window.__n !== null")
    assert page.evaluate("() => window.__n") == 1


def test_a_mixed_notebook_runs_our_lines_alone(page, server):
    notebook = Notebook(page, server, write(server, "mixed.ipynb", [*HOSTILE, *FINE[:2]])).open()
    page.wait_for_function("() => document.querySelector('[data-wss=ready]')")
    assert ran(notebook) == FINE[:2]


def test_a_module_beside_the_notebook_is_not_taken_for_ours(page, server):
    """A stranger's folder holds helpers/classroom.py and json.py of its own: neither is imported by opening the page."""
    folder = server.root / "exercises" / UNIT
    evil = f"open({str(folder / 'evil')!r}, 'w').close()\nexercise = hand_in = print\n"
    (folder / "helpers").mkdir()
    made = [folder / "helpers" / "__init__.py", folder / "helpers" / "classroom.py", folder / "anywidget.py", folder / "psygnal.py"]
    for path in made:
        path.write_text(evil)
    try:
        notebook = Notebook(page, server, write(server, "beside.ipynb", [LINE])).open()
        notebook.exercise("q1")
        assert not (folder / "evil").exists()
    finally:
        for path in (*made, folder / "evil"):
            path.unlink(missing_ok=True)
        shutil.rmtree(folder / "helpers")


def test_other_peoples_work_is_not_run(page, server):
    folder = server.root / "submitted" / "ann" / UNIT
    folder.mkdir(parents=True)
    (folder / f"{UNIT}.ipynb").write_bytes((ROOT / PATH).read_bytes())
    page.goto(f"{server.url}/lab/tree/submitted/ann/{UNIT}/{UNIT}.ipynb?token=t&reset")
    notebook = Notebook(page, server, PATH)
    notebook.ready()
    assert ran(notebook) == [] and [p.name for p in folder.iterdir() if p.name != ".ipynb_checkpoints"] == [f"{UNIT}.ipynb"]


SEEN = "() => [...document.querySelectorAll('section.wss-root input[type=radio]')].filter(e => e.checkVisibility()).length"
HEADINGS, FIELDS = ("heading",), ("radio", "checkbox", "textbox", "combobox", "spinbutton", "slider", "button")


def in_the_tree(page, roles):
    """How many nodes of these roles assistive technology meets, in Chromium's own accessibility tree."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return sum(not n.get("ignored") and n.get("role", {}).get("value") in roles for n in nodes)


@pytest.mark.parametrize("app", ["server", "seven"])
def test_a_screen_reader_meets_the_whole_page(fresh, request, page, app):
    """Lesson 1 without scrolling: every heading and every field that stands in the page is in Chromium's tree (JupyterLab's own default hides most)."""
    notebook = fresh(request.getfixturevalue(app), "notebooks/01_who_says_so.ipynb")
    lesson = json.loads((ROOT / "notebooks/01_who_says_so.ipynb").read_text(encoding="utf-8"))
    written = sum(len(re.findall(r"^#{1,4} ", "".join(c["source"]), re.MULTILINE)) for c in lesson["cells"] if c["cell_type"] == "markdown")
    asked = [c["source"][0] for c in lesson["cells"] if c["cell_type"] == "code" and "exercise(" in c["source"][0]]
    for source in asked:
        notebook.exercise(source.split('"')[1])
    notebook.until(lambda: in_the_tree(page, HEADINGS) >= written + len(asked))
    notebook.until(lambda: in_the_tree(page, ("radio",)) == page.evaluate(SEEN) > 40)
    notebook.until(lambda: in_the_tree(page, FIELDS) > 100)


def test_without_the_extension_a_sentence_has_the_last_word(fresh, server, page):
    """The stored page in a JupyterLab that does not have the extension: under each dead exercise stands what to do; done, it is gone."""
    notebook = fresh(server)
    notebook.save()
    server.end_kernels()
    page.route("**/who-says-so/**", lambda route: route.abort())
    page.goto(f"{server.url}/lab/tree/{PATH}?token=t&reset")
    page.wait_for_function(READY)
    sentences = page.locator(".wss-without")
    expect(sentences).to_have_count(9)
    assert page.locator("section.wss-root").count() == 0
    last = "() => [...document.querySelectorAll('.jp-OutputArea:has(.wss-without)')].map(a => a.innerText.trim())"
    notebook.until(lambda: [w.endswith("it appears here, with your saved answer.") for w in page.evaluate(last)] == [True] * 9)
    notebook.run_all()
    for number in range(1, 10):
        notebook.exercise(f"q{number}")
    expect(sentences.filter(visible=True)).to_have_count(0)
    page.goto("about:blank")  # the next test gets a page with the extension


@pytest.mark.parametrize("app", ["server", "seven"])
def test_at_400_percent_nothing_is_cut_off(fresh, request, page, app):
    """320 × 256 CSS pixels are a window of 1280 × 1024 at 400 %: the page and its bar need no sideways scrolling."""
    page.set_viewport_size({"width": 320, "height": 256})
    notebook = fresh(request.getfixturevalue(app))
    for number in range(1, 10):
        notebook.exercise(f"q{number}")
    notebook.exercise("q3").box.scroll_into_view_if_needed()
    wide = """() => [document.documentElement, document.querySelector('.jp-WindowedPanel-outer'), document.querySelector('.wss-page-bar'),
        ...document.querySelectorAll('section.wss-root')].filter(e => e.scrollWidth > Math.max(e.clientWidth, 1) + 1 || e.getBoundingClientRect().right > 321).map(e => e.className + e.scrollWidth)"""
    notebook.until(lambda: page.evaluate(wide) == [])
    for name in ("Read the article", "Hand in", "All lessons"):
        button = page.get_by_role("toolbar", name="This page").get_by_role("button", name=name)
        inside = "b => { const r = b.getBoundingClientRect(); return r.width > 0 && r.left >= 0 && r.right <= 320 && r.bottom <= 128; }"
        notebook.until(lambda: button.evaluate(inside))
