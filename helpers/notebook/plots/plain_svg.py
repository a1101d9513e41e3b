"""As much of matplotlib as the kit’s pictures use, drawn as SVG by plain Python: for a kernel in a browser, which has no matplotlib.

The drawing calls are the same (`canvas`, `box` and the axes they give). Places are inches from the lower left, letters and lines points; an inch
is 72 units of the picture.
"""

from __future__ import annotations

import hashlib
import re
from html import escape

INCH = 72
_TAG = "\0"  # in the names of things defined in a picture; they must differ from those of other pictures on the page
_ANCHOR = {"left": "start", "center": "middle", "right": "end"}
_DASH = {":": "1.5 2.5", "--": "5 3", "-.": "5 2 1 2"}
_HATCH = {  # matplotlib’s letters, each drawn in one tile of 6 by 6
    "/": "M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2",
    "\\": "M-1,5 l2,2 M0,0 l6,6 M5,-1 l2,2",
    "|": "M3,0 v6",
    "-": "M0,3 h6",
    "x": "M0,6 l6,-6 M0,0 l6,6",
    "+": "M3,0 v6 M0,3 h6",
    ".": "M3,3 h0.01",
    "o": "M3,1.4 a1.6,1.6 0 1 0 0.01,0 z",
}
FONT = "DejaVu Sans, Verdana, Arial, sans-serif"


class Rectangle:
    """What `add_patch` takes: the lower left corner, width and height, and matplotlib’s names for its look."""

    def __init__(self, corner, width, height, **style):
        (self.x, self.y), self.width, self.height, self.style = corner, width, height, style


class Figure:
    def __init__(self, figsize, facecolor="#FFFFFF"):
        (self.wide, self.high), self.paper, self.axes = figsize, facecolor, None

    def add_axes(self, _place) -> Axes:
        self.axes = Axes(self.wide, self.high)
        return self.axes

    def svg(self, alt: str) -> str:
        """Return the picture as one element, with `alt` as what it is called."""
        w, h = _n(self.wide * INCH), _n(self.high * INCH)
        drawn = f"<defs>{''.join(self.axes.defs)}</defs><rect width='{w}' height='{h}' fill='{self.paper}'/>{''.join(self.axes.body)}"
        drawn = re.sub("#[0-9A-F]{6}\\b", lambda colour: colour[0].lower(), drawn)  # one way of writing, as in matplotlib’s
        return (
            f"<svg xmlns='http://www.w3.org/2000/svg' role='img' aria-label='{escape(alt, quote=True)}' viewBox='0 0 {w} {h}' font-family='{FONT}'>"
            f"{drawn.replace(_TAG, 'wss' + hashlib.sha256(drawn.encode()).hexdigest()[:8])}</svg>"
        )


class Axes:
    def __init__(self, wide: float, high: float):
        self.wide, self.high = wide, high
        self.defs: list[str] = []
        self.body: list[str] = []
        self.words: list[tuple[float, float, str]] = []  # each text with its place, for whoever compares
        self._known: dict[tuple, str] = {}

    def set(self, **_) -> None:
        """Take no limits: they are the picture’s own size."""

    def set_axis_off(self) -> None:
        """There are no axes to see."""

    def add_patch(self, one: Rectangle) -> None:
        x, y = self._at(one.x, one.y + one.height)
        place = f"x='{_n(x)}' y='{_n(y)}' width='{_n(max(one.width, 0) * INCH)}' height='{_n(one.height * INCH)}'"
        edge, line = one.style.get("edgecolor", "#111111"), _line(one.style.get("linewidth", 1), one.style.get("linestyle"))
        self.body.append(f"<rect {place} fill='{one.style.get('facecolor', 'none')}' stroke='{edge}' {line}/>")
        if one.style.get("hatch"):
            self.body.append(f"<rect {place} fill='url(#{self._hatch(one.style['hatch'], edge)})'/>")

    def _hatch(self, letters: str, ink: str) -> str:
        width, scale = 1.6 if letters[0] == "." else 0.9, 2.16 / len(letters)
        drawn = f"<path d='{_HATCH[letters[0]]}' stroke='{ink}' fill='none' stroke-linecap='round' stroke-width='{width}'/>"
        more = f"width='6' height='6' patternUnits='userSpaceOnUse' patternTransform='scale({_n(scale)})'"
        return self._define("pattern", more, drawn)

    def _define(self, tag: str, more: str, drawn: str) -> str:
        """The name of something defined once in this picture."""
        what = (tag, more, drawn)
        if what not in self._known:
            self._known[what] = f"{_TAG}-{len(self._known)}"
            self.defs.append(f"<{tag} id='{self._known[what]}' {more}>{drawn}</{tag}>")
        return self._known[what]

    def text(self, x, y, words, *, ha="left", va="baseline", fontsize=10, color="#111111", fontweight="normal", **more) -> None:
        px, py = self._at(x, y)
        lines, step = str(words).split("\n"), fontsize * 1.2
        self.words.append((float(x), float(y), str(words)))
        if more.get("bbox"):
            self._behind(px, py, lines, fontsize, ha, more["bbox"])
        last = (len(lines) - 1) * step
        first = {
            "center": py - last / 2 + fontsize * 0.35,
            "top": py + fontsize * 0.85,
            "bottom": py - last - fontsize * 0.2,
            "baseline": py - last,
        }[va]
        turn = f" transform='rotate({-more['rotation']} {_n(px)} {_n(py)})'" if more.get("rotation") else ""
        look = f"font-size='{fontsize}' fill='{color}' font-weight='{fontweight}' font-style='{more.get('style', 'normal')}'{turn}"
        spans = "".join(f"<tspan x='{_n(px)}' y='{_n(first + n * step)}'>{escape(line)}</tspan>" for n, line in enumerate(lines))
        self.body.append(f"<text text-anchor='{_ANCHOR[ha]}' {look}>{spans}</text>")

    def _behind(self, px: float, py: float, lines: list[str], size: float, ha: str, style: dict) -> None:
        """The box or circle behind words."""
        look = f"fill='{style.get('facecolor', 'none')}' stroke='{style.get('edgecolor', 'none')}' {_line(style.get('linewidth', 1), None)}"
        if str(style.get("boxstyle", "")).startswith("circle"):
            self.body.append(f"<circle cx='{_n(px)}' cy='{_n(py)}' r='{_n(size * 0.95)}' {look}/>")
            return
        wide, high = max(len(line) for line in lines) * size * 0.62 + 5, len(lines) * size * 1.2 + 3
        left = px - wide * {"left": 0, "center": 0.5, "right": 1}[ha]
        place = f"x='{_n(left)}' y='{_n(py - high / 2)}' width='{_n(wide)}' height='{_n(high)}' rx='2'"
        self.body.append(f"<rect {place} {look}/>")

    def plot(self, xs, ys, *, color="#111111", marker=None, ms=6, mfc="none", mec="#111111", **look) -> None:
        points = [self._at(x, y) for x, y in zip(xs, ys)]
        if len(points) > 1:
            line = _line(look.get("lw", look.get("linewidth", 1.5)), look.get("ls", look.get("linestyle")))
            way = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
            self.body.append(f"<polyline points='{way}' fill='none' stroke='{color}' {line}/>")
        if marker:
            self.body += [f"<circle cx='{_n(x)}' cy='{_n(y)}' r='{_n(ms / 2)}' fill='{mfc}' stroke='{mec}'/>" for x, y in points]

    def annotate(self, _words, *, xy, xytext, arrowprops) -> None:
        (x1, y1), (x2, y2), ink = self._at(*xytext), self._at(*xy), arrowprops.get("color", "#111111")
        head = self._define(
            "marker",
            "viewBox='0 0 8 8' refX='8' refY='4' markerWidth='6' markerHeight='6' orient='auto'",
            f"<path d='M0,0 L8,4 L0,8 z' fill='{ink}'/>",
        )
        line = f"stroke='{ink}' {_line(arrowprops.get('lw', 1), None)} marker-end='url(#{head})'"
        self.body.append(f"<line x1='{_n(x1)}' y1='{_n(y1)}' x2='{_n(x2)}' y2='{_n(y2)}' {line}/>")

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return x * INCH, (self.high - y) * INCH


def _line(width: float, dash: str | None) -> str:
    return f"stroke-width='{width}'" + (f" stroke-dasharray='{_DASH[dash]}'" if dash in _DASH else "")


def _n(number: float) -> str:
    return f"{number:.2f}"
