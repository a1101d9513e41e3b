"""From a folder of answers to scores, feedback and the cell outputs that nbgrader reads. No learner's code runs here.

The check button, nbgrader's pages and the class command all come through `mark`, so that they agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from helpers.answers import plain
from helpers.articles import Article
from helpers.errors import ExerciseError
from helpers.exercises import Exercise, Unit, article_of, key_of, score_readable, type_of
from helpers.scoring import Score

from .feedback import FAILED, Feedback, as_html, feedback, sealed

NO_ANSWER = "It does not have the form of an answer to this exercise."
SPOILED = "Something was answered here, but its file did not arrive whole. Tell your teacher: a lost file is not a wrong answer."


@dataclass(frozen=True)
class Marked:
    """One exercise, marked: `told` is the feedback as data; `key_known` is False in a copy that does not hold the key."""

    exercise: Exercise
    score: Score
    told: Feedback
    key_known: bool = True

    def outputs(self, full: bool = True) -> dict[str, Any]:
        """Return a mime bundle: the number of points as text (nbgrader reads it), and the explanations as HTML."""
        line = f"{self.exercise.id}: {self.told['headline']} {self.told['points']}".strip()
        html = as_html(self.told) if full else as_html({**self.told, "items": [], "measures": [], "headline": line, "points": ""})
        return {"text/plain": f"{self.score.points:g}", "text/html": html}


def mark(unit: Unit, exercise: Exercise, record: dict[str, Any] | None, damage: str = "") -> Marked:
    """Mark one stored record (see `answers`), or None for no answer. A record made on another text or type is unreadable, not wrong.

    `damage` is the sentence on a file that could not be read: an answer that was given and spoiled is not told to be missing.
    """
    article = article_of(exercise)
    key = key_of(unit, exercise, article)
    if record is None and damage:
        got = Score(exercise.id, "unreadable", max_points=exercise.points, problem=damage)
    else:
        got = score_record(exercise, article, key, record)
    if key is None and got.status in ("empty", "graded"):
        return Marked(exercise, got, sealed(got.status == "graded", bool(exercise.sealed or exercise.points)), False)
    told = feedback(exercise, article, key, got)
    return Marked(exercise, got, {**told, "note": SPOILED} if got.problem == damage != "" else told, key is not None)


def score_record(
    exercise: Exercise, article: Article, key: dict[str, Any] | None, record: dict[str, Any] | None, checked: bool = False, why: bool = True
) -> Score:
    """Return the Score of one stored record with article and key at hand. Without a key it says only whether the answer can be read.

    `checked`: the record comes from `record.check_record`, which has looked through all of it. `why`: see `score_with`.
    """
    try:
        value = (record["answer"] if checked else plain(record["answer"])) if record else None
        problem = _misfit(exercise, article, record) if record else ""
        empty = not problem and (value is None or type_of(exercise.type).is_empty(value))
        problem = problem or ("" if empty else type_of(exercise.type).why_unreadable(exercise, article, value) or "")
    except (TypeError, ValueError, AttributeError, LookupError, ArithmeticError, RecursionError):
        return Score(exercise.id, "unreadable", max_points=exercise.points, problem=NO_ANSWER)
    if problem or empty:
        return Score(exercise.id, "unreadable" if problem else "empty", max_points=exercise.points, problem=problem)
    if key is None:  # it says only whether the answer can be read
        return Score(exercise.id, "graded", max_points=exercise.points)
    try:
        return score_readable(exercise, key, value or {}, why)
    except Exception:  # noqa: BLE001 a slip in this kit is no fault of the learner’s, and must not stop a class
        import traceback

        return Score(exercise.id, "failed", max_points=exercise.points, problem=FAILED, trace=traceback.format_exc(limit=-6))


def _misfit(exercise: Exercise, article: Article, record: dict[str, Any]) -> str:
    if record.get("type", exercise.type) != exercise.type:
        return "It was made for another kind of exercise."
    if record.get("sha256") and record["sha256"] != article.sha256:
        return "It was made on another version of the article."
    return ""


def need_key(marked: Marked) -> Marked:
    """Return `marked`. Raise ExerciseError if this copy has no key, or if the kit itself failed: better no mark than a wrong one."""
    if not marked.key_known:
        raise no_key(marked.exercise)
    if marked.score.status == "failed":
        raise ExerciseError(f"{marked.exercise.id}: {FAILED}", f"Report this to whoever keeps the kit:\n{marked.score.trace}")
    return marked


def no_key(exercise: Exercise) -> ExerciseError:
    """Return the error that says that this copy cannot mark an exercise."""
    return ExerciseError(
        f"The key of {exercise.assignment}, {exercise.id} is not in this copy of the kit, so it cannot be marked here.",
        "Mark with the teacher’s copy: the one that holds the folder “marks” in each article.",
    )


def written_parts(exercise: Exercise, record: dict[str, Any] | None) -> list[tuple[str, str]]:
    """Return what was written, as (question, text), for a teacher to read; whatever form an answer has, its texts are shown."""
    value = record["answer"] if record else None
    fields = value.get("fields") if isinstance(value, dict) else None
    if not isinstance(fields, dict):
        return []
    try:
        if value and not type_of(exercise.type).why_unreadable(exercise, article_of(exercise), value):
            return type_of(exercise.type).parts(exercise, article_of(exercise), value)
    except (TypeError, ValueError, AttributeError, LookupError):
        pass
    return [("", text) for text in fields.values() if isinstance(text, str)]


def written_html(task: Exercise, record: dict[str, Any] | None, damage: str = "") -> str:
    """Return what a learner wrote, for whoever marks it; `damage`: the sentence on a file that could not be read."""
    from html import escape  # a class is marked without it

    parts = []
    for question, text in written_parts(task, record):
        lines = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())
        parts.append(
            (f"<p><strong>{escape(question)}</strong></p>" if question and lines else "")
            + (f"<blockquote>{lines}</blockquote>" if lines else "")
        )
    nothing = f"This answer could not be read: {damage}" if damage and record is None else "Nothing was written."
    body = "".join(parts) or f"<p>{escape(nothing)}</p>"
    return f"<div class='wss-written'><p><strong>What was written for {escape(task.id)}:</strong></p>{body}</div>"
