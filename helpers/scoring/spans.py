"""Marked words. A parent can work the points out: half for each place, half for its kind, and a share less for false alarms.

    places = (sum over core items of edges) ÷ core items × precision
    kinds = (sum over core items of edges × kind) ÷ core items × precision
    precision = items found ÷ (items found + false alarms)
    raw = ½ × places + ½ × kinds

Where trained readers themselves come to a part of this (loaded words: `level` 0.55), that part is enough: each half is divided by it, and is 1 at most.

*edges*: how well a mark fits the item, as in the propaganda-detection scorer (Da San Martino et al. 2019): overlap ÷ length of the mark and
overlap ÷ length of the item, in characters, as their harmonic mean; 1 where either edge is at most one word off. *kind*: 1 where the label is
right; where properties are asked for too, the share of label and properties that are right. A mark belongs to the one item that it fits best, so
a mark across three items serves one of them. Of several marks on one item the best fitting counts; of equally good ones the worst, so that
a second label on the same words never pays.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .cached import cached_per_owner
from .confidence import discrimination
from .records import ACCEPTED, BOUNDARY, CONTESTED, FALSE_ALARM, FOUND, MISS, SPARED, WRONG_LABEL, ItemScore, Mark, SpanKey

MIN_FIT = 0.2  # a mark that fits an item less than this is on something else
FAIR = "fair"  # the label that says of words: nothing to find here
_UNMARKED = {"core": MISS, "accepted": ACCEPTED, "decoy": SPARED}
_Parts = tuple[float, float]


class PreparedItem(NamedTuple):
    """An item of the key, made ready: every boundary as (start, end, first word, word after the last), and its outcome if nobody marks it."""

    known: SpanKey
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
    """A mark, the item that it is on (None: on nothing), and how well it fits it: (precision part, recall part)."""

    mark: Mark
    item: int | None
    parts: _Parts

    @property
    def fit(self) -> float:
        return _harmonic(self.parts)


class MatchesScore(NamedTuple):
    """What marks come to: the raw score 0..1, span F1 of the places, the outcome of each item that was marked by its number, and stray marks."""

    raw: float
    span_f1: float
    met: dict[int, ItemScore]
    strays: list[Mark]


@cached_per_owner
def prepare_key(key: Mapping[str, Any]) -> Passage:
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


def match_marks(key: Mapping[str, Any], marks: Sequence[Mark]) -> list[MatchedMark]:
    """Return each mark with the item that it fits best, in the order of the text; the same mark twice is one mark."""
    prepared, found, passed, before = prepare_key(key), [], 0, None
    for start, end, label, properties, n in sorted((m["start"], m["end"], m["label"], _properties(m), n) for n, m in enumerate(marks)):
        if before == (start, end, label, properties):
            continue
        before = start, end, label, properties
        while passed < len(prepared.reach) and prepared.reach[passed][1] <= start:  # what lies behind this mark lies behind all that follow
            passed += 1
        found.append(MatchedMark(marks[n], *_best_item(prepared, start, end, passed)))
    return found


def _properties(mark: Mark) -> str:
    return repr(sorted(attrs.items())) if (attrs := mark.get("attrs")) else ""


def best_item(key: Mapping[str, Any], mark: Mark) -> SpanKey | None:
    """Return the item of the key that a mark fits best, or None where it is on nothing."""
    prepared = prepare_key(key)
    index = _best_item(prepared, mark["start"], mark["end"], 0)[0]
    return None if index is None else prepared.items[index].known


def _best_item(prepared: Passage, start: int, end: int, passed: int) -> tuple[int | None, _Parts]:
    """Return (index of the item with the best overlap or None, (precision part, recall part)); of equals the first."""
    best, index, fitting = 0.0, None, (0.0, 0.0)
    for n in range(passed, len(prepared.reach)):
        first, last, i = prepared.reach[n]
        if first >= end:
            break
        if start < last:
            parts = _overlap(start, end, bisect_right(prepared.ends, start), bisect_left(prepared.starts, end), prepared.items[i].spans)
            if (fit := _harmonic(parts)) > best or fit == best and index is not None and i < index:
                best, index, fitting = fit, i, parts
    return (index, fitting) if best >= MIN_FIT else (None, fitting)


def _overlap(start: int, end: int, m0: int, m1: int, spans: list[tuple[int, int, int, int]]) -> _Parts:
    """Return (precision part, recall part) of a mark against the best of an item's boundaries; (1, 1) within one word of slack."""
    best, most = (0.0, 0.0), 0.0
    for a, b, s0, s1 in spans:
        shared = min(end, b) - max(start, a)
        if shared <= 0:
            continue
        if m0 < s1 and s0 < m1 and -1 <= m0 - s0 <= 1 and -1 <= m1 - s1 <= 1:
            return 1.0, 1.0
        part = shared / (end - start), shared / (b - a)
        if (fit := _harmonic(part)) > most:
            best, most = part, fit
    return best


def _harmonic(parts: _Parts) -> float:
    p, r = parts
    return 2 * p * r / (p + r) if p + r else 0.0


def score_spans(key: Mapping[str, Any], spans: Sequence[Mark]) -> tuple[float, list[ItemScore], dict[str, Any]]:
    """Score marks `{"start", "end", "label", "attrs"}`. Return (raw 0..1, the outcome of each item and of each stray mark, measures)."""
    got = score_matches(key, match_marks(key, spans))
    return got.raw, _outcomes(prepare_key(key), got), _measures(prepare_key(key), got)


def raw_spans(key: Mapping[str, Any], spans: Sequence[Mark]) -> float:
    """Return the raw score alone."""
    return score_matches(key, match_marks(key, spans)).raw


def score_matches(key: Mapping[str, Any], matched: Sequence[MatchedMark]) -> MatchesScore:
    """Return what matched marks come to. Contested items count neither way, and so does a loaded word that is called fair: it is missed."""
    prepared = prepare_key(key)
    on: dict[int, list[MatchedMark]] = {}
    for one in matched:
        if one.item is not None:
            on.setdefault(one.item, []).append(one)
    met = {i: _outcome(prepared, prepared.items[i], marks) for i, marks in sorted(on.items())}
    strays = list({(m["start"], m["end"]): m for m in (one.mark for one in reversed(matched) if one.item is None)}.values())[::-1]
    right = [(prepared.items[i].tier, o) for i, o in met.items() if o.outcome in (FOUND, BOUNDARY, WRONG_LABEL)]
    false = len(strays) + sum(o.outcome == FALSE_ALARM for o in met.values())
    precision = len(right) / (len(right) + false) if right else 0.0
    core = [o for tier, o in right if tier == "core"]
    places, kinds = (
        precision * sum(part) / prepared.core if prepared.core else 0.0 for part in ([o.edges for o in core], [o.kind for o in core])
    )
    raw = (min(1.0, places / prepared.level) + min(1.0, kinds / prepared.level)) / 2
    recall = sum(o.edges for o in core) / prepared.core if prepared.core else 0.0
    return MatchesScore(raw, _harmonic((precision, recall)), met, strays)


def _outcome(prepared: Passage, item: PreparedItem, marks: list[MatchedMark]) -> ItemScore:
    """Return what the marks on one item come to: the best fitting counts, of equally good ones the worst."""
    best = max(m.fit for m in marks)
    top = [_one_outcome(prepared, item, m) for m in marks if m.fit == best]
    worst = min(top, key=lambda o: (o.credit, o.outcome in (FOUND, BOUNDARY, WRONG_LABEL)))
    return worst if len(top) == 1 else worst._replace(given=tuple(sorted({label for o in top for label in o.given})))


def _one_outcome(prepared: Passage, item: PreparedItem, matched: MatchedMark) -> ItemScore:
    mark, edges = matched.mark, matched.fit
    marked = item.unmarked._replace(given=(mark["label"],), given_span=(mark["start"], mark["end"]), edges=edges)
    right = mark["label"] in item.right
    if item.tier == "contested" or mark["label"] == FAIR and not right:
        return marked
    if item.tier == "decoy" and not right:
        return marked._replace(outcome=FALSE_ALARM)
    wanted = item.known.get("attrs", {})
    given = mark.get("attrs") or {}
    parts = [right, *(given.get(a) in wanted[a] for a in prepared.attrs if wanted.get(a))]
    outcome = WRONG_LABEL if not all(parts) else BOUNDARY if matched.parts != (1.0, 1.0) else FOUND
    kind = edges * sum(parts) / len(parts)
    return marked._replace(outcome=outcome, credit=(edges + kind) / 2, kind=kind)


def _outcomes(prepared: Passage, got: MatchesScore) -> list[ItemScore]:
    """Return what became of every item, and of every mark that is on nothing."""
    return [got.met.get(i, item.unmarked) for i, item in enumerate(prepared.items)] + [
        ItemScore(f"mark-{m['start']}-{m['end']}", FALSE_ALARM, given=(m["label"],), start=m["start"], end=m["end"], stray=True)
        for m in got.strays
    ]


def _measures(prepared: Passage, got: MatchesScore) -> dict[str, Any]:
    core = [o for i, o in got.met.items() if prepared.items[i].tier == "core" and o.credit > 0]
    flagged = sum(o.outcome == FALSE_ALARM for o in got.met.values())
    disturbed = {
        n
        for m in got.strays
        for n in range(bisect_right(prepared.unmarked_ends, m["start"]), bisect_left(prepared.unmarked_starts, m["end"]))
    }
    return {
        "span_f1": round(got.span_f1, 4),
        "kinds": sum(set(o.given) <= set(o.right) for o in core),
        "false_marks": len(got.strays) + flagged,
        **discrimination(len(core), prepared.core, len(disturbed) + flagged, len(prepared.unmarked_starts) + prepared.decoys),
    }
