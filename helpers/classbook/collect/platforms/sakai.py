"""Sakai: folders “Lee, Ann(alee)” with “Submission attachment(s)” in them, beside the teacher's own “Feedback Attachment(s)”."""

from __future__ import annotations

import re

LMS = "sakai"
PAPERS = ("grades.csv", "grades.xls")
_NAME = re.compile(r"(?P<who>[^,()]+, ?[^()]+?) ?\((?P<id>[^()\s]+)\)")


def parse_name(name: str, is_folder: bool = False, context: str = "") -> dict | None:
    if not is_folder or not (found := _NAME.fullmatch(name)):
        return None
    return {"learner": name, "lms": LMS, "lms_id": found["id"], "name": found["who"]}


def parts(container) -> list:
    """Return the learner's own: what came as attachment, without what the teacher gave back."""
    return [k for k in container.children if not re.match(r"(?i)(?:feedback|comments)\b", k.name)] or [container]
