"""Marking a class: `grade` against nbgrader, growth from 100 to 10,000, a course of many learners, and a hostile class. Ratios of one run on one machine.

    python bench/bench_class.py [--quick]        (the whole takes about half an hour, nearly all of it nbgrader executing notebooks)

Cpu seconds (user and system, all child processes) are the stable figure; memory is the peak of the whole process tree (PSS, sampled).
Every command runs with its bytecode at hand, as on a teacher's machine from the second run on.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1] / "tests" / "support")]

import hostile_class  # noqa: E402
import make_class  # noqa: E402
from course import leave_out  # noqa: E402
from make_class import KIT  # noqa: E402

BYTECODE = Path(tempfile.gettempdir()) / f"bench-bytecode-{os.getpid()}"


@dataclass
class Cost:
    wall: float
    cpu: float
    peak: float  # MB


def measure(command: list[str], cwd: Path, **env: str) -> Cost:
    """Run a command to its end; its cpu seconds with all its children, and the peak memory of its process tree."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    before, start = os.times(), time.monotonic()
    ready = {"PATH": path, "PYTHONPATH": str(cwd), "PYTHONPYCACHEPREFIX": str(BYTECODE), "PYTHONDONTWRITEBYTECODE": ""}
    process = subprocess.Popen(
        command, cwd=cwd, env={**os.environ, **ready, **env}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    peak, done = [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(0.1):
            peak[0] = max(peak[0], sum(map(_pss, _tree(process.pid))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, said = process.communicate()
    done.set()
    watcher.join()
    after = os.times()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{said[-2000:]}")
    return Cost(
        time.monotonic() - start, after.children_user + after.children_system - before.children_user - before.children_system, peak[0]
    )


def _tree(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(p for c in children for p in _tree(int(c)))]


def _pss(pid: int) -> float:
    try:
        line = next(x for x in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines() if x.startswith("Pss:"))
        return int(line.split()[1]) / 1000
    except (OSError, StopIteration):
        return 0.0


def grade(cwd: Path, submitted: Path, out: Path, *more: str) -> Cost:
    return measure([sys.executable, "-m", "helpers", "grade", str(submitted), "--out", str(out), "--fresh", *more], cwd)


# ---------------------------------------------------------------------------------------------------- against nbgrader


def against_nbgrader(folder: Path, total: int) -> None:
    """The same submissions, spread over all units that have a notebook, marked three ways."""
    course = folder / "course"
    course.mkdir()
    for name in ("solutions", "helpers", "articles"):
        shutil.copytree(KIT / name, course / name, ignore=leave_out())
    shutil.copy(KIT / "nbgrader_config.py", course)
    units = [p.name for p in sorted((course / "solutions").iterdir()) if (p / f"{p.name}.ipynb").is_file()]
    for unit in units:
        measure([sys.executable, "-m", "nbgrader", "generate_assignment", unit], course)
    made = make_class.read_course(str(course / "solutions"), tuple(units))
    answers, rng, exercises = make_class.bank(made), random.Random(2), {}
    for number in range(total):
        unit = units[number % len(units)]
        base = json.loads((course / "exercises" / unit / f"{unit}.ipynb").read_text(encoding="utf-8"))
        exercises[unit] = len(made.units[unit])
        target = course / "submitted" / f"s{number:05}" / unit
        shutil.copytree(course / "exercises" / unit, target)
        for name, data in make_class.files(unit, base, make_class.records(made, unit, answers, rng), carried_only=number % 3 == 2).items():
            make_class._write(target / name, data)
    print(f"\n{total} submissions over {len(units)} units ({', '.join(f'{u}: {n}' for u, n in exercises.items())} exercises)")
    only = [x for u in units for x in ("--unit", u)]
    idle = [grade(course, _nobody(folder), folder / "none.csv", *only) for _ in range(2)][1]  # start, and all keys built
    ours = grade(course, course / "submitted", folder / "marks.csv", *only)
    rows, bare = [("grade", ours)], [(ours.cpu - idle.cpu) / total]
    for name, env in (("autograde, our preprocessor", {}), ("autograde, ordinary", {"WHO_SAYS_SO_EXECUTE": "1"})):
        shutil.rmtree(course / "autograded", ignore_errors=True)
        command = [sys.executable, "-m", "nbgrader", "autograde"]
        costs = [measure([*command, unit, "--force"], course, **env) for unit in units]
        rows.append((name, Cost(sum(c.wall for c in costs), sum(c.cpu for c in costs), max(c.peak for c in costs))))
        compare(course, folder)
        ones = [
            measure([*command, unit, "--force", f"--student=s{n:05}"], course, **env).cpu for n, unit in enumerate(units)
        ]  # start, and one of each unit
        bare.append((rows[-1][1].cpu - sum(ones)) / (total - len(units)))
    print(f"{'':30}{'cpu s each':>12}{'less start':>12}{'wall s each':>13}{'peak MB':>9}{'times grade':>13}{'less start':>12}")
    for (name, cost), one in zip(rows, bare):
        print(
            f"{name:30}{cost.cpu / total:12.4f}{one:12.4f}{cost.wall / total:13.4f}{cost.peak:9.0f}{cost.cpu / ours.cpu:13.1f}{one / bare[0]:12.1f}"
        )
    print(
        f"ordinary / our preprocessor: {rows[2][1].cpu / rows[1][1].cpu:.1f}, less start {bare[2] / bare[1]:.1f}. "
        f"Start of grade with all keys {idle.cpu:.2f} cpu s. “Less start” of nbgrader: what each further submission of a unit costs."
    )
    figures["ordinary"] = bare[2]


def compare(course: Path, folder: Path) -> None:
    measure([sys.executable, "-m", "nbgrader", "export", "--to", str(folder / "export.csv")], course)
    with open(folder / "export.csv", encoding="utf-8") as file:
        theirs = {(r["student_id"], r["assignment"]): round(float(r["raw_score"]), 9) for r in csv.DictReader(file)}
    with open(folder / "marks.csv", encoding="utf-8-sig") as file:
        mine = {(r["learner"], r["unit"]): float(r["points"]) for r in csv.DictReader(file) if r["points"]}
    different = [k for k, v in mine.items() if theirs.get(k) != v]
    print(f"  marks equal to nbgrader's: {len(mine) - len(different)} of {len(mine)}")


figures: dict[str, float] = {}


# ---------------------------------------------------------------------------------------------------- growth and hostility


def growth(folder: Path, sizes: list[int]) -> None:
    grade(KIT, _nobody(folder), folder / "none.csv")  # makes the bytecode
    print(
        f"\nGrowth of grade, submissions spread over all units, {os.cpu_count()} cores ({os.cpu_count()} workers; in brackets one worker)"
    )
    print(f"{'handed in':>9}{'cpu s':>9}{'wall s':>9}{'cpu ms each':>13}{'less start':>12}{'peak MB':>9}")
    for size in sizes:
        shutil.rmtree(folder / "class", ignore_errors=True)
        make_class.make(folder / "class", size, spread=True)
        empty = grade(KIT, _nobody(folder), folder / "none.csv", "--workers", "1")
        for workers in (os.cpu_count() or 1, 1):
            cost = grade(KIT, folder / "class", folder / f"g{size}.csv", "--workers", str(workers))
            mark = "" if workers > 1 else "  (one worker)"
            print(
                f"{size:9,}{cost.cpu:9.2f}{cost.wall:9.2f}{1000 * cost.cpu / size:13.3f}{1000 * (cost.cpu - empty.cpu) / size:12.3f}{cost.peak:9.0f}{mark}"
            )
            figures[f"{size}-{workers}"], figures[f"{size}-{workers}-whole"] = (cost.cpu - empty.cpu) / size, cost.cpu / size
        report = measure([sys.executable, "-m", "helpers", "report", str(folder / f"g{size}.csv"), "--out", str(folder / "report")], KIT)
        print(
            f"{'':9}  report: {report.cpu:.1f} cpu s, {report.peak:.0f} MB, page of {(folder / 'report' / 'report.html').stat().st_size / 1e6:.2f} MB"
        )
    if "ordinary" in figures:
        print(
            f"ordinary autograde / grade, cpu for each submission in a class of 1,000: {figures['ordinary'] / figures['1000-1']:.0f} less start, "
            f"{figures['ordinary'] / figures['1000-1-whole']:.0f} with grade's start and all its keys"
        )


def whole_course(folder: Path, learners: int) -> None:
    """Every learner hands in every unit; the forms, which are for reading checks, are left out."""
    units = tuple(p.name for p in sorted((KIT / "solutions").iterdir()) if p.is_dir() and p.name[0].isdigit())
    make_class.make(folder / "class", learners, units=units)
    cost = grade(KIT, folder / "class", folder / "marks.csv", "--workers", str(os.cpu_count()))
    total = learners * len(units)
    print(
        f"\n{learners:,} learners, each with all {len(units)} units, {os.cpu_count()} workers: {cost.cpu:.1f} cpu s, {cost.wall:.1f} s, {1000 * cost.cpu / total:.3f} cpu ms "
        f"for each of {total:,} submissions, {cost.peak:.0f} MB, details of {(folder / 'marks.details.jsonl').stat().st_size / 1e6:.0f} MB"
    )


def _nobody(folder: Path) -> Path:
    (folder / "nobody").mkdir(exist_ok=True)
    return folder / "nobody"


def hostile(folder: Path, learners: int) -> None:
    told = hostile_class.make(folder / "in" / "class", folder / "in" / "outside", learners)
    look = lambda: {p: (p.lstat().st_size, p.lstat().st_mtime_ns) for p in (folder / "in").rglob("*")}  # noqa: E731
    before = look()
    cost = grade(KIT, folder / "in" / "class", folder / "out" / "marks.csv", "--unit", hostile_class.UNIT)
    with open(folder / "out" / "marks.csv", encoding="utf-8-sig", newline="") as file:
        rows = {r["learner"]: r for r in csv.DictReader(file)}
    wrong = []
    for number, (kind, points) in enumerate(told):
        row = next(r for name, r in rows.items() if f"h{number:05}" in name)
        if row["status"] not in kind.status or (float(row["points"]) if row["points"] else None) != points:
            wrong.append((kind.name, row["status"], row["points"]))
    outside = len(set(look().items()) ^ set(before.items()))
    crashed = sum("nobody foresaw" in r["sentence"] or "was stopped" in r["sentence"] for r in rows.values())
    print(
        f"\nHostile class of {learners:,}, {len(hostile_class.KINDS)} kinds: {crashed} crashes, {len(wrong)} wrong marks, {outside} files outside; "
        f"{cost.cpu:.1f} cpu s, {cost.wall:.1f} s, {cost.peak:.0f} MB {wrong[:3] or ''}"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="27 submissions for nbgrader, 1,000 learners at most")
    parser.add_argument("--only", choices=("nbgrader", "growth", "course", "hostile"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        for part, run in (
            ("nbgrader", lambda f: against_nbgrader(f, 27 if options.quick else 100)),
            ("growth", lambda f: growth(f, [100, 1000] if options.quick else [100, 1000, 10_000])),
            ("course", lambda f: whole_course(f, 100 if options.quick else 10_000)),
            ("hostile", lambda f: hostile(f, 130 if options.quick else 1000)),
        ):
            if options.only in (None, part):
                (base / part).mkdir()
                run(base / part)
                shutil.rmtree(base / part)
    shutil.rmtree(BYTECODE, ignore_errors=True)
