"""Files that gradebooks import, by the rules that their own importers hold.

- Moodle, the assignment's “Upload grading worksheet” (`mod/assign/feedback/offline/importgradeslib.php`, `locallib.php`, `lib/csvlib.class.php`): commas,
  UTF-8, every row as long as the heading; the columns “Identifier” (“Participant 1234”), “Grade” and “Last modified (grade)”, in the language that Moodle
  shows; an empty grade is passed over, a grade above the maximum too, and silently.
- Canvas, “Import grades” (`lib/gradebook_importer.rb`): “Student” and “ID” first, “Section” last of the learner columns, then assignments; a row “Points
  Possible”; found by ID, else by SIS ID, else by name; a title that ends in “(1234)” names the assignment, an unknown title makes a new one; an empty
  cell takes a grade away.
- nbgrader (`plugins/export.py`): the columns of `nbgrader export`; class lists as `nbgrader db student import` takes them.

Identifiers and all cells of a roster are written as they came: an apostrophe in front of “=1+1” would make it another person, and these
files are for machines. A note names such cells, so that nobody opens the file in a spreadsheet first. Where a name is only there to be read, it
is made safe. No text of a learner's is in them. `tests/classbook/test_gradebooks.py` holds the importers' rules one by one.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from helpers.errors import KitError
from helpers.text import some

from ..collect.roster import Roster, read_roster
from ..run import read_details
from ..sanitize import _FORMULA, cell, number, whole_file

NBGRADER = ("assignment duedate timestamp student_id last_name first_name email raw_score late_submission_penalty score max_score").split()
_ID = {"moodle": "Identifier", "canvas": "ID"}
# Columns of Canvas that are no assignment, whatever stands around these words
_CANVAS_OWN = re.compile("(?:Current|Final) (?:Score|Points|Grade)|Override (?:Score|Grade|Status)")


# ---------------------------------------------------------------------------------------------------- writing


def write_gradebook(marks: Path, to: str, out: Path, unit: str = "", roster: Path | None = None, column: str = "") -> str:
    """Write the file; a sentence on what is in it."""
    results, units = _results(marks, unit, to)
    if to == "nbgrader":
        head, rows, told = NBGRADER, [_nbgrader_row(r) for r in results], ""
    else:
        known = read_roster(roster) if roster else None
        if known and known.lms != to:
            raise KitError(
                f"{roster.name} does not look like a file of {to.capitalize()}.",
                f"It needs the column “{_ID[to]}”."
                + (" Set your own language in Moodle to English before you download and upload." if to == "moodle" else ""),
            )
        head, rows, told = (_moodle if to == "moodle" else _canvas)(results, known, column or units[0])
    with whole_file(out) as file:
        table = csv.writer(file, lineterminator="\r\n" if to == "canvas" else "\n")
        table.writerow(head)
        table.writerows(rows)
    graded = sum(r["points"] is not None for r in results)
    told = f"{graded:,} of {len(results):,} learners have a mark. {out.name} is written.{told}"
    strange = sum(any(_FORMULA.match(c) for c in row if len(c) > 1 and not _plain_number(c)) for row in rows)
    return told + (
        f" {some(strange, 'row holds', 'rows hold')} text that a spreadsheet would run as a formula: import this file, do not open it there."
        if strange
        else ""
    )


def _plain_number(text: str) -> bool:
    return text.lstrip("-+").replace(".", "", 1).isdigit()


def _results(marks: Path, unit: str, to: str) -> tuple[list[dict], list[str]]:
    results = read_details(marks)
    units = next(results, {}).get("units", [])
    if unit and unit not in units:
        raise KitError(f"There are no marks for “{unit}” in {marks.name}.", f"Units in it: {', '.join(units) or 'none'}.")
    if not units and to != "nbgrader":
        raise KitError(f"There are no marks in {marks.name}.", "Was the right folder marked? See what `who-says-so grade` says.")
    if not unit and len(units) != 1 and to != "nbgrader":
        raise KitError(f"{marks.name} holds {len(units)} units.", f"Choose one with --unit: {', '.join(units)}.")
    kept = ("learner", "lms", "lms_id", "name", "unit", "status", "points", "max_points", "teacher_points")
    wanted = [unit] if unit else units
    found = [{k: r[k] for k in kept} for r in results if r["unit"] in wanted]
    if found and not any(r["max_points"] or r["teacher_points"] for r in found):
        raise KitError(f"{wanted[0]} has no key, so there are no marks to export.", "See how far the class agrees: who-says-so report.")
    return found, wanted


def _nbgrader_row(r: dict) -> list:
    score = "" if r["points"] is None else str(float(r["points"]))
    return [
        r["unit"],
        "",
        "",
        r["learner"],
        "",
        "",
        "",
        score,
        "" if score == "" else "0.0",
        score,
        str(float(r["max_points"] + r["teacher_points"])),
    ]


def _mark(result: dict | None) -> str:
    return "" if result is None or result["points"] is None else number(float(result["points"]))


def _moodle(results: list[dict], roster: Roster | None, column: str) -> tuple[list, list, str]:
    by_id = {r["lms_id"]: r for r in results if r["lms"] == "moodle"}
    if roster is None:
        head = ["Identifier", "Full name", "Grade", "Maximum Grade", "Last modified (grade)"]
        known = {r["lms_id"] for r in by_id.values() if r["lms_id"]}
        rows = [
            [f"Participant {r['lms_id']}", cell(r["name"]), _mark(r), number(float(r["max_points"])), "-"]
            for r in results
            if r["lms_id"] in known
        ]
        told = " Tick “Allow updating records that have been modified more recently” on uploading, for this file does not know when grades were given."
        return head, rows, told + _strangers(results, known)
    for name in ("Grade", "Last modified (grade)"):
        if name not in roster.head:
            raise KitError(
                f"The worksheet has no column “{name}”.", "Download it anew in Moodle: Submissions, “Download grading worksheet”."
            )
    at, grade = roster.head.index("Identifier"), roster.head.index("Grade")
    id_of = lambda row: row[at].rpartition(" ")[2]  # noqa: E731
    rows = _filled(roster, by_id, grade, id_of)
    most = {row[roster.head.index("Maximum Grade")] for row in rows} if "Maximum Grade" in roster.head else set()
    return (
        roster.head,
        rows,
        " All other cells are as they were."
        + _other_worth(results, most, "passes over every mark above it without a word")
        + _strangers(results, {id_of(row) for row in roster.rows}),
    )


def _canvas(results: list[dict], roster: Roster | None, column: str) -> tuple[list, list, str]:
    by_id = {r["lms_id"]: r for r in results if r["lms"] == "canvas"}
    if _CANVAS_OWN.search(column):
        raise KitError(
            f"Canvas takes “{column}” for a column of its own and ignores what stands in it.", "Name the assignment's column with --column."
        )
    if roster is None:
        head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", column]
        most = number(float(results[0]["max_points"])) if results else ""
        known = {i for i in by_id if i.isdigit()}  # nobody is found by an anonymous id
        rows = [[cell(r["name"]), r["lms_id"], "", "", "", _mark(r)] for r in results if r["lms_id"] in known and _mark(r)]
        told = " Learners without a mark are not in it: in Canvas an empty cell takes a grade away."
        told += (
            ""
            if re.search(r"\(\d+\)$", column)
            else f" Canvas will offer to make a new assignment “{column}”; for one that is there, give its title from an exported gradebook with --column."
        )
        return head, [["    Points Possible", "", "", "", "", most], *rows], told + _strangers(results, known)
    found = [n for n, title in enumerate(roster.head) if title == column or title.rpartition(" (")[0] == column]
    if len(found) != 1:
        raise KitError(
            f"{len(found)} columns of the gradebook are called “{column}”.",
            "Name the right one with --column, just as it stands in the file.",
        )
    at = roster.head.index("ID")
    possible = {row[found[0]].strip() for row in roster.rows if "Points Possible" in row[0] and len(row) > found[0]}
    if any("read only" in p for p in possible):
        raise KitError(f"The column “{column}” is read-only in Canvas.", "Choose the assignment's own column with --column.")
    rows = _filled(roster, by_id, found[0], lambda row: row[at])
    return (
        roster.head,
        rows,
        " All other cells are as they were."
        + _other_worth(results, possible, "counts every mark out of that number")
        + _strangers(results, {row[at] for row in roster.rows if len(row) > at}),
    )


def _other_worth(results: list[dict], most: set[str], does: str) -> str:
    """A warning where the platform's maximum is neither the machine's points nor these and the teacher's."""
    if not results:
        return ""
    worth, all_in_all = results[0]["max_points"], results[0]["max_points"] + results[0]["teacher_points"]
    other = sorted(m for m in most if m and not any(abs(_value(m) - w) < 0.005 for w in (worth, all_in_all)))
    if not other:
        return ""
    return (
        f" WARNING: there, the assignment's maximum is {' and '.join(other)}; here, {number(float(worth))} points come from the machine"
        f"{f' and {number(float(all_in_all))} with yours' if all_in_all != worth else ''}. Change it there before you import: the platform {does}."
    )


def _value(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return -1.0


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
    return (
        f" {some(len(lost), 'learner with a mark is', 'learners with a mark are')} not in it, for no number of theirs is known: {', '.join(lost[:3])}."
        if lost
        else ""
    )
