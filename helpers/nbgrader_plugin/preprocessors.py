"""The steps that nbgrader takes with a notebook: on release, before marking, and marking itself, from the answers."""

from __future__ import annotations

import json
import warnings
from functools import lru_cache
from pathlib import Path

from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_output
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import (  # unlike nbconvert's own, it is enabled by default
    AssignLatePenalties,
    NbGraderPreprocessor,
)
from sqlalchemy.exc import SAWarning

from helpers.answers import FOLDER, newest_answers, notebook_answers, problem_of, read_answers, write_record
from helpers.exercises import built_keys, key_of, read_unit
from helpers.marking import chosen, mark_either, no_key, written_html

from .cells import TEACHER, name_of, read_cells, rebuild, release_of
from .outputs import safe_html, safe_output

CARRIED = "who_says_so_answers"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}

# nbgrader's own way with its database; it says nothing about a submission
warnings.filterwarnings("ignore", r"Object of type <Submitted\w+> not in session", SAWarning)


@lru_cache(maxsize=8)
def gradebook(db_url: str, *course_id: str) -> Gradebook:
    """nbgrader's database, for one visit in a `with`, which closes the connection. What SQLAlchemy learned of our queries is kept for the next
    visit: worked out anew, it is a quarter of the work. The tables are there, because nbgrader has just visited them itself.
    """
    return Gradebook(db_url, *course_id)


class RemoveTeacherCells(NbGraderPreprocessor):
    """When a release is generated: cells tagged «teacher-only» stay in the teacher's copy."""

    def preprocess(self, nb, resources):
        nb.cells = [c for c in nb.cells if TEACHER not in c.metadata.get("tags", [])]
        return nb, resources


class CarryAnswers(NbGraderPreprocessor):
    """Keep the copy of the answers that the hand-in cell left in the notebook, then clear what code cells show, as nbgrader does."""

    def preprocess(self, nb, resources):
        told = resources["nbgrader"]
        kept = told["answers"] if "answers" in told else notebook_answers(nb, told["assignment"])
        nb.metadata.pop(CARRIED, None)  # whatever a submission claims here itself
        if kept:
            nb.metadata[CARRIED] = kept
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        return nb, resources


class RestoreCells(NbGraderPreprocessor):
    """The notebook as it was released, with the words that a learner added or changed as plain text beside it (see `cells`).

    Left alone, a copied or deleted cell costs the whole submission: nbgrader refuses a second cell of one name, and its own
    `add_missing_cells` fails where the cell before the missing one is read-only, as ours are. Marks come from the answers, so nothing
    is lost by mending. What a cell is (source, points, name, kind) is taken from the gradebook and the release, never from the submission;
    this is nbgrader's OverwriteCells, OverwriteKernelspec, DeduplicateIds and CheckCellMetadata in one visit to the database.
    """

    def preprocess(self, nb, resources):
        told = resources["nbgrader"]
        with gradebook(told["db_url"]) as book:
            source = book.find_notebook(told["notebook"], told["assignment"])
            kernel = json.loads(source.kernelspec or "null") or KERNEL
            points = {c.name: c.max_score for c in [*source.grade_cells, *source.task_cells]}
            solutions, tasks = {c.name for c in source.solution_cells}, {c.name for c in source.task_cells}
            known = {c.name: released(c, points, c.name in solutions, c.name in tasks) for c in source.source_cells}
        mine = {k: nb.metadata[k] for k in (CARRIED,) if k in nb.metadata}
        base = _base(release_of(self, told["notebook"], told["assignment"]), known)
        nb.cells, missing, changed = rebuild(read_cells(nb), base, solutions)
        nb.metadata = from_dict({"kernelspec": kernel, "language_info": {"name": "python"}, **mine})
        nb.nbformat, nb.nbformat_minor = 4, 5
        if missing and not told.get("blank"):
            self.log.warning(
                "%s: missing and put back: the cell %s. Marks come from the answers; none is lost by it.",
                told["student"],
                in_words(missing),
            )
        if changed:
            self.log.warning("%s: changed and put back as released: the cell %s.", told["student"], in_words(changed))
        return nb, resources


def _base(cells: list[NotebookNode], known: dict[str, NotebookNode]) -> list[NotebookNode]:
    """The released cells in order, each as the gradebook knows it; those that only the gradebook knows come last."""
    base, seen = [], set()
    for cell in cells:
        ours = known.get(name_of(cell))
        if ours is None and "nbgrader" in cell.metadata:
            continue  # of another release than the gradebook's
        if ours is not None:
            seen.add(name_of(cell))
            ours.id, ours.metadata = cell.get("id", ours.id), from_dict({**cell.metadata, "nbgrader": ours.metadata.nbgrader})
        kept = ours or cell
        if kept.cell_type == "code":
            kept.outputs, kept.execution_count = [], None
        base.append(kept)
    return base + [cell for name, cell in known.items() if name not in seen]


def in_words(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def released(source, points: dict, solution: bool, task: bool):
    """Return a cell as the gradebook knows it from the release."""
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


_built = lru_cache(maxsize=1)(built_keys)  # read once for all submissions


class PlaceAnswers(NbGraderPreprocessor):
    """Put carried answers beside the notebook where they are newer than what lies there.

    Without a key nothing is marked: a notebook that is executed would report the missing key as a 0.
    """

    def preprocess(self, nb, resources):
        unit = resources["nbgrader"]["unit"] = read_unit(Path(resources["metadata"]["path"]))
        for exercise in unit.every:
            if key_of(unit, exercise, built=_built()) is None and exercise.points:
                raise no_key(exercise)
        _built().keep()
        kept = nb.metadata.pop(CARRIED, None)
        folder = Path(resources["metadata"]["path"]) / FOLDER
        there, _ = read_answers(folder, resources["nbgrader"]["assignment"])
        newest, told = newest_answers(folder, resources["nbgrader"]["assignment"], kept or {})
        for sentence in told:
            self.log.warning("%s: %s", resources["nbgrader"]["student"], sentence)
        for name, record in newest.items():
            if there.get(name) is not record and there.get(name) != record:
                write_record(folder / f"{name}.json", record)
        return nb, resources


class ScoreAnswers(NbGraderPreprocessor):
    """In place of nbgrader's Execute: write each graded cell's points and explanations, from the answers alone."""

    def preprocess(self, nb, resources):
        told = resources["nbgrader"]
        folder, unit = Path(resources["metadata"]["path"]), told["unit"]  # `PlaceAnswers` has read it and seen its keys
        records, problems = read_answers(folder / FOLDER, told["assignment"])
        for problem in problems:
            self.log.warning("%s: %s", told["student"], problem.said)
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
                one = chosen(unit, exercise, records)
                html = written_html(one, records.get(one.id), problem_of(problems, one.id))
                cell.outputs = [new_output("display_data", {"text/html": safe_html(html), "text/plain": "(see the page)"})]
            elif cell.metadata["nbgrader"].get("grade"):
                outputs = mark_either(unit, exercise, records, problems).outputs()
                outputs["text/html"] = safe_html(outputs["text/html"])
                cell.outputs = [new_output("execute_result", outputs, execution_count=1)]
        return nb, resources


class OwnOutputs(NbGraderPreprocessor):
    """After nbgrader's Execute: of what our own cells showed, text, sanitised HTML and pictures stay; widgets and all else go."""

    def preprocess(self, nb, resources):
        nb.metadata.pop("widgets", None)
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs = [kept for one in cell.outputs if (kept := safe_output(one))]
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
