"""Shared by the types in which questions with a few possible answers are asked about words of the article."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from helpers.scoring import CONTESTED, RIGHT, cached_per_owner, constant_answers, floor_of, raw_choices, score_choices

from .._base import listed, on_the_text, said_as
from .._parts import Explainer, Explanation, Form, Scorer, Yours
from ._choice_keys import QuestionKeys

DOUBTS, TRUSTS, PASSES, REVERSED = "doubts all", "trusts all", "finds nothing", "the other way round"  # see `ChoiceExplainer.lean`


class ChoiceForm(Form):
    """Questions with options, a block for each item. Subclasses give `questions`."""

    def questions(self, exercise, article) -> list[dict]:
        """In order: `id`, `block` (an item's id), `label`, `options` [(id, name, hint)], and `start`, `end` of the words asked about."""
        raise NotImplementedError

    def heading(self, exercise, article, item: dict) -> str:
        bare = item["text"][1:-1] if item["text"][0] == "“" and item["text"][-1] == "”" else item["text"]
        return f"“{bare.replace('“', '‘').replace('”', '’')}” (paragraph {article.paragraph_of(item['start'])})"

    def body(self, exercise, article, item: dict) -> list[dict]:
        """Return the paragraph in which the words stand, so that nobody has to scroll."""
        a, b = article.paragraphs[article.paragraph_of(item["start"]) - 1]
        return [{"kind": "quote", "text": article.text[a:b]}]

    def items(self, exercise, article) -> list[dict]:
        """Return the words that the exercise asks about, from `exercises.json`, checked against the text."""
        return on_the_text(exercise, article, exercise.options.get("items", []))

    def view(self, exercise, article) -> dict:
        questions = self.questions(exercise, article)
        blocks = []
        for item in self.items(exercise, article):
            fields = [self.field(q) for q in questions if q["block"] == item["id"]]
            if fields:
                blocks.append(
                    {
                        "id": item["id"],
                        "heading": self.heading(exercise, article, item),
                        "body": self.body(exercise, article, item),
                        "fields": fields,
                    }
                )
        loose = [self.field(q) for q in questions if q["block"] is None]
        return {"blocks": blocks + ([{"id": "whole", "heading": "The whole article", "body": [], "fields": loose}] if loose else [])}

    def field(self, question: dict) -> dict:
        field = {"id": question["id"], "kind": question.get("kind", "choice"), "label": question["label"]}
        if question.get("help"):
            field["help"] = question["help"]
        if field["kind"] == "choice":
            field["options"] = [{"id": i, "name": n, "hint": h} for i, n, h in question["options"]]
        else:
            field |= question["number"]
        return field

    def why_unreadable(self, exercise, article, value) -> str | None:
        fields = value.get("fields") if isinstance(value, dict) else None
        if not isinstance(fields, dict):
            return "The answer is not a list of chosen options."
        for name, label, options, none in _asked(exercise, article, self):
            given = fields.get(name)
            if given is None:
                continue
            if options is None:
                if given != none and (type(given) not in (int, float) or not -1e6 < given < 1e6):
                    return f"{said_as(given)} is not a number."
            elif not isinstance(given, str) or given not in options:
                return f"{said_as(given)} is not one of the answers to “{label}”."
        return None


class ChoiceScorer(Scorer):
    """Right answers beyond those that come without reading, see `scoring.choices`."""

    form: ChoiceForm
    keys: QuestionKeys

    def limits(self, exercise, article, votes, key) -> dict:
        """Return what all right answers earn as full marks; what comes without reading is counted, see `scoring.choices`."""
        settled_key = {**key, "questions": self._without_split(exercise, article, votes, key["questions"])}
        answers = [self.given(settled_key, value["fields"]) for value in self.baseline_answers(exercise, article, settled_key)]
        return {"questions": settled_key["questions"], **floor_of(settled_key, answers), "target": 1.0}

    def _without_split(self, exercise, article, votes, questions: dict) -> dict:
        """The questions; those on which most annotators are at odds with the key ask nothing that counts, until the median annotator has all right."""
        from statistics import median  # where keys are built, not where a class is marked

        names, asked = self.keys.annotators(votes), {f for f, q in questions.items() if q["right"]}
        if len(names) < 3:
            return questions
        cast = [self.keys.cast_by(exercise, article, votes, name) for name in names]
        wrong = [{f for f in asked if f in given and given[f] not in questions[f]["right"]} for given in cast]
        dropped: set = set()
        while median(len(some - dropped) for some in wrong) > 0:
            dropped.add(max(sorted(asked - dropped), key=lambda f: sum(f in some for some in wrong)))
        return {f: {**q, "right": []} if f in dropped else q for f, q in questions.items()}

    def given(self, key, fields: dict) -> dict:
        """Return what counts as the answer to each question."""
        return fields

    def raw(self, exercise, key, value) -> tuple:
        return score_choices(key, self.given(key, value["fields"]))

    def raw_score(self, exercise, key, value) -> float:
        return raw_choices(key, self.given(key, value["fields"]))

    def baseline_answers(self, exercise, article, key) -> list[dict]:
        return [{"fields": given} for given in constant_answers(key["questions"])]

    def random_answers(self, key) -> list[dict]:
        dice = Random(7)
        return [{"fields": {f: dice.choice(q["options"]) for f, q in key["questions"].items() if q["options"]}} for _ in range(300)]


class ChoiceExplainer(Explainer):
    """What was chosen, what is right, and why: the reason about this very question, or the rule of the right answer."""

    form: ChoiceForm
    next_try = "Go back to the words and ask which of them decides."

    def why(self, exercise, key, item, note: str) -> str:
        """Return why the right answer is right: an annotator's note, where it speaks of this very question."""
        return note

    def lean(self, score) -> str:
        """Return which way all answers go wrong, where they do: all that is sound is doubted, nothing is found, or both at once."""
        m = score.measures
        if not m.get("signals") or m.get("noises", 0) < 2:
            return ""
        if m["false_alarms"] == m["noises"]:
            return DOUBTS if m["hits"] else REVERSED
        return "" if m["hits"] else PASSES if m["false_alarms"] else TRUSTS

    def explain(self, exercise, article, key, item) -> Explanation:
        q = next(q for q in self.form.questions(exercise, article) if q["id"] == item.id)
        names = {str(i): (n, h) for i, n, h in q.get("options", [])}
        if none := q.get("number", {}).get("none"):
            names[none["id"]] = (none["name"], "")
        key_item = key["questions"][item.id]
        name = lambda v: f"“{names.get(str(v), (str(v).replace('_', ' '), ''))[0]}”"  # noqa: E731
        tally = ", ".join(
            f"{n} of {key_item['of']} said {name(v)}" for v, n in sorted(key_item["votes"].items(), key=lambda x: (-x[1], x[0]))
        )
        one = key_item["of"] == 1
        quote = article.text[q["start"] : q["end"]] if q.get("start") is not None else ""
        base = Explanation(
            quote=quote,
            votes=f"One reader answered this: {name(next(iter(key_item['votes'])))}."
            if one and tally
            else f"Readers: {tally}."
            if tally
            else "",
            field=item.id,
        )
        if item.outcome == CONTESTED:
            return replace(base, title=q["label"], sentences=["Any answer is accepted here."], next="")
        right = listed([name(v) for v in key_item["right"]])
        why = key_item.get("why") or self.why(
            exercise, key, item, next((n[0] for v in key_item["right"] if (n := key_item["notes"].get(str(v)))), "")
        )
        rule = " ".join(
            f"{name(v)} means: {h}" if len(key_item["right"]) == 2 else h  # of three, said above in this order, the rules alone
            for v in key_item["right"]
            if (h := names.get(str(v), ("", ""))[1])
        )
        they = "the reader says" if one else "readers say"
        if item.outcome == RIGHT:
            return replace(
                base, title=q["label"], sentences=[s for s in (Yours(f"Yes: {name(item.given[0])}."), why or rule) if s], next=""
            )
        they = they if key_item["of"] else "the answer is"  # decided, where nobody voted
        mine = Yours(f"You chose {name(item.given[0])}; {they} {right}.") if item.given else f"{they[0].upper()}{they[1:]} {right}."
        return replace(base, title=q["label"], sentences=[s for s in (mine, why or rule) if s], next=self.next_try)


@cached_per_owner
def _asked(exercise, article, form: ChoiceForm) -> list[tuple]:
    """(id, label, the options or None for a number, the choice that stands for no number) of each question."""
    return [
        (q["id"], q["label"], None, q["number"].get("none", {}).get("id"))
        if q.get("kind") == "number"
        else (q["id"], q["label"], {o[0] for o in q["options"]}, None)
        for q in form.questions(exercise, article)
    ]
