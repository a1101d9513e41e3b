"""Paragraphs, sentences and words of an article as character spans.

Offsets are Unicode code points into exactly the text given, half open. nltk does the work with rules that ship in the
package: nothing is downloaded (`word_tokenize`, `sent_tokenize` and `pos_tag` would ask for data files).
"""

from __future__ import annotations

import re
from functools import lru_cache

Span = tuple[int, int]

ABBREVIATIONS = frozenset(
    (
        "mr mrs ms dr prof st gen col lt sgt capt gov sen rep rev hon jr sr inc ltd co corp vs no nos vol fig jan feb "
        "mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun a.m p.m u.s u.k u.n e.g i.e etc"
    ).split()
)
_WORD = re.compile(r"\w+(?:[’'\-.]\w+|,(?<=\d,)\d+)*", re.UNICODE)


def some(n: int, one: str, more: str = "") -> str:
    """A count in a sentence: «1 mark», «3 marks»."""
    return f"{n:,} {one if n == 1 else more or one + 's'}"


_MARKUP = re.compile(r"[\\`*_{}\[\]<>#+!|&$~^@]|:(?=\s*/|//)|(?<=www)\.", re.I)
_BIDI = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_FORMULA = "$\\"  # a page looks for formulas after it has read the numbers; not across a tag


def as_markdown(text: str) -> str:
    """A line from a stranger for Markdown and HTML: it reads the same, and nothing of it is markup, a link, a picture or a formula."""
    line = " ".join(_BIDI.sub("", text).split())
    return _MARKUP.sub(lambda m: f"<span>&#{ord(m[0])};</span>" if m[0] in _FORMULA else f"&#{ord(m[0])};", line)


def paragraphs(text: str) -> list[Span]:
    """Spans of the paragraphs: one a line; empty lines hold none."""
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


@lru_cache(maxsize=1)
def _punkt():
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    parameters.abbrev_types = set(ABBREVIATIONS)
    return PunktSentenceTokenizer(parameters)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the sentences between two offsets, in order; a headline counts as one, none crosses a paragraph."""
    end = len(text) if end is None else end
    found = []
    for first, last in paragraphs(text[start:end]):
        plain = text[start + first : start + last].translate(_STRAIGHT)
        cut: list[Span] = []
        for a, b in _punkt().span_tokenize(plain):
            if cut and plain[a].islower():  # “Where?” she asked.
                a = cut.pop()[0]
            cut.append((a, b))
        found += [(start + first + a, start + first + b) for a, b in cut]
    return found


_STRAIGHT = {ord("“"): '"', ord("”"): '"', ord("‘"): "'", ord("’"): "'"}  # one for one: offsets stay


def words(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the words between two offsets; "don’t", "1,140" and "two-day" are one word each, marks are none."""
    return [m.span() for m in _WORD.finditer(text, start, len(text) if end is None else end)]


_CLOSED_BY = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"'}  # the German „…“ ends with the mark that begins an English quotation


def in_quotation(text: str, at: int) -> bool:
    """Whether a quotation that began in the same paragraph is still open before this place."""
    opened = ""
    for mark in text[text.rfind("\n", 0, at) + 1 : at]:
        if opened:
            opened = "" if mark in _CLOSED_BY[opened] else opened
        elif mark in _CLOSED_BY:
            opened = mark
    return bool(opened)
