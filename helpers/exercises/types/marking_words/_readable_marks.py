"""Whether marks in a passage can be read."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from .._base import odd


def why_unreadable_marks(spans: Any, start: int, end: int, labels: Container[str], most: int) -> str | None:
    """Return what is wrong with the first mark that cannot be read, or None: marks lie between `start` and `end`, and there are `most` at most."""
    if not isinstance(spans, list) or not set(map(type, spans)) <= {dict}:
        return "The answer is not a list of marks."
    for span in spans:
        a, b, label = span.get("start"), span.get("end"), span.get("label")
        if type(a) is not int or type(b) is not int:
            return "It cannot be read where a mark begins and ends."
        if not start <= a < b <= end:
            if start <= b <= a <= end:
                return f"A mark at {odd(a)}–{odd(b)} holds no words."
            return f"A mark at {odd(a)}–{odd(b)} lies outside the passage ({start}–{end})."
        if not isinstance(label, str) or label not in labels:
            return f"“{odd(label)}” is not one of the labels."
        if "attrs" in span and not isinstance(span["attrs"], dict):
            return "The properties of a mark cannot be read."
    return "There are more marks than words." if len(spans) > most else None
