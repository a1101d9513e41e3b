"""Hard words in plain English, and how hard a text is: for every article of the kit, wherever it is read."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import learners
import pytest
from course import REPO

from helpers.articles import glossary, how_hard, read_article, slugs
from helpers.articles.help_to_read import GLOSSARY, reading_grade, syllables
from helpers.course.bundle import bundle
from helpers.course.paper.page import Look
from helpers.course.paper.workbook import workbook
from helpers.exercises import article_of, read_unit, type_of
from helpers.notebook.at_hand import at_hand
from helpers.notebook.display import article_html

UNIT = "01_who_says_so"
every = pytest.mark.parametrize("slug", slugs())
JUDGES = "loaded|unfair|biased|one-sided|exaggerat|manipulat|propaganda|wrongly|badly chosen|neutral"


@every
def test_hard_words_are_the_texts_own_and_told_without_judging_them(slug):
    """As they stand in the text, each once, in its order, in at most a dozen plain words; never whether a word is fair."""
    one = read_article(slug)
    raw = json.loads((one.folder / GLOSSARY).read_text(encoding="utf-8"))
    rows = glossary(one)
    assert len(rows) == len(raw) >= 10, "each stands in the text"
    assert len({r["words"] for r in rows}) == len(rows)
    for row in rows:
        assert re.search(rf"(?<!\w){re.escape(row['words'])}(?!\w)", one.text), row
        assert 1 <= len(row["plain"].split()) <= 12 and all(len(w) <= 13 for w in row["plain"].split()), row
        assert not re.search(rf"{JUDGES}|[\"']", row["plain"]), row
        assert row["words"].casefold() not in row["plain"].casefold(), row


@every
def test_to_mark_what_is_explained_earns_next_to_nothing(slug):
    """Whoever marks each explained word, with the one label that pays best, has read no text: the list holds fair words as well as loaded ones."""
    for case in (c for c in learners.cases(generated_too=False) if c.shape == "spans" and c.article.slug == slug):
        text, (first, last) = case.article.text, case.article.passage(*case.exercise.passage)
        found = [
            (m.start(), m.end())
            for row in glossary(case.article)
            for m in re.finditer(rf"(?<!\w){re.escape(row['words'])}(?!\w)", text[:last])
            if m.start() >= first
        ]
        labels = {mark["label"] for mark in case.solved()["spans"]}
        for label in labels:
            marks = [{"id": f"g{n}", "start": a, "end": b, "text": text[a:b], "label": label} for n, (a, b) in enumerate(found)]
            assert case.fraction({"spans": marks}) < 1 / 3, (case.name, label, len(found))


def test_how_hard_is_flesch_and_kincaid():
    """Their formula on a sentence counted by hand: six words of one syllable each."""
    assert reading_grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    assert [syllables(w) for w in ("cat", "table", "seen", "administrators")] == [1, 2, 1, 5]
    assert reading_grade("…") == 0.0


def test_another_language_gets_its_length_only():
    one = read_article("bridge-closure")
    assert "year" in how_hard(one) and "year" not in how_hard(replace(one, about={**one.about, "language": "de"}))


def test_an_article_without_a_list_or_with_a_broken_one_has_none(tmp_path):
    one = replace(read_article("bridge-closure"), folder=tmp_path)
    assert glossary(one) == []
    for broken in ("{", '["x"]', '[{"words": "pier"}]', "7"):
        (tmp_path / GLOSSARY).write_text(broken, encoding="utf-8")
        assert glossary(one) == []
    (tmp_path / GLOSSARY).write_text('[{"words": "not in it", "plain": "p"}, {"words": "pier", "plain": "p"}]', encoding="utf-8")
    assert [r["words"] for r in glossary(one)] == ["pier"]


def test_it_stands_wherever_an_article_is_read(tmp_path):
    """Beside an exercise, in the page's own panel, in a cell, on paper, and in what is handed out."""
    unit = read_unit(REPO / "exercises" / UNIT)
    task = unit["q1"]
    one = article_of(task)
    beside = at_hand(task, one, {"shape": type_of(task.type).shape, **type_of(task.type).view(task, one)})
    assert beside["glossary"] == glossary(one) and beside["how_hard"] == how_hard(one)
    for page in (article_html(one), workbook(unit, Look())):
        assert "Hard words in plain English" in page and "kept away from, did not use" in page and how_hard(one) in page
    folder, _ = bundle(tmp_path, [UNIT])
    assert (folder / "articles" / one.slug / GLOSSARY).is_file()
