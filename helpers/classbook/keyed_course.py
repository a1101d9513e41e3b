"""The teacher's units with all that marking needs, in memory: built once in each process."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from helpers.errors import KitError
from helpers.exercises import SPEC, Exercise, Unit, article_of, key_of, read_unit
from helpers.marking import no_key


@dataclass(frozen=True)
class Task:
    """An exercise with all that marking needs, in memory."""

    exercise: Exercise
    article: object
    key: dict | None  # None: an article that nobody has marked; what is asked there counts nothing
    stand_in: Task | None = None  # the same on the unit's quieter article

    def done(self, kept: dict) -> Task:
        """Return the task that a kept result of this exercise belongs to: this one, or the one that stands in for it."""
        return self.stand_in if self.stand_in and kept.get("on") == self.stand_in.exercise.id else self


@dataclass(frozen=True)
class Course:
    """The teacher's units, ready to mark: unit → tasks; `digest` changes with any key or question."""

    units: dict[str, tuple[Task, ...]]
    titles: dict[str, str]
    digest: str
    others: frozenset[str] = frozenset()  # units that are there and not to be marked this time


@lru_cache(maxsize=8)
def read_course(solutions: str, only: tuple[str, ...] = ()) -> Course:
    """Units and keys from the teacher's folder `solutions`, built once in each process. KitError where a key is not at hand."""
    folders = sorted(p.parent for p in Path(solutions).glob(f"[!.]*/{SPEC}"))
    known = {f.name for f in folders}
    if unknown := set(only) - known:
        raise KitError(
            f"There is no unit “{sorted(unknown)[0]}” in {Path(solutions).name}.", f"Units here: {', '.join(sorted(known)) or 'none'}."
        )
    if not folders:
        raise KitError(
            f"There are no units in {solutions}.", "Run this in the teacher’s copy of the kit, or name the folder with --solutions."
        )
    units, titles, digest = {}, {}, hashlib.sha256()
    for folder in folders:
        if only and folder.name not in only:
            continue
        unit = read_unit(folder.resolve())
        tasks = []
        for exercise in unit.exercises:
            stand_in = unit.stand_in(exercise.id)
            tasks.append(_task(unit, exercise, digest, _task(unit, stand_in, digest) if stand_in else None))
        units[unit.assignment], titles[unit.assignment] = tuple(tasks), unit.title
    return Course(units, titles, digest.hexdigest(), frozenset(known - set(units)))


def _task(unit: Unit, exercise: Exercise, digest, stand_in: Task | None = None) -> Task:
    key = key_of(unit, exercise)
    if key is None and (exercise.sealed or exercise.points or exercise.manual_points):
        raise no_key(exercise)
    parts = [exercise.id, exercise.points, exercise.manual_points, exercise.options, key]
    digest.update(json.dumps(parts, sort_keys=True, default=str).encode())
    return Task(exercise, article_of(exercise), key, stand_in)
