"""The verbs on a class: `grade`, `report`, `feedback`, `gradebook`. What they do stands in the modules beside this one."""

from __future__ import annotations

import sys
from pathlib import Path

from helpers.exercises import ROOT
from helpers.text import some


def add_verbs(commands) -> None:
    _grade(commands)
    _report(commands)
    _feedback(commands)
    _gradebook(commands)


def _grade(commands) -> None:
    verb = commands.add_parser(
        "grade",
        help="mark a class from its answers; nothing that learners wrote is executed",
        description=(
            "Mark a class of any size. PATH is nbgrader's submitted/ folder, a folder of notebooks or of zips, or a download of Moodle or Canvas "
            "(the zip as it is, or unpacked). For each exercise the newest answer counts, from the answers folder or from the copy in the notebook."
        ),
    )
    verb.add_argument("paths", nargs="+", metavar="PATH")
    verb.add_argument("--out", type=Path, default=Path("marks.csv"), metavar="FILE", help="where the marks go (default: marks.csv)")
    verb.add_argument("--unit", action="append", default=[], help="mark this unit only, for instance 01_who_says_so; may be given again")
    verb.add_argument(
        "--roster",
        type=Path,
        metavar="CSV",
        help="the class list or gradebook file of your platform: learners who handed in nothing are listed too",
    )
    verb.add_argument(
        "--workers",
        type=int,
        default=0,
        metavar="N",
        help="processes at work (default: one; for more than 1,000 learners one for each core)",
    )
    verb.add_argument(
        "--scheduler", default="", metavar="ADDRESS", help="send the work to a dask scheduler, for instance tcp://10.0.0.5:8786"
    )
    verb.add_argument(
        "--class-per-folder", action="store_true", help="each folder under PATH is a class; the marks get a column with its name"
    )
    verb.add_argument(
        "--signed",
        action="store_true",
        help="files that are called like the unit alone, as Google Drive hands them over, go under the name that their answers are signed with",
    )
    verb.add_argument(
        "--fresh",
        action="store_true",
        help="start anew: go on with no interrupted run, and write over marks that were edited or made from something else",
    )
    _solutions(verb)
    verb.set_defaults(run=_run_grade)


def _solutions(verb) -> None:
    kit = ROOT / "solutions"
    verb.add_argument("--solutions", type=Path, default=kit, metavar="FOLDER", help="the teacher's units (default: the kit's own)")


def _run_grade(options) -> int:
    from . import grade_class

    roster = []
    if options.roster:
        from .report.gradebooks import read_roster

        roster = read_roster(options.roster).learners
    tell = sys.stderr.write if sys.stderr.isatty() else lambda text: None
    try:
        counts = grade_class.grade(
            options.paths,
            options.out,
            str(options.solutions.resolve()),
            tuple(options.unit),
            roster=roster,
            workers=max(0, options.workers),
            scheduler=options.scheduler,
            fresh=options.fresh,
            per_folder=options.class_per_folder,
            by_name=options.signed,
            tell=tell,
        )
    except KeyboardInterrupt:
        print("\nStopped. What was marked is kept: give the same command again to go on.", file=sys.stderr)
        return 130
    grade_class.say(grade_class.summary(counts, options.out))
    if counts:
        grade_class.say(f"Next: who-says-so report {_typed(options.out)}, then who-says-so feedback {_typed(options.out)}.")
    return 0


def _typed(path: Path) -> str:
    """Return a path as it can be typed in a terminal."""
    return f'"{path}"' if " " in str(path) else str(path)


def _marks(verb) -> None:
    verb.add_argument("marks", type=Path, metavar="MARKS", help="the marks.csv that `grade` wrote (its details file stands beside it)")


def _report(commands) -> None:
    verb = commands.add_parser(
        "report",
        help="one page on the class, and all written answers on another to give points from",
        description=(
            "Write report.html and three tables (learners, exercises, items) into a folder; learners are numbered there, --names shows names. Beside the "
            "marks: written.html, all written answers side by side with the rubric, and given.csv, in which you give points for them "
            "(learner, exercise, points, comment). Several tables of marks: one page on all of them, from unit to unit, and a report on each."
        ),
    )
    verb.add_argument(
        "marks", type=Path, nargs="+", metavar="MARKS", help="the marks.csv that `grade` wrote (its details file stands beside it)"
    )
    verb.add_argument(
        "--out", type=Path, metavar="FOLDER", help="where the report goes (default: report, beside the marks; 7a.report for 7a.csv)"
    )
    verb.add_argument("--names", action="store_true", help="show learners' names in the report instead of numbers")
    verb.add_argument("--anonymous", action="store_true", help="written.html and new rows of given.csv show letters instead of names")
    _solutions(verb)
    verb.set_defaults(run=_run_report)


def _run_report(options) -> int:
    from .edits import beside
    from .grade_class import say
    from .report.progress import progress
    from .report.report import report
    from .report.written_page import write_answers

    solutions, several = str(options.solutions.resolve()), len(options.marks) > 1
    out = options.out or (options.marks[0].with_name("report") if several else beside(options.marks[0], "report"))
    made = [report(m, out / _folder_of(m, options.marks) if several else out, solutions, options.names) for m in options.marks]
    page = progress(options.marks, out, made, options.names) if several else made[0]
    say(f"The report is {page}: open it in a browser.")
    for marks in options.marks:
        if said := write_answers(marks, solutions, options.anonymous):
            say(said)
        _say_edits(marks)
    return 0


def _folder_of(marks: Path, others: list[Path]) -> str:
    """A folder for each table of marks: called after the file, or after the folder it lies in where the files are called alike."""
    same = sum(one.stem == marks.stem for one in others) > 1
    return f"{marks.resolve().parent.name}-{marks.stem}" if same else marks.stem


def _say_edits(marks: Path) -> None:
    """Where somebody typed into the marks: that it counts nowhere, and what does."""
    from .edits import told
    from .grade_class import say

    if said := told(marks):
        say(said)


def _feedback(commands) -> None:
    verb = commands.add_parser(
        "feedback",
        help="a page for each learner with marks and explanations",
        description=(
            "Write one HTML page for each learner. The pages of a Moodle class are named so that Moodle's “Upload multiple feedback files in a zip” takes them."
        ),
    )
    _marks(verb)
    verb.add_argument(
        "--out",
        type=Path,
        metavar="FOLDER",
        help="where the pages go (default: feedback_pages, beside the marks; 7a.feedback_pages for 7a.csv)",
    )
    _solutions(verb)
    verb.set_defaults(run=_run_feedback)


def _run_feedback(options) -> int:
    from .edits import beside
    from .grade_class import say
    from .report.feedback_pages import pages, pages_in

    out = options.out or beside(options.marks, "feedback_pages")
    before = pages_in(out)
    made = pages(options.marks, out, str(options.solutions.resolve()))
    gone = sum(not (out / name).exists() for name in before)
    went = f" {some(gone, 'older page')} of other learners that lay there went." if gone else ""
    say(f"{some(made, 'page is', 'pages are')} in {out}.{went}")
    _say_edits(options.marks)
    return 0


def _gradebook(commands) -> None:
    from .collect.platforms import GRADEBOOKS

    verb = commands.add_parser(
        "gradebook",
        help="a file that Moodle, Canvas, nbgrader or a spreadsheet imports",
        description=(
            "Write the marks in the form that a gradebook imports. With --roster, the file that the platform gave you, every cell of it stays as it is "
            "and the marks are filled in; that is the safe way. Identifiers are kept exactly. A learner without a mark gets an empty cell, never a 0."
        ),
    )
    _marks(verb)
    verb.add_argument(
        "--to",
        required=True,
        choices=tuple(GRADEBOOKS),
        help="which gradebook; table: machine, given and total for a spreadsheet",
    )
    verb.add_argument("--unit", default="", help="which unit, where the marks hold several")
    verb.add_argument(
        "--roster", type=Path, metavar="CSV", help="Moodle: the grading worksheet; Canvas: the exported gradebook; nbgrader: not needed"
    )
    verb.add_argument(
        "--column", default="", metavar="TITLE", help="the assignment's column, as the platform calls it (default: the unit's name)"
    )
    verb.add_argument("--out", type=Path, required=True, metavar="FILE", help="where the file goes")
    verb.set_defaults(run=_run_gradebook)


def _run_gradebook(options) -> int:
    from .grade_class import say
    from .report.gradebooks import write_gradebook

    say(write_gradebook(options.marks, options.to, options.out, options.unit, options.roster, options.column))
    _say_edits(options.marks)
    return 0
