"""The ways in which schools collect, one file each. The next platform is one small file and its name in the list below.

A platform's file may have:

- `LMS`: its name; `LOOSE`: other files are called so too, so that only two learners make it a class; `PAPERS`: its own files beside learners'.
- `context(names, around)`: what its names have in common (the task's name), found once for all names in a folder called `around`.
- `parse_name(name, is_folder, context)`: a dict with `learner`, `lms`, `lms_id`, `name`, and where the name says it `late`, `attempt` (of
  several the greatest counts) and `rest` (what the learner called the file); None for a name that is not this platform's. Only what the
  platform itself wrote counts, which is what stands in front.
- `is_class(folders)`: whether these folders (nodes of `tree.py`) are learners' by what lies in them, where names do not tell.
- `wrapper(name)`: whether a folder or zip of that name holds all learners, and is nobody's; `beside(name)`: what may stand beside one.
- `parts(container)`: what of a learner's folder counts; without it the whole.
- `read_roster(head, rows)`: the learners of a table that the platform exported, or None for a table that is not its own.
- `write_marks(results, roster, column, called)`: heading, rows and a sentence of the table that the platform imports; `roster` is its own table to
  fill in, or None, `called` the name of that file. `LINE_END`: how its lines end, where not with a line feed; `SEVERAL_UNITS`: it may hold more
  than one; `without_bom(head)`: whether it must not begin with the mark by which Excel knows UTF-8.
- `feedback_name(result)`: what a learner's page must be called so that the platform takes it back; None: any name does.
- `lasting_id(submission)`: what stays the same of a learner from one task to the next.
"""

from __future__ import annotations

from functools import lru_cache
from types import ModuleType

from . import (
    blackboard,
    brightspace,
    canvas,
    drive,
    github_classroom,
    ilias,
    moodle,
    nbgrader,
    no_platform,
    sakai,
    schoology,
    teams,
)
from ._table import Roster, as_dicts, class_of, close_to, name_key

__all__ = ["Roster", "as_dicts", "class_of", "close_to", "name_key"]

PLATFORMS: tuple[ModuleType, ...] = (
    moodle,
    canvas,
    blackboard,
    brightspace,
    schoology,
    sakai,
    ilias,
    github_classroom,
    drive,
    teams,
    nbgrader,
    no_platform,
)


GRADEBOOKS = {p.LMS or "table": p for p in PLATFORMS if hasattr(p, "write_marks")}  # by the name that `gradebook --to` takes


class Naming:
    """A platform as it named the children of one folder."""

    def __init__(self, platform: ModuleType, names: list[tuple[str, bool]], around: str):
        self.platform = platform
        self.context = platform.context([name for name, _ in names], around) if hasattr(platform, "context") else around
        self.loose = getattr(platform, "LOOSE", False)
        self.papers = getattr(platform, "PAPERS", ())

    def parse(self, name: str, is_folder: bool) -> dict | None:
        return self.platform.parse_name(name, is_folder, self.context)


def naming_of(names: list[tuple[str, bool]], around: str = "") -> Naming | None:
    """Return the platform whose names at least half of these are (name, is_folder); None where none is."""
    best, most = None, 0
    for platform in PLATFORMS:
        if hasattr(platform, "parse_name"):
            naming = Naming(platform, names, around)
            count = sum(naming.parse(*one) is not None for one in names)
            if count > most and 2 * count >= len(names):
                best, most = naming, count
    return best


def naming_by_content(folders: list) -> Naming | None:
    """Return the platform whose learners' folders these are by what lies in them."""
    return next((Naming(p, [], p.BY_CONTENT) for p in PLATFORMS if hasattr(p, "is_class") and p.is_class(folders)), None)


_WRAPPERS = [p.wrapper for p in PLATFORMS if hasattr(p, "wrapper")]  # asked of every name in a class
_BESIDE = [p.beside for p in PLATFORMS if hasattr(p, "beside")]


def is_wrapper(name: str) -> bool:
    return any(wraps(name) for wraps in _WRAPPERS)


def is_beside(name: str) -> bool:
    return any(beside(name) for beside in _BESIDE)


def part(lms: str, name: str):
    """Return what a platform has under a name, or None."""
    return next((getattr(p, name, None) for p in PLATFORMS if lms == p.LMS), None)


@lru_cache(maxsize=4096)
def parse_lms_name(name: str, is_folder: bool = False) -> dict | None:
    """Return the learner that a file or folder name by itself speaks of, in a platform's own and unmistakable form, or None."""
    return next((k for p in (moodle, canvas) if (k := p.parse_name(name, is_folder, ""))), None)


def lasting_id(submission) -> str:
    """Return what stays the same of a learner from one task to the next; empty where only the learner's own name does."""
    known = part(submission.lms, "lasting_id")
    return known(submission) if known else ""
