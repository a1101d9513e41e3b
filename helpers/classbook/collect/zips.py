"""Reading zips: never unpacked to disk, tables of contents and members bounded, paths that lead out and links refused."""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
from collections.abc import Iterator

from helpers.errors import AnswersError, Reason, why_not

from .limits import (
    DAMAGED,
    LOCKED,
    MAX_DEPTH,
    MAX_DIRECTORY,
    MAX_ENTRIES,
    MAX_INNER_ZIP,
    MAX_REFUSED,
    MAX_ZIP,
    SKIP,
    Budget,
    Entry,
    Found,
    Other,
    Refused,
    junk,
    kind_by_content,
    kind_of,
)
from .open_file import open_plain

# How files begin that people call .zip.
OTHERS = {b"7z\xbc\xaf\x27\x1c": "7z", b"Rar!\x1a\x07": "rar", b"\x1f\x8b": "gz", b"\xfd7zXZ": "xz", b"BZh": "bz2", b"%PDF-": "PDF"}


def _bounded(file, limit: int) -> bytes:
    """At most `limit` bytes, whatever the file claimed about its size."""
    data = file.read(limit + 1)
    if len(data) > limit:
        raise AnswersError(f"It is too large (more than {limit:,} bytes).")
    return data


def inside(entry: Entry, budget: Budget, path: str | None = None, depth: int = 0) -> Iterator[Found]:
    """Yield what a learner's zip holds, and the zips in it, one level down. Without `path` it is read into memory, bounded."""
    if depth > 1:
        yield Refused(entry.parts, "is a zip inside a zip inside a zip")
        return
    try:
        with open_plain(path) if path else io.BytesIO(entry.read(MAX_INNER_ZIP)) as file:
            if path and os.fstat(file.fileno()).st_size > MAX_ZIP:
                yield Refused(entry.parts, "is too large for a submission")
                return
            with open_zip(file, MAX_DIRECTORY) as archive:
                for found in _members(archive, entry.parts, entry.stamp, budget):
                    yield from inside(found, budget, depth=depth + 1) if isinstance(found, Entry) and found.kind == "zip" else (found,)
    except AnswersError as error:
        yield Refused(entry.parts, "cannot be read: " + error.what[:1].lower() + error.what[1:].rstrip("."), error.reason)
    except DAMAGED as error:
        yield Refused(entry.parts, _spoiled(error))


def _members(archive: zipfile.ZipFile, parts: tuple, stamp: str, budget: Budget) -> Iterator[Found]:
    """The files of an open zip whose names stay inside it; links, devices, locked and odd ones are refused one by one."""
    refused = 0
    for count, (name, info) in enumerate(sorted(listing(archive), key=lambda one: (one[0], one[1].header_offset))):
        if count >= MAX_ENTRIES:
            yield Refused(parts, f"holds more than {MAX_ENTRIES} files; the rest was left alone")
            return
        found = member(archive, info, name, parts, stamp, budget)
        if isinstance(found, Refused):
            refused += 1
            if refused > MAX_REFUSED:
                continue
        if found:
            yield found


def listing(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """Return the files of a zip with their names as they were meant."""
    return ((true_name(info), info) for info in archive.infolist() if not info.is_dir())


def true_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name with its letters as they were: without the flag for UTF-8 it may be that all the same, or a code page of DOS."""
    if info.flag_bits & 0x800 or info.filename.isascii():
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        other = raw.decode("cp850")
        letters = lambda text: sum(c.isalpha() and c < "\u0250" for c in text if not c.isascii())  # noqa: E731 — of Europe's alphabets
        return other if letters(other) > letters(info.filename) else info.filename


def open_zip(file, limit: int) -> zipfile.ZipFile:
    """Return the zip, if its table of contents is small enough to be read at all."""
    file.seek(0, os.SEEK_END)
    size = file.tell()
    file.seek(max(0, size - 66_000))
    tail = file.read(66_000)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22:
        file.seek(0)
        begins = file.read(max(map(len, OTHERS)))
        known = next((name for magic, name in OTHERS.items() if begins.startswith(magic)), "")
        raise AnswersError(
            f"It is a {known} file called a zip, and only zips can be opened." if known else "It is not a zip, or its end is missing."
        )
    table = struct.unpack("<I", tail[at + 12 : at + 16])[0]
    if table != 0xFFFFFFFF and table > limit or table == 0xFFFFFFFF and size > 4 * limit:
        raise AnswersError("Its table of contents is too large.")
    file.seek(0)
    return zipfile.ZipFile(file)


def member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, parts: tuple, stamp: str, budget: Budget) -> Found | None:
    names = tuple(name.replace("\\", "/").split("/"))
    here = (*parts, *(n for n in names if n not in ("", ".", "..")))
    if ".." in names or names[0] == "" or ":" in names[0]:
        return Refused(here, "has a path that leads out of the zip")
    if any(n in SKIP for n in names):
        return None
    if len(names) > MAX_DEPTH:
        return Refused(here, f"lies more than {MAX_DEPTH} folders deep")
    mode = stat.S_IFMT(info.external_attr >> 16)
    kind = kind_of(names[-1])
    if info.create_system == 3 and mode not in (0, stat.S_IFREG):
        return Refused(here, "is a link or a device and was not followed") if kind else Other(here)
    if info.flag_bits & 1:
        return Refused(here, LOCKED, Reason.LOCKED) if kind else Other(here)
    if not (kind := kind or kind_by_content(_start_of(archive, info), names[-1])):
        return None if junk(names[-1]) else Other(here)
    return Entry(here, f"{stamp}:{info.CRC:x}:{info.file_size}", lambda limit: budget.pay(_read_member(archive, info, limit)), kind=kind)


def _start_of(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(info) as file:
            return file.read(64)
    except DAMAGED:
        return b""


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
