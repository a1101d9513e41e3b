"""“Finish and go on”: what a page shows of an exercise that can be finished, and of one that waits until another is.

A `session` here is one of `session.py`, which uses this module.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from helpers.answers import FOLDER, finished_at, read_answers
from helpers.exercises import Exercise, Unit

from .which_article import shown

TEACHERS = "solutions"  # the solved notebooks show keys, so nothing waits there


def waits_for(unit: Unit, task: Exercise, here: Path) -> list[Exercise]:
    """Return the exercises that a learner has still to finish before this one opens."""
    if not unit.before(task) or here.parent.name == TEACHERS:
        return []
    records, _ = read_answers(here / FOLDER, unit.assignment)
    earlier = [shown(unit, unit[name], here) for name in unit.before(task)]
    return [e for e in earlier if not finished_at(records.get(e.id))]


def lock_of(session: Any) -> dict:
    """Return what the page needs for the button and the sentence: whether it is there, since when it is finished, and what opens then."""
    followers = [shown(session.unit, e, session.here) for e in session.unit.followers(session.exercise)]
    return {"can": bool(followers), "at": session.file.finished, "next": _named(followers)}


def closed(spec: dict, waits: list[Exercise]) -> dict:
    """Return the page of an exercise that waits: its title and what to finish, and nothing that it asks."""
    kept = {k: spec[k] for k in ("id", "draft", "title", "lang", "dir")}
    return {**kept, "shape": "form", "blocks": [], "check": None, "waits": _named(waits)}


def open_what_waits(sessions: Iterable[Any], here: Path) -> None:
    """Show the exercises of a folder that waited for another one and need not any longer."""
    for session in list(sessions):
        if session.here == here and session.waiting and not waits_for(session.unit, session.exercise, here):
            session.refresh()
            spec = session.spec()
            for widget in session.widgets:
                widget.value, widget.ack, widget.lock = session.value, session.receipt(), lock_of(session)
                widget.spec = spec


def _named(tasks: list[Exercise]) -> list[dict]:
    return [{"id": t.id, "title": t.title} for t in tasks]
