"""Where a submission lies, and everything in it as a stream of what can be read and what was left alone."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from .limits import MAX_CLASS_DIRECTORY, Budget, Entry, Found
from .open_file import open_plain
from .walking import walk
from .zips import inside, listing, member, open_zip


@dataclass(frozen=True)
class Place:
    """Where a part of a submission lies: names in a folder, or members of a class zip."""

    root: str
    names: tuple[str, ...]
    zipped: bool = False


@dataclass(frozen=True)
class Submission:
    """One learner's. `refused` says why nothing in it can count; `note` is a hint for the teacher that changes no mark."""

    learner: str
    places: tuple[Place, ...] = ()
    lms: str = ""
    lms_id: str = ""
    name: str = ""
    late: bool = False
    group: str = ""  # the class, where several lie side by side
    refused: str = ""
    note: str = ""
    unlisted: bool = False  # there is a class list, and nobody on it is called so


def files(submission: Submission, budget: Budget | None = None) -> Iterator[Found]:
    """Yield everything in a submission, in a fixed order, with what was refused. OverBudget where it is more than any real one."""
    budget = budget or Budget()
    for place in submission.places:
        for name in place.names:
            if not place.zipped:
                yield from walk(os.path.join(place.root, name), (name.rpartition("/")[2],), budget)
                continue
            archive, members = class_zip(place.root)
            found = member(archive, members[name], name, (), "", budget)
            if found:
                yield from inside(found, budget) if isinstance(found, Entry) and found.kind == "zip" else (found,)


_OPEN: dict[str, tuple[str, zipfile.ZipFile, dict]] = {}  # class zips that this process reads from


def class_zip(path: str) -> tuple[zipfile.ZipFile, dict]:
    """Return a zip that holds a class, and its members by name; kept open, for each learner's files are asked for in turn."""
    info = os.stat(path)
    stamp = f"{info.st_size}:{info.st_mtime_ns}"
    if path not in _OPEN or _OPEN[path][0] != stamp:
        if len(_OPEN) >= 8:
            close_zips()
        file = open_plain(path)
        try:
            archive = open_zip(file, MAX_CLASS_DIRECTORY)
        except BaseException:
            file.close()
            raise
        _OPEN[path] = stamp, archive, dict(listing(archive))
    return _OPEN[path][1:]


def close_zips() -> None:
    """Close the zips that reading a class has opened."""
    for _, archive, _ in _OPEN.values():
        archive.fp.close()  # opened here, so ours to close
    _OPEN.clear()
