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
from collections.abc import Sequence
from typing import Any, NamedTuple

from .confidence import discrimination
from .matching import MatchedMark, Matches, Passage, PreparedItem, harmonic, match_marks, prepare_key
from .records import BOUNDARY, FALSE_ALARM, FOUND, WRONG_LABEL, ItemScore, Mark, MarksKey

FAIR = "fair"  # the label that says of words: nothing to find here


class Judged(NamedTuple):
    """What one mark on an item comes to: its credit, whether it counts as found, its outcome, and how far its kind is right."""

    credit: float
    counts: bool
    outcome: str
    kind: float
    by: MatchedMark


class MatchesScore(NamedTuple):
    """What marks come to: the raw score 0..1, span F1 of the places, what counts of each item that was marked by its number, and stray marks."""

    raw: float
    span_f1: float
    met: dict[int, list[Judged]]
    strays: list[Mark]


def score_spans(key: MarksKey, spans: Sequence[Mark]) -> tuple[float, list[ItemScore], dict[str, Any]]:
    """Score marks `{"start", "end", "label", "attrs"}`. Return (raw 0..1, the outcome of each item and of each stray mark, measures)."""
    prepared, got = prepare_key(key), score_matches(key, match_marks(key, spans))
    met = {i: _outcome(prepared.items[i], worst) for i, worst in got.met.items()}
    return got.raw, _outcomes(prepared, met, got.strays), _measures(prepared, met, got)


def raw_spans(key: MarksKey, spans: Sequence[Mark]) -> float:
    """Return the raw score alone."""
    return score_matches(key, match_marks(key, spans)).raw


def score_matches(key: MarksKey, matched: Matches) -> MatchesScore:
    """Return what matched marks come to. Contested items count neither way, and so does a loaded word that is called fair: it is missed."""
    prepared, (on, strays) = prepare_key(key), matched
    items, level = prepared.items, prepared.level
    met = {i: _worst(prepared, items[i], on[i]) for i in sorted(on)}
    found = false = 0
    places, kinds = [], []
    for i, judged in met.items():
        first = judged[0]
        if first.counts:
            found += 1
            if items[i].tier == "core":
                places.append(first.by.fit)
                kinds.append(first.kind)
        elif first.outcome == FALSE_ALARM:
            false += 1
    false += len(strays)
    precision = found / (found + false) if found else 0.0
    halves = (precision * sum(part) / prepared.core if prepared.core else 0.0 for part in (places, kinds))
    raw = sum(min(1.0, half / level) for half in halves) / 2
    recall = sum(places) / prepared.core if prepared.core else 0.0
    return MatchesScore(raw, harmonic((precision, recall)), met, list(strays.values()))


def _worst(prepared: Passage, item: PreparedItem, marks: list[MatchedMark]) -> list[Judged]:
    """Return what the marks on one item come to, first what counts: of the best fitting ones the worst; then the others of these."""
    if len(marks) == 1:
        return [_judged(prepared, item, marks[0])]
    best = max(m.fit for m in marks)
    top = [_judged(prepared, item, m) for m in marks if m.fit == best]
    worst = min(top, key=lambda one: one[:2])
    return [worst, *(one for one in top if one is not worst)]


def _judged(prepared: Passage, item: PreparedItem, matched: MatchedMark) -> Judged:
    mark = matched.mark
    label = mark["label"]
    right = label in item.right
    if item.tier == "contested" or label == FAIR and not right:
        return Judged(0.0, False, item.unmarked.outcome, 0.0, matched)
    if item.tier == "decoy" and not right:
        return Judged(0.0, False, FALSE_ALARM, 0.0, matched)
    parts = [right]
    if prepared.attrs and (wanted := item.key_item.get("attrs")):
        given = mark.get("attrs") or {}
        parts += [given.get(a) in wanted[a] for a in prepared.attrs if wanted.get(a)]
    outcome = WRONG_LABEL if not all(parts) else BOUNDARY if matched.parts != (1.0, 1.0) else FOUND
    kind = matched.fit * sum(parts) / len(parts)
    return Judged((matched.fit + kind) / 2, True, outcome, kind, matched)


def _outcome(item: PreparedItem, top: list[Judged]) -> ItemScore:
    """Return what became of an item that was marked; where several marks fit it alike, all of their labels are told."""
    credit, _, outcome, kind, by = top[0]
    return item.unmarked._replace(
        outcome=outcome,
        credit=credit,
        given=tuple(sorted({one.by.mark["label"] for one in top})),
        given_span=(by.mark["start"], by.mark["end"]),
        edges=by.fit,
        kind=kind,
    )


def _outcomes(prepared: Passage, met: dict[int, ItemScore], strays: list[Mark]) -> list[ItemScore]:
    """Return what became of every item, and of every mark that is on nothing."""
    return [met.get(i, item.unmarked) for i, item in enumerate(prepared.items)] + [
        ItemScore(f"mark-{m['start']}-{m['end']}", FALSE_ALARM, given=(m["label"],), start=m["start"], end=m["end"], stray=True)
        for m in strays
    ]


def _measures(prepared: Passage, met: dict[int, ItemScore], got: MatchesScore) -> dict[str, Any]:
    core = [o for i, o in met.items() if prepared.items[i].tier == "core" and o.credit > 0]
    flagged = sum(o.outcome == FALSE_ALARM for o in met.values())
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
