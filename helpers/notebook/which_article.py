"""Which of a unit's two articles a page shows, and the choice at its top: the same tasks on an article about war, or on a quieter one."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.answers import FIRST, FOLDER, QUIET, read_answers, read_chosen, write_chosen
from helpers.articles import articles_folder
from helpers.errors import KitError
from helpers.exercises import Exercise, Unit, article_of

if TYPE_CHECKING:
    import ipywidgets as w


def is_quiet(unit: Unit, here: Path) -> bool:
    """Return whether the quieter article is read here: chosen on the page, or the only one that was answered, or else chosen by the teacher for all."""
    if not unit.stand_ins:
        return False
    if which := read_chosen(here / FOLDER):
        return which == QUIET
    there, _ = read_answers(here / FOLDER, unit.assignment)
    answered = [any(e.id in there for e in group) for group in ([unit[e.instead_of] for e in unit.stand_ins], unit.stand_ins)]
    return answered[1] if any(answered) and not all(answered) else read_chosen(here) == QUIET


def shown(unit: Unit, exercise: Exercise, here: Path) -> Exercise:
    """Return the exercise that the page shows in this place: `exercise`, or the one on the quieter article."""
    return (unit.stand_in(exercise.id) if is_quiet(unit, here) else None) or exercise


_PLACES: dict[tuple[str, str], list[Callable[[], None]]] = {}  # folder and exercise → what draws each of its places on the page anew
ASKS = "Which article do you want to read?"
MOST_PLACES = 8  # cells run again; older ones are no longer on a page


def place(here: Path, exercise_id: str, redraw: Callable[[], None]) -> None:
    """Have `redraw` called when the other article is chosen in this folder."""
    name = (str(here), exercise_id)
    _PLACES[name] = [*_PLACES.get(name, [])[1 - MOST_PLACES :], redraw]


def choose(here: Path, which: str) -> None:
    """Keep the choice and draw the exercises on the page anew. Answers on the other article stay, and come back with it."""
    write_chosen(here / FOLDER, which)
    for (folder, _), redraws in list(_PLACES.items()):
        for redraw in redraws if folder == str(here) else ():
            redraw()


def _about(exercise: Exercise) -> dict:
    """What is known of an exercise's article: one whose text the learner brings can be chosen before it is here."""
    try:
        return article_of(exercise).about
    except KitError:
        return json.loads((articles_folder() / exercise.article / "article.json").read_text(encoding="utf-8-sig"))


def choice_box(unit: Unit, here: Path) -> w.Widget:
    """Return the choice of the article, with the content note of the first; where a unit has one article alone, a line that says so."""
    import ipywidgets as w  # this module is read on every first cell

    from .widgets import Guard

    if not unit.stand_ins:
        return w.HTML("<p>This unit has one article.</p>")
    pairs = [(unit[one.instead_of], one) for one in unit.stand_ins]
    first, quiet = (_about(e) for e in pairs[0])
    note = str(first.get("content_note") or "").partition(":")[0]
    head = w.HTML(
        "<style>.wss-choose label{white-space:normal;height:auto;line-height:1.5;font-size:1rem;margin:4px 0}.wss-choose>.widget-label{display:none}</style>"
        f"<p style='font-size:1rem;line-height:1.5;max-width:44rem'><strong>{ASKS}</strong> Tasks, points and minutes are "
        "the same, and you need not say why. You can change your mind: what you have answered stays.</p>"
    )
    names = [str(one["title"]).partition(" (")[0] for one in (first, quiet)]
    options = [(f"{names[0]}: {note[:1].lower()}{note[1:]}", FIRST), (f"{names[1]}: {quiet.get('subject', '')} (invented)", QUIET)]
    buttons = w.RadioButtons(
        options=options,
        description=ASKS,  # the group's name for screen readers (guard.js); everyone else reads it above
        value=QUIET if is_quiet(unit, here) else FIRST,
        layout=w.Layout(width="auto", max_width="100%", margin="0 0 0 12px"),
    )
    buttons.add_class("wss-choose")
    told = w.HTML("<div role='status'></div>")

    def chosen(change: dict) -> None:
        try:
            choose(here, change["new"])
            title = names[change["new"] == QUIET]
            told.value = f"<div role='status'>The exercises now ask about “{escape(title)}”.</div>"
        except KitError as error:
            told.value = f"<div role='alert'><strong>{escape(error.what)}</strong> {escape(error.next_step)}</div>"

    buttons.observe(chosen, "value")
    return w.VBox([head, buttons, told, Guard()])
