"""What the writer discloses about an attribution, one dimension at a time; «cannot tell» is an answer."""

from __future__ import annotations

from helpers.articles import codebook

from ._choices import ChoiceType, marks_at


class Dimensions(ChoiceType):
    next_try = "Point at the words that tell you. If there are none, “cannot tell” (or “not stated”) is the right answer."

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

    def ballots(self, exercise, article, votes) -> dict:
        return {
            f"{item['id']}-{name}": [(who, m.get(name), m.get("note")) for who, m in marks_at(votes.passes, "sources", item)]
            for item in self.items(exercise, article)
            for name in self.names(exercise)
        }

    def why(self, exercise, key, item, note: str) -> str:
        """An annotator's note speaks of the whole attribution: it is told once, with the first question about it."""
        return note if item.id.endswith(f"-{self.names(exercise)[0]}") else ""


TYPE = Dimensions()
