"""A path that lies inside a class: one learner's folder, an attempt in it, or a single file. Whose it is stands in the names around it."""

from __future__ import annotations

import os
from pathlib import Path

from helpers.errors import KitError

from .layout import ANSWERS, Look, is_class, naming_at
from .names import plain_stem
from .places import Submission
from .platforms import Naming, is_beside, is_wrapper, naming_by_content, parse_lms_name, part
from .tree import OnDisk

UP = 6  # folders above a path that are looked at


def owned(path: Path, look: Look, node: OnDisk) -> Submission | None:
    """Return the one learner's submission that a path is by the names around it, or None where these tell nothing, or where it is a class.

    KitError for what lies beside the hand-ins of a class and is none of them.
    """
    chain = [p for p in (path, *path.parents) if p.name][:UP]  # the root of a disk is no class, and long to look through
    _refuse_beside(chain)
    found = None
    for at, above in zip(chain, chain[1:]):  # the outermost tells whose it is: what lies deeper was named by the learner
        known = _known(at, above, loose=False)
        found = (at, known) if known else found
    if not found and not _class_given(node, look):
        found = _by_loose_names(path, node.is_folder, look)
    if not found:
        return None
    at, known = found
    inside = part(known.get("lms", ""), "parts")
    nodes = inside(node) if inside and at == path and node.is_folder else [node]
    fields = {k: v for k, v in known.items() if k not in ("rest", "attempt")}
    return Submission(places=tuple(n.place() for n in nodes), **fields)


def _by_loose_names(path: Path, is_folder: bool, look: Look) -> tuple[Path, dict] | None:
    """Whose a path is by the first name above it, or its own, that the kit did not give."""
    at = path
    while _of_the_kit(at, look) and at.parent.name:
        at = at.parent
    known = _known(at, at.parent, loose=True) or parse_lms_name(at.name, at.is_dir())
    if not known and at != path and not (is_folder and path.name in look.units):  # what a unit's folder holds is looked at
        known = {"learner": at.name}
    return (at, known) if known else None


def _of_the_kit(path: Path, look: Look) -> bool:
    if path.is_dir():
        return path.name in look.units or path.name == ANSWERS
    return plain_stem(path.name).removesuffix("-hand-in") in look.units and not parse_lms_name(path.name)


def _known(at: Path, above: Path, loose: bool) -> dict | None:
    """What the platform that named the files in a folder says of one of them. `loose`: also one whose way of naming others have too."""
    naming = _naming(str(above), above.name)
    if naming is None or naming.loose and not loose:
        return None
    return naming.parse(at.name, at.is_dir())


def _naming(folder: str, name: str) -> Naming | None:
    top = OnDisk(folder, name, True)
    return naming_at(top) or naming_by_content([k for k in top.children if k.is_folder])


def _class_given(node: OnDisk, look: Look) -> bool:
    inner = node.opened() if node.is_zip else node
    return inner is not None and inner.is_folder and is_class(inner, look)


def _refuse_beside(chain: list[Path]) -> None:
    for at, above in zip(chain, chain[1:]):
        if not is_beside(at.name):
            continue
        whole = next((k for k in OnDisk(str(above), above.name, True).children if k.is_folder and is_wrapper(k.name) and k.children), None)
        if whole:
            raise KitError(f"“{at.name}” is not what learners handed in.", f"Give {os.path.join(above, whole.name)}, which lies beside it.")
