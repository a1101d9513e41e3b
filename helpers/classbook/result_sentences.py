"""What the sentence of a result asks for, and how it names what came instead of answers."""

from __future__ import annotations

from helpers.answers import LATER

from .collect.limits import LOCKED
from .collect.merging import CLASS
from .collect.records import Collected

UPDATE = "Another copy would not help: they must be marked with a newer copy of the kit."
FAILED = "Look at it by hand, and please report it."  # what nobody foresaw: another copy would fail again
UNLOCKED = "Another copy is needed, without a password: the notebook, or the zip that its last cell makes."
PACKED = (".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst")
NEEDED = "Another copy is needed: the notebook, or the zip that its last cell makes."  # teachers and learners both read it


def needed(lost: list[str]) -> str:
    """What to ask for: nothing where the fault is not the learner's."""
    if all(FAILED in one or CLASS in one or "is claimed by" in one for one in lost):
        return ""
    return UPDATE if all(LATER in one for one in lost) else UNLOCKED if any(LOCKED in one for one in lost) else NEEDED


def some_of(said: list[str], before: str = "") -> list[str]:
    more = f"(and {len(said) - 3} more)" if len(said) > 3 else ""
    return [before + s for s in dict.fromkeys(said[:3])] + ([more] if more else [])


def other_files(got: Collected) -> str:
    """What came instead of answers, by name."""
    said = ["There are no answers in what was handed in, and no notebook."]
    if got.others:
        shown = ", ".join(f"“{name[:60]}”" for name in sorted(got.others)[:3])
        said.append(f"What came: {shown}{f' and {len(got.others) - 3} more files' if len(got.others) > 3 else ''}.")
    if any(name.lower().endswith(PACKED) for name in got.others):
        said.append("Only .zip can be unpacked here.")
    return " ".join([*said, NEEDED])
