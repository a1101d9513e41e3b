"""Canvas: “lastfirst_LATE_1234_5678_name” (`lib/content_zipper.rb`); the exported gradebook as class list."""

from __future__ import annotations

import re

from helpers.errors import KitError

from ...tables import cell, number
from ._table import Columns, Roster, as_dicts, class_of, close_to, filled_in, mark_of, most_of, strangers

LMS = "canvas"
LINE_END = "\r\n"
_SILENT = "counts every mark out of that number"
# Columns of Canvas that are no assignment, whatever stands around these words
_CANVAS_OWN = re.compile("(?:Current|Final) (?:Score|Points|Grade)|Override (?:Score|Grade|Status)")


LOOSE = True  # other files are called so too; two learners make it a class
_NAME = re.compile(
    r"(?:(?!(?:LATE_)?anon_[A-Za-z0-9]+_\d+_)(?P<who>.+?)_)?(?:(?P<late>LATE)_)?(?P<id>\d+|anon_[A-Za-z0-9]+)_(?P<file>\d+)_(?P<rest>.+)",
    re.DOTALL,
)


def parse_name(name: str, is_folder: bool = False, around: str = "") -> dict | None:
    if not (found := _NAME.fullmatch(name)):
        return None
    return {
        "learner": "_".join(filter(None, (found["who"], found["id"]))),
        "lms": LMS,
        "lms_id": found["id"],
        "name": found["who"] or "",
        "late": bool(found["late"]),
        "rest": found["rest"],
    }


def read_roster(head: list[str], rows: list[list[str]]) -> list[dict] | None:
    if head[0] not in ("Student", "LastName") or "ID" not in head:
        return None
    found = []
    for one in as_dicts(head, rows):
        if one["ID"] and "Points Possible" not in one[head[0]]:
            name = f"{one['LastName']}, {one.get('FirstName', '')}" if "LastName" in one else one[head[0]]
            found.append({"learner": f"{name}_{one['ID']}", "lms": LMS, "lms_id": one["ID"], "name": name, **class_of(one)})
    return found


def write_marks(results: list[dict], roster: Roster | None, column: str, called: str) -> tuple[list, list, str]:
    """Heading, rows and a sentence: the exported gradebook filled in, or a new one of the learners whose number is known."""
    if _CANVAS_OWN.search(column):
        raise KitError(
            f"Canvas takes “{column}” for a column of its own and ignores what stands in it.", "Name the assignment's column with --column."
        )
    if roster is None:
        head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", column]
        known = {r["lms_id"] for r in results if r["lms"] == LMS and r["lms_id"].isdigit()}  # nobody is found by an anonymous id
        rows = [[cell(r["name"]), r["lms_id"], "", "", "", mark_of(r)] for r in results if r["lms_id"] in known and mark_of(r)]
        told = " Learners without a mark are not in it: in Canvas an empty cell takes a grade away."
        told += (
            ""
            if re.search(r"\(\d+\)$", column)
            else f" Canvas will offer to make a new assignment “{column}”; for one that is there, give its title from an exported gradebook with --column."
        )
        most = number(float(most_of(results))) if results else ""
        return (
            head,
            [["    Points Possible", "", "", "", "", most], *rows],
            told + strangers(results, known, "the exported gradebook (Grades, Export)"),
        )
    if roster.lms != LMS:
        raise KitError(f"{called} does not look like a file of Canvas.", "It needs the column “ID”: export the gradebook there.")
    found = [n for n, title in enumerate(roster.head) if title == column or title.rpartition(" (")[0] == column]
    if len(found) != 1:
        near = close_to(column, roster.head, 3, 0.4)
        raise KitError(
            f"{len(found)} columns of the gradebook are called “{column}”.",
            "Name the right one with --column, just as it stands in the file." + (f" Nearest: {', '.join(near)}." if near else ""),
        )
    possible = {row[found[0]].strip() for row in roster.rows if "Points Possible" in row[0] and len(row) > found[0]}
    if any("read only" in p for p in possible):
        raise KitError(f"The column “{column}” is read-only in Canvas.", "Choose the assignment's own column with --column.")
    at = roster.head.index("ID")
    return filled_in(roster, results, LMS, Columns(at, tuple(range(at)), found[0], None, frozenset(possible)), called, _SILENT)


def without_bom(head: list[str]) -> bool:
    """Canvas knows this heading only at the very beginning."""
    return head[0] == "LastName"


def lasting_id(submission) -> str:
    return submission.lms_id
