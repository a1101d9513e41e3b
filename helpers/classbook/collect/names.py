"""What the name of a file or folder says: whose it is, in the downloads of Moodle and Canvas, and what the file itself is called.

How the two systems name files is taken from their source: Moodle `mod/assign/locallib.php`
(“Full name_1234_assignsubmission_file_…”, as folders or flat), Canvas `lib/content_zipper.rb` (“lastfirst_LATE_1234_5678_name”).
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from .safe_read import NOTEBOOKS, SUFFIXES

MOODLE = re.compile(r"(?P<who>.+)_(?P<id>\d+)_assignsubmission_[a-z]+_?(?P<rest>.*)", re.DOTALL)
CANVAS = re.compile(
    r"(?:(?!(?:LATE_)?anon_[A-Za-z0-9]+_\d+_)(?P<who>.+?)_)?(?:(?P<late>LATE)_)?(?P<id>\d+|anon_[A-Za-z0-9]+)_(?P<file>\d+)_(?P<rest>.+)",
    re.DOTALL,
)
_RESENT = re.compile(r"-\d+$")  # Canvas numbers a second upload: «q1-1.json»


def who(name: str) -> dict | None:
    """The learner that a file or folder name of an LMS download speaks of, or None."""
    if found := MOODLE.fullmatch(name):
        return {"learner": f"{found['who']}_{found['id']}", "lms": "moodle", "lms_id": found["id"], "name": found["who"]}
    if found := CANVAS.fullmatch(name):
        return {
            "learner": "_".join(filter(None, (found["who"], found["id"]))),
            "lms": "canvas",
            "lms_id": found["id"],
            "name": found["who"] or "",
            "late": bool(found["late"]),
        }
    return None


@lru_cache(maxsize=1024)  # a class has few names of files
def plain_stem(name: str) -> str:
    """A file's own name, less what an LMS put around it."""
    found = MOODLE.fullmatch(name) or CANVAS.fullmatch(name)
    name = Path(found["rest"] if found and found["rest"] else name).name
    return _RESENT.sub("", own_name(name) if name.lower().endswith(NOTEBOOKS) else Path(name).stem)


def own_name(name: str) -> str:
    """A file's name without its ending, for files that are read here; any other name as it is."""
    ending = max((s for s in SUFFIXES if name.lower().endswith(s)), key=len, default="")
    return name[: -len(ending)] if ending and len(ending) < len(name) else name
