"""`who-says-so grade`: from what was handed in to `marks.csv`, and a details file beside it that `report`, `feedback` and `gradebook` read.

While it runs, finished submissions stand in a journal; the same command goes on where an interrupted one stopped. The same input gives
the same bytes: nothing in the output depends on time, order of work, or the number of workers.
"""

from __future__ import annotations

import csv
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from helpers.errors import KitError
from helpers.text import some

from . import edits
from .collect.find import Submission, close_zips, submissions, with_roster
from .collect.records import fingerprint
from .collect.whose import Twins
from .grade import GRADED, STATUSES, missing, worth
from .keyed_course import Course, read_course
from .results import GAP, OWN, Kept, Missing, Row, alike, details_path, head_of, kept, most_of
from .tables import BOM, NO_ROOM, no_room, visible, whole_file
from .workers import enough, work

FORM = 1


def grade(
    paths: list[str],
    out: Path,
    solutions: str,
    only: tuple[str, ...] = (),
    *,
    roster: list[dict] = (),
    workers: int = 1,
    scheduler: str = "",
    fresh: bool = False,
    per_folder: bool = False,
    tell=lambda text: None,
) -> Counter:
    """Mark all that lies under the paths; how many results there are of each status. `workers` 0: as many as the class is worth."""
    if out.is_dir():
        raise KitError(f"{out} is a folder.", "Give the name of a file, for instance --out marks/marks.csv")
    course = read_course(solutions, only)
    found = with_roster(submissions(paths, {*course.units, *course.others}, per_folder), roster)
    learners = {s.learner for s in found}
    if not fresh:
        edits.refuse_overwriting(out, learners)
    journal = Journal(out.with_name(f"{out.stem}.unfinished.jsonl"), course, fresh)
    try:
        waiting = [s for s in found if not journal.has(s)]
        if len(waiting) < len(found):
            tell(f"Going on where an earlier run stopped: {len(found) - len(waiting)} of {len(found)} were done.\n")
        _mark(journal, waiting, len(found), work(waiting, solutions, only, workers or enough(waiting), scheduler), tell)
        _stop_at_a_class(found, journal)
        units = sorted({u for s in found for u in journal.units[s.learner].split()} | set(only))
        if not fresh:
            _refuse_units(out, learners, set(units), journal)
        counts = _write(out, course, found, journal, only, units)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise no_room(journal.path, error) from None
        raise
    finally:
        journal.close()
        close_zips()
    journal.path.unlink(missing_ok=True)
    return counts


def _refuse_units(out: Path, learners: set[str], units: set[str], journal: Journal) -> None:
    """Refuse to write over marks of other units, and leave no journal behind: it would hold a class's answers."""
    try:
        edits.refuse_overwriting(out, learners, units)
    except KitError:
        journal.path.unlink(missing_ok=True)
        raise


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


def _stop_at_a_class(found: list[Submission], journal: Journal) -> None:
    """KitError where all that was found is one crowd after another: a class was taken for one pupil. One among others is only refused."""
    handed_in = [s for s in found if s.places]
    if handed_in and all(s.learner in journal.crowds for s in handed_in):
        one = handed_in[0]
        number, place = journal.crowds[one.learner], Path(one.places[0].root, one.places[0].names[0] if not one.places[0].zipped else "")
        journal.path.unlink(missing_ok=True)
        raise KitError(
            f"There are {number} notebooks by {number} different writers under “{visible(one.learner)}”: is this a class?",
            f"Give the folder in which each learner has a file or folder of their own (look in {visible(place)}), or --class-per-folder.",
        )


class Journal:
    """Finished submissions on disk, in whatever order they came; one is good only if keys and files are still what they were.

    Each is a line that says whose it is, with its rows, and then its lines of the details file.
    """

    def __init__(self, path: Path, course: Course, fresh: bool):
        self.path, self.at, self.units, self.end = path, {}, {}, 0
        self.crowds, self.twins = {}, Twins()
        head = json.dumps({"form": FORM, "journal": 3, "course": course.digest}).encode() + b"\n"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            good = not fresh and path.is_file() and not path.is_symlink() and self._read(head)
            if not good:
                path.unlink(missing_ok=True)
            plainly = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
            self.file = os.fdopen(os.open(path, plainly, 0o600), "a+b")  # answers and marks are nobody else's
        except OSError as error:
            raise KitError(f"{path.parent} cannot be written to ({error.strerror}).", "Choose another place with --out.") from None
        if good:
            self.file.truncate(self.end)
        else:
            self.at, self.units, self.end = {}, {}, 0
            self.crowds, self.twins = {}, Twins()
            self._write(head)

    def _read(self, head: bytes) -> bool:
        with open(self.path, "rb") as file:
            if file.readline() != head:
                return False
            self.end = len(head)
            for line in file:
                try:
                    told = json.loads(line)
                    rows = _rows(told)
                    lines = [line, *(file.readline() for _ in rows)]
                    if not all(one.endswith(b"\n") for one in lines):
                        break
                    self._know(told["learner"], rows, told["saved"], told["crowd"])
                except (ValueError, LookupError, TypeError):
                    break  # what an interruption cut off
                self.end += sum(map(len, lines))
        return True

    def _write(self, data: bytes) -> None:
        self.file.write(data)
        self.end += len(data)

    def add(self, submission: Submission, done: Kept) -> None:
        self._know(submission.learner, done.rows, done.saved, done.crowd)
        head = json.dumps({"learner": submission.learner, "stamp": done.stamp, "rows": done.rows, "saved": done.saved, "crowd": done.crowd})
        self._write("\n".join([head, *done.lines, ""]).encode())

    def _know(self, learner: str, rows: list[Row], saved: list[str], crowd: int) -> None:
        self.at[learner] = self.end
        self.twins.add(learner, saved)
        self.crowds.pop(learner, None)
        if crowd:
            self.crowds[learner] = crowd
        self.units[learner] = sys.intern(" ".join(r.unit for r in rows))  # one string for all who handed in the same

    def kept(self, learner: str) -> Kept:
        self.file.seek(self.at[learner])
        told = json.loads(self.file.readline())
        rows = _rows(told)
        return Kept(told["stamp"], rows, [self.file.readline().decode().rstrip("\n") for _ in rows])

    def has(self, submission: Submission) -> bool:
        return submission.learner in self.at and self.kept(submission.learner).stamp == fingerprint(submission) != ""

    def close(self) -> None:
        with suppress(OSError):  # the disk is full, which is told elsewhere; what is on it is enough to go on from
            self.file.close()


def _rows(told: dict) -> list[Row]:
    return [Row(*one) for one in told["rows"]]


def _write(out: Path, course: Course, found: list[Submission], journal: Journal, only: tuple[str, ...], units: list[str]) -> Counter:
    """Both files in one reading of the journal, learner by learner."""
    ids = sorted({t.exercise.id for u in units for t in course.units.get(u, ()) if t.exercise.points}, key=natural)
    gaps = Missing({u: missing(course, u, dict.fromkeys(OWN, GAP)) for u in units}, ids)
    counts: Counter = Counter()
    same = journal.twins.found()
    with whole_file(details_path(out)) as details, whole_file(out) as marks:
        table = csv.writer(marks, lineterminator="\n")
        marks.write(BOM)
        table.writerow(head_of(ids))
        head = {"form": FORM, "course": course.digest, "only": list(only), "units": units, "marked": ids, "worth": most_of(course, units)}
        details.write(json.dumps(head, sort_keys=True) + "\n")
        for submission in found:
            done = _for_each_unit(course, units, journal.kept(submission.learner))
            if submission.learner in same:
                done = alike(done, *same[submission.learner])
            own = {row.unit: (row.status, row.cells(ids), line) for row, line in zip(done.rows, done.lines)}
            for unit in sorted({*own, *units}):
                status, cells, line = own.get(unit) or gaps.of(submission, unit)
                counts[status] += 1
                details.write(line + "\n")
                table.writerow(cells)
    return counts


def _for_each_unit(course: Course, units: list[str], done: Kept) -> Kept:
    """Where nobody can tell which unit it was, the same is said for each."""
    if [r.unit for r in done.rows] != [""] or not units:
        return done
    return kept([{**json.loads(done.lines[0]), "stamp": done.stamp, "unit": u, **worth(course, u)} for u in units])


def natural(name: str) -> list:
    """q2 before q10."""
    return [int(p) if p.isdigit() else p for p in re.split(r"(\d+)", name)]


def summary(counts: Counter, out: Path) -> str:
    if not counts:
        return f"There were no submissions. {out.name} has its heading and no rows."
    parts = ", ".join(f"{counts[s]:,} {s}" for s in STATUSES if counts[s])
    tail = "" if set(counts) == {GRADED} else f" The column “sentence” in {out.name} says why, for each learner."
    return f"{some(sum(counts.values()), 'result')}: {parts}.{tail}"


def say(text: str) -> None:
    """Print a line, whatever is in it, on any console."""
    sys.stdout.write(visible(text) + "\n")
