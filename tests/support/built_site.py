"""The browser site, built once for all tests and test processes: kept in the environment under a digest of all that it is made of."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sys
import time
from pathlib import Path

import pytest
from course import REPO

from helpers.errors import KitError
from helpers.site import build_site, fetch_parts, kept_parts

KEPT = Path(sys.prefix) / "share" / "who-says-so" / "test-sites"
MADE_OF = ("helpers", "exercises", "notebooks", "articles", "solutions", "lock-site.txt", "README.md", "LICENSE", "NOTICE", "CODEBOOK.md")
DAY = 24 * 3600
WITHOUT = "the parts of the browser site are not here. To fetch them, once and with a network: .venv/bin/who-says-so site --fetch-only"


def digest() -> str:
    """Of every file that the site is made of."""
    whole = hashlib.sha256(sys.version.encode())
    for top in MADE_OF:
        for path in sorted([REPO / top] if (REPO / top).is_file() else (REPO / top).rglob("*")):
            if path.is_file() and not {"__pycache__", ".ipynb_checkpoints", "answers"} & set(path.relative_to(REPO).parts[1:-1]):
                whole.update(f"{path.relative_to(REPO)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:16]


def at_hand() -> None:
    """See that the parts are here: in CI they are fetched, or the test fails; elsewhere it is left out with the reason."""
    if kept_parts(REPO) is None:
        try:
            why = "" if os.environ.get("CI") and fetch_parts(REPO) else WITHOUT
        except KitError as error:
            why = f"{WITHOUT}. {error}"
        if why:
            pytest.skip(why)


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the built site, with all articles: to be read, never written."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with open(KEPT / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two test processes: one builds, the other waits for it
        at_hand()
        folder = KEPT / digest()
        if not folder.is_dir():
            for old in KEPT.glob("[0-9a-f]*"):
                if time.time() - old.stat().st_mtime > DAY:  # a younger one may be in use by another test process
                    shutil.rmtree(old, ignore_errors=True)
            build_site(folder, include_article=True)
        return folder
