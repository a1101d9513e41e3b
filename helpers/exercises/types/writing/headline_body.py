"""Headline against body: does the text bear out what stands above it? One question for each article that the exercise names.

The key is part of each article: `headline` in its `repairs.json`, with the reason of every choice. So an article that has one can be asked about, without code.
"""

from __future__ import annotations

from dataclasses import replace

from helpers.articles import articles_folder, read_article
from helpers.errors import ExerciseError

from .._base import ExerciseType
from .._parts import Explanation
from ..choosing._choices import ChoiceScorer
from ._authored import FILE, AuthoredExplainer, AuthoredForm, AuthoredKeys, read_repairs

CHOICES = (
    ("bears", "The body bears it out", "each thing that the headline says stands below, as sure as it is said above"),
    ("more", "It says more than the body", "a word of the headline is stronger, or surer, than anything below"),
    ("less", "It leaves out the main thing", "true, and whoever reads only the headline misses what happened"),
)


class HeadlineBodyForm(AuthoredForm):
    label = "Does the body bear it out?"

    def items(self, exercise, article) -> list[dict]:
        """Return an option per article: `id` is its slug, `headline` what stands above it."""
        return [{**one, "text": one["headline"], "start": None, "end": None} for one in exercise.options["items"]]

    def choices(self, exercise, item: dict) -> list[tuple]:
        return [(i, name, f"“{name}”") for i, name, _ in CHOICES]

    def questions(self, exercise, article) -> list[dict]:
        return [
            q | {"label": f"Headline {n}: does the body bear it out?", "quote": i["text"]}
            for n, (q, i) in enumerate(zip(super().questions(exercise, article), self.items(exercise, article)), 1)
        ]

    def field(self, question: dict) -> dict:
        return super().field(question) | {"quote": question["quote"]}

    def own_texts(self, exercise, article) -> list[dict]:
        """Return the articles themselves, each under its headline."""
        return [{"title": title, "text": body} for title, body in (_parts(one) for one in exercise.options["items"])]

    def view(self, exercise, article) -> dict:
        blocks = []
        for n, (one, q) in enumerate(zip(exercise.options["items"], self.questions(exercise, article)), 1):
            title, body = _parts(one)
            head = f"Article {n}: {title}"
            blocks.append({"id": one["id"], "heading": head, "body": [{"kind": "quote", "text": body}], "fields": [self.field(q)]})
        return {"help": " ".join(f"{name}: {rule}." for _, name, rule in CHOICES), "blocks": blocks}


class HeadlineBodyKeys(AuthoredKeys):
    def has_votes(self, exercise, votes) -> bool:
        return all("headline" in read_repairs(articles_folder() / one["id"]) for one in exercise.options["items"])

    def authored(self, exercise, votes) -> dict:
        return {one["id"]: read_repairs(articles_folder() / one["id"])["headline"] for one in exercise.options["items"]}


class HeadlineBodyExplainer(AuthoredExplainer):
    next_try = "Take the headline word by word. Under each word put the sentence that bears it out."

    def explain(self, exercise, article, key, item) -> Explanation:
        number = [i["id"] for i in exercise.options["items"]].index(item.id) + 1
        return replace(super().explain(exercise, article, key, item), title=f"Headline {number}")


def _parts(one: dict) -> tuple[str, str]:
    """Return an article's headline and its body; its first line may repeat the headline."""
    there = read_article(one["id"])
    if there.title != one["headline"]:
        raise ExerciseError(
            f"The headline of {one['id']} is not “{one['headline'][:60]}”.", f"Correct exercises.json, or {one['id']}/{FILE}."
        )
    body = "\n".join(there.text[a:b] for a, b in there.paragraphs)
    return there.title, body.removeprefix(there.title).strip()


TYPE = ExerciseType.of(HeadlineBodyForm, HeadlineBodyKeys, ChoiceScorer, HeadlineBodyExplainer)
