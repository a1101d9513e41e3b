"""From votes to an answer key: marks that annotators share become items with a tier and a settled label.

The rules are the codebook's, “From marks to an answer key”. Nothing here is written by hand: with other passes the key is another.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from . import codebook
from .marks import Pass

CORE, ACCEPTED, CONTESTED, DECOY = "core", "accepted", "contested", "decoy"


@dataclass(frozen=True)
class Item:
    """What annotators marked at one place: `marks` maps an annotator to the mark, `of` counts all annotators."""

    layer: str
    marks: dict[str, dict]
    of: int

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Every boundary that an annotator drew, the commonest first (of equals, the shortest)."""
        count = Counter((m["start"], m["end"]) for m in self.marks.values())
        return sorted(count, key=lambda s: (-count[s], s[1] - s[0], s))

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[0][1]

    @cached_property
    def text(self) -> str:
        return next(m["text"] for m in self.marks.values() if (m["start"], m["end"]) == self.spans[0])

    def values(self, name: str) -> Counter:
        """Votes on one field of the mark, for instance `kind`."""
        return Counter(m[name] for m in self.marks.values() if m.get(name) is not None)

    @property
    def labels(self) -> Counter:
        return self.values(codebook.LABEL_FIELD[self.layer])

    @cached_property
    def right(self) -> tuple[str, ...]:
        return settled(self.labels)

    @cached_property
    def tier(self) -> str:
        votes = len(self.marks)
        if self.layer == "language":
            fair = self.labels["fair"]
            if fair == votes:
                return DECOY if 2 * fair > self.of else CONTESTED
            if fair:  # some call it loaded, some fair: readers differ
                votes = votes - fair if 2 * (votes - fair) > self.of else 1
        if votes < min(2, self.of) or not self.right:  # with a single annotator, one vote is all there is
            return CONTESTED
        return CORE if 2 * votes > self.of else ACCEPTED

    def notes(self, label: str | None = None) -> list[str]:
        """Annotators' reasons, those first that gave this label."""
        name = codebook.LABEL_FIELD[self.layer]
        ordered = sorted(self.marks.values(), key=lambda m: (m[name] != label, (m["start"], m["end"]) != self.spans[0]))
        return [m["note"] for m in ordered if m.get("note")]


def settled(votes: Counter) -> tuple:
    """Right answers from votes: the one that more than half gave, else every one that at least two gave; maybe none."""
    total = sum(votes.values())
    top = [v for v, n in votes.items() if 2 * n > total]
    return tuple(top) if top else tuple(sorted(v for v, n in votes.items() if n >= 2))


def items_of(passes: tuple[Pass, ...], layer: str, start: int = 0, end: int | None = None) -> list[Item]:
    """Items of one layer within `[start, end)`, by place.

    Marks of two annotators join when they overlap by at least half of the shorter one, the closest pairs first; an annotator
    gives at most one mark to an item and to the same words, and has no vote on a layer that the pass leaves out. Statements with nobody cited join only each other: they are whole clauses, and
    would swallow the short source phrases inside them.
    """
    passes = tuple(p for p in passes if p.layers is None or layer in p.layers)
    once: dict[tuple, dict] = {}
    for p in passes:
        for m in p.layer(layer, start, end):
            once.setdefault((p.annotator, m["start"], m["end"], _alone(m)), m)  # “He thinks … and says …” is one place for “He”
    nodes = [(who, m) for (who, *_), m in once.items()]
    group = list(range(len(nodes)))
    members = {i: {i} for i in group}
    pairs = []
    for i, j in itertools.combinations(range(len(nodes)), 2):
        (who, a), (whom, b) = nodes[i], nodes[j]
        shared = min(a["end"], b["end"]) - max(a["start"], b["start"])
        if who == whom or shared <= 0 or _alone(a) != _alone(b):
            continue
        shorter = min(a["end"] - a["start"], b["end"] - b["start"])
        if 2 * shared >= shorter:
            pairs.append((-shared / (max(a["end"], b["end"]) - min(a["start"], b["start"])), i, j))
    for _, i, j in sorted(pairs):
        one, two = group[i], group[j]
        if one == two or {nodes[k][0] for k in members[one]} & {nodes[k][0] for k in members[two]}:
            continue
        members[one] |= members.pop(two)
        for k in members[one]:
            group[k] = one
    found = [Item(layer, {nodes[k][0]: nodes[k][1] for k in sorted(ks)}, len(passes)) for ks in members.values()]
    return sorted(found, key=lambda item: (item.start, item.end))


def _alone(mark: dict) -> bool:
    return mark.get("kind") == "unattributed"
