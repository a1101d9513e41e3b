"""The teacher's own points: `given.csv` beside the marks, a row for each learner and exercise, typed in any spreadsheet.

A row on an exercise that the teacher marks gives its points; a row on one that the machine has marked replaces the machine's points. The file is
the teacher's: grading never touches it, and `report` only adds rows at its end for answers that have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path

from helpers.errors import KitError
from helpers.text import some

from ..edits import given_path
from ..results import read_details
from ..tables import number, read_table, visible
from .called import Called, plain_cell
from .other_marks import OtherMarks

HEAD = ["learner", "unit", "exercise", "points", "of", "comment"]
NEEDED = ("learner", "exercise", "points")


@dataclass(frozen=True)
class Points:
    """What a teacher gave for one answer; `points` None: a comment alone."""

    points: float | None
    comment: str = ""


@dataclass
class Given:
    """All rows of a given.csv that say something; `worth[unit][exercise]` = most of the machine, most of the teacher."""

    worth: dict = field(default_factory=dict)
    rows: dict[tuple[str, str, str], Points] = field(default_factory=dict)

    def of(self, learner: str, unit: str, exercise: str) -> Points | None:
        return self.rows.get((learner, unit, exercise))

    def by_hand(self, unit: str) -> list[str]:
        """Return the exercises of a unit that the teacher marks."""
        return [i for i, (_, most) in self.worth.get(unit, {}).items() if most]

    def added(self, result: dict) -> float | None:
        """Return what the teacher's points add to a result's machine points: given where the teacher marks, the difference elsewhere. None: nothing given."""
        found = []
        for exercise, (_, most) in self.worth.get(result["unit"], {}).items():
            one = self.of(result["learner"], result["unit"], exercise)
            if one and one.points is not None:
                found.append(one.points - (0 if most else result["exercises"].get(exercise, {}).get("points", 0.0)))
        return round(sum(found), 4) if found else None

    def total(self, result: dict) -> float | None:
        """Machine and teacher together; None: no mark at all."""
        added = self.added(result)
        return result["points"] if added is None else round((result["points"] or 0.0) + added, 4)

    def open(self, result: dict) -> int:
        """Return how many written answers wait for the teacher's points."""
        told = [
            self.of(result["learner"], result["unit"], i)
            for i in self.by_hand(result["unit"])
            if "answer" in result["exercises"].get(i, {})
        ]
        return sum(one is None or one.points is None for one in told)


def read_given(marks: Path) -> Given:
    """Return the teacher's points that belong to these marks. KitError with the row where one cannot be right; no file: no points."""
    results = read_details(marks)
    head = next(results, {})
    worth = head.get("worth", {})
    path = given_path(marks)
    if not path.is_file():
        return Given(worth)
    called = Called(results, head.get("renamed", {}))
    given, others = Given(worth), OtherMarks(marks)
    rows = list(_rows(path))
    called.look_at(row["learner"] for _, row in rows)
    theirs: Called | None = None
    faults = []
    for line, row in rows:
        if not (row["points"] or row["comment"]):
            continue
        try:
            _take(given, row, called)
        except KitError as error:
            theirs = theirs or Called(r for _, r in others.results())
            if not called.knows(row["learner"]) and theirs.knows(row["learner"]):
                continue  # two classes share the table
            faults.append(f"{path.name}, row {line}: {error.what} {error.next_step}".strip())
    if faults:
        more = f" ({some(len(faults) - 1, 'more row')} cannot be right either.)" if len(faults) > 1 else ""
        other = (
            ""
            if given.rows
            else f" If it belongs to other marks in this folder, call it after them: for instance {path.with_name('7a.given.csv').name} beside 7a.csv."
        )
        raise KitError(faults[0] + more, f"Change it there, save it as CSV, and give the command again.{other}")
    if path.name == "given.csv":
        _refuse_namesakes(given, marks, others)
    return given


def _refuse_namesakes(given: Given, marks: Path, others: OtherMarks) -> None:
    """KitError where a row of a table that several marks share can mean two people."""
    if not given.rows or not others.results():
        return
    results = read_details(marks)
    next(results, None)
    for result in results:
        for exercise, kept in result["exercises"].items():
            one = given.of(result["learner"], result["unit"], exercise)
            if one and "answer" in kept and (other := others.namesake(result["learner"], result["unit"], exercise, kept["answer"])):
                raise KitError(
                    f"{given_path(marks).name} has a row for “{visible(result['learner'])}”, {exercise}, and {marks.name} and {other} both hold somebody "
                    "of this name, with different answers.",
                    f"Nobody can say whose points these are. Give each its own table: {marks.stem}.given.csv for {marks.name}.",
                )


def _rows(path: Path) -> Iterable[tuple[int, dict]]:
    head, *rows = read_table(path) or [[]]
    titles = [h.strip().lower() for h in head]
    if missing := [n for n in NEEDED if n not in titles]:
        raise KitError(f"{path.name} has no column “{missing[0]}”.", f"Its first row must be: {', '.join(HEAD)}.")
    for line, row in enumerate(rows, 2):
        if any(_swallowed(cell.splitlines()[n > 0 :], titles) for n, cell in enumerate(row)):
            raise KitError(
                f"{path.name}, row {line}: a quotation mark opens there and is not closed, so the rows below it would not count.",
                "Take it out or close it, save the table as CSV, and give the command again.",
            )
        yield line, {**dict.fromkeys(HEAD, ""), **{t: v.strip() for t, v in zip(titles, row)}}


def _swallowed(lines: list[str], titles: list[str]) -> bool:
    """Whether what stands in one cell are rows of the table: as many cells, and where the exercise stands one short word such as q9."""
    at = titles.index("exercise")
    for line in lines:
        parts = line.split(max(",;\t", key=line.count))
        if at < len(parts) and len(parts) >= max(3, len(titles) - 1) and re.fullmatch(r"\s*[A-Za-z]+[\w-]*\d\s*", parts[at]):
            return True
    return False


def _take(given: Given, row: dict, called: Called) -> None:
    unit, exercise = _exercise(given, row)
    if not unit:
        return  # of a unit whose marks are elsewhere
    learner = called.learner(row["learner"])
    machine, teacher = given.worth[unit][exercise]
    points = _points(row["points"], exercise, teacher or machine) if row["points"] else None
    before = given.of(learner, unit, exercise)
    if before and before.points is not None and points is not None and before.points != points:
        raise KitError(
            f"{row['learner']} has two rows for {exercise}, with {number(before.points)} and {number(points)} points.", "Keep one."
        )
    said = [before.comment] if before else []
    comment = " ".join(dict.fromkeys(filter(None, [*said, row["comment"]])))
    given.rows[learner, unit, exercise] = Points(before.points if before and points is None else points, comment)


def _exercise(given: Given, row: dict) -> tuple[str, str]:
    said = " ".join(filter(None, (row["unit"], row["exercise"]))).replace(",", " ").split()
    unit = next((u for u in given.worth if any(plain_cell(u) == plain_cell(w) for w in said)), "")
    if len(said) > 1 and not unit and row["unit"]:
        return "", ""
    name = said[-1] if said else ""
    units = [unit] if unit else list(given.worth)
    found = [(u, i) for u in units for i in given.worth[u] if plain_cell(i) == plain_cell(name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise KitError(f"“{name}” is an exercise of {some(len(found), 'unit')}.", f"Add a column “unit”: {', '.join(u for u, _ in found)}.")
    there = ", ".join(i for u in units for i in (given.by_hand(u) or given.worth[u]))
    raise KitError(f"There is no exercise “{visible(name)[:40]}” that gives points.", f"You give points for: {there or 'none'}.")


def _points(said: str, exercise: str, most: float) -> float:
    try:
        points = float(said.replace(",", "."))
    except ValueError:
        raise KitError(
            f"“{visible(said)[:20]}” is no number of points.", "A spreadsheet makes dates of some numbers: write 2,5 or 2.5 as text."
        ) from None
    if not isfinite(points) or points < 0:
        raise KitError(f"{visible(said)[:20]} points cannot be given.", f"{exercise} takes 0 to {number(float(most))}.")
    if points > most:
        raise KitError(f"{visible(said)[:20]} points are more than {exercise} has.", f"It takes 0 to {number(float(most))}.")
    return points
