"""An exercise type: four parts under one name, and what all families share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.errors import ExerciseError

from ._parts import Explainer, Form, KeySource, Scorer

if TYPE_CHECKING:
    from helpers.articles import Article

    from ..exercise import Exercise


class ExerciseType:
    """A kind of task, made of what is asked, what is right, what an answer earns and what a learner reads.

    Other rooms ask the type, under the names below; what only one family has they ask of the part (`kind.form.labels()`).
    """

    def __init__(self, form: Form, keys: KeySource, scorer: Scorer, explainer: Explainer) -> None:
        self.form: Any = form
        self.keys: Any = keys
        self.scorer: Any = scorer
        self.explainer: Any = explainer

        self.shape, self.layer, self.of_article = form.shape, form.layer, form.of_article
        self.view, self.own_texts, self.suspicious_options = form.view, form.own_texts, form.suspicious_options
        self.is_empty, self.why_unreadable, self.parts = form.is_empty, form.why_unreadable, form.parts

        self.has_votes, self.annotators, self.build_key = keys.has_votes, keys.annotators, keys.build_key
        self.solved, self.answer_of = keys.solved, keys.answer_of

        self.manual, self.limits = scorer.manual, scorer.limits
        self.raw, self.raw_score = scorer.raw, scorer.raw_score
        self.baseline_answers, self.random_answers = scorer.baseline_answers, scorer.random_answers

        self.headline, self.note, self.how_counted = explainer.headline, explainer.note, explainer.how_counted
        self.measure_lines, self.explain = explainer.measure_lines, explainer.explain

    @classmethod
    def of(cls, form: type[Form], keys: type[KeySource], scorer: type[Scorer], explainer: type[Explainer]) -> ExerciseType:
        """Return a type of these parts, each of which knows those before it."""
        asked = form()
        right = keys(asked)
        return cls(asked, right, scorer(asked, right), explainer(asked, right))


def on_the_text(exercise: Exercise, article: Article, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the items. Raise ExerciseError where one does not stand on the words that it quotes."""
    for item in items:
        if article.text[item["start"] : item["end"]] != item["text"]:
            raise ExerciseError(
                f"Exercise {exercise.id}: at {item['start']} the article does not read “{item['text']}”.",
                "Correct the offsets in exercises.json.",
            )
    return items


def listed(names: list[str]) -> str:
    """Return «a», «a or b», «a, b or c»"""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " or " + names[-1]


def said_as(value: Any) -> str:
    """Return an unreadable value for the begin of a sentence: its words, or that it has none."""
    return f"“{odd(value)}”" if isinstance(value, (str, int, float)) and not isinstance(value, bool) else "What is stored"


def odd(value: Any) -> str:
    """Return an unreadable value as words for a sentence: short, and printable whatever was sent."""
    return str(value)[:40].encode("utf-8", "replace").decode("utf-8")
