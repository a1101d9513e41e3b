"""CODEBOOK.md and helpers/articles/codebook.py hold the same names: a label has one definition."""

from __future__ import annotations

import re

import pytest
from course import REPO

from helpers.articles import codebook

PAGE = (REPO / "CODEBOOK.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """The part of the page under a heading, up to the next heading of the same or a higher level."""
    level = re.search(rf"^(#+) [^\n]*{re.escape(title)}", PAGE, re.M)
    rest = PAGE[level.end() :]
    end = re.search(rf"^#{{1,{len(level[1])}}} ", rest, re.M)
    return rest[: end.start()] if end else rest


def table(text: str, column: int) -> list[str]:
    """Names in code marks in one column of the Markdown tables of a text."""
    rows = [line.split("|")[1:-1] for line in text.splitlines() if line.startswith("|")]
    return [name for row in rows for name in re.findall(r"^ *`(\w+)`", row[column])]


def values(text: str, row: str) -> list[str]:
    line = next(line for line in text.splitlines() if re.match(rf"\| *`{row}`", line))
    return re.findall(r"`(\w+)`", line.split("|")[2])


def said(pattern: str) -> list[str]:
    return re.findall(r"`(\w+)`", re.search(pattern, PAGE)[0])


class TestSameNames:
    def test_kinds(self):
        """The table of kinds, in its order."""
        assert list(codebook.KINDS) == table(section("`kind`"), 0)

    def test_categories(self):
        """The table of loaded words, and `fair`, which stands below it."""
        assert [*table(section("Layer 2"), 1), "fair"] == list(codebook.CATEGORIES)

    @pytest.mark.parametrize("name", ["proximity", "stake", "reason", "channel", "corroboration", "asserts"])
    def test_dimensions(self, name):
        """Each dimension's values; each may also be `cannot_tell`, as the heading says."""
        there = values(section("Dimensions"), name)
        here = list(codebook.DIMENSIONS[name][1])
        assert there == [v for v in here if v in there]
        assert set(here) - set(there) <= {"cannot_tell"}

    def test_dimensions_are_all_of_them(self):
        """No dimension in one place only."""
        assert list(codebook.DIMENSIONS) == table(section("Dimensions"), 0)

    @pytest.mark.parametrize(("axis", "labels"), [("type", codebook.CLAIM_TYPES), ("checkable", codebook.CHECKABLE)])
    def test_claims(self, axis, labels):
        """Types of claims and how far they can be checked."""
        assert list(labels) == values(section("Layer 3"), axis)

    def test_worth(self):
        """Three steps of worth."""
        row = next(line for line in section("Layer 3").splitlines() if line.startswith("| `worth`"))
        assert list(codebook.LAYERS["claims"]["worth"]) == [int(n) for n in re.findall(r"\b(\d) (?:not )?factual", row)]

    def test_checks_desk_verdicts_voices(self):
        """The seven checks and their values, the desk's words, the verdicts, the voices."""
        checks = section("The seven newsroom checks")
        assert list(codebook.CHECKS) == [f"A{n}" for n in re.findall(r"`A(\d)` ", checks)]
        assert list(codebook.CHECK_VALUES) == re.findall(r"`(\w+)`", re.search(r"Values: [^.]*", checks)[0])
        assert list(codebook.ANONYMITY) == said(r"`anonymity` \([^)]*\)")[1:]
        assert list(codebook.HANDLING) == said(r"`handling` \([^)]*\)")[1:]
        assert list(codebook.FINDABLE) == said(r"`findable` \([^)]*\)")[1:]
        assert list(codebook.VERDICTS) == said(r"\*\*Verdicts\*\*[^\n]*")
        assert set(codebook.VOICES) == set(said(r"`voice`: [^\n]*")[1:])

    def test_layers_and_version(self):
        """Three layers, and the version that every pass names."""
        assert list(codebook.LAYERS) == re.findall(r"^## Layer \d — `(\w+)`", PAGE, re.M)
        assert f"Version {codebook.VERSION}." in PAGE

    def test_tiers(self):
        """The key's tiers are the codebook's."""
        from helpers.articles import items as key

        assert table(section("From marks to an answer key"), 0) == [key.CORE, key.ACCEPTED, key.CONTESTED, key.DECOY]


def test_pairs_that_are_both_right_are_the_pages():
    """What the key accepts together is what “From marks to an answer key” names."""
    told = section("From marks to an answer key")
    for pairs in codebook.BOTH_RIGHT.values():
        for one, other in pairs:
            assert f"`{one}` and `{other}`" in told
    assert "`{}` and `{}`".format(*codebook.FORMULA) in told and "at least a third" in told


@pytest.mark.parametrize("labels", [codebook.KINDS, codebook.CATEGORIES], ids=["kinds", "categories"])
def test_every_label_that_is_marked_has_rule_and_contrast(labels):
    """Feedback says the rule and shows the neighbour: no label may come without them."""
    for one in labels.values():
        assert one.rule.endswith((".", "?")) and len(one.contrast) > 30, one.id
