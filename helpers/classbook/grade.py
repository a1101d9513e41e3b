"""Marking a class: each submission is read, marked from its answers alone, and becomes one result per unit, with a status and a sentence.

A result is plain data, so that it can cross to another process or another machine, and be kept in a file.
"""

from __future__ import annotations

from math import fsum

from helpers.answers import Problem, problem_of
from helpers.errors import Reason
from helpers.marking import score_record, second_counts
from helpers.scoring import Score

from .collect.places import Submission
from .collect.records import Collected, collect_answers
from .collect.signed import hint, signed
from .collect.whose import tokens
from .keyed_course import Course, Task, read_course
from .result_sentences import FAILED, needed, other_files, some_of
from .results import Kept, kept

GRADED, PARTLY, UNREADABLE, MISSING = "graded", "partly readable", "unreadable", "missing"
STATUSES = (GRADED, PARTLY, UNREADABLE, MISSING)
EMPTY_HANDED = "Nothing was handed in."


def grade_one(course: Course, submission: Submission) -> list[dict]:
    """Return the results of one submission: one per unit that it holds, or one that says why there is none."""
    got = collect_answers(submission, (*course.units, *course.others))
    units = sorted(got.units & set(course.units)) or (list(course.units) if len(course.units) == 1 else [])
    who = _who(submission, got.stamp) | ({"crowd": got.crowd} if got.crowd else {})
    notes = " ".join(dict.fromkeys(filter(None, (submission.note, *got.notes))))
    if not units:
        return [who | _nothing("", got, others=got.units) | {"note": notes}]
    return [who | _one_unit(course, unit, got) | _signs(submission, got.records.get(unit, {}), unit, notes) for unit in units]


def _signs(submission: Submission, records: dict[str, dict], unit: str, notes: str) -> dict:
    """Whose it says it is, beside whose the file says it is, and the hints on that."""
    own = signed(records.values())
    said = hint(submission.learner, submission.name, own, (unit,))
    return {"note": " ".join(filter(None, (notes, said))), "signed": own, "saved": tokens(records)}


def _who(submission: Submission, stamp: str) -> dict:
    return {
        "learner": submission.learner,
        "name": submission.name,
        "lms": submission.lms,
        "lms_id": submission.lms_id,
        "late": submission.late,
        "class": submission.group,
        "stamp": stamp,
    }


def _one_unit(course: Course, unit: str, got: Collected) -> dict:
    tasks, records = course.units[unit], got.records.get(unit, {})
    problems = [one for one in got.problems if one.unit in ("", unit)]
    if not records and unit not in got.containers:
        return _nothing(unit, got, tasks, set() if unit in got.units else got.units)
    found, scores, bad = {}, [], []
    for task in tasks:
        done, record, score = _score(task, records)
        scores.append(score)
        if score.status in ("unreadable", "failed"):
            bad.append(_bad(unit, task, score))
        found[task.exercise.id] = _told(score, record) | ({} if done is task else {"on": done.exercise.id})
    open_ones = {t.exercise.id for t, s in zip(tasks, scores) if s.status == "empty"}
    lost = [one for one in problems if (one.exercise in open_ones and one.exercise not in records if one.exercise else open_ones)]
    read = sum(s.status in ("graded", "manual") for s in scores)
    for task, one in zip(tasks, scores):
        if one.status == "empty" and task.exercise.id not in records and problem_of(problems, task.exercise.id):
            found[task.exercise.id] = {"status": "unreadable"}
    status = GRADED if not (lost or bad) else PARTLY if read else UNREADABLE
    keyed = any(t.key is not None for t in tasks)
    points = None if status == UNREADABLE or not keyed else round(fsum(s.points for s in scores), 2)
    return {
        "unit": unit,
        "status": status,
        "points": points,
        **_worth(tasks),
        "answered": read,
        "asked": len(tasks),
        "exercises": found,
        "sentence": _sentence(
            status,
            read,
            len(tasks),
            bad + lost,
            [one for one in problems if one.said not in {p.said for p in lost}],
            got.twice,
            keyed,
            sorted(e for u, e in got.later if u == unit),
        ),
    }


def _score(task: Task, records: dict[str, dict]) -> tuple[Task, dict | None, Score]:
    """The task that counts, its record and its Score: of an exercise that was done on both articles, the better one."""
    record = records.get(task.exercise.id)
    score = score_record(task.exercise, task.article, task.key, record, checked=True, why=False)
    other = task.stand_in
    if other is None or (second := records.get(other.exercise.id)) is None:
        return task, record, score
    also = score_record(other.exercise, other.article, other.key, second, checked=True, why=False)
    return (other, second, also) if second_counts(score, also, (record, second)) else (task, record, score)


def _bad(unit: str, task: Task, score: Score) -> Problem:
    """An answer that came and was not marked."""
    said = f"{task.exercise.id}: {score.problem}"
    return Problem(f"{said} {FAILED}", task.exercise.id, unit, Reason.KIT_FAILED) if score.trace else Problem(said, task.exercise.id, unit)


def _told(score, record: dict | None) -> dict:
    """What later steps need of an answer; nothing of one that cannot be read."""
    if score.status in ("graded", "manual"):
        return {"status": score.status, "points": score.points, "fraction": score.fraction, "answer": record["answer"]}
    return {"status": score.status} | ({"trace": score.trace} if score.trace else {})


def _worth(tasks: tuple[Task, ...]) -> dict:
    return {
        "max_points": round(fsum(t.exercise.points for t in tasks), 2),
        "teacher_points": round(fsum(t.exercise.manual_points for t in tasks), 2),
    }


def _sentence(
    status: str, read: int, asked: int, lost: list[Problem], other: list[Problem], twice: bool, keyed: bool = True, later: list[str] = ()
) -> str:
    said = [
        {
            GRADED: f"{read} of {asked} exercises {'is' if read == 1 else 'are'} answered.",
            PARTLY: f"{read} of {asked} exercises could be read.",
            UNREADABLE: "No answer could be read, so there is no mark.",
        }[status]
    ]
    if not keyed and read:
        said.append("There is no key, so there are no marks: the report shows how far the class agrees.")
    said += some_of(lost) + ([s] if lost and (s := needed(lost)) else []) + (some_of(other, "Left alone: ") if other else [])
    if twice:
        said.append("Answers came more than once; the newest of each counts.")
    if later:  # two copies that were never one: the count of changes says which is newer only within one
        said.append(f"Look at {', '.join(later[:5])}: the one with more changes counts, and another was saved later.")
    return " ".join(said)


def _nothing(unit: str, got: Collected, tasks: tuple[Task, ...] = (), others: set[str] = frozenset()) -> dict:
    problems = [one for one in got.problems if one.unit in ("", unit) or not unit]
    if problems:
        status, said = (
            UNREADABLE,
            " ".join(s for s in ("Nothing could be read, so there is no mark.", *some_of(problems), needed(problems)) if s),
        )
    elif others:
        status, said = MISSING, f"What was handed in belongs to another unit: {', '.join(sorted(others))}."
    elif got.notebooks:
        status, said = (
            MISSING,
            (
                "A notebook came, but no saved answers in it or beside it. What is needed is the zip that the last cell makes, or the notebook "
                "saved after the last cell has run."
            ),
        )
    else:
        status, said = MISSING, other_files(got) if got.came else EMPTY_HANDED
    return {
        "unit": unit,
        "status": status,
        "points": None,
        **_worth(tasks),
        "answered": 0,
        "asked": len(tasks),
        "exercises": {},
        "sentence": said,
    }


def worth(course: Course, unit: str) -> dict:
    """Return what a unit is worth, for a result that says nothing of its own."""
    tasks = course.units.get(unit, ())
    return {**_worth(tasks), "asked": len(tasks)}


def missing(course: Course, unit: str, who: dict) -> dict:
    """Return the result of a learner who handed in nothing for a unit that others handed in."""
    keep = {k: who.get(k, "") for k in ("learner", "name", "lms", "lms_id", "class")}
    return {**keep, "late": False, "note": "", "stamp": "", **_nothing(unit, Collected(), course.units.get(unit, ()))}


def grade_many(solutions: str, only: tuple[str, ...], batch: list[Submission]) -> list[Kept]:
    """Return the work that is sent out: results of each submission of a batch. A submission that breaks the marking is named, and the rest goes on."""
    course = read_course(solutions, only)
    done = []
    for submission in batch:
        try:
            done.append(kept(grade_one(course, submission)))
        except Exception as error:  # noqa: BLE001 — one submission never stops a class
            done.append(broken(submission, f"Marking it failed in a way nobody foresaw ({type(error).__name__})."))
    return done


def broken(submission: Submission, why: str) -> Kept:
    got = Collected(problems=[Problem(f"{why} {FAILED}", reason=Reason.KIT_FAILED)])
    return kept([_who(submission, "") | _nothing("", got) | {"note": submission.note}])
