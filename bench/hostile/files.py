"""Pipes, sockets, odd names, files beside the answers, code that must not run."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

from .kinds import FULL, GRADED, MISSING, PARTLY, UNIT, UNREADABLE, kind, without

SCRIPT = '<script>document.title="run"</script><img src=x onerror=alert(1)>"\'`</style></q>{{7*7}}'
CANARY = """import os, pathlib, socket, subprocess
pathlib.Path({where!r}).write_text("it ran")
os.system("touch {where}")
subprocess.Popen(["sleep", "1000"])
socket.create_connection(("10.255.255.1", 80))
while True: os.fork()
"""


@kind(PARTLY, points=without("q2"))
def a_pipe(m, at):
    here = m.folder(at)
    (here / "answers" / "q2.json").unlink()
    os.mkfifo(here / "answers" / "q2.json")


@kind(PARTLY, points=without("q2"))
def a_socket(m, at):
    here = m.folder(at)
    (here / "answers" / "q2.json").unlink()
    before = os.getcwd()
    os.chdir(here / "answers")  # the path of a socket must be short
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind("q2.json")
    finally:
        os.chdir(before)


@kind(UNREADABLE, MISSING)
def answers_is_a_file(m, at):
    here = m.folder(at, {})
    (here / "answers").rmdir()
    (here / "answers").write_bytes(json.dumps(m.right).encode())


@kind(PARTLY, points=without("q3"))
def script_in_fields(m, at):
    m.folder(at, m.changed("q3", {"fields": dict.fromkeys(m.right["q3"]["answer"]["fields"], SCRIPT)}))


@kind(GRADED, points=FULL)
def script_in_cells(m, at):
    cells = [{"cell_type": "markdown", "id": "x", "metadata": {}, "source": SCRIPT}, *m.base["cells"]]
    m.folder(at, notebook=m.notebook(cells=cells))


@kind(GRADED, points=FULL)
def a_name_of_255_bytes(m, at):
    m.folder(at.with_name(at.name + "é" * ((255 - len(at.name)) // 2)))


@kind(GRADED, points=FULL)
def a_moodle_name_of_255_bytes(m, at):
    tail = "_4711_assignsubmission_file_"
    m.folder(at.with_name(at.name + "n" * (255 - len(at.name) - len(tail)) + tail))


@kind(GRADED, points=FULL)
def files_that_differ_in_case_only(m, at):
    """On a teacher's Windows or Mac there would be one of the two: both are read, and what is no answer is left alone."""
    here = m.folder(at)
    (here / "answers" / "Q2.json").write_text(json.dumps({**m.right["q2"], "exercise": "Q2", "answer": {"spans": []}}))
    (here / "answers" / "q2.JSON").write_text(json.dumps({**m.right["q2"], "rev": 1, "answer": {"spans": []}}))


@kind(GRADED, points=FULL)
def a_name_that_is_not_utf8(m, at):
    m.folder(Path(os.fsdecode(os.fsencode(str(at)) + b"-\xff\xfe-caf\xe9")))


@kind(GRADED, points=0.0)
def code_that_must_not_run(m, at):
    cells = [
        {
            "cell_type": "code",
            "id": "run",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": CANARY.format(where=str(m.outside / "canary")),
        }
    ]
    here = m.folder(at, {"q2": {**m.right["q2"], "answer": {"spans": []}}}, m.notebook(cells=cells))
    for name in ("sitecustomize.py", "json.py", "conftest.py", "nbgrader_config.py"):
        (here / name).write_text(CANARY.format(where=str(m.outside / "canary")))


@kind(GRADED, points=0.0)
def its_own_helpers(m, at):
    """A helpers folder, a key, an exercises.json and votes that would give everything, with empty answers."""
    here = m.folder(at, {"q2": {**m.right["q2"], "answer": {"spans": []}}})
    (here / "helpers").mkdir()
    (here / "helpers" / "__init__.py").write_text(CANARY.format(where=str(m.outside / "canary")))
    (here / "open_keys.json").write_text(json.dumps({n: {"right": True} for n in m.right}))
    (here / "exercises.json").write_text(json.dumps({"assignment": UNIT, "title": "", "exercises": []}))
    (here / "articles" / "mosul-2016").mkdir(parents=True)
    (here / "articles" / "mosul-2016" / "article.txt").write_text("mine")


@kind(UNREADABLE, MISSING)
def a_pickle_called_an_answer(m, at):
    m.folder(at, {"q2": b"cposix\nsystem\n(S'touch " + str(m.outside / "canary").encode() + b"'\ntR."}, b"\x80\x04.")
