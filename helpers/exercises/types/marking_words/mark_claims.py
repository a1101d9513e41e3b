"""Mark every claim that could be agreed or denied by itself, and say what kind of claim it is."""

from __future__ import annotations

from .._base import ExerciseType
from ._in_words import sentence_of, words_of
from ._span_type import SpanExplainer, SpanForm, SpanKeys, SpanScorer

LONG = 60  # characters of a claim that says by itself where it stands


class MarkClaimsForm(SpanForm):
    layer = "claims"


class MarkClaimsExplainer(SpanExplainer):
    noun = "a claim"
    stray_title = "Not among the claims that carry the story"
    stray_next = "Ask of each mark: could somebody deny it, and what in the story falls if it is not so? If you can say that here, tell your teacher."
    edge_rule = "one claim is what can be agreed or denied by itself, mostly a clause."

    def why_stray(self, article, item) -> str:
        words = article.text[item.start : item.end]
        if len(words.split()) > 25:
            return "That is more than one claim. Somebody could agree with one half and deny the other, so mark each half by itself."
        if len(words.split()) < 3:
            return f"“{words}” alone says nothing yet that somebody could deny."
        return "Readers marked the claims that carry the story, and passed over these words."

    def stands(self, article, key_item) -> str:
        a, b = key_item["spans"][0]
        within = sentence_of(article, a, b)
        where = f" The sentence is “{within}”." if within and b - a < LONG else ""
        return f"Somebody could agree with “{words_of(article, a, b)}” and somebody else deny it, so it is a claim by itself.{where}"

    def next_miss(self, key_item) -> str:
        if "value" in key_item["right"] or "prediction" in key_item["right"]:
            return "Opinions and forecasts can wear the clothes of facts. Ask of each clause: could a record settle this, and is there one yet?"
        return "Cut the sentence at “and”, “as”, “but” and the commas. Ask of each piece: could somebody say “no, that is not so”?"


TYPE = ExerciseType.of(MarkClaimsForm, SpanKeys, SpanScorer, MarkClaimsExplainer)
