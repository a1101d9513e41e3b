"""What work does the word do? For each loaded word one category, of all ten or of those that the exercise names."""

from __future__ import annotations

from dataclasses import replace

from helpers.articles import codebook

from .._base import ExerciseType
from .._parts import Explanation
from ._choices import ChoiceForm, ChoiceScorer
from ._words import WordExplainer, WordForm, WordKeys


class WhatWorkForm(WordForm):
    label = "What does it do?"

    def options(self, exercise, article) -> list[tuple]:
        """Return all categories, or those that the exercise names in `options.categories`."""
        wanted = exercise.options.get("categories") or list(codebook.CATEGORIES)
        return [(c.id, c.name, c.rule) for c in codebook.CATEGORIES.values() if c.id in wanted]

    def field(self, question: dict) -> dict:
        """Return a list with the rules in it: five lines under each word would be a wall."""
        return ChoiceForm.field(self, question) | {"as": "select"}

    def legend(self, exercise, article) -> str:
        return ""


class WhatWorkKeys(WordKeys):
    def field_of(self, asks: str) -> str:
        return "category"

    def value_of(self, mark: dict) -> str:
        return mark["category"]


class WhatWorkExplainer(WordExplainer):
    next_try = "Put each rule to the word as a question. The one that you can answer with yes decides."

    def explain(self, exercise, article, key, item) -> Explanation:
        if empty := self.unanswered(exercise, item):
            return empty
        return replace(super().explain(exercise, article, key, item), title="What does it do?")


TYPE = ExerciseType.of(WhatWorkForm, WhatWorkKeys, ChoiceScorer, WhatWorkExplainer)
