"""Simulated pupils on whole units: how sure is a mark? An item-response model, as `simulated_class` has for the forms.

A pupil has an ability z, normal around `MIDDLE` with `SPREAD`; an item has a difficulty, normal with `ITEMS`. A question is known with chance
Φ(z − difficulty); who does not know guesses among its options. A core item of a marking is found with the same chance, and then its label and
properties are known with it again; for every item passed over one chance in three that something else is marked. None of these numbers was measured
on pupils: they make a class whose middle mark is near two thirds.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from statistics import NormalDist, mean, pvariance

import learners

MIDDLE, SPREAD, ITEMS = 0.55, 0.6, 0.5
STRAY = 1 / 3
_CHANCE = NormalDist().cdf


@dataclass(frozen=True)
class Sureness:
    """For one unit: machine points, how many items count, the mean mark, the standard error of a mark (both in per cent), and Cronbach's alpha."""

    unit: str
    points: float
    items: int
    mean: float
    error: float
    alpha: float

    def in_words(self) -> str:
        low, high = round(70 - self.error), round(70 + self.error)
        return f"a mark of 70 means about {max(0, low)} to {min(100, high)}"


def roads(unit: str, cases: list[learners.Case]) -> list[tuple[str, list[learners.Case]]]:
    """Return what counts in a unit, by name: its exercises, and, where some have a stand-in, the same with every stand-in in its place."""
    counted = [c for c in cases if c.exercise.assignment == unit and c.exercise.points]
    main, quiet = [c for c in counted if not c.exercise.instead_of], {c.exercise.instead_of: c for c in counted if c.exercise.instead_of}
    found = [(unit, main)] * bool(main)
    return found + [(f"{unit}, the quiet road", [quiet.get(c.exercise.id, c) for c in main])] * bool(quiet)


def answer(case: learners.Case, z: float, dice: random.Random, hard: dict[str, float]) -> tuple[dict, list[float]]:
    """One pupil's answer, and what each item earned of its worth, from 0 to 1."""
    knows = lambda name: dice.random() < _CHANCE(z - hard[name])  # noqa: E731
    if case.shape == "spans":
        return _marking(case, dice, knows)
    fields, earned = {}, []
    solved = case.solved()["fields"]
    for name in case.asked:
        wrong = learners.wrong_values(case, name)
        offered = len(case.key["questions"][name]["options"]) or 6
        good = knows(name) or dice.random() < len(case.key["questions"][name]["right"]) / offered or not wrong
        fields[name] = solved[name] if good else dice.choice(wrong)
        earned.append(float(good))
    return {"fields": fields}, earned


def _marking(case: learners.Case, dice: random.Random, knows) -> tuple[dict, list[float]]:
    spans, earned, free = [], [], learners.free_words(case)
    for name, mark in zip(case.asked, case.solved()["spans"]):
        if not knows(name):
            earned.append(0.0)
            if free and dice.random() < STRAY:
                a, b = dice.choice(free)
                spans.append({**mark, "start": a, "end": b})
            continue
        right = knows(name)
        wrong = learners.wrong_labels(case, mark)
        spans.append(mark if right or not wrong else {**mark, "label": dice.choice(wrong)})
        earned.append(1.0 if right else 0.5)
    return {"spans": spans}, earned


DRAWS = 4  # how hard each item is, is drawn so often: one draw alone moves the error of a unit by half a point up or down


def sureness(unit: str, cases: list[learners.Case], pupils: int = 150) -> Sureness:
    """Return how sure a mark is in as many classes as there are `DRAWS`, with so many pupils in all: the mean of their squared errors, marks and alphas."""
    drawn = [_one_class(unit, cases, -(-pupils // DRAWS), seed) for seed in range(1, DRAWS + 1)]
    error = mean(one.error**2 for one in drawn) ** 0.5
    return Sureness(unit, drawn[0].points, drawn[0].items, mean(one.mean for one in drawn), error, mean(one.alpha for one in drawn))


def _one_class(unit: str, cases: list[learners.Case], pupils: int, seed: int) -> Sureness:
    """Mark every pupil of a class twice, on the same items: half the variance of the difference is the error of a mark."""
    dice = random.Random(seed)
    hard = {(c.name, n): dice.gauss(0, ITEMS) for c in cases for n in c.asked}
    whole, marks, rows = sum(c.exercise.points for c in cases), [], []
    for _ in range(pupils):
        z, twice = dice.gauss(MIDDLE, SPREAD), []
        for again in (False, True):
            points, row = 0.0, []
            for c in cases:
                value, earned = answer(c, z, dice, {n: hard[c.name, n] for n in c.asked})
                points += c.exercise.points * c.fraction(value)
                row += [e * c.exercise.points / len(earned) for e in earned]
            twice.append(100 * points / whole)
            if not again:
                rows.append(row)
        marks.append(twice)
    error = (mean((a - b) ** 2 for a, b in marks) / 2) ** 0.5
    return Sureness(unit, whole, len(rows[0]), mean(a for a, _ in marks), error, alpha(rows))


def alpha(rows: list[list[float]]) -> float:
    """Cronbach's alpha, items weighted by what they are worth; where none earns half, Kuder and Richardson's formula 20."""
    k, total = len(rows[0]), pvariance([sum(row) for row in rows])
    inner = sum(pvariance(column) for column in zip(*rows))
    return k / (k - 1) * (1 - inner / total) if total and k > 1 else 0.0
