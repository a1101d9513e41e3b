"""Ways to mark words by their look alone: every name, every long word, every quotation … What the best of them earns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers import text
from helpers.articles import Article
from helpers.exercises import Exercise, type_of

_LOOKS = (
    r"(?<![.?!”] )(?<!^)\b[A-Z]\w+(?: [A-Z]\w+)*",  # names
    r"\b\w+(?:-\w+)+",
    r"\b\w+ly\b",
    *(rf"\b\w{{{least},}}\b" for least in range(6, 13)),
)


def best_look(task: Exercise, article: Article, key: dict) -> float:
    """Return the share of the points that the best of these ways earns, under whichever label pays best."""
    scorer, span = type_of(task.type).scorer, key["target"] - key["floor"]
    by_look = (
        {"spans": [{"start": a, "end": b, "label": label, "attrs": {}} for a, b in places]}
        for places in _places(task, article)
        for label in sorted({x for i in key["items"] if i["tier"] == "core" for x in i["right"]})
    )
    raw = (scorer.raw_score(task, key, value) for value in (*scorer.ruled_answers(task, article, key), *by_look))
    return max((min(1.0, max(0.0, (one - key["floor"]) / span)) if span > 0 else 0.0 for one in raw), default=0.0)


def _places(task: Exercise, article: Article) -> Iterator[list[tuple[int, int]]]:
    start, end = type_of(task.type).form.bounds(task, article)
    body, sentences = article.text[start:end], text.sentences(article.text, start, end)
    yield from ([(start + m.start(), start + m.end()) for m in re.finditer(look, body)] for look in _LOOKS)
    yield [s for s in sentences if not re.search("[“”]", article.text[s[0] : s[1]])]
