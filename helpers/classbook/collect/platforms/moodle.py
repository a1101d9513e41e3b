"""Moodle: “Full name_1234_assignsubmission_file_…”, as folders or flat (`mod/assign/locallib.php`); the grading worksheet as class list."""

from __future__ import annotations

import re

LMS = "moodle"
# The first such number is Moodle's own; what follows is the upload's name, in which a learner may write what they like.
_NAME = re.compile(r"(?P<who>.+?)_(?P<id>\d+)_assignsubmission_[a-z]+_?(?P<rest>.*)", re.DOTALL)


def parse_name(name: str, is_folder: bool = False, around: str = "") -> dict | None:
    if not (found := _NAME.fullmatch(name)):
        return None
    return {"learner": f"{found['who']}_{found['id']}", "lms": LMS, "lms_id": found["id"], "name": found["who"], "rest": found["rest"]}


def read_roster(head: list[str], rows: list[dict[str, str]]) -> list[dict] | None:
    """`late` where the worksheet's status says so."""
    if "Identifier" not in head:
        return None
    found = []
    for one in rows:
        if number := one["Identifier"].rpartition(" ")[2] or one["Identifier"]:
            name = one.get("Full name") or one["Identifier"]
            late = {"late": True} if re.search(r"\blate\b", one.get("Status", "")) else {}
            found.append({"learner": f"{name}_{number}", "lms": LMS, "lms_id": number, "name": name, **late})
    return found


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
