"""A figure as it stands on a page: drawn as SVG, its colours named, so that it follows light, dark and forced colours without being drawn anew."""

from __future__ import annotations

import io
import re
from html import escape

# What a figure is drawn with, and what each colour becomes on a dark page. Fills grow dark there, for the letters on them grow light.
OKABE_ITO = {
    "green": "#009E73",
    "blue": "#0072B2",
    "sky": "#56B4E9",
    "orange": "#E69F00",
    "yellow": "#F0E442",
    "purple": "#CC79A7",
    "grey": "#BBBBBB",
    "red": "#D55E00",
}
INK, PAPER, FAINT = "#111111", "#FFFFFF", "#EDEDED"
# The colours of the label buttons (widget.css, --wss-c and --wss-t), in their order: (line, ground).
LABELS = (
    ("#0072b2", "#d9ecf8"),
    ("#c04a00", "#ffe6d6"),
    ("#007d5b", "#d6f2e9"),
    ("#a8468a", "#f8e3f0"),
    ("#806400", "#faf0c4"),
    ("#444444", "#e8e8e8"),
    ("#5b4fc4", "#e7e4fb"),
    ("#8c3b2e", "#f6e0dc"),
)
_DARK_FILLS = {"green": "#0b5a45", "blue": "#0a4a78", "sky": "#1b5576", "orange": "#6b4a08", "yellow": "#5c5510", "purple": "#6a3a58", "grey": "#4d4d4d", "red": "#7a3a0c"}  # fmt: skip
_DARK_LABELS = (
    ("#56b4e9", "#12374d"),
    ("#ff9a5c", "#54290f"),
    ("#3fd0a3", "#0d4132"),
    ("#e79cc8", "#4c2440"),
    ("#e8cf4a", "#453b0c"),
    ("#bbbbbb", "#3d3d3d"),
    ("#b3aaff", "#322c63"),
    ("#f0a493", "#512a22"),
)
# name of a custom property → (drawn, on a dark page, in forced colours)
_COLOURS = {
    "ink": (INK, "#eeeeee", "CanvasText"),
    "paper": (PAPER, "var(--jp-layout-color0, #1c1c1c)", "Canvas"),
    "faint": (FAINT, "#333333", "Canvas"),
    **{name: (drawn, _DARK_FILLS[name], "Canvas") for name, drawn in OKABE_ITO.items()},
    **{
        f"line-{n}": (line, _DARK_LABELS[n][0], "CanvasText")
        for n, (line, _) in enumerate(LABELS)
        if line.upper() not in OKABE_ITO.values()
    },
    **{f"ground-{n}": (ground, _DARK_LABELS[n][1], "Canvas") for n, (_, ground) in enumerate(LABELS)},
}
_DARK = '[data-jp-theme-light="false"] .wss-figure, .vscode-dark .wss-figure, html[theme="dark"] .wss-figure'


def _named(which: int) -> str:
    return " ".join(f"--wss-f-{name}: {colours[which]};" for name, colours in _COLOURS.items())


STYLE = (
    f".wss-figure {{ {_named(0)} --wss-f-paper: var(--jp-layout-color0, {PAPER}); margin: 0; max-width: 42rem; }} {_DARK} {{ {_named(1)} }} "
    f"@media (forced-colors: active) {{ .wss-figure svg {{ forced-color-adjust: none; }} .wss-figure.wss-figure {{ {_named(2)} }} }} "
    ".wss-figure-wide { overflow-x: auto; } .wss-figure svg { display: block; width: 100%; min-width: 31rem; max-width: 36rem; height: auto; }"
)


def svg(figure, alt: str) -> str:
    """Return the figure as one SVG element with `alt` as its name, its colours named. Where matplotlib is not, its stand-in draws."""
    drawn = figure.svg(alt) if hasattr(figure, "svg") else _from_matplotlib(figure, alt)
    for name, (colour, _, _) in _COLOURS.items():
        drawn = drawn.replace(colour.lower(), f"var(--wss-f-{name})")
    return re.sub(r"\s*\n\s*", " ", drawn).strip()


def _from_matplotlib(figure, alt: str) -> str:
    """Letters are drawn as shapes, so that they stand where they were measured."""
    from matplotlib import rc_context

    out = io.StringIO()
    with rc_context({"svg.hashsalt": alt[:40], "svg.fonttype": "path"}):
        figure.savefig(out, format="svg", facecolor=PAPER, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    drawn = re.sub(r"<metadata>.*?</metadata>", "", out.getvalue()[out.getvalue().index("<svg") :], flags=re.DOTALL)
    size = re.search(r'viewBox="[^"]*"', drawn)[0]
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {spaces} {size} role="img" aria-label="{escape(alt, quote=True)}">{drawn[drawn.index(">") + 1 :]}'
