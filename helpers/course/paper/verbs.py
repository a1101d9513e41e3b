"""`who-says-so print` and `who-says-so enter`: a unit on paper, and its answers back."""

from __future__ import annotations

from pathlib import Path

from helpers.errors import ExerciseError
from helpers.exercises import SPEC, Unit, read_unit
from helpers.output import write_whole_text

from ..release import ROOT, units
from .booklet import booklet
from .enter import enter, form_of, has_form, is_quiet, told, write_form
from .page import SIZES, Look
from .pdf import to_pdf
from .workbook import workbook

LESSONS = "lessons"


def unit_at(name: str, root: Path = ROOT) -> Unit:
    """Return the unit of a name in solutions/, of the word “lessons”, or of a folder that holds exercises."""
    for folder in (root / "solutions" / name, root / "notebooks" if name == LESSONS else Path(name)):
        if (folder / SPEC).is_file():
            return read_unit(folder.resolve())
    raise ExerciseError(f"There is no unit “{name[:80]}”.", f"Units: {', '.join([*units(root), LESSONS])}.")


QUIET_HELP = "on the unit’s quieter article, in place of the one about a war"


def chosen_unit(options) -> Unit:
    """Return the unit that was asked for, on the quieter article with `--quiet`. ExerciseError where it has none."""
    unit = unit_at(options.unit)
    if options.quiet and not unit.stand_ins:
        raise ExerciseError(f"{unit.assignment} has no quieter article.", "Leave --quiet out.")
    return unit.quiet() if options.quiet else unit


def print_unit(unit: Unit, out: Path, look: Look, answers: bool = False) -> tuple[Path, Path | None, str]:
    """Write the page and the PDF of the workbook or the answers; returns both paths, and a sentence where there is no PDF."""
    out.mkdir(parents=True, exist_ok=True)
    html = out / f"{unit.assignment}{'-answers' * answers}{'-quiet' * is_quiet(unit)}{look.suffix}.html"
    write_whole_text(html, (booklet if answers else workbook)(unit, look))
    pdf = html.with_suffix(".pdf")
    problem = to_pdf(html, pdf)
    return html, None if problem else pdf, problem


def add_verbs(commands) -> None:
    _print(commands)
    _enter(commands)


def _print(commands) -> None:
    verb = commands.add_parser("print", help="a unit on paper, for a pencil: a workbook as a web page and as a PDF")
    verb.add_argument("unit", metavar="UNIT", help=f"for instance 01_who_says_so; “{LESSONS}” for the practice of the lessons")
    verb.add_argument("--answers", action="store_true", help="the answer booklet for the teacher in place of the workbook")
    verb.add_argument("--quiet", action="store_true", help=QUIET_HELP)
    verb.add_argument("--size", choices=SIZES, default="a4", help="paper (default: a4)")
    verb.add_argument("--large", action="store_true", help="large print: 18 points")
    verb.add_argument("--dyslexia", action="store_true", help="wider letters, words and lines, no italics, one column")
    verb.add_argument("--out", type=Path, default=Path("paper"), metavar="FOLDER", help="where to write (default: paper/)")
    verb.set_defaults(run=_run_print)


def _run_print(options) -> None:
    look = Look(options.size, options.large, options.dyslexia)
    html, pdf, problem = print_unit(chosen_unit(options), options.out, look, options.answers)
    print(f"{html} and {pdf} are ready to print." if pdf else f"{html} is ready. {problem}")


def _enter(commands) -> None:
    verb = commands.add_parser(
        "enter",
        help="type answers from paper in, so that “grade” marks them like any other",
        description=(
            "The first time, a form is written into FOLDER: a text file, UNIT.txt. Type the answers into it, for one learner after another, and give the "
            "command again: they become ordinary answers in FOLDER/submitted/<learner>/<unit>/answers. Each line that cannot be read is named. Repeat as you like."
        ),
    )
    verb.add_argument("unit", metavar="UNIT", help="for instance 01_who_says_so")
    verb.add_argument(
        "folder", type=Path, metavar="FOLDER", help="a folder for the class, such as nbgrader’s course folder: form and answers go there"
    )
    verb.add_argument("--quiet", action="store_true", help=QUIET_HELP)
    verb.set_defaults(run=_run_enter)


def _run_enter(options) -> int:
    unit = chosen_unit(options)
    if not has_form(form_of(unit, options.folder)):
        print(f"{write_form(unit, options.folder)} is the form. Type the answers into it, save it, and give the same command again.")
        return 0
    done = enter(unit, options.folder)
    print(told(unit, options.folder, done))
    return 1 if done.problems else 0
