"""Claims, one by one: what kind, how much turns on it, when could it be checked, and what record would settle it.

`options.ask` in `exercises.json` chooses among these four, and an item's own `ask` for this item. The first three are the annotators' labels. The record is read from what each
annotator wrote under `record`: every sort of record that at least a third of them mention is right.
"""

from __future__ import annotations

import re
from dataclasses import replace

from helpers.articles import codebook

from .._base import ExerciseType
from .._parts import Explanation
from ._choice_keys import ChoiceKeys
from ._choices import ChoiceExplainer, ChoiceForm, ChoiceScorer
from ._marks_at import marks_at

WORTH = (
    ("0", "nothing to check", "It is not a factual claim: a judgement or a choice of words."),
    ("1", "little turns on it", "A fact, but the story would stand without it."),
    ("2", "the story turns on it", "A fact, and if it is wrong, the story falls or changes."),
)
RECORDS = (
    ("nothing", "nothing: no record could", "A judgement has no record.", r"\bnone\b|\bnothing\b"),
    (
        "outcome",
        "what happened on the day itself",
        "For a forecast: wait, and look.",
        r"\bwhether\b|\boutcome|battle reports|reports? (?:of|from) (?:uprisings|the assault)|\bentered\b|accounts of the battle|on \d+ \w+$",
    ),
    (
        "people",
        "other people who were there, asked one by one",
        "A second witness who does not depend on the first.",
        r"witness|worshipper|resident|neighbour|owner|prisoner|defector|fighters\b|participant|\bmember\b|supervisor|people (?:who|on)|testimony|officials?\b|commander|engineer",
    ),
    ("image", "a dated picture, video or satellite image", "It shows a place at a time.", r"photo|picture|video|imag|camera|traffic map"),
    ("recording", "a recording, broadcast or message", "The words themselves.", r"recording|broadcast|radio|messages?\b|intercept"),
    (
        "paper",
        "a paper or written record",
        "An order, a report, minutes, a list, a dictionary.",
        r"order|report|papers?\b|document|leaflet|letter|\bplans?\b|records?\b|dictionary|minutes|archive|notes|drawing|register|court|files?\b|\blists?\b|complaint",
    ),
    (
        "count",
        "a count, a measurement or a survey",
        "Somebody counted, and says how.",
        r"count|survey|\blogs?\b|\bdata\b|times\b|timetable|measur|laboratory|\btest\b|\brolls?\b",
    ),
)
ASK = {
    "type": ("What kind of claim is it?", tuple((x.id, x.name, x.rule) for x in codebook.CLAIM_TYPES.values())),
    "worth": ("How much turns on it?", WORTH),
    "checkable": ("When could it be checked?", tuple((x.id, x.name, x.rule) for x in codebook.CHECKABLE.values())),
    "record": ("What would settle it?", tuple(r[:3] for r in RECORDS)),
}


NEXT = {
    "type": "Ask what would make it wrong: another moment, another number, another speaker, another reason, or only another opinion?",
    "worth": "Take the claim out of the story. Does the story still stand?",
    "checkable": "Say the claim so that it could be false. Then ask: who would hold a trace of it, and when could you have it?",
    "record": "Imagine that it is true. What has it left behind that you could look at?",
}


# Why a record makes it this answer: what a reader noted of it says only what it would take.
WHEN = {
    "then": "A reporter could have had that in those days.",
    "later": "That comes out only afterwards.",
    "in_principle": "It may exist, but it was out of reach.",
}


class WhenCheckableForm(ChoiceForm):
    layer = "claims"

    def asked(self, exercise, item: dict) -> list[str]:
        return item.get("ask") or exercise.options.get("ask", ["checkable", "record"])

    def questions(self, exercise, article) -> list[dict]:
        return [
            {
                "id": f"{item['id']}-{name}",
                "block": item["id"],
                "label": ASK[name][0],
                "options": ASK[name][1],
                "start": item["start"],
                "end": item["end"],
            }
            for item in self.items(exercise, article)
            for name in self.asked(exercise, item)
        ]


class WhenCheckableKeys(ChoiceKeys):
    def ballots(self, exercise, article, votes) -> dict:
        cast: dict = {}
        for item in self.form.items(exercise, article):
            for who, mark in marks_at(votes.passes, "claims", item):
                for name in self.form.asked(exercise, item):
                    values = sorts_of(mark.get("record", "")) if name == "record" else [str(mark[name])]
                    note = mark.get("note") if name == "type" else ""  # readers wrote why it is this kind of claim
                    if name == "record" or name == "checkable" and sorts_of(mark.get("record", "")) not in ([], ["nothing"]):
                        note = mark["record"] if name == "record" else f"It would take: {mark['record']}. {WHEN.get(values[0], '')}".strip()
                    cast.setdefault(f"{item['id']}-{name}", []).extend((who, value, note) for value in values)
        return cast

    def cast_by(self, exercise, article, votes, annotator) -> dict:
        """Of several records the one that was named first."""
        cast = self.ballots(exercise, article, votes)
        return {f: v for f, some in cast.items() for who, v, _ in reversed(some) if who == annotator and v is not None}


class WhenCheckableExplainer(ChoiceExplainer):
    def explain(self, exercise, article, key, item) -> Explanation:
        told = super().explain(exercise, article, key, item)
        if told.next:
            told = replace(told, next=NEXT[item.id.rsplit("-", 1)[1]])
        if item.id.endswith("-record"):
            wrote = list(dict.fromkeys(n for notes in key["questions"][item.id]["notes"].values() for n in notes))
            sentences = [s for s in told.sentences if s not in wrote]
            return replace(
                told,
                sentences=sentences,
                votes="Readers wrote: " + "; ".join(f"“{n}”" for n in wrote[:3]) + "." if wrote else "",
            )
        return told


def sorts_of(record: str) -> list[str]:
    """Return the sorts of record that a reader's few words name, the first named first."""
    found = {sort: hit.start() for sort, _, _, pattern in RECORDS if (hit := re.search(pattern, record, re.I))}
    return ["nothing"] if "nothing" in found else sorted(found, key=found.get)


TYPE = ExerciseType.of(WhenCheckableForm, WhenCheckableKeys, ChoiceScorer, WhenCheckableExplainer)
