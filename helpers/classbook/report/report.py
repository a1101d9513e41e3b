"""`who-says-so report`: one page on the class for the teacher, and tables for whoever wants to count on.

Pseudonymous unless names are asked for: learners are numbered in an order that has nothing to do with their names.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from helpers.errors import KitError

from ..collect.not_hand_ins import OUR_FILES
from ..grade import EMPTY_HANDED, GRADED
from ..keyed_course import Course, read_course
from ..results import HINTS, read_details
from ..tables import number, visible, whole_file, whole_folder, write_table
from .marks import Marks
from .page import page, range_of
from .report_page import body
from .tally import ClassTally, ExerciseTally, Learner
from .teacher_points import Given, read_given

ON_PAGE = 300  # learners listed on the page; the table file has all


def report(marks: Path, folder: Path, solutions: str, names: bool = False) -> Path:
    """Write report.html, learners.csv, exercises.csv and items.csv into a folder; the path of the page."""
    course, units = course_of(marks, solutions)
    given = read_given(marks)
    shown = _names_of(marks, names)
    order = {who: n for n, who in enumerate(sorted(shown, key=shown.get))}
    tally = ClassTally(course, units, given)
    listed: list[list] = []
    failed: list[list] = []
    short: Counter = Counter()  # those who gave in nothing never crowd out what needs a look
    head = "learner unit status late points given total max_points teacher_points answered exercises found flagged_in_vain d_prime brier sentence".split()

    def rows():
        results = read_details(marks)
        next(results)
        for learner in tally.feed(results):
            if order[learner.learner] < ON_PAGE:
                listed.append(_learner_line(learner, shown[learner.learner], given))
            for row, look in _learner_rows(learner, shown, names, given):
                kind = "hint" if row[2] == GRADED else "absent" if row[-1] == EMPTY_HANDED else "unread"
                if (row[2] != GRADED or look) and short[kind] < ON_PAGE:
                    short[kind] += 1
                    failed.append([row[0], row[1], row[2], row[-1]])
                yield row

    with whole_folder(folder, lambda file: file.name in OUR_FILES) as new:
        write_table(new / "learners.csv", head, rows())
        tallies = [t for t in tally.exercises.values() if t.read]
        write_table(
            new / "exercises.csv",
            "unit exercise title type read unreadable mean_points max_points mean_share span_f1 same_answer alpha".split(),
            (_exercise_row(t) for t in tally.exercises.values()),
        )
        write_table(
            new / "items.csv",
            ["unit", "exercise", "item", "words", "asked", "right_share", "range", "with_rest", "outcomes", "given"],
            (r for t in tallies for r in _item_rows(t, tally.marks[t.task.exercise.assignment])),
        )
        with whole_file(new / "report.html") as out:
            out.write(page("What the class needs", body(tally, tallies, sorted(listed), failed, names)))
    return folder / "report.html"


def course_of(marks: Path, solutions: str) -> tuple[Course, list[str]]:
    """Return the course whose keys made these marks, and the units in them; KitError where the keys are others by now."""
    head = next(read_details(marks), {})
    course = read_course(solutions, tuple(head.get("only", ())))
    if head.get("course") != course.digest:
        raise KitError("The keys or exercises have changed since these marks were made.", "Run `who-says-so grade` again, then this.")
    return course, list(head["units"])


def _names_of(marks: Path, names: bool) -> dict[str, str]:
    """What each learner is called in the report."""
    results = read_details(marks)
    next(results)
    everybody = dict.fromkeys(r["learner"] for r in results)
    if names:
        return {w: visible(w) for w in everybody}
    mixed = sorted(everybody, key=lambda w: hashlib.sha256(b"who-says-so" + w.encode("utf-8", "surrogatepass")).digest())
    width = len(str(len(mixed)))
    return {w: f"Learner {n:0{width}}" for n, w in enumerate(mixed, 1)}


def _learner_rows(learner: Learner, shown: dict[str, str], names: bool, given: Given) -> Iterator[tuple[list, bool]]:
    """Each row of learners.csv, and whether a hint makes it one to look at. Without names, no sentence says one either."""
    apart = [None if v is None else round(v, 2) for v in (learner.found, learner.vain, learner.d_prime, learner.brier)]
    for r in learner.rows:
        hints = " ".join(say([shown.get(who, "another") for who in r[kind]]) for kind, say in HINTS.items() if kind in r)
        said = " ".join(filter(None, (r["sentence"], r.get("note", ""))))
        if not names:
            said = said.replace(r["learner"], "…") if len(r["learner"]) > 2 else said
            for own in (r["name"], r.get("signed", "")):
                said = said.replace(own, "…") if len(own) > 2 else said
        numbers = [r["unit"], r["status"], "late" if r.get("late") else "", r["points"], given.added(r), given.total(r)]
        numbers += [r["max_points"], r["teacher_points"], r["answered"], r["asked"], *apart]
        yield [shown[r["learner"]], *numbers, f"{said} {hints}".strip()], bool(hints or r.get("note"))


def _learner_line(learner: Learner, name: str, given: Given) -> list:
    """One learner on the page: all units together."""
    marked = [r for r in learner.rows if given.total(r) is not None]
    points = lambda values: number(round(sum(values), 2))  # noqa: E731
    total = f"{points(given.total(r) for r in marked)} of {points(_most(r, given) for r in marked)}" if marked else "no mark"
    if not marked and all(r["status"] == GRADED for r in learner.rows):
        total = "no key"
    yours = [v for r in learner.rows if (v := given.added(r)) is not None]
    part = sum(r["status"] != GRADED for r in learner.rows)
    late = "late" if any(r.get("late") for r in learner.rows) else ""
    count = lambda k, n: f"{k} of {n}" if n else "–"  # noqa: E731
    return [
        name,
        f"{len(learner.rows) - part} of {len(learner.rows)}",
        total,
        points(yours) if yours else "",
        count(learner.hits, learner.signals),
        count(learner.alarms, learner.noises),
        late,
    ]


def _most(result: dict, given: Given) -> float:
    """What a mark is out of: with the teacher's points once they are in."""
    return result["max_points"] + (result["teacher_points"] if given.added(result) is not None else 0)


def _exercise_row(t: ExerciseTally) -> list:
    one = t.task.exercise
    share = (
        round(t.fraction / t.read, 4) if t.read and t.keyed and one.points else None
    )  # how many hints were followed is no quality of a text
    own = [round(t.points / t.read, 3), one.points, share] if t.read and t.keyed else [None, one.points, None]
    same = [t.agreement.mean_f1, t.agreement.same, t.agreement.alpha] if t.read and not t.keyed else [None] * 3
    return [one.assignment, one.id, one.title, one.type, t.read, t.unreadable, *own, *(None if v is None else round(v, 4) for v in same)]


def _item_rows(t: ExerciseTally, marks: Marks) -> list[list]:
    text, rows = t.task.article.text, []
    for name, item in sorted(t.items.items()):
        one = next(iter(item.example.values()))
        words = text[one.start : one.end] if one.start is not None and one.end is not None else ""
        rows.append(
            [
                t.task.exercise.assignment,
                t.task.exercise.id,
                name,
                words[:200],
                item.asked,
                None if item.share is None else round(item.share, 4),
                "" if item.share is None else range_of(round(item.share * item.asked), item.asked),
                None if (r := marks.with_rest((t.task.exercise.id, name))) is None else round(r, 2),
                "; ".join(f"{k} {n}" for k, n in sorted(item.outcomes.items())),
                "; ".join(f"{k} {n}" for k, n in item.given.most_common(8)),
            ]
        )
    if not t.keyed:
        for n, split in enumerate(t.agreement.splits, 1):
            given = "; ".join(f"{k} {v}" for k, v in split.given.most_common(8))
            rows.append(
                [
                    t.task.exercise.assignment,
                    t.task.exercise.id,
                    f"{split.start}-{split.end}" if split.marked is not None else n,
                    (split.quote or split.title)[:200],
                    split.of,
                    None,
                    "",
                    None,
                    "" if split.marked is None else f"marked {split.marked}",
                    given,
                ]
            )
    return rows
