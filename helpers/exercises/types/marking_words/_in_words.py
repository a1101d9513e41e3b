"""The article's own words set into a sentence: on one line, not too long, with single quotation marks inside the outer ones."""

from __future__ import annotations

from functools import lru_cache

from helpers import text

MOST = 110  # characters; a longer quotation is not read
_SINGLE = {ord("“"): "‘", ord("”"): "’", ord("„"): "‚", ord("«"): "‹", ord("»"): "›", ord('"'): "'"}
_sentences = lru_cache(maxsize=16)(text.sentences)


def words_of(article, start: int, end: int, most: int = MOST) -> str:
    """Return some of the article's words for a quotation; what is too long is cut after a word."""
    said = " ".join(article.text[start:end].split())
    if said[:1] in '“"' and said[-1:] in '”"' and not set(said[1:-1]) & set('“”"'):
        said = said[1:-1]
    if len(said) > most:
        said = (said[:most].rpartition(" ")[0] or said[:most]).rstrip(" ,;:–—") + " …"
    return (said[:-1] if said[-1:] == "." and said[-2:-1] != "." else said).translate(
        _SINGLE
    )  # the sentence around it has its own full stop


def sentence_of(article, start: int, end: int) -> str:
    """Return the sentence in which words stand, cut at both sides where it is long; empty where the words are the whole of it."""
    a, b = next((s for s in _sentences(article.text) if s[0] <= start < s[1]), (start, end))
    if end - start >= b - a - 2:
        return ""
    room = max(30, MOST - (end - start)) // 2
    left, right = a, b
    if start - a > room:
        left = start - len(article.text[start - room : start].partition(" ")[2])
    if b - end > room:
        right = end + len(article.text[end : end + room].rpartition(" ")[0])
    return ("… " if left > a else "") + words_of(article, left, right, 10**6) + (" …" if right < b else "")
