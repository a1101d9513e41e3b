"""Pure arithmetic of marks: answers and a key go in, a raw score and what became of each item come out. Opens no file."""

from __future__ import annotations

from .cached import Key, cached_per_owner
from .choices import floor_of, raw_choices, right_in, rote_answers, score_choices
from .confidence import brier, calibration, discrimination
from .points import to_points
from .records import (
    BOUNDARY,
    DIFFER,
    EMPTY,
    FALSE_ALARM,
    FOUND,
    MISS,
    OPEN,
    RIGHT,
    SPARED,
    WRONG,
    WRONG_LABEL,
    ItemScore,
    Mark,
    QuestionKey,
    Score,
    SpanKey,
)
from .spans import home_of, raw_spans, score_spans

__all__ = [
    "BOUNDARY",
    "DIFFER",
    "EMPTY",
    "FALSE_ALARM",
    "FOUND",
    "ItemScore",
    "Key",
    "MISS",
    "Mark",
    "OPEN",
    "QuestionKey",
    "RIGHT",
    "SPARED",
    "Score",
    "SpanKey",
    "WRONG",
    "WRONG_LABEL",
    "brier",
    "cached_per_owner",
    "calibration",
    "discrimination",
    "floor_of",
    "home_of",
    "raw_choices",
    "raw_spans",
    "right_in",
    "rote_answers",
    "score_choices",
    "score_spans",
    "to_points",
]
