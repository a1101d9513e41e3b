"""Reading what strangers hand in: plain files only, no links, all sizes bounded, nothing unpacked to disk, nothing executed.

A submission is walked as a stream of `Entry` (something to read) and `Refused` (a sentence on something that was left alone).
"""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from helpers.errors import AnswersError, why_not

MB = 1_000_000
MAX_NOTEBOOK, MAX_INNER_ZIP, MAX_ZIP = 48 * MB, 48 * MB, 512 * MB
MAX_DIRECTORY, MAX_CLASS_DIRECTORY = 2 * MB, 256 * MB  # a zip's table of contents
MAX_DEPTH, MAX_ENTRIES, MAX_REFUSED = 8, 4000, 20
LOCKED = "is locked with a password"
SKIP = {".ipynb_checkpoints", "__pycache__", "__MACOSX", "node_modules", ".git"}
NOTEBOOKS = (".ipynb", ".ipynb.json", ".ipynb.txt")  # browsers add an ending when a notebook is saved
SUFFIXES = (".json", ".zip", *NOTEBOOKS)
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


class Entry(NamedTuple):
    """A file that can be read: where it stands in the submission, a stamp that changes with it, and `read(limit)`."""

    parts: tuple[str, ...]
    stamp: str
    read: Callable[[int], bytes]
    tail: Callable[[int], bytes] = lambda limit: b""  # the end of a file too large to read; only where that is cheap

    @property
    def name(self) -> str:
        return self.parts[-1]


class Refused(NamedTuple):
    """Something that was not read, and why, in a sentence."""

    parts: tuple[str, ...]
    why: str


def walk(path: str, parts: tuple[str, ...]) -> Iterator[Entry | Refused]:
    """All that lies at a path, in a fixed order: a file, a folder, or the inside of a zip. Links are named and left alone."""
    left = [MAX_ENTRIES]
    yield from _walk(path, parts, 0, left)


def _walk(path: str, parts: tuple, depth: int, left: list) -> Iterator[Entry | Refused]:
    left[0] -= 1
    if left[0] < 0:
        if left[0] == -1:
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
                    yield from _walk(f"{path}/{name}", (*parts, name), depth + 1, left)
        elif not stat.S_ISREG(info.st_mode):
            yield Refused(parts, "is not a plain file (a pipe or a device) and was not opened")
        elif parts[-1].lower().endswith(SUFFIXES):
            entry = Entry(
                parts, f"{info.st_size}:{info.st_mtime_ns}", lambda limit: read_plain(path, limit), lambda limit: read_tail(path, limit)
            )
            yield from inside(entry, path=path) if is_zip(entry) else (entry,)
    except (OSError, ValueError) as error:
        yield Refused(parts, f"cannot be opened: {why_not(error) if isinstance(error, OSError) else 'its name is not usable'}")


def is_zip(entry: Entry) -> bool:
    return entry.name.lower().endswith(".zip")


_PLAINLY = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)


def _open(path: str) -> tuple[int, int]:
    """A plain file and its size, opened so that neither a link nor a pipe put there in the meantime is followed or waited for."""
    handle = os.open(path, _PLAINLY)
    info = os.fstat(handle)
    if not stat.S_ISREG(info.st_mode):
        os.close(handle)
        raise AnswersError("It is not a plain file.")
    return handle, info.st_size


def open_plain(path: str) -> io.BufferedReader:
    return os.fdopen(_open(path)[0], "rb")


def read_plain(path: str, limit: int) -> bytes:
    """All of a plain file: opened once, asked for its size once, read in one go."""
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


def read_tail(path: str, limit: int) -> bytes:
    with open_plain(path) as file:
        file.seek(-min(limit, os.fstat(file.fileno()).st_size), os.SEEK_END)
        return file.read(limit)


def _bounded(file, limit: int) -> bytes:
    """At most `limit` bytes, whatever the file claimed about its size."""
    data = file.read(limit + 1)
    if len(data) > limit:
        raise AnswersError(f"It is too large (more than {limit:,} bytes).")
    return data


def inside(entry: Entry, path: str | None = None, depth: int = 0) -> Iterator[Entry | Refused]:
    """What a learner's zip holds, and the zips in it, one level down. Without `path` it is read into memory, bounded."""
    if depth > 1:
        yield Refused(entry.parts, "is a zip inside a zip inside a zip")
        return
    try:
        with open_plain(path) if path else io.BytesIO(entry.read(MAX_INNER_ZIP)) as file:
            if path and os.fstat(file.fileno()).st_size > MAX_ZIP:
                yield Refused(entry.parts, "is too large for a submission")
                return
            for found in members(file, entry.parts, MAX_DIRECTORY, entry.stamp):
                yield from inside(found, depth=depth + 1) if isinstance(found, Entry) and is_zip(found) else (found,)
    except AnswersError as error:
        yield Refused(entry.parts, "cannot be read: " + error.what[:1].lower() + error.what[1:].rstrip("."))
    except DAMAGED as error:
        yield Refused(entry.parts, _spoiled(error))


def members(file, parts: tuple, limit: int, stamp: str = "") -> Iterator[Entry | Refused]:
    """The files of an open zip whose names stay inside it; links, devices, locked and odd ones are refused one by one."""
    with open_zip(file, limit) as archive:
        yield from _members(archive, parts, limit, stamp)


def _members(archive: zipfile.ZipFile, parts: tuple, limit: int, stamp: str) -> Iterator[Entry | Refused]:
    refused = 0
    for count, info in enumerate(sorted(archive.infolist(), key=lambda i: (i.filename, i.header_offset))):
        if info.is_dir():
            continue
        found = member(archive, info, parts, stamp)
        if count >= MAX_ENTRIES and limit == MAX_DIRECTORY:
            yield Refused(parts, f"holds more than {MAX_ENTRIES} files; the rest was left alone")
            return
        if isinstance(found, Refused):
            refused += 1
            if refused > MAX_REFUSED:
                continue
        if found:
            yield found


def open_zip(file, limit: int) -> zipfile.ZipFile:
    """The zip, if its table of contents is small enough to be read at all."""
    file.seek(0, os.SEEK_END)
    size = file.tell()
    file.seek(max(0, size - 66_000))
    tail = file.read(66_000)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22:
        raise AnswersError("It is not a zip, or its end is missing.")
    table = struct.unpack("<I", tail[at + 12 : at + 16])[0]
    if table != 0xFFFFFFFF and table > limit or table == 0xFFFFFFFF and size > 4 * limit:
        raise AnswersError("Its table of contents is too large.")
    file.seek(0)
    return zipfile.ZipFile(file)


def member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, parts: tuple, stamp: str = "") -> Entry | Refused | None:
    names = tuple(info.filename.replace("\\", "/").split("/"))
    here = (*parts, *(n for n in names if n not in ("", ".", "..")))
    if ".." in names or names[0] == "" or ":" in names[0]:
        return Refused(here, "has a path that leads out of the zip")
    if any(n in SKIP for n in names) or not names[-1].lower().endswith(SUFFIXES):
        return None
    if len(names) > MAX_DEPTH:
        return Refused(here, f"lies more than {MAX_DEPTH} folders deep")
    kind = stat.S_IFMT(info.external_attr >> 16)
    if info.create_system == 3 and kind not in (0, stat.S_IFREG):
        return Refused(here, "is a link or a device and was not followed")
    if info.flag_bits & 1:
        return Refused(here, LOCKED)
    return Entry(here, f"{stamp}:{info.CRC:x}:{info.file_size}", lambda limit: _read_member(archive, info, limit))


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    if info.file_size > limit:
        raise AnswersError(f"It is too large when unpacked ({info.file_size:,} bytes; the limit is {limit:,}).")
    try:
        with archive.open(info) as file:
            return _bounded(file, limit)
    except DAMAGED as error:
        raise AnswersError(f"It {_spoiled(error, ' in its zip')}.") from None


def _spoiled(error: BaseException, where: str = "") -> str:
    """What is wrong with a zip or a file in it, in words for people."""
    if isinstance(error, NotImplementedError):
        return "is packed in a way that cannot be opened here"
    if isinstance(error, MemoryError):
        return "is too large to unpack here"
    if isinstance(error, OSError):
        return f"cannot be opened: {why_not(error)}"
    return f"is damaged{where}: part of it is missing or was changed"
