"""What marks are worth: every exercise under scripted learners, and how sure the mark of a unit is.

    python bench/bench_marks.py [--unfair] [--out FILE]        (about two minutes)

`--unfair` prints only the exercises that pay without reading, as `tests/support/unfair_items.py` lists them. Everything is worked out anew from keys and
votes; the classes are simulated (`tests/support/pupils.py`), and no pupil was measured.
"""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path
from statistics import mean

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "tests" / "support")]

import learners  # noqa: E402
import pupils  # noqa: E402
from trial_answers import trial_answers  # noqa: E402

from helpers import reader  # noqa: E402
from helpers.articles.marks import Pass  # noqa: E402
from helpers.exercises import Votes  # noqa: E402

COLUMNS = ("right", "one wrong", "half", "flag all", "flag none", "constant", "one feature", "guess", "copying", "reader")
DICE = 100
TELLS = (
    "Made by `make bench-marks`, on the keys of that day.",
    "",
    "- *one wrong*: from the key’s own answer one left out or changed, what costs most. *half*: every second of its answers.",
    "- *flag all*, *flag none*, *constant*, *guess*: everything suspected, nothing, one option everywhere, dice. *one feature*: the best rule of length,",
    "  place, capitals, quotations and the like.",
    "- *copying*: in marking that counts, all words that later exercises and the page print while it can still be changed (“Finish and go on”).",
    "- *reader*: the machine reader alone, with which no copy but that of unit 6 goes out. Empty: it cannot answer this kind of question.",
)


def row(case: learners.Case) -> dict[str, float | None]:
    """What each scripted learner earns, as a share of the points."""
    solved, examples = case.solved(), trial_answers(case.exercise, case.article, case.key)
    found: dict = {
        "right": case.fraction(solved),
        "flag none": case.fraction(examples["flag_none"]),
        "copying": learners.copying(case),
        "reader": reader_alone(case),
    }
    if case.shape == "spans":
        spans, rules = solved["spans"], {name: case.fraction(v) for name, v in learners.span_rules(case).items()}
        flags = [v for name, v in rules.items() if name.startswith(learners.FLAG_ALL)]
        found |= {
            "one wrong": min(case.fraction({"spans": spans[:n] + spans[n + 1 :]}) for n in range(len(spans))) if spans else None,
            "half": case.fraction({"spans": spans[::2]}),
            "flag all": max(flags),
            "one feature": max(rules.values()),
            "guess": mean(case.fraction(learners.random_marks(case, seed)) for seed in range(30)),
        }
    elif case.shape == "questions":
        fields = solved["fields"]
        found |= {
            "one wrong": min(case.fraction(bad) for name in case.asked for bad in learners.spoilt(case, solved, name)),
            "half": case.fraction({"fields": {f: v for f, v in fields.items() if f in case.asked[::2]}}),
            "flag all": case.fraction(examples["flag_all"]),
            "constant": max(case.fraction(v) for v in learners.constants(case).values()),
            "one feature": max((case.fraction(v) for v in learners.feature_rules(case).values()), default=None),
            "guess": mean(case.fraction(learners.guess(case, seed)) for seed in range(DICE)),
        }
    else:
        found |= {"half": case.fraction(examples["half"]), "flag all": case.fraction(examples["flag_all"])}
    return found


def reader_alone(case: learners.Case) -> float | None:
    """The machine reader as a learner; None where its marks answer nothing that is asked."""
    marks = reader.marks(reader.read(case.article.text), case.article.slug)["marks"]
    alone = Votes((Pass("reader", tuple(marks)),), (), None)
    try:
        if case.shape == "spans":
            return case.fraction(case.kind.answer_of(case.exercise, case.article, alone, "reader"))
        given = case.kind.keys.cast_by(case.exercise, case.article, alone, "reader") if hasattr(case.kind.keys, "cast_by") else {}
        known = {f: v for f, v in given.items() if f in case.key["questions"] and v in case.key["questions"][f]["options"]}
        return case.fraction({"fields": known}) if known else None
    except (KeyError, NotImplementedError, AttributeError):  # what a machine cannot judge from form it leaves out
        return None


def table(cases: list[learners.Case]) -> list[str]:
    lines = [f"| exercise | type | points | n | {' | '.join(COLUMNS)} |", "|---|---|---|---|" + "---|" * len(COLUMNS)]
    for case in cases:
        got = row(case)
        cells = ["" if got.get(c) is None else f"{100 * got[c]:.0f}" for c in COLUMNS]
        lines.append(f"| {case.name} | {case.exercise.type} | {case.exercise.points:g} | {len(case.asked)} | {' | '.join(cells)} |")
    return lines


def sure(cases: list[learners.Case]) -> list[str]:
    lines = ["| unit | points by machine | items | mean mark | standard error | alpha | in words |", "|---|---|---|---|---|---|---|"]
    for unit in dict.fromkeys(c.exercise.assignment for c in cases):
        for name, counted in pupils.roads(unit, cases):
            s = pupils.sureness(name, counted, pupils=400)
            lines.append(f"| {name} | {s.points:g} | {s.items} | {s.mean:.0f} | {s.error:.1f} | {s.alpha:.2f} | {s.in_words()} |")
    return lines


def unfair(cases: list[learners.Case]) -> list[str]:
    """Lines for `unfair_items.py`: what is measured at or above the bounds, rounded up."""
    lines, up = [], lambda x: math.ceil(x * 10_000) / 10_000
    for case in cases:
        found, why = {}, []
        if case.shape == "questions":
            constant = {name: case.fraction(v) for name, v in learners.constants(case).items()}
            rules = {n: (case.fraction(v), learners.share_right(case, v)) for n, v in learners.feature_rules(case).items()}
            guess = learners.guessing(case)
            best = max(constant, key=constant.get)
            if constant[best] >= 0.2:
                found["constant"], why = up(constant[best]), [*why, best]
            if guess >= 0.2:
                found["guess"] = up(guess)
            for k, what, least in ((0, "rule", 1 / 3), (1, "right", 0.65)):
                worst = max(rules, key=lambda n: rules[n][k], default=None)
                if worst and rules[worst][k] >= least:
                    found[what], why = up(rules[worst][k]), [*why, worst]
        elif case.shape == "spans":
            rules = {name: case.fraction(v) for name, v in learners.span_rules(case).items()}
            flag = max(v for name, v in rules.items() if name.startswith(learners.FLAG_ALL))
            worst = max(rules, key=rules.get)
            if flag >= 0.2:
                found["flag"] = up(flag)
            if rules[worst] >= 1 / 3:
                found["rule"], why = up(rules[worst]), [*why, worst]
        if found:
            lines.append(f'    "{case.name}": {found!r},  # {"; ".join(dict.fromkeys(why))}'.replace("'", '"'))
    return lines


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--unfair", action="store_true", help="only what pays without reading")
    asked.add_argument("--out", type=Path, help="write to this file too")
    options = asked.parse_args()
    cases = [c for c in learners.cases(generated_too=False) if c.set_by_us]
    if options.unfair:
        lines = unfair(cases)
    else:
        lines = ["# What scripted learners earn, in per cent of the points", "", *TELLS, "", *table(cases), ""]
        lines += ["# How sure is a mark?", "", "Simulated classes; see tests/support/pupils.py.", "", *sure(cases)]
    print("\n".join(lines))
    if options.out:
        options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
