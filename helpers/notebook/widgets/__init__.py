"""What a learner touches: exercises in the page, and a guard for lessons made of stock ipywidgets."""

from .exercise_widget import ExerciseWidget
from .guard import Guard

__all__ = ["ExerciseWidget", "Guard"]
