"""Where quotations stand: curly, straight, single or double, over several sentences, or never closed."""

from __future__ import annotations

import re
from bisect import bisect_right

STRAIGHT = str.maketrans("“”„‟«»‘’‚‛`´–—−\u00a0\u202f\u2009\u2028\u2029\u0085\u000b\u000c", '""""""' + "''''''" + "---" + "        ")
"""One for one, so that offsets stay: curly to straight, dashes to hyphen, odd blanks to blank."""

_MARK = re.compile("[\"“”„«»]|''|``|[‘’'‚]")
_LONGEST_SINGLE = 1200


def plain(text: str) -> str:
    """Return the text with every quotation mark, dash and odd blank replaced by its plain twin; the same length."""
    return text.translate(STRAIGHT)


def quotations(text: str, paragraphs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans of the quotations, marks included, in order, none inside another. An open one ends with its paragraph."""
    found: list[tuple[int, int]] = []
    for start, end in paragraphs:
        found += _in_paragraph(text, start, end)
    return found


def _in_paragraph(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found, opened = [], None
    marks = [(m.start(), m.group()) for m in _MARK.finditer(text, start, end)]
    single_closers = [i for i, mark in marks if mark in "’'" and _closes_single(text, i, end)]
    skip_to = -1
    if _is_block_mark(marks, start, "“" in text):
        marks = marks[1:]
    for i, mark in marks:
        if i < skip_to:
            continue
        before = text[i - 1] if i > start else " "
        after = text[i + len(mark)] if i + len(mark) < end else " "
        if mark in ("‘", "'", "‚", "’"):
            if opened is None and mark != "’" and _opens_single(before, after):
                close = _single_end(text, i, single_closers)
                if close is not None:
                    found.append((i, close + 1))
                    skip_to = close + 1
            continue
        if opened is None:
            if mark in "”»" or mark in ('"', "''") and not _could_open(before, after):
                continue
            opened = i
        elif mark in '”»"' or mark == "''":
            found.append((opened, i + len(mark)))
            opened = None
    if opened is not None:
        found.append((opened, end))
    return found


def _is_block_mark(marks: list[tuple[int, str]], start: int, curly: bool) -> bool:
    """A straight mark that opens a paragraph of a text with curly ones, and does not close there: it sets off a passage copied from elsewhere."""
    return curly and marks[:1] == [(start, '"')] and (marks[1:2] != [] and marks[1][1] == "“" or all(mark != '"' for _, mark in marks[1:]))


def _could_open(before: str, after: str) -> bool:
    return before.isspace() or before in "([-—–'‘:/" or not after.isspace() and after not in ".,;:!?)"


def _opens_single(before: str, after: str) -> bool:
    return (before.isspace() or before in "([—–-:") and (after.isalnum() or after in '“"[…£$')


def _closes_single(text: str, i: int, end: int) -> bool:
    after = text[i + 1] if i + 1 < end else " "
    return not after.isalnum() and i > 0 and not text[i - 1].isspace()


def _single_end(text: str, opened: int, closers: list[int]) -> int | None:
    """The closing mark of a single quotation: the first after punctuation, else the first (a plural's apostrophe looks like one)."""
    at = bisect_right(closers, opened)
    near = [c for c in closers[at : at + 12] if c - opened <= _LONGEST_SINGLE]
    return next((c for c in near if text[c - 1] in ",.?!…;"), near[0] if near else None)
