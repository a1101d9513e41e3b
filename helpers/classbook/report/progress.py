"""`who-says-so report MARKS MARKS …`: from unit to unit, the same learners over several tables of marks."""

from __future__ import annotations

from math import sqrt
from pathlib import Path
from statistics import mean, median

from helpers.errors import KitError

from ..collect.places import Submission
from ..collect.platforms import part
from ..results import read_details
from ..tables import number, visible, whole_file, write_table
from .called import codes
from .page import FEW, e, page, table
from .teacher_points import Given, read_given

ON_PAGE = 300


def progress(files: list[Path], folder: Path, reports: list[Path], names: bool = False) -> Path:
    """Write report.html and progress.csv on all these marks into a folder; `reports`: the page of each, to link to. Returns the page."""
    if len({p.resolve() for p in files}) < len(files):
        raise KitError("The same marks are named twice.", "Name each marks.csv once.")
    columns: dict[tuple[int, str], dict[str, tuple[float, float, bool]]] = {}
    called: dict[str, str] = {}
    for n, path in enumerate(files):
        given, results = read_given(path), read_details(path)
        for unit in next(results, {}).get("units", []):
            columns[n, unit] = {}
        for result in results:
            who = _person(result)
            called.setdefault(who, result["name"] or result["learner"])
            if (total := given.total(result)) is not None and (n, result["unit"]) in columns:
                columns[n, result["unit"]][who] = (total, _most(result, given), bool(result.get("late")))
    shown = {w: visible(called[w]) for w in called} if names else codes(called)
    heads = [_title(files, n, unit) for n, unit in columns]
    lines = [[shown[w], *(_cell(c.get(w)) for c in columns.values())] for w in sorted(called, key=shown.get)]
    write_table(folder / "progress.csv", ["learner", *heads], lines)
    links = "".join(f'<li><a href="{e(p.relative_to(folder).as_posix())}">{e(visible(f.name))}</a></li>' for p, f in zip(reports, files))
    body = (
        "<p>Marks of one unit and another are not on one scale: a unit may be harder. What a class has learned is what the reading checks are for "
        "(<code>who-says-so compare-forms</code>).</p>"
        + table(
            "Unit by unit",
            ["Unit", "Marks", "Mean", "Median", "Late"],
            [_unit_row(h, c) for h, c in zip(heads, columns.values())],
            (1, 2, 3, 4),
        )
        + _changes(heads, list(columns.values()))
        + f"<h2>Learner by learner</h2>{_more(lines)}{table('Points', ['Learner', *heads], lines[:ON_PAGE], tuple(range(1, len(heads) + 1)))}"
        + (f"<h2>The report on each</h2><ul>{links}</ul>" if links else "")
    )
    with whole_file(folder / "report.html") as out:
        out.write(page("From unit to unit", body))
    return folder / "report.html"


def _person(result: dict) -> str:
    """What stays the same of a learner from one task to the next, as far as the platform lets one know."""
    same = part(result["lms"], "lasting_id")
    one = Submission(learner=result["learner"], lms=result["lms"], lms_id=result["lms_id"], name=result["name"])
    return (same(one) if same else "") or result["learner"]


def _most(result: dict, given: Given) -> float:
    return result["max_points"] + (result["teacher_points"] if given.added(result) is not None else 0)


def _title(files: list[Path], n: int, unit: str) -> str:
    return unit if len({p.stem for p in files}) < 2 or unit in files[n].stem else f"{unit} ({visible(files[n].stem)})"


def _cell(mark: tuple | None) -> str:
    return "" if mark is None else f"{number(round(mark[0], 2))} of {number(float(mark[1]))}{', late' if mark[2] else ''}"


def _shares(column: dict) -> dict[str, float]:
    return {who: total / most for who, (total, most, _) in column.items() if most}


def _unit_row(head: str, column: dict) -> list:
    values = list(_shares(column).values())
    if len(values) < FEW:
        return [head, len(values), f"fewer than {FEW}", "", sum(m[2] for m in column.values()) or ""]
    return [head, len(values), f"{100 * mean(values):.0f} %", f"{100 * median(values):.0f} %", sum(m[2] for m in column.values()) or ""]


def _changes(heads: list[str], columns: list[dict]) -> str:
    """From each unit to the next, of those who have a mark in both."""
    rows = []
    for before, after, a, b in zip(heads, heads[1:], columns, columns[1:]):
        first, then = _shares(a), _shares(b)
        moved = [100 * (then[w] - first[w]) for w in first if w in then]
        if len(moved) < FEW:
            rows.append([f"{before} → {after}", len(moved), f"fewer than {FEW} have both", ""])
            continue
        middle = mean(moved)
        half = 1.96 * sqrt(sum((v - middle) ** 2 for v in moved) / (len(moved) - 1) / len(moved))
        rows.append(
            [
                f"{before} → {after}",
                len(moved),
                f"{middle:+.0f} points of 100".replace("-", "−"),
                f"{middle - half:+.0f} to {middle + half:+.0f}".replace("-", "−"),
            ]
        )
    return table("From one to the next", ["From → to", "With both marks", "Mean change", "Range"], rows, (1, 2, 3))


def _more(lines: list) -> str:
    return f"<p>{ON_PAGE} of {len(lines)} learners are shown; progress.csv has all.</p>" if len(lines) > ON_PAGE else ""
