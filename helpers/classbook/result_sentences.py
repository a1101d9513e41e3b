"""What the sentence of a result asks for, and how it names what came instead of answers."""

from __future__ import annotations

from helpers.answers import Problem
from helpers.errors import Reason

from .collect.records import Collected

UPDATE = "Another copy would not help: they must be marked with a newer copy of the kit."
FAILED = "Look at it by hand, and please report it."  # with Reason.KIT_FAILED: another copy would fail again
UNLOCKED = "Another copy is needed, without a password: the notebook, or the zip that its last cell makes."
PACKED = (".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst")
NEEDED = "Another copy is needed: the notebook, or the zip that its last cell makes."  # teachers and learners both read it


def needed(lost: list[Problem]) -> str:
    """Return what to ask for: nothing where the fault is not the learner's."""
    reasons = {one.reason for one in lost}
    if reasons <= {Reason.KIT_FAILED, Reason.WHOSE}:
        return ""
    return UPDATE if reasons == {Reason.NEWER_KIT} else UNLOCKED if Reason.LOCKED in reasons else NEEDED


def some_of(problems: list[Problem], before: str = "") -> list[str]:
    """Return the sentences of the first three problems, none of them twice, and how many more there are."""
    more = f"(and {len(problems) - 3} more)" if len(problems) > 3 else ""
    return [before + said for said in dict.fromkeys(one.said for one in problems[:3])] + ([more] if more else [])


def other_files(got: Collected) -> str:
    """Return what came instead of answers, by name."""
    said = ["There are no answers in what was handed in, and no notebook."]
    if got.others:
        shown = ", ".join(f"“{name[:60]}”" for name in sorted(got.others)[:3])
        said.append(f"What came: {shown}{f' and {len(got.others) - 3} more files' if len(got.others) > 3 else ''}.")
    if any(name.lower().endswith(PACKED) for name in got.others):
        said.append("Only .zip can be unpacked here.")
    return " ".join([*said, NEEDED])
