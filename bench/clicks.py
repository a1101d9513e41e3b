"""Clicks and screens of every exercise of units 1 and 3, counted in a real browser while the key's own answer is given with the mouse.

    python bench/clicks.py [TREE]

TREE is another copy of this kit (an older one, unpacked with `git archive`): its own page is driven, and both stand side by side. Counted: one for a
selection, a label, an answer, a tick, a number or text box, Next and Check; two for a list (open, choose); moves of an order. Screens: the highest that
the exercise gets while one goes through it, in windows of 1024 × 768. A question that comes by itself after an answer costs no click. Not counted:
reading, scrolling, changing one's mind, a part that only those open who like it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

KIT = Path(__file__).resolve().parent.parent
UNITS, HEIGHT = ("01_who_says_so", "03_can_it_be_checked"), 768
SPECS = """
import json, os, sys
from helpers import classroom
try:
    from helpers.exercises import read_unit, key_of, type_of; import helpers.notebook as home, helpers.notebook.widgets as widgets
except ImportError:  # before the rooms
    from helpers.exercise import read_unit, key_of; from helpers.exercise_types import type_of; import helpers.widgets as home; widgets = home
real, got = widgets.ExerciseWidget, []
class Kept:
    def __init__(self, spec, **rest): got.append(spec)
home.ExerciseWidget = widgets.ExerciseWidget = Kept
found = {}
for folder in sys.argv[1:]:
    os.chdir(folder)
    unit = read_unit(__import__("pathlib").Path(folder))
    for one in unit.exercises:
        classroom.exercise(one.id)
        key, kind = key_of(unit, one), type_of(one.type)
        answer = kind.solved(one, key) if key and not kind.manual else {}
        found[f"{unit.assignment[:2]} {one.id} {one.title}"] = [got[-1], answer]
print("@@" + json.dumps([str(real._esm), str(real._css), found], default=list))
"""


def specs(tree: Path) -> list:
    """Return the page's module, its style sheet, and per exercise what the page is given and the key's own answer."""
    with tempfile.TemporaryDirectory() as tmp:
        here = [shutil.copytree(tree / "solutions" / unit, Path(tmp) / unit) for unit in UNITS]
        env = {**os.environ, "PYTHONPATH": str(tree), "WHO_SAYS_SO_ARTICLES": str(tree / "articles")}
        done = subprocess.run([sys.executable, "-c", SPECS, *map(str, here)], env=env, cwd=tree, capture_output=True, text=True)
    line = next((x for x in done.stdout.splitlines() if x.startswith("@@")), None)
    if line is None:
        raise SystemExit(done.stderr[-1500:])
    return json.loads(line[2:])


class Learner:
    """Somebody who knows the answers and uses the mouse."""

    def __init__(self, page, spec: dict, answer: dict):
        self.page, self.spec, self.answer, self.clicks, self.high = page, spec, answer, 0, 0.0

    def look(self) -> None:
        self.high = max(self.high, self.page.evaluate("() => document.querySelector('.wss-root').getBoundingClientRect().height"))

    def go(self) -> tuple[int, float]:
        self.look()
        (self.mark if self.spec["shape"] == "spans" else self.answer_all)()
        return self.clicks + 1, self.high / HEIGHT  # and Check

    def mark(self) -> None:
        from stub import SELECT

        text, offset = self.spec["text"], self.spec["offset"]
        names = [label["id"] for label in self.spec["labels"]]
        for span in self.answer.get("spans", ()):
            words = text[span["start"] - offset : span["end"] - offset]
            self.page.evaluate(SELECT, [words, text[: span["start"] - offset].count(words)])
            self.page.locator(".wss-label").nth(names.index(span["label"])).click()
            self.clicks += 2
            for value in (span.get("attrs") or {}).values():
                chip = self.page.locator(f".wss-markbar:not([hidden]) input[value='{value}']")
                if chip.count():
                    chip.first.evaluate("e => e.click()")
                self.clicks += 1 if chip.count() else 2
        self.look()

    def answer_all(self) -> None:
        fields = {f["id"]: f for b in self.spec["blocks"] for f in b.get("fields", [])}
        given = {i: "x" for i, f in fields.items() if f["kind"] in ("text", "line")} | self.answer.get("fields", {})
        for name in (i for i in fields if i in given):
            place = self.page.locator(f"[data-field='{name}']").first
            step = f".wss-step:has([data-field='{name}'])"
            while (
                not place.is_visible() and not self.page.locator(step).is_visible() and self.page.locator(".wss-next-step:visible").count()
            ):
                self.page.locator(".wss-next-step:visible").click()
                self.clicks += 1
                self.look()
            if place.is_visible():  # an optional part may stay closed
                before = self.page.locator(".wss-where").inner_text() if self.page.locator(".wss-where:visible").count() else ""
                self.clicks += self.one(place, fields[name], given[name])
                self.look()
                if self.by_itself(name, before):
                    self.look()

    def by_itself(self, name: str, before: str) -> bool:
        """Whether the next question came by itself; waited for where all of this view is answered."""
        if self.spec_field(name) != "choice" or not self.page.locator(".wss-goes-on[aria-pressed=true]").count():
            return False
        if (
            self.page.locator(".wss-step:visible [data-field]:visible:not(:has(input:checked))").count()
            or not self.page.locator(".wss-next-step:visible").count()
        ):
            return False
        try:
            self.page.wait_for_function("b => document.querySelector('.wss-where').innerText !== b", arg=before, timeout=3000)
        except Exception:  # noqa: BLE001 it stays: the next part is not open, or somebody is to read
            return False
        return True

    def spec_field(self, name: str) -> str:
        return next(f["kind"] for b in self.spec["blocks"] for f in b.get("fields", []) if f["id"] == name)

    def one(self, place, field: dict, value) -> int:
        kind, lists = field["kind"], place.locator("select").count()
        if kind == "order":
            items, moves = [i["id"] for i in field["items"]], 0
            for to, item in enumerate(value):
                at = items.index(item)
                items.insert(to, items.pop(at))
                moves += at - to
            return moves
        if kind == "groups":
            return len(value) * (2 if lists else 1)
        if kind == "many":
            for one in value:
                place.locator(f"input[value='{one}']").check(force=True)
            return len(value)
        if kind in ("number", "scale"):
            if isinstance(value, str):
                place.locator("input[type=checkbox]").check()
            else:
                place.locator("input[type=number]").fill(str(value))
        elif kind in ("text", "line"):
            place.locator("textarea, input[type=text]").first.fill(value)
        elif lists:
            place.locator("select").first.select_option(value)
            return 2
        else:
            place.locator(f"input[type=radio][value='{value}']").check(force=True)
        return 1


def counted(browser, tree: Path) -> dict[str, tuple[int, float]]:
    """Return clicks and screens by exercise."""
    from stub import STUB

    module, style, exercises = specs(tree)
    found = {}
    for name, (spec, answer) in exercises.items():
        if spec.get("waits"):  # it opens when another one is finished
            continue
        page = browser.new_page(viewport={"width": 1024, "height": HEIGHT})
        page.route("http://stub.test/", lambda r: r.fulfill(body="<!doctype html>", content_type="text/html"))
        page.goto("http://stub.test/")
        value = {"fields": {}} if spec["shape"] == "form" else {"spans": []}
        state = {"spec": spec, "value": value, "ack": {}, "edit": {}, "ask": {}, "feedback": {}, "progress": ""}
        page.evaluate(STUB, [module, style, state, "save"])
        found[name] = Learner(page, spec, answer).go()
        page.close()
    return found


def main() -> None:
    from playwright.sync_api import sync_playwright

    sys.path[:0] = [str(KIT / "tests" / "browser"), str(KIT / "tests" / "support"), str(KIT)]
    trees = [*(Path(t).resolve() for t in sys.argv[1:]), KIT]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        columns = [counted(browser, tree) for tree in trees]
        browser.close()
    for name in columns[-1]:
        print(f"{name:48}", *(f"{c[name][0]:4} clicks {c[name][1]:5.1f} screens" if name in c else f"{'–':>24}" for c in columns), sep="  ")
    for unit in UNITS:
        shared = [n for n in columns[-1] if n.startswith(unit[:2]) and all(n in c for c in columns)]
        sums = [[sum(c[n][k] for n in shared) for k in (0, 1)] for c in columns]
        print(f"{'unit ' + unit[:2] + ', what both have':48}", *(f"{a:4} clicks {b:5.1f} screens" for a, b in sums), sep="  ")


if __name__ == "__main__":
    main()
