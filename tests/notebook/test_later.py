"""What a lesson says after an exercise tells what is found there: which words wait until it was checked, over all lessons."""

import json
import subprocess

import pytest
from course import REPO
from node import NODE

STATIC = REPO / "helpers" / "notebook" / "labextension" / "static"
LESSONS = sorted(p for p in (REPO / "notebooks").glob("0*.ipynb") if not p.name.startswith(("00", "07")))


def waits(tmp_path, pages):
    """Per cell of each page the exercise that later.js has it wait for."""
    for name in ("later", "dom", "grammar"):
        (tmp_path / f"{name}.js").write_bytes((STATIC / f"{name}.js").read_bytes())
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "ask.js").write_text(
        "import { waitsFor } from './later.js';\nimport { readFileSync } from 'node:fs';\n"
        "console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(waitsFor)));"
    )
    done = subprocess.run([NODE, "ask.js"], cwd=tmp_path, input=json.dumps(pages), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def line(verb, *args):
    return f"from helpers.classroom import {verb}; {verb}({', '.join(json.dumps(a) for a in args)})"


@pytest.mark.skipif(NODE is None, reason="node is not at hand; a browser test opens a lesson")
class TestLater:
    def test_words_wait_for_the_exercise_before_them_until_a_heading(self, tmp_path):
        code, words = (
            (lambda source: {"id": "c", "type": "code", "source": source}),
            (lambda source: {"id": "m", "type": "markdown", "source": source}),
        )
        page = [
            words("# Lesson"),
            words("Before."),
            code(line("exercise", "a")),
            words("What is there."),
            code(line("figure", "strip", "a")),
            words("And this. \n\n## New\n\nIntroduction."),
            words("Free."),
            code(line("exercise", "b")),
            words("## New again"),
            words("Free."),
        ]
        assert waits(tmp_path, [page]) == [["", "", "", "a", "", "a", "", "", "", ""]]

    def test_every_lesson_keeps_its_answers_and_no_way_on(self, tmp_path):
        """Some words wait in each lesson; where a part ends, and what a lesson begins and ends with, never do."""
        pages = []
        for path in LESSONS:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            pages.append([{"id": c["id"], "type": c["cell_type"], "source": "".join(c["source"])} for c in cells])
        for path, cells, found in zip(LESSONS, pages, waits(tmp_path, pages), strict=True):
            held = {c["id"]: w for c, w in zip(cells, found, strict=True) if w}
            assert not {i for i in held if i.startswith("part-") or i in ("opening", "warm-up", "summary", "so-far-words")}, path.name
            if path.name.startswith(("01_", "03_")):
                assert held, path.name
            if path.name.startswith("01_"):
                assert held["hook-after"] == "who-hook"
                assert held["desk-after"] == "who-desk"
