"""Pictures of claims: the verdict of each claim moving over the days, and how sure a learner was against how often right."""

from __future__ import annotations

from datetime import date
from textwrap import fill

from helpers.answers import FOLDER, read_answers
from helpers.articles import codebook, spoken
from helpers.errors import ExerciseError
from helpers.exercises import key_of, score
from helpers.scoring import brier
from helpers.scoring import calibration as bands
from helpers.text import some

from . import FAINT, INK, OKABE_ITO, PAPER, WIDTH, Picture, box, canvas

# colour, hatch and a sign: each says the same again
LOOK = {
    "supported": ("green", "", "+"),
    "partly": ("sky", "//", "±"),
    "contested": ("yellow", "xx", "↔"),
    "contradicted": ("red", "\\\\", "−"),
    "not_checkable_then": (None, "", "?"),
    "not_checkable": ("grey", "..", "×"),
}


def _desk(unit, tasks):
    task = tasks[0] if tasks else None
    if task is None or task.type != "evidence_desk":
        raise ExerciseError("This picture is drawn from an evidence desk.", "Name an exercise of the type evidence_desk.")
    key = key_of(unit, task)
    if key is None:
        raise ExerciseError(
            f"The key of {task.id} is not in this copy of the kit, so this picture cannot be drawn.",
            "Do the exercise; your teacher has the key.",
        )
    return task, key


def _answer(unit, task, waiting: str) -> dict:
    """The learner's stored fields; a KitError that says what to do where there are none."""
    records, _ = read_answers(unit.folder / FOLDER, unit.assignment)
    fields = records[task.id]["answer"].get("fields") if task.id in records else None
    if not fields:
        raise ExerciseError(waiting, f"Answer “{task.title}”. Then come back to this cell and press Shift+Enter.")
    return fields


def verdicts(unit, tasks) -> Picture:
    """Draw one row per claim, one cell per day, filled by the best verdict of that day; the learner's own stands under it. It waits for that one."""
    task, key = _desk(unit, tasks)
    own = _answer(unit, task, "This picture waits for your verdicts: it would give the answers away.")
    days, items = [d["date"] for d in task.options["dates"]], task.options["items"]
    grid = {i["id"]: [key["questions"][f"{i['id']}-{d}"]["right"] for d in days] for i in items}
    present = [v for v in LOOK if any(right[0] == v for row in grid.values() for right in row)]
    row, cell, gap = 1.2, (WIDTH - 0.2 - 0.24) / 3 if len(days) == 3 else (WIDTH - 0.44) / len(days), 0.12
    height = 0.5 + row * len(items) + 0.32 * len(present) + 0.2
    figure, axes = canvas(height)
    for n, day in enumerate(days):
        axes.text(
            0.1 + n * (cell + gap) + cell / 2,
            height - 0.22,
            spoken(date.fromisoformat(day)),
            ha="center",
            va="center",
            fontsize=10.5,
            fontweight="bold",
            color=INK,
        )
    rows = []
    for k, item in enumerate(items):
        top = height - 0.48 - k * row
        axes.text(
            0.1, top - 0.17, fill(f"{'ABCDEFGHIJ'[k]} “{_short(item['text'])}”", 70), fontsize=9.5, va="center", style="italic", color=INK
        )
        for n, right in enumerate(grid[item["id"]]):
            x, (colour, hatch, sign) = 0.1 + n * (cell + gap), LOOK[right[0]]
            box(
                axes,
                x,
                top - 0.86,
                cell,
                0.5,
                facecolor=OKABE_ITO.get(colour, FAINT),
                hatch=hatch,
                linestyle="--" if right[0] == "not_checkable_then" else "-",
            )
            axes.text(
                x + cell / 2,
                top - 0.61,
                sign,
                ha="center",
                va="center",
                fontsize=13,
                fontweight="bold",
                color=INK,
                bbox={"facecolor": PAPER, "edgecolor": INK, "linewidth": 0.8, "boxstyle": "round,pad=0.2"},
            )
            mine = own.get(f"{item['id']}-{days[n]}")
            axes.text(
                x + cell / 2,
                top - 0.98,
                f"you: {codebook.VERDICTS[mine].name}" if mine in codebook.VERDICTS else "you: no verdict",
                ha="center",
                va="center",
                fontsize=9.5,
                color=INK,
            )
            if n:
                axes.annotate(
                    "", xy=(x, top - 0.61), xytext=(x - gap, top - 0.61), arrowprops={"arrowstyle": "-|>", "color": INK, "lw": 1.4}
                )
        said = [
            f"{' or '.join(codebook.VERDICTS[v].name for v in right)} (you: {codebook.VERDICTS[m].name if (m := own.get(item['id'] + '-' + d)) in codebook.VERDICTS else 'no verdict'})"
            for d, right in zip(days, grid[item["id"]])
        ]
        rows.append((f"{'ABCDEFGHIJ'[k]} “{item['text']}”", *said))
    for n, value in enumerate(present):
        y, (colour, hatch, sign) = 0.1 + 0.32 * (len(present) - 1 - n), LOOK[value]
        box(
            axes,
            0.1,
            y,
            0.5,
            0.24,
            facecolor=OKABE_ITO.get(colour, FAINT),
            hatch=hatch,
            linestyle="--" if value == "not_checkable_then" else "-",
        )
        axes.text(0.72, y + 0.12, f"{sign}  {codebook.VERDICTS[value].name}", fontsize=10.5, va="center", color=INK)
    moved = sum(len({right[0] for right in row}) > 1 for row in grid.values())
    alt = (
        f"{some(len(items), 'claim')} over {some(len(days), 'day')}. The verdict of {moved} moves, that of {len(items) - moved} stays. "
        + " ".join(f"Claim {'ABCDEFGHIJ'[k]}: {', then '.join(r[1:])}." for k, r in enumerate(rows))
    )
    return Picture("What could be said, and when", figure, alt, ("Claim", *(spoken(date.fromisoformat(d)) for d in days)), tuple(rows))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:58].rsplit(" ", 1)[0] + " …"


def calibration(unit, tasks) -> Picture:
    """Return how sure the learner said to be, against how often the verdict was right; on the diagonal the two agree."""
    task, key = _desk(unit, tasks)
    waiting = "This picture waits until you have said how sure you are."
    pairs = score(unit, task, {"fields": _answer(unit, task, waiting)}).measures.get("pairs", [])
    if not pairs:
        raise ExerciseError(waiting, f"Move the sliders in “{task.title}”. Then come back to this cell and press Shift+Enter.")
    return drawn(pairs)


def drawn(pairs: list) -> Picture:
    """Return the picture of pairs (confidence 0–100, right or not)."""
    rows = bands(pairs)
    side, height = WIDTH - 1.0, WIDTH - 0.3
    figure, axes = canvas(height)
    x0, y0, size = 0.75, 0.62, side - 0.1
    at = lambda said, right: (x0 + said / 100 * size, y0 + right / 100 * size)  # noqa: E731
    box(axes, x0, y0, size, size)
    axes.plot(*zip(at(0, 0), at(100, 100)), color=INK, lw=1.2, ls="--")
    axes.text(*at(98, 4), "surer than right", fontsize=10.5, ha="right", color=INK)
    axes.text(*at(2, 97), "right more often\nthan you thought", fontsize=10.5, va="top", color=INK)
    for tick in (0, 50, 100):
        axes.text(at(tick, 0)[0], y0 - 0.14, str(tick), ha="center", va="center", fontsize=10.5, color=INK)
        axes.text(x0 - 0.1, at(0, tick)[1], str(tick), ha="right", va="center", fontsize=10.5, color=INK)
    axes.text(x0 + size / 2, 0.2, "how sure you said you were (0–100)", ha="center", va="center", fontsize=11, color=INK)
    axes.text(0.18, y0 + size / 2, "how often right (%)", ha="center", va="center", rotation=90, fontsize=11, color=INK)
    points = [at(r["said"], r["right"]) for r in rows]
    for r, (x, y) in zip(rows, points):
        axes.plot([x, x], [y, at(0, r["said"])[1]], color=INK, lw=2.2)  # how far off the line
        axes.plot([x], [y], marker="o", ms=11 + 2 * min(r["n"], 6), mfc=OKABE_ITO["sky"], mec=INK)
        axes.text(x, y, str(r["n"]), ha="center", va="center", fontsize=10.5, fontweight="bold", color=INK)
    mean, share = sum(p for p, _ in pairs) / len(pairs), 100 * sum(bool(g) for _, g in pairs) / len(pairs)
    gap = mean - share
    verdict = (
        "You were surer than you were right."
        if gap > 10
        else "You were right more often than you thought."
        if gap < -10
        else "Your confidence fits how often you were right."
    )
    alt = (
        f"{some(len(pairs), 'verdict')}: on average {mean:.0f} sure, {share:.0f} % right. {verdict} Brier score {brier(pairs):.2f}; 0 is perfect, and always saying 50 gives 0.25. "
        "A dot under the dashed line was surer than right; the number in it counts verdicts."
    )
    told = tuple((f"{r['low']}–{r['high']} sure", str(r["n"]), f"{r['said']:g}", f"{r['right']:g} %") for r in rows)
    return Picture("How sure, and how often right", figure, alt, ("You said", "Verdicts", "On average", "Of them right"), told)
