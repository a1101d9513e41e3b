"""Correct it, follow it up, or leave it? New cards have come in, and not every one of them is a mistake in the article.

A correction is for what the article got wrong. A forecast that a named person made, or a thing that was open and said to be open, was no mistake
of the writer: readers get the news as news. And most of a sound article needs neither.
"""
from __future__ import annotations

from datetime import date

from ..documents import spoken
from ._authored import AuthoredType, card_parts

CHOICES = (
    ("correct", "Correct it: the article told readers something that is wrong", "“correct it”"),
    ("follow", "Follow it up: the article was no mistake, but there is news", "“follow it up”"),
    ("leave", "Leave it: the new cards change nothing about it", "“leave it”"),
)


class WriteTriage(AuthoredType):
    label = "What do you do?"
    flags = ("correct",)
    layer = "claims"
    next_try = "Ask: what exactly did the article say, in whose name, and is that wrong by these cards?"

    def choices(self, exercise, item) -> list[tuple]:
        return list(CHOICES)

    def title(self, item) -> str:
        return self.label

    def view(self, exercise, article) -> dict:
        """The cards first, once; then each statement with its question."""
        known = card_parts(article, exercise.options["cards"])
        today = spoken(date.fromisoformat(exercise.options["today"]))
        blocks = [{"id": "cards", "heading": f"It is {today}. These cards have come in", "body": known, "fields": []}]
        return {"blocks": blocks + super().view(exercise, article)["blocks"]}


TYPE = WriteTriage()
