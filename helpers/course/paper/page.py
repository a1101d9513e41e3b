"""What a printed page looks like: paper sizes, large print, the dyslexia-friendly form; and the text with its numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from .lines import Line, Lines

SIZES = {"a4": "A4", "letter": "Letter"}
CSS = Path(__file__).with_name("paper.css")


@dataclass(frozen=True)
class Look:
    """How a sheet is printed. `large`: 18 points; `dyslexia`: wider letters, words and lines, no italics, nothing in two columns."""

    size: str = "a4"
    large: bool = False
    dyslexia: bool = False

    @property
    def suffix(self) -> str:
        return f"-{self.size}{'-large' * self.large}{'-dyslexia' * self.dyslexia}"

    @property
    def classes(self) -> str:
        return " ".join(["paper", *["large"] * self.large, *["dyslexia"] * self.dyslexia])


def page(title: str, body: str, look: Look) -> str:
    """Return a whole HTML page that needs nothing beside it: no font, no script, no network."""
    sheet = f"@page {{ size: {SIZES[look.size]}; @bottom-left {{ content: {_css_text(title)}; }} }}"
    return (
        "<!DOCTYPE html>\n<html lang='en'>\n<head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>{escape(title)}</title>\n<style>\n{CSS.read_text(encoding='utf-8')}{sheet}\n</style></head>\n"
        f"<body class='{look.classes}'>\n<main>{body}</main>\n</body></html>\n"
    )


def _css_text(text: str) -> str:
    return '"' + "".join(c for c in text if c.isprintable() and c not in '"\\<') + '"'


def text_to_read(lines: Lines, language: str = "en") -> str:
    """Return a text in numbered lines."""
    return f"<div class=text lang='{escape(language)}'>{_rows(lines.lines, lambda line: escape(lines.text[line.start : line.end]))}</div>"


def text_to_mark(lines: Lines, start: int, end: int, language: str = "en") -> str:
    """Return a passage in which each word has its number: the article's offsets `start` to `end`."""
    return (
        f"<div class='text marking' lang='{escape(language)}'>{_rows(lines.within(start, end), lambda line: _numbered(lines, line))}</div>"
    )


def _rows(some: Iterable[Line], inside) -> str:
    out, before = [], 0
    for line in some:
        new = f" class=new data-p='{line.paragraph}'" if line.paragraph != before else ""
        before = line.paragraph
        out.append(f"<p{new}><b class=no>{line.number}</b><span>{inside(line)}</span></p>")
    return "".join(out)


def _numbered(lines: Lines, line: Line) -> str:
    out, at = [], line.start
    for n, (a, b) in enumerate(line.words, 1):
        out.append(f"{escape(lines.text[at:a])}<span class=w><i>{n}</i>{escape(lines.text[a:b])}</span>")
        at = b
    return "".join(out) + escape(lines.text[at : line.end])
