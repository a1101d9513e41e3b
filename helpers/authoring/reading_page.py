"""A reading as one HTML page that needs nothing else: the text with numbered marks, and below it what each mark says and why."""

from __future__ import annotations

from html import escape

from helpers.articles import codebook
from helpers.reader import Reading

CSS = """:root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--soft:#555;--s:#005a9c;--w:#a03000;--c:#5b2c83}
@media (prefers-color-scheme:dark){:root{--ink:#eee;--paper:#161616;--soft:#b5b5b5;--s:#7cc4ff;--w:#ffb08a;--c:#d7b3ff}}
body{color:var(--ink);background:var(--paper);font:18px/1.7 Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem}
h1{line-height:1.25;font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.2rem}
.note,.look{color:var(--soft)}mark{color:inherit;background:none;text-decoration-thickness:2px;text-underline-offset:3px}
mark.s{text-decoration:underline solid var(--s) 2px}mark.w{text-decoration:underline wavy var(--w) 2px}mark.c{text-decoration:underline dotted var(--c) 3px}
mark.s.w,mark.s.c,mark.w.c{text-decoration:underline double var(--ink) 2px}
sup a{font:600 .68rem/1 system-ui,sans-serif;padding:.2em .15em;text-decoration:none}sup a.s,li.s b{color:var(--s)}sup a.w,li.w b{color:var(--w)}sup a.c,li.c b{color:var(--c)}
sup a:focus,li:target{outline:2px solid}li{margin:.5em 0}ol{list-style:none;padding:0}a{color:inherit}
@media (forced-colors:active){mark{forced-color-adjust:auto;color:CanvasText}}"""
LAYERS = (
    ("s", "S", "Who says so? Sources", "sources"),
    ("w", "W", "Words that lean, and strong words that are fair", "language"),
    ("c", "C", "Claims that could be checked", "claims"),
)
TIERS = {"sure": "sure", "worth_a_look": "worth a look"}


def page(title: str, reading: Reading) -> str:
    """Return the page, every word of the text escaped."""
    from helpers.reader import marks

    found = {layer: [] for layer in codebook.LAYERS}
    for mark in marks(reading, "page")["marks"]:
        found[mark["layer"]].append(mark)
    numbered = [(css, f"{letter}{n}", layer, m) for css, letter, _, layer in LAYERS for n, m in enumerate(found[layer], 1)]
    lang = "en" if reading.english else "und"
    lists = "".join(_list(css, letter, heading, layer, found[layer]) for css, letter, heading, layer in LAYERS)
    counts = ", ".join(
        f"{len(found[layer])} {what}" for layer, what in (("sources", "sources"), ("language", "words"), ("claims", "claims"))
    )
    return (
        f"<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'><meta name='viewport' content='width=device-width,initial-scale=1'>"
        f"<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>{escape(title)}: a machine’s reading</title><style>{CSS}</style></head>"
        f"<body><main><h1>{escape(title)}</h1><p class='note'>{escape(reading.note)} Marked: {counts}. A source has a straight line under it (S), a word a wavy one (W), a claim dots (C); "
        f"two of them together a double line. The numbers lead to the reason and back.</p><article lang='{lang}' dir='auto'>{_text(reading.text, numbered)}</article>{lists}"
        "<p class='note'>The reader follows rules, word lists and points for signs. It knows nothing about the world, and nothing here is an answer key.</p></main></body></html>\n"
    )


def _text(text: str, numbered: list) -> str:
    """The paragraphs, cut where marks begin and end; the number of a mark stands at its end."""
    edges = sorted(
        {
            0,
            len(text),
            *(m[k] for *_, m in numbered for k in ("start", "end")),
            *(i for i, c in enumerate(text) if c == "\n"),
            *(i + 1 for i, c in enumerate(text) if c == "\n"),
        }
    )
    by_end: dict[int, list] = {}
    opens: dict[int, list] = {}
    for one in numbered:
        by_end.setdefault(one[3]["end"], []).append(one)
        opens.setdefault(one[3]["start"], []).append(one)
    out, live = ["<p>"], []
    for a, b in zip(edges, edges[1:]):
        live += opens.get(a, [])
        piece = text[a:b]
        if piece == "\n":
            out.append("</p>\n<p>")
        else:
            css = " ".join(sorted({c for c, *_ in live}))
            out.append(f"<mark class='{css}'>{escape(piece)}</mark>" if css else escape(piece))
        for one in by_end.get(b, []):
            live.remove(one)
            css, number, _, _ = one
            out.append(f"<sup><a class='{css}' id='at-{number}' href='#{number}'>{number}</a></sup>")
    return "".join(out) + "</p>"


def _list(css: str, letter: str, heading: str, layer: str, marks: list[dict]) -> str:
    labels, field, rows = codebook.LABELS[layer], codebook.LABEL_FIELD[layer], ""
    for n, mark in enumerate(marks, 1):
        words = mark["text"] if len(mark["text"]) <= 160 else mark["text"][:157] + "…"
        rows += (
            f"<li class='{css}' id='{letter}{n}'><b>{letter}{n}</b> <q>{escape(words)}</q> {escape(labels[mark[field]].name)} <span class='look'>({TIERS[mark['tier']]})</span>. "
            f"{escape(mark['note'])} <a href='#at-{letter}{n}' aria-label='back to {letter}{n} in the text'>↑</a></li>"
        )
    return f"<section><h2>{escape(heading)}</h2>" + (f"<ol>{rows}</ol>" if rows else "<p>Nothing found.</p>") + "</section>"
