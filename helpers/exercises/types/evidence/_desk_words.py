"""What the evidence desk says to a learner: why a verdict holds on its day, was too early, or rests on a card from a later day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from helpers.articles import codebook, spoken
from helpers.scoring import EMPTY, RIGHT, WRONG

from .._base import listed
from .._parts import Explanation, Yours
from ._verdicts import VerdictExplainer

LATER, NONE, SURE = "used_later", "none", 80
COVER = "Cover every card with a later date. What is left is all that anybody could know on that day."
NEXT = {
    "supported": "Point at the card that says so. That nobody denies a claim is not support.",
    "partly": "Name the half that a card shows, and the half that none shows. If you cannot, it is another verdict.",
    "contested": "Name one card for the claim and one against it. With only one of them, it is not contested.",
    "contradicted": "Point at the card that says the opposite. A gap is not a contradiction.",
    "not_checkable_then": "Look once more: does a card of that day speak for the claim, or against it? And if none does, can one still come?",
    "not_checkable": "Ask two things. Does any card speak for it or against it? Could one still come? Only two noes make it “not checkable”.",
}


def called(values) -> str:
    return listed([f"“{codebook.VERDICTS[v].name}”" for v in values])


def both(names: list[str]) -> str:
    return listed(names).replace(" or ", " and ")


class DeskExplainer(VerdictExplainer):
    """The sentences of the desk."""

    allowed = "That day’s cards allow"
    next_try = COVER

    def note(self, exercise, score) -> str:
        m = score.measures
        said = [super().note(exercise, score)]
        if m["later"]:
            said.append(
                f"{m['later']} times you name a card from a later day: nobody could know it then, so that answer cannot count."
                if m["later"] > 1
                else "Once you name a card from a later day: nobody could know it then, so that answer cannot count."
            )
        if m["too_trusting"] >= 2 and m["too_trusting"] > m["too_doubting"]:
            said.append(
                f"You trusted too soon: {m['too_trusting']} times you wrote “supported” where the cards of the day did not carry it. That nobody denies a claim is not support."
            )
        if m["too_doubting"] >= 2 and m["too_doubting"] > m["too_trusting"]:
            said.append(
                f"You doubted too much: {m['too_doubting']} times you turned a claim down where the cards of the day did not. Doubt needs evidence too."
            )
        return " ".join(s for s in said if s)

    def measure_lines(self, exercise, score) -> list[str]:
        m = score.measures
        if m.get("brier") is None:
            return []
        said = [
            f"Your confidence: Brier score {m['brier']:.2f} over {len(m['pairs'])} verdicts. 0 is perfect, and always saying 50 gives 0.25. It earns no marks."
        ]
        if m["over_sure"]:
            letters = {i["id"]: self.form.letter(exercise, i) for i in exercise.options["items"]}
            where = [f"claim {letters[c]} on {spoken(date.fromisoformat(d))}" for c, d in m["over_sure"]]
            said.append(f"You were at least {SURE} sure and not right at: {'; '.join(where)}. Read these again first.")
        return said

    def explain(self, exercise, article, key, item) -> Explanation:
        if item.id.endswith("-rests"):
            return self.explain_rests(exercise, key, item)
        q = next(q for q in self.form.questions(exercise, article) if q["id"] == item.id)
        key_item = key["questions"][item.id]
        sure = item.votes.get("sure")
        tail = Yours(f"You were {sure:g} sure here.") if item.outcome == WRONG and sure is not None and sure >= SURE else ""
        told = super().explain(exercise, article, key, item)
        if item.outcome == EMPTY:
            return replace(told, next="Say something for every day. “Not checkable then” is a real verdict.")
        if item.outcome != WRONG:
            return told
        later = next(
            (
                d["date"]
                for d in self.form.days(exercise)
                if d["date"] > q["block"] and item.given[0] in key["questions"][f"{q['item']}-{d['date']}"]["right"]
            ),
            None,
        )
        if later:
            first = f"{called(item.given)} is right only by {spoken(date.fromisoformat(later))}, when its cards were there."
            said = [first, f"{self.allowed} {called(key_item['right'])}. {self.because(key_item)}"]
            return replace(told, sentences=[*said, tail], next=COVER)
        return replace(told, sentences=[*told.sentences, tail], next=NEXT[item.given[0]])

    def explain_rests(self, exercise, key, item) -> Explanation:
        key_item = key["questions"][item.id]
        claim = next(i for i in exercise.options["items"] if f"{i['id']}-rests" == item.id)
        day = spoken(date.fromisoformat(key_item["day"]))
        told = Explanation(
            title=f"Claim {self.form.letter(exercise, claim)} on {day}: the cards behind it",
            field=item.id,
        )
        there = f"On that day it could rest on {both(key_item['best'])}." if key_item["best"] else "On that day no card settled it."
        if item.outcome == RIGHT:
            none = item.votes["mine"] == [NONE]
            return replace(
                told,
                sentences=[
                    Yours(
                        "Yes: no card of that day settles it, and saying so is a real answer."
                        if none
                        else "Yes: these cards were there on that day, and they bear on the claim."
                    ),
                    self.because(key_item),
                ],
            )
        if item.outcome == EMPTY:
            return replace(told, sentences=[there], next="For every verdict, say which cards carry it, or that none does.")
        if item.given == (LATER,):
            late = both([f"{c} ({key_item['later'][c]})" for c in item.votes["cited"] if c in key_item["later"]])
            return replace(
                told,
                sentences=[
                    f"Too late: {late}. You know it now; on {day} nobody did.",
                    there,
                    "A verdict of a day rests on the cards of that day or before.",
                ],
            )
        if item.given == (NONE,):
            return replace(
                told,
                sentences=[f"There was something: {there} {self.because(key_item)}"],
                next="Read the cards of day 1 again, with this claim in mind.",
            )
        return replace(
            told,
            sentences=[f"These cards were there, but most of them say nothing about this claim. {there}", self.because(key_item)],
            next="Ask of each card: if it said the opposite, would my verdict change? If not, the verdict does not rest on it.",
        )
