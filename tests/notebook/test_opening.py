"""Which cells a page may run by itself: the exact grammar of the extension, asked in node; and that it reads every cell of the kit's own notebooks."""

import json
import subprocess

import pytest
from course import REPO
from node import NODE
from opening_cells import FINE, HOSTILE, LINE

STATIC = REPO / "helpers" / "notebook" / "labextension" / "static"
pytestmark = pytest.mark.skipif(NODE is None, reason="node is not at hand; the browser tests ask the same grammar")


def ask(tmp_path, function, values):
    """What a function of grammar.js says about each value."""
    (tmp_path / "grammar.mjs").write_bytes((STATIC / "grammar.js").read_bytes())
    (tmp_path / "ask.mjs").write_text(
        f"import {{ {function} }} from './grammar.mjs';\nimport {{ readFileSync }} from 'node:fs';\n"
        f"console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map((v) => {function}(v))));"
    )
    done = subprocess.run([NODE, "ask.mjs"], cwd=tmp_path, input=json.dumps(values), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_a_strangers_cell_never_runs_by_itself(tmp_path):
    said = ask(tmp_path, "runsByItself", HOSTILE)
    assert [source for source, runs in zip(HOSTILE, said, strict=True) if runs] == []
    assert ask(tmp_path, "runsByItself", [None, 1, {}, [], ["x"], [LINE]]) == [False] * 6


def test_a_line_of_the_kit_runs(tmp_path):
    assert ask(tmp_path, "runsByItself", FINE) == [True] * len(FINE)


def test_every_code_cell_for_learners_is_read(tmp_path):
    """Verbs that show run; points, written and solve do not, but are known."""
    pages = [p for top in ("notebooks", "exercises", "solutions") for p in sorted((REPO / top).rglob("*.ipynb")) if "07_" not in p.name]
    cells = ["".join(c["source"]) for p in pages for c in json.loads(p.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "code"]
    assert len(pages) > 20 and len(cells) > 200
    assert all(ask(tmp_path, "isOurs", cells))
    by_hand = [s for s, runs in zip(cells, ask(tmp_path, "runsByItself", cells), strict=True) if not runs]
    assert {s.split("import ")[1].split(";")[0] for s in by_hand} == {"points", "written", "solve"}


def test_other_peoples_work_is_left_alone(tmp_path):
    shut = ["submitted/ann/u/u.ipynb", "course/autograded/ann/u/u.ipynb", "feedback/ann/u/u.ipynb", "solutions/u/u.ipynb"]
    assert ask(tmp_path, "opensHere", shut) == [False] * 4
    assert (
        ask(tmp_path, "opensHere", ["u.ipynb", "exercises/u/u.ipynb", "notebooks/submitted.ipynb", "my submitted work/u.ipynb"])
        == [True] * 4
    )
