"""The key of an exercise: built from the votes on its article, kept, or read from a student's open keys; and an answer scored against it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from helpers.articles import Article
from helpers.errors import ExerciseError
from helpers.scoring import Key, Score, to_points

from .built_keys import BuiltKeys, asked_as
from .exercise import OPEN_KEYS, Exercise, Unit, article_of
from .types import type_of

if TYPE_CHECKING:
    from .votes import Votes


# Keyed by what an exercise asks and of which text, so that a sealed and an open twin are two keys, and a class's many copies of a folder one.
_KEYS: dict[tuple[str, ...], dict[str, Any] | None] = {}


def key_of(unit: Unit, exercise: Exercise, article: Article | None = None, built: BuiltKeys | None = None) -> dict[str, Any] | None:
    """Return the key of an exercise, as plain data; None where this copy of the kit does not hold it (a sealed exercise, at a student's).

    `article`: the exercise's, where it is at hand; `built`: keys that need not be built again, which takes those that are.
    """
    article = article or article_of(exercise)
    name: tuple[str, ...] = (str(article.folder), asked_as(exercise, article))
    if name not in _KEYS:
        if built and (known := built.get(exercise, article)):
            _KEYS[name] = Key(known)
        elif key := _from_votes(exercise, article):
            _KEYS[name] = key
            if built:
                built.add(exercise, article, key)
        else:
            name = (str(unit.folder), exercise.id, article.sha256)
            _KEYS[name] = _open_key(unit, exercise, article)
    return _KEYS[name]


def _from_votes(exercise: Exercise, article: Article) -> Key | None:
    from .votes import read_votes  # a class is marked without them, once keys are built

    votes = read_votes(article)
    return build_key(exercise, article, votes) if type_of(exercise.type).has_votes(exercise, votes) else None


def forget_keys() -> None:
    """Build every key anew when it is next asked for: votes or exercises have changed."""
    _KEYS.clear()


def build_key(exercise: Exercise, article: Article, votes: Votes) -> Key:
    """Return the key: what is right, and where marks begin (`floor`, what comes without reading) and are full (`target`)."""
    kind = type_of(exercise.type)
    key = Key({"sha256": article.sha256, "type": exercise.type, **kind.build_key(exercise, article, votes)})
    return Key({**key, **kind.limits(exercise, article, votes, key)})


def _open_key(unit: Unit, exercise: Exercise, article: Article) -> dict[str, Any] | None:
    try:
        keys = json.loads((unit.folder / OPEN_KEYS).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return None
    key = keys.get(exercise.id)
    return Key(key) if key and key.get("sha256") == article.sha256 else None


def score(unit: Unit, exercise: Exercise, value: dict[str, Any] | None) -> Score:
    """Return the Score of an answer; unreadable and empty answers are told apart from wrong ones. Needs the key."""
    return score_with(exercise, article_of(exercise), key_of(unit, exercise), value)


def score_with(exercise: Exercise, article: Article, key: dict[str, Any] | None, value: dict[str, Any] | None, why: bool = True) -> Score:
    """Return the Score with article and key at hand: opens no file, so that a class is marked at the speed of arithmetic.

    Without `why` the Score has its marks, and neither items nor measures.
    """
    kind = type_of(exercise.type)
    if value is None or kind.is_empty(value):
        return Score(exercise.id, "empty", max_points=exercise.points)
    if problem := kind.why_unreadable(exercise, article, value):
        return Score(exercise.id, "unreadable", max_points=exercise.points, problem=problem)
    if key is None:
        raise ExerciseError(f"The key of {exercise.id} is not in this copy of the kit.", "It is marked by your teacher's copy.")
    return score_readable(exercise, key, value, why)


def score_readable(exercise: Exercise, key: dict[str, Any], value: dict[str, Any], why: bool = True) -> Score:
    """Return the Score of an answer that is known to be readable and not empty."""
    kind = type_of(exercise.type)
    raw, items, measures = kind.raw(exercise, key, value) if why else (kind.raw_score(exercise, key, value), (), {})
    if kind.manual:
        return Score(exercise.id, "manual", raw, 0.0, exercise.points, raw, tuple(items), measures)
    return to_points(exercise, key, raw, items, measures)
