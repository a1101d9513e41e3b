"""Google Classroom and Drive: copies called “Ann Lee - task.ipynb”; files of one name become “task (1).ipynb”, each a learner's own."""

from __future__ import annotations

import re

LMS = "drive"
LOOSE = True
_NAME = re.compile(r"(?P<who>.+?) - (?P<rest>.+?(?: \(\d+\))?\.ipynb)", re.IGNORECASE)


def context(names: list[str], around: str) -> str:
    """Return the task's name, where it is the same in all and the names before it are not."""
    found = [m for name in names if (m := _NAME.fullmatch(name))]
    tasks = {re.sub(r" \(\d+\)(?=\.)", "", m["rest"]) for m in found}
    return tasks.pop() if len(tasks) == 1 and len(found) > 1 and len({m["who"] for m in found}) == len(found) else "\0"


def parse_name(name: str, is_folder: bool = False, context: str = "\0") -> dict | None:
    found = None if is_folder else _NAME.fullmatch(name)
    if not found or re.sub(r" \(\d+\)(?=\.)", "", found["rest"]) != context:
        return None
    return {"learner": found["who"], "lms": LMS, "lms_id": "", "name": found["who"], "rest": found["rest"]}


def wrapper(name: str) -> bool:
    """Drive packs a large folder into several zips."""
    return re.fullmatch(r"(?:.*-)?drive-download-.*|.+-\d{8}T\d{6}Z(?:-\d+)*(?:\.zip)?", name) is not None
