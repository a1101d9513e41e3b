"""Which paragraphs are practice and which count: said in a line (`1-3,6`), by default about the first third, named in words."""

from __future__ import annotations

import re

from helpers.articles import Article
from helpers.errors import ArticleError

_PART = re.compile(r"(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?")
EXAMPLE = "Write for instance --open 1-3,6; --open none where everything counts; --open all where nothing does."


def by_default(article: Article) -> tuple[int, ...]:
    """Return the first paragraphs, up to a bit more than a third of the words; never all of them, so something counts."""
    words, total = 0, len(article.text.split())
    for n, (a, b) in enumerate(article.paragraphs, 1):  # noqa: B007 — how far it came is what is asked
        words += len(article.text[a:b].split())
        if words >= 0.35 * total:
            break
    return tuple(range(1, min(n, len(article.paragraphs) - 1) + 1))


def read_choice(said: str, article: Article) -> tuple[int, ...]:
    """Return `1-3,6`, `none` or `all` as paragraph numbers; ArticleError says what cannot be meant."""
    last, plain = len(article.paragraphs), said.strip().lower()
    if plain in ("none", "all"):
        return () if plain == "none" else tuple(range(1, last + 1))
    chosen: set[int] = set()
    for part in plain.split(","):
        found = _PART.fullmatch(part.strip())
        if not found:
            raise ArticleError(f"“{said[:40]}” does not name paragraphs.", EXAMPLE)
        first, end = int(found[1]), int(found[2] or found[1])
        if first > end:
            raise ArticleError(f"“{part.strip()}” runs backwards.", EXAMPLE)
        if first < 1 or end > last:
            raise ArticleError(f"This article has the paragraphs 1 to {last}; “{part.strip()}” goes beyond.", EXAMPLE)
        chosen |= set(range(first, end + 1))
    return tuple(sorted(chosen))


def runs(numbers) -> list[tuple[int, int]]:
    """Return paragraph numbers as stretches without a gap: 1, 2, 3, 6 are (1, 3) and (6, 6)."""
    made: list[tuple[int, int]] = []
    for n in sorted(set(numbers)):
        made = [*made[:-1], (made[-1][0], n)] if made and made[-1][1] == n - 1 else [*made, (n, n)]
    return made


def rest(article: Article, chosen) -> tuple[int, ...]:
    return tuple(n for n in range(1, len(article.paragraphs) + 1) if n not in set(chosen))


def as_line(numbers) -> str:
    """Return the choice as it is typed: `1-3,6`; `none` where there is none."""
    return ",".join(f"{a}-{b}" if b > a else f"{a}" for a, b in runs(numbers)) or "none"


def in_words(numbers) -> str:
    """Return «paragraph 6», «paragraphs 1 to 3 and 6», «no paragraph»."""
    parts = [part for a, b in runs(numbers) for part in ([f"{n}" for n in range(a, b + 1)] if b <= a + 1 else [f"{a} to {b}"])]
    if not parts:
        return "no paragraph"
    head = "paragraph" if len(set(numbers)) == 1 else "paragraphs"
    return f"{head} {parts[0]}" if len(parts) == 1 else f"{head} {', '.join(parts[:-1])} and {parts[-1]}"


def share(article: Article, numbers) -> float:
    """Return how much of the words lies in these paragraphs, from 0 to 1."""
    count = [len(article.text[a:b].split()) for a, b in article.paragraphs]
    return sum(count[n - 1] for n in set(numbers)) / max(1, sum(count))
