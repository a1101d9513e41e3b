"""A helpers module imports only what stands above it; heavy libraries live in one place each; nothing asks nltk for data."""
from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from course import REPO

HELPERS = REPO / "helpers"

# High to low on this list: a module may import what stands in its own line or above. Every module and package of helpers/ has a place.
LAYERS = [
    {"errors", "once"},
    {"text", "codebook", "record"},
    {"article"},
    {"marks", "evidence", "score"},
    {"score_spans"},
    {"reader"},
    {"key", "documents", "repairs", "agreement"},
    {"exercise_types"},
    {"exercise"},
    {"answers", "feedback"},
    {"marking"},
    {"widgets"},
    {"plots"},
    {"classbook", "publish"},
    {"forms"},
    {"shown"},
    {"session"},
    {"handing_in"},
    {"classroom"},
    {"own_copy", "reader_desk"},
    {"own_copy_box"},
    {"nbgrader_plugin", "release"},
    {"bundle"},
    {"authoring"},
    {"__main__"},
]
PLACE = {name: n for n, names in enumerate(LAYERS) for name in names}
# An import inside a function that reaches down on purpose; each with its reason.
ALLOWED = {("own_copy", "own_copy_box"): "the box is a widget, and checking a text must not load widgets"}


def modules() -> list[Path]:
    return sorted(p for p in HELPERS.rglob("*.py") if "__pycache__" not in p.parts and p.parent != HELPERS or p.name != "__init__.py")


def layer_of(path: Path) -> str:
    return path.relative_to(HELPERS).parts[0].removesuffix(".py")


def imported(path: Path) -> list[tuple[str, int]]:
    """(name of the top module, line) of everything that a file imports, inside functions too; helpers' own as «.name»."""
    package = ["helpers", *path.relative_to(HELPERS).parts[:-1]]
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(a.name.split(".")[0] if not a.name.startswith("helpers.") else "." + a.name.split(".")[1], node.lineno) for a in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            whole = [*base, *(node.module or "").split(".")] if node.module else base
            if whole and whole[0] == "helpers":
                found += [("." + whole[1], node.lineno)] if len(whole) > 1 else [("." + a.name, node.lineno) for a in node.names]
            else:
                found.append((whole[0], node.lineno))
    return found


def breaches(path: Path) -> list[str]:
    own = layer_of(path)
    return [f"{path.relative_to(REPO)}:{line} imports helpers.{name[1:]}" for name, line in imported(path)
            if name.startswith(".") and name[1:] != own and PLACE.get(name[1:], 99) >= PLACE.get(own, 99) and (own, name[1:]) not in ALLOWED]


class TestLayers:
    def test_every_module_has_a_place(self):
        """A new module is put on the list, where its neighbours can be seen."""
        there = {p.stem if p.is_file() else p.name for p in HELPERS.iterdir() if (p.suffix == ".py" or (p / "__init__.py").is_file()) and p.stem != "__init__"}
        assert there == there & set(PLACE), there - set(PLACE)

    @pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(HELPERS)))
    def test_imports_only_what_stands_above(self, path):
        """Data flows one way; so do imports."""
        assert [] == breaches(path)

    def test_the_check_can_fail(self, tmp_path, monkeypatch):
        """A module that reaches down is named with its line."""
        monkeypatch.setattr(sys.modules[__name__], "HELPERS", tmp_path)
        monkeypatch.setattr(sys.modules[__name__], "REPO", tmp_path.parent)
        (tmp_path / "text.py").write_text("import re\n\ndef f():\n    from .classroom import exercise\n    from helpers import key\n")
        assert 2 == len(breaches(tmp_path / "text.py"))


ONE_HOME = {"anywidget": {"widgets"}, "ipywidgets": {"widgets", "classroom", "own_copy_box", "authoring"}, "matplotlib": {"plots"}, "nbgrader": {"nbgrader_plugin"},
            "nltk": {"text", "agreement", "reader"}, "IPython": {"shown", "classroom", "widgets", "plots", "classbook", "own_copy", "own_copy_box", "reader_desk", "authoring"}}


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(HELPERS)))
def test_libraries_live_where_they_belong(path):
    """Widgets, figures, nltk and nbgrader each have their homes; everything else is plain Python and can be tested without them."""
    strange = [f"line {line}: {name}" for name, line in imported(path) if name in ONE_HOME and layer_of(path) not in ONE_HOME[name]]
    assert [] == strange


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(HELPERS)))
def test_nltk_is_asked_for_nothing_that_needs_data(path):
    """No download, and none of the functions that would ask for one."""
    names = {node.id if isinstance(node, ast.Name) else node.attr for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
             if isinstance(node, (ast.Name, ast.Attribute))}
    assert not names & {"download", "word_tokenize", "sent_tokenize", "pos_tag", "ne_chunk", "wordnet", "stopwords"}


def fresh(code: str) -> str:
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, cwd=REPO, env={**os.environ, "PYTHONPATH": str(REPO)})
    assert 0 == done.returncode, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("line", ["from helpers.classroom import exercise", "import helpers.marking", "import helpers.exercise_types", "import helpers.score"])
def test_heavy_libraries_come_late(line):
    """A learner's first cell and the marking of a class start without nltk and matplotlib, and raise no warning."""
    assert "[]" == fresh(f"{line}\nimport sys\nprint([m for m in ('nltk', 'matplotlib', 'nbgrader', 'numpy') if m in sys.modules])")


def test_scoring_needs_the_standard_library_only():
    """Scoring is pure: it runs where nothing is installed."""
    for name in ("once", "score", "score_spans"):
        names = {name for name, _ in imported(HELPERS / f"{name}.py")} - {".once", ".score"}
        assert names <= set(sys.stdlib_module_names), names
