"""Sound or thin: on mostly sound reporting, so that suspicion of everything loses.

A source counts as sound where the writer disclosed at least two of six things about it (the codebook's disclosure score D), and as thin
where a disputable statement has no source or fewer are disclosed. D measures disclosure and never truthfulness.
"""
from __future__ import annotations

from ._choices import ChoiceType, marks_at

SOUND, THIN = "sound", "thin"


class SoundOrThin(ChoiceType):
    flags = (THIN,)
    next_try = "Count what you are told: role, how they know, what is at stake, why no name, how it was said, how many. Two or more: sound."

    def questions(self, exercise, article) -> list[dict]:
        options = [(SOUND, "sound: I am told enough to judge it", "At least two of six things are disclosed: role, how they know, stake, reason, channel, number."),
                   (THIN, "thin: too little is told", "Nobody is cited for a disputable statement, or fewer than two of the six things are disclosed.")]
        return [{"id": i["id"], "block": i["id"], "label": "Sound or thin?", "options": options, "start": i["start"], "end": i["end"]}
                for i in self.items(exercise, article)]

    def ballots(self, exercise, article, votes) -> dict:
        return {i["id"]: [(who, _judge(m), m.get("note")) for who, m in marks_at(votes.passes, "sources", i)] for i in self.items(exercise, article)}


def _judge(mark: dict) -> str:
    return SOUND if mark["kind"] != "unattributed" and mark.get("D", 0) >= 2 else THIN


TYPE = SoundOrThin()
