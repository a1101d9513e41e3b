"""What a class did, added up learner by learner: what is kept grows with the exercises, not with the class."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from statistics import NormalDist

from helpers import text
from helpers.exercises import read_votes, type_of
from helpers.marking import score_record
from helpers.scoring import BOUNDARY, FALSE_ALARM, FOUND, RIGHT, ItemScore

from ..grade import Course, Task
from .without_key import AnswerSample, ClassAgreement, class_agreement

GOOD, UNCOUNTED = {FOUND, BOUNDARY, RIGHT}, {"accepted", "contested", "spared"}
MAX_STRAYS = 20_000  # different false alarms remembered for an exercise
STEP = 0.05  # of the scatter's grid


@dataclass
class ItemTally:
    """One item of a key: how it came out, and what was given, over the class."""

    outcomes: Counter = field(default_factory=Counter)
    given: Counter = field(default_factory=Counter)
    right: tuple = ()
    example: dict[str, ItemScore] = field(default_factory=dict)  # of each outcome the first seen, for its explanation

    def add(self, item: ItemScore) -> None:
        self.outcomes[item.outcome] += 1
        self.given.update(str(g)[:80] for g in item.given)
        self.right = item.right
        self.example.setdefault(item.outcome, item)

    @property
    def asked(self) -> int:
        return sum(n for o, n in self.outcomes.items() if o not in UNCOUNTED)

    @property
    def share(self) -> float | None:
        return sum(n for o, n in self.outcomes.items() if o in GOOD) / self.asked if self.asked else None


@dataclass
class ExerciseTally:
    """One exercise over the class. `words` and `marked` are there where words of the article are marked."""

    task: Task
    seen: int = 0  # learners with a result for the unit
    read: int = 0
    unreadable: int = 0
    points: float = 0.0
    fraction: float = 0.0
    items: dict[str, ItemTally] = field(default_factory=dict)
    strays: Counter = field(default_factory=Counter)
    stray_example: dict[tuple, ItemScore] = field(default_factory=dict)
    words: list[tuple[int, int]] = field(default_factory=list)
    marked: list[int] = field(default_factory=list)
    most: int = 0  # words that the reader who marked most has marked
    flooded: int = 0  # learners who marked nearly everything: counted here and left out of what items and words show
    drawn: AnswerSample = field(default_factory=AnswerSample)  # where no key exists: answers to compare with one another

    @property
    def keyed(self) -> bool:
        return self.task.key is not None

    @cached_property
    def agreement(self) -> ClassAgreement:
        return class_agreement(self.task.exercise, self.task.article, self.drawn.answers(), self.drawn.seen)

    @property
    def shown(self) -> int:
        return self.read - self.flooded

    @property
    def spans(self) -> bool:
        return type_of(self.task.exercise.type).shape == "spans"

    @property
    def manual(self) -> bool:
        return type_of(self.task.exercise.type).manual

    def add(self, score, answer: dict, learner: str) -> None:
        self.read += 1
        self.points += score.points
        self.fraction += score.fraction
        under = self.covered(answer.get("spans", [])) if self.spans else set()
        if len(under) > max(2 * self.most, len(self.words) * (0.5 if self.keyed else 0.9)) > 0:
            self.flooded += 1
            return
        if not self.keyed:
            self.drawn.add(learner, answer)
        for item in score.items:
            if item.id.startswith("mark-") and item.outcome == FALSE_ALARM:
                self._stray(item)
            else:
                self.items.setdefault(item.id, ItemTally()).add(item)
        for n in under:
            self.marked[n] += 1

    def covered(self, spans: list[dict]) -> set[int]:
        """Numbers of the words that lie under any of the marks."""
        starts, ends = [a for a, _ in self.words], [b for _, b in self.words]
        return {n for s in spans for n in range(bisect_right(ends, s["start"]), bisect_left(starts, s["end"]))}

    def _stray(self, item: ItemScore) -> None:
        place = tuple(sorted(self.covered([{"start": item.start, "end": item.end}])))
        if place and len(place) <= 60:
            where = (place[0], place[-1])
            if where in self.strays or len(self.strays) < MAX_STRAYS:
                self.strays[where] += 1
                self.stray_example.setdefault(where, item)

    def readers(self) -> tuple[list[int], int]:
        """How many of the key's readers marked each word, and how many readers there are."""
        exercise, article = self.task.exercise, self.task.article
        kind, votes = type_of(exercise.type), read_votes(article)
        count, names, self.most = [0] * len(self.words), kind.annotators(votes), 0
        for name in names:
            spans = kind.answer_of(exercise, article, votes, name).get("spans", [])
            under = self.covered([s for s in spans if s.get("label") != "fair"])
            self.most = max(self.most, len(under))
            for n in under:
                count[n] += 1
        return count, len(names)


@dataclass
class Learner:
    """One learner's line: results by unit, and hits and false alarms over all exercises that have them."""

    learner: str
    rows: list[dict]
    hits: int = 0
    signals: int = 0
    alarms: int = 0
    noises: int = 0
    brier: float | None = None

    @property
    def rates(self) -> tuple[float, float] | None:
        """(share of the sound ones flagged, share of the real ones found)."""
        return (self.alarms / self.noises, self.hits / self.signals) if self.signals and self.noises else None

    @property
    def d_prime(self) -> float | None:
        if not self.rates:
            return None
        z = NormalDist().inv_cdf
        return z((self.hits + 0.5) / (self.signals + 1)) - z((self.alarms + 0.5) / (self.noises + 1))


class ClassTally:
    """The whole class. Feed it results in the order of the details file; each learner comes back as a line when complete."""

    def __init__(self, course: Course, units: list[str]):
        self.course = course
        self.exercises = {(u, t.exercise.id): _exercise_tally(t) for u in units for t in course.units.get(u, ())}
        self.statuses: Counter = Counter()
        self.learners = 0
        self.scatter: Counter = Counter()
        self.pairs: Counter = Counter()  # (confidence, right) → how often

    def feed(self, results: Iterator[dict]) -> Iterator[Learner]:
        current: Learner | None = None
        sure: list = []
        for result in results:
            if current is None or result["learner"] != current.learner:
                if current:
                    yield self._close(current, sure)
                current, sure = Learner(result["learner"], []), []
            current.rows.append(result)
            self._result(result, current, sure)
        if current:
            yield self._close(current, sure)

    def _result(self, result: dict, learner: Learner, sure: list) -> None:
        self.statuses[result["status"]] += 1
        for name, one in result["exercises"].items():
            tally = self.exercises.get((result["unit"], name))
            if tally is None:
                continue
            tally.seen += 1
            tally.unreadable += one["status"] == "unreadable"
            if one["status"] not in ("graded", "manual") or "answer" not in one:
                continue
            task = tally.task
            score = score_record(task.exercise, task.article, task.key, {"answer": one["answer"]})
            tally.add(score, one["answer"], result["learner"])
            m = score.measures
            if m.get("signals") and m.get("noises"):
                learner.hits += m["hits"]
                learner.signals += m["signals"]
                learner.alarms += m["false_alarms"]
                learner.noises += m["noises"]
            sure += [(p, bool(good)) for p, good in m.get("pairs") or () if isinstance(p, (int, float)) and 0 <= p <= 100]

    def _close(self, learner: Learner, sure: list) -> Learner:
        self.learners += 1
        if learner.rates:
            self.scatter[tuple(round(r / STEP) for r in learner.rates)] += 1
        if sure:
            learner.brier = sum((p / 100 - good) ** 2 for p, good in sure) / len(sure)
            self.pairs.update((round(p), good) for p, good in sure)
        return learner


def _exercise_tally(task: Task) -> ExerciseTally:
    tally = ExerciseTally(task)
    if tally.spans:
        start, end = type_of(task.exercise.type).bounds(task.exercise, task.article)
        tally.words = text.words(task.article.text, start, end)
        tally.marked = [0] * len(tally.words)
        tally.readers()
    return tally
