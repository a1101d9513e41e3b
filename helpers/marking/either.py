"""An exercise that can be done on either of two articles: whoever did both is marked by the better one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from helpers.answers import Problem, problem_of
from helpers.exercises import Exercise, Unit, article_of, key_of
from helpers.scoring import Score

from .mark import Marked, mark, score_record

_RANK = {"graded": 2, "manual": 2, "unreadable": 1, "failed": 1}


def second_counts(first: Score, second: Score, records: tuple[dict[str, Any] | None, dict[str, Any] | None]) -> bool:
    """Return whether the answer on the quieter article is the one that counts: it can be read and earns more; where both earn alike, it is the later one."""
    standing = [(_RANK.get(s.status, 0), s.points) for s in (first, second)]
    if standing[0] != standing[1]:
        return standing[1] > standing[0]
    saved = [str((r or {}).get("saved", "")) for r in records]
    return second.status != "empty" and saved[1] > saved[0]


def chosen(unit: Unit, exercise: Exercise, records: dict[str, dict[str, Any]]) -> Exercise:
    """Return the exercise whose answer counts: `exercise` itself, or the one on the quieter article where that was answered better."""
    other = unit.stand_in(exercise.id)
    if other is None or other.id not in records:
        return exercise
    both = records.get(exercise.id), records[other.id]
    first, second = (_score(unit, e, r) for e, r in zip((exercise, other), both))
    return other if second_counts(first, second, both) else exercise


def _score(unit: Unit, exercise: Exercise, record: dict[str, Any] | None) -> Score:
    article = article_of(exercise)
    return score_record(exercise, article, key_of(unit, exercise, article), record, why=False)


def mark_either(unit: Unit, exercise: Exercise, records: dict[str, dict[str, Any]], problems: Sequence[Problem] = ()) -> Marked:
    """Mark an exercise from a learner's records by exercise, on whichever of its two articles was answered better; `problems`: see `read_answers`."""
    one = chosen(unit, exercise, records)
    return mark(unit, one, records.get(one.id), problem_of(problems, one.id))
