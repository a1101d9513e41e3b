"""All written answers of a class side by side, exercise by exercise, with the rubric: the page to give points from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from helpers.exercises import type_of
from helpers.text import some

from ..edits import beside, given_path
from ..keyed_course import Task
from ..results import read_details
from ..tables import number, whole_file
from .answers import fields_said
from .called import codes, labels
from .page import e, lines, page
from .report import course_of
from .rows_to_fill import offer_rows
from .teacher_points import Given, read_given

ENOUGH, SHOWN = 6, 3  # words of a text that two learners hardly write alike by chance; names beside it
ON_PAGE = 1000  # answers to one exercise; a page with more opens slowly


def written_path(marks: Path) -> Path:
    return beside(marks, "written.html")


def write_answers(marks: Path, solutions: str, anonymous: bool = False) -> str:
    """Write the page, and rows to fill in given.csv; a sentence on both, empty where nobody wrote anything that the teacher marks."""
    course, given = course_of(marks, solutions)[0], read_given(marks)
    results = read_details(marks)
    next(results)
    found: dict[tuple[str, str], list[tuple[str, dict]]] = {}  # unit and exercise → learners with their kept results
    everybody = {}
    for result in results:
        everybody[result["learner"]] = result["learner"]
        for exercise in given.by_hand(result["unit"]):
            one = result["exercises"].get(exercise, {})
            if "answer" in one:
                found.setdefault((result["unit"], exercise), []).append((result["learner"], one))
    if not found:
        return ""
    shown = codes(everybody) if anonymous else labels(everybody)
    tasks = {(u, t.exercise.id): t for u, tasks in course.units.items() for t in tasks}
    place = {key: n for n, key in enumerate(tasks)}
    ordered = sorted(found, key=lambda key: place.get(key, 0))
    for answers in found.values():
        answers.sort(key=lambda one: shown[one[0]].casefold())
    added = offer_rows(marks, given, [(who, *key) for key in ordered for who, _ in found[key]], shown)
    path, table = written_path(marks), given_path(marks).name
    lead = (
        f"<p>Points for these go into <strong>{e(table)}</strong>, beside this page: a row for each answer, to be opened in any spreadsheet. Type points and, "
        "if you like, a comment that the learner will read; save it as CSV. Feedback, report and gradebook take them from there, and marking again keeps them.</p>"
    )
    if anonymous:
        lead += "<p>Letters stand for learners, here and in the table. What learners wrote is as they wrote it.</p>"
    menu = "".join(f'<li><a href="#{e("-".join(key))}">{e(_title(tasks[key]))}</a></li>' for key in ordered)
    body = "".join(_exercise(tasks[key], found[key], given, shown) for key in ordered)
    with whole_file(path) as out:
        out.write(page("Written answers, side by side", f'{lead}<nav aria-label="Exercises"><ul>{menu}</ul></nav>{body}', wide=True))
    rows = f" {some(added, 'row waits', 'rows wait')} there to be filled in." if added else ""
    number_ = sum(map(len, found.values()))
    where = f"1 written answer is in {path}; its" if number_ == 1 else f"{number_:,} written answers are side by side in {path}; their"
    return f"{where} points go into {given_path(marks)}.{rows}"


def _title(task: Task) -> str:
    return f"{task.exercise.assignment}, {task.exercise.id}: {task.exercise.title}"


def _exercise(task: Task, answers: list[tuple[str, dict]], given: Given, shown: dict[str, str]) -> str:
    one = task.exercise
    key = f"{one.assignment}-{one.id}"
    waiting = sum(1 for who, _ in answers if not (p := given.of(who, one.assignment, one.id)) or p.points is None)
    asked = {id(t): t for t in [task, *(task.done(kept) for _, kept in answers)]}.values()
    rubric = "".join(f"<li>{e(line)}</li>" for line in one.rubric)
    same = _the_same(task, answers)
    twice = len({id(group) for group in same.values()})
    came = f" {some(twice, 'text')} came more than once, word for word." if twice else ""
    more = f"<p>The first {ON_PAGE} are shown; the table has a row for each.</p>" if len(answers) > ON_PAGE else ""
    return (
        f'<section aria-labelledby="{e(key)}"><h2 id="{e(key)}">{e(_title(task))}</h2>'
        f"<p>{some(len(answers), 'answer')}, {'all with points' if not waiting else f'{waiting} without points'}.{came} Up to {number(float(one.manual_points))} points:</p><ul class='rubric'>{rubric}</ul>"
        f"<details><summary>What was asked</summary><p>{e(one.prompt)}</p>{''.join(q for t in asked for q in _quotes(t))}</details>{more}"
        f'<div class="cards">{"".join(_card(task, who, kept, given, shown, same.get(who, [])) for who, kept in answers[:ON_PAGE])}</div></section>'
    )


def _the_same(task: Task, answers: list[tuple[str, dict]]) -> dict[str, list[str]]:
    """Learner → all learners whose text is the same but for spaces and capitals, where it is long enough not to be so by chance."""
    groups: dict[str, list[str]] = {}
    for who, kept in answers:
        words = " ".join(words for _, words in fields_said(task.done(kept), kept["answer"])).casefold().split()
        if len(words) >= ENOUGH:
            groups.setdefault(" ".join(words), []).append(who)
    return {who: group for group in groups.values() if len(group) > 1 for who in group}


def _quotes(task: Task) -> Iterable[str]:
    for block in type_of(task.exercise.type).view(task.exercise, task.article)["blocks"]:
        for part in block.get("body") or []:
            if part.get("kind") in ("quote", "doc") and part.get("text"):
                yield f"<blockquote>{e(part['text'])}</blockquote>"


def _card(task: Task, who: str, kept: dict, given: Given, shown: dict[str, str], same: list[str]) -> str:
    points = given.of(who, task.exercise.assignment, task.exercise.id)
    state = (
        "no points yet"
        if not points or points.points is None
        else f"{number(points.points)} of {number(float(task.exercise.manual_points))} points"
    )
    said = fields_said(task.done(kept), kept["answer"])
    if len(said) == 1:
        text = f"<p>{lines(said[0][1])}</p>"
    else:
        text = (
            f"<dl>{''.join(f'<dt>{e(label)}</dt><dd>{lines(words)}</dd>' for label, words in said)}</dl>"
            if said
            else "<p>Nothing was written.</p>"
        )
    comment = f"<p class='soft'>{lines(points.comment)}</p>" if points and points.comment else ""
    if others := [shown[one] for one in same if one != who]:
        told = [*others[:SHOWN], *([f"{len(others) - SHOWN} more"] if len(others) > SHOWN else [])]
        names = f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else told[0]
        comment += f"<p class='soft'>Word for word the same as {e(names)}.</p>"
    return f"<article class='card'><h3>{e(shown[who])} <span class='soft'>{e(state)}</span></h3>{text}{comment}</article>"
