"""The few verbs that notebooks call. Each shows something and raises nothing: a learner never sees a traceback."""
from __future__ import annotations

import functools
import json
import os
import zipfile
from html import escape
from pathlib import Path

from . import article as _article
from .answers import FOLDER, MIME, AnswerFile, carried, newer, problem_of, read_answers, write_record
from .errors import AnswersError, KitError
from .exercise import Exercise, Unit, article_of, key_of, read_unit
from .exercise_types import type_of
from .feedback import sealed
from .marking import Marked, mark, need_key, written_parts

_GRADING = "NBGRADER_EXECUTION"  # set by nbgrader while it executes a notebook


def kindly(verb):
    """Show a KitError, or anything unforeseen, as sentences; while nbgrader executes, let it pass: a cell that shows nothing would get full marks."""

    @functools.wraps(verb)
    def shown(*args, **kwargs):
        try:
            return verb(*args, **kwargs)
        except KitError as error:
            if os.environ.get(_GRADING):
                raise
            _say(error.what, error.next_step)
        except Exception as error:  # noqa: BLE001 — the last net above a learner
            if os.environ.get(_GRADING):
                raise
            _say(f"Something went wrong that should not ({type(error).__name__}: {error}).",
                 "Your saved answers are untouched. Run the cell again; if it stays, show this line to your teacher.")
        return None

    return shown


def _say(what: str, next_step: str = "") -> None:
    from IPython.display import HTML, display

    display(HTML(f"<div class='wss-problem' role='alert' style='border-left:6px solid;padding:4px 12px'><strong>{escape(what)}</strong> {escape(next_step)}</div>"))


# ---------------------------------------------------------------------------------------------------- exercises

class _Session:
    """One exercise in this kernel: its file, and the widgets that show it (a cell may run twice)."""

    def __init__(self, unit: Unit, exercise: Exercise, folder: Path):
        self.unit, self.exercise = unit, exercise
        self.article = article_of(exercise)
        self.file = AnswerFile(folder, exercise, self.article.sha256)
        self.value: dict = {}
        self.widgets: list = []
        self.checked: float | None = None

    def refresh(self) -> None:
        """Read the file again: another kernel may have written. Where it has vanished, what this kernel knows is written back."""
        stored = self.file.load()
        if stored is not None:
            self.value = stored
        elif self.value and not self.file.notice and not os.environ.get(_GRADING):
            self.file.save(self.value)

    def keep_only_what_fits(self, spec: dict) -> None:
        """A stored answer that the page could not draw (from other hands, or another form of this exercise) is set aside and named."""
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
        problem = type_of(self.exercise.type).problem(self.exercise, self.article, value) if value.get("spans") or value.get("fields") else None
        record = self.file.save(value)
        value = record["answer"]
        self.value, self.checked = value, None
        for widget in self.widgets:
            if widget.value != value:
                widget.value = value
        _after_save(self)
        return {"rev": record["rev"], "at": record["saved"], "message": self.file.notice or problem or "", "value": value}

    def check(self, value: dict) -> dict:
        record = {**self.file.head, "answer": value}
        marked = mark(self.unit, self.exercise, record)
        self.checked = marked.score.fraction if marked.key_known else None
        _show_progress(self)
        return marked.told if marked.key_known else sealed(bool(value), bool(self.exercise.sealed or self.exercise.points))


_SESSIONS: dict[tuple[str, str], _Session] = {}
_SOLVED: dict[tuple[str, str], dict] = {}


def _session(exercise_id: str) -> _Session:
    here = Path.cwd()
    unit = read_unit(here)
    name = (str(here), exercise_id)
    if name not in _SESSIONS:
        _restore(unit, here)
        _SESSIONS[name] = _Session(unit, unit[exercise_id], here / FOLDER)
    return _SESSIONS[name]


@functools.lru_cache(maxsize=8)
def _restore(unit: Unit, here: Path) -> None:
    """Answers that only the notebook still carries (it was moved without its folder) go back into the folder."""
    if os.environ.get(_GRADING):
        return
    kept: dict = {}
    for path in sorted(here.glob("*.ipynb")):
        try:
            kept = newer(kept, carried(json.loads(path.read_text(encoding="utf-8")), unit.assignment))
        except (OSError, ValueError, RecursionError):
            continue
    there, _ = read_answers(here / FOLDER, unit.assignment)
    for name, record in newer(there, kept).items():
        if there.get(name) is not record and any(e.id == name for e in unit.exercises) and not (here / FOLDER / f"{name}.json").exists():
            try:
                write_record(here / FOLDER / f"{name}.json", record)
            except AnswersError as error:  # show the exercises all the same; the notebook still carries the answers
                _say(error.what, error.next_step)
                return


@kindly
def exercise(exercise_id: str) -> None:
    """Show an exercise: the task, the article's words, your saved answer, and a button to check it."""
    from IPython.display import display

    from .widgets import ExerciseWidget

    session = _session(exercise_id)
    session.refresh()
    task, article = session.exercise, session.article
    known = key_of(session.unit, task) is not None
    spec = {
        "id": task.id, "draft": f"{task.assignment}:{task.id}:{article.sha256[:16]}", "title": task.title, "prompt": task.prompt,
        "shape": type_of(task.type).shape, "lang": article.about.get("language", "en"), "dir": "auto",
        "check": "Check my answer" if known else "Can it be read?", "sealed": task.sealed and not known,
        "sealed_note": "This one counts. Your teacher’s copy marks it.", **type_of(task.type).view(task, article),
    }
    session.keep_only_what_fits(spec)
    spec["notice"] = session.file.notice
    first = {"n": "", "rev": session.file.rev, "ok": True, "at": session.file.saved, "message": ""}
    widget = ExerciseWidget(spec, value=session.value, ack=first, save=session.save, check=session.check, progress=_progress(session))
    session.widgets = [*session.widgets[-3:], widget]
    display(widget)


def _progress(session: _Session) -> str:
    unit, here = session.unit, session.file.path.parent
    there, _ = read_answers(here, unit.assignment)
    done, look = 0, 0
    listed = [e for e in unit.exercises if _page(e) == _page(session.exercise)]
    for one in listed:
        record = there.get(one.id)
        if not record or type_of(one.type).is_empty(record["answer"]):
            continue
        done += 1
        open_session = _SESSIONS.get((str(here.parent), one.id))
        look += _gaps(one, record["answer"]) > 0 or bool(open_session and open_session.checked is not None and open_session.checked < 0.6)
    tail = {0: "", 1: ", 1 needs another look"}.get(look, f", {look} need another look")
    return f"{done} of {len(listed)} answered{tail}"


def _page(task: Exercise) -> str:
    """Lessons share one list of exercises; those of one page begin with the same word (“who-mark”, “who-told”)."""
    return task.id.partition("-")[0] if "-" in task.id else ""


def _gaps(task: Exercise, value: dict) -> int:
    """How many questions of a form have no answer."""
    try:
        blocks = type_of(task.type).view(task, article_of(task)).get("blocks", [])
    except KitError:  # its article is missing or changed: said where that exercise is opened
        return 0
    fields = value.get("fields")
    return sum(f["id"] not in (fields if isinstance(fields, dict) else {}) and not f.get("optional") for b in blocks for f in b["fields"])


def _show_progress(session: _Session) -> None:
    line = _progress(session)
    for (folder, _), other in _SESSIONS.items():
        if folder == str(session.file.path.parent.parent):
            for widget in other.widgets:
                widget.progress = line


def _after_save(session: _Session) -> None:
    _show_progress(session)
    if _HAND_IN.get("folder") == session.file.path.parent.parent:
        _HAND_IN["handle"].update(_hand_in_bundle(session.unit, _HAND_IN["folder"]), raw=True)


# ---------------------------------------------------------------------------------------------------- marks

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


@kindly
def points(exercise_id: str) -> Points:
    """The points of an exercise; in a student's copy, whether the answer can be read."""
    here = Path.cwd()
    unit = read_unit(here)
    task = unit[exercise_id]
    records, problems = read_answers(here / FOLDER, unit.assignment)
    record = records.get(exercise_id)
    solved = _SOLVED.get((str(here), exercise_id))
    if solved is not None and record is None:
        record = {"answer": solved}
    marked = mark(unit, task, record, problem_of(problems, exercise_id))
    stage = os.environ.get(_GRADING)
    if stage == "autograde":
        need_key(marked)
    if stage == "validate" and not marked.key_known and marked.score.status == "graded":
        return Points(Marked(task, _full(marked), marked.told), False)
    line = "" if stage or solved is not None else _standing(marked)
    return Points(marked, full=stage == "autograde", line=line)


def _standing(marked: Marked) -> str:
    """What a learner reads below an exercise that counts; the cell ran before the answers were there, so it says so."""
    worth = f"Worth {marked.exercise.points:g} points."
    if not marked.key_known:
        state = "" if marked.score.status == "empty" else f"When this cell last ran: {marked.told['headline']} "
        return f"{worth} {state}Your teacher’s copy marks it; the explanations come back with your marks."
    if marked.score.status == "empty":
        return f"{worth} Run this cell again after you have answered, and it says how many you have."
    return f"{worth} When this cell last ran: {marked.told['headline']} {marked.told['points']}."


def _full(marked: Marked):
    """Validating a student's copy asks whether answers are there and readable, not whether they are right."""
    from dataclasses import replace

    return replace(marked.score, points=marked.exercise.points)


@kindly
def written(exercise_id: str) -> None:
    """The text that a learner wrote, for the teacher who marks it by hand."""
    from IPython.display import HTML, display

    unit = read_unit(Path.cwd())
    if not os.environ.get(_GRADING):
        return display(HTML("<p>When this notebook is marked, your teacher reads your text here.</p>"))
    records, _ = read_answers(Path.cwd() / FOLDER, unit.assignment)
    return display(HTML(written_html(unit[exercise_id], records.get(exercise_id))))


def written_html(task: Exercise, record: dict | None) -> str:
    parts = []
    for question, text in written_parts(task, record):
        lines = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())
        parts.append((f"<p><strong>{escape(question)}</strong></p>" if question and lines else "") + (f"<blockquote>{lines}</blockquote>" if lines else ""))
    body = "".join(parts) or "<p>Nothing was written.</p>"
    return f"<div class='wss-written'><p><strong>What was written for {escape(task.id)}:</strong></p>{body}</div>"


@kindly
def solve(exercise_id: str) -> None:
    """The teacher's copy: the key's own answer with its explanations; it counts as the answer in this session and is not saved."""
    from IPython.display import HTML, display

    here = Path.cwd()
    unit = read_unit(here)
    task = unit[exercise_id]
    key = key_of(unit, task)
    value = type_of(task.type).solved(task, key) if key else None
    marked = need_key(mark(unit, task, {"answer": value} if value else None))
    _SOLVED[str(here), exercise_id] = value
    shown = written_html(task, {"answer": value}) if type_of(task.type).manual else ""
    display(HTML(shown + marked.outputs()["text/html"]))


# ---------------------------------------------------------------------------------------------------- handing in

_HAND_IN: dict = {}


@kindly
def hand_in() -> None:
    """What is handed in, what is missing, and the file to give to your teacher. A copy of the answers stays in this notebook."""
    from IPython.display import display

    here = Path.cwd()
    unit = read_unit(here)
    handle = display(_hand_in_bundle(unit, here), raw=True, display_id=True)
    if handle is not None:
        _HAND_IN.update(folder=here, handle=handle)


def _problem(task: Exercise, value: dict) -> str | None:
    try:
        return type_of(task.type).problem(task, article_of(task), value)
    except KitError as error:  # handing in goes on without the article
        return error.what


def _hand_in_bundle(unit: Unit, here: Path) -> dict:
    records, problems = read_answers(here / FOLDER, unit.assignment)
    rows, missing = [], []
    for task in unit.exercises:
        record = records.get(task.id)
        kind = type_of(task.type)
        if not record or kind.is_empty(record["answer"]):
            state = "no answer yet"
            missing.append(task.title)
        elif problem := _problem(task, record["answer"]):
            state = f"cannot be read: {problem}"
        elif gaps := _gaps(task, record["answer"]):
            state = f"answered, {gaps} open"
        else:
            state = "answered"
        rows.append((task.id, task.title, state))
    said = [f"{len(rows) - len(missing)} of {len(rows)} exercises are answered."]
    if missing:
        said.append("Missing: " + "; ".join(missing) + ".")
    said += problems
    name = f"{unit.assignment}-hand-in.zip"
    if records and not os.environ.get(_GRADING):
        try:
            _write_zip(here / name, unit, here, records)
            said.append(f"To hand in: save this notebook (Ctrl+S), then give your teacher this notebook or the file {name} beside it. Either holds all your answers.")
        except (OSError, ValueError) as error:
            said.append(f"The file {name} could not be written ({getattr(error, 'strerror', None) or error}). Save this notebook (Ctrl+S) and hand in the notebook: it holds all your answers.")
    else:
        said.append("When you have answered, come back here: this list and the file to hand in keep themselves up to date.")
    table = "".join(f"<tr><td>{escape(i)}</td><td style='text-align:left'>{escape(t)}</td><td style='text-align:left'>{escape(s)}</td></tr>" for i, t, s in rows)
    html = ("<div class='wss-hand-in'><p><strong>Hand in</strong></p><table><thead><tr><th scope='col'>Exercise</th><th scope='col'>Task</th>"
            f"<th scope='col'>State</th></tr></thead><tbody>{table}</tbody></table>" + "".join(f"<p>{escape(s)}</p>" for s in said) + "</div>")
    copy = {"schema": 1, "assignment": unit.assignment, "answers": records}
    return {"text/html": html, "text/plain": " ".join(said), MIME: copy}


def _write_zip(path: Path, unit: Unit, here: Path, records: dict) -> None:
    with zipfile.ZipFile(path.with_suffix(".tmp"), "w", zipfile.ZIP_DEFLATED) as out:
        for name, record in sorted(records.items()):
            out.writestr(f"{unit.assignment}/{FOLDER}/{name}.json", json.dumps(record, ensure_ascii=False, indent=1).encode("utf-8", "replace"))
        notebook = here / f"{unit.assignment}.ipynb"
        if notebook.is_file():
            out.write(notebook, f"{unit.assignment}/{notebook.name}")
    os.replace(path.with_suffix(".tmp"), path)


# ---------------------------------------------------------------------------------------------------- reading

@kindly
def article(slug: str, first: int = 1, last: int | None = None) -> None:
    """Show an article, or some of its paragraphs, with its content note before and its notice after it."""
    from IPython.display import HTML, display

    display(HTML(article_html(_article.read_article(slug), first, last)))


def article_html(one: _article.Article, first: int = 1, last: int | None = None) -> str:
    about = one.about
    start, end = one.passage(first, last or len(one.paragraphs))
    lines = "".join(f"<p><span aria-hidden='true' style='opacity:.7;font-size:80%'>{n} </span>{escape(one.text[a:b])}</p>"
                    for n, (a, b) in enumerate(one.paragraphs, 1) if start <= a and b <= end)
    kind = "An invented article, written for this kit." if about["invented"] else "A real article."
    return (f"<article lang='{escape(about.get('language', 'en'))}' style='max-width:42rem'><p><em>{escape(about['content_note'])}</em></p><h3>{escape(one.title)}</h3>"
            f"<p>{escape(str(about['outlet']))} · {escape(str(about['date']))} · {kind}</p>{lines}<p style='font-size:85%'>{escape(about['rights'])}</p></article>")


@kindly
def figure(name: str, *exercise_ids: str) -> None:
    """Show a picture made from open exercises (`strip`, `told`, `people`), with the same in words under it."""
    from IPython.display import display

    from .plots import picture

    unit = read_unit(Path.cwd())
    drawn = picture(name, unit, [unit[i] for i in exercise_ids])
    display({"text/html": drawn.html(), "text/plain": drawn.text()}, raw=True)
