"""Words of an article inside a sentence for the teacher."""

from __future__ import annotations

import re

from helpers.text import sentences


def sentence_around(article: str, start: int | None, end: int | None) -> str:
    """Return the surroundings of a short quotation, for «he» alone finds nobody: the words of its sentence before and behind it."""
    around = [(a, b) for a, b in sentences(article) if start is not None and end is not None and a <= start and end <= b]
    if not around:
        return ""
    (a, b), near = around[0], 45
    first = a if start - a <= near else article.find(" ", start - near) + 1
    last = b if b - end <= near else article.rfind(" ", end, end + near)
    first, last = min(first, start), max(last, end)
    words = " ".join(article[first:last].split())
    return f" in “{'' if first == a else '… '}{within(words)}{'' if last == b else ' …'}”"


def within(quote: str) -> str:
    """Return words that will stand in quotation marks: without their own, and with single ones inside."""
    quote = quote.strip()
    if quote[:1] == "“" and quote[-1:] == "”" and "“" not in quote[1:]:
        quote = quote[1:-1]
    return quote.replace("“", "‘").replace("”", "’")


def whole_sentences(text: str, most: int) -> str:
    """As many whole sentences as fit, and the first in any case."""
    kept: list[str] = []
    for one in re.split(r"(?<=[.?!]) +", text):
        if sum(map(len, kept)) + len(one) > most and kept:
            break
        kept.append(one)
    return " ".join(kept)
