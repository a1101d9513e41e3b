"""The bar on top of a course page, in real JupyterLab and Notebook 7: how far, saved, the article, handing in, and JupyterLab one switch away."""

import io
import json
import shutil
import zipfile

import pytest
from jupyter import opened as open_anew
from playwright.sync_api import expect

from helpers.answers import MIME
from helpers.classbook import collect_answers, submissions

pytestmark = pytest.mark.browser
UNIT = "01_who_says_so"
PATH = f"exercises/{UNIT}/{UNIT}.ipynb"
APPS = ["server", "seven"]


@pytest.fixture
def page(app_page):
    return app_page


@pytest.fixture
def opened(page, request):
    """The graded page as it was handed out, open and ready, in the application of the test."""
    used = []

    def open_one(app):
        used.append(request.getfixturevalue(app))
        return open_anew(page, used[-1], PATH)

    yield open_one
    for one in used:
        if one.app == "notebook":
            page.goto("about:blank")
            one.end_kernels()


def answer(notebook):
    task = notebook.exercise("q1")
    task.mark("Mosul residents", "a group with no count")
    task.saved()


def stored(notebook):
    """The answers in the notebook file itself."""
    cells = notebook.stored()["cells"]
    return next((o["data"][MIME]["answers"] for c in cells for o in c.get("outputs", []) if MIME in o.get("data", {})), {})


AT = """() => { const e = document.activeElement, s = getComputedStyle(e), button = e.matches('button, a, input, summary') && !e.matches('.skip-link');
  return { name: e.ariaLabel || e.innerText, label: e.matches('.wss-label'), ring: !button || s.outlineStyle === 'solid' && [s.outlineWidth, s.outlineColor].join(' ') === '3px rgb(10, 74, 140)' }; }"""
HEIGHTS = """() => { const bar = document.querySelector('.wss-page-bar'), all = window.__heights = new Set([bar.offsetHeight]);
  new ResizeObserver(() => all.add(bar.offsetHeight)).observe(bar); new MutationObserver(() => all.add(bar.offsetHeight)).observe(bar, { subtree: true, childList: true, attributes: true }); }"""
TOP = "() => { document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex'); }"


@pytest.mark.parametrize("app", APPS)
def test_by_keyboard_the_first_label_is_near_and_every_ring_is_thick(go_on, app):
    """From the top of the page at most 5 Tabs to the first label, from the text one to Check; the ring is 3 pixels of one blue, whatever JupyterLab says."""
    page = go_on(PATH, app).page
    page.locator("section[data-exercise=q1] .wss-label").first.wait_for()
    page.evaluate(TOP)
    tabs, at = 0, {"label": False}
    while tabs < 6 and not at["label"]:
        page.keyboard.press("Tab")
        tabs += 1
        at = page.evaluate(AT)
        assert at["ring"], at
        if at["name"] == "Go to the next exercise":
            page.keyboard.press("Enter")
            expect(page.get_by_role("heading", name="Who is cited? Practice", exact=True)).to_be_focused()
    assert at["label"] and tabs <= 5
    for name in ("All lessons", "Part 1 of 2", "Read the article", "Aa Larger letters", "Hand in", "Show Jupyter"):
        page.get_by_role("toolbar", name="This page").get_by_role("button", name=name).focus()
        page.keyboard.press("Shift")  # the ring is the keyboard's
        assert page.evaluate(AT)["ring"], name
    text = page.locator("section[data-exercise=q1] .wss-text")
    text.focus()
    page.keyboard.press("Tab")
    expect(page.locator("section[data-exercise=q1] .wss-check")).to_be_focused()
    assert page.evaluate(AT)["ring"]


@pytest.mark.parametrize("app", APPS)
def test_larger_letters_are_one_wish_for_the_page(go_on, app):
    page = go_on(PATH, app).page
    button = page.get_by_role("toolbar", name="This page").get_by_role("button", name="Aa")
    sizes = "() => ['.wss-text', '.jp-MarkdownOutput p'].map((e) => parseFloat(getComputedStyle(document.querySelector(e)).fontSize))"
    before = page.evaluate(sizes)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert all(now > then for now, then in zip(page.evaluate(sizes), before, strict=True))
    expect(page.locator(".wss-aa").filter(visible=True)).to_have_count(0)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate(sizes) == before


@pytest.mark.parametrize("app", APPS)
def test_a_learner_sees_the_page_and_no_jupyter(go_on, app):
    """No code, no prompt, no menu, no file list, nothing of nbgrader; the switch brings them back, and is remembered."""
    notebook = go_on(PATH, app)
    page = notebook.page
    bar = page.get_by_role("region", name="Course page")
    expect(bar).to_contain_text("Who says so? The exercises of unit 1")
    jupyter = [
        ".jp-InputPrompt",
        ".jp-Notebook-footer",
        ".jp-NotebookPanel-toolbar",
        "#jp-menu-panel, #menu-panel-wrapper",
        ".lm-MenuBar-item",
    ]
    for part in jupyter:
        expect(page.locator(part).first).to_be_hidden()
    for words in ("Nbgrader", "Validate", "Create Assignment", "from helpers.classroom"):
        expect(page.get_by_text(words).filter(visible=True)).to_have_count(0)
    switch = bar.get_by_role("button", name="Show Jupyter")
    switch.click()
    expect(page.locator(".lm-MenuBar-item", has_text="Kernel")).to_be_visible()
    expect(page.locator(".jp-NotebookPanel-toolbar")).to_be_visible()
    notebook.open(reset=False)
    expect(page.locator(".lm-MenuBar-item", has_text="Kernel")).to_be_visible()
    bar.get_by_role("button", name="Show Jupyter").click()
    expect(page.locator(".jp-NotebookPanel-toolbar")).to_be_hidden()


@pytest.mark.parametrize("app", APPS)
def test_the_article_of_the_exercise_in_view(go_on, app):
    """The article of what is on the screen, and the others of the page; Escape closes it and gives the focus back."""
    notebook = go_on(PATH, app)
    page = notebook.page
    task = notebook.exercise("q4")
    task.box.scroll_into_view_if_needed()
    button = page.get_by_role("toolbar", name="This page").get_by_role("button", name="Read the article")
    button.click()
    panel = page.get_by_role("complementary", name="Article", exact=True)
    expect(panel.get_by_role("listitem").nth(2)).to_be_visible()
    assert panel.get_by_label("Which article").locator("option").count() >= 3
    panel.get_by_label("Which article").select_option(index=0)
    expect(panel).to_contain_text("Mosul residents and Iraqi intelligence officials")
    panel.get_by_label("Which article").select_option("clinic-waits")
    first = panel.locator("mark").first
    asked = first.inner_text()  # what the question asks about is lit, and follows the learner to the next question
    task.box.get_by_role("button", name="Next").click()
    expect(first).not_to_have_text(asked)
    page.keyboard.press("Escape")
    button.press("Enter")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()
    expect(task.box.get_by_role("button", name="Read the article")).to_be_hidden()  # one such button at a time


@pytest.mark.parametrize("app", APPS)
def test_the_bar_says_how_far_and_saved(go_on, app):
    """And is as high afterwards as before, all the time: else every answer moves the whole page down and up."""
    notebook = go_on(PATH, app)
    page = notebook.page
    done, all_saved = page.locator(".wss-page-done"), page.locator(".wss-page-all-saved")
    expect(done).to_have_text("0 of 9 answered")
    page.evaluate(HEIGHTS)
    answer(notebook)
    expect(done).to_contain_text("1 of 9 answered")  # and “1 begun” where the other application has been in the same folder
    expect(all_saved).to_contain_text("Saved")
    for number in (1, 2):  # a form with one answer is begun
        notebook.exercise("q3").box.locator("[data-field]:visible input[type=radio]").nth(number).check()
        expect(done).to_have_text("1 of 9 answered, 1 begun")
        expect(all_saved).to_contain_text("Saved")
    assert len(page.evaluate("() => [...window.__heights]")) == 1


@pytest.mark.parametrize("app", APPS)
def test_a_long_unit_is_shown_in_parts(go_on, app):
    """One part at a time, remembered; the link at the end of a part leads on, and the keyboard goes with it; with Jupyter shown, all of it is there."""
    notebook = go_on(PATH, app)
    page = notebook.page
    words = lambda name: page.get_by_role("heading", name=name)  # noqa: E731
    expect(words("4 · Who told whom?")).to_be_visible()
    expect(words("5 · What are we told about them?")).to_be_hidden()
    page.get_by_role("link", name="go on to part 2").click()
    expect(words("Part 2 of 2")).to_be_focused()
    expect(words("5 · What are we told about them?")).to_be_visible()
    expect(words("4 · Who told whom?")).to_be_hidden()
    expect(words("Part 2 of 2")).to_be_in_viewport()
    notebook.open(reset=False)
    expect(words("9 · Write the missing attribution")).to_be_visible()
    expect(page.get_by_role("button", name="Part 2 of 2")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Part 1 of 2").click()
    expect(words("1 · Who is cited? Practice")).to_be_visible()
    page.get_by_role("button", name="Show Jupyter").click()
    expect(words("9 · Write the missing attribution")).to_be_visible()
    assert page.locator(".wss-other-part:not(:visible)").count() == 0
    page.get_by_role("button", name="Show Jupyter").click()


def test_another_notebook_keeps_all_of_jupyter(page, server):
    path = server.root / "mine.ipynb"
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "execution_count": None, "outputs": [], "source": "1 + 1"}
    path.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    page.goto(f"{server.url}/lab/tree/mine.ipynb?token=t&reset")
    page.wait_for_function("() => window.jupyterapp?.shell.currentWidget?.node.dataset.wss === 'other'")
    expect(page.locator(".lm-MenuBar-item", has_text="Kernel")).to_be_visible()
    expect(page.locator(".jp-SideBar.jp-mod-left")).to_be_visible()
    assert page.locator(".wss-page-bar").count() == 0


def test_a_stopped_kernel_is_said_and_started_again(opened, page):
    notebook = opened("server")
    notebook.server.end_kernels()
    expect(page.locator(".wss-page-trouble")).to_contain_text("The page has stopped")
    expect(page.locator(".wss-page-all-saved")).to_have_text("Not connected")
    page.get_by_role("button", name="Start it again").click()
    expect(page.locator(".wss-page-trouble")).to_be_hidden(timeout=60_000)
    answer(notebook)


@pytest.mark.parametrize(("app", "by"), [("server", "mouse"), ("server", "keyboard"), ("seven", "mouse")])
def test_hand_in_gives_a_file_with_the_name(opened, page, app, by):
    """The file downloaded, the file beside the notebook and the notebook itself hold the same answers, with the learner's name."""
    notebook = opened(app)
    answer(notebook)
    button = page.get_by_role("button", name="Hand in")
    if by == "mouse":
        button.click()
    else:
        buttons = page.get_by_role("toolbar", name="This page").get_by_role("button")
        buttons.first.press("End")
        expect(buttons.last).to_be_focused()
        buttons.last.press("ArrowLeft")
        expect(button).to_be_focused()
        button.press("Enter")
    field = page.get_by_label("Your name as your teacher knows it")
    expect(field).to_be_focused()
    page.keyboard.insert_text("Zoë  O’Neil / 7b")
    expect(field).to_have_value("Zoë  O’Neil / 7b")
    with page.expect_download() as got:
        if by == "mouse":
            page.get_by_role("button", name="Make the file").click()
        else:
            field.press("Enter")
    name = f"Zoë-O-Neil-7b-{UNIT}-hand-in.zip"
    assert got.value.suggested_filename == name
    expect(page.get_by_role("dialog")).to_contain_text(f"The file {name} is among your downloads")
    with zipfile.ZipFile(io.BytesIO(got.value.path().read_bytes())) as packed:
        record = json.loads(packed.read(f"{UNIT}/answers/q1.json"))
        inside = json.loads(packed.read(f"{UNIT}/{UNIT}.ipynb"))
    assert record["name"] == "Zoë O’Neil / 7b" and record["answer"] == notebook.answer("q1")
    notebook.until(lambda: stored(notebook).get("q1") == record)
    assert inside["cells"]
    notebook.until(lambda: [p.name for p in notebook.folder.glob("*.zip")] == [name])
    page.get_by_role("button", name="Done").click()
    button.click()
    expect(field).to_have_value("Zoë O’Neil / 7b")
    expect(page.get_by_role("button", name="Make the file")).to_be_focused()


def test_after_ctrl_s_the_notebook_alone_equals_the_answers(opened, page, tmp_path):
    """Ctrl+S with the focus in the exercise, at once after a mark: the notebook file, graded without anything else, holds that mark."""
    notebook = opened("server")
    answer(notebook)
    notebook.exercise("q1").mark("A Mosul resident", "unnamed and vague")
    notebook.exercise("q1").box.locator(".wss-text").focus()
    page.keyboard.press("Control+s")
    notebook.exercise("q1").saved()
    # what came a moment late is saved once more
    notebook.until(lambda: len(stored(notebook).get("q1", {"answer": {"spans": ()}})["answer"]["spans"]) == 2)
    alone = tmp_path / "class" / "ann"
    alone.mkdir(parents=True)
    shutil.copy(notebook.folder / f"{UNIT}.ipynb", alone)
    (one,) = submissions([str(tmp_path / "class")], {UNIT})
    read = collect_answers(one, (UNIT,)).records[UNIT]
    assert {i: r["answer"] for i, r in read.items()} == {"q1": notebook.answer("q1")}
    assert len(notebook.answer("q1")["spans"]) == 2
