"""Questions with answers to choose from. A parent can work the points out: right answers beyond those that come without reading.

    points = maximum × (right − g) ÷ (n − g), between 0 and the maximum

n: questions that have a right answer; g: how many the best answer without reading gets right (see `constant_answers`), at most half of them, and at
most n − 2. So one error costs at most 2/n of the points, or half of them where n < 4. A wrong answer and an empty one count alike. Raw is the share
right; `to_points` makes points of it.

Where an answer without reading gets more than that (one side has few questions), an answer that does not tell the two sides apart is held at
HELD of the points, plus its discrimination, unless it is nearly three quarters right: see `_held`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from .cached import cached_per_owner
from .confidence import discrimination
from .records import CONTESTED, EMPTY, RIGHT, WRONG, ItemScore, QuestionKey, QuestionsKey

HELD = 0.15  # what an answer earns at most that tells nothing apart, where more than half can be right without reading
SURE = 0.75  # from this share on nobody is held: one error more must cost no more than 2/n


class Question(NamedTuple):
    """A question made ready: its right answers, and its outcome when it is left empty."""

    id: str
    right: list[Any]
    empty: ItemScore


class Choices(NamedTuple):
    """What a key says about every answer. Where answers divide into flags and sound ones: signals, the questions that want a flag, and noises.

    `sides`: for each answer without reading that gets more than half right, the questions that it gets right.
    """

    questions: list[Question]
    asked: dict[str, Question]
    flags: frozenset[str]
    signals: list[str]
    noises: list[str]
    sides: tuple[frozenset[str], ...]
    floor: float


@cached_per_owner
def prepare_key(key: QuestionsKey) -> Choices:
    """Work out what belongs to the key and not to an answer."""
    flags = frozenset(key.get("flags", ()))
    asked: dict[str, QuestionKey] = {f: q for f, q in key["questions"].items() if q["right"]}
    flagging = {f: q for f, q in asked.items() if flags & set(q["options"])}
    questions = [
        Question(
            name,
            q["right"],
            ItemScore(
                name,
                EMPTY if q["right"] else CONTESTED,
                right=tuple(q["right"]),
                start=q.get("start"),
                end=q.get("end"),
                votes=q["votes"],
                of=q["of"],
            ),
        )
        for name, q in key["questions"].items()
    ]
    return Choices(
        questions,
        {q.id: q for q in questions if q.right},
        flags,
        [f for f, q in flagging.items() if set(q["right"]) <= flags],
        [f for f, q in flagging.items() if not set(q["right"]) & flags],
        tuple(frozenset(side) for side in key.get("sides", ())),
        key.get("floor", 0.0),
    )


def right_in(key: QuestionsKey, given: Mapping[str, Any]) -> set[str]:
    """Return the questions that answers `{field: value}` get right, of those that have a right answer."""
    return {name for name, question in prepare_key(key).asked.items() if name in given and given[name] in question.right}


def raw_choices(key: QuestionsKey, given: Mapping[str, Any]) -> float:
    """Return the raw score alone, 0..1: the share right, held where it tells nothing apart."""
    return _raw(prepare_key(key), right_in(key, given))


def score_choices(key: QuestionsKey, given: Mapping[str, Any]) -> tuple[float, list[ItemScore], dict[str, Any]]:
    """Score `{question_id: value}`. Return raw (0..1), one ItemScore per question, and counts."""
    of, outcomes, right = prepare_key(key), [], right_in(key, given)
    for question in of.questions:
        outcome, answer = question.empty, given.get(question.id)
        if answer is not None:
            outcome = outcome._replace(given=(answer,))
            if question.right:
                good = question.id in right
                outcome = outcome._replace(outcome=RIGHT if good else WRONG, credit=float(good))
        outcomes.append(outcome)
    return _raw(of, right), outcomes, {"right": len(right), "asked": len(of.asked), **_flags(of, given)}


def _raw(of: Choices, right: set[str]) -> float:
    share = len(right) / len(of.asked) if of.asked else 0.0
    return min([share, *(_held(of, side, right) for side in of.sides)])


def _held(of: Choices, side: frozenset[str], right: set[str]) -> float:
    """Return the highest raw score that an answer may have against one way of answering without reading.

    Its discrimination is the share right of what that way gets right, plus the share right of the rest, less 1: 0 for that way itself.
    """
    n = len(of.asked)
    if len(right) >= SURE * n - 1 or len(side) == n:
        return 1.0
    tells = len(right & side) / len(side) + len(right - side) / (n - len(side)) - 1
    return of.floor + (HELD + max(0.0, tells)) * (1 - of.floor)


def _flags(of: Choices, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return hits and false alarms where answers divide into «something is wrong here» and «this is sound»."""
    if not of.flags:
        return {}
    signals, noises = ([given[f] for f in part if given.get(f) is not None] for part in (of.signals, of.noises))
    return discrimination(sum(v in of.flags for v in signals), len(signals), sum(v in of.flags for v in noises), len(noises))


# ---------------------------------------------------------------------------------------------------- without reading


def constant_answers(questions: Mapping[str, QuestionKey]) -> list[dict[str, Any]]:
    """Return answers that take no reading: the same option everywhere; the first, second … last; the same for each kind of question, the best one.

    Questions with the same options are of one kind, if there are at least three.
    """
    offered = {f: q["options"] for f, q in questions.items() if q["options"] and q["right"]}
    kinds: dict[tuple[Any, ...], list[str]] = {}
    for name, options in offered.items():
        kinds.setdefault(tuple(options), []).append(name)
    found = [{f: v for f, o in offered.items() if v in o} for v in sorted({v for o in offered.values() for v in o}, key=str)]
    found += [{f: o[min(n, len(o) - 1)] for f, o in offered.items()} for n in range(max(map(len, offered.values()), default=0))]
    best = {options: _commonest(options, [questions[f] for f in some]) for options, some in kinds.items() if len(some) >= 3}
    return [*found, {f: best[tuple(o)] for f, o in offered.items() if tuple(o) in best}]


def _commonest(options: tuple[Any, ...], questions: list[QuestionKey]) -> Any:
    return max(options, key=lambda v: sum(v in q["right"] for q in questions))


def floor_of(key: QuestionsKey, answers: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return `floor`, the share that the best of these answers gets right, at most half; and `sides`, what answers get right that get more."""
    right = {f: q["right"] for f, q in key["questions"].items() if q["right"]}  # alone: own-article units ask this of thousands of choices
    n, sides = len(right), {frozenset(f for f, values in right.items() if f in given and given[f] in values) for given in answers}
    most = max(map(len, sides), default=0)
    order: Callable[[frozenset[str]], tuple[int, list[str]]] = lambda side: (-len(side), sorted(side))  # noqa: E731
    highest = max(0.0, min(n / 2, n - 2))
    return {
        "floor": min(most, highest) / n if n else 0.0,
        "sides": [sorted(side) for side in sorted(sides, key=order) if highest < len(side) < n],
    }
