"""Which of two articles a learner reads, where a unit offers a quieter one: one word in a file beside the answers.

It says what is shown and nothing more: marks come from the answers that are there, whichever article they are on.
"""

from __future__ import annotations

import stat
from pathlib import Path

from helpers.errors import AnswersError, why_not_written
from helpers.output import write_whole_text

from .disk import refuse_link
from .one_look import look_again, seen_once

CHOSEN_FILE = "which_article.txt"
FIRST, QUIET = "first", "quiet"


def read_chosen(folder: Path) -> str:
    """Return what is kept in an `answers` folder: `FIRST`, `QUIET`, or "" where nothing was chosen."""
    return seen_once(("chosen", folder), lambda: _read(folder / CHOSEN_FILE))


def _read(path: Path) -> str:
    try:
        if path.parent.is_symlink() or not stat.S_ISREG(path.lstat().st_mode):
            return ""
        with path.open("rb") as file:
            word = file.read(20).decode("utf-8-sig", "replace").strip()
    except OSError:
        return ""
    return word if word in (FIRST, QUIET) else ""


def write_chosen(folder: Path, which: str) -> None:
    """Keep a choice. Raise AnswersError where the disk does not take it."""
    refuse_link(folder)
    look_again()
    try:
        write_whole_text(folder / CHOSEN_FILE, which + "\n", private=True, tidy=False)
    except OSError as error:
        raise AnswersError(f"Your choice could not be kept: {why_not_written(error)}.", "Your answers are safe.") from None
