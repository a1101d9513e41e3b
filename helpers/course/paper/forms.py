"""The questions of a form for a pencil: boxes to tick, letters to put in order, lines to write on. Made from the view, whatever the type."""

from __future__ import annotations

import os
import re
from collections import Counter
from html import escape
from itertools import groupby

from helpers.articles import Article

from .fields import letter
from .lines import Lines
from .notation import FormSheet

BRIEF = 26  # characters of an option that still stands beside others
HEAD = 11  # characters of an option that heads a column
PAIR = 44  # characters of an option that may stand in two columns
ROW = 92  # characters of options in one row
LIST = 4  # so many short quotations in a row stand in two columns
WHOLE = 3  # so many of the article's paragraphs in a row are not printed again
SHORT = 16  # lines of print that may be kept on one page
TURN = "First finish the questions before this line. Then answer these, and leave the earlier ones as they are."
BOX = "<span class=box></span>"


class Form:
    """One exercise's questions as HTML. What was shown once in it (a paragraph, a card, a list of answers) is afterwards only named."""

    def __init__(self, sheet: FormSheet, article: Article, lines: Lines, name: str, titles: set[str] | None = None):
        self.sheet, self.article, self.lines, self.name = sheet, article, lines, name
        self.paragraphs = {article.text[a:b]: (a, b) for a, b in article.paragraphs}
        self.titles = set() if titles is None else titles
        self.shown: dict[tuple, str] = {}
        lists = Counter(_options(f) for f in sheet.fields.values() if f["kind"] == "choice")
        self.shared = {one for one, n in lists.items() if n > 1}

    def html(self, top: str = "") -> str:
        """Return all questions; `top`, the exercise's heading, stays with what comes first."""
        help_ = self.sheet.view.get("help")
        out = [f"{top}<p class=legend>{escape(help_)}</p>" if help_ else top]
        before: list = []
        for block in self.sheet.view["blocks"]:
            now = block.get("opens_after") or []
            turn = bool(now) and now != before
            before = now
            inside = self._block(block)
            if turn:
                reveals = any(p["kind"] in ("doc", "note") for p in block.get("body") or [])
                out += [f"<p class='turn{' leaf' if reveals else ''}'>{TURN}</p>", inside]
            else:
                out.append(inside)
        return "".join(
            [f"<div class=keep>{out[0]}{out[1]}</div>" if len(out) > 1 and _tall(out[0] + out[1]) < SHORT else "".join(out[:2]), *out[2:]]
        )

    def _block(self, block: dict) -> str:
        heading = f"<h4>{escape(block['heading'])}</h4>" if block.get("heading") else ""
        inside = heading + self._body(block.get("body") or []) + self._fields(block.get("fields") or [])
        return f"<div class='block{' keep' if _tall(inside) < SHORT else ''}'>{inside}</div>"

    # ---- what is read
    def _body(self, parts: list[dict]) -> str:
        out = []
        for (whole, _), run in groupby(parts, lambda p: (p["kind"] == "quote" and p["text"] in self.paragraphs, p["kind"])):
            some = list(run)
            if whole and len(some) >= WHOLE:
                a, b = self.paragraphs[some[0]["text"]][0], self.paragraphs[some[-1]["text"]][1]
                out.append(f"<p class=see>Read {self.name}, {self.lines.numbers(a, b)}.</p>")
            elif all(p["kind"] == "doc" for p in some) or len(some) >= LIST and all(p["kind"] == "quote" for p in some):
                out.append("<div class=cards>" + "".join(map(self._part, some)) + "</div>")
            else:
                out += map(self._part, some)
        return "".join(out)

    def _part(self, part: dict) -> str:
        kind, text, title = part["kind"], part["text"], part.get("title", "")
        at = self.lines.numbers(*self.paragraphs[text]) if text in self.paragraphs else ""
        where = f"{self.name}, {at}" if at else ""
        if kind in ("quote", "doc") and (kind, title, text) in self.shown:
            return f"<p class=see>{escape(where or title or '“' + text[:60] + ' …”')}: printed above.</p>"
        self.shown[kind, title, text] = title
        head = f"<b>{escape(title)}</b> " if title else ""
        known = (
            kind == "doc" and title in self.titles
        )  # a card that was printed in an earlier exercise: without the notes on where it was seen
        if kind == "doc":
            self.titles.add(title)
        said, *more = [escape(line) for line in text.split("\n")]
        more = [] if known else more
        said += "".join(f"<br><small>{line}</small>" if kind == "doc" else f"<br>{line}" for line in more)
        if kind == "quote":
            return f"<blockquote>{head}{said}{f' <small>{escape(where)}</small>' if where else ''}</blockquote>"
        return f"<div class={kind}>{head}{said}</div>" if kind in ("doc", "note") else f"<p>{head}{said}</p>"

    # ---- what is answered
    def _fields(self, fields: list[dict]) -> str:
        out = []
        for options, run in groupby(_pairs(fields), lambda pair: _options(pair[0])):
            pairs = list(run)
            if options and (len(pairs) > 1 or pairs[0][1]) and (options in self.shared or _brief(options)):
                legend = self._legend(options)
                out.append(legend + self._table(options, pairs, bool(legend)))
            else:
                out += [self._field(f) for pair in pairs for f in pair if f]
        return "".join(out)

    def _legend(self, options: tuple) -> str:
        """What the answers of a list mean, where it is met first."""
        if ("answers", options) in self.shown or not any(hint for _, _, hint in options):
            return ""
        self.shown["answers", options] = ""
        return "<p class=legend>" + " ".join(f"<b>{letter(n)}</b> {_named(o)}" for n, o in enumerate(options)) + "</p>"

    def _table(self, options: tuple, pairs: list[tuple], told: bool) -> str:
        scale = next((s for _, s in pairs if s), None)
        short = all(len(name) <= HEAD for _, name, _ in options)
        names = "".join(
            f"<th class='tick{' named' if short else ''}'>{letter(n)}{f'<br>{escape(name)}' if short else ''}</th>"
            for n, (_, name, _) in enumerate(options)
        )
        said = [] if short or told else ["&ensp;".join(f"<b>{letter(n)}</b> {escape(name)}" for n, (_, name, _) in enumerate(options))]
        said += [f"Last column: {escape(_new_in(scale, pairs[0][0]))} {escape(_ends(scale))}."] if scale else []
        caption = f"<p class=caption>{'. '.join(said)}</p>" if said else ""
        rows = "".join(self._row(f, s, len(options), scale) for f, s in pairs)
        head = f"<tr><th></th><th></th>{names}{'<th class=num></th>' if scale else ''}</tr>"
        return f"{caption}<table><thead>{head}</thead><tbody>{rows}</tbody></table>"

    def _row(self, field: dict, own: dict | None, options: int, scale: dict | None) -> str:
        ticks = "".join(f"<td class=tick>{BOX}<span class=sign> {letter(n)}</span></td>" for n in range(options))
        number = f"<td class=num>{f'{self._no(own)} <u></u>' if own else ''}</td>" if scale else ""
        return f"<tr><td class=no>{self._no(field)}</td><td class=asked>{self._asked(field)}</td>{ticks}{number}</tr>"

    def _asked(self, field: dict) -> str:
        """The question; the words that it is about only where they do not stand above already."""
        above = [text for key in self.shown for text in key[2:] if isinstance(text, str)]
        quote, help_ = (one if one and not any(one in text for text in above) else "" for one in (field.get("quote"), field.get("help")))
        said = escape(field["label"]) + (f" <q>“{escape(quote)}”</q>" if quote else "")
        return said + (f" <small>{escape(help_)}</small>" if help_ else "")

    def _no(self, field: dict) -> str:
        return f"<b class=q>{self.sheet.number[field['id']]}</b>"

    def _field(self, field: dict) -> str:
        if field["kind"] == "choice" and _options(field) in self.shared:
            return f"<div class='field keep'>{self._no(field)} {self._asked(field)} {self._run(_options(field))}</div>"
        how = getattr(self, f"_{field['kind']}", self._line)
        many = " <small>Tick all that fit.</small>" if field["kind"] == "many" else ""
        return f"<div class='field keep'><div>{self._no(field)} {self._asked(field)}{many}</div>{how(field)}</div>"

    def _run(self, options: tuple) -> str:
        """The boxes of a list that comes again and again, behind the question; what its answers mean is said where it is met first."""
        first = ("answers", options) not in self.shown
        self.shown["answers", options] = ""
        each = (f"<span class=opt>{_box(n)} {_named(o) if first else escape(o[1])}</span>" for n, o in enumerate(options))
        return f"<span class=run>{' '.join(each)}</span>"

    def _ticks(self, field: dict) -> str:
        options = _options(field)
        side = _brief(options) and not any(hint for _, _, hint in options)
        rows = "".join(f"<span class=opt>{_box(n)} {_named(o)}</span>" for n, o in enumerate(options))
        across = "row" if side else "rows two" if len(options) > 3 and all(len(name) <= PAIR for _, name, _ in options) else "rows"
        return f"<div class='{across}'>{rows}</div>"

    _choice = _many = _ticks

    def _order(self, field: dict) -> str:
        rows = "".join(f"<span class=opt>{letter(n)} {escape(o['name'])}</span>" for n, o in enumerate(field["items"]))
        return f"<div class=rows>{rows}</div><p>Write the letters in your order: {' <u></u> ' * len(field['items'])}</p>"

    def _groups(self, field: dict) -> str:
        groups = " ".join(f"<b>{n}</b> {escape(g['name'])}" for n, g in enumerate(field["groups"], 1))
        rows = "".join(f"<span class=opt>{letter(n)} {escape(o['name'])} <u></u></span>" for n, o in enumerate(field["items"]))
        return f"<p class=legend>{groups}</p><p>Write one of these numbers behind each:</p><div class=rows>{rows}</div>"

    def _number(self, field: dict) -> str:
        none = f" or tick: {BOX} {escape(field['none']['name'])}" if field.get("none") else ""
        return f"<p>Your number: <u></u> {escape(field.get('unit', ''))}{none}</p>"

    def _scale(self, field: dict) -> str:
        return f"<p>Your number: <u></u> <small>{escape(_ends(field))}</small></p>"

    def _text(self, field: dict) -> str:
        rows = field.get("rows", 4)
        return "<div class=write></div>" * (rows + (rows > 3))

    def _line(self, field: dict) -> str:
        return "<div class=write></div>"


def _box(n: int) -> str:
    """A box and its letter, which no line end parts."""
    return f"<span class=nb>{BOX} {letter(n)}</span>"


def _tall(html: str) -> float:
    """About how many lines of print a piece takes."""
    words = len(re.sub(r"<[^>]*>", "", html)) / 85
    return words + sum(
        html.count(tag) * n for tag, n in (("<div class=write", 2.2), ("class=opt", 0.7), ("<tr", 0.7), ("<h", 1), ("<p", 0.7))
    )


def _pairs(fields: list[dict]) -> list[tuple[dict, dict | None]]:
    """Each question with the scale that comes right behind a choice: the two stand in one row."""
    out: list[tuple[dict, dict | None]] = []
    for field in fields:
        if field["kind"] == "scale" and out and out[-1][0]["kind"] == "choice" and out[-1][1] is None:
            out[-1] = (out[-1][0], field)
        else:
            out.append((field, None))
    return out


def _new_in(scale: dict, choice: dict) -> str:
    """What a scale asks beyond the question in whose row it stands: «how sure are you?»"""
    same = os.path.commonprefix([scale["label"], choice["label"]])
    return scale["label"][same.rfind(" ") + 1 :]


def _options(field: dict) -> tuple:
    if field["kind"] not in ("choice", "many"):
        return ()
    return tuple((o["id"], o["name"], o.get("hint", "")) for o in field["options"])


def _brief(options: tuple) -> bool:
    return all(len(name) <= BRIEF for _, name, _ in options) and sum(len(name) + 6 for _, name, _ in options) <= ROW


def _named(option: tuple) -> str:
    return f"{escape(option[1])}{f' <small>({escape(option[2])})</small>' if option[2] else ''}"


def _ends(scale: dict) -> str:
    return f"{scale.get('low') or scale.get('min', 0)} … {scale.get('high') or scale.get('max', 100)}"
