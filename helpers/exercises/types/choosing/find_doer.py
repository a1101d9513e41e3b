"""Find the doer: who did it, is the doer known and left out, or truly unknown and said so?

The key comes from the votes and the sentence. Marked `agentless` by a reader: left out. Not marked so, and a voice of the article follows
“by” in the same sentence: that voice did it. Marked `fair` with no such voice: unknown, and honestly said so.
"""

from __future__ import annotations

import re
from dataclasses import replace

from helpers import text
from helpers.scoring import CONTESTED, RIGHT

from .._base import ExerciseType
from .._parts import Explanation, Yours
from ._choice_keys import ChoiceKeys
from ._choices import ChoiceExplainer, ChoiceForm, ChoiceScorer

LEFT_OUT, UNKNOWN = "left_out", "unknown"
_HIDDEN = ("known, and left out", "The text shows that somebody knows who did it, and does not say.")
_OPEN = ("not known, and the text says so", "The writer tells you openly that it is not known.")


class FindDoerForm(ChoiceForm):
    layer = "language"
    suspicious_options = (LEFT_OUT,)

    def questions(self, exercise, article) -> list[dict]:
        doers = [(d["id"], d["name"], "") for d in exercise.options["doers"]]
        options = [*doers, (LEFT_OUT, *_HIDDEN), (UNKNOWN, *_OPEN)]
        return [
            {
                "id": i["id"],
                "block": i["id"],
                "label": i.get("ask", "Who or what did it?"),
                "options": options,
                "start": i["start"],
                "end": i["end"],
            }
            for i in self.items(exercise, article)
        ]


class FindDoerKeys(ChoiceKeys):
    def ballots(self, exercise, article, votes) -> dict:
        cast: dict = {}
        for item in self.form.items(exercise, article):
            named = doer_in(article, item, exercise.options["doers"])
            for one in votes.passes:
                marks = [m for m in one.layer("language") if m["start"] < item["end"] and item["start"] < m["end"]]
                hidden = next((m for m in marks if m["category"] == "agentless"), None)
                fair = next((m for m in marks if m["category"] == "fair"), None)
                value = LEFT_OUT if hidden else named if named else UNKNOWN if fair else None
                cast.setdefault(item["id"], []).append((one.annotator, value, (hidden or fair or {}).get("note")))
        return cast


class FindDoerExplainer(ChoiceExplainer):
    def explain(self, exercise, article, key, item) -> Explanation:
        asked = next(i for i in self.form.items(exercise, article) if i["id"] == item.id)
        key_item, names = key["questions"][item.id], {d["id"]: d["name"] for d in exercise.options["doers"]}
        a, b = next(s for s in text.sentences(article.text) if s[0] <= asked["start"] < s[1])
        base = Explanation(quote=asked["text"], field=item.id)
        if item.outcome == CONTESTED:
            return replace(
                base,
                title=asked.get("ask", "Who or what did it?"),
                sentences=["Any answer is accepted here."],
                votes="",
                next="",
            )
        right = key_item["right"][0]
        note = next(iter(key_item["notes"].get(right, [])), "")
        count = key_item["votes"][right]
        if right == LEFT_OUT:
            title, said = "The doer is known and left out", f"Read it again: “{article.text[a:b]}” It does not say who did it."
            votes = f"Readers: {count} of {key_item['of']} marked it as a doer left out."
        elif right == UNKNOWN:
            title, said = "Not known, and the text says so", "That is honest doubt: the writer hides nobody."
            votes = f"Readers: {count} of {key_item['of']} marked these words as fair."
        else:
            title, said = (
                f"It says who: {names[right]}",
                f"A passive may hide nobody. After “by” you read who or what did it: “{article.text[a:b]}”",
            )
            votes = f"Readers: {count} of {key_item['of']} marked no hidden doer here."
        base = replace(base, title=title, votes=votes)
        if item.outcome == RIGHT:
            return replace(base, sentences=[note or said], next="")
        mine = {LEFT_OUT: "You suspected that somebody is hidden.", UNKNOWN: "You took it as unknown."}.get(
            item.given[0] if item.given else "", ""
        )
        if item.given and not mine:
            mine = f"You chose “{names[item.given[0]]}”."
        step = (
            "Read on to the end of the sentence: does a “by” follow?"
            if right in names
            else "Ask: could the writer know it? Then look whether the text says so."
        )
        return replace(base, sentences=[Yours(mine), said], next=step)


def doer_in(article, item: dict, doers: list[dict]) -> str | None:
    """Return the voice that follows “by” after the words asked about, within their sentence."""
    sentence = next((s for s in text.sentences(article.text) if s[0] <= item["start"] < s[1]), (item["start"], item["end"]))
    for hit in re.finditer(r"\bby (?:order of )?", article.text[item["start"] : sentence[1]]):
        at = item["start"] + hit.end()
        for doer in doers:
            if any(a <= at < b or at <= a <= at + 4 for a, b in doer["at"]):
                return doer["id"]
    return None


TYPE = ExerciseType.of(FindDoerForm, FindDoerKeys, ChoiceScorer, FindDoerExplainer)
