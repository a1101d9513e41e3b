"""Which answers of a marking exercise a later exercise prints: whoever may still change the marking could copy them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from helpers import articles
from helpers.articles import Article

from .exercise import Exercise
from .types import type_of

_QUOTED = re.compile(r"“([^”]+)”|‘([^’]+)’")


def printed_items(earlier: Exercise, article: Article, key: dict[str, Any], pieces: Iterable[str]) -> list[str]:
    """Return the words of the key's items that stand in `pieces` of some later page. `pieces`: see `pieces_of`.

    A piece counts that stands in the marked passage word for word and is less than a paragraph of it: copied as a mark, it would be an answer.
    A whole paragraph tells nothing, since the article is at hand anyway.
    """
    start, end = type_of(earlier.type).form.bounds(earlier, article)
    passage = article.text[start:end]
    paragraphs = [article.text[a:b].strip(" .") for a, b in article.paragraphs]
    copied = {p for p in pieces if p and _stands(p, passage) and not any(whole in p for whole in paragraphs)}
    found = []
    for item in key["items"]:
        words = {article.text[a:b] for a, b in item["spans"]}
        if item["tier"] == articles.CORE and any(_stands(w, p) for w in words for p in copied):
            found.append(min(words))
    return found


def pieces_of(later: Exercise, article: Article) -> Iterator[str]:
    """Yield all that an exercise prints of its own, whole and cut at quotation marks and lines; not the text in which it lets people mark."""
    kind = type_of(later.type)
    shown = dict(kind.view(later, article))
    if kind.shape == "spans":
        shown.pop("text", None)
    for text in (later.title, later.prompt, *_strings(shown)):
        yield from cut(text)


def cut(text: str) -> Iterator[str]:
    """Return a text, its lines, and what stands in it in quotation marks, each without the stops at its ends."""
    for piece in (text, *re.split(r"\n|…", text), *(a or b for a, b in _QUOTED.findall(text))):
        yield piece.strip(" .,:;–—")


def waits_for(later: Exercise, before: Sequence[tuple[Exercise, dict[str, Any]]], article: Article) -> list[str]:
    """Return the ids of the earlier exercises, given with their keys, whose answers count and are printed by `later`."""
    pieces = set(pieces_of(later, article))
    marking = [(e, key) for e, key in before if type_of(e.type).shape == "spans" and e.points and e.article == later.article]
    return [e.id for e, key in marking if printed_items(e, article, key, pieces)]


def _stands(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            if name != "id":
                yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
