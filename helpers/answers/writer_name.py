"""The learner's name as the teacher knows it: given once on handing in, never required, kept beside the answers and in each record's field `name`.

It names a file and stands beside a row of marks. It never decides whose marks they are: anybody can write any name here.
"""

from __future__ import annotations

import re
import stat
import unicodedata
from pathlib import Path

from helpers.errors import AnswersError, why_not_written
from helpers.output import write_whole_text

from .disk import refuse_link
from .one_look import look_again, seen_once
from .record import plain

NAME_FILE = "name.txt"
MAX_NAME = 80


def clean_name(text: object) -> str:
    """Return a name in one line of at most 80 characters, without controls and marks of direction; "" for what is no text."""
    if not isinstance(text, str):
        return ""
    seen = "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFC", plain(text[:1000])))
    kept = "".join(c for c in seen if unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cn"))
    return " ".join(kept.split())[:MAX_NAME].strip()


def read_name(folder: Path) -> str:
    """Return the name kept in an `answers` folder, or ""."""
    return seen_once(("name", folder), lambda: _read(folder / NAME_FILE))


def _read(path: Path) -> str:
    try:
        if path.parent.is_symlink() or not stat.S_ISREG(path.lstat().st_mode):
            return ""
        with path.open("rb") as file:
            return clean_name(file.read(4 * MAX_NAME + 4).decode("utf-8-sig", "replace"))
    except OSError:
        return ""


def write_name(folder: Path, name: str) -> str:
    """Keep a name (or, with "", no name) in an `answers` folder; returns it as kept. AnswersError where the disk does not take it."""
    name = clean_name(name)
    refuse_link(folder)
    look_again()
    try:
        if not name:
            (folder / NAME_FILE).unlink(missing_ok=True)
            return ""
        write_whole_text(folder / NAME_FILE, name + "\n", private=True, tidy=False)
    except OSError as error:
        raise AnswersError(
            f"Your name could not be kept: {why_not_written(error)}.", "Hand in without it; your answers are safe."
        ) from None
    return name


def file_part(name: str) -> str:
    """Return what a file's name can hold of a name on every system: letters and digits of any script, joined by “-”."""
    return "-".join(re.findall(r"[^\W_]+", clean_name(name)))[:60].strip("-")
