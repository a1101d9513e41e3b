"""What the hand-in copies in a notebook say that they hold, readable or not."""

from __future__ import annotations

from helpers.answers import NAME, SCHEMA, copies
from helpers.errors import Reason

MOST_LOST = 200  # no unit has so many exercises


def why_not_readable(notebook, names: list[str]) -> dict[str, Reason]:
    """Return why the copies of these exercises are not readable."""
    later = set()
    for copy in copies(notebook):
        answers = copy.get("answers")
        for name in names[:MOST_LOST] if isinstance(answers, dict) else ():
            form = answers[name].get("schema") if isinstance(answers.get(name), dict) else None
            if type(form) is int and form > SCHEMA:
                later.add(name)
    return {name: Reason.NEWER_KIT if name in later else Reason.DAMAGED for name in names}


def bundles(notebook) -> list[tuple[str, set[str]]]:
    """Return what hand-in copies in a notebook say they hold: (unit, exercises), whether readable or not."""
    found: dict[str, set] = {}
    for copy in copies(notebook):
        if isinstance(copy.get("assignment"), str):
            answers = copy.get("answers")
            names = {n for n in answers if NAME.fullmatch(n)} if isinstance(answers, dict) else set()
            found.setdefault(copy["assignment"], set()).update(names)
    return sorted(found.items())
