"""From hand-ins to sittings: one learner, one form, one time, marked through the same path as any exercise.

What counts for a sitting: every two-choice question whose answers divide into «something is wrong here» and «this is sound» (an exercise type
says which by its `flags`), and the confidence of dated verdicts. A question left empty is a decision not made, so it is left out, and is
not counted as trust; but who leaves out more than a quarter of the sound or of the other questions is not measured.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import normalize

from helpers.classbook import Course, Submission, collect_answers, lasting_id, read_course, submissions
from helpers.errors import KitError
from helpers.marking import score_record
from helpers.scoring import brier, discrimination

PREFIX = "form_"
ENOUGH = 0.75  # of the signals, and of the noises, must be answered


@dataclass(frozen=True)
class Sitting:
    """What one learner did with one form: counts over its two-choice questions, and (confidence, right) pairs over its verdicts."""

    form: str
    saved: str
    hits: int
    signals: int
    alarms: int
    noises: int
    blank: int
    pairs: tuple = ()
    whole: bool = True

    def value(self, measure: str) -> float | None:
        """d′ and c with the log-linear correction (Hautus 1995), rates as plain shares, Brier score; None where undefined."""
        told = discrimination(self.hits, self.signals, self.alarms, self.noises)
        return {
            "d_prime": told["d_prime"],
            "criterion": told["criterion"],
            "brier": brier(list(self.pairs)),
            "hit_rate": self.hits / self.signals if self.signals else None,
            "false_alarm_rate": self.alarms / self.noises if self.noises else None,
        }[measure]


@dataclass
class Time:
    """One time of measuring: the sittings of each learner, and counts of what was left out."""

    name: str
    sittings: dict[str, list[Sitting]] = field(default_factory=dict)
    handed_in: int = 0
    unreadable: int = 0
    unfinished: int = 0
    nothing: int = 0
    alike: int = 0


def forms_course(solutions: str, names: tuple[str, ...] = ()) -> Course:
    """Return the forms in the teacher's folder, with their keys."""
    chosen = names or tuple(sorted(p.name for p in Path(solutions).glob(f"{PREFIX}*") if p.is_dir()))
    if not chosen:
        raise KitError(
            f"There are no forms in {Path(solutions).name}: no unit is called {PREFIX}….",
            "Run this in the teacher’s copy of the kit, or name units with --form.",
        )
    return read_course(solutions, chosen)


def read_time(course: Course, name: str, path: str) -> Time:
    """Return everything that was handed in under a path."""
    time = Time(name)
    found: dict[str, list[Submission]] = {}
    for one in submissions([path], set(course.units)):
        found.setdefault(stable_identity(one, tuple(course.units)), []).append(one)
    for learner, parts in found.items():
        outcomes: Counter = Counter()
        read = [list(_sittings(course, part, outcomes)) for part in parts]
        forms = [s.form for sittings in read for s in sittings]
        if len({p.lms_id for p in parts}) > 1 and len(set(forms)) < len(forms):  # two people of one name: nobody can say which is which
            time.alike += len(parts)
            continue
        time.handed_in += 1
        if forms:
            time.sittings[learner] = [s for sittings in read for s in sittings]
        else:
            time.unreadable += bool(outcomes["unreadable"])
            time.unfinished += bool(outcomes["unfinished"] and not outcomes["unreadable"])
            time.nothing += not outcomes["unreadable"] and not outcomes["unfinished"]
    return time


def stable_identity(submission: Submission, forms: tuple[str, ...]) -> str:
    """Return what stays the same of a learner from one time to the next. Moodle gives a new number for each assignment, so there the name is it."""
    name = lasting_id(submission)
    if not name:
        names = "|".join(map(re.escape, forms))
        name = re.sub(rf"(?i)[-_+ .]*(?:{names})(?:[-_ ]hand[-_ ]in)?(?=$|[-_+ .])[-_+ .]*", "", submission.learner)
    return normalize("NFC", name.strip())


def _sittings(course: Course, submission: Submission, outcomes: Counter):
    got = collect_answers(submission, tuple(course.units))
    if not got.records and got.problems:
        outcomes["unreadable"] += 1
    for form, records in sorted(got.records.items()):
        sitting, bad = _one(course, form, records)
        named = {p.exercise for p in got.problems if p.unit in ("", form) and p.exercise}
        if sitting.whole:
            yield sitting
        else:
            outcomes["unreadable" if bad or named - set(records) else "unfinished"] += 1


def _one(course: Course, form: str, records: dict) -> tuple[Sitting, bool]:
    count, asked, pairs, bad = Counter(), Counter(), [], False
    for task in course.units[form]:
        score = score_record(task.exercise, task.article, task.key, records.get(task.exercise.id))
        bad |= score.status == "unreadable"
        flags = set(task.key.get("flags", ()))
        for question in task.key.get("questions", {}).values():
            right = set(question["right"]) if flags & set(question["options"]) else set()
            asked["signals"] += bool(right) and right <= flags
            asked["noises"] += bool(right) and not right & flags
        if flags and "signals" in score.measures:
            count.update({k: score.measures[k] for k in ("hits", "signals", "false_alarms", "noises")})
        pairs += score.measures.get("pairs") or []
    whole = all(count[k] >= ENOUGH * asked[k] and asked[k] for k in ("signals", "noises"))
    saved = max((str(r.get("saved", "")) for r in records.values()), default="")
    blank = sum(asked.values()) - count["signals"] - count["noises"]
    return Sitting(
        form, saved, count["hits"], count["signals"], count["false_alarms"], count["noises"], blank, tuple(map(tuple, pairs)), whole
    ), bad


def assign(times: list[Time]) -> tuple[list[dict[str, Sitting]], Counter]:
    """Return which sitting stands for which time, per learner, and counts of `again` (one form twice) and `copies`.

    Of several forms at one time the earliest saved counts that was not used before: so one folder with all hand-ins, given twice, is told
    apart by the time of saving. The very same hand-in never counts for two times.
    """
    chosen: list[dict[str, Sitting]] = [{} for _ in times]
    notes: Counter = Counter()
    for learner in sorted({name for t in times for name in t.sittings}):
        used: list[Sitting] = []
        for number, time in enumerate(times):
            there = sorted(time.sittings.get(learner, ()), key=lambda s: (s.saved, s.form))
            new = [s for s in there if s not in used]
            pick = next((s for s in new if s.form not in {u.form for u in used}), new[0] if new else None)
            notes["copies"] += bool(there) and pick is None
            if pick:
                notes["again"] += pick.form in {u.form for u in used}
                chosen[number][learner] = pick
                used.append(pick)
    return chosen, notes
