"""Real JupyterLab on a student's bundle: fixtures and a person's gestures. Waits are for what a person sees; nothing sleeps for luck."""

import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect
from stub import SELECT
from waiting import WAIT, free_port, until

from helpers.course.release import ROOT

HELPERS = ROOT / "helpers"
STOPS_WITHIN = 20  # seconds; its work is done by then, but Python may wait for a thread of anyio that nobody told to end
POLL = 50  # ms between two looks at a page that is busy with itself; playwright's own way asks it to draw again for each

# «idle» shows before a kernel is connected, and «Run All» is then lost without a word.
READY = """() => { const w = window.jupyterapp?.shell.currentWidget, k = w?.sessionContext?.session?.kernel;
  if (!k || k.connectionStatus !== 'connected' || k.status !== 'idle' || !w.sessionContext.isReady) return false;
  if (k.__asked !== k.id) { k.__asked = k.id; k.info.then(() => { k.__ok = k.id; }); } return k.__ok === k.id; }"""

# A course page has run its own cells (or cannot); another notebook has been looked at and left alone.
OPENED = "() => ['ready', 'other', 'no-kit', 'stopped'].includes(window.jupyterapp?.shell.currentWidget?.node.dataset.wss)"

# JupyterLab opens what its address asks for late, beside what was open before: whoever goes on at once would find that over the next page.
SHOWN = "(path) => !document.querySelector('.jp-mod-restoring') && window.jupyterapp?.shell.currentWidget?.context?.path === path"

# One look at an exercise, in one step: a locator of playwright asks several times, and goes through all of JupyterLab each time.
LOOK = """([id, css, given]) => { const box = [...document.querySelectorAll(`section[data-exercise='${id}']`)].at(-1);
  return (%s)([...box.querySelectorAll(css)], given, box); }"""
SEEN = "(all) => all.some((e) => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().height > 0)"
FOCUS = "(all, n) => { all[n].focus(); return document.activeElement === all[n]; }"

# axe on what the words name: the faults, and how much was looked at. The whole result of axe takes longer to hand over than to find.
AXE = """async () => { const r = await axe.run(%s, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], selectors: false });
  return { faults: r.violations.map((v) => [v.id, v.nodes[0].html.slice(0, 150)]), rules: r.passes.length, nodes: r.passes.reduce((n, p) => n + p.nodes.length, 0) }; }"""

# Whether JupyterLab stands in this page already, whatever the address has become: a course page makes of /lab/ a /doc/.
AT_HAND = "() => window.jupyterapp?.name === 'JupyterLab'"

OPEN = """async (path) => { const w = await window.jupyterapp.commands.execute('docmanager:open', { path }); await w.context.ready;
  window.jupyterapp.shell.activateById(w.id); }"""

CALM = """() => new Promise((done) => { const node = window.jupyterapp.shell.currentWidget.node; let timer = 0;
  const seen = new MutationObserver(wait), end = () => { seen.disconnect(); done(); };
  function wait() { clearTimeout(timer); timer = setTimeout(end, 300); }
  seen.observe(node, { childList: true, subtree: true }); wait(); })"""


class Server:
    """One JupyterLab with its own home, on a folder made as students get it."""

    def __init__(self, home: Path, root: Path, app: str = "jupyterlab"):
        self.home, self.root, self.process, self.app = home, root, None, app
        self.trait = {"jupyterlab": "LabApp", "notebook": "JupyterNotebookApp"}[app]
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        settings = home / "settings" / "@jupyterlab" / "apputils-extension"
        settings.mkdir(parents=True)
        (settings / "notification.jupyterlab-settings").write_text('{"fetchNews": "false", "checkForUpdates": false}')
        self.install()
        # JupyterLab asks node for yarn's settings with every page (half a cpu second); learners' machines have no node
        (home / "bin").mkdir()
        (home / "bin" / "node").write_text("#!/bin/sh\n")
        (home / "bin" / "node").chmod(0o755)

    def install(self):
        """What pip and `make` place in the environment, placed for this server alone: the settings and the extension."""
        overrides = self.home / "app" / "overrides.d"
        overrides.mkdir(parents=True)
        shutil.copy(HELPERS / "overrides.json", overrides / "who-says-so.json")
        shutil.copytree(HELPERS / "notebook" / "labextension", self.home / "share" / "labextensions" / "who-says-so")

    def start(self):
        home = self.home
        env = {k: v for k, v in os.environ.items() if k != "PYTHONWARNINGS"} | {
            "HOME": str(home),
            "PATH": os.pathsep.join([str(home / "bin"), os.environ.get("PATH", os.defpath)]),
            "JUPYTER_CONFIG_DIR": str(home / "c"),
            "JUPYTER_DATA_DIR": str(home / "d"),
            "JUPYTER_PATH": str(home / "share"),
            "JUPYTER_RUNTIME_DIR": str(home / "r"),
            "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(home / "w"),
            "PYTHONPATH": str(self.root),
        }
        self.log = open(home / "log", "a")
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                self.app,
                "--no-browser",
                "--allow-root",
                f"--ServerApp.port={self.port}",
                "--ServerApp.port_retries=0",
                "--IdentityProvider.token=t",
                f"--ServerApp.root_dir={self.root}",
                f"--LabApp.app_settings_dir={home / 'app'}",  # Notebook 7 asks the same place for settings
                f"--JupyterNotebookApp.app_settings_dir={home / 'app'}",
                f"--{self.trait}.expose_app_in_browser=True",
                *(["--LabApp.extension_manager=readonly"] if self.app == "jupyterlab" else []),
            ],
            env=env,
            cwd=self.root,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )
        until(self.listens)
        return self

    def listens(self) -> bool:
        """Whether the server answers; one that has ended will not."""
        assert self.process.poll() is None, (self.home / "log").read_text()[-2000:]
        try:
            return bool(self.ask("status"))
        except OSError:
            return False

    def ask(self, path: str, method: str = "GET"):
        request = urllib.request.Request(f"{self.url}/api/{path}", method=method, headers={"Authorization": "token t"})
        with urllib.request.urlopen(request, timeout=WAIT) as answer:
            return json.loads(answer.read() or "null")

    def end_kernels(self):
        if self.process.poll() is not None:
            self.start()  # a test that stops it has failed before it began again
        for session in self.ask("sessions"):
            self.ask(f"sessions/{session['id']}", "DELETE")

    def stop(self, how=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, how)
            try:
                self.process.wait(STOPS_WITHIN)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(WAIT)
        self.log.close()


class Notebook:
    """A notebook in the browser."""

    def __init__(self, page, server, path: str):
        self.page, self.server, self.path = page, server, path
        self.folder = (server.root / path).parent
        self.outside: list[str] = []
        page.on(
            "request",
            lambda r: (
                self.outside.append(r.url)
                if not r.url.startswith(
                    ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")
                )  # a shared page may still leave another server
                else None
            ),
        )

    def open(self, reset=True, load=False):
        """Open the page, and wait until it has made itself ready: within a JupyterLab that is open, or by its address (`load`, or without `reset`)."""
        at_hand = self.server.app == "jupyterlab" and self.page.url.startswith(f"{self.server.url}/") and self.page.evaluate(AT_HAND)
        if at_hand and reset and not load:
            self.page.evaluate(OPEN, self.path)
        else:
            place = "lab/tree" if self.server.app == "jupyterlab" else "notebooks"
            self.page.goto(f"{self.server.url}/{place}/{self.path}?token=t" + ("&reset" if reset else ""))
        self.page.wait_for_function(SHOWN, arg=self.path, polling=POLL)
        self.ready()
        return self

    def ready(self, anew=False):
        """Wait until the kernel answers and the page has run its own cells; `anew`: whatever it answered before."""
        if anew:
            self.page.evaluate(
                "() => { const k = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel; delete k.__asked; delete k.__ok; }"
            )
        self.page.wait_for_function(READY, polling=POLL)
        self.page.wait_for_function(OPENED, polling=POLL)

    def run_all(self):
        """Run → Run All Cells, and see that every cell ran. What still appears is waited for: Jupyter complains of widgets that are replaced meanwhile."""
        self.page.evaluate(CALM)
        self.page.evaluate(
            "() => { window.__ran = 0; window.jupyterapp.commands.execute('notebook:run-all-cells').then(() => { window.__ran = 1; }); }"
        )
        self.page.wait_for_function("() => window.__ran === 1", polling=POLL)
        self.every_cell_ran()
        return self

    def every_cell_ran(self):
        self.page.wait_for_function(
            """() => { const code = [...window.jupyterapp.shell.currentWidget.content.model.cells].filter(c => c.type === 'code');
            return code.length && code.every(c => c.executionCount); }""",
            polling=POLL,
        )

    def save(self):
        self.page.evaluate(
            "() => { window.__saved = 0; window.jupyterapp.commands.execute('docmanager:save').then(() => { window.__saved = 1; }); }"
        )
        self.page.wait_for_function("() => window.__saved === 1", polling=POLL)

    def restart_kernel(self):
        self.page.evaluate(
            "() => { window.__up = 0; window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart().then(() => { window.__up = 1; }); }"
        )
        self.page.wait_for_function("() => window.__up === 1", polling=POLL)
        self.ready(anew=True)

    def kernel_pid(self) -> int:
        """The process of this page's own kernel: that of the page before may still be ending."""
        name = self.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.id")
        find = lambda: subprocess.run(["pgrep", "-f", f"ipykernel_launcher.*{name}"], capture_output=True, text=True).stdout.split()
        return int(self.until(find)[0])

    def exercise(self, exercise_id: str):
        box = self.page.locator(f"section[data-exercise='{exercise_id}']").last
        box.wait_for(state="attached")

        def shown() -> bool:  # a long unit is shown in parts
            part = None if box.is_visible() else box.evaluate("e => e.closest('.wss-other-part')?.dataset.wssPart")
            if part:
                self.page.locator(f".wss-page-tools [data-part='{part}']:visible").click()
            return box.is_visible()

        self.until(shown)
        return Task(self, box)

    def each_part(self):
        """Show one part after the other, if the page has any; gives their numbers."""
        yield 1
        for n in range(2, self.page.locator(".wss-page-tools [data-part]").count() + 1):
            button = self.page.locator(f".wss-page-tools [data-part='{n}']")
            button.click()
            expect(button).to_have_attribute("aria-pressed", "true")
            yield n

    def finish(self, exercise_id: str, by: str = "mouse"):
        """Press “Finish and go on”, say yes, and wait until the page says that it is finished."""
        box = self.exercise(exercise_id).box
        for name in ("Finish and go on", "Finish now"):
            button = box.get_by_role("button", name=name)
            if by == "mouse":
                button.click()
            else:
                button.focus()
                self.page.keyboard.press("Enter")
        box.locator(".wss-finished", has_text="Finished").wait_for()

    def answer(self, exercise_id: str):
        path = self.folder / "answers" / f"{exercise_id}.json"
        return json.loads(path.read_text(encoding="utf-8"))["answer"] if path.exists() else None

    def stored(self) -> dict:
        """The notebook file, whole: Jupyter empties a file before it writes it, so half a file is read again."""
        whole: list[dict] = []

        def read() -> bool:
            try:
                whole[:] = [json.loads((self.server.root / self.path).read_text(encoding="utf-8"))]
            except ValueError:
                return False
            return True

        self.until(read)
        return whole[0]

    def until(self, holds):
        """Return what `holds` returns as soon as it is true, of a file, a process or several things on the page; the page lives on meanwhile."""
        return until(holds, lambda: self.page.wait_for_timeout(20))

    def cell_types(self):
        return self.page.evaluate("() => [...window.jupyterapp.shell.currentWidget.content.model.cells].map(c => c.type)")


def handed_out(server, path: str) -> None:
    """A notebook and its folder as learners get them, with nothing of the test before."""
    folder = (server.root / path).parent
    for old in (*(folder / "answers").glob("*"), *folder.glob("*.zip")):
        old.unlink()
    (server.root / path).write_bytes((ROOT / path).read_bytes())


def opened(page, server, path):
    """A notebook as handed out, open and ready."""
    handed_out(server, path)
    return Notebook(page, server, path).open()


@pytest.fixture
def lesson(lab_page, server, request):
    """The test module's LESSON."""
    return opened(lab_page, server, request.module.LESSON)


@pytest.fixture
def graded(lab_page, server, request):
    """The test module's GRADED page."""
    return opened(lab_page, server, request.module.GRADED)


class Task:
    """One exercise, answered by mouse or by keyboard."""

    def __init__(self, notebook, box):
        self.notebook, self.page, self.box = notebook, notebook.page, box
        held = box.element_handle()
        self.id, self.frame = held.get_attribute("data-exercise"), held.owner_frame()  # on the web page the exercises stand in a frame

    def look(self, css: str, script: str, given=None):
        """Return what `script` returns of the elements of this exercise that `css` names."""
        return self.frame.evaluate(LOOK % script, [self.id, css, given])

    def key(self, css: str, key: str, nth: int = 0):
        """Press a key with the focus on an element."""
        until(lambda: self.look(css, FOCUS, nth))
        self.page.keyboard.press(key)

    def saved(self):
        """Wait until the page says Saved."""
        self.box.locator(".wss-state[data-state=saved]").wait_for()
        return self

    def mark(self, words: str, label: str, nth: int = 0):
        """Select words with the mouse's own kind of selection, press the label's button."""
        area = self.box.locator(".wss-text")
        area.scroll_into_view_if_needed()
        area.evaluate(
            SELECT.replace("([words, nth]) =>", "(box, [words, nth]) =>").replace(
                "const box = document.querySelector('.wss-text'), all", "const all"
            ),
            [words, nth],
        )
        self.box.get_by_role("toolbar", name="Labels for the selected words").get_by_role("button", name=label).click()

    def type_words(self, words: str, label: str, nth: int = 0):
        """The native route, by keyboard alone: write the words, choose their place and the label, press Enter on the button."""
        form, field = "details:has(> .wss-typing)", ".wss-typing input[type=text]"
        if not self.look(form, "([e]) => e.open"):
            self.key(f"{form} > summary", "Enter")
        until(lambda: self.look(field, SEEN))
        self.key(field, "Control+a")
        self.page.keyboard.insert_text(words)
        until(lambda: self.look(field, "([e]) => e.value") == words)
        if nth:
            self._pick(self.box.locator(".wss-typing select[id$='-place']"), str(nth))
        self._pick(self.box.locator(".wss-typing select[id$='-which']"), label)
        self.key(".wss-typing button[type=submit]", "Enter")
        until(lambda: self.look(field, "([e]) => e.value") == "")  # the words have become a mark

    def _pick(self, select, value: str):
        """From the top of a list down to an option, by its value or its words."""
        select.focus()
        chosen = "() => { const e = document.activeElement; return e.matches('select') ? [e.length, e.value, e.selectedOptions[0]?.textContent] : [0]; }"
        options = self.frame.evaluate(chosen)[0]
        keys = itertools.cycle(["Home"] + ["ArrowDown"] * options)

        def picked() -> bool:
            self.page.keyboard.press(next(keys))
            held = self.frame.evaluate(chosen)
            if not held[0]:
                select.focus()  # the list was drawn anew
            return value in held[1:]

        until(picked, lambda: None)

    def reach(self, field: str, by: str = "mouse"):
        """Go to the step that holds a question, if another one is on the page."""
        if self.look(f"[data-field='{field}']", SEEN):
            return
        fold = self.box.locator("details.wss-sure:not([open])", has=self.page.locator(f"[data-field='{field}']"))
        if not fold.count() or self.box.locator(f".wss-step:has([data-field='{field}'])").evaluate("e => e.hidden"):
            self._to_step(field, by)
        if fold.count():  # asked only of those who like it: one opens all
            summary = fold.locator("summary")
            summary.click() if by == "mouse" else summary.press("Enter")
            expect(self.box.locator(f"[data-field='{field}']")).to_be_visible()

    def _to_step(self, field: str, by: str):
        """Jump by the number of the step."""
        step = self.look(".wss-step", "(steps, field) => steps.findIndex((s) => s.querySelector(`[data-field='${field}']`))", field)
        assert step >= 0, f"no step holds {field}"
        if by == "mouse":
            self.box.locator(".wss-jump").nth(step).click()
        else:
            self.key(".wss-jump", "Enter", step)
        until(
            lambda: self.look(".wss-jump", "(all, n) => all[n].getAttribute('aria-current')", step) == "step"
        )  # its question may not be open yet

    def choose(self, field: str, answer, by: str = "mouse"):
        """Answer one question of a form, of whatever kind."""
        self.reach(field, by)
        css = f"[data-field='{field}']"
        place = self.box.locator(css)
        kind = next(c for c in self.look(css, "([e]) => e.className").split() if c.startswith("wss-q-")).removeprefix("wss-q-")
        if kind == "order":
            self.put_in_order(answer, by)
        elif kind == "groups":
            for item, group in answer.items():
                self._one_of(f"{css} [data-item='{item}']", group, by)
        elif kind == "many":
            for n, value in enumerate(self.look(f"{css} input[type=checkbox]", "(all) => all.map((e) => e.value)")):
                self._tick(f"{css} input[type=checkbox]", value in answer, by, n)
            self.notebook.until(lambda: self.look(f"{css} input:checked", "(all) => all.map((e) => e.value)") == answer)
        elif kind == "number" and isinstance(answer, str):
            self._tick(f"{css} input[type=checkbox]", True, by)
        elif kind == "scale" and by == "keyboard":
            self._slide(place.locator("input[type=range]"), answer)
        elif kind in ("number", "scale"):
            self._write(place.locator("input[type=number]"), str(answer), by)
        elif kind in ("text", "line"):
            self._write(place.locator("textarea, input[type=text]"), answer, by)
        else:
            self._one_of(css, answer, by)

    def _one_of(self, css: str, answer: str, by: str):
        """One of several: a list or radio buttons."""
        radios, selects = f"{css} input[type=radio]", self.look(f"{css} select", "(all) => all.length")
        chosen = lambda: self.look(f"{radios}:checked", "(all) => all[0]?.value ?? null")
        if by == "mouse" and selects:
            self.box.locator(f"{css} select").select_option(answer)
        elif by == "mouse":
            self.box.locator(f"{radios}[value='{answer}']").check()
        elif selects:
            self._pick(self.box.locator(f"{css} select"), answer)
        else:
            first = self.look(radios, "([e]) => e.value")
            self.key(radios, "Space")
            until(lambda: chosen() == first)
            while (now := chosen()) != answer:
                self.key(f"{radios}:checked", "ArrowDown")
                until(lambda: chosen() not in (None, now))
                assert chosen() != first, f"{answer} is not offered"

    def _tick(self, css: str, wanted: bool, by: str, nth: int = 0):
        ticked = lambda: self.look(css, "(all, n) => all[n].checked", nth)
        if by == "mouse":
            self.box.locator(css).nth(nth).set_checked(wanted)
        elif ticked() != wanted:
            self.key(css, "Space", nth)
            until(lambda: ticked() == wanted)

    def _slide(self, slider, answer):
        """With the arrow keys from where the thumb stands; Enter takes the place where it stands already."""
        slider.focus()
        at, step = slider.evaluate("e => [e.valueAsNumber, Number(e.step)]")
        steps = round((answer - at) / step)
        for key in ["ArrowRight" if steps > 0 else "ArrowLeft"] * abs(steps) or ["Enter"]:
            self.page.keyboard.press(key)
        self.notebook.until(lambda: slider.evaluate("e => e.valueAsNumber") == answer)

    def _write(self, box, text: str, by: str):
        if by == "mouse":
            box.fill(text)
            return
        box.press("Control+a")
        self.page.keyboard.insert_text(text)
        expect(box).to_have_value(text)

    def put_in_order(self, wanted: list[str], by: str = "mouse"):
        """Move items with their Up buttons until they stand as wanted."""
        rows = self.box.locator(".wss-order-list li")
        order = lambda: rows.evaluate_all("rows => rows.map(r => r.dataset.item)")
        for place, item in enumerate(wanted):
            up = self.box.locator(f"li[data-item='{item}']").get_by_role("button", name="Up")
            while (now := order()).index(item) > place:
                if by == "mouse":
                    up.click()
                else:
                    up.press("Enter")
                self.notebook.until(lambda: order() != now)
        right = self.box.get_by_role("button", name="Keep this order")
        if right.is_visible():
            right.click()

    def check(self):
        self.box.locator(".wss-check").click()
        self.box.locator(".wss-feedback:not(.wss-stale) h4").first.wait_for()
        return self.box
