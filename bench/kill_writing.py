"""Every verb that writes is killed again and again, at moments spread over its run: what it left is the old output whole, or the new one.

python bench/kill_writing.py [--kills 150]
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import make_class  # noqa: E402

KIT, UNIT = make_class.KIT, "01_who_says_so"


def verbs(folder: Path) -> dict[str, tuple[list[str], list[Path]]]:
    """Verb → (arguments, what it writes)."""
    marks, out = folder / "marks.csv", folder / "out"
    return {
        "grade": (
            ["grade", str(folder / "class"), "--unit", UNIT, "--out", str(out / "marks.csv")],
            [out / "marks.csv", out / "marks.details.jsonl"],
        ),
        "report": (["report", str(marks), "--out", str(out / "report")], [out / "report"]),
        "feedback": (["feedback", str(marks), "--out", str(out / "pages")], [out / "pages"]),
        "gradebook": (["gradebook", str(marks), "--to", "nbgrader", "--out", str(out / "grades.csv")], [out / "grades.csv"]),
        "bundle": (["bundle", UNIT, "--out", str(out)], [out / "who-says-so", out / f"who-says-so-{UNIT}.zip"]),
    }


def content(path: Path) -> dict[str, bytes]:
    """A file or folder as bytes by name; empty where it is not there."""
    if path.is_dir():
        return {p.relative_to(path).as_posix(): p.read_bytes() for p in sorted(path.rglob("*")) if p.is_file()}
    return {path.name: path.read_bytes()} if path.exists() else {}


def whole(path: Path, wanted: dict[str, bytes]) -> str:
    """What is wrong with an output, or empty; a zip must open, a table have all its rows."""
    found = content(path)
    if not found or found == wanted:
        return ""
    if path.suffix == ".zip" and zipfile.ZipFile(path).testzip():
        return "a damaged zip"
    if path.suffix == ".csv" and len(list(csv.reader(found[path.name].decode().splitlines()))) > 0:
        return "another table"
    return f"another content: {sorted(set(found) ^ set(wanted))[:3] or [n for n in found if found[n] != wanted[n]][:3]}"


def leftovers(out: Path) -> list[str]:
    return [p.name for p in out.rglob(".*") if p.name.endswith(".tmp") or ".new-" in p.name]


def kills(folder: Path, verb: str, times: int, rng: random.Random) -> list[str]:
    """What went wrong over so many kills of one verb; with and without an old output in the way."""
    arguments, written = verbs(folder)[verb]
    command = [sys.executable, "-m", "helpers", *arguments]
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    start = time.monotonic()
    subprocess.run(command, cwd=KIT, check=True, stdout=subprocess.DEVNULL)
    took = time.monotonic() - start
    wanted = {p: content(p) for p in written}
    wrong = []
    for number in range(times):
        if number % 3 == 0:
            shutil.rmtree(out, ignore_errors=True)
        had = {path for path in written if content(path)}
        running = subprocess.Popen(command, cwd=KIT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            running.wait(took * (0.4 + 0.7 * rng.random()))
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
        for path in written:
            if said := whole(path, wanted[path]):
                wrong.append(f"{verb}, kill {number}: {path.name} is {said}")
            if path in had and not content(path):
                wrong.append(f"{verb}, kill {number}: the old {path.name} is gone")
    subprocess.run(command, cwd=KIT, check=True, stdout=subprocess.DEVNULL)
    wrong += [f"{verb}: {path.name} after a last run is not whole" for path in written if content(path) != wanted[path]]
    return wrong + [f"{verb} left {name}" for name in leftovers(out)]


# In front of a verb: it is killed at one of the steps that change a folder: the n-th, or the one that puts a file of this name in its place.
DIES = """
import os, sys
at, where, seen = sys.argv[1], os.path.abspath(sys.argv[2]), []
def step(event, args):
    if event in ("os.rename", "os.remove", "os.mkdir", "os.truncate") or event == "open" and isinstance(args[2], int) and args[2] & 3:
        if os.path.abspath(str(args[0])).startswith(where):
            seen.append(event)
            if at == str(len(seen)) or event == "os.rename" and at == os.path.basename(str(args[1])):
                os.kill(os.getpid(), 9)
from helpers.__main__ import main
sys.addaudithook(step)
sys.exit(main(sys.argv[3:]))
"""


def killed_at(step: int | str, folder: Path, command: list[str]) -> int:
    """Run a verb that is killed at one of its steps in a folder; its exit status, -9 where it came to that."""
    own = [sys.executable, "-c", DIES, str(step), str(folder), *command]
    return subprocess.run(own, cwd=KIT, check=False, capture_output=True).returncode


def prepare(folder: Path, learners: int = 40) -> None:
    make_class.make(folder / "class", learners, "nbgrader", (UNIT,))
    command = [sys.executable, "-m", "helpers", "grade", str(folder / "class"), "--unit", UNIT, "--out", str(folder / "marks.csv")]
    subprocess.run(command, cwd=KIT, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=150)
    parser.add_argument("--verb", action="append", default=[])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        prepare(Path(name))
        for verb in options.verb or verbs(Path(name)):
            wrong = kills(Path(name), verb, options.kills, random.Random(7))
            print(f"{verb}: {options.kills} kills, {len(wrong)} outputs not whole {json.dumps(wrong[:3]) if wrong else ''}", flush=True)
