"""Rows for Moodle and Canvas: marks filled into the platform's own table, or a table made anew. The rules stand in `gradebooks.py`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from unicodedata import normalize

from helpers.errors import KitError
from helpers.text import some

from ..collect.roster import Roster
from ..tables import cell, number, visible

# Columns of Canvas that are no assignment, whatever stands around these words
_CANVAS_OWN = re.compile("(?:Current|Final) (?:Score|Points|Grade)|Override (?:Score|Grade|Status)")


def _mark(result: dict | None) -> str:
    return "" if result is None or result["points"] is None else number(float(result["points"]))


def moodle(results: list[dict], roster: Roster | None, column: str, called: str) -> tuple[list, list, str]:
    """Heading, rows and a sentence: the grading worksheet filled in, or a new one of the learners whose number is known."""
    if roster is None:
        head = ["Identifier", "Full name", "Grade", "Maximum Grade", "Last modified (grade)"]
        known = {r["lms_id"] for r in results if r["lms"] == "moodle" and r["lms_id"]}
        most = number(float(_most(results)))
        rows = [[f"Participant {r['lms_id']}", cell(r["name"]), _mark(r), most, "-"] for r in results if r["lms_id"] in known]
        told = " Tick “Allow updating records that have been modified more recently” on uploading, for this file does not know when grades were given."
        return head, rows, told + _strangers(results, known)
    at, grade, maximum = worksheet_columns(roster, called)
    name = roster.head.index("Full name") if "Full name" in roster.head else at + 1
    return _filled_in(roster, results, "moodle", Columns(at, (name,), grade, maximum), called)


def worksheet_columns(roster: Roster, called: str) -> tuple[int, int, int]:
    """Places of the participant's number, the grade and the maximum in a worksheet of any language; KitError where it is none.

    Moodle writes them in an order that no language changes: the identifier («Participant 1234») first, the maximum right after the grade. The
    maximum is the column in which every row has the same positive number.
    """
    if "Identifier" in roster.head and {"Grade", "Maximum Grade"} <= set(roster.head):
        return roster.head.index("Identifier"), roster.head.index("Grade"), roster.head.index("Maximum Grade")
    cells = lambda n: [row[n].strip() if n < len(row) else "" for row in roster.rows]  # noqa: E731
    numbered = bool(roster.rows) and all(re.search(r"\d$", c) for c in cells(0))
    if numbered and roster.lms != "canvas":
        for n in range(2, len(roster.head)):
            if len(set(cells(n))) == 1 and _value(cells(n)[0]) > 0 and all(c in ("", "-") or _value(c) >= 0 for c in cells(n - 1)):
                return 0, n - 1, n
    raise KitError(
        f"{called} does not look like a file of Moodle: a grading worksheet is wanted.",
        "Download it anew: Submissions, “Download grading worksheet”. It needs the columns of the identifier, the grade and the maximum.",
    )


def canvas(results: list[dict], roster: Roster | None, column: str, called: str) -> tuple[list, list, str]:
    """Heading, rows and a sentence: the exported gradebook filled in, or a new one of the learners whose number is known."""
    if _CANVAS_OWN.search(column):
        raise KitError(
            f"Canvas takes “{column}” for a column of its own and ignores what stands in it.", "Name the assignment's column with --column."
        )
    if roster is None:
        head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", column]
        known = {r["lms_id"] for r in results if r["lms"] == "canvas" and r["lms_id"].isdigit()}  # nobody is found by an anonymous id
        rows = [[cell(r["name"]), r["lms_id"], "", "", "", _mark(r)] for r in results if r["lms_id"] in known and _mark(r)]
        told = " Learners without a mark are not in it: in Canvas an empty cell takes a grade away."
        told += (
            ""
            if re.search(r"\(\d+\)$", column)
            else f" Canvas will offer to make a new assignment “{column}”; for one that is there, give its title from an exported gradebook with --column."
        )
        most = number(float(_most(results))) if results else ""
        return head, [["    Points Possible", "", "", "", "", most], *rows], told + _strangers(results, known)
    if roster.lms != "canvas":
        raise KitError(f"{called} does not look like a file of Canvas.", "It needs the column “ID”: export the gradebook there.")
    found = [n for n, title in enumerate(roster.head) if title == column or title.rpartition(" (")[0] == column]
    if len(found) != 1:
        near = get_close_matches(column, roster.head, 3, 0.4)
        raise KitError(
            f"{len(found)} columns of the gradebook are called “{column}”.",
            "Name the right one with --column, just as it stands in the file." + (f" Nearest: {', '.join(near)}." if near else ""),
        )
    possible = {row[found[0]].strip() for row in roster.rows if "Points Possible" in row[0] and len(row) > found[0]}
    if any("read only" in p for p in possible):
        raise KitError(f"The column “{column}” is read-only in Canvas.", "Choose the assignment's own column with --column.")
    at = roster.head.index("ID")
    return _filled_in(roster, results, "canvas", Columns(at, tuple(range(at)), found[0], None, frozenset(possible)), called)


# ---------------------------------------------------------------------------------------------------- a platform's own table, filled in


@dataclass(frozen=True)
class Columns:
    """Where things stand in a platform's table; `possible`: its maximum where that is no column."""

    at: int
    name: tuple[int, ...]
    grade: int
    maximum: int | None = None
    possible: frozenset[str] = frozenset()


def _filled_in(roster: Roster, results: list[dict], lms: str, where: Columns, called: str) -> tuple[list, list, str]:
    """The table with marks in it, every other cell as it was. KitError where nobody in it is in the marks, for then it is another task's."""
    people = [(n, _digits(row[where.at]), _name(row, where)) for n, row in enumerate(roster.rows) if len(row) > where.at]
    people = [p for p in people if p[1]]
    place = {i: n for n, i, _ in people}
    row_of = {r["learner"]: place[r["lms_id"]] for r in results if r["lms"] == lms and r["lms_id"] in place}
    _refuse_other_names(results, row_of, {n: name for n, _, name in people}, called)
    by_name: dict[str, list[int]] = {}
    for n, _, name in people:
        by_name.setdefault(_key(name), []).append(n)
    taken = set(row_of.values())
    for r in results:  # collected without the platform: whoever is called exactly so, and is the only one
        same = by_name.get(_key(r["name"] or r["learner"]), [])
        if not r["lms_id"] and len(same) == 1 and same[0] not in taken:
            row_of[r["learner"]] = same[0]
            taken.add(same[0])
    marked = [r for r in results if _mark(r)]
    if not any(r["learner"] in row_of for r in results):
        raise KitError(
            f"0 of {some(len(people), 'row')} of {called} {'is' if len(people) == 1 else 'are'} in it: nobody there is in these marks.",
            f"Is it the file of another course or task?{_nearest(marked, people)} Nothing was written.",
        )
    rows = [[*row, *[""] * (len(roster.head) - len(row))] for row in roster.rows]
    for r in marked:
        if r["learner"] in row_of:
            rows[row_of[r["learner"]]][where.grade] = _mark(r)
    filled = sum(r["learner"] in row_of for r in marked)
    most = {rows[n][where.maximum] for n, _, _ in people} if where.maximum is not None else set(where.possible)
    lost = [r for r in marked if r["learner"] not in row_of]
    silent = "passes over every mark above it without a word" if lms == "moodle" else "counts every mark out of that number"
    told = f" {filled} of {some(len(people), 'row')} got a mark; all other cells are as they were."
    told += _other_worth(results, most, silent)
    if lost:
        who = ", ".join(visible(r["learner"]) for r in lost[:3])
        told += f" {some(len(lost), 'learner with a mark is', 'learners with a mark are')} not in it: {who}.{_nearest(lost, people)}"
    return roster.head, rows, told


def _digits(text: str) -> str:
    found = re.search(r"(\d+)\s*$", text)
    return found[1] if found else ""


def _name(row: list[str], where: Columns) -> str:
    return " ".join(row[n] for n in where.name if n < len(row) and n != where.at)


def _key(name: str) -> str:
    """A name in whatever order and with whatever capitals: «Lee, Ann» and «ann lee»."""
    return " ".join(sorted(re.findall(r"\w+", normalize("NFC", name).casefold())))


def _refuse_other_names(results: list[dict], row_of: dict[str, int], name_at: dict[int, str], called: str) -> None:
    """Numbers of another task may be the same by chance; then the names are not."""
    pairs = [(r["name"], name_at[row_of[r["learner"]]]) for r in results if r["learner"] in row_of]
    pairs = [(a, b) for a, b in pairs if a and b and "\ufffd" not in a + b]
    other = [(a, b) for a, b in pairs if not get_close_matches(_letters(a), [_letters(b)], 1, 0.5)]
    if len(other) > max(1, len(pairs) / 2):
        a, b = other[0]
        raise KitError(
            f"{called} is of another course or task: its numbers belong to other names (“{visible(a)}” here, “{visible(b)}” there).",
            "Download the file of this task. Nothing was written.",
        )


def _letters(name: str) -> str:
    return "".join(sorted(re.findall(r"\w", normalize("NFD", name).casefold())))


def _nearest(lost: list[dict], people: list[tuple]) -> str:
    """For learners who are not in the table: who is called nearly so."""
    names = {_key(name): name for _, _, name in people if name}
    found = []
    for r in lost[:20]:
        own = r["name"] or r["learner"]
        if near := get_close_matches(_key(own), names, 2, 0.6):
            found.append(f"{visible(own)} (there: {', '.join(visible(names[n]) for n in near)})")
    return f" Nearest names: {'; '.join(found[:3])}." if found else ""


def _most(results: list[dict]) -> float:
    """The most that these marks can be: with the teacher's points where any were given."""
    one = results[0] if results else {"max_points": 0, "teacher_points": 0}
    return one["max_points"] + (one["teacher_points"] if any(r["given"] is not None for r in results) else 0)


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


def _strangers(results: list[dict], ids: set) -> str:
    lost = [r["learner"] for r in results if r["points"] is not None and (not r["lms_id"] or r["lms_id"] not in ids)]
    return (
        f" {some(len(lost), 'learner with a mark is', 'learners with a mark are')} not in it, for no number of theirs is known: {', '.join(lost[:3])}."
        if lost
        else ""
    )
