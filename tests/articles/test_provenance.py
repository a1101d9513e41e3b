"""A kit that asks “who says so?” answers it for its own article, wherever that is read."""

from __future__ import annotations

import re

import pytest
from course import REPO, SLUGS

from helpers.articles import provenance, read_article
from helpers.course.paper.workbook import workbook
from helpers.exercises import read_unit
from helpers.notebook import article_html
from helpers.notebook.at_hand import at_hand
from helpers.notebook.page import _plain

REAL = [s for s in SLUGS if not read_article(s).about["invented"]]


@pytest.mark.parametrize("slug", REAL)
def test_a_real_article_tells_all_four_parts(slug):
    parts = provenance(read_article(slug).about)
    assert [p["heading"] for p in parts] == [
        "The copy says",
        "The copy does not say",
        "What can be inferred, and how",
        "What a reader would do next",
    ]
    assert all(line.endswith((".", "?")) for p in parts for line in p["lines"])


@pytest.mark.parametrize("slug", REAL)
def test_it_stands_on_every_page_where_the_article_is_read(slug):
    """The panel beside an exercise, the panel of the page, the article as a cell, and paper."""
    one = read_article(slug)
    unit = read_unit(REPO / "solutions" / "01_who_says_so")
    task = next(e for e in unit.exercises if e.article == slug)
    lines = [line for p in provenance(one.about) for line in p["lines"]]
    shown = at_hand(task, one, {"shape": "form", "blocks": []})["provenance"]
    assert [line for p in shown for line in p["lines"]] == lines
    assert _plain(one)["provenance"] == shown
    for page in (article_html(one), workbook(unit)):
        assert all(" ".join(line.split()) in " ".join(page.split()) for line in lines)


def test_an_article_that_says_nothing_of_itself_is_described_from_its_fields():
    """A teacher's own article has no `provenance`: what is missing is said all the same."""
    parts = {p["heading"]: p["lines"] for p in provenance({"invented": False, "outlet": "The Post", "date": "", "byline": None})}
    assert parts["The copy says"] == ["outlet: The Post"]
    assert parts["The copy does not say"] == ["Who wrote it.", "When it was published."]
    assert provenance({"invented": True}) == []


@pytest.mark.parametrize("slug", REAL)
def test_no_card_or_verdict_knows_more_of_the_outlet_than_the_article(slug):
    """article.json says that the outlet is not stated: then no card calls another report “the same newspaper” or “same outlet”."""
    folder = REPO / "articles" / slug
    assert "not stated" in read_article(slug).about["outlet"]
    for name in ("evidence.json", "documents.json", "verdicts.json", "claims.json", "repairs.json", "reasons.json"):
        text = (folder / name).read_text(encoding="utf-8")
        assert not re.findall(r"[Ss]ame (?:newspaper|outlet)[^.\"]*", text), name
