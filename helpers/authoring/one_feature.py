"""Answers that take no reading: dice, one answer for all, «longer than N characters: X, else Y» and the like. What the best gets of some questions.

A rule has two answers, one for each side of one feature of the words asked about, of their place or of their options; each side holds at least a
quarter of the questions. It is tried on each kind of question (those with the same options) that is asked at least six times: with fewer a rule
with two ends is hardly shorter than the answers themselves. Rules of order are tried from four on, since an order can always be found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from helpers.scoring import HELD, SURE

POINTS, RIGHT = 1 / 3, 0.65  # a rule must stay below both: the share of the points, the share of the questions
ROTE = 0.2  # one answer for all, and dice, must stay below this share of the points
OFTEN, ORDERED = 6, 4


class Asked(NamedTuple):
    """A question without its context: whose item it is, the words asked about, its options (id, name), what is right."""

    item: str
    words: str
    options: tuple[tuple[str, str], ...]
    right: tuple


class Rule(NamedTuple):
    """The best rule: the share of the points that it earns, the share of the questions that it gets right, and what it looks at.

    `rote`: the larger share of the points that one answer for all, or dice, earn.
    """

    points: float
    right: float
    looks_at: str
    rote: float = 0.0

    @property
    def pays(self) -> bool:
        return self.points >= POINTS or self.right >= RIGHT or self.rote > ROTE - 1e-9


def features(asked: list[Asked]) -> dict[str, list[float]]:
    """Return per feature its value for each question, in order."""
    bare = [q.words.lstrip("“‘\"'") for q in asked]
    return {
        "the number of characters": [len(q.words) for q in asked],
        "the number of words": [len(q.words.split()) for q in asked],
        "a full stop at the end": [q.words.rstrip("”’\"'")[-1:] in ".?!" for q in asked],
        "a capital at the beginning": [b[:1].isupper() for b in bare],
        "a capital": [bool(re.search(r"[A-Z]", q.words[1:])) for q in asked],
        "a number": [bool(re.search(r"\d", q.words)) for q in asked],
        "a quotation mark": [bool(re.search("[“”]", q.words)) for q in asked],
        "“a” or “the” at the beginning": [bool(re.match(r"(?i)(an?|the)\b", b)) for b in bare],
        "the number of choices": [len(q.options) for q in asked],
        "the length of the choices": [sum(len(name) for _, name in q.options) for q in asked],
    }


def orders(asked: list[Asked]) -> dict[str, list[float]]:
    """Return per feature of the order alone its value for each question."""
    items = list(dict.fromkeys(q.item for q in asked))
    return {
        "the place in the list": list(range(len(asked))),
        "every other one": [n % 2 for n in range(len(asked))],
        "every third one": [n % 3 == 2 for n in range(len(asked))],
        "the place of the words in the list": [items.index(q.item) for q in asked],
        "every other of the words": [items.index(q.item) % 2 for q in asked],
    }


def best_rule(asked: list[Asked], floor: float, constant: int = 0, first: bool = False) -> Rule:
    """Return the rule that gets most of the questions right; `floor` is the share that counts for nothing, `constant` how many one answer for all gets right.

    With `first` the first rule that pays, if there is one: enough to know that some do.
    """
    n, best = len(asked), (0, "")
    worth = lambda hits: max(0.0, (hits / n - floor) / (1 - floor)) if n and floor < 1 else 0.0  # noqa: E731
    held = HELD if constant < SURE * n - 1 else 1.0  # as scoring holds an answer that tells nothing apart
    rote = min(held, worth(constant))
    if not (first and rote > ROTE - 1e-9):
        for one in _rules(asked):
            best = max(best, one, key=lambda x: x[0])
            if first and (worth(best[0]) >= POINTS or best[0] >= RIGHT * n):
                break
        else:
            rote = max(rote, sum(chance * worth(hits) for hits, chance in enumerate(_dice(asked))))
    return Rule(worth(best[0]), best[0] / n if n else 0.0, best[1], rote)


def _rules(asked: list[Asked]) -> Iterator[tuple[int, str]]:
    """Yield how many questions each rule gets right, and what it looks at."""
    n = len(asked)
    for of, least in ((orders, ORDERED), (features, OFTEN)):
        kinds = _kinds(asked, least)
        for name, values in of(asked).items() if kinds else ():
            for cut in sorted(set(values))[1:]:
                sides = [value >= cut for value in values]
                if min(sum(sides), n - sum(sides)) >= max(2, n / 4):
                    yield sum(_most(asked[k] for k in kind if sides[k] == side) for kind in kinds for side in (False, True)), name
    if len({tuple(name for _, name in q.options) for q in asked}) > 1 or n == 1:
        for name, pick in (("the longest choice", max), ("the shortest choice", min)):
            yield sum(pick(q.options, key=lambda o: len(o[1]))[0] in q.right for q in asked if q.options), name


def _dice(asked: list[Asked]) -> list[float]:
    """Return how probable each number of right answers is for who throws dice."""
    chances = [1.0]
    for question in asked:
        p = sum(i in question.right for i, _ in question.options) / len(question.options) if question.options else 0.0
        chances = [a * (1 - p) + b * p for a, b in zip([*chances, 0.0], [0.0, *chances])]
    return chances


def _kinds(asked: list[Asked], least: int) -> list[list[int]]:
    found: dict[tuple, list[int]] = {}
    for k, question in enumerate(asked):
        if question.options:
            found.setdefault(tuple(i for i, _ in question.options), []).append(k)
    return [kind for kind in found.values() if len(kind) >= least]


def _most(asked: Iterable[Asked]) -> int:
    """Return how many of some questions of one kind the best single answer gets right."""
    some = list(asked)
    return max((sum(value in q.right for q in some) for value, _ in some[0].options), default=0) if some else 0
