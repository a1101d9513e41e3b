"""Docstrings by one rule: a verb first (“Return …”), then what the signature cannot say; nothing about the function above."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from inspect import isclass, isfunction

import pytest
from course import REPO
from test_faces import FACES, handed_on

HELPERS = REPO / "helpers"
MODULES = sorted(p for p in HELPERS.rglob("*.py") if "stand_ins" not in p.parts)
# What a sentence begins with that names a thing and not what is done.
NO_VERB = re.compile(
    r"(The|A|An|What|Whether|Why|Which|How|All|Each|Every|Those|Everything|Where|Whose|Both|Two|One|Some|Any|This|That|These|Its?|"
    r"Words|Answers|Names|Sentences|Items|Votes|Places|Rows|Kind|Text|Learners|Marks|Numbers|Spans|Agreement)\b|[«`(“]"
)


def functions(path) -> list[ast.FunctionDef]:
    """Return the public functions and methods of a module that are no properties: a property is called after what it is."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        named = {getattr(d, "id", getattr(d, "attr", "")) for d in getattr(node, "decorator_list", ())}
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not named & {"property", "cached_property"}:
            found.append(node)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(HELPERS).as_posix())
def test_a_docstring_begins_with_a_verb(path):
    said = {f"{f.name}, line {f.lineno}": ast.get_docstring(f) or "" for f in functions(path)}
    assert {where: text.split("\n")[0] for where, text in said.items() if NO_VERB.match(text)} == {}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(HELPERS).as_posix())
def test_a_docstring_stands_by_itself(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    all_of = [ast.get_docstring(n) or "" for n in ast.walk(tree) if isinstance(n, (ast.Module, ast.ClassDef, ast.FunctionDef))]
    assert [text for text in all_of if re.match(r"(Return )?[Tt]he same\b|(See|As) above|Likewise|Ditto", text)] == []


@pytest.mark.parametrize("path", FACES, ids=lambda p: p.parent.name)
def test_what_a_face_hands_on_is_described(path):
    room = import_module(f"helpers.{path.parent.name}")
    things = {name: getattr(room, name) for name in handed_on(path)}
    bare = [n for n, thing in things.items() if (isfunction(thing) or isclass(thing)) and not (thing.__doc__ or "").strip()]
    assert bare == []
