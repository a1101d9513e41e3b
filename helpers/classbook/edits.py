"""Whether a person has changed `marks.csv`: it is a copy of what the answers earn, and what is typed into it counts nowhere.

Compared is what the cells say: saving the table from a spreadsheet (semicolons, decimal commas, a BOM, another order of rows) is no edit.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from helpers.errors import KitError
from helpers.text import some

from .journal import half_done
from .results import details_path, head_of, read_details, row_of
from .tables import read_table, visible

SHOWN = 3
ANEW = "Give another name with --out, or add --fresh to write it anew."


def edits(marks: Path) -> list[str]:
    """Return what was changed by hand in a table of marks, a few words for each change; [] where nothing was, or where it cannot be told."""
    if not marks.is_file() or not details_path(marks).is_file():
        return []
    head, *rows = read_table(marks) or [[]]
    if "marked" not in next(read_details(marks), {}) or _same(marks, head, rows):
        return []
    by_key = {(_plain(r.get("learner", "")), _plain(r.get("unit", ""))): r for r in (dict(zip(head, row)) for row in rows)}
    found = []
    for own in _expected(marks, head):
        key = (_plain(own["learner"]), _plain(own["unit"]))
        theirs = by_key.pop(key, None)
        if theirs is None:
            found.append(f"the row of {visible(own['learner'])} is gone")
            continue
        changed = [c for c in own if c in theirs and _plain(own[c]) != _plain(theirs[c])]
        found += [f"{visible(own['learner'])}, {c}: {_shown(own[c])} → {_shown(theirs[c])}" for c in changed]
    return found + [f"a row for {visible(learner)} is new" for learner, _ in by_key if learner]


def told(marks: Path) -> str:
    """Return a sentence on edits that are ignored and where they belong, or on marks that `grade` was stopped at, or empty."""
    found = edits(marks)
    if half_done(marks) and details_path(marks).is_file() and (found or not marks.is_file()):
        was = f"{marks.name} is from before" if marks.is_file() else f"{marks.name} is not there"
        return f"{was}: `grade` was stopped between its two files. What the other one holds is newer, and is used here. Give the same `who-says-so grade` again."
    if not found:
        return ""
    more = f" and {some(len(found) - SHOWN, 'more change')}" if len(found) > SHOWN else ""
    return (
        f"{marks.name} was changed by hand ({'; '.join(found[:SHOWN])}{more}). This counts nowhere: the marks come from the answers. "
        f"Points that you give, or want to change, go into {given_path(marks).name} beside it: learner, exercise, points, comment."
    )


def beside(marks: Path, name: str) -> Path:
    """Return where something made from these marks goes: beside them, and under their own name where they are not called `marks.csv`."""
    return marks.with_name(name if marks.stem == "marks" else f"{marks.stem}.{name}")


def given_path(marks: Path) -> Path:
    """Return the table of the teacher's own points: `given.csv` beside `marks.csv`; other marks may have one under their own name."""
    stem = marks.name.removesuffix(".details.jsonl") if marks.name.endswith(".details.jsonl") else marks.stem
    own = marks.with_name(f"{stem}.given.csv")
    return own if own.is_file() else marks.with_name("given.csv")


def refuse_overwriting(out: Path) -> None:
    """KitError where a new table of marks would take away what somebody typed into the old one, or somebody's own file."""
    if not out.exists() or half_done(out):
        return
    if not details_path(out).is_file():
        raise KitError(f"{out.name} is there already, and `grade` did not write it.", ANEW)
    if said := told(out):
        raise KitError(said, "To write it anew and lose the changes, add --fresh.")


def refuse_losing(out: Path, lost: list[str], units: set[str]) -> None:
    """KitError where the old table has marks of somebody who is gone (`lost`), or of a unit of which nothing is here."""
    lost_units = set(next(read_details(out), {}).get("units", ())) - units
    if lost or lost_units:
        what = (
            f"marks of {some(len(lost), 'learner')} who are not here ({', '.join(map(visible, lost[:3]))}{', …' if len(lost) > 3 else ''})"
            if lost
            else f"marks for {', '.join(sorted(lost_units))}, of which nothing is here"
        )
        raise KitError(f"{out.name} was graded from something else: it holds {what}.", ANEW)


def _expected(marks: Path, head: list[str]) -> Iterator[dict]:
    results = read_details(marks)
    ids = next(results, {}).get("marked", [])
    for result in results:
        yield {name: value for name, value in zip(head_of(ids), row_of(result).cells(ids)) if name in head and name != "sentence"}


def _same(marks: Path, head: list[str], rows: list[list[str]]) -> bool:
    """Whether the table is as it was written, but for its sentences, which are no marks."""
    results = read_details(marks)
    ids = next(results, {}).get("marked", [])
    if head != head_of(ids):
        return False
    at = head.index("sentence")
    bare = lambda row: row and [*row[:at], *row[at + 1 :]]  # noqa: E731
    return all(bare(own) == bare(row) for own, row in zip_longest((row_of(r).cells(ids) for r in results), rows))


def _plain(text: str) -> str:
    """A cell as it would be said: numbers alike in every notation."""
    text = " ".join(text.strip().lstrip("'").split()).casefold()
    try:
        return f"{float(text.replace(',', '.')):.4f}"
    except ValueError:
        return text


def _shown(text: str) -> str:
    return visible(text)[:40] or "empty"
