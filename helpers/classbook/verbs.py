"""The verbs on a class: `grade`, `report`, `feedback`, `gradebook`. What they do stands in the modules beside this one."""
from __future__ import annotations

import sys
from pathlib import Path

from .crew import cores


def add_verbs(commands) -> None:
    _grade(commands)


def _grade(commands) -> None:
    verb = commands.add_parser("grade", help="mark a class from its answers; nothing that learners wrote is executed", description=(
        "Mark a class of any size. PATH is nbgrader's submitted/ folder, a folder of notebooks or of zips, or a download of Moodle or Canvas "
        "(the zip as it is, or unpacked). For each exercise the newest answer counts, from the answers folder or from the copy in the notebook."))
    verb.add_argument("paths", nargs="+", metavar="PATH")
    verb.add_argument("--out", type=Path, default=Path("marks.csv"), metavar="FILE", help="where the marks go (default: marks.csv)")
    verb.add_argument("--unit", action="append", default=[], help="mark this unit only, for instance 01_who_says_so; may be given again")
    verb.add_argument("--roster", type=Path, metavar="CSV", help="the class list or gradebook file of your platform: learners who handed in nothing are listed too")
    verb.add_argument("--workers", type=int, default=0, metavar="N", help="processes at work (default: one for each core, for more than 200 submissions)")
    verb.add_argument("--scheduler", default="", metavar="ADDRESS", help="send the work to a dask scheduler, for instance tcp://10.0.0.5:8786")
    verb.add_argument("--fresh", action="store_true", help="do not go on with an interrupted run; start anew")
    _solutions(verb)
    verb.set_defaults(run=_run_grade)


def _solutions(verb) -> None:
    kit = Path(__file__).resolve().parents[2] / "solutions"
    verb.add_argument("--solutions", type=Path, default=kit, metavar="FOLDER", help="the teacher's units (default: the kit's own)")


def _run_grade(options) -> int:
    from . import run

    workers = options.workers if options.workers > 0 else cores()
    roster = []
    if options.roster:
        from .gradebooks import read_roster

        roster = read_roster(options.roster).learners
    tell = sys.stderr.write if sys.stderr.isatty() else lambda text: None
    try:
        counts = run.grade(options.paths, options.out, str(options.solutions.resolve()), tuple(options.unit), roster=roster,
                           workers=workers, scheduler=options.scheduler, fresh=options.fresh, tell=tell)
    except KeyboardInterrupt:
        print("\nStopped. What was marked is kept: give the same command again to go on.", file=sys.stderr)
        return 130
    run.say(run.summary(counts, options.out))
    return 0
