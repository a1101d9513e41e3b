"""Pictures, each with a text twin. matplotlib lives only in this folder and is imported when a picture is asked for.

A picture is made from exercises whose keys are at hand, so a student's copy can draw the open ones and no other.
Figures are made without pyplot: nothing global, nothing to close, the same bytes for the same data.
"""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from html import escape
from types import SimpleNamespace

from helpers.errors import ExerciseError

from .themed import FAINT, INK, LABELS, OKABE_ITO, PAPER, STYLE, svg

__all__ = ["AS_IT_COMES", "FAINT", "INK", "LABELS", "OKABE_ITO", "PAPER", "WIDTH", "Picture", "box", "canvas", "picture", "rectangle"]
WIDTH = 5.4  # inches: narrow, so that letters stay readable on a phone


@dataclass(frozen=True)
class Picture:
    """A figure and its text twin: `alt` in a sentence or two, `rows` with all that the picture tells, under `heads`."""

    title: str
    figure: object
    alt: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def png(self) -> bytes:
        out = io.BytesIO()
        self.figure.savefig(out, format="png", dpi=200, facecolor=PAPER, metadata={"Software": None})
        return out.getvalue()

    def html(self) -> str:
        head = "".join(f"<th scope='col' style='text-align:left'>{escape(h)}</th>" for h in self.heads)
        body = "".join(
            "<tr>" + "".join(f"<td style='text-align:left;white-space:normal'>{escape(c)}</td>" for c in row) + "</tr>" for row in self.rows
        )
        return (
            f"<style>{STYLE}</style><figure class='wss-figure'><figcaption><strong>{escape(self.title)}</strong></figcaption>"
            f"<div class='wss-figure-wide' role='group' aria-label='Picture' tabindex='0'>{svg(self.figure, self.alt)}</div>"
            f"<details><summary>The same in words</summary><p>{escape(self.alt)}</p><div style='overflow-x:auto'><table><thead><tr>{head}</tr></thead>"
            f"<tbody>{body}</tbody></table></div></details></figure>"
        )

    def text(self) -> str:
        return "\n".join([self.title, self.alt, *(": ".join((row[0], "; ".join(row[1:]))) for row in self.rows)])


AS_IT_COMES = ("so-far",)  # pictures that need not wait for all of their exercises


def picture(name: str, unit, tasks) -> Picture:
    """Return the picture called `name` of these exercises of a unit."""
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # its first run speaks on stderr, which frightens
    from . import claims, language, reader, so_far, sources

    known = {
        "strip": sources.strip,
        "told": sources.told,
        "people": sources.people,
        "voices": language.voices,
        "mine": language.mine,
        "verdicts": claims.verdicts,
        "calibration": claims.calibration,
        "duel": reader.duel,
        "ceiling": reader.ceiling,
        "so-far": so_far.so_far,
    }
    if name not in known:
        raise ExerciseError(f"There is no picture “{name}”.", f"Pictures: {', '.join(known)}.")
    return known[name](unit, tasks)


def _drawing():
    """Return what draws: matplotlib, or its stand-in where it is not installed (a kernel in a browser)."""
    try:
        from matplotlib import figure, patches

        return SimpleNamespace(Figure=figure.Figure, Rectangle=patches.Rectangle)
    except ImportError:
        from . import plain_svg

        return plain_svg


def rectangle(corner, width: float, height: float, **style):
    """Return a rectangle for `axes.add_patch`."""
    return _drawing().Rectangle(corner, width, height, **style)


def canvas(height: float):
    """Return an empty figure of this height in inches, and one pair of axes over all of it, in inches from the lower left."""
    figure = _drawing().Figure(figsize=(WIDTH, height), facecolor=PAPER)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, WIDTH), ylim=(0, height))
    axes.set_axis_off()
    return figure, axes


def box(axes, x: float, y: float, width: float, height: float, words: str = "", **style) -> None:
    """Draw a rectangle with words in its middle; `x`, `y` is its lower left corner."""
    size = style.pop("size", 11)
    axes.add_patch(rectangle((x, y), width, height, **{"facecolor": PAPER, "edgecolor": INK, "linewidth": 1.2, **style}))
    if words:
        axes.text(x + width / 2, y + height / 2, words, ha="center", va="center", fontsize=size, color=INK)
