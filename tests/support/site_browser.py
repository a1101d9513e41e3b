"""The built site in real Chromium, with everything outside this computer blocked: a server, a browser that can be killed, and a person's gestures."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from jupyter import Notebook
from waiting import LOOK

from helpers.site.server import SiteServer, open_server

FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
READY = "() => document.querySelector('.wss-page:not(.lm-mod-hidden)')?.dataset.wss === 'ready'"  # of the page that is shown
ADDRESS = "http://127.0.0.1:4000/"  # of every served site in `Browser`, whatever its port: a browser keeps things by address
OPENED = f"() => document.querySelectorAll('section[data-exercise]').length > 0 && ({READY})()"
PATIENCE = 240_000  # ms for a page to be ready on a busy machine; two quiet cores need 10 s
KEPT = """async () => { const found = {}; for (const { name } of await indexedDB.databases()) { if (!name.startsWith('who-says-so') || name.includes(' ')) continue;
  const db = await new Promise((ok) => { const q = indexedDB.open(name); q.onsuccess = () => ok(q.result); });
  const store = db.transaction('files').objectStore('files'), all = (q) => new Promise((ok) => { q.onsuccess = () => ok(q.result); });
  const [keys, files] = await Promise.all([all(store.getAllKeys()), all(store.getAll())]); db.close();
  const text = (f) => f.format === 'json' ? JSON.stringify(f.content) : f.format === 'base64' ? new TextDecoder().decode(Uint8Array.from(atob(f.content), (c) => c.charCodeAt(0))) : f.content;
  found[name] = Object.fromEntries(keys.map((key, n) => [key, files[n]]).filter(([, f]) => f.type !== 'directory').map(([key, f]) => [key, text(f)])); } return found; }"""


@contextmanager
def served(folder: Path, port: int = 0, room: bool = False, host: str = ""):
    """The site at an address of this computer, while the block lasts; `room`: as in a room, secured; `host`: unsecured at this address."""
    if host:
        server = SiteServer(folder, host, port)
        address = f"http://{host}:{server.server_port}/"
    else:
        server, address, _ = open_server(folder, port, room)
    lines, take = [], server.process_request
    server.process_request = lambda line, who: (lines.append(line), take(line, who))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield address
    finally:
        server.shutdown()
        server.server_close()
        for line in lines:  # as when its process ends: a browser keeps connections open, and they would be answered for ever
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


class SiteNotebook(Notebook):
    """A page of the site, answered by the gestures that the tests of JupyterLab use."""

    def __init__(self, page, path: str):
        self.page, self.path = page, path


class Browser:
    """Chromium with a profile on the disk, started as a program of its own, so that it can be killed as a computer is switched off."""

    def __init__(self, playwright, profile: Path, executable: str, *more: str):
        self.playwright, self.profile, self.executable, self.more = playwright, profile, executable, more
        self.outside: list[str] = []
        self.missing: list[str] = []  # what a page asked for and was not there; folders that are not there are asked for too
        self.process = None

    def start(self, address: str):
        """Start, with no way to any other host than this one, which is at `ADDRESS` too; returns an empty page."""
        port_file = self.profile / "DevToolsActivePort"
        port_file.unlink(missing_ok=True)
        here = urlsplit(address).netloc
        away = f"--host-resolver-rules=MAP {urlsplit(ADDRESS).netloc} {here}, MAP {here} {here}, MAP * ~NOTFOUND"
        command = [
            self.executable,
            *FLAGS.split(),
            *self.more,
            away,
            "--remote-debugging-port=0",
            f"--user-data-dir={self.profile}",
            "about:blank",
        ]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        end = time.monotonic() + 120
        while not (port_file.is_file() and len(port_file.read_text().splitlines()) == 2):
            assert time.monotonic() < end and self.process.poll() is None, "Chromium did not start"
            time.sleep(0.05)
        self.browser = self.playwright.chromium.connect_over_cdp(
            f"http://127.0.0.1:{port_file.read_text().splitlines()[0]}", timeout=120_000
        )
        context = self.browser.contexts[0]
        context.set_default_timeout(PATIENCE)
        context.on(
            "request",
            lambda r: (
                self.outside.append(r.url) if not r.url.startswith((address, ADDRESS, "data:", "blob:", "chrome", "about:")) else None
            ),
        )
        context.on("response", lambda r: self.missing.append(r.url) if r.status >= 400 and "/api/contents/" not in r.url else None)
        return context.pages[0]

    def private_page(self):
        """An empty page of a private window."""
        context = self.browser.new_context()
        context.set_default_timeout(PATIENCE)
        return context.new_page()

    def kill(self):
        """As when the power goes: nothing can be written after this."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(30)

    def stop(self):
        """Close it as a person does; what it holds in memory is written."""
        session = self.browser.new_browser_cdp_session()
        session.send("Browser.close")
        self.process.wait(60)


@contextmanager
def chromium(playwright, tmp: Path, *more: str, known: Path | None = None):
    """A browser with its profile in `tmp`, which begins as a copy of `known`."""
    if known:
        shutil.copytree(known, tmp, ignore=shutil.ignore_patterns("Singleton*"))
    one = Browser(playwright, tmp, os.environ.get("CHROMIUM", "/usr/bin/chromium"), *more)
    try:
        yield one
    finally:
        one.kill()
        shutil.rmtree(tmp, ignore_errors=True)


ASKED = "window.asked = 0; new BroadcastChannel('/sw-api.v1').addEventListener('message', ({ data }) => { asked += 'data' in data; });"
FIRST_VISIT, FAILED = "first visit.json", "first visit failed"


@pytest.fixture(scope="session")
def visited(playwright, site, tmp_path_factory) -> Path:
    """The profile of a browser that has opened unit 1 of the site at `ADDRESS` and kept all of it, and what was seen there (`FIRST_VISIT`); made once for all test processes."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with open(base / "visited.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert not (base / FAILED).exists(), (base / FAILED).read_text()  # another test process waited the whole limit already
        if not (base / "visited").is_dir():
            shutil.rmtree(base / "visiting", ignore_errors=True)
            try:
                with chromium(playwright, base / "visiting") as browser, served(site) as real:
                    seen = first_visit(browser.start(real))
                    browser.stop()
                    seen |= {"outside": browser.outside, "missing": browser.missing}
                    (base / "visiting" / FIRST_VISIT).write_text(json.dumps(seen))
                    (base / "visiting").rename(base / "visited")
            except BaseException as error:
                (base / FAILED).write_text(f"The first visit failed: {error!r}")
                raise
    return base / "visited"


def first_visit(page) -> dict:
    """From the first page to a course page, until all is kept: what was said and asked."""
    first_page(page, ADDRESS)
    seen = {"told": page.locator("#saving").inner_text()}
    page.add_init_script(ASKED)
    open_page(page, ADDRESS, "exercises/01_who_says_so/01_who_says_so.ipynb")
    seen |= {"asked": page.evaluate("window.asked"), "strip": page.get_by_role("region", name="Saving").inner_text()}
    whole_kept(page)
    return seen | {"python": page.evaluate("document.documentElement.dataset.wssPython")}


def whole_kept(page):
    """Wait until all of the site is kept, for visits without a network."""
    page.wait_for_function("() => document.documentElement.dataset.wssKept === 'whole'", polling=LOOK)


def open_page(page, address: str, path: str, exercises: bool = True):
    """Open a course page, and wait until it is ready, and its exercises are there."""
    page.goto(f"{address}lab/index.html?path={path}")
    page.wait_for_function(OPENED if exercises else READY, timeout=PATIENCE, polling=LOOK)
    return page


def first_page(page, address: str):
    """Open the first page, and wait until it has looked what this browser can keep."""
    page.goto(address)
    page.wait_for_function("() => document.documentElement.dataset.wss === 'ready'")
    return page


def kept(page) -> dict[str, dict]:
    """What this browser keeps: learner's store → path → text."""
    return page.evaluate(KEPT)


def answer_kept(page, path: str, store: str = "who-says-so"):
    """One answer as it is kept, or None."""
    text = kept(page).get(store, {}).get(path)
    return json.loads(text)["answer"] if text else None
