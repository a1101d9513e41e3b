"""What is asked: an exercise names a type, an article, a passage and its points; a unit is the exercises of one notebook.

Units are data: `exercises.json` in `solutions/<assignment>/`, copied to the learner by nbgrader. It holds no answers; these come from
the votes on the article (`key_of`), or, in a student's copy, from `open_keys.json`, which has the open exercises only.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from helpers.articles import Article, read_article
from helpers.errors import ExerciseError

from .types import TYPES, type_of

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
SPEC, OPEN_KEYS = "exercises.json", "open_keys.json"


@dataclass(frozen=True)
class Exercise:
    """One task. `points` are the machine's, `manual_points` the teacher's; `sealed`: its key never leaves the teacher's copy.

    `after`: earlier exercises whose answers this one prints; it opens when a learner has finished them.
    """

    assignment: str
    id: str
    type: str
    article: str
    title: str
    prompt: str
    points: float = 0.0
    manual_points: float = 0.0
    sealed: bool = False
    passage: tuple[int, int] | None = None
    options: dict[str, Any] = field(default_factory=dict, hash=False, compare=False)
    rubric: tuple[str, ...] = ()
    instead_of: str = ""  # the exercise that this one stands in for, on another article: same kind, same points, one of the two is done
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unit:
    """The exercises of one notebook, in order; `stand_ins` are the same tasks on a quieter article, at most one for an exercise."""

    assignment: str
    title: str
    exercises: tuple[Exercise, ...]
    folder: Path
    stand_ins: tuple[Exercise, ...] = ()

    @property
    def every(self) -> tuple[Exercise, ...]:
        """Each exercise, and after it the one that can stand in for it."""
        return tuple(one for e in self.exercises for one in (e, self.stand_in(e.id)) if one)

    def quiet(self) -> Unit:
        """Return the unit with each stand-in in place of its exercise: what somebody does who reads the quieter article."""
        return replace(self, exercises=tuple(self.stand_in(e.id) or e for e in self.exercises), stand_ins=())

    def stand_in(self, exercise_id: str) -> Exercise | None:
        return next((e for e in self.stand_ins if e.instead_of == exercise_id), None)

    def __getitem__(self, exercise_id: str) -> Exercise:
        for exercise in (*self.exercises, *self.stand_ins):
            if exercise.id == exercise_id:
                return exercise
        raise ExerciseError(
            f"There is no exercise “{exercise_id}” in {self.assignment}.",
            f"Exercises here: {', '.join(e.id for e in self.exercises)}.",
        )

    def before(self, exercise: Exercise) -> tuple[str, ...]:
        """Return the ids of the exercises that must be finished before this one opens; a stand-in waits as the one does that it stands in for."""
        return exercise.after or (self[exercise.instead_of].after if exercise.instead_of else ())

    def followers(self, exercise: Exercise) -> list[Exercise]:
        """Return the exercises that open when this one, or the one it stands in for, is finished; none where it need not be finished."""
        return [e for e in self.exercises if (exercise.instead_of or exercise.id) in self.before(e)]


@lru_cache(maxsize=64)
def read_unit(folder: Path) -> Unit:
    """Return the unit in a folder; each exercise is checked for type and fields, not for its article."""
    path = Path(folder) / SPEC
    try:
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
        assignment, title, listed = raw["assignment"], raw["title"], asked(raw)
    except FileNotFoundError:
        raise ExerciseError(
            f"The file {SPEC} is not beside this notebook.", "Copy the whole folder of the exercise, not the notebook alone."
        ) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ExerciseError(f"{SPEC} cannot be read.", "Fetch the exercise's folder again; your answers stay in “answers”.") from None
    exercises = tuple(_exercise(assignment, one) for one in listed)
    ids = [one.id for one in exercises]
    if twice := sorted({i for i in ids if ids.count(i) > 1}):
        raise ExerciseError(f"{SPEC}: “{twice[0]}” stands there twice.", "Give each exercise an id of its own.")
    main = tuple(e for e in exercises if not e.instead_of)
    stand_ins = tuple(e for e in exercises if e.instead_of)
    for one in stand_ins:
        _check_stand_in(one, [e for e in main if e.id == one.instead_of], stand_ins)
    if any(one.after for one in exercises):
        _check_after(main, stand_ins)
    return Unit(assignment, title, main, Path(folder), stand_ins)


def asked(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the exercises of an `exercises.json`, each with all its fields.

    A stand-in says only what differs: its article, its passage, its items. All else is as in the exercise that it stands in for.
    """
    listed = [dict(one) for one in spec["exercises"]]
    named = {str(one.get("id")): one for one in listed if not one.get("instead_of")}
    return [_filled(one, named) for one in listed]


def _filled(raw: dict[str, Any], named: dict[str, Any]) -> dict[str, Any]:
    first = raw.get("instead_of")
    return {**named.get(first, {}), "id": f"{first}_quiet", **raw} if isinstance(first, str) and first else raw


def _check_stand_in(one: Exercise, named: list[Exercise], stand_ins: tuple[Exercise, ...]) -> None:
    """ExerciseError unless a stand-in asks the same for the same points: whoever chooses it must neither win nor lose."""
    if not named:
        raise ExerciseError(f"{one.id} stands in for “{one.instead_of}”, and there is no such exercise.", "Name an exercise of this unit.")
    if sum(e.instead_of == one.instead_of for e in stand_ins) > 1:
        raise ExerciseError(f"Two exercises stand in for {one.instead_of}.", "Keep one of them.")
    for name in ("type", "points", "manual_points", "sealed"):
        if getattr(one, name) != getattr(named[0], name):
            raise ExerciseError(f"{one.id} has another “{name}” than {one.instead_of}, for which it stands in.", "Give both the same.")


def _check_after(main: tuple[Exercise, ...], stand_ins: tuple[Exercise, ...]) -> None:
    """ExerciseError unless what is waited for is earlier marking: only that can be finished, since a form shows its questions anyway."""
    marking: set[str] = set()
    waited_for = {name for one in (*main, *stand_ins) for name in one.after}  # of no other exercise is the type's code needed here
    for one in main:
        for waiting in (one, *(e for e in stand_ins if e.instead_of == one.id)):
            if wrong := [name for name in waiting.after if name not in marking]:
                raise ExerciseError(
                    f"Exercise {waiting.id} waits for “{wrong[0]}”, which is no marking exercise that stands before it.",
                    "Name in “after” only ids of earlier exercises in which words are marked.",
                )
        if one.id in waited_for and type_of(one.type).shape == "spans":
            marking.add(one.id)


def _exercise(assignment: str, raw: dict[str, Any]) -> Exercise:
    known = {f for f in Exercise.__dataclass_fields__ if f != "assignment"}
    if unknown := set(raw) - known:
        raise ExerciseError(f"Exercise {raw.get('id')} has an unknown field “{sorted(unknown)[0]}”.", f"Known: {', '.join(sorted(known))}.")
    if missing := [f for f in ("id", "type", "article", "title", "prompt") if not isinstance(raw.get(f), str)]:
        raise ExerciseError(
            f"Exercise {raw.get('id')} has no “{missing[0]}”, or one of an unknown type: {raw.get(missing[0])}.",
            f"Give {missing[0]} as a text.",
        )
    if not _ID.fullmatch(raw["id"]):
        raise ExerciseError(f"“{raw['id'][:60]}” cannot be an exercise’s id.", "Use letters, digits, - and _.")
    if raw["type"] not in TYPES:
        raise ExerciseError(f"Exercise {raw.get('id')} has the unknown type “{raw.get('type')}”.", f"Known: {', '.join(sorted(TYPES))}.")
    passage = tuple(raw["passage"]) if raw.get("passage") else None
    if passage and (len(passage) != 2 or not all(type(n) is int for n in passage)):
        raise ExerciseError(
            f"Exercise {raw['id']} has a passage that is not two paragraph numbers.", "Write for instance “passage”: [1, 5]."
        )
    after = raw.get("after", [])
    if not isinstance(after, list) or not all(isinstance(name, str) for name in after):
        raise ExerciseError(f"Exercise {raw['id']} has an “after” that is no list of ids.", "Write for instance “after”: [“q2”].")
    after = tuple(after)
    return Exercise(**{**raw, "assignment": assignment, "passage": passage, "rubric": tuple(raw.get("rubric", ())), "after": after})


def article_of(exercise: Exercise) -> Article:
    """Return the article that an exercise asks about. Raise ArticleError where it is missing or changed."""
    return read_article(exercise.article)
