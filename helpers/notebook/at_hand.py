"""The article beside an exercise: what is known of it, its paragraphs, and which of its words each question asks about."""

from __future__ import annotations

from helpers.articles import Article, glossary, how_hard, provenance
from helpers.exercises import Exercise, type_of


def at_hand(task: Exercise, article: Article, spec: dict) -> dict:
    """Return the article for the panel beside the exercise that `spec` shows.

    `asked` holds [start, end] in code points by question, only where those words stand in the question itself anyway;
    for a passage to mark, its bounds under "".
    """
    kind, about = type_of(task.type), article.about
    if spec["shape"] == "spans":
        asked = {"": [spec["offset"], spec["offset"] + len(spec["text"])]}
    else:
        shown = {f["id"]: _words(block) for block in spec["blocks"] for f in block.get("fields") or []}
        questions = getattr(kind.form, "questions", lambda *_: [])(task, article)
        asked = {
            q["id"]: [q["start"], q["end"]]
            for q in questions
            if q.get("start") is not None and article.text[q["start"] : q["end"]] in shown.get(q["id"], "")
        }
    if texts := kind.own_texts(task, article):
        return _other_texts(task.title, texts)
    return {
        "title": article.title,
        "byline": about.get("byline") or "",
        "outlet": str(about.get("outlet") or ""),
        "date": str(about.get("date") or ""),
        "kind": "an invented article" if about.get("invented") else "a real article",
        "content_note": about.get("content_note") or "",
        "provenance": provenance(about),
        "how_hard": how_hard(article),
        "glossary": glossary(article),
        "paragraphs": [{"n": n, "start": a, "text": article.text[a:b]} for n, (a, b) in enumerate(article.paragraphs, 1)],
        "asked": asked,
    }


def _other_texts(title: str, texts: list[dict]) -> dict:
    """The panel of an exercise that is not about its article: the texts that it shows, with their titles as paragraphs of their own."""
    lines = [line for one in texts for line in (one["title"], *one["text"].split("\n"))]
    starts = [sum(len(x) + 1 for x in lines[:n]) for n in range(len(lines))]
    shown = [{"n": n, "start": start, "text": line} for n, (start, line) in enumerate(zip(starts, lines), 1)]
    return {"title": title, "kind": "written for this exercise", "paragraphs": shown, "asked": {}}


def _words(block: dict) -> str:
    """All that a block of a form shows."""
    parts = [block.get("heading", "")] + [part.get("text", "") for part in block.get("body") or []]
    return "\n".join(parts + [f.get(name) or "" for f in block.get("fields") or [] for name in ("label", "quote", "help")])
