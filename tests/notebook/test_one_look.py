"""After a saved answer the folder of answers is read once, however many things on the page tell of it: in a browser's Python each file costs messages."""

from __future__ import annotations

import threading
from collections import Counter
from types import SimpleNamespace

import pytest
from test_classroom import UNIT, key_answer, put

from helpers import classroom
from helpers.answers import folder, one_look, read_answers, record, store, write_record
from helpers.notebook import session
from helpers.notebook.page import Page


@pytest.fixture
def read(monkeypatch):
    """How often each record has been read, in this thread: pictures are drawn in threads of their own, a moment later."""
    times, mine, really = Counter(), threading.get_ident(), record.read_record

    def counted(path, *more):
        times[path.stem] += threading.get_ident() == mine
        return really(path, *more)

    for module in (folder, store):
        monkeypatch.setattr(module, "read_record", counted)
    return times


@pytest.fixture
def whole_page(learner, shown):
    """Every exercise on the page, the bar above it and the list to hand in below, all answered."""
    for one in UNIT.exercises:
        put(learner, one.id, key_answer(one.id))
    Page(SimpleNamespace(on_msg=lambda take: None, send=lambda told: None), {"exercises": [one.id for one in UNIT.exercises]})
    for one in UNIT.exercises:
        classroom.exercise(one.id)
    classroom.hand_in()
    return learner


@pytest.mark.parametrize("exercise_id", ["q1", "q2", "q4"])
def test_a_saved_answer_reads_each_other_one_once(whole_page, read, exercise_id):
    """Before, each was read once for every exercise of every list on the page: 36 times."""
    one = session.SESSIONS[str(whole_page), exercise_id]
    read.clear()
    one.save(key_answer(exercise_id))
    assert read == {e.id: 1 + (e.id == exercise_id) for e in UNIT.exercises}  # of its own also what another window may have written


def test_what_is_written_within_a_look_is_seen(learner):
    """A look never hides this kernel's own writing, and ends with its block."""
    put(learner, "q1", key_answer("q1"))
    there = learner / "answers"
    with one_look():
        before = read_answers(there, UNIT.assignment)[0]
        (there / "q1.json").touch()
        assert read_answers(there, UNIT.assignment)[0]["q1"] is before["q1"]
        write_record(there / "q1.json", {**before["q1"], "rev": 9})
        assert read_answers(there, UNIT.assignment)[0]["q1"]["rev"] == 9
        (there / "q1.json").unlink()
    assert read_answers(there, UNIT.assignment)[0] == {}
