"""From a folder of answers to scores, feedback and the cell outputs that nbgrader reads. No learner's code runs here.

The check button, nbgrader's pages and the class command all come through `mark`, so that they agree.
"""
from __future__ import annotations

from dataclasses import dataclass

from .errors import ExerciseError
from .exercise import Exercise, Unit, article_of, key_of, score
from .feedback import as_html, feedback, sealed
from .score import Score


@dataclass(frozen=True)
class Marked:
    """One exercise, marked: `told` is the feedback as data; `key_known` is False in a copy that does not hold the key."""

    exercise: Exercise
    score: Score
    told: dict
    key_known: bool = True

    def outputs(self, full: bool = True) -> dict:
        """A mime bundle: the number of points as text (nbgrader reads it), and the explanations as HTML."""
        line = f"{self.exercise.id}: {self.told['headline']} {self.told['points']}".strip()
        html = as_html(self.told) if full else as_html({**self.told, "items": [], "measures": [], "headline": line, "points": ""})
        return {"text/plain": f"{self.score.points:g}", "text/html": html}


def mark(unit: Unit, exercise: Exercise, record: dict | None) -> Marked:
    """Mark one stored record (see `answers`), or None for no answer. A record made on another text or type is unreadable, not wrong."""
    key = key_of(unit, exercise)
    value = record["answer"] if record else None
    if record and (problem := _misfit(exercise, record)):
        told = Score(exercise.id, "unreadable", max_points=exercise.points, problem=problem)
        return Marked(exercise, told, feedback(exercise, article_of(exercise), key, told), key is not None)
    if key is None:
        return _without_key(exercise, value)
    got = score(unit, exercise, value)
    return Marked(exercise, got, feedback(exercise, article_of(exercise), key, got))


def _misfit(exercise: Exercise, record: dict) -> str:
    if record.get("type", exercise.type) != exercise.type:
        return "It was made for another kind of exercise."
    if record.get("sha256") and record["sha256"] != article_of(exercise).sha256:
        return "It was made on another version of the article."
    return ""


def _without_key(exercise: Exercise, value: dict | None) -> Marked:
    from .exercise_types import type_of

    kind = type_of(exercise.type)
    if value is None or kind.is_empty(value):
        return Marked(exercise, Score(exercise.id, "empty", max_points=exercise.points), sealed(False), False)
    if problem := kind.problem(exercise, article_of(exercise), value):
        got = Score(exercise.id, "unreadable", max_points=exercise.points, problem=problem)
        return Marked(exercise, got, feedback(exercise, article_of(exercise), None, got), False)
    return Marked(exercise, Score(exercise.id, "graded", max_points=exercise.points), sealed(True), False)


def need_key(marked: Marked) -> Marked:
    """The same, or ExerciseError where marks were asked for and this copy holds no key: better no mark than a wrong one."""
    if not marked.key_known:
        raise ExerciseError(
            f"The key of {marked.exercise.assignment}, {marked.exercise.id} is not in this copy of the kit, so it cannot be marked here.",
            "Mark with the teacher’s copy: the one that holds the folder “marks” in each article.",
        )
    return marked


def text_answer(record: dict | None) -> str:
    """The words of a written answer, for a teacher to read; empty where there are none."""
    fields = record["answer"].get("fields", {}) if record else {}
    return "\n\n".join(str(v) for v in fields.values() if isinstance(v, str)) if isinstance(fields, dict) else ""
