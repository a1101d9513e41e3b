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

    def note(self, exercise, score) -> str:
        m = score.measures
        if m.get("noises") and m["false_alarms"] == m["noises"]:
            return "You called everything thin that readers found sound. Doubt is a tool, not a verdict: look for what the writer does tell you."
        if m.get("signals") and not m["hits"]:
            return "You let everything pass. Somebody with a serious claim and nothing told about them needs a second look."
        return super().note(exercise, score)

    def questions(self, exercise, article) -> list[dict]:
        options = [
            (
                SOUND,
                "sound: I am told enough to judge it",
                "At least two of six things are disclosed: role, how they know, stake, reason, channel, number.",
            ),
            (
                THIN,
                "thin: too little is told",
                "Nobody is cited for a disputable statement, or fewer than two of the six things are disclosed.",
            ),
        ]
        return [
            {"id": i["id"], "block": i["id"], "label": "Sound or thin?", "options": options, "start": i["start"], "end": i["end"]}
            for i in self.items(exercise, article)
        ]

    def ballots(self, exercise, article, votes) -> dict:
        return {
            i["id"]: [(who, _judge(m), m.get("note")) for who, m in marks_at(votes.passes, "sources", i)]
            for i in self.items(exercise, article)
        }


def _judge(mark: dict) -> str:
    return SOUND if mark["kind"] != "unattributed" and mark.get("D", 0) >= 2 else THIN


TYPE = SoundOrThin()
