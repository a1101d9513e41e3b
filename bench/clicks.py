"""Clicks and screens of every exercise of units 1 and 3, counted in a real browser while the key's own answer is given with the mouse.

    python bench/clicks.py [TREE]

TREE is another copy of this kit (an older one, unpacked with `git archive`): its own page is driven, and both stand side by side. Counted: one for a
selection, a label, an answer, a tick, a number or text box, Next, and Check where there is one; two for a list (open, choose); one for each drag (or each
press of Up) of an order. Marks are made in the order of the text: a label that can be put on is pressed when another one is needed than before. Screens:
the highest that the exercise gets while one goes through it, in windows of 1024 × 768. A question that comes by itself after an answer costs no click. Not
counted: reading, scrolling, changing one's mind, a part that only those open who like it. “Asked”: the decisions themselves, a mark or an answer each, which
no page can do with fewer clicks than (a mark is one, though one has to find its words and to choose its label). “Label by label”: by somebody who goes through
a text once for each label, and so presses each label once. At the end the page must hold exactly the key's answer.
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
SHOWN = "{0:4} clicks ({3:3} label by label) {1:5.1f} screens {2:4} asked"
UNITS, HEIGHT = ("01_who_says_so", "03_can_it_be_checked"), 768
SPECS = """
import json, os, sys
from helpers import classroom
try:
    from helpers.exercises import read_unit, key_of, type_of; import helpers.notebook as home, helpers.notebook.widgets as widgets
except ImportError:  # before the rooms
    from helpers.exercise import read_unit, key_of; from helpers.exercise_types import type_of; import helpers.widgets as home; widgets = home
try:  # a learner's copy holds no key of what counts
    import helpers.notebook.session as page
    page.key_of = lambda unit, task, *rest: None if task.sealed else key_of(unit, task, *rest)
except ImportError:
    pass
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


# Where a drag over words begins and ends: [[x, y], [x, y]].
ENDS = """([words, nth]) => { const box = document.querySelector('.wss-text'), all = box.textContent;
  let i = -1; for (let k = 0; k <= nth; k++) i = all.indexOf(words, i + 1);
  const at = (n, end) => { let seen = 0; const w = document.createTreeWalker(box, 4); for (let x = w.nextNode(); x; x = w.nextNode()) { if (n < seen + x.length || (end && n === seen + x.length)) return [x, n - seen]; seen += x.length; } };
  const r = document.createRange(); r.setStart(...at(i)); r.setEnd(...at(i + words.length, true)); r.startContainer.parentElement.scrollIntoView({ block: 'center' });
  const rects = [...r.getClientRects()].filter((c) => c.width), a = rects[0], b = rects[rects.length - 1];
  return [[a.left + 1, a.top + a.height / 2], [b.right - 1, b.top + b.height / 2]]; }"""


class Learner:
    """Somebody who knows the answers and uses the mouse."""

    def __init__(self, page, spec: dict, answer: dict):
        self.page, self.spec, self.answer, self.clicks, self.asked, self.high, self.again = page, spec, answer, 0, 0, 0.0, 0

    def look(self) -> None:
        self.high = max(self.high, self.page.evaluate("() => document.querySelector('.wss-root').getBoundingClientRect().height"))

    def go(self) -> tuple[int, float, int, int]:
        self.look()
        marks = self.spec["shape"] == "spans"
        (self.mark if marks else self.answer_all)()
        check = self.page.locator(".wss-check:visible").count()
        return self.clicks + check, self.high / HEIGHT, self.asked, self.clicks + check - self.again

    def mark(self) -> None:
        from stub import SELECT

        text, offset, on, chosen = self.spec["text"], self.spec["offset"], None, 0
        names = [label["id"] for label in self.spec["labels"]]
        spans = sorted(self.answer.get("spans", ()), key=lambda s: (s["start"], s["end"]))
        for n, span in enumerate(spans, 1):
            words = text[span["start"] - offset : span["end"] - offset]
            where = [words, sum(text.startswith(words, i) for i in range(span["start"] - offset))]
            label = self.page.locator(".wss-label").nth(names.index(span["label"]))
            if label.get_attribute("aria-pressed"):
                if on != span["label"]:
                    label.click()
                    self.clicks += 1
                    on = span["label"]
                self.drag(*self.page.evaluate(ENDS, where))
            else:
                self.page.evaluate(SELECT, where)
                label.click()
                self.clicks += 1
            self.clicks += 1
            self.page.wait_for_function("(n) => window.model.s.value.spans.length === n", arg=n)
            for value in (span.get("attrs") or {}).values():
                chip = self.page.locator(f".wss-markbar:not([hidden]) .wss-chip:has(input[value='{value}'])")
                if chip.count():
                    chip.first.click()
                self.clicks += 1 if chip.count() else 2
                chosen += 1 if chip.count() else 2
        self.again = self.clicks - len(spans) - chosen - len({s["label"] for s in spans})
        self.asked = len(spans) + sum(len(s.get("attrs") or {}) for s in spans)
        held = self.page.evaluate("() => window.model.s.value.spans.map((s) => [s.start, s.end, s.label])")
        assert sorted(held) == sorted([s["start"], s["end"], s["label"]] for s in spans), (held, spans)
        self.look()

    def drag(self, start: list, end: list) -> None:
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(*end, steps=4)
        self.page.mouse.up()

    def answer_all(self) -> None:
        fields = {f["id"]: f for b in self.spec["blocks"] for f in b.get("fields", [])}
        given = {i: "x" for i, f in fields.items() if f["kind"] in ("text", "line")} | self.answer.get("fields", {})
        for name in (i for i in fields if i in given):
            place = self.page.locator(f"[data-field='{name}']").first
            if fields[name].get("optional") and self.page.locator(f"details:not([open]) [data-field='{name}']").count():
                continue
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
        self.page.wait_for_function(
            "() => document.querySelector('.wss-state').dataset.state === 'saved'"
        )  # what is typed goes when the fingers rest
        held = self.page.evaluate("() => window.model.s.value.fields")
        meant = {i: v for i, v in given.items() if not fields[i].get("optional") or i in held}
        assert held == meant, (held, meant)

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
        self.asked += len(value) if kind in ("order", "groups", "many") else 1
        if kind == "order":
            return self.put_in_order(place, [i["id"] for i in field["items"]], value)
        if kind == "groups":
            for item, group in value.items():
                row = place.locator(f"[data-item='{item}']")
                row.locator("select").select_option(group) if lists else row.locator(f"input[value='{group}']").check(force=True)
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

    def put_in_order(self, place, items: list, wanted: list) -> int:
        """By dragging rows where they can be dragged, else by their Up buttons."""
        presses = 0
        for to, item in enumerate(wanted):
            at = items.index(item)
            items.insert(to, items.pop(at))
            row = place.locator(f"li[data-item='{item}']")
            if at == to:
                continue
            if row.locator(".wss-grip").count():
                row.scroll_into_view_if_needed()
                a, b = row.bounding_box(), place.locator("li").nth(to).bounding_box()
                self.drag([a["x"] + 8, a["y"] + a["height"] / 2], [b["x"] + 8, b["y"] + 2])
                presses += 1
            else:
                for _ in range(at - to):
                    row.get_by_role("button", name="Up").click()
                presses += at - to
        return presses


def counted(browser, tree: Path) -> dict[str, tuple[int, float, int, int]]:
    """Return clicks, screens and decisions by exercise."""
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
        print(f"{name:48}", *(SHOWN.format(*c[name]) if name in c else f"{'–':>54}" for c in columns), sep="  ")
    for unit in UNITS:
        shared = [n for n in columns[-1] if n.startswith(unit[:2]) and all(n in c for c in columns)]
        sums = [[sum(c[n][k] for n in shared) for k in (0, 1, 2, 3)] for c in columns]
        print(f"{'unit ' + unit[:2] + ', what both have':48}", *(SHOWN.format(*some) for some in sums), sep="  ")


if __name__ == "__main__":
    main()
