"""One self-contained HTML page: no script, nothing fetched, every text escaped, readable on paper, in the dark, and by a screen reader."""

from __future__ import annotations

from html import escape
from math import sqrt
from pathlib import Path

from ..collect.not_hand_ins import MADE_HERE
from ..collect.open_file import read_start
from ..tables import visible

# Nothing may run and nothing may be loaded, whatever a text on the page says.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

_STYLE = """
:root{color-scheme:light dark;--ink:#1b1b1f;--paper:#fff;--soft:#55555e;--line:#8a8a94;--rule:#d6d6dc;--tint:#f2f2f6;--link:#0b4fa8;
--h1:#e3eefb;--h2:#c3dcf7;--h3:#9cc5f0;--h4:#74ade8;--dot:#0b4fa8}
@media (prefers-color-scheme:dark){:root{--ink:#ececf1;--paper:#17171b;--soft:#b4b4bf;--line:#85858f;--rule:#3a3a42;--tint:#222228;--link:#8fc0ff;
--h1:#1c2c40;--h2:#1f3f63;--h3:#225386;--h4:#2a66a6;--dot:#8fc0ff}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem 1rem 4rem;max-width:60rem;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.7rem;line-height:1.25;margin:.2em 0}h2{font-size:1.3rem;margin:2.2em 0 .5em;padding-top:.6em;border-top:2px solid var(--rule)}h3{font-size:1.08rem;margin:1.6em 0 .4em}
p,ul,ol{max-width:44rem}a{color:var(--link)}.soft{color:var(--soft)}q{quotes:"“" "”"}
.skip{position:absolute;left:-99em}.skip:focus{left:1rem}
.table{overflow-x:auto}.table:focus-visible{outline:3px solid var(--link)}
table{border-collapse:collapse;margin:.6em 0 1.2em;font-size:.93rem}caption{text-align:left;font-weight:600;padding:.3em 0}
th,td{border-bottom:1px solid var(--rule);padding:.35em .8em .35em 0;text-align:left;vertical-align:top;overflow-wrap:normal}thead th{border-bottom:2px solid var(--line)}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.text{max-width:44rem;line-height:2;border-left:4px solid var(--rule);padding-left:1rem}
.text .m{border-radius:.2em;padding:.1em 0}.m.c1{background:var(--h1)}.m.c2{background:var(--h2)}.m.c3{background:var(--h3)}.m.c4{background:var(--h4)}
.m.v{text-decoration:underline;text-decoration-thickness:2px;text-underline-offset:.2em}.m.w{text-decoration:underline dotted;text-decoration-thickness:2px;text-underline-offset:.2em}
.text sup{font-size:.68rem;line-height:0;margin:0 .15em 0 .1em;font-variant-numeric:tabular-nums}
.m.c3,.m.c4{color:var(--ink)}
.ask{border-left:5px solid var(--link);background:var(--tint);padding:.6em 1em;max-width:44rem;margin:.5em 0 1.2em}
figure{margin:1em 0}figcaption{color:var(--soft);max-width:44rem;font-size:.93rem}svg{max-width:100%;height:auto;color:var(--ink)}
details{max-width:44rem;margin:.5em 0}summary{cursor:pointer;min-height:24px}:focus-visible{outline:3px solid var(--link);outline-offset:2px}
nav ul{display:flex;flex-wrap:wrap;gap:.2em 1.4em;list-style:none;padding:.6em 0 0;max-width:none}nav a{display:inline-block;min-height:24px}
h2.top{border:0;padding:0;margin:1em 0 .4em}.few{padding-left:1.4em}.few .ask{margin:0}.few p{margin:.2em 0 .8em}
.said{border-left:4px solid var(--rule);padding-left:.8em;max-width:44rem}.item{border-left:5px solid var(--rule);padding:.1em 0 .1em 1em;margin:1em 0;max-width:44rem}.item h4{margin:.3em 0;font-size:1rem}
.line{display:block}body.wide{max-width:90rem}.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(19rem,100%),1fr));gap:.8rem;align-items:start}
.card{border:1px solid var(--rule);border-radius:.4em;padding:.2em .9em .5em}.card h3{margin:.4em 0;font-size:1rem}.card .soft{font-weight:400;font-size:.9rem}.card p,.card dd{margin:.2em 0 .6em}
.card dt{font-size:.85rem;color:var(--soft)}.card dl{margin:.2em 0}blockquote{margin:.4em 0;padding-left:.8em;border-left:4px solid var(--rule);max-width:44rem}.rubric{margin:.2em 0}
@media (forced-colors:active){.m{border:1px solid}.m.v{border-width:2px}}
@media print{:root{color-scheme:light;--ink:#000;--paper:#fff;--soft:#333;--rule:#bbb;--tint:#f4f4f4;--link:#000;--dot:#000;--h1:#eee;--h2:#ddd;--h3:#c8c8c8;--h4:#b4b4b4}
body{max-width:none;padding:0;font-size:10.5pt}h2,h3,h4,summary{break-after:avoid}figure,.ask,.item,tr{break-inside:avoid}.skip,nav{display:none}.table{overflow:visible}
.sheet{font-size:9.5pt;line-height:1.32}.sheet h2{margin-top:.4em}.sheet+.sheet{break-before:page}.sheet table{font-size:9pt;width:100%}.sheet td,.sheet th{padding:.15em .4em}.sheet table+.soft{margin:.2em 0}.sheet .item{margin:.4em 0}.sheet .item p{margin:.2em 0}
.sheet h3{margin:.8em 0 .3em}.part:not([open]),.folds:not(:has(.part[open])){display:none}.m{print-color-adjust:exact;-webkit-print-color-adjust:exact}a{text-decoration:none}}
"""


def e(value: object) -> str:
    """Return text for HTML: escaped, with invisible and direction-changing characters spelled out."""
    return escape(visible(value), quote=True)


def lines(text: str) -> str:
    """Return text of several lines for HTML."""
    return "".join(f'<span class="line">{e(line)}</span>' for line in str(text).splitlines())


def is_page(path: Path) -> bool:
    """Return whether a file is a page that was written here."""
    return path.suffix == ".html" and MADE_HERE.encode() in read_start(str(path), 1000)


def page(title: str, body: str, lang: str = "en", wide: bool = False) -> str:
    return (
        f'<!doctype html>\n<html lang="{e(lang)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"><meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">{MADE_HERE}'
        f'<title>{e(title)}</title><style>{_STYLE}</style></head><body class="{"wide" if wide else "one"}"><a class="skip" href="#main">To the content</a>'
        f'<main id="main" tabindex="-1"><h1>{e(title)}</h1>{body}</main></body></html>\n'
    )


def table(caption: str, head: list[str], rows: list[list], numbers: tuple[int, ...] = ()) -> str:
    """Return a table with a caption and scoped headings; the first column names the row. Wide ones scroll inside a box that the keyboard reaches."""
    if not rows:
        return ""
    right = lambda n: ' class="n"' if n in numbers else ""  # noqa: E731
    top = "".join(f'<th scope="col"{right(n)}>{e(h)}</th>' for n, h in enumerate(head))
    lines = []
    for row in rows:
        first, *rest = row
        lines.append(
            f'<tr><th scope="row"{right(0)}>{e(first)}</th>'
            + "".join(f"<td{right(n)}>{e('' if v is None else v)}</td>" for n, v in enumerate(rest, 1))
            + "</tr>"
        )
    return (
        f'<div class="table" role="region" aria-label="{e(caption)}" tabindex="0"><table><caption>{e(caption)}</caption><thead><tr>{top}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )


FEW = 10  # under so many cases a percentage says more than anybody knows


def part_of(k: int, n: int) -> str:
    """Return how many of how many, with the percentage where there are enough: «3 of 4», «12 of 30 (40 %)»."""
    return f"{k} of {n}" + (f" ({100 * k / n:.0f} %)" if n >= FEW else "")


def range_of(k: int, n: int) -> str:
    """Between which shares the true one lies, 19 times in 20 (Wilson), for a table; empty for few cases."""
    if n < FEW:
        return ""
    z, share = 1.96, k / n
    middle, half = share + z * z / (2 * n), z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return f"{100 * (middle - half) / (1 + z * z / n):.0f} to {100 * (middle + half) / (1 + z * z / n):.0f} %"


def percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"
