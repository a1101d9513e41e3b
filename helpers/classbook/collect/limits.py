"""What reading strangers' files is made of: its limits, what is found, and what a name or the first bytes say that a file is.

Plain files only, no links, all sizes bounded, nothing unpacked to disk, nothing executed (`walking.py`, `zips.py`).

A submission is walked as a stream of `Entry` (something to read), `Refused` (a sentence on something that was left alone) and `Other` (a
file of a kind that holds no answers). All of it is paid from one `Budget`.
"""

from __future__ import annotations

import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from typing import NamedTuple

from helpers.errors import Reason

MB = 1_000_000
MAX_NOTEBOOK, MAX_INNER_ZIP, MAX_ZIP = 48 * MB, 48 * MB, 512 * MB
MAX_DIRECTORY, MAX_CLASS_DIRECTORY = 2 * MB, 256 * MB  # a zip's table of contents
MAX_DEPTH, MAX_ENTRIES, MAX_REFUSED = 10, 4000, 20
MAX_SUBMISSION, MAX_SECONDS = 256 * MB, 20.0  # one learner's, over all that is read and unpacked
LOCKED = "is locked with a password"
SKIP = {".ipynb_checkpoints", "__pycache__", "__MACOSX", "node_modules", ".git"}
NOTEBOOKS = (".ipynb", ".ipynb.json", ".ipynb.txt")  # browsers add an ending when a notebook is saved
SUFFIXES = (".json", ".zip", *NOTEBOOKS)
OFFICE = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub", ".jar", ".apk", ".whl", ".key", ".pages", ".numbers")  # zips inside
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    struct.error,
    RuntimeError,
    NotImplementedError,
    MemoryError,
    LookupError,
)


class OverBudget(Exception):
    """A submission costs more bytes or seconds than any real one; its message says which."""


class Budget:
    """What reading one submission may cost: files, bytes, and seconds of this thread."""

    def __init__(self) -> None:
        self.files, self.bytes, self.until = MAX_ENTRIES, MAX_SUBMISSION, time.thread_time() + MAX_SECONDS

    def pay(self, data: bytes) -> bytes:
        self.bytes -= len(data)
        if self.bytes < 0:
            raise OverBudget(f"It is more than {MAX_SUBMISSION // MB} million bytes in all, which no real hand-in is")
        if time.thread_time() > self.until:
            raise OverBudget(f"Reading it took more than {MAX_SECONDS:.0f} seconds, so it was given up")
        return data


class Entry(NamedTuple):
    """A file that can be read: where it stands in the submission, a stamp that changes with it, and `read(limit)`."""

    parts: tuple[str, ...]
    stamp: str
    read: Callable[[int], bytes]
    tail: Callable[[int], bytes] = lambda limit: b""  # the end of a file too large to read; only where that is cheap
    kind: str = ""  # "notebook", "answer" or "zip"; "json" where only the content can tell

    @property
    def name(self) -> str:
        return self.parts[-1]


class Refused(NamedTuple):
    """Something that was not read, and why: the rest of a sentence that begins with its name."""

    parts: tuple[str, ...]
    why: str
    reason: Reason = Reason.DAMAGED


class Other(NamedTuple):
    """A file that is neither a notebook nor an answer nor a zip."""

    parts: tuple[str, ...]


Found = Entry | Refused | Other


def kind_of(name: str) -> str:
    """Return what a file's name says that it is; empty where it says nothing known here."""
    name = name.lower()
    return "notebook" if name.endswith(NOTEBOOKS) else "answer" if name.endswith(".json") else "zip" if name.endswith(".zip") else ""


def kind_by_content(begin: bytes, name: str) -> str:
    """Return what the first bytes of a file with an odd ending say that it is: JSON with `"json"`, a zip, or nothing known here."""
    begin = begin.removeprefix(b"\xef\xbb\xbf").lstrip()
    if begin.startswith(b"{"):
        return "json"
    return "zip" if begin.startswith(b"PK\3\4") and not name.lower().endswith(OFFICE) else ""


LEFT = {
    *SKIP,
    *(
        "Thumbs.db",
        "desktop.ini",
        "ehthumbs.db",
        "$RECYCLE.BIN",
        "System Volume Information",
        ".DS_Store",
        ".Trash",
        ".Trashes",
        ".fseventsd",
    ),
    *(".Spotlight-V100", ".TemporaryItems", ".gitignore", ".gitattributes", ".github", ".directory", ".stfolder", ".stversions"),
    *(".venv", ".cache", ".config", ".local", ".vscode", ".idea", ".jupyter", ".ipython", ".virtual_documents", ".pytest_cache", ".lock"),
}


def junk(name: str) -> bool:
    """Return what an operating system or a synced folder puts beside files."""
    return name in LEFT or name.startswith(("._", "~$", ".~", ".nfs", ".sync", ".dropbox", ".tmp.driveupload", ".nbgrader"))
