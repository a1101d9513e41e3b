"""The exercises that are open in this kernel: their files, their widgets, and how far a learner has come."""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Sequence
from pathlib import Path

from helpers.answers import FOLDER, AnswerFile, Finished, merge_newest, notebook_answers, one_look, read_answers, write_record
from helpers.errors import AnswersError, KitError
from helpers.exercises import Exercise, Unit, article_of, key_of, read_unit, type_of

from .at_hand import at_hand
from .display import NBGRADER_ENV, say
from .figures import refresh_figures
from .finishing import closed, lock_of, open_what_waits, waits_for
from .when_saved import tell_saved
from .which_article import shown

MARKED_LATER = "This one counts. Your teacher’s copy marks it."
COMPARED = "This copy has no answer key for this one: compare your answers in class."


class Session:
    """One exercise in this kernel: its file, and the widgets that show it (a cell may run twice)."""

    def __init__(self, unit: Unit, exercise: Exercise, folder: Path):
        self.unit, self.exercise = unit, exercise
        self.article = article_of(exercise)
        self.file = AnswerFile(folder, exercise, self.article.sha256)
        self.value: dict = {}
        self.widgets: list = []
        self.waiting = False

    @property
    def here(self) -> Path:
        return self.file.path.parent.parent

    def spec(self) -> dict:
        """Return what the page shows: the exercise, or, while it waits for another, only its title and what to finish first."""
        task, article = self.exercise, self.article
        known = key_of(self.unit, task) is not None
        spec = {
            "id": task.id,
            "draft": f"{task.assignment}:{task.id}:{article.sha256[:16]}",
            "title": task.title,
            "prompt": task.prompt,
            "shape": type_of(task.type).shape,
            "lang": article.about.get("language", "en"),
            "dir": "auto",
            "check": "Check my answer" if known else None,  # without a key there is nothing to ask for: “Saved” comes by itself
            "steps": True,
            "sealed": not known,
            "sealed_note": MARKED_LATER if task.sealed or task.points else COMPARED,
        }
        waits = waits_for(self.unit, task, self.here)
        self.waiting = bool(waits)
        if waits:
            return closed(spec, waits)
        spec |= type_of(task.type).view(task, article)
        self.keep_only_what_fits(spec)
        return {**spec, "notice": self.file.notice, "article": at_hand(task, article, spec) if type_of(task.type).of_article else None}

    def answer_shown(self) -> dict:
        """Return the answer that goes on the page: none while the exercise waits, whatever lies in the folder."""
        return {} if self.waiting else self.value

    def receipt(self) -> dict:
        """Return what the page is told about the stored answer when it opens."""
        return {"n": "", "rev": self.file.rev, "ok": True, "at": self.file.saved, "message": ""}

    def refresh(self) -> None:
        """Read the file again: another kernel may have written. Where it has vanished, what this kernel knows is written back."""
        stored = self.file.load()
        if stored is not None:
            self.value = stored
        elif self.value and not self.file.notice and not os.environ.get(NBGRADER_ENV):
            self.file.save(self.value)

    def keep_only_what_fits(self, spec: dict) -> None:
        """Set aside, and name, a stored answer that the page could not draw (from other hands, or another form of this exercise)."""
        from .widgets.exercise_widget import Unreadable, read_value

        spans = self.value.get("spans")
        try:
            if self.value:
                named = {"spans": [{"id": f"m{n}", **s} for n, s in enumerate(spans)]} if isinstance(spans, list) else self.value
                self.value = read_value(spec, named)
        except (Unreadable, TypeError) as error:
            self.file.refuse(getattr(error, "what", "it has another form."))
            self.value = {}

    def save(self, value: dict) -> dict:
        problem = (
            type_of(self.exercise.type).why_unreadable(self.exercise, self.article, value)
            if value.get("spans") or value.get("fields")
            else None
        )
        try:
            record = self.file.save(value)
        except Finished as finished:  # by another window, or another kernel
            self.refresh()
            self.show_lock()
            open_what_waits(SESSIONS.values(), self.here)
            return {"rev": self.file.rev, "at": self.file.saved, "message": str(finished), "value": self.value}
        value = record["answer"]
        self.value = value
        for widget in self.widgets:
            if widget.value != value:
                widget.value = value
        with one_look():
            show_progress(self)
            tell_saved(self.here)
            refresh_figures(self.here, self.exercise.id)
            open_what_waits(SESSIONS.values(), self.here)
        return {"rev": record["rev"], "at": record["saved"], "message": self.file.notice or problem or "", "value": value}

    def finish(self) -> None:
        """Keep the answer as it is from now on, and open the exercises that waited for that."""
        empty = {"spans": []} if type_of(self.exercise.type).shape == "spans" else {"fields": {}}
        record = self.file.save(self.value or empty, finish=True)
        self.value = record["answer"]
        with one_look():
            self.show_lock()
            tell_saved(self.here)
            open_what_waits(SESSIONS.values(), self.here)

    def show_lock(self) -> None:
        """Have every window of this kernel show whether the exercise is finished."""
        for widget in self.widgets:
            widget.ack = {**widget.ack, "rev": self.file.rev, "ok": True, "at": self.file.saved}
            widget.value, widget.lock = self.value, lock_of(self)

    def check(self, value: dict) -> dict:
        record = {**self.file.head, "answer": value}
        from helpers.marking import mark, sealed  # nothing is marked before somebody asks

        marked = mark(self.unit, self.exercise, record)
        return marked.told if marked.key_known else sealed(bool(value), bool(self.exercise.sealed or self.exercise.points))


SESSIONS: dict[tuple[str, str], Session] = {}


def session_of(exercise_id: str) -> Session:
    """Return the session of an exercise, or of the one that stands in for it where the quieter article was chosen."""
    here = Path.cwd()
    unit = read_unit(here)
    restore(unit, here)
    one = shown(unit, unit[exercise_id], here)
    name = (str(here), one.id)
    if name not in SESSIONS:
        SESSIONS[name] = Session(unit, one, here / FOLDER)
    return SESSIONS[name]


@functools.lru_cache(maxsize=8)
def restore(unit: Unit, here: Path) -> None:
    """Put answers that only the notebook still carries (it was moved without its folder) back into the folder."""
    if os.environ.get(NBGRADER_ENV):
        return
    kept: dict = {}
    for path in sorted(here.glob("*.ipynb")):
        try:
            kept = merge_newest(kept, notebook_answers(json.loads(path.read_text(encoding="utf-8-sig")), unit.assignment))
        except (OSError, ValueError, RecursionError):
            continue
    there, _ = read_answers(here / FOLDER, unit.assignment)
    for name, record in merge_newest(there, kept).items():
        if there.get(name) is not record and any(e.id == name for e in unit.every) and not (here / FOLDER / f"{name}.json").exists():
            try:
                write_record(here / FOLDER / f"{name}.json", record)
            except AnswersError as error:  # show the exercises all the same; the notebook still carries the answers
                say(error.what, error.next_step)
                return


def progress(session: Session) -> str:
    """Return the sentence on how many exercises of this page are answered."""
    here = session.file.path.parent.parent
    answered, begun, _ = standing(session.unit, here, listed := on_page(session.unit, here, session.exercise))
    return f"{answered} of {len(listed)} answered" + (f", {begun} begun" if begun else "")


def on_page(unit: Unit, here: Path, exercise: Exercise) -> list[Exercise]:
    """Return the exercises of the page that `exercise` stands on, as they are shown there."""
    return [shown(unit, e, here) for e in unit.exercises if lesson_prefix(e) == lesson_prefix(exercise)]


def standing(unit: Unit, folder: Path, listed: Sequence[Exercise]) -> tuple[int, int, str]:
    """Return how many of the listed exercises are answered, how many are only begun, and when the last was saved (ISO, or "").

    Answered: each question that is asked has an answer; in a text at least one mark, and nothing still asked about a mark.
    """
    there, _ = read_answers(folder / FOLDER, unit.assignment)
    answered, begun, last = 0, 0, ""
    for one in listed:
        record = there.get(one.id)
        if not record:
            continue
        last = max(last, str(record.get("saved", "")))
        if type_of(one.type).is_empty(record["answer"]):
            continue
        if count_unanswered(one, record["answer"]):
            begun += 1
        else:
            answered += 1
    return answered, begun, last


def lesson_prefix(task: Exercise) -> str:
    """Lessons share one list of exercises; those of one page begin with the same word (“who-mark”, “who-told”)."""
    return task.id.partition("-")[0] if "-" in task.id else ""


def count_unanswered(task: Exercise, value: dict) -> int:
    """Return how many questions of a form have no answer, or how many marks lack what else is asked about them."""
    kind = type_of(task.type)
    if kind.shape == "spans":
        wanted = [a["id"] for a in kind.form.attributes() if not a.get("optional") and not a.get("default")]
        marks = [s for s in value.get("spans") or [] if isinstance(s, dict)]
        return sum(not all((s.get("attrs") or {}).get(w) for w in wanted) for s in marks)
    try:
        blocks = kind.view(task, article_of(task)).get("blocks", [])
    except KitError:  # its article is missing or changed: said where that exercise is opened
        return 0
    fields = value.get("fields")
    given = fields if isinstance(fields, dict) else {}
    return sum(not _filled(f, given.get(f["id"])) and not f.get("optional") for b in blocks for f in b["fields"])


def _filled(field: dict, answer: object) -> bool:
    """Whether a question has an answer, as the page counts it (`filled` in fields.js): of a list to sort each item."""
    if field["kind"] == "groups":
        return isinstance(answer, dict) and all(answer.get(i["id"]) for i in field["items"])
    return answer is not None


def show_progress(session: Session) -> None:
    line = progress(session)
    for (folder, _), other in SESSIONS.items():
        if folder == str(session.file.path.parent.parent):
            for widget in other.widgets:
                widget.progress = line
