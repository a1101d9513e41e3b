"""The teacher's units with all that marking needs, in memory: built once in each process."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from helpers.articles import Article
from helpers.errors import KitError
from helpers.exercises import SPEC, Exercise, Unit, article_of, built_keys, key_of, read_unit
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
    """Return units and keys from the teacher's folder `solutions`, built once in each process. KitError where a key is not at hand."""
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
    units, titles, tasks_of = {}, {}, _Tasks()
    for folder in folders:
        if only and folder.name not in only:
            continue
        unit = read_unit(folder.resolve())
        units[unit.assignment] = tuple(tasks_of.unit(unit))
        titles[unit.assignment] = unit.title
    tasks_of.built.keep()
    return Course(units, titles, tasks_of.digest.hexdigest(), frozenset(known - set(units)))


class _Tasks:
    """Tasks made one after the other: each article is read once, and no key is built that was built before."""

    def __init__(self) -> None:
        self.digest, self.built = hashlib.sha256(), built_keys()
        self.articles: dict[str, Article] = {}

    def unit(self, unit: Unit) -> Iterator[Task]:
        for exercise in unit.exercises:
            stand_in = unit.stand_in(exercise.id)
            yield self.one(unit, exercise, self.one(unit, stand_in) if stand_in else None)

    def one(self, unit: Unit, exercise: Exercise, stand_in: Task | None = None) -> Task:
        article = self.articles.get(exercise.article) or self.articles.setdefault(exercise.article, article_of(exercise))
        key = key_of(unit, exercise, article, self.built)
        if key is None and (exercise.sealed or exercise.points or exercise.manual_points):
            raise no_key(exercise)
        parts = [exercise.id, exercise.points, exercise.manual_points, exercise.options, key]
        self.digest.update(json.dumps(parts, sort_keys=True, default=str).encode())
        return Task(exercise, article, key, stand_in)
