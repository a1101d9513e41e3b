"""What learners hand in who mean harm, or had bad luck: nothing of it runs, is fetched, or is read from outside their folder."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from hostile_notebook import MARKDOWN, RUN, added_words, hostile, live, words
from nbgrader_course import ALL_POINTS, GRADED, NAME, Course, open_book, records

pytestmark = pytest.mark.nbgrader
BAD_NAME = "<svg onload=alert(1)>"


def links(course: Course) -> None:
    """`ann` did the work; the others take it by links of every kind, and one is honest beside them."""
    ann = course.submit("ann", records("right"))
    for name in ("soft", "hard", "folder", "outward", "pipe"):
        course.submit(name, records("wrong"))
    for name, make in (("soft", os.symlink), ("hard", os.link)):
        for one in GRADED:
            path = course.folder / "submitted" / name / NAME / "answers" / f"{one.id}.json"
            path.unlink()
            make(ann / "answers" / f"{one.id}.json", path)
    shutil.rmtree(course.folder / "submitted" / "folder" / NAME / "answers")
    os.symlink(ann / "answers", course.folder / "submitted" / "folder" / NAME / "answers")
    secret = course.folder / "secret.txt"
    secret.write_text("the teacher’s own", encoding="utf-8")
    os.symlink(secret, course.folder / "submitted" / "outward" / NAME / "notes.txt")
    os.symlink("/etc/hostname", course.folder / "submitted" / "outward" / NAME / "answers" / "host.json")
    os.symlink("/nowhere", course.folder / "submitted" / "outward" / NAME / "dangling.txt")
    pipe = course.folder / "submitted" / "pipe" / NAME / "answers" / "q2.json"
    pipe.unlink()
    os.mkfifo(pipe)
    book = course.submit("notebook") / f"{NAME}.ipynb"
    book.unlink()
    inside = course.submit("inside", inside=records("right"))
    os.symlink(inside / f"{NAME}.ipynb", book)
    os.symlink(ann.parent, course.folder / "submitted" / "whole")
    (course.folder / "submitted" / "unit").mkdir()
    os.symlink(ann, course.folder / "submitted" / "unit" / NAME)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A class of which many attack; marked with nbgrader's own commands."""
    one = Course(tmp_path_factory.mktemp("strangers") / "kit")
    one.run("generate_assignment", NAME)
    links(one)
    one.submit("eve", records("right"), edit=hostile)
    one.submit("mallory", records("right"), edit=added_words)
    one.submit(BAD_NAME, records("right"))
    (one.submit("clock", records("right")) / "timestamp.txt").write_text("not a date <b>", encoding="utf-8")
    one.log = one.run("autograde", NAME, ok=False)
    one.feedback_log = one.run("generate_feedback", NAME)
    return one


def marked(course, learner: str) -> str:
    return (course.folder / "autograded" / learner / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8")


class TestPages:
    def test_nothing_lives_in_feedback(self, course):
        """No script, handler, frame, address or form; and the page asks no other host for anything."""
        for page in (course.folder / "feedback").rglob("*.html"):
            assert live(page.read_text(encoding="utf-8")) == [], page

    def test_words_are_shown_as_words(self, course):
        """A teacher reads what was added, of every kind, under its heading, and what was changed."""
        text = words(course.page("eve"))
        for n, attack in enumerate(MARKDOWN.values()):
            assert f"added-{n} {attack}".replace("\n", "") in text.replace("\n", ""), attack
        assert "Added by the learner (code, never run)" in text and "added-raw" in text and "added-code" in text
        assert "Changed by the learner" in text and "changed-by-me" in text

    def test_release_keeps_its_words(self, course):
        """The cell that was changed is there as released, and the marks are those of the answers."""
        released = json.loads((course.folder / "exercises" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))
        mine = {c["id"]: c for c in json.loads(marked(course, "eve"))["cells"]}
        for cell in released["cells"]:
            assert cell["source"] == mine[cell["id"]]["source"] and cell["metadata"].get("tags") == mine[cell["id"]]["metadata"].get("tags")
        assert {e: course.marks()["eve"][e] for e in ALL_POINTS} == ALL_POINTS

    def test_marked_notebook_holds_nothing_of_theirs(self, course):
        """No output, no metadata, no attachment; none of their files but saved answers."""
        book = json.loads(marked(course, "eve"))
        assert set(book["metadata"]) == {"kernelspec", "language_info"} and RUN not in json.dumps(book["metadata"])
        assert not any(c.get("attachments") for c in book["cells"])
        assert all(RUN not in json.dumps(c.get("outputs", [])) for c in book["cells"])
        there = {p.name for p in (course.folder / "autograded" / "eve" / NAME).iterdir()}
        assert not there & {"page.html", "<img src=x onerror=alert(1)>.html"}

    def test_live_name_is_refused(self, course):
        """nbgrader's pages write a learner's name as it is: a folder called like a script is named, and not marked."""
        assert "svg onload" in course.log and "Give the folder another name" in course.log
        assert BAD_NAME not in course.marks()


class TestLinks:
    def test_nobody_gets_anothers_marks(self, course):
        """Symbolic, hard, a whole answers folder, the notebook, the learner's folder: nothing is worth a point."""
        marks = course.marks()
        assert {e: marks["ann"][e] for e in ALL_POINTS} == ALL_POINTS
        for name in ("soft", "hard", "folder"):
            assert not any(marks[name][e] for e in ALL_POINTS), name
        assert not any(marks.get("notebook", {}).values()) and "whole" not in marks and "unit" not in marks

    def test_each_is_told(self, course):
        """A sentence names the file and what to do."""
        for who, what in (
            ("soft", "answers/q2.json is a link and was not followed"),
            ("hard", "answers/q2.json is one file with something outside the folder"),
            ("folder", "answers is a link and was not followed"),
            ("pipe", "answers/q2.json is not a plain file"),
            ("outward", "notes.txt is a link and was not followed"),
        ):
            assert f"{who}: {what}" in course.log, (who, course.log[-3000:])
        assert "Not marked: whole: the folder “whole” is a link" in course.log
        assert f"Not marked: unit: the folder “{NAME}” is a link" in course.log
        assert "Traceback" not in course.log

    def test_nothing_outside_was_copied(self, course):
        """Neither the words of another learner nor a file of the teacher's or the machine's."""
        theirs = (course.folder / "submitted" / "ann" / NAME / "answers" / "q9.json").read_text(encoding="utf-8")
        words_of_ann = json.loads(theirs)["answer"]["fields"]["text"]
        for top in ("autograded", "feedback"):
            for name in ("soft", "hard", "folder", "outward", "pipe", "notebook"):
                for path in (course.folder / top / name).rglob("*"):
                    text = path.read_text(encoding="utf-8") if path.is_file() else ""
                    assert not path.is_symlink() and words_of_ann not in text and "the teacher’s own" not in text, path
            for path in (course.folder / top).rglob("host.json"):
                assert Path("/etc/hostname").read_text().strip() not in path.read_text()

    def test_refused_answer_is_no_wrong_answer(self, course):
        """The page says that the file could not be read, as for any that did not arrive whole."""
        assert "q2.json is damaged" in course.page("soft")

    def test_others_are_as_they_were(self, course):
        """Nothing was changed, moved or deleted in anybody's hand-in."""
        submitted = course.folder / "submitted"
        assert (submitted / "whole").is_symlink() and (submitted / "soft" / NAME / "answers" / "q2.json").is_symlink()
        assert len(list((submitted / "ann" / NAME / "answers").iterdir())) == len(records("right"))

    def test_odd_time_is_told(self, course):
        """A timestamp that is no date costs nothing and is named."""
        assert "clock: timestamp.txt holds no date" in course.log
        assert {e: course.marks()["clock"][e] for e in ALL_POINTS} == ALL_POINTS


def test_nobody_is_in_the_book_by_accident(course):
    """Who was not marked has no 0 in the gradebook."""
    with open_book(course.folder) as book:
        known = {row[0] for row in book.execute("select id from student")}
    assert known == {"ann", "soft", "hard", "folder", "outward", "pipe", "inside", "eve", "mallory", "clock"}
