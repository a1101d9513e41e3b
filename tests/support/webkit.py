"""Real WebKitGTK (the engine of Safari and of GNOME’s browser) by WebDriver, on a screen of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import urllib.request
from pathlib import Path

from waiting import WAIT, free_port, until

DRIVER, SCREEN = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")


class WebKit:
    """A WebKitGTK browser with a home of its own."""

    def __init__(self, home: Path):
        home.mkdir(parents=True)
        self.log = open(home / "log", "w")  # noqa: SIM115 closed with the browser
        self.screen = subprocess.Popen([SCREEN, "-displayfd", "1", "-screen", "0", "1366x900x24"], stdout=subprocess.PIPE, stderr=self.log)
        display = self.screen.stdout.readline().decode().strip()  # it names a free one when it is ready
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        env = {**os.environ, "HOME": str(home), "DISPLAY": f":{display}", "XDG_RUNTIME_DIR": str(home), "NO_AT_BRIDGE": "1"}
        env.pop("WAYLAND_DISPLAY", None)
        self.driver = subprocess.Popen([DRIVER, f"--port={port}"], env=env, stdout=self.log, stderr=self.log)
        until(self._listens)
        wanted = {"capabilities": {"alwaysMatch": {"timeouts": {"script": int(WAIT * 1000), "pageLoad": int(WAIT * 1000)}}}}
        self.session = f"/session/{self._ask('POST', '/session', wanted)['sessionId']}"

    def _listens(self) -> bool:
        assert self.driver.poll() is None, "WebKitWebDriver has ended"
        try:
            return self._ask("GET", "/status") is not None
        except OSError:
            return False

    def _ask(self, method: str, path: str, given: dict | None = None):
        data = None if given is None else json.dumps(given).encode()
        request = urllib.request.Request(self.address + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=2 * WAIT) as answer:
                return json.loads(answer.read())["value"]
        except urllib.request.HTTPError as error:
            raise AssertionError(error.read().decode()) from None

    def goto(self, address: str) -> None:
        self._ask("POST", f"{self.session}/url", {"url": address})

    def run(self, code: str):
        """Return what a function body returns in the page."""
        return self._ask("POST", f"{self.session}/execute/sync", {"script": code, "args": []})

    def wait(self, condition: str) -> None:
        """Wait until an expression is true in the page."""
        until(lambda: self.run(f"try {{ return Boolean({condition}); }} catch {{ return false; }}"))

    def close(self) -> None:
        self._ask("DELETE", self.session)
        for one in (self.driver, self.screen):
            one.terminate()
            one.wait(WAIT)
        self.screen.stdout.close()
        self.log.close()
