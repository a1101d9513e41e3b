"""Real Firefox through Marionette, its own remote protocol: length-prefixed JSON over a socket, no driver to install."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
from pathlib import Path

from waiting import LOOK, WAIT, free_port, until

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
_PREFS = {
    "browser.download.folderList": 2,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.enabled": False,
}


class Firefox:
    """A headless Firefox with a home and a profile of its own; downloads go to `home`."""

    def __init__(self, home: Path):
        self.home, self.count = home, 0
        port = free_port()
        profile = home / "profile"
        profile.mkdir(parents=True)
        prefs = {**_PREFS, "marionette.port": port, "browser.download.dir": str(home)}
        (profile / "user.js").write_text("".join(f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in prefs.items()))
        self.log = open(home / "log", "w")  # noqa: SIM115 closed with the browser
        self.process = subprocess.Popen(
            [FIREFOX, "--headless", "--marionette", "--no-remote", "--profile", str(profile), "--width", "1366", "--height", "768"],
            env={**os.environ, "HOME": str(home)},
            stdout=self.log,
            stderr=self.log,
        )
        self.socket = self._connect(port)
        self._read()  # its greeting
        self.ask("WebDriver:NewSession", {})

    def _connect(self, port: int) -> socket.socket:
        def connected():
            assert self.process.poll() is None, (self.home / "log").read_text()[-2000:]
            try:
                return socket.create_connection(("127.0.0.1", port), timeout=2 * WAIT)
            except OSError:
                return None

        return until(connected)

    def _take(self, most: int) -> bytes:
        got = self.socket.recv(most)
        assert got, "Firefox has ended"
        return got

    def _read(self):
        head = b""
        while not head.endswith(b":"):
            head += self._take(1)
        left, body = int(head[:-1]), b""
        while len(body) < left:
            body += self._take(left - len(body))
        return json.loads(body)

    def ask(self, command: str, given: dict):
        self.count += 1
        message = json.dumps([0, self.count, command, given]).encode()
        self.socket.sendall(f"{len(message)}:".encode() + message)
        while True:
            _, number, error, result = self._read()
            if number == self.count:
                assert not error, error
                return result

    def goto(self, address: str) -> None:
        self.ask("WebDriver:Navigate", {"url": address})

    def run(self, code: str):
        """What a function body returns in the page."""
        return self.ask("WebDriver:ExecuteScript", {"script": code, "args": [], "newSandbox": True})["value"]

    def wait(self, condition: str) -> None:
        """Until an expression is true in the page."""
        code = f"""const [done] = arguments; const look = () => {{ try {{ if ({condition}) return done(true); }} catch {{}} setTimeout(look, {LOOK}); }}; look();"""
        self.ask("WebDriver:SetTimeouts", {"script": int(WAIT * 1000)})
        self.ask("WebDriver:ExecuteAsyncScript", {"script": code, "args": [], "newSandbox": True})

    def heard(self, selector: str) -> list[str]:
        """Return role and “name” of what is shown and matches, in order, as Firefox's own accessibility engine computes them."""
        code = f"return [...document.querySelectorAll({json.dumps(selector)})].filter((e) => e.checkVisibility({{ visibilityProperty: true }}))"
        ids = [next(iter(one.values())) for one in self.run(code)]
        said = lambda what, one: self.ask(f"WebDriver:GetComputed{what}", {"id": one})["value"]  # noqa: E731
        return [f"{said('Role', one)} “{said('Label', one)}”" for one in ids]

    def downloaded(self, name: str) -> Path:
        """A file among the downloads, whole: Firefox writes beside it (`.part`) and renames."""
        path, part = self.home / name, self.home / f"{name}.part"
        until(lambda: path.exists() and path.stat().st_size and not part.exists())
        return path

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(WAIT)
        self.socket.close()
        self.log.close()
