"""A submission's results as they are kept: each as its line of the details file, and beside it what its row in the table of marks needs.

A line is written once, where the marking is done, and copied from then on: nobody reads a class's answers again before the report does.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from .collect.find import Submission
from .sanitize import cell

KEEP_ANSWER = 60_000  # characters of an answer that go into the details file
HEAD = ("learner", "lms_id", "unit", "status", "points", "max_points", "teacher_points", "answered", "asked", "sentence")
OWN = ("learner", "lms", "lms_id", "name")  # what tells apart learners who both handed in nothing; in the order of a line
GAP = "\0"
_json = json.JSONEncoder(sort_keys=True).encode


class Row(NamedTuple):
    """What the table of marks says of one result: its values under HEAD, and the points by exercise."""

    head: list
    marks: dict

    @property
    def unit(self) -> str:
        return self.head[2]

    @property
    def status(self) -> str:
        return self.head[3]

    def cells(self, ids: list[str]) -> list[str]:
        return [cell(v) for v in self.head] + [cell(self.marks[i]) if i in self.marks else "" for i in ids]


class Kept(NamedTuple):
    """All results of one submission; `stamp` changes with its files."""

    stamp: str
    rows: list[Row]
    lines: list[str]


def kept(results: list[dict]) -> Kept:
    return Kept(results[0]["stamp"], [_row(r) for r in results], [_line(r) for r in results])


def _row(result: dict) -> Row:
    return Row([result[name] for name in HEAD], {i: one["points"] for i, one in result["exercises"].items() if "points" in one})


def _line(result: dict) -> str:
    result = {k: v for k, v in result.items() if k != "stamp"}
    line = _json(result)
    if len(line) > KEEP_ANSWER:
        short = lambda one: {k: v for k, v in one.items() if k != "answer" or len(_json(v)) <= KEEP_ANSWER}  # noqa: E731
        line = _json({**result, "exercises": {i: short(one) for i, one in result["exercises"].items()}})
    return line


class Missing:
    """What learners get for a unit that others handed in and they did not: alike for all but in who they are, so it is written once with gaps."""

    def __init__(self, results: dict[str, dict], ids: list[str]):
        """`results`: of each unit the result of a learner whose OWN are all GAP."""
        self.status = {unit: result["status"] for unit, result in results.items()}
        self.cells = {unit: _row(result).cells(ids)[2:] for unit, result in results.items()}
        self.parts = {unit: _line(result).split(_json(GAP)) for unit, result in results.items()}

    def of(self, submission: Submission, unit: str) -> tuple[str, list[str], str]:
        """Status, the cells of the row, and the line."""
        own = [_json(getattr(submission, name)) for name in OWN]
        line = "".join(x for pair in zip(self.parts[unit], [*own, ""]) for x in pair)
        return self.status[unit], [cell(submission.learner), cell(submission.lms_id), *self.cells[unit]], line
