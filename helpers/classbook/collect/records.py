"""From the files of a submission to its records: the newest readable answer to each exercise, and a sentence on what could not be read."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from functools import lru_cache

from helpers.answers import BOM, FOLDER, LATER, MAX_BYTES, MIME, NAME, Problem, check_record, is_copy_name, notebook_answers, parse
from helpers.errors import AnswersError, Reason, why_not

from .limits import MAX_NOTEBOOK, Budget, Entry, Other, OverBudget, Refused
from .merging import Spare, merge
from .names import plain_name, plain_stem
from .notebook_copies import MOST_LOST, bundles, why_not_readable
from .places import Submission, files
from .salvage import salvaged
from .taken_along import FORMAT, answers_in, is_taken_along
from .whose import Source

MAX_TAIL = 4_000_000
UNREADABLE_COPY = {Reason.NEWER_KIT: LATER, Reason.DAMAGED: "cannot be read"}
LESSONS = "lessons"  # what learners answer in lessons is kept the same way, and nobody marks it
_PLAIN = re.compile(r"[\w-]*")
_MARK = MIME.rpartition("/")[2].encode()  # JSON may write the slash as «\/»


@dataclass
class Collected:
    """`records[assignment][exercise]`; `problems` with what could not be read; `units` that files name."""

    records: dict[str, dict[str, dict]] = field(default_factory=dict)
    sources: dict[tuple, Source] = field(default_factory=dict)  # (unit, folder, notebook's name or "") → what came from there
    spare: list[Spare] = field(default_factory=list)  # from copies such as «q2 (1).json»
    problems: list[Problem] = field(default_factory=list)
    units: set[str] = field(default_factory=set)
    notebooks: int = 0
    came: bool = False  # whether there was anything at all to look at
    others: list[str] = field(default_factory=list)  # files of other kinds, by their own names
    containers: set[str] = field(default_factory=set)  # units whose folder or hand-in copy was there, even if empty
    twice: bool = False
    later: set[tuple[str, str]] = field(default_factory=set)  # exercises of which another answer was saved later than the one that counts
    notes: list[str] = field(default_factory=list)  # hints for the teacher; they change no mark
    crowd: int = 0  # of how many people notebooks of one unit seem to be; 0 where there is no doubt
    unsure: tuple | None = None
    stamp: str = ""


def collect_answers(submission: Submission, assignments: tuple[str, ...]) -> Collected:
    """Return everything that counts in a submission. Whatever is not an answers file or a notebook is left alone."""
    got = Collected(came=bool(submission.places))
    digest = hashlib.sha256()
    if submission.refused:
        got.problems.append(Problem(submission.refused, reason=Reason.WHOSE))
        got.stamp = hashlib.sha256(submission.refused.encode()).hexdigest()
        return got
    try:
        _read_all(got, submission, assignments, digest)
    except OverBudget as error:
        got.records.clear(), got.sources.clear(), got.spare.clear(), got.problems.clear(), got.units.clear(), got.containers.clear()
        got.problems.append(Problem(f"It was given up: {str(error)[:1].lower()}{str(error)[1:]}."))
        return got
    merge(got, same_owner=bool(submission.lms))
    if got.unsure and not got.records:
        _check_unsure(got)
    got.unsure = None
    got.stamp = digest.hexdigest()
    return got


def _read_all(got: Collected, submission: Submission, assignments: tuple[str, ...], digest) -> None:
    budget = Budget()
    for found in files(submission, budget):
        named = _named(found.parts, assignments)
        if isinstance(found, Other):
            got.others.append(plain_name(found.parts[-1]))
            continue
        if named:
            got.units.add(named)
        if isinstance(found, Refused):
            got.problems.append(Problem(f"{_called(found.parts)} {found.why}.", unit=named, reason=found.reason))
            continue
        digest.update(_stamp(found))
        try:
            _one_file(got, found, named, assignments)
        except AnswersError as error:
            stem = "" if found.kind == "notebook" else plain_stem(found.name)
            said = error.what if error.what.startswith(_called(found.parts)) else f"{_called(found.parts)}: {error.what}"
            got.problems.append(Problem(said, stem if NAME.fullmatch(stem) else "", named, error.reason))
        except OSError as error:  # it may not be read, or went away meanwhile
            got.problems.append(Problem(f"{_called(found.parts)} cannot be opened: {why_not(error)}.", unit=named))


def fingerprint(submission: Submission) -> str:
    """Return what `Collected.stamp` would be now: it changes when a file comes, goes or changes. Reads no file."""
    if submission.refused:
        return hashlib.sha256(submission.refused.encode()).hexdigest()
    digest = hashlib.sha256()
    try:
        for found in files(submission):
            if isinstance(found, Entry):
                digest.update(_stamp(found))
    except OverBudget:
        return ""
    return digest.hexdigest()


def _stamp(entry: Entry) -> bytes:
    return f"{entry.parts}{entry.stamp}".encode("utf-8", "surrogatepass")


def _named(parts: tuple[str, ...], assignments: tuple[str, ...]) -> str:
    """The unit that a path speaks of: the innermost folder or the file called by its name."""
    for part in reversed(parts):
        if part in assignments or (part := plain_stem(part)) in assignments:
            return part
    return next((a for a in assignments if a in parts[-1]), "")


def _called(parts: tuple[str, ...]) -> str:
    """What a sentence calls a file: never by a name that says whose it is, for the report keeps learners' names out."""
    return _in_sentences(parts[-1], len(parts) > 1)


@lru_cache(maxsize=256)  # asked of every file, and q1.json is in every folder
def _in_sentences(given: str, inside: bool) -> str:
    name = given.lower()
    kind = "notebook" if ".ipynb" in name else "zip" if name.endswith(".zip") else ""
    if ".json" in name and not kind:
        return f"{_PLAIN.match(plain_stem(given))[0][:64]}.json"
    return f"The {kind}" if kind else f"“{given[:60]}”" if inside else "What was handed in"


def _one_file(got: Collected, entry: Entry, named: str, assignments: tuple[str, ...]) -> None:
    if entry.kind == "notebook":
        _notebook(got, entry, named, assignments)
        return
    if entry.kind == "json":  # an odd ending: only the content can tell
        data = entry.read(MAX_NOTEBOOK)
        if b'"cells"' in data or _MARK in data:
            _notebook(got, entry._replace(read=lambda limit: data), named, assignments)
            return
        if b'"assignment"' not in data[:2000]:
            got.others.append(plain_name(entry.name))
            return
        entry = entry._replace(read=lambda limit: data)
    _record(got, entry, named, assignments)


def _record(got: Collected, entry: Entry, named: str, assignments: tuple[str, ...]) -> None:
    at_home = len(entry.parts) > 1 and entry.parts[-2] == FOLDER
    stem = plain_stem(entry.name).partition(".json")[0]
    if "." in stem and ".sync-conflict-" not in stem:
        return  # set aside earlier: «q1.damaged-….json»; or what a Mac leaves beside a file: «._q1.json»
    data = b""
    try:
        data = entry.read(MAX_BYTES if at_home else MAX_NOTEBOOK)
        if not at_home and len(data) > MAX_BYTES and b'"cells"' not in data and FORMAT.encode() not in data[:200]:
            return
        raw = parse(data, _called(entry.parts))
    except AnswersError:
        if at_home or b'"assignment"' in data[:500]:  # the beginning of a saved answer
            raise
        return
    if not at_home and isinstance(raw, dict) and isinstance(raw.get("cells"), list):
        _notebook(got, entry._replace(read=lambda limit: data), named, assignments)
        return
    if not at_home and is_taken_along(raw):
        got.notebooks += 1
        for unit, records in answers_in(raw, assignments, got.problems).items():
            _keep(got, unit, records, assignments, entry.parts[:-1], entry.name)
        return
    if not at_home and not (isinstance(raw, dict) and {"exercise", "answer"} <= set(raw)):
        return  # some other file of theirs
    copy_of = raw["exercise"] if isinstance(raw, dict) and is_copy_name(stem, raw.get("exercise")) else ""
    if not copy_of and not NAME.fullmatch(stem):
        return
    record = check_record(
        raw, _called(entry.parts), named if at_home and len(entry.parts) > 2 and entry.parts[-3] == named else None, copy_of or stem, data
    )
    folder = entry.parts[:-2] if at_home else entry.parts[:-1]
    if copy_of:
        got.spare.append(Spare(record["assignment"], folder, copy_of, record))
    _keep(got, record["assignment"], {} if copy_of else {stem: record}, assignments, folder)


def _notebook(got: Collected, entry: Entry, named: str, assignments: tuple[str, ...]) -> None:
    got.notebooks += 1
    folder, name = entry.parts[:-1], entry.name
    try:
        data = entry.read(MAX_NOTEBOOK).removeprefix(BOM)
    except AnswersError:
        _salvage(got, entry.tail(MAX_TAIL), assignments, folder, name)
        raise
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):  # as some editors of Windows save
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    if _MARK not in data:
        got.unsure = (entry.parts, data, named)
        return
    try:
        notebook = json.loads(data.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        _salvage(got, data[-MAX_TAIL:], assignments, folder, name)
        raise AnswersError("It is damaged and cannot be read as a whole.") from None
    for assignment, names in bundles(notebook):
        if assignment in assignments:
            copy = notebook_answers(notebook, assignment)
            _keep(got, assignment, copy, assignments, folder, name)
            lost = sorted(names - set(copy))
            why = why_not_readable(notebook, lost) if lost else {}
            got.problems += [
                Problem(f"{_called(entry.parts)}: the copy of {name} {UNREADABLE_COPY[why[name]]}.", name, assignment, why[name])
                for name in lost[:MOST_LOST]
            ]


def _salvage(got: Collected, data: bytes, assignments: tuple[str, ...], folder: tuple, name: str) -> None:
    for copy in salvaged(data):
        whole = {"cells": [{"outputs": [{"data": {MIME: copy}}]}]}
        for assignment, _ in bundles(whole):
            if assignment in assignments:
                _keep(got, assignment, notebook_answers(whole, assignment), assignments, folder, name)


def _check_unsure(got: Collected) -> None:
    """A notebook without answers matters only where there are no answers at all: is it at least a notebook?"""
    parts, data, named = got.unsure
    try:
        if isinstance(json.loads(data.decode("utf-8", "replace")), dict):
            return
    except (ValueError, RecursionError):
        pass
    got.problems.append(Problem(f"{_called(parts)}: It is damaged and cannot be read.", unit=named))


def _keep(
    got: Collected, assignment: str, records: dict[str, dict], assignments: tuple[str, ...], folder: tuple, notebook: str = ""
) -> None:
    if assignment not in assignments:
        unknown = Problem(f"There are answers to “{assignment[:60]}”, which is not a unit of this course.")
        got.problems += [unknown] if unknown not in got.problems and assignment != LESSONS else []
        return
    got.units.add(assignment)
    got.containers.add(assignment)
    at = (assignment, folder, notebook)
    source = got.sources.get(at) or got.sources.setdefault(at, Source(assignment, folder, notebook))
    source.add(records)
