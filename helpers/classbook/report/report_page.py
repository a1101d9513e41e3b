"""The sections of the class report: the first screen is what to begin with tomorrow; what is looked up stands below."""

from __future__ import annotations

from math import sqrt

from ..grade import EMPTY_HANDED, GRADED, MISSING, PARTLY, STATUSES, UNREADABLE
from ..tables import number
from . import charts
from .heat import heat_map
from .insight import Insight, differing, discussion_points, disputed, false_alarms, hardest
from .marks_page import marks_section
from .page import FEW, e, percent, table
from .tally import ClassTally, ExerciseTally
from .without_key import ALPHA

OFTEN = 0.2  # share of the class from which a false alarm comes before what is hard


def body(tally: ClassTally, tallies: list[ExerciseTally], listed: list[list], failed: list[list], names: bool) -> str:
    kinds = {
        "Most frequent false alarms": (
            "Marked by learners, and sound in the eyes of the readers. Trust can be taught as well as doubt: begin here.",
            false_alarms(tallies),
        ),
        "Hardest items": ("The smallest shares of right answers come first.", hardest(tallies)),
        "Where the class is split": (
            "No key exists for these, so nobody is right or wrong yet. The most even splits come first.",
            disputed(tallies),
        ),
    }
    alarms, *others = (found for _, found in kinds.values())
    begin = discussion_points([a for a in alarms if a.share >= OFTEN], *others)
    begin += [a for a in alarms if a not in begin][: 3 - len(begin)]
    parts = [
        ("talk", "More to talk about" if begin else "What to talk about", _talk(kinds, begin, tallies)),
        ("text", "The text as the class marked it", _texts(tallies)),
        ("agree", "How far the class agrees", _agree(tallies)),
        ("apart", "Finding and suspecting", _apart(tally) if not tallies or any(t.keyed for t in tallies) else ""),
        ("sure", "How sure, and how often right", charts.confidence(tally.pairs) if tally.pairs else ""),
        ("differ", "Where readers differ", _differ(tallies)),
        ("marks", "The marks", marks_section(tally)),
        ("unread", "Not fully read", _unread([row for row in failed if row[2] != GRADED])),
        ("hints", "Hints", _hints([row for row in failed if row[2] == GRADED])),
        ("exercises", "Exercise by exercise", _exercises(tallies)),
        ("learners", "Learner by learner", _learners(tally, listed, names)),
    ]
    parts = [p for p in parts if p[2]]
    menu = "".join(f'<li><a href="#{i}">{e(name)}</a></li>' for i, name, _ in parts)
    return (
        _overview(tally, tallies, begin)
        + (f'<nav aria-label="Contents"><ul>{menu}</ul></nav>' if parts else "")
        + "".join(f'<section id="{i}" aria-labelledby="{i}-h"><h2 id="{i}-h">{e(name)}</h2>{html}</section>' for i, name, html in parts)
        + '<p class="soft">Keys come from annotation passes made with a language model under the codebook, not from a panel of people. '
        "Marks say how a learner did on these items; no trial with learners has been made with this kit.</p>"
    )


SAID = {GRADED: "read and marked", PARTLY: "read in part", UNREADABLE: "could not be read", MISSING: "not handed in"}


def _overview(tally: ClassTally, tallies: list[ExerciseTally], begin: list[Insight]) -> str:
    """The first screen: who is in, where the class stands, and what to begin with tomorrow."""
    if not tally.learners:
        return "<p>There are no submissions.</p>"
    keyed = any(t.keyed for t in tallies)
    said = ", ".join(f"{tally.statuses[s]} {SAID[s] if keyed or s != GRADED else 'read'}" for s in STATUSES if tally.statuses[s])
    units = len({t.task.exercise.assignment for t in tally.exercises.values()})
    out = f"{_count(tally.learners, 'learner')}, {_count(units, 'unit')}; hand-ins: {e(said)}. "
    if set(tally.statuses) - {GRADED, MISSING}:
        out += 'What could not be read is no zero: <a href="#unread">who, and why</a>. '
    if tally.late:
        out += f"{_count(tally.late, 'hand-in')} came late. "
    out += e(charts.found_and_flagged(tally.scatter))
    if tallies and not keyed:
        out += 'There is no key, so there are no marks: <a href="#agree">how far the class agrees</a>.'
    if not begin:
        return f"<p>{out}</p>"
    head = {1: "One thing", 2: "Two things", 3: "Three things"}[len(begin)] + " for tomorrow"
    return f'<p>{out}</p><section aria-labelledby="tomorrow"><h2 id="tomorrow" class="top">{head}</h2><ol class="few">{"".join(i.first() for i in begin)}</ol></section>'


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _unread(failed: list[list]) -> str:
    if not failed:
        return ""
    odd = [row for row in failed if row[3] != EMPTY_HANDED]  # what needs a look is not lost among those who gave in nothing
    absent: dict[str, list[str]] = {}
    for learner, unit, _, why in failed:
        if why == EMPTY_HANDED:
            absent.setdefault(unit, []).append(str(learner))
    return (
        "<p>These have no mark, or one for a part only. None of them counts as a zero. learners.csv has all.</p>"
        + (table("Hand-ins not fully read", ["Learner", "Unit", "Status", "Why"], odd) if odd else "")
        + "".join(f"<p><strong>Nothing was handed in for {e(unit)}</strong> by {e(', '.join(who))}.</p>" for unit, who in absent.items())
    )


def _hints(rows: list[list]) -> str:
    """What changes no mark and is worth a look."""
    return table("Hand-ins with a hint; no mark was changed", ["Learner", "Unit", "Status", "What"], rows) if rows else ""


def _talk(kinds: dict[str, tuple[str, list[Insight]]], begin: list[Insight], tallies: list[ExerciseTally]) -> str:
    out = ""
    for title, (lead, found) in kinds.items():
        if rest := [i for i in found if i not in begin]:
            out += f"<h3>{e(title)}</h3><p>{e(lead)}</p>{''.join(i.html() for i in rest)}"
    return out or (f"<p>{_nothing(tallies)}</p>" if tallies and not begin else "")


def _nothing(tallies: list[ExerciseTally]) -> str:
    """Said where nothing is worth a talk, and why."""
    keyed = "no item was hard for most of the class, and no false alarm came twice" if any(t.keyed for t in tallies) else ""
    alone = (
        "fewer than two learners answered"
        if all(t.agreement.alpha is None for t in tallies if not t.keyed)
        else "the class is not split on anything"
    )
    return f"Nothing stands out: {'; '.join(filter(None, (keyed, alone if any(not t.keyed for t in tallies) else '')))}."


def _agree(tallies: list[ExerciseTally]) -> str:
    """Where no key exists: agreement in place of marks, exercise by exercise."""
    open_ones = [t for t in tallies if not t.keyed]
    said = "".join(
        f"<li><strong>{e(_name(t))}{'' if t.task.exercise.title[-1] in '.?!' else '.'}</strong> {e(t.agreement.sentence())}{e(_drawn(t))}</li>"
        for t in open_ones
    )
    two = lambda v: "–" if v is None else f"{v:.2f}"  # noqa: E731
    rows = [
        [
            _name(t),
            t.agreement.learners,
            two(t.agreement.mean_f1),
            percent(t.agreement.same) if t.agreement.learners >= FEW else "–",
            two(t.agreement.alpha),
            len(t.agreement.disputed),
        ]
        for t in open_ones
    ]
    return (
        (
            "<p>These articles have no key, so here the class is compared with itself. Agreement is not truth: a class can agree and be wrong, and a good quarrel can be worth more. "
            f"Trained people who mark loaded words reach a span F1 of about 0.5 with one another. {e(ALPHA)}</p><ul>{said}</ul>"
            + table(
                "Agreement in place of marks",
                ["Exercise", "Learners", "Span F1", "Same answer", "Alpha", "Split on"],
                rows,
                (1, 2, 3, 4, 5),
            )
        )
        if open_ones
        else ""
    )


def _name(t: ExerciseTally) -> str:
    return f"{t.task.exercise.assignment}, {t.task.exercise.id}: {t.task.exercise.title}"


def _drawn(t: ExerciseTally) -> str:
    one = t.agreement
    return f" Compared: {one.compared} of {one.learners} learners, drawn by lot." if one.compared < one.learners else ""


def _texts(tallies: list[ExerciseTally]) -> str:
    return "".join(f"<h3>{e(_name(t))}</h3>{heat_map(t)}" for t in tallies if t.spans and t.words)


def _apart(tally: ClassTally) -> str:
    return charts.suspicion(tally.scatter) if tally.learners else ""


def _differ(tallies: list[ExerciseTally]) -> str:
    rows = differing(tallies)
    lead = "<p>No key settles these, so no answer costs marks. “Agree” is how often two learners, taken at random, said the same.</p>"
    return lead + table("What the class said", ["Question", "Words", "Class", "Agree", "Readers"], rows, (3,)) if rows else ""


def _mean(t: ExerciseTally) -> list[str]:
    """Mean points of an exercise and, where there are cases enough, the range in which the mean of such classes lies."""
    one = t.task.exercise
    if not t.keyed:
        return ["no key", ""]
    if one.points:
        mean = t.points / t.read
        half = 1.96 * sqrt(max(0.0, t.squares / t.read - mean * mean) / t.read) if t.read >= FEW else None
        span = (
            "" if half is None else f"{number(round(max(0.0, mean - half), 2))} to {number(round(min(float(one.points), mean + half), 2))}"
        )
        return [f"{number(round(mean, 2))} of {number(float(one.points))}", span]
    if one.manual_points:
        mean = f"{number(round(sum(t.given) / len(t.given), 2))} of {number(float(one.manual_points))}" if t.given else ""
        return [f"{mean}, by you ({len(t.given)} given)" if mean else "by you, none given yet", ""]
    return ["practice", ""]


def _exercises(tallies: list[ExerciseTally]) -> str:
    rows = [
        [
            f"{t.task.exercise.assignment}, {t.task.exercise.id}",
            t.task.exercise.title,
            f"{t.read} of {t.seen}",
            t.unreadable or "",
            *_mean(t),
        ]
        for t in tallies
    ]
    note = f"<p class='soft'>The range is that of the mean, 19 times in 20; none is given for fewer than {FEW} answers.</p>"
    return note + table("All exercises", ["Exercise", "Title", "Answers", "Unreadable", "Mean points", "Range"], rows, (2, 3, 4, 5))


def _learners(tally: ClassTally, listed: list[list], names: bool) -> str:
    if not listed:
        return ""
    note = "" if names else "<p>Numbers stand for learners; <code>--names</code> shows names.</p>"
    note += (
        "<p>Found: of all real ones that the exercises hold, answered or not. Flagged in vain: of the sound ones in what was answered.</p>"
    )
    if tally.learners > len(listed):
        note += f"<p>{len(listed)} of {tally.learners} learners are shown here; learners.csv has all, unit by unit.</p>"
    heads = ["Learner", "Units fully read", "Points", "Of them yours", "Found", "Flagged in vain", "Late"]
    return note + table("Learners", heads, listed, (1, 2, 3, 4, 5))
