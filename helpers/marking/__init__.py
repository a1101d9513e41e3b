"""One record becomes points and sentences; the check button, nbgrader and `grade` all come through here."""

from __future__ import annotations

from .feedback import FAILED, WORDS, feedback, sealed
from .mark import Marked, mark, need_key, no_key, score_record, written_html, written_parts

__all__ = ["FAILED", "Marked", "WORDS", "feedback", "score_record", "mark", "need_key", "no_key", "sealed", "written_html", "written_parts"]
