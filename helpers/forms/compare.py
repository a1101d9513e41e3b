"""Two or three times side by side: did the class learn to tell sound from thin, or did it only grow more suspicious, or more trusting?

d′ says how well the two are told apart, whatever the habit; the criterion c says how quickly somebody flags. Learning lifts d′.
Suspicion lowers c: more is found and more is flagged in vain. Trust raises c: less of both.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from helpers.text import some

from .numbers import Change, Interval, change, level
from .sittings import Sitting, Time, assign

MEASURES = {
    "d_prime": "telling apart, d′",
    "criterion": "criterion c (lower: flags more quickly)",
    "hit_rate": "thin or loaded, and flagged (hits)",
    "false_alarm_rate": "sound or fair, and flagged (false alarms)",
    "brier": "confidence, Brier score (lower is better)",
}
SHARES = ("hit_rate", "false_alarm_rate")
SHOWN, SAID = 5, 8  # learners: below the first no figures (they would be somebody's), below the second no conclusion
MATTERS_D = 0.5  # a smaller change of d′ is called none; from 1 to 1.5 it is two more of 24 questions right
MATTERS_C, STEADY_C = 0.2, 0.3  # a smaller change of c is no new habit (at d′ 1, 0.2 is seven more false alarms in a hundred)


@dataclass(frozen=True)
class Pair:
    """Two times: the learners measured at both, the change of each measure, and what that means."""

    before: str
    after: str
    n: int
    changes: dict[str, Change]
    verdict: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Everything about one class, without a learner in it."""

    times: tuple[Time, ...]
    levels: tuple[dict[str, Interval], ...]
    counts: tuple[int, ...]
    forms: tuple[dict[str, int], ...]
    pairs: tuple[Pair, ...]
    notes: tuple[str, ...]


def compare(times: list[Time], seed: int = 1) -> Comparison:
    """Return the comparison of two or three times."""
    chosen, odd = assign(times)
    counts = tuple(len(c) for c in chosen)
    forms = tuple(dict(sorted(Counter(s.form for s in c.values()).items())) for c in chosen)
    levels = tuple(_levels(list(c.values()), seed) if len(c) >= SHOWN else {} for c in chosen)
    pairs = tuple(_pair(times[i].name, times[j].name, chosen[i], chosen[j], seed) for i, j in combinations(range(len(times)), 2))
    return Comparison(tuple(times), levels, counts, forms, pairs, tuple(_notes(times, chosen, odd)))


def _levels(sittings: list[Sitting], seed: int) -> dict[str, Interval]:
    return {m: level([v for s in sittings if (v := s.value(m)) is not None], seed) for m in MEASURES}


def _pair(before: str, after: str, first: dict[str, Sitting], second: dict[str, Sitting], seed: int) -> Pair:
    both = sorted(set(first) & set(second))
    if len(both) < SHOWN:
        who = "Nobody was" if not both else "Only 1 learner was" if len(both) == 1 else f"Only {len(both)} learners were"
        tail = "" if not both else f" Figures are shown from {SHOWN} learners on: with fewer they would be about persons."
        return Pair(
            before,
            after,
            len(both),
            {},
            "too few",
            (f"{who} measured at both {before} and {after}, so there is nothing to compare.{tail}",),
        )
    changes = {}
    for measure in MEASURES:
        rows = [(a, b) for w in both if (a := first[w].value(measure)) is not None and (b := second[w].value(measure)) is not None]
        if len(rows) >= SHOWN:
            changes[measure] = change(rows, seed)
    verdict, sentences = conclude(len(both), changes)
    return Pair(before, after, len(both), changes, verdict, tuple(sentences))


def conclude(n: int, changes: dict[str, Change]) -> tuple[str, list[str]]:
    """Return one word for what happened, and the sentences that say it to a teacher."""
    d, c = changes["d_prime"].change, changes["criterion"].change
    hits, alarms = (f"{100 * changes[m].before:.0f} % to {100 * changes[m].after:.0f} %" for m in ("hit_rate", "false_alarm_rate"))
    rates = f"Flagged where something was thin or loaded: from {hits}. Flagged where all was sound: from {alarms}. "
    rates += f"Criterion c: from {changes['criterion'].before:+.2f} to {changes['criterion'].after:+.2f}; 0 is even-handed."
    if n < SAID:
        return "too few", [f"{n} learners are too few to say what happened. The figures are there to look at, not to conclude from.", rates]
    up, down = d.low is not None and d.low > 0, d.high is not None and d.high < 0
    flat = not up and not down and d.low is not None and d.low > -MATTERS_D and d.high < MATTERS_D
    suspicious, trusting = (
        c.high is not None and c.high < 0 and c.value <= -MATTERS_C,
        c.low is not None and c.low > 0 and c.value >= MATTERS_C,
    )
    steady = not suspicious and not trusting and c.low is not None and c.low > -STEADY_C and c.high < STEADY_C
    span = f"somewhere between {d.low:+.2f} and {d.high:+.2f}" if d.low is not None else "unknown"
    habit = "more suspicious" if suspicious else "more trusting" if trusting else ""
    also = {
        "more suspicious": "It also flags more quickly than before, the sound included.",
        "more trusting": "It also flags less quickly than before.",
    }.get(
        habit, "Its habit of flagging stayed as it was." if steady else "Whether it flags more or less quickly than before cannot be said."
    )
    if up:
        word = "learned" + (f" and {habit}" if habit else "")
        return word, [
            f"The class learned: it tells sound from thin and loaded better than before (d′ {d.value:+.2f}, {span}).",
            also,
            rates,
        ]
    if down:
        word = "worse" + (f" and {habit}" if habit else "")
        return word, [f"The class tells sound from thin and loaded less well than before (d′ {d.value:+.2f}, {span}).", also, rates]
    if flat and habit:
        turn = (
            "It doubts more of everything, the sound as well."
            if suspicious
            else "It lets more of everything pass, the thin and the loaded as well."
        )
        return f"only {habit}", [
            f"The class did not learn to tell them apart (d′ {d.value:+.2f}, {span}); it only grew {habit}. {turn}",
            rates,
        ]
    if habit:
        return f"{habit}, learning unclear", [
            f"The class grew {habit}. That it learned to tell them apart is not shown: the change in d′ lies {span}, which {n} learners cannot narrow down.",
            rates,
        ]
    if flat:
        return "no change", [
            f"No change that matters: d′ changed by {d.value:+.2f} ({span}), which is less than {MATTERS_D}. {also}",
            rates,
        ]
    return "unclear", [
        f"{n} learners are too few to say: the change in d′ lies {span}. No change, and one that matters, are both still possible.",
        also,
        rates,
    ]


ONE_LEARNER = (  # simulated: tests/exercises/test_sure_marks.py
    "The class is compared here, not a learner. One learner’s mark on a form is unsure by about 9 points of 100, and the difference of two marks by about 12: "
    "for one learner a change of less than 24 points tells nothing."
)


def _notes(times: list[Time], chosen: list[dict], odd: Counter) -> list[str]:
    said = []
    for time, there in zip(times, chosen):
        if not time.handed_in and not time.alike:
            said.append(f"{time.name}: nothing was handed in here.")
        parts = [
            f"{n} {what}"
            for n, what in (
                (time.unreadable, "with answers that cannot be read"),
                (time.unfinished, "with more than a quarter left empty"),
                (time.nothing, "without answers to a form"),
                (time.alike, "who share a name, so that nobody can say which is which"),
            )
            if n
        ]
        if parts:
            said.append(f"{time.name}: left out {', '.join(parts)}.")
        if blank := sum(s.blank for s in there.values()):
            said.append(
                f"{time.name}: {some(blank, 'question was', 'questions were')} left empty by those who are measured. {'It counts' if blank == 1 else 'They count'} neither as doubt nor as trust."
            )
    for (i, first), (j, second) in combinations(enumerate(chosen), 2):
        gone, new = len(set(first) - set(second)), len(set(second) - set(first))
        if gone or new:
            said.append(
                f"{times[i].name} and {times[j].name}: {gone} measured only at the first, {new} only at the second. They are not in the change."
            )
        if said_so := _balance(times[i].name, times[j].name, first, second):
            said.append(said_so)
    if sum(bool(there) for there in chosen) > 1:
        said.append(ONE_LEARNER)
    if odd["again"]:
        said.append(f"{some(odd['again'], 'time')} a learner had the same form twice. What they remember of it is inside the change.")
    if odd["copies"]:
        said.append(f"{some(odd['copies'], 'time')} the very same hand-in stood at two times. It counts once, for the earlier.")
    return said


def _balance(before: str, after: str, first: dict, second: dict) -> str:
    """A sentence where the forms do not take turns: then a difference between the forms looks like a change of the class."""
    both = set(first) & set(second)
    one, two = (Counter(t[w].form for w in both) for t in (first, second))
    if not both or one == two:
        return ""
    worst = max(abs(one[f] - two[f]) for f in {*one, *two}) / len(both)
    if worst <= 0.1:
        return ""
    return (
        f"{before} and {after}: the forms did not take turns evenly ({_listed(one)}; then {_listed(two)}). How hard they are for real learners is not known, "
        "so a part of the change can be a difference between forms."
    )


def _listed(forms: Counter) -> str:
    return ", ".join(f"{n} × {form}" for form, n in sorted(forms.items()))
