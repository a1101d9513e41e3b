"""Which rule broke? The machine's own suggestions on an article: where it is wrong, what in the way it works made it so?

The authors' key (`rules` in the article's `repairs.json`): which part of a program failed cannot be voted on by readers of the article.
"""

from __future__ import annotations

from dataclasses import replace

from helpers.scoring import EMPTY, RIGHT

from .._base import ExerciseType
from .._parts import Explanation, Yours
from ..choosing._choices import ChoiceScorer
from ..writing._authored import AuthoredExplainer, AuthoredForm, AuthoredKeys

RULES = {
    "held": ("nothing: the machine is right here", "nothing broke, the machine is right"),
    "sense": ("a word on its list means something else here", "a word in another sense"),
    "edges": ("it cuts at the wrong place: two in one, or half of it", "a cut at the wrong place"),
    "not": ("it does not see that the sentence says “not”", "a “not” that it does not see"),
    "who": ("it does not know who “she” or “they” is", "a pronoun it cannot follow"),
}


class WhichRuleForm(AuthoredForm):
    label = "What broke?"

    def asked(self, item: dict) -> str:
        return f"The machine: {item['says']} What broke?"

    def choices(self, exercise, item: dict) -> list[tuple]:
        return [(one, name, short) for one, (name, short) in RULES.items()]


class WhichRuleExplainer(AuthoredExplainer):
    next_try = "Read only the words that the machine marked, as if you knew nothing else. Then read the sentence. What did you know that it could not?"

    def explain(self, exercise, article, key, item) -> Explanation:
        listed = next(i for i in self.form.items(exercise, article) if i["id"] == item.id)
        key_item = key["questions"][item.id]
        right, why = key_item["right"][0], key_item["notes"][key_item["right"][0]][0]
        base = Explanation(title=RULES[right][1][0].upper() + RULES[right][1][1:], quote=listed["text"], field=item.id)
        if item.outcome == RIGHT:
            return replace(base, sentences=[Yours(f"Yes: {RULES[item.given[0]][1]}. {why}")], next="")
        mine = [] if item.outcome == EMPTY else [Yours(f"You said: {RULES[item.given[0]][1]}.")]
        return replace(base, sentences=[*mine, f"We say: {RULES[right][1]}. {why}"], next=self.next_try)


TYPE = ExerciseType.of(WhichRuleForm, AuthoredKeys, ChoiceScorer, WhichRuleExplainer)
