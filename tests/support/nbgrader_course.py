"""A copy of the kit in which nbgrader runs, and learners who hand in to it."""

from __future__ import annotations

import csv
import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from course import REPO, article_of, key_for, leave_out
from trial_answers import trial_answers
from warm_nbgrader import nbgrader

from helpers.answers import MIME, write_record
from helpers.exercises import read_unit

NAME = "01_who_says_so"
UNIT = read_unit(REPO / "solutions" / NAME)
GRADED = [e for e in UNIT.exercises if e.points]
ALL_POINTS = {e.id: e.points for e in GRADED}
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202e said a resident who saw it\ud83d"


def examples(which: str) -> dict[str, dict]:
    return {e.id: trial_answers(e, article_of(e), key_for(UNIT, e))[which] for e in UNIT.exercises}


def records(which: str, rev: int = 3, **changes) -> dict[str, dict]:
    return {
        name: {
            "schema": 1,
            "assignment": NAME,
            "exercise": name,
            "type": UNIT[name].type,
            "article": UNIT[name].article,
            "sha256": article_of(UNIT[name]).sha256,
            "rev": rev,
            "writer": "t",
            "saved": "2026-11-22T08:00:00.000Z",
            "answer": answer,
            **changes,
        }
        for name, answer in examples(which).items()
    }


@contextmanager
def open_book(folder: Path) -> Iterator[sqlite3.Connection]:
    """A course's gradebook as a database, written and closed at the end: a connection closes by itself nowhere."""
    with closing(sqlite3.connect(folder / "gradebook.db")) as book, book:
        yield book


class Course:
    """A copy of the kit in which nbgrader runs."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir()
        for part in ("solutions", "helpers", "articles"):
            shutil.copytree(REPO / part, folder / part, ignore=leave_out())
        shutil.copy(REPO / "nbgrader_config.py", folder)

    def run(self, *command: str, ok: bool = True, **env) -> str:
        """nbgrader's own command as `.venv/bin/nbgrader` would run it, with no environment activated: what it said."""
        path = os.pathsep.join(p for p in os.environ.get("PATH", "").split(os.pathsep) if Path(p) != Path(sys.executable).parent)
        done = nbgrader(*command, cwd=self.folder, env={**os.environ, "PATH": path, "PYTHONPATH": str(self.folder), **env})
        told = "\n".join(line for line in (done.stdout + done.stderr).splitlines() if "INFO] Copying" not in line)
        assert not ok or done.returncode == 0, told[-2500:]
        return told

    def submit(self, student: str, files: dict | None = None, inside: dict | None = None, edit=None) -> Path:
        """The released folder as a learner hands it in: answers beside the notebook, or inside it, or both."""
        target = self.folder / "submitted" / student / NAME
        shutil.copytree(self.folder / "exercises" / NAME, target)
        for name, record in (files or {}).items():
            write_record(target / "answers" / f"{name}.json", record)
        path = target / f"{NAME}.ipynb"
        book = json.loads(path.read_text(encoding="utf-8"))
        if inside:
            copy = {"schema": 1, "assignment": NAME, "answers": inside}
            book["cells"][-1]["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": {MIME: copy, "text/plain": "x"}}]
        if edit:
            edit(book, target)
        path.write_text(json.dumps(book), encoding="utf-8")
        return target

    def marks(self) -> dict[str, dict[str, float]]:
        """Automatic points per learner and cell, from the gradebook."""
        with open_book(self.folder) as book:
            rows = book.execute(
                "select submitted_assignment.student_id, base_cell.name, grade.auto_score from grade join base_cell on base_cell.id = grade.cell_id "
                "join submitted_notebook on submitted_notebook.id = grade.notebook_id "
                "join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id"
            ).fetchall()
        found: dict = {}
        for student, cell, points in rows:
            found.setdefault(student, {})[cell] = points
        return found

    def export(self) -> dict[str, str]:
        self.run("export", "--to", "marks.csv")
        with open(self.folder / "marks.csv", encoding="utf-8-sig") as file:
            return {row["student_id"]: row["raw_score"] for row in csv.DictReader(file)}

    def kept(self) -> set[tuple]:
        """What the gradebook keeps beside the marks: who needs a look, nbgrader's comment, the penalty, for each learner and cell."""
        with open_book(self.folder) as book:
            join = (
                "join base_cell on base_cell.id = x.cell_id join submitted_notebook n on n.id = x.notebook_id "
                "join submitted_assignment a on a.id = n.assignment_id"
            )
            return {
                *book.execute(f"select a.student_id, base_cell.name, x.needs_manual_grade, n.late_submission_penalty from grade x {join}"),
                *book.execute(f"select a.student_id, base_cell.name, x.auto_comment from comment x {join}"),
            }

    def page(self, student: str) -> str:
        return (self.folder / "feedback" / student / NAME / f"{NAME}.html").read_text(encoding="utf-8")


def without_cell(grade_id: str):
    def edit(book, target):
        book["cells"] = [c for c in book["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") != grade_id]

    return edit


def twice_cell(grade_id: str):
    def edit(book, target):
        cell = next(c for c in book["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == grade_id)
        book["cells"].append({**cell, "id": "copied-by-hand"})

    return edit


def relabel(book, target):
    """Names and claims of cells changed by hand."""
    for cell, name in zip((c for c in book["cells"] if c["metadata"].get("nbgrader", {}).get("grade")), ("q3", "nonsense", 7, None)):
        cell["metadata"]["nbgrader"]["grade_id"] = name
    book["cells"][0]["metadata"]["nbgrader"] = "mine"


def forge(book, target):
    """Easier questions, an own key, an own article, own helpers: all brought along by a submission."""
    spec = json.loads((target / "exercises.json").read_text(encoding="utf-8"))
    for one in spec["exercises"]:
        one["points"] = 100
    (target / "exercises.json").write_text(json.dumps(spec), encoding="utf-8")
    (target / "open_keys.json").write_text("{}", encoding="utf-8")
    (target / "articles" / "mosul-2016").mkdir(parents=True)
    (target / "articles" / "mosul-2016" / "article.txt").write_text("Forged.", encoding="utf-8")
    book["metadata"]["who_says_so_answers"] = records("right", rev=99)
    for cell in book["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            cell["source"] = "1000"
            cell["metadata"]["nbgrader"] |= {"points": 1000, "locked": False, "solution": True, "checksum": "0"}
    book["metadata"]["kernelspec"] = {"name": "forged", "display_name": "Forged", "language": "sh"}
