"""The parts that a site is made of: fetched once, each checked by its hash, and kept beside the environment. Nothing of them is installed or run here.

pip fetches the wheels, so that a school's own mirror is used where pip knows it; Pyodide comes from the npm registry as one archive, without Node.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from typing import NamedTuple

from helpers.errors import KitError
from helpers.output import whole_folder

LOCK = "lock-site.txt"
REGISTRY = "https://registry.npmjs.org"
PATIENCE = 120  # seconds for one answer of the registry
TRIES, PAUSE = 4, 3  # seconds before the second try; each time twice as long
_NPM = re.compile(r"^# npm (?P<name>[a-z0-9-]+) (?P<version>[0-9.]+) sha512-(?P<digest>[A-Za-z0-9+/=]+)$", re.MULTILINE)
_WHEEL = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+) \\\n    --hash=sha256:(?P<digest>[0-9a-f]{64})$", re.MULTILINE)
AGAIN = "Look whether this computer reaches the internet, then run the command again. It is needed once: the parts are kept."


class Parts(NamedTuple):
    """Where the parts lie: `wheels` by their package's name, `core` is Pyodide's archive."""

    wheels: dict[str, Path]
    core: Path


def kept_parts(root: Path) -> Parts | None:
    """Return the parts that the lock in `root` names, if they are kept here already; nothing is fetched."""
    text = (root / LOCK).read_text(encoding="utf-8")
    return _there(_folder(text), text)


def fetch_parts(root: Path) -> Parts:
    """Return the parts that the lock in `root` names, fetched where they are not kept yet. KitError where they cannot be had."""
    text = (root / LOCK).read_text(encoding="utf-8")
    folder = _folder(text)
    if (parts := _there(folder, text)) is None:
        with whole_folder(folder) as new:
            _fetch_wheels(root / LOCK, new)
            _fetch_core(_NPM.search(text), new)
        parts = _there(folder, text)
    if parts is None:
        raise KitError(f"The parts in {folder} are not those that {LOCK} names.", "Delete that folder and run the command again.")
    return parts


def place() -> Path:
    """Return the folder where parts are kept: $WHO_SAYS_SO_PARTS, or one in this environment."""
    return Path(os.environ.get("WHO_SAYS_SO_PARTS") or Path(sys.prefix) / "share" / "who-says-so" / "site-parts")


def _folder(lock: str) -> Path:
    return place() / hashlib.sha256(lock.encode()).hexdigest()[:16]


def _there(folder: Path, lock: str) -> Parts | None:
    """The parts in a folder, if all are there and each is what the lock says; None otherwise."""
    wheels = {}
    for path in sorted(folder.glob("*.whl")):
        wheels[re.sub(r"[-_.]+", "-", path.name.split("-")[0]).lower()] = path
    wanted = {m["name"]: m["digest"] for m in _WHEEL.finditer(lock)}
    core = folder / "pyodide.tgz"
    if set(wheels) != set(wanted) or not core.is_file() or _sha512(core.read_bytes()) != _NPM.search(lock)["digest"]:
        return None
    if any(hashlib.sha256(wheels[name].read_bytes()).hexdigest() != digest for name, digest in wanted.items()):
        return None
    return Parts(wheels, core)


def _sha512(data: bytes) -> str:
    return base64.b64encode(hashlib.sha512(data).digest()).decode()


def _again(fetch: Callable[[], str]) -> None:
    """Fetch until it succeeds; `fetch` returns why it did not, or nothing. KitError with the last reason after some tries."""
    for n in range(TRIES):
        if n:
            time.sleep(PAUSE * 2 ** (n - 1))
        if not (why := fetch()):
            return
    raise KitError(why, AGAIN)


def _fetch_wheels(lock: Path, folder: Path) -> None:
    """Have pip fetch every wheel of the lock. They run in the browser's Python, so they are asked for as that Python would ask."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps", "--require-hashes"]
    command += ["--only-binary=:all:", "--platform=any", "--python-version=3.14", "--implementation=py", "-d", str(folder), "-r", str(lock)]

    def fetch() -> str:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace")
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or ["pip gave no reason."]
        return f"The parts of the site could not be fetched. pip says: {said[-1].removeprefix('ERROR: ')[:300]}" if done.returncode else ""

    _again(fetch)


def _fetch_core(wanted: re.Match, folder: Path) -> None:
    """Fetch Pyodide's archive from the npm registry, and take no other than the one that is named."""
    registry = os.environ.get("NPM_CONFIG_REGISTRY") or REGISTRY
    address = f"{registry.rstrip('/')}/{wanted['name']}/-/{wanted['name']}-{wanted['version']}.tgz"

    def fetch() -> str:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                data = answer.read()
        except (OSError, HTTPException) as error:  # half an answer too
            return f"{address} could not be fetched: {getattr(error, 'reason', error)}."
        if _sha512(data) != wanted["digest"]:
            return f"{address} could not be fetched: another file came than the one that is named by its hash."
        (folder / "pyodide.tgz").write_bytes(data)
        return ""

    _again(fetch)
