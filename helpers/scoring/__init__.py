"""Pure arithmetic of marks: answers and a key go in, a raw score and what became of each item come out. Opens no file."""

from __future__ import annotations

from .cached import Key, cached_per_owner
from .score import (
    BOUNDARY,
    DIFFER,
    EMPTY,
    FALSE_ALARM,
    FOUND,
    MISS,
    OPEN,
    RIGHT,
    WRONG,
    WRONG_LABEL,
    ItemScore,
    Score,
    brier,
    calibration,
    discrimination,
    raw_choices,
    rote_share,
    score_choices,
    to_points,
)
from .spans import home_of, measures, outcomes, place, raw_spans, score_spans, weigh

__all__ = [
    "BOUNDARY",
    "DIFFER",
    "EMPTY",
    "FALSE_ALARM",
    "FOUND",
    "ItemScore",
    "Key",
    "MISS",
    "OPEN",
    "RIGHT",
    "Score",
    "WRONG",
    "WRONG_LABEL",
    "brier",
    "calibration",
    "discrimination",
    "home_of",
    "measures",
    "cached_per_owner",
    "outcomes",
    "place",
    "raw_choices",
    "raw_spans",
    "rote_share",
    "score_choices",
    "score_spans",
    "to_points",
    "weigh",
]
