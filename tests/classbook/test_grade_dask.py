"""The same work over dask.distributed: a scheduler and two workers on this machine, and one of them killed in the middle."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from waiting import WAIT

REPO = Path(__file__).resolve().parents[2]

import distributed  # noqa: E402,F401
import make_class  # noqa: E402

from helpers.classbook import grade_class  # noqa: E402
from helpers.errors import KitError  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")  # dask's own warnings are not ours to mend

UNIT = "01_who_says_so"
SOLUTIONS = str(REPO / "solutions")


def start(*command: str) -> subprocess.Popen:
    env = {**os.environ, "PYTHONPATH": str(REPO), "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + command[0], *command[1:]], env=env, stderr=subprocess.PIPE, text=True
    )


def said(process: subprocess.Popen, pattern: str) -> str:
    """Wait until a process has said something; keep its output flowing afterwards."""
    for line in process.stderr:
        if found := re.search(pattern, line):
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return found[1]
    raise AssertionError(f"no {pattern}")


@pytest.fixture
def cluster(tmp_path):
    """The address of a scheduler on loopback, and its two workers' processes."""
    scheduler = start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show")
    workers = []
    try:
        address = said(scheduler, r"Scheduler at:\s+(tcp://\S+)")
        for n in range(2):
            one = start(
                "dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(tmp_path / f"w{n}")
            )
            workers.append(one)
            said(one, r"(Registered to)")
        yield address, workers
    finally:
        for one in (*workers, scheduler):
            one.kill()
            one.wait()
            one.stderr.close()


def test_the_same_marks_and_a_worker_may_die(cluster, tmp_path, monkeypatch):
    """Identical bytes from two workers, and again when one of them is killed with work in its hands."""
    address, workers = cluster
    make_class.make(tmp_path / "class", 400, "nbgrader", (UNIT,))
    grade_class.grade([str(tmp_path / "class")], tmp_path / "here.csv", SOLUTIONS, (UNIT,))
    grade_class.grade([str(tmp_path / "class")], tmp_path / "there.csv", SOLUTIONS, (UNIT,), scheduler=address)
    journal = tmp_path / "killed.unfinished.jsonl"
    killed_at: list[int] = []

    def add_and_kill(*given):
        add(*given)
        if not killed_at and journal.stat().st_size > 30_000:
            os.kill(workers[0].pid, signal.SIGKILL)
            killed_at.append(journal.stat().st_size)

    add = grade_class.Journal.add
    monkeypatch.setattr(grade_class.Journal, "add", add_and_kill)
    grade_class.grade([str(tmp_path / "class")], tmp_path / "killed.csv", SOLUTIONS, (UNIT,), scheduler=address)
    assert killed_at and workers[0].wait(WAIT) == -signal.SIGKILL
    assert killed_at[0] < (tmp_path / "killed.details.jsonl").stat().st_size / 2, "it was killed after the work was done"
    for name in (".csv", ".details.jsonl"):
        assert len({(tmp_path / f"{run_}{name}").read_bytes() for run_ in ("here", "there", "killed")}) == 1


def test_no_scheduler_is_a_sentence(tmp_path):
    (tmp_path / "class").mkdir()
    make_class.make(tmp_path / "class", 1, "nbgrader", (UNIT,))
    with pytest.raises(KitError, match="There is no dask scheduler at"):
        grade_class.grade([str(tmp_path / "class")], tmp_path / "m.csv", SOLUTIONS, (UNIT,), scheduler="tcp://127.0.0.1:9")
