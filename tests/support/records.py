"""A saved answer as a notebook would have written it, for tests that need one in a folder."""

from __future__ import annotations

from pathlib import Path

from helpers.answers import FOLDER, write_record
from helpers.exercises import Exercise, article_of


def record_of(exercise: Exercise, answer: dict, **changes) -> dict:
    """Return a record of the present form that holds `answer`, with fields changed as asked."""
    head = {"schema": 1, "assignment": exercise.assignment, "exercise": exercise.id, "type": exercise.type, "article": exercise.article}
    saved = {"sha256": article_of(exercise).sha256, "rev": 1, "writer": "t", "saved": "2026-11-22T08:00:00.000Z"}
    return {**head, **saved, "answer": answer, **changes}


def put_record(folder: Path, exercise: Exercise, answer: dict, **changes) -> None:
    """Write such a record into the `answers` folder of a unit's folder."""
    write_record(folder / FOLDER / f"{exercise.id}.json", record_of(exercise, answer, **changes))
