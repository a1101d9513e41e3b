"""What lies in a class folder and is nobody's hand-in: the teacher's own papers, tables, and what this kit wrote there."""

from __future__ import annotations

import re

from .limits import kind_of

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
OUR_FILES = {"report.html", "learners.csv", "exercises.csv", "items.csv"}
MADE_HERE = '<meta name="generator" content="Who says so?">'


def is_teachers(node) -> bool:
    if node.is_folder:
        return _is_output(list(node.children), node.name)
    name = node.name
    if node.is_link or kind_of(name):
        return False
    return name in OUR_FILES or name.lower().endswith(_TABLES) or bool(_WORDS.search(name.replace("_", " ")))


def _is_output(kids: list, name: str) -> bool:
    """Whether a folder is an old report, or pages for learners."""
    names = {k.name for k in kids}
    if {"report.html", "learners.csv"} <= names:
        return True
    if not names or not all(n.lower().endswith(".html") for n in names):
        return name in OURS and not any(k.is_folder or kind_of(k.name) for k in kids)
    return name in OURS or kids[0].begins_with(MADE_HERE)
