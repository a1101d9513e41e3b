"""One JupyterLab page that is kept open from test to test: loading it anew costs more than most tests do.

Each test opens its notebook in it as a person does from the start page, with a kernel of its own. After a test that failed, or that left the page
elsewhere, or that gave it something which lasts (a script for every page, a clock), the next one gets a new browser context.
"""

from __future__ import annotations

from functools import partial

from playwright.sync_api import Error

# Close what is open without a question, end its kernels, put the theme back, forget what this browser keeps.
TIDY = """async () => { const app = window.jupyterapp, open = [...app.shell.widgets('main')];
  for (const w of open) { if (w.context) w.context.model.dirty = false; w.close(); }
  await app.serviceManager.sessions.shutdownAll();
  if (document.body.dataset.jpThemeLight !== 'true') await app.commands.execute('apputils:change-theme', { theme: 'JupyterLab Light' });
  localStorage.clear();
  localStorage.setItem('who-says-so:goes-on', 'no'); // as conftest.py wishes for every page
  sessionStorage.clear();
  return !document.querySelector('.jp-Dialog') && open.every((w) => w.isDisposed); }"""


class Desk:
    def __init__(self, browser):
        self.browser, self.context, self.failed, self.lasting = browser, None, 0, False
        self.servers: list = []
        self.left = None  # a notebook that the next test may go on with, and what it is called

    def go_on(self, failed: int, name: tuple, open_it):
        """The notebook of this name as the test before left it; opened on the page, by `open_it`, where the test before had another, or failed."""
        if not (self.left and self.left[0] == name and self.context and failed == self.failed and len(self.context.pages) == 1):
            self.left = name, open_it(self.page(failed))
        return self.left[1]

    def page(self, failed: int):
        """The page, as it stands; a new one if a test has failed since."""
        if self.left and self.context:
            self.tidy(failed)
        self.left = None
        if self.context and (failed != self.failed or self.lasting or len(self.context.pages) != 1):
            self.close()
        self.failed = failed
        if not self.context:
            self.context, self.lasting = self.browser.new_context(), False
            self.note(self.context.new_page())
        page = self.context.pages[0]
        page.set_viewport_size({"width": 1280, "height": 720})
        return page

    def another(self, failed: int):
        """A page of its own in a browser that has loaded the application before (that is most of an opening), and that keeps nothing else (`forget`)."""
        if self.context and failed != self.failed:
            self.close()
        self.failed = failed
        self.context = self.context or self.browser.new_context()
        return self.context.new_page()

    def forget(self, page, places: list[str]) -> None:
        """Close such a page, with all that the browser keeps of these addresses but the files loaded from them."""
        session = self.context.new_cdp_session(page)
        for place in places:
            session.send("Storage.clearDataForOrigin", {"origin": place, "storageTypes": "all"})
        self.context.clear_cookies()
        page.close()

    def note(self, page) -> None:
        """See that a test gives the page what cannot be taken from it."""

        def noted(act, *given, **more):
            self.lasting = True
            return act(*given, **more)

        for name in ("add_init_script", "expose_function", "expose_binding"):
            setattr(page, name, partial(noted, getattr(page, name)))

    def tidy(self, failed: int) -> None:
        """After a test: nothing open, no kernel. Where that does not succeed the page is given up."""
        try:
            self.context.pages[0].unroute_all()
            if failed != self.failed or not self.context.pages[0].evaluate(TIDY):
                self.close()
        except Error:
            self.close()
        for server in self.servers:
            server.end_kernels()  # also those that the page does not know of

    def close(self) -> None:
        if self.context:
            self.context.close()
        self.context = None
