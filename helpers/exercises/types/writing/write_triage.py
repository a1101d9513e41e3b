"""Correct it, follow it up, or leave it? New cards have come in, and not every one of them is a mistake in the article.

A correction is for what the article got wrong. A forecast that a named person made, or a thing that was open and said to be open, was no mistake
of the writer: readers get the news as news. And most of a sound article needs neither.
"""

from __future__ import annotations

from datetime import date

from helpers import text
from helpers.articles import spoken

from .._base import ExerciseType
from ..choosing._choices import ChoiceScorer
from ._authored import AuthoredExplainer, AuthoredForm, AuthoredKeys, card_parts

CHOICES = (
    ("correct", "correct it", "readers took something wrong from the article, even where somebody else said it"),
    ("follow", "follow it up", "the article was right or left it open, and now there is news"),
    ("leave", "leave it", "the cards change nothing about it"),
)


class WriteTriageForm(AuthoredForm):
    label = "What do you do?"
    suspicious_options = ("correct",)
    layer = "claims"

    def choices(self, exercise, item) -> list[tuple]:
        return [(i, name, f"“{name}”") for i, name, _ in CHOICES]

    def body(self, exercise, article, item) -> list[dict]:
        """Return the sentence in which the words stand."""
        a, b = next((s for s in text.sentences(article.text) if s[0] <= item["start"] < s[1]), (item["start"], item["end"]))
        return [{"kind": "quote", "text": article.text[a:b]}]

    def view(self, exercise, article) -> dict:
        """Return the cards first, once; then each statement with its question."""
        today = spoken(date.fromisoformat(exercise.options["today"]))
        cards = {
            "id": "cards",
            "heading": f"It is {today}. These cards have come in",
            "body": card_parts(article, exercise.options["cards"]),
            "fields": [],
        }
        legend = " ".join(f"{name[0].upper()}{name[1:]}: {rule}." for _, name, rule in CHOICES)
        return {"help": legend, "blocks": [cards, *super().view(exercise, article)["blocks"]]}


class WriteTriageExplainer(AuthoredExplainer):
    next_try = "Ask: what exactly did the article say, in whose name, and is that wrong by these cards?"


TYPE = ExerciseType.of(WriteTriageForm, AuthoredKeys, ChoiceScorer, WriteTriageExplainer)
