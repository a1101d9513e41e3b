"""The map of the code is true: what CONTRIBUTING.md names is there."""

from __future__ import annotations

import re

import pytest
from course import REPO

TEXT = (REPO / "CONTRIBUTING.md").read_text(encoding="utf-8")
NAMED = sorted({name for name in re.findall(r"`([\w./-]+)`", TEXT) if re.search(r"\.(py|js|md|json|tsv|toml|txt|in)$|/$", name)})


def found(name: str) -> bool:
    """Whether a path stands in the repository, from its root or from any room of it."""
    return (REPO / name).exists() or any(
        one
        for folder in ("helpers", "tests", "bench", "solutions", "notebooks", "articles", "docs")
        for one in (REPO / folder).rglob(name.rstrip("/"))
    )


@pytest.mark.parametrize("name", NAMED)
def test_what_the_map_names_is_there(name):
    assert found(name), f"CONTRIBUTING.md names `{name}`, which is nowhere in the repository."


def test_the_map_names_enough_to_be_one():
    """The pattern finds the paths at all, every room is drawn, and what is nowhere is not found."""
    rooms = [p.name for p in (REPO / "helpers").iterdir() if (p / "__init__.py").is_file()]
    assert (
        not found("helpers/exercises/nowhere.py")
        and len(NAMED) > 60
        and [room for room in rooms if not re.search(rf"\b{room}\b", TEXT)] == []
    )
