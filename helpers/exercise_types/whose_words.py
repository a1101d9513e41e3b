"""Whose words are they? For loaded words: who is answerable, the reporter, the speaker inside quotation marks, or both."""
from __future__ import annotations

from .. import codebook
from ._words import WordChoice

PLAIN = {
    "reporter": "Nobody else is cited for these words: the reporter chose them and is answerable.",
    "quoted": "Inside quotation marks: the speaker is answerable. The reporter answers only for choosing the quotation.",
    "paraphrased": "A source gave the content, the reporter picked the words: the source answers for the fact, the reporter for the heat.",
}


class WhoseWords(WordChoice):
    label = "Whose words are they?"
    next_try = "Look for quotation marks first. If there are none, look for “said” or another word that ties the sentence to a source."

    def options(self, exercise, article) -> list[tuple]:
        return [(v.id, v.name, PLAIN[v.id]) for v in codebook.VOICES.values()]

    def value_of(self, mark: dict) -> str:
        return mark["voice"]

    def explain(self, exercise, article, key, item) -> dict:
        told = super().explain(exercise, article, key, item)
        said = [s for s in told["sentences"] if s not in {n for notes in key["questions"][item.id]["notes"].values() for n in notes}]
        if item.outcome == "right":
            said.append(PLAIN[item.given[0]])
        return told | {"title": "Whose words?", "sentences": said}


TYPE = WhoseWords()
