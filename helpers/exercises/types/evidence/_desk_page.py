"""What the evidence desk shows and asks: claims, the cards of each day, a verdict with a confidence, and the look back."""

from __future__ import annotations

from datetime import date
from itertools import chain

from helpers.articles import codebook, spoken

from ._desk_words import NONE
from ._verdicts import VerdictForm

VERDICT = [(v.id, v.name, v.rule) for v in codebook.VERDICTS.values()]


class DeskForm(VerdictForm):
    """The page of the desk."""

    def days(self, exercise) -> list[dict]:
        return exercise.options["dates"]

    def letter(self, exercise, item: dict) -> str:
        return "ABCDEFGHIJ"[[i["id"] for i in exercise.options["items"]].index(item["id"])]

    def view(self, exercise, article) -> dict:
        listed_items = self.items(exercise, article)
        claims = [
            {
                "kind": "quote",
                "title": f"Claim {self.letter(exercise, i)}, paragraph {article.paragraph_of(i['start'])}",
                "text": i["text"] + (f"\nIn other words: {i['means']}" if i.get("means") else ""),
            }
            for i in listed_items
        ]
        how = {
            "kind": "note",
            "text": "“How sure are you?” asks how likely it is that your verdict is right. It earns no marks: it is for you.",
        }
        blocks = [{"id": "claims", "heading": "The claims", "body": [*claims, how], "fields": []}]
        shown: set = set()
        before: list = []
        questions = self.questions(exercise, article)
        for n, day in enumerate(self.days(exercise), 1):
            new = [
                c
                for c in self.cards(exercise, article, exercise.options["documents"])
                if c.known <= date.fromisoformat(day["date"]) and c.id not in shown
            ]
            shown |= {c.id for c in new}
            body = [self.card_part(exercise, article, c.id) for c in sorted(new, key=lambda c: c.known)] or [
                {"kind": "p", "text": "No new card."}
            ]
            fields = list(
                chain.from_iterable(
                    (self.field(q) | {"quote": article.text[q["start"] : q["end"]]}, self.sure_field(q))
                    for q in questions
                    if q["block"] == day["date"]
                )
            )
            blocks.append(
                {
                    "id": f"day-{n}",
                    "heading": f"Day {n}: {spoken(date.fromisoformat(day['date']))}. {day['label']}",
                    "body": body,
                    "fields": fields,
                    "opens_after": before,
                }
            )
            before = [q["id"] for q in questions if q["block"] == day["date"]]
        back = [self.rests_field(exercise, article, i) for i in listed_items if i.get("rests_on")]
        if back:
            first = spoken(date.fromisoformat(self.days(exercise)[0]["date"]))
            note = f"You now know how it went on. Go back to {first}. You may change a verdict of that day, if its own cards say so. Then name the cards on which your verdict of that day rests."
            blocks.append(
                {"id": "back", "heading": "Look back", "body": [{"kind": "p", "text": note}], "fields": back, "opens_after": before}
            )
        return {"blocks": blocks}

    def questions(self, exercise, article) -> list[dict]:
        return [
            {
                "id": f"{i['id']}-{day['date']}",
                "block": day["date"],
                "label": f"Claim {self.letter(exercise, i)} on {spoken(date.fromisoformat(day['date']))}: your verdict",
                "options": VERDICT,
                "start": i["start"],
                "end": i["end"],
                "item": i["id"],
                "help": i.get("means", ""),
            }
            for day in self.days(exercise)
            for i in self.items(exercise, article)
        ]

    def sure_field(self, question: dict) -> dict:
        return {
            "id": f"{question['id']}-sure",
            "kind": "scale",
            "label": question["label"].replace("your verdict", "how sure are you?"),
            "min": 0,
            "max": 100,
            "step": 5,
            "low": "0: surely wrong",
            "high": "100: certain",
            "optional": True,
        }

    def rests_field(self, exercise, article, item: dict) -> dict:
        options = [{"id": c.id, "name": f"{c.id}, {c.day}", "hint": c.publisher} for c in self.cards(exercise, article, item["rests_on"])]
        first = spoken(date.fromisoformat(self.days(exercise)[0]["date"]))
        return {
            "id": f"{item['id']}-rests",
            "kind": "many",
            "label": f"Claim {self.letter(exercise, item)} on {first}: which cards does your verdict rest on?",
            "quote": item["text"],
            "options": [*options, {"id": NONE, "name": "on none: no card of that day settles it", "hint": ""}],
        }
