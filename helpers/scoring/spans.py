"""Scoring of marked words, as in the propaganda-detection scorer (Da San Martino et al. 2019).

A mark's precision part is overlap / len(mark), an item's recall part is overlap / len(item), in characters. Each mark belongs to the one item
that it fits best, so a mark across three items serves one of them. One word too many or too few at either edge costs nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from .cached import cached_per_owner
from .score import BOUNDARY, DIFFER, FALSE_ALARM, FOUND, MISS, OPEN, WRONG_LABEL, ItemScore, discrimination

MIN_FIT = 0.2  # a mark that fits an item less than this is on something else
ROTE_SHARE = 0.1  # what places alone are worth when the labels tell nothing
_UNMARKED = {"core": MISS, "accepted": OPEN, "decoy": "spared"}


class Item(NamedTuple):
    """An item of the key, made ready: every boundary as (start, end, first word, word after the last), and its outcome if nobody marks it."""

    told: dict
    tier: str
    right: list
    spans: list
    unmarked: ItemScore


class Ready(NamedTuple):
    """What a key says about every answer: its items, where each reaches from and to, and the edges of words and of quiet sentences."""

    items: list
    reach: list
    starts: list
    ends: list
    core: int
    decoys: int
    quiet_starts: list
    quiet_ends: list
    rote: float


class MatchedMark(NamedTuple):
    """A mark, the item that it is on (None: on nothing), and how well it fits it."""

    mark: dict
    home: int | None
    parts: tuple


@cached_per_owner
def ready(key: dict) -> Ready:
    starts, ends = key["word_starts"], key["word_ends"]
    items = []
    for one in key["items"]:
        blank = ItemScore(
            one["id"],
            _UNMARKED.get(one["tier"], DIFFER),
            right=tuple(one["right"]),
            start=one["spans"][0][0],
            end=one["spans"][0][1],
            votes=one["votes"],
            of=one["of"],
        )
        items.append(
            Item(one, one["tier"], one["right"], [(a, b, bisect_right(ends, a), bisect_left(starts, b)) for a, b in one["spans"]], blank)
        )
    reach = sorted((min(s[0] for s in item.spans), max(s[1] for s in item.spans), i) for i, item in enumerate(items))
    tiers, quiet = [item.tier for item in items], sorted(map(tuple, key["quiet"]))  # sentences where nothing is to be marked
    return Ready(
        items, reach, starts, ends, tiers.count("core"), tiers.count("decoy"), [a for a, _ in quiet], [b for _, b in quiet], key["rote"]
    )


# ---------------------------------------------------------------------------------------------------- where marks belong


def place(key: dict, marks: list[dict]) -> list[MatchedMark]:
    """Each mark on the item that it fits best, in the order of the text; the same mark twice is one mark."""
    of, found, passed, before = ready(key), [], 0, None
    for start, end, label, n in sorted([(m["start"], m["end"], m["label"], n) for n, m in enumerate(marks)]):
        mark = marks[n]
        if before == (start, end, label):
            if _properties(mark) < _properties(found[-1].mark):  # whatever order they were made in, the same one counts
                found[-1] = found[-1]._replace(mark=mark)
            continue
        before = start, end, label
        while (
            passed < len(of.reach) and of.reach[passed][1] <= start
        ):  # marks come in order: what lies behind this one lies behind all that follow
            passed += 1
        found.append(MatchedMark(mark, *_home(of, start, end, passed)))
    return found


def _properties(mark: dict) -> str:
    return repr(sorted(attrs.items())) if (attrs := mark.get("attrs")) else ""


def home_of(key: dict, mark: dict) -> dict | None:
    """The item of the key that a mark fits best, or None where it is on nothing."""
    home = _home(ready(key), mark["start"], mark["end"], 0)[0]
    return None if home is None else key["items"][home]


def _home(of: Ready, start: int, end: int, passed: int) -> tuple:
    best, home, fitting, reach = 0.0, None, (0.0, 0.0), of.reach
    for n in range(passed, len(reach)):
        first, last, i = reach[n]
        if first >= end:
            break
        if start < last:
            parts = _fit(start, end, bisect_right(of.ends, start), bisect_left(of.starts, end), of.items[i].spans)
            if (fit := _harmonic(parts)) > best or fit == best and home is not None and i < home:
                best, home, fitting = fit, i, parts
    return (home, fitting) if best >= MIN_FIT else (None, fitting)


def _fit(start: int, end: int, m0: int, m1: int, spans: list) -> tuple[float, float]:
    """(precision part, recall part) of a mark against the best of an item's boundaries; (1, 1) within one word of slack."""
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


def _harmonic(parts: tuple[float, float]) -> float:
    p, r = parts
    return 2 * p * r / (p + r) if p + r else 0.0


# ---------------------------------------------------------------------------------------------------- what they are worth


def score_spans(key: dict, spans: list[dict]) -> tuple[float, list[ItemScore], dict]:
    """(raw score 0..1, outcome of each item and of each stray mark, measures) for marks `{"start", "end", "label", "attrs"}`.

    `key` is what `exercise_types._spans` builds: items with tier, spans, right labels, votes; words; sentences.
    """
    placed = place(key, spans)
    raw, share, met = weigh(key, placed, key.get("attrs", ()))
    return raw, outcomes(key, placed, met), measures(key, placed, met, share)


def raw_spans(key: dict, spans: list[dict]) -> float:
    """The raw score alone."""
    return weigh(key, place(key, spans), key.get("attrs", ()))[0]


def weigh(key: dict, placed: list[MatchedMark], attrs=()) -> tuple[float, float, dict[int, ItemScore]]:
    """(raw score, what the places alone come to, the outcome of each item that was marked, by its number).

    Several marks on one item count once, by the best of them: a second name for a found place must not lift the precision.
    """
    of, homes, counted, precision = ready(key), {}, 0, 0.0
    for one in placed:
        if one.home is None:
            counted += 1
        else:
            homes.setdefault(one.home, []).append(one)
    met, core, extra = {}, [], []
    for i in sorted(homes):
        item, best = of.items[i], _best(of.items[i], homes[i])
        outcome = met[i] = _outcome(item, homes[i], best, attrs)
        if item.tier == "contested":
            continue
        counted += 1
        precision += 0.0 if item.tier == "decoy" and best.mark["label"] not in item.right else best.parts[0]
        if outcome.credit:
            (core if item.tier == "core" else extra).append(outcome)
    p = precision / counted if counted else 0.0
    r = min(1.0, (sum(o.credit for o in core) + 0.5 * sum(o.credit for o in extra)) / of.core) if of.core else 0.0
    share = _harmonic((p, r))
    return share * _label_quality(of.rote, core + extra), share, met


def _best(item: Item, marks: list[MatchedMark]) -> MatchedMark:
    """Of the marks on one item the one that counts: with a right label before a wrong one, then the best fit."""
    return marks[0] if len(marks) == 1 else max(marks, key=lambda x: (x.mark["label"] in item.right, _harmonic(x.parts)))


def _outcome(item: Item, marks: list[MatchedMark], best: MatchedMark, attrs) -> ItemScore:
    mark = best.mark
    given = (mark["label"],) if len(marks) == 1 else tuple(sorted({m.mark["label"] for m in marks}))
    marked = item.unmarked._replace(given=given, given_span=(mark["start"], mark["end"]))
    if item.tier == "contested":
        return marked
    right = any(label in item.right for label in given)
    if item.tier == "decoy" and not right:
        return marked._replace(outcome=FALSE_ALARM)
    wanted = item.told.get("attrs", {})
    attr_right = [mark.get("attrs", {}).get(a) in wanted[a] for a in attrs if wanted.get(a)]
    outcome = WRONG_LABEL if not right or not all(attr_right) else BOUNDARY if best.parts != (1.0, 1.0) else FOUND
    labels = [right / len(given), *map(float, attr_right)]
    return marked._replace(outcome=outcome, credit=best.parts[1], votes={**item.told["votes"], "_label": sum(labels) / len(labels)})


def _label_quality(rote: float, found: list[ItemScore]) -> float:
    """Half for places and half for labels. Who has named only one label rightly has not shown that they can tell labels apart:
    then labels that do no better than that one label for everything hold the mark at ROTE_SHARE."""
    weight = sum(o.credit for o in found)
    if not weight:
        return 1.0
    share = sum(o.credit * o.votes["_label"] for o in found) / weight
    named = {label for o in found if len(o.given) == 1 for label in o.given if label in o.right}
    if rote >= 1 or len(named) > 1:
        return 0.5 + 0.5 * share
    above = max(0.0, (share - rote) / (1 - rote))
    return min(0.5 + 0.5 * share, ROTE_SHARE + 2.5 * above)


# ---------------------------------------------------------------------------------------------------- what is told of them


def outcomes(key: dict, placed: list[MatchedMark], met: dict[int, ItemScore]) -> list[ItemScore]:
    """What became of every item, and of every mark that is on nothing."""
    strays = [one.mark for one in placed if one.home is None]
    return [met.get(i, item.unmarked) for i, item in enumerate(ready(key).items)] + [
        ItemScore(f"mark-{m['start']}-{m['end']}", FALSE_ALARM, given=(m["label"],), start=m["start"], end=m["end"]) for m in strays
    ]


def measures(key: dict, placed: list[MatchedMark], met: dict[int, ItemScore], share: float) -> dict:
    of = ready(key)
    strays = [one.mark for one in placed if one.home is None]
    hits = sum(o.credit > 0 for i, o in met.items() if of.items[i].tier == "core")
    flagged = sum(o.outcome == FALSE_ALARM for i, o in met.items() if of.items[i].tier == "decoy")
    disturbed = len({n for m in strays for n in range(bisect_right(of.quiet_ends, m["start"]), bisect_left(of.quiet_starts, m["end"]))})
    return {
        "place": round(share, 4),
        "false_marks": len(strays) + flagged,
        **discrimination(hits, of.core, disturbed + flagged, len(of.quiet_starts) + of.decoys),
    }
