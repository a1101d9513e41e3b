"""The article's text with what the class marked in it, against the readers whose votes make the key."""

from __future__ import annotations

from helpers.exercises import type_of

from .page import FEW, e, part_of, table
from .tally import ExerciseTally

LEVELS = (0.1, 0.3, 0.5, 0.75)  # lowest share of the class for each tint


def heat_map(tally: ExerciseTally) -> str:
    """Return the passage: a tint and a number for the class's share, an underline for the readers where there are any; then the same as a table."""
    votes, of = tally.readers()
    article = tally.task.article
    start, end = type_of(tally.task.exercise.type).form.bounds(tally.task.exercise, article)
    out = []
    for a, b in article.paragraphs:
        if start <= a and b <= end:
            inside = [n for n, (wa, _) in enumerate(tally.words) if a <= wa < b]
            out.append(f"<p>{_paragraph(article.text, a, b, inside, tally, votes, of)}</p>")
    lang = article.about.get("language", "en")
    readers = (
        "<u>Underlined</u>: the one reader marked them."
        if of == 1
        else f"<u>Underlined</u>: more than half of the {of} readers marked them; dotted: some did."
        if of
        else "No reader’s marks are shown: this article has no key."
    )
    return (
        f'<p class="soft">{_legend(tally.shown)} {readers} {_flooded(tally)}</p>'
        f'<div class="text" lang="{e(lang)}">{"".join(out)}</div>{_twin(tally, votes, of)}'
    )


def _legend(n: int) -> str:
    """What a number in the text means: a percentage only where there are learners enough for one."""
    if n < FEW:
        return f"Number and tint: how many of {n} learners marked these words."
    return f"Number and tint: per cent of {n} learners who marked these words (from 10 %)."


def _flooded(tally: ExerciseTally) -> str:
    n = tally.flooded
    return (
        f"{n} learner{'s' if n != 1 else ''} marked nearly every word and {'are' if n != 1 else 'is'} left out here: that tells nothing apart."
        if n
        else ""
    )


def _level(share: float) -> int:
    return sum(share >= level for level in LEVELS)


def _paragraph(text: str, a: int, b: int, inside: list[int], tally: ExerciseTally, votes: list[int], of: int) -> str:
    words, shares = tally.words, [n / max(1, tally.shown) for n in tally.marked]
    out, at, n = [], a, 0
    while n < len(inside):
        look = (_level(shares[inside[n]]), _vote(votes[inside[n]], of))
        last = n
        while last + 1 < len(inside) and (_level(shares[inside[last + 1]]), _vote(votes[inside[last + 1]], of)) == look:
            last += 1
        first_char, last_char = words[inside[n]][0], words[inside[last]][1]
        out.append(e(text[at:first_char]))
        run = e(text[first_char:last_char])
        if look != (0, ""):
            top = max(shares[inside[k]] for k in range(n, last + 1))
            number = f"<sup>{100 * top if tally.shown >= FEW else top * tally.shown:.0f}</sup>" if look[0] else ""
            run = f'<span class="m c{look[0]} {look[1]}">{run}</span>{number}'
        out.append(run)
        at, n = last_char, last + 1
    return "".join(out) + e(text[at:b])


def _vote(votes: int, of: int) -> str:
    return "v" if 2 * votes > of else "w" if votes else ""


def _twin(tally: ExerciseTally, votes: list[int], of: int) -> str:
    """A row for each run of words that readers or a tenth of the class marked."""
    article, rows, n = tally.task.article, [], 0
    while n < len(tally.words):
        key = lambda k: (_vote(votes[k], of), _level(tally.marked[k] / max(1, tally.shown)))  # noqa: E731
        last = n
        while (
            last + 1 < len(tally.words)
            and key(last + 1) == key(n)
            and article.paragraph_of(tally.words[last + 1][0]) == article.paragraph_of(tally.words[n][0])
        ):
            last += 1
        if key(n) != ("", 0):
            top = max(tally.marked[n : last + 1])
            words = article.text[tally.words[n][0] : tally.words[last][1]]
            rows.append(
                [
                    article.paragraph_of(tally.words[n][0]),
                    words if len(words) < 90 else words[:60] + " … " + words[-20:],
                    part_of(top, tally.shown),
                    *([f"{max(votes[n : last + 1])} of {of}"] if of else []),
                ]
            )
        n = last + 1
    return f"<details><summary>The same as a table ({len(rows)} rows)</summary>{table(f'Words marked in {tally.task.exercise.assignment}, {tally.task.exercise.id}, in order', ['Paragraph', 'Words', 'Class', *(['Readers'] if of else [])], rows, (0, 2, 3))}</details>"
