"""Reading from disk: plain files only, opened so that no link is followed and nothing is waited for."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator

from helpers.errors import why_not

from .limits import MAX_DEPTH, MAX_ENTRIES, SKIP, Budget, Entry, Found, Other, Refused, junk, kind_by_content, kind_of
from .open_file import read_plain, read_start, read_tail
from .zips import inside


def walk(path: str, parts: tuple[str, ...], budget: Budget) -> Iterator[Found]:
    """Yield all that lies at a path, in a fixed order: a file, a folder, or the inside of a zip. Links are named and left alone."""
    yield from _walk(path, parts, 0, budget)


def _walk(path: str, parts: tuple, depth: int, budget: Budget) -> Iterator[Found]:
    budget.files -= 1
    if budget.files < 0:
        if budget.files == -1:
            yield Refused(parts, f"more than {MAX_ENTRIES} files; the rest was left alone")
        return
    try:
        info = os.lstat(path)
        if stat.S_ISLNK(info.st_mode):
            yield Refused(parts, "is a link and was not followed")
        elif stat.S_ISDIR(info.st_mode):
            if depth >= MAX_DEPTH:
                yield Refused(parts, f"lies more than {MAX_DEPTH} folders deep")
                return
            if parts[-2:-1] == ("answers",) and parts[-1].lower().endswith(".json"):
                yield Refused(parts, "is a folder, and an answer is a file")
            for name in sorted(os.listdir(path)):
                if name not in SKIP:
                    yield from _walk(f"{path}/{name}", (*parts, name), depth + 1, budget)
        elif not stat.S_ISREG(info.st_mode):
            yield Refused(parts, "is not a plain file (a pipe or a device) and was not opened")
        elif kind := kind_of(parts[-1]) or kind_by_content(read_start(path), parts[-1]):
            read, tail = lambda limit: budget.pay(read_plain(path, limit)), lambda limit: budget.pay(read_tail(path, limit))
            entry = Entry(parts, f"{info.st_size}:{info.st_mtime_ns}", read, tail, kind)
            yield from inside(entry, budget, path=path) if kind == "zip" else (entry,)
        elif not junk(parts[-1]):
            yield Other(parts)
    except (OSError, ValueError) as error:
        yield Refused(parts, f"cannot be opened: {why_not(error) if isinstance(error, OSError) else 'its name is not usable'}")
