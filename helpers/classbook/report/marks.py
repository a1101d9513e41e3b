"""Marks over a class: middle, spread, how far they can be trusted, and which items do not go with the rest. Sums only, whatever the size of the class."""

from __future__ import annotations

from collections import Counter, defaultdict
from math import sqrt
from statistics import median

from ..tables import number
from .teacher_points import Given

ENOUGH = 20  # learners from which on reliability and discrimination say something
FEW_ITEMS = 5
TINY = 1e-12  # below it a spread is the rounding of sums


class Marks:
    """The marks of one unit, one result after another."""

    def __init__(self, unit: str, title: str):
        self.unit, self.title = unit, title
        self.most = 0.0  # what the machine's points can be
        self.yours = 0.0  # what the teacher's can be
        self.with_yours = 0  # marks that hold points of the teacher's
        self.waiting = 0  # written answers without points
        self.marks: Counter = Counter()  # machine's points → learners
        self.totals: Counter = Counter()  # with the teacher's
        self.tested = 0  # learners whose items are known, and over them:
        self.sum = self.squares = 0.0  # what the items earned
        self.share_sum = self.share_squares = 0.0  # the share of the machine's points
        self.items: dict[tuple[str, str], list[float]] = defaultdict(
            lambda: [0.0] * 6
        )  # n; sums of what it earned, of that squared, of the rest, of rest², of rest times what it earned

    def add(self, result: dict, given: Given, earned: dict[tuple[str, str], float] | None) -> None:
        """Take in a result. `earned`: exercise and item → points, of the items that count and were asked; None leaves the learner out of what is told of the test."""
        self.most, self.yours = result["max_points"], result["teacher_points"]
        self.waiting += given.open(result)
        if (total := given.total(result)) is not None:
            self.totals[total] += 1
            self.with_yours += given.added(result) is not None
        if result["points"] is None:
            return
        self.marks[result["points"]] += 1
        if earned is None:
            return
        score = sum(earned.values())
        share = result["points"] / self.most if self.most else 0.0
        self.tested += 1
        self.share_sum, self.share_squares = self.share_sum + share, self.share_squares + share * share
        self.sum, self.squares = self.sum + score, self.squares + score * score
        for item, own in earned.items():
            one, rest = self.items[item], score - own
            for n, value in enumerate((1, own, own * own, rest, rest * rest, rest * own)):
                one[n] += value

    @property
    def n(self) -> int:
        return self.marks.total()

    def shown(self) -> tuple[Counter, float]:
        """Return marks to look at, and what they are out of: with the teacher's points once any are in."""
        return (self.totals, self.most + self.yours) if self.with_yours else (self.marks, self.most)

    def reliability(self) -> tuple[float, float] | None:
        """Return (Cronbach's alpha, standard error of a mark as a share of all points); None where class or test is too small.

        Items count with what they are worth, and with a part of it where they earned a part. Where every item is right or wrong, this is KR-20.
        """
        k, n = len(self.items), self.tested
        if n < ENOUGH or k < FEW_ITEMS:
            return None
        spread, marks = _variance(n, self.sum, self.squares), _variance(n, self.share_sum, self.share_squares)
        if spread < TINY or marks < TINY:
            return None
        alone = sum(_variance(n, one[1], one[2]) for one in self.items.values())
        r = max(0.0, k / (k - 1) * (1 - alone / spread))
        return r, sqrt(marks * (1 - r))

    def with_rest(self, item: tuple[str, str]) -> float | None:
        """Return correlation of an item with all the others; None where it says nothing."""
        if item not in self.items:
            return None
        n, own, squares, rest, rest_squares, both = self.items[item]
        if n < ENOUGH:
            return None
        spread = _variance(n, own, squares) * _variance(n, rest, rest_squares)
        return None if spread < TINY else (both / n - own / n * rest / n) / sqrt(spread)


def _variance(n: float, total: float, squares: float) -> float:
    return max(0.0, squares / n - (total / n) ** 2)


def in_words(r: float) -> str:
    """Return what a correlation with the rest means for an item."""
    if r < -0.2:
        return "the wrong way round"
    return "hardly tells apart" if r < 0.1 else "tells a little" if r < 0.3 else "tells apart well"


def summary(one: Marks) -> list[str]:
    """Return sentences on a unit's marks."""
    marks, most = one.shown()
    n = marks.total()
    if not n or not most:
        return []
    values = sorted(marks.elements())
    mean = sum(values) / n
    said = [
        f"{n} {'mark' if n == 1 else 'marks'} out of {number(float(most))} points: mean {number(round(mean, 1))}, median {number(round(median(values), 1))}, from {number(float(values[0]))} to {number(float(values[-1]))}."
    ]
    if n >= 10:
        half = 1.96 * sqrt(sum((v - mean) ** 2 for v in values) / (n - 1) / n)
        said.append(
            f"In another class like this the mean would be about {number(round(mean - half, 1))} to {number(round(mean + half, 1))}."
        )
    if one.with_yours:
        said.append(f"{one.with_yours} of them hold points of yours.")
    if one.waiting:
        said.append(
            f"{one.waiting} written {'answer waits' if one.waiting == 1 else 'answers wait'} for your points and {'counts' if one.waiting == 1 else 'count'} nothing yet."
        )
    return said + [trust(one)]


def trust(one: Marks) -> str:
    """Return how far the machine's marks can be trusted, in words."""
    found = one.reliability()
    if found is None:
        return f"How far these marks can be trusted cannot be told from {one.tested} learners and {len(one.items)} items: it takes {ENOUGH} and {FEW_ITEMS}, and marks that differ."
    r, error = found
    word = "high" if r >= 0.8 else "fair" if r >= 0.7 else "low"
    low, high = max(0, round(70 - 100 * error)), min(100, round(70 + 100 * error))
    return (
        f"Reliability of the machine’s part is {word} (Cronbach’s alpha {r:.2f}, {len(one.items)} items): a mark of 70 % means about {low} to {high}. "
        + ("Do not read anything into smaller differences." if r >= 0.7 else "Use it to talk about the text, not to tell learners apart.")
    )


def bands(marks: Counter, most: float) -> list[tuple[str, int]]:
    """Return how many learners are in each tenth of the points."""
    count = Counter(min(9, int(10 * v / most + 1e-9)) for v in marks.elements())
    return [(f"{number(round(most * n / 10, 1))} to {number(round(most * (n + 1) / 10, 1))}", count[n]) for n in range(10)]
