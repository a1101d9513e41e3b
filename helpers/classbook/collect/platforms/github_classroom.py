"""GitHub Classroom: repositories “task-name-username”, as `gh classroom clone` puts them into “task-name-submissions”."""

from __future__ import annotations

from os.path import commonprefix

LMS = "github_classroom"
LOOSE = True  # three folders of classes may begin alike too


def context(names: list[str], around: str) -> str:
    """Return what stands before the usernames: the task's name. Without the folder around, three words that all names begin with."""
    if around.endswith("-submissions"):
        return around.removesuffix("submissions")
    before = commonprefix(names) if len(names) > 2 else ""
    before = before[: before.rfind("-") + 1]
    return before if before.count("-") > 2 else "\0"


def parse_name(name: str, is_folder: bool = False, context: str = "\0") -> dict | None:
    user = name.removeprefix(context)
    if not is_folder or user == name or not user:
        return None
    return {"learner": user, "lms": LMS, "lms_id": user, "name": user}


def wrapper(name: str) -> bool:
    return name.endswith("-submissions")
