"""Where the rules break: sentences made for it. Predict what the machine reader does, then see it do it.

What it does is read at that moment (`reader.read`) and stands nowhere: with another word list, or a better reader, other predictions are right.
"""

from __future__ import annotations

from dataclasses import replace

from helpers.scoring import EMPTY, RIGHT, score_choices

from .._base import ExerciseType, odd
from .._parts import Explainer, Explanation, Form, KeySource, Scorer

YES, NO = "yes", "no"
ASK = {
    "loaded": "Will the machine mark “{0}” as loaded?",
    "relays": "Will the machine notice that somebody only passes on what “{0}” said or heard?",
}
DID = {
    ("loaded", YES): "It marks “{0}” as loaded.",
    ("loaded", NO): "It does not mark “{0}” as loaded.",
    ("relays", YES): "It notices that “{0}” stands in between.",
    ("relays", NO): "It does not notice that “{0}” stands in between.",
}


def what_it_does(planted: dict) -> tuple[str, str]:
    """Return (yes or no, the machine's own reason), read now."""
    from helpers.reader import read

    reading = read(planted["sentence"])
    if planted["probe"] == "relays":
        near = [a for a in reading.attributions if a.relays and planted["words"] in a.relays.quote]
    else:
        at = planted["sentence"].index(planted["words"])
        near = [m for m in reading.language if m.span.start < at + len(planted["words"]) and at < m.span.end]
        if near and near[0].fair:
            return NO, near[0].reason
    return (YES, near[0].reason) if near else (NO, "")


class WhereRulesBreakForm(Form):
    """A game of prediction: manual, so that it shows what happened and no marks."""

    layer = "any"

    def view(self, exercise, article) -> dict:
        fields = lambda p: [
            {
                "id": p["id"],
                "kind": "choice",
                "as": "radio",
                "label": ASK[p["probe"]].format(p["words"]),
                "options": [{"id": i, "name": i, "hint": ""} for i in (YES, NO)],
            }
        ]  # noqa: E731
        return {
            "blocks": [
                {"id": p["id"], "heading": f"Sentence {n}", "body": [{"kind": "quote", "text": p["sentence"]}], "fields": fields(p)}
                for n, p in enumerate(exercise.options["planted"], 1)
            ],
            "check": "Let the machine read",
        }

    def why_unreadable(self, exercise, article, value) -> str | None:
        fields = value.get("fields") if isinstance(value, dict) else None
        if not isinstance(fields, dict):
            return "The answer is not a list of predictions."
        bad = (
            next((v for p in exercise.options["planted"] if (v := fields.get(p["id"])) not in (None, YES, NO)), None)
            if all(isinstance(v, (str, type(None))) for v in fields.values())
            else fields
        )
        return None if bad is None else f"“{odd(bad)}” is not one of the answers."


class WhereRulesBreakKeys(KeySource):
    def has_votes(self, exercise, votes) -> bool:
        return True

    def build_key(self, exercise, article, votes) -> dict:
        """Return the questions, and on purpose no answers: these are found out when they are asked for."""
        return {"planted": exercise.options["planted"]}

    def annotators(self, votes) -> list[str]:
        return []

    def solved(self, exercise, key) -> dict:
        return {"fields": {p["id"]: what_it_does(p)[0] for p in key["planted"]}}


class WhereRulesBreakScorer(Scorer):
    manual = True

    def target(self, exercise, article, votes, key) -> float:
        return 1.0

    def raw(self, exercise, key, value) -> tuple:
        questions = {p["id"]: {"right": [what_it_does(p)[0]], "votes": {}, "of": 0, "options": [YES, NO]} for p in key["planted"]}
        return score_choices({"questions": questions}, value["fields"])

    def baseline_answers(self, exercise, article, key) -> list[dict]:
        return [{"fields": {p["id"]: one for p in key["planted"]}} for one in (YES, NO)]


class WhereRulesBreakExplainer(Explainer):
    def note(self, exercise, score) -> str:
        return "Guessing gets half of them. Each surprise below shows something that a rule cannot see, or that it sees after all."

    def headline(self, score) -> str:
        return f"You predicted the machine rightly in {score.measures['right']} of {score.measures['asked']} sentences."

    def explain(self, exercise, article, key, item) -> Explanation:
        planted = next(p for p in key["planted"] if p["id"] == item.id)
        did, reason = what_it_does(planted)
        told = Explanation(
            quote=planted["words"],
            field=item.id,
        )
        if item.outcome == EMPTY:
            return replace(told, title="No prediction yet", sentences=[], next="Guess first: only then the answer can surprise you.")
        says = [
            DID[planted["probe"], did].format(planted["words"]),
            "Its reason: " + reason.replace("'", "’") if reason else "It gives no reason: it saw nothing.",
        ]
        return replace(
            told,
            title="You knew it" if item.outcome == RIGHT else "The machine did something else",
            word="Predicted" if item.outcome == RIGHT else "Surprise",
            sentences=[*says, f"You see more: {planted['reader']}"],
            next=""
            if item.outcome == RIGHT
            else "Ask what the machine can see: words on a list, verbs of saying, quotation marks. Nothing else.",
        )


TYPE = ExerciseType.of(WhereRulesBreakForm, WhereRulesBreakKeys, WhereRulesBreakScorer, WhereRulesBreakExplainer)
