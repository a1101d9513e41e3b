"""A hub on loopback, from release to feedback: the teacher releases, a learner fetches, answers and submits, the teacher marks, the learner reads."""
from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parent.parent
UNIT = "01_who_says_so"

pytest.importorskip("jupyterhub", reason="JupyterHub is not part of the kit: pip install jupyterhub, npm install configurable-http-proxy")
pytestmark = [pytest.mark.nbgrader, pytest.mark.skipif(not shutil.which("configurable-http-proxy"), reason="configurable-http-proxy is not on the path")]

ANSWER = """
from pathlib import Path
from helpers.answers import AnswerFile
from helpers.exercise import article_of, read_unit
unit = read_unit(Path.cwd()); task = unit["q7"]
saved = AnswerFile(Path.cwd() / "answers", task, article_of(task).sha256).save({answer!r})
from helpers.exercise import key_of
print("REV", saved["rev"], "KEY", key_of(unit, task) is not None)
"""


class Hub:
    """What a person does in the hub, by its addresses."""

    def __init__(self, port: int, token: str):
        self.root, self.token = f"http://127.0.0.1:{port}", token

    def ask(self, method: str, path: str, body: dict | None = None):
        data = json.dumps(body).encode() if body is not None else (b"" if method == "POST" else None)
        request = urllib.request.Request(self.root + path, data, {"Authorization": f"token {self.token}", "Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=120) as answer:
            text = answer.read()
        return json.loads(text) if text[:1] in (b"{", b"[") else text

    def start(self, user: str) -> None:
        try:
            self.ask("POST", f"/hub/api/users/{user}")
        except urllib.error.HTTPError as error:
            assert error.code == 409  # on the list of allowed users already
        try:
            self.ask("POST", f"/hub/api/users/{user}/server", {})
        except TimeoutError:
            pass  # it goes on starting; below we wait for it
        wait(lambda: self.ask("GET", f"/hub/api/users/{user}")["servers"].get("", {}).get("ready"))

    def run(self, user: str, path: str, code: str) -> str:
        """Run code in a kernel of the user's server, as a cell of a notebook at `path` would."""
        import websocket

        session = self.ask("POST", f"/user/{user}/api/sessions", {"path": path, "name": "", "type": "notebook", "kernel": {"name": "python3"}})
        kernel = session["kernel"]["id"]
        line = websocket.create_connection(f"{self.root.replace('http', 'ws')}/user/{user}/api/kernels/{kernel}/channels", header=[f"Authorization: token {self.token}"], timeout=60)
        head = {"msg_id": "one", "msg_type": "execute_request", "username": "", "session": "s", "version": "5.3"}
        line.send(json.dumps({"header": head, "parent_header": {}, "metadata": {}, "channel": "shell", "buffers": [],
                              "content": {"code": code, "silent": False, "store_history": False, "user_expressions": {}, "allow_stdin": False}}))
        said = ""
        try:
            while True:
                message = json.loads(line.recv())
                if message["parent_header"].get("msg_id") != "one":
                    continue
                if message["msg_type"] == "stream":
                    said += message["content"]["text"]
                if message["msg_type"] == "error":
                    raise AssertionError("\n".join(message["content"]["traceback"]))
                if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                    return said
        finally:
            line.close()
            self.ask("DELETE", f"/user/{user}/api/sessions/{session['id']}")


def wait(ready, seconds: float = 120):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if found := ready():
                return found
        except (OSError, urllib.error.URLError):
            pass
        time.sleep(0.2)
    raise AssertionError("it did not come up in time")


def free_port() -> int:
    """The first of three ports in a row that nobody uses."""
    while True:
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
        if all(unused(port + n) for n in range(3)):
            return port


def unused(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) != 0


@pytest.fixture
def hub(tmp_path):
    data, course = tmp_path / "data", tmp_path / "course"
    data.mkdir()
    course.mkdir()
    for name in ("solutions", "helpers", "articles"):
        shutil.copytree(REPO / name, course / name, ignore=shutil.ignore_patterns("__pycache__", "answers"))
    shutil.copy(REPO / "nbgrader_config.py", course)
    subprocess.run([sys.executable, "-m", "helpers", "bundle", "--out", str(data / "dist")], cwd=REPO, check=True, capture_output=True)
    bundle = next(p.parent for p in sorted((data / "dist").rglob("helpers")) if p.is_dir())
    token, port = secrets.token_hex(16), free_port()
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    env = {**os.environ, "PATH": path, "WHO_SAYS_SO_HUB_DATA": str(data), "WHO_SAYS_SO_HUB_BUNDLE": str(bundle), "WHO_SAYS_SO_HUB_COURSE": str(course),
           "WHO_SAYS_SO_HUB_PORT": str(port), "WHO_SAYS_SO_HUB_PASSWORD": secrets.token_hex(8), "WHO_SAYS_SO_HUB_TOKEN": token, "CONFIGPROXY_AUTH_TOKEN": secrets.token_hex(16)}
    with open(tmp_path / "hub.log", "w") as log:
        running = subprocess.Popen([sys.executable, "-m", "jupyterhub", "-f", str(REPO / "deploy" / "hub" / "jupyterhub_config.py")], cwd=data, env=env, stdout=log, stderr=log)
    made = Hub(port, token)
    try:
        wait(lambda: made.ask("GET", "/hub/api/"))
        yield made, data, course
    finally:
        for user in ("teacher", "ann", "bo"):
            try:
                made.ask("DELETE", f"/hub/api/users/{user}/server")
            except (OSError, urllib.error.URLError):
                pass
        running.terminate()
        running.wait(30)


@pytest.mark.filterwarnings("default")
def test_from_release_to_feedback(hub):
    """Two learners; one answers and submits. Marks in nbgrader, in `grade` and on the learner's feedback page agree; the sealed key is not with the learner."""
    hub, data, course = hub
    for user in ("teacher", "ann", "bo"):
        hub.start(user)
    teacher = "/user/teacher/formgrader/api"
    assert hub.ask("POST", f"{teacher}/assignment/{UNIT}/assign")["success"]
    assert hub.ask("POST", f"{teacher}/assignment/{UNIT}/release")["success"]

    for learner in ("ann", "bo"):
        listed = hub.ask("GET", f"/user/{learner}/assignments?course_id=who-says-so")
        assert [a["assignment_id"] for a in listed["value"]] == [UNIT]
        hub.ask("POST", f"/user/{learner}/assignments/fetch", {"course_id": "who-says-so", "assignment_id": UNIT})
    opened = hub.ask("GET", f"/user/ann/api/contents/{UNIT}/{UNIT}.ipynb")
    assert opened["type"] == "notebook"

    from helpers.exercise import key_of, read_unit
    from helpers.exercise_types import type_of

    unit = read_unit((course / "solutions" / UNIT).resolve())
    right = type_of(unit["q7"].type).solved(unit["q7"], key_of(unit, unit["q7"]))
    assert hub.run("ann", f"{UNIT}/{UNIT}.ipynb", ANSWER.format(answer=right)).strip() == "REV 1 KEY False"
    sent = hub.ask("POST", "/user/ann/assignments/submit", {"course_id": "who-says-so", "assignment_id": UNIT})
    assert sent["success"], sent

    assert hub.ask("POST", f"{teacher}/assignment/{UNIT}/collect")["success"]
    assert hub.ask("POST", f"{teacher}/submission/{UNIT}/ann/autograde")["success"]
    graded = hub.ask("GET", f"{teacher}/submission/{UNIT}/ann")
    assert graded["autograded"] and graded["score"] == unit["q7"].points
    assert hub.ask("POST", f"{teacher}/assignment/{UNIT}/generate_feedback")["success"]
    assert hub.ask("POST", f"{teacher}/assignment/{UNIT}/release_feedback")["success"]

    hub.ask("POST", "/user/ann/assignments/fetch_feedback", {"course_id": "who-says-so", "assignment_id": UNIT})
    page = next((data / "home" / "ann").rglob("feedback/**/*.html"))
    assert "Readers:" in page.read_text(encoding="utf-8")

    from helpers.classbook import run

    run.grade([str(course / "submitted")], data / "marks.csv", str(course / "solutions"), (UNIT,))
    told = [json.loads(line) for line in (data / "marks.details.jsonl").read_text().splitlines()[1:]]
    assert [(r["learner"], r["status"], r["points"]) for r in told] == [("ann", "graded", graded["score"])]
