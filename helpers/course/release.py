"""From `solutions/` to `exercises/`: open keys are written, then nbgrader itself generates what learners get.

`exercises/` is derived and never edited: run `make exercises` after every change in `solutions/` or in the votes of an article.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from helpers.answers import FOLDER
from helpers.articles import shortened, write_documents
from helpers.errors import ExerciseError
from helpers.exercises import OPEN_KEYS, ROOT, SPEC, article_of, key_of, read_unit
from helpers.output import whole_folder, write_whole_text


def units(root: Path = ROOT) -> list[str]:
    """Return names of the graded units, in order."""
    return sorted(p.parent.name for p in (root / "solutions").glob(f"[!.]*/{SPEC}"))


def answers_in_the_way(root: Path = ROOT) -> list[Path]:
    """Return answers that stand in the way: under `solutions/` they would reach every learner and replace theirs, under `exercises/` they are somebody's."""
    return sorted(p for top in ("solutions", "exercises") for p in (root / top).glob(f"[!.]*/{FOLDER}"))


def open_keys(folder: Path) -> str:
    """Return the keys of a folder's open exercises, as the text of `open_keys.json`; sealed ones are not in it."""
    read_unit.cache_clear()
    unit = read_unit(folder)
    keys = {e.id: key_of(unit, e) for e in unit.every if not e.sealed}
    for e in unit.every:
        if keys.get(e.id) and article_of(e).about.get("own_copy"):  # the lesson goes out without the text
            keys[e.id] = shortened(keys[e.id])
    return json.dumps({i: k for i, k in keys.items() if k is not None}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def generate(root: Path, names: list[str], target: Path) -> None:
    """nbgrader's release of each unit, made in a course of its own, so that no gradebook is touched; written to `target/<unit>/`."""
    import subprocess

    with tempfile.TemporaryDirectory() as tmp:
        course = Path(tmp)
        shutil.copy(root / "nbgrader_config.py", course)
        for name in names:
            shutil.copytree(
                root / "solutions" / name,
                course / "solutions" / name,
                ignore=shutil.ignore_patterns(FOLDER, ".ipynb_checkpoints", "*-hand-in.zip"),
            )
            (course / "solutions" / name / OPEN_KEYS).write_text(open_keys(root / "solutions" / name), encoding="utf-8")
        done = subprocess.run(  # one start of nbgrader for all: it takes a pattern for a name, and only these units lie here
            [sys.executable, "-m", "nbgrader", "generate_assignment", "*", "--force"],
            cwd=course,
            env=_env(),
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise ExerciseError(f"nbgrader could not generate {', '.join(names)}.", "\n".join(done.stderr.splitlines()[-8:]))
        for name in names:
            with whole_folder(target / name) as new:
                shutil.copytree(course / "exercises" / name, new, dirs_exist_ok=True)


def _env() -> dict[str, str]:
    """nbgrader calls its tool `alembic` by name, and our plugin by import: both are found even where the environment is not activated."""
    paths = {"PATH": [str(Path(sys.executable).parent)], "PYTHONPATH": [str(ROOT)]}
    return {**os.environ, **{k: os.pathsep.join([*v, *filter(None, [os.environ.get(k)])]) for k, v in paths.items()}}


def refuse_where_answers_are(root: Path) -> None:
    """Raise ExerciseError where answers stand in a folder that is to be written anew."""
    if there := answers_in_the_way(root):
        raise ExerciseError(
            f"There are answers in {', '.join(str(p.relative_to(root)) for p in there)}.",
            "Move that folder somewhere else first: under solutions/ it would give every learner its answers, under exercises/ it is somebody’s work.",
        )


def release(root: Path = ROOT, names: list[str] | None = None) -> list[str]:
    """Write open keys and `exercises/` anew; returns the units' names. Refuses while answers stand in the way."""
    refuse_where_answers_are(root)
    chosen = names or units(root)
    if missing := [n for n in chosen if n not in units(root)]:
        raise ExerciseError(f"There is no unit “{missing[0]}” in solutions/.", f"Units: {', '.join(units(root))}.")
    write_documents(root / "articles")
    for folder in [root / "solutions" / n for n in chosen] + [root / "notebooks"]:
        if (folder / SPEC).is_file():
            write_whole_text(folder / OPEN_KEYS, open_keys(folder))
    generate(root, chosen, root / "exercises")
    return chosen


def add_verbs(commands) -> None:
    verb = commands.add_parser("release", help="derive exercises/ from solutions/ with nbgrader (make exercises)")
    verb.add_argument("unit", nargs="*", help="units to release; all without a name")
    verb.set_defaults(run=_run)


def _run(options) -> None:
    for name in release(names=options.unit):
        print(f"exercises/{name} is up to date.")
