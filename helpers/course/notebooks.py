"""From a unit to notebooks: every exercise becomes the same few cells, with the metadata that nbgrader needs."""

from __future__ import annotations

import json
from pathlib import Path

from helpers.exercises import Exercise, Unit
from helpers.output import write_whole_text
from helpers.text import as_markdown

KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_FIXED = {"deletable": False, "editable": False}


def markdown(cell_id: str, text: str, **metadata) -> dict:
    """Return a cell of text."""
    return {"cell_type": "markdown", "id": cell_id, "metadata": metadata, "source": text}


def code(cell_id: str, source: str, **metadata) -> dict:
    """Return a code cell that shows no code: one line, folded, and safe from a slip of the keys."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": cell_id,
        "outputs": [],
        "metadata": {**_FIXED, "jupyter": {"source_hidden": True}, **metadata},
        "source": source,
    }


def verb(name: str, *args) -> str:
    """Return one line that works in whatever order cells are run."""
    return f"from helpers.classroom import {name}; {name}({', '.join(json.dumps(a, ensure_ascii=False) for a in args)})"


def _nbgrader(grade_id: str, **more) -> dict:
    return {
        "nbgrader": {"grade": False, "grade_id": grade_id, "locked": True, "schema_version": 3, "solution": False, "task": False, **more}
    }


def _points(n: float) -> str:
    return f"{n:g} point" if n == 1 else f"{n:g} points"


def exercise_cells(exercise: Exercise, number: int, before: str = "") -> list[dict]:
    """Return the cells of one exercise: words, the exercise, its points, the teacher's part."""
    one = exercise.id
    worth = [_points(exercise.points)] * bool(exercise.points)
    worth += [f"{_points(exercise.manual_points)} from your teacher"] * bool(exercise.manual_points)
    head = f"## {number} · {as_markdown(exercise.title)}\n\n*{', '.join(worth) or 'Practice: no marks, and explanations at once'}.*"
    cells = [
        markdown(f"{one}-words", f"{head}\n\n{before}".strip(), **_FIXED),
        code(f"{one}-exercise", verb("exercise", one), **_nbgrader(f"{one}-exercise")),
    ]
    cells.append(code(f"{one}-solved", verb("solve", one), tags=["teacher-only"]))
    if exercise.points:
        cells.append(code(f"{one}-points", verb("points", one), **_nbgrader(one, grade=True, points=exercise.points)))
    if exercise.manual_points:
        cells.append(code(f"{one}-text", verb("written", one), **_nbgrader(f"{one}-text")))
        rubric = "".join(f"\n- {as_markdown(line)}" for line in exercise.rubric)
        cells.append(
            markdown(
                f"{one}-marks",
                f"*Your teacher marks this one by hand, by these points:*\n{rubric}",
                **_FIXED,
                **_nbgrader(f"{one}-marks", task=True, points=exercise.manual_points),
            )
        )
    return cells


def notebook(unit: Unit, opening: str, before: dict[str, str] | None = None, closing: str = "") -> dict:
    """Return the solved notebook of a unit: `opening` comes first, `before[id]` ahead of an exercise, `closing` ahead of handing in."""
    before = before or {}
    cells = [markdown("opening", opening, **_FIXED)]
    for number, exercise in enumerate(unit.exercises, 1):
        cells += exercise_cells(exercise, number, before.get(exercise.id, ""))
    cells += [markdown("hand-in-words", closing or "## Hand in", **_FIXED), code("hand-in", verb("hand_in"), **_nbgrader("hand-in"))]
    return {"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}


def write_notebook(path: Path, content: dict) -> None:
    """JSON as Jupyter writes it: one space of indent, a line end at the end."""
    lines = [
        {**c, "source": c["source"].splitlines(keepends=True) if isinstance(c["source"], str) else c["source"]} for c in content["cells"]
    ]
    write_whole_text(path, json.dumps({**content, "cells": lines}, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
