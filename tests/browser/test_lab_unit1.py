"""Unit 1 as a learner does it: real JupyterLab, real Chromium, the student's bundle."""

import json
import os
import signal
import zipfile

import pytest
from jupyter import AXE, Notebook, opened
from playwright.sync_api import expect

from helpers.answers import MIME
from helpers.course.release import ROOT
from helpers.exercises import article_of, key_of, read_unit
from helpers.exercises.types import type_of

pytestmark = pytest.mark.browser
UNIT = "01_who_says_so"
PATH = f"exercises/{UNIT}/{UNIT}.ipynb"


@pytest.fixture
def notebook(lab_page, server):
    return opened(lab_page, server, PATH)


@pytest.fixture
def same(go_on):
    """The page as the test before left it: each of these tests answers what the others leave alone."""
    return go_on(PATH)


def tasks():
    """Every exercise with the answer that the teacher's key holds right; the browser's copy of the kit does not have these keys."""
    unit = read_unit(ROOT / "solutions" / UNIT)
    return [(e, type_of(e.type), article_of(e), type_of(e.type).solved(e, key_of(unit, e))) for e in unit.exercises]


def do(notebook, exercise, kind, article, value, by):
    task = notebook.exercise(exercise.id)
    if kind.shape == "spans":
        start, end = kind.form.bounds(exercise, article)
        passage = article.text[start:end]
        for span in value["spans"]:
            words = article.text[span["start"] : span["end"]]
            if by == "mouse":
                nth = passage[: span["start"] - start].count(words)
                task.mark(words, kind.form.labels()[span["label"]].name, nth)
            else:
                task.type_words(words, kind.form.labels()[span["label"]].name)
    else:
        for field, answer in value["fields"].items():
            if isinstance(answer, list):
                task.put_in_order(answer, by)
            else:
                task.choose(field, answer, by)
    notebook.page.keyboard.press("Tab")
    task.saved()
    return task


def plain(value):
    if "spans" in value:
        return sorted((s["start"], s["end"], s["label"]) for s in value["spans"])
    return value["fields"]


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_the_whole_unit_is_done_saved_and_handed_in(notebook, by):
    """Every answer that the page calls saved is on disk, in the notebook, and in the file to hand in."""
    before, unit = notebook.cell_types(), read_unit(ROOT / "solutions" / UNIT)
    for exercise, kind, article, value in tasks():
        do(notebook, exercise, kind, article, value, by)
        if unit.followers(exercise):
            notebook.finish(exercise.id, by)
        stored = notebook.answer(exercise.id)
        if kind.shape == "spans" and by == "keyboard":  # typed words may stand more than once: the first place is taken
            assert len(stored["spans"]) >= len({article.text[s["start"] : s["end"]] for s in value["spans"]}) - 1
        else:
            assert plain(stored) == plain(value)
    page = notebook.page
    page.locator(".wss-progress", has_text="9 of 9 answered").locator("visible=true").first.wait_for()
    page.locator(".wss-hand-in", has_text="9 of 9 exercises are answered").wait_for()
    notebook.save()
    stored = notebook.stored()
    copies = [o["data"][MIME]["answers"] for c in stored["cells"] for o in c.get("outputs", []) if MIME in o.get("data", {})]
    assert [sorted(c) for c in copies] == [sorted(e.id for e, *_ in tasks())]
    with zipfile.ZipFile(notebook.folder / f"{UNIT}-hand-in.zip") as packed:
        assert {f"{UNIT}/answers/{e.id}.json" for e, *_ in tasks()} <= set(packed.namelist())
    assert notebook.cell_types() == before
    assert notebook.outside == []


def test_checking_an_open_exercise_explains_a_miss_and_a_false_alarm(same):
    """Each mistake is answered in the article's words; nothing of the sealed half is in the page."""
    task = same.exercise("q1")
    task.mark("Mosul residents", "a group with no count")
    task.mark("Friday prayers", "named person")
    task.saved()
    box = task.check()
    box.get_by_text("False alarm").first.wait_for()
    box.get_by_text("a resident who was there").first.wait_for()
    expect(box.locator(".wss-feedback h4").first).to_contain_text("found 1 of")


def test_a_sealed_exercise_is_saved_without_any_button_and_shows_no_key(same):
    """The student's copy cannot leak what it does not have, and asks for no press that tells nothing."""
    task = same.exercise("q2")
    task.mark("An officer", "unnamed and vague")
    task.saved()
    expect(task.box).to_contain_text("Your teacher’s copy marks it.")
    expect(task.box.locator(".wss-check")).to_have_count(0)


def test_in_a_form_the_next_question_comes_by_itself(same):
    """A learner with a mouse presses nothing but answers, in real JupyterLab as on the bare page; all of it reaches the disk."""
    task = same.exercise("q7")
    task.box.get_by_role("button", name="Carry on by itself").click()  # off in tests, on for learners
    views = task.box.locator(".wss-step").count()
    for view in range(1, views + 1):
        expect(task.box.locator(".wss-where")).to_have_text(f"{view} of {views}")
        for question in task.box.locator("[data-field]:visible").all():
            question.locator("label").last.click()
    task.saved()
    same.until(lambda: len((same.answer("q7") or {"fields": ()})["fields"]) == task.box.locator("[data-field]").count())
    task.box.get_by_role("button", name="Carry on by itself").click()


def test_no_key_pressed_in_an_exercise_touches_the_notebook(same):
    """JupyterLab's command keys delete cells when the focus is on a stock control."""
    before = same.cell_types()
    for exercise_id in ("q1", "q3", "q5", "q8", "q9"):
        box = same.exercise(exercise_id).box
        for control in box.locator(
            "button:visible, select:visible, input:visible, textarea:visible, summary:visible, [tabindex='0']:visible"
        ).all()[:12]:
            control.focus()
            for key in ("x", "d", "d", "m", "a", "b", "0", "0", "j", "ArrowDown"):
                same.page.keyboard.press(key)
    assert same.cell_types() == before
    expect(same.page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_nothing_in_any_exercise(same, theme):
    """WCAG 2.2 A and AA inside real JupyterLab, with feedback shown (contrast is measured on an empty page, where axe can)."""
    page = same.page
    page.evaluate("(theme) => { window.jupyterapp.commands.execute('apputils:change-theme', { theme }); }", theme)
    page.wait_for_function("(light) => document.body.dataset.jpThemeLight === light", arg=str("Light" in theme).lower())
    same.exercise("q1").mark("Mosul residents", "unnamed and vague")
    same.exercise("q1").saved()
    same.exercise("q1").check()
    page.add_script_tag(path=ROOT / "tests/browser/vendor/axe.min.js")
    for _ in same.each_part():
        found = page.evaluate(AXE % "'.wss-root'")
        assert found["faults"] == [] and found["rules"] > 5


def test_nothing_lies_over_an_answer(same):
    """JupyterLab's button over the prompts, which the learner's view hides, must not take the clicks meant for answers."""
    over = """n => { n.scrollIntoView({ block: 'center' }); const r = n.getBoundingClientRect(); return document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2) === n; }"""
    radios = same.exercise("q4").box.locator("input[type=radio]:visible")
    assert radios.count() > 1
    for radio in radios.all():
        same.until(lambda: radio.evaluate(over))


def test_ctrl_s_in_an_exercise_saves_the_notebook_with_the_last_answer(same):
    """Pressed in the middle of typing: the file on disk carries the words."""
    same.finish("q2")
    same.save()
    task = same.exercise("q9")
    box = task.box.locator("textarea, input[type=text]").first
    box.click()
    box.press_sequentially("A clerk said it.")
    with same.page.expect_response(lambda r: r.request.method == "PUT" and "/api/contents/" in r.url):
        box.press("Control+s")
    same.until(lambda: "A clerk said it." in json.dumps(same.stored()))


@pytest.fixture
def marked(notebook):
    """One answer that the page has called saved."""
    return with_a_mark(notebook)


def with_a_mark(notebook):
    task = notebook.exercise("q1")
    task.mark("Mosul residents", "a group with no count")
    task.saved()
    return notebook


def comes_back(notebook):
    task = notebook.exercise("q1")
    task.box.locator(".wss-entry", has_text="Mosul residents").wait_for()
    return task


def test_a_restart_and_a_reload_bring_the_answer_back(marked):
    marked.restart_kernel()
    comes_back(marked)
    marked.open(reset=False)
    comes_back(marked)


def test_a_killed_kernel_is_named_and_the_unsaved_change_is_kept(marked):
    """SIGKILL in the middle: the page does not say Saved, and the change is saved once the cell runs again."""
    os.kill(marked.kernel_pid(), signal.SIGSTOP)
    task = marked.exercise("q1")
    task.mark("A Mosul resident", "unnamed and vague")
    task.box.locator(".wss-state[data-state=busy]").wait_for()
    os.kill(marked.kernel_pid(), signal.SIGKILL)
    marked.page.get_by_role("button", name="Ok").first.click()
    marked.ready(anew=True)  # Jupyter starts another by itself
    marked.restart_kernel()
    task = comes_back(marked)
    task.box.locator(".wss-entry", has_text="A Mosul resident").wait_for()
    task.saved()
    assert len(marked.answer("q1")["spans"]) == 2


def test_two_windows_show_each_others_marks_and_lose_neither(marked):
    """Two tabs on one kernel."""
    other = Notebook(marked.page.context.new_page(), marked.server, PATH).open(reset=False)
    comes_back(other)
    other.exercise("q1").mark("A Mosul resident", "unnamed and vague")
    other.exercise("q1").saved()
    task = comes_back(marked)
    task.box.locator(".wss-entry", has_text="A Mosul resident").wait_for()
    assert len(marked.answer("q1")["spans"]) == 2


def test_a_killed_server_loses_nothing_that_was_saved(marked, server):
    """SIGKILL to the server and its kernels; started again on the same folder, the answer is there."""
    server.stop(signal.SIGKILL)
    server.start()
    comes_back(marked.open(load=True))


def test_a_notebook_moved_without_its_answers_brings_them_along(marked):
    """Only the notebook is carried to another folder; its own copy fills the answers folder again."""
    marked.page.locator(".wss-hand-in", has_text="1 of 9").wait_for(state="attached")  # in a part of the page that is not shown
    marked.save()
    for one in (marked.folder / "answers").glob("*.json"):
        one.unlink()
    marked.restart_kernel()
    comes_back(marked)
