"""One class, marked by nbgrader's own commands (both ways) and by `grade`: the same marks to the last digit."""

from __future__ import annotations

import csv
import json
import os
import shutil
import sys
from pathlib import Path

import pytest
import warm_nbgrader
from course import leave_out
from trial_answers import trial_answers

REPO = Path(__file__).resolve().parents[2]

import make_class  # noqa: E402

from helpers.classbook import grade_class  # noqa: E402

UNIT = "01_who_says_so"
KINDS = (*make_class.KINDS, "unreadable")
pytestmark = pytest.mark.nbgrader


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course folder as cloned, released, with six learners: answers beside the notebook, or in it only; one left a damaged file, one a copy."""
    folder = tmp_path_factory.mktemp("course") / "kit"
    folder.mkdir()
    for name in ("solutions", "helpers", "articles"):
        shutil.copytree(REPO / name, folder / name, ignore=leave_out())
    shutil.copy(REPO / "nbgrader_config.py", folder)
    nbgrader(folder, "generate_assignment", UNIT)
    made = make_class.read_course(str(REPO / "solutions"), (UNIT,))
    answers, rng = make_class.bank(made), __import__("random").Random(3)
    base = json.loads((folder / "exercises" / UNIT / f"{UNIT}.ipynb").read_text(encoding="utf-8"))
    for number in range(6):
        target = folder / "submitted" / f"s{number}" / UNIT
        shutil.copytree(folder / "exercises" / UNIT, target)
        found = make_class.records(made, UNIT, answers, rng, KINDS)
        for name, data in make_class.files(UNIT, base, found, carried_only=number % 2 == 1).items():
            (target / name).parent.mkdir(exist_ok=True)
            (target / name).write_bytes(data)
    (folder / "submitted" / "s2" / UNIT / "answers" / "q2.json").write_text('{"schema": 1')
    task = next(t for t in made.units[UNIT] if t.exercise.id == "q7")
    (folder / "submitted" / "s4" / UNIT / "answers" / "q7.json").unlink(missing_ok=True)
    (folder / "submitted" / "s4" / UNIT / "answers" / "q7 (1).json").write_text(
        json.dumps(make_class.record(UNIT, task, answers[UNIT, "q7", "right"]))
    )
    _on_the_quiet_road(folder, made, base)
    return folder


def _on_the_quiet_road(folder: Path, made, base: dict) -> None:
    """A seventh learner, who did what asks about the war on the unit's quieter article, fully, and tried the first as well."""
    target = folder / "submitted" / "s6" / UNIT
    shutil.copytree(folder / "exercises" / UNIT, target)
    tasks = [one for t in made.units[UNIT] for one in (t, t.stand_in) if one]
    examples = {t.exercise.id: trial_answers(t.exercise, t.article, t.key) for t in tasks}
    found = {t.exercise.id: make_class.record(UNIT, t, examples[t.exercise.id]["half" if t.stand_in else "right"]) for t in tasks}
    for name, data in make_class.files(UNIT, base, found, carried_only=False).items():
        (target / name).parent.mkdir(exist_ok=True)
        (target / name).write_bytes(data)


def nbgrader(folder: Path, *command: str, execute: bool = False) -> str:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])  # nbgrader calls `alembic` by name
    env = {**os.environ, "PATH": path, "PYTHONPATH": str(folder)} | ({"WHO_SAYS_SO_EXECUTE": "1"} if execute else {})
    done = warm_nbgrader.nbgrader(*command, cwd=folder, env=env)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stderr


def exported(folder: Path) -> dict[str, str]:
    nbgrader(folder, "export", "--to", "export.csv")
    with open(folder / "export.csv", encoding="utf-8") as file:
        return {row["student_id"]: row["raw_score"] for row in csv.DictReader(file)}


def ours(folder: Path) -> dict[str, dict]:
    grade_class.grade([str(folder / "submitted")], folder / "marks.csv", str(folder / "solutions"), (UNIT,))
    with open(folder / "marks.csv", encoding="utf-8-sig") as file:
        return {row["learner"]: row for row in csv.DictReader(file)}


def same(nbgraders: dict[str, str], marks: dict[str, dict]) -> bool:
    """A number against a number, at every digit that nbgrader's sum of cells holds."""
    return nbgraders.keys() == marks.keys() and all(
        round(float(score), 9) == float(marks[who]["points"] or 0) for who, score in nbgraders.items()
    )


@pytest.mark.parametrize("execute", [False, True], ids=["our preprocessor", "ordinary execution"])
def test_marks_are_nbgraders_marks(course, execute):
    marks = ours(course)
    assert len({row["points"] for row in marks.values()}) > 2, "a class of equal marks proves little"
    some = ["--student=s[1246]"] if execute else []  # each kind once: in the notebook alone, a damaged file, a copy, the quiet road
    nbgrader(course, "autograde", UNIT, "--force", *some, execute=execute)
    assert same(exported(course), marks), (exported(course), {n: r["points"] for n, r in marks.items()})
    assert marks["s2"]["status"] == "partly readable"
    assert marks["s4"]["q7"] == "3", "an answer that is there only as a copy"
    assert marks["s6"]["q2"] == "4", "done on the quieter article, and that answer is the better one"


def test_the_gradebook_file_has_nbgraders_columns(course):
    from helpers.classbook.report.gradebooks import write_gradebook

    marks = ours(course)
    nbgrader(course, "autograde", UNIT, "--force")
    write_gradebook(course / "marks.csv", "nbgrader", course / "ours.csv")
    nbgrader(course, "export", "--to", "export.csv")
    theirs, mine = (list(csv.DictReader(open_text(course / n))) for n in ("export.csv", "ours.csv"))
    assert list(theirs[0]) == list(mine[0])
    keep = ("assignment", "student_id", "score", "max_score")
    rounded = [{k: str(round(float(r[k]), 9)) if k.endswith("score") else r[k] for k in keep} for r in theirs]
    assert rounded == [{k: r[k] for k in keep} for r in mine]
    assert len(marks) == len(mine)


def open_text(path: Path):
    return path.read_text(encoding="utf-8").splitlines()


def test_one_duplicated_cell_stops_nobody_here(course, tmp_path):
    """nbgrader's own batch ends there (issue 1083); `grade` goes on and gives everybody the same marks as before."""
    before = ours(course)
    shutil.copytree(course / "submitted", tmp_path / "submitted")
    path = tmp_path / "submitted" / "s1" / UNIT / f"{UNIT}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"] += [c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    grade_class.grade([str(tmp_path / "submitted")], tmp_path / "marks.csv", str(course / "solutions"), (UNIT,))
    with open(tmp_path / "marks.csv", encoding="utf-8-sig") as file:
        assert {r["learner"]: r for r in csv.DictReader(file)} == before
