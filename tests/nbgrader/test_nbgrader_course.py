"""A course as it goes on in nbgrader: somebody is late, somebody copies a cell, a key changes after marking, and marks given by hand stay."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from datetime import datetime
from types import SimpleNamespace

import pytest
from nbgrader.api import Gradebook
from nbgrader_course import ALL_POINTS, NAME, Course, records, twice_cell

pytestmark = pytest.mark.nbgrader
DUE, LATE = datetime(2026, 11, 20, 12), "2026-11-20 13:00:00 UTC"
BY_HAND = "q9-marks"  # the memo: a teacher reads it
PENALTY = '''
from nbgrader.plugins import LateSubmissionPlugin


class Quarter(LateSubmissionPlugin):
    """A quarter of the score for the first hour, all of it later."""

    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score / 4 if total_seconds_late <= 3600 else score
'''


def book_of(course: Course) -> Gradebook:
    return Gradebook(f"sqlite:///{course.folder / 'gradebook.db'}")


def export(course: Course) -> dict[str, dict[str, float]]:
    """What `nbgrader export` says of each learner."""
    course.run("export", "--to", "export.csv")
    with open(course.folder / "export.csv", encoding="utf-8") as file:
        return {
            r["student_id"]: {k: float(r[k]) for k in ("raw_score", "late_submission_penalty", "score", "max_score")}
            for r in csv.DictReader(file)
        }


def grade(course: Course) -> dict[str, dict[str, str]]:
    """What `python -m helpers grade` says of the same class, with the same keys."""
    subprocess.run(
        [sys.executable, "-m", "helpers", "grade", "submitted", "--unit", NAME, "--out", "ours/marks.csv", "--fresh"],
        cwd=course.folder,
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(course.folder)},
    )
    with open(course.folder / "ours" / "marks.csv", encoding="utf-8-sig") as file:
        return {r["learner"]: r for r in csv.DictReader(file)}


def change_votes(course: Course) -> None:
    """Five of seven annotators take all marks on sources back: what two say is no longer a third."""
    for path in sorted((course.folder / "articles" / "mosul-2016" / "marks").glob("*.json"))[2:]:
        votes = json.loads(path.read_text(encoding="utf-8"))
        votes["marks"] = [m for m in votes["marks"] if m["layer"] != "sources"]
        path.write_text(json.dumps(votes), encoding="utf-8")


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The whole story once: marked our way, executed for the late one, a mark by hand, other votes, marked again."""
    course = Course(tmp_path_factory.mktemp("course") / "kit")
    (course.folder / "late.py").write_text(PENALTY, encoding="utf-8")
    with open(course.folder / "nbgrader_config.py", "a", encoding="utf-8") as config:
        config.write('c.AssignLatePenalties.plugin_class = "late.Quarter"\n')
    course.run("generate_assignment", NAME)
    with book_of(course) as book:
        book.update_or_create_assignment(NAME, duedate=DUE)
    half = records("half")
    course.submit("ann", records("right"))
    course.submit("ben-copied", half, edit=twice_cell("q2"))
    (course.submit("cem-late", half) / "timestamp.txt").write_text(LATE, encoding="utf-8")
    course.submit("dee", inside=half)
    (course.submit("eve-too-late", half) / "timestamp.txt").write_text("2026-11-25 00:00:00 UTC", encoding="utf-8")
    log = course.run("autograde", NAME)
    first, first_marks, by_us = export(course), course.marks(), grade(course)
    with book_of(course) as book:
        book.remove_submission(NAME, "cem-late")  # or the first penalty would stand in for the second
    course.run("autograde", NAME, "--student=cem-late", "--force", WHO_SAYS_SO_EXECUTE="1")
    executed, executed_marks = export(course), course.marks()
    notebook = json.loads((course.folder / "autograded" / "cem-late" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    ran = any(c["outputs"] for c in notebook["cells"] if c["id"].endswith("-exercise"))
    with book_of(course) as book:
        by_hand = book.find_grade(BY_HAND, NAME, NAME, "ann")
        by_hand.manual_score, by_hand.needs_manual_grade = 3.5, False
        book.db.commit()
    hand = export(course)
    change_votes(course)
    course.run("autograde", NAME, "--force")
    return SimpleNamespace(
        course=course,
        log=log,
        first=first,
        first_marks=first_marks,
        by_us=by_us,
        executed=executed,
        executed_marks=executed_marks,
        ran=ran,
        hand=hand,
        again=export(course),
        again_marks=course.marks(),
        again_by_us=grade(course),
    )


class TestLate:
    def test_penalty_comes_off(self, told):
        """An hour late costs a quarter, five days all, and those in time nothing."""
        for learner, share in (("ann", 0), ("ben-copied", 0), ("cem-late", 0.25), ("dee", 0), ("eve-too-late", 1)):
            row = told.first[learner]
            assert row["raw_score"] > 0
            assert pytest.approx(share * row["raw_score"]) == row["late_submission_penalty"], learner
            assert pytest.approx((1 - share) * row["raw_score"]) == row["score"], learner

    def test_executed_costs_the_same(self, told):
        """nbgrader's own Execute: the same points, penalty and score."""
        assert told.ran, "it was not executed"
        assert told.first == told.executed
        assert told.first_marks == told.executed_marks


class TestBothWays:
    def test_export_equals_grade(self, told):
        """To the last digit, learner by learner, before and after the key changed."""
        assert {n: r["raw_score"] for n, r in told.first.items()} == {n: float(r["points"]) for n, r in told.by_us.items()}
        points = {n: r["raw_score"] - (3.5 if n == "ann" else 0) for n, r in told.again.items()}
        assert pytest.approx({n: float(r["points"]) for n, r in told.again_by_us.items()}, abs=1e-9) == points

    def test_each_exercise_equals(self, told):
        """Not only the sums."""
        for marks, rows in ((told.first_marks, told.by_us), (told.again_marks, told.again_by_us)):
            assert {n: {e: float(row[e]) for e in ALL_POINTS} for n, row in rows.items()} == {
                n: {e: cells[e] for e in ALL_POINTS} for n, cells in marks.items()
            }


class TestCopiedCell:
    def test_everybody_is_marked(self, told):
        """The one who copied a cell as well: half the answers are worth what they are worth elsewhere."""
        assert {"ann", "ben-copied", "cem-late", "dee", "eve-too-late"} == set(told.first_marks)
        assert told.first_marks["dee"] == told.first_marks["ben-copied"]
        assert sum(ALL_POINTS.values()) == told.first["ann"]["raw_score"] > told.first["dee"]["raw_score"]


class TestOtherVotes:
    def test_marks_are_new(self, told):
        """`autograde --force` marks with the votes as they are now."""
        assert told.again_marks["dee"] != told.first_marks["dee"]
        assert len({json.dumps(told.again_marks[n], sort_keys=True) for n in ("ben-copied", "cem-late", "dee", "eve-too-late")}) == 1

    def test_mark_by_hand_stays(self, told):
        """What the teacher gave for the memo is still there, and counts."""
        assert told.hand["ann"]["raw_score"] == told.first["ann"]["raw_score"] + 3.5
        with book_of(told.course) as book:
            assert book.find_grade(BY_HAND, NAME, NAME, "ann").manual_score == 3.5

    def test_penalty_follows(self, told):
        """The penalty is a share of the new marks, not of the old."""
        row = told.again["cem-late"]
        assert row["raw_score"] != told.first["cem-late"]["raw_score"]
        assert pytest.approx(row["raw_score"] / 4) == row["late_submission_penalty"]


class TestWhatIsPrinted:
    def test_only_what_needs_a_look(self, told):
        """Five submissions: lines on those who were late, and one on how many were marked."""
        lines = [line for line in told.log.splitlines() if line.strip()]
        about = [line for line in lines if "late" in line.lower()]
        assert [line for line in lines if line not in about] == [
            f"Submissions marked: 5 ({NAME}). What needs a look, if anything, stands above."
        ]
        assert any("cem-late" in line for line in about) and any("eve-too-late" in line for line in about)
