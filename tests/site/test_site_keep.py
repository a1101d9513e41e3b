"""Work that was taken along and is brought back to the web page: what is no such file is said so, before anything is written."""

from __future__ import annotations

import json
import subprocess

import pytest
from course import REPO
from node import NODE

pytestmark = pytest.mark.skipif(NODE is None, reason="node is not installed")
KEEP = REPO / "helpers" / "site" / "static" / "keep.js"
ASK = f"""
const {{ workIn }} = await import("data:text/javascript;base64," + (await import("node:fs")).readFileSync({str(KEEP)!r}).toString("base64"));
let text = ""; for await (const part of process.stdin) text += part;
let said; try {{ said = workIn(text); }} catch (error) {{ said = error.message; }}
console.log(JSON.stringify(said));
"""


def work_in(text: str):
    done = subprocess.run(
        [NODE, "--input-type=module", "-e", ASK], input=text, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("files", [None, 3, "x", [], [{}]])
def test_a_damaged_file_is_said_in_words(files):
    said = work_in(json.dumps({"format": "who-says-so-work", "version": 1, "learner": "Ana", "files": files}))
    assert said == "This is not a file that was made by “Take my work along”."


def test_whose_work_it_is_is_read():
    """The page asks before it puts one learner's work into another's."""
    files = {"exercises/01_who_says_so/answers/q1.json": "{}"}
    assert work_in(json.dumps({"format": "who-says-so-work", "learner": " Ana ", "files": files})) == {"learner": "Ana", "files": files}
    assert work_in(json.dumps({"format": "who-says-so-work", "learner": {"x": 1}, "files": files}))["learner"] == ""
