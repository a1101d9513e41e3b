"""Rules that the kit does not hold: what a pupil might try on a form without reading it. One feature, two features, what was learned on the other forms.

An `Item` is one question with two answers, with what surrounds its words. A feature is a number for each item; a rule says “yes” on one side of it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from statistics import median

from helpers import text as kit_text

STOP = {"a", "an", "the", "of", "in", "on", "at", "one", "two", "three", "his", "her", "its", "their"}


@dataclass(frozen=True)
class Item:
    """Words that are asked about: where they stand, in which sentence and paragraph, the how manieth of how many, and whether the answer is “yes”."""

    words: str
    start: int
    sentence: str
    sentence_start: int
    paragraph: str
    paragraph_start: int
    paragraph_number: int
    place: int
    of: int
    before: str
    after: str
    yes: bool


def items(article, asked: Iterable[tuple[int, int, bool]]) -> list[Item]:
    """The items of one exercise, from where their words stand and what is right."""
    listed, sentences, found = list(asked), kit_text.sentences(article.text), []
    for place, (start, end, yes) in enumerate(listed):
        a, b = next((s for s in sentences if s[0] <= start < s[1]), (start, end))
        number = article.paragraph_of(start)
        p, q = article.paragraphs[number - 1]
        found.append(
            Item(
                article.text[start:end],
                start,
                article.text[a:b],
                a,
                article.text[p:q],
                p,
                number,
                place,
                len(listed),
                article.text[max(0, start - 40) : start],
                article.text[end : end + 200],
                yes,
            )
        )
    return found


def numbers(one: Item) -> dict[str, float]:
    """What can be counted. Lengths and places are tried at every threshold, the others at their middle."""
    words = one.words.split()
    return {
        "characters": len(one.words),
        "words": len(words),
        "sentence characters": len(one.sentence),
        "sentence words": len(one.sentence.split()),
        "place": one.place,
        "longest word": max(map(len, words)),
        "letters a word": sum(map(len, words)) / len(words),
        "paragraph characters": len(one.paragraph),
        "paragraph sentences": len(re.findall(r"[.!?]”?(?:\s|$)", one.paragraph)),
        "offset in paragraph": one.start - one.paragraph_start,
        "offset in sentence": one.start - one.sentence_start,
        "rest of sentence": len(one.sentence) - (one.start - one.sentence_start),
        "commas in sentence": one.sentence.count(","),
        "digits in sentence": len(re.findall(r"\d", one.sentence)),
        "numbers in paragraph": len(re.findall(r"\d[\d,.]*", one.paragraph)),
        "capitals in words": sum(c.isupper() for c in one.words),
        "vowels": sum(c in "aeiou" for c in one.words.lower()),
        "first letter": ord(words[0][0].lower()),
        "last letter": ord(one.words.rstrip("”’.,")[-1].lower()),
        "first letter that tells": ord(next((w for w in words if w.lower() not in STOP), words[0])[0].lower()),
        "paragraph": one.paragraph_number,
    }


SWEPT = ("characters", "words", "sentence characters", "sentence words", "place")


def marks(one: Item) -> dict[str, bool]:
    """What is there or not."""
    has = lambda pattern, where: bool(re.search(pattern, where))  # noqa: E731
    words, said = one.words, one.sentence
    return {
        "odd place": one.place % 2 == 0,
        "every third": one.place % 3 == 0,
        "every third, one later": one.place % 3 == 1,
        "pairs in turn": one.place % 4 < 2,
        "pairs in turn, one later": (one.place + 1) % 4 < 2,
        "first half": one.place < one.of / 2,
        "middle half": one.of / 4 <= one.place < 3 * one.of / 4,
        "first in paragraph": one.start == one.paragraph_start,
        "first in sentence": one.start == one.sentence_start,
        "first sentence of paragraph": one.sentence_start == one.paragraph_start,
        "first paragraphs": one.paragraph_number <= 3,
        "capital": words[0].isupper(),
        "every word a capital": all(w[0].isupper() for w in words.split()),
        "a or an": has(r"(?i)^an? ", words),
        "the": has(r"(?i)^the ", words),
        "an article first": has(r"(?i)^(an?|the) ", words),
        "one word": len(words.split()) == 1,
        "hyphen": "-" in words,
        "apostrophe": "’" in words,
        "ends in -ed": words.endswith("ed"),
        "ends in -ly": words.endswith("ly"),
        "ends in -s": words.endswith("s"),
        "any -ed or -ing": has(r"(ed|ing)\b", words),
        "-ous, -ful, -less": has(r"(ous|ful|less)\b", words),
        "un-, in-, dis-": has(r"(?i)^(un|in|dis|non)", words),
        "a double letter": has(r"([a-z])\1", words),
        "two words alike at the beginning": has(r"(?i)\b(\w)\w* \1\w*$", words),
        "a number word": has(r"(?i)\b(one|two|three|four|\d+)\b", words),
        "comma after": one.after[:1] == ",",
        "comma before": one.before.rstrip().endswith(","),
        "stop after": one.after[:1] in ".!?”",
        "after the": has(r"(?i)\bthe $", one.before),
        "after a": has(r"(?i)\ban? $", one.before),
        "after to be or have": has(r"\b(was|were|is|are|be|been|had|has|have) (\w+ )?$", one.before),
        "before of": has(r"^ of\b", one.after),
        "before who": has(r"^,? (who|that|which)\b", one.after),
        "who in the words": has(r"\b(who|that|which)\b", words),
        "name": has(r"^(Professor |Doctor )?[A-Z][a-z]+ [A-Z][a-z]+$", words),
        "title": has(r"Professor|Doctor", words),
        "paper": has(r"report|record|papers|register|minutes|paper\b", words),
        "person": has(r"(?i)\b(man|woman|person|people|worker|teacher|member|father|councillors|someone)\b", words),
        "woman": has(r"Hedda|Ilse|Mirela|Thea|Runa|Lucia|woman", words),
        "man": has(r"Corin|Tomas|Daven|Rufus|Torben|Samir|man\b|father", words),
        "digit in sentence": has(r"\d", said),
        "quotation in sentence": has("[“”]", said),
        "semicolon in sentence": ";" in said,
        "said in sentence": has(r"\bsaid\b", said),
        "told in sentence": has(r"\b(told|wrote)\b", said),
        "reason in sentence": has(r"because|afraid|fear|\bso\b|dismiss", said),
        "reason in paragraph": has(r"because|afraid|fear", one.paragraph),
        "not in sentence": has(r"\bnot?\b|nobody|never|\bnor\b", said),
        "newspaper in sentence": has(r"Courier|Post|Gazette|reporter", said),
        "capital in sentence": has(r"(?<!^)\b[A-Z]", said[1:]),
        "says where": has(r"\b(below|near|at|in|on|beside) (the|a|his|her)\b", said),
        "next sentence he, she, it, they": has(r"^[^.]*\.”? (He|She|It|They|The \w+ (has|who)|We)\b", one.after),
        "quotation in paragraph": has("[“”]", one.paragraph),
        "longest sentence of its paragraph": len(said) >= max(map(len, re.split(r"(?<=[.!?])\s", one.paragraph))),
    }


def columns(some: list[Item]) -> dict[str, list[bool]]:
    """Every feature with every threshold, as yes and no for each item; what is the same for all, or for all but one, is left out."""
    found: dict[str, list[bool]] = {}
    for name in marks(some[0]):
        found[name] = [marks(one)[name] for one in some]
    for name in numbers(some[0]):
        values = [numbers(one)[name] for one in some]
        for cut in sorted(set(values))[1:] if name in SWEPT else [median(values)]:
            found[f"{name} ≥ {cut:g}"] = [v >= cut for v in values]
    ranks = sentence_ranks(some)
    found["longer half of its paragraph’s asked sentences"] = ranks
    found["alone in its sentence"] = [sum(o.sentence_start == i.sentence_start for o in some) == 1 for i in some]
    found["alone in its paragraph"] = [sum(o.paragraph_start == i.paragraph_start for o in some) == 1 for i in some]
    found["first asked of its sentence"] = [all(o.start >= i.start for o in some if o.sentence_start == i.sentence_start) for i in some]
    found["first asked of its paragraph"] = [all(o.start >= i.start for o in some if o.paragraph_start == i.paragraph_start) for i in some]
    found["first in the alphabet"] = _half(some, lambda i: i.words.lower())
    return {name: column for name, column in found.items() if 2 <= sum(column) <= len(some) - 2}


def _half(some: list[Item], by) -> list[bool]:
    first = sorted(some, key=by)[: len(some) // 2]
    return [one in first for one in some]


def sentence_ranks(some: list[Item]) -> list[bool]:
    """Whether an item's sentence is longer than the middle one of those that are asked about in its paragraph."""
    return [len(i.sentence) > median(len(o.sentence) for o in some if o.paragraph_start == i.paragraph_start) for i in some]


def right(column: list[bool], some: list[Item]) -> float:
    """The share that one feature gets right, in the better direction."""
    hits = sum(value == one.yes for value, one in zip(column, some))
    return max(hits, len(some) - hits) / len(some)


def one_feature(some: list[Item]) -> dict[str, float]:
    return {name: right(column, some) for name, column in columns(some).items()}


def carried_over(learned_on: list[list[Item]], tried_on: list[Item]) -> dict[str, float]:
    """One and two features in the direction, or with the answers per cell, that fit the other forms best; how far they get on this one.

    Only rules that are right in three of four on the others: nobody would carry over a worse one.
    """
    names = sorted(set.intersection(*(set(columns(some)) for some in [*learned_on, tried_on])))
    there = [(columns(some), some) for some in learned_on]
    here, found = columns(tried_on), {}
    for rule in [*((n,) for n in names), *combinations(names, 2)]:
        cells: dict[tuple, Counter] = {}
        for table, some in there:
            for k, one in enumerate(some):
                cells.setdefault(tuple(table[n][k] for n in rule), Counter())[one.yes] += 1
        if sum(max(c.values()) for c in cells.values()) < 0.75 * sum(len(some) for some in learned_on):
            continue
        says = {cell: c[True] >= c[False] for cell, c in cells.items()}
        hits = sum(says.get(tuple(here[n][k] for n in rule), True) == one.yes for k, one in enumerate(tried_on))
        found[" and ".join(rule)] = hits / len(tried_on)
    return found


def bag_of_words(learned_on: list[list[Item]], tried_on: list[Item], whole_sentence: bool) -> float:
    """Naive Bayes over the words asked about, or over their sentences, learned on the other forms: the share right on this one."""
    bag = lambda one: set(re.findall(r"[a-z’]+", (one.sentence if whole_sentence else one.words).lower()))  # noqa: E731
    seen = {True: Counter(), False: Counter()}
    many = Counter()
    for one in (i for some in learned_on for i in some):
        seen[one.yes].update(bag(one))
        many[one.yes] += 1
    weigh = lambda w: math.log((seen[True][w] + 1) / (many[True] + 2)) - math.log((seen[False][w] + 1) / (many[False] + 2))  # noqa: E731
    hits = sum((sum(weigh(w) for w in bag(one)) > 0) == one.yes for one in tried_on)
    return hits / len(tried_on)


def neighbours(some: list[Item]) -> dict[str, float]:
    """Who knows every other answer and fills the rest in: as the one before in the same sentence or paragraph, or the other one."""
    found = {}
    for name, home in (("sentence", "sentence_start"), ("paragraph", "paragraph_start")):
        pairs = [(a.yes, b.yes) for a, b in zip(some, some[1:]) if getattr(a, home) == getattr(b, home)]
        if len(pairs) >= 4:
            found[f"not as the one before in its {name}"] = sum(a != b for a, b in pairs) / len(pairs)
            found[f"as the one before in its {name}"] = sum(a == b for a, b in pairs) / len(pairs)
    every = list(zip(some, some[1:]))
    found["not as the one before"] = sum(a.yes != b.yes for a, b in every) / len(every)
    found["as the one before"] = 1 - found["not as the one before"]
    return found
