"""What the platforms' own tables have in common: a table as it came, marks filled into it, and sentences on what fits and what does not.

Names decide only where no number is known, and nothing is written where nobody in the table is in the marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

from helpers.errors import KitError
from helpers.text import some

from ...tables import number, visible


@dataclass(frozen=True)
class Roster:
    """A platform's table as it came: which platform, heading, rows, and the learners in it."""

    lms: str
    head: list[str]
    rows: list[list[str]]
    learners: tuple[dict, ...] = ()


def as_dicts(head: list[str], rows: list[list[str]]) -> list[dict[str, str]]:
    """Return rows by their headings, short ones filled up."""
    return [dict(zip(head, [*row, *[""] * len(head)])) for row in rows]


_CLASS = re.compile(r"(?i)class|section|klasse|classe|clase|klas|classroom|group|gruppe")


def class_of(row: dict[str, str]) -> dict[str, str]:
    """Return `group`, the class in which a table says that a learner is; nothing where it has no such column."""
    found = next((v.strip() for k, v in row.items() if _CLASS.fullmatch(k.strip()) and v.strip()), "")
    return {"group": found} if found else {}


def mark_of(result: dict | None) -> str:
    """Return the points as a table has them; empty where there is no mark, which is never a 0."""
    return "" if result is None or result["points"] is None else number(float(result["points"]))


@dataclass(frozen=True)
class Columns:
    """Where things stand in a platform's table; `possible`: its maximum where that is no column."""

    at: int
    name: tuple[int, ...]
    grade: int
    maximum: int | None = None
    possible: frozenset[str] = frozenset()


def filled_in(roster: Roster, results: list[dict], lms: str, where: Columns, called: str, silent: str) -> tuple[list, list, str]:
    """Return the table with marks in it, every other cell as it was. `silent`: what the platform does with marks out of another maximum.

    KitError where nobody in it is in the marks, for then it is another task's.
    """
    people = [(n, _digits(row[where.at]), _name(row, where)) for n, row in enumerate(roster.rows) if len(row) > where.at]
    people = [p for p in people if p[1]]
    place = {i: n for n, i, _ in people}
    row_of = {r["learner"]: place[r["lms_id"]] for r in results if r["lms"] == lms and r["lms_id"] in place}
    _refuse_other_names(results, row_of, {n: name for n, _, name in people}, called)
    by_name: dict[str, list[int]] = {}
    for n, _, name in people:
        by_name.setdefault(name_key(name), []).append(n)
    taken = set(row_of.values())
    for r in results:  # collected without the platform: whoever is called exactly so, and is the only one
        same = by_name.get(name_key(r["name"] or r["learner"]), [])
        if not r["lms_id"] and len(same) == 1 and same[0] not in taken:
            row_of[r["learner"]] = same[0]
            taken.add(same[0])
    marked = [r for r in results if mark_of(r)]
    if not any(r["learner"] in row_of for r in marked or results):
        raise KitError(
            f"0 of {some(len(people), 'row')} of {called} would get a mark: nobody with a mark is there.",
            f"Is it the file of another course or task?{_nearest(marked, people)} Nothing was written.",
        )
    rows = [[*row, *[""] * (len(roster.head) - len(row))] for row in roster.rows]
    for r in marked:
        if r["learner"] in row_of:
            rows[row_of[r["learner"]]][where.grade] = mark_of(r)
    filled = sum(r["learner"] in row_of for r in marked)
    most = {rows[n][where.maximum] for n, _, _ in people} if where.maximum is not None else set(where.possible)
    lost = [r for r in marked if r["learner"] not in row_of]
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


def close_to(said: str, names: Sequence[str], most: int, least: float) -> list[str]:
    """Return the names that are spelled most like what was said, see `difflib.get_close_matches`."""
    from difflib import get_close_matches  # most classes are marked without it

    return get_close_matches(said, names, most, least)


def name_key(name: str) -> str:
    """Return a name in whatever order and with whatever capitals: «Lee, Ann» and «ann lee»."""
    return " ".join(sorted(re.findall(r"\w+", normalize("NFC", name).casefold())))


def _refuse_other_names(results: list[dict], row_of: dict[str, int], name_at: dict[int, str], called: str) -> None:
    """Numbers of another task may be the same by chance; then the names are not."""
    pairs = [(r["name"], name_at[row_of[r["learner"]]]) for r in results if r["learner"] in row_of]
    pairs = [(a, b) for a, b in pairs if a and b and "\ufffd" not in a + b]
    other = [(a, b) for a, b in pairs if not close_to(_letters(a), [_letters(b)], 1, 0.5)]
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
    names = {name_key(name): name for _, _, name in people if name}
    found = []
    for r in lost[:20]:
        own = r["name"] or r["learner"]
        if near := close_to(name_key(own), names, 2, 0.6):
            found.append(f"{visible(own)} (there: {', '.join(visible(names[n]) for n in near)})")
    return f" Nearest names: {'; '.join(found[:3])}." if found else ""


def most_of(results: list[dict]) -> float:
    """Return the most that these marks can be: with the teacher's points where any were given."""
    one = results[0] if results else {"max_points": 0, "teacher_points": 0}
    return one["max_points"] + (one["teacher_points"] if any(r["given"] is not None for r in results) else 0)


def _other_worth(results: list[dict], most: set[str], does: str) -> str:
    """A warning where the platform's maximum is neither the machine's points nor these and the teacher's."""
    if not results:
        return ""
    worth, all_in_all = results[0]["max_points"], results[0]["max_points"] + results[0]["teacher_points"]
    other = sorted(m for m in most if m and not any(abs(value_of(m) - w) < 0.005 for w in (worth, all_in_all)))
    if not other:
        return ""
    return (
        f" WARNING: there, the assignment's maximum is {' and '.join(other)}; here, {number(float(worth))} points come from the machine"
        f"{f' and {number(float(all_in_all))} with yours' if all_in_all != worth else ''}. Change it there before you import: the platform {does}."
    )


def value_of(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return -1.0


def strangers(results: list[dict], ids: set, give: str) -> str:
    """Return a sentence on learners with a mark who are not in a file without a roster. Raise KitError where all of them are not; `give`: what would name them."""
    marked = [r for r in results if r["points"] is not None]
    lost = [r["learner"] for r in marked if not r["lms_id"] or r["lms_id"] not in ids]
    if marked and len(lost) == len(marked):
        raise KitError(
            f"{some(len(marked), 'learner has', 'learners have')} a mark, and no number of theirs on the platform is known, so nobody would be in the file.",
            f"Give {give} with --roster. Nothing was written.",
        )
    return (
        f" {some(len(lost), 'learner with a mark is', 'learners with a mark are')} not in it, for no number of theirs is known: {', '.join(lost[:3])}."
        if lost
        else ""
    )
