"""What a learner reads after checking: complete, in the article's words, with rule and next try; safe to show anywhere."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

import pytest
from course import REPO, all_exercises, article_of, key_for, name_of, read_votes, type_of
from trial_answers import trial_answers

from helpers.errors import ExerciseError
from helpers.exercises import read_unit
from helpers.marking import need_key
from helpers.marking.feedback import WORDS, as_html
from helpers.marking.mark import SPOILED, mark

ALL = all_exercises()
STATIC = REPO / "helpers" / "notebook" / "widgets" / "static"
KINDS = {"found", "miss", "false_alarm", "wrong_label", "boundary", "contested", "accepted", "right", "wrong", "empty", "spared", "info"}


def answers_to(pair):
    unit, one = pair
    kind, article, key = type_of(one.type), article_of(one), key_for(unit, one)
    votes = read_votes(article)
    yield from trial_answers(one, article, key).values()
    for who in kind.annotators(votes) if not kind.manual else ():
        yield kind.answer_of(one, article, votes, who)
    if kind.shape == "spans":  # all words under each label: every outcome that a mark can have
        for label in kind.form.labels():
            yield {"spans": [{"start": s[0], "end": s[1], "label": label, "attrs": {}} for i in key["items"] for s in i["spans"]]}


def told_for(pair):
    return [mark(*pair, {"answer": value}).told for value in answers_to(pair)]


class TestEveryExercise:
    @pytest.mark.parametrize("pair", ALL, ids=name_of)
    def test_every_entry_is_whole(self, pair):
        """Each has a kind, a word that names it without colour, a title, sentences that end, and quotes the article's words."""
        for told in told_for(pair):
            assert told["headline"].endswith((".", "!", "”"))
            for item in told["items"]:
                assert item["kind"] in KINDS and item["word"].strip() and item["title"].strip()
                assert item["sentences"] or item["quote"] or item["next"]
                for said in [*item["sentences"], item["next"], item["votes"]]:
                    assert said == said.strip() and (not said or said[-1] in ".?!”)"), said
                    assert not re.search(r"  |“None”|: None\.|\bnan\b|\{|\}|\.\.(?!\.)|“”", said), said

    @pytest.mark.parametrize("pair", ALL, ids=name_of)
    def test_quotes_are_the_article_s_words(self, pair):
        """Where a place is given, the quoted words stand there; nothing is quoted that the text does not say."""
        unit, one = pair
        text = article_of(one).text
        for told in told_for(pair):
            for item in told["items"]:
                if item["start"] is not None and item["quote"]:
                    assert item["quote"] in text, item["quote"]

    @pytest.mark.parametrize("pair", ALL, ids=name_of)
    def test_what_went_wrong_comes_with_a_next_try(self, pair):
        """Missed, flagged in vain, misnamed, wrong: each says what to try next."""
        for told in told_for(pair):
            for item in told["items"]:
                if item["kind"] in ("false_alarm", "wrong_label", "wrong") or item["word"] == WORDS["miss"]:
                    assert item["next"], (item["word"], item["title"])

    @pytest.mark.parametrize("pair", ALL, ids=name_of)
    def test_nothing_is_said_twice(self, pair):
        """The word before an entry (“Missed”, “Not answered”) is not its title again, and no sentence stands there twice."""
        for told in told_for(pair):
            for item in told["items"]:
                word, title = item["word"].casefold(), item["title"].casefold()
                assert not title.startswith(word), (word, title)
                assert len(set(item["sentences"])) == len(item["sentences"]), item["sentences"]
                assert not re.search(r"\bThis is “|Readers differ here", " ".join(item["sentences"])), item["sentences"]

    @pytest.mark.parametrize("pair", ALL, ids=name_of)
    def test_page_is_well_formed_and_escaped(self, pair):
        """As HTML: every tag closed, and no text of an article or answer becomes a tag."""
        for told in told_for(pair):
            assert Tags.open_after(as_html(told)) == []


class Tags(HTMLParser):
    """Collects tags; those left open, and any that is not one of ours."""

    OURS = {"div", "p", "strong", "ul", "li", "q", "em"}

    @classmethod
    def open_after(cls, html: str) -> list[str]:
        parser = cls()
        parser.stack = []
        parser.feed(html)
        parser.close()
        return parser.stack

    def handle_starttag(self, tag, attrs):
        assert tag in self.OURS, tag
        self.stack.append(tag)

    def handle_endtag(self, tag):
        assert tag == self.stack.pop()


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>&amp;\u202e</p>"


class TestHostile:
    @pytest.mark.parametrize("pair", ALL, ids=name_of)
    def test_text_never_becomes_markup(self, pair):
        """Hostile words in every place where an answer holds words."""
        unit, one = pair
        kind, article = type_of(one.type), article_of(one)
        if kind.shape == "spans":
            values = [
                {"spans": [{"start": 0, "end": 5, "label": HOSTILE, "attrs": {}}]},
                {"spans": [{"start": HOSTILE, "end": 5, "label": "x"}]},
            ]
        else:
            values = [
                {"fields": {f["id"]: value}}
                for block in kind.view(one, article)["blocks"]
                for f in block["fields"]
                for value in (HOSTILE, [HOSTILE], {HOSTILE: HOSTILE})
            ]
        for value in values:
            html = mark(unit, one, {"answer": value}).outputs()["text/html"]
            assert "<script" not in html and "<img" not in html
            assert Tags.open_after(html) == []


FOR_TEACHERS = re.compile(r"F1|[Mm]edian|middle (?:one )?of|readers’ middle|\d ?% of the marks")


@pytest.mark.parametrize("pair", ALL, ids=name_of)
def test_headline_says_how_many_and_how_many_points(pair):
    """«7 of 8 right: 2.6 of 3 points.», one line everywhere; no share of something else, and no word that only a statistician knows."""
    unit, one = pair
    for value in answers_to(pair):
        marked = mark(unit, one, {"answer": value})
        told = marked.told
        if marked.score.status == "graded":
            assert not told["points"]
            counted = f": {marked.score.points:g} of {one.points:g} point{'s' * (one.points != 1)}." if one.points else ""
            assert told["headline"].endswith(counted) and re.search(r"\d+ of \d+|You found", told["headline"])
            assert ("guessing" in told["note"]) <= (3 * marked.score.measures.get("right", 9) < marked.score.measures.get("asked", 0))
            assert one.points == 0 or marked.score.points == one.points or "oints" in told["note"] or "Half for" in told["note"]
        for said in (told["headline"], told["note"], *told["measures"], *(s for i in told["items"] for s in i["sentences"])):
            assert not FOR_TEACHERS.search(said), said


@pytest.mark.parametrize("pair", ALL, ids=name_of)
def test_one_outcome_has_one_word_on_every_page(pair):
    """nbgrader's page and the class page print the entry's own word; so does the widget, whose table by kind is only for what has none."""
    for told in told_for(pair):
        html, words = as_html(told), {item["word"] for item in told["items"]}
        assert all(f"<strong>{escape(word)}:</strong>" in html for word in words)
    source = (STATIC / "feedback.js").read_text(encoding="utf-8")
    assert "item.word || word" in source


def test_a_slip_of_the_kit_is_not_the_learner_s(monkeypatch):
    """A wrong name in the scoring code: the answer is “failed” with a trace for the teacher, not unreadable, and nbgrader gets no points."""
    unit, one = next(p for p in ALL if p[1].type == "mark_sources" and p[1].points)
    answer = {"answer": type_of(one.type).solved(one, key_for(unit, one))}
    monkeypatch.setattr(type_of(one.type), "raw", lambda exercise, key, value: key["itmes"])
    marked = mark(unit, one, answer)
    assert marked.score.status == "failed" and "itmes" in marked.score.trace
    assert "Nothing is wrong with your answer" in marked.told["note"] and "cannot be read" not in marked.told["headline"]
    with pytest.raises(ExerciseError, match="stopped while marking"):
        need_key(marked)
    assert mark(unit, one, {"answer": {"spans": 7}}).score.status == "unreadable"


def test_statuses_are_told_apart():
    """Empty, unreadable, spoiled and wrong are four different sentences."""
    unit, one = next(p for p in ALL if p[1].type == "mark_sources" and p[1].points)
    empty = mark(unit, one, None).told["headline"]
    unreadable = mark(unit, one, {"answer": {"spans": [{"start": -1}]}}).told["headline"]
    spoiled = mark(unit, one, None, "q2.json is damaged.").told["headline"]
    other_text = mark(unit, one, {"sha256": "0" * 64, "answer": {"spans": []}}).told["headline"]
    stray = mark(unit, one, {"answer": {"spans": [{"start": 1087, "end": 1092, "label": "named", "attrs": {}}]}}).told["headline"]
    assert len({empty, unreadable, spoiled, other_text, stray}) == 5
    assert mark(unit, one, None, "q2.json is damaged.").told["note"] == SPOILED != mark(unit, one, None).told["note"]
    assert "q2.json is damaged" in spoiled and "another version of the article" in other_text


def test_suspecting_everything_is_answered_in_words():
    """Who flags all sources of the mostly sound article hears how they tell apart, in words and not in d′ alone."""
    unit = read_unit(ALL[0][0].folder)
    one = next(e for e in unit.exercises if e.type == "sound_or_thin")
    article, key = article_of(one), key_for(unit, one)
    told = mark(unit, one, {"answer": trial_answers(one, article, key)["flag_all"]}).told
    assert any("How well you tell them apart: not yet" in line for line in told["measures"])
    assert any("quickly" in line for line in told["measures"])
