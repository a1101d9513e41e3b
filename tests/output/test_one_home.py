"""Files are written whole in one place: whoever writes a file that stays goes through `helpers.output`."""

from __future__ import annotations

import ast
from functools import cache

import pytest
from course import REPO

HELPERS = REPO / "helpers"
WRITES = {"write_text", "write_bytes", "mkstemp", "NamedTemporaryFile"}
MOVES = {("os", "replace"), ("os", "rename"), ("shutil", "move"), ("shutil", "copyfile"), ("shutil", "copy"), ("shutil", "copy2")}
# Where it is done by hand, and why no half file can be taken for a whole one.
BY_HAND = {
    "output/whole.py": "the one home",
    "answers/store.py": "moves a damaged answer aside",
    "authoring/drafts.py": "moves a damaged draft aside",
    "authoring/exchange.py": "in a temporary folder",
    "authoring/new_article.py": "inside whole_folder",
    "authoring/publish.py": "inside whole_folder",
    "classbook/report/feedback_pages.py": "inside whole_folder",
    "course/bundle.py": "inside whole_folder",
    "course/release.py": "in a temporary folder",
    "site/build.py": "inside whole_folder",
    "site/parts.py": "inside a folder that takes its name when it is whole",
    "site/server.py": "a certificate for ssl, which reads files only; it goes at once",
    "nbgrader_plugin/replaced_steps.py": "moves nbgrader's copies before and after its own steps",
    "nbgrader_plugin/submitted.py": "in a temporary folder, taken over in one step by replaced_steps",
}


@cache
def by_hand() -> set[str]:
    found = set()
    for path in HELPERS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
                opens = node.func.attr == "open" and any(isinstance(a, ast.Constant) and str(a.value)[:1] in "wx" for a in node.args[:1])
                if node.func.attr in WRITES or opens or (owner, node.func.attr) in MOVES:
                    found.add(path.relative_to(HELPERS).as_posix())
    return found


def test_files_are_written_whole_by_output_alone():
    """Looked for in a test and not while tests are collected: every worker would read every module."""
    others = sorted(by_hand() - set(BY_HAND))
    assert others == [], "these write or move a file by themselves: use write_whole, write_whole_text, whole_file or whole_folder"


@pytest.mark.parametrize("path", sorted(BY_HAND))
def test_the_list_of_exceptions_is_no_longer_than_it_must_be(path):
    assert path in by_hand(), f"{path} does so no longer: take it off the list"
