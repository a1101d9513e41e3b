"""Which learners can be marked, and from what: said before nbgrader starts, so that one unlucky folder is a sentence and not a 0."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from helpers.answers import FOLDER, notebook_answers
from helpers.classbook import collect_answers, submissions
from helpers.errors import KitError
from helpers.exercises import OPEN_KEYS, SPEC

from .submitted import MAX_NOTEBOOK, Look, copy_plain, look, read_plain, shown, unsafe_name

NOTHING = "neither a notebook of this unit nor saved answers were found"
LISTED = 5  # names in a sentence
GIVEN = (SPEC, OPEN_KEYS)  # lie in every learner's folder, and hold no answers


@dataclass
class HandIn:
    """One learner's folder: what may be read of it, the answers found inside notebooks and zips, and why it cannot be marked, if so."""

    learner: str
    found: Look
    notebook: dict | None = None  # parsed JSON, where one lies under the unit's name
    answers: dict = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    why: str = ""


def careful_hand_in(learner: str, folder: Path, assignment: str, notebook: str, submitted: Path | None = None) -> HandIn:
    """Return what `hand_in` does; whatever goes wrong with one learner’s files is that learner’s sentence, and the class goes on."""
    try:
        return hand_in(learner, folder, assignment, notebook, submitted)
    except Exception as error:  # noqa: BLE001
        return HandIn(learner, Look(folder), why=f"it could not be read ({type(error).__name__}: {shown(str(error))})")


def hand_in(learner: str, folder: Path, assignment: str, notebook: str, submitted: Path | None = None) -> HandIn:
    """Look through a submitted folder. Its own notebook is read; where that is missing or damaged, whatever else of it holds answers."""
    one = HandIn(learner, look(folder, submitted))
    if why := unsafe_name(learner):
        one.why = why
        return one
    own = Path(f"{notebook}.ipynb")
    if own in one.found.plain:
        one.notebook = _parsed(folder / own, one)
        if one.notebook is not None:
            one.answers = notebook_answers(one.notebook, assignment)
            return one
    elif own in one.found.refused:
        one.said.append(f"{own} {one.found.refused[own]}.")
    _elsewhere(one, assignment, own)
    return one


def _parsed(path: Path, one: HandIn) -> dict | None:
    try:
        raw = json.loads(read_plain(path, MAX_NOTEBOOK).decode("utf-8-sig", "replace"))
        if isinstance(raw, dict):
            return raw
        one.said.append(f"{path.name} is no notebook.")
    except OSError as error:
        one.said.append(f"{path.name} was not read: {error.strerror or error}.")
    except (ValueError, RecursionError):
        one.said.append(f"{path.name} is damaged.")
    return None


def _elsewhere(one: HandIn, assignment: str, own: Path) -> None:
    """Answers from copies under other names, from zips, from what is left of a damaged notebook: read as `grade` reads them, from a copy."""
    with tempfile.TemporaryDirectory(prefix="who-says-so-") as tmp:
        home = Path(tmp) / "hand-in" / assignment
        home.mkdir(parents=True)
        copy_plain(one.found, home)
        try:
            got = [collect_answers(s, (assignment,)) for s in submissions([home.parent], {assignment})]
        except KitError as error:
            one.said.append(error.what)
            got = []
    for each in got:
        one.answers |= each.records.get(assignment, {})
        one.said += [p.said for p in each.problems if not p.exercise]
    beside = any(p.parts[0] == FOLDER for p in one.found.plain)
    others = [p.name for p in one.found.plain if p.parts[0] != FOLDER and p != own]
    if one.answers or beside or _blank_copy(one, others):
        came = [n for n in others if n not in GIVEN]
        names = ", ".join([f"“{shown(n)}”" for n in came[:LISTED]] + ["the answers folder"] * beside)
        one.said.append(f"There is no readable {own}; marked from {names}.")
        return
    there = ", ".join(f"“{shown(n)}”" for n in others[:LISTED])
    one.why = NOTHING + (f"; what is there: {there}" if there else "")


def _blank_copy(one: HandIn, others: list[str]) -> bool:
    """Whether a notebook under another name can be read at all: then nothing was answered, and that is a mark."""
    for path in one.found.plain:
        if path.suffix.lower() == ".ipynb" and path.name in others and _parsed(one.found.folder / path, HandIn("", one.found)) is not None:
            return True
    return False


def astray(submitted: Path, assignment: str) -> list[str]:
    """Return sentences on what lies in `submitted/` and not in a learner's folder for this unit, where nbgrader does not look."""
    told = []
    for path in sorted(submitted.iterdir()) if submitted.is_dir() else ():
        name = shown(path.name)
        if path.name.startswith((".", "_")):
            continue
        if path.is_symlink():
            told.append(f"{name} is a link and was not followed. Put the folder itself there.")
        elif path.is_file() and path.suffix.lower() in (".zip", ".ipynb"):
            told.append(f"{name} lies in submitted/ itself. Put it into submitted/THE LEARNER’S NAME/{assignment}/, as it is.")
        elif path.is_dir() and any(p.is_file() and p.suffix.lower() in (".zip", ".ipynb") for p in path.iterdir()):
            told.append(f"{name}: there are files beside the folders of units. Put them into submitted/{name}/{assignment}/, as they are.")
    return told
