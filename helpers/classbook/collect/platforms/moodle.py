"""Moodle: “Full name_1234_assignsubmission_file_…”, as folders or flat (`mod/assign/locallib.php`); the grading worksheet as class list."""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpers.errors import KitError

from ...tables import cell, number
from ._table import Columns, Roster, filled_in, mark_of, most_of, strangers, value_of

LMS = "moodle"
_PARTICIPANT = re.compile(r"([^\W\d_]{3}\D*)\d+")  # «Participant 1234», «Teilnehmer/in 1234»
# `submittedlateshort` of mod/assign: en, de, nl, es, fr, pt, gl, cs and ja as their language packs have it; the rest by guess
_LATE = re.compile(
    r"(?i)\blate\b|später|\blaat\b|después|retard|atrasad|fóra de prazo|po termínu|遅く"
    r"|verspät|retraso|atras|ritardo|för sen|försen|forsink|myöhä|opóźn|spóźn|zpožd|опозд|задерж"
)
_SILENT = "passes over every mark above it without a word"
# The first such number is Moodle's own; what follows is the upload's name, in which a learner may write what they like.
_NAME = re.compile(r"(?P<who>.+?)_(?P<id>\d+)_assignsubmission_[a-z]+_?(?P<rest>.*)", re.DOTALL)


def parse_name(name: str, is_folder: bool = False, around: str = "") -> dict | None:
    if not (found := _NAME.fullmatch(name)):
        return None
    return {"learner": f"{found['who']}_{found['id']}", "lms": LMS, "lms_id": found["id"], "name": found["who"], "rest": found["rest"]}


@dataclass(frozen=True)
class Worksheet:
    """Where things stand in a grading worksheet: the participant's number, the name, the grade, its maximum."""

    number: int
    name: int
    grade: int
    maximum: int


def worksheet(head: list[str], rows: list[list[str]]) -> Worksheet | None:
    """Return the places of a grading worksheet's columns, in whatever language Moodle speaks; None for any other table.

    Moodle writes them in an order that no language changes: the identifier («Participant 1234») first, the name after it, the maximum right after
    the grade. The maximum is the column in which every row has the same positive number.
    """
    if "Identifier" in head and {"Grade", "Maximum Grade"} <= set(head):
        at = head.index("Identifier")
        name = head.index("Full name") if "Full name" in head else at + 1
        return Worksheet(at, name, head.index("Grade"), head.index("Maximum Grade"))
    cells = lambda n: [row[n].strip() if n < len(row) else "" for row in rows]  # noqa: E731
    words = {found[1] if (found := _PARTICIPANT.fullmatch(c)) else "" for c in cells(0)}
    if len(head) < 6 or len(words) != 1 or "" in words:
        return None
    for n in range(2, len(head)):
        if len(set(cells(n))) == 1 and value_of(cells(n)[0]) > 0 and all(c in ("", "-") or value_of(c) >= 0 for c in cells(n - 1)):
            return Worksheet(0, 1, n - 1, n)
    return None


def read_roster(head: list[str], rows: list[list[str]]) -> list[dict] | None:
    """Return `late` where the worksheet's status says so, in one of the languages of `_LATE`."""
    if "Identifier" in head and not (found := worksheet(head, rows)):  # without grades it is still a list of participants
        found = Worksheet(head.index("Identifier"), head.index("Full name") if "Full name" in head else -1, len(head), -1)
    elif not (found := worksheet(head, rows)):
        return None
    learners = []
    for row in rows:
        row = [*row, *[""] * (len(head) - len(row))]
        if digits := re.search(r"(\d+)\s*$", row[found.number]):
            name = row[found.name].strip() if found.name >= 0 else ""
            said = [c for n, c in enumerate(row[: found.grade]) if n not in (found.number, found.name)]
            late = {"late": True} if any(_LATE.search(c) for c in said) else {}
            called = name or row[found.number]
            learners.append({"learner": f"{called}_{digits[1]}", "lms": LMS, "lms_id": digits[1], "name": called, **late})
    return learners


def write_marks(results: list[dict], roster: Roster | None, column: str, called: str) -> tuple[list, list, str]:
    """Heading, rows and a sentence: the grading worksheet filled in, or a new one of the learners whose number is known."""
    if roster is None:
        head = ["Identifier", "Full name", "Grade", "Maximum Grade", "Last modified (grade)"]
        known = {r["lms_id"] for r in results if r["lms"] == LMS and r["lms_id"]}
        most = number(float(most_of(results)))
        rows = [[f"Participant {r['lms_id']}", cell(r["name"]), mark_of(r), most, "-"] for r in results if r["lms_id"] in known]
        told = " Tick “Allow updating records that have been modified more recently” on uploading, for this file does not know when grades were given."
        return head, rows, told + strangers(results, known, "the grading worksheet (Submissions, “Download grading worksheet”)")
    found = None if roster.lms not in ("", LMS) else worksheet(roster.head, roster.rows)
    if found is None:
        raise KitError(
            f"{called} does not look like a file of Moodle: a grading worksheet is wanted.",
            "Download it anew: Submissions, “Download grading worksheet”. It needs the columns of the identifier, the grade and the maximum.",
        )
    return filled_in(roster, results, LMS, Columns(found.number, (found.name,), found.grade, found.maximum), called, _SILENT)


def feedback_name(result: dict) -> str | None:
    """Moodle cuts the name at underscores and gives the page to whoever has the number (`importziplib.php`)."""
    name, _, number = result["learner"].rpartition("_")
    if not re.fullmatch("[0-9]+", number):
        return None
    safe = re.sub(r"[^\w .'()-]+", "-", name).replace("_", " ").encode("utf-8", "ignore")[:120].decode("utf-8", "ignore").strip(" .'-")
    return f"{safe or 'learner'}_{number}_assignsubmission_file_feedback.html"


def lasting_id(submission) -> str:
    """Moodle gives a new number for each assignment, so the name is it."""
    return submission.name
