"""What is written for others appears whole or not at all, whenever the run is killed; and a later run clears what a killed one left."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from course import REPO

UNIT = "01_who_says_so"
KILLS = int(os.environ.get("KILLS", "12"))


DRIVER = """
import json, os, sys, zipfile
from pathlib import Path
from helpers.course.bundle import bundle
whole = sys.modules["helpers.output.whole"]  # a kill is no power cut: what the system was told is on the disk in time
whole._flush = whole._flush_all = lambda path: None
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
