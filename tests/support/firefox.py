"""Real Firefox through Marionette, its own remote protocol: length-prefixed JSON over a socket, no driver to install."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

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
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
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
        for end in [time.monotonic() + 60]:
            while time.monotonic() < end:
                try:
                    return socket.create_connection(("127.0.0.1", port), timeout=120)
                except OSError:
                    assert self.process.poll() is None, (self.home / "log").read_text()[-2000:]
        raise TimeoutError("Firefox does not listen")

    def _read(self):
        head = b""
        while not head.endswith(b":"):
            head += self.socket.recv(1)
        left, body = int(head[:-1]), b""
        while len(body) < left:
            body += self.socket.recv(left - len(body))
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
        """Until an expression is true in the page, at most two minutes."""
        code = f"""const [done] = arguments; const look = () => {{ try {{ if ({condition}) return done(true); }} catch {{}} setTimeout(look, 50); }}; look();"""
        self.ask("WebDriver:SetTimeouts", {"script": 120_000})
        self.ask("WebDriver:ExecuteAsyncScript", {"script": code, "args": [], "newSandbox": True})

    def downloaded(self, name: str) -> Path:
        """A file among the downloads, whole: Firefox writes beside it (`.part`) and renames."""
        path, end = self.home / name, time.monotonic() + 120
        while not path.exists() or not path.stat().st_size or path.with_name(name + ".part").exists():
            assert time.monotonic() < end, [p.name for p in self.home.iterdir()]
            self.run("return 1")
        return path

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(30)
        self.socket.close()
        self.log.close()
