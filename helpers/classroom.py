"""The few verbs that notebooks call. Each shows something and raises nothing: a learner never sees a traceback."""

from __future__ import annotations

import os
import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from helpers import late_names
from helpers.answers import FOLDER, one_look, problem_of, read_answers
from helpers.articles import read_article
from helpers.errors import ExerciseError
from helpers.exercises import key_of, read_unit, type_of
from helpers.notebook import (
    NBGRADER_ENV,
    after_save,
    article_html,
    lock_of,
    not_running_html,
    progress,
    session_of,
    show_errors,
)

if TYPE_CHECKING:
    from helpers.marking import Marked

__getattr__ = late_names(
    "helpers.notebook", {".own_copy_box": ("bring",), ".reader_desk": ("precision_recall", "suggestions")}
)  # verbs of one lesson each

SOLVED: dict[tuple[str, str], dict] = {}  # (folder, exercise) → the key's own answer, in the teacher's solved notebook


@show_errors
def exercise(exercise_id: str) -> None:
    """Show an exercise: the task, the article's words, your saved answer, and a button to check it."""
    from IPython.display import HTML, display

    from helpers.notebook import place

    with one_look():
        session = session_of(exercise_id)
        widget = _widget(session)
    handle = display(widget, display_id=True)
    if session.unit.stand_ins and handle is not None:
        place(Path.cwd(), exercise_id, lambda: handle.update(_widget(session_of(exercise_id))))
    if not os.environ.get(NBGRADER_ENV):
        display(HTML(not_running_html(session.exercise.title)))


def _widget(session):
    """Return a new widget of an exercise, with what is saved."""
    from helpers.notebook import ExerciseWidget

    session.refresh()
    spec = session.spec()
    widget = ExerciseWidget(
        spec,
        value=session.answer_shown(),
        ack=session.receipt(),
        save=session.save,
        check=session.check,
        finish=session.finish,
        lock=lock_of(session),
        progress=progress(session),
    )
    session.widgets = [*session.widgets[-3:], widget]
    return widget


@show_errors
def choose_article() -> None:
    """Show the choice between the two articles of a unit: the first, or a quieter one with the same tasks."""
    from IPython.display import display

    from helpers.notebook import choice_box

    here = Path.cwd()
    display(choice_box(read_unit(here), here))


class Points:
    """Points of one exercise; its text is the bare number that nbgrader reads."""

    def __init__(self, marked: Marked, full: bool, line: str = ""):
        self._bundle = marked.outputs(full)
        if line:
            self._bundle["text/html"] = f"<p class='wss-points-line'>{escape(line)}</p>"

    def __repr__(self) -> str:
        return self._bundle["text/plain"]

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return self._bundle


@show_errors
def points(exercise_id: str) -> Points:
    """Show the points of an exercise; in a student's copy, whether the answer can be read."""
    from helpers.marking import Marked, chosen, mark, need_key

    here = Path.cwd()
    unit = read_unit(here)
    records, problems = read_answers(here / FOLDER, unit.assignment)
    task = chosen(unit, unit[exercise_id], records)
    record = records.get(task.id)
    stage = os.environ.get(NBGRADER_ENV)
    solved = SOLVED.get((str(here), exercise_id)) if stage != "autograde" else None
    if solved is not None and record is None:
        record = {"answer": solved}
    marked = mark(unit, task, record, problem_of(problems, task.id))
    if stage == "autograde":
        need_key(marked)
    if stage == "validate" and marked.score.status in ("empty", "unreadable"):
        _tell_validation(task, marked)
    if stage == "validate" and not marked.key_known and marked.score.status == "graded":
        return Points(Marked(task, _full(marked), marked.told), False)
    line = "" if stage or solved is not None else _standing(marked)
    return Points(marked, full=stage == "autograde", line=line)


def _tell_validation(task, marked: Marked) -> None:
    """nbgrader's validation shows what went to the error stream, and its own words about tests and credit where nothing did."""
    if marked.score.status == "empty":
        said = "not answered yet, or not saved. Open the notebook, run all cells, answer it, and validate again."
    else:
        said = f"{marked.score.problem or marked.told['headline']} {marked.told['note']}".strip()
    print(f"“{task.title}” ({task.id}): {said}", file=sys.stderr)


def _standing(marked: Marked) -> str:
    """What a learner reads below an exercise that counts; the cell ran before the answers were there, so it says so."""
    worth = f"Worth {marked.exercise.points:g} points."
    if not marked.key_known:
        state = "" if marked.score.status == "empty" else f"When this cell last ran: {marked.told['headline']} "
        return f"{worth} {state}Your teacher’s copy marks it; the explanations come back with your marks."
    if marked.score.status == "empty":
        return f"{worth} Run this cell again after you have answered, and it says how many you have."
    return f"{worth} When this cell last ran: {marked.told['headline']} {marked.told['points']}".strip()


def _full(marked: Marked):
    """Validating a student's copy asks whether answers are there and readable, not whether they are right."""
    return marked.score._replace(points=marked.exercise.points)


@show_errors
def written(exercise_id: str) -> None:
    """Show the text that a learner wrote, for the teacher who marks it by hand."""
    from IPython.display import HTML, display

    from helpers.marking import chosen, written_html

    unit = read_unit(Path.cwd())
    if not os.environ.get(NBGRADER_ENV):
        return display(HTML("<p>When this notebook is marked, your teacher reads your text here.</p>"))
    records, problems = read_answers(Path.cwd() / FOLDER, unit.assignment)
    task = chosen(unit, unit[exercise_id], records)
    return display(HTML(written_html(task, records.get(task.id), problem_of(problems, task.id))))


@show_errors
def solve(exercise_id: str) -> None:
    """Show, in the teacher's copy, the key's own answer with its explanations; it counts as the answer in this session and is not saved."""
    from IPython.display import HTML, display

    from helpers.marking import mark, need_key, written_html

    if os.environ.get(NBGRADER_ENV) == "autograde":
        raise ExerciseError(
            "solve() shows a key, so it does nothing while a class is marked.", "It belongs to the teacher’s solved notebook."
        )
    here = Path.cwd()
    unit = read_unit(here)
    task = unit[exercise_id]
    key = key_of(unit, task)
    value = type_of(task.type).solved(task, key) if key else None
    marked = need_key(mark(unit, task, {"answer": value} if value else None))
    SOLVED[str(here), exercise_id] = value
    shown = written_html(task, {"answer": value}) if type_of(task.type).manual else ""
    display(HTML(shown + marked.outputs()["text/html"]))


@show_errors
def hand_in() -> None:
    """Show what is handed in, what is missing, and the file to give to your teacher. A copy of the answers stays in this notebook."""
    from IPython.display import display

    from helpers.notebook import hand_in_bundle, show_can_do

    here = Path.cwd()
    unit = read_unit(here)
    with one_look():
        shown = hand_in_bundle(unit, here)
    handle = display(shown, raw=True, display_id=True)
    if handle is not None:
        after_save(here, lambda: handle.update(hand_in_bundle(unit, here), raw=True))
    show_can_do(unit, here)


@show_errors
def article(slug: str, first: int = 1, last: int | None = None) -> None:
    """Show an article, or some of its paragraphs, with its content note before and its notice after it."""
    from IPython.display import HTML, display

    display(HTML(article_html(read_article(slug), first, last)))


@show_errors
def figure(name: str, *exercise_ids: str) -> None:
    """Show a picture made from open exercises, with the same in words under it. It shows their keys, so it waits for the answers."""
    from helpers.notebook import show_figure

    show_figure(name, Path.cwd(), exercise_ids)
