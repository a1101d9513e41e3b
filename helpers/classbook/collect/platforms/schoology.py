"""Schoology: folders “Lee, Ann - 12345678” with “Revision 2 - On Time” in them, or files that begin so; the newest revision counts."""

from __future__ import annotations

import re

LMS = "schoology"
_NAME = re.compile(r"(?P<who>[^,]+, .+?) - (?P<id>\d{4,})(?: - (?P<rest>.+))?", re.DOTALL)
_REVISION = re.compile(r"(?i)revision (\d+)\b.*")


def parse_name(name: str, is_folder: bool = False, context: str = "") -> dict | None:
    if not (found := _NAME.fullmatch(name)):
        return None
    return {
        "learner": f"{found['who']}_{found['id']}",
        "lms": LMS,
        "lms_id": found["id"],
        "name": found["who"],
        "rest": found["rest"] or "",
    }


def parts(container) -> list:
    revisions = {int(m[1]): k for k in container.children if k.is_folder and (m := _REVISION.fullmatch(k.name))}
    return [revisions[max(revisions)]] if revisions else [container]
