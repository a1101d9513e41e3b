"""ILIAS: folders “Lee_Ann_alee_12345”, inside “Submissions” or “Abgaben”, with stamps before the files' names."""

from __future__ import annotations

import re

LMS = "ilias"
LOOSE = True
_NAME = re.compile(r"(?P<last>[^_\d]+)_(?P<first>[^_\d]+)_(?P<login>[^_]+(?:_[^_]+)*?)_(?P<id>\d+)")


def parse_name(name: str, is_folder: bool = False, context: str = "") -> dict | None:
    if not is_folder or not (found := _NAME.fullmatch(name)):
        return None
    return {"learner": name, "lms": LMS, "lms_id": found["id"], "name": f"{found['first']} {found['last']}"}


def wrapper(name: str) -> bool:
    return name in ("Submissions", "Abgaben", "Einreichungen")
