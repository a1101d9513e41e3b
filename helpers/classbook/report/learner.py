"""One learner over all exercises: what was there to find and what was found, what was sound and was flagged all the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from statistics import NormalDist

from helpers import text
from helpers.exercises import type_of
from helpers.marking import score_record

from ..keyed_course import Task


@dataclass
class Learner:
    """One learner's line: results by unit, and hits and false alarms over all exercises that have them."""

    learner: str
    rows: list[dict]
    hits: int = 0
    signals: int = 0  # of every exercise of a unit that came in, answered or not
    alarms: int = 0
    noises: int = 0
    both: Counter = field(default_factory=Counter)  # the same, over exercises that have both sides
    brier: float | None = None

    @property
    def found(self) -> float | None:
        return self.hits / self.signals if self.signals else None

    @property
    def vain(self) -> float | None:
        return self.alarms / self.noises if self.noises else None

    @property
    def d_prime(self) -> float | None:
        if not (self.both["signals"] and self.both["noises"]):
            return None
        z, n = NormalDist().inv_cdf, self.both
        return z((n["hits"] + 0.5) / (n["signals"] + 1)) - z((n["false_alarms"] + 0.5) / (n["noises"] + 1))


def sides_of(task: Task) -> tuple[int, int]:
    """Return (signals, noises) of an exercise's key, whatever was answered."""
    if task.key is None:
        return 0, 0
    if "questions" in task.key:
        flags, asked = set(task.key.get("flags", ())), [set(q["right"]) for q in task.key["questions"].values() if q["right"]]
        return (sum(right <= flags for right in asked), sum(not right & flags for right in asked)) if flags else (0, 0)
    kind = type_of(task.exercise.type)
    if kind.shape != "spans":
        return 0, 0
    start, end = kind.form.bounds(task.exercise, task.article)
    first = text.words(task.article.text, start, end)[0]
    mark = {"start": first[0], "end": first[1], "label": next(iter(kind.form.labels())), "attrs": {}}
    measures = score_record(task.exercise, task.article, task.key, {"answer": {"spans": [mark]}}).measures
    return measures.get("signals", 0), measures.get("noises", 0)
