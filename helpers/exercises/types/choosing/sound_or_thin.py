"""Sound or thin: on mostly sound reporting, so that suspicion of everything loses.

The count is the desk's: of six things about a source, those that the text does not tell and that could safely have been told (*safe gaps*).
None or one: sound. Two or more, or anything that misleads: thin. Votes come from `handling/`, from the desk, and from marks with `handling`.
`options.by: "D"` is for articles on which nobody judged the handling: at least two of six things told are sound.
"""

from __future__ import annotations

from .._base import ExerciseType
from ._choice_keys import ChoiceKeys
from ._choices import DOUBTS, PASSES, REVERSED, TRUSTS, ChoiceExplainer, ChoiceForm, ChoiceScorer
from ._marks_at import marks_at

SOUND, THIN = "sound", "thin"
SIX = "role or tie, how they know, stake, why no name, how it was said, how many or what is unchecked"
HINTS = {
    "gaps": (
        f"At most one thing is missing that could safely be told. Six count: {SIX}.",
        "Two or more things are missing that could safely be told, or nobody is cited for a disputable statement.",
    ),
    "D": (
        f"At least two of six things are told: {SIX}.",
        "Nobody is cited for a disputable statement, or fewer than two of the six things are told.",
    ),
}


class SoundOrThinForm(ChoiceForm):
    suspicious_options = (THIN,)

    def questions(self, exercise, article) -> list[dict]:
        sound, thin = HINTS[exercise.options.get("by", "gaps")]
        options = [(SOUND, "sound: I am told enough to judge it", sound), (THIN, "thin: too little is told", thin)]
        return [
            {"id": i["id"], "block": i["id"], "label": "Sound or thin?", "options": options, "start": i["start"], "end": i["end"]}
            for i in self.items(exercise, article)
        ]


class SoundOrThinKeys(ChoiceKeys):
    def asks(self, question: dict) -> str:
        return "sound"

    def has_votes(self, exercise, votes) -> bool:
        return bool(votes.passes or votes.handlings)

    def annotators(self, votes) -> list[str]:
        return list(dict.fromkeys([h["annotator"] for h in votes.handlings] or [p.annotator for p in votes.passes]))

    def ballots(self, exercise, article, votes) -> dict:
        """By the safe gaps where somebody judged the handling of each source that is asked about; else by what is told."""
        cast = {i["id"]: handling_votes(votes, i) for i in self.form.items(exercise, article)}
        return cast if all(cast.values()) else {i["id"]: _by_disclosure(votes, i) for i in self.form.items(exercise, article)}


class SoundOrThinExplainer(ChoiceExplainer):
    next_try = f"Go through the six: {SIX}. Which is missing, and could be told without harm?"

    def note(self, exercise, score) -> str:
        lean = self.lean(score)
        if lean == REVERSED:
            return "It is the other way round here: what you called thin readers found sound, and what you called sound they found thin."
        if lean == DOUBTS:
            return "You called everything thin that readers found sound. Doubt is a tool, not a verdict: look for what the writer does tell you."
        if lean in (TRUSTS, PASSES):
            return f"You let {'everything pass' if lean == TRUSTS else 'pass what readers found thin'}. Somebody with a serious claim and nothing told about them needs a second look."
        return super().note(exercise, score)


def handling_votes(votes, item: dict) -> list[tuple]:
    """Who judged how the source at these words is handled, as (annotator, sound or thin, why); one vote each."""
    cast: dict = {}
    for who, places in [(h["annotator"], h["phrases"]) for h in votes.handlings] + [(d["annotator"], d["sources"]) for d in votes.desks]:
        for place in places:
            if _same(place, item):
                cast.setdefault(who, (place["handling"], place.get("why", "")))
    for who, mark in marks_at(votes.passes, "sources", item):
        if mark.get("handling"):
            cast.setdefault(who, (mark["handling"], mark.get("note", "")))
    return [(who, SOUND if value == SOUND else THIN, why) for who, (value, why) in cast.items()]


def _same(place: dict, item: dict) -> bool:
    return place["start"] < item["end"] and item["start"] < place["end"]


def _by_disclosure(votes, item: dict) -> list[tuple]:
    return [
        (who, SOUND if m["kind"] != "unattributed" and m.get("D", 0) >= 2 else THIN, m.get("note"))
        for who, m in marks_at(votes.passes, "sources", item)
    ]


TYPE = ExerciseType.of(SoundOrThinForm, SoundOrThinKeys, ChoiceScorer, SoundOrThinExplainer)
