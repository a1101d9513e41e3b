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
from pathlib import Path

from helpers.errors import KitError
from helpers.text import some

from . import edits
from .collect.by_signature import by_signature
from .collect.claims import Claims
from .collect.find import Submission, close_zips, submissions, with_roster
from .grade import GRADED, STATUSES, missing, worth
from .journal import FORM, Journal, half_done, journal_of
from .keyed_course import Course, read_course
from .renamed import renamed
from .results import GAP, OWN, Kept, Missing, details_path, head_of, hinted, kept, most_of
from .tables import BOM, NO_ROOM, no_room, visible, whole_file
from .workers import enough, work


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
    by_name: bool = False,
    tell=lambda text: None,
) -> Counts:
    """Mark all that lies under the paths; how many results there are of each status. `workers` 0: as many as the class is worth.

    `by_name`: files called like the unit are named after their answers.
    """
    if out.is_dir():
        raise KitError(f"{out} is a folder.", "Give the name of a file, for instance --out marks/marks.csv")
    course = read_course(solutions, only)
    found = submissions(paths, {*course.units, *course.others}, per_folder)
    found = with_roster(by_signature(found, (*course.units, *course.others), roster) if by_name else found, roster)
    learners = {s.learner for s in found}
    if not fresh:
        edits.refuse_overwriting(out)
    journal = Journal(journal_of(out), course, fresh)
    try:
        waiting = [s for s in found if not journal.has(s)]
        if len(waiting) < len(found):
            tell(f"Going on where an earlier run stopped: {len(found) - len(waiting)} of {len(found)} were done.\n")
        _mark(journal, waiting, len(found), work(waiting, solutions, only, workers or enough(waiting), scheduler), tell)
        _stop_at_a_class(found, journal)
        units = sorted({u for s in found for u in journal.units[s.learner].split()} | set(only))
        names = {} if fresh else _who_is_who(out, learners, set(units), journal)
        counts = _write(out, course, found, journal, only, units, names)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise no_room(journal.path, error) from None
        raise
    finally:
        journal.close()
        close_zips()
    journal.path.unlink(missing_ok=True)
    return counts


def _who_is_who(out: Path, learners: set[str], units: set[str], journal: Journal) -> dict[str, str]:
    """Return old name → new name of learners whose files are called otherwise by now. KitError where marks would be lost; no journal stays, it holds answers."""
    if not details_path(out).exists() or not (out.exists() or half_done(out)):
        return {}
    names, lost = renamed(out, learners, lambda who: journal.kept(who).lines)
    try:
        edits.refuse_losing(out, lost, units)
    except KitError:
        journal.path.unlink(missing_ok=True)
        raise
    return names


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


def _write(
    out: Path, course: Course, found: list[Submission], journal: Journal, only: tuple[str, ...], units: list[str], names: dict[str, str]
) -> Counts:
    """Both files in one reading of the journal, learner by learner. `names`: old name → new name."""
    ids = sorted({t.exercise.id for u in units for t in course.units.get(u, ()) if t.exercise.points}, key=natural)
    gaps = Missing({u: missing(course, u, dict.fromkeys(OWN, GAP)) for u in units}, ids)
    same, claims = journal.twins.found(), Claims(found, journal.signed, course.units)
    counts = Counts(claims, names)
    # Details first: marks alone would look like somebody else’s. All that takes time is done before: then both take their places at once.
    with whole_file(out) as marks, whole_file(details_path(out), settle=False) as details:
        table = csv.writer(marks, lineterminator="\n")
        marks.write(BOM)
        table.writerow(head_of(ids))
        head = {"form": FORM, "course": course.digest, "only": list(only), "units": units, "marked": ids, "worth": most_of(course, units)}
        details.write(json.dumps(head | ({"renamed": names} if names else {}), sort_keys=True) + "\n")
        for submission in found:
            done = _for_each_unit(course, units, journal.kept(submission.learner))
            if submission.learner in same:
                done = hinted(done, "alike", *same[submission.learner])
            if submission.learner in claims.unlisted:
                done = hinted(done, "unlisted", claims.unlisted[submission.learner])
            if submission.learner in claims.maybe:
                done = hinted(done, "maybe", claims.maybe[submission.learner])
            own = {row.unit: (row.status, row.cells(ids), line) for row, line in zip(done.rows, done.lines)}
            for unit in sorted({*own, *units}):
                status, cells, line = own.get(unit) or gaps.of(submission, unit)
                counts[status] += 1
                details.write(line + "\n")
                table.writerow(cells)
        marks.flush()
        os.fsync(marks.fileno())
        journal.replaces(out)
    return counts


def _for_each_unit(course: Course, units: list[str], done: Kept) -> Kept:
    """Where nobody can tell which unit it was, the same is said for each."""
    if [r.unit for r in done.rows] != [""] or not units:
        return done
    return kept([{**json.loads(done.lines[0]), "stamp": done.stamp, "unit": u, **worth(course, u)} for u in units])


def natural(name: str) -> list:
    """q2 before q10."""
    return [int(p) if p.isdigit() else p for p in re.split(r"(\d+)", name)]


class Counts(Counter):
    """How many results there are of each status, and what else is to be said of the class."""

    def __init__(self, claims: Claims, names: dict[str, str]):
        super().__init__()
        self.claims, self.names = claims, names

    def told(self) -> str:
        """Return sentences on files without a name, learners who are not on the list, and new names; each with a space in front."""
        said, one = "", self.claims
        if n := len(one.nameless):
            said += f" {some(n, 'file does not say whose it is', 'files do not say whose they are')}."
        if n := len(one.unlisted):
            said += f" {some(n, 'learner is', 'learners are')} not on the class list."
        if self.names:
            shown = [f"“{visible(was)}” is “{visible(now)}” now" for was, now in sorted(self.names.items())]
            said += f" Called otherwise than before: {', '.join(shown[:3])}{f' and {len(shown) - 3} more' if len(shown) > 3 else ''}."
        return said


def summary(counts: Counts, out: Path) -> str:
    if not counts:
        return f"There were no submissions. {out.name} has its heading and no rows."
    parts = ", ".join(f"{counts[s]:,} {s}" for s in STATUSES if counts[s])
    tail = "" if set(counts) == {GRADED} else f" The column “sentence” in {out.name} says why, for each learner."
    return f"{some(sum(counts.values()), 'result')}: {parts}.{counts.told()}{tail}"


def say(text: str) -> None:
    """Print a line, whatever is in it, on any console."""
    sys.stdout.write(visible(text) + "\n")
