"""Which layout lies before us: one learner's work, a class, classes side by side, or one of these some folders further down.

A folder is told from what its children are called, and where names leave it open, from who wrote a few of the notebooks in it. Beside other
learners no folder ever becomes a class: either all containers at a level are classes, or none is, so that no learner can make one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .limits import kind_of
from .names import composed, odd_name, own_name, plain_stem, without_unit
from .not_hand_ins import is_teachers
from .places import Submission
from .platforms import Naming, is_beside, is_wrapper, naming_by_content, naming_of, nbgrader, parse_lms_name, part
from .records import collect_answers
from .tree import Node, once_a_node
from .whose import people

ANSWERS = "answers"
DEEP, PEEK = 8, 8  # folders to go down; containers whose writers are asked for


@dataclass(frozen=True)
class Look:
    """What is known while looking: the units' names, and whether the teacher said that each folder is a class."""

    units: frozenset[str]
    per_folder: bool = False


def learners(
    top: Node, look: Look, whole: Node | None = None, group: str = "", depth: int = 0, named: bool = False
) -> Iterator[Submission]:
    """Yield the learners at a folder or in a zip. `whole`: the zip itself, where it may be one learner's; `named`: `group` is the class, whatever lies below."""
    if course := nbgrader.hand_ins(top):
        yield from learners(course, look, group=group, depth=depth + 1, named=named)
        return
    if _is_own(top, look) or whole and len(top.children) == 1 and _is_kit(top.children[0]):
        yield Submission(_own_learner(top, look), ((whole or top).place(),), group=group)
        return
    naming, kids = naming_at(top), _hand_ins(top)
    if wrappers := _wrappers(kids):
        for one in wrappers:
            yield from learners(one, look, group=group, depth=depth + 1, named=named)
    elif naming is None and depth < DEEP and (below := _classes_below(kids, look)):
        told = look.per_folder or named  # the teacher said which folders are classes: half by mail and half by Teams is one class
        look = replace(look, per_folder=False)  # folders in a class are learners
        for one in below:
            name = "" if len(below) == 1 or named or one.name in look.units else one.name
            yield from learners(one, look, group="/".join(filter(None, (group, name))), depth=depth + 1, named=told)
    else:
        folders = [k for k in kids if k.is_folder]
        yield from _each(kids, naming or (naming_by_content(folders) if folders else None), look, group)


def _own_learner(top: Node, look: Look) -> str:
    """Whose a folder is that was given by itself; one that is called like a unit lies in its learner's."""
    name, folder = top.name, os.path.dirname(top.path)
    while name in (*look.units, ANSWERS) and os.path.basename(folder):
        name, folder = os.path.basename(folder), os.path.dirname(folder)
    return without_unit(name, look.units)


@once_a_node
def naming_at(top: Node) -> Naming | None:
    """Return the platform that gave the children their names: told from what can be read here, or from all where nothing can."""
    readable = [k for k in top.children if k.is_folder or kind_of(k.name)]
    return naming_of([(k.name, k.is_folder) for k in readable or top.children], top.name) if top.children else None


@once_a_node
def _hand_ins(top: Node) -> list[Node]:
    """The children without the teacher's and the platform's own papers."""
    naming = naming_at(top)
    papers = naming.papers if naming else ()
    return [k for k in top.children if naming and naming.parse(k.name, k.is_folder) or k.name not in papers and not is_teachers(k)]


def _wrappers(kids: list[Node]) -> list[Node]:
    """Folders and zips that hold all learners of a level, where nothing beside them can be a learner's."""
    found = [k for k in kids if is_wrapper(k.name) and (k.is_folder or k.is_zip)]
    others = [k for k in kids if k not in found and (not k.is_folder or k.children and not is_beside(k.name))]
    inner = [] if others else [k.opened() if k.is_zip else k for k in found]
    return [] if None in inner else inner


def _classes_below(kids: list[Node], look: Look) -> list[Node]:
    """The classes that lie at a level, or [] where learners lie there."""
    full = [k for k in kids if k.is_zip or k.is_folder and k.children]
    if not full or any(not k.is_zip and not k.is_folder for k in kids):
        return []
    found = []
    for kid in full:  # the first that is none ends it, so that a large class is not opened
        inner = kid.opened() if kid.is_zip else kid
        if inner is None or not (look.per_folder and not _is_own(inner, look) or is_class(inner, look)):
            return []
        found.append(inner)
    return found


def is_class(node: Node, look: Look, depth: int = 0) -> bool:
    """Return whether a container holds several learners' work."""
    if nbgrader.hand_ins(node):
        return True
    naming, kids = naming_at(node), _hand_ins(node)
    if not kids or _is_own(node, look):
        return False
    if _wrappers(kids):
        return True
    if naming:
        names = {known["learner"] for k in kids if (known := naming.parse(k.name, k.is_folder))}
        return len(names) > 1 or not naming.loose
    if naming_by_content([k for k in kids if k.is_folder]) and len(kids) > 1:
        return True
    if len(kids) == 1:
        return kids[0].is_folder and depth < DEEP and is_class(kids[0], look, depth + 1)
    units = [k for k in kids if k.is_folder and k.name in look.units]
    if units:
        return depth < DEEP and any(is_class(u, look, depth + 1) for u in units)
    return _different_writers(kids, look)


def _different_writers(kids: list[Node], look: Look) -> bool:
    sources = []
    units = tuple(sorted(look.units))
    for kid in [k for k in kids if k.is_folder or kind_of(k.name) in ("notebook", "zip")][:PEEK]:
        got = collect_answers(Submission("", (kid.place(),)), units)
        if got.crowd:
            return True
        sources += got.sources.values()
    return any(len(people([s for s in sources if s.unit == unit])) > 1 for unit in {s.unit for s in sources})


def _is_kit(node: Node) -> bool:
    """A copy of the kit, which is one learner's; with a class in it, it is the teacher's course."""
    return {"helpers", "exercises"} <= {k.name for k in node.children if k.is_folder} and not nbgrader.hand_ins(node)


def _is_own(node: Node, look: Look) -> bool:
    """Whether a folder is one learner's: an answers folder, folders called like units, a copy of the kit, or one notebook of each unit."""
    kids = node.children
    folders = [k for k in kids if k.is_folder]
    names = {k.name for k in folders}
    if _is_kit(node):
        return True
    if ANSWERS in names:
        return not any(_is_own(k, look) for k in folders if k.name != ANSWERS and k.name not in look.units)
    if names & look.units:
        return names <= look.units and not any(is_class(k, look) for k in folders)
    files = [k for k in kids if not k.is_folder and not is_teachers(k)]
    if names or not files or any(k.is_link or parse_lms_name(k.name) for k in files):
        return False
    if all(kind_of(k.name) == "answer" for k in files):
        return len(files) > 1
    stems = [plain_stem(k.name) if kind_of(k.name) else "" for k in files]
    return set(stems) <= look.units and len(set(stems)) == len(stems)


def _each(kids: list[Node], naming: Naming | None, look: Look, group: str) -> Iterator[Submission]:
    """One submission for each learner of a level; what a platform calls the same learner's is joined, of several attempts the newest counts."""
    found: dict[str, tuple[dict, list[Node]]] = {}
    for kid in kids:
        known = naming and naming.parse(kid.name, kid.is_folder) or {"learner": _plain_learner(kid, look)}
        if not known["learner"]:
            continue
        before, own = found.get(composed(known["learner"]), ({}, []))
        if own and known.get("attempt", "") < before.get("attempt", ""):
            continue
        if known.get("attempt", "") == before.get("attempt", ""):
            own, known = [*own, kid], known | {"late": known.get("late", False) or before.get("late", False)}
        else:
            own = [kid]
        found[composed(known["learner"])] = (known, own)
    for known, own in found.values():
        inside = part(known.get("lms", ""), "parts")
        nodes = [n for k in own for n in (inside(k) if inside and k.is_folder else [k])]
        fields = {k: v for k, v in known.items() if k not in ("rest", "attempt")}
        yield Submission(places=tuple(n.place() for n in nodes), group=group, **fields)


def _plain_learner(kid: Node, look: Look) -> str:
    """The learner by the name of a file or folder alone; empty where it is nobody's hand-in."""
    if kid.is_folder:
        return nbgrader.exchange(kid.name, look.units) or kid.name
    one_file = (
        kind_of(kid.name) == "answer" and not kid.is_link
    )  # one answer of many is nobody's whole submission; a notebook may be called so
    if one_file and not collect_answers(Submission("", (kid.place(),)), tuple(look.units)).notebooks:
        return ""
    return without_unit(own_name(kid.name) if kind_of(kid.name) else odd_name(kid.name), look.units)
