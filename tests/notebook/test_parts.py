"""Where a page's parts begin: the extension and the count of minutes read the same cells."""

import json
import subprocess

import pytest
from course import REPO
from minutes import notebooks, parts, shown
from node import NODE

STATIC = REPO / "helpers" / "notebook" / "labextension" / "static"


def parts_of(tmp_path, ids):
    """What parts.js says of each list of cell ids."""
    for name in ("parts", "dom"):
        (tmp_path / f"{name}.js").write_bytes((STATIC / f"{name}.js").read_bytes())
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "ask.js").write_text(
        "import { partsOf } from './parts.js';\nimport { readFileSync } from 'node:fs';\n"
        "console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(partsOf)));"
    )
    done = subprocess.run([NODE, "ask.js"], cwd=tmp_path, input=json.dumps(ids), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.skipif(NODE is None, reason="node is not at hand; the browser tests open pages with parts")
class TestParts:
    def test_a_cell_called_part_2_begins_it_and_no_other(self, tmp_path):
        cases = [
            ["a", "part-2", "b", "part-3"],
            ["a", "part-3", "b"],
            ["part-2-words", "xpart-2", "part-1"],
            ["a", "part-2", "part-2", "b"],
            [],
        ]
        assert parts_of(tmp_path, cases) == [[1, 2, 2, 3], [1, 1, 1], [1, 1, 1], [1, 2, 2, 2], []]

    def test_the_page_and_the_count_cut_alike(self, tmp_path):
        several = 0
        for name, (book, spec) in notebooks().items():
            cells = json.loads(book.read_text(encoding="utf-8"))["cells"]
            (numbers,) = parts_of(tmp_path, [[c["id"] for c in cells]])
            asked = [n for n, c in zip(numbers, cells, strict=True) if 'exercise("' in "".join(c["source"])]
            cut = shown(book, parts(book, spec))
            assert [asked.count(n) for n in range(1, len(cut) + 1)] == [len(some) for some in cut], name
            several += len(cut) > 1
        assert several >= 5
