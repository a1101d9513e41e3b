"""Who handed in what, and where it lies. First the layout is recognised, level by level (`layout.py`), then names are read by its platform.

What is inside one learner's container never chooses the learner.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from helpers.errors import KitError

from .given_path import owned
from .layout import Look, learners
from .limits import kind_of
from .names import composed, look_alike, own_name, skeleton, without_unit
from .places import Place, Submission, close_zips, files
from .platforms import name_key
from .tree import OnDisk

__all__ = ["Place", "Submission", "close_zips", "files", "submissions", "with_roster"]


def submissions(paths: list[str], assignments: set[str], per_folder: bool = False) -> list[Submission]:
    """Return every learner found under the paths, by name; what one learner handed in at several places is one submission.

    `per_folder`: each folder under a path is a class.
    """
    found: list[Submission] = []
    for path in paths:
        found += _in_path(Path(path), Look(frozenset(assignments), per_folder))
    return sorted(noted(_numbers_once(_by_learner(_classes_apart(found)))), key=lambda s: s.learner)


def _in_path(path: Path, look: Look) -> list[Submission]:
    if not path.exists():
        raise KitError(f"There is nothing at {path}.", "Check the path; a folder, a zip or a notebook is wanted.")
    path = path.resolve() if path.is_dir() else path.absolute()
    is_zip, is_notebook = (path.is_file() and kind_of(path.name) == kind for kind in ("zip", "notebook"))
    if not (path.is_dir() or is_zip or is_notebook):
        raise KitError(
            f"{path.name} is neither a folder nor a zip nor a notebook.", "Give the folder or the zip that your learning platform made."
        )
    node = OnDisk(str(path), path.name, path.is_dir())
    if not look.per_folder and (one := owned(path, look, node)):
        return [one]
    if node.is_folder:
        return list(learners(node, look))
    inner = node.opened() if is_zip else None
    if inner is None:  # for a zip, its sentence comes on reading
        return [Submission(without_unit(own_name(path.name), look.units), (node.place(),))]
    return list(learners(inner, look, whole=node))


def _classes_apart(found: list[Submission]) -> list[Submission]:
    """Learners of one name in two classes are two: the class goes in front of the name."""
    groups = defaultdict(set)
    for one in found:
        groups[composed(one.learner)].add(one.group)
    return [replace(s, learner=f"{s.group}/{s.learner}") if s.group and len(groups[composed(s.learner)]) > 1 else s for s in found]


def _by_learner(found: list[Submission]) -> list[Submission]:
    joined: dict[str, Submission] = {}
    for one in found:
        name = composed(one.learner)
        before = joined.get(name)
        joined[name] = replace(one, learner=name) if before is None else _joined(before, one)
    return list(joined.values())


def _joined(one: Submission, other: Submission) -> Submission:
    return replace(
        one,
        places=one.places + other.places,
        lms=one.lms or other.lms,
        lms_id=one.lms_id or other.lms_id,
        name=one.name or other.name,
        late=one.late or other.late,
    )


def _numbers_once(found: list[Submission]) -> list[Submission]:
    """A platform's number belongs to one learner; where two claim it, nobody can say whose the work is."""
    claims = defaultdict(list)
    for one in found:
        if one.lms_id:
            claims[one.lms, one.lms_id].append(one.learner)
    said = "The number {} is claimed by {} learners, so nobody can say whose work this is: look at the names of the files."
    return [
        replace(s, refused=said.format(s.lms_id, len(claims[s.lms, s.lms_id]))) if s.lms_id and len(claims[s.lms, s.lms_id]) > 1 else s
        for s in found
    ]


def noted(found: list[Submission]) -> list[Submission]:
    """Return the submissions; names that look like others' are pointed out."""
    if all(s.learner.isascii() for s in found):
        return found
    looks = defaultdict(set)
    for one in found:
        looks[skeleton(one.learner)].add(one.learner)
    twin = "Another learner's name looks the same and is written with letters of another script."
    return [
        replace(s, note=" ".join(filter(None, (s.note, note))))
        if (note := look_alike(s.learner) or (twin if len(looks[skeleton(s.learner)]) > 1 else "")) and note not in s.note
        else s
        for s in found
    ]


def with_roster(found: list[Submission], roster: list[dict]) -> list[Submission]:
    """Return the learners with those of the class list who handed in nothing; who is late by that list is late."""
    if not roster:
        return found
    late = {(one["lms"], one["lms_id"]) for one in roster if one.get("late")}
    theirs = _by_name_alone(found, roster)
    late_by_name = {learner for learner, one in theirs.items() if one.get("late")}
    found = [replace(s, late=True) if (s.lms, s.lms_id) in late or s.learner in late_by_name else s for s in found]
    listed = {composed(one["learner"]) for one in roster} | {(one["lms"], one["lms_id"]) for one in roster if one.get("lms_id")}
    classes = {learner: one["group"] for learner, one in theirs.items() if one.get("group")}
    classes |= {(one["lms"], one["lms_id"]): one["group"] for one in roster if one.get("group") and one.get("lms_id")}
    classes |= {composed(one["learner"]): one["group"] for one in roster if one.get("group")}
    found = [s if s.group else replace(s, group=classes.get(s.learner) or classes.get((s.lms, s.lms_id), "")) for s in found]
    found = [s if listed & {s.learner, (s.lms, s.lms_id)} or s.learner in theirs else replace(s, unlisted=True) for s in found]
    known = {s.learner for s in found} | {(s.lms, s.lms_id) for s in found if s.lms_id}
    there = [id(one) for one in theirs.values()]
    extra = [Submission(**{**one, "learner": composed(one["learner"]), "late": False}) for one in roster if id(one) not in there]
    extra = {s.learner: s for s in extra if s.learner not in known and (s.lms, s.lms_id) not in known}  # a list may name somebody twice
    return sorted(noted([*found, *extra.values()]), key=lambda s: s.learner)


def _by_name_alone(found: list[Submission], roster: list[dict]) -> dict[str, dict]:
    """Return learner → row of the class list, of work collected without the platform: whoever is called exactly so, the only one here and there."""
    rows, own = defaultdict(list), defaultdict(list)
    for one in roster:
        rows[name_key(one.get("name") or one["learner"])].append(one)
    for s in found:
        own[name_key(s.name or s.learner)].append(s)
    return {
        same[0].learner: rows[key][0]
        for key, same in own.items()
        if key and len(same) == 1 and not same[0].lms_id and len(rows.get(key, ())) == 1
    }
