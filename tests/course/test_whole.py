"""What is written for others appears whole or not at all, whenever the run is killed; and a later run clears what a killed one left."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from course import REPO

from helpers.course import whole

UNIT = "01_who_says_so"
KILLS = int(os.environ.get("KILLS", "12"))


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


class TestWhole:
    def test_a_file_and_a_folder_take_the_place_of_the_old(self, tmp_path):
        (tmp_path / "f").write_text("old")
        (tmp_path / "d").mkdir()
        (tmp_path / "d" / "old").write_text("old")
        with whole(tmp_path / "f") as new:
            new.write_text("new")
        with whole(tmp_path / "d") as new:
            new.mkdir()
            (new / "new").write_text("new")
        assert tree(tmp_path) == {"f": b"new", "d/new": b"new"}

    def test_an_error_leaves_the_old(self, tmp_path):
        (tmp_path / "f").write_text("old")
        with pytest.raises(ValueError), whole(tmp_path / "f") as new:
            new.write_text("half")
            raise ValueError
        assert tree(tmp_path) == {"f": b"old"}

    @pytest.mark.parametrize("one_step", [True, False])
    def test_where_names_cannot_be_exchanged(self, tmp_path, monkeypatch, one_step):
        """macOS, Windows: two steps, and the same at the end."""
        if not one_step:
            monkeypatch.setattr(sys.modules["helpers.course.whole"], "_exchanged", lambda one, other: False)
        for text in ("one", "two"):
            with whole(tmp_path / "d") as new:
                new.mkdir()
                (new / "f").write_text(text)
        assert tree(tmp_path) == {"d/f": b"two"}

    def test_leftovers_of_the_dead_go_and_of_the_living_stay(self, tmp_path):
        dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True).stdout.strip()
        (tmp_path / f".f.new-{dead}").write_text("half")
        (tmp_path / f".f.new-{os.getppid()}").write_text("somebody is at it")
        (tmp_path / ".f.newer").write_text("somebody’s own")
        with whole(tmp_path / "f") as new:
            new.write_text("new")
        assert {p.name for p in tmp_path.iterdir()} == {"f", f".f.new-{os.getppid()}", ".f.newer"}


DRIVER = """
import json, os, sys, zipfile
from pathlib import Path
from helpers.course.bundle import bundle
if "helpers.course.whole" in sys.modules:  # a kill is no power cut: what the system was told is on the disk in time
    sys.modules["helpers.course.whole"]._flush = sys.modules["helpers.course.whole"].sync_folder = lambda path: None
out, unit, kills = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
ON = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate", "ctypes.dlsym")

def state():
    files = {p.relative_to(folder).as_posix(): hash(p.read_bytes()) for p in sorted(folder.rglob("*")) if p.is_file()}
    with zipfile.ZipFile(archive) as packed:
        bad = packed.testzip()
    return files, hash(archive.read_bytes()), bad

def run(end):
    # A child that dies before its n-th step in `out`, as by a kill; with 0 it only counts.
    read, write = os.pipe()
    if not (child := os.fork()):
        seen = 0
        def hook(event, args):
            nonlocal seen
            if event in ON and (event.startswith("ctypes") or any(str(out) in os.fsdecode(a) for a in args[:2] if isinstance(a, (str, bytes, os.PathLike)))):
                seen += 1
                if seen == end:
                    os.kill(os.getpid(), 9)
        sys.addaudithook(hook)
        bundle(out, [unit])
        os.write(write, str(seen).encode())
        os._exit(0)
    os.close(write)
    _, status = os.waitpid(child, 0)
    told = os.read(read, 99)
    os.close(read)
    return status, int(told or 0)

folder, archive = bundle(out, [unit])
good = state()
status, steps = run(0)
assert status == 0 and good == state()
ends = sorted({*range(1, min(8, steps)), *range(max(1, steps - 12), steps + 1), *range(1, steps, max(1, steps // kills))})
broken = []
for end in ends:
    status, _ = run(end)
    assert os.WIFSIGNALED(status), end
    try:
        if good != state():
            broken.append(end)
    except Exception as error:
        broken.append([end, repr(error)])
    bundle(out, [unit])  # old code needs it to begin again from a whole one
    left = [p.name for p in out.iterdir() if p not in (folder, archive)]
    assert left == [], left
print(json.dumps({"kills": len(ends), "steps": steps, "broken": broken}))
"""


def test_bundle_killed_at_any_moment(tmp_path):
    """Before, a good zip was replaced by half a one. After each kill folder and zip are whole, and the next run leaves nothing beside them."""
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, str(tmp_path / "dist"), UNIT, str(KILLS)], cwd=REPO, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert told["kills"] > KILLS and told["broken"] == [], told
