"""The face of a room hands on what others use, all of it, and nothing else."""

from __future__ import annotations

import ast
from functools import cache
from importlib import import_module

import pytest
from course import REPO

HELPERS = REPO / "helpers"
FACES = sorted(p for p in HELPERS.glob("*/__init__.py"))
TOP = {"site"}  # no room lies below: only its own verb and the tests ask


@cache
def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def late(tree) -> dict[str, str]:
    """Names that a face looks up when they are asked for → the module that has them."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "late_names":
            where = ast.literal_eval(node.args[1])
            found |= {name: module for module, names in where.items() for name in names}
    return found


def handed_on(path) -> set[str]:
    """Names that a face takes from its own modules."""
    tree = tree_of(path)
    now = {a.asname or a.name for n in tree.body if isinstance(n, ast.ImportFrom) and n.level for a in n.names}
    return now | set(late(tree))


def asked_for(room: str) -> set[str]:
    """Names of a room that anything outside it takes from its face: `from helpers.room import name`, or `room.name`."""
    found = set()
    files = [p for p in HELPERS.rglob("*.py") if p.relative_to(HELPERS).parts[0] not in (room, f"{room}.py")]
    files += (REPO / "tests").rglob("*.py") if room in TOP else []
    for path in [*files, REPO / "nbgrader_config.py"]:
        tree = tree_of(path)
        whole = False
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == f"helpers.{room}" and not node.level:
                found |= {a.name for a in node.names}
            whole |= isinstance(node, ast.ImportFrom) and node.module == "helpers" and any(a.name == room for a in node.names)
            whole |= isinstance(node, ast.Import) and any(a.name == f"helpers.{room}" for a in node.names)
        if whole:
            found |= {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute) and getattr(n.value, "id", "") == room}
        for node in ast.walk(tree):  # the verbs of notebooks and of nbgrader hand a room's names on by late_names("helpers.room", …)
            named = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "late_names" and node.args[0]
            if isinstance(named, ast.Constant) and named.value == f"helpers.{room}":
                found |= {name for names in ast.literal_eval(node.args[1]).values() for name in names}
    return found


# What only those ask for whom no import shows.
BY_NAME = {
    "nbgrader_plugin": "nbgrader_config.py and nbgrader name them as text",
}


@pytest.mark.parametrize("path", FACES, ids=lambda p: p.parent.name)
def test_a_face_hands_on_what_others_use_and_no_more(path):
    room = path.parent.name
    if room in BY_NAME:
        text = (REPO / "nbgrader_config.py").read_text(encoding="utf-8")
        assert {n for n in handed_on(path) if n not in text and n not in asked_for(room)} == set()
        return
    itself = {n.id for n in ast.walk(tree_of(path)) if isinstance(n, ast.Name)}
    unused = handed_on(path) - asked_for(room) - itself
    assert unused == set(), f"nobody outside helpers/{room}/ asks for these"


@pytest.mark.parametrize("path", [*FACES, HELPERS / "classroom.py"], ids=lambda p: p.parent.name if p.name == "__init__.py" else p.stem)
def test_late_names_resolve(path):
    names = late(tree_of(path))
    package = import_module("helpers.classroom" if path.name == "classroom.py" else f"helpers.{path.parent.name}")
    for name in names:
        assert getattr(package, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing_of_that_name'"):
        package.nothing_of_that_name  # noqa: B018


@pytest.mark.parametrize("path", FACES, ids=lambda p: p.parent.name)
def test_a_face_says_no_name_twice_and_no_private_one(path):
    tree = tree_of(path)
    now = [a.asname or a.name for n in tree.body if isinstance(n, ast.ImportFrom) and n.level for a in n.names]
    names = [*now, *late(tree)]
    assert sorted(names) == sorted(set(names)) and not [n for n in names if n.startswith("_")]
