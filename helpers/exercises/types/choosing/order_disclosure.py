"""Put source phrases in order, from the one about which the writer tells most to the one about which least is told.

Marked by Kendall's tau (pairs in the readers' order less pairs against it), over pairs on which the readers' disclosure scores differ.
"""

from __future__ import annotations

from itertools import combinations

from helpers.scoring import RIGHT, WRONG, ItemScore

from .._base import ExerciseType
from .._parts import Explainer, Explanation, Form, KeySource, Scorer, Yours
from ._marks_at import marks_at

FIELD = "order"


class OrderDisclosureForm(Form):
    def items(self, exercise) -> list[dict]:
        return exercise.options["items"]

    def view(self, exercise, article) -> dict:
        listed = [{"id": i["id"], "name": f"“{i['text']}” (paragraph {article.paragraph_of(i['start'])})"} for i in self.items(exercise)]
        field = {"id": FIELD, "kind": "order", "label": "Most is told about the first, least about the last", "items": listed}
        numbers = sorted({article.paragraph_of(i["start"]) for i in self.items(exercise)})
        body = [{"kind": "quote", "title": f"Paragraph {n}", "text": article.text[slice(*article.paragraphs[n - 1])]} for n in numbers]
        return {"blocks": [{"id": "all", "heading": "", "body": body, "fields": [field]}]}

    def why_unreadable(self, exercise, article, value) -> str | None:
        given = value.get("fields", {}).get(FIELD) if isinstance(value, dict) and isinstance(value.get("fields"), dict) else None
        ids = [i["id"] for i in self.items(exercise)]
        if not isinstance(given, list) or not all(isinstance(x, str) for x in given) or sorted(given) != sorted(ids):
            return "The order does not hold each phrase once."
        return None


class OrderDisclosureKeys(KeySource):
    def build_key(self, exercise, article, votes) -> dict:
        from statistics import mean  # where keys are built, not where a class is marked

        disclosed, notes = {}, {}
        for item in self.form.items(exercise):
            marks = marks_at(votes.passes, "sources", item)
            disclosed[item["id"]] = round(mean(m.get("D", 0) for _, m in marks), 2) if marks else 0.0
            notes[item["id"]] = next(
                (m["note"] for _, m in marks if m.get("note") and item["id"] not in exercise.options.get("no_reason", ())), ""
            )
        return {"disclosed": disclosed, "notes": notes, "of": len(votes.passes)}

    def answer_of(self, exercise, article, votes, annotator) -> dict:
        own = {i["id"]: dict(marks_at(votes.passes, "sources", i)).get(annotator, {}).get("D", 0) for i in self.form.items(exercise)}
        return {"fields": {FIELD: sorted(own, key=lambda x: (-own[x], x))}}

    def solved(self, exercise, key) -> dict:
        told = key["disclosed"]
        return {"fields": {FIELD: sorted(told, key=lambda x: (-told[x], x))}}


class OrderDisclosureScorer(Scorer):
    def raw(self, exercise, key, value) -> tuple:
        place = {x: n for n, x in enumerate(value["fields"][FIELD])}
        told = key["disclosed"]
        pairs = [(a, b) for a, b in combinations(told, 2) if told[a] != told[b]]
        good = [(place[a] < place[b]) == (told[a] > told[b]) for a, b in pairs]
        outcomes = []
        for rank, one in enumerate(sorted(told, key=lambda x: (-told[x], x))):
            own = [g for g, pair in zip(good, pairs) if one in pair]
            share = sum(own) / len(own) if own else 1.0
            outcomes.append(
                ItemScore(
                    one,
                    RIGHT if share >= 0.75 or place[one] == rank else WRONG,
                    credit=share,
                    given=(place[one] + 1,),
                    votes={"D": told[one]},
                    of=key["of"],
                )
            )
        tau = (2 * sum(good) - len(good)) / len(good) if good else 0.0
        return tau, outcomes, {"right": sum(good), "asked": len(good)}

    def baseline_answers(self, exercise, article, key) -> list[dict]:
        ids = [i["id"] for i in self.form.items(exercise)]
        return [{"fields": {FIELD: ids}}, {"fields": {FIELD: ids[::-1]}}]


RULE = (
    "The more of the six things the writer tells, the higher it stands: role, how they know, stake, reason for no name, channel, number. "
    "Trust is another question."
)


class OrderDisclosureExplainer(Explainer):
    def headline(self, score) -> str:
        return f"{score.measures['right']} of {score.measures['asked']} pairs stand in the readers’ order."

    def note(self, exercise, score) -> str:
        m = score.measures
        if m["right"] == m["asked"]:
            return ""
        turn = " Fewer than a third of the pairs are right: turn your order round and look again." if 3 * m["right"] < m["asked"] else ""
        return f"{RULE}{turn}"

    def how_counted(self, exercise, key, score, briefly=False) -> str:
        return "Half of the pairs come right by chance alone; points begin above that."

    def explain(self, exercise, article, key, item) -> Explanation:
        phrase = next(i for i in self.form.items(exercise) if i["id"] == item.id)
        rank = self.keys.solved(exercise, key)["fields"][FIELD].index(item.id) + 1
        good = item.outcome == RIGHT
        mine = item.given[0]
        placed = (
            f"It is number {rank}." if mine == rank else Yours(f"You made it number {mine}; by the readers’ counts it is number {rank}.")
        )
        said = [
            placed,
            key["notes"][item.id],
        ]
        title = "In its place" if mine == rank else "Nearly in its place" if good else "Out of place"
        return Explanation(
            title=title,
            quote=phrase["text"],
            sentences=[s for s in said if s],
            votes=f"Readers found {item.votes['D']:.1f} of the 6 things told (mean of {key['of']} readers).",
            field=FIELD,
            next="" if good else f"Hold it against your number {rank}: of which of the two does the writer tell more?",
        )


TYPE = ExerciseType.of(OrderDisclosureForm, OrderDisclosureKeys, OrderDisclosureScorer, OrderDisclosureExplainer)
