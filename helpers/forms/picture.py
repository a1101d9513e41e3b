"""The picture of forms compared: how often a class flags what is thin and what is sound, and how d′ and c changed."""

from __future__ import annotations

from helpers.notebook import FAINT, INK, OKABE_ITO, PAPER, WIDTH, Picture, box, canvas

LINES = {
    "hit_rate": ("thin or loaded, and flagged", "blue", "o", "-"),
    "false_alarm_rate": ("sound or fair, and flagged", "red", "s", "--"),
}
WORDS = {"d_prime": ("Telling apart (d′)", "worse", "better"), "criterion": ("Habit (criterion c)", "more suspicious", "more trusting")}


def compared(found) -> Picture:
    """Above, both rates at each time: a wider gap is learning, both rising is suspicion. Below, each change with its interval."""
    changed = [(pair, m) for pair in found.pairs for m in WORDS if m in pair.changes]
    top, row = 4.0, 0.58
    height = top + row * len(changed) + 0.42 * len({m for _, m in changed}) + 0.05
    figure, axes = canvas(height)
    rows = _rates(axes, found, height, top) + _changes(axes, found, changed, height - top, row)
    alt = " ".join(
        [
            *(f"{p.before} to {p.after}: {p.sentences[0]}" for p in found.pairs),
            "A wider gap between the two lines is learning. Both lines going up is suspicion, both going down is trust.",
        ]
    )
    return Picture("Learning, suspicion or trust?", figure, alt, ("What", "Value"), tuple(rows))


def _rates(axes, found, height: float, top: float) -> list[tuple]:
    x0, x1, y0, y1 = 0.75, WIDTH - 0.35, height - top + 0.85, height - 0.95
    box(axes, x0, y0, x1 - x0, y1 - y0, zorder=0.2)
    axes.text(0.1, height - 0.14, "How often was it flagged?", fontsize=12, fontweight="bold", va="center", color=INK)
    for share in (0, 0.5, 1):
        y = y0 + share * (y1 - y0)
        axes.text(x0 - 0.1, y, f"{100 * share:.0f} %", ha="right", va="center", fontsize=10.5, color=INK)
        axes.plot([x0, x1], [y, y], color=OKABE_ITO["grey"], lw=0.8, zorder=0.5)
    step = (x1 - x0) / len(found.times)
    at = [x0 + step * (n + 0.5) for n in range(len(found.times))]
    rows = []
    for n, (time, count) in enumerate(zip(found.times, found.counts)):
        axes.text(at[n], y0 - 0.3, f"{time.name}\n{count} learners", ha="center", va="center", fontsize=10.5, color=INK)
    both = [n for n, levels in enumerate(found.levels) if all(levels.get(m) and levels[m].value is not None for m in LINES)]
    if len(both) > 1:
        low, high = ([y0 + found.levels[n][m].value * (y1 - y0) for n in both] for m in reversed(LINES))
        axes.fill_between([at[n] for n in both], low, high, color=FAINT, zorder=0.3)
    for number, (measure, (name, colour, marker, style)) in enumerate(LINES.items()):
        points = [
            (at[n], y0 + v.value * (y1 - y0), v)
            for n, levels in enumerate(found.levels)
            if (v := levels.get(measure)) and v.value is not None
        ]
        axes.plot([p[0] for p in points], [p[1] for p in points], color=OKABE_ITO[colour], lw=2, ls=style)
        for x, y, v in points:
            axes.plot([x, x], [y0 + v.low * (y1 - y0), y0 + v.high * (y1 - y0)], color=INK, lw=1.2)
            axes.plot([x], [y], marker=marker, ms=9, mfc=OKABE_ITO[colour], mec=INK)
            axes.text(
                x + 0.13,
                y,
                f"{100 * v.value:.0f} %",
                va="center",
                fontsize=10.5,
                color=INK,
                bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1},
            )
        y = height - 0.42 - 0.25 * number
        axes.plot([0.1, 0.6], [y, y], color=OKABE_ITO[colour], lw=2, ls=style)
        axes.plot([0.35], [y], marker=marker, ms=8, mfc=OKABE_ITO[colour], mec=INK)
        axes.text(0.72, y, name, va="center", fontsize=10.5, color=INK)
        for time, levels in zip(found.times, found.levels):
            if (v := levels.get(measure)) and v.value is not None:
                rows.append((f"{time.name}, {name}", f"{100 * v.value:.0f} % ({100 * v.low:.0f} to {100 * v.high:.0f})"))
    return rows


def _changes(axes, found, changed: list, top: float, row: float) -> list[tuple]:
    ends = [
        abs(e)
        for pair, m in changed
        for e in (pair.changes[m].change.low, pair.changes[m].change.high, pair.changes[m].change.value)
        if e is not None
    ]
    reach = max([0.5, *ends]) * 1.12
    left, right = 1.75, WIDTH - 0.3
    middle, scale = (left + right) / 2, (right - left) / 2 / reach
    rows, y = [], top
    for measure, (name, low, high) in WORDS.items():
        here = [pair for pair, m in changed if m == measure]
        if not here:
            continue
        axes.text(0.1, y, name, fontsize=12, fontweight="bold", va="center", color=INK)
        axes.text(middle - 0.12, y, f"← {low}", fontsize=10.5, ha="right", va="center", color=INK)
        axes.text(middle + 0.12, y, f"{high} →", fontsize=10.5, va="center", color=INK)
        axes.plot([middle, middle], [y - 0.1 - row * len(here), y + 0.14], color=INK, lw=1, ls=":")
        for n, pair in enumerate(here):
            c, line = pair.changes[measure].change, y - 0.45 - n * row
            axes.text(0.1, line, f"{pair.before} → {pair.after}", fontsize=10.5, va="center", color=INK)
            if c.low is not None:
                axes.plot([middle + c.low * scale, middle + c.high * scale], [line, line], color=INK, lw=2)
            axes.plot([middle + c.value * scale], [line], marker="D", ms=8, mfc=OKABE_ITO["sky"], mec=INK)
            axes.text(
                middle + c.value * scale,
                line + 0.2,
                f"{c.value:+.2f}",
                ha="center",
                va="center",
                fontsize=10.5,
                color=INK,
                bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.6},
            )
            between = f" ({c.low:+.2f} to {c.high:+.2f})" if c.low is not None else ""
            rows.append((f"{pair.before} to {pair.after}, {name}", f"{c.value:+.2f}{between}, {pair.n} learners"))
        y -= 0.42 + row * len(here)
    return rows
