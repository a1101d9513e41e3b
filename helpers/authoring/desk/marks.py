"""Step 2 on the page: marking, with the machine reader beside you."""

from __future__ import annotations

from html import escape

import ipywidgets as w

from helpers.articles import codebook
from helpers.notebook import ExerciseWidget
from helpers.text import some

from .. import drafts
from ..drafts import ATTRIBUTES, Draft, place
from ..new_article import language_of, read_suggestions
from .more import build as build_more
from .shared import FIRST, Desk, fold, receipt

ASK = {
    "sources": (
        "Who says so?",
        "Mark everyone who is cited, with the kind of source. A statement that could be disputed, with nobody cited: mark it as “nobody is cited”. Person and the six things are optional; with them, three more exercises are possible.",
    ),
    "language": (
        "Words that do more than report",
        "Mark loaded words with what they do and whose words they are. Mark strong words that are exact as fair: at least two, or learners can only suspect.",
    ),
    "claims": (
        "What could be checked?",
        "Mark the claims that carry the story, and opinions that look like facts. For each: the kind, when it could be checked, and how much turns on it.",
    ),
}
KIND_IS_A_GUESS = {
    "sources": " It speaks of the words alone: the kind of source is guessed from their form and is wrong more often, so check it each time."
}
LABELS = {"sources": codebook.KINDS, "language": codebook.CATEGORIES, "claims": codebook.CLAIM_TYPES}


def notes_form(draft: Draft, name: str, title: str, prompt: str, blocks: list[dict]) -> ExerciseWidget:
    """Return the optional texts of a marker, kept among the draft's notes under the names of their fields; an empty one is none."""
    article, asked, rev = draft.article, [f["id"] for b in blocks for f in b["fields"]], [1]
    spec = {
        "id": name,
        "draft": f"{name}:{article.slug}:{draft.annotator}:{article.sha256[:16]}",
        "title": title,
        "shape": "form",
        "lang": "en",
        "dir": "auto",
        "check": None,
        "prompt": prompt,
        "blocks": blocks,
    }

    def save(value: dict) -> dict:
        now = drafts.read_draft(article, draft.annotator)
        written = {k: " ".join(v.split()) for k, v in value["fields"].items()}
        now.notes = {k: v for k, v in now.notes.items() if k not in asked} | {k: v for k, v in written.items() if v}
        drafts.save(now)
        return receipt(now, "", value, rev)

    given = {k: draft.notes[k] for k in asked if draft.notes.get(k)}
    return ExerciseWidget(spec, value={"fields": given}, ack={"n": "", "rev": 1, "ok": True, "at": "", "message": ""}, save=save)


def build(desk: Desk, layer: str) -> list[w.Widget]:
    draft = desk.draft()
    if draft is None:
        return [w.HTML(FIRST)]
    article, rev = draft.article, [1]
    title, prompt = ASK[layer]
    spec = {
        "id": f"own-{layer}",
        "draft": f"own:{article.slug}:{draft.annotator}:{layer}:{article.sha256[:16]}",
        "title": title,
        "prompt": prompt,
        "shape": "spans",
        "lang": article.about.get("language", "en"),
        "dir": "auto",
        "check": "What is still missing?",
        "text": article.text,
        "offset": 0,
        "labels": codebook.options(LABELS[layer]),
        "attributes": [{"id": a, "name": q, "options": [{"id": i, "name": n} for i, n in o]} for a, (q, o) in ATTRIBUTES[layer].items()],
    }

    def save(value: dict) -> dict:
        mine = drafts.read_draft(article, draft.annotator)
        mine.spans[layer] = drafts.fill(article, layer, value["spans"])
        drafts.save(mine)
        return receipt(mine, layer, {"spans": mine.spans[layer]}, rev)

    def check(value: dict) -> dict:
        mine = drafts.read_draft(article, draft.annotator)
        gaps = []
        for span in mine.spans[layer]:
            lacks = [ATTRIBUTES[layer][a][0] for a in ATTRIBUTES[layer] if a in codebook.REQUIRED[layer] and a not in span["attrs"]]
            if lacks:
                gaps.append(
                    {
                        "kind": "miss",
                        "word": "Missing",
                        "start": span["start"],
                        "end": span["end"],
                        "field": None,
                        "title": " and ".join(lacks),
                        "quote": article.text[span["start"] : span["end"]],
                        "sentences": ["This mark does not count yet."],
                        "votes": "",
                        "next": "Choose it in the list of marks.",
                    }
                )
        n = len(mine.spans[layer])
        return {
            "headline": f"{some(n, 'mark')}, all complete."
            if n and not gaps
            else f"{some(n, 'mark')}, {len(gaps)} {'lacks' if len(gaps) == 1 else 'lack'} something."
            if n
            else "No marks yet.",
            "points": "",
            "note": "" if n else "Mark words in the text, or tick a suggestion above.",
            "measures": [],
            "items": gaps,
        }

    first = {"n": "", "rev": 1, "ok": True, "at": "", "message": ""}
    text = ExerciseWidget(spec, value={"spans": draft.spans[layer]}, ack=first, save=save, check=check)
    found = sorted((m for m in read_suggestions(article) if m["layer"] == layer), key=lambda m: m["tier"] != "sure")
    hints = sorted(
        {place(layer, m): m for m in reversed(found)}.values(), key=lambda m: (m["start"], m["end"])
    )  # the same words once: “He thinks … and says …”
    more = []
    if layer == "sources":
        more = [build_more(desk)]
    return [*_suggested(draft, layer, hints, text), text, *more]


def _suggested(draft: Draft, layer: str, hints: list[dict], text: ExerciseWidget) -> list[w.Widget]:
    """What the reader found, to tick and take over; an honest line where there is nothing."""
    article = draft.article
    if not hints:
        _, english, note = language_of(article.text)
        why = "The machine reader suggests nothing here: mark by hand." if english else note
        return [w.HTML(f"<p><em>{escape(why)}</em></p>")]
    blocks = []
    for n, (a, b) in enumerate(article.paragraphs, 1):
        here = [m for m in hints if a <= m["start"] < b]
        if here:
            blocks.append(
                {
                    "id": f"p{n}",
                    "heading": "",
                    "body": [],
                    "fields": [{"id": f"p{n}", "kind": "many", "label": f"Paragraph {n}", "options": [_option(m, layer) for m in here]}],
                }
            )
    spec = {
        "id": f"own-hints-{layer}",
        "draft": f"own-hints:{article.slug}:{draft.annotator}:{layer}:{article.sha256[:16]}",
        "title": "The machine reader suggests",
        "prompt": "These are guesses from rules and word lists. “Sure” means that the rule is mostly right, not that this one is."
        + KIND_IS_A_GUESS.get(layer, "")
        + " Tick what you agree with: it goes into the text below, where you can change it. What you do not tick counts for nothing.",
        "shape": "form",
        "lang": "en",
        "dir": "auto",
        "check": None,
        "blocks": blocks,
    }
    rev = [1]

    def ticked(mine: Draft) -> dict:
        there = {place(layer, s) for s in mine.spans[layer]}
        made = {}
        for block in blocks:
            on = [o["id"] for o in block["fields"][0]["options"] if f"{layer}:{o['id']}" in there]
            if on:
                made[block["id"]] = on
        return {"fields": made}

    def save(value: dict) -> dict:
        mine = drafts.read_draft(article, draft.annotator)
        wanted = {i for ids in value["fields"].values() for i in ids}
        for mark in hints:
            drafts.take_over(mine, layer, mark, f"{mark['start']}-{mark['end']}" in wanted)
        mine.spans[layer] = drafts.fill(article, layer, mine.spans[layer])
        drafts.save(mine)
        done = receipt(mine, layer, ticked(mine), rev)
        text.value = {"spans": mine.spans[layer]}
        text.ack = {"n": "", "rev": text.ack["rev"] + 1, "ok": True, "at": done["at"], "message": done["message"]}
        return done

    form = ExerciseWidget(spec, value=ticked(draft), ack={"n": "", "rev": 1, "ok": True, "at": "", "message": ""}, save=save)
    return [fold(f"The machine reader suggests {some(len(hints), 'mark')}, {sum(m['tier'] == 'sure' for m in hints)} of them “sure”", form)]


def _option(mark: dict, layer: str) -> dict:
    label = LABELS[layer][mark[codebook.LABEL_FIELD[layer]]].name
    sure = "sure" if mark["tier"] == "sure" else "worth a look"
    words = mark["text"] if len(mark["text"]) < 120 else mark["text"][:117] + "…"
    more = "".join(
        f", {n[0].lower() + n[1:]}"
        for a in ("checkable", "worth")
        if layer == "claims"
        for i, n in ATTRIBUTES[layer][a][1]
        if i == str(mark[a])
    )
    return {"id": f"{mark['start']}-{mark['end']}", "name": f"“{words.strip('“”')}”: {label}{more} ({sure})", "hint": mark["note"]}
