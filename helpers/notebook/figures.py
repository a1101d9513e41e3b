"""Pictures that keep up with the answers: a picture appears, and is drawn anew, by itself when an exercise it is made of was answered.

It is drawn a moment after the answer was saved and in a thread of its own, so that saving never waits for it.
Pictures are made without pyplot, one at a time.
"""

from __future__ import annotations

import os
import threading
from html import escape
from pathlib import Path

from helpers.answers import FOLDER, read_answers
from helpers.errors import KitError
from helpers.exercises import Unit, read_unit, type_of

from .display import NBGRADER_ENV, said_html

REST = 0.8  # seconds without another change
_SHOWN: dict[tuple[Path, str, tuple[str, ...]], Figure] = {}
_DRAWING = threading.Lock()


class Figure:
    """One picture on the page: what it is made of, and what stands there now."""

    def __init__(self, name: str, folder: Path, ids: tuple[str, ...]):
        self.name, self.folder, self.ids = name, folder, ids
        self.stands: dict = {}
        self.handle = None
        self.timer: threading.Timer | None = None

    def bundle(self) -> dict:
        """Return the picture as a MIME bundle, or a sentence where its exercises are not answered yet. It shows their keys, so it waits."""
        try:
            return self._bundle()
        except KitError as error:  # it may be drawn later: how sure one is has not been said yet
            if os.environ.get(NBGRADER_ENV):
                raise
            return {"text/html": said_html(error.what, error.next_step), "text/plain": str(error)}

    def _bundle(self) -> dict:
        from .plots import AS_IT_COMES, picture

        unit = read_unit(self.folder)
        records, _ = read_answers(self.folder / FOLDER, unit.assignment)
        open_yet = [unit[i].title for i in self.ids if i not in records or type_of(unit[i].type).is_empty(records[i]["answer"])]
        if self.name in AS_IT_COMES:
            return self._as_it_comes(unit)
        if open_yet and not os.environ.get(NBGRADER_ENV):
            told = f"This picture waits until you have answered {' and '.join(f'“{t}”' for t in open_yet)}. Then it appears here by itself."
            return {"text/html": f"<p class='wss-waits'>{escape(told)}</p>", "text/plain": told}
        drawn = picture(self.name, unit, [unit[i] for i in self.ids])
        return {"text/html": drawn.html(), "text/plain": drawn.text()}

    def _as_it_comes(self, unit) -> dict:
        """Return a picture of what is answered so far, in words first; with nothing to count yet, a quiet sentence."""
        from .plots import picture

        try:
            drawn = picture(self.name, unit, [unit[i] for i in self.ids])
        except KitError:
            told = "What you can do now appears here by itself when you have answered something on this page."
            return {"text/html": f"<p class='wss-waits'>{escape(told)}</p>", "text/plain": told}
        return {"text/html": f"<p>{escape(drawn.alt)}</p>{drawn.html()}", "text/plain": drawn.text()}

    def show(self) -> None:
        from IPython.display import display

        self.stands = self.bundle()
        self.handle = display(self.stands, raw=True, display_id=True)

    def later(self) -> None:
        """Draw it anew when no further change has come for a moment."""
        if self.timer:
            self.timer.cancel()
        self.timer = threading.Timer(REST, self.refresh)
        self.timer.daemon = True
        try:
            self.timer.start()
        except RuntimeError:  # a browser's Python has no threads
            self.refresh()

    def refresh(self) -> None:
        """Put the picture as it is now in the place of the one that stands there; a picture that cannot be drawn leaves it."""
        with _DRAWING:
            try:
                new = self.bundle()
            except Exception:  # noqa: BLE001 said when the cell is run; an answer is never disturbed by a picture
                return
            if new != self.stands and self.handle is not None:
                self.stands = new
                self.handle.update(new, raw=True)


def show_figure(name: str, folder: Path, ids: tuple[str, ...]) -> None:
    """Show a picture and keep it up with the answers; a cell that runs again shows it in its new place."""
    one = Figure(name, folder, ids)
    one.show()
    _SHOWN[folder, name, ids] = one


def show_can_do(unit: Unit, folder: Path) -> None:
    """Show, at the end of a graded page, what a learner can do now: from the lessons and from its practice, so that it gives no key away."""
    practice = tuple(e.id for e in unit.every if not e.sealed and not type_of(e.type).manual)
    if not practice or os.environ.get(NBGRADER_ENV):
        return
    try:
        Figure("so-far", folder, practice).bundle()
    except Exception:  # noqa: BLE001 handing in goes on without it: an article that is missing, an answer that cannot be read
        return
    from IPython.display import HTML, display

    display(
        HTML("<h3>What you can do now</h3><p>This is no mark. It counts the lessons and the practice here; what counts is not in it.</p>")
    )
    show_figure("so-far", folder, practice)


def refresh_figures(folder: Path, exercise_id: str) -> None:
    """Draw anew, a little later, the pictures made of this exercise."""
    for one in list(_SHOWN.values()):
        if one.folder == folder and exercise_id in one.ids:
            one.later()
