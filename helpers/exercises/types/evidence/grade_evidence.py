"""The Admiralty code: grade what a card says (1–6) before you see who says it, then the source (A–F), and keep the two apart.

Grades stand in `verdicts.json` under `grades`, each with its reason. Where two neighbours can be defended, both are right.
"""

from __future__ import annotations

from dataclasses import replace

from .._base import ExerciseType
from .._parts import Explanation
from ..choosing._choices import ChoiceScorer
from ._verdicts import ARTICLE, VerdictExplainer, VerdictForm, VerdictKeys

ITEM = (
    ("1", "1 confirmed", "Other, independent origins say the same."),
    ("2", "2 probably true", "Not confirmed, but it fits what else is known and says how it was found."),
    ("3", "3 possibly true", "Not confirmed; it fits some of what is known."),
    ("4", "4 doubtful", "Nothing supports it, and something speaks against it."),
    ("5", "5 improbable", "Better evidence contradicts it."),
    ("6", "6 cannot be judged", "Nothing on the desk speaks for or against it."),
)
SOURCE = (
    ("A", "A completely reliable", "No doubt: a record or a body whose work others can repeat."),
    ("B", "B usually reliable", "Placed to know, says how; small doubt."),
    ("C", "C fairly reliable", "Placed to know, but with an interest or limits."),
    ("D", "D not usually reliable", "A strong interest, or far from the matter."),
    ("E", "E unreliable", "Speaks under force, or to deceive."),
    ("F", "F cannot be judged", "No way to tell what this source is."),
)
DIAGONAL = dict(zip("ABCDEF", "123456"))


class GradeEvidenceForm(VerdictForm):
    def view(self, exercise, article) -> dict:
        listed = exercise.options["grades"]
        first, second = [], []
        for n, one in enumerate(listed, 1):
            what, who = (q for q in self.questions(exercise, article) if q["block"] == one["id"])
            beside = [{"kind": "p", "text": "What else is on the desk:"}] * bool(one["beside"])
            beside += [self.card_part(exercise, article, x["id"], x.get("paragraph"), who=False) for x in one["beside"]]
            first.append(
                {
                    "id": f"{one['id']}-1",
                    "heading": f"First part, statement {n}",
                    "fields": [self.field(what)],
                    "body": [{"kind": "quote", "title": "The statement", "text": one["says"]}, *beside],
                }
            )
            card = (
                []
                if one["document"] == ARTICLE
                else [
                    {
                        "kind": "note",
                        "title": self.cards(exercise, article, [one["document"]])[0].heading,
                        "text": self.cards(exercise, article, [one["document"]])[0].provenance,
                    }
                ]
            )
            second.append(
                {
                    "id": f"{one['id']}-2",
                    "heading": f"Second part, source {n}",
                    "fields": [self.field(who)],
                    "opens_after": [f"{o['id']}-item" for o in listed],
                    "body": [{"kind": "quote", "text": one["says"]}, {"kind": "p", "text": f"Who says it: {one['who']}"}, *card],
                }
            )
        return {"blocks": first + second}

    def questions(self, exercise, article) -> list[dict]:
        asked = []
        for n, one in enumerate(exercise.options["grades"], 1):
            asked += [
                {"id": f"{one['id']}-item", "block": one["id"], "label": f"Statement {n}: how credible is it?", "options": ITEM},
                {"id": f"{one['id']}-source", "block": one["id"], "label": f"Source {n}: how reliable is it?", "options": SOURCE},
            ]
        return asked


class GradeEvidenceKeys(VerdictKeys):
    def settle(self, exercise, article, desk) -> dict:
        by = {g["id"]: g for g in desk.grades}
        return {
            f"{one['id']}-{part}": (tuple(by[one["id"]][part]), by[one["id"]][f"why_{part}"])
            for one in exercise.options["grades"]
            for part in ("item", "source")
        }


class GradeEvidenceScorer(ChoiceScorer):
    def raw(self, exercise, key, value) -> tuple:
        raw, items, measures = super().raw(exercise, key, value)
        given = value["fields"]
        pairs = [(given.get(f"{one['id']}-source"), given.get(f"{one['id']}-item")) for one in exercise.options["grades"]]
        both = [(s, i) for s, i in pairs if s and i]
        return raw, items, measures | {"diagonal": sum(DIAGONAL[s] == i for s, i in both), "graded": len(both)}

    def baseline_answers(self, exercise, article, key) -> list[dict]:
        copied = [{"fields": {f: (i if f.endswith("-item") else s) for f in key["questions"]}} for s in DIAGONAL for i in DIAGONAL.values()]
        return super().baseline_answers(exercise, article, key) + copied


class GradeEvidenceExplainer(VerdictExplainer):
    allowed = "What is on the desk allows"

    def measure_lines(self, exercise, score) -> list[str]:
        m = score.measures
        if not m.get("graded"):
            return []
        share = round(100 * m["diagonal"] / m["graded"])
        said = f"Of your {m['graded']} double grades, {m['diagonal']} lie on the diagonal (A1, B2, C3 …): {share} %."
        past = "In a study of graded intelligence reports it was 87 % (Baker and others 1968, as told in later reviews of the code): one scale had become a copy of the other."
        end = (
            "Yours did the same: a source you trust made you believe the statement, or the other way round."
            if share >= 75 and m["graded"] > 2
            else "You kept the two scales apart."
            if share <= 50
            else "You kept them apart in part."
        )
        return [f"{said} {past} {end}"]

    def explain(self, exercise, article, key, item) -> Explanation:
        told = super().explain(exercise, article, key, item)
        step = (
            "Forget who says it. Look only at the other cards: does one say the same, or the opposite?"
            if item.id.endswith("-item")
            else "Forget whether it turned out right. Ask only: who is it, how do they know, what do they want?"
        )
        return replace(told, next=step if told.next else "")


TYPE = ExerciseType.of(GradeEvidenceForm, GradeEvidenceKeys, GradeEvidenceScorer, GradeEvidenceExplainer)
