"""The same page in real Firefox: it opens ready in JupyterLab and Notebook 7, gives the article and the file, and comes back after a restart."""

import zipfile

import pytest
from firefox import FIREFOX, Firefox
from jupyter import Server

from helpers.course.bundle import bundle

pytestmark = [pytest.mark.browser, pytest.mark.skipif(FIREFOX is None, reason="Firefox is not at hand (apt-get install firefox-esr)")]
UNIT = "01_who_says_so"
# a marking and a form as they are met in order, by Firefox's own accessibility engine (Chromium's tree: test_widget_heard.py)
PARTS = ":is(h3, h4, summary, .wss-label, .wss-jump, .wss-next-step, input, [role=toolbar], [role=textbox], [role=radiogroup])"
HEARD = {
    "q1": """heading “Who is cited? Practice”
 “What the labels mean”
 “How to mark”
toolbar “Labels for the selected words”
button “observed: the reporter saw it”
button “named person”
button “unnamed, but a narrow role”
button “unnamed and vague”
button “a group with no count”
button “an institution speaks”
button “a document or record”
button “nobody is cited”
textbox “Text to mark: Who is cited? Practice”
 “Mark by typing the words instead”
heading “Your marks: none yet”""",
    "q4": """heading “Who told whom?”
toolbar “All questions”
button “Step 1: “managers ‘could not care less about patients’”…: not answered yet”
button “Step 2: “a ‘poisonous’ mood” (paragraph 8): not answered yet”
button “Step 3: “comes from a second letter” (paragraph 4): not answered yet”
button “Step 4: “letters should go out again ‘until the numbers…”: not answered yet”
button “Step 5: “he had opened a review on Friday and expected…”: not answered yet”
button “Step 6: “It is a scandal. I feel like a parcel that…”: not answered yet”
button “Step 7: “about one patient in three is sent a second…”: not answered yet”
button “Step 8: “follows the national counting rules”…: not answered yet”
heading ““managers ‘could not care less about patients’” (paragraph 8)”
radiogroup ““managers ‘could not care less about patients’” (paragraph 8): Who told the reporter?”
radio “the clerk in the booking office”
radio “the nurse in the eye department”
radio “the clinic, in writing”
radio “reception staff”
radio “an insider”
radio “Agnes Torvell”
radio “Pavel Idrissen”
button “Next”""",
}
BUTTON = "[...document.querySelectorAll('.wss-page-bar button')].find(b => (b.ariaLabel || b.textContent) === {!r})"


@pytest.mark.parametrize(("app", "place"), [("jupyterlab", "lab/tree"), ("notebook", "notebooks")])
def test_opens_ready_and_hands_in(tmp_path, app, place):
    folder, _ = bundle(tmp_path / "bundle", [UNIT])
    server = Server(tmp_path / "home", folder, app).start()
    fox = Firefox(tmp_path / "fox")
    try:
        fox.goto(f"{server.url}/{place}/exercises/{UNIT}/{UNIT}.ipynb?token=t")
        fox.wait("document.querySelectorAll('section.wss-root').length === 9 && document.querySelector('[data-wss=ready]')")
        assert fox.run("return document.querySelector('.jp-WindowedPanel-outer').scrollTop") == 0
        fox.wait("[...document.querySelectorAll('.lm-MenuBar-item, .jp-InputPrompt')].every(e => !e.checkVisibility())")
        for exercise, script in HEARD.items():
            assert fox.heard(f"section[data-exercise={exercise}] {PARTS}") == script.splitlines()
        fox.run(BUTTON.format("Read the article") + ".click()")
        fox.wait("document.querySelectorAll('.wss-page-article li').length > 3")
        fox.run("document.querySelector('.wss-page-article button').click();" + BUTTON.format("Hand in") + ".click()")
        fox.wait("document.activeElement.id === 'wss-name'")
        fox.run("document.activeElement.value = 'Fox'; document.querySelector('.wss-page-dialog button').click()")
        fox.wait("document.querySelector('.wss-page-dialog').innerText.includes('among your downloads')")
        assert zipfile.is_zipfile(fox.downloaded(f"Fox-{UNIT}-hand-in.zip"))
        fox.run("document.querySelectorAll('section.wss-root').forEach(e => { e.dataset.old = 1; })")
        fox.run("window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
        fox.wait("document.querySelectorAll('section.wss-root:not([data-old])').length === 9")
    finally:
        fox.close()
        server.stop()
