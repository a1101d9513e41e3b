"""`who-says-so print`: a unit on paper."""

from __future__ import annotations

from pathlib import Path

from helpers.errors import ExerciseError
from helpers.exercises import SPEC, Unit, read_unit

from ..release import ROOT, units
from .page import SIZES, Look
from .pdf import to_pdf
from .workbook import workbook

LESSONS = "lessons"


def unit_at(name: str, root: Path = ROOT) -> Unit:
    """The unit of a name in solutions/, of the word “lessons”, or of a folder that holds exercises."""
    for folder in (root / "solutions" / name, root / "notebooks" if name == LESSONS else Path(name)):
        if (folder / SPEC).is_file():
            return read_unit(folder.resolve())
    raise ExerciseError(f"There is no unit “{name[:80]}”.", f"Units: {', '.join([*units(root), LESSONS])}.")


def print_unit(unit: Unit, out: Path, look: Look) -> tuple[Path, Path | None, str]:
    """Write the page and the PDF; returns both paths, and a sentence where there is no PDF."""
    out.mkdir(parents=True, exist_ok=True)
    html = out / f"{unit.assignment}{look.suffix}.html"
    html.write_text(workbook(unit, look), encoding="utf-8")
    pdf = html.with_suffix(".pdf")
    problem = to_pdf(html, pdf)
    return html, None if problem else pdf, problem


def add_verbs(commands) -> None:
    verb = commands.add_parser("print", help="a unit on paper, for a pencil: a workbook as a web page and as a PDF")
    verb.add_argument("unit", metavar="UNIT", help=f"for instance 01_who_says_so; “{LESSONS}” for the practice of the lessons")
    verb.add_argument("--size", choices=SIZES, default="a4", help="paper (default: a4)")
    verb.add_argument("--large", action="store_true", help="large print: 18 points")
    verb.add_argument("--dyslexia", action="store_true", help="wider letters, words and lines, no italics, one column")
    verb.add_argument("--out", type=Path, default=Path("paper"), metavar="FOLDER", help="where to write (default: paper/)")
    verb.set_defaults(run=_run_print)


def _run_print(options) -> None:
    html, pdf, problem = print_unit(unit_at(options.unit), options.out, Look(options.size, options.large, options.dyslexia))
    print(f"{html} and {pdf} are ready to print." if pdf else f"{html} is ready. {problem}")
