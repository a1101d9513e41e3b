"""Shared by the types whose key is the evidence desk (`verdicts.json`), not the votes: cards are read and weighed.

What is asked, and which cards are shown, stands in `exercises.json`; the cards themselves are in the article's `documents.json`.
"""

from __future__ import annotations

from dataclasses import replace

from helpers.articles import Card, read_documents
from helpers.errors import ExerciseError
from helpers.scoring import EMPTY, RIGHT

from .._base import listed
from .._parts import Explanation, Yours
from ..choosing._choice_keys import DecidedKeys
from ..choosing._choices import ChoiceExplainer, ChoiceForm

ARTICLE = "article"


class VerdictForm(ChoiceForm):
    """Questions about cards."""

    layer = "claims"

    def cards(self, exercise, article, ids: list[str]) -> list[Card]:
        there = read_documents(article.folder)
        for one in ids:
            if one not in there:
                raise ExerciseError(f"Exercise {exercise.id}: the article has no document “{one}”.", "Correct exercises.json.")
        return [there[one] for one in ids]

    def card_part(self, exercise, article, one: str, paragraph: int | None = None, who: bool = True) -> dict:
        """Return a card as a part of the page; «article» stands for one of the article's own paragraphs."""
        if one == ARTICLE:
            a, b = article.paragraphs[(paragraph or 1) - 1]
            return {"kind": "doc", "title": f"The article itself, paragraph {paragraph or 1}", "text": article.text[a:b]}
        card = self.cards(exercise, article, [one])[0]
        return {
            "kind": "doc",
            "title": card.heading if who else f"What card {card.id} says",
            "text": f"{card.text}\n{card.provenance}".strip() if who else card.text,
        }


class VerdictKeys(DecidedKeys):
    """The evidence desk of the article (`verdicts.json`). Subclasses give `settle`."""

    def settle(self, exercise, article, desk) -> dict[str, tuple]:
        """Return per question (right values, why)."""
        raise NotImplementedError

    def has_votes(self, exercise, votes) -> bool:
        return votes.verdicts is not None

    def decided(self, exercise, article, votes) -> dict[str, tuple]:
        return {q: (right, dict.fromkeys(right, why)) for q, (right, why) in self.settle(exercise, article, votes.verdicts).items()}


class VerdictExplainer(ChoiceExplainer):
    allowed = "The cards say"

    def because(self, key_item: dict) -> str:
        return next((n[0] for n in key_item["notes"].values() if n), "")

    def names(self, question: dict) -> dict:
        return {str(i): (n, h) for i, n, h in question.get("options", [])}

    def explain(self, exercise, article, key, item) -> Explanation:
        q = next(q for q in self.form.questions(exercise, article) if q["id"] == item.id)
        names, key_item = self.names(q), key["questions"][item.id]
        quote = article.text[q["start"] : q["end"]] if q.get("start") is not None else ""
        base = Explanation(title=q["label"], quote=quote, field=item.id)
        right, why = listed([f"“{names[v][0]}”" for v in key_item["right"]]), self.because(key_item)
        rule = names[key_item["right"][0]][1] if key_item["right"] else ""
        if item.outcome == RIGHT:
            other = [f"“{names[v][0]}”" for v in key_item["right"] if v != item.given[0]]
            also = f"{listed(other)} would have been right too." if other and "right too" not in why else ""
            return replace(base, sentences=[Yours(f"Yes: “{names[item.given[0]][0]}”."), why or names[item.given[0]][1], also])
        if item.outcome == EMPTY:
            return replace(base, sentences=[f"{self.allowed} {right}.", why or rule], next=self.next_try)
        name = names[item.given[0]][0]
        return replace(
            base,
            sentences=[
                Yours(f"You chose “{name}”. {self.allowed} {right}."),
                why or rule,
            ],
            next=self.next_try,
        )
