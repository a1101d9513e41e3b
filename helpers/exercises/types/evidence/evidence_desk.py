"""The evidence desk: cards come in day by day, and on each day a verdict is asked with a confidence.

A verdict may rest only on what was known on its day. It is caught where it does not: at the end a learner names the cards behind the
first day's verdict, which is a question of its own, and one card of a later day makes that answer wrong; and a verdict that only later cards
allow is told so.
"""

from __future__ import annotations

from datetime import date
from itertools import chain

from helpers.articles import codebook, spoken
from helpers.scoring import DIFFER, EMPTY, RIGHT, WRONG, brier, cached_per_owner, score_choices

from ._desk_words import LATER, NONE, SURE, DeskWords
from ._verdicts import FromVerdicts

VERDICT = [(v.id, v.name, v.rule) for v in codebook.VERDICTS.values()]
SILENT, FIT = {"not_checkable", "not_checkable_then"}, "fit"
TRUST, DOUBT = ("supported",), ("contradicted", "not_checkable")


class EvidenceDesk(DeskWords, FromVerdicts):
    allowed = "The cards of that day allow"

    # ---- what is asked
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
            note = f"You now know how it went on. Go back to {first}. You may change a verdict above. Then name the cards on which your verdict of that day rests."
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
            "options": [*options, {"id": NONE, "name": "on none: no card of that day speaks about it", "hint": ""}],
        }

    def problem(self, exercise, article, value) -> str | None:
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

    # ---- key and marking
    def settle(self, exercise, article, desk) -> dict:
        claims = {c.id: c for c in desk.claims}
        found: dict = {}
        for q in self.questions(exercise, article):
            verdict = next(v for v in claims[q["item"]].verdicts if v.date.isoformat() == q["block"])
            found[q["id"]] = verdict.right, " ".join(x for x in (verdict.why, verdict.exception) if x)
        return found

    def build_key(self, exercise, article, votes) -> dict:
        key = super().build_key(exercise, article, votes)
        claims = {c.id: c for c in votes.verdicts.claims}
        day = self.days(exercise)[0]["date"]
        for item in self.items(exercise, article):
            if item.get("rests_on"):
                verdict = next(v for v in claims[item["id"]].verdicts if v.date.isoformat() == day)
                bearing = {name for name, direction in claims[item["id"]].bearing if direction != "context"} | set(verdict.documents)
                cards = {c.id: c for c in self.cards(exercise, article, item["rests_on"])}
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

    def given(self, key, fields: dict) -> dict:
        """Verdicts as they are, and what the cards named for one come to."""
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
        asked = [i for i in items if "later" not in key["questions"][i.id] and i.outcome not in (EMPTY, DIFFER)]
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

    def solved(self, exercise, key) -> dict:
        fields = {}
        for f, q in key["questions"].items():
            if "later" in q:
                fields[f] = q["best"] or [NONE]
            else:
                fields |= {f: q["right"][0], f"{f}-sure": 90}
        return {"fields": fields}

    def baseline_answers(self, exercise, article, key) -> list[dict]:
        verdicts = [f for f, q in key["questions"].items() if "later" not in q]
        back = [
            {f: [NONE] for f, q in key["questions"].items() if "later" in q},
            {f: list(i["rests_on"]) for i in exercise.options["items"] if (f := f"{i['id']}-rests") in key["questions"]},
            {},
        ]
        return [{"fields": {**dict.fromkeys(verdicts, v), **cites}} for v in codebook.VERDICTS for cites in back]

    def examples(self, exercise, article, key) -> dict:
        found = super().examples(exercise, article, key)
        wrong = {f: next(v for v in codebook.VERDICTS if v not in q["right"]) for f, q in key["questions"].items() if "later" not in q}
        half = {f: v for f, v in self.solved(exercise, key)["fields"].items() if not f.endswith("-sure")}
        return found | {
            "half": {"fields": dict(list(half.items())[::2])},
            "wrong": {"fields": wrong},
            "unreadable": {"fields": {next(iter(wrong)): "perhaps"}},
            "flag_all": self.baseline_answers(exercise, article, key)[9],
        }


@cached_per_owner
def _asked(exercise, article, kind: EvidenceDesk) -> list[tuple]:
    """The fields of each verdict and of how sure one is of it."""
    return [(q["id"], f"{q['id']}-sure") for q in kind.questions(exercise, article)]


def self_name(field: str) -> list[str]:
    """«C5-2025-03-12» → claim and day."""
    return [field[:-11], field[-10:]]


def cited_as(question: dict, cited: list | None) -> str | None:
    """What the named cards come to: fit, used_later, none (where there was something), off."""
    if not cited:
        return None
    cards = [c for c in cited if c != NONE]
    if any(c in question["later"] for c in cards):
        return LATER
    if not cards:
        return FIT if question["silent"] else NONE
    return FIT if 2 * sum(c in question["bears"] for c in cards) >= len(cards) and NONE not in cited else "off"


TYPE = EvidenceDesk()
