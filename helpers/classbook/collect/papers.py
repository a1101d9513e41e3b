"""What lies in a class folder and is nobody's hand-in: the teacher's own papers, tables, and what this kit wrote there."""

from __future__ import annotations

import re

from .safe_read import kind_of

_TABLES = (
    ".csv",
    ".tsv",
    ".xlsx",
    ".xls",
    ".ods",
    ".jsonl",
    ".log",
    ".db",
    ".tmp",
    ".lock",
    ".ini",
    ".bak",
    ".py",
    ".toml",
    ".md",
    ".yml",
    ".yaml",
)
_WORDS = re.compile(
    r"(?i)(?<![a-z])(?:notes?|read ?me|rubrics?|solutions?|answer key|marks|grades?|gradebook|roster|class ?list|syllabus|timestamp|feedback)(?![a-z])"
)
OURS = {"report", "feedback", "feedback_pages"}  # folders that `report` and `feedback` and nbgrader write
MADE = ".who-says-so"  # a file in each folder that this kit wrote as a whole
_OUR_FILES = {"report.html", "learners.csv", "exercises.csv", "items.csv"}


def is_teachers(node) -> bool:
    if node.is_folder:
        inside = {k.name for k in node.children}
        if MADE in inside or {"report.html", "learners.csv"} <= inside:
            return True
        return node.name in OURS and all(name.lower().endswith((".html", ".csv")) or "." not in name for name in inside)
    name = node.name
    if node.is_link or kind_of(name):
        return False
    return name in _OUR_FILES or name.lower().endswith(_TABLES) or bool(_WORDS.search(name.replace("_", " ")))
