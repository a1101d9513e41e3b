"""`who-says-so agreement`: how far a class agrees where no key exists, as text. What is read and measured is the class book's: the same as `grade` and `report`."""

from __future__ import annotations

from pathlib import Path

from helpers.classbook import ALPHA, AnswerSample, ClassAgreement, class_agreement, close_zips, collect_answers, submissions
from helpers.errors import ExerciseError
from helpers.exercises import SPEC, Unit, article_of, read_unit
from helpers.marking import score_record


def read_class(folder: Path, unit: Unit) -> dict[str, dict]:
    """learner → exercise → readable answer, out of answers folders, notebooks' copies and zips: whatever `grade` reads."""
    units = {p.parent.name for p in unit.folder.parent.glob(f"[!.]*/{SPEC}")} | {unit.assignment}
    found = {}
    try:
        for one in submissions([str(folder)], units):
            records = collect_answers(one, tuple(sorted(units))).records.get(unit.assignment, {})
            found[one.learner] = {
                e.id: records[e.id]["answer"]
                for e in unit.exercises
                if e.id in records and score_record(e, article_of(e), None, records[e.id]).status == "graded"
            }
    finally:
        close_zips()
    return {who: given for who, given in found.items() if given}


def agreement_in_class(unit: Unit, answers: dict[str, dict]) -> list[ClassAgreement]:
    """Return the agreement on each exercise that at least two learners answered."""
    found = []
    for task in unit.exercises:
        drawn = AnswerSample()
        for who, given in answers.items():
            if task.id in given:
                drawn.add(who, given[task.id])
        if drawn.seen >= 2:
            found.append(class_agreement(task, article_of(task), drawn.answers(), drawn.seen))
    return found


def as_text(unit: Unit, found: list[ClassAgreement], learners: int) -> str:
    lines = [
        f"{unit.title} ({unit.assignment}): how far {learners} learners agree",
        "Agreement is not truth: a class can agree and be wrong. Talk about the places under “split”.",
        ALPHA,
    ]
    for one in found:
        drawn = f" ({one.compared} of them, drawn by lot, compared)" if one.compared < one.learners else ""
        lines += ["", f"{one.exercise.id} {one.exercise.title}: {one.learners} answers{drawn}. {one.sentence()}"]
        lines += [f"  split: {_line(s)}" for s in one.disputed[:12]] + [f"  shared: {_line(s)}" for s in one.shared[:12]]
    if not found:
        lines.append("No exercise was answered by two learners.")
    return "\n".join(lines)


def _line(one) -> str:
    return f"“{one.quote}” ({one.title}): {one.said()}" if one.quote else f"{one.title}: {one.said()}"


def agree(folder: Path, unit_folder: Path) -> str:
    unit = read_unit(unit_folder)
    answers = read_class(folder, unit)
    if not answers:
        raise ExerciseError(
            f"There are no answers to {unit.assignment} in {folder}.",
            "Give what you would give to `grade`: nbgrader’s submitted/, a folder of notebooks or zips, or a download of Moodle or Canvas.",
        )
    return as_text(unit, agreement_in_class(unit, answers), len(answers))
