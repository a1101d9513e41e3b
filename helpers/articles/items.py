"""From votes to an answer key: marks that annotators share become items with a tier and a settled label.

The rules are the codebook's, “From marks to an answer key”. Nothing here is written by hand: with other passes the key is another.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, replace
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
    formula: bool = False  # the words are an impersonal formula: a source that only pretends to be one

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
        """Return votes on one field of the mark, for instance `kind`."""
        return Counter(m[name] for m in self.marks.values() if m.get(name) is not None)

    @property
    def labels(self) -> Counter:
        return self.values(codebook.LABEL_FIELD[self.layer])

    @cached_property
    def right(self) -> tuple[str, ...]:
        found = settled(self.labels, codebook.LABEL_FIELD[self.layer])
        if self.formula and set(found) & set(codebook.FORMULA):
            found += tuple(x for x in codebook.FORMULA if x not in found)
        return found

    @cached_property
    def tier(self) -> str:
        votes = len(self.marks)
        if self.layer == "language":
            fair = self.labels["fair"]
            if fair == votes:
                return DECOY if 2 * fair > self.of else CONTESTED
            if fair:  # some call it loaded, some fair: readers differ, unless few of them say fair
                votes = votes - fair if 2 * (votes - fair) > self.of and "fair" not in self.right else 1
        if votes < min(2, self.of) or not self.right:  # with a single annotator, one vote is all there is
            return CONTESTED
        return CORE if 2 * votes > self.of else ACCEPTED

    def notes(self, label: str | None = None) -> list[str]:
        """Return annotators' reasons, those first that gave this label."""
        name = codebook.LABEL_FIELD[self.layer]
        ordered = sorted(self.marks.values(), key=lambda m: (m[name] != label, (m["start"], m["end"]) != self.spans[0]))
        return [m["note"] for m in ordered if m.get("note")]


def settled(votes: Counter, name: str = "", of: int | None = None) -> tuple:
    """Return right answers from votes: every one that at least a third gave, the commonest first; maybe none.

    `name` is the field that was voted on: two of its values that the codebook calls both right come in together, once each got a vote.
    `of` counts the voters where one voter may give several values.
    """
    total = sum(votes.values()) if of is None else of
    found = sorted((v for v, n in votes.items() if n and 3 * n >= total), key=lambda v: (-votes[v], str(v)))
    for pair in codebook.BOTH_RIGHT.get(name, ()):
        if set(pair) & set(found) and all(votes[v] for v in pair):
            found += [v for v in pair if v not in found]
    return tuple(found)


def items_of(passes: tuple[Pass, ...], layer: str, start: int = 0, end: int | None = None) -> list[Item]:
    """Return items of one layer within `[start, end)`, by place.

    Marks of two annotators join when they overlap by at least half of the shorter one, the closest pairs first; an annotator
    gives at most one mark to an item and to the same words, and has no vote on a layer that the pass leaves out. Statements with nobody cited join only each other: they are whole clauses, and
    would swallow the short source phrases inside them.
    """
    formulas = _formulas(passes) if layer == "language" else []
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
    found = [replace(item, formula=(item.start, item.end) in formulas) for item in found]
    return sorted(found, key=lambda item: (item.start, item.end))


def _formulas(passes: tuple[Pass, ...]) -> list[tuple[int, int]]:
    """Words that a reader marked as a vague source and a reader as softened or without a doer: “it is believed”."""
    vague = {(m["start"], m["end"]) for p in passes for m in p.layer("sources") if m["kind"] == "vague"}
    return [
        place
        for p in passes
        for m in p.layer("language")
        if m["category"] in codebook.FORMULA and (place := (m["start"], m["end"])) in vague
    ]


def _alone(mark: dict) -> bool:
    return mark.get("kind") == "unattributed"
