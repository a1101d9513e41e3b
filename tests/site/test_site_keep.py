"""Work that was taken along and is brought back to the web page: what is no such file is said so, before anything is written."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from course import REPO
from node import NODE

pytestmark = pytest.mark.skipif(NODE is None, reason="node is not installed")
KEEP = REPO / "helpers" / "site" / "static" / "keep.js"
ASK = """
const { workIn } = await import(process.argv[1]);
let text = ""; for await (const part of process.stdin) text += part;
let said; try { said = workIn(text); } catch (error) { said = error.message; }
console.log(JSON.stringify(said));
"""


@pytest.fixture(scope="module")
def work_in(tmp_path_factory):
    module = tmp_path_factory.mktemp("keep") / "keep.mjs"  # a name that says “module” to node
    shutil.copy(KEEP, module)

    def read(text: str):
        command = [NODE, "--input-type=module", "-e", ASK, module.as_uri()]
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=True, encoding="utf-8")
        return json.loads(done.stdout)

    return read


@pytest.mark.parametrize("files", [None, 3, "x", [], [{}]])
def test_a_damaged_file_is_said_in_words(work_in, files):
    said = work_in(json.dumps({"format": "who-says-so-work", "version": 1, "learner": "Ana", "files": files}))
    assert said == "This is not a file that was made by “Take my work along”."


def test_whose_work_it_is_is_read(work_in):
    """The page asks before it puts one learner's work into another's."""
    files = {"exercises/01_who_says_so/answers/q1.json": "{}"}
    assert work_in(json.dumps({"format": "who-says-so-work", "learner": " Ana ", "files": files})) == {"learner": "Ana", "files": files}
    assert work_in(json.dumps({"format": "who-says-so-work", "learner": {"x": 1}, "files": files}))["learner"] == ""
