"""What the writer discloses about an attribution, one dimension at a time; «cannot tell» is an answer."""

from __future__ import annotations

from dataclasses import replace

from helpers.articles import codebook

from .._base import ExerciseType
from .._parts import Explanation
from ._choice_keys import ChoiceKeys
from ._choices import ChoiceExplainer, ChoiceForm, ChoiceScorer
from ._marks_at import marks_at

NEXT = {
    "proximity": "Look for the words that tell how the source knows. If none do, “cannot tell” is the answer.",
    "stake": "Ask what the source could gain or lose by this. Enough is told to see no gain: “none visible”. Too little is told: “cannot tell”.",
    "reason": "Is a name missing at all? If so, look for words that say why, or for a danger that the text shows.",
    "channel": "Look for the words that tell how it was said: by phone, in a letter, face to face. If none do, “not stated” is the answer.",
    "corroboration": "Look for a second person, paper or picture that says the same. Where there is none, it is one source only.",
}


class DimensionsForm(ChoiceForm):
    def names(self, exercise) -> list[str]:
        return exercise.options.get("dimensions", ["proximity", "stake", "reason", "channel", "corroboration"])

    def questions(self, exercise, article) -> list[dict]:
        return [
            {
                "id": f"{item['id']}-{name}",
                "block": item["id"],
                "label": codebook.DIMENSIONS[name][0],
                "start": item["start"],
                "end": item["end"],
                "options": [(x.id, x.name, x.rule) for x in codebook.DIMENSIONS[name][1].values()],
            }
            for item in self.items(exercise, article)
            for name in self.names(exercise)
        ]

    def why_unreadable(self, exercise, article, value) -> str | None:
        return super().why_unreadable(exercise, article, _as_today(value))


class DimensionsKeys(ChoiceKeys):
    def ballots(self, exercise, article, votes) -> dict:
        return {
            f"{item['id']}-{name}": [(who, m.get(name), m.get("note")) for who, m in marks_at(votes.passes, "sources", item)]
            for item in self.form.items(exercise, article)
            for name in self.form.names(exercise)
        }


class DimensionsScorer(ChoiceScorer):
    def raw(self, exercise, key, value) -> tuple:
        return super().raw(exercise, key, _as_today(value))

    def raw_score(self, exercise, key, value) -> float:
        return super().raw_score(exercise, key, _as_today(value))


class DimensionsExplainer(ChoiceExplainer):
    def explain(self, exercise, article, key, item) -> Explanation:
        told = super().explain(exercise, article, key, item)
        step = NEXT.get(item.id.rpartition("-")[2], "Point at the words that tell you.")
        return replace(told, next=step) if told.next else told

    def why(self, exercise, key, item, note: str) -> str:
        """Return nothing: an annotator's note speaks of the whole attribution, and the rule of the answer says more of this question."""
        return ""


def _as_today(value):
    """An answer given before codebook 2, in today's values: the channel's “cannot tell” is “not stated”."""
    fields = value.get("fields") if isinstance(value, dict) else None
    if not isinstance(fields, dict):
        return value
    was = codebook.AS_BEFORE
    return value | {
        "fields": {
            f: was[name].get(v, v) if (name := f.rpartition("-")[2]) in was and isinstance(v, str) else v
            for f, v in fields.items()
            if isinstance(f, str)
        }
    }


TYPE = ExerciseType.of(DimensionsForm, DimensionsKeys, DimensionsScorer, DimensionsExplainer)
