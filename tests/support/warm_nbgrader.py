"""nbgrader's commands without the seconds that it takes to import nbgrader: each runs in a process of its own, forked from one that has imported it.

The command, its folder, its environment and its exit are those of `python -m nbgrader …`; the kit itself is not imported beforehand, because each
course folder brings its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

_SERVER = """
import json, os, runpy, sys, warnings
import nbgrader.apps, nbgrader.api, nbconvert.exporters, nbclient, alembic, sqlalchemy.dialects.sqlite
assert "helpers" not in sys.modules
for line in sys.stdin:
    order = json.loads(line)
    if child := os.fork():
        print(json.dumps(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])), flush=True)
        continue
    for fd, path in ((1, order["out"]), (2, order["err"])):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), fd)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["env"])
    sys.path[:1] = [order["cwd"], *filter(None, order["env"].get("PYTHONPATH", "").split(os.pathsep))]
    for option in filter(None, order["env"].get("PYTHONWARNINGS", "").split(",")):
        warnings._setoption(option)
    sys.argv = ["nbgrader", *order["command"]]
    runpy.run_module("nbgrader", run_name="__main__", alter_sys=True)
    break
"""
_process: list[subprocess.Popen] = []


def nbgrader(*command: str, cwd: Path, env: dict[str, str]) -> subprocess.CompletedProcess:
    """Return what `subprocess.run([sys.executable, "-m", "nbgrader", *command], capture_output=True, text=True)` would."""
    if not _process or _process[0].poll() is not None:
        clean = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONWARNINGS")}
        start = [sys.executable, "-c", _SERVER]
        _process[:] = [subprocess.Popen(start, cwd="/", env=clean, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)]
    server = _process[0]
    with tempfile.TemporaryDirectory() as told:
        out, err = Path(told, "out"), Path(told, "err")
        order = {"command": command, "cwd": str(cwd), "env": env, "out": str(out), "err": str(err)}
        server.stdin.write(json.dumps(order) + "\n")
        server.stdin.flush()
        code = json.loads(server.stdout.readline())
        read = lambda path: path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""  # noqa: E731
        return subprocess.CompletedProcess(["nbgrader", *command], code, read(out), read(err))


def stop() -> None:
    """End the process that waits for orders."""
    for one in _process:
        one.stdin.close()
        one.wait()
        one.stdout.close()
    _process.clear()
