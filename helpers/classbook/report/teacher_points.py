"""The teacher's own points: `given.csv` beside the marks, a row for each learner and exercise, typed in any spreadsheet.

A row on an exercise that the teacher marks gives its points; a row on one that the machine has marked replaces the machine's points. The file is
the teacher's: grading never touches it, and `report` only adds rows at its end for answers that have none.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from math import isfinite
from pathlib import Path
from unicodedata import normalize

from helpers.errors import KitError
from helpers.text import some

from ..edits import given_path
from ..results import read_details
from ..tables import BOM, cell, decoded, number, read_table, visible, whole_file

HEAD = ["learner", "unit", "exercise", "points", "of", "comment"]
NEEDED = ("learner", "exercise", "points")
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels: no words


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


def code_of(learner: str, length: int = 4) -> str:
    """Return letters that stand for a learner where no name is wanted; the same in every report."""
    number_ = int.from_bytes(hashlib.sha256(b"given" + learner.encode("utf-8", "surrogatepass")).digest()[:8], "big")
    return "".join(_LETTERS[number_ // 20**n % 20] for n in range(length))


def codes(learners: Iterable[str]) -> dict[str, str]:
    """Learner → code; longer ones where two would be alike."""
    short = {who: code_of(who) for who in learners}
    twice = {c for c in short.values() if list(short.values()).count(c) > 1} if len(set(short.values())) < len(short) else set()
    return {who: code_of(who, 10) if c in twice else c for who, c in short.items()}


# ---------------------------------------------------------------------------------------------------- reading


def read_given(marks: Path) -> Given:
    """Return the teacher's points that belong to these marks. KitError with the row where one cannot be right; no file: no points."""
    results = read_details(marks)
    worth = next(results, {}).get("worth", {})
    path = given_path(marks)
    if not path.is_file():
        return Given(worth)
    names: dict[str, set[str]] = {}
    everybody = {r["learner"]: r.get("name", "") for r in results}
    for who, code in codes(everybody).items():
        for called in (who, cell(who), code, everybody[who]):
            names.setdefault(_plain(called), set()).add(who)
    given = Given(worth)
    faults = []
    for line, row in _rows(path):
        try:
            _take(given, row, names)
        except KitError as error:
            faults.append(f"{path.name}, row {line}: {error.what} {error.next_step}".strip())
    if faults:
        more = f" ({some(len(faults) - 1, 'more row')} cannot be right either.)" if len(faults) > 1 else ""
        other = (
            ""
            if given.rows
            else f" If it belongs to other marks in this folder, call it after them: for instance {path.with_name('7a.given.csv').name} beside 7a.csv."
        )
        raise KitError(faults[0] + more, f"Change it there, save it as CSV, and give the command again.{other}")
    return given


def _rows(path: Path) -> Iterable[tuple[int, dict]]:
    head, *rows = read_table(path) or [[]]
    titles = [h.strip().lower() for h in head]
    if missing := [n for n in NEEDED if n not in titles]:
        raise KitError(f"{path.name} has no column “{missing[0]}”.", f"Its first row must be: {', '.join(HEAD)}.")
    for line, row in enumerate(rows, 2):
        one = {t: v.strip() for t, v in zip(titles, row)}
        if one.get("points") or one.get("comment"):
            yield line, {**dict.fromkeys(HEAD, ""), **one}


def _take(given: Given, row: dict, names: dict[str, set[str]]) -> None:
    unit, exercise = _exercise(given, row)
    if not unit:
        return  # of a unit whose marks are elsewhere
    learner = _learner(row["learner"], names)
    machine, teacher = given.worth[unit][exercise]
    points = _points(row["points"], exercise, teacher or machine) if row["points"] else None
    before = given.of(learner, unit, exercise)
    if before and before.points is not None and points is not None and before.points != points:
        raise KitError(
            f"{row['learner']} has two rows for {exercise}, with {number(before.points)} and {number(points)} points.", "Keep one."
        )
    comment = row["comment"] or (before.comment if before else "")
    given.rows[learner, unit, exercise] = Points(before.points if before and points is None else points, comment)


def _exercise(given: Given, row: dict) -> tuple[str, str]:
    said = " ".join(filter(None, (row["unit"], row["exercise"]))).replace(",", " ").split()
    unit = next((u for u in given.worth if any(_plain(u) == _plain(w) for w in said)), "")
    if len(said) > 1 and not unit and row["unit"]:
        return "", ""
    name = said[-1] if said else ""
    units = [unit] if unit else list(given.worth)
    found = [(u, i) for u in units for i in given.worth[u] if _plain(i) == _plain(name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise KitError(f"“{name}” is an exercise of {some(len(found), 'unit')}.", f"Add a column “unit”: {', '.join(u for u, _ in found)}.")
    there = ", ".join(i for u in units for i in (given.by_hand(u) or given.worth[u]))
    raise KitError(f"There is no exercise “{visible(name)[:40]}” that gives points.", f"You give points for: {there or 'none'}.")


def _learner(said: str, names: dict[str, set[str]]) -> str:
    found = (
        names.get(_plain(said))
        or names.get(_plain(said).lstrip("0"))
        or {w for k, who in names.items() if k.lstrip("0") == _plain(said) for w in who}
    )
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise KitError(
            f"{some(len(found), 'learner')} are called “{visible(said)}”.", f"Write one of: {', '.join(map(visible, sorted(found)))}."
        )
    near = get_close_matches(_plain(said), names, 3, 0.5)
    hint = f"Nearest: {', '.join(dict.fromkeys(visible(w) for n in near for w in sorted(names[n])))}." if near else ""
    raise KitError(f"There is no learner “{visible(said)[:60]}” in the marks.", hint)


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


def _plain(text: str) -> str:
    return " ".join(normalize("NFC", text).strip().lstrip("'").casefold().split())


# ---------------------------------------------------------------------------------------------------- rows to fill in


def offer_rows(marks: Path, given: Given, wanted: list[tuple[str, str, str]], shown: dict[str, str]) -> int:
    """Write given.csv with an empty row for each written answer (learner, unit, exercise), or add those that an older one does not have; how many."""
    path = given_path(marks)
    if not path.is_file():
        if wanted:
            with whole_file(path) as out:
                out.write(BOM)
                csv.writer(out, lineterminator="\n").writerows([HEAD, *(_row(HEAD, given, one, shown) for one in wanted)])
        return len(wanted)
    raw = path.read_bytes()
    head, *rows = read_table(path) or [[]]
    titles = [h.strip().lower() for h in head]
    there = {tuple(_plain(dict(zip(titles, r)).get(n, "")) for n in ("learner", "unit", "exercise")) for r in rows}
    known = codes(shown)
    called = lambda who: {_plain(n) for n in (who, cell(who), shown[who], known[who])}  # noqa: E731
    missing = [
        one
        for one in wanted
        if not any((name, unit, _plain(one[2])) in there for name in called(one[0]) for unit in (_plain(one[1]), ""))
        and one not in given.rows
    ]
    if missing:
        text = decoded(raw)
        separator = max(",;\t", key=text.split("\n")[1 if text[:4].lower() == "sep=" else 0].count)
        end = "\r\n" if "\r\n" in text else "\n"
        lines = io.StringIO()
        csv.writer(lines, delimiter=separator, lineterminator=end).writerows(_row(titles, given, one, shown) for one in missing)
        with whole_file(path) as out:
            out.write(BOM + text.rstrip("\r\n") + end + lines.getvalue())
    return len(missing)


def _row(titles: list[str], given: Given, one: tuple[str, str, str], shown: dict[str, str]) -> list[str]:
    learner, unit, exercise = one
    machine, teacher = given.worth[unit][exercise]
    told = {"learner": cell(shown[learner]), "unit": unit, "exercise": exercise, "of": number(float(teacher or machine))}
    return [told.get(t, "") for t in titles]
