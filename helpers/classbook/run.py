"""`python -m helpers grade`: from what was handed in to `marks.csv`, and a details file beside it that `report`, `feedback` and `gradebook` read.

While it runs, finished submissions stand in a journal; the same command goes on where an interrupted one stopped. The same input gives
the same bytes: nothing in the output depends on time, order of work, or the number of workers.
"""
from __future__ import annotations

import csv
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ..errors import KitError
from . import crew
from .collect import stamp_of
from .find import Submission, close_zips, submissions
from .grade import GRADED, STATUSES, Course, missing, read_course, worth
from .plain import cell, visible, whole_file

FORM = 1


def details_path(out: Path) -> Path:
    return out.with_name(f"{out.stem}.details.jsonl")


def grade(paths: list[str], out: Path, solutions: str, only: tuple[str, ...] = (), *, roster: list[dict] = (), workers: int = 1,
          scheduler: str = "", fresh: bool = False, tell=lambda text: None) -> Counter:
    """Mark all that lies under the paths; how many results there are of each status."""
    if out.is_dir():
        raise KitError(f"{out} is a folder.", "Give the name of a file, for instance --out marks/marks.csv")
    course = read_course(solutions, only)
    found = _with_roster(submissions(paths, set(course.units)), roster)
    journal = Journal(out.with_name(f"{out.stem}.unfinished.jsonl"), course, fresh)
    try:
        waiting = [s for s in found if not journal.has(s)]
        if len(waiting) < len(found):
            tell(f"Going on where an earlier run stopped: {len(found) - len(waiting)} of {len(found)} were done.\n")
        _mark(journal, waiting, len(found), crew.work(waiting, solutions, only, workers, scheduler), tell)
        counts = _write(out, course, found, journal, only)
    finally:
        journal.close()
        close_zips()
    journal.path.unlink(missing_ok=True)
    return counts


def _mark(journal: Journal, waiting: list[Submission], total: int, results: Iterator, tell) -> None:
    last = start = time.monotonic()
    for count, (submission, result) in enumerate(zip(waiting, results), 1):
        journal.add(submission, result)
        now = time.monotonic()
        if now - last > 0.5 and now - start > 1.5:
            last = now
            done, left = total - len(waiting) + count, (now - start) / count * (len(waiting) - count)
            bar = "█" * (24 * done // total)
            tell(f"\r{bar:░<24} {done:,} of {total:,}, about {left:.0f} s left ")
    if last > start:
        tell("\r" + " " * 70 + "\r")


def _with_roster(found: list[Submission], roster: list[dict]) -> list[Submission]:
    """Learners on the class list who handed in nothing are learners too."""
    known = {s.learner for s in found} | {(s.lms, s.lms_id) for s in found if s.lms_id}
    extra = [Submission(**who) for who in roster if who["learner"] not in known and (who.get("lms"), who.get("lms_id")) not in known]
    return sorted([*found, *extra], key=lambda s: s.learner)


class Journal:
    """Finished submissions on disk, in whatever order they came; a line is good only if keys and files are still what they were."""

    def __init__(self, path: Path, course: Course, fresh: bool):
        self.path, self.at, self.units = path, {}, {}
        head = {"form": FORM, "course": course.digest}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            good = not fresh and path.is_file() and not path.is_symlink() and self._read(head)
            if not good:
                path.unlink(missing_ok=True)
            self.file = open(path, "a+b")
        except OSError as error:
            raise KitError(f"{path.parent} cannot be written to ({error.strerror}).", "Choose another place with --out.") from None
        if not good:
            self.at, self.units = {}, {}
            self._line(head)
        else:
            self.file.truncate(self.end)

    def _read(self, head: dict) -> bool:
        with open(self.path, "rb") as file:
            self.end = 0
            for number, line in enumerate(file):
                try:
                    told = json.loads(line)
                    if number == 0 and told != head:
                        return False
                    if number:
                        self._know(told["learner"], self.end, told["results"])
                except (ValueError, KeyError, TypeError):
                    break  # the line that an interruption cut off
                if not line.endswith(b"\n"):
                    break
                self.end += len(line)
            return self.end > 0

    def _line(self, data: dict) -> int:
        self.file.seek(0, 2)
        at = self.file.tell()
        self.file.write(json.dumps(data, sort_keys=True).encode() + b"\n")
        return at

    def add(self, submission: Submission, results: list[dict]) -> None:
        self._know(submission.learner, self._line({"learner": submission.learner, "results": results}), results)

    def _know(self, learner: str, at: int, results: list[dict]) -> None:
        self.at[learner] = at
        self.units[learner] = sys.intern(" ".join(r["unit"] for r in results))  # one string for all who handed in the same

    def results(self, learner: str) -> list[dict]:
        self.file.seek(self.at[learner])
        return json.loads(self.file.readline())["results"]

    def has(self, submission: Submission) -> bool:
        return submission.learner in self.at and self.results(submission.learner)[0]["stamp"] == stamp_of(submission) != ""

    def close(self) -> None:
        self.file.close()


def _write(out: Path, course: Course, found: list[Submission], journal: Journal, only: tuple[str, ...]) -> Counter:
    """Both files in one reading of the journal, learner by learner."""
    units = sorted({u for s in found for u in journal.units[s.learner].split()} | set(only))
    ids = sorted({t.exercise.id for u in units for t in course.units.get(u, ()) if t.exercise.points}, key=natural)
    head = ["learner", "lms_id", "unit", "status", "points", "max_points", "teacher_points", "answered", "exercises", "sentence", *ids]
    counts: Counter = Counter()
    with whole_file(details_path(out)) as details, whole_file(out) as marks:
        table = csv.writer(marks, lineterminator="\n")
        table.writerow(head)
        details.write(json.dumps({"form": FORM, "course": course.digest, "only": list(only), "units": units}, sort_keys=True) + "\n")
        for submission in found:
            for result in _complete(course, units, journal.results(submission.learner)):
                counts[result["status"]] += 1
                result.pop("stamp", None)
                details.write(json.dumps(result, sort_keys=True) + "\n")
                table.writerow([cell(v) for v in _row(result, ids)])
    return counts


def _complete(course: Course, units: list[str], results: list[dict]) -> list[dict]:
    """A learner's results with what is missing: one for each unit that anybody handed in."""
    there = {r["unit"] for r in results}
    if there == {""} and units:  # nobody can tell which unit it was: the same is said for each
        return [{**results[0], "unit": u, **worth(course, u)} for u in units]
    return sorted([*results, *(missing(course, u, results[0]) for u in units if u not in there)], key=lambda r: r["unit"])


def _row(result: dict, ids: list[str]) -> list:
    own = [result["exercises"].get(i, {}).get("points") for i in ids]
    return [result["learner"], result["lms_id"], result["unit"], result["status"], result["points"], result["max_points"], result["teacher_points"],
            result["answered"], result["asked"], result["sentence"], *own]


def natural(name: str) -> list:
    """q2 before q10."""
    return [int(p) if p.isdigit() else p for p in re.split(r"(\d+)", name)]


def summary(counts: Counter, out: Path) -> str:
    if not counts:
        return f"There were no submissions. {out.name} has its heading and no rows."
    parts = ", ".join(f"{counts[s]:,} {s}" for s in STATUSES if counts[s])
    tail = "" if set(counts) == {GRADED} else f" The column “sentence” in {out.name} says why, for each learner."
    return f"{sum(counts.values()):,} results: {parts}.{tail}"


def read_details(path: Path) -> Iterator[dict]:
    """First the heading, then the results, one by one, from a details file (or from the marks.csv beside it)."""
    where = path if path.suffix == ".jsonl" else details_path(path)
    try:
        with open(where, encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)
    except FileNotFoundError:
        raise KitError(f"{where.name} is not beside {path.name}.", "Run `python -m helpers grade` first; it writes both files.") from None
    except (ValueError, OSError):
        raise KitError(f"{where.name} cannot be read.", "Run `python -m helpers grade` again.") from None


def say(text: str) -> None:
    sys.stdout.write(visible(text) + "\n")
