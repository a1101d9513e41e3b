"""Who told whom: the person who spoke to the reporter, the first speaker behind them, and the steps in between."""
from __future__ import annotations

from ._choices import ChoiceType

DIRECT = "direct"


class WhoToldWhom(ChoiceType):
    next_try = "Read the sentence backwards from the reporter: who spoke to the reporter, and did that person see it or hear it from somebody?"

    def questions(self, exercise, article) -> list[dict]:
        voices = [(v["id"], v["name"], "") for v in exercise.options["voices"]]
        behind = [(DIRECT, "nobody else: they speak for themselves", "The source passes on nobody’s words.")] + [
            (v["id"], v["name"], "The source passes on what these people said.") for v in exercise.options["behind"]]
        depth = [("0", "0: told directly", "The source speaks of what they know themselves."), ("1", "1: one person in between", "The source passes on one other’s words."),
                 ("2", "2: two people in between", "The source passes on what somebody told somebody.")]
        asked = []
        for item in self.items(exercise, article):
            place = {"block": item["id"], "start": item["start"], "end": item["end"]}
            asked += [
                {"id": f"{item['id']}-outer", "label": "Who told the reporter?", "options": voices, **place},
                {"id": f"{item['id']}-inner", "label": "Whose words or knowledge are passed on?", "options": behind, **place},
                {"id": f"{item['id']}-depth", "label": "How many steps of hearsay?", "options": depth, **place},
            ]
        return asked

    def ballots(self, exercise, article, votes) -> dict:
        cast: dict = {}
        for item in self.items(exercise, article):
            for one in votes.passes:
                mark = _saying(one, item)
                if mark is None:
                    continue
                relays = mark.get("relays")
                inner = _nearest(exercise.options["behind"], relays) if relays else DIRECT
                depth = mark.get("depth", 1 if relays else 0)
                for part, value in (("outer", _nearest(exercise.options["voices"], mark)), ("inner", inner), ("depth", str(depth))):
                    cast.setdefault(f"{item['id']}-{part}", []).append((one.annotator, value, mark.get("note")))
        return cast


def _saying(one, item: dict) -> dict | None:
    """The attribution whose content lies on the item's words."""
    def shared(m):
        c = m["content"]
        return max(0, min(c["end"], item["end"]) - max(c["start"], item["start"]))
    said = [m for m in one.layer("sources") if m.get("content") and m["kind"] != "unattributed"]
    best = max(said, key=shared, default=None)
    return best if best and 2 * shared(best) >= item["end"] - item["start"] else None


def _nearest(voices: list[dict], span: dict) -> str | None:
    return next((v["id"] for v in voices if any(a < span["end"] and span["start"] < b for a, b in v["at"])), None)


TYPE = WhoToldWhom()
