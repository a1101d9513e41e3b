"""Fair or loaded? Words that sound strong, at least half of them exact: suspicion of everything loses, and so does trust in everything."""

from __future__ import annotations

from dataclasses import replace

from helpers.articles import codebook
from helpers.scoring import CONTESTED, EMPTY, RIGHT

from .._base import ExerciseType
from .._parts import Explanation
from ._choices import ChoiceScorer
from ._words import WordExplainer, WordForm, WordKeys, why

FAIR, LOADED = "fair", "loaded"


class FairOrLoadedForm(WordForm):
    label = "Fair or loaded?"
    suspicious_options = (LOADED,)

    def options(self, exercise, article) -> list[tuple]:
        return [
            (FAIR, "fair", "A plainer word would lose a fact; or it is honest doubt, explained."),
            (
                LOADED,
                "loaded",
                "A plainer word would keep the fact and lose only heat, blame or unearned certainty; or the words hide who did it.",
            ),
        ]


class FairOrLoadedKeys(WordKeys):
    silent = FAIR

    def value_of(self, mark: dict) -> str:
        return FAIR if mark["category"] == "fair" else LOADED

    def ballots(self, exercise, article, votes) -> dict:
        """Return the votes; who left the words alone saw nothing loaded in them, and votes for fair without a reason."""
        cast = super().ballots(exercise, article, votes)
        readers = [p.annotator for p in votes.passes if p.layers is None or self.form.layer in p.layers]
        for given in cast.values():
            given += [(who, FAIR, None) for who in readers if who not in {w for w, *_ in given}]
        return cast

    def build_key(self, exercise, article, votes) -> dict:
        """Return the right answers: where a third or more say each, readers differ, and any is accepted."""
        key = super().build_key(exercise, article, votes)
        for key_item in key["questions"].values():
            key_item["alone"] = key_item["readers"] - sum(key_item["categories"].values())
            key_item["reasons"] = {v: said for v in (FAIR, LOADED) if (said := votes.reasons.why(key_item["start"], self.asks({}), [v]))}
            if len(key_item["right"]) > 1:
                key_item["right"] = []
        return key


class FairOrLoadedExplainer(WordExplainer):
    next_try = "Swap in a plainer word and see what is lost: a fact, or only the heat?"

    def note(self, exercise, score) -> str:
        given = [i.given[0] for i in score.items if i.given]
        if len(given) > 2 and set(given) == {LOADED}:
            return (
                "You suspected every word. Grave words for grave things are fair. Which of them could not be swapped without losing a fact?"
            )
        if len(given) > 2 and set(given) == {FAIR}:
            return "You trusted every word. Some of them carry heat or blame that no fact here backs. Which could be swapped and keep the fact?"
        return super().note(exercise, score)

    def explain(self, exercise, article, key, item) -> Explanation:
        if told := self.unanswered(exercise, item):
            return told
        key_item = key["questions"][item.id]
        loaded = self.categories(key_item)
        base = Explanation(quote=key_item["text"], field=item.id, votes=_tally(key_item))
        if item.outcome == CONTESTED:
            both = [f"For “{v}”: {n}" for v in (LOADED, FAIR) if (n := reason(key_item, v))]
            return replace(
                base,
                title="Any answer is accepted",
                sentences=both,
                next="",
            )
        right = key_item["right"][0]
        said = reason(key_item, right)
        rule = codebook.CATEGORIES["fair"] if right == FAIR else loaded[0]
        name = "Fair" if right == FAIR else f"Loaded ({loaded[0].name})"
        if item.outcome == RIGHT:
            return replace(base, title=name, sentences=[said or rule.rule], next="")
        lines = [said or rule.rule]
        if item.outcome == EMPTY:
            return replace(
                base,
                title=f"Readers say: {name[0].lower() + name[1:]}"
                if key_item["readers"] > 1
                else f"The reader says: {name[0].lower() + name[1:]}",
                sentences=lines,
                next=self.next_try,
            )
        if right == FAIR:
            return replace(
                base,
                title="You suspected this one, but it is fair",
                word="False alarm",
                kind="false_alarm",
                sentences=lines,
                next="Try a plainer word in its place. If a fact goes missing, the strong word was exact.",
            )
        return replace(
            base,
            title=f"You trusted this one, but it is loaded: {loaded[0].name}",
            word="Missed",
            kind="miss",
            sentences=lines,
            next="Try a plainer word in its place. If the fact stays and only the heat goes, it was loaded.",
        )


def reason(key_item: dict, value: str) -> str:
    """Return what decides for one answer: the sentence written about these words, or else the first reason that a reader gave."""
    return key_item.get("reasons", {}).get(value) or why(key_item, value)


def _tally(key_item: dict) -> str:
    left, loaded, of = key_item["alone"], key_item["votes"].get(LOADED, 0), key_item["readers"]
    fair = of - left - loaded
    parts = [f"{n} of {of} {what}" for n, what in ((loaded, "say loaded"), (fair, "say fair"), (left, "left it alone")) if n]
    if of == 1:
        return (
            "The one reader of this article says loaded."
            if loaded
            else "The one reader of this article says fair."
            if fair
            else "The one reader of this article left it alone."
        )
    return f"Readers: {', '.join(parts)}."


TYPE = ExerciseType.of(FairOrLoadedForm, FairOrLoadedKeys, ChoiceScorer, FairOrLoadedExplainer)
