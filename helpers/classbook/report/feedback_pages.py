"""`who-says-so feedback`: a page for each learner with their marks and the explanations. One learner's page holds nobody else's data."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from helpers.exercises import type_of
from helpers.marking import WORDS, feedback, score_record, sealed
from helpers.scoring import FOUND, RIGHT

from ..grade import GRADED, PARTLY, Course, Task
from ..run import read_details
from ..sanitize import number, whole_file
from .page import e, page
from .report import _course

WINDOWS = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")  # devices, whatever follows the dot
QUIET = {WORDS[o] for o in (FOUND, RIGHT, "spared", "accepted", "contested")}  # explained too, but folded


def pages(marks: Path, folder: Path, solutions: str) -> int:
    """Write the pages into a folder; how many there are."""
    course, _ = _course(marks, solutions)
    results = read_details(marks)
    next(results)
    taken: set[str] = set()  # in lower case: on some disks Bo.html and bo.html are one file
    for learner, own in groupby(results, key=lambda r: r["learner"]):
        own = list(own)
        name = file_name(own[0])
        if name.lower() in taken:
            name = file_name(own[0], twin=True)
        taken.add(name.lower())
        with whole_file(folder / name) as out:
            out.write(learner_page(course, learner, own))
    return len(taken)


def file_name(result: dict, twin: bool = False) -> str:
    """A name that any disk takes and no learner can steer. Moodle cuts it at underscores and gives the page to whoever has the number (`importziplib.php`).

    `twin`: another learner's page has this name, but for capitals.
    """
    learner = result["learner"]
    name, _, number = learner.rpartition("_")
    if result["lms"] == "moodle" and re.fullmatch("[0-9]+", number) and not twin:
        safe = re.sub(r"[^\w .'()-]+", "-", name).replace("_", " ").encode("utf-8", "ignore")[:120].decode("utf-8", "ignore").strip(" .'-")
        return f"{safe or 'learner'}_{number}_assignsubmission_file_feedback.html"
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", learner).strip(".-")[:60] or "learner"
    same = plain == learner and not twin and not WINDOWS.fullmatch(plain)
    return f"{plain}.html" if same else f"{plain}-{hashlib.sha256(learner.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}.html"


def learner_page(course: Course, learner: str, results: list[dict]) -> str:
    return page(f"Your results: {learner}", "".join(_unit(course, r) for r in results))


def _unit(course: Course, result: dict) -> str:
    unit = result["unit"]
    if unit not in course.units:
        return f"<section><h2>Your work</h2><p>{e(result['sentence'])}</p></section>"
    head = f"<h2>{e(course.titles[unit])}</h2>"
    if result["points"] is None and result["status"] in (GRADED, PARTLY):  # no key
        return f"<section>{head}<p>{e(result['sentence'])}</p>{''.join(_exercises(course.units[unit], result))}</section>"
    if result["points"] is None:
        return f"<section>{head}<p><strong>{e(result['status'].capitalize())}.</strong> {e(result['sentence'])} This is not a zero: talk to your teacher.</p></section>"
    points = f"{number(result['points'])} of {number(result['max_points'])} points"
    more = f" Your teacher adds up to {number(result['teacher_points'])} for what you wrote." if result["teacher_points"] else ""
    part = "" if result["status"] == "graded" else f"<p><strong>{e(result['status'].capitalize())}.</strong> {e(result['sentence'])}</p>"
    return f"<section>{head}<p><strong>{e(points)}.</strong>{e(more)}</p>{part}{''.join(_exercises(course.units[unit], result))}</section>"


def _exercises(tasks: tuple[Task, ...], result: dict) -> Iterator[str]:
    for task in tasks:
        kept = result["exercises"].get(task.exercise.id, {})
        title = f"<h3>{e(task.exercise.id)}: {e(task.exercise.title)}</h3>"
        if kept.get("status") == "unreadable":
            yield f"{title}<p>This answer came, but it could not be read. It is not counted as wrong; ask your teacher.</p>"
        elif "answer" not in kept:
            yield f"{title}<p>Nothing is answered here.</p>"
        else:
            yield title + _told(task, kept["answer"])


def _told(task: Task, answer: dict) -> str:
    if task.key is None:
        return _without_key(task, answer)
    told = feedback(task.exercise, task.article, task.key, score_record(task.exercise, task.article, task.key, {"answer": answer}))
    out = [f"<p><strong>{e(told['headline'])}</strong> {e(told['points'])}</p>"]
    out += [f"<p>{e(s)}</p>" for s in (told["note"], *told["measures"]) if s]
    if type_of(task.exercise.type).manual:
        out += [f"<p>You wrote: <q>{e(v)}</q></p>" for v in answer.get("fields", {}).values() if isinstance(v, str) and v]
    shown = [(_item(i), i["word"] in QUIET) for i in told["items"]]
    quiet = [html for html, right in shown if right]
    out += [html for html, right in shown if not right]
    if quiet:
        word = "What you got right, and what cost nothing" if len(quiet) < len(shown) else "All of them, explained"
        out.append(f"<details><summary>{word} ({len(quiet)})</summary>{''.join(quiet)}</details>")
    return "".join(out)


def _without_key(task: Task, answer: dict) -> str:
    """What they answered themselves, to compare in class."""
    kind, told = type_of(task.exercise.type), sealed(True, counts=False)
    if kind.shape == "spans":
        said = [
            (task.article.text[s["start"] : s["end"]], kind.labels()[s["label"]].name)
            for s in sorted(answer["spans"], key=lambda s: s["start"])
        ]
    else:
        fields = [(b.get("heading", ""), f) for b in kind.view(task.exercise, task.article)["blocks"] for f in b.get("fields") or []]
        said = [
            (
                f"{heading} {f['label']}".strip(),
                next(
                    (o["name"] for o in f.get("options") or [] if str(o["id"]) == str(answer["fields"][f["id"]])),
                    str(answer["fields"][f["id"]]),
                ),
            )
            for heading, f in fields
            if f["id"] in answer["fields"]
        ]
    lines = "".join(f"<li>{e(words)}: <strong>{e(label)}</strong></li>" for words, label in said)
    return f"<p>{e(told['note'])}</p><details><summary>What you answered ({len(said)})</summary><ul>{lines}</ul></details>"


def _item(item: dict) -> str:
    quote = f" <q>{e(item['quote'])}</q>" if item["quote"] else ""
    said = "".join(
        f"<p>{e(s)}</p>" for s in (" ".join(item["sentences"]), item["votes"], f"Next: {item['next']}" if item["next"] else "") if s
    )
    return f'<div class="item"><h4>{e(item["word"])}: {e(item["title"])}{quote}</h4>{said}</div>'
