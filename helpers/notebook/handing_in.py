"""Handing in: what is there, what is missing, a copy of all answers inside the notebook, and a file to give to the teacher."""

from __future__ import annotations

import json
import os
import zipfile
from html import escape
from pathlib import Path

from helpers.answers import FOLDER, MIME, problem_of, read_answers
from helpers.errors import KitError
from helpers.exercises import Exercise, Unit, article_of, type_of

from .display import NBGRADER_ENV
from .session import gaps


def _problem(task: Exercise, value: dict) -> str | None:
    try:
        return type_of(task.type).problem(task, article_of(task), value)
    except KitError as error:  # handing in goes on without the article
        return error.what


def hand_in_bundle(unit: Unit, here: Path) -> dict:
    """A mime bundle: the list for people, and the copy of all answers that stays in the notebook. Writes the zip as well."""
    records, problems = read_answers(here / FOLDER, unit.assignment)
    rows, missing = [], []
    for task in unit.exercises:
        record = records.get(task.id)
        kind = type_of(task.type)
        if not record and problem_of(problems, task.id):
            state = "saved, but its file cannot be read"
            missing.append(task.title)
        elif not record or kind.is_empty(record["answer"]):
            state = "no answer yet"
            missing.append(task.title)
        elif problem := _problem(task, record["answer"]):
            state = f"cannot be read: {problem}"
        elif left := gaps(task, record["answer"]):
            state = f"answered, {left} open"
        else:
            state = "answered"
        rows.append((task.id, task.title, state))
    said = [f"{len(rows) - len(missing)} of {len(rows)} exercises are answered."]
    if missing:
        said.append("Missing: " + "; ".join(missing) + ".")
    said += problems
    name = f"{unit.assignment}-hand-in.zip"
    if records and not os.environ.get(NBGRADER_ENV):
        try:
            _write_zip(here / name, unit, here, records)
            said.append(
                f"To hand in: save this notebook (Ctrl+S), then give your teacher this notebook or the file {name} beside it. Either holds all your answers."
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


def _write_zip(path: Path, unit: Unit, here: Path, records: dict) -> None:
    with zipfile.ZipFile(path.with_suffix(".tmp"), "w", zipfile.ZIP_DEFLATED) as out:
        for name, record in sorted(records.items()):
            out.writestr(
                f"{unit.assignment}/{FOLDER}/{name}.json", json.dumps(record, ensure_ascii=False, indent=1).encode("utf-8", "replace")
            )
        notebook = here / f"{unit.assignment}.ipynb"
        if notebook.is_file():
            out.write(notebook, f"{unit.assignment}/{notebook.name}")
    os.replace(path.with_suffix(".tmp"), path)
