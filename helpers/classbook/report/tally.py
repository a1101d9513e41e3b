"""What a class did, added up learner by learner: what is kept grows with the exercises, not with the class."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from helpers import text
from helpers.exercises import read_votes, type_of
from helpers.marking import score_record
from helpers.scoring import BOUNDARY, EMPTY, FALSE_ALARM, FOUND, RIGHT, ItemScore

from ..keyed_course import Course, Task
from .learner import Learner, sides_of
from .marks import Marks
from .teacher_points import Given
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
    def left_open(self) -> bool:
        """Whether most of those who were asked answered nothing: then a small share says little about how hard it is."""
        return 2 * self.outcomes[EMPTY] > self.asked

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
    squares: float = 0.0  # of the points, for the range of their mean
    fraction: float = 0.0
    given: list[float] = field(default_factory=list)  # the teacher's points
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

    @cached_property
    def sides(self) -> tuple[int, int]:
        """How many real ones there are to find, and how many sound ones to leave alone; (0, 0) where the exercise asks for neither."""
        return sides_of(self.task)

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
        self.squares += score.points**2
        self.fraction += score.fraction
        under = self.covered(answer.get("spans", [])) if self.spans else set()
        if self._floods(len(under)):
            self.flooded += 1
            return
        if not self.keyed:
            self.drawn.add(learner, answer)
        for item in score.items:
            if item.stray and item.outcome == FALSE_ALARM:
                self._stray(item)
            else:
                self.items.setdefault(item.id, ItemTally()).add(item)
        for n in under:
            self.marked[n] += 1

    def _floods(self, words: int) -> bool:
        """Whether somebody marked so many words that it tells nothing apart: more than any reader, twice as many or nearly all."""
        nearly = 0.9 * len(self.words)
        return words > max(self.most, min(nearly, max(2 * self.most, len(self.words) * (0.5 if self.keyed else 0.9)))) > 0

    def covered(self, spans: list[dict]) -> set[int]:
        """Return the numbers of the words that lie under any of the marks."""
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
        """Return how many of the key's readers marked each word, and how many readers there are."""
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


class ClassTally:
    """The whole class. Feed it results in the order of the details file; each learner comes back as a line when complete."""

    def __init__(self, course: Course, units: list[str], given: Given | None = None):
        self.course, self.given = course, given or Given()
        tasks = [(u, one) for u in units for t in course.units.get(u, ()) for one in (t, t.stand_in) if one]
        self.exercises = {(u, t.exercise.id): _exercise_tally(t) for u, t in tasks}
        self.marks = {u: Marks(u, course.titles.get(u, u)) for u in units}
        self.statuses: Counter = Counter()
        self.late = 0
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
        self.late += bool(result.get("late"))
        earned: dict[tuple[str, str], float] = {}
        for name, one in result["exercises"].items():
            tally = self.exercises.get((result["unit"], one.get("on", name)))
            if tally is None:
                continue
            tally.seen += 1
            tally.unreadable += one["status"] == "unreadable"
            if (own := self.given.of(result["learner"], result["unit"], name)) and own.points is not None:
                tally.given.append(own.points)
            if one["status"] == "empty":
                learner.signals += tally.sides[0]  # not found, for nothing was marked
            if one["status"] not in ("graded", "manual") or "answer" not in one:
                continue
            task = tally.task
            score = score_record(task.exercise, task.article, task.key, {"answer": one["answer"]})
            tally.add(score, one["answer"], result["learner"])
            if task.exercise.points:
                counted = [i for i in score.items if not i.stray and i.outcome not in UNCOUNTED | {FALSE_ALARM}]
                earned |= {(name, i.id): i.credit * task.exercise.points / len(counted) for i in counted}
            self._sides(score.measures, tally, learner)
            pairs = score.measures.get("pairs") or ()
            sure += [(p, bool(good)) for p, good in pairs if isinstance(p, (int, float)) and 0 <= p <= 100]
        if result["unit"] in self.marks:  # items of two articles are no one test: how sure a mark is, is told from those on the first
            first = not any("on" in one for one in result["exercises"].values())
            self.marks[result["unit"]].add(result, self.given, earned if first else None)

    @staticmethod
    def _sides(m: dict, tally: ExerciseTally, learner: Learner) -> None:
        if "hits" not in m:
            return
        signals, noises = tally.sides
        learner.hits += m["hits"]
        learner.signals += signals
        learner.alarms += m["false_alarms"] if noises else 0
        learner.noises += noises
        if m.get("signals") and m.get("noises"):
            learner.both.update({k: m[k] for k in ("hits", "signals", "false_alarms", "noises")})

    def _close(self, learner: Learner, sure: list) -> Learner:
        self.learners += 1
        if learner.found is not None and learner.vain is not None:
            self.scatter[round(learner.vain / STEP), round(learner.found / STEP)] += 1
        if sure:
            learner.brier = sum((p / 100 - good) ** 2 for p, good in sure) / len(sure)
            self.pairs.update((round(p), good) for p, good in sure)
        return learner


def _exercise_tally(task: Task) -> ExerciseTally:
    tally = ExerciseTally(task)
    if tally.spans:
        start, end = type_of(task.exercise.type).form.bounds(task.exercise, task.article)
        tally.words = text.words(task.article.text, start, end)
        tally.marked = [0] * len(tally.words)
        tally.readers()
    return tally
