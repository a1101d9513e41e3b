"""The lines of a pdf put right: what stands on every page goes, letters drawn as one sign come apart, words cut at a line's end are joined.

Where a page leaves more room between paragraphs, or begins them further in, each paragraph becomes one line.
"""

from __future__ import annotations

import re
from collections import Counter
from statistics import median
from typing import Any

_LIGATURES = {ord(sign): letters for sign, letters in zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)}
_NUMBER = re.compile(r"\W*(?:page|seite|p\.)?\s*\d{1,4}(?:\s*(?:/|of|von)\s*\d{1,4})?\W*", re.I)
_CUT = re.compile(r"([^\W\d_]+)[-‐]\n[ \t]*([^\W\d_]+)([^\s‐-]*)(?:[ \t]*\n|[ \t]+|(?=[‐-])|$)")
EDGE = 2  # lines at the top and at the foot of a page that may be its header or footer
_KEEPS_ITS_HYPHEN = frozenset(
    "well self half long short non ex vice co anti pro ill all cross high low mid full part so multi semi".split()
)


BREAK, JUMP = "\ue000", "\ue001"  # before a line with which a paragraph begins by its place on the page; with which a column begins
_ENDS = re.compile(r"[.!?…:][”’»\"')\]]*$")


def lines_of(page: Any) -> str:
    """Return the text of a page of pypdf, with a BREAK before each line that stands lower or further in than lines of one paragraph do."""
    lines: list[list] = [[None, ""]]  # place, words

    def hear(text: str, cm: list, tm: list, font: Any, size: float) -> None:
        for piece in re.split(r"(\n)", text):
            if piece == "\n":
                lines.append([None, ""])
            elif piece:
                if lines[-1][0] is None and piece.strip():
                    lines[-1][0] = cm[0] * tm[4] + cm[4], cm[3] * tm[5] + cm[5]
                lines[-1][1] += piece

    text = page.extract_text(visitor_text=hear) or ""
    if "\n".join(words for _, words in lines).strip() != text.strip() or {BREAK, JUMP} & set(text):
        return text.translate(dict.fromkeys(map(ord, BREAK + JUMP)))  # the library told them otherwise: no places, no guesses
    return "\n".join(sign + words for sign, (_, words) in zip(_signs([place for place, _ in lines]), lines))


def _signs(places: list[tuple[float, float] | None]) -> list[str]:
    """The sign before each line, by where (x, y) the lines stand; None for a line without words."""
    down = [a[1] - b[1] if a and b else 0.0 for a, b in zip(places, places[1:])]
    steps = [d for d in down if d > 0.5]
    if len(steps) < 3:
        return [""] * len(places)
    step, signs = median(steps), [""] * len(places)
    for n, d in enumerate(down, 1):
        here, before, after = places[n], places[n - 1], places[n + 1] if n + 1 < len(places) else None
        if not here or not before:
            continue
        beside = [p[0] for p, room in ((before, d), (after, here[1] - after[1] if after else 0.0)) if p and abs(room - step) < 0.2 * step]
        further_in = beside and 0.5 * step < here[0] - min(beside) < 4 * step
        signs[n] = BREAK if 1.25 * step < d or further_in else JUMP if d < -step else ""
    return signs


def cleaned(pages: list[str]) -> tuple[str, list[str]]:
    """Return the text of all pages, one after another, and a note for a person on each thing that was done."""
    split = [[line.strip() for line in page.translate(_LIGATURES).split("\n")] for page in pages]
    split, dropped = _without_edges(split)
    known = sum(line.startswith(BREAK) for page in split for line in page) > 1
    lines = _paragraphs(split) if known else [line.lstrip(BREAK + JUMP) for page in split for line in page]
    text, joined = _joined("\n".join(lines))
    if known:
        text = re.sub(r" ?\n(?!\n)", " ", text.replace("\n" + BREAK, "\n\n").replace(BREAK, "")).replace("\n ", "\n").strip()
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
    shape = lambda line: re.sub(r"\d+", "#", line.lstrip(BREAK + JUMP))  # noqa: E731
    seen = Counter(s for page in full for s in {shape(line) for line in (*page[:EDGE], *page[-EDGE:])})
    often = {s for s, n in seen.items() if n >= max(2, len(full) / 2)}
    dropped: list[str] = []

    def keep(page: list[str]) -> list[str]:
        kept = []
        for at, line in enumerate(page):
            edge = at < EDGE or at >= len(page) - EDGE
            if edge and (shape(line) in often or _NUMBER.fullmatch(line.lstrip(BREAK + JUMP))):
                dropped.append(line.lstrip(BREAK + JUMP))
            else:
                kept.append(line)
        return kept

    return [keep(page) for page in full], list(dict.fromkeys(dropped))


def _paragraphs(pages: list[list[str]]) -> list[str]:
    """All lines with a BREAK also where a page or column begins after a short line that ends a sentence: there, places tell nothing."""
    lengths = sorted(len(line) for page in pages for line in page)
    width = lengths[int(0.8 * len(lengths))] if lengths else 0
    lines: list[str] = []
    for page in pages:
        for n, line in enumerate(page):
            if lines and (not n or line.startswith(JUMP)):
                over = _ENDS.search(lines[-1]) and len(lines[-1]) < 0.75 * width
                line = (BREAK if over else "") + line.lstrip(BREAK + JUMP)
            lines.append(line.lstrip(JUMP))
    return lines


def _joined(text: str) -> tuple[str, list[str]]:
    """Join words cut at a line's end, at the end of the upper line, so that lines keep about their width: by it paragraphs are told.

    The hyphen stays where the text has the word with a hyphen elsewhere, or its first part usually keeps it.
    """
    there, hyphened, joined = set(re.findall(r"[^\W\d_]+", text.lower())), set(re.findall(r"[^\W\d_]+-[^\W\d_]+", text.lower())), []

    def join(found: re.Match) -> str:
        first, second, end = found[1], found[2], found[3] + ("" if found.end() == len(text) or text[found.end()] in "-‐" else "\n")
        whole, parted = first + second, f"{first}-{second}"
        if whole.lower() not in there and (parted.lower() in hyphened or first.lower() in _KEEPS_ITS_HYPHEN or second[0].isupper()):
            return parted + end
        joined.append(whole)
        return whole + end

    return _CUT.sub(join, text), joined
