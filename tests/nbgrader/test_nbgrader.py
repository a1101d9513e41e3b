"""nbgrader's own commands in a copy of the kit: released, validated, marked both ways, fed back; hostile and unlucky submissions among them."""

from __future__ import annotations

import json
import shutil

import pytest
from course import REPO
from nbgrader_course import ALL_POINTS, GRADED, HOSTILE, NAME, Course, forge, records, relabel, twice_cell, without_cell

from helpers.course.release import answers_in_the_way

pytestmark = pytest.mark.nbgrader


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Released, handed in by sixteen learners, marked our way."""
    one = Course(tmp_path_factory.mktemp("nbgrader") / "kit")
    one.run("generate_assignment", NAME)
    right, half, wrong = records("right"), records("half"), records("wrong")
    hostile = {
        **right,
        "q9": {**right["q9"], "answer": {"fields": {"text": HOSTILE}}},
        "q2": {**right["q2"], "answer": {"spans": [{"start": 0, "end": 1, "label": HOSTILE}]}},
    }
    one.submit("right", right)
    one.submit("both-half", half)
    one.submit("flag-all", records("flag_all"))
    one.submit("both-nothing")
    one.submit("inside-only", inside=right)
    one.submit("both-newer-inside", wrong, records("right", rev=9))
    one.submit("newer-beside", records("right", rev=9), wrong)
    one.submit("both-deleted-cell", right, edit=without_cell("q2"))
    one.submit("deleted-all", right, edit=lambda book, _: book["cells"].clear())
    one.submit("both-copied-cell", right, edit=twice_cell("q2"))
    one.submit("relabelled", right, edit=relabel)
    one.submit("other-assignment", records("right", assignment="02_weight_of_words"), records("right", assignment="02_weight_of_words"))
    one.submit("both-other-text", records("right", sha256="0" * 64))
    one.submit("both-hostile", hostile)
    one.submit("forged", wrong, edit=forge)
    spoiled = one.submit("both-spoiled", right) / "answers"
    for name in ("q2", "q9"):
        (spoiled / f"{name}.json").write_text('{"schema": 1')
    one.log = one.run("autograde", NAME)
    one.run("generate_feedback", NAME)
    return one


NONE = dict.fromkeys(ALL_POINTS, 0.0)
RIGHT_BUT_Q2 = {**ALL_POINTS, "q2": 0.0}


class TestRelease:
    def test_is_what_lies_in_exercises(self, course):
        """A fresh release gives the bytes in the repository: run `make exercises` where it does not."""
        for path in (course.folder / "exercises" / NAME).iterdir():
            if path.name != "open_keys.json":
                assert path.read_bytes() == (REPO / "exercises" / NAME / path.name).read_bytes(), path.name

    def test_holds_no_solution(self, course):
        """No teacher's cell, no output, no marks and no sealed note."""
        text = (course.folder / "exercises" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8")
        assert "solve(" not in text and "teacher-only" not in text
        assert not {"answers", "marks"} & {p.name for p in (course.folder / "exercises" / NAME).iterdir()}

    def test_solved_passes_and_released_fails_validation(self, course):
        """`nbgrader validate`, as a teacher and as a learner would run it."""
        assert "Success" in course.run("validate", f"solutions/{NAME}/{NAME}.ipynb")
        assert "failed" in course.run("validate", f"exercises/{NAME}/{NAME}.ipynb").lower()
        assert not list(course.folder.glob("solutions/*/answers")) + list(course.folder.glob("exercises/*/answers"))


class TestMarks:
    @pytest.mark.parametrize(
        ("student", "expected"),
        [
            ("right", ALL_POINTS),
            ("both-nothing", NONE),
            ("inside-only", ALL_POINTS),
            ("both-newer-inside", ALL_POINTS),
            ("newer-beside", ALL_POINTS),
            ("both-deleted-cell", ALL_POINTS),
            ("deleted-all", ALL_POINTS),
            ("both-copied-cell", ALL_POINTS),
            ("relabelled", ALL_POINTS),
            ("other-assignment", NONE),
            ("both-other-text", NONE),
            ("both-hostile", RIGHT_BUT_Q2),
            ("both-spoiled", RIGHT_BUT_Q2),
        ],
    )
    def test_are_those_of_the_answers(self, course, student, expected):
        """Point for point, whichever way the answers came; cells deleted, copied or relabelled are mended and cost nothing."""
        got = {name: points for name, points in course.marks()[student].items() if name in expected}
        assert expected == got

    def test_half_and_flag_all(self, course):
        """Half the places of a text and half the cards, most of which a coin would give too: worth something between; flagging everything less."""
        marks, total = course.marks(), sum(ALL_POINTS.values())
        half, flagged = (sum(marks[who][e] for e in ALL_POINTS) for who in ("both-half", "flag-all"))
        assert flagged < 0.02 * total < 0.1 * total < half < 0.5 * total

    def test_forgery_gains_nothing(self, course):
        """Own points, own article, own key, own metadata, own cell source: marked on what the wrong answers are worth."""
        marks = course.marks()["forged"]
        assert all(marks[e.id] <= 0.2 * e.points for e in GRADED)

    def test_forged_cells_are_as_released(self, course):
        """Source, points, kind and kernel of every cell come back from the release, and the log says whose were changed."""
        read = lambda where: json.loads((course.folder / where / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))  # noqa: E731
        released, marked = read("exercises"), read("autograded/forged")
        claims = lambda book: [("".join(c["source"]), c["metadata"]["nbgrader"]) for c in book["cells"] if "nbgrader" in c["metadata"]]  # noqa: E731
        assert claims(released) == claims(marked)
        assert released["metadata"]["kernelspec"] == marked["metadata"]["kernelspec"]
        assert "forged: changed and put back as released: the cell “q2”" in course.log
        assert "deleted-all: missing and put back: the cell" in course.log

    def test_batch_went_through(self, course):
        """No submission stopped another, and the spoiled file is in the log with the learner's name."""
        assert len(course.marks()) == 16 and "both-spoiled: q2.json is damaged: it breaks off in the middle." in course.log

    def test_nothing_was_executed(self, course):
        """Cells of a marked submission were not run: no count but ours."""
        book = json.loads((course.folder / "autograded" / "right" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))
        assert all(not c["outputs"] for c in book["cells"] if c["cell_type"] == "code" and c["id"].endswith("-exercise"))

    def test_ordinary_execution_gives_the_same_marks(self, course):
        """nbgrader's own Execute, in kernels, over eight of them: the same export and the same points in every cell."""
        export, marks, kept = course.export(), course.marks(), course.kept()
        course.run("autograde", NAME, "--student=both-*", "--force", WHO_SAYS_SO_EXECUTE="1")
        book = json.loads((course.folder / "autograded" / "both-half" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))
        assert any(c["outputs"] for c in book["cells"] if c["id"].endswith("-exercise")), "these were not executed"
        assert export == course.export()
        assert marks == course.marks()
        assert kept == course.kept()


class TestFeedback:
    def test_page_holds_the_explanations(self, course):
        """A learner who did half reads what was missed, what readers said of it and the next try."""
        page = course.page("both-half")
        assert "You found" in page and "Missed" in page and "Next:" in page and "Readers:" in page

    def test_hostile_words_stay_words(self, course):
        """No script and no image of a submission lives on the page; the words are shown."""
        page = course.page("both-hostile")
        assert "<script>alert" not in page and "<img src=x" not in page and "&lt;script&gt;alert(1)" in page

    def test_spoiled_file_is_named(self, course):
        """Not «nothing answered» and not «nothing was written»: which file, that it is damaged, and what to do."""
        page = course.page("both-spoiled")
        assert (
            "q2.json is damaged: it breaks off in the middle. Answer this exercise again" in page
            and "a lost file is not a wrong answer" in page
        )
        assert "This answer could not be read: q9.json is damaged" in page and "Nothing was written" not in page and "delimiter" not in page

    def test_other_text_is_named(self, course):
        """Marks made on another version of the article are unreadable, not wrong."""
        assert "another version of the article" in course.page("both-other-text")


class TestMishaps:
    def test_missing_key_is_an_error_not_a_mark(self, course):
        """The votes are not there (a student's copy was used for marking): no points are written, and the log says why."""
        course.submit("keyless", records("right"))
        hidden = course.folder / "hidden"
        shelf = course.folder / "articles" / "mosul-2016"
        hidden.mkdir()
        for part in ("marks", "desk"):
            shutil.move(shelf / part, hidden / part)
        try:
            for env in ({}, {"WHO_SAYS_SO_EXECUTE": "1"}):
                log = course.run("autograde", NAME, "--student=keyless", "--force", ok=False, **env)
                assert "is not in this copy of the kit" in log
                assert not any(course.marks().get("keyless", {}).values())
        finally:
            for part in ("marks", "desk"):
                shutil.move(hidden / part, shelf / part)


class TestNoAnswersInTheWay:
    """Measured: an answers folder under solutions/ reaches every learner and replaces theirs."""

    def test_none_in_the_repository(self):
        """Neither under solutions/ nor under exercises/."""
        assert [str(p.relative_to(REPO)) for p in answers_in_the_way(REPO)] == []

    @pytest.mark.parametrize("top", ["solutions", "exercises"])
    def test_one_would_be_found(self, tmp_path, top):
        """The check can fail: with such a folder it names it."""
        (tmp_path / top / NAME / "answers").mkdir(parents=True)
        assert [tmp_path / top / NAME / "answers"] == answers_in_the_way(tmp_path)
