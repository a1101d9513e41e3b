"""A class list or gradebook file as a platform gave it: which platform, its cells as they came, and the learners in it."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from helpers.errors import KitError, why_not

from .platforms import PLATFORMS, Roster, as_dicts, class_of, parse_lms_name

MAX_ROSTER = 50_000_000


def read_roster(path: Path) -> Roster:
    """Return a Moodle grading worksheet, a Canvas gradebook export, an nbgrader student list, or any table whose first column names learners."""
    try:
        if path.exists() and not path.is_file():
            raise KitError(f"{path.name} is not a plain file.", "Give the file that your platform exported.")
        if path.stat().st_size > MAX_ROSTER:
            raise KitError(f"{path.name} is too large for a class list.", "Give the file that your platform exported.")
        raw = path.read_bytes()
        text = re.sub(r"(?i)\A\"?sep=.\"?\r?\n", "", raw.decode("utf-8-sig"))  # a line that Excel reads and hides
        table = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)) if row]
    except OSError as error:
        raise KitError(f"{path} cannot be opened: {why_not(error)}.", "Give the file that your platform exported.") from None
    except (UnicodeDecodeError, csv.Error):
        raise KitError(f"{path.name} is not a table in UTF-8.", "Export it again as CSV (comma-separated, UTF-8).") from None
    if not table:
        raise KitError(f"{path.name} is empty.", "Export it again as CSV.")
    head, *rows = table
    for row in rows:  # Moodle refuses such a file as a whole, and Canvas takes the wrong cells
        if len(row) > len(head):
            raise KitError(
                f"{path.name}: the row “{', '.join(row)[:60]}” has {len(row)} cells, and the heading {len(head)}.", "Export the file again."
            )
    lms, learners = _learners(head, rows)
    return Roster(lms, head, rows, tuple(learners))


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _learners(head: list[str], rows: list[list[str]]) -> tuple[str, list[dict]]:
    """The platform whose table it is and the learners in it; without one, the column `id` or the first names them."""
    for platform in PLATFORMS:
        if hasattr(platform, "read_roster") and (found := platform.read_roster(head, rows)) is not None:
            return platform.LMS, found
    found = []
    for row, one in zip(rows, as_dicts(head, rows)):
        if name := {k.strip(): v for k, v in one.items()}.get("id") or row[0]:  # nbgrader takes “ id ” for “id”
            found.append(
                {
                    "learner": name,
                    **class_of(one),
                    **{k: v for k, v in (parse_lms_name(name) or {}).items() if k not in ("learner", "rest", "attempt")},
                }
            )
    return "", found
