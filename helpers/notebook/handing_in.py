"""Handing in: what is there, what is missing, a copy of all answers inside the notebook, and a file to give to the teacher."""

from __future__ import annotations

import io
import json
import os
import zipfile
from html import escape
from pathlib import Path

from helpers.answers import FOLDER, MIME, file_part, problem_of, read_answers, read_name
from helpers.errors import KitError
from helpers.exercises import Exercise, Unit, article_of, type_of
from helpers.output import write_whole

from .display import NBGRADER_ENV
from .session import count_unanswered
from .which_article import shown


def _problem(task: Exercise, value: dict) -> str | None:
    try:
        return type_of(task.type).why_unreadable(task, article_of(task), value)
    except KitError as error:  # handing in goes on without the article
        return error.what


def hand_in_bundle(unit: Unit, here: Path) -> dict:
    """Return a mime bundle: the list for people, and the copy of all answers that stays in the notebook. Writes the zip as well."""
    records, problems = read_answers(here / FOLDER, unit.assignment)
    rows, missing, begun = [], [], 0
    for asked in unit.exercises:
        task = shown(unit, asked, here)
        if task.id not in records:  # done on the other article, and that counts too
            task = next((e for e in (asked, unit.stand_in(asked.id)) if e and e.id in records), task)
        record = records.get(task.id)
        kind = type_of(task.type)
        if not record and problem_of(problems, task.id):
            state = "saved, but its file cannot be read"
            missing.append(task.title)
        elif not record or kind.is_empty(record["answer"]):
            state = "no answer yet"
            missing.append(task.title)
        elif problem := _problem(task, record["answer"]):
            state = f"look again: {problem}"
        elif left := count_unanswered(task, record["answer"]):
            state = f"begun, {left} still to answer"
            begun += 1
        else:
            state = "answered"
        other = " (on the other article)" if record and task.id != shown(unit, asked, here).id else ""
        rows.append((asked.id, task.title, state + other))
    done = len(rows) - len(missing) - begun
    partly = f", {begun} {'is' if begun == 1 else 'are'} begun" if begun else ""
    said = [f"{done} of {len(rows)} exercises {'is' if done == 1 else 'are'} answered{partly}."]
    if missing:
        said.append(f"Missing: {'; '.join(missing)}{'' if missing[-1].endswith('?') else '.'}")
    said += [p.said for p in problems]
    name = zip_name(unit, here)
    if records and not os.environ.get(NBGRADER_ENV):
        try:
            _write_zip(here / name, unit, here, records)
            said.append(
                f"To hand in: press Hand in at the top of the page; or save this notebook (Ctrl+S) and give your teacher this notebook or the file {name} beside it. Either holds all your answers."
            )
        except (OSError, ValueError) as error:
            said.append(
                f"The file {name} could not be written ({getattr(error, 'strerror', None) or error}). Save this notebook (Ctrl+S) and hand in the notebook: it holds all your answers."
            )
    else:
        said.append("When you have answered, come back here: this list and the file to hand in keep themselves up to date.")
    table = "".join(
        f"<tr><td>{escape(i)}</td><td style='text-align:left'>{escape(t)}</td><td style='text-align:left'>{escape(s)}</td></tr>"
        for i, t, s in rows
    )
    html = (
        "<div class='wss-hand-in'><p><strong>Hand in</strong></p><table><thead><tr><th scope='col'>Exercise</th><th scope='col'>Task</th>"
        f"<th scope='col'>State</th></tr></thead><tbody>{table}</tbody></table>" + "".join(f"<p>{escape(s)}</p>" for s in said) + "</div>"
    )
    copy = {"schema": 1, "assignment": unit.assignment, "answers": records}
    return {"text/html": html, "text/plain": " ".join(said), MIME: copy}


def zip_name(unit: Unit, here: Path) -> str:
    """Return the name of the file to hand in: with the learner's name in front, where it was given."""
    learner = file_part(read_name(here / FOLDER))
    return f"{learner}-{unit.assignment}-hand-in.zip" if learner else f"{unit.assignment}-hand-in.zip"


def zip_bytes(unit: Unit, here: Path) -> bytes:
    """Return the file to hand in: every readable answer, and the notebook as it was saved last."""
    return _zipped(unit, here, read_answers(here / FOLDER, unit.assignment)[0])


def _zipped(unit: Unit, here: Path, records: dict) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, record in sorted(records.items()):
            out.writestr(
                f"{unit.assignment}/{FOLDER}/{name}.json", json.dumps(record, ensure_ascii=False, indent=1).encode("utf-8", "replace")
            )
        notebook = here / f"{unit.assignment}.ipynb"
        if notebook.is_file():
            out.write(notebook, f"{unit.assignment}/{notebook.name}")
    return made.getvalue()


def _write_zip(path: Path, unit: Unit, here: Path, records: dict) -> None:
    write_whole(path, _zipped(unit, here, records))
    if path.name != (unnamed := f"{unit.assignment}-hand-in.zip"):
        (here / unnamed).unlink(missing_ok=True)  # made here before the name was given; two files would ask which one counts
