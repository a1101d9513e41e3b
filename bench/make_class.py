"""A class of any size, the same every time: right, half, wrong, rote and unreadable answers, some in a folder, some only in the notebook.

No two learners write quite the same, so that nothing which marked one text has marked the next.

    python bench/make_class.py FOLDER [--learners 100] [--layout moodle]
"""

from __future__ import annotations

import argparse
import io
import json
import random
import sys
import zipfile
from pathlib import Path

KIT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(KIT), str(KIT / "tests" / "support")]

from trial_answers import trial_answers  # noqa: E402

from helpers.answers import MIME  # noqa: E402
from helpers.classbook.keyed_course import Course, read_course  # noqa: E402
from helpers.exercises.types import type_of  # noqa: E402

KINDS = ("right", "right", "half", "half", "wrong", "flag_all", "flag_none", "rote", "none")
LAYOUTS = (
    *("nbgrader", "notebooks", "zips", "moodle", "canvas", "moodle flat", "canvas folders", "drive", "drive copies", "teams"),
    *("blackboard", "brightspace", "brightspace flat", "schoology", "sakai", "ilias", "github_classroom", "two classes", "by unit"),
)


def answer(task, kind: str) -> dict | None:
    """One of the answers on which every exercise type is tried."""
    if kind == "none":
        return None
    own = type_of(task.exercise.type)
    if kind == "rote":
        rote = own.baseline_answers(task.exercise, task.article, task.key)
        return rote[0] if rote else None
    return trial_answers(task.exercise, task.article, task.key)[kind]


def bank(course: Course) -> dict:
    """Every answer of every task, made once."""
    kinds = set(KINDS) | {"unreadable"}
    return {(u, t.exercise.id, k): answer(t, k) for u, tasks in course.units.items() for t in tasks for k in kinds}


def record(unit: str, task, value: dict, rev: int = 3, writer: str = "bench") -> dict:
    return {
        "schema": 1,
        "assignment": unit,
        "exercise": task.exercise.id,
        "type": task.exercise.type,
        "article": task.exercise.article,
        "sha256": task.article.sha256,
        "rev": rev,
        "writer": writer,
        "saved": "2026-11-22T08:00:00.000Z",
        "answer": value,
    }


def records(course: Course, unit: str, answers: dict, rng: random.Random, kinds=KINDS) -> dict[str, dict]:
    found, writer = {}, f"{rng.getrandbits(48):012x}"
    for task in course.units[unit]:
        value = answers[unit, task.exercise.id, rng.choice(kinds)]
        if value is not None:
            found[task.exercise.id] = record(unit, task, in_own_words(value, rng), writer=writer)
    return found


def in_own_words(value: dict, rng: random.Random) -> dict:
    """The same answer, with two words of each text in other places."""
    if not isinstance(value.get("fields"), dict):
        return value
    return value | {"fields": {name: _swapped(text, rng) if isinstance(text, str) else text for name, text in value["fields"].items()}}


def _swapped(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    if len(words) > 2:
        a, b = rng.sample(range(len(words)), 2)
        words[a], words[b] = words[b], words[a]
    return " ".join(words)


def released(unit: str) -> dict:
    """The notebook as learners get it, or one of the same shape where no release has been made yet."""
    for folder in ("exercises", "solutions"):
        path = KIT / folder / unit / f"{unit}.ipynb"
        if path.is_file():
            return json.loads(path.read_text(encoding="utf-8"))
    return {
        "cells": [{"cell_type": "code", "id": "hand-in", "metadata": {}, "execution_count": None, "outputs": [], "source": ""}],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def notebook(base: dict, unit: str, notebook_answers: dict | None) -> bytes:
    """A notebook with, or without, the copy of the answers that its last cell keeps."""
    if notebook_answers is None:
        return json.dumps(base).encode()
    output = {
        "output_type": "display_data",
        "metadata": {},
        "data": {"text/plain": "handed in", MIME: {"schema": 1, "assignment": unit, "answers": notebook_answers}},
    }
    cells = [*base["cells"][:-1], {**base["cells"][-1], "outputs": [output]}]
    return json.dumps({**base, "cells": cells}).encode()


def files(unit: str, base: dict, found: dict, carried_only: bool) -> dict[str, bytes]:
    """What one learner hands in for one unit."""
    made = {f"{unit}.ipynb": notebook(base, unit, found if carried_only else None)}
    if not carried_only:
        made |= {f"answers/{name}.json": json.dumps(one, indent=1).encode() for name, one in found.items()}
    return made


def make(
    folder: Path, learners: int, layout: str = "nbgrader", units: tuple[str, ...] = (), seed: int = 1, kinds=KINDS, spread: bool = False
) -> Course:
    """Write the class; learners are called s00000, s00001, … With `spread` each hands in one unit, the units in turn."""
    course = read_course(str(KIT / "solutions"), units)
    answers, bases = bank(course), {u: released(u) for u in course.units}
    rng = random.Random(seed)
    for number in range(learners):
        for unit in [list(course.units)[number % len(course.units)]] if spread else course.units:
            found = records(course, unit, answers, rng, kinds)
            put(
                folder,
                layout,
                f"s{number:05}",
                number,
                unit,
                files(unit, bases[unit], found, carried_only=number % 3 == 2),
                several=len(course.units) > 1 and not spread,
            )
    return course


def named(layout: str, learner: str, number: int) -> str:
    """What `grade` must call a learner."""
    return {
        "moodle": f"Ann Lee {learner}_{40000 + number}",
        "moodle flat": f"Ann Lee {learner}_{40000 + number}",
        "canvas": f"leeann{learner}_{900 + number}",
        "canvas folders": f"leeann{learner}_{900 + number}",
        "drive": "task" if number == 0 else f"task ({number})",
        "drive copies": f"Ann Lee {learner}",
        "brightspace": f"Ann Lee {learner}_{30000 + number}",
        "brightspace flat": f"Ann Lee {learner}_{30000 + number}",
        "schoology": f"Lee, Ann {learner}_{5000000 + number}",
        "sakai": f"Lee, Ann({learner})",
        "ilias": f"Lee_Ann_{learner}_{6000 + number}",
    }.get(layout, learner)


def put(folder: Path, layout: str, learner: str, number: int, unit: str, made: dict[str, bytes], several: bool = False) -> None:
    """Write one learner's files as a platform hands them out."""
    zipped = _zip({f"{unit}/{name}": data for name, data in made.items()})
    if layout in WITH_FILES:
        for name, data in made.items():
            _write(folder / WITH_FILES[layout](learner, number, unit) / name, data)
    elif layout in ("notebooks", "drive", "drive copies"):  # one file each: it must carry the answers
        name = {"notebooks": learner, "drive": named(layout, learner, number), "drive copies": f"Ann Lee {learner} - {unit}"}[layout]
        _write(folder / learner / f"{unit}.ipynb" if several else folder / f"{name}.ipynb", made[f"{unit}.ipynb"])
    elif layout == "zips":
        _write(folder / learner / f"{unit}-hand-in.zip" if several else folder / f"{learner}.zip", zipped)
    else:
        _write(folder / WITH_ZIP[layout](learner, number, unit), zipped)
    for name, data in BESIDE.get(layout, lambda *_: {})(learner, number, unit).items():
        _write(folder / name, data)


_LATE = lambda number: "LATE_" if number % 5 == 0 else ""  # noqa: E731
WITH_FILES = {
    "nbgrader": lambda learner, number, unit: f"{learner}/{unit}",
    "two classes": lambda learner, number, unit: f"7{'AB'[number % 2]}/{learner}/{unit}",
    "by unit": lambda learner, number, unit: f"{unit}/{learner}",
    "teams": lambda learner, number, unit: f"Submitted files/{learner}/Who says so/Version {number % 12 + 2}",
    "sakai": lambda learner, number, unit: f"Who says so/Lee, Ann({learner})/Submission attachment(s)/{unit}",
    "github_classroom": lambda learner, number, unit: f"who-says-so-submissions/who-says-so-{learner}/{unit}",
    "ilias": lambda learner, number, unit: f"Who says so/Abgaben/Lee_Ann_{learner}_{6000 + number}/{unit}",
}
WITH_ZIP = {
    "moodle": lambda learner, number, unit: f"Ann Lee {learner}_{40000 + number}_assignsubmission_file/{unit}-hand-in.zip",
    "moodle flat": lambda learner, number, unit: f"Ann Lee {learner}_{40000 + number}_assignsubmission_file_{unit}-hand-in.zip",
    "canvas": lambda learner, number, unit: f"leeann{learner}_{_LATE(number)}{900 + number}_{70000 + number}_{unit}-hand-in.zip",
    "canvas folders": lambda learner, number, unit: (
        f"leeann{learner}_{_LATE(number)}{900 + number}_{70000 + number}_work/{unit}-hand-in.zip"
    ),
    "blackboard": lambda learner, number, unit: f"Who_says so_{learner}_attempt_2026-11-22-08-00-0{number % 10}_{unit}-hand-in.zip",
    "brightspace": lambda learner, number, unit: f"{30000 + number}-777 - Ann Lee {learner} - Nov 22, 2026 800 AM/{unit}-hand-in.zip",
    "brightspace flat": lambda learner, number, unit: (
        f"{30000 + number}-777 - Ann Lee {learner} - Nov 22, 2026 800 AM - {unit}-hand-in.zip"
    ),
    "schoology": lambda learner, number, unit: f"Lee, Ann {learner} - {5000000 + number}/Revision 2 - On Time/{unit}-hand-in.zip",
}
_OLD = b'{"cells": "an older attempt"'  # damaged: whoever reads it says so
BESIDE = {  # what a platform puts beside hand-ins, and older attempts
    "teams": lambda learner, number, unit: {
        f"Submitted files/{learner}/Who says so/Version 1/{unit}.ipynb": _OLD,
        f"Working files/{learner}/Who says so/{unit}.ipynb": _OLD,
    },
    "blackboard": lambda learner, number, unit: {
        f"Who_says so_{learner}_attempt_2026-11-21-08-00-00_{unit}.ipynb": _OLD,
        f"Who_says so_{learner}_attempt_2026-11-22-08-00-0{number % 10}.txt": b"Name: Ann",
    },
    "brightspace": lambda learner, number, unit: {"index.html": b"<html>"},
    "brightspace flat": lambda learner, number, unit: {"index.html": b"<html>"},
    "schoology": lambda learner, number, unit: {f"Lee, Ann {learner} - {5000000 + number}/Revision 1 - On Time/{unit}.ipynb": _OLD},
    "sakai": lambda learner, number, unit: {
        "Who says so/grades.csv": b"Who says so",
        f"Who says so/Lee, Ann({learner})/timestamp.txt": b"20261122080000000",
        f"Who says so/Lee, Ann({learner})/Feedback Attachment(s)/{unit}.ipynb": _OLD,
    },
    "ilias": lambda learner, number, unit: {"Who says so/status.xlsx": b"PK"},
}


def _zip(made: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(made.items()):
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 22, 8, 0, 0)), data)
    return out.getvalue()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--learners", type=int, default=100)
    parser.add_argument("--layout", choices=LAYOUTS, default="nbgrader")
    parser.add_argument("--unit", action="append", default=[])
    options = parser.parse_args()
    make(options.folder, options.learners, options.layout, tuple(options.unit))
