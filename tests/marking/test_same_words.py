"""One outcome, one word: the widget in the page, nbgrader's page and the page from the class say the same of every item, over all items and outcomes."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess

import pytest
from course import all_exercises, name_of, type_of
from node import NODE
from test_explanations import answers

from helpers.classbook.report.feedback_pages import _item
from helpers.marking.feedback import WORDS, as_html
from helpers.marking.mark import mark
from helpers.notebook.widgets.join import STATIC

PAIRS = [p for p in all_exercises() if not type_of(p[1].type).manual]

# The page's own drawing of an item, with a document that only keeps text: what a person reads, piece by piece.
DRAW = """
import { readFileSync } from "node:fs";
class Node {
  constructor(tag) { this.tag = tag; this.kids = []; this.attrs = {}; }
  append(...kids) { this.kids.push(...kids); }
  replaceChildren(...kids) { this.kids = kids; }
  setAttribute(name, v) { this.attrs[name] = v; }
  addEventListener() {}
  texts() { return this.kids.flatMap((k) => (k instanceof Node ? (k.attrs["aria-hidden"] ? [] : k.texts()) : k === "" ? [] : [String(k)])); }
}
globalThis.document = { createElement: (tag) => new Node(tag) };
const { drawFeedback, resultUnderQuestion } = await import("./feedback.js");
const said = JSON.parse(readFileSync(process.argv[2], "utf8")).map(({ told, spans }) => {
  const box = new Node("div");
  drawFeedback(box, told, false, { lang: "en", byKind: spans, goTo: null, numberOf: () => 0, marked: 1 });
  return [...box.texts(), ...(spans ? [] : told.items.flatMap((i) => resultUnderQuestion(i, false, null).texts()))];
});
process.stdout.write(JSON.stringify(said));
"""


def plain(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def composed() -> list[tuple[str, bool, dict]]:
    """Each different item that can be told of an exercise, as the only item of its feedback; and whether it is one about marked words."""
    seen: dict = {}
    for pair in PAIRS:
        unit, one = pair
        for value in answers(pair):
            told = mark(unit, one, {"answer": value}).told
            for item in told["items"]:
                seen.setdefault(
                    (name_of(pair), item["kind"], item["word"], item["title"], item["quote"], *item["sentences"]),
                    (pair, {**told, "note": "", "measures": [], "items": [item]}),
                )
    return [(name_of(pair), type_of(pair[1].type).shape == "spans", told) for pair, told in seen.values()]


@pytest.mark.skipif(NODE is None, reason="node is not installed")
def test_every_item_is_said_alike_in_three_places(tmp_path):
    """The word for the outcome, the title, every sentence, the votes and what to try next: none missing in any place, none instead of another."""
    cases = composed()
    assert len(cases) > 2000
    for path in STATIC.glob("*.js"):
        shutil.copy(path, tmp_path)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "draw.mjs").write_text(DRAW, encoding="utf-8")
    (tmp_path / "told.json").write_text(json.dumps([{"told": told, "spans": spans} for _, spans, told in cases]), encoding="utf-8")
    done = subprocess.run([NODE, "draw.mjs", "told.json"], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    differ = []
    for (name, _, told), drawn in zip(cases, json.loads(done.stdout), strict=True):
        item = told["items"][0]
        places = {"widget": " ".join(drawn), "nbgrader": plain(as_html(told)), "class": plain(_item(item))}
        for what in (item["word"], item["title"], *item["sentences"], item["votes"], item["next"]):
            differ += [
                (name, place, what) for place, text in places.items() if what and " ".join(what.split()) not in " ".join(text.split())
            ]
        if item["quote"] and len(item["quote"]) <= 80:  # “You trusted this one” alone does not say which
            differ += [(name, place, item["quote"]) for place, text in places.items() if item["quote"] not in text]
        others = set(WORDS.values()) - {item["word"]}
        if item["word"] not in drawn or others & set(drawn):
            differ.append((name, "widget", item["word"], sorted(others & set(drawn))))
    assert differ == [], "\n".join(map(str, differ))
