"""Which version is best? One attribution, some repairs of it, and always the chance to leave it as it is.

Some attributions are already as full as safety allows: who repairs everything loses as surely as who repairs nothing.
"""

from __future__ import annotations

from .._base import ExerciseType
from ..choosing._choices import ChoiceScorer
from ._authored import AuthoredExplainer, AuthoredForm, AuthoredKeys, card_parts, inside

LEAVE, LETTERS = "leave", "abcdef"


class WriteChooseForm(AuthoredForm):
    label = "What would you print for these words?"
    suspicious_options = tuple(LETTERS)

    def choices(self, exercise, item) -> list[tuple]:
        found = [
            (LETTERS[n], f"{LETTERS[n].upper()}: {words}", f"version {LETTERS[n].upper()}") for n, words in enumerate(item["versions"])
        ]
        return found + ([(LEAVE, "Leave it as it is", "to leave it as it is")] if item.get("leave", True) else [])

    def questions(self, exercise, article) -> list[dict]:
        """Few words stand in the question itself; of many the ends, with all of them under it."""
        asked = []
        for q, item in zip(super().questions(exercise, article), self.items(exercise, article)):
            a, b = article.paragraphs[article.paragraph_of(item["start"]) - 1]
            if (item["start"], item["end"]) == (a, b):
                asked.append(q | {"label": "What would you print for this paragraph?"})
            else:
                words = inside(item["text"])
                few = len(words) <= 60
                named = words if few else f"{' '.join(words.split()[:3])} … {' '.join(words.split()[-3:])}"
                asked.append(q | {"label": f"What would you print for “{named}”?"} | ({} if few else {"quote": item["text"]}))
        return asked

    def field(self, question: dict) -> dict:
        return super().field(question) | ({"quote": question["quote"]} if "quote" in question else {})

    def view(self, exercise, article) -> dict:
        """Return a block per paragraph: the paragraph once, a card that the writer could have read, and the questions about its words."""
        blocks: dict = {}
        for item, question in zip(self.items(exercise, article), self.questions(exercise, article)):
            n = article.paragraph_of(item["start"])
            a, b = article.paragraphs[n - 1]
            block = blocks.setdefault(
                n,
                {"id": f"paragraph-{n}", "heading": f"Paragraph {n}", "body": [{"kind": "quote", "text": article.text[a:b]}], "fields": []},
            )
            block["body"] += card_parts(article, item.get("cards", []))
            block["fields"].append(self.field(question))
        return {"blocks": [blocks[n] for n in sorted(blocks)]}


class WriteChooseExplainer(AuthoredExplainer):
    next_try = "Ask three things of each version: does it tell more, could it lead to anybody, does it claim what nobody said?"

    def title(self, item) -> str:
        return "Which version?"


TYPE = ExerciseType.of(WriteChooseForm, AuthoredKeys, ChoiceScorer, WriteChooseExplainer)
