"""Pictures of the report as SVG inside the page, each with a table that says the same."""

from __future__ import annotations

from collections import Counter
from math import sqrt

from helpers.scoring import calibration

from .page import FEW, e, part_of, table
from .tally import STEP

_W, _H, _L, _B = 420, 320, 56, 44  # plot area, left and bottom margin


def _frame(title: str, x: str, y: str, inner: str, desc: str) -> str:
    ticks = "".join(
        f'<line x1="{_L + t * _W:.0f}" y1="{_H + 10}" x2="{_L + t * _W:.0f}" y2="{_H + 16}" stroke="currentColor"/>'
        f'<text x="{_L + t * _W:.0f}" y="{_H + 30}" text-anchor="middle" font-size="12" fill="currentColor">{100 * t:.0f}</text>'
        f'<text x="{_L - 8}" y="{_H + 14 - t * _H:.0f}" text-anchor="end" font-size="12" fill="currentColor">{100 * t:.0f}</text>'
        f'<line x1="{_L}" y1="{10 + _H - t * _H:.0f}" x2="{_L + _W}" y2="{10 + _H - t * _H:.0f}" stroke="currentColor" stroke-opacity=".15"/>'
        for t in (0, 0.25, 0.5, 0.75, 1)
    )
    return (
        f'<svg role="img" viewBox="0 0 {_L + _W + 20} {_H + _B + 22}" width="{_L + _W + 20}" aria-label="{e(title)}. {e(desc)}">'
        f'<rect x="{_L}" y="10" width="{_W}" height="{_H}" fill="none" stroke="currentColor"/>{ticks}{inner}'
        f'<text x="{_L + _W / 2:.0f}" y="{_H + 52}" text-anchor="middle" font-size="13" fill="currentColor">{e(x)}</text>'
        f'<text transform="translate(14,{10 + _H / 2:.0f}) rotate(-90)" text-anchor="middle" font-size="13" fill="currentColor">{e(y)}</text></svg>'
    )


def _at(x: float, y: float) -> tuple[float, float]:
    return _L + x * _W, 10 + _H - y * _H


QUARTERS = (
    ("finds much, flags little of what is sound", lambda x, y: x < 0.5 <= y),
    ("finds much, but flags much of what is sound", lambda x, y: x >= 0.5 and y >= 0.5),
    ("finds little, flags little", lambda x, y: x < 0.5 and y < 0.5),
    ("finds little, and flags what is sound", lambda x, y: x >= 0.5 > y),
)


def found_and_flagged(scatter: Counter) -> str:
    """Return one sentence on where most of the class stands; empty where nothing tells."""
    total = sum(scatter.values())
    if not total:
        return ""
    found = sum(n for (_, j), n in scatter.items() if 2 * j * STEP >= 1)
    vain = sum(n for (i, _), n in scatter.items() if 2 * i * STEP >= 1)
    return f"{found} of {total} learners find at least half of what is there; {vain or 'nobody'} flag{'s' if vain < 2 else ''} half or more of what is sound."


def suspicion(scatter: Counter) -> str:
    """Finding against suspecting: one dot for the learners at one place, larger for more of them."""
    if not scatter:
        return "<p>No exercise that was handed in tells the two apart.</p>"
    total, most = sum(scatter.values()), max(scatter.values())
    rows = [[name, sum(n for (i, j), n in scatter.items() if inside(i * STEP, j * STEP))] for name, inside in QUARTERS]
    dots = ""
    for (i, j), n in sorted(scatter.items()):
        cx, cy = _at(i * STEP, j * STEP)
        dots += f'<circle cx="{cx:.1f}" cy="{cy:.1f}" r="{4 + 9 * sqrt((n - 1) / max(1, most - 1)) if n > 1 else 4:.1f}" fill="var(--dot)" fill-opacity=".6" stroke="var(--dot)"/>'
    (x0, y0), (x1, y1) = _at(0, 0), _at(1, 1)
    line = f'<line x1="{x0}" y1="{y0}" x2="{x1}" y2="{y1}" stroke="currentColor" stroke-dasharray="5 5"/>'
    said = "; ".join(f"{n} of {total} {name}" for name, n in rows)
    picture = _frame("Finding and suspecting", "sound ones flagged, per cent", "real ones found, per cent", line + dots, said + ".")
    return (
        f"<figure>{picture}<figcaption>Each dot is a learner, or several at one place (larger). Top left is where to go: much found, little flagged in vain. "
        "On the dashed line the two are not told apart: there, a learner is only quick or slow to flag.</figcaption></figure>"
        + table("The same in numbers: learners", ["Where", "Learners"], [[name, part_of(n, total)] for name, n in rows], (1,))
    )


def confidence(pairs: Counter) -> str:
    """Return how sure, against how often right."""
    flat = [pair for pair, n in sorted(pairs.items()) for _ in range(min(n, 100_000))]
    bands = calibration(flat)
    total = len(flat)
    mean = sum((p / 100 - good) ** 2 for p, good in flat) / total
    over = sum(p for p, _ in flat) / total - 100 * sum(good for _, good in flat) / total
    verdict = "more sure than right" if over > 5 else "less sure than right" if over < -5 else "about as sure as it was right"
    (x0, y0), (x1, y1) = _at(0, 0), _at(1, 1)
    inner = f'<line x1="{x0}" y1="{y0}" x2="{x1}" y2="{y1}" stroke="currentColor" stroke-dasharray="5 5"/>'
    places = [_at(b["said"] / 100, b["right"] / 100) for b in bands]
    inner += f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in places)}" fill="none" stroke="var(--dot)" stroke-width="2"/>'
    inner += "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="var(--dot)"/>' for x, y in places)
    said = (
        f"The class was {verdict}: on average {sum(p for p, _ in flat) / total:.0f} sure, {part_of(sum(g for _, g in flat), total)} right."
    )
    rows = [
        [
            f"{b['low']}–{b['high']}",
            b["n"],
            f"{b['said']:.0f}",
            f"{b['right']:.0f} %" if b["n"] >= FEW else f"{b['right'] * b['n'] / 100:.0f} of {b['n']}",
        ]
        for b in bands
    ]
    return (
        f"<p>{e(said)} Brier score {mean:.2f}: 0 is perfect, and always saying 50 gives 0.25.</p><figure>"
        + _frame("Confidence", "how sure, 0 to 100", "right, per cent", inner, said)
        + "<figcaption>On the dashed line people are as sure as they are right; below it they are too sure.</figcaption></figure>"
        + table("The same in numbers", ["How sure", "Verdicts", "Mean", "Right"], rows, (1, 2, 3))
    )


def distribution(bands: list[tuple[str, int]]) -> str:
    """Return how many learners have how many points: bars, and the numbers in words beside them."""
    most = max(n for _, n in bands)
    if not most:
        return ""
    wide, high = 42, 110
    bars = ""
    for n, (name, count) in enumerate(bands):
        tall = high * count / most
        bars += f'<rect x="{8 + n * wide}" y="{14 + high - tall:.1f}" width="{wide - 6}" height="{tall:.1f}" fill="var(--dot)"/>'
        bars += f'<text x="{8 + n * wide + (wide - 6) / 2:.0f}" y="{10 + high - tall:.1f}" text-anchor="middle" font-size="12" fill="currentColor">{count or ""}</text>'
        bars += f'<text x="{8 + n * wide + (wide - 6) / 2:.0f}" y="{high + 30}" text-anchor="middle" font-size="11" fill="currentColor">{e(name.partition(" ")[0])}</text>'
    said = "; ".join(f"{name} points: {count}" for name, count in bands if count)
    return (
        f'<figure><svg role="img" viewBox="0 0 {16 + 10 * wide} {high + 40}" width="{16 + 10 * wide}" aria-label="Marks. {e(said)}.">{bars}'
        f'<line x1="8" y1="{14 + high}" x2="{8 + 10 * wide}" y2="{14 + high}" stroke="currentColor"/></svg>'
        f"<figcaption>Learners by points; the number below a bar is where it begins.</figcaption></figure>"
    )
