"""One saved answer: the form of a record, and reading what claims to be one. Follows no links, takes only plain files, and trusts nothing."""

from __future__ import annotations

import json
import math
import re
import stat
from pathlib import Path
from typing import Any

from helpers.errors import AnswersError, Reason, why_not

SCHEMA = 1
BOM = b"\xef\xbb\xbf"  # some editors put it in front
MAX_BYTES = 2_000_000  # a thousand times a long answer
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")  # of an exercise, and so of its file
MAX_DEPTH = 20  # no answer is nested deeper than six
MAX_REV = 2**53 - 1
PARTS = {
    "assignment": "the name of the unit",
    "exercise": "the name of the exercise",
    "rev": "the count of changes",
    "answer": "the answer itself",
}
AGAIN = "Answer this exercise again, or hand in another copy: the notebook, or the zip that its last cell makes."
LATER = "was saved by a newer version of the kit"
_HALVES = re.compile(rb"\\u[dD][89a-fA-F]")  # of a character, perhaps
_FORM = b'{}[]"\\'  # what the form of JSON shows in, and what can hide it in words
_WORDS = bytes(set(range(256)) - set(_FORM))
_HALF = re.compile("[\ud800-\udfff]")  # of a character; nothing that can be written


def read_record(path: Path, assignment: str | None = None, exercise: str | None = None) -> dict[str, Any] | None:
    """Return the record in a file, or None where there is none. AnswersError says in a sentence what is wrong with it."""
    try:
        info = path.lstat()
        if not stat.S_ISREG(info.st_mode):
            raise AnswersError(f"{path.name} is not a plain file, so it is not opened.", AGAIN)
        if info.st_size > MAX_BYTES:
            raise AnswersError(f"{path.name} is larger than any answer can be ({info.st_size:,} bytes), so it is not read.", AGAIN)
        raw = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise AnswersError(f"{path.name} cannot be opened: {why_not(error)}.", "Check who may read the folder.") from None
    return check_record(parse(raw, path.name), path.name, assignment, exercise, raw)


def check_record(record: Any, name: str, assignment: str | None = None, exercise: str | None = None, raw: bytes = b"") -> dict[str, Any]:
    """Return a record of the present schema, or AnswersError. Older schemas are brought up to date here.

    `raw`: the bytes that `parse` made it from, where they are at hand: most can be seen to hold nothing odd without a walk through the answer.
    """
    if not isinstance(record, dict):
        raise AnswersError(f"{name} does not hold an answer.", AGAIN)
    version = record.get("schema")
    if type(version) is int and version > SCHEMA:
        raise AnswersError(f"{name} {LATER} (form {version}).", "Update the kit, then run the cell again.", Reason.NEWER_KIT)
    if type(version) is int and version == 0:
        record = {"rev": 1, "writer": "", "saved": "", **record, "schema": SCHEMA}
    elif type(version) is not int or version != SCHEMA:
        raise AnswersError(f"{name} does not say in which form it was saved, as each answer of this kit does.", AGAIN)
    for key, kind in (("assignment", str), ("exercise", str), ("rev", int), ("answer", dict)):
        if not isinstance(record.get(key), kind) or isinstance(record.get(key), bool):
            raise AnswersError(f"{name} is damaged: {PARTS[key]} is missing in it or cannot be read.", AGAIN)
    if not 0 <= record["rev"] <= MAX_REV:
        raise AnswersError(f"{name} is damaged: {PARTS['rev']} is impossible.", AGAIN)
    if assignment is not None and record["assignment"] != assignment:
        raise AnswersError(f"{name} belongs to “{record['assignment'][:60]}”, not to “{assignment}”.")
    if exercise is not None and record["exercise"] != exercise:
        raise AnswersError(f"{name} belongs to exercise “{record['exercise'][:60]}”, not to “{exercise}”.")
    try:
        checked: dict[str, Any] = record if type(record) is dict and (raw and _looks_plain(raw) or _is_plain(record)) else plain(record)
        return checked
    except ValueError as error:
        raise AnswersError(f"{name} does not hold an answer: {error}.", AGAIN) from None


def _looks_plain(raw: bytes) -> bool:
    """Whether JSON that `parse` has read can hold no half characters and no deep nesting, seen from its bytes alone.

    Brackets in words, and escapes that could hide a quotation mark, are left to whoever walks through the answer.
    """
    if _HALVES.search(raw):
        return False
    form = raw.replace(b"\\u", b"").replace(b"\\n", b"").translate(None, _WORDS).replace(b'""', b"")
    if b'"' in form or b"\\" in form:
        return False
    for _ in range(MAX_DEPTH // 2):  # each takes away one level of either kind of bracket
        if not form:
            break
        form = form.replace(b"{}", b"").replace(b"[]", b"")
    return not form


def _is_plain(record: dict[str, Any]) -> bool:
    """Whether `plain` would find nothing to change in parsed JSON and nothing to refuse, as nearly always; seen level by level, without a copy."""
    level: list[Any] = [record]
    for _ in range(MAX_DEPTH):
        below = []
        for one in level:
            if type(one) is dict:
                if not "".join(one).isascii():
                    return False
                one = one.values()
            for value in one:
                kind = type(value)
                if kind is str:
                    if not value.isascii() and _HALF.search(value):
                        return False
                elif kind is dict or kind is list:
                    below.append(value)
                elif kind is float and not math.isfinite(value):
                    return False
        if not below:
            return True
        level = below
    return False


def plain(value: Any, depth: int = 0) -> Any:
    """Return the value with lone surrogates replaced (half an emoji, which no file and no page can hold); ValueError for what is no plain data."""
    if depth > MAX_DEPTH:
        raise ValueError("it is nested too deep")
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):  # numbers and plain words are most of what there is, so they are not asked twice
        return {
            k if type(k) is str and k.isascii() else plain(k, depth): v
            if type(v) is int or type(v) is str and v.isascii()
            else plain(v, depth + 1)
            for k, v in value.items()
        }
    if isinstance(value, list):
        return [plain(v, depth + 1) for v in value]
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("it has a number without end")
    return value


def parse(raw: bytes, name: str) -> Any:
    """Return the JSON of a file called `name`; AnswersError says in plain words how it is damaged."""
    try:
        text = raw.removeprefix(BOM).decode("utf-8")
        try:
            return _FINITE.decode(text)
        except _Endless:
            record = _DECODER.decode(text)
            return _Odd(record) if isinstance(record, dict) else record
    except (ValueError, RecursionError, OverflowError) as error:
        raise AnswersError(f"{name} is damaged: {_damage(raw, error)}.", AGAIN) from None


def _refuse(constant: str) -> None:
    raise OverflowError(constant)


class _Endless(Exception):
    """A number without end was met."""


class _Odd(dict[str, Any]):
    """Parsed JSON that holds a number without end."""


def _finite(digits: str) -> float:
    if math.isfinite(number := float(digits)):
        return number
    raise _Endless


_DECODER = json.JSONDecoder(parse_constant=_refuse)
_FINITE = json.JSONDecoder(parse_constant=_refuse, parse_float=_finite)


def _damage(raw: bytes, error: BaseException) -> str:
    """What is wrong with a file, for people who never saw one from inside."""
    if not raw.strip(b"\0 \t\r\n"):
        return "it is empty"
    if isinstance(error, UnicodeDecodeError) and error.end < len(raw) or raw.count(0) > 1:
        return "what stands in it is not text"
    if raw.lstrip()[:1] not in (b"{", b"["):
        return "it holds something else than an answer"
    if isinstance(error, UnicodeDecodeError):
        return "it breaks off in the middle"
    if isinstance(error, json.JSONDecodeError):
        left = error.doc[error.pos :].strip()
        cut = not left or error.msg.startswith("Unterminated string") or (len(left) < 5 and error.msg.startswith("Expecting"))
        return "it breaks off in the middle" if cut else "part of it was changed or overwritten"
    return "it holds something that no answer can hold"
