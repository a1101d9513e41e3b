"""Writing an answer so that a crash at any moment leaves the old file or the new one, whole; one kernel at a time where the system can say so."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from helpers.errors import AnswersError

FOLDER = "answers"


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """One kernel at a time, where the system can lock a file; elsewhere, or after two seconds, without."""
    handle = None
    try:
        import fcntl

        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / ".lock", os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
        for _ in range(200):
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(0.01)
    except (ImportError, OSError):  # Windows; a folder that cannot be written, which is told on writing
        pass
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def write_record(path: Path, record: dict[str, Any], settle: bool = True) -> None:
    """Write a record so that a crash at any moment leaves the old file or the new one, whole. `settle`: the caller need not `sync_folder`."""
    tmp = None
    try:
        if path.parent.is_symlink():
            raise AnswersError(f"The folder “{FOLDER}” is a link, so nothing is written there.", "Put a real folder in its place.")
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, tmp = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as out:
            json.dump(record, out, ensure_ascii=False, indent=1)
            out.flush()
            os.fsync(out.fileno())
        _replace(tmp, path)
        if settle:
            sync_folder(path.parent)
    except OSError as error:
        if tmp:
            Path(tmp).unlink(missing_ok=True)
        why = {
            28: "the disk is full",
            27: "there is no room for a file of this size",
            17: "a file of that name is in the way",
            20: "a file of that name is in the way",
            30: "the disk is read-only",
            13: "this folder is read-only",
            1: "this folder is read-only",
            122: "your share of the disk is used up",
        }.get(error.errno or 0, error.strerror or "unknown reason")
        raise AnswersError(
            f"The answer could not be written to “{FOLDER}”: {why}.",
            "Make room or ask your teacher; it is kept in this browser tab until then.",
        ) from None


def sync_folder(folder: Path) -> None:
    """Have the disk keep the names in a folder: without it a new name can be lost with the power. Not on Windows, which does so by itself."""
    if os.name == "nt":
        return
    try:
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0))
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:  # some network folders cannot
        pass
    finally:
        os.close(handle)


def _replace(tmp: str, path: Path) -> None:
    for wait in (0.01, 0.05, 0.2, None):  # Windows: a virus scanner may hold the file for a moment
        try:
            os.replace(tmp, path)
            return
        except PermissionError:
            if wait is None or os.name != "nt":
                raise
            time.sleep(wait)
