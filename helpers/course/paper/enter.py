"""Typed answers become ordinary records, in folders as nbgrader lays them out, so that `grade` marks paper and screen alike."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from helpers.answers import FOLDER, AnswerFile, plain, read_answers, write_record
from helpers.errors import AnswersError, why_not_written
from helpers.exercises import Unit, article_of
from helpers.output import write_whole_text
from helpers.text import some

from .typed import Typed, empty_form, read_form, read_text

PAPER = "paper"
SUBMITTED = "submitted"


@dataclass
class Entered:
    """What became of a form: how many answers were new, changed, as before; sentences; and per learner what is still open."""

    counts: Counter = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    open: dict[str, list[str]] = field(default_factory=dict)


def submitted(folder: Path) -> Path:
    """Return where learners' folders go: as in nbgrader's course folder; a folder of that name is taken as it is."""
    return folder if folder.resolve().name == SUBMITTED else folder / SUBMITTED


def form_of(unit: Unit, folder: Path) -> Path:
    """Return where the form of a unit lies: never among the learners, where it would be somebody's work."""
    return submitted(folder).resolve().parent / f"{unit.assignment}{'-quiet' * is_quiet(unit)}.txt"


def is_quiet(unit: Unit) -> bool:
    """Return whether this is a unit on its quieter article (`Unit.quiet`)."""
    return any(e.instead_of for e in unit.exercises)


def has_form(path: Path) -> bool:
    """Return whether a form with anything in it lies there, or something else of this name."""
    return path.exists() and not (path.is_file() and path.stat().st_size == 0)


def write_form(unit: Unit, folder: Path) -> Path:
    """Return a form to fill in; an existing one is never touched, but for one that a full disk left empty."""
    path = form_of(unit, folder)
    try:
        if not has_form(path):
            write_whole_text(path, empty_form(unit))
    except OSError as error:
        raise AnswersError(f"{path} cannot be written: {why_not_written(error)}.", "Make room, or choose another folder.") from None
    return path


def enter(unit: Unit, folder: Path) -> Entered:
    """Write what the form of a folder says to `submitted/<learner>/<unit>/answers/` in it."""
    path = form_of(unit, folder)
    typed = read_form(read_text(path), unit, path.name)
    done = Entered(problems=list(typed.problems))
    for learner, answers in typed.values.items():
        _one_learner(unit, submitted(folder) / learner / unit.assignment / FOLDER, learner, answers, done)
    done.open = _open(unit, typed)
    return done


def _one_learner(unit: Unit, folder: Path, learner: str, answers: dict[str, dict], done: Entered) -> None:
    there, damaged = read_answers(folder, unit.assignment)
    for name, answer in answers.items():
        old = there.get(name)
        if any(p.exercise == name for p in damaged) or folder.is_symlink():
            done.problems.append(f"{learner}, {name}: an answer lies there that cannot be read, so nothing was written over it.")
        elif old and old.get("from") != PAPER:
            done.problems.append(f"{learner}, {name}: an answer from the computer lies there. It stays; what was typed is not taken.")
        elif old and old["answer"] == plain(answer) and old.get("sha256") == article_of(unit[name]).sha256:
            done.counts["as before"] += 1
        else:
            write_record(folder / f"{name}.json", _record(unit, folder, name, answer, old))
            done.counts["changed" if old else "new"] += 1


def _record(unit: Unit, folder: Path, name: str, answer: dict, old: dict | None) -> dict:
    """A record as a notebook would save it, that says where it came from."""
    exercise = unit[name]
    return {
        **AnswerFile(folder, exercise, article_of(exercise).sha256).head,
        "rev": (old["rev"] if old else 0) + 1,
        "writer": PAPER,
        "from": PAPER,
        "saved": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "answer": plain(answer),
    }


def _open(unit: Unit, typed: Typed) -> dict[str, list[str]]:
    """Per learner the exercises without an answer; those that could not be read are told elsewhere."""
    learners = dict.fromkeys([*typed.values, *sorted(learner for learner, _ in typed.odd)])
    return {
        who: [e.id for e in unit.exercises if e.id not in typed.values.get(who, {}) and (who, e.id) not in typed.odd] for who in learners
    }


def told(unit: Unit, folder: Path, done: Entered) -> str:
    """Return what a teacher reads after typing."""
    lines = []
    for who, missing in done.open.items():
        read = len(unit.exercises) - len(missing)
        lines.append(f"{who}: {read} of {len(unit.exercises)} exercises." + (f" Left open: {', '.join(missing)}." if missing else ""))
    counts = ", ".join(f"{n} {name}" for name, n in done.counts.items())
    lines.append(f"{some(done.counts.total(), 'answer')} in {submitted(folder)}{f' ({counts})' if counts else ''}.")
    if done.problems:
        lines += [
            f"{some(len(done.problems), 'thing is', 'things are')} to be looked at; what they belong to was not written:",
            *done.problems,
        ]
    elif done.counts.total():
        lines.append(f"Mark them with: who-says-so grade {submitted(folder)} --unit {unit.assignment}")
    return "\n".join(lines)
