"""A rehearsal of the whole way on a real hub: release, fetch, answer in Chromium, submit, collect, mark, feedback; and what a learner may not read.

    sudo env PATH="$PATH" python deploy/try_hub.py       (Linux, root; jupyterhub, configurable-http-proxy and Chromium on the path)

It uses deploy/ as it stands: real accounts, real permissions, the paths of the documentation. All of that lies in a mount namespace of
its own (/srv, /home and the lists of accounts are replaced for this process and its children only), so the machine is left as it was.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

KIT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(KIT), str(KIT / "tests" / "browser"), str(KIT / "tests" / "support")]

UNIT, COURSE, HUB = "01_who_says_so", Path("/srv/who-says-so/course"), "http://127.0.0.1:8000"
ACCOUNTS = {"teacher": 7001, "ann": 7002, "bo": 7003, "guest": 7004}  # guest has an account and is in no group
GROUPS = {"wss-teachers": (7101, "teacher"), "wss-learners": (7102, "ann,bo")}
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
PASSWORD = "a password for this rehearsal"

# Runs in a learner's own kernel. It looks for everything that only teachers have, wherever the learner's account can get to.
PROBE = r"""
import json, os, re
teachers = re.compile(r"/(marks|desk)/[^/]+\.json$|/(verdicts|hindsight)\.json$|(/teacher_notes|\.notes)\.md$|gradebook\.db$|/solutions/|/who-says-so/hub/|/inbound/|^/home/(?!NAME/)[^/]+/")
read, seen = [], 0
for top in ("/srv", "/home", "/etc", "/opt", "/usr", "/var"):
    for folder, _, names in os.walk(top):
        for name in names:
            path = os.path.join(folder, name)
            if teachers.search(path) and not path.startswith("/usr/share/"):
                try:
                    open(path, "rb").close(); read.append(path)
                except OSError:
                    pass
            seen += path.startswith("/srv/")
refused = {}
for path in PLACES:
    try:
        os.listdir(path) if os.path.isdir(path) else open(path, "rb").close(); refused[path] = "READ"
    except OSError as error:
        refused[path] = type(error).__name__
from pathlib import Path
import helpers
from helpers.exercises import key_of, read_unit
unit = read_unit(Path("FOLDER"))
keys = {e.id: key_of(unit, e) is not None for e in unit.exercises}
print(json.dumps({"uid": os.getuid(), "read": read, "seen": seen, "refused": refused, "helpers": helpers.__file__, "keys": keys, "sealed": [e.id for e in unit.exercises if e.sealed and e.points]}))
"""


def probe_for(name: str, places: list[str], folder: str) -> str:
    return PROBE.replace("NAME", name).replace("PLACES", repr(places)).replace("FOLDER", folder)


RUN = """async (code) => {
  const kernel = await window.jupyterapp.serviceManager.kernels.startNew({ name: 'python3' }); let said = '';
  const ask = kernel.requestExecute({ code });
  ask.onIOPub = (m) => { if (m.header.msg_type === 'stream' && m.content.name === 'stdout') said += m.content.text; if (m.header.msg_type === 'error') said += m.content.traceback.join('\\n'); };
  await ask.done; await kernel.shutdown(); return said; }"""


def say(words: str) -> None:
    print(f"{time.monotonic() - BEGAN:6.1f} s  {words}", flush=True)


def must(held: object, words: str, seen: object = "") -> None:
    if not held:
        raise SystemExit(f"NOT SO: {words}\n{seen}")
    say(words)


def own_namespace(work: Path) -> None:
    """From here on /srv, /home, the accounts and the kit's own folder are this process's alone."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(0x00020000):
        raise SystemExit("A mount namespace needs root (CAP_SYS_ADMIN).")
    hashed = subprocess.run(["openssl", "passwd", "-6", PASSWORD], capture_output=True, text=True, check=True).stdout.strip()
    more = {
        "passwd": [f"{n}:x:{i}:{i}::/home/{n}:/bin/sh" for n, i in ACCOUNTS.items()],
        "group": [*(f"{n}:x:{i}:" for n, i in ACCOUNTS.items()), *(f"{n}:x:{i}:{who}" for n, (i, who) in GROUPS.items())],
        "shadow": [f"{n}:{hashed}:20000:0:99999:7:::" for n in ACCOUNTS],
    }
    subprocess.run(["mount", "--make-rprivate", "/"], check=True)
    for name, lines in more.items():
        here = work / name
        here.write_text(Path("/etc", name).read_text().rstrip("\n") + "\n" + "\n".join(lines) + "\n")
        here.chmod(0o600 if name == "shadow" else 0o644)
        subprocess.run(["mount", "--bind", here, f"/etc/{name}"], check=True)
    for place in ("/srv", "/home"):
        subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", place], check=True)
    for name, number in ACCOUNTS.items():
        home = Path("/home", name)
        home.mkdir(mode=0o700)
        os.chown(home, number, number)


def reach_the_interpreter() -> None:
    """A Python in a closed home (pyenv of root) cannot be run by other accounts: here that home is replaced by one with nothing else in it."""
    base = Path(sys.base_prefix).resolve()
    closed = [p for p in base.parents if not p.stat().st_mode & 0o001]
    if closed:
        kept = Path("/mnt/python")  # not in the work folder: that one is removed at the end
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "/mnt"], check=True)
        kept.mkdir()
        subprocess.run(["mount", "--bind", base, kept], check=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=711", "tmpfs", closed[-1]], check=True)
        base.mkdir(parents=True)
        subprocess.run(["mount", "--bind", kept, base], check=True)


def hide_the_kit() -> None:
    """The working copy this was started from is open to everybody on the machine; on a server it is not there."""
    os.chdir("/")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=700", "tmpfs", KIT], check=True)


def as_teacher(*command: str) -> str:
    """One of nbgrader's commands in the course folder, as the teacher's account in a terminal of the hub."""
    env = {
        "PATH": os.environ["PATH"],
        "HOME": "/home/teacher",
        "USER": "teacher",
        "PYTHONPATH": str(COURSE),
        "JUPYTER_CONFIG_PATH": "/srv/who-says-so/etc",
    }
    number = ACCOUNTS["teacher"]
    done = subprocess.run(
        command,
        cwd=COURSE,
        env=env,
        user=number,
        group=number,
        extra_groups=[GROUPS["wss-teachers"][0]],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr[-3000:]}")
    return done.stdout + done.stderr


def start_hub(log: Path) -> subprocess.Popen:
    # --Spawner.args: so that this script can talk to JupyterLab's own objects; everything else is the configuration as it stands
    command = ["jupyterhub", "-f", "/srv/who-says-so/etc/jupyterhub_config.py", "--Spawner.args=--LabApp.expose_app_in_browser=True"]
    running = subprocess.Popen(command, cwd="/srv/who-says-so/hub", stdout=log.open("w"), stderr=subprocess.STDOUT, start_new_session=True)
    until = time.monotonic() + 90
    while time.monotonic() < until and running.poll() is None:
        try:
            urllib.request.urlopen(f"{HUB}/hub/login", timeout=2)
            return running
        except OSError:
            time.sleep(0.3)
    raise SystemExit(f"The hub did not come up:\n{log.read_text()[-3000:]}")


def log_in(browser, name: str, password: str = PASSWORD, welcome: bool = True):
    page = browser.new_context().new_page()
    page.set_default_timeout(90_000)
    page.goto(f"{HUB}/hub/login")
    page.fill("#username_input", name)
    page.fill("#password_input", password)
    page.click("#login_submit")
    if welcome:
        page.wait_for_url(f"{HUB}/user/{name}/lab**")
    else:
        page.wait_for_load_state("networkidle")
    return page


def answer(page, exercise_id: str, value: dict, unit, kinds) -> None:
    """Mark words as a learner does, and wait until the page says that it is saved."""
    from jupyter import Task

    exercise = unit[exercise_id]
    kind, article = kinds[exercise_id]
    box = page.locator(f"section[data-exercise='{exercise_id}']").last
    box.wait_for()
    task = Task(type("Here", (), {"page": page}), box)
    start, _ = kind.form.bounds(exercise, article)
    for span in value["spans"]:
        words = article.text[span["start"] : span["end"]]
        task.mark(words, kind.form.labels()[span["label"]].name, article.text[start : span["start"]].count(words))
    task.saved()
    say(f"ann: {exercise_id}, {len(value['spans'])} marks; the page says “{box.locator('.wss-state').inner_text().strip()}”")


def listed(page, words: str, button: str) -> None:
    """Open nbgrader's assignment list and press a button in it; what is opened before JupyterLab has restored its tabs would be closed again."""
    page.wait_for_function("() => window.jupyterapp?.restored.then(() => true)")
    page.evaluate("() => window.jupyterapp.commands.execute('nbgrader:open-assignment-list')")
    row = page.locator(".list_item", has_text=words).filter(has=page.get_by_role("button", name=button, exact=True)).first
    row.get_by_role("button", name=button, exact=True).click()


def rehearse(browser, unit, kinds, right) -> None:
    from jupyter import READY, Notebook

    # ------------------------------------------------------------------ who may come in
    refused = log_in(browser, "guest", welcome=False)
    must("/user/" not in refused.url and "/lab" not in refused.url, "an account in neither group is refused")
    refused = log_in(browser, "ann", "wrong", welcome=False)
    must("/user/" not in refused.url, "a wrong password is refused")

    # ------------------------------------------------------------------ the teacher releases
    as_teacher("nbgrader", "generate_assignment", UNIT, "--force")
    as_teacher("nbgrader", "release_assignment", UNIT)
    teacher = log_in(browser, "teacher")
    must(teacher.goto(f"{HUB}/user/teacher/formgrader").status == 200, "teacher: released; formgrader opens")

    # ------------------------------------------------------------------ a learner fetches, answers, submits
    page, bo = log_in(browser, "ann"), log_in(browser, "bo")
    must(page.goto(f"{HUB}/user/teacher/lab").status in (403, 404), "ann: the teacher's server is refused")
    must(page.goto(f"{HUB}/user/ann/formgrader").status == 404, "ann: no formgrader")
    page.goto(f"{HUB}/user/ann/lab")
    page.wait_for_function("() => window.jupyterapp?.started")
    bo.wait_for_function("() => window.jupyterapp?.started")
    must(Path("/home/ann/lessons/00_start_here.ipynb").is_file(), "ann: a copy of the lessons lies in her home")
    panels = page.evaluate(
        "() => ['assignment-list', 'formgrader', 'course-list', 'create-assignment'].map((n) => window.jupyterapp.isPluginActivated('@jupyter/nbgrader:' + n))"
    )
    must(panels == [True, False, False, False], "ann: nbgrader's menu has the assignment list and none of the teacher's panels", panels)
    listed(page, UNIT, "Fetch")
    folder = Path("/home/ann", UNIT)
    wait(lambda: (folder / f"{UNIT}.ipynb").is_file())
    say("ann: fetched with the button in JupyterLab's assignment list")
    must(
        {p.name for p in folder.iterdir()} == {f"{UNIT}.ipynb", "exercises.json", "open_keys.json"},
        "ann: the folder holds notebook, exercises and open keys",
    )

    page.goto(f"{HUB}/user/ann/lab/tree/{UNIT}/{UNIT}.ipynb?reset")
    page.wait_for_function(READY)
    Notebook.run_all(type("Here", (), {"page": page}))
    for name in ("q1", "q2"):
        answer(page, name, right[name], unit, kinds)
    stored = json.loads((folder / "answers" / "q2.json").read_text())
    must(len(stored["answer"]["spans"]) == len(right["q2"]["spans"]), f"ann: answers/q2.json on disk, revision {stored['rev']}")

    # ------------------------------------------------------------------ the server is stopped under her, as culling does
    page.goto(f"{HUB}/hub/home")
    page.click("#stop")
    page.locator("#start", has_text="Start").wait_for()
    page.goto(f"{HUB}/hub/spawn")
    page.wait_for_url(f"{HUB}/user/ann/lab**")
    page.goto(f"{HUB}/user/ann/lab/tree/{UNIT}/{UNIT}.ipynb?reset")
    page.wait_for_function(READY)
    Notebook.run_all(type("Here", (), {"page": page}))
    page.locator(".wss-progress", has_text="2 of 9 answered").first.wait_for()
    must(
        json.loads((folder / "answers" / "q2.json").read_text()) == stored,
        "ann: server stopped and started again without saving the notebook; both answers are back",
    )

    # ------------------------------------------------------------------ what a learner's server can read
    here = [
        *(str(p) for p in sorted(COURSE.glob("articles/*/*")) if p.name in ("marks", "desk", "verdicts.json")),
        str(COURSE),
        str(COURSE / "gradebook.db"),
        str(COURSE / f"solutions/{UNIT}/{UNIT}.ipynb"),
        "/srv/who-says-so/hub",
        "/home/bo",
        "/home/teacher",
        "/srv/nbgrader/exchange/who-says-so/inbound",
    ]
    probe = probe_for("ann", here, str(folder))
    found = json.loads(page.evaluate(RUN, probe))
    must(
        found["uid"] == ACCOUNTS["ann"] and found["read"] == [] and set(found["refused"].values()) == {"PermissionError"},
        f"ann's kernel (account {found['uid']}) walked {found['seen']} files of /srv and opened none of a teacher's; {len(here)} places asked by name: {sorted(set(found['refused'].values()))}",
        found,
    )
    must(
        found["helpers"].startswith("/srv/who-says-so/bundle/")
        and not any(found["keys"][e] for e in found["sealed"])
        and found["keys"]["q1"],
        f"ann's kernel imports the bundle; no key of the sealed {', '.join(found['sealed'])}",
    )
    # the probe itself must be able to fail
    subprocess.run(["chmod", "-R", "go+rX", str(COURSE)], check=True)
    opened = json.loads(page.evaluate(RUN, probe))
    subprocess.run(["chmod", "-R", "go=", str(COURSE)], check=True)
    must(len(opened["read"]) > 20, f"control: with the course folder opened the same probe reads {len(opened['read'])} files; closed again")
    again = json.loads(page.evaluate(RUN, probe))
    must(again["read"] == [], "control: closed, it reads none", again)

    # ------------------------------------------------------------------ submit
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    listed(page, UNIT, "Submit")
    wait(lambda: list(Path("/srv/nbgrader/exchange/who-says-so/inbound").iterdir()))
    say("ann: submitted with the button")
    found = json.loads(page.evaluate(RUN, probe))
    must(
        found["read"] == [] and set(found["refused"].values()) == {"PermissionError"},
        "ann: the inbound folder cannot be listed, even with her own submission in it",
        found,
    )
    spoken = json.loads(
        bo.evaluate(
            RUN, probe_for("bo", ["/home/ann", "/srv/nbgrader/exchange/who-says-so/inbound"], f"/srv/who-says-so/bundle/exercises/{UNIT}")
        )
    )
    must(
        spoken["read"] == [] and set(spoken["refused"].values()) == {"PermissionError"},
        "bo's kernel can read neither ann's home nor her submission",
        spoken,
    )

    course = "/srv/nbgrader/exchange/who-says-so"
    moved = subprocess.run(
        ["mv", course, course + "-gone"],
        user=ACCOUNTS["bo"],
        group=ACCOUNTS["bo"],
        extra_groups=[],
        capture_output=True,
        text=True,
        check=False,
    )
    must(moved.returncode and Path(course).is_dir(), "bo cannot move the course's folder out of the exchange")
    os.chmod("/srv/nbgrader/exchange", 0o777)
    moved = subprocess.run(
        ["mv", course, course + "-gone"],
        user=ACCOUNTS["bo"],
        group=ACCOUNTS["bo"],
        extra_groups=[],
        capture_output=True,
        text=True,
        check=False,
    )
    must(moved.returncode == 0, "control: without the sticky bit he can; put back")
    os.rename(course + "-gone", course)
    os.chmod("/srv/nbgrader/exchange", 0o1777)

    # ------------------------------------------------------------------ collect, mark, feedback
    as_teacher("nbgrader", "collect", UNIT)
    must((COURSE / "submitted" / "ann" / UNIT / "answers" / "q2.json").is_file(), "teacher: collected, with ann's answers")
    began = time.monotonic()
    as_teacher("nbgrader", "autograde", UNIT)
    say(f"teacher: autograded in {time.monotonic() - began:.1f} s, nothing executed")
    as_teacher("nbgrader", "export", "--to", "nbgrader.csv")
    import csv

    row = next(r for r in csv.DictReader((COURSE / "nbgrader.csv").open()) if r["student_id"] == "ann")
    must(float(row["score"]) == unit["q2"].points, f"nbgrader's export: ann {row['score']} (q2 is worth {unit['q2'].points})")
    as_teacher(sys.executable, "-m", "helpers", "grade", "submitted", "--out", "marks.csv")
    say("python -m helpers grade: " + next(line for line in (COURSE / "marks.csv").read_text().splitlines() if "ann" in line))
    as_teacher("nbgrader", "generate_feedback", UNIT)
    as_teacher("nbgrader", "release_feedback", UNIT)
    page.goto(f"{HUB}/user/ann/lab?reset")
    page.wait_for_function("() => window.jupyterapp?.started")
    listed(page, UNIT, "Fetch Feedback")
    wait(lambda: list(folder.glob("feedback/*/*.html")))
    told = next(folder.glob("feedback/*/*.html")).read_text(encoding="utf-8")
    must("Readers:" in told or "Right" in told, f"ann: feedback fetched with the button, {len(told) // 1000} kB, with explanations")


def wait(ready, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > until:
            raise SystemExit("NOT SO: it did not happen within a minute")
        time.sleep(0.2)


def main() -> None:
    from jupyter import READY  # noqa: F401 — everything of the kit is imported before the kit is hidden
    from playwright.sync_api import sync_playwright

    from helpers.exercises import article_of, key_of, read_unit
    from helpers.exercises.types import type_of

    unit = read_unit(KIT / "solutions" / UNIT)
    kinds = {e.id: (type_of(e.type), article_of(e)) for e in unit.exercises}
    right = {e: kinds[e][0].solved(unit[e], key_of(unit, unit[e])) for e in ("q1", "q2")}
    work = Path(tempfile.mkdtemp(prefix="try-hub-"))
    work.chmod(0o711)
    own_namespace(work)
    reach_the_interpreter()
    print(subprocess.run(["sh", "deploy/set_up.sh", "teacher"], cwd=KIT, check=True, capture_output=True, text=True).stdout, end="")
    hide_the_kit()
    log = work / "hub.log"
    running = start_hub(log)
    say("the hub is up")
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS.split())
            try:
                rehearse(browser, unit, kinds, right)
            except Exception:
                for n, page in enumerate(p for c in browser.contexts for p in c.pages):
                    page.screenshot(path=work / f"page{n}.png")
                print(f"see {work}\n{log.read_text()[-4000:]}", file=sys.stderr)
                raise
            browser.close()
    finally:
        running.send_signal(signal.SIGTERM)  # the hub stops its servers and its proxy
        running.wait(60)
    shutil.rmtree(work)
    say("all of it held")


BEGAN = time.monotonic()
if __name__ == "__main__":
    main()
