"""The lines of a pdf put right: what stands on every page goes, letters drawn as one sign come apart, words cut at a line's end are joined."""

from __future__ import annotations

import re
from collections import Counter

_LIGATURES = {ord(sign): letters for sign, letters in zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)}
_NUMBER = re.compile(r"\W*(?:page|seite|p\.)?\s*\d{1,4}(?:\s*(?:/|of|von)\s*\d{1,4})?\W*", re.I)
_CUT = re.compile(r"([^\W\d_]+)[-‐]\n[ \t]*([^\W\d_]+)")
EDGE = 2  # lines at the top and at the foot of a page that may be its header or footer
_KEEPS_ITS_HYPHEN = frozenset(
    "well self half long short non ex vice co anti pro ill all cross high low mid full part so multi semi".split()
)


def cleaned(pages: list[str]) -> tuple[str, list[str]]:
    """Return the text of all pages, one after another, and a note for a person on each thing that was done."""
    split = [[line.strip() for line in page.translate(_LIGATURES).split("\n")] for page in pages]
    split, dropped = _without_edges(split)
    text, joined = _joined("\n".join(line for page in split for line in page))
    notes = []
    if dropped:
        notes.append("Left out as header, footer or page number: " + "; ".join(f"“{line[:60]}”" for line in dropped[:4]) + ".")
    if joined:
        words = ", ".join(f"“{word}”" for word in joined[:6])
        notes.append(f"Words cut at the end of a line are put together: {words}. Look whether each is one word.")
    return text, notes


def _without_edges(pages: list[list[str]]) -> tuple[list[list[str]], list[str]]:
    """Drop lines at the edge of pages that stand there on at least half of them (their digits apart), and page numbers that count on."""
    full = [[line for line in page if line] for page in pages]
    if len(full) < 2:
        return full, []
    shape = lambda line: re.sub(r"\d+", "#", line)  # noqa: E731
    seen = Counter(s for page in full for s in {shape(line) for line in (*page[:EDGE], *page[-EDGE:])})
    often = {s for s, n in seen.items() if n >= max(2, len(full) / 2)}
    dropped: list[str] = []

    def keep(page: list[str]) -> list[str]:
        kept = []
        for at, line in enumerate(page):
            edge = at < EDGE or at >= len(page) - EDGE
            if edge and (shape(line) in often or _NUMBER.fullmatch(line)):
                dropped.append(line)
            else:
                kept.append(line)
        return kept

    return [keep(page) for page in full], list(dict.fromkeys(dropped))


def _joined(text: str) -> tuple[str, list[str]]:
    """Join words cut at a line's end. The hyphen stays where the text has the word with a hyphen elsewhere, or its first part usually keeps it."""
    there, hyphened, joined = set(re.findall(r"[^\W\d_]+", text.lower())), set(re.findall(r"[^\W\d_]+-[^\W\d_]+", text.lower())), []

    def join(found: re.Match) -> str:
        first, second = found[1], found[2]
        whole, parted = first + second, f"{first}-{second}"
        if whole.lower() not in there and (parted.lower() in hyphened or first.lower() in _KEEPS_ITS_HYPHEN or second[0].isupper()):
            return parted
        joined.append(whole)
        return whole

    return _CUT.sub(join, text), joined
