"""Step 2 on the page, for sources, if one likes: how each knows, what is at stake, why no name, the channel, and whose words are passed on."""

from __future__ import annotations

import re

import ipywidgets as w

from helpers.articles import Article, codebook
from helpers.notebook import ExerciseWidget

from .. import drafts
from ..ask_sources import FOUR
from ..drafts import Draft, place
from ..new_article import read_suggestions
from .shared import Desk, button, fold, receipt

TITLE = "More about each source"


def build(desk: Desk) -> w.Widget:
    """Return folded away until it is wanted: it makes two more exercises possible and takes as long as the marking."""
    load, there = button("Show my sources"), w.VBox()

    def on_load(_):
        draft = desk.draft()
        there.children = (
            [form(draft)]
            if any(s["label"] != "unattributed" for s in draft.spans["sources"])
            else [w.HTML("<p>There are no marked sources of yours yet: mark them above.</p>")]
        )

    load.on_click(on_load)
    words = w.HTML(
        "<p>Only if you like: with it, the exercises “What are we told about them?” and “Who told whom?” become possible. Three sources in the part that counts are enough.</p>"
    )
    return fold(f"{TITLE} (optional)", words, load, there)


def form(draft: Draft) -> ExerciseWidget:
    article = draft.article
    spans = sorted((s for s in draft.spans["sources"] if s["label"] != "unattributed"), key=lambda s: s["start"])
    marks = {place("sources", m): m for m in drafts.marks_of(draft) if m["layer"] == "sources"}
    hints = {place("sources", m): m.get("relays") for m in read_suggestions(article) if m["layer"] == "sources"}
    blocks, given = [], {}
    for span in spans:
        here = place("sources", span)
        mark = marks.get(here, {}) | (
            {"relays": hints.get(here)} if here not in draft.more and here in draft.taken else {}
        )  # the reader's guess stands there until it is answered
        words = article.text[span["start"] : span["end"]]
        fields = [
            {
                "id": f"{here}/{d}",
                "kind": "choice",
                "as": "select",
                "optional": True,
                "label": codebook.DIMENSIONS[d][0],
                "options": codebook.options(codebook.DIMENSIONS[d][1]),
            }
            for d in FOUR
        ]
        fields += [
            {
                "id": f"{here}/content",
                "kind": "line",
                "optional": True,
                "maxlength": 300,
                "label": "What they say (copy the words from the article)",
            },
            {
                "id": f"{here}/relays",
                "kind": "line",
                "optional": True,
                "maxlength": 200,
                "label": "Passed on from whom? (copy the words; empty: they speak for themselves)",
            },
        ]
        blocks.append(
            {
                "id": here,
                "heading": f"“{words if len(words) < 90 else words[:87] + '…'}” (paragraph {article.paragraph_of(span['start'])})",
                "body": [],
                "fields": fields,
            }
        )
        given |= {f"{here}/{d}": mark[d] for d in FOUR if mark.get(d)}
        given |= {f"{here}/{part}": mark[part]["text"] for part in ("content", "relays") if mark.get(part)}
    spec = {
        "id": "own-more",
        "draft": f"own-more:{article.slug}:{draft.annotator}:{article.sha256[:16]}",
        "title": TITLE,
        "shape": "form",
        "lang": "en",
        "dir": "auto",
        "check": None,
        "prompt": "What do the article’s words tell about each? “Cannot tell” and “not stated” are answers. Leave empty what you do not want to ask your learners.",
        "blocks": blocks,
    }
    rev = [1]

    def save(value: dict) -> dict:
        mine = drafts.read_draft(article, draft.annotator)
        lost = [say for span in spans if (say := take(mine, span, value["fields"]))]
        drafts.save(mine)
        return {**receipt(mine, "", value, rev), "message": " ".join(lost)}

    return ExerciseWidget(spec, value={"fields": given}, ack={"n": "", "rev": 1, "ok": True, "at": "", "message": ""}, save=save)


def take(draft: Draft, span: dict, fields: dict) -> str:
    """Put one source's answers into the draft; a sentence where copied words do not stand in the article."""
    here, said = place("sources", span), []
    found: dict = {d: fields.get(f"{here}/{d}") for d in FOUR}
    for part, near in (("content", span["start"]), ("relays", span["start"])):
        words = (fields.get(f"{here}/{part}") or "").strip()
        found[part] = place_of(draft.article, words, near) if words else None
        if words and not found[part]:
            said.append(f"“{words[:50]}” does not stand in the article, so it does not count: copy the words as they are.")
    if found["relays"]:
        found["relays"] |= {"kind": _kind(draft, found["relays"])}
    found["depth"] = 1 if found["relays"] else 0
    draft.more[here] = found
    return " ".join(said)


def place_of(article: Article, words: str, near: int) -> dict | None:
    """Return where copied words stand, nearest to a place: any quotation marks, any blanks."""
    pattern = re.escape(words)
    for marks in ('"“”„', "'‘’"):
        pattern = re.sub("|".join(re.escape(re.escape(m)) for m in marks), lambda _, m=marks: f"[{m}]", pattern)
    pattern = re.sub(r"(?:\\\s|\s)+", lambda _: r"\s+", pattern)
    hits = [m.span() for m in re.finditer(pattern, article.text)] or [m.span() for m in re.finditer(pattern, article.text, re.I)]
    if not hits:
        return None
    a, b = min(hits, key=lambda s: (article.paragraph_of(s[0]) != article.paragraph_of(near), abs(s[0] - near)))
    return {"start": a, "end": b, "text": article.text[a:b]}


def _kind(draft: Draft, words: dict) -> str:
    """The kind of the one who is passed on: as marked where marked; else by the codebook's test of form, a role or vague."""
    marked = next(
        (
            s["label"]
            for s in draft.spans["sources"]
            if s["start"] < words["end"] and words["start"] < s["end"] and s["label"] != "unattributed"
        ),
        None,
    )
    return marked or ("named" if re.match(r"(?:[A-Z][\w’'-]+ ){1,3}[A-Z]", words["text"]) else "vague")
