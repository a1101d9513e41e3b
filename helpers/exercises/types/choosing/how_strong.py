"""How strong? Rate loaded words from 1 to 3, then see how the readers' ratings spread. Every rating that a third of the readers gave is right."""

from __future__ import annotations

from dataclasses import replace

from helpers.scoring import CONTESTED, EMPTY, RIGHT

from .._base import ExerciseType
from .._parts import Explanation
from ._choices import ChoiceScorer
from ._words import WordExplainer, WordForm, WordKeys, why

SCALE = (
    ("1", "1: a touch", "A careful reader notices; the sentence would hardly change without it."),
    ("2", "2: clearly", "It colours the sentence."),
    ("3", "3: strongly", "It is what the sentence works by."),
)


class HowStrongForm(WordForm):
    label = "How strong is it?"

    def options(self, exercise, article) -> list[tuple]:
        return list(SCALE)


class HowStrongKeys(WordKeys):
    def value_of(self, mark: dict) -> str | None:
        return str(mark["strength"]) if mark.get("strength") else None


class HowStrongExplainer(WordExplainer):
    next_try = "Take the word out and read the sentence aloud. How much is gone?"

    def explain(self, exercise, article, key, item) -> Explanation:
        if told := self.unanswered(exercise, item):
            return told
        key_item = key["questions"][item.id]
        names = {i: n.split(": ")[1] for i, n, _ in SCALE}
        spread = " · ".join(f"{i} ({names[i]}) {'●' * n or '–'} {n}" for i in names for n in [key_item["votes"].get(i, 0)])
        base = Explanation(quote=key_item["text"], field=item.id, votes=f"How {key_item['of']} readers rated it: {spread}.")
        categories = self.categories(key_item)
        told = f"It is loaded as “{categories[0].name}”. " if categories else ""
        said = why(key_item, max(key_item["votes"], key=key_item["votes"].get, default=""))
        if item.outcome == CONTESTED:
            return replace(base, title="Readers stand far apart", sentences=[said, "Any rating is accepted here."], next="")
        here = " or ".join(key_item["right"])
        split = " Readers are split, and either counts." if len(key_item["right"]) > 1 else ""
        if item.outcome == RIGHT:
            title = f"Readers are split: {here}" if split else f"You and the readers: {here}"
            return replace(base, title=title, kind="contested" if split else "", sentences=[told + said])
        if item.outcome == EMPTY:
            return replace(base, title=f"Readers say {here}", sentences=[told + said + split], next=self.next_try)
        more = int(item.given[0]) > max(map(int, key_item["right"]))
        return replace(
            base,
            title=f"You said {item.given[0]}, readers say {here}",
            sentences=[told + said + split],
            next="Is it the subject that is grave, or the word? Rate the word."
            if more
            else "Say the sentence with a plain word instead. What does the reader no longer feel?",
        )


TYPE = ExerciseType.of(HowStrongForm, HowStrongKeys, ChoiceScorer, HowStrongExplainer)
