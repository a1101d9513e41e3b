"""A text in numbered lines of numbered words, the same in every print: “12: 3-5” is one place on every sheet of a class.

A line never holds words of two paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpers import text as _text

WIDTH = 48  # characters a line: two columns of a page, or one in large print
_PLACE = re.compile(r"(\d+)\s*:\s*(\+*)(\d+)(\+*)(?:\s*[-–—]\s*(?:(\d+)\s*:\s*)?(\d+)(\+*))?")

Span = tuple[int, int]


class NoSuchPlace(ValueError):
    """A place that the text does not have, as a sentence."""


@dataclass(frozen=True)
class Line:
    """`number` counts from 1 through the whole text; `words` are offsets, the first word of a line is word 1."""

    number: int
    paragraph: int
    start: int
    end: int
    words: tuple[Span, ...]


class Lines:
    """The lines of a text; `offset` is where the text begins in its article."""

    def __init__(self, text: str, offset: int = 0):
        self.text, self.offset = text, offset
        self.lines: list[Line] = []
        for paragraph, (start, end) in enumerate(_text.paragraphs(text), 1):
            for a, b in _broken(text, start, end):
                self.lines.append(Line(len(self.lines) + 1, paragraph, a, b, tuple(_text.words(text, a, b))))
        self._words = [(line.number, n, *word) for line in self.lines for n, word in enumerate(line.words, 1)]

    def within(self, start: int, end: int) -> list[Line]:
        """Return the lines that touch a passage, given in the article's offsets."""
        return [line for line in self.lines if line.start < end - self.offset and start - self.offset < line.end]

    def numbers(self, start: int, end: int) -> str:
        """Return «lines 3 to 7»"""
        found = self.within(start, end)
        if not found:
            return ""
        return f"line {found[0].number}" if len(found) == 1 else f"lines {found[0].number} to {found[-1].number}"

    def place(self, start: int, end: int) -> str:
        """Return how a mark is written: «12: 3-5», over two lines «12: 3 - 13: 2»; each “+” takes in one sign that touches a word, such as a full stop."""
        a, b = start - self.offset, end - self.offset
        inside = [w for w in self._words if w[2] < b and a < w[3]]
        if not inside:  # a mark on nothing but a dash
            inside = [min(self._words, key=lambda w: abs(w[2] - a))]
        (row, first, at, _), (last_row, last, _, till) = inside[0], inside[-1]
        before, after = "+" * min(at - a, self._signs(at, -1)), "+" * min(b - till, self._signs(till, 1))
        if (row, first) == (last_row, last):
            return f"{row}: {before}{first}{after}"
        return f"{row}: {before}{first}{'-' if row == last_row else f' - {last_row}: '}{last}{after}"

    def span(self, place: str) -> Span:
        """Return the article's offsets of a written place; NoSuchPlace says what it lacks."""
        found = _PLACE.fullmatch(place.strip())
        if not found:
            raise NoSuchPlace("It needs a line, a colon and word numbers, as in “12: 3-5”.")
        row, before, first, after_first, last_row, last, after = found.groups()
        start, end = self._word(row, first), self._word(last_row or row, last or first)
        if end[0] < start[0]:
            raise NoSuchPlace("Its last word stands before its first.")
        behind = after if last else after_first
        if len(before) > self._signs(start[0], -1) or len(behind or "") > self._signs(end[1], 1):
            raise NoSuchPlace("No sign touches the word where its “+” stands.")
        return start[0] - len(before) + self.offset, end[1] + len(behind or "") + self.offset

    def _word(self, row: str, number: str) -> Span:
        n, k = int(row), int(number)
        if not 1 <= n <= len(self.lines):
            raise NoSuchPlace(f"There is no line {n}: the text has lines 1 to {len(self.lines)}.")
        words = self.lines[n - 1].words
        if not 1 <= k <= len(words):
            raise NoSuchPlace(f"Line {n} has no word {k}: it has {_text.some(len(words), 'word')}.")
        return words[k - 1]

    def _signs(self, at: int, step: int) -> int:
        """How many signs touch a word at its end (step 1) or its start (-1): up to the next space or word."""
        others = {a for _, _, a, _ in self._words} if step > 0 else {b for _, _, _, b in self._words}
        there = at
        while (there if step > 0 else there - 1) in range(len(self.text)) and not self.text[there if step > 0 else there - 1].isspace():
            if there in others:
                break
            there += step
        return abs(there - at)


def _broken(text: str, start: int, end: int) -> list[Span]:
    """A paragraph cut at spaces into pieces of at most WIDTH characters, where its words allow."""
    cut: list[list[int]] = []
    for piece in re.finditer(r"\S+", text[start:end]):
        a, b = start + piece.start(), start + piece.end()
        if cut and b - cut[-1][0] <= WIDTH:
            cut[-1][1] = b
        else:
            cut.append([a, b])
    return [(a, b) for a, b in cut]
