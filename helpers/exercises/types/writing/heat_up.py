"""Heat it up: swap plain words for hot ones, see your sentence and what a reader now believes. A game: no marks.

The one question about it, “did the facts change?”, is answered by the swaps that were chosen: each says in `exercises.json` whether it
tells the same, less or more. So the same page also shows how a doer vanishes from a sentence.
"""

from __future__ import annotations

from dataclasses import replace

from helpers.scoring import EMPTY, RIGHT, WRONG, ItemScore

from .._base import ExerciseType, odd
from .._parts import Explainer, Explanation, Form, KeySource, Scorer, Yours

FACTS = "facts"
SAYS = (
    ("same", "No: the same facts, another feeling"),
    ("less", "Yes: the reader is told less than before"),
    ("more", "Yes: something is claimed that was not there"),
)


class HeatUpForm(Form):
    layer = "language"

    def slots(self, exercise) -> list[dict]:
        return [p for p in exercise.options["sentence"] if isinstance(p, dict)]

    def words(self, exercise, fields: dict) -> str:
        """Return the sentence with the swaps of an answer; plain where none was chosen."""
        return "".join(p if isinstance(p, str) else _option(p, fields.get(p["id"]))["words"] for p in exercise.options["sentence"])

    def own_texts(self, exercise, article) -> list[dict]:
        """Return the invented sentence, where the exercise says that it is one; else it is the article's."""
        heading = exercise.options.get("heading")
        return [{"title": heading, "text": self.words(exercise, {})}] if heading else []

    def parts(self, exercise, article, value) -> list[tuple[str, str]]:
        """Return the sentence that was made, and what was said of its facts."""
        fields = value["fields"]
        said = [("Does it tell other facts?", name) for i, name in SAYS if i == fields.get(FACTS)]
        return [("The sentence", self.words(exercise, fields)), *said]

    def view(self, exercise, article) -> dict:
        plain = self.words(exercise, {})
        fields = [
            {
                "id": s["id"],
                "kind": "choice",
                "as": "radio",
                "label": f"For “{s['swaps'][0]['words']}” you may write:",
                "optional": True,
                "options": [{"id": str(n), "name": o["words"], "hint": ""} for n, o in enumerate(s["swaps"])],
            }
            for s in self.slots(exercise)
        ]
        ask = {
            "id": FACTS,
            "kind": "choice",
            "label": "Your guess: does your sentence tell other facts than the plain one?",
            "optional": True,
            "options": [{"id": i, "name": n, "hint": ""} for i, n in SAYS],
        }
        return {
            "blocks": [
                {
                    "id": "swap",
                    "heading": exercise.options.get("heading", "The plain sentence"),
                    "body": [{"kind": "quote", "text": plain}],
                    "fields": [*fields, ask],
                }
            ],
            "check": "Show my sentence",
        }

    def why_unreadable(self, exercise, article, value) -> str | None:
        fields = value.get("fields") if isinstance(value, dict) else None
        if not isinstance(fields, dict):
            return "The answer is not a list of chosen options."
        known = {s["id"]: {str(n) for n in range(len(s["swaps"]))} for s in self.slots(exercise)} | {FACTS: {i for i, _ in SAYS}}
        for name, given in fields.items():
            if name not in known or not isinstance(given, str) or given not in known[name]:
                return f"“{odd(given)}” is not one of the words to choose from."
        return None


class HeatUpKeys(KeySource):
    def has_votes(self, exercise, votes) -> bool:
        return True

    def build_key(self, exercise, article, votes) -> dict:
        return {}

    def solved(self, exercise, key) -> dict:
        fields = {s["id"]: str(len(s["swaps"]) - 1) for s in self.form.slots(exercise)}
        changed = [x for s in self.form.slots(exercise) if (x := s["swaps"][-1].get("facts", "same")) != "same"]
        return {"fields": fields | {FACTS: changed[0] if changed else "same"}}


class HeatUpScorer(Scorer):
    manual = True

    def target(self, exercise, article, votes, key) -> float:
        return 1.0

    def raw(self, exercise, key, value) -> tuple:
        fields = value["fields"]
        swapped = [s for s in self.form.slots(exercise) if fields.get(s["id"], "0") != "0"]
        changed = [x for s in self.form.slots(exercise) if (x := _option(s, fields.get(s["id"])).get("facts", "same")) != "same"]
        right = tuple(dict.fromkeys(changed)) or ("same",)
        guess = fields.get(FACTS)
        outcomes = [ItemScore(s["id"], "accepted", given=(fields.get(s["id"], "0"),)) for s in self.form.slots(exercise)]
        outcomes.append(
            ItemScore(
                FACTS,
                RIGHT if guess in right else WRONG if guess else EMPTY,
                float(guess in right),
                right=right,
                given=(guess,) if guess else (),
            )
        )
        played = bool(swapped) * (float(guess in right) if guess else 0.7)
        return played, outcomes, {"swapped": len(swapped), "sentence": self.form.words(exercise, fields)}


class HeatUpExplainer(Explainer):
    def headline(self, score) -> str:
        return f"Your sentence: “{score.measures['sentence']}”"

    def note(self, exercise, score) -> str:
        again = (
            "Try other words and press the button again."
            if score.measures["swapped"]
            else "That is still the plain one. Swap a word and look again."
        )
        return f"No marks here, only a look. {again}"

    def explain(self, exercise, article, key, item) -> Explanation:
        base = Explanation()
        if item.id == FACTS:
            names = dict(SAYS)
            slots = [
                o["words"]
                for s in self.form.slots(exercise)
                for o in s["swaps"]
                if o.get("facts", "same") in item.right and o.get("facts", "same") != "same"
            ]
            told = {
                "same": "Nobody could catch you in a lie: every fact is where it was. Only the feeling moved, and with it what a reader believes.",
                "less": "Something is missing now that the plain sentence told, so a reader cannot even ask about it.",
                "more": "Something is claimed now that the plain sentence did not say. That would need a source.",
            }
            said = [told[r] for r in item.right]
            title = {RIGHT: "You saw it", WRONG: "Look again"}.get(item.outcome, "Did the facts change?")
            given = [Yours(f"You said: “{names[item.given[0]]}”.")] if item.outcome == WRONG else []
            step = (
                ""
                if item.outcome == RIGHT
                else "Read both sentences side by side and underline what only one of them tells."
                if slots
                else "List who did what, when and how many in both sentences."
            )
            return replace(base, title=title, sentences=[*given, *said], field=FACTS, next=step)
        slot = next(s for s in self.form.slots(exercise) if s["id"] == item.id)
        chosen = _option(slot, item.given[0])
        return replace(
            base,
            kind="info",
            word="What a reader believes",
            title=f"“{chosen['words']}”",
            sentences=[chosen["believes"]],
            field=item.id,
        )


def _option(slot: dict, chosen: str | None) -> dict:
    return slot["swaps"][int(chosen or 0)]


TYPE = ExerciseType.of(HeatUpForm, HeatUpKeys, HeatUpScorer, HeatUpExplainer)
