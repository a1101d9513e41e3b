"""From a page to a PDF, through a browser that is on the computer anyway: Edge is on every Windows, Chrome or Chromium on most others.

So a school installs nothing for it, and the page and the PDF cannot differ: there is one document. (WeasyPrint would need Pango, which pip does
not bring to Windows and macOS; fpdf2 and reportlab would need a second layout.) Where no such browser is, the page is printed by hand.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from helpers.output import write_whole

NAMES = (
    "msedge",
    "microsoft-edge",
    "microsoft-edge-stable",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "chromium",
    "chromium-browser",
)
ON_WINDOWS = ("Microsoft/Edge/Application/msedge.exe", "Google/Chrome/Application/chrome.exe")
ON_MAC = ("Google Chrome", "Microsoft Edge", "Chromium", "Brave Browser")
CHOSEN = "WHO_SAYS_SO_BROWSER"  # a path, for a browser that stands elsewhere; empty: none
PATIENCE = 120  # seconds


def browser() -> str | None:
    """Return the path of a browser that can write a PDF, or None."""
    if CHOSEN in os.environ:
        return os.environ[CHOSEN] or None
    for name in NAMES:
        if found := shutil.which(name):
            return found
    places = [
        Path(os.environ[k]) / one for k in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA") if k in os.environ for one in ON_WINDOWS
    ]
    places += [Path(f"/Applications/{one}.app/Contents/MacOS/{one}") for one in ON_MAC] if sys.platform == "darwin" else []
    return next((str(place) for place in places if place.is_file()), None)


def to_pdf(html: Path, target: Path) -> str:
    """Write the PDF of a page; returns "" or a sentence on what to do instead. An older PDF is replaced whole or taken away, never left to mislead."""
    program = browser()
    by_hand = f"Open {html.name} in a browser, choose Print, then “Save as PDF”."
    target.unlink(missing_ok=True)
    if not program:
        return f"No Edge, Chrome or Chromium was found here to write the PDF. {by_hand}"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as tmp:
        made = Path(tmp) / "made.pdf"
        try:
            subprocess.run(
                [program, *_options(Path(tmp) / "profile"), f"--print-to-pdf={made}", html.resolve().as_uri()],
                capture_output=True,
                timeout=PATIENCE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return f"The browser {Path(program).name} did not write the PDF. {by_hand}"
        if not made.is_file() or made.read_bytes()[:5] != b"%PDF-":
            return f"The browser {Path(program).name} did not write the PDF. {by_hand}"
        write_whole(target, made.read_bytes())
    return ""


def _options(profile: Path) -> list[str]:
    """A window nobody sees, with a profile of its own: it does not touch the teacher's, and works while their browser is open."""
    alone = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # as root Chromium refuses to start otherwise
    return [
        "--headless",
        "--disable-gpu",
        "--no-first-run",
        "--disable-extensions",
        "--no-pdf-header-footer",
        f"--user-data-dir={profile}",
        *alone,
    ]
