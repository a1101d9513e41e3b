"""Preprocessors for nbgrader: marks come from the answers, and nothing in a submission is executed.

`nbgrader_config.py` puts them in place. The order matters: `CarryAnswers` must see the submitted outputs before nbgrader clears them;
`PlaceAnswers` must come before marks are made, by us (`ScoreAnswers`) or by nbgrader's own `Execute`.
"""
from __future__ import annotations

import atexit
import sys
import warnings
from pathlib import Path

from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor  # unlike nbconvert's own, it is enabled by default
from sqlalchemy.exc import SAWarning

from .answers import FOLDER, carried, newer, problem_of, read_answers, write_record
from .shown import written_html
from .exercise import read_unit
from .marking import mark, need_key

CARRIED = "who_says_so_answers"
TEACHER = "teacher-only"

# nbgrader's own way with its database; it says nothing about a submission
warnings.filterwarnings("ignore", r"Object of type <Submitted\w+> not in session", SAWarning)
_marked: list[str] = []


def count_marked(assignment, student, notebooks) -> None:
    """Called by `nbgrader autograde` after each submission that went through; the last line of the run says how many there were."""
    if not _marked:
        atexit.register(lambda: print(f"Submissions marked: {len(_marked)} ({assignment}). What needs a look, if anything, stands above.", file=sys.stderr))
    _marked.append(student)


class RemoveTeacherCells(NbGraderPreprocessor):
    """When a release is generated: cells tagged «teacher-only» stay in the teacher's copy."""

    def preprocess(self, nb, resources):
        nb.cells = [c for c in nb.cells if TEACHER not in c.metadata.get("tags", [])]
        return nb, resources


class CarryAnswers(NbGraderPreprocessor):
    """Keep the copy of the answers that the hand-in cell left in the notebook, before outputs are cleared."""

    def preprocess(self, nb, resources):
        kept = carried(nb, resources["nbgrader"]["assignment"])
        nb.metadata.pop(CARRIED, None)  # whatever a submission claims here itself
        if kept:
            nb.metadata[CARRIED] = kept
        return nb, resources


class MendCells(NbGraderPreprocessor):
    """Cells that a learner copied, deleted or relabelled: a copy has no claim to marks, a missing one comes back at its place.

    Left alone, each of them costs the whole submission: nbgrader refuses a second cell of one name, and its own `add_missing_cells`
    fails where the cell before the missing one is read-only, as ours are. Marks come from the answers, so nothing is lost by mending.
    """

    def preprocess(self, nb, resources):
        told = resources["nbgrader"]
        with Gradebook(told["db_url"]) as book:
            source = book.find_notebook(told["notebook"], told["assignment"])
            points = {c.name: c.max_score for c in [*source.grade_cells, *source.task_cells]}
            tasks = {c.name for c in source.task_cells}
            known = {c.name: new_cell(c, points, c.name in tasks) for c in source.source_cells}
        at: dict[str, int] = {}
        for n, cell in enumerate(nb.cells):
            claim = cell.metadata.get("nbgrader")
            name = claim.get("grade_id") if isinstance(claim, dict) else None
            if not isinstance(name, str) or name not in known or name in at or cell.cell_type != known[name].cell_type:
                cell.metadata.pop("nbgrader", None)
            else:
                at[name] = n
        cells, last = {n: [cell] for n, cell in enumerate(nb.cells)}, -1
        for name, cell in known.items():
            if name in at:
                last = at[name]
            else:
                self.log.warning("%s: the cell “%s” was missing and was put back.", told["student"], name)
                cells.setdefault(last, []).append(cell)
        nb.cells = [cell for n in sorted(cells) for cell in cells[n]]
        return nb, resources


def new_cell(source, points: dict, task: bool):
    """A cell as the gradebook knows it from the release."""
    claim = {"grade_id": source.name, "locked": bool(source.locked), "checksum": source.checksum, "cell_type": source.cell_type, "schema_version": 3,
             "solution": False, "task": task, "grade": source.name in points and not task} | ({"points": points[source.name]} if source.name in points else {})
    make = new_code_cell if source.cell_type == "code" else new_markdown_cell
    return make(source.source or "", id=f"{source.name}-back"[:64], metadata={"deletable": False, "editable": False, "nbgrader": claim})


class PlaceAnswers(NbGraderPreprocessor):
    """Put carried answers beside the notebook where they are newer than what lies there.

    Without a key nothing is marked: a notebook that is executed would report the missing key as a 0.
    """

    def preprocess(self, nb, resources):
        unit = read_unit(Path(resources["metadata"]["path"]))
        for exercise in unit.exercises:
            if exercise.points:
                need_key(mark(unit, exercise, None))
        kept = nb.metadata.pop(CARRIED, None)
        folder = Path(resources["metadata"]["path"]) / FOLDER
        if folder.is_symlink():
            folder.unlink()
        there, _ = read_answers(folder, resources["nbgrader"]["assignment"])
        for name, record in newer(there, kept or {}).items():
            if there.get(name) is not record:
                write_record(folder / f"{name}.json", record)
        return nb, resources


class ScoreAnswers(NbGraderPreprocessor):
    """In place of nbgrader's Execute: write each graded cell's points and explanations, from the answers alone."""

    def preprocess(self, nb, resources):
        told = resources["nbgrader"]
        folder = Path(resources["metadata"]["path"])
        unit = read_unit(folder)
        records, problems = read_answers(folder / FOLDER, told["assignment"])
        for problem in problems:
            self.log.warning("%s: %s", told["student"], problem)
        by_id = {e.id: e for e in unit.exercises}
        for cell in nb.cells:
            if cell.cell_type != "code":
                continue
            cell.outputs, cell.execution_count = [], None
            name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            exercise = by_id.get(name.removesuffix("-text"))
            if exercise is None:
                continue
            if name.endswith("-text"):
                html = written_html(exercise, records.get(exercise.id))
                cell.outputs = [new_output("display_data", {"text/html": html, "text/plain": "(see the page)"})]
            elif cell.metadata["nbgrader"].get("grade"):
                marked = need_key(mark(unit, exercise, records.get(exercise.id), problem_of(problems, exercise.id)))
                cell.outputs = [new_output("execute_result", marked.outputs(), execution_count=1)]
        return nb, resources
