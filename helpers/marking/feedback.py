"""Sentences for a learner: what was found, missed, flagged in vain or called by another name, and why, in the article's words.

Feedback is plain data (see `widgets.exercise_widget`), shown by the widget and, through `as_html`, on nbgrader's pages.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypedDict

from helpers.articles import Article
from helpers.exercises import Exercise, type_of
from helpers.scoring import BOUNDARY, EMPTY, FALSE_ALARM, FOUND, MISS, RIGHT, WRONG, WRONG_LABEL, Score

ORDER = (FALSE_ALARM, MISS, WRONG_LABEL, WRONG, BOUNDARY, EMPTY, "contested", "accepted", FOUND, RIGHT, "spared")
FAILED = "This answer is there and whole, but the kit stopped while marking it."
MAX_STRAYS = 8  # a list of a hundred false alarms teaches nobody
WORDS = {
    FOUND: "Found",
    MISS: "Missed",
    FALSE_ALARM: "False alarm",
    WRONG_LABEL: "Another label",
    BOUNDARY: "Other edges",
    RIGHT: "Right",
    WRONG: "Not this",
    EMPTY: "Not answered",
    "accepted": "Also possible",
    "contested": "Readers differ",
    "spared": "Rightly left alone",
}


class FeedbackItem(TypedDict):
    """What is told of one item. `kind` chooses the sign on the page, `outcome` is what became of it, `word` names that; `field`, or `start` and `end`: where it belongs."""

    kind: str
    outcome: str
    word: str
    title: str
    quote: str
    sentences: list[str]
    votes: str
    next: str
    start: int | None
    end: int | None
    field: str | None


class Feedback(TypedDict):
    """What a learner is told of one exercise, as the widget, nbgrader's page and the page from the class show it."""

    headline: str
    points: str
    note: str
    measures: list[str]
    items: list[FeedbackItem]


def feedback(exercise: Exercise, article: Article, key: dict[str, Any] | None, score: Score) -> Feedback:
    """Return what to tell a learner about a Score, as data: headline, points, measures, and an entry per item."""
    if score.status == "empty":
        return _short("Nothing is answered here yet.", "Answer the exercise above, then check again.")
    if score.status == "failed":
        return _short(FAILED, "Nothing is wrong with your answer. Tell your teacher: this kit must be mended first.")
    if score.status == "unreadable":
        return _short(f"This answer cannot be read: {score.problem}", "Change it above; what is stored is kept.")
    kind = type_of(exercise.type)
    entries: list[FeedbackItem] = []
    in_text = kind.shape == "spans"  # in a form the way back leads to the question
    strays = [i.id for i in score.items if i.stray]
    for item in sorted(score.items, key=lambda i: (ORDER.index(i.outcome), i.start if i.start is not None else -1)):
        if item.id in strays[MAX_STRAYS:]:
            continue
        said = kind.explain(exercise, article, key or {}, item)
        entries.append(
            {
                "kind": said.kind or {"spared": "found", EMPTY: "miss"}.get(item.outcome, item.outcome),
                "outcome": item.outcome,
                "word": said.word or WORDS[item.outcome],
                "title": said.title,
                "quote": _bare(said.quote),
                "sentences": [s for s in said.sentences if s],
                "votes": said.votes,
                "next": said.next,
                "start": item.start if in_text else None,
                "end": item.end if in_text else None,
                "field": said.field,
            }
        )
    points = f"Your teacher gives up to {exercise.manual_points:g} points." if score.status == "manual" and exercise.manual_points else ""
    counted = kind.how_counted(exercise, key or {}, score) if score.status == "graded" and score.points < score.max_points else ""
    more = f"The first {MAX_STRAYS} false alarms are explained here; the rest are like them." if len(strays) > MAX_STRAYS else ""
    return {
        "headline": _headline(kind.headline(score), score),
        "points": points,
        "note": " ".join(s for s in (kind.note(exercise, score), counted, more) if s),
        "measures": _measures(score) + kind.measure_lines(exercise, score),
        "items": entries,
    }


def sealed(value_given: bool, counts: bool = True) -> Feedback:
    """Return what a student's copy says of an exercise whose key it does not hold; `counts`: whether anybody will mark it."""
    if not counts:
        return (
            _short("Saved and readable.", "There is no answer key for this one: compare your answers in class.")
            if value_given
            else _short("Nothing is answered here yet.", "Answer the exercise above, then compare in class.")
        )
    if not value_given:
        return _short("Nothing is answered here yet.", "Answer the exercise above. Your teacher’s copy marks it.")
    return _short("Saved and readable.", "Your teacher’s copy marks this one; the explanations come back with your marks.")


def _short(headline: str, note: str) -> Feedback:
    return {"headline": headline, "points": "", "note": note, "measures": [], "items": []}


def _headline(said: str, score: Score) -> str:
    """«7 of 8 right: 2.6 of 3 points.» The same line in the widget, on nbgrader’s page and on the page from the class."""
    if score.status != "graded" or not score.max_points:
        return said
    return f"{said.removesuffix('.')}: {score.points:g} of {score.max_points:g} point{'' if score.max_points == 1 else 's'}."


def _measures(score: Score) -> list[str]:
    m = score.measures
    if m.get("d_prime") is None or min(m["signals"], m["noises"]) < 3:  # too few places to say anything
        return []
    if m["d_prime"] <= -0.4:
        return [f"How well you tell them apart: the other way round, for now ({_counts(m)})."]
    apart = "clearly" if m["d_prime"] >= 2 else "mostly" if m["d_prime"] >= 1 else "a little" if m["d_prime"] >= 0.4 else "not yet"
    quick = (
        "quickly: you would rather raise one too many"
        if m["criterion"] < -0.4
        else "slowly: you would rather let one pass"
        if m["criterion"] > 0.4
        else "neither too quickly nor too slowly"
    )
    return [
        f"How well you tell them apart: {apart} ({_counts(m)}).",
        f"How quick you are to raise an alarm: {quick}.",
    ]


def _counts(m: dict[str, Any]) -> str:
    return f"{m['hits']} of {m['signals']} found, {m['false_alarms']} of {m['noises']} marked in vain"


def _bare(quote: str) -> str:
    """Words without the quotation marks around them: the page sets its own."""
    return quote[1:-1] if quote[:1] == "“" and quote[-1:] == "”" and "“" not in quote[1:] else quote


def quoted(words: str, escape: Callable[[str], str]) -> str:
    """Return words as HTML in quotation marks; words that bring their own get no second ones."""
    return escape(words) if words[:1] == "“" else f"<q>{escape(words)}</q>"


def as_html(told: Feedback) -> str:
    """Return feedback as HTML for nbgrader's pages; every text escaped, readable without colour or script."""
    from html import escape  # a class is marked without it

    out = [f"<div class='wss-feedback'><p><strong>{escape(told['headline'])}</strong> {escape(told['points'])}</p>"]
    if told["note"]:
        out.append(f"<p>{escape(told['note'])}</p>")
    out += [f"<p>{escape(m)}</p>" for m in told["measures"]]
    if told["items"]:
        out.append("<ul>")
        for item in told["items"]:
            quote = f" {quoted(item['quote'], escape)}" if item["quote"] else ""
            stop = "" if item["title"][-1:] in ".?!:" else "."
            rest = " ".join(s for s in (*item["sentences"], item["votes"], f"Next: {item['next']}" if item["next"] else "") if s)
            out.append(f"<li><strong>{escape(item['word'])}:</strong> {escape(item['title'])}{stop}{quote} {escape(rest.strip())}</li>")
        out.append("</ul>")
    return "".join(out) + "</div>"
