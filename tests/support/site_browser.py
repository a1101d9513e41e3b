"""The built site in real Chromium, with everything outside this computer blocked: a server, a browser that can be killed, and a person's gestures."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import threading
import time
from contextlib import contextmanager
from pathlib import Path

from helpers.site.server import open_server

FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
OPENED = (
    "() => document.querySelectorAll('section[data-exercise]').length > 0 && document.querySelector('.wss-page')?.dataset.wss === 'ready'"
)
PATIENCE = 240_000  # ms for a page to be ready on a busy machine; two quiet cores need 10 s
KEPT = """async () => { const found = {}; for (const { name } of await indexedDB.databases()) { if (!name.startsWith('who-says-so') || name.includes(' ')) continue;
  const db = await new Promise((ok) => { const q = indexedDB.open(name); q.onsuccess = () => ok(q.result); });
  const store = db.transaction('files').objectStore('files'), all = (q) => new Promise((ok) => { q.onsuccess = () => ok(q.result); });
  const [keys, files] = await Promise.all([all(store.getAllKeys()), all(store.getAll())]); db.close();
  const text = (f) => f.format === 'json' ? JSON.stringify(f.content) : f.format === 'base64' ? new TextDecoder().decode(Uint8Array.from(atob(f.content), (c) => c.charCodeAt(0))) : f.content;
  found[name] = Object.fromEntries(keys.map((key, n) => [key, files[n]]).filter(([, f]) => f.type !== 'directory').map(([key, f]) => [key, text(f)])); } return found; }"""


@contextmanager
def served(folder: Path, port: int = 0):
    """The site at an address of this computer, while the block lasts."""
    server, address, _ = open_server(folder, port, room=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield address
    finally:
        server.shutdown()
        server.server_close()


class Browser:
    """Chromium with a profile on the disk, started as a program of its own, so that it can be killed as a computer is switched off."""

    def __init__(self, playwright, profile: Path, executable: str, *more: str):
        self.playwright, self.profile, self.executable, self.more = playwright, profile, executable, more
        self.outside: list[str] = []
        self.process = None

    def start(self, address: str):
        """Start, with no way to any other host; returns an empty page."""
        port_file = self.profile / "DevToolsActivePort"
        port_file.unlink(missing_ok=True)
        away = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
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
            lambda r: self.outside.append(r.url) if not r.url.startswith((address, "data:", "blob:", "chrome", "about:")) else None,
        )
        return context.pages[0]

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
def chromium(playwright, tmp: Path, *more: str):
    one = Browser(playwright, tmp, os.environ.get("CHROMIUM", "/usr/bin/chromium"), *more)
    try:
        yield one
    finally:
        one.kill()
        shutil.rmtree(tmp, ignore_errors=True)


def open_page(page, address: str, path: str):
    """Open a course page, and wait until its exercises are there."""
    page.goto(f"{address}lab/index.html?path={path}")
    page.wait_for_function(OPENED, timeout=PATIENCE)
    return page


def kept(page) -> dict[str, dict]:
    """What this browser keeps: learner's store → path → text."""
    return page.evaluate(KEPT)


def answer_kept(page, path: str, store: str = "who-says-so"):
    """One answer as it is kept, or None."""
    text = kept(page).get(store, {}).get(path)
    return json.loads(text)["answer"] if text else None
