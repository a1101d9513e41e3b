"""The verbs that notebook cells call: each shows something, raises nothing to a learner, and never gives marks by accident."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile

import pytest
from course import REPO, all_exercises

from helpers import classroom
from helpers.answers import MIME, write_record
from helpers.answers import store as answers
from helpers.answers.record import read_record
from helpers.articles.article import read_article
from helpers.errors import KitError
from helpers.exercises import keys, read_unit, read_votes
from helpers.exercises.types import type_of
from helpers.notebook import session

UNIT = read_unit(REPO / "solutions" / "01_who_says_so")
Q1 = {"spans": [{"id": "m1", "start": 541, "end": 565, "label": "role", "attrs": {}}]}


SOLVED = {one.id: type_of(one.type).solved(one, keys.key_of(UNIT, one)) for one in UNIT.exercises}


def key_answer(exercise_id: str) -> dict:
    return SOLVED[exercise_id]


def stored(exercise_id: str, answer: dict, **changes) -> dict:
    one = UNIT[exercise_id]
    return {
        "schema": 1,
        "assignment": UNIT.assignment,
        "exercise": exercise_id,
        "type": one.type,
        "article": one.article,
        "sha256": read_article(one.article).sha256,
        "rev": 3,
        "writer": "t",
        "saved": "2026-11-22T08:00:00.000Z",
        "answer": answer,
        **changes,
    }


def put(learner, exercise_id: str, answer: dict, **changes) -> None:
    write_record(learner / "answers" / f"{exercise_id}.json", stored(exercise_id, answer, **changes))


@pytest.fixture
def student(learner, tmp_path, monkeypatch):
    """The same folder in a student's copy: articles without votes, no sealed key anywhere."""
    shelf = tmp_path / "articles"
    for folder in (p for p in (REPO / "articles").iterdir() if p.is_dir()):
        shutil.copytree(
            folder,
            shelf / folder.name,
            ignore=shutil.ignore_patterns("marks", "desk", "verdicts.json", "evidence.json", "teacher_notes.md"),
        )
    monkeypatch.setenv("WHO_SAYS_SO_ARTICLES", str(shelf))
    monkeypatch.setattr(keys, "_KEYS", {})
    read_votes.cache_clear()
    yield learner
    read_votes.cache_clear()


def page(shown) -> str:
    return " ".join(html for html, _, _ in shown)


def widgets(shown):
    return [one for *_, one in shown if hasattr(one, "spec")]


def widget(shown):
    return widgets(shown)[-1]


class TestExercise:
    def test_shows_a_widget_with_the_stored_answer(self, learner, shown):
        """Opened, the exercise shows what was saved before."""
        put(learner, "q1", Q1)
        assert classroom.exercise("q1") is None
        assert (widget(shown).value, widget(shown).ack["rev"], widget(shown).spec["title"]) == (Q1, 3, "Who is cited? Practice")

    @pytest.mark.parametrize("one", UNIT.exercises, ids=lambda e: e.id)
    def test_every_exercise_saves_through_the_page_s_message(self, learner, shown, one):
        """What the page sends is on disk when the receipt comes, and opening again shows it."""
        for earlier in one.after:
            session.session_of(earlier).finish()
        classroom.exercise(one.id)
        first = widget(shown)
        answer = key_answer(one.id)
        if "spans" in answer:
            answer = {"spans": [{"id": f"m{n}", **s} for n, s in enumerate(answer["spans"])]}
        first.edit = {"n": "w:1", "value": answer}
        assert (first.ack["ok"], first.ack["n"], first.ack["rev"]) == (True, "w:1", 1), first.ack
        assert first.value == read_record(learner / "answers" / f"{one.id}.json")["answer"]
        classroom.exercise(one.id)
        assert first.value == widget(shown).value

    def test_run_twice_keeps_both_pages_in_step(self, learner, shown):
        """A cell run again: the first widget on the page follows the second, and nothing is a conflict."""
        classroom.exercise("q1")
        classroom.exercise("q1")
        one, two = widgets(shown)
        two.edit = {"n": "b:1", "value": Q1}
        one.edit = {"n": "a:1", "value": {"spans": []}}
        assert {"spans": []} == one.value == two.value
        assert [p.name for p in (learner / "answers").glob("*.json")] == ["q1.json"]

    def test_progress_counts_what_is_answered(self, learner, shown):
        """One of nine; a form with gaps is begun; every open page shows the same line."""
        put(learner, "q5", {"fields": dict(list(key_answer("q5")["fields"].items())[:3])})
        classroom.exercise("q1")
        assert widget(shown).progress == "0 of 9 answered, 1 begun"
        widget(shown).edit = {"n": "a:1", "value": Q1}
        assert widget(shown).progress == "1 of 9 answered, 1 begun"

    def test_damaged_file_is_named_on_the_page(self, learner, shown):
        """The exercise opens empty, with the sentence; nothing is lost."""
        (learner / "answers").mkdir()
        (learner / "answers" / "q1.json").write_text("{spoiled")
        classroom.exercise("q1")
        assert "is damaged" in widget(shown).spec["notice"] and widget(shown).value == {}
        assert next((learner / "answers").glob("q1.unreadable-*")).read_text() == "{spoiled"

    @pytest.mark.parametrize(
        "odd",
        [
            {"spans": 7},
            {"spans": [7]},
            {"spans": [{"start": "x"}]},
            {"spans": [{"id": "m", "start": 0, "end": 10**9, "label": "role"}]},
            {"fields": {"a": 1}},
            {"spans": [{"id": "m", "start": 0, "end": 5, "label": ["role"]}]},
            {"what": None},
        ],
    )
    def test_answer_that_the_page_could_not_draw_is_set_aside(self, learner, shown, odd):
        """A file from other hands, in good JSON but of no use to this exercise."""
        put(learner, "q1", odd)
        classroom.exercise("q1")
        assert widget(shown).value == {} and "cannot be shown" in widget(shown).spec["notice"]
        assert odd == read_record(next((learner / "answers").glob("q1.unreadable-*")))["answer"]

    def test_odd_neighbour_does_not_stop_this_exercise(self, learner, shown):
        """Progress looks at all files: an odd one among them must not hide the rest."""
        put(learner, "q5", {"fields": 5})
        put(learner, "q6", {"fields": [1]})
        put(learner, "q9", {"fields": [1], "spans": 3})
        classroom.exercise("q1")
        assert widget(shown).spec["id"] == "q1"

    def test_full_disk_is_told_on_the_page_and_the_tab_keeps_the_answer(self, learner, shown, monkeypatch):
        """The receipt says that it was not saved, and why."""
        classroom.exercise("q1")
        monkeypatch.setattr(os, "fsync", lambda fd: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        widget(shown).edit = {"n": "a:1", "value": Q1}
        assert (widget(shown).ack["ok"], widget(shown).ack["n"]) == (False, "a:1")
        assert "the disk is full" in widget(shown).ack["message"]

    def test_sealed_exercise_in_a_student_s_copy_says_only_readable(self, student, shown):
        """No right, no wrong, no number: saved and readable; an open one without its key says the same, and gives nothing away."""
        classroom.exercise("q2")
        one = widget(shown)
        one.edit = {"n": "a:1", "value": {"spans": [{"id": "m1", "start": 1087, "end": 1097, "label": "vague", "attrs": {}}]}}
        one.ask = {"n": "a:1"}
        assert (
            one.spec["sealed"],
            one.feedback["headline"],
            one.feedback["items"],
            one.feedback["points"],
        ) == (True, "Saved and readable.", [], "")

    def test_check_gives_explained_feedback_for_an_open_one(self, learner, shown):
        """The check button's answer says of each place what it is and why."""
        classroom.exercise("q1")
        one = widget(shown)
        one.edit = {"n": "a:1", "value": Q1}
        one.ask = {"n": "a:1"}
        assert one.feedback["headline"].startswith("You found 1 of")
        assert all(item["quote"] and any(len(s) > 20 for s in item["sentences"]) for item in one.feedback["items"])


class TestMovedNotebook:
    def notebook(self, learner, *records):
        copy = {"schema": 1, "assignment": UNIT.assignment, "answers": {r["exercise"]: r for r in records}}
        cell = {
            "cell_type": "code",
            "id": "hand-in",
            "metadata": {},
            "source": "",
            "execution_count": 1,
            "outputs": [{"output_type": "display_data", "metadata": {}, "data": {MIME: copy, "text/plain": ""}}],
        }
        (learner / "01_who_says_so.ipynb").write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
        session.restore.cache_clear()

    def test_without_its_answers_restores_them(self, learner, shown):
        """Only the notebook was copied to another computer: the answers come back out of it."""
        self.notebook(learner, stored("q1", Q1, rev=6))
        classroom.exercise("q1")
        assert (widget(shown).value, widget(shown).ack["rev"]) == (Q1, 6)

    def test_never_overwrites_what_lies_there(self, learner, shown):
        """The folder has an answer: the notebook's copy, even of a higher revision, does not replace it."""
        put(learner, "q1", {"spans": []})
        self.notebook(learner, stored("q1", Q1, rev=99))
        classroom.exercise("q1")
        assert widget(shown).value == {"spans": []}

    def test_copy_of_another_assignment_is_ignored(self, learner, shown):
        """A hand-in cell from elsewhere brings nothing."""
        self.notebook(learner, stored("q1", Q1, assignment="02_weight_of_words"))
        classroom.exercise("q1")
        assert widget(shown).value == {}

    def test_broken_notebooks_beside_it_do_no_harm(self, learner, shown):
        """Half a file, another format, deep nesting."""
        (learner / "a.ipynb").write_text("{")
        (learner / "b.ipynb").write_bytes(b"\xff\xfe")
        (learner / "c.ipynb").write_text("[" * 100_000)
        session.restore.cache_clear()
        classroom.exercise("q1")
        assert widget(shown).spec["id"] == "q1"


class TestPoints:
    def test_text_is_a_bare_number(self, learner, shown):
        """nbgrader reads the last value's text as points: a number and nothing else."""
        put(learner, "q2", key_answer("q2"))
        assert repr(classroom.points("q2")) == "4"
        put(learner, "q2", {"spans": []})
        assert repr(classroom.points("q2")) == "0"

    @pytest.mark.parametrize("damage", [b"{spoiled", b"[]"])
    def test_spoiled_answer_is_not_told_to_be_missing(self, learner, shown, damage):
        """The feedback page names the damage: a learner who did answer is not told the opposite."""
        (learner / "answers").mkdir()
        (learner / "answers" / "q2.json").write_bytes(damage)
        got = classroom.points("q2")
        assert (
            repr(got) == "0"
            and "q2.json" in got._repr_mimebundle_()["text/html"]
            and "Nothing is answered" not in got._repr_mimebundle_()["text/html"]
        )

    def test_missing_key_is_an_error_while_grading(self, student, monkeypatch):
        """In a copy without votes nothing is marked: no mark is better than a wrong one, and nbgrader must see the failure."""
        put(student, "q2", key_answer("q2"))
        monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
        with pytest.raises(KitError, match="key of 01_who_says_so, q2 is not in this copy"):
            classroom.points("q2")

    def test_student_s_copy_gives_no_marks_away(self, student, shown):
        """Outside of grading the student's own copy says readable, with 0 points, whatever the answer is."""
        for answer in (key_answer("q2"), {"spans": [{"id": "m", "start": 1087, "end": 1092, "label": "named", "attrs": {}}]}):
            put(student, "q2", answer)
            got = classroom.points("q2")
            assert repr(got) == "0" and "Saved and readable" in got._repr_mimebundle_()["text/html"]

    def test_solve_counts_in_this_session_and_is_not_saved(self, learner, shown):
        """The teacher's copy validates with full points and leaves no answers folder behind."""
        classroom.solve("q2")
        assert repr(classroom.points("q2")) == "4" and not (learner / "answers").exists()


class TestHandIn:
    def test_lists_missing_and_writes_the_file(self, learner, shown):
        """What is answered, what is missing, and one file that holds every answer."""
        put(learner, "q1", Q1)
        classroom.hand_in()
        html, text, bundle = next(one for one in shown if MIME in one[2])
        assert "1 of 9 exercises is answered." in text and "Count people, not phrases" in text
        assert bundle[MIME]["answers"]["q1"]["answer"] == Q1
        with zipfile.ZipFile(learner / "01_who_says_so-hand-in.zip") as packed:
            assert packed.namelist() == ["01_who_says_so/answers/q1.json"]

    def test_goes_on_when_an_article_is_missing(self, learner, shown, tmp_path, monkeypatch):
        """One article was edited and another deleted: the answers are handed in all the same."""
        put(learner, "q1", Q1)
        put(learner, "q7", key_answer("q7"))
        shelf = tmp_path / "articles"
        shutil.copytree(REPO / "articles", shelf)
        (shelf / "mosul-2016" / "article.txt").write_text("Edited.")
        shutil.rmtree(shelf / "bridge-closure")
        monkeypatch.setenv("WHO_SAYS_SO_ARTICLES", str(shelf))
        classroom.hand_in()
        assert {"q1", "q7"} == set(next(one for one in shown if MIME in one[2])[2][MIME]["answers"]) and (
            learner / "01_who_says_so-hand-in.zip"
        ).is_file()
        assert "was changed after it was marked" in page(shown)

    def test_names_a_spoiled_file(self, learner, shown):
        """The list says which file cannot be read."""
        put(learner, "q1", Q1)
        (learner / "answers" / "q2.json").write_text("{")
        classroom.hand_in()
        assert "q2.json is damaged" in next(one for one in shown if MIME in one[2])[1] and "saved, but its file cannot be read" in page(
            shown
        )


class TestStartUp:
    def run(self, code: str, **env) -> str:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", code],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(REPO), **env},
            cwd=REPO / "solutions" / "01_who_says_so",
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def test_first_cell_needs_neither_nltk_nor_matplotlib(self):
        """A learner's first cell starts quickly: the heavy libraries come when an exercise uses them."""
        heavy = "nltk matplotlib nbgrader nbconvert numpy pandas scipy"
        assert (
            self.run(f"from helpers.classroom import exercise; import sys; print([m for m in '{heavy}'.split() if m in sys.modules])")
            == "[]"
        )

    @pytest.mark.parametrize(
        "verb",
        [
            "exercise('q1')",
            "exercise('nobody')",
            "points('q2')",
            "hand_in()",
            "article('nobody')",
            "written('q9')",
            "article('mosul-2016', 4, 2)",
        ],
    )
    def test_outside_of_jupyter_nothing_is_raised(self, verb):
        """A plain Python, warnings as errors: every verb returns."""
        self.run(f"from helpers.classroom import *; from helpers import classroom; classroom.{verb}")
        left = REPO / "solutions" / "01_who_says_so" / answers.FOLDER
        assert not left.exists()


def test_notices_speak_of_no_machine(learner, shown):
    """No path of this computer stands in what a learner reads."""
    for one in all_exercises():
        if one[0].assignment == UNIT.assignment:
            (learner / "answers").mkdir(exist_ok=True)
            (learner / "answers" / f"{one[1].id}.json").write_text("{")
            classroom.exercise(one[1].id)
            assert str(learner) not in json.dumps(widget(shown).spec)
