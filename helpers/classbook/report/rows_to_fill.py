"""Rows of `given.csv` for the teacher to fill in: one for each written answer that has none yet, at the table's end, in the table's own form."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from ..edits import given_path
from ..tables import BOM, cell, decoded, number, read_table, whole_file
from .called import codes, plain_cell
from .teacher_points import HEAD, Given


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
    there = {tuple(plain_cell(dict(zip(titles, r)).get(n, "")) for n in ("learner", "unit", "exercise")) for r in rows}
    known = codes(shown)
    called = lambda who: {plain_cell(n) for n in (who, cell(who), shown[who], known[who])}  # noqa: E731
    missing = [
        one
        for one in wanted
        if not any((name, unit, plain_cell(one[2])) in there for name in called(one[0]) for unit in (plain_cell(one[1]), ""))
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
