"""Pictures of who says so: the article as a strip by kind of source, who told whom, and the people behind the phrases."""

from __future__ import annotations

from textwrap import fill

from helpers.articles import codebook
from helpers.exercises import NOBODY, article_of, chains
from helpers.text import some

from . import FAINT, INK, LABELS, OKABE_ITO, PAPER, WIDTH, Picture, box, canvas
from .keys import key_to_draw

HATCHES = ("", "..", "//", "\\\\", "xx", "||", "--", "oo")
LOOK = {
    kind: (*LABELS[n], HATCHES[n]) for n, kind in enumerate(codebook.KINDS)
}  # line, ground and hatch, in the colours of the label buttons
HIDDEN = "yours to find"


# ---------------------------------------------------------------------------------------------------- the strip


def strip(unit, tasks) -> Picture:
    """Draw each paragraph as a bar as long as its text; what rests on a source is shaded, hatched and numbered by the kind of source."""
    found = [(task, key_to_draw(unit, task, "mark_sources")) for task in tasks]
    article = article_of(tasks[0])
    shown = {n for task in tasks for n in range(task.passage[0], task.passage[1] + 1)}
    marked = [i for _, key in found for i in key["items"] if i["tier"] == "core" and i["right"]]
    number = {kind: n for n, kind in enumerate(codebook.KINDS, 1)}
    present = [k for k in codebook.KINDS if any(k == i["right"][0] for i in marked)]
    row, left, right = 0.36, 0.45, WIDTH - 0.12
    legend = 0.32 * (len(present) + 1) + 0.14
    height = row * len(article.paragraphs) + legend + 0.12
    figure, axes = canvas(height)
    longest = max(b - a for a, b in article.paragraphs)
    rows = []
    for n, (a, b) in enumerate(article.paragraphs, 1):
        y = height - legend - n * row
        to_x = lambda offset, a=a: left + (offset - a) / longest * (right - left)  # noqa: E731
        axes.text(left - 0.1, y + 0.13, str(n), ha="right", va="center", fontsize=11, color=INK)
        if n not in shown:
            box(axes, left, y, max(to_x(b) - left, 1.2), 0.26, HIDDEN, linestyle=":", size=10)
            rows.append((f"Paragraph {n}", HIDDEN))
            continue
        box(axes, left, y, to_x(b) - left, 0.26, facecolor=FAINT)
        here = [i for i in marked if a <= i["spans"][0][0] < b]
        for item in here:
            kind, (start, end) = item["right"][0], _reach(item, a, b)
            line, ground, hatch = LOOK[kind]
            box(axes, to_x(start), y, to_x(end) - to_x(start), 0.26, facecolor=ground, edgecolor=line, hatch=hatch)
        for kind, start, end in _runs(here, a, b):
            axes.text(
                (to_x(start) + to_x(end)) / 2,
                y + 0.13,
                str(number[kind]),
                ha="center",
                va="center",
                fontsize=10,
                fontweight="bold",
                color=INK,
                bbox={"facecolor": PAPER, "edgecolor": INK, "linewidth": 0.6, "boxstyle": "round,pad=0.15"},
            )
        told = "; ".join(f"“{i['text']}”: {codebook.KINDS[i['right'][0]].name}" for i in here)
        rows.append((f"Paragraph {n}", told or "no source marked"))
    for row_of, kind in enumerate([*present, None]):
        y = height - 0.06 - 0.32 * (row_of + 1)
        line, ground, hatch = LOOK.get(kind, (INK, FAINT, None))
        box(axes, left, y, 0.5, 0.22, str(number.get(kind, "")), facecolor=ground, edgecolor=line, size=10)
        if hatch:
            box(axes, left + 0.5, y, 0.5, 0.22, facecolor=ground, edgecolor=line, hatch=hatch)
        axes.text(left + 1.1, y + 0.11, codebook.KINDS[kind].name if kind else "the words around it", va="center", fontsize=11, color=INK)
    counts = ", ".join(f"{sum(i['right'][0] == k for i in marked)} × {codebook.KINDS[k].name}" for k in present)
    alt = f"The article as a strip of {some(len(article.paragraphs), 'paragraph')}. In the {len(shown)} that are shown: {counts}. The other {len(article.paragraphs) - len(shown)} are yours to find."
    return Picture("Who stands behind which paragraph?", figure, alt, ("Paragraph", "Who stands behind it"), tuple(rows))


def _reach(item: dict, a: int, b: int) -> tuple[int, int]:
    """From the first to the last word of a source and of what is said, inside one paragraph."""
    spans = [item["spans"][0], *(c for c in item.get("contents", []) if a <= c[0] and c[1] <= b)]
    return min(s for s, _ in spans), max(e for _, e in spans)


def _runs(items: list[dict], a: int, b: int) -> list[tuple]:
    """Neighbours of one kind as one stretch, so that a label stands on it once."""
    runs: list[tuple] = []
    for item in sorted(items, key=lambda i: i["spans"][0]):
        kind, (start, end) = item["right"][0], _reach(item, a, b)
        if runs and runs[-1][0] == kind and start <= runs[-1][2]:
            kind, start, end = kind, runs.pop()[1], max(end, start)
        runs.append((kind, start, end))
    return runs


# ---------------------------------------------------------------------------------------------------- who told whom


def told(unit, tasks) -> Picture:
    """Draw each statement with the people it came through, from the reporter backwards."""
    task, key = tasks[0], key_to_draw(unit, tasks[0], "who_told_whom")
    found = list(chains(task, key).values())
    step, height = 1.55, 1.55 * len(found) + 0.15
    figure, axes = canvas(height)
    width, gap = 1.45, (WIDTH - 0.2 - 3 * 1.45) / 2
    rows = []
    for n, chain in enumerate(found):
        y = height - 0.1 - (n + 1) * step + 0.12
        for place, who in enumerate(chain["people"]):
            x = 0.1 + place * (width + gap)
            box(
                axes,
                x,
                y,
                width,
                0.72,
                fill(who, 15),
                facecolor=FAINT if not place else OKABE_ITO["yellow" if place == 1 else "sky"],
                linestyle="-" if place < 2 else "--",
            )
            if place:
                axes.annotate("", xy=(x - gap, y + 0.36), xytext=(x, y + 0.36), arrowprops={"arrowstyle": "-|>", "color": INK, "lw": 1.6})
        said = chain["text"].strip("“”")
        short = said if len(said) < 90 else said[:84].rsplit(" ", 1)[0] + " …"
        axes.text(0.1, y + 1.06, fill(f"“{short}”", 50), fontsize=11, va="center", style="italic", color=INK)
        steps = {"0": "told directly", "1": "one step of hearsay"}.get(chain["depth"], f"{chain['depth']} steps of hearsay")
        rows.append((f"“{said}”", f"{' ← '.join(chain['people'])} ({steps})"))
    alt = f"{some(len(found), 'statement')}, each followed from the reporter backwards. " + " ".join(
        f"{n}: {r[1]}." for n, r in enumerate(rows, 1)
    )
    return Picture(
        "Who told whom? Read from the reporter backwards",
        figure,
        alt,
        ("Statement", "The reporter heard it from, who heard it from"),
        tuple(rows),
    )


# ---------------------------------------------------------------------------------------------------- people behind the phrases


def people(unit, tasks) -> Picture:
    """Return phrases on the left, the voices behind them on the right: several phrases can be one person."""
    task, key = tasks[0], key_to_draw(unit, tasks[0], "same_person")
    voice: dict[str, str] = {}
    for item in task.options["items"]:
        right = key["questions"].get(item["id"], {"right": (NOBODY,)})["right"]
        voice[item["id"]] = right[0] if right and right[0] != NOBODY else item["id"]
    order = list(dict.fromkeys(voice.values()))
    phrases = {i["id"]: i["text"] for i in task.options["items"]}
    row, height = 0.52, 0.52 * len(phrases) + 0.45
    figure, axes = canvas(height)
    axes.text(0.1, height - 0.18, "phrases in the text", fontsize=11, va="center", color=INK)
    axes.text(WIDTH - 0.1, height - 0.18, "voices", fontsize=11, ha="right", va="center", color=INK)
    top = height - 0.4
    spread = row * len(phrases) / len(order)
    for n, (name, text) in enumerate(phrases.items()):
        y = top - (n + 1) * row
        who = order.index(voice[name])
        target = top - (who + 0.5) * spread
        box(axes, 0.1, y + 0.06, 3.7, row - 0.1, fill(f"“{text}”", 34), size=11, facecolor=FAINT)
        axes.plot([3.8, WIDTH - 0.75], [y + 0.06 + (row - 0.1) / 2, target], color=INK, lw=1.5)
    for who, _ in enumerate(order):
        axes.text(
            WIDTH - 0.5,
            top - (who + 0.5) * spread,
            str(who + 1),
            ha="center",
            va="center",
            fontsize=14,
            fontweight="bold",
            color=INK,
            bbox={"facecolor": OKABE_ITO["sky"], "edgecolor": INK, "boxstyle": "circle,pad=0.35"},
        )
    rows = tuple((f"Voice {n}", ", ".join(f"“{phrases[p]}”" for p, v in voice.items() if v == who)) for n, who in enumerate(order, 1))
    alt = f"{len(phrases)} phrases, but no more than {len(order)} voices."
    return Picture("Count people, not phrases", figure, alt, ("Voice", "Phrases for it"), rows)
