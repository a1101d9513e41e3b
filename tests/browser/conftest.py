"""Browser fixtures: Debian's Chromium, one limit for all waits, and the widget's module alone in an empty page."""

import os

import pytest
from playwright.sync_api import expect
from stub import Stub
from waiting import WAIT

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"

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
        return context

    browser.new_context = new_context
    return browser


@pytest.fixture
def stub(page):
    return Stub(page)
