"""Catch the inconsistent figure: two numbers side by side. Do they fit, and what lies behind it where they do not look alike?"""

from __future__ import annotations

from .._base import ExerciseType
from ..choosing._choices import ChoiceScorer
from ._verdicts import VerdictExplainer, VerdictForm, VerdictKeys

FITS, CLASH = "fit", "clash"
REASONS = (
    ("same", "the same number, told twice", "Both give one and the same number."),
    ("adds", "the one is the sum of the other", "Add up, or take away: the parts make the whole."),
    ("rough", "one is rough and one is exact", "A rough measure and an exact one can agree."),
    ("total", "they do not count the same things", "Ask of each number: so many of what?"),
    ("day", "they are of different days", "A number can be right on its day and wrong a month later."),
    ("question", "different questions were asked", "In a survey, another question gives another number."),
    ("part", "a part is told as if it were the whole", "One route, one ward, one week: true there, not everywhere."),
    ("side", "each comes from a side with a reason for its number", "Whoever fights, sells or governs may count kindly."),
    ("plain", "they speak of the same thing and differ: one of them is wrong", "No way of counting makes both right."),
)


class InconsistentFigureForm(VerdictForm):
    suspicious_options = (CLASH,)

    def view(self, exercise, article) -> dict:
        blocks = []
        for n, one in enumerate(exercise.options["places"], 1):
            body = []
            for place in one["places"]:
                words = f"The number: “{place['text']}”"
                part = self.card_part(exercise, article, place["where"], place.get("paragraph"))
                if not body or part["text"] != body[0]["text"]:
                    body.append(part)
                body.append({"kind": "p", "text": words})
            fields = [self.field(q) for q in self.questions(exercise, article) if q["block"] == one["id"]]
            blocks.append({"id": one["id"], "heading": f"Numbers {n}", "body": body, "fields": fields})
        return {"blocks": blocks}

    def questions(self, exercise, article) -> list[dict]:
        fit = [
            (FITS, "they fit", "Both can be true at once."),
            (CLASH, "they do not fit", "As they stand, both cannot be taken over into one report."),
        ]
        asked = []
        for n, one in enumerate(exercise.options["places"], 1):
            asked += [
                {"id": f"{one['id']}-fit", "block": one["id"], "label": f"Numbers {n}: do they fit?", "options": fit},
                {"id": f"{one['id']}-why", "block": one["id"], "label": f"Numbers {n}: how is that?", "options": REASONS},
            ]
        return asked


class InconsistentFigureKeys(VerdictKeys):
    def settle(self, exercise, article, desk) -> dict:
        by = {f["id"]: f for f in desk.figures}
        found: dict = {}
        for one in exercise.options["places"]:
            figure = by[one["id"]]
            fit = (FITS, CLASH) if figure.get("either") else (FITS if figure["fits"] else CLASH,)
            found[f"{one['id']}-fit"] = fit, figure["why"]
            found[f"{one['id']}-why"] = tuple(figure["reason"]), ""
        return found


class InconsistentFigureExplainer(VerdictExplainer):
    allowed = "The better answer is"
    next_try = "Say each number as a whole sentence: so many of what, when, counted by whom?"


TYPE = ExerciseType.of(InconsistentFigureForm, InconsistentFigureKeys, ChoiceScorer, InconsistentFigureExplainer)
