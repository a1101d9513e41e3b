"""The key from which a picture is drawn."""

from __future__ import annotations

from helpers.errors import ExerciseError
from helpers.exercises import Exercise, Unit, key_of


def key_to_draw(unit: Unit, task: Exercise, *kinds: str) -> dict:
    """Return the key of an exercise. Raise ExerciseError where it is of another type than these, or its key is not in this copy."""
    key = key_of(unit, task)
    if task.type not in kinds:
        raise ExerciseError(f"This picture cannot be drawn from {task.id}.", f"It needs an exercise of the type {' or '.join(kinds)}.")
    if key is None:
        raise ExerciseError(
            f"The key of {task.id} is not in this copy of the kit, so this picture cannot be drawn.",
            "Do the exercise; your teacher has the key.",
        )
    return key
