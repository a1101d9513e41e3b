"""A submission's results as they are kept: each as its line of the details file, and beside it what its row in the table of marks needs.

A line is written once, where the marking is done, and copied from then on: nobody reads a class's answers again before the report does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from helpers.errors import KitError

from .collect.places import Submission
from .tables import cell, visible

KEEP_ANSWER = 60_000  # characters of an answer that go into the details file
HEAD = (
    "learner",
    "lms_id",
    "unit",
    "status",
    "points",
    "max_points",
    "teacher_points",
    "answered",
    "asked",
    "class",
    "late",
    "signed",
    "sentence",
)
_SIGNED = HEAD.index("signed")
TITLES = {"asked": "exercises"}  # of the columns, where a result's own word would not be understood
OWN = ("class", "learner", "lms", "lms_id", "name")  # what tells apart learners who both handed in nothing; in the order of a line
GAP = "\0"
_GAP_CELL = cell(GAP)
_json = json.JSONEncoder(sort_keys=True, check_circular=False).encode  # answers come from JSON, where nothing holds itself


def details_path(out: Path) -> Path:
    return out.with_name(f"{out.stem}.details.jsonl")


def read_details(path: Path) -> Iterator[dict]:
    """Yield first the heading, then the results, one by one, from a details file (or from the marks.csv beside it)."""
    where = path if path.suffix == ".jsonl" else details_path(path)
    try:
        with open(where, encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)
    except FileNotFoundError:
        raise KitError(f"{where.name} is not beside {path.name}.", "Run `who-says-so grade` first; it writes both files.") from None
    except (ValueError, OSError):
        raise KitError(f"{where.name} cannot be read.", "Run `who-says-so grade` again.") from None


def head_of(ids: list[str]) -> list[str]:
    """Return the heading of the table of marks; `ids` are the exercises that the machine marks."""
    return [*(TITLES.get(name, name) for name in HEAD), *ids]


def most_of(course, units: list[str]) -> dict[str, dict[str, list[float]]]:
    """Unit → exercise → the most that the machine gives and the most that the teacher gives, where there is anything to give."""
    return {
        u: {
            t.exercise.id: [t.exercise.points, t.exercise.manual_points]
            for t in course.units.get(u, ())
            if t.exercise.points or t.exercise.manual_points
        }
        for u in units
    }


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

    @property
    def signed(self) -> str:
        return self.head[_SIGNED]

    def cells(self, ids: list[str]) -> list[str]:
        return [cell(v) for v in self.head] + [cell(self.marks[i]) if i in self.marks else "" for i in ids]


class Kept(NamedTuple):
    """All results of one submission; `stamp` changes with its files."""

    stamp: str
    rows: list[Row]
    lines: list[str]
    saved: list[str] = []  # signs of the saved answers that count, to tell whose are the same
    crowd: int = 0  # how many people's it seems to be, where it is not one's


def kept(results: list[dict]) -> Kept:
    saved = [sign for r in results for sign in r.get("saved", ())]
    return Kept(results[0]["stamp"], [row_of(r) for r in results], [_line(r) for r in results], saved, results[0].get("crowd", 0))


def same_as(learners: list[str], more: int = 0) -> str:
    """Return a careful sentence on learners who have the very same saved answers; it changes no mark."""
    names = ", ".join(f"“{visible(name)}”" for name in learners) + (f" and {more} more" if more else "")
    return f"The same saved answers as {names}: it may be one computer used by two."


def maybe_under(names: list[str]) -> str:
    """Return a sentence for somebody of the class list without work, on work that nobody of the list is known to have."""
    return f"It may have come under another name: {_some_of(names)}. If so, call it after its learner, and mark again."


def unlisted(names: list[str]) -> str:
    """Return a sentence for work whose name is not on the class list; `names`: who on it may be meant."""
    return "Nobody on the class list is called so." + (f" It may mean {_some_of(names)}." if names else "")


HINTS = {"alike": same_as, "maybe": maybe_under, "unlisted": unlisted}  # kept as names, so that a report without names can leave them out


def hinted(done: Kept, kind: str, learners: list[str], more: int = 0) -> Kept:
    """Return the results with one of the HINTS in the table, and the learners that it names in the details."""
    said = HINTS[kind](learners, more) if more else HINTS[kind](learners)
    rows = [Row([*r.head[:-1], f"{r.head[-1]} {said}"], r.marks) for r in done.rows]
    return done._replace(rows=rows, lines=[_line({**json.loads(line), kind: learners}) for line in done.lines])


def _some_of(names: list[str], most: int = 3) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(f"“{visible(name)}”" for name in names[:most]) + more


def row_of(result: dict) -> Row:
    shown = {
        "signed": "",
        **result,
        "late": "late" if result["late"] else "",
        "sentence": f"{result['sentence']} {result.get('note', '')}".strip(),
    }
    return Row([shown[name] for name in HEAD], {i: one["points"] for i, one in result["exercises"].items() if "points" in one})


def _line(result: dict) -> str:
    result = {k: v for k, v in result.items() if k not in ("stamp", "saved", "crowd") and (k != "note" or v)}
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
        self.cells = {unit: row_of(result).cells(ids)[2:] for unit, result in results.items()}
        self.classes = {unit: [n for n, c in enumerate(cells, 2) if c == _GAP_CELL] for unit, cells in self.cells.items()}
        self.parts = {unit: [x for part in _line(result).split(_json(GAP)) for x in (part, "")] for unit, result in results.items()}
        self._who: tuple[Submission | None, list[str], list[str], str] = (None, [], [], "")

    def of(self, submission: Submission, unit: str) -> tuple[str, list[str], str]:
        """Status, the cells of the row, and the line."""
        if self._who[0] is not submission:  # the same for every unit
            own = [_json(getattr(submission, "group" if name == "class" else name)) for name in OWN]
            self._who = submission, [*own, ""], [cell(submission.learner), cell(submission.lms_id)], cell(submission.group)
        _, own, first, group = self._who
        cells, line = [*first, *self.cells[unit]], self.parts[unit]
        for n in self.classes[unit]:
            cells[n] = group
        line[1::2] = own
        return self.status[unit], cells, "".join(line)
