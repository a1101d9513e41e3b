"""Pictures of the machine reader: its marks beside a learner's and the readers' votes, and how far lists get at all."""

from __future__ import annotations

from textwrap import wrap

from helpers.answers import FOLDER, read_answers
from helpers.errors import ExerciseError
from helpers.exercises import article_of, marks_of, rates
from helpers.text import some

from . import FAINT, INK, OKABE_ITO, PAPER, WIDTH, Picture, box, canvas, rectangle
from .keys import key_to_draw

# Own calculation on the raw labels of the BABE corpus (arXiv 2209.14557): F1 per sentence against words that at least two experts marked.
BABE = (
    ("Mark every content word", 0.11, 0.14, "grey", "xx"),
    ("A list of 2,130 words", 0.13, 0.15, "orange", "//"),
    ("One trained person", 0.51, 0.55, "green", ".."),
)


def sides(unit, task) -> tuple[list[dict], dict, dict]:
    """Return (the key's items, the learner's side, the machine's side) of an open exercise; before the learner has marked it, only a sentence on what to do.

    The machine reads now. Nothing is shown ahead of the learner's own marks: its suggestions would be in their eyes while they read.
    """
    if task.sealed:
        raise ExerciseError(f"{task.id} counts, so the machine’s marks on it are not shown.", "Use an open exercise.")
    key, article = key_to_draw(unit, task, "mark_language"), article_of(task)
    start, end = article.passage(*task.passage) if task.passage else (0, len(article.text))
    record = read_answers(unit.folder / FOLDER, unit.assignment)[0].get(task.id)
    spans = record["answer"].get("spans", []) if record else []
    if not spans:
        raise ExerciseError(
            f"This waits for your marks in “{task.title}”.",
            "It comes a moment after you have marked. (If it does not: load this page anew, or choose Run → Run All Cells. Your answers stay.)",
        )
    items = [i | {"tier": "decoy" if "fair" in i["right"] and i["tier"] != "contested" else i["tier"]} for i in key["items"]]
    own = _side(items, [(s["start"], s["end"], article.text[s["start"] : s["end"]]) for s in spans if s["label"] != "fair"])
    return items, own, _side(items, [(a + start, b + start, w) for a, b, w in marks_of(article.text[start:end], {})])


def duel(unit, tasks) -> Picture:
    """Word by word: how many readers call it loaded, whether the learner marked it, whether the machine does; then precision and recall of both."""
    items, own, machine = sides(unit, tasks[0])
    rows = _rows([i for i in items if i["tier"] in ("core", "decoy") or i["id"] in own["hit"]], own, machine)
    alt = f"{some(len(rows), 'place')}. {told('The machine', machine)} {told('You', own)}"
    return Picture(
        "You and the machine, against the readers’ votes",
        _draw(rows, own, machine),
        alt,
        ("Words", "Readers", "You", "Machine"),
        tuple(rows),
    )


def _side(items: list[dict], marks: list[tuple]) -> dict:
    got = rates(items, sorted(set(marks)))
    touches = lambda m, i: any(m[0] < b and a < m[1] for a, b in i["spans"][:1])  # noqa: E731
    flagged = {i["id"] for i in items for m in marks if touches(m, i)} - {
        i["id"] for i in items if i["tier"] == "core" and i["id"] not in got["hit"]
    }
    return got | {
        "at": flagged,
        "alone": [m for m in got["stray"] if not any(touches(m, i) for i in items if i["tier"] in ("core", "decoy"))],
    }


def _rows(items: list[dict], own: dict, machine: dict) -> list[tuple]:
    said = lambda yes: "marked" if yes else "left alone"  # noqa: E731
    rows = [
        (
            i["text"],
            f"{i['marked'] - i['votes'].get('fair', 0)} of {i['of']} loaded",
            said(i["id"] in own["at"]),
            said(i["id"] in machine["at"]),
        )
        for i in items
    ]
    return rows + [
        (m[2], "0 loaded", said(m in own["alone"]), said(m in machine["alone"])) for m in sorted({*own["alone"], *machine["alone"]})
    ]


def told(who: str, side: dict) -> str:
    """Return the precision and recall of one side in words, with the numbers that they are made of."""
    if not side["marks"]:
        return f"{who} called nothing loaded: recall is 0 of {side['core']}, and there is no precision to speak of."
    return (
        f"{who} marked {side['marks']} {'place' if side['marks'] == 1 else 'places'}, and {side['right']} of them {'is' if side['right'] == 1 else 'are'} loaded for most readers: precision {side['right']} of {side['marks']}, or {side['p']:.2f}. "
        f"There are {side['core']} such places, and {len(side['hit'])} of them {'is' if len(side['hit']) == 1 else 'are'} found: recall {len(side['hit'])} of {side['core']}, or {side['r']:.2f}."
    )


def _draw(rows: list[tuple], own: dict, machine: dict):
    lines = [wrap(r[0], 24) for r in rows]
    heights = [0.12 + 0.17 * len(x) for x in lines]
    height = 1.5 + sum(heights) + 0.05 * len(rows)
    figure, axes = canvas(height)
    columns = ((2.35, "Readers"), (3.45, "You"), (4.65, "Machine"))
    axes.text(0.06, height - 0.2, "Words", fontsize=10, fontweight="bold", va="center", color=INK)
    for x, name in columns:
        axes.text(x, height - 0.2, name, fontsize=10, fontweight="bold", ha="center", va="center", color=INK)
    y = height - 0.36
    for (_words, readers, you, it), text, tall in zip(rows, lines, heights):
        y -= tall + 0.05
        axes.plot([0.05, WIDTH - 0.05], [y + tall + 0.025] * 2, color=INK, linewidth=0.4)
        axes.text(0.06, y + tall / 2, "\n".join(text), fontsize=9.5, va="center", color=INK)
        axes.text(2.35, y + tall / 2, readers.replace(" loaded", ""), fontsize=9.5, ha="center", va="center", color=INK)
        for x, said, colour, hatch in ((3.45, you, "sky", ".."), (4.65, it, "orange", "//")):
            if said == "marked":
                box(axes, x - 0.4, y + tall / 2 - 0.11, 0.8, 0.22, facecolor=OKABE_ITO[colour], hatch=hatch)
                axes.text(
                    x,
                    y + tall / 2,
                    "marked",
                    fontsize=9,
                    ha="center",
                    va="center",
                    color=INK,
                    bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.8},
                )
            else:
                axes.text(x, y + tall / 2, "–", fontsize=10, ha="center", va="center", color=INK)
    axes.add_patch(_ground(y))
    for n, (name, say) in enumerate(
        (
            ("Precision", lambda s: f"{s['right']} of {s['marks']}" if s["marks"] else "–"),
            ("Recall", lambda s: f"{len(s['hit'])} of {s['core']}"),
            ("F1", lambda s: f"{s['f1']:.2f}"),
        )
    ):
        at = y - 0.3 - 0.3 * n
        axes.text(0.06, at, name, fontsize=10.5, fontweight="bold", va="center", color=INK)
        axes.text(3.45, at, say(own), fontsize=10.5, ha="center", va="center", color=INK)
        axes.text(4.65, at, say(machine), fontsize=10.5, ha="center", va="center", color=INK)
    return figure


def _ground(top: float):
    return rectangle((0.02, top - 1.08), WIDTH - 0.04, 1.0, facecolor=FAINT, edgecolor=INK, linewidth=0.8)


def ceiling(unit, tasks) -> Picture:
    """Return how well lists and people find loaded words in a public corpus: bars from the lower to the higher of two groups of experts."""
    figure, axes = canvas(2.35)
    left, wide = 1.95, WIDTH - 2.15
    for n in range(6):
        x = left + wide * n / 5
        axes.plot([x, x], [0.42, 2.2], color=INK, linewidth=0.4, linestyle=":")
        axes.text(x, 0.26, f"{n / 5:.1f}", fontsize=9.5, ha="center", va="center", color=INK)
    axes.text(left + wide / 2, 0.08, "F1: 0 nothing shared, 1 the same words", fontsize=9.5, ha="center", va="center", color=INK)
    for n, (name, low, high, colour, hatch) in enumerate(BABE):
        y = 1.72 - 0.55 * n
        axes.text(left - 0.1, y + 0.16, name, fontsize=10, ha="right", va="center", color=INK)
        box(axes, left, y, wide * high, 0.32, facecolor=OKABE_ITO[colour], hatch=hatch)
        axes.text(
            left + wide * high + 0.08,
            y + 0.16,
            f"{low:.2f}–{high:.2f}",
            fontsize=10,
            va="center",
            color=INK,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1},
        )
    rows = tuple((name, f"F1 {low:.2f} to {high:.2f}") for name, low, high, _, _ in BABE)
    alt = (
        "Three bars on a scale from 0 to 1. Marking every content word reaches 0.11 to 0.14, a list of 2,130 words 0.13 to 0.15, and one trained person, measured by the others, 0.51 to 0.55. "
        "Nobody comes near 1, and the list is hardly better than marking everything."
    )
    return Picture("How many loaded words do lists and people find?", figure, alt, ("Who", "F1, two groups of experts"), rows)
