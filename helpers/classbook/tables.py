"""Text from strangers, made safe to show: nothing invisible, nothing that turns the line round, nothing that a spreadsheet runs.

Identifiers are kept exactly in the details file and in the files for a gradebook, which a machine reads; here they are for people.
"""

from __future__ import annotations

import csv
import errno
import io
import re
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from pathlib import Path

from helpers.errors import KitError, why_not
from helpers.output import visible, whole

_UNFINISHED = re.compile(r"\.(.+)\.\d+\.[^.]+\.tmp")
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠|%]")


def cell(value: object) -> str:
    """Return a value for a table that people open in a spreadsheet: text that would be a formula there gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return number(value)
    text = visible(value)
    return "'" + text if not text[:1].isalnum() and _FORMULA.match(text) else text


def number(value: float) -> str:
    return f"{round(value, 4):.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


def no_room(path: Path, error: OSError) -> KitError:
    return KitError(
        f"{path} could not be written to its end ({error.strerror}).",
        "Make room, or choose another place with --out, and give the command again.",
    )


@contextmanager
def whole_file(path: Path, settle: bool = True):
    """Give a text file that appears under its name only when it is complete; KitError where the disk does not take it. `settle`: as in `output`."""
    how = {"encoding": "utf-8", "errors": "backslashreplace", "newline": ""}
    try:
        with whole.whole_file(path, private=True, settle=settle, **how) as out:  # marks are nobody else's
            yield out
    except OSError as error:
        raise _cannot_write(path, error) from None


@contextmanager
def whole_folder(path: Path, ours: Callable[[Path], bool]):
    """Give a folder to write into: what is written into it appears when all of it is there. What is not `ours` in it stays."""
    try:
        with whole.whole_folder(path, ours) as new:
            yield new
    except OSError as error:
        raise _cannot_write(path, error) from None


def _cannot_write(path: Path, error: OSError) -> KitError:
    if named := _UNFINISHED.fullmatch(path.parent.name):  # in a folder that is not in its place yet, under a name that nobody has seen
        path = path.parent.with_name(named[1])
    if error.errno in NO_ROOM:
        return no_room(path, error)
    return KitError(f"{path} cannot be written ({error.strerror}).", "Choose another place with --out.")


def read_table(path: Path) -> list[list[str]]:
    """Return rows of a table that a person may have saved from a spreadsheet: any of its separators and encodings; empty rows stay, as []."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise KitError(
            f"{path.name} cannot be opened: {why_not(error)}.", "Close it in the spreadsheet, then give the command again."
        ) from None
    text = decoded(raw)
    first, _, rest = text.partition("\n")
    if said := re.fullmatch(r"(?i)\"?sep=(.)\"?\s*", first):  # a line that Excel reads and hides
        text, separator = rest, said[1]
    else:
        separator = max(",;\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        raise KitError(f"{path.name} is not a table.", "Save it again as CSV.") from None


def decoded(raw: bytes) -> str:
    """Return the text of a table as spreadsheets save it: UTF-8 with or without a BOM, UTF-16, or the old Western code page."""
    for encoding in ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


BOM = "\ufeff"  # Excel takes a table without it for another encoding: «JÃ¶rg»


def write_table(path: Path, head: list[str], rows: Iterable[list]) -> None:
    """Write a table for spreadsheets, whole or not at all, no cell of which is run. Raise KitError where the disk does not take it."""
    with whole_file(path) as out:
        out.write(BOM)
        table = csv.writer(out, lineterminator="\n")
        table.writerow(head)
        table.writerows([cell(v) for v in row] for row in rows)
