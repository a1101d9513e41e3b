"""Other Pythons: whichever of 3.11 to 3.14 is on the machine reads every file without a warning and marks a class to the same bytes, bare of packages."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import make_class
import pytest
from course import REPO
from waiting import WAIT

UNIT = "01_who_says_so"
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
COMPILE = """
import sys
from pathlib import Path
for folder in ("helpers", "bench", "deploy", "tests"):
    for path in sorted(Path(folder).rglob("*.py")):
        compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
"""
GRADE = """
import sys
sys.path.insert(0, sys.argv[1])
from helpers.__main__ import main
sys.exit(main(["grade", sys.argv[2], "--unit", sys.argv[3], "--out", sys.argv[4]]))
"""


def found() -> dict[str, str]:
    """Version → a Python of it that runs: this one, one on the path, or one of pyenv's."""
    pythons = {".".join(map(str, sys.version_info[:2])): sys.executable}
    for version in VERSIONS:
        tried = [shutil.which(f"python{version}"), *map(str, sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python")))]
        for path in filter(None, tried):  # pyenv's own stand-ins are on the path and may run nothing
            asked = subprocess.run([path, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], capture_output=True, text=True)
            if asked.returncode == 0 and asked.stdout.strip() == version:
                pythons.setdefault(version, path)
    return pythons


PYTHONS = found()


@pytest.fixture(scope="module")
def class_(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pythons")
    make_class.make(folder / "class", 4, "moodle", (UNIT,))
    return folder


def run(python: str, code: str, *arguments: str) -> str:
    """Isolated and without site-packages, warnings are errors."""
    done = subprocess.run(
        [python, "-I", "-S", "-W", "error", "-c", code, *arguments],
        cwd=REPO,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=WAIT,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.parametrize("version", sorted(PYTHONS))
def test_every_file_is_read_without_a_warning(version):
    run(PYTHONS[version], COMPILE)


def test_a_class_is_marked_alike(class_):
    made = {}
    for version, python in PYTHONS.items():
        out = class_ / version / "marks.csv"
        assert "4 results: 4 graded." in run(python, GRADE, str(REPO), str(class_ / "class"), UNIT, str(out))
        made[version] = out.read_bytes(), out.with_suffix(".details.jsonl").read_bytes()
    assert len(set(made.values())) == 1, sorted(made)


def test_what_is_promised_is_the_same_everywhere():
    """pyproject.toml, environment.yml, the Makefile and both READMEs name the same versions."""
    said = {
        "pyproject.toml": 'requires-python = ">=3.11,<3.15"',
        "environment.yml": "python>=3.11,<3.15",
        "Makefile": "(3, 11) <= v[:2] <= (3, 14)",
        "README.md": "Python 3.11, 3.12, 3.13 or 3.14",
        "helpers/course/learner_pages.py": "Python 3.11, 3.12, 3.13 or 3.14",
    }
    assert [name for name, words in said.items() if words not in (REPO / name).read_text(encoding="utf-8")] == []
