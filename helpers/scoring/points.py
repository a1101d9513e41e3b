"""From a raw score to points: a straight line between what comes without reading and full marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .records import ItemScore, Score


def to_points(exercise: Any, key: Mapping[str, Any], raw: float, items: Iterable[ItemScore], measures: dict[str, Any]) -> Score:
    """Return the Score: the share of the maximum between the key's `floor` (earned without reading) and its `target` (full marks)."""
    span = key["target"] - key["floor"]
    fraction = min(1.0, max(0.0, (raw - key["floor"]) / span)) if span > 0 else 0.0
    fraction = 1.0 if fraction > 0.99999 else fraction
    points = round(fraction * exercise.points, 2)
    return Score(exercise.id, "graded", round(fraction, 4), points, exercise.points, round(raw, 4), tuple(items), measures)
