"""Browser fixtures: Debian's Chromium, one limit for all waits, and the widget's module alone in an empty page."""

import os
import shutil

import pytest
from course import leave_out
from desk import Desk
from jupyter import Server, opened
from playwright.sync_api import expect
from stub import Stub
from waiting import WAIT

from helpers.course.bundle import bundle
from helpers.course.release import ROOT

# The same Chromium without the windows around a page, where it is installed: what it draws is the same, and it opens a page for a third less.
# All of Chromium runs the tests of the web page (support/site_browser.py).
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"

# A test turns the pages of a form itself; what comes by itself has tests of its own (test_widget_goes_on.py), and bench/clicks.py counts with it.
STAYS = "try { if (location.hostname === '127.0.0.1') localStorage.setItem('who-says-so:goes-on', 'no'); } catch { /* a browser that keeps nothing */ }"

expect.set_options(timeout=WAIT * 1000)  # playwright's own are 5 s for what is expected and 30 s for what is pressed


@pytest.fixture(scope="session")
def base_url():
    """None, as in pytest-base-url; its own fixture warns with pytest 9, and here warnings are errors."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": FLAGS.split(), "timeout": WAIT * 1000}


@pytest.fixture(scope="session")
def browser(browser):
    """Every page of every context waits as long as all tests do."""
    made = browser.new_context

    def new_context(**how):
        context = made(**how)
        context.set_default_timeout(WAIT * 1000)
        context.add_init_script(STAYS)
        return context

    browser.new_context = new_context
    return browser


def a_desk(why: str):
    """A fixture: what keeps one page open, of its own."""

    def one(browser):
        made = Desk(browser)
        yield made
        made.close()

    one.__doc__ = why
    return pytest.fixture(scope="session")(one)


desk = a_desk("For JupyterLab; servers that are stopped while the page is open are told to it.")
desk7 = a_desk("For Notebook 7, where a page shows one notebook.")
windows7 = a_desk("For Notebook 7 where each test has a page of its own.")
empty_desk = a_desk("For the widget's module alone.")


@pytest.fixture
def lab_page(desk, request):
    """The page that is kept open from test to test."""
    yield desk.page(request.session.testsfailed)
    desk.tidy(request.session.testsfailed)


@pytest.fixture
def go_on(desk, desk7, request):
    """Opens a path in an application as it was handed out, or goes on where the test before in this file has left it: for tests that leave each other alone."""

    def notebook(path, app="server"):
        server = request.getfixturevalue(app)
        at = desk if app == "server" else desk7
        return at.go_on(request.session.testsfailed, (request.module.__name__, app, path), lambda page: opened(page, server, path))

    return notebook


@pytest.fixture
def fresh_page(context):
    """A page of a browser that has never been here."""
    return context.new_page()


@pytest.fixture
def app_page(request, desk, windows7):
    """The page that is kept open, for tests in JupyterLab; one of its own for those in Notebook 7, which opens each notebook in a window."""
    if not hasattr(request.node, "callspec") or "seven" not in request.node.callspec.params.values():
        yield request.getfixturevalue("lab_page")
        return
    page = windows7.another(request.session.testsfailed)
    yield page
    windows7.forget(page, [server.url for server in desk.servers])


def serving(desk, server):
    desk.servers.append(server.start())
    yield server
    desk.servers.remove(server)
    server.stop()


@pytest.fixture(scope="session")
def server(tmp_path_factory, desk):
    """JupyterLab on the bundle of all units: the copy of the kit that holds no sealed key. Each test puts back what it opens (`handed_out`)."""
    folder, _ = bundle(tmp_path_factory.mktemp("bundle"))
    yield from serving(desk, Server(tmp_path_factory.mktemp("home"), folder))


@pytest.fixture(scope="session")
def seven(tmp_path_factory, desk, server):
    """Notebook 7 on the same bundle."""
    yield from serving(desk, Server(tmp_path_factory.mktemp("home7"), server.root, "notebook"))


@pytest.fixture(scope="session")
def teachers(tmp_path_factory, desk):
    """JupyterLab on a teacher's copy of the whole repository."""
    folder = tmp_path_factory.mktemp("teacher") / "who-says-so"
    shutil.copytree(ROOT, folder, ignore=leave_out(".*", "dist", "tests", "bench"))
    yield from serving(desk, Server(tmp_path_factory.mktemp("teachers-home"), folder))


@pytest.fixture
def empty_page(empty_desk, request):
    page = empty_desk.page(request.session.testsfailed)
    page.emulate_media(media="null")
    yield page
    if page.evaluate("() => Boolean(window.__pwClock)"):  # a clock that stands still stays
        empty_desk.close()


@pytest.fixture
def page(request):
    """The page that is kept for the widget alone, where a test has `stub`; a fresh one anywhere else."""
    return request.getfixturevalue("empty_page" if "stub" in request.fixturenames else "fresh_page")


@pytest.fixture
def stub(page):
    return Stub(page)
