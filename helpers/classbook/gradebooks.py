"""Files that gradebooks import, by the rules that their own importers hold.

- Moodle, “Upload grading worksheet” (`mod/assign/feedback/offline/importgradeslib.php`): comma-separated UTF-8 with the columns “Identifier”
  (“Participant 1234”), “Grade” and “Last modified (grade)”; a row with an empty grade is passed over; a changed “last modified” protects newer grades.
- Canvas (`lib/gradebook_importer.rb`): “Student” and “ID” first, “Section” last of the learner columns, then assignments; a row
  “Points Possible”; found by ID, else by SIS ID, else by name; a column title that ends in “(1234)” names the assignment.
- nbgrader (`plugins/export.py`): the columns of `nbgrader export`.

Identifiers and all cells of a roster are written as they came: an apostrophe in front of “=1+1” would make it another person, and these
files are for machines. A note names such cells, so that nobody opens the file in a spreadsheet first. No text of a learner's is in them.
"""
from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import KitError
from .find import who
from .plain import _FORMULA, number, whole_file
from .run import read_details

MAX_ROSTER = 50_000_000
NBGRADER = ["assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email", "raw_score", "late_submission_penalty", "score", "max_score"]
_ID = {"moodle": "Identifier", "canvas": "ID"}


@dataclass(frozen=True)
class Roster:
    """A platform's table as it came: which platform, heading, rows, and the learners in it."""

    lms: str
    head: list[str]
    rows: list[list[str]]
    bom: bool = False
    learners: tuple[dict, ...] = ()


def read_roster(path: Path) -> Roster:
    """A Moodle grading worksheet, a Canvas gradebook export, an nbgrader student list, or any table whose first column names learners."""
    try:
        if path.stat().st_size > MAX_ROSTER:
            raise KitError(f"{path.name} is too large for a class list.", "Give the file that your platform exported.")
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
        table = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)) if row]
    except OSError as error:
        raise KitError(f"{path} cannot be opened ({error.strerror}).", "Give the file that your platform exported.") from None
    except (UnicodeDecodeError, csv.Error):
        raise KitError(f"{path.name} is not a table in UTF-8.", "Export it again as CSV (comma-separated, UTF-8).") from None
    if not table:
        raise KitError(f"{path.name} is empty.", "Export it again as CSV.")
    head, *rows = table
    lms = "moodle" if "Identifier" in head else "canvas" if head[0] in ("Student", "LastName") and "ID" in head else ""
    return Roster(lms, head, rows, raw.startswith(b"\xef\xbb\xbf"), tuple(_learners(lms, head, rows)))


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _learners(lms: str, head: list[str], rows: list[list[str]]) -> Iterator[dict]:
    for row in rows:
        one = _cells(head, row)
        if lms == "moodle" and (number_ := one["Identifier"].rpartition(" ")[2] or one["Identifier"]):
            name = one.get("Full name") or one["Identifier"]
            yield {"learner": f"{name}_{number_}", "lms": "moodle", "lms_id": number_, "name": name}
        elif lms == "canvas" and one["ID"] and "Points Possible" not in row[0]:
            yield {"learner": f"{row[0]}_{one['ID']}", "lms": "canvas", "lms_id": one["ID"], "name": row[0]}
        elif not lms and (name := one.get("id") or row[0]):
            yield {"learner": name, **{k: v for k, v in (who(name) or {}).items() if k != "learner"}}


def _cells(head: list[str], row: list[str]) -> dict[str, str]:
    return dict(zip(head, [*row, *[""] * len(head)]))


# ---------------------------------------------------------------------------------------------------- writing

def write_gradebook(marks: Path, to: str, out: Path, unit: str = "", roster: Path | None = None, column: str = "") -> str:
    """Write the file; a sentence on what is in it."""
    results, units = _results(marks, unit, to)
    if to == "nbgrader":
        head, rows, told = NBGRADER, [_nbgrader_row(r) for r in results], ""
    else:
        known = read_roster(roster) if roster else None
        if known and known.lms != to:
            raise KitError(f"{roster.name} does not look like a file of {to.capitalize()}.", f"It needs the column “{_ID[to]}”.")
        head, rows, told = (_moodle if to == "moodle" else _canvas)(results, known, column or units[0])
    with whole_file(out) as file:
        table = csv.writer(file, lineterminator="\r\n" if to == "canvas" else "\n")
        table.writerow(head)
        table.writerows(rows)
    graded = sum(r["points"] is not None for r in results)
    told = f"{graded:,} of {len(results):,} learners have a mark in {out.name}; the others' cells are empty.{told}"
    strange = sum(any(_FORMULA.match(c) for c in row if len(c) > 1 and not _plain_number(c)) for row in rows)
    return told + (f" {strange} rows hold text that a spreadsheet would run as a formula: import this file, do not open it there." if strange else "")


def _plain_number(text: str) -> bool:
    return text.lstrip("-+").replace(".", "", 1).isdigit()


def _results(marks: Path, unit: str, to: str) -> tuple[list[dict], list[str]]:
    results = read_details(marks)
    units = next(results, {}).get("units", [])
    if unit and unit not in units:
        raise KitError(f"There are no marks for “{unit}” in {marks.name}.", f"Units in it: {', '.join(units) or 'none'}.")
    if not unit and len(units) != 1 and to != "nbgrader":
        raise KitError(f"{marks.name} holds {len(units)} units.", f"Choose one with --unit: {', '.join(units)}.")
    kept = ("learner", "lms", "lms_id", "name", "unit", "status", "points", "max_points", "teacher_points")
    wanted = [unit] if unit else units
    found = [{k: r[k] for k in kept} for r in results if r["unit"] in wanted]
    if found and not any(r["max_points"] or r["teacher_points"] for r in found):
        raise KitError(f"{wanted[0]} has no key, so there are no marks to export.", "See how far the class agrees: python -m helpers report.")
    return found, wanted


def _nbgrader_row(r: dict) -> list:
    score = "" if r["points"] is None else str(float(r["points"]))
    return [r["unit"], "", "", r["learner"], "", "", "", score, "" if score == "" else "0.0", score, str(float(r["max_points"] + r["teacher_points"]))]


def _mark(result: dict | None) -> str:
    return "" if result is None or result["points"] is None else number(float(result["points"]))


def _moodle(results: list[dict], roster: Roster | None, column: str) -> tuple[list, list, str]:
    by_id = {r["lms_id"]: r for r in results if r["lms"] == "moodle"}
    if roster is None:
        head = ["Identifier", "Full name", "Grade", "Maximum Grade", "Last modified (grade)"]
        rows = [[f"Participant {r['lms_id']}", r["name"], _mark(r), number(float(r["max_points"])), "-"] for r in results if r["lms_id"]]
        return head, rows, _strangers(results, {r["lms_id"] for r in results if r["lms_id"]})
    for name in ("Grade", "Last modified (grade)"):
        if name not in roster.head:
            raise KitError(f"The worksheet has no column “{name}”.", "Download it anew in Moodle: Submissions, “Download grading worksheet”.")
    at, grade = roster.head.index("Identifier"), roster.head.index("Grade")
    rows = _filled(roster, by_id, grade, lambda row: row[at].rpartition(" ")[2])
    return roster.head, rows, _strangers(results, {row[at].rpartition(" ")[2] for row in roster.rows})


def _canvas(results: list[dict], roster: Roster | None, column: str) -> tuple[list, list, str]:
    by_id = {r["lms_id"]: r for r in results if r["lms"] == "canvas"}
    if roster is None:
        head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", column]
        most = number(float(results[0]["max_points"])) if results else ""
        rows = [["    Points Possible", "", "", "", "", most]] + [[r["name"], r["lms_id"], "", "", "", _mark(r)] for r in results if r["lms_id"]]
        return head, rows, _strangers(results, {r["lms_id"] for r in results if r["lms_id"]})
    found = [n for n, title in enumerate(roster.head) if title == column or title.rpartition(" (")[0] == column]
    if len(found) != 1:
        raise KitError(f"{len(found)} columns of the gradebook are called “{column}”.", "Name the right one with --column, just as it stands in the file.")
    at = roster.head.index("ID")
    rows = _filled(roster, by_id, found[0], lambda row: row[at])
    return roster.head, rows, _strangers(results, {row[at] for row in roster.rows if len(row) > at})


def _filled(roster: Roster, by_id: dict, column: int, id_of) -> list[list[str]]:
    """The roster's rows with marks put in; every other cell as it was, and the cell of a learner without a mark too."""
    rows = []
    for row in roster.rows:
        row = [*row, *[""] * (len(roster.head) - len(row))]
        if mark := _mark(by_id.get(id_of(row))):
            row[column] = mark
        rows.append(row)
    return rows


def _strangers(results: list[dict], ids: set) -> str:
    lost = [r["learner"] for r in results if r["points"] is not None and (not r["lms_id"] or r["lms_id"] not in ids)]
    return f" {len(lost)} learners with a mark are not in it, for no number of theirs is known: {', '.join(lost[:3])}." if lost else ""
