"""A room of helpers/ imports only faces of rooms above it, files never in a circle; heavy libraries have one home each; nothing asks nltk for data."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from course import REPO

HELPERS = REPO / "helpers"

# High to low on the data's way: a room may import from the faces of the rooms before it.
ROOMS = "errors text output scoring articles reader answers exercises marking course notebook classbook forms authoring site".split()
FACES = ["classroom", "nbgrader_plugin", "__main__"]
PLACE = {name: n for n, name in enumerate([*ROOMS, *FACES])}
PLAIN = {"errors", "text"}  # one file each
# Inside two rooms the way goes on: a folder may import only what stands before it here.
INSIDE = {
    "classbook": [
        "tables",
        "collect",
        "results",
        "edits",
        "result_sentences",
        "grade",
        "processes",
        "workers",
        "grade_class",
        "report",
        "verbs",
    ],
    "notebook": ["widgets", "plots"],
}


def modules() -> list[Path]:
    return sorted(p for p in HELPERS.rglob("*.py") if "__pycache__" not in p.parts and p != HELPERS / "__init__.py")


def name_of(path: Path) -> tuple[str, ...]:
    parts = path.relative_to(HELPERS).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


def imports(path: Path) -> list[tuple[tuple[str, ...], int]]:
    """(dotted name as a tuple, line) of everything that a file imports, inside functions too; the kit's own begin with «helpers»."""
    folder = ("helpers", *path.relative_to(HELPERS).parts[:-1])
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(tuple(a.name.split(".")), node.lineno) for a in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = folder[: len(folder) - node.level + 1] if node.level else ()
            whole = (*base, *(node.module or "").split(".")) if node.module else base
            found += [((*whole, a.name), node.lineno) for a in node.names]
    return found


def breaches(path: Path) -> list[str]:
    own, found = name_of(path)[0], []
    for name, line in imports(path):
        if name[0] != "helpers" or len(name) < 2 or name[1] == "late_names" or name[1] == own:
            continue
        where = f"{path.relative_to(REPO)}:{line} imports {'.'.join(name)}"
        if PLACE.get(name[1], 99) >= PLACE.get(own, 99):
            found.append(f"{where}, a room below it")
        elif name[1] not in PLAIN and (HELPERS / Path(*name[1:-1]) / f"{name[-2]}.py" if len(name) > 3 else None):
            found.append(f"{where}, past the face of that room")
    return found


def file_of(name: tuple[str, ...]) -> Path | None:
    """The file that an imported name is read from: a module, or the module that holds it."""
    for parts in (name[1:], name[1:-1]):
        for path in (HELPERS.joinpath(*parts).with_suffix(".py") if parts else None, HELPERS.joinpath(*parts, "__init__.py")):
            if path and path.is_file():
                return path
    return None


def circle(edges: dict[Path, set[Path]]) -> list[Path]:
    """A way from a file back to itself, or []."""
    state: dict[Path, int] = {}

    def walk(at: Path, way: list[Path]) -> list[Path]:
        state[at] = 1
        for there in sorted(edges.get(at, ())):
            if state.get(there) == 1:
                return [*way, at, there]
            if there not in state and (found := walk(there, [*way, at])):
                return found
        state[at] = 2
        return []

    return next((found for at in sorted(edges) if at not in state and (found := walk(at, []))), [])


class TestRooms:
    def test_the_root_holds_rooms_and_faces(self):
        """Whoever opens helpers/ sees the data's way, and nothing loose."""
        there = {p.stem for p in HELPERS.iterdir() if p.suffix == ".py" or (p / "__init__.py").is_file()} - {"__init__"}
        assert there == set(PLACE)

    def test_every_room_has_a_face_that_works(self):
        """Each name that a room's face promises can be had from it."""
        lines = [f"import helpers.{room} as m; [getattr(m, n) for n in getattr(m, '__all__', [])]" for room in ROOMS]
        fresh("\n".join(lines))

    @pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(HELPERS)))
    def test_imports_only_faces_of_rooms_above(self, path):
        """Data flows one way; so do imports, and they enter a room by its door."""
        assert breaches(path) == []

    @pytest.mark.parametrize("room", INSIDE)
    def test_the_way_goes_on_inside_a_room(self, room):
        """Collect, grade, report: what comes later is not imported by what comes before."""
        assert [n for n in INSIDE[room] if not (HELPERS / room / n).is_dir() and not (HELPERS / room / f"{n}.py").is_file()] == []
        place, wrong = {name: n for n, name in enumerate(INSIDE[room])}, []
        for path in modules():
            name = name_of(path)
            if name[0] == room and len(name) > 1 and name[1] in place:
                wrong += [
                    f"{path}:{line}"
                    for there, line in imports(path)
                    if there[:2] == ("helpers", room) and len(there) > 2 and place.get(there[2], -1) > place[name[1]]
                ]
        assert wrong == []

    def test_no_file_imports_itself_by_way_of_others(self):
        edges = {
            p: {f for name, _ in imports(p) if name[0] == "helpers" and (f := file_of(name)) and f != p and f.name != "__init__.py"}
            for p in modules()
        }
        assert circle(edges) == []

    def test_the_checks_can_fail(self, tmp_path, monkeypatch):
        """A module that reaches down, one that enters by the window, and a circle are named."""
        monkeypatch.setattr(sys.modules[__name__], "HELPERS", tmp_path)
        monkeypatch.setattr(sys.modules[__name__], "REPO", tmp_path.parent)
        (tmp_path / "text.py").write_text(
            "import re\n\ndef f():\n    from .classroom import exercise\n    from helpers.marking import judge\n"
        )
        assert len(breaches(tmp_path / "text.py")) == 2
        (tmp_path / "classroom.py").write_text("from helpers.answers.store import read_answers\n")
        assert len(breaches(tmp_path / "classroom.py")) == 1
        a, b = tmp_path / "a.py", tmp_path / "b.py"
        assert [a, b, a] == circle({a: {b}, b: {a}})


class TestSize:
    def test_modules_stay_short(self):
        """A module can be taken in at once: half of them have at most 120 lines, none more than 250."""
        lengths = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in modules()}
        assert [f"{p.relative_to(REPO)}: {n}" for p, n in lengths.items() if n > 250] == []
        assert sorted(lengths.values())[len(lengths) // 2] <= 120


HOMES = {
    "anywidget": {"notebook/widgets"},
    "ipywidgets": {"notebook", "classroom", "authoring"},
    "matplotlib": {"notebook/plots"},
    "nbgrader": {"nbgrader_plugin"},
    "nltk": {"articles/agreement"},
    "IPython": {"notebook", "classroom", "classbook", "authoring", "site/stand_ins"},
}


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(HELPERS)))
def test_libraries_live_where_they_belong(path):
    """Widgets, figures, nltk and nbgrader each have their homes; everything else is plain Python and can be tested without them."""
    here = "/".join(name_of(path))
    assert [
        f"line {line}: {name[0]}"
        for name, line in imports(path)
        if name[0] in HOMES and not any(here == home or here.startswith(home + "/") for home in HOMES[name[0]])
    ] == []


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(HELPERS)))
def test_nltk_is_asked_for_nothing_that_needs_data(path):
    """No download, and none of the functions that would ask for one."""
    names = {
        node.id if isinstance(node, ast.Name) else node.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.Name, ast.Attribute))
    }
    assert not names & {"download", "word_tokenize", "sent_tokenize", "pos_tag", "ne_chunk", "wordnet", "stopwords"}


def fresh(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, cwd=REPO, env={**os.environ, "PYTHONPATH": str(REPO)}
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    "line", ["from helpers.classroom import exercise", "import helpers.marking", "import helpers.exercises", "import helpers.scoring"]
)
def test_heavy_libraries_come_late(line):
    """A learner's first cell and the marking of a class start without widgets, figures and nltk, and raise no warning."""
    heavy = "nltk matplotlib nbgrader numpy ipywidgets anywidget IPython email ctypes concurrent.futures"
    assert fresh(f"{line}\nimport sys\nprint([m for m in {heavy.split()} if m in sys.modules])") == "[]"


def test_scoring_needs_the_standard_library_only():
    """Scoring is pure: it runs where nothing is installed."""
    for path in (HELPERS / "scoring").glob("*.py"):
        names = {name[0] if name[0] != "helpers" else ".".join(name[:2]) for name, _ in imports(path)} - {
            "helpers.scoring",
            "helpers.late_names",
        }
        assert names <= set(sys.stdlib_module_names), names
