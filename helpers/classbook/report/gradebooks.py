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
from pathlib import Path

from helpers.errors import KitError
from helpers.text import some

from ..collect.platforms import GRADEBOOKS
from ..collect.roster import read_roster
from ..results import read_details
from ..tables import _FORMULA, BOM, visible, whole_file
from .teacher_points import Given, read_given


def write_gradebook(marks: Path, to: str, out: Path, unit: str = "", roster: Path | None = None, column: str = "") -> str:
    """Write the file; a sentence on what is in it. Marks are the machine's points and the teacher's together.

    For a platform a mark is whole or it is not there: once the teacher has given points in a unit, a learner whose written answer still waits is left out.
    """
    given = read_given(marks)
    platform = GRADEBOOKS[to]
    several = getattr(platform, "SEVERAL_UNITS", False)
    results, units = _results(marks, unit, several, given)
    begun = {r["unit"] for r in results if r["given"] is not None}
    left_out = "" if to == "table" else _leave_out_waiting(results, begun)
    told_open = _of_yours([r for r in results if r["points"] is not None]) + left_out
    known = read_roster(roster) if roster and not several else None
    head, rows, told = platform.write_marks(results, known, column or (units[0] if units else ""), roster.name if roster else "")
    with whole_file(out) as file:
        file.write("" if hasattr(platform, "without_bom") and platform.without_bom(head) else BOM)
        table = csv.writer(file, lineterminator=getattr(platform, "LINE_END", "\n"))
        table.writerow(head)
        table.writerows(rows)
    graded = sum(r["points"] is not None for r in results)
    told = f"{graded:,} of {len(results):,} learners have a mark.{told_open} {out.name} is written.{told}"
    strange = sum(any(_FORMULA.match(c) for c in row if len(c) > 1 and not _plain_number(c)) for row in rows) if platform.LMS else 0
    return told + (
        f" {some(strange, 'row holds', 'rows hold')} text that a spreadsheet would run as a formula: import this file, do not open it there."
        if strange
        else ""
    )


def _leave_out_waiting(results: list[dict], begun: set[str]) -> str:
    """Take the mark from whoever has a written answer without the teacher's points, in units that the teacher has begun, and say whose."""
    waiting = [r for r in results if r["unit"] in begun and r["open"] and r["points"] is not None]
    for one in waiting:
        one["points"] = None
    if not waiting:
        return ""
    who = ", ".join(visible(r["name"] or r["learner"]) for r in waiting[:3]) + (" …" if len(waiting) > 3 else "")
    return (
        f" Left out of the file, for a mark there must be whole: {some(len(waiting), 'learner', 'learners')} whose written answer waits ({who})."
        " Give points, a 0 too, and make the file again."
    )


def _of_yours(results: list[dict]) -> str:
    """What the teacher's points do to these marks, and what still waits for them."""
    with_given, waiting = sum(r["given"] is not None for r in results), sum(r["open"] for r in results)
    told = f" {some(with_given, 'mark holds', 'marks hold')} your own points." if with_given else ""
    if not waiting:
        return told
    alone = "" if with_given else " The marks are the machine’s alone."
    counts = f"no points of yours yet and {'counts' if waiting == 1 else 'count'} nothing: see `report`."
    return f"{told}{alone} {some(waiting, 'written answer has', 'written answers have')} {counts}"


def _plain_number(text: str) -> bool:
    return text.lstrip("-+").replace(".", "", 1).isdigit()


def _results(marks: Path, unit: str, several: bool, given: Given) -> tuple[list[dict], list[str]]:
    results = read_details(marks)
    units = next(results, {}).get("units", [])
    if unit and unit not in units:
        raise KitError(f"There are no marks for “{unit}” in {marks.name}.", f"Units in it: {', '.join(units) or 'none'}.")
    if not units and not several:
        raise KitError(f"There are no marks in {marks.name}.", "Was the right folder marked? See what `who-says-so grade` says.")
    if not unit and len(units) != 1 and not several:
        raise KitError(f"{marks.name} holds {len(units)} units.", f"Choose one with --unit: {', '.join(units)}.")
    kept = ("learner", "lms", "lms_id", "name", "unit", "status", "max_points", "teacher_points")
    wanted = [unit] if unit else units
    found = [{k: r[k] for k in kept} | _marks(r, given) for r in results if r["unit"] in wanted]
    if found and not any(r["max_points"] or r["teacher_points"] for r in found):
        raise KitError(f"{wanted[0]} has no key, so there are no marks to export.", "See how far the class agrees: who-says-so report.")
    return found, wanted


def _marks(result: dict, given: Given) -> dict:
    """`points`: machine and teacher together; `machine` and `given` apart; `open`: written answers that wait."""
    said = [(i, p) for i in given.worth.get(result["unit"], {}) if (p := given.of(result["learner"], result["unit"], i)) and p.comment]
    return {
        "points": given.total(result),
        "machine": result["points"],
        "given": given.added(result),
        "open": given.open(result),
        "comments": "; ".join(f"{i}: {p.comment}" for i, p in said),
    }
