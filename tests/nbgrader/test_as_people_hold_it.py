"""nbgrader as people hold it: odd names, zips, no activated environment, a broken gradebook; a sentence each, and never a lost release."""

from __future__ import annotations

import json
import os
import shutil
import sys
import zipfile
from pathlib import Path

import pytest
from nbgrader_course import ALL_POINTS, NAME, Course, open_book, records

pytestmark = pytest.mark.nbgrader
FULL = dict(ALL_POINTS)
# In a course's settings: the command is killed before its n-th step in exercises/; with 0 it writes down how many there are.
DIES = """
import atexit as _atexit, os as _os
_at, _seen, _in = int(_os.environ["DIE_AT"]), [], _os.path.join(_os.getcwd(), "exercises")
def _step(event, args):
    if event in ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir") and any(str(a).startswith(_in) for a in args[:2]):
        _seen.append(event)
        if len(_seen) == _at:
            _os.kill(_os.getpid(), 9)
sys.addaudithook(_step)
_atexit.register(lambda: open("steps.txt", "w").write(str(len(_seen))))
"""


def zipped(course: Course, learner: str, *, inside: bool) -> None:
    """A zip in place of the files in it, as a platform gives it."""
    target = course.submit(learner, None if inside else records("right"), records("right") if inside else None)
    with zipfile.ZipFile(course.folder / f"{learner}.zip", "w") as packed:
        for path in sorted(target.rglob("*")):
            packed.write(path, f"{NAME}/{path.relative_to(target)}")
    shutil.rmtree(target)
    target.mkdir()
    shutil.move(course.folder / f"{learner}.zip", target / "my work.zip")


def renamed(course: Course, learner: str, name: str, **given) -> None:
    path = course.submit(learner, **given) / f"{NAME}.ipynb"
    path.rename(path.with_name(name))


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    one = Course(tmp_path_factory.mktemp("people") / "kit")
    one.run("generate_assignment", NAME)
    submitted = one.folder / "submitted"
    one.submit("plain", records("right"))
    renamed(one, "copy-inside", f"Copy of {NAME}.ipynb", inside=records("right"))
    renamed(one, "copy-beside", f"{NAME} (1).ipynb", files=records("right"))
    renamed(one, "copy-blank", f"{NAME}-Copy1.ipynb")
    zipped(one, "zip-inside", inside=True)
    zipped(one, "zip-beside", inside=False)
    one.submit("one-id", records("right"), edit=lambda book, _: [cell.update(id="same") for cell in book["cells"]])
    (one.submit("answers-alone", records("right")) / f"{NAME}.ipynb").unlink()
    (one.submit("damaged", records("right")) / f"{NAME}.ipynb").write_text("{ broken")
    text = (one.submit("cut", inside=records("right")) / f"{NAME}.ipynb").read_text(encoding="utf-8")
    (submitted / "cut" / NAME / f"{NAME}.ipynb").write_text(text[: text.rindex("]")], encoding="utf-8")
    for learner, name, data in (
        ("pdf", "essay.pdf", b"%PDF-1.4"),
        ("rubbish", f"{NAME}.ipynb", b"\0\1\2"),
        ("list", f"{NAME}.ipynb", b"[]"),
    ):
        (submitted / learner / NAME).mkdir(parents=True)
        (submitted / learner / NAME / name).write_bytes(data)
    (submitted / "empty" / NAME).mkdir(parents=True)
    shutil.copy(submitted / "zip-inside" / NAME / "my work.zip", submitted / "loose.zip")
    (submitted / "high").mkdir()
    shutil.copy(submitted / "plain" / NAME / f"{NAME}.ipynb", submitted / "high")
    one.log = one.run("autograde", NAME, ok=False)
    return one


class TestHandIns:
    @pytest.mark.parametrize(
        "learner", ["plain", "copy-inside", "copy-beside", "zip-inside", "zip-beside", "answers-alone", "damaged", "cut"]
    )
    def test_the_answers_count(self, course, learner):
        """Whatever the file is called and whatever it is packed in: the marks are those of the answers."""
        assert {e: course.marks()[learner][e] for e in FULL} == FULL

    @pytest.mark.parametrize("learner", ["copy-inside", "copy-beside", "zip-inside", "answers-alone", "copy-blank"])
    def test_the_teacher_is_asked_for_the_written_answer(self, course, learner):
        """nbgrader gives a missing file 0 for all, and a text that waits for a teacher stayed at 0 with nobody asked to read it."""
        with open_book(course.folder) as book:
            found = book.execute(
                "select a.student_id, g.auto_score, g.needs_manual_grade from grade g join base_cell c on c.id = g.cell_id join submitted_notebook n "
                "on n.id = g.notebook_id join submitted_assignment a on a.id = n.assignment_id where c.name = 'q9-marks'"
            ).fetchall()
        asked = {who: rest for who, *rest in found}
        assert asked[learner] == asked["plain"] == [None, 1]

    def test_a_line_says_what_was_marked(self, course):
        assert f"copy-inside: There is no readable {NAME}.ipynb; marked from “Copy of {NAME}.ipynb”" in course.log
        assert f"zip-beside: There is no readable {NAME}.ipynb; marked from “my work.zip”" in course.log
        assert f"damaged: {NAME}.ipynb is damaged." in course.log
        assert f"answers-alone: There is no readable {NAME}.ipynb; marked from the answers folder." in course.log

    def test_a_notebook_cannot_bury_the_lines_under_others(self, course):
        """nbformat says two lines on each cell whose id is another's."""
        assert "one-id" in course.marks() and "Non-unique cell id" not in course.log

    def test_a_blank_copy_is_a_mark(self, course):
        """Handed in with nothing answered is 0, and no failure."""
        assert not any(course.marks()["copy-blank"].values())

    def test_nothing_readable_is_a_sentence_and_no_zero(self, course):
        """Named with what lies there; not in the gradebook, so no export shows a 0."""
        export = course.export()
        for learner, why in (("pdf", "what is there: “essay.pdf”"), ("rubbish", ""), ("list", ""), ("empty", "were found.")):
            assert f"Not marked: {learner}: neither a notebook of this unit nor saved answers were found" in course.log
            assert why in course.log and learner not in export and learner not in course.marks()
        assert "Traceback" not in course.log and "No submitted file" not in course.log

    def test_what_lies_beside_is_named(self, course):
        assert f"loose.zip lies in submitted/ itself. Put it into submitted/THE LEARNER’S NAME/{NAME}/" in course.log
        assert f"Put them into submitted/high/{NAME}/" in course.log

    def test_the_hand_in_stays_as_it_was(self, course):
        """Putting right is done on a copy."""
        assert [p.name for p in (course.folder / "submitted" / "zip-inside" / NAME).iterdir()] == ["my work.zip"]
        assert not (course.folder / "submitted" / "copy-inside" / NAME / f"{NAME}.ipynb").exists()


class TestExecution:
    """WHO_SAYS_SO_EXECUTE=1: the released cells alone are run."""

    def test_added_cells_and_files_do_not_run(self, course):
        """`solve` in an added cell, a module of the learner's, a changed released cell, a cell that writes: no mark, no file."""

        def attack(book, target):
            for n, source in enumerate(
                ['from helpers.classroom import solve; solve("q2")', "open('../../../ran.txt', 'w').write('x')", "import os; os._exit(0)"]
            ):
                cell = {"cell_type": "code", "id": f"mine-{n}", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
                book["cells"].insert(1, cell)
            first = next(c for c in book["cells"] if c["id"].endswith("-exercise"))
            first["source"] = "open('../../../ran.txt', 'w').write('x')"
            for name in ("helpers", "nltk"):
                (target / name).mkdir()
                (target / name / "__init__.py").write_text("open('../../../ran.txt', 'w').write('x'); raise SystemExit")
            (target / "sitecustomize.py").write_text("open('../../../ran.txt', 'w').write('x')")

        course.submit("runner", edit=attack)
        log = course.run("autograde", NAME, "--student=runner", WHO_SAYS_SO_EXECUTE="1")
        assert not any(course.marks()["runner"].values()), log
        assert not (course.folder / "ran.txt").exists()
        book = json.loads((course.folder / "autograded" / "runner" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))
        ran = [c for c in book["cells"] if c["cell_type"] == "code" and c["execution_count"]]
        released = json.loads((course.folder / "exercises" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))["cells"]
        assert len(ran) == sum(c["cell_type"] == "code" for c in released), "every released cell ran, and no other"
        kinds = {kind for c in ran for o in c["outputs"] for kind in o.get("data", {})}
        assert kinds <= {"text/plain", "text/html", "image/png"} and "widgets" not in book["metadata"]

    def test_solve_refuses_while_a_class_is_marked(self, learner, monkeypatch):
        """Before, one added cell was worth full marks."""
        from helpers import classroom
        from helpers.errors import ExerciseError

        monkeypatch.setitem(classroom.SOLVED, (str(learner), "q2"), {"spans": []})
        monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
        with pytest.raises(ExerciseError, match="does nothing while a class is marked"):
            classroom.solve("q2")


class TestRelease:
    def release(self, course) -> dict:
        return {p.name: p.read_bytes() for p in (course.folder / "exercises" / NAME).iterdir()}

    def test_a_broken_gradebook_costs_no_release(self, course):
        """nbgrader deletes the old release first; where the new one fails, the old one is back."""
        before = self.release(course)
        log = course.run("generate_assignment", NAME, "--force", "--db=sqlite:////nowhere/at/all.db", ok=False)
        assert "the release of before is back in its place" in log
        assert before == self.release(course) and len(before) == 3

    def test_a_new_gradebook_has_nbgraders_own_form(self, monkeypatch):
        """Asked in this process, what nbgrader asks of a program of its own."""
        from nbgrader.api import get_alembic_version

        from helpers.nbgrader_plugin.replaced_steps import version_of_books

        monkeypatch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
        assert get_alembic_version.__module__ == "nbgrader.api" and version_of_books() == get_alembic_version()

    def test_no_alembic_costs_no_release(self, course):
        """A first run with no environment activated (`Course.run` has none) finds nbgrader's tool, and one that cannot leaves the release."""
        before = self.release(course)
        course.run("generate_assignment", NAME, "--force", "--db=sqlite:///another.db")
        assert before == self.release(course)

    def test_a_killed_run_is_mended_by_the_next(self, course):
        """Half a release lies there, and the copy of before beside it: the next run begins from the copy."""
        before = self.release(course)
        release = course.folder / "exercises" / NAME
        shutil.copytree(release, release.with_name(f".{NAME}.before"))
        (release / f"{NAME}.ipynb").unlink()
        course.run("generate_assignment", NAME, "--force", "--db=sqlite:////nowhere/at/all.db", ok=False)
        assert before == self.release(course)
        assert [p.name for p in release.parent.iterdir() if p.name.startswith(".")] == []

    def test_killed_at_any_moment(self, course):
        """Killed before the first, the last and six other of its steps in the folder: the release is whole, or its whole copy lies beside it."""
        before = self.release(course)
        config, steps = course.folder / "nbgrader_config.py", course.folder / "steps.txt"
        usual = config.read_text(encoding="utf-8")
        config.write_text(usual + DIES, encoding="utf-8")
        course.run("generate_assignment", NAME, "--force", DIE_AT="0")
        last = int(steps.read_text())
        assert last > 10 and before == self.release(course)
        for n in sorted({1, last, *range(2, last, last // 6)}):
            steps.unlink(missing_ok=True)
            course.run("generate_assignment", NAME, "--force", ok=False, DIE_AT=str(n))
            assert not steps.exists(), f"it was not killed at step {n}"
            copy = course.folder / "exercises" / f".{NAME}.before"
            whole = [
                p
                for p in (course.folder / "exercises" / NAME, copy)
                if p.is_dir() and {q.name: q.read_bytes() for q in p.iterdir()} == before
            ]
            assert whole, f"after kill {n}"
        config.write_text(usual, encoding="utf-8")
        course.run("generate_assignment", NAME, "--force")
        assert before == self.release(course)


class TestValidation:
    def test_speaks_our_words(self, course):
        """No talk of tests and credit: which exercise, by its title, and what to do."""
        said = course.run("validate", f"exercises/{NAME}/{NAME}.ipynb")
        assert "are not answered" in said and "not answered yet, or not saved" in said and "q2" in said
        assert "credit" not in said.lower() and "Partial" not in said and "VALIDATION FAILED" not in said

    def test_the_hub_says_the_same(self):
        """Learners on a hub read another file of settings: the same words."""
        from course import REPO

        theirs, ours = ((REPO / where / "nbgrader_config.py").read_text(encoding="utf-8") for where in ("deploy", "."))
        beginning = "c.Validator.failed_warning"
        assert theirs[theirs.index(beginning) :].strip() in ours
