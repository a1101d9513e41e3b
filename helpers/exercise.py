"""What is asked: an exercise names a type, an article, a passage and its points; a unit is the exercises of one notebook.

Units are data: `exercises.json` in `solutions/<assignment>/`, copied to the learner by nbgrader. It holds no answers; these come from
the votes on the article (`key_of`), or, in a student's copy, from `open_keys.json`, which has the open exercises only.
"""
from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from statistics import mean

from .article import Article, read_article
from .errors import ExerciseError
from .exercise_types import TYPES, type_of
from .marks import read_desks, read_passes
from .once import Key

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
DICE_SHARE = 0.15  # what guessing may earn on average; with few questions luck alone goes further, and the floor rises
SPEC, OPEN_KEYS = "exercises.json", "open_keys.json"


@dataclass(frozen=True)
class Exercise:
    """One task. `points` are the machine's, `manual_points` the teacher's; `sealed`: its key never leaves the teacher's copy."""

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
    options: dict = field(default_factory=dict, hash=False, compare=False)
    rubric: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unit:
    """The exercises of one notebook, in order."""

    assignment: str
    title: str
    exercises: tuple[Exercise, ...]
    folder: Path

    def __getitem__(self, exercise_id: str) -> Exercise:
        for exercise in self.exercises:
            if exercise.id == exercise_id:
                return exercise
        raise ExerciseError(
            f"There is no exercise “{exercise_id}” in {self.assignment}.",
            f"Exercises here: {', '.join(e.id for e in self.exercises)}.",
        )


@lru_cache(maxsize=64)
def read_unit(folder: Path) -> Unit:
    """The unit in a folder; each exercise is checked for type and fields, not for its article."""
    path = Path(folder) / SPEC
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        assignment, title, listed = raw["assignment"], raw["title"], [dict(one) for one in raw["exercises"]]
    except FileNotFoundError:
        raise ExerciseError(
            f"The file {SPEC} is not beside this notebook.", "Copy the whole folder of the exercise, not the notebook alone."
        ) from None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise ExerciseError(f"{SPEC} cannot be read.", "Fetch the exercise's folder again; your answers stay in “answers”.") from None
    exercises = tuple(_exercise(assignment, one) for one in listed)
    ids = [one.id for one in exercises]
    if twice := sorted({i for i in ids if ids.count(i) > 1}):
        raise ExerciseError(f"{SPEC}: “{twice[0]}” stands there twice.", "Give each exercise an id of its own.")
    return Unit(assignment, title, exercises, Path(folder))


def _exercise(assignment: str, raw: dict) -> Exercise:
    known = {f for f in Exercise.__dataclass_fields__ if f != "assignment"}
    if unknown := set(raw) - known:
        raise ExerciseError(f"Exercise {raw.get('id')} has an unknown field “{sorted(unknown)[0]}”.", f"Known: {', '.join(sorted(known))}.")
    if missing := [f for f in ("id", "type", "article", "title", "prompt") if not isinstance(raw.get(f), str)]:
        raise ExerciseError(f"Exercise {raw.get('id')} has no “{missing[0]}”, or one of an unknown type: {raw.get(missing[0])}.", f"Give {missing[0]} as a text.")
    if not _ID.fullmatch(raw["id"]):
        raise ExerciseError(f"“{raw['id'][:60]}” cannot be an exercise’s id.", "Use letters, digits, - and _.")
    if raw["type"] not in TYPES:
        raise ExerciseError(f"Exercise {raw.get('id')} has the unknown type “{raw.get('type')}”.", f"Known: {', '.join(sorted(TYPES))}.")
    passage = tuple(raw["passage"]) if raw.get("passage") else None
    if passage and (len(passage) != 2 or not all(type(n) is int for n in passage)):
        raise ExerciseError(f"Exercise {raw['id']} has a passage that is not two paragraph numbers.", "Write for instance “passage”: [1, 5].")
    return Exercise(**{**raw, "assignment": assignment, "passage": passage, "rubric": tuple(raw.get("rubric", ()))})


def article_of(exercise: Exercise) -> Article:
    return read_article(exercise.article)


@dataclass(frozen=True)
class Votes:
    """All that annotators gave on an article."""

    passes: tuple
    desks: tuple
    folder: Path | None = None

    def without(self, annotator: str) -> Votes:
        """The same votes less one annotator's: for marking an annotator against the others."""
        return Votes(tuple(p for p in self.passes if p.annotator != annotator), tuple(d for d in self.desks if d["annotator"] != annotator), self.folder)

    @cached_property
    def verdicts(self):
        """The dated verdicts on the article's claims (an `evidence.Desk`); None where this copy does not hold them."""
        from .evidence import read_verdicts

        return read_verdicts(self.folder) if self.folder and (self.folder / "verdicts.json").is_file() else None


@lru_cache(maxsize=32)
def read_votes(article: Article) -> Votes:
    return Votes(read_passes(article), read_desks(article), article.folder)


# Keyed by what an exercise asks and of which text, so that a sealed and an open twin are two keys, and a class's many copies of a folder one.
_KEYS: dict[tuple, dict | None] = {}


def key_of(unit: Unit, exercise: Exercise) -> dict | None:
    """The key of an exercise, as plain data; None where this copy of the kit does not hold it (a sealed exercise, at a student's)."""
    article = article_of(exercise)
    name = (str(article.folder), article.sha256, json.dumps(vars(exercise), sort_keys=True, default=str))
    if name not in _KEYS:
        votes = read_votes(article)
        if type_of(exercise.type).has_votes(exercise, votes):
            _KEYS[name] = build_key(exercise, article, votes)
        else:
            name = (str(unit.folder), exercise.id, article.sha256)
            _KEYS[name] = _open_key(unit, exercise, article)
    return _KEYS[name]


def build_key(exercise: Exercise, article: Article, votes: Votes) -> Key:
    """Key with floor (what rote earns) and target (the median annotator, marked against the others)."""
    kind = type_of(exercise.type)
    key = Key({"sha256": article.sha256, "type": exercise.type, **kind.build_key(exercise, article, votes)})
    key["floor"] = max([0.0, *(kind.raw_alone(exercise, key, value) for value in kind.rote_answers(exercise, article, key))])
    level = kind.target(exercise, article, votes, key)
    dice = [kind.raw_alone(exercise, key, value) for value in kind.dice_answers(key)]
    while dice and key["floor"] < 0.5 and mean(_share(raw, key["floor"], level) for raw in dice) > DICE_SHARE:
        key["floor"] = round(key["floor"] + 0.02, 4)
    key["target"] = max(level, key["floor"] + 0.05)
    return key


def _share(raw: float, floor: float, level: float) -> float:
    return min(1.0, max(0.0, (raw - floor) / max(level - floor, 0.05)))


def _open_key(unit: Unit, exercise: Exercise, article: Article) -> dict | None:
    try:
        keys = json.loads((unit.folder / OPEN_KEYS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    key = keys.get(exercise.id)
    return Key(key) if key and key.get("sha256") == article.sha256 else None


def score(unit: Unit, exercise: Exercise, value: dict | None):
    """The Score of an answer; unreadable and empty answers are told apart from wrong ones. Needs the key."""
    return score_with(exercise, article_of(exercise), key_of(unit, exercise), value)


def score_with(exercise: Exercise, article: Article, key: dict | None, value: dict | None, why: bool = True):
    """The same with article and key at hand: opens no file, so that a class is marked at the speed of arithmetic.

    Without `why` the Score has its marks, and neither items nor measures.
    """
    from .score import Score, set_marks

    kind = type_of(exercise.type)
    if value is None or kind.is_empty(value):
        return Score(exercise.id, "empty", max_points=exercise.points)
    if problem := kind.problem(exercise, article, value):
        return Score(exercise.id, "unreadable", max_points=exercise.points, problem=problem)
    if key is None:
        raise ExerciseError(f"The key of {exercise.id} is not in this copy of the kit.", "It is marked by your teacher's copy.")
    raw, items, measures = kind.raw(exercise, key, value) if why else (kind.raw_alone(exercise, key, value), (), {})
    if kind.manual:
        return Score(exercise.id, "manual", raw, 0.0, exercise.points, raw, tuple(items), measures)
    return set_marks(exercise, key, raw, items, measures)
