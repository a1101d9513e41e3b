"""Paragraphs, sentences and words of an article as character spans.

Offsets are Unicode code points into exactly the text given, half open. Sentences end where nltk's Punkt, untrained and with our abbreviations,
would end them; its few rules stand here, for importing nltk takes longer than marking a class. tests/test_text.py compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

ABBREVIATIONS = frozenset(
    (
        "mr mrs ms dr prof st gen col lt sgt capt gov sen rep rev hon jr sr inc ltd co corp vs no nos vol fig jan feb "
        "mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun a.m p.m u.s u.k u.n e.g i.e etc"
    ).split()
)
_WORD = re.compile(r"\w+(?:[’'\-.]\w+|,(?<=\d,)\d+)*", re.UNICODE)


def some(n: int, one: str, more: str = "") -> str:
    """Return a count in a sentence: «1 mark», «3 marks»."""
    return f"{n:,} {one if n == 1 else more or one + 's'}"


_MARKUP = re.compile(r"[\\`*_{}\[\]<>#+!|&$~^@]|:(?=\s*/|//)|(?<=www)\.", re.I)
_BIDI = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_FORMULA = "$\\"  # a page looks for formulas after it has read the numbers; not across a tag


def as_markdown(text: str) -> str:
    """Return a line from a stranger for Markdown and HTML: it reads the same, and nothing of it is markup, a link, a picture or a formula."""
    line = " ".join(_BIDI.sub("", text).split())
    return _MARKUP.sub(lambda m: f"<span>&#{ord(m[0])};</span>" if m[0] in _FORMULA else f"&#{ord(m[0])};", line)


def paragraphs(text: str) -> list[Span]:
    """Return spans of the paragraphs: one a line; empty lines hold none."""
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


_BREAK = r"[)\";}\]*:@'({\[‘’“”«»?!]"  # what ends a word without a space
_RUN = r"(?:-{2,}|\.{2,}|(?:\.\s){2,}\.)"
_MAY_END = re.compile(rf"[.?!](?=({_BREAK}|\s+(?P<next>\S+)))")
_TOKEN = re.compile(rf"{_RUN}|(?=[^(\"`{{\[:;&#*@)}}\]\-,])\S+?(?=\s|$|{_BREAK}|{_RUN}|,(?=$|\s|{_BREAK}|{_RUN}))|\S")
_INITIAL, _NUMBER = re.compile(r"[^\W\d]\.$"), re.compile(r"-?[.,]?\d[\d,.-]*\.?$")
_CLOSING = re.compile(r"[\"')\]}‘’“”«»]+?(?:\s+|(?=--)|$)", re.M)
_BLANK = " \t\r\x0b\x0c\n"


def cut_sentences(text: str, abbreviations: frozenset[str]) -> list[Span]:
    """Return spans of the sentences in a run of text, as Punkt cuts them; abbreviations are given in lower case, without their last full stop."""
    starts, ends = [0], []
    for found, context in _possible_ends(text):
        tokens = _TOKEN.findall(context)
        if any(_ends(one, following, abbreviations) for one, following in zip(tokens, tokens[1:])):
            ends.append(found.end())
            starts.append(found.start("next") if found["next"] else found.end())
    ends.append(len(text.rstrip()))
    cut, moved = [], 0
    for n, (start, end) in enumerate(zip(starts, ends)):
        start, moved = start + moved, 0
        if n + 1 < len(starts) and (closing := _CLOSING.match(text[starts[n + 1] : ends[n + 1]])):  # ") The" belongs to what it closes
            end, moved = starts[n + 1] + len(closing.group().rstrip()), closing.end()
            cut.append((start, end))
        elif start < end:
            cut.append((start, end))
    return cut


def _possible_ends(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Each mark that may end a sentence, the last of a row of marks only, with the word before it and what follows."""
    before: tuple[re.Match[str], int, int] | None = None
    start = end = 0
    for found in _MAY_END.finditer(text):
        blank = max(text.rfind(c, end + 1, found.start()) for c in _BLANK)
        word = blank + 1 if blank > end else start
        if before and end <= word:
            yield before[0], text[before[1] : before[2]] + before[0].group() + before[0][1]
        before, start, end = (found, word, found.start()), word, found.start()
    if before:
        yield before[0], text[before[1] : before[2]] + before[0].group() + before[0][1]


def _ends(token: str, following: str, abbreviations: frozenset[str]) -> bool:
    """Whether a sentence ends with a token: not with an abbreviation, an ellipsis, an initial, nor a number that goes on."""
    if token in ("?", "!", "."):
        return True
    if token[-1] != "." or token.endswith(".."):
        return False
    bare = token[:-1].lower()
    if bare in abbreviations or bare.rpartition("-")[2] in abbreviations:
        return False
    initial = _INITIAL.match(token)
    if not initial and not _NUMBER.match(token):
        return True
    goes_on = following in (";", ":", ",", ".", "!", "?") or following[0].islower()
    return not (goes_on or initial and following[0].isupper())


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return spans of the sentences between two offsets, in order; a headline counts as one, none crosses a paragraph."""
    end = len(text) if end is None else end
    found = []
    for first, last in paragraphs(text[start:end]):
        plain = text[start + first : start + last].translate(_STRAIGHT)
        cut: list[Span] = []
        for a, b in cut_sentences(plain, ABBREVIATIONS):
            if cut and plain[a].islower():  # “Where?” she asked.
                a = cut.pop()[0]
            cut.append((a, b))
        found += [(start + first + a, start + first + b) for a, b in cut]
    return found


_STRAIGHT = {ord("“"): '"', ord("”"): '"', ord("‘"): "'", ord("’"): "'"}  # one for one: offsets stay


def words(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return spans of the words between two offsets; "don’t", "1,140" and "two-day" are one word each, marks are none."""
    return [m.span() for m in _WORD.finditer(text, start, len(text) if end is None else end)]


_CLOSED_BY = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"'}  # the German „…“ ends with the mark that begins an English quotation


def in_quotation(text: str, at: int) -> bool:
    """Return whether a quotation that began in the same paragraph is still open before this place."""
    opened = ""
    for mark in text[text.rfind("\n", 0, at) + 1 : at]:
        if opened:
            opened = "" if mark in _CLOSED_BY[opened] else opened
        elif mark in _CLOSED_BY:
            opened = mark
    return bool(opened)
