"""The ways in which schools collect, one file each. The next platform is one small file and its name in the list below.

A platform's file may have:

- `parse_name(name, is_folder, around)`: a dict with `learner`, `lms`, `lms_id`, `name`, and where the name says it `late`, `attempt` (of
  several the greatest counts) and `rest` (what the learner called the file); None for a name that is not this platform's. `around` is the
  name of the folder that holds it. Only what the platform itself wrote counts, which is what stands in front.
- `wrapper(name)`: whether a folder of that name holds all learners, and is nobody's.
- `parts(container)`: what of a learner's folder counts; without it the whole.
- `read_roster(head, rows)`: the learners of a table that the platform exported, or None for a table that is not its own.
- `feedback_name(result)`: what a learner's page must be called so that the platform takes it back; None: any name does.
- `same_person(submission)`: what stays the same of a learner from one task to the next.
- `write_marks`: see `report/gradebooks.py`, which calls it.
"""

from __future__ import annotations

from functools import lru_cache
from types import ModuleType

from . import canvas, moodle, nbgrader

PLATFORMS: tuple[ModuleType, ...] = (moodle, canvas, nbgrader)


def platform_of(names: list[tuple[str, bool]], around: str = "") -> ModuleType | None:
    """The platform whose names at least half of these are (name, is_folder); None where none is."""
    found = ((sum(_known(p, *one, around) for one in names), -n, p) for n, p in enumerate(PLATFORMS) if hasattr(p, "parse_name"))
    count, _, best = max(found, key=lambda f: f[:2])
    return best if count and 2 * count >= len(names) else None


def _known(platform: ModuleType, name: str, is_folder: bool, around: str) -> bool:
    return platform.parse_name(name, is_folder, around) is not None


def is_wrapper(name: str) -> bool:
    return any(p.wrapper(name) for p in PLATFORMS if hasattr(p, "wrapper"))


def part(lms: str, name: str):
    """What a platform has under a name, or None."""
    return next((getattr(p, name, None) for p in PLATFORMS if lms == p.LMS), None)


@lru_cache(maxsize=4096)
def who(name: str, is_folder: bool = False) -> dict | None:
    """The learner that a file or folder name of some platform's download speaks of, or None."""
    return next((k for p in PLATFORMS if hasattr(p, "parse_name") and (k := p.parse_name(name, is_folder, ""))), None)
