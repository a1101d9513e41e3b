"""Whether marks in a passage can be read: first seen of all at once, for nearly always they can, and a walk from mark to mark takes five times as long."""

from __future__ import annotations

from collections.abc import Container
from operator import itemgetter, lt
from typing import Any

from .._base import odd

_PLACE = itemgetter("start", "end", "label")


def why_unreadable_marks(spans: Any, start: int, end: int, labels: Container[str], most: int) -> str | None:
    """Return what is wrong with the first mark that cannot be read, or None: marks lie between `start` and `end`, and there are `most` at most."""
    if not isinstance(spans, list) or not set(map(type, spans)) <= {dict}:
        return "The answer is not a list of marks."
    for span in () if _all_fit(spans, start, end, labels) else spans:
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


def _all_fit(marks: list[dict[str, Any]], start: int, end: int, labels: Container[str]) -> bool:
    """Whether there is nothing to be said of any mark; False says nothing."""
    try:
        begins, ends, said = zip(*map(_PLACE, marks))
    except (KeyError, ValueError):  # a mark lacks something, or there is none
        return False
    if not set(map(type, begins + ends)) <= {int} or not set(map(type, said)) <= {str}:
        return False
    if not all(name in labels for name in set(said)) or not {type(m["attrs"]) for m in marks if "attrs" in m} <= {dict}:
        return False
    return start <= min(begins) and max(ends) <= end and all(map(lt, begins, ends))
