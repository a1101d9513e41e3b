"""From the files of a submission to its records: the newest readable answer to each exercise, and a sentence on what could not be read."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field

from helpers.answers import (
    BOM,
    FOLDER,
    LATER,
    MAX_BYTES,
    MIME,
    NAME,
    SCHEMA,
    check_record,
    copies,
    is_copy_name,
    merge_newest,
    notebook_answers,
    parse,
)
from helpers.errors import AnswersError, why_not

from .find import Submission, files
from .names import plain_stem
from .safe_read import MAX_NOTEBOOK, NOTEBOOKS, Entry, Refused

MAX_TAIL = 4_000_000
_PLAIN = re.compile(r"[\w-]*")
_MARK = MIME.rpartition("/")[2].encode()  # JSON may write the slash as «\/»


@dataclass
class Collected:
    """`records[assignment][exercise]`; `problems` as (assignment or "", exercise or "", sentence); `units` that files name."""

    records: dict[str, dict[str, dict]] = field(default_factory=dict)
    spare: list[tuple[str, str, dict]] = field(default_factory=list)  # from copies such as «q2 (1).json»
    problems: list[tuple[str, str, str]] = field(default_factory=list)
    units: set[str] = field(default_factory=set)
    notebooks: int = 0
    came: bool = False  # whether there was anything at all to look at
    containers: set[str] = field(default_factory=set)  # units whose folder or hand-in copy was there, even if empty
    twice: bool = False
    later: set[tuple[str, str]] = field(default_factory=set)  # exercises of which another answer was saved later than the one that counts
    unsure: tuple | None = None
    stamp: str = ""


def collect_answers(submission: Submission, assignments: tuple[str, ...]) -> Collected:
    """Everything that counts in a submission. Whatever is not an answers file or a notebook is left alone."""
    got = Collected(came=bool(submission.places))
    digest = hashlib.sha256()
    for found in files(submission):
        named = _named(found.parts, assignments)
        if named:
            got.units.add(named)
        if isinstance(found, Refused):
            got.problems.append((named, "", f"{_shown(found.parts)} {found.why}."))
            continue
        digest.update(_stamp(found))
        try:
            if is_notebook := found.name.lower().endswith(NOTEBOOKS):
                _notebook(got, found, named, assignments)
            else:
                _record(got, found, named, assignments)
        except AnswersError as error:
            stem = "" if is_notebook else plain_stem(found.name)
            said = error.what if error.what.startswith(_shown(found.parts)) else f"{_shown(found.parts)}: {error.what}"
            got.problems.append((named, stem if NAME.fullmatch(stem) else "", said))
        except OSError as error:  # it may not be read, or went away meanwhile
            got.problems.append((named, "", f"{_shown(found.parts)} cannot be opened: {why_not(error)}."))
    for assignment, name, record in [s for s in got.spare if s[1] not in got.records.get(s[0], {})]:
        _keep(got, assignment, {name: record}, assignments)
    if got.unsure and not got.records:
        _check_unsure(got)
    got.unsure = None
    got.stamp = digest.hexdigest()
    return got


def stamp_of(submission: Submission) -> str:
    """What `Collected.stamp` would be now: it changes when a file comes, goes or changes. Reads no file."""
    digest = hashlib.sha256()
    for found in files(submission):
        if isinstance(found, Entry):
            digest.update(_stamp(found))
    return digest.hexdigest()


def _stamp(entry: Entry) -> bytes:
    return f"{entry.parts}{entry.stamp}".encode("utf-8", "surrogatepass")


def _named(parts: tuple[str, ...], assignments: tuple[str, ...]) -> str:
    """The unit that a path speaks of: the innermost folder or the file called by its name."""
    for part in reversed(parts):
        if part in assignments or (part := plain_stem(part)) in assignments:
            return part
    return next((a for a in assignments if a in parts[-1]), "")


def _shown(parts: tuple[str, ...]) -> str:
    """What a sentence calls a file: never by a name that says whose it is, for the report keeps learners' names out."""
    name = parts[-1].lower()
    if name.endswith(".json") and not name.endswith(NOTEBOOKS):
        return f"{_PLAIN.match(plain_stem(parts[-1]))[0][:64]}.json"
    kind = "notebook" if name.endswith(NOTEBOOKS) else "zip" if name.endswith(".zip") else ""
    return f"The {kind}" if kind else f"“{parts[-1][:60]}”" if len(parts) > 1 else "What was handed in"


def _record(got: Collected, entry: Entry, named: str, assignments: tuple[str, ...]) -> None:
    stem = plain_stem(entry.name)
    at_home = len(entry.parts) > 1 and entry.parts[-2] == FOLDER
    if "." in stem:
        return  # set aside earlier: «q1.damaged-….json»; or what a Mac leaves beside a file: «._q1.json»
    data = b""
    try:
        data = entry.read(MAX_BYTES)
        raw = parse(data, _shown(entry.parts))
    except AnswersError:
        if at_home or b'"assignment"' in data[:500]:  # the beginning of a saved answer
            raise
        return
    if not at_home and not (isinstance(raw, dict) and {"exercise", "answer"} <= set(raw)):
        return  # some other file of theirs
    copy_of = raw["exercise"] if isinstance(raw, dict) and is_copy_name(stem, raw.get("exercise")) else ""
    if not copy_of and not NAME.fullmatch(stem):
        return
    record = check_record(
        raw, _shown(entry.parts), named if at_home and len(entry.parts) > 2 and entry.parts[-3] == named else None, copy_of or stem
    )
    if copy_of:
        got.spare.append((record["assignment"], copy_of, record))
        return
    _keep(got, record["assignment"], {stem: record}, assignments)


def _notebook(got: Collected, entry: Entry, named: str, assignments: tuple[str, ...]) -> None:
    got.notebooks += 1
    try:
        data = entry.read(MAX_NOTEBOOK).removeprefix(BOM)
    except AnswersError:
        _salvage(got, entry.tail(MAX_TAIL), assignments)
        raise
    if _MARK in data:
        try:
            notebook = json.loads(data.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            _salvage(got, data[-MAX_TAIL:], assignments)
            raise AnswersError("It is damaged and cannot be read as a whole.") from None
        for assignment, names in _bundles(notebook):
            if assignment in assignments:
                copy = notebook_answers(notebook, assignment)
                _keep(got, assignment, copy, assignments)
                got.problems += [
                    (assignment, name, f"{_shown(entry.parts)}: the copy of {name} {_why_not(notebook, name)}.")
                    for name in sorted(names - set(copy))
                ]
    else:
        got.unsure = (entry.parts, data, named)


def _salvage(got: Collected, data: bytes, assignments: tuple[str, ...]) -> None:
    """The hand-in copy out of a notebook that is cut off, damaged or swollen with output: it stands near the end, and is JSON by itself."""
    text = data.decode("utf-8", "replace")
    for found in re.finditer(rf'(?<!\\)"{re.escape(MIME)}"\s*:\s*', text):
        try:
            copy, _ = json.JSONDecoder().raw_decode(text, found.end())
        except (ValueError, RecursionError):
            continue
        whole = {"cells": [{"outputs": [{"data": {MIME: copy}}]}]}
        for assignment, _ in _bundles(whole):
            if assignment in assignments:
                _keep(got, assignment, notebook_answers(whole, assignment), assignments)


def _why_not(notebook, name: str) -> str:
    found = [copy["answers"].get(name) for copy in copies(notebook) if isinstance(copy.get("answers"), dict)]
    forms = [one.get("schema") for one in found if isinstance(one, dict)]
    return LATER if any(type(form) is int and form > SCHEMA for form in forms) else "cannot be read"


def _bundles(notebook) -> list[tuple[str, set[str]]]:
    """What hand-in copies in a notebook say they hold: (unit, exercises), whether readable or not."""
    found = {}
    for copy in copies(notebook):
        if isinstance(copy.get("assignment"), str):
            answers = copy.get("answers")
            names = {n for n in answers if NAME.fullmatch(n)} if isinstance(answers, dict) else set()
            found.setdefault(copy["assignment"], set()).update(names)
    return sorted(found.items())


def _check_unsure(got: Collected) -> None:
    """A notebook without answers matters only where there are no answers at all: is it at least a notebook?"""
    parts, data, named = got.unsure
    try:
        if isinstance(json.loads(data.decode("utf-8", "replace")), dict):
            return
    except (ValueError, RecursionError):
        pass
    got.problems.append((named, "", f"{_shown(parts)}: It is damaged and cannot be read."))


def _keep(got: Collected, assignment: str, records: dict[str, dict], assignments: tuple[str, ...]) -> None:
    if assignment not in assignments:
        unknown = ("", "", f"There are answers to “{assignment[:60]}”, which is not a unit of this course.")
        got.problems += [unknown] if unknown not in got.problems else []
        return
    got.units.add(assignment)
    got.containers.add(assignment)
    before = got.records.get(assignment, {})
    got.twice |= any(name in before and before[name]["answer"] != record["answer"] for name, record in records.items())
    joined = got.records[assignment] = merge_newest(before, records)
    for name in before.keys() & records.keys():
        if max(_saved(before[name]), _saved(records[name])) > _saved(joined[name]) and before[name]["answer"] != records[name]["answer"]:
            got.later.add((assignment, name))


def _saved(record: dict) -> str:
    return record["saved"] if isinstance(record.get("saved"), str) else ""
