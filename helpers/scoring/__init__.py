"""Pure arithmetic of marks: answers and a key go in, a raw score and what became of each item come out. Opens no file."""

from __future__ import annotations

from .cached import Key, cached_per_owner
from .choices import constant_answers, floor_of, raw_choices, right_in, score_choices
from .confidence import brier, calibration, discrimination
from .points import to_points
from .records import (
    ACCEPTED,
    BOUNDARY,
    CONTESTED,
    EMPTY,
    FALSE_ALARM,
    FOUND,
    MISS,
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
from .spans import best_item, raw_spans, score_spans

__all__ = [
    "BOUNDARY",
    "CONTESTED",
    "EMPTY",
    "FALSE_ALARM",
    "FOUND",
    "ItemScore",
    "Key",
    "MISS",
    "Mark",
    "ACCEPTED",
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
    "best_item",
    "raw_choices",
    "raw_spans",
    "right_in",
    "constant_answers",
    "score_choices",
    "score_spans",
    "to_points",
]
