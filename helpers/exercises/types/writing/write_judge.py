"""What does this version do? Repairs and lines of a “how we know” box, each with one merit or one fault to be named."""

from __future__ import annotations

from dataclasses import replace

from .._base import ExerciseType
from .._parts import Explanation
from ..choosing._choices import ChoiceScorer
from ._authored import AuthoredExplainer, AuthoredForm, AuthoredKeys, card_parts, whole_article

VERDICTS = {
    "repair": (
        ("full", "full and safe", "it tells what a reader needs, and leads to nobody"),
        ("thin", "still thin", "a reader can judge it no better than before"),
        ("exposes", "exposes", "somebody could be found by it"),
        ("adds", "adds", "it claims something that nobody told the reporter"),
        ("drops", "drops", "a fact or a limit of the original is gone"),
    ),
    "line": (
        ("stands", "it can stand", "the article bears it out, and it helps a reader"),
        ("more", "claims more", "it goes further than the article"),
        ("exposes", "exposes", "it could lead somebody to a source"),
        ("empty", "says nothing", "a reader can do nothing with it"),
    ),
    "correction": (
        ("sound", "can be printed", "what was wrong, what is right, since when"),
        ("hides", "hides", "a reader does not learn what was wrong, or what is right"),
        ("over", "goes too far", "it says more than the card"),
        ("excuse", "excuses", "it defends the newspaper, or blames somebody else"),
    ),
}
NAMES = {"repair": "Version", "line": "Line", "correction": "Correction"}


class WriteJudgeForm(AuthoredForm):
    label = "What does it do?"
    suspicious_options = ("thin", "exposes", "adds", "drops", "more", "empty", "hides", "over", "excuse")

    def choices(self, exercise, item) -> list[tuple]:
        return [(i, name, f"“{name}”") for i, name, _ in VERDICTS[exercise.options["ask"]]]

    def questions(self, exercise, article) -> list[dict]:
        """Numbered, for a version is too long to be the name of a question."""
        name = NAMES[exercise.options["ask"]]
        return [
            q | {"label": f"{name} {n}", "quote": i["version"]}
            for n, (q, i) in enumerate(zip(super().questions(exercise, article), self.items(exercise, article)), 1)
        ]

    def field(self, question: dict) -> dict:
        return super().field(question) | {"as": "select", "quote": question["quote"]}

    def view(self, exercise, article) -> dict:
        """Return the lines together, under the words that they are about, so that the same paragraph is not read seven times."""
        fields, about = [self.field(q) for q in self.questions(exercise, article)], self.items(exercise, article)[0]
        if exercise.options["ask"] == "line":
            body = whole_article(article)
        else:
            n = article.paragraph_of(about["start"])
            a, b = article.paragraphs[n - 1]
            card = exercise.options.get("card")
            body = [{"kind": "quote", "title": f"Paragraph {n}", "text": article.text[a:b]}, *card_parts(article, [card] if card else [])]
        heads = {"repair": "The original", "line": "The article", "correction": "The article, and the card that came later"}
        versions = {"repair": "The repairs", "line": "Lines for the box “How we know”", "correction": "The corrections"}
        legend = " ".join(f"{name[0].upper()}{name[1:]}: {rule}." for _, name, rule in VERDICTS[exercise.options["ask"]])
        return {
            "help": legend,
            "blocks": [
                {"id": "original", "heading": heads[exercise.options["ask"]], "body": body, "fields": []},
                {"id": "versions", "heading": versions[exercise.options["ask"]], "body": [], "fields": fields},
            ],
        }


class WriteJudgeExplainer(AuthoredExplainer):
    next_try = "Put your finger on the word that decides."

    def explain(self, exercise, article, key, item) -> Explanation:
        q = next(q for q in self.form.questions(exercise, article) if q["id"] == item.id)
        told = super().explain(exercise, article, key, item)
        return replace(told, title=told.title.replace(self.form.label, q["label"]), quote=q["quote"])


TYPE = ExerciseType.of(WriteJudgeForm, AuthoredKeys, ChoiceScorer, WriteJudgeExplainer)
