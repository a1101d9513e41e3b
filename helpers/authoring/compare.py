"""How far the markers of an article agree, and the places where they do not: what to talk about before publishing."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from helpers.articles import ACCEPTED, CONTESTED, Article, Pass, agreement_of, codebook, items_of
from helpers.text import some

NAMES = {"sources": "Who says so? (sources)", "language": "Words (language)", "claims": "Claims"}


@dataclass(frozen=True)
class Dispute:
    """One place on which markers differ: the words, and what each said (a label's name, or that they left it unmarked)."""

    layer: str
    start: int
    end: int
    text: str
    said: tuple[tuple[str, str], ...]


def disputes(passes: tuple[Pass, ...]) -> list[Dispute]:
    """Return places marked by some and not by others, or with different labels, in order; nothing where there is one marker."""
    found = []
    for layer in codebook.LAYERS:
        voters = [p for p in passes if p.layers is None or layer in p.layers]
        if len(voters) < 2:
            continue
        for item in items_of(passes, layer):
            if item.tier in (CONTESTED, ACCEPTED) or len(item.labels) > 1 or len(item.marks) < len(voters):
                field, labels = codebook.LABEL_FIELD[layer], codebook.LABELS[layer]
                said = tuple(
                    (p.annotator, labels[item.marks[p.annotator][field]].name if p.annotator in item.marks else "not marked")
                    for p in voters
                )
                found.append(Dispute(layer, item.start, item.end, item.text, said))
    return found


def as_html(article: Article, passes: tuple[Pass, ...]) -> str:
    """Return the table of agreement and the list of disputed places, for the page."""
    if not passes:
        return "<p>Nobody has marked this article yet. Without marks the exercises run without a key.</p>"
    if len(passes) == 1:
        taken = sum(bool(m.get("from_reader")) for m in passes[0].marks)
        return (
            f"<p><strong>One marker:</strong> {escape(passes[0].annotator)}, {some(len(passes[0].marks), 'mark')}, {taken} of them taken over from the machine reader. "
            "It will be <em>one reader’s key</em>, and the learners’ page says so. A second marker makes it better: differences become visible, and cost nobody marks.</p>"
        )
    rows = ""
    for one in agreement_of(article, passes).layers:
        each = ", ".join(f"{escape(who)} {n}" for who, n in one.marks.items())
        cells = [NAMES[one.layer], each, *("–" if v is None else f"{v:.2f}" for v in (one.mean_f1, one.alpha))]
        rows += "<tr>" + "".join(f"<td style='text-align:left;padding-right:1.2em'>{c}</td>" for c in cells) + "</tr>"
    heads = "".join(
        f"<th scope='col' style='text-align:left;padding-right:1.2em'>{h}</th>"
        for h in ("layer", "marks", "same places (F1)", "same labels (alpha)")
    )
    listed = disputes(passes)
    return (
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        "<p>1 is full agreement. On loaded words, trained people reached an F1 of about 0.5 in one research project: low numbers there are no failure.</p>"
        f"<p><strong>{len(listed)} {'place' if len(listed) == 1 else 'places'} on which you differ.</strong> Talk about them, change your own marks in step 2 if you are persuaded, and leave real differences: the key keeps them as “readers differ”.</p>"
        + "".join(_disputed(article, d) for d in listed)
    )


def _disputed(article: Article, d: Dispute) -> str:
    said = "; ".join(f"{escape(who)}: {escape(what)}" for who, what in d.said)
    return f"<p style='margin:.3em 0 .3em 1em'>{NAMES[d.layer]}, paragraph {article.paragraph_of(d.start)}: <q>{escape(d.text)}</q><br>{said}</p>"
