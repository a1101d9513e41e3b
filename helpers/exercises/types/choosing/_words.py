"""Shared by the types that ask one question about words which the readers marked in the layer `language`."""

from __future__ import annotations

from helpers.articles import codebook
from helpers.scoring import EMPTY

from .._parts import Explanation
from ._choice_keys import ChoiceKeys
from ._choices import ChoiceExplainer, ChoiceForm
from ._marks_at import marks_at
from ._sentence_blocks import sentence_blocks


class WordForm(ChoiceForm):
    """One question per item. Subclasses give `label` and `options`."""

    layer = "language"
    label = ""

    def options(self, exercise, article) -> list[tuple]:
        raise NotImplementedError

    def questions(self, exercise, article) -> list[dict]:
        options = self.options(exercise, article)
        return [
            {"id": i["id"], "block": i["id"], "label": self.label, "options": options, "start": i["start"], "end": i["end"]}
            for i in self.items(exercise, article)
        ]

    def view(self, exercise, article) -> dict:
        """Return a block per sentence: the sentence once, then its words, in the order of the items: that of the text could give answers away.

        What the answers mean is said once, above all of them.
        """
        asked = zip(self.items(exercise, article), self.questions(exercise, article))
        blocks = sentence_blocks(article, ((i, self.field(question) | {"label": f"“{i['text']}”"}) for i, question in asked))
        return {"blocks": list(blocks.values()), "help": self.legend(exercise, article)}

    def legend(self, exercise, article) -> str:
        return " ".join(f"{name[0].upper() + name[1:]}. {hint}" for _, name, hint in self.options(exercise, article))

    def field(self, question: dict) -> dict:
        bare = [(i, name, "") for i, name, _ in question["options"]]
        return super().field({**question, "options": bare})


class WordKeys(ChoiceKeys):
    """Subclasses give `value_of`, the answer that lies in a reader’s mark."""

    silent: str | None = None  # what it means that a reader left the words alone

    def value_of(self, mark: dict) -> str | None:
        raise NotImplementedError

    def asks(self, question: dict) -> str:
        return "word"

    def ballots(self, exercise, article, votes) -> dict:
        return {
            i["id"]: [(who, self.value_of(m), m.get("note")) for who, m in marks_at(votes.passes, "language", i)]
            for i in self.form.items(exercise, article)
        }

    def build_key(self, exercise, article, votes) -> dict:
        key = super().build_key(exercise, article, votes)
        for item in self.form.items(exercise, article):
            cast = marks_at(votes.passes, "language", item)
            categories = [m["category"] for _, m in cast]
            key["questions"][item["id"]] |= {
                "categories": {c: categories.count(c) for c in sorted(set(categories), key=lambda c: (-categories.count(c), c))},
                "text": item["text"],
                "readers": sum(p.layers is None or self.form.layer in p.layers for p in votes.passes),
            }
        return key

    def cast_by(self, exercise, article, votes, annotator) -> dict:
        offered = {o[0] for o in self.form.options(exercise, article)}
        given = {f: v for f, v in super().cast_by(exercise, article, votes, annotator).items() if v in offered}
        for item in self.form.items(exercise, article) if self.silent else ():
            given.setdefault(item["id"], self.silent)
        return given


class WordExplainer(ChoiceExplainer):
    def unanswered(self, exercise, item) -> Explanation | None:
        """In practice a question without an answer is not given away; with the marks of a sealed one it is explained."""
        if item.outcome != EMPTY or exercise.sealed:
            return None
        quote = next(i["text"] for i in exercise.options["items"] if i["id"] == item.id)
        return Explanation(title=self.form.label, quote=quote, field=item.id, next=self.next_try)

    def categories(self, key_item: dict) -> list:
        """Return the labels that most readers gave these words, loaded ones only."""
        counted = {c: n for c, n in key_item["categories"].items() if c != "fair"}
        return [codebook.CATEGORIES[c] for c, n in counted.items() if n == max(counted.values())]


def why(key_item: dict, value: str) -> str:
    """Return the first reason that a reader gave for one answer."""
    return next(iter(key_item["notes"].get(str(value), [])), "")
