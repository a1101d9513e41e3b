"""Files and folders that appear whole or not at all: written beside under a hidden name, flushed to the disk, and put in place in one step.

What a killed run left beside is cleared by the next one: the hidden name holds the number of its process.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers.answers import sync_folder

_EXCHANGE, _AT_HERE = 2, -100  # Linux: renameat2 gives each of two names the other's place in one step


@contextmanager
def whole(place: Path) -> Iterator[Path]:
    """A name beside `place` to write a file or a folder under; at the end of the `with` it stands in its place, and what stood there is gone.

    After an error, and after a kill, what stood there stays as it was.
    """
    place = place.absolute()
    place.parent.mkdir(parents=True, exist_ok=True)
    clear_left(place)
    beside = place.with_name(f".{place.name}.new-{os.getpid()}")
    try:
        yield beside
        _flush(beside)
        _put(beside, place)
        sync_folder(place.parent)
    finally:
        _remove(beside)  # after an exchange it is what stood there before


def clear_left(place: Path) -> None:
    """Remove what runs that are no longer going on left beside `place`."""
    for left in place.parent.glob(f".{glob_safe(place.name)}.new-*"):
        number = re.fullmatch(r".*\.new-(\d+)", left.name)
        if number and not _runs(int(number[1])):
            _remove(left)


def glob_safe(name: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", name)


def _runs(number: int) -> bool:
    if number == os.getpid():
        return False
    if os.name == "nt":  # asking would end the process there
        return True
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True


def _flush(path: Path) -> None:
    """Have the disk keep a file, or everything in a folder (with one request for all of it, where the system knows one)."""
    if path.is_file():
        return _flush_file(path)
    if not _flush_disk(path):
        for one in sorted(path.rglob("*")):
            if one.is_file():
                _flush_file(one)
        for folder in (path, *(p for p in path.rglob("*") if p.is_dir())):
            sync_folder(folder)
    return None


def _flush_file(path: Path) -> None:
    with open(path, "rb+") as handle:
        os.fsync(handle.fileno())


def _flush_disk(folder: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    handle = os.open(folder, os.O_RDONLY)
    try:
        return ctypes.CDLL(None).syncfs(handle) == 0
    except (OSError, AttributeError):
        return False
    finally:
        os.close(handle)


def _put(new: Path, place: Path) -> None:
    if not place.is_dir() or place.is_symlink():
        os.replace(new, place)
    elif not _exchanged(new, place):  # two steps where one is not to be had; the next run finds the new one whole beside
        old = place.with_name(f".{place.name}.new-{os.getpid()}-old")
        os.replace(place, old)
        os.replace(new, place)
        _remove(old)


def _exchanged(one: Path, other: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return call(_AT_HERE, os.fsencode(one), _AT_HERE, os.fsencode(other), _EXCHANGE) == 0


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
