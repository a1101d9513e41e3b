"""One record becomes points and sentences; the check button, nbgrader and `grade` all come through here."""
from __future__ import annotations

from .feedback import WORDS, feedback, sealed
from .mark import Marked, judge, mark, need_key, no_key, written_html, written_parts

__all__ = ["Marked", "WORDS", "feedback", "judge", "mark", "need_key", "no_key", "sealed", "written_html", "written_parts"]
