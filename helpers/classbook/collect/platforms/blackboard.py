"""Blackboard: “Task_username_attempt_2026-11-22-08-00-00_file”, and a .txt for each attempt; the newest attempt counts."""

from __future__ import annotations

import re
from os.path import commonprefix

LMS = "blackboard"
_NAME = re.compile(r"(?P<who>.+?)_attempt_(?P<attempt>\d{4}(?:-\d\d){5})(?:_(?P<rest>.+)|\.txt)?", re.DOTALL)


def context(names: list[str], around: str) -> str:
    """Return the task's name with the line behind it: what all names have in common, or all but the last word of one learner's."""
    found = sorted({m["who"] for name in names if (m := _NAME.fullmatch(name))})
    before = commonprefix(found) if len(found) > 1 else found[0] if found else ""
    return before[: before.rfind("_") + 1]


def parse_name(name: str, is_folder: bool = False, context: str = "") -> dict | None:
    if not (found := _NAME.fullmatch(name)):
        return None
    user = found["who"].removeprefix(context)
    return {"learner": user, "lms": LMS, "lms_id": user, "name": user, "attempt": found["attempt"], "rest": found["rest"] or ""}
