"""Preprocessors for nbgrader: marks come from the answers, and nothing in a submission is executed.

`nbgrader_config.py` puts them in place. The order matters: `CarryAnswers` must see the submitted outputs before nbgrader clears them;
`PlaceAnswers` must come before marks are made, by us (`ScoreAnswers`) or by nbgrader's own `Execute`.
"""

from __future__ import annotations

import atexit
import json
import sys
import warnings
from functools import lru_cache
from pathlib import Path

from nbformat import from_dict
from nbformat.v4 import new_output
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import (  # unlike nbconvert's own, it is enabled by default
    AssignLatePenalties,
    NbGraderPreprocessor,
)
from sqlalchemy.exc import SAWarning

from helpers.answers import FOLDER, copied_answers, merge_newest, notebook_answers, problem_of, read_answers, write_record
from helpers.exercises import key_of, read_unit
from helpers.marking import mark, no_key, written_html

CARRIED = "who_says_so_answers"
TEACHER = "teacher-only"

# nbgrader's own way with its database; it says nothing about a submission
warnings.filterwarnings("ignore", r"Object of type <Submitted\w+> not in session", SAWarning)
_marked: list[str] = []


@lru_cache(maxsize=4)
def gradebook(db_url: str) -> Gradebook:
    """nbgrader's database, for one visit in a `with`, which closes the connection. What SQLAlchemy learned of our queries is kept for the next
    visit: worked out anew, it is a quarter of the work. The tables are there, because nbgrader has just visited them itself.
    """
    return Gradebook(db_url)


def count_marked(assignment, student, notebooks) -> None:
    """Called by `nbgrader autograde` after each submission that went through; the last line of the run says how many there were."""
    if not _marked:
        atexit.register(
            lambda: print(
                f"Submissions marked: {len(_marked)} ({assignment}). What needs a look, if anything, stands above.", file=sys.stderr
            )
        )
    _marked.append(student)


class RemoveTeacherCells(NbGraderPreprocessor):
    """When a release is generated: cells tagged «teacher-only» stay in the teacher's copy."""

    def preprocess(self, nb, resources):
        nb.cells = [c for c in nb.cells if TEACHER not in c.metadata.get("tags", [])]
        return nb, resources


class CarryAnswers(NbGraderPreprocessor):
    """Keep the copy of the answers that the hand-in cell left in the notebook, then clear what code cells show, as nbgrader does."""

    def preprocess(self, nb, resources):
        kept = notebook_answers(nb, resources["nbgrader"]["assignment"])
        nb.metadata.pop(CARRIED, None)  # whatever a submission claims here itself
        if kept:
            nb.metadata[CARRIED] = kept
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        return nb, resources


class RestoreCells(NbGraderPreprocessor):
    """Every cell of the release as it was released, whatever a learner copied, deleted, relabelled or wrote into it.

    Left alone, a copied or deleted cell costs the whole submission: nbgrader refuses a second cell of one name, and its own
    `add_missing_cells` fails where the cell before the missing one is read-only, as ours are. Marks come from the answers, so nothing
    is lost by mending. What a cell claims to be (points, name, kind) is taken from the gradebook and never from the submission; this is
    nbgrader's OverwriteCells, OverwriteKernelspec, DeduplicateIds and CheckCellMetadata in one visit to the database.
    """

    def preprocess(self, nb, resources):
        told = resources["nbgrader"]
        with gradebook(told["db_url"]) as book:
            source = book.find_notebook(told["notebook"], told["assignment"])
            nb.metadata["kernelspec"] = json.loads(source.kernelspec or "null") or nb.metadata.get("kernelspec", {})
            points = {c.name: c.max_score for c in [*source.grade_cells, *source.task_cells]}
            solutions, tasks = {c.name for c in source.solution_cells}, {c.name for c in source.task_cells}
            known = {c.name: released(c, points, c.name in solutions, c.name in tasks) for c in source.source_cells}
        at: dict[str, int] = {}
        changed = []
        for n, cell in enumerate(nb.cells):
            claim = cell.metadata.pop("nbgrader", None)
            name = claim.get("grade_id") if isinstance(claim, dict) else None
            if not isinstance(name, str) or name not in known or name in at or cell.cell_type != known[name].cell_type:
                continue
            at[name], first = n, known[name]
            cell.metadata["nbgrader"] = first.metadata.nbgrader
            if utils.is_locked(first) and cell.source != first.source:
                cell.source = first.source
                changed.append(name)
        cells, last = {n: [cell] for n, cell in enumerate(nb.cells)}, -1
        for name, cell in known.items():
            if name in at:
                last = at[name]
            else:
                cells.setdefault(last, []).append(cell)
        nb.cells = [cell for n in sorted(cells) for cell in cells[n]]
        if missing := [name for name in known if name not in at]:
            self.log.warning(
                "%s: missing and put back: the cell %s. Marks come from the answers; none is lost by it.",
                told["student"],
                in_words(missing),
            )
        if changed:
            self.log.warning("%s: changed and put back as released: the cell %s.", told["student"], in_words(changed))
        return nb, resources


def in_words(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def released(source, points: dict, solution: bool, task: bool):
    """A cell as the gradebook knows it from the release."""
    claim = {
        "grade_id": source.name,
        "locked": bool(source.locked),
        "checksum": source.checksum,
        "cell_type": source.cell_type,
        "schema_version": 3,
        "solution": solution,
        "task": task,
        "grade": source.name in points and not task,
    } | ({"points": points[source.name]} if source.name in points else {})
    fixed = {} if solution else {"deletable": False, "editable": False}
    shown = {"outputs": [], "execution_count": None} if source.cell_type == "code" else {}
    return from_dict(
        {
            "cell_type": source.cell_type,
            "id": f"{source.name}-back"[:64],
            "metadata": {**fixed, "nbgrader": claim},
            "source": source.source or "",
            **shown,
        }
    )


class PlaceAnswers(NbGraderPreprocessor):
    """Put carried answers beside the notebook where they are newer than what lies there.

    Without a key nothing is marked: a notebook that is executed would report the missing key as a 0.
    """

    def preprocess(self, nb, resources):
        unit = resources["nbgrader"]["unit"] = read_unit(Path(resources["metadata"]["path"]))
        for exercise in unit.exercises:
            if exercise.points and key_of(unit, exercise) is None:
                raise no_key(exercise)
        kept = nb.metadata.pop(CARRIED, None)
        folder = Path(resources["metadata"]["path"]) / FOLDER
        if folder.is_symlink():
            folder.unlink()
        there, _ = read_answers(folder, resources["nbgrader"]["assignment"])
        for name, record in {**copied_answers(folder, resources["nbgrader"]["assignment"]), **merge_newest(there, kept or {})}.items():
            if there.get(name) is not record:
                write_record(folder / f"{name}.json", record)
        return nb, resources


class ScoreAnswers(NbGraderPreprocessor):
    """In place of nbgrader's Execute: write each graded cell's points and explanations, from the answers alone."""

    def preprocess(self, nb, resources):
        told = resources["nbgrader"]
        folder, unit = Path(resources["metadata"]["path"]), told["unit"]  # `PlaceAnswers` has read it and seen its keys
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
                html = written_html(exercise, records.get(exercise.id), problem_of(problems, exercise.id))
                cell.outputs = [new_output("display_data", {"text/html": html, "text/plain": "(see the page)"})]
            elif cell.metadata["nbgrader"].get("grade"):
                marked = mark(unit, exercise, records.get(exercise.id), problem_of(problems, exercise.id))
                cell.outputs = [new_output("execute_result", marked.outputs(), execution_count=1)]
        return nb, resources


class SaveMarks(NbGraderPreprocessor):
    """nbgrader's SaveAutoGrades and AssignLatePenalties in one visit to the database: the same fields by the same rules.

    A manual mark stays; the penalty is nbgrader's own, by the plugin that the course has set.
    """

    def preprocess(self, nb, resources):
        told = resources["nbgrader"]
        graded = {c.metadata["nbgrader"]["grade_id"]: c for c in nb.cells if utils.is_grade(c)}
        written = {c.metadata["nbgrader"]["grade_id"]: c for c in nb.cells if utils.is_solution(c) or utils.is_task(c)}
        with gradebook(told["db_url"]) as book:
            mine = book.find_submission_notebook(told["notebook"], told["assignment"], told["student"])
            for grade in mine.grades:
                if grade.name in graded:
                    grade.auto_score, _ = utils.determine_grade(graded[grade.name], self.log)
                    grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
            for comment in mine.comments:
                if cell := written.get(comment.name):
                    untouched = not utils.is_task(cell) and cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell)
                    comment.auto_comment = "No response." if untouched else None
            late = mine.late_submission_penalty is not None or mine.assignment.total_seconds_late > 0
            book.db.commit()
        return AssignLatePenalties(parent=self.parent).preprocess(nb, resources) if late else (nb, resources)
