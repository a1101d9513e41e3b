"""Pictures of words: who is answerable for the loaded ones, and a learner's own marks beside the readers' votes."""

from __future__ import annotations

from textwrap import wrap

from helpers.answers import FOLDER, read_answers
from helpers.articles import codebook
from helpers.exercises import article_of
from helpers.scoring import best_item
from helpers.text import some

from . import FAINT, INK, OKABE_ITO, PAPER, WIDTH, Picture, box, canvas
from .keys import key_to_draw

LANES = (
    ("reporter", "the reporter’s\nown words", "orange", "//"),
    ("paraphrased", "the reporter’s\nwords for what\na source said", "sky", ".."),
    ("quoted", "inside\nquotation marks", "purple", "\\\\"),
)


def _words(task, key) -> list[dict]:
    """The loaded words of an exercise's key: place, text, voice as most readers heard it, and how many did."""
    if task.type == "whose_words":
        return [
            {"start": q["start"], "text": q["text"], "voice": q["right"][0], "said": q["votes"].get(q["right"][0], 0), "of": q["of"]}
            for q in key["questions"].values()
            if q["right"]
        ]
    return [
        {"start": i["spans"][0][0], "text": i["text"], "voice": i["attrs"]["voice"][0], "said": i["marked"], "of": i["of"]}
        for i in key["items"]
        if i["tier"] == "core" and "fair" not in i["right"]
    ]


# ---------------------------------------------------------------------------------------------------- who is answerable


def voices(unit, tasks) -> Picture:
    """Return the loaded words down the article, each in the lane of the one who is answerable for it."""
    article = article_of(tasks[0])
    there = sorted((w for t in tasks for w in _words(t, key_to_draw(unit, t, "whose_words", "mark_language"))), key=lambda w: w["start"])
    shown = sorted({article.paragraph_of(w["start"]) for w in there})
    hidden = [n for n in range(1, len(article.paragraphs) + 1) if n not in shown]
    lane, left = (WIDTH - 0.5) / 3, 0.45
    lines = [wrap(w["text"], 19) for w in there]
    heights = [0.12 + 0.19 * len(x) for x in lines]
    height = 0.85 + sum(heights) + 0.08 * len(there) + (0.4 if hidden else 0.05)
    figure, axes = canvas(height)
    for n, (_, name, _, _) in enumerate(LANES):
        axes.text(left + (n + 0.5) * lane, height - 0.36, name, ha="center", va="center", fontsize=10, fontweight="bold", color=INK)
        axes.plot([left + n * lane] * 2, [0.42 if hidden else 0.05, height - 0.7], color=INK, linewidth=0.6, linestyle=":")
    y, before, rows = height - 0.75, None, []
    for word, text, tall in zip(there, lines, heights):
        y -= tall + 0.08
        number = article.paragraph_of(word["start"])
        if number != before:
            axes.text(left - 0.08, y + tall / 2, f"§{number}", ha="right", va="center", fontsize=10, color=INK)
            axes.plot([left, WIDTH - 0.05], [y + tall + 0.04] * 2, color=INK, linewidth=0.6)
        before = number
        place, (_, name, colour, hatch) = next((n, x) for n, x in enumerate(LANES) if x[0] == word["voice"])
        x = left + place * lane + 0.04
        box(axes, x, y, lane - 0.08, tall, facecolor=PAPER)
        box(axes, x, y, 0.16, tall, facecolor=OKABE_ITO[colour], hatch=hatch)
        axes.text(x + 0.2, y + tall / 2, "\n".join(text), ha="left", va="center", fontsize=9.5, color=INK)
        rows.append((f"Paragraph {number}", word["text"], codebook.VOICES[word["voice"]].name, f"{word['said']} of {word['of']} readers"))
    if hidden:
        box(
            axes,
            left,
            0.08,
            WIDTH - left - 0.05,
            0.26,
            f"§{hidden[0]} to §{hidden[-1]}: yours to find",
            linestyle=":",
            size=10,
            facecolor=FAINT,
        )
    count = {v: sum(w["voice"] == v for w in there) for v, *_ in LANES}
    alt = (
        f"{some(len(there), 'loaded word')} of paragraphs {', '.join(map(str, shown))} in three lanes. "
        + " ".join(f"{codebook.VOICES[v].name[0].upper() + codebook.VOICES[v].name[1:]}: {n}." for v, n in count.items())
        + (f" Paragraphs {hidden[0]} to {hidden[-1]} are yours to find." if hidden else "")
    )
    return Picture("Who is answerable for the loaded words?", figure, alt, ("Where", "Words", "Voice", "Heard so by"), tuple(rows))


# ---------------------------------------------------------------------------------------------------- own marks and the votes


def mine(unit, tasks) -> Picture:
    """For each place that readers marked: how many call it loaded, how many fair, and what the learner said; then what only the learner marked."""
    task = tasks[0]
    key, article = key_to_draw(unit, task, "mark_language"), article_of(task)
    record = read_answers(unit.folder / FOLDER, unit.assignment)[0].get(task.id)
    spans = record["answer"].get("spans", []) if record else []
    said, only = _own(key, spans)
    there = sorted(key["items"], key=lambda i: i["spans"][0][0])
    of = max((i["of"] for i in there), default=1)
    lines = [wrap(i["text"], 20) for i in there]
    heights = [max(0.26, 0.08 + 0.17 * len(x)) for x in lines]
    extra = wrap("Only you marked: " + "; ".join(f"“{article.text[a:b]}”" for a, b in only), 62) if only else []
    height = 0.62 + sum(heights) + 0.06 * len(there) + 0.2 * len(extra) + 0.12
    figure, axes = canvas(height)
    middle, unit_width = 2.75, 0.78 * 2 / (of * 2)
    for x, words, align in (
        (0.06, "Words", "left"),
        (middle - 0.06, "← fair", "right"),
        (middle + 0.06, "loaded →", "left"),
        (WIDTH - 0.08, "You said", "right"),
    ):
        axes.text(x, height - 0.25, words, ha=align, va="center", fontsize=10, fontweight="bold", color=INK)
    y, rows = height - 0.45, []
    for item, text, tall in zip(there, lines, heights):
        y -= tall + 0.06
        fair = item["votes"].get("fair", 0)
        loaded = item["marked"] - fair
        axes.text(0.06, y + tall / 2, "\n".join(text), ha="left", va="center", fontsize=9.5, color=INK)
        for n, sign, colour, hatch in ((fair, -1, "green", ".."), (loaded, 1, "orange", "//")):
            if n:
                box(
                    axes,
                    middle + (0 if sign > 0 else -n * unit_width),
                    y + tall / 2 - 0.1,
                    n * unit_width,
                    0.2,
                    facecolor=OKABE_ITO[colour],
                    hatch=hatch,
                )
                axes.text(middle + sign * (n * unit_width + 0.1), y + tall / 2, str(n), ha="center", va="center", fontsize=10, color=INK)
        own = said.get(item["id"], "left alone")
        axes.text(
            WIDTH - 0.08,
            y + tall / 2,
            own,
            ha="right",
            va="center",
            fontsize=9.5,
            color=INK,
            fontweight="bold" if own != "left alone" else "normal",
        )
        rows.append((item["text"], f"{loaded} of {item['of']} loaded", f"{fair} of {item['of']} fair", f"you: {own}"))
    axes.plot([middle] * 2, [y - 0.02, height - 0.4], color=INK, linewidth=1)
    for n, line in enumerate(extra):
        axes.text(0.06, y - 0.2 - 0.2 * n, line, ha="left", va="center", fontsize=9.5, color=INK)
    rows += [(article.text[a:b], "0 loaded", "0 fair", "only you marked it") for a, b in only]
    settled = [i for i in there if i["tier"] in ("core", "decoy")]
    alike = sum((said.get(i["id"]) == "loaded") == (i["tier"] == "core") for i in settled)
    begin = (
        f"You and most readers agree on {alike} of the {len(settled)} places where most readers are of one mind."
        if spans
        else "You have not marked anything yet: mark first, then run all cells once more."
    )
    alt = f"{begin} Bars to the right count readers who call the words loaded, bars to the left those who call them fair, of {of}. {len(only) or 'No'} {'mark is' if len(only) == 1 else 'marks are'} yours alone."
    return Picture("Your marks beside the readers’ votes", figure, alt, ("Words", "Loaded", "Fair", "You"), tuple(rows))


def _own(key: dict, spans: list[dict]) -> tuple[dict, list]:
    """What the learner said of each item («loaded», «fair»), and the places that no reader marked."""
    said, only = {}, []
    for mark in spans:
        if item := best_item(key, mark):
            said[item["id"]] = "fair" if mark["label"] == "fair" and said.get(item["id"], "fair") == "fair" else "loaded"
        else:
            only.append((mark["start"], mark["end"]))
    return said, sorted(set(only))
