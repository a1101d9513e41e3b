"""Writing an answer: one kernel at a time where the system can lock a file, and the old file or the new one whole after any crash."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from helpers.errors import AnswersError, why_not_written
from helpers.output import whole_file

from .one_look import look_again

FOLDER = "answers"


@contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Let one kernel at a time in, where the system can lock a file; elsewhere, or after two seconds, without."""
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
    except (ImportError, AttributeError, OSError):
        pass  # Windows; a browser, where fcntl is empty; a folder that cannot be written, which is told on writing
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def write_record(path: Path, record: dict[str, Any], settle: bool = True) -> None:
    """Write a record whole or not at all. Raise AnswersError where the disk does not take it; `settle=False`: the caller calls `sync_folder`.

    What killed kernels left beside it is swept by `AnswerFile`: in a synced folder a kernel on another computer may be alive.
    """
    refuse_link(path.parent)
    look_again()
    try:
        with whole_file(path, private=True, settle=settle, tidy=False, encoding="utf-8", errors="replace") as out:
            json.dump(record, out, ensure_ascii=False, indent=1)
    except OSError as error:
        raise AnswersError(
            f"The answer could not be written to “{FOLDER}”: {why_not_written(error)}.",
            "Make room or ask your teacher; it is kept in this browser tab until then.",
        ) from None


def refuse_link(folder: Path) -> None:
    """Raise AnswersError where an `answers` folder is a link: what is written there would land somewhere else."""
    if folder.is_symlink():
        raise AnswersError(f"The folder “{folder.name}” is a link, so nothing is written there.", "Put a real folder in its place.")
