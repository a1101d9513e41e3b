"""docs/inclusion.md counts what the invented articles say, and nobody has to give a reason for leaving the war out."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
from course import REPO

from helpers.articles import read_article, slugs
from helpers.exercises import read_unit

PAGE = (REPO / "docs" / "inclusion.md").read_text(encoding="utf-8")
ROWS = list(re.findall(r"^\| ([a-z]+-[a-z]+) \| (.+?) \| (yes|no) \| (she|he|not told) \| (.+?) \|$", PAGE, re.M))
INVENTED = [s for s in slugs() if read_article(s).about["invented"]]
NO_PERSON = {
    "Road",
    "Bridge",
    "Technical",
    "Regional",
    "Standard",
    "Division",
    "Town",
    "Line",
    "Ferries",
    "Court",
    "Mutiny",
    "Act",
    "Office",
    "Street",
    "Horse",
    "Parents",
    "Anglers",
    "Palace",
    "River",
    "Sarnel",
    "Homes",
    "Almgate",
    "Hills",
    "Lane",
}


def test_everybody_with_a_name_is_in_the_table():
    assert {a for a, *_ in ROWS} == set(INVENTED)
    for slug in INVENTED:
        text = read_article(slug).text
        people = {p for a, p, *_ in ROWS if a == slug}
        assert all(p.lower() in text.lower() for p in people), slug
        pairs = re.findall(r"\b(?:Doctor |Professor )?([A-Z][a-z]+ [A-Z][a-z]+)\b", text)
        names = {p for p in pairs if p.split()[1] not in NO_PERSON and p.split()[0] not in ("With", "The")}
        assert names <= people, slug


@pytest.mark.parametrize(("word", "she"), [("she", True), ("he", False)])
def test_who_is_she_or_he_in_the_table_is_so_in_the_text(word, she):
    """The pronoun follows the person, or the family name, within the next sentences."""
    for slug, person, _, says, _ in ROWS:
        if says == word:
            text = read_article(slug).text.lower()
            called = person.lower() if person.islower() or person[:2] in ("A ", "a ") else person.lower().split()[-1]
            after = " ".join(text[m.start() :][:500] for m in re.finditer(re.escape(called), text))
            own = r"\b(?:she|her)\b|\bwoman\b" if she else r"\b(?:he|his|him)\b|\bman\b|\bfather\b"
            assert re.search(own, after), (slug, person)


def test_the_counts_are_those_of_the_table():
    groups = {
        "named": lambda r: r[2] == "yes",
        "not named": lambda r: r[2] == "no",
        "in charge, or expert and fully described": lambda r: r[4].startswith(("in charge", "expert:")),
        "expert or concerned, thinly described": lambda r: "thinly" in r[4],
        "insider with something to lose": lambda r: r[4].startswith("insider"),
    }
    for name, belongs in groups.items():
        count = Counter(r[3] for r in ROWS if belongs(r))
        said = re.search(rf"^\| {re.escape(name)} \| (\d+) \| (\d+) \| (\d+) \|$", PAGE, re.M)
        assert [int(n) for n in said.groups()] == [count["she"], count["he"], count["not told"]], name
    named = Counter(r[3] for r in ROWS if r[2] == "yes")
    assert abs(named["she"] - named["he"]) <= 2


BOOKS = sorted([*REPO.glob("notebooks/0[0-6]*.ipynb"), *REPO.glob("solutions/*/*.ipynb")])


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_whoever_meets_the_war_may_leave_it_out_without_a_reason(path):
    """In the first two cells, before anything of the article is read."""
    cells = ["".join(c["source"]) for c in json.loads(path.read_text(encoding="utf-8"))["cells"]]
    asked = set(re.findall(r'exercise\("([^"]+)"\)', "\n".join(cells)))
    real = [e for e in read_unit(path.parent).exercises if e.id in asked and e.article == "mosul-2016"]
    if not real:
        return
    note = next(p for cell in cells[:3] for p in cell.split("\n\n") if p.startswith(("*Content note", "*Before you read on")))
    assert "need not say why" in note and "tell your teacher" not in note, note
