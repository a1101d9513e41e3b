"""Which item of the key each mark is on, and how well it fits: see `spans` for what that earns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from .cached import cached_per_owner
from .records import ACCEPTED, CONTESTED, MISS, SPARED, ItemScore, Mark, MarksKey, SpanKey

MIN_FIT = 0.2  # a mark that fits an item less than this is on something else
_UNMARKED = {"core": MISS, "accepted": ACCEPTED, "decoy": SPARED}
_Parts = tuple[float, float]
_Place = tuple[int, int, str]
_NOWHERE: _Parts = (0.0, 0.0)
_place = itemgetter("start", "end", "label")


class PreparedItem(NamedTuple):
    """An item of the key, made ready: every boundary as (start, end, first word, word after the last), and its outcome if nobody marks it."""

    key_item: SpanKey
    tier: str
    right: list[str]
    spans: list[tuple[int, int, int, int]]
    unmarked: ItemScore


class Passage(NamedTuple):
    """What a key says about every answer: its items, where each reaches from and to, and the edges of words and of unmarked sentences."""

    items: list[PreparedItem]
    reach: list[tuple[int, int, int]]
    starts: list[int]
    ends: list[int]
    core: int
    decoys: int
    unmarked_starts: list[int]
    unmarked_ends: list[int]
    attrs: tuple[str, ...]
    level: float


class MatchedMark(NamedTuple):
    """A mark on an item, and how well it fits it: (precision part, recall part), and both as one."""

    mark: Mark
    parts: _Parts
    fit: float


class Matches(NamedTuple):
    """Marks by the number of the item that they are on, in the order of the text; and places with marks on nothing, each with its first."""

    on: dict[int, list[MatchedMark]]
    strays: dict[tuple[int, int], Mark]


@cached_per_owner
def prepare_key(key: MarksKey) -> Passage:
    """Work out lookups once. Offsets are code points, end exclusive."""
    starts, ends = key["word_starts"], key["word_ends"]
    items = []
    for one in key["items"]:
        blank = ItemScore(
            one["id"],
            _UNMARKED.get(one["tier"], CONTESTED),
            right=tuple(one["right"]),
            start=one["spans"][0][0],
            end=one["spans"][0][1],
            votes=one["votes"],
            of=one["of"],
        )
        spans = [(a, b, bisect_right(ends, a), bisect_left(starts, b)) for a, b in one["spans"]]
        items.append(PreparedItem(one, one["tier"], one["right"], spans, blank))
    reach = sorted((min(s[0] for s in item.spans), max(s[1] for s in item.spans), i) for i, item in enumerate(items))
    tiers, unmarked = [item.tier for item in items], sorted(map(tuple, key["quiet"]))  # sentences where nothing is to be marked
    return Passage(
        items,
        reach,
        starts,
        ends,
        tiers.count("core"),
        tiers.count("decoy"),
        [a for a, _ in unmarked],
        [b for _, b in unmarked],
        tuple(key.get("attrs", ())),
        key.get("level", 1.0),
    )


def match_marks(key: MarksKey, marks: Sequence[Mark]) -> Matches:
    """Return each mark with the item that it fits best; the same mark twice is one mark."""
    prepared, passed = prepare_key(key), 0
    reach, items = prepared.reach, len(prepared.reach)
    on: dict[int, list[MatchedMark]] = {}
    strays: dict[tuple[int, int], Mark] = {}
    for (start, end, _), n in _in_order(marks):
        while passed < items and reach[passed][1] <= start:  # what lies behind this mark lies behind all that follow
            passed += 1
        if passed < items and reach[passed][0] < end:  # else the next item begins after it
            item, parts, fit = _best_item(prepared, start, end, passed)
            if item is not None:
                on.setdefault(item, []).append(MatchedMark(marks[n], parts, fit))
                continue
        strays.setdefault((start, end), marks[n])
    return Matches(on, strays)


def _in_order(marks: Sequence[Mark]) -> list[tuple[_Place, int]]:
    """Return (start, end, label) and number of each mark in the order of the text; of marks that are alike in all, properties too, the first."""
    places = list(map(_place, marks))
    if len(set(places)) == len(places):  # nearly always: no words bear the same label twice
        return sorted(zip(places, range(len(places))))
    alike: dict[tuple[_Place, str], int] = {}
    for n, place in enumerate(places):
        alike.setdefault((place, _properties(marks[n])), n)
    return [(place, n) for (place, _), n in sorted(alike.items())]


def _properties(mark: Mark) -> str:
    return repr(sorted(attrs.items())) if (attrs := mark.get("attrs")) else ""


def best_item(key: MarksKey, mark: Mark) -> SpanKey | None:
    """Return the item of the key that a mark fits best, or None where it is on nothing."""
    prepared = prepare_key(key)
    index = _best_item(prepared, mark["start"], mark["end"], 0)[0]
    return None if index is None else prepared.items[index].key_item


def _best_item(prepared: Passage, start: int, end: int, passed: int) -> tuple[int | None, _Parts, float]:
    """Return (index of the item with the best overlap or None, (precision part, recall part), fit); of equals the first."""
    best, index, fitting, reach, words = 0.0, None, _NOWHERE, prepared.reach, None
    for n in range(passed, len(reach)):
        first, last, i = reach[n]
        if first >= end:
            break
        if start < last:
            words = words or (bisect_right(prepared.ends, start), bisect_left(prepared.starts, end))
            parts, fit = _overlap(start, end, *words, prepared.items[i].spans)
            if fit > best or fit == best and index is not None and i < index:
                best, index, fitting = fit, i, parts
    return (index if best >= MIN_FIT else None), fitting, best


def _overlap(start: int, end: int, m0: int, m1: int, spans: list[tuple[int, int, int, int]]) -> tuple[_Parts, float]:
    """Return (precision part, recall part) of a mark against the best of an item's boundaries, and how it fits; (1, 1) within one word of slack."""
    best, most = (0.0, 0.0), 0.0
    for a, b, s0, s1 in spans:
        shared = (end if end < b else b) - (start if start > a else a)
        if shared <= 0:
            continue
        if m0 < s1 and s0 < m1 and -1 <= m0 - s0 <= 1 and -1 <= m1 - s1 <= 1:
            return (1.0, 1.0), 1.0
        part = shared / (end - start), shared / (b - a)
        if (fit := harmonic(part)) > most:
            best, most = part, fit
    return best, most


def harmonic(parts: _Parts) -> float:
    p, r = parts
    return 2 * p * r / (p + r) if p + r else 0.0
