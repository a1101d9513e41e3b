"""Paragraphs, sentences and words are spans into exactly the text given, on odd texts too."""

from __future__ import annotations

import json
import time
from functools import lru_cache

import pytest
from course import REPO, SLUGS
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import text
from helpers.articles.article import read_article

MARKS = " .?!,:;)('\"*-\n\t’”…"


def cut(whole: str, spans) -> list[str]:
    return [whole[a:b] for a, b in spans]


@lru_cache(maxsize=1)
def punkt():
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    parameters.abbrev_types = set(text.ABBREVIATIONS)
    return PunktSentenceTokenizer(parameters)


class TestPunkt:
    """Sentences are cut by our own few lines, exactly as nltk's Punkt cuts them."""

    @pytest.mark.parametrize("slug", SLUGS)
    def test_articles(self, slug):
        """Every line of an article, of the votes and of the documents on it, with curly and with straight quotes."""
        lines = set(read_article(slug).text.split("\n"))
        for path in (REPO / "articles" / slug).rglob("*.json"):
            lines |= {line for one in _texts(json.loads(path.read_text(encoding="utf-8"))) for line in one.split("\n")}
        for line in lines:
            for one in (line, line.translate(str.maketrans("“”‘’", "\"\"''"))):
                assert text.cut_sentences(one, text.ABBREVIATIONS) == list(punkt().span_tokenize(one))

    @settings(max_examples=300)
    @given(st.lists(st.sampled_from("The officer J I U.S Mr 2016 3.5 e.g two-day un-Corp .. -- ,5 -7. é “ — ”".split() + list(MARKS))))
    def test_anything(self, parts):
        for one in ("".join(parts), " ".join(parts)):
            assert text.cut_sentences(one, text.ABBREVIATIONS) == list(punkt().span_tokenize(one))

    def test_time_is_linear(self):
        """Nothing that a learner types takes longer than its length."""
        for bit in (". ", ".", "!", "a!", "? ", '."', "a.b", "- ", ".) ", "J. ", ". . "):
            long = bit * (20_000 // len(bit))
            began = time.process_time()
            text.cut_sentences(long, text.ABBREVIATIONS)
            assert time.process_time() - began < 2, bit


def _texts(value) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [t for v in (value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()) for t in _texts(v)]


class TestParagraphs:
    @pytest.mark.parametrize(
        ("whole", "expected"),
        [
            ("", []),
            ("\n \n\t\n", []),
            ("One", ["One"]),
            ("One\nTwo", ["One", "Two"]),
            ("One\n\n\nTwo\n", ["One", "Two"]),
            ("One\r\nTwo\r\n", ["One\r", "Two\r"]),
            ("😀 One\n“Two”", ["😀 One", "“Two”"]),
            ("One\u2028still one", ["One\u2028still one"]),
        ],
    )
    def test_are_lines_that_hold_something(self, whole, expected):
        """One a line, empty lines hold none; a carriage return stays in its place, so that no offset moves."""
        assert expected == cut(whole, text.paragraphs(whole))


class TestSentences:
    @pytest.mark.parametrize(
        ("whole", "expected"),
        [
            ("", []),
            ("One", ["One"]),
            ("One two. Three four.", ["One two.", "Three four."]),
            ("She met Dr. Hassan at 9 a.m. on Sunday.", ["She met Dr. Hassan at 9 a.m. on Sunday."]),
            ("The U.S. Army left. Mr. Aziz stayed.", ["The U.S. Army left.", "Mr. Aziz stayed."]),
            ("“Stop.” He left.", ["“Stop.”", "He left."]),
            ("“Where?” she asked. “Here!”", ["“Where?” she asked.", "“Here!”"]),
            ("A headline without a stop\nA sentence. Another.", ["A headline without a stop", "A sentence.", "Another."]),
            ("It cost 3.5 million. Nobody paid.", ["It cost 3.5 million.", "Nobody paid."]),
            ("😀 Smile. 😀 Again.", ["😀 Smile.", "😀 Again."]),
            ("One.\r\nTwo.\r\n", ["One.", "Two."]),
            ("One.\n\n\nTwo.", ["One.", "Two."]),
        ],
    )
    def test_end_where_a_reader_ends_them(self, whole, expected):
        """Abbreviations and curly quotes do not end a sentence; a paragraph does."""
        assert expected == cut(whole, text.sentences(whole))

    def test_of_a_part_keep_the_offsets_of_the_whole(self):
        """Asked between two offsets, the spans still point into the whole text."""
        whole = "One two. Three four. Five six."
        assert cut(whole, text.sentences(whole, 9, 20)) == ["Three four."]


class TestWords:
    @pytest.mark.parametrize(
        ("whole", "expected"),
        [
            ("", []),
            ("—…!", []),
            ("one", ["one"]),
            ("don’t don't", ["don’t", "don't"]),
            ("a two-day trip", ["a", "two-day", "trip"]),
            ("“M Group.”", ["M", "Group"]),
            ("moqawamma—the", ["moqawamma", "the"]),
            ("wait … here…", ["wait", "here"]),
            ("😀one😀two", ["one", "two"]),
            ("été Ελλάδα 北京", ["été", "Ελλάδα", "北京"]),
            ("the group’s 3.5 tons", ["the", "group’s", "3.5", "tons"]),
            ("1,140 people, 20 dead", ["1,140", "people", "20", "dead"]),
        ],
    )
    def test_hold_no_marks(self, whole, expected):
        """Apostrophes, hyphens, and stops and commas inside a number belong to the word; every other mark does not."""
        assert expected == cut(whole, text.words(whole))


class TestQuotations:
    @pytest.mark.parametrize(
        ("whole", "inside"),
        [
            ("She said “it is here” and left.", "it is here"),
            ("„Es ist hier“, sagte sie in der Sitzung.", "Es ist hier"),
            ("„Es ist hier”, sagte sie.", "Es ist hier"),
            ("« C’est ici », dit-elle.", " C’est ici "),
            ("»Es ist hier«, sagte sie.", "Es ist hier"),
            ('She said "it is here" and left.', "it is here"),
            ("“Unclosed to the end", "Unclosed to the end"),
            ("“First paragraph\nsecond, which is outside", "First paragraph"),
            ("No marks, it’s said, don't", ""),
        ],
    )
    def test_hold_what_stands_between_their_marks(self, whole, inside):
        """English, German, French and straight marks; each paragraph for itself."""
        assert inside == "".join(c for at, c in enumerate(whole) if text.in_quotation(whole, at) and text.in_quotation(whole, at + 1))


ODD = st.text(alphabet=st.sampled_from(list("ab A.’'“”…-—!? \n\r\t😀é1")), max_size=60) | st.text(max_size=60)


@given(whole=ODD, start=st.integers(0, 60), length=st.integers(0, 60))
def test_every_cut_is_ordered_exact_and_within_bounds(whole, start, length):
    """Whatever the text: spans lie in order inside the bounds asked for, do not overlap, and none is empty or only space."""
    start = min(start, len(whole))
    end = min(len(whole), start + length)
    for cutter in (text.sentences, text.words):
        spans = cutter(whole, start, end)
        assert all(start <= a < b <= end for a, b in spans)
        assert all(b <= c for (_, b), (c, _) in zip(spans, spans[1:]))
        assert all(whole[a:b].strip() for a, b in spans)


@given(whole=ODD)
def test_sentences_lose_no_word(whole):
    """Each word stands in exactly one sentence, and each sentence in exactly one paragraph."""
    sentences, paragraphs = text.sentences(whole), text.paragraphs(whole)
    for a, b in text.words(whole):
        assert sum(c <= a and b <= d for c, d in sentences) == 1, whole[a:b]
    for a, b in sentences:
        assert sum(c <= a and b <= d for c, d in paragraphs) == 1


@pytest.mark.parametrize("slug", SLUGS)
def test_articles_cut_without_remainder(slug):
    """On the real articles: sentences cover all but the spaces between them, and there are more of them than paragraphs."""
    whole = read_article(slug).text
    spans = text.sentences(whole)
    between = "".join(whole[b:c] for b, c in zip([0, *(b for _, b in spans)], [*(a for a, _ in spans), len(whole)]))
    assert between.strip() == ""
    assert len(spans) > len(text.paragraphs(whole)) >= 8


@pytest.mark.parametrize(("n", "said"), [(0, "0 marks"), (1, "1 mark"), (2, "2 marks"), (1140, "1,140 marks")])
def test_one_is_not_many(n, said):
    assert said == text.some(n, "mark") and text.some(1, "page is", "pages are") == "1 page is"
