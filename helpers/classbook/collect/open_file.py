"""One plain file: opened without following a link or waiting for a pipe, read within a limit."""

from __future__ import annotations

import io
import os
import stat

from helpers.errors import AnswersError

# For `os.open`: reads, follows no link, waits for no pipe, hands nothing to child processes; where the system knows such flags.
PLAIN_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)


def _open(path: str) -> tuple[int, int]:
    """A plain file and its size, opened so that neither a link nor a pipe put there in the meantime is followed or waited for."""
    handle = os.open(path, PLAIN_FLAGS)
    info = os.fstat(handle)
    if not stat.S_ISREG(info.st_mode):
        os.close(handle)
        raise AnswersError("It is not a plain file.")
    return handle, info.st_size


def open_plain(path: str) -> io.BufferedReader:
    return os.fdopen(_open(path)[0], "rb")


def read_plain(path: str, limit: int) -> bytes:
    """Return all of a plain file: opened once, asked for its size once, read in one go."""
    handle, size = _open(path)
    try:
        if size > limit:
            raise AnswersError(f"It is too large ({size:,} bytes; the limit is {limit:,}).")
        data = os.read(handle, size)
        while len(data) < size and (more := os.read(handle, size - len(data))):
            data += more
        return data
    finally:
        os.close(handle)


def read_start(path: str, limit: int = 64) -> bytes:
    handle, _ = _open(path)
    try:
        return os.read(handle, limit)
    finally:
        os.close(handle)


def read_tail(path: str, limit: int) -> bytes:
    with open_plain(path) as file:
        file.seek(-min(limit, os.fstat(file.fileno()).st_size), os.SEEK_END)
        return file.read(limit)
