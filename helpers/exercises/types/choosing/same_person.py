"""Count people, not phrases: which descriptions are one person, and how many people can stand behind the article."""

from __future__ import annotations

import re
from dataclasses import replace

from .._base import ExerciseType
from .._parts import Explanation
from ._choice_keys import ChoiceKeys
from ._choices import ChoiceExplainer, ChoiceForm, ChoiceScorer
from ._marks_at import marks_at

NOBODY = "not_shown"
TIES = {
    "name": "“{0}” is a name that you have met: “{1}”.",
    "paragraph": "“{0}” points back. The nearest voice before it in the same paragraph is “{1}”.",
    "words": "“{0}” points back to “{1}”, the nearest voice before it that these words fit.",
}
COUNT = {
    "people_min": "Count as few as the words allow: a plural needs two, and a single voice may be one of a plural.",
    "people_max": "Look for a plural without a number: does anything in the text say how many they are?",
}


class SamePersonForm(ChoiceForm):
    def questions(self, exercise, article) -> list[dict]:
        asked, before = [], []
        for item in self.items(exercise, article):
            if before and item.get("ask", True):
                options = [(NOBODY, "not shown to be anybody above", "No words tie this voice to an earlier one.")]
                options += [(o["id"], f"the same person as ‘{o['text']}’", "") for o in reversed(before)]
                asked.append(
                    {
                        "id": item["id"],
                        "block": item["id"],
                        "label": "Who is this?",
                        "options": options,
                        "start": item["start"],
                        "end": item["end"],
                    }
                )
            before.append(item)
        number = {"min": 0, "max": 1000, "step": 1}
        if exercise.options.get("people", True):
            whose = exercise.options.get("people_are", "are cited")
            asked.append(
                {
                    "id": "people_min",
                    "block": None,
                    "kind": "number",
                    "label": f"At least how many people {whose}?",
                    "help": "Count as few as the words allow: two phrases that can be one person are one. Count those who speak to the reporter themselves: nobody whose words are only passed on, no papers, no formulas.",
                    "number": number,
                }
            )
            asked.append(
                {
                    "id": "people_max",
                    "block": None,
                    "kind": "number",
                    "label": f"At most how many people {whose}?",
                    "help": "A phrase that is not tied to another may be somebody new. A plural without a number can be any number.",
                    "number": {**number, "none": {"id": "no_bound", "name": "the text sets no upper limit"}},
                }
            )
        return asked

    def heading(self, exercise, article, item: dict) -> str:
        """Return a short phrase (“she”) with a few of the words around it: it may stand twice in its paragraph."""
        a, b = article.paragraphs[article.paragraph_of(item["start"]) - 1]
        if len(item["text"]) > 6:
            return super().heading(exercise, article, item)
        before = (
            article.text[max(a, item["start"] - 24) : item["start"]].split(" ", 1)[-1]
            if item["start"] - a > 24
            else article.text[a : item["start"]]
        )
        after = re.match(r"\s*\S*", article.text[item["end"] : b]).group()
        return f"“{item['text']}” in “… {before}{item['text']}{after} …” (paragraph {article.paragraph_of(item['start'])})"

    def view(self, exercise, article) -> dict:
        """Return the voices in order, those that are not asked about too: a reader meets each before it is pointed back to."""
        shown = super().view(exercise, article)
        asked = {b["id"]: b for b in shown["blocks"]}
        met = [asked.pop(i["id"], None) or self._met(exercise, article, i) for i in self.items(exercise, article)]
        return shown | {"blocks": met + list(asked.values())}

    def _met(self, exercise, article, item: dict) -> dict:
        body = [*self.body(exercise, article, item), {"kind": "note", "text": "Nothing to answer here: remember this voice."}]
        return {"id": item["id"], "heading": self.heading(exercise, article, item), "body": body, "fields": []}


class SamePersonKeys(ChoiceKeys):
    def ballots(self, exercise, article, votes) -> dict:
        listed_items = self.form.items(exercise, article)
        person = {i["id"]: {who: m.get("person") for who, m in marks_at(votes.passes, "sources", i)} for i in listed_items}
        notes = {i["id"]: {who: m.get("note") for who, m in marks_at(votes.passes, "sources", i)} for i in listed_items}
        cast: dict = {}
        for n, item in enumerate(listed_items):
            cast[item["id"]] = [
                (
                    who,
                    next((o["id"] for o in listed_items[:n] if pid and person[o["id"]].get(who) == pid), NOBODY),
                    notes[item["id"]].get(who),
                )
                for who, pid in person[item["id"]].items()
            ]
        for name in ("people_min", "people_max"):
            cast[name] = [(d["annotator"], d[name], d.get("people_why")) for d in votes.desks]
        return cast

    def build_key(self, exercise, article, votes) -> dict:
        """Pointing to any earlier phrase of the same person is right, not only to the first."""
        key = super().build_key(exercise, article, votes)
        first: dict = {}
        for item in self.form.items(exercise, article):
            question = key["questions"].get(item["id"])
            to = question["right"][0] if question and len(question["right"]) == 1 else NOBODY
            first[item["id"]] = item["id"] if to == NOBODY else first.get(to, to)
            if question and to != NOBODY:
                question["right"] = [o for o in question["options"] if first.get(o) == first[item["id"]]]
                question["tied"] = self._tied(exercise, article, item, question["right"])
        return key

    def _tied(self, exercise, article, item: dict, right: list[str]) -> dict:
        """Return the nearest earlier phrase of the same person, and what ties the words to it: a name, the paragraph, or neither."""
        to = [i for i in self.form.items(exercise, article) if i["id"] in right][-1]
        names = set(re.findall(r"\b[A-Z]\w+", item["text"])) & set(re.findall(r"\b[A-Z]\w+", to["text"]))
        near = article.paragraph_of(to["start"]) == article.paragraph_of(item["start"])
        return {"to": to["id"], "by": "name" if names else "paragraph" if near else "words"}


class SamePersonExplainer(ChoiceExplainer):
    next_try = "Look for words that point back (“the”, “he”, “she”): a new person usually comes with “a”, “one” or “another”."

    def why(self, exercise, key, item, note: str) -> str:
        """Return the words that tie a phrase to an earlier one, or that none do; for the numbers, how a reader counted."""
        if item.id in COUNT:
            return note
        texts = {i["id"]: i["text"] for i in exercise.options["items"]}
        to = next((v for v in key["questions"][item.id]["right"] if v != NOBODY), None)
        if to is None:
            return f"No word ties “{texts[item.id]}” to a voice before it, so nothing shows that it is one of them."
        words, tied = texts[item.id], key["questions"][item.id]["tied"]
        return TIES[tied["by"]].format(words, _short(texts[tied["to"]]))

    def explain(self, exercise, article, key, item) -> Explanation:
        told = super().explain(exercise, article, key, item)
        key_item = key["questions"][item.id]
        if (same := [v for v in key_item["right"] if v != NOBODY]) and key_item["of"] > 1 and item.id not in COUNT:
            # pointing to any earlier phrase of one person is right: readers named the first
            agreed, others = sum(key_item["votes"].get(v, 0) for v in same), key_item["votes"].get(NOBODY, 0)
            tail = f", {others} of {key_item['of']} said “not shown to be anybody above”" if others else ""
            told = replace(told, votes=f"Readers: {agreed} of {key_item['of']} said that it is the same person{tail}.")
        return replace(told, next=COUNT[item.id]) if told.next and item.id in COUNT else told


def _short(words: str) -> str:
    """A long phrase by its first words, up to the clause that begins with “who”."""
    return re.split(r",? who\b", words)[0]


TYPE = ExerciseType.of(SamePersonForm, SamePersonKeys, ChoiceScorer, SamePersonExplainer)
