"""The same page in real Firefox: it opens ready in JupyterLab and Notebook 7, gives the article and the file, and comes back after a restart."""

import zipfile

import pytest
from firefox import FIREFOX, Firefox
from jupyter import Server

from helpers.course.bundle import bundle

pytestmark = [pytest.mark.browser, pytest.mark.skipif(FIREFOX is None, reason="Firefox is not at hand (apt-get install firefox-esr)")]
UNIT = "01_who_says_so"
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
