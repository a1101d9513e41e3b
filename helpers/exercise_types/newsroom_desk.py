"""The newsroom desk: seven checks on an unnamed source, whether anonymity is right, and how the writer handled it."""
from __future__ import annotations

from .. import codebook
from ._choices import ChoiceType


class NewsroomDesk(ChoiceType):
    flags = ("not_met", "not_justified", "poor")
    next_try = "Ask of each check: which words in the article would make me say “met”? No words, and nothing safe to add: “cannot tell”."

    def questions(self, exercise, article) -> list[dict]:
        asked = []
        for item in self.items(exercise, article):
            place = {"block": item["id"], "start": item["start"], "end": item["end"]}
            values = [(v.id, v.name, "") for v in codebook.CHECK_VALUES.values()]
            for check in codebook.CHECKS.values():
                asked.append({"id": f"{item['id']}-{check.id}", "label": f"{check.id} {check.name}", "help": check.rule, "options": values, **place})
            asked.append({"id": f"{item['id']}-anonymity", "label": "Is it right to leave out the name?", **place,
                          "options": [(v.id, v.name, v.rule) for v in codebook.ANONYMITY.values()]})
            asked.append({"id": f"{item['id']}-handling", "label": "How did the writer handle this source?", **place,
                          "options": [(v.id, v.name, v.rule) for v in codebook.HANDLING.values()]})
        return asked

    def has_votes(self, exercise, votes) -> bool:
        return bool(votes.desks)

    def annotators(self, votes) -> list[str]:
        return [d["annotator"] for d in votes.desks]

    def ballots(self, exercise, article, votes) -> dict:
        cast: dict = {}
        for item in self.items(exercise, article):
            for desk in votes.desks:
                source = next((s for s in desk["sources"] if s["start"] < item["end"] and item["start"] < s["end"]), None)
                for name in codebook.DESK if source else ():
                    why = source["why"]
                    if name == "A4":
                        why += f" Could be added safely: {source['could_add']} Could not: {source['could_not_add']}"
                    cast.setdefault(f"{item['id']}-{name}", []).append((desk["annotator"], source[name], why))
        return cast

    def suspicious(self, key) -> dict:
        return {"fields": {f: next(o for o in q["options"] if o in self.flags) for f, q in key["questions"].items()}}


TYPE = NewsroomDesk()
