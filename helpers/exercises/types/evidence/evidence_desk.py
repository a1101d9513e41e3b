"""The evidence desk: cards come in day by day, and on each day a verdict is asked with a confidence.

A verdict may rest only on what was known on its day. It is caught where it does not: at the end a learner names the cards behind the
first day's verdict, which is a question of its own, and one card of a later day makes that answer wrong; and a verdict that only later cards
allow is told so.
"""

from __future__ import annotations

from datetime import date

from helpers.articles import codebook
from helpers.scoring import CONTESTED, EMPTY, RIGHT, WRONG, brier, cached_per_owner, score_choices

from .._base import ExerciseType
from ..choosing._choices import ChoiceScorer
from ._desk_page import DeskForm
from ._desk_words import LATER, NONE, SURE, DeskExplainer
from ._verdicts import VerdictKeys

SILENT, FIT = {"not_checkable", "not_checkable_then"}, "fit"
TRUST, DOUBT = ("supported",), ("contradicted", "not_checkable")


class EvidenceDeskForm(DeskForm):
    def why_unreadable(self, exercise, article, value) -> str | None:
        fields = value.get("fields") if isinstance(value, dict) else None
        if not isinstance(fields, dict):
            return "The answer is not a list of chosen options."
        for name, how_sure in _asked(exercise, article, self):
            given, sure = fields.get(name), fields.get(how_sure)
            if given is not None and (not isinstance(given, str) or given not in codebook.VERDICTS):
                return f"“{str(given)[:40]}” is not one of the verdicts."
            if sure is not None and (type(sure) not in (int, float) or not 0 <= sure <= 100):
                return f"“{str(sure)[:40]}” is not a number from 0 to 100."
        for item in self.items(exercise, article):
            cited = fields.get(f"{item['id']}-rests")
            if cited is not None and (
                not isinstance(cited, list) or not all(isinstance(c, str) and c in [*item.get("rests_on", ()), NONE] for c in cited)
            ):
                return "The cards that a verdict rests on cannot be read."
        return None


class EvidenceDeskKeys(VerdictKeys):
    def settle(self, exercise, article, desk) -> dict:
        claims = {c.id: c for c in desk.claims}
        found: dict = {}
        for q in self.form.questions(exercise, article):
            verdict = next(v for v in claims[q["item"]].verdicts if v.date.isoformat() == q["block"])
            found[q["id"]] = verdict.right, " ".join(x for x in (verdict.why, verdict.exception) if x)
        return found

    def build_key(self, exercise, article, votes) -> dict:
        key = super().build_key(exercise, article, votes)
        claims = {c.id: c for c in votes.verdicts.claims}
        day = self.form.days(exercise)[0]["date"]
        for item in self.form.items(exercise, article):
            if item.get("rests_on"):
                verdict = next(v for v in claims[item["id"]].verdicts if v.date.isoformat() == day)
                bearing = {name for name, direction in claims[item["id"]].bearing if direction != "context"} | set(verdict.documents)
                cards = {c.id: c for c in self.form.cards(exercise, article, item["rests_on"])}
                key["questions"][f"{item['id']}-rests"] = {
                    "right": [FIT],
                    "votes": {},
                    "of": 0,
                    "options": [],
                    "notes": {FIT: [verdict.why]},
                    "start": item["start"],
                    "end": item["end"],
                    "day": day,
                    "later": {c.id: c.day for c in cards.values() if c.known > date.fromisoformat(day)},
                    "best": sorted(set(verdict.documents) & set(cards)),
                    "bears": sorted(bearing & set(cards)),
                    "silent": not bearing & {c.id for c in cards.values() if c.known <= date.fromisoformat(day)}
                    or bool(SILENT & {*verdict.right}),
                }
        return key

    def solved(self, exercise, key) -> dict:
        fields = {}
        for f, q in key["questions"].items():
            if "later" in q:
                fields[f] = q["best"] or [NONE]
            else:
                fields |= {f: q["right"][0], f"{f}-sure": 90}
        return {"fields": fields}


class EvidenceDeskScorer(ChoiceScorer):
    def given(self, key, fields: dict) -> dict:
        """Return verdicts as they are, and what the cards named for one come to."""
        return {
            f: cited_as(q, fields.get(f)) if "later" in q else fields[f] for f, q in key["questions"].items() if "later" in q or f in fields
        }

    def raw(self, exercise, key, value) -> tuple:
        fields = value["fields"]
        raw, items, measures = score_choices(key, self.given(key, fields))
        pairs, told = [], []
        for item in items:
            sure = fields.get(f"{item.id}-sure")
            mine = fields.get(item.id)
            core = "later" not in key["questions"][item.id] and 1 <= len(key["questions"][item.id]["right"]) <= 2
            if core and sure is not None and item.outcome in (RIGHT, WRONG):
                pairs.append([sure, item.outcome == RIGHT])
            told.append(item._replace(votes={"sure": sure, "cited": mine if isinstance(mine, list) else [], "mine": mine}))
        asked = [i for i in items if "later" not in key["questions"][i.id] and i.outcome not in (EMPTY, CONTESTED)]
        over = [
            self_name(i.id)
            for i, p in ((i, fields.get(f"{i.id}-sure")) for i in asked)
            if i.outcome == WRONG and p is not None and p >= SURE
        ]
        wrong = [i for i in asked if i.outcome == WRONG]
        return (
            raw,
            told,
            measures
            | {
                "brier": brier(pairs),
                "pairs": pairs,
                "over_sure": over,
                "later": sum(i.given == (LATER,) for i in items),
                "verdicts": len(asked),
                "too_trusting": sum(fields.get(i.id) in TRUST for i in wrong),
                "too_doubting": sum(fields.get(i.id) in DOUBT for i in wrong),
            },
        )

    def baseline_answers(self, exercise, article, key) -> list[dict]:
        verdicts = [f for f, q in key["questions"].items() if "later" not in q]
        back = [
            {f: [NONE] for f, q in key["questions"].items() if "later" in q},
            {f: list(i["rests_on"]) for i in exercise.options["items"] if (f := f"{i['id']}-rests") in key["questions"]},
            {},
        ]
        return [{"fields": {**dict.fromkeys(verdicts, v), **cites}} for v in codebook.VERDICTS for cites in back]


@cached_per_owner
def _asked(exercise, article, form: EvidenceDeskForm) -> list[tuple]:
    """The fields of each verdict and of how sure one is of it."""
    return [(q["id"], f"{q['id']}-sure") for q in form.questions(exercise, article)]


def self_name(field: str) -> list[str]:
    """Return claim and day of a field, «C5-2025-03-12»."""
    return [field[:-11], field[-10:]]


def cited_as(question: dict, cited: list | None) -> str | None:
    """Return what the named cards come to: fit, used_later, none (where there was something), off."""
    if not cited:
        return None
    cards = [c for c in cited if c != NONE]
    if any(c in question["later"] for c in cards):
        return LATER
    if not cards:
        return FIT if question["silent"] else NONE
    return FIT if 2 * sum(c in question["bears"] for c in cards) >= len(cards) and NONE not in cited else "off"


TYPE = ExerciseType.of(EvidenceDeskForm, EvidenceDeskKeys, EvidenceDeskScorer, DeskExplainer)
