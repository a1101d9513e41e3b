"""What is wrong with something of a learner's, as data: code asks for the fields, people read the sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from helpers.errors import Reason


@dataclass(frozen=True)
class Problem:
    """What is wrong: a sentence for people, the exercise and unit that it concerns ("" where it is not one alone), and why."""

    said: str
    exercise: str = ""
    unit: str = ""
    reason: Reason = Reason.DAMAGED


def problem_of(problems: Iterable[Problem], exercise_id: str) -> str:
    """Return the sentence about one exercise's file, or "" where there is none."""
    return next((p.said for p in problems if p.exercise == exercise_id), "")
