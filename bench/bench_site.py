"""From an address to the first exercise: the course as a web page beside JupyterLab, in one run, first and second visit.

    python bench/bench_site.py [--unit UNIT] [--files FILE]

A visit begins with a browser that is not running and ends when the first exercise of the page can be answered. Both are opened in real Chromium with a
profile of their own, which the second visit finds again; JupyterLab's server is started for each visit, as a learner does. Printed: seconds by the clock
(soft: the machine's load stands beside them), processor seconds of everything that a learner's computer runs (browser; with JupyterLab also its server and
kernel), memory (PSS, at the end of the visit), requests and bytes that came from a server. `--files`: write the paths that the site was asked for.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "browser"), str(ROOT / "tests" / "support")]
TICKS = os.sysconf("SC_CLK_TCK")
USABLE = "() => { const one = document.querySelector('section[data-exercise]'); return one?.isConnected && one.querySelector('.wss-state') && one.checkVisibility(); }"


def tree(*roots: int) -> list[int]:
    """Return the processes that were begun by these, and these."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = set(roots)
    while more := {p for p, parent in parents.items() if parent in found} - found:
        found |= more
    return sorted(found)


def cost(*roots: int) -> tuple[float, float]:
    """Return processor seconds, and memory in MB (each shared page counted once), of these processes and all that they began."""
    seconds = memory = 0
    for process in tree(*roots):
        try:
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            seconds += sum(map(int, fields[11:15])) / TICKS  # with children that have ended
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
            memory += int(next(line for line in rollup.splitlines() if line.startswith("Pss:")).split()[1]) / 1000
        except (OSError, StopIteration):
            continue
    return seconds, memory


class Counted:
    """What a server sent: requests, bytes, paths."""

    def __init__(self):
        self.requests, self.bytes, self.paths = 0, 0, []

    def watch(self, handler):
        sent, counted = handler.send_header, self

        def send_header(request, name, value):
            if name.lower() == "content-length":
                counted.bytes += int(value)
            return sent(request, name, value)

        answered = handler.send_response

        def send_response(request, code, message=None):
            counted.requests += 1
            counted.paths.append(request.path.partition("?")[0])
            return answered(request, code, message)

        handler.send_header, handler.send_response = send_header, send_response


def visit(browser, address: str, page_address: str, *servers: int) -> dict:
    """Return what one visit cost, until the first exercise could be answered."""
    begun = time.monotonic()
    page = browser.start(address)
    wire = {"requests": 0, "bytes": 0}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.requestWillBeSent", lambda e: wire.update(requests=wire["requests"] + e["request"]["url"].startswith("http")))
    session.on("Network.loadingFinished", lambda e: wire.update(bytes=wire["bytes"] + e["encodedDataLength"]))
    page.goto(page_address)
    page.wait_for_function(USABLE)
    took = time.monotonic() - begun
    seconds, memory = cost(browser.process.pid, *servers)
    return {"s": took, "cpu": seconds, "MB": memory, **wire, "page": page}


def the_site(play, folder: Path, path: str, tmp: Path, files: Path | None) -> list[dict]:
    from site_browser import Browser, served

    from helpers.site.server import Handler

    counted, found = Counted(), []
    counted.watch(Handler)
    browser = Browser(play, tmp / "profile", os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    with served(folder) as address:
        for n in range(2):
            counted.requests = counted.bytes = 0
            one = visit(browser, address, f"{address}lab/index.html?path={path}")
            one |= {"requests": counted.requests, "bytes": counted.bytes}
            if files and not n:
                files.write_text("\n".join(counted.paths))
            page = one.pop("page")
            page.wait_for_function("() => document.documentElement.dataset.wssKept === 'whole'")
            one["kept"] = counted.bytes
            found.append(one)
            browser.stop()
    return found


def the_lab(play, path: str, tmp: Path) -> list[dict]:
    from jupyter import Server
    from site_browser import Browser

    from helpers.course.bundle import bundle

    folder, _ = bundle(tmp / "bundle")
    server, found = Server(tmp / "home", folder), []
    browser = Browser(play, tmp / "profile", os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    for _ in range(2):
        begun = time.monotonic()
        server.start()
        up = time.monotonic() - begun
        one = visit(browser, server.url, f"{server.url}/lab/tree/{path}?token=t", server.process.pid)
        one["s"] += up
        one.pop("page")
        found.append(one)
        browser.stop()
        server.stop()
    return found


def main() -> None:
    from playwright.sync_api import sync_playwright

    from helpers.site import build_site

    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--unit", default="01_who_says_so")
    asked.add_argument("--files", type=Path)
    given = asked.parse_args()
    path = f"exercises/{given.unit}/{given.unit}.ipynb"
    with tempfile.TemporaryDirectory() as tmp, sync_playwright() as play:
        site = build_site(Path(tmp) / "site", include_article=True)
        print(f"{'':28}{'s':>7}{'cpu s':>8}{'MB':>7}{'requests':>10}{'MB sent':>9}   load {os.getloadavg()[0]:.1f}")
        rows = {
            "JupyterLab": the_lab(play, path, Path(tmp) / "lab"),
            "web page": the_site(play, site, path, Path(tmp) / "web", given.files),
        }
        for name, visits in rows.items():
            for n, one in zip(("first", "second"), visits):
                print(
                    f"{name + ', ' + n + ' visit':28}{one['s']:7.1f}{one['cpu']:8.1f}{one['MB']:7.0f}{one['requests']:10}{one['bytes'] / 1e6:9.2f}"
                )
        print(f"{'kept for later (in all)':28}{'':32}{rows['web page'][0]['kept'] / 1e6:9.2f}   load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
