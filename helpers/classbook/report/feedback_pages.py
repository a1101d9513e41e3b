"""`who-says-so feedback`: a page for each learner with their marks and the explanations. One learner's page holds nobody else's data."""

from __future__ import annotations

import hashlib
import re
from itertools import groupby
from pathlib import Path
from unicodedata import normalize

from helpers.exercises import type_of
from helpers.marking import feedback, quoted, score_record, sealed
from helpers.scoring import ACCEPTED, CONTESTED, FOUND, RIGHT, SPARED, Score

from ..collect.platforms import part
from ..grade import GRADED, PARTLY
from ..keyed_course import Course, Task
from ..results import read_details
from ..tables import number, whole_folder
from .answers import fields_said
from .page import e, is_page, lines, page, table
from .quoting import whole_sentences
from .report import course_of
from .teacher_points import Given, read_given

WINDOWS = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")  # devices, whatever follows the dot
FIRST = 3  # explanations on top of a unit: a sheet of paper has room for no more
FOLDED = (FOUND, RIGHT, SPARED, ACCEPTED, CONTESTED)  # what cost nothing is explained too, but folded
NOT_MARKED = ("unreadable", "failed")  # status of an answer that came and is no zero


def pages(marks: Path, folder: Path, solutions: str) -> int:
    """Write the pages into a folder; how many there are."""
    course, _ = course_of(marks, solutions)
    given = read_given(marks)
    results = read_details(marks)
    next(results)
    taken: set[str] = set()  # folded: on some disks Bo.html and bo.html are one file
    with whole_folder(folder, is_page) as new:
        for learner, own in groupby(results, key=lambda r: r["learner"]):
            own = list(own)
            name = file_name(own[0])
            if name.casefold() in taken:
                name = file_name(own[0], twin=True)
            taken.add(name.casefold())
            (new / name).write_text(learner_page(course, learner, own, given), encoding="utf-8", errors="backslashreplace", newline="")
    return len(taken)


def pages_in(folder: Path) -> list[str]:
    """Return the names of the pages that lie in a folder already."""
    return [p.name for p in folder.iterdir() if is_page(p)] if folder.is_dir() else []


def file_name(result: dict, twin: bool = False) -> str:
    """Return a name that any disk takes and no learner can steer; where a platform takes pages back, the name by which it finds the learner.

    `twin`: another learner's page has this name, but for capitals.
    """
    learner = result["learner"]
    own = part(result["lms"], "feedback_name")
    if own and not twin and (name := own(result)):
        return name
    plain = re.sub(r"[^\w.-]+", "-", normalize("NFC", learner).encode("utf-8", "ignore").decode()).strip(".-")[:60]
    plain = plain.encode()[:180].decode("utf-8", "ignore").strip(".-") or "learner"  # a disk takes 255 bytes
    same = plain == learner and not twin and not WINDOWS.fullmatch(plain)
    return f"{plain}.html" if same else f"{plain}-{hashlib.sha256(learner.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}.html"


def learner_page(course: Course, learner: str, results: list[dict], given: Given | None = None) -> str:
    given = given or Given()
    name = next((r["name"] for r in results if r["name"]), "") or learner  # without the number that a platform puts behind it
    return page(f"Your results: {name}", "".join(_unit(course, r, given) for r in results))


def _unit(course: Course, result: dict, given: Given) -> str:
    """One unit: on top what fits on a sheet of paper, below it each exercise, folded."""
    unit = result["unit"]
    if unit not in course.units:
        return f"<section><h2>Your work</h2><p>{e(result['sentence'])}</p></section>"
    head = f"<h2>{e(course.titles[unit])}</h2>"
    total = given.total(result)
    if total is None and result["status"] not in (GRADED, PARTLY):
        return f"<section>{head}<p><strong>{e(result['status'].capitalize())}.</strong> {e(result['sentence'])} This is not a zero: talk to your teacher.</p></section>"
    parts = [_Part(task, result, given) for task in course.units[unit]]
    read = "" if result["status"] == GRADED else f"<p><strong>{e(result['status'].capitalize())}.</strong> {e(result['sentence'])}</p>"
    top = f"<p>{e(result['sentence'])}</p>" if total is None else f"<p>{_points(result, given)}{e(_not_counted(parts))}</p>"
    rows = [p.row() for p in parts]
    listed = table(f"Exercise by exercise: {course.titles[unit]}", ["Exercise", "Points", "In short"], rows, (1,))
    if any("Points begin above" in row[2] for row in rows):
        listed += "<p class='soft'>Points begin above what can come right without reading.</p>"
    folded = "".join(p.folded() for p in parts)
    lead = "<p class='soft'>Open an exercise to see every place or question in it; what is open is printed too.</p>"
    folds = f'<div class="folds"><h3>All explanations</h3>{lead}{folded}</div>' if folded else ""
    return f'<section class="sheet">{head}{top}{read if total is not None else ""}{listed}{_first(parts)}{folds}</section>'


def _not_counted(parts: list[_Part]) -> str:
    """What a reader of the total must know: that some of it could not be marked, or that there was nothing to mark."""
    waiting = sum(p.task.exercise.points for p in parts if p.kept.get("status") in NOT_MARKED and not p.given)
    if waiting:
        return f" Up to {number(float(waiting))} more are open: they are for answers that came and could not be marked. No zero is meant."
    if not any("answer" in p.kept for p in parts):
        return " There was no answer in what was handed in. If you did answer, tell your teacher: another copy can still be marked."
    return ""


def _points(result: dict, given: Given) -> str:
    """What came together, and whether more is to come."""
    added, total, waiting = given.added(result), given.total(result), given.open(result)
    later = (
        f" Your teacher still adds up to {number(result['teacher_points'])} for what you wrote."
        if result["teacher_points"] and waiting
        else ""
    )
    if added is None:
        return f"<strong>{e(number(float(total)))} of {e(number(float(result['max_points'])))} points.</strong>{e(later)}"
    most = number(float(result["max_points"] + result["teacher_points"]))
    machine = number(float(result["points"] or 0))
    return f"<strong>{e(number(float(total)))} of {e(most)} points</strong>: {e(machine)} from the exercises and {e(number(float(added)))} from your teacher.{e(later)}"


def _first(parts: list[_Part]) -> str:
    """The explanations to begin with: one of each exercise, where most points were left."""
    chosen = [p for p in sorted(parts, key=lambda p: -p.left) if p.left > 0 and p.loud][:FIRST]
    if not chosen:
        return ""
    return "<h3>Look at these first</h3>" + "".join(_item(p.loud[0], short=True) for p in chosen)


class _Part:
    """One exercise on a learner's page: a row on top, and the explanations that unfold."""

    def __init__(self, task: Task, result: dict, given: Given):
        self.kept = result["exercises"].get(task.exercise.id, {})
        self.id = task.exercise.id  # under which its points stand, on whichever article it was done
        self.given = given.of(result["learner"], result["unit"], self.id)
        self.task = task = task.done(self.kept)
        self.told = self.short = None
        if "answer" in self.kept and task.key is not None:
            score = score_record(task.exercise, task.article, task.key, {"answer": self.kept["answer"]})
            self.told = feedback(task.exercise, task.article, task.key, score)
            self.short = self._in_short(score)
        self.left = task.exercise.points - self.kept.get("points", 0.0)
        self.loud = [i for i in self.told["items"] if not _folded(i)] if self.told else []

    def _in_short(self, score: Score) -> str:
        """What it comes to, and how points come from it, where not all of them are there; the points stand beside it."""
        kind, one = type_of(self.task.exercise.type), self.task.exercise
        counted = kind.how_counted(one, self.task.key, score, briefly=True) if score.points < score.max_points else ""
        return f"{kind.headline(score)} {counted}".strip()

    @property
    def name(self) -> str:
        return f"{self.id}: {self.task.exercise.title}"

    def row(self) -> list[str]:
        one = self.task.exercise
        earned = "?" if self.kept.get("status") in NOT_MARKED else number(float(self.kept.get("points", 0.0)))
        points = f"{earned} of {number(float(one.points))}" if one.points else "practice"
        if one.manual_points and not one.points:
            points = f"? of {number(float(one.manual_points))}" if "answer" in self.kept else f"0 of {number(float(one.manual_points))}"
        if self.given and self.given.points is not None:
            points = f"{number(self.given.points)} of {number(float(one.manual_points or one.points))}"
        if self.task.key is None and not self.given:
            points = "no key"
        return [self.name, points, self._short()]

    def _short(self) -> str:
        if self.given and self.given.comment:
            return f"Your teacher: {' '.join(self.given.comment.split())}"
        if self.given and self.given.points is not None and not self.task.exercise.manual_points:
            return f"Changed by your teacher; the exercise had {number(float(self.kept.get('points', 0.0)))}."
        if self.kept.get("status") == "unreadable":
            return "It came, but it could not be read. This is not counted as wrong; ask your teacher."
        if self.kept.get("status") == "failed":
            return "It came whole, but the kit stopped while marking it. This is not counted as wrong; your teacher can see why."
        if "answer" not in self.kept:
            return "Nothing is answered here."
        if type_of(self.task.exercise.type).manual:
            return (
                "Marked by your teacher."
                if self.given
                else "Your teacher marks what you wrote."
                if self.task.exercise.manual_points
                else "Practice."
            )
        return self.short or "Compare in class."

    def folded(self) -> str:
        if "answer" not in self.kept:
            return ""
        inner = _told(self.task, self.kept["answer"], self.told)
        return f"<details class='part'><summary>{e(self.name)}</summary>{inner}</details>"


def _told(task: Task, answer: dict, told: dict | None) -> str:
    if told is None:
        return _without_key(task, answer)
    out = [f"<p><strong>{e(told['headline'])}</strong> {e(told['points'])}</p>"]
    out += [f"<p>{e(s)}</p>" for s in (told["note"], *told["measures"]) if s]
    if type_of(task.exercise.type).manual:
        out += [f"<p>You wrote:</p><div class='said'>{lines(v)}</div>" for _, v in fields_said(task, answer)]
    shown = [(_item(i), _folded(i)) for i in told["items"]]
    quiet = [html for html, right in shown if right]
    out += [html for html, right in shown if not right]
    if quiet:
        word = "What you got right, and what cost nothing" if len(quiet) < len(shown) else "All of them, explained"
        out.append(f"<details><summary>{word} ({len(quiet)})</summary>{''.join(quiet)}</details>")
    return "".join(out)


def _without_key(task: Task, answer: dict) -> str:
    """What they answered themselves, to compare in class."""
    told, said = sealed(True, counts=False), fields_said(task, answer)
    lines = "".join(f"<li>{e(words)}: <strong>{e(label)}</strong></li>" for words, label in said)
    return f"<p>{e(told['note'])}</p><details><summary>What you answered ({len(said)})</summary><ul>{lines}</ul></details>"


def _folded(item: dict) -> bool:
    """Whether an explanation waits under a fold; what only informs is read at once, whatever became of it."""
    return item["outcome"] in FOLDED and item["kind"] != "info"


def _item(item: dict, short: bool = False) -> str:
    """An explanation; `short`: its first sentences, for the top of the page."""
    quote = f" {quoted(item['quote'], e)}" if item["quote"] else ""
    said = (" ".join(item["sentences"]), item["votes"], f"Next: {item['next']}" if item["next"] else "")
    if short:
        said = (whole_sentences(said[0], 220), said[2])
    shown = "".join(f"<p>{e(s)}</p>" for s in said if s)
    return f'<div class="item"><h4>{e(item["word"])}: {e(item["title"])}{quote}</h4>{shown}</div>'
