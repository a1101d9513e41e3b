"""Canvas: “lastfirst_LATE_1234_5678_name” (`lib/content_zipper.rb`); the exported gradebook as class list."""

from __future__ import annotations

import re

LMS = "canvas"
LOOSE = True  # other files are called so too; two learners make it a class
_NAME = re.compile(
    r"(?:(?!(?:LATE_)?anon_[A-Za-z0-9]+_\d+_)(?P<who>.+?)_)?(?:(?P<late>LATE)_)?(?P<id>\d+|anon_[A-Za-z0-9]+)_(?P<file>\d+)_(?P<rest>.+)",
    re.DOTALL,
)


def parse_name(name: str, is_folder: bool = False, around: str = "") -> dict | None:
    if not (found := _NAME.fullmatch(name)):
        return None
    return {
        "learner": "_".join(filter(None, (found["who"], found["id"]))),
        "lms": LMS,
        "lms_id": found["id"],
        "name": found["who"] or "",
        "late": bool(found["late"]),
        "rest": found["rest"],
    }


def read_roster(head: list[str], rows: list[dict[str, str]]) -> list[dict] | None:
    if head[0] not in ("Student", "LastName") or "ID" not in head:
        return None
    found = []
    for one in rows:
        if one["ID"] and "Points Possible" not in one[head[0]]:
            name = f"{one['LastName']}, {one.get('FirstName', '')}" if "LastName" in one else one[head[0]]
            found.append({"learner": f"{name}_{one['ID']}", "lms": LMS, "lms_id": one["ID"], "name": name})
    return found


def lasting_id(submission) -> str:
    return submission.lms_id
