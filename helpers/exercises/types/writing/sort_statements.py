"""Statement by statement: what stands behind it? Statements about a copy, a report, a poll or a dispute, sorted by what the material shows.

`options.ask` names one of the scales below; `options.texts`, `options.paragraphs` and `options.cards` say what is shown. The key, with a reason for every
choice, stands in the article's `repairs.json`, as for the other questions that the authors of the kit settle.
"""

from __future__ import annotations

from dataclasses import replace

from .._base import ExerciseType
from .._parts import Explanation
from ..choosing._choices import ChoiceScorer
from ._authored import AuthoredExplainer, AuthoredForm, AuthoredKeys, card_parts

# Per scale: what is asked, and the choices as (id, name on the page, rule)
SCALES: dict[str, tuple[str, tuple[tuple[str, str, str], ...]]] = {
    "copy": (
        "What stands behind it?",
        (
            ("says", "The copy says it", "you can put your finger on the words"),
            ("follows", "It follows from the copy", "other words, or signs, make it very probable"),
            ("nothing", "Nothing in the copy tells", "it may be so, and you cannot know it from here"),
        ),
    ),
    "reports": (
        "Which report lets you conclude it?",
        (
            ("first", "Only the first report", ""),
            ("second", "Only the second report", ""),
            ("both", "Both reports", ""),
            ("neither", "Neither", ""),
        ),
    ),
    "jigsaw": (
        "Whom does it lead to?",
        (
            ("many", "Fits many people", "nobody can pick out one of them"),
            ("one", "Narrow by itself", "one detail alone leads to one person, or to very few"),
            ("together", "Harmless alone, narrow together", "two or more details are a jigsaw"),
        ),
    ),
    "poll": (
        "What do the cards tell you?",
        (
            ("told", "The cards tell it", "the words are there"),
            ("untold", "The cards do not tell it", "you would have to ask the pollster"),
            ("against", "The cards speak against it", "somebody who believes it has misread them"),
        ),
    ),
    "trace": (
        "What does the list show?",
        (
            ("shown", "The list shows it", "it stands there"),
            ("likely", "The list makes it likely", "a sign in it points there"),
            ("open", "It stays open", "you would have to search on"),
        ),
    ),
    "swap": (
        "What does the change do?",
        (
            ("cools", "Cooler, and every fact stays", "only feeling or blame goes"),
            ("loses", "A fact is lost", "a reader learns less"),
            ("heats", "Hotter", "feeling or blame comes in, and no new fact is claimed"),
            ("adds", "Something new is claimed", "a doer, a cause, a number or a tie that was not there"),
        ),
    ),
    "correction": (
        "What is it?",
        (
            ("sound", "It can be printed", "what was wrong, what is right, and since when or by whom"),
            ("hides", "It hides", "a reader does not learn what was wrong, or what is right"),
            ("over", "It goes too far", "it says more than was found out"),
            ("excuse", "It excuses", "it defends or praises the paper, or blames others"),
        ),
    ),
    "dispute": (
        "Which side does it argue for?",
        (
            ("pro", "For {0}", "it gives a reason, from these words, for this label"),
            ("con", "For {1}", "it gives a reason, from these words, for that label"),
            ("none", "For neither: no reason", "it tells who thinks so, or how many, and nothing about the words"),
        ),
    ),
}


class SortStatementsForm(AuthoredForm):
    label = "What stands behind it?"

    def scale(self, exercise) -> tuple:
        """Return what is asked, and the choices; the two sides of a dispute have the names that the exercise gives them."""
        asked, choices = SCALES[exercise.options["ask"]]
        return asked, tuple((i, name.format(*exercise.options.get("sides", ())), rule) for i, name, rule in choices)

    def own_texts(self, exercise, article) -> list[dict]:
        """Return the exercise's own texts, unless it shows paragraphs of the article beside them."""
        return [] if exercise.options.get("paragraphs") else list(exercise.options.get("texts", ()))

    def items(self, exercise, article) -> list[dict]:
        """Return the statements; they are the kit's own, so none has a place in the article."""
        return [{**one, "text": one["statement"], "start": None, "end": None} for one in exercise.options["items"]]

    def choices(self, exercise, item: dict) -> list[tuple]:
        return [(i, name, f"“{name}”") for i, name, _ in self.scale(exercise)[1]]

    def questions(self, exercise, article) -> list[dict]:
        return [
            q
            | {
                "block": "statements",
                "label": f"Statement {n}: {self.scale(exercise)[0][0].lower()}{self.scale(exercise)[0][1:]}",
                "quote": i["text"],
            }
            for n, (q, i) in enumerate(zip(super().questions(exercise, article), self.items(exercise, article)), 1)
        ]

    def field(self, question: dict) -> dict:
        return super().field(question) | {"quote": question["quote"]}

    def view(self, exercise, article) -> dict:
        """Return what there is to read, once; then the statements."""
        shown = [{"kind": "quote", "title": t["title"], "text": t["text"]} for t in exercise.options.get("texts", ())]
        for n in exercise.options.get("paragraphs", ()):
            a, b = article.paragraphs[n - 1]
            shown.append({"kind": "quote", "title": f"Paragraph {n}", "text": article.text[a:b]})
        shown += card_parts(article, exercise.options.get("cards", []))
        legend = " ".join(f"{name}: {rule}." for _, name, rule in self.scale(exercise)[1] if rule)
        fields = [self.field(q) for q in self.questions(exercise, article)]
        head = exercise.options.get("heading", "What there is to read")
        blocks = [{"id": "shown", "heading": head, "body": shown, "fields": []}] * bool(shown)
        return {"help": legend, "blocks": [*blocks, {"id": "statements", "heading": "The statements", "body": [], "fields": fields}]}


class SortStatementsExplainer(AuthoredExplainer):
    next_try = "Put your finger on the words that decide. If there are none, say so."

    def explain(self, exercise, article, key, item) -> Explanation:
        number = [i["id"] for i in exercise.options["items"]].index(item.id) + 1
        return replace(super().explain(exercise, article, key, item), title=f"Statement {number}")


TYPE = ExerciseType.of(SortStatementsForm, AuthoredKeys, ChoiceScorer, SortStatementsExplainer)
