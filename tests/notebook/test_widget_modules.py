"""The widget's browser half without a browser: its pure functions under `node --test`, and the joining of its modules."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from node import NODE
from waiting import WAIT

from helpers.notebook.widgets.join import STATIC, join

TESTS = Path(__file__).parent / "js"


@pytest.mark.skipif(NODE is None, reason="node is not installed")
@pytest.mark.parametrize("name", sorted(p.name for p in TESTS.glob("*.test.mjs")))
def test_pure_functions(tmp_path, name):
    """The modules as they are, beside their tests, in a folder that node reads as ES modules."""
    (tmp_path / "package.json").write_text('{"type": "module"}')
    for path in (*STATIC.glob("*.js"), TESTS / name):
        shutil.copy(path, tmp_path)
    run = subprocess.run([NODE, "--test", name], cwd=tmp_path, capture_output=True, text=True, timeout=WAIT)
    assert run.returncode == 0, run.stdout[-3000:]
    assert re.search(r"^# pass [1-9]", run.stdout, re.MULTILINE), "no test ran"


@pytest.mark.parametrize("entry", ["main.js", "guard.js"])
def test_joined_modules_keep_nothing_to_fetch(entry):
    """Each module once, no import left, one default export; every module of the folder is used somewhere."""
    source = join(entry)
    assert not re.search(r"^import\b", source, re.MULTILINE)
    assert re.findall(r"^export .*", source, re.MULTILINE) == ["export default { render };"]
    heads = re.findall(r"^// ---- ([\w.-]+)$", source, re.MULTILINE)
    assert len(heads) == len(set(heads)) and heads[-1] == entry


def test_no_module_is_forgotten_and_none_is_long():
    """A file that nothing imports would never reach a page. 300 lines at most."""
    used = set(re.findall(r"^// ---- ([\w.-]+)$", join("main.js") + "\n" + join("guard.js"), re.MULTILINE))
    assert used == {p.name for p in STATIC.glob("*.js")}
    assert {p.name: n for p in STATIC.glob("*.js") if (n := len(p.read_text().splitlines())) > 300} == {}


@pytest.mark.skipif(NODE is None, reason="node is not installed")
@pytest.mark.parametrize("entry", ["main.js", "guard.js"])
def test_the_joined_module_is_one_that_a_browser_takes(tmp_path, entry):
    """No name stands twice at the top of the joined modules."""
    path = tmp_path / "joined.mjs"
    path.write_text(join(entry), encoding="utf-8")
    run = subprocess.run([NODE, "--check", str(path)], capture_output=True, text=True, timeout=WAIT)
    assert run.returncode == 0, run.stderr
