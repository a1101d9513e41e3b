"""The section on marks: middle and spread of each unit, how far they can be trusted, and the items that do not go with the rest."""

from __future__ import annotations

from math import sqrt

from . import charts
from .insight import item_title
from .marks import bands, in_words, summary
from .page import e, table
from .tally import ClassTally

ODD = 0.1  # correlation with the rest below which an item is named


def marks_section(tally: ClassTally) -> str:
    """Middle, spread and trust of each unit's marks, and the items that do not go with the rest."""
    out = ""
    for one in tally.marks.values():
        if not (said := summary(one)):
            continue
        marks, most = one.shown()
        rows = []
        for (unit, name), t in tally.exercises.items():
            if unit == one.unit:
                rows += [(r, t, item) for i, item in t.items.items() if (r := one.with_rest((name, i))) is not None and r < ODD]
        rows.sort(key=lambda row: row[0])
        odd = [[t.task.exercise.id, item_title(t, item), f"{r:.2f}: {in_words(r)}".replace("-", "−")] for r, t, item in rows[:8]]
        out += f"<h3>{e(one.title)}</h3><p>{e(' '.join(said))}</p>{charts.distribution(bands(marks, most))}"
        if odd:
            out += (
                "<p>These were got right about as often by those with low marks as by those with high ones. Look at them before you defend a mark. "
                f"With {one.tested} learners, r is known to about ±{2 / sqrt(one.tested):.1f} only.</p>"
            )
            out += table("Items that do not go with the rest", ["Exercise", "Item", "With the rest (r)"], odd)
    return out
