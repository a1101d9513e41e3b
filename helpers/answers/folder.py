"""All answers of one folder: those under their own names, copies under others, and what cannot be read, in sentences."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from helpers.errors import AnswersError

from .disk import FOLDER
from .one_look import seen_once
from .other_copies import age, is_copy_name, merge_newest
from .problem import Problem
from .record import NAME, check_record, read_record


def read_answers(folder: Path, assignment: str) -> tuple[dict[str, dict[str, Any]], list[Problem]]:
    """Return all readable records in a folder by exercise, and a problem for each file that is not readable."""
    records, problems = seen_once(("answers", folder, assignment), lambda: _read(folder, assignment))
    return dict(records), list(problems)


def _read(folder: Path, assignment: str) -> tuple[dict[str, dict[str, Any]], list[Problem]]:
    records: dict[str, dict[str, Any]] = {}
    problems: list[Problem] = []
    if folder.is_symlink():
        problems.append(Problem(f"The folder “{FOLDER}” is a link, so it is not read. Put a real folder in its place.", unit=assignment))
    elif folder.is_dir():
        for path in sorted(folder.glob("*.json")):
            if not NAME.fullmatch(path.stem):
                continue  # set aside earlier: «q1.damaged-….json»
            try:
                record = read_record(path, assignment)
                if record and is_copy_name(path.stem, record["exercise"]):
                    continue  # see `copied_answers`
                if record and record["exercise"] != path.stem:
                    check_record(record, path.name, assignment, path.stem)
                if record:
                    records[path.stem] = record
            except AnswersError as error:
                problems.append(Problem(str(error), path.stem, assignment, error.reason))
    return records, problems


def copied_answers(folder: Path, assignment: str) -> dict[str, dict[str, Any]]:
    """Return answers that lie under the name of a copy (another computer's, a sync service's), the newest of each. They count where they are newer."""
    return {name: record for name, (_, record) in copies_in(folder, assignment).items()}


def copies_in(folder: Path, assignment: str) -> dict[str, tuple[Path, dict[str, Any]]]:
    """By exercise the newest answer under the name of a copy, and its file."""
    found: dict[str, tuple[Path, dict[str, Any]]] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else ():
        try:
            record = read_record(path, assignment) if path.suffix.lower() == ".json" else None
        except AnswersError:
            continue
        name = record["exercise"] if record else ""
        if record and is_copy_name(path.stem, name) and (name not in found or age(record) > age(found[name][1])):
            found[name] = path, record
    return found


def newest_answers(folder: Path, assignment: str, inside: dict[str, dict[str, Any]]) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """Return the newest record of each exercise among its own file, copies under other names, and `inside` (the notebook's); sentences on copies that count."""
    there, _ = read_answers(folder, assignment)
    newest, told = merge_newest(there, inside), []
    for name, (path, record) in copies_in(folder, assignment).items():
        if name not in newest or age(record) > age(newest[name]):
            newest[name] = record
            told.append(f"{path.name} is a copy of {name}.json, and the newer answer; it counts.")
    return newest, told
