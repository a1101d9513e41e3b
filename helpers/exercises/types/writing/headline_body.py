"""Headline against body: does the text bear out what stands above it? One question for each headline that the exercise names.

The key is part of each article: `headline` in its `repairs.json`, with the reason of every choice, is its own headline’s; `headlines` holds others that
were written over the same text, by their ids. So an article that has them can be asked about, without code.
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
    (
        "bears",
        "The body bears it out",
        "each thing that the headline says stands below, as sure as it is said above, and with somebody or something behind it",
    ),
    ("more", "It says more than the body", "a word of the headline is stronger, or surer, than anything that is shown below"),
    ("less", "It leaves out the main thing", "true, and whoever reads only the headline misses what happened"),
)


class HeadlineBodyForm(AuthoredForm):
    label = "Does the body bear it out?"

    def items(self, exercise, article) -> list[dict]:
        """Return an item per headline: `article` is the slug of its text; an item named as its article asks about that article’s own headline."""
        found = [{**one, "article": one.get("article", one["id"])} for one in exercise.options["items"]]
        return [{**one, "text": one["headline"], "start": None, "end": None} for one in found]

    def choices(self, exercise, item: dict) -> list[tuple]:
        return [(i, name, f"“{name}”") for i, name, _ in CHOICES]

    def questions(self, exercise, article) -> list[dict]:
        return [
            q | {"label": f"Headline {n}: does the body bear it out?", "quote": i["text"], "block": i["article"]}
            for n, (q, i) in enumerate(zip(super().questions(exercise, article), self.items(exercise, article)), 1)
        ]

    def field(self, question: dict) -> dict:
        return super().field(question) | {"quote": question["quote"]}

    def own_texts(self, exercise, article) -> list[dict]:
        """Return the articles themselves, each under its headline."""
        return [{"title": title, "text": body} for title, body in map(_parts, self._articles(exercise, article).values())]

    def view(self, exercise, article) -> dict:
        blocks, questions = [], self.questions(exercise, article)
        for n, (slug, own) in enumerate(self._articles(exercise, article).items(), 1):
            title, body = _parts(own)
            fields = [self.field(q) for q in questions if q["block"] == slug]
            blocks.append({"id": slug, "heading": f"Article {n}: {title}", "body": [{"kind": "quote", "text": body}], "fields": fields})
        return {"help": " ".join(f"{name}: {rule}." for _, name, rule in CHOICES), "blocks": blocks}

    def _articles(self, exercise, article) -> dict[str, dict]:
        """Return the item of each article’s own headline, by the article’s slug."""
        return {i["id"]: i for i in self.items(exercise, article) if i["id"] == i["article"]}


class HeadlineBodyKeys(AuthoredKeys):
    form: HeadlineBodyForm

    def has_votes(self, exercise, votes) -> bool:
        return all(_key(one) for one in self.form.items(exercise, None))

    def authored(self, exercise, votes) -> dict:
        return {one["id"]: _key(one) for one in self.form.items(exercise, None)}


class HeadlineBodyExplainer(AuthoredExplainer):
    next_try = "Take the headline word by word. Under each word put the sentence that bears it out."

    def explain(self, exercise, article, key, item) -> Explanation:
        number = [i["id"] for i in exercise.options["items"]].index(item.id) + 1
        return replace(super().explain(exercise, article, key, item), title=f"Headline {number}")


def _key(item: dict) -> dict:
    """Return what the authors settled about a headline; empty where this copy does not hold it."""
    known = read_repairs(articles_folder() / item["article"])
    return known.get("headline", {}) if item["id"] == item["article"] else known.get("headlines", {}).get(item["id"], {})


def _parts(one: dict) -> tuple[str, str]:
    """Return an article's headline and its body; its first line may repeat the headline."""
    there = read_article(one["article"])
    if there.title != one["headline"]:
        raise ExerciseError(
            f"The headline of {one['id']} is not “{one['headline'][:60]}”.", f"Correct exercises.json, or {one['id']}/{FILE}."
        )
    body = "\n".join(there.text[a:b] for a, b in there.paragraphs)
    return there.title, body.removeprefix(there.title).strip()


TYPE = ExerciseType.of(HeadlineBodyForm, HeadlineBodyKeys, ChoiceScorer, HeadlineBodyExplainer)
