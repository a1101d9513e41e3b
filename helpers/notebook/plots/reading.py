"""Pictures of a machine's reading: the article as a strip of paragraphs with what was found in each, and the kinds of its sources."""

from __future__ import annotations

from helpers.articles import Article, codebook
from helpers.text import some

from . import FAINT, INK, OKABE_ITO, WIDTH, Picture, box, canvas

ROW, LEFT, CELL = 0.34, 1.1, 1.35
LAYERS = (
    ("sources", "sources", OKABE_ITO["sky"], "///"),
    ("language", "words", OKABE_ITO["orange"], "..."),
    ("claims", "claims", OKABE_ITO["purple"], "xx"),
)
MOST_ROWS = 60


def strip(article: Article, reading) -> Picture:
    """Return per paragraph how many sources, leaning words and claims the reader marked, as bars."""
    counts = _counts(article, reading)
    shown = counts[:MOST_ROWS]
    height = ROW * len(shown) + 1.0
    figure, axes = canvas(height)
    top = height - 0.75
    most = max([1, *(n for row in counts for n in row)])
    for k, (_, name, _, _) in enumerate(LAYERS):
        axes.text(LEFT + k * CELL, top + 0.3, name, fontsize=11, color=INK)
    for n, row in enumerate(shown, 1):
        y = top - n * ROW
        axes.text(0.1, y + 0.08, f"paragraph {n}", fontsize=9, color=INK)
        for k, (count, (_, _, colour, hatch)) in enumerate(zip(row, LAYERS)):
            box(axes, LEFT + k * CELL, y + 0.03, CELL - 0.35, ROW - 0.08, facecolor=FAINT, linewidth=0)
            if count:
                box(axes, LEFT + k * CELL, y + 0.03, (CELL - 0.35) * count / most, ROW - 0.08, facecolor=colour, hatch=hatch, linewidth=0.8)
            axes.text(LEFT + (k + 1) * CELL - 0.3, y + 0.08, str(count), fontsize=9, color=INK)
    totals = [sum(row[k] for row in counts) for k in range(3)]
    alt = (
        f"The machine reader marked {some(totals[0], 'source')}, {some(totals[1], 'leaning word')} and {some(totals[2], 'claim')} "
        f"in {some(len(counts), 'paragraph')}."
    )
    if len(counts) > MOST_ROWS:
        alt += f" The picture shows the first {MOST_ROWS} paragraphs."
    rows = tuple((f"paragraph {n}", *(some(c, name[:-1]) for c, (_, name, _, _) in zip(row, LAYERS))) for n, row in enumerate(counts, 1))
    return Picture(
        f"{article.title}: what the machine marked, by paragraph", figure, alt, ("paragraph", "sources", "words", "claims"), rows
    )


def kinds_of_sources(article: Article, reading) -> Picture:
    """Return how many attributions of each kind the reader found, by the form of the phrase."""
    kinds = [a.kind for a in reading.attributions if not a.inner and not a.stance] + ["unattributed"] * len(reading.unattributed)
    counts = [(label.name, kinds.count(kind)) for kind, label in codebook.KINDS.items()]
    height = 0.42 * len(counts) + 0.3
    figure, axes = canvas(height)
    most = max([1, *(n for _, n in counts)])
    for n, (name, count) in enumerate(counts, 1):
        y = height - 0.1 - n * 0.42
        axes.text(0.1, y + 0.1, name, fontsize=10, color=INK)
        if count:
            box(axes, 2.7, y + 0.04, (WIDTH - 3.2) * count / most, 0.28, facecolor=OKABE_ITO["sky"], hatch="///", linewidth=0.8)
        axes.text(2.75 + (WIDTH - 3.2) * count / most, y + 0.1, str(count), fontsize=10, color=INK)
    told = [f"{count} {name}" for name, count in counts if count]
    alt = f"Kinds of sources that the machine reader found: {'; '.join(told)}." if told else "The machine reader found no sources."
    return Picture(
        f"{article.title}: kinds of sources", figure, alt, ("kind", "how many"), tuple((name, str(count)) for name, count in counts)
    )


def _counts(article: Article, reading) -> list[list[int]]:
    counts = [[0, 0, 0] for _ in article.paragraphs]
    starts = (
        [(a.source or a.cue).start for a in reading.attributions if not a.inner and not a.stance]
        + [u.span.start for u in reading.unattributed],
        [m.span.start for m in reading.language],
        [c.span.start for c in reading.claims],
    )
    for k, places in enumerate(starts):
        for start in places:
            counts[article.paragraph_of(start) - 1][k] += 1
    return counts
