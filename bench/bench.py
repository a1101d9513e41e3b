"""What the kit measures about itself, as ratios in one run: `make bench` (not part of the tests).

python bench/bench.py [--submissions 30] [--skip nbgrader]
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

KIT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(KIT), str(KIT / "bench"), str(KIT / "tests" / "support")]

from course import leave_out  # noqa: E402
from trial_answers import trial_answers  # noqa: E402

UNIT = "01_who_says_so"
ENV = {**os.environ, "PYTHONPATH": str(KIT), "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])}


def median(seconds: list[float]) -> str:
    return f"median {1000 * statistics.median(seconds):.1f} ms (of {len(seconds)}; {1000 * min(seconds):.1f} to {1000 * max(seconds):.1f})"


def timed(work, times: int) -> list[float]:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return taken


def python(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], env=ENV, cwd=KIT / "solutions" / UNIT, check=True, capture_output=True)


def check_to_feedback() -> None:
    """The helper's part of the check button: from an answer to the feedback data, every exercise on the real article; then the first one of a session."""
    from helpers import exercises
    from helpers.marking.mark import mark

    unit = exercises.read_unit(KIT / "solutions" / UNIT)
    print("check → feedback, the helper's own part (aim: at most 50 ms at the median)")
    start = time.perf_counter()
    exercises.key_of(unit, unit["q1"])
    print(
        f"  first key of a session, once, when the exercise opens: {1000 * (time.perf_counter() - start):.0f} ms (from the votes, or from the keys kept beside the articles; a student’s copy reads its own file)"
    )
    every = []
    for one in (e for e in unit.exercises if e.article == "mosul-2016"):
        key, article = exercises.key_of(unit, one), exercises.article_of(one)
        values = list(trial_answers(one, article, key).values())
        taken = [t for value in values for t in timed(lambda value=value: mark(unit, one, {"answer": value}), 20)]
        every += taken
        print(f"  {one.id} {one.type:18} {median(taken)}")
    print(f"  all: {median(every)}")


def imports(times: int = 15) -> None:
    """What a learner's first cell needs, against the libraries themselves; each in a fresh Python, taken in turns."""
    base = "import ipywidgets, nltk"
    ours = "from helpers.classroom import exercise; import helpers.notebook.widgets, helpers.exercises.types.marking_words.mark_sources"
    opening = "from helpers.classroom import exercise; exercise('q1')"
    taken: dict[str, list[float]] = {"pass": [], base: [], ours: [], opening: []}
    for _ in range(times):
        for code in taken:
            taken[code] += timed(lambda code=code: python(code), 1)
    bare = statistics.median(taken["pass"])
    net = {code: statistics.median(t) - bare for code, t in taken.items()}
    print("import (aim: at most 1.5 times `import ipywidgets, nltk`); a bare Python is taken off")
    for code in (base, ours, opening):
        print(f"  {1000 * net[code]:.0f} ms  {net[code] / net[base]:.2f} ×  {code}")


def nbgrader(submissions: int) -> None:
    """The same class marked from answers and by nbgrader's ordinary execution."""
    import make_class

    with tempfile.TemporaryDirectory() as tmp:
        course = Path(tmp) / "kit"
        course.mkdir()
        for part in ("solutions", "helpers", "articles"):
            shutil.copytree(KIT / part, course / part, ignore=leave_out())
        shutil.copy(KIT / "nbgrader_config.py", course)
        run(course, "generate_assignment", UNIT)
        shutil.copytree(course / "exercises" / UNIT, course / "release")
        make_class.make(course / "submitted", submissions, "nbgrader", (UNIT,))
        for learner in (course / "submitted").iterdir():
            for file in (course / "release").iterdir():
                if not (learner / UNIT / file.name).exists():
                    shutil.copy(file, learner / UNIT)
        start_up = statistics.median(timed(lambda: run(course, "autograde", UNIT, "--student=nobody", ok=False), 3))
        taken, marks = {}, {}
        for how, env in (("ours", {}), ("executed", {"WHO_SAYS_SO_EXECUTE": "1"})):
            taken[how] = timed(lambda env=env: run(course, "autograde", UNIT, "--force", **env), 1)[0]
            run(course, "export", "--to", f"{how}.csv")
            marks[how] = [line.split(",")[-4:] for line in (course / f"{how}.csv").read_text().splitlines()]
        print(f"nbgrader autograde, {submissions} submissions (start-up of nbgrader alone: {start_up:.1f} s)")
        for how, seconds in taken.items():
            print(f"  {how:9} {seconds:6.1f} s in all, {(seconds - start_up) / submissions:.2f} s each")
        print(
            f"  ours takes 1/{taken['executed'] / taken['ours']:.1f} of the whole time, 1/{(taken['executed'] - start_up) / max(0.01, taken['ours'] - start_up):.1f} per submission; "
            f"marks are {'the same' if marks['ours'] == marks['executed'] else 'NOT THE SAME'}"
        )


def run(course: Path, *command: str, ok: bool = True, **env: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *command],
        cwd=course,
        env={**ENV, "PYTHONPATH": str(course), **env},
        capture_output=True,
        text=True,
    )
    if ok and done.returncode:
        sys.exit(done.stderr[-2000:])


def keystroke() -> None:
    """From key to «Saved» in a real browser; needs Chromium."""
    subprocess.run([sys.executable, str(KIT / "bench" / "keystroke.py")], env=ENV, check=False)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=30)
    parser.add_argument("--skip", action="append", default=[], choices=["check", "imports", "nbgrader", "keystroke"])
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}")
    for name, work in (
        ("check", check_to_feedback),
        ("imports", imports),
        ("keystroke", keystroke),
        ("nbgrader", lambda: nbgrader(options.submissions)),
    ):
        if name not in options.skip:
            work()
