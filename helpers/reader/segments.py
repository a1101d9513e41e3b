"""A text cut into paragraphs, sentences, quotations and tagged words: what every rule of the reader works on.

A *unit* is one sentence, or several where a quotation runs on over them (“A. B,” she said. → one unit).
Words are cut by one pattern with `finditer`, as nltk's RegexpTokenizer does: exact offsets on any text, ten times faster than
NLTKWordTokenizer, which gives up on some quotation marks. Sentences end by the rules of Punkt, with our own abbreviations.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from helpers.text import cut_sentences

from .quotes import plain, quotations
from .settle import headline, settle
from .tags import lower_tag, tag
from .wordlists import abbreviations

_WORD = re.compile(r"[$£€¥]?\w+(?:['.,/&@-]\w+)*%?|\S")
_PRONOUNS = frozenset("he she it they we you i that who there what".split())
_SHORT_VERBS = frozenset("s re ve ll d m".split())  # “he|'s said”
_LATE_END = re.compile(
    r"(?:[ap]\.m|Inc|Co|Corp|Ltd|U\.S|U\.K|Jr|etc|plc|Conn|D\.C)\.(?=[\"']? +[\"']?(?:The|He|She|It|They|In|But|A|An|We|I|His|Her|This|That|There|On|At|No)\b)"
)
_DATELINE = re.compile(
    r"[A-Z][A-Z.'-]{2,20}(?: [A-Z][A-Z.'-]{1,20}){0,3}(?:, [A-Z][\w. ]{1,20}){0,2}(?: ?\([\w ]{1,20}\))? -{1,2} "
)  # PARIS, Jan. 3 (AP) -
_SPEAKER = re.compile(
    r"(?:[A-Z][\w.'-]+ ){1,4}(?:said|says|asked|asks|told|added|replied|wrote|shouted|tweeted)\b"
)  # “Can you?” | Lee asked.
_INITIALS = re.compile(r"(?:\b[A-Z]\.){2,}$")
_CHUNK = 20_000  # characters cut at a time
_LONG = 3_000  # characters: a longer sentence or run of sentences is cut, so that no rule meets more


@dataclass(slots=True)
class Unit:
    """Parallel lists, one place a word: start, end, word, lower case, tag, and the number of its quotation (-1 outside)."""

    start: int
    end: int
    S: list[int]
    E: list[int]
    W: list[str]
    L: list[str]
    G: list[str]
    Q: list[int]
    para: int = 0

    def __len__(self) -> int:
        return len(self.S)


@dataclass(slots=True)
class Text:
    """All units of a text, with its quotations and sentences."""

    text: str
    plain: str
    paragraphs: list[tuple[int, int]]
    sentences: list[tuple[int, int]]
    quotes: list[tuple[int, int]]
    units: list[Unit]

    def quotes_within(self, start: int, end: int) -> list[tuple[int, int]]:
        """Quotations that begin in `[start, end)`."""
        first = bisect_right(self.quotes, (start, -1))
        last = first
        while last < len(self.quotes) and self.quotes[last][0] < end:
            last += 1
        return self.quotes[first:last]


# Not those of helpers/text.py: there a paragraph keeps its blank edges, and a sentence may be of any length, so that hostile text would not stay linear.
def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return one span a line, blank edges (and a carriage return) left out."""
    found, at = [], 0
    for line in text.split("\n"):
        body = line.strip()
        if body:
            first = at + line.index(body[0])
            found.append((first, first + len(body)))
        at += len(line) + 1
    return found


def sentences(clean: str, paras: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sentence spans; none crosses a paragraph. An overlong run without an end is cut, so that time stays linear."""
    found = []
    for start, end in paras:
        for at in range(start, end, _CHUNK):
            for a, b in cut_sentences(clean[at : min(at + _CHUNK, end)], abbreviations()):
                a, b = at + a, at + b
                for late in _LATE_END.finditer(clean, a, b):
                    if late.end() + 2 < b:
                        found.append((a, late.end()))
                        a = late.end() + 1
                while b - a > _LONG:
                    blank = clean.rfind(" ", a + 1, a + _LONG)
                    end_here = blank if blank > a else a + _LONG
                    found.append((a, end_here))
                    a = end_here + (blank > a)
                if (
                    found
                    and clean[a].isdigit()
                    and found[-1][0] >= start
                    and clean[found[-1][1] - 4 : found[-1][1]] == " No."
                    and b - found[-1][0] < _LONG
                ):
                    found[-1] = (found[-1][0], b)  # the No. | 2 of the union
                    continue
                if (
                    found
                    and clean[a].islower()
                    and _INITIALS.search(clean, max(found[-1][1] - 9, 0), found[-1][1])
                    and found[-1][0] >= start
                    and b - found[-1][0] < _LONG
                ):
                    found[-1] = (found[-1][0], b)  # The I.R.S. | said
                    continue
                if (
                    found
                    and (clean[a].islower() or _SPEAKER.match(clean, a, b))
                    and found[-1][0] >= start
                    and clean[found[-1][1] - 1] in "\"'"
                    and b - found[-1][0] < _LONG
                ):
                    found[-1] = (found[-1][0], b)  # “Can you?” | she asked.
                elif a < b:
                    found.append((a, b))
    return found


def cut(text: str) -> Text:
    """Cut a text; offsets refer to exactly this text."""
    clean = plain(text)
    paras = paragraphs(text)
    sents = sentences(clean, paras)
    quotes = quotations(text, paras)
    units = []
    openings = {start for start, _ in paras}
    for start, end, para in _join(sents, quotes, paras):
        if start in openings and (dateline := _DATELINE.match(clean, start, end)):
            start = dateline.end()
        units.append(_unit(clean, start, end, para, quotes))
    return Text(text, clean, paras, sents, quotes, units)


def _join(sents, quotes, paras):
    """Sentences joined where a quotation spans the gap between them."""
    joined: list[list[int]] = []
    ends = [end for _, end in paras]
    for start, end in sents:
        para = bisect_right(ends, start)
        if joined and joined[-1][2] == para:
            at = bisect_right(quotes, (start, -1)) - 1
            if at >= 0 and quotes[at][0] < joined[-1][1] and quotes[at][1] > start and len(joined[-1]) and end - joined[-1][0] < _LONG:
                joined[-1][1] = end
                continue
        joined.append([start, end, para])
    return joined


def _unit(clean: str, start: int, end: int, para: int, quotes) -> Unit:
    rows: list[tuple[int, int, str, str, str, int]] = []  # one list while it grows, then six: a tenth of the time
    add = rows.append
    known = abbreviations()
    at = max(bisect_right(quotes, (start, -1)) - 1, 0)
    skip, first = -1, True
    for match in _WORD.finditer(clean, start, end):
        s, e = match.span()
        if s < skip:
            continue
        word = match.group()
        low, kind, opening, head = _look(word)
        if e < end and clean[e] == "." and _stop_belongs(word, low, e < end - 1, known):
            e, skip = e + 1, e + 1
        while at < len(quotes) and quotes[at][1] <= s:
            at += 1
        inside = at if at < len(quotes) and quotes[at][0] <= s else -1
        if head:
            add((s, s + head, word[:head], low[:head], tag(word[:head], low[:head], first), inside))
            s, word, low, first = s + head, word[head:], low[head:], False
            kind = tag(word, low, False)
        mark = word[0]
        if inside >= 0 and mark in "\"'" and not word[1:] and s in (quotes[inside][0], quotes[inside][1] - 1):
            kind = "QUO"
        elif first:
            kind = opening
        if len(word) == 1 and word.isupper() and e - s == 2:
            kind = "NAME"  # an initial: “Louise M. Slaughter”
        add((s, e, word, low, kind, inside))
        first = mark in ".!?:" or first and not mark.isalnum()
    S, E, W, L, G, Q = map(list, zip(*rows)) if rows else ([], [], [], [], [], [])
    headline(W, L, G, lower_tag)
    settle(L, G)
    return Unit(start, end, S, E, W, L, G, Q, para)


@lru_cache(maxsize=20_000)
def _look(word: str) -> tuple[str, str, str, int]:
    """Return a word in lower case, its tag within a sentence and where it opens one, and the length of a pronoun that leads a short verb."""
    low = word.lower()
    return low, tag(word, low, False), tag(word, low, True), _pronoun(low) if "'" in word else 0


def _pronoun(low: str) -> int:
    """Length of the pronoun in “he's”, “they'll”, whose verb is a word of its own; 0 elsewhere."""
    head, _, rest = low.partition("'")
    return len(head) if head in _PRONOUNS and rest in _SHORT_VERBS else 0


def _stop_belongs(word: str, low: str, goes_on: bool, known: frozenset[str]) -> bool:
    """Whether the full stop behind a word is part of it: an abbreviation, initials; at the end of a sentence only with another stop inside."""
    if low in known:
        return goes_on or "." in low
    return goes_on and word.isupper() and len(word) == 2 * word.count(".") + 1
