"""One record becomes points and sentences; the check button, nbgrader and `grade` all come through here."""

from __future__ import annotations

from .either import chosen, mark_either, second_counts
from .feedback import feedback, quoted, sealed
from .mark import Marked, mark, need_key, no_key, score_record, written_html, written_parts

__all__ = [
    "Marked",
    "chosen",
    "feedback",
    "mark",
    "mark_either",
    "need_key",
    "no_key",
    "quoted",
    "score_record",
    "sealed",
    "second_counts",
    "written_html",
    "written_parts",
]
