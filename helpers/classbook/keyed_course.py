"""The teacher's units with all that marking needs, in memory: built once in each process."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from helpers.articles import Article
from helpers.errors import KitError
from helpers.exercises import SPEC, BuiltKeys, Exercise, Unit, article_of, asked_as, built_keys, key_of, read_unit
from helpers.marking import no_key


@dataclass(frozen=True)
class Task:
    """An exercise with all that marking needs; its key is read when it is first asked for."""

    exercise: Exercise
    article: Article
    unit: Unit
    built: BuiltKeys
    stand_in: Task | None = None  # the same on the unit's quieter article

    @cached_property
    def key(self) -> dict | None:
        """The answer key; None for an article that nobody has marked: what is asked there counts nothing."""
        return key_of(self.unit, self.exercise, self.article, self.built)

    @property
    def asked_as(self) -> str:
        return asked_as(self.exercise, self.article)

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
    digest = tasks_of.digest()
    tasks_of.built.keep()
    return Course(units, titles, digest, frozenset(known - set(units)))


class _Tasks:
    """Tasks made one after the other: each article is read once, and no key is built that was built before."""

    def __init__(self) -> None:
        self.built, self.made = built_keys(), []
        self.articles: dict[str, Article] = {}

    def unit(self, unit: Unit) -> Iterator[Task]:
        for exercise in unit.exercises:
            stand_in = unit.stand_in(exercise.id)
            yield self.one(unit, exercise, self.one(unit, stand_in) if stand_in else None)

    def one(self, unit: Unit, exercise: Exercise, stand_in: Task | None = None) -> Task:
        article = self.articles.get(exercise.article) or self.articles.setdefault(exercise.article, article_of(exercise))
        task = Task(exercise, article, unit, self.built, stand_in)
        if task.asked_as not in self.built and task.key is None and (exercise.sealed or exercise.points or exercise.manual_points):
            raise no_key(exercise)
        self.made.append(task)
        return task

    def digest(self) -> str:
        """Return what changes with any key or question."""
        return self.built.course([t.asked_as for t in self.made], self._work_out)

    def _work_out(self) -> str:
        found = hashlib.sha256()
        for task in self.made:
            one = task.exercise
            parts = [one.id, one.points, one.manual_points, one.options, task.key]
            found.update(json.dumps(parts, sort_keys=True, default=str).encode())
        return found.hexdigest()
