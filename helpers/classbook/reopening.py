"""The teacher's one undo: an exercise that a learner has finished can be changed again."""

from __future__ import annotations

from pathlib import Path

from helpers.answers import FOLDER, reopen
from helpers.errors import AnswersError


def add_verbs(commands) -> None:
    verb = commands.add_parser(
        "reopen",
        help="let a learner change an exercise again that was finished",
        description=(
            "A learner who has pressed “Finish and go on” cannot change that exercise, because later ones print its answers. This opens it again: the answer "
            "stays, its record keeps the time under “reopened”, and the later exercises wait until it is finished once more. The learner loads the page anew."
        ),
    )
    verb.add_argument("folder", type=Path, metavar="FOLDER", help="the learner’s folder of one unit: the one that holds “answers”")
    verb.add_argument("exercise", metavar="EXERCISE", help="for instance q2")
    verb.set_defaults(run=_run)


def _run(options) -> None:
    answers = options.folder if options.folder.name == FOLDER else options.folder / FOLDER
    if not answers.is_dir():
        raise AnswersError(f"There is no folder “{FOLDER}” in {options.folder}.", "Name the folder of one learner’s unit.")
    if reopen(answers, options.exercise):
        print(f"{options.exercise} can be changed again. The answer is still there; the learner loads the page anew.")
    else:
        print(f"{options.exercise} was not finished, so nothing had to be done.")
