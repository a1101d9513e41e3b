"""Three questions on a new paragraph, before a lesson: what has stayed. Paragraph, answers and reasons are this kit's own and stand in the exercise.

The paragraph is invented and no article, so there is nothing to vote on, and the exercise can neither be sealed nor count.
"""

from __future__ import annotations

from dataclasses import replace

from helpers.errors import ExerciseError
from helpers.scoring import EMPTY, RIGHT

from .._base import ExerciseType
from .._parts import Explanation
from ._choice_keys import DecidedKeys
from ._choices import ChoiceExplainer, ChoiceForm, ChoiceScorer


class WarmUpForm(ChoiceForm):
    """`options`: `paragraph`, and per question in `items` its `id`, `ask`, `right` and `answers` (`id`, `name`, `why`)."""

    layer = "any"
    of_article = False

    def items(self, exercise, article) -> list[dict]:
        return exercise.options["items"]

    def questions(self, exercise, article) -> list[dict]:
        return [
            {"id": i["id"], "block": "paragraph", "label": i["ask"], "options": [(a["id"], a["name"], "") for a in i["answers"]]}
            for i in self.items(exercise, article)
        ]

    def field(self, question: dict) -> dict:
        return super().field(question) | {"as": "radio"}

    def view(self, exercise, article) -> dict:
        body = [{"kind": "quote", "text": exercise.options["paragraph"]}]
        fields = [self.field(q) for q in self.questions(exercise, article)]
        return {"blocks": [{"id": "paragraph", "heading": "An invented report", "body": body, "fields": fields}]}


class WarmUpKeys(DecidedKeys):
    def has_votes(self, exercise, votes) -> bool:
        return True

    def decided(self, exercise, article, votes) -> dict[str, tuple]:
        if exercise.sealed or exercise.points:
            raise ExerciseError(
                f"{exercise.id} holds its own answers, so it cannot count.", "Take “sealed” and “points” out of exercises.json."
            )
        return {i["id"]: ([i["right"]], {a["id"]: a["why"] for a in i["answers"]}) for i in exercise.options["items"]}


class WarmUpExplainer(ChoiceExplainer):
    next_try = "Find the words in the paragraph that decide."

    def note(self, exercise, score) -> str:
        return "This only warms you up: it counts nowhere."

    def explain(self, exercise, article, key, item) -> Explanation:
        asked = next(i for i in self.form.items(exercise, article) if i["id"] == item.id)
        answers = {a["id"]: a for a in asked["answers"]}
        told = Explanation(
            title=asked["ask"],
            field=item.id,
        )
        if item.outcome == EMPTY:
            return replace(told, sentences=["This question has no answer yet."], next="Answer it first; then you see why.")
        if item.outcome == RIGHT:
            return replace(told, sentences=[answers[asked["right"]]["why"]])
        name = answers[asked["right"]]["name"]
        better = f"Better: “{name}”{'' if name[-1:] in '.?!' else '.'} {answers[asked['right']]['why']}"
        return replace(told, sentences=[*(answers[g]["why"] for g in item.given), better], next=self.next_try)


TYPE = ExerciseType.of(WarmUpForm, WarmUpKeys, ChoiceScorer, WarmUpExplainer)
