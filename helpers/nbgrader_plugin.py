"""Preprocessors for nbgrader: marks come from the answers, and nothing in a submission is executed.

`nbgrader_config.py` puts them in place. The order matters: `CarryAnswers` must see the submitted outputs before nbgrader clears them;
`PlaceAnswers` must come before marks are made, by us (`ScoreAnswers`) or by nbgrader's own `Execute`.
"""
from __future__ import annotations

from pathlib import Path

from nbformat.v4 import new_output
from nbgrader.preprocessors import NbGraderPreprocessor  # unlike nbconvert's own, it is enabled by default

from .answers import FOLDER, carried, newer, problem_of, read_answers, write_record
from .classroom import written_html
from .exercise import read_unit
from .marking import mark, need_key

CARRIED = "who_says_so_answers"
TEACHER = "teacher-only"


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


class PlaceAnswers(NbGraderPreprocessor):
    """Put carried answers beside the notebook where they are newer than what lies there."""

    def preprocess(self, nb, resources):
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
