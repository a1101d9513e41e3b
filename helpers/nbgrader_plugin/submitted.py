"""What lies in a learner's submitted folder, looked at before nbgrader copies or opens any of it: plain files are taken, all else is named.

Links are never followed. A hard link to a file outside the folder is somebody else's file under a name of this learner's, and is left alone
as well; so are pipes and devices. Where one learner's file got a second name in another's folder, it stays with the folder that had it first.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from nbgrader.utils import parse_utc

from helpers.answers import FOLDER, MAX_BYTES
from helpers.classbook import PLAIN_FLAGS
from helpers.errors import why_not

TIME = "timestamp.txt"
MAX_NOTEBOOK, MAX_FILES, MAX_DEPTH = 48_000_000, 4000, 8
SKIP = {".ipynb_checkpoints", "__pycache__", "__MACOSX"}
LINK = "is a link and was not followed. Hand in the file itself"
HARD = "is one file with something outside the folder (a hard link), so it was not read. Hand in a copy of it"
ODD = "is not a plain file (a pipe or a device), so it was not opened"
_LIVE = re.compile(r'[<>"\\\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]')


@dataclass
class Look:
    """`plain`: paths inside the folder that may be read; `refused`: path → why it was left alone."""

    folder: Path
    plain: list[Path] = field(default_factory=list)
    refused: dict[Path, str] = field(default_factory=dict)

    def sentences(self) -> list[str]:
        """Return what was left alone, for people; paths inside the folder, nothing invisible."""
        return [f"{shown(path.as_posix())} {why}." for path, why in self.refused.items()]


def shown(text: str) -> str:
    """Return a name from a stranger, for a log: what is invisible or turns the line round is spelled out."""
    return re.sub(
        r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]", lambda m: f"\\u{ord(m[0]):04x}", text
    )[:200]


def unsafe_name(learner: str) -> str:
    """Return why a folder's name cannot be a learner's, or empty: nbgrader's pages write it as it is."""
    if _LIVE.search(learner):
        return "the folder’s name holds signs that a web page would run or hide (such as < or >). Give the folder another name"
    return ""


def look(folder: Path, submitted: Path | None = None) -> Look:
    """Return everything in a folder, by lstat alone: no link is followed and nothing is opened. `submitted`: the folder of the whole class."""
    found = Look(folder)
    hard: dict[tuple[int, int], list[Path]] = {}
    names: dict[tuple[int, int], int] = {}
    for path, info in _walk(folder, Path(), 0, [MAX_FILES], found):
        if stat.S_ISLNK(info.st_mode):
            found.refused[path] = LINK
        elif not stat.S_ISREG(info.st_mode):
            found.refused[path] = ODD
        elif info.st_nlink > 1:
            hard.setdefault((info.st_dev, info.st_ino), []).append(path)
            names[info.st_dev, info.st_ino] = info.st_nlink
        else:
            found.plain.append(path)
    for one, paths in hard.items():
        if len(paths) == names[one] or submitted and _had_it_first(folder, one, names[one], submitted):
            found.plain += paths
        else:
            found.refused |= dict.fromkeys(paths, HARD)
    return found


def _had_it_first(folder: Path, one: tuple[int, int], names: int, submitted: Path) -> bool:
    """Whether a file with several names in the class was in this learner's folder before it got the others: making a name dates its folder."""
    here = [(os.lstat(path.parent).st_mtime_ns, path) for path in _names_in_class(submitted).get(one, [])]
    dates = sorted(date for date, _ in here)
    mine = [date for date, path in here if path.is_relative_to(folder.absolute())]
    return len(here) == names and bool(mine) and min(mine) == dates[0] and dates.count(dates[0]) == 1


@lru_cache(maxsize=2)
def _names_in_class(submitted: Path) -> dict[tuple[int, int], list[Path]]:
    """Every file below a folder that has more than one name, with its names there."""
    found: dict[tuple[int, int], list[Path]] = {}
    for top, _, files in os.walk(submitted.absolute()):
        for name in files:
            info = os.lstat(path := Path(top, name))
            if stat.S_ISREG(info.st_mode) and info.st_nlink > 1:
                found.setdefault((info.st_dev, info.st_ino), []).append(path)
    return found


def _walk(folder: Path, inside: Path, depth: int, left: list[int], found: Look):
    try:
        with os.scandir(folder / inside) as listed:
            there = sorted(listed, key=lambda e: e.name)
    except OSError as error:
        found.refused[inside] = f"cannot be opened: {why_not(error)}"
        return
    for entry in there:
        path = inside / entry.name
        left[0] -= 1
        if left[0] < 0:
            found.refused[inside] = f"holds more than {MAX_FILES} files; the rest was left alone"
            return
        if entry.name in SKIP:
            continue
        info = entry.stat(follow_symlinks=False)
        if not stat.S_ISDIR(info.st_mode):
            yield path, info
        elif depth < MAX_DEPTH:
            yield from _walk(folder, path, depth + 1, left, found)
        else:
            found.refused[path] = f"lies more than {MAX_DEPTH} folders deep"


def linked(root: Path, path: Path) -> str:
    """Return why a folder below `root` is not opened, or empty: it, or one on the way to it, is a link."""
    for one in [path, *path.parents]:
        if one == root:
            return ""
        if one.is_symlink():
            return f"the folder “{shown(one.name)}” {LINK.replace('the file', 'the folder')}"
    return ""


def read_plain(path: Path, limit: int) -> bytes:
    """Return a plain file's bytes; OSError for a link, a pipe, a device put there meanwhile, or a file above the limit."""
    handle = os.open(path, PLAIN_FLAGS)
    with os.fdopen(handle, "rb") as file:
        info = os.fstat(handle)
        if not stat.S_ISREG(info.st_mode):
            raise OSError("it is not a plain file")
        if info.st_size > limit:
            raise OSError(f"it is too large ({info.st_size:,} bytes; the limit is {limit:,})")
        return file.read(limit)


def copy_answers(found: Look, target: Path) -> list[str]:
    """Copy what marks are made from, and nothing else: saved answers and the time of handing in. Sentences on what was left alone.

    An answer that was refused leaves a note in its place, so that its exercise is told to be unreadable and not to be empty.
    """
    for path in found.plain:
        if _is_answer(path) or path == Path(TIME):
            try:
                data = read_plain(found.folder / path, MAX_BYTES + 1)
            except OSError as error:
                found.refused[path] = f"was not read: {error.strerror or error}"
                continue
            _put(target / path, data)
    for path in found.refused:
        if _is_answer(path):
            _put(target / path, b"This answer was not read; the log of autograde says why.")
    return found.sentences()


def _is_answer(path: Path) -> bool:
    return len(path.parts) == 2 and path.parts[0] == FOLDER and path.suffix.lower() == ".json"


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_bytes(data)


def copy_plain(found: Look, target: Path) -> None:
    """Copy all plain files of a folder to another, byte for byte; what went away or became something else meanwhile is named."""
    for path in found.plain:
        try:
            _put(target / path, read_plain(found.folder / path, 512_000_000))
        except OSError as error:
            found.refused[path] = f"was not read: {error.strerror or error}"


def forget() -> None:
    """Look at the class anew: a server that runs for days sees many classes."""
    _names_in_class.cache_clear()


def time_of(folder: Path, log) -> object:
    """When a submission was handed in, by its timestamp.txt, or None; a file that is no date is named and passed over."""
    path = folder / TIME
    try:
        text = read_plain(path, 1000).decode("utf-8", "replace").strip()
        return parse_utc(text) if text else None
    except FileNotFoundError:
        return None
    except (OSError, ValueError, OverflowError) as error:
        why = "is a link or no plain file" if isinstance(error, OSError) else "holds no date"
        log.warning("%s: %s %s, so no time of handing in is known.", shown(folder.parent.name), TIME, why)
        return None
