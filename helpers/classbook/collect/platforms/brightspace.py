"""Brightspace (D2L): folders or files “12345-67890 - Ann Lee - Nov 22, 2026 800 AM - file”, and an index.html beside them."""

from __future__ import annotations

import re

LMS = "brightspace"
PAPERS = ("index.html",)
_NUMBERS = re.compile(r"(\d+)-\d+")


def parse_name(name: str, is_folder: bool = False, context: str = "") -> dict | None:
    number, *parts = name.split(" - ")
    found = _NUMBERS.fullmatch(number)
    if not found or len(parts) < 2 or not re.search(r"\d{4}", parts[1]):
        return None
    return {"learner": f"{parts[0]}_{found[1]}", "lms": LMS, "lms_id": found[1], "name": parts[0], "rest": " - ".join(parts[2:])}
