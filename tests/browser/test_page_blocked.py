"""What the bar says where nothing can be saved: a proxy that refuses the connection to the kernel, a line that breaks, a browser that keeps nothing."""

import pytest
from jupyter import POLL, READY
from playwright.sync_api import expect
from refusing_proxy import RefusingProxy

pytestmark = pytest.mark.browser
PATH = "notebooks/01_who_says_so.ipynb"
# Cookies blocked, as Chromium does it: the very look at either storage throws. Without the extension’s stand-in JupyterLab itself stays empty then.
KEEPS_NOTHING = """for (const name of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, name, { configurable: true, get() { throw new DOMException('Access is denied for this document.', 'SecurityError'); } });"""


@pytest.fixture
def trouble(page):
    return page.locator(".wss-page-trouble")


@pytest.fixture(autouse=True)
def kernels_end(page, server):
    yield
    page.goto("about:blank")
    server.end_kernels()


# The page takes 20 s without any connection for trouble (plugin.js); here 2 s will do.
IMPATIENT = """const wait = window.setTimeout;
  if (!sessionStorage.getItem('patient')) window.setTimeout = (act, ms, ...more) => wait(act, ms === 20000 ? 2000 : ms, ...more);"""
WARM = "section[data-exercise='who-warm']"


def breaks(page, proxy, keeps: bool) -> None:
    """The line breaks on a page that is ready: what the bar and the exercise say of a change that is made then."""
    trouble, answers, state = (
        page.locator(".wss-page-trouble"),
        page.locator(f"{WARM} input[type=radio]"),
        page.locator(f"{WARM} .wss-state"),
    )
    answers.first.check()
    expect(state).to_have_attribute("data-state", "saved")
    if keeps:
        expect(trouble).to_be_hidden()
    else:
        expect(trouble).to_contain_text("This browser keeps nothing for this page")
    proxy.refused = "/channels"
    # in braces: what it gives is not waited for, JupyterLab tries for a minute
    page.evaluate("() => { window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.reconnect().catch(() => {}); }")
    expect(trouble).to_contain_text("No connection: new answers are not saved")
    said = "is kept in this browser tab" if keeps else "This browser keeps nothing meanwhile: leave the page open until it says Saved."
    expect(trouble).to_contain_text(said)
    expect(page.locator(".wss-page-all-saved")).to_have_text("Not connected")
    answers.nth(3).check()
    expect(state).to_contain_text("Not saved yet")
    expect(state).to_contain_text("Your change is kept in this browser tab" if keeps else "This browser keeps nothing")
    page.goto("about:blank")


def test_a_proxy_that_refuses_the_connection_is_told_and_nothing_claims_to_be_saved(page, server, trouble):
    """Then the filter is gone, and later the line breaks: “Kept in this browser tab”."""
    page.add_init_script(IMPATIENT)
    with RefusingProxy(server.port) as proxy:
        page.goto(f"{proxy.url}/lab/tree/{PATH}?token=t&reset")
        expect(trouble).to_contain_text("This page gets no connection to Jupyter")
        expect(trouble).to_contain_text("nothing that you do here is saved")
        assert proxy.asked
        expect(page.locator(".wss-page-all-saved")).to_have_text("Not connected")
        assert page.get_by_text("Saved at").count() == 0
        proxy.refused = ""
        page.evaluate("() => sessionStorage.setItem('patient', 'yes')")
        page.goto(f"{proxy.url}/lab/tree/{PATH}?token=t&reset")
        page.wait_for_function(READY, polling=POLL)
        page.locator("section[data-exercise='who-hook']").wait_for()
        expect(trouble).to_be_hidden()
        breaks(page, proxy, keeps=True)


def test_a_line_that_breaks_where_the_browser_keeps_nothing(page, server):
    """“Kept in this browser tab” is not said where it is not."""
    page.add_init_script(KEEPS_NOTHING)
    with RefusingProxy(server.port, refused="") as proxy:
        page.goto(f"{proxy.url}/lab/tree/{PATH}?token=t&reset")
        page.wait_for_function(READY, polling=POLL)
        breaks(page, proxy, keeps=False)
