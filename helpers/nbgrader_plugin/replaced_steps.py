"""nbgrader's own steps, made careful: what they may read, copy and delete. `put_in_place` has nbgrader use these in place of its own.

nbgrader builds its converters by name and offers no setting for them, so the names are set anew, once, by `nbgrader_config.py`.
"""

from __future__ import annotations

import atexit
import fnmatch
import glob
import logging
import os
import re
import shutil
import sys
import sysconfig
import tempfile
from contextlib import contextmanager
from pathlib import Path

from nbconvert.exporters import NotebookExporter
from nbformat import from_dict
from nbgrader import api as books
from nbgrader import coursedir, dbutil
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps import api, autogradeapp, generateassignmentapp
from nbgrader.converters import Autograde, GenerateAssignment, autograde
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.exchange.default.collect import ExchangeCollect
from traitlets import Type

from .cells import read_cells
from .hand_ins import HandIn, astray, careful_hand_in
from .preprocessors import gradebook
from .submitted import copy_answers, copy_plain, forget, linked, look, shown, time_of

TEMPLATES = str(Path(__file__).parent / "templates")
_marked: list[str] = []


def put_in_place() -> None:
    """Have nbgrader use the careful steps, and find its own tool `alembic` where the environment is not activated."""
    books.get_alembic_version = version_of_books
    autogradeapp.Autograde = api.Autograde = CarefulAutograde
    generateassignmentapp.GenerateAssignment = api.GenerateAssignment = CarefulGenerateAssignment
    coursedir.CourseDirectory.get_existing_timestamp = lambda self, folder: time_of(Path(folder), self.log)
    here = [str(Path(sys.executable).parent), sysconfig.get_path("scripts")]
    there = os.environ.get("PATH", "").split(os.pathsep)
    os.environ["PATH"] = os.pathsep.join([*(p for p in dict.fromkeys(here) if p not in there), *there])


def version_of_books() -> str:
    """Return which form a new gradebook has, as nbgrader's own function does, which starts another Python for it (1.5 s of each publish and release)."""
    from alembic.script import ScriptDirectory  # asked for a new gradebook alone

    return ScriptDirectory(dbutil.ALEMBIC_DIR).get_heads()[0]


def keep_what_sql_learned() -> None:
    """Have nbgrader's autograde go back to one Gradebook, which it closes after each visit as before.

    Made anew six times for each submission, it looks for every table and works every query out again: a third of all that marking costs.
    """
    autograde.Gradebook = gradebook


def count_marked(assignment, student, notebooks) -> None:
    """Called by `nbgrader autograde` after each submission that went through; the last line of the run says how many there were."""
    if not _marked:
        atexit.register(
            lambda: print(
                f"Submissions marked: {len(_marked)} ({assignment}). What needs a look, if anything, stands above.", file=sys.stderr
            )
        )
    _marked.append(student)


class SubmittedNotebook(NotebookExporter):
    """Reads a submitted notebook as data of whatever shape. What it holds is cells with words; `RestoreCells` decides what stays of them."""

    def from_filename(self, filename, resources=None, **kw):
        if not self.parent._sanitizing:
            return super().from_filename(filename, resources=resources, **kw)
        one: HandIn = self.parent.hand_ins[filename]
        path = Path(filename)
        resources = self._init_resources(resources)
        resources["metadata"] |= {"name": path.stem, "path": str(path.parent)}
        resources["nbgrader"] |= {"answers": one.answers, "blank": one.notebook is None}
        cells = [_loose(cell) for cell in read_cells(one.notebook)]
        book = from_dict({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
        return self.from_notebook_node(book, resources, **kw)


def _loose(cell: dict) -> dict:
    """A cell as `read_cells` gives it, in the form of a notebook: words, id and claimed name, and nothing else of the submission."""
    name = {"nbgrader": {"grade_id": cell["name"]}} if cell["name"] else {}
    code = {"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else {}
    attached = {"attachments": {"file": {}}} if cell["attachments"] and cell["cell_type"] != "code" else {}
    return {"cell_type": cell["cell_type"], "id": cell["id"], "metadata": name, "source": cell["source"], **code, **attached}


class _CopiesAnswers(BaseConverter):
    """Stands between nbgrader's Autograde and its base: of a submission, only saved answers are copied."""

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        target = Path(self._format_dest(assignment_id, student_id))
        target.mkdir(parents=True, exist_ok=True)
        of_them = [self.hand_ins[path] for path in self.notebooks]
        for sentence in dict.fromkeys([*copy_answers(of_them[0].found, target), *(s for one in of_them for s in one.said)]):
            self.log.warning("%s: %s", student_id, sentence)


class CarefulAutograde(Autograde, _CopiesAnswers):
    """nbgrader's autograde, of learners who can be marked; whoever cannot is named with the reason, and gets no 0."""

    exporter_class = Type(SubmittedNotebook, klass=NotebookExporter).tag(config=True)

    def init_notebooks(self) -> None:
        self.assignments, self.notebooks, self.hand_ins, self.unmarked = {}, [], {}, []
        assignment = self.coursedir.assignment_id
        names = self._notebooks_of(assignment)
        submitted = Path(self._format_source(assignment, "*").split("*")[0])
        forget()
        for folder in sorted(glob.glob(self._format_source(assignment, self.coursedir.student_id))):
            learner = self._learner(folder, assignment)
            why = linked(Path(self.coursedir.root), Path(folder))
            paths = {} if why else {n: os.path.join(folder, f"{n}.ipynb") for n in names}
            of_them = {path: careful_hand_in(learner, Path(folder), assignment, n, submitted) for n, path in paths.items()}
            good = {path: one for path, one in of_them.items() if not one.why}
            if good:
                self.hand_ins |= good
                self.assignments[folder] = list(good)
            else:
                self.unmarked.append((learner, why or next((one.why for one in of_them.values()), "no notebook of this name is known")))
        if self.coursedir.student_id == "*":
            self.unmarked += [("", sentence) for sentence in astray(submitted, assignment)]
        if not self.assignments:
            self._name_unmarked()
            if self.unmarked:
                raise NbGraderException("No submission could be marked; the lines above say why.")
            super().init_notebooks()

    def _learner(self, folder: str, assignment: str) -> str:
        found = re.match(self._format_source(re.escape(assignment), "(?P<student_id>.*)", escape=True), folder)
        return found["student_id"] if found else Path(folder).parent.name

    def _notebooks_of(self, assignment: str) -> list[str]:
        """Names of the unit's notebooks as the gradebook knows them."""
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as book:
            try:
                known = [n.name for n in book.find_assignment(assignment).notebooks]
            except MissingEntry:
                self.log.error("“%s” is not in the gradebook. Run nbgrader generate_assignment %s first.", assignment, assignment)
                raise NbGraderException("This unit is not in the gradebook.") from None
        return sorted(n for n in known if fnmatch.fnmatchcase(n, self.coursedir.notebook_id))

    def _name_unmarked(self) -> None:
        for learner, why in self.unmarked:
            self.log.error("Not marked: %s%s%s", shown(learner), ": " if learner else "", why if why.endswith(".") else f"{why}.")

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        with _without(self.log, "No submitted file: "):  # it is no 0: marks come from what was found instead
            super().init_assignment(assignment_id, student_id)
        for path in self.notebooks:
            if not os.path.exists(path):
                self._ask_the_teacher(Path(path).stem, assignment_id, student_id)

    def _ask_the_teacher(self, *whose: str) -> None:
        """Take back the 0 that nbgrader gives a missing file where a teacher marks: no later step looks at it again."""
        with autograde.Gradebook(self.coursedir.db_url, self.coursedir.course_id) as book:
            for grade in book.find_submission_notebook(*whose).grades:
                if isinstance(grade.cell, books.TaskCell):
                    grade.auto_score, grade.needs_manual_grade = None, grade.manual_score is None
            book.db.commit()

    def convert_notebooks(self) -> None:
        super().convert_notebooks()
        self._name_unmarked()
        if any(learner for learner, _ in self.unmarked):
            raise NbGraderException("Not every submission could be marked; the lines above say why.")


@contextmanager
def _without(log: logging.Logger, beginning: str):
    """A log without the lines that begin so."""

    def keep(record: logging.LogRecord) -> bool:
        return not record.getMessage().startswith(beginning)

    log = getattr(log, "logger", log)  # nbgrader gives an adapter at times
    log.addFilter(keep)
    try:
        yield
    finally:
        log.removeFilter(keep)


class CarefulGenerateAssignment(GenerateAssignment):
    """nbgrader's generate_assignment, which deletes the old release first: here it comes back where the new one fails."""

    def convert_notebooks(self) -> None:
        dest = Path(os.path.normpath(self._format_dest(self.coursedir.assignment_id, ".")))
        copy = self._keep(dest)
        try:
            super().convert_notebooks()
        except BaseException:
            if copy:
                shutil.rmtree(dest, ignore_errors=True)
                os.replace(copy, dest)
                self.log.error("%s could not be made anew; the release of before is back in its place.", dest.name)
            raise
        if copy:
            self._drop(copy)

    @staticmethod
    def _keep(dest: Path) -> Path | None:
        """A copy of a release beside it, under a hidden name and whole or not at all; one that a killed run left is first put back."""
        copy, half = dest.with_name(f".{dest.name}.before"), dest.with_name(f".{dest.name}.half")
        if copy.is_dir():
            shutil.rmtree(dest, ignore_errors=True)
            os.replace(copy, dest)
        shutil.rmtree(half, ignore_errors=True)
        if not dest.is_dir():
            return None
        shutil.copytree(dest, half, symlinks=True)
        os.replace(half, copy)
        return copy

    @staticmethod
    def _drop(copy: Path) -> None:
        half = copy.with_name(copy.name.removesuffix(".before") + ".half")
        os.replace(copy, half)
        shutil.rmtree(half, ignore_errors=True)


class Collect(ExchangeCollect):
    """nbgrader's collect, of plain files alone: what a learner put into the exchange by hand can be a link to anything that a teacher may read."""

    def do_copy(self, src, dest, log=None):
        found = look(Path(src))
        if Path(src).is_symlink():
            self.log.error("%s is a link and was not collected.", shown(Path(src).name))
            return
        with tempfile.TemporaryDirectory(prefix="who-says-so-") as tmp:
            plain = Path(tmp) / "hand-in"
            plain.mkdir()
            copy_plain(found, plain)
            for sentence in found.sentences():
                self.log.warning("%s: %s", shown(Path(src).name), sentence)
            super().do_copy(str(plain), dest, log=log)
