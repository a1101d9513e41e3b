"""Pure arithmetic of marks: answers and a key go in, a raw score and what became of each item come out. Opens no file."""

from __future__ import annotations

from helpers import late_names

from .cached import Key, cached_per_owner
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
    Score,
)

# Looked up when asked for, so that a first cell stays light.
__getattr__ = late_names(
    __name__,
    {
        ".choices": ("HELD", "SURE", "constant_answers", "floor_of", "raw_choices", "score_choices"),
        ".confidence": ("brier", "calibration", "discrimination"),
        ".matching": ("best_item",),
        ".spans": ("raw_spans", "score_spans"),
    },
)

__all__ = [
    "BOUNDARY",
    "CONTESTED",
    "EMPTY",
    "FALSE_ALARM",
    "HELD",
    "FOUND",
    "ItemScore",
    "Key",
    "MISS",
    "ACCEPTED",
    "RIGHT",
    "SURE",
    "SPARED",
    "Score",
    "WRONG",
    "WRONG_LABEL",
    "cached_per_owner",
    "to_points",
]
