"""`who-says-so compare-forms PRE POST [LATER]`: a text, a table and a figure about a class, without names."""

from __future__ import annotations

from pathlib import Path

from helpers.classbook import say, whole_file, write_table
from helpers.errors import KitError
from helpers.exercises import ROOT
from helpers.output import write_whole

from .compare import MEASURES, SHARES, SHOWN, Comparison, Pair, compare
from .numbers import Interval
from .sittings import forms_course, read_time

DIFFICULTY = (
    "How hard forms a, b and c are for real learners is not known: they follow one blueprint, and simulated classes score alike on them. "
    "A change counts only where the forms took turns."
)
NAMES = ("PRE", "POST", "LATER")
READING = (
    "How to read this",
    "  d′: how well the class tells sound from thin and loaded; 0 is guessing, 1 is about 70 of 100 right, 2 about 84. c: how quickly it flags; 0 is even-handed,",
    "  below 0 quick to doubt, above 0 quick to trust. Both with the log-linear correction (Hautus 1995), which pulls both towards 0 in a short form.",
    "  Intervals hold 95 % and come from whole learners drawn again (BCa bootstrap, seeded, widened for small classes). d_av is the mean change over the mean of the two",
    "  standard deviations (Lakens 2013). A class without a comparison class changes for many reasons: practice with the form is one of them.",
)


def as_text(found: Comparison) -> str:
    """Return all of it in words, for a terminal or a file."""
    lines = ["Forms compared: " + " → ".join(t.name for t in found.times), DIFFICULTY, ""]
    for pair in found.pairs:
        lines += [f"{pair.before} → {pair.after}", *(f"  {s}" for s in pair.sentences), ""]
    for time, count, forms, levels in zip(found.times, found.counts, found.forms, found.levels):
        used = ", ".join(f"{n} × {f}" for f, n in forms.items()) or "no form"
        lines.append(f"{time.name}: {count} of {time.handed_in} who handed in are measured ({used})")
        lines += [f"  {MEASURES[m]:44} {_show(m, v.value)}  ({_between(m, v)})" for m, v in levels.items() if v.value is not None]
        if not levels and count:
            lines.append(f"  Fewer than {SHOWN} learners: no figures, for they would be about persons.")
    for pair in found.pairs:
        if pair.changes:
            lines += ["", f"Change from {pair.before} to {pair.after}, {pair.n} learners measured at both"]
            lines += [_change_line(m, pair) for m in pair.changes]
    lines += ["", *(found.notes or ("Nothing was left out.",)), "", *READING]
    return "\n".join(lines) + "\n"


def _change_line(measure: str, pair: Pair) -> str:
    c = pair.changes[measure]
    return (
        f"  {MEASURES[measure]:44} {_show(measure, c.before)} → {_show(measure, c.after)}  {_show(measure, c.change.value, True)} ({_between(measure, c.change, True)})"
        f"  d_av {_number(c.effect.value)} ({_between('', c.effect, True)})"
    )


def _show(measure: str, value: float | None, signed: bool = False) -> str:
    if value is None:
        return "–"
    if measure not in SHARES:
        return _number(value, signed)
    return f"{100 * value:+.0f} points" if signed else f"{100 * value:.0f} %"


def _number(value: float | None, signed: bool = True) -> str:
    return "–" if value is None else f"{round(value, 2) + 0.0:{'+' if signed else ''}.2f}"


def _between(measure: str, interval: Interval, signed: bool = False) -> str:
    if interval.low is None:
        return "no interval"
    return f"{_show(measure, interval.low, signed).partition(' ')[0]} to {_show(measure, interval.high, signed).partition(' ')[0]}"


def rows(found: Comparison) -> list[list]:
    """Return the table: a row for each measure at each time, and for each change."""
    made = []
    for time, count, levels in zip(found.times, found.counts, found.levels):
        made += [["level", time.name, m, count, None, None, v.value, v.low, v.high, None, None, None, ""] for m, v in levels.items()]
    for pair in found.pairs:
        name = f"{pair.before} to {pair.after}"
        made += [
            [
                "change",
                name,
                m,
                c.n,
                c.before,
                c.after,
                c.change.value,
                c.change.low,
                c.change.high,
                c.effect.value,
                c.effect.low,
                c.effect.high,
                pair.verdict,
            ]
            for m, c in pair.changes.items()
        ] or [["change", name, "", pair.n, *[None] * 8, pair.verdict]]
    return made


HEAD = ["kind", "time", "measure", "learners", "before", "after", "value", "low", "high", "d_av", "d_av_low", "d_av_high", "in_words"]


def add_verbs(commands) -> None:
    verb = commands.add_parser(
        "compare-forms",
        help="did a class learn, or only grow more suspicious? From forms handed in before and after",
        description=(
            "Each of PRE, POST and LATER is nbgrader's submitted/ folder, a folder of notebooks or zips, or a download of Moodle or Canvas. Learners are matched by the name "
            "of their folder or file and never shown. One folder with all forms may be given two or three times: the forms are then told apart by when they were saved."
        ),
    )
    verb.add_argument("pre", metavar="PRE")
    verb.add_argument("post", metavar="POST")
    verb.add_argument("later", metavar="LATER", nargs="?")
    verb.add_argument(
        "--out",
        type=Path,
        default=Path("forms"),
        metavar="NAME",
        help="start of the files' names: NAME.txt, NAME.csv, NAME.png (default: forms)",
    )
    verb.add_argument(
        "--form", action="append", default=[], metavar="UNIT", help="use these units as forms (default: every unit called form_…)"
    )
    verb.add_argument("--seed", type=int, default=1, help="of the bootstrap (default: 1)")
    verb.add_argument(
        "--solutions",
        type=Path,
        default=ROOT / "solutions",
        metavar="FOLDER",
        help="the teacher's units (default: the kit's own)",
    )
    verb.set_defaults(run=_run)


def _run(options) -> None:
    if not options.out.name or options.out.is_dir():
        raise KitError(f"{options.out} is a folder.", "Give the start of a file's name, for instance --out results/forms")
    course = forms_course(str(options.solutions.resolve()), tuple(options.form))
    paths = [p for p in (options.pre, options.post, options.later) if p]
    found = compare([read_time(course, name, path) for name, path in zip(NAMES, paths)], options.seed)
    text = as_text(found)
    written = [options.out.with_name(options.out.name + end) for end in (".txt", ".csv", ".png")]
    write_table(written[1], HEAD, rows(found))
    if any(pair.changes for pair in found.pairs):
        from .picture import compared

        picture = compared(found)
        text += "\nThe figure in words\n" + picture.text() + "\n"
        write_whole(written[2], picture.png())
    else:
        written[2].unlink(missing_ok=True)
        written.pop()
    with whole_file(written[0]) as out:
        out.write(text)
    for line in [*as_text(found).splitlines(), "", f"Written: {', '.join(p.name for p in written)}."]:
        say(line)
