"""Whose words are they? For loaded words: who is answerable, the reporter, the speaker inside quotation marks, or both."""

from __future__ import annotations

from dataclasses import replace

from helpers.articles import codebook

from .._base import ExerciseType
from .._parts import Explanation
from ._choices import ChoiceScorer
from ._words import WordExplainer, WordForm, WordKeys

HINTS = {
    "reporter": "No source is given for them.",
    "quoted": "They stand between quotation marks.",
    "paraphrased": "A source gave the content; no quotation marks.",
}
PLAIN = {
    "reporter": "Nobody else is cited for these words: the reporter chose them and is answerable.",
    "quoted": "Inside quotation marks: the speaker is answerable. The reporter answers only for choosing the quotation.",
    "paraphrased": "A source gave the content, the reporter picked the words: the source answers for the fact, the reporter for the heat.",
}


class WhoseWordsForm(WordForm):
    label = "Whose words are they?"

    def options(self, exercise, article) -> list[tuple]:
        return [(v.id, v.name, HINTS[v.id]) for v in codebook.VOICES.values()]


class WhoseWordsKeys(WordKeys):
    def value_of(self, mark: dict) -> str:
        return mark["voice"]


class WhoseWordsExplainer(WordExplainer):
    next_try = "Look for quotation marks first. If there are none, look for “said” or another word that ties the sentence to a source."

    def explain(self, exercise, article, key, item) -> Explanation:
        if empty := self.unanswered(exercise, item):
            return empty
        told = super().explain(exercise, article, key, item)
        said = [s for s in told.sentences if s not in {n for notes in key["questions"][item.id]["notes"].values() for n in notes}]
        said += [PLAIN[v] for v in key["questions"][item.id]["right"]]
        return replace(told, title="Whose words?", sentences=said)


TYPE = ExerciseType.of(WhoseWordsForm, WhoseWordsKeys, ChoiceScorer, WhoseWordsExplainer)
