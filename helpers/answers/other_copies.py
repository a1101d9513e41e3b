"""Copies of answers: those that a notebook carries in its outputs, files under the name of a copy, and which of two is newer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpers.errors import AnswersError

from .record import NAME, check_record

MIME = "application/vnd.who-says-so.answers+json"


def merge_newest(one: dict[str, dict[str, Any]], other: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return two collections joined; per exercise the higher revision counts, of equals the later one."""
    joined = dict(one)
    for name, record in other.items():
        if name not in joined or age(record) > age(joined[name]):
            joined[name] = record
    return joined


def age(record: dict[str, Any]) -> tuple[Any, ...]:
    """Return what makes one of two records the newer: more changes, then the later time."""
    return record["rev"], str(record.get("saved", ""))


def copies(notebook: Any) -> Iterator[dict[str, Any]]:
    """Yield what hand-in cells left in the outputs of a notebook (parsed JSON, of whatever shape), unchecked."""
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    for cell in cells if isinstance(cells, list) else []:
        outputs = cell.get("outputs") if isinstance(cell, dict) else None
        for output in outputs if isinstance(outputs, list) else []:
            data = output.get("data") if isinstance(output, dict) else None
            copy = data.get(MIME) if isinstance(data, dict) else None
            if isinstance(copy, dict):
                yield copy


def notebook_answers(notebook: dict[str, Any], assignment: str) -> dict[str, dict[str, Any]]:
    """Return the answers that a notebook (parsed JSON) carries in the output of its hand-in cell; unreadable ones are left out."""
    found: dict[str, dict[str, Any]] = {}
    for copy in copies(notebook):
        records = copy.get("answers")
        for name, record in records.items() if isinstance(records, dict) else ():
            try:
                one = check_record(record, f"the copy of {str(name)[:60]}", assignment, name)
            except AnswersError:
                continue
            if NAME.fullmatch(name) and (name not in found or age(one) > age(found[name])):
                found[name] = one
    return found


def is_copy_name(stem: str, name: Any) -> bool:
    """Return whether an answer to the exercise `name` lies under the name of a copy: «q2 (1)», «q2 2», «Copy of q2», «q2-LAPTOP», «Q2»,
    «q2 (conflicted copy …)», «q2.sync-conflict-…»."""
    if not isinstance(name, str) or name == stem or not NAME.fullmatch(name):
        return False
    stem, dot, rest = stem.lower().partition(".")
    if dot and not rest.startswith("sync-conflict-") and "conflicted copy" not in f"{stem}.{rest}":
        return False  # set aside by ourselves: «q1.damaged-…»
    return bool(re.search(rf"(?<![a-z0-9]){re.escape(name.lower())}(?![a-z0-9])", stem))
