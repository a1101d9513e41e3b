"""Who handed in what, and where it lies: nbgrader's trees, folders of notebooks or zips, and the downloads of Moodle and Canvas.

Only names are looked at here (`names.py`), never what is in the files.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import AnswersError, KitError

from .names import own_name, plain_stem, who
from .safe_read import (
    DAMAGED,
    MAX_CLASS_DIRECTORY,
    NOTEBOOKS,
    SKIP,
    SUFFIXES,
    Entry,
    Refused,
    inside,
    is_zip,
    member,
    open_plain,
    open_zip,
    walk,
)


@dataclass(frozen=True)
class Place:
    """Where a part of a submission lies: names in a folder, or members of a class zip."""

    root: str
    names: tuple[str, ...]
    zipped: bool = False


@dataclass(frozen=True)
class Submission:
    """One learner's: `learner` and `lms_id` are kept exactly as they were given."""

    learner: str
    places: tuple[Place, ...] = ()
    lms: str = ""
    lms_id: str = ""
    name: str = ""
    late: bool = False


def submissions(paths: list[str], assignments: set[str]) -> list[Submission]:
    """Every learner found under the paths, by name; what one learner handed in at several places is one submission."""
    found: dict[str, Submission] = {}
    for path in paths:
        for one in _in_path(Path(path), assignments):
            before = found.get(one.learner)
            found[one.learner] = one if before is None else _joined(before, one)
    return [found[name] for name in sorted(found)]


def _joined(one: Submission, other: Submission) -> Submission:
    return Submission(
        one.learner,
        one.places + other.places,
        one.lms or other.lms,
        one.lms_id or other.lms_id,
        one.name or other.name,
        one.late or other.late,
    )


def _in_path(path: Path, assignments: set[str]) -> Iterator[Submission]:
    if path.is_dir():
        yield from _in_folder(_inner(path), assignments)
    elif path.is_file() and path.suffix.lower() == ".zip":
        yield from _in_zip(path, assignments)
    elif path.is_file() and path.name.lower().endswith(NOTEBOOKS):
        yield Submission(own_name(path.name), (Place(str(path.parent), (path.name,)),), **_known(path.name))
    elif path.exists():
        raise KitError(
            f"{path.name} is neither a folder nor a zip nor a notebook.", "Give the folder or the zip that your learning platform made."
        )
    else:
        raise KitError(f"There is nothing at {path}.", "Check the path; a folder, a zip or a notebook is wanted.")


def _inner(path: Path) -> Path:
    """A course folder holds its submissions in `submitted/`."""
    return path / "submitted" if (path / "submitted").is_dir() and (path / "solutions").is_dir() else path


def _in_folder(path: Path, assignments: set[str]) -> Iterator[Submission]:
    path = path.resolve()
    with os.scandir(path) as listed:
        there = {e.name: e for e in listed if e.name not in SKIP and not e.name.startswith(".")}
    names, folders = sorted(there), {n for n, e in there.items() if e.is_dir(follow_symlinks=False)}
    if "answers" in folders or (folders and folders <= assignments):
        yield Submission(path.name, (Place(str(path.parent), (path.name,)),))
        return
    zips = [n for n in names if n.lower().endswith(".zip")]
    readable = {n for n in names if n in folders or n.lower().endswith(SUFFIXES)}
    forms = {k["lms"] for n in readable or names if (k := who(n))}  # a PDF is a learner's where the folder is a platform's
    for name in names:
        known = who(name)
        if name in zips and not known and len(zips) <= 50 and there[name].is_file(follow_symlinks=False) and _class_names(path / name):
            yield from _in_zip(path / name, assignments)
        elif name in folders and not known and _is_class(path / name, assignments):
            yield from _in_folder(path / name, assignments)
        elif name in folders or there[name].is_symlink() or known and known["lms"] in forms or name in readable and _stands_alone(name):
            yield Submission(places=(Place(str(path), (name,)),), **(known or {"learner": _learner(name, name in folders, assignments)}))


def _is_class(path: Path, assignments: set[str]) -> bool:
    """Whether a folder beside others holds a class: a download of Moodle or Canvas, or nbgrader's submitted/, when the folder above it was given."""
    try:
        names = [n for n in os.listdir(path) if n not in SKIP and not n.startswith(".")]
    except OSError:
        return False
    if assignments & set(names) or "answers" in names:
        return False
    known = [k for n in names if (k := who(n))]
    return (
        path.name == "submitted"
        or any(k["lms"] == "moodle" for k in known)
        or 2 * len(known) > len(names)
        and len({k["learner"] for k in known}) > 1
    )


def _learner(name: str, folder: bool, assignments: set[str]) -> str:
    parts = name.split("+")  # nbgrader's exchange: «alice+unit+time+random»
    if len(parts) > 2 and parts[1] in assignments:
        return parts[0]
    return name if folder else own_name(name)


def _stands_alone(name: str) -> bool:
    """Whether a file in a folder of files is somebody's whole submission: one answer of many is not."""
    return name.lower().endswith((".zip", *NOTEBOOKS))


def _known(name: str) -> dict:
    return {k: v for k, v in (who(name) or {}).items() if k != "learner"}


# ---------------------------------------------------------------------------------------------------- a class in one zip


def _in_zip(path: Path, assignments: set[str]) -> Iterator[Submission]:
    try:
        listed = [n for n in class_zip(str(path))[1] if not _macs_own(_parts(n))]
    except (AnswersError, *DAMAGED):
        yield Submission(path.stem, (Place(str(path.parent), (path.name,)),))  # its sentence comes on reading
        return
    names = [n for n in listed if n.lower().endswith(SUFFIXES)]
    split = [_parts(n) for n in names]
    top = _wrapper(split, assignments)
    around, split = split[0][:top] if split else (), [s[top:] for s in split]
    lms = any(who(p) for s in split or map(_parts, listed) for p in s[:2])
    if not lms and (
        not split or any(s[0] == "answers" or s[0] in assignments or len(s) == 1 and plain_stem(s[0]) in assignments for s in split)
    ):
        yield Submission(path.stem, (Place(str(path.parent), (path.name,)),))
        return
    groups: dict[str, tuple[dict, list[str]]] = {}
    for name, parts in zip(names, split):
        known = next((k for p in parts[:3] if (k := who(p))), None) or {"learner": _learner(parts[0], len(parts) > 1, assignments)}
        groups.setdefault(known["learner"], (known, []))[1].append(name)
    for known in _others(listed, around, {k["lms"] for k, _ in groups.values() if "lms" in k}) if lms else ():
        groups.setdefault(known["learner"], (known, []))
    for known, own in groups.values():
        yield Submission(places=(Place(str(path), tuple(sorted(own)), zipped=True),), **known)


def _parts(name: str) -> tuple[str, ...]:
    return tuple(name.replace("\\", "/").split("/"))


def _macs_own(parts: tuple[str, ...]) -> bool:
    """What a Mac puts beside each file that it packs: «__MACOSX/._name»."""
    return "__MACOSX" in parts or parts[-1].startswith("._")


def _others(listed: list[str], around: tuple[str, ...], forms: set[str]) -> Iterator[dict]:
    """Learners of whom a platform's zip holds nothing that can be read, for instance a PDF."""
    for parts in map(_parts, listed):
        known = next((k for p in parts[len(around) :][:3] if (k := who(p))), None) if parts[: len(around)] == around else None
        if known and (known["lms"] in forms or not forms):
            yield known


def _wrapper(split: list[tuple], assignments: set[str]) -> int:
    """How many folders stand around the whole class («submitted/», «class 7b/»), and are nobody's name."""
    top = 0
    while split and all(len(s) > top + 1 for s in split) and len({s[top] for s in split}) == 1 and not who(split[0][top]):
        below = {s[top + 1] for s in split}
        own = split[0][top] in assignments or below & (assignments | {"answers", "helpers"})
        if split[0][top] != "submitted" and (own or len(below) < 2 and not any(who(b) for b in below)):
            break
        top += 1
    return top


_OPEN: dict[str, tuple[str, zipfile.ZipFile, dict]] = {}  # class zips that this process reads from


def class_zip(path: str) -> tuple[zipfile.ZipFile, dict]:
    """A zip that holds a class, and its members by name; kept open, for each learner's files are asked for in turn."""
    info = os.stat(path)
    stamp = f"{info.st_size}:{info.st_mtime_ns}"
    if path not in _OPEN or _OPEN[path][0] != stamp:
        close_zips()
        file = open_plain(path)
        try:
            archive = open_zip(file, MAX_CLASS_DIRECTORY)
        except BaseException:
            file.close()
            raise
        _OPEN[path] = stamp, archive, {i.filename: i for i in archive.infolist() if not i.is_dir()}
    return _OPEN[path][1:]


def close_zips() -> None:
    for _, archive, _ in _OPEN.values():
        archive.fp.close()  # opened here, so ours to close
    _OPEN.clear()


def _class_names(path: Path) -> bool:
    """Whether a zip holds an LMS's whole class rather than one learner's files."""
    try:
        return any(who(p) for n in list(class_zip(str(path))[1])[:200] for p in n.replace("\\", "/").split("/")[:2])
    except (AnswersError, *DAMAGED):
        return False
    finally:
        close_zips()


def files(submission: Submission) -> Iterator[Entry | Refused]:
    """Everything readable in a submission, in a fixed order, with what was refused."""
    for place in submission.places:
        for name in place.names:
            if not place.zipped:
                yield from walk(os.path.join(place.root, name), (name,))
                continue
            archive, members = class_zip(place.root)
            found = member(archive, members[name], ())
            if found:
                yield from inside(found) if isinstance(found, Entry) and is_zip(found) else (found,)
