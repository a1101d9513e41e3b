"""Two cards, one origin? Evidence that goes back to one telling counts once, however often it is told."""

from __future__ import annotations

from .._base import ExerciseType, listed
from ..choosing._choices import ChoiceScorer
from ._verdicts import VerdictExplainer, VerdictForm, VerdictKeys

ONE, TWO = "once", "each"


def _for(group: dict) -> str:
    """Cards may share one origin for one thing and not for another: then the question names the thing."""
    return f" for {group['about']}" if group.get("about") else ""


class OneOriginForm(VerdictForm):
    def groups(self, exercise) -> list[dict]:
        return exercise.options["groups"]

    def view(self, exercise, article) -> dict:
        blocks = [
            {
                "id": g["id"],
                "heading": f"Cards {n}: {listed(['the article' if x == 'article' else x for x in g['documents']]).replace(' or ', ' and ')}",
                "body": [self.card_part(exercise, article, d, g.get("paragraph")) for d in g["documents"]],
                "fields": [self.field(q)],
            }
            for n, (g, q) in enumerate(zip(self.groups(exercise), self.questions(exercise, article)), 1)
        ]
        return {"blocks": blocks}

    def questions(self, exercise, article) -> list[dict]:
        options = [
            (ONE, "once: they go back to one origin", "One person, paper or count stands behind all of them."),
            (TWO, "each by itself: separate origins", "Each rests on somebody or something of its own, also where they disagree."),
        ]
        return [
            {"id": g["id"], "block": None, "label": f"Cards {n}: how do they count{_for(g)}?", "options": options}
            for n, g in enumerate(self.groups(exercise), 1)
        ]


class OneOriginKeys(VerdictKeys):
    def settle(self, exercise, article, desk) -> dict:
        by = {frozenset(o["documents"]): o for o in desk.origins}
        return {
            g["id"]: ((ONE if o["shared"] else TWO,), o["why"]) for g in self.form.groups(exercise) if (o := by[frozenset(g["documents"])])
        }


class OneOriginExplainer(VerdictExplainer):
    allowed = "Followed back, the answer is"
    next_try = "Ask of each card: who saw, counted or said it first? If both lead to the same person or paper, it counts once."


TYPE = ExerciseType.of(OneOriginForm, OneOriginKeys, ChoiceScorer, OneOriginExplainer)
