"""The list of the brief, in the notebook: each mishap is one clear sentence with what to do next, no traceback, nothing lost."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from course import REPO
from test_classroom import Q1, key_answer, put, widget

from helpers import classroom
from helpers.answers.record import read_record
from helpers.exercises import keys, read_unit, read_votes
from helpers.notebook import session

VERBS = {
    "exercise": lambda: classroom.exercise("q1"),
    "points": lambda: classroom.points("q2"),
    "written": lambda: classroom.written("q9"),
    "hand_in": lambda: classroom.hand_in(),
    "solve": lambda: classroom.solve("q1"),
    "article": lambda: classroom.article("mosul-2016"),
}


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """A copy of the articles that a test may spoil."""
    place = tmp_path / "articles"
    shutil.copytree(REPO / "articles", place)
    monkeypatch.setenv("WHO_SAYS_SO_ARTICLES", str(place))
    monkeypatch.setattr(keys, "_KEYS", {})
    read_votes.cache_clear()
    yield place
    read_votes.cache_clear()


def one_sentence(shown, *words: str) -> None:
    """Exactly one box, with a role that a screen reader announces, the words, a full stop, and no traceback."""
    assert len(shown) == 1, [s[0][:80] for s in shown]
    html = shown[0][0]
    assert "role='alert'" in html and "Traceback" not in html and "should not" not in html
    for word in words:
        assert word in html, html
    assert html.count("<strong>") == 1 and re.sub(r"(\s*</\w+>)+\s*$", "", html).endswith((".", "?"))


class TestWrongPlace:
    @pytest.mark.parametrize("verb", ["exercise", "points", "hand_in", "solve"])
    def test_folder_without_exercises(self, learner, shown, verb):
        """The notebook was copied alone."""
        (learner / "exercises.json").unlink()
        read_unit.cache_clear()
        VERBS[verb]()
        one_sentence(shown, "exercises.json is not beside this notebook", "Copy the whole folder")

    @pytest.mark.parametrize("verb", ["exercise", "points", "solve"])
    def test_unknown_exercise(self, learner, shown, verb):
        """A cell was edited: the exercises that exist are listed."""
        getattr(classroom, verb)("q77")
        one_sentence(shown, "There is no exercise “q77”", "q1, q2")

    @pytest.mark.parametrize("odd", [None, 7, ["q1"], "", "../q1", "<b>q1</b>"])
    def test_odd_exercise_name(self, learner, shown, odd):
        """Whatever stands between the brackets."""
        classroom.exercise(odd)
        assert len(shown) == 1 and "Traceback" not in shown[0][0] and "<b>q1" not in shown[0][0]

    def test_unknown_article(self, learner, shown):
        """The names at hand are listed."""
        classroom.article("mosul-2061")
        one_sentence(shown, "There is no article “mosul-2061”", "mosul-2016")

    def test_paragraphs_that_do_not_exist(self, learner, shown):
        """The range is named."""
        classroom.article("mosul-2016", 3, 99)
        one_sentence(shown, "has paragraphs 1 to 11")


class TestSpoiledArticle:
    @pytest.mark.parametrize("verb", ["exercise", "points", "solve", "article"])
    def test_edited(self, learner, shown, shelf, verb):
        """One word was changed: no mark is shown in a wrong place."""
        path = shelf / "mosul-2016" / "article.txt"
        path.write_text(path.read_text(encoding="utf-8").replace("city", "town"), encoding="utf-8")
        VERBS[verb]()
        one_sentence(shown, "was changed after it was marked", "Restore article.txt")

    @pytest.mark.parametrize("verb", ["exercise", "points", "solve", "article"])
    def test_missing(self, learner, shown, shelf, verb):
        """The folder is gone: the others are listed."""
        shutil.rmtree(shelf / "mosul-2016")
        VERBS[verb]()
        one_sentence(shown, "There is no article “mosul-2016”", "bridge-closure")

    @pytest.mark.parametrize("verb", ["exercise", "article"])
    def test_text_removed(self, learner, shown, shelf, verb):
        """The text was taken out for its rights: marks stay apart from it."""
        (shelf / "mosul-2016" / "article.txt").unlink()
        VERBS[verb]()
        one_sentence(shown, "is not in mosul-2016/article.txt", "Put the text back")

    def test_unknown_label_in_a_pass(self, learner, shown, shelf):
        """A teacher's own pass with a misspelt kind."""
        path = shelf / "mosul-2016" / "marks" / "e1.json"
        path.write_text(path.read_text(encoding="utf-8").replace('"kind": "vague"', '"kind": "vauge"'), encoding="utf-8")
        VERBS["exercise"]()
        one_sentence(shown, "e1.json", "“vauge”", "Use one of")

    def test_damaged_pass(self, learner, shown, shelf):
        """Half a file."""
        (shelf / "mosul-2016" / "marks" / "a2.json").write_text('{"article": ')
        VERBS["exercise"]()
        one_sentence(shown, "a2.json is not readable JSON", "Restore the file")

    def test_answers_of_another_text_are_set_aside_not_shown(self, learner, shown):
        """The article is another one now: marks would stand on other words."""
        put(learner, "q1", Q1, sha256="0" * 64)
        classroom.exercise("q1")
        assert widget(shown).value == {} and "article was changed after you answered" in widget(shown).spec["notice"]
        assert read_record(next((learner / "answers").glob("q1.other-text-*")))["answer"] == Q1


class TestWrongOrder:
    def test_hand_in_first(self, learner, shown):
        """Run before anything was answered: it says what is missing, and writes no empty file."""
        classroom.hand_in()
        assert "0 of 9 exercises are answered." in shown[0][1] and not list(learner.glob("*.zip"))

    def test_points_before_the_exercise(self, learner, shown):
        """Nothing answered: a number, and the sentence."""
        got = classroom.points("q2")
        assert repr(got) == "0" and "after you have answered" in got._repr_mimebundle_()["text/html"]

    def test_every_cell_twice_and_backwards(self, learner, shown):
        """All verbs of the unit, in reverse, twice: no sentence of error, and the same answers on disk."""
        put(learner, "q2", key_answer("q2"))
        before = read_record(learner / "answers" / "q2.json")
        for _ in range(2):
            classroom.hand_in()
            for one in reversed(read_unit(learner).exercises):
                classroom.points(one.id)
                classroom.exercise(one.id)
        assert "role='alert'" not in " ".join(s[0] for s in shown)
        assert before == read_record(learner / "answers" / "q2.json")


class TestReadOnlyFolder:
    @pytest.fixture
    def locked(self, learner, monkeypatch):
        """The learner's folder on a share where nothing can be written; articles at hand; as an ordinary user, not as root."""
        with tempfile.TemporaryDirectory() as here:
            place = Path(here)
            place.chmod(0o755)
            work = place / "01_who_says_so"
            shutil.copytree(learner, work)
            shutil.copytree(REPO / "articles", place / "articles")
            monkeypatch.setenv("WHO_SAYS_SO_ARTICLES", str(place / "articles"))
            monkeypatch.chdir(work)
            put(work, "q1", Q1)
            (work / "answers" / "q1.json").chmod(0o644)
            (work / "answers").chmod(0o555)
            work.chmod(0o555)
            if os.geteuid() == 0:
                os.seteuid(65534)
            try:
                yield work
            finally:
                if os.getuid() == 0:
                    os.seteuid(0)
                (work / "answers").chmod(0o755)
                work.chmod(0o755)

    def test_shows_the_answer_and_says_that_nothing_is_saved(self, locked, shown):
        """The exercise opens; a change gets a receipt that says why it is not on disk; the stored answer stays."""
        classroom.exercise("q1")
        assert widget(shown).value == Q1
        widget(shown).edit = {"n": "a:1", "value": {"spans": []}}
        assert not widget(shown).ack["ok"] and "read-only" in widget(shown).ack["message"]
        assert read_record(locked / "answers" / "q1.json")["answer"] == Q1

    def test_hand_in_says_to_save_the_notebook(self, locked, shown):
        """The file beside it cannot be written; the notebook itself holds the answers."""
        classroom.hand_in()
        assert "could not be written" in shown[0][1] and "hand in the notebook: it holds all your answers" in shown[0][1]


def test_something_unforeseen_is_a_sentence_too(learner, shown, monkeypatch):
    """The last net: an error of our own is told with its name, and that the answers are untouched."""
    monkeypatch.setattr(session, "read_unit", lambda _: 1 / 0)
    classroom.exercise("q1")
    assert "ZeroDivisionError" in shown[0][0] and "Your saved answers are untouched" in shown[0][0] and "Traceback" not in shown[0][0]


def test_while_nbgrader_executes_errors_pass_through(learner, monkeypatch):
    """A cell that merely shows a sentence would get full marks from nbgrader: there it must raise."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    (learner / "exercises.json").unlink()
    read_unit.cache_clear()
    with pytest.raises(keys.ExerciseError):
        classroom.points("q2")


def test_output_into_a_pipe_that_closes_is_quiet():
    """`python -m helpers … | head -1`: no traceback when the reader has what it wanted."""
    with subprocess.Popen(
        [sys.executable, "-m", "helpers", "agreement", "mosul-2016"], cwd=REPO, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as verb:
        verb.stdout.close()
        assert verb.stderr.read() == ""
