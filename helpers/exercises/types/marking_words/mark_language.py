"""Mark the words that do more than report: which of ten categories, and whose words they are. Strong but fair words can be marked as fair.

Full marks ask for 0.55 of places and labels: trained annotators reach span F1 0.51 to 0.55 on the BABE corpus, one against words that at least two
others marked (arXiv 2209.14557). And never for more than the median annotator of the article reaches.
"""

from __future__ import annotations

from dataclasses import replace

from helpers.articles import codebook
from helpers.scoring import ACCEPTED, BOUNDARY, FALSE_ALARM, FOUND, MISS, SPARED, WRONG_LABEL

from .._base import ExerciseType
from .._parts import Explanation
from ._in_words import sentence_of, words_of
from ._span_type import SpanExplainer, SpanForm, SpanKeys, SpanScorer

FAIR = "fair"


class MarkLanguageForm(SpanForm):
    layer = "language"

    def attributes(self) -> list[dict]:
        return [
            {"id": "voice", "name": "Whose words?", "options": codebook.options(codebook.VOICES)},
            {
                "id": "strength",
                "name": "How strong? (if you like)",
                "optional": True,
                "options": [{"id": s, "name": n} for s, n in (("1", "1: a touch"), ("2", "2: clearly"), ("3", "3: strongly"))],
            },
        ]


class MarkLanguageKeys(SpanKeys):
    attrs = ("voice",)
    level = 0.55


class MarkLanguageScorer(SpanScorer):
    def raw(self, exercise, key, value) -> tuple:
        """As in every span exercise, the kind being label and voice; with how many voices are right, and how many loaded words were called fair."""
        raw, items, measures = super().raw(exercise, key, value)
        key_items = {i["id"]: i for i in key["items"]}
        found = [o for o in items if o.credit and FAIR not in o.right]
        voices = [_heard(key_items[o.id], o, value["spans"]) for o in found]
        more = {
            "trusted": sum(o.outcome in (MISS, ACCEPTED) and FAIR in o.given for o in items),
            "fair_kept": sum(o.outcome == SPARED or (o.outcome == FOUND and FAIR in o.right) for o in items),
            "voices": sum(voices),
            "voiced": len(voices),
        }
        return raw, items, measures | more

    def baseline_answers(self, exercise, article, key) -> list[dict]:
        answers = super().baseline_answers(exercise, article, key)
        first = answers[0]["spans"][0]["label"] if answers else ""
        return answers + [{"spans": [{**s, "label": FAIR} for s in a["spans"]]} for a in answers if a["spans"][0]["label"] == first]


class MarkLanguageExplainer(SpanExplainer):
    noun = "a loaded word"
    edge_rule = "as few words as carry the effect, mostly one to five."

    def measure_lines(self, exercise, score) -> list[str]:
        m = score.measures
        return [f"Voice right for {m['voices']} of {m['voiced']}."] if m["voiced"] else []

    def how_counted(self, exercise, key, score, briefly=False) -> str:
        return super().how_counted(exercise, key, score, briefly).replace("half for its label", "half for its label and voice")

    def note(self, exercise, score) -> str:
        m = score.measures
        said = (
            "Nobody finds them all: trained readers in a research project agreed on little more than half of such words. "
            "Full marks ask for no more than that."
        )
        if score.fraction < 0.2 and m["false_marks"] > m["signals"]:
            return f"{said} You suspected nearly every word, and that earns little: it does not tell heat from fact."
        if score.fraction < 0.2 and m["trusted"] >= m["signals"] / 2:
            return f"{said} You trusted nearly every word, and that earns little: some of these carry heat that no fact here backs."
        return said

    def why_stray(self, article, item) -> str:
        if FAIR in item.given:
            return "No reader thought these words strong enough to need a defence. Save “strong but fair” for words that a hasty reader would flag."
        return "These words report and no more: no reader saw heat, doubt or blame in them."

    def named(self, key_item) -> str:
        return "A word that is strong but fair" if key_item["right"] == [FAIR] else super().named(key_item)

    def stands(self, article, key_item) -> str:
        a, b = key_item["spans"][0]
        rule = codebook.CATEGORIES[key_item["right"][0]].rule if key_item["right"] else ""
        return f"It stands in “{sentence_of(article, a, b) or words_of(article, a, b)}”. {rule}".strip()

    def next_miss(self, key_item) -> str:
        if "quoted" in key_item["attrs"]["voice"]:
            return "Read quotations too. The speaker is answerable for these words, and they still work on you."
        return "Swap in a plain word. If the sentence says the same and feels cooler, mark the word."

    def attr_words(self, key_item, item) -> str:
        voice = codebook.VOICES[key_item["attrs"]["voice"][0]]
        return f"Only the voice differs: readers say “{voice.name}”. {voice.rule}"

    def explain(self, exercise, article, key, item) -> Explanation:
        told = super().explain(exercise, article, key, item)
        key_item = next((i for i in key["items"] if i["id"] == item.id), None)
        if key_item is None:
            if FAIR in item.given:
                told = replace(told, title="No defence needed here", next="Mark as fair only what sounds strong and is exact.")
            return told
        voice = _whose(key_item) if FAIR not in key_item["right"] and key_item["tier"] != "contested" else ""
        if item.outcome == MISS and FAIR in item.given:
            label = codebook.CATEGORIES[key_item["right"][0]]
            return replace(told, title=f"You called it fair; readers call it loaded: {label.name}")
        if item.outcome in (MISS, BOUNDARY, FOUND, "accepted"):
            told = replace(told, sentences=[*told.sentences, voice])
        if item.outcome == WRONG_LABEL and set(item.given) <= set(key_item["right"]):
            told = replace(
                told,
                title="Right words, right label, another voice",
                next="Look for quotation marks, then for “said”: who would have to answer for these words?",
            )
        if item.outcome == FOUND and FAIR in key_item["right"]:
            told = replace(told, title="Strong but fair, and you said so")
        if item.outcome == FALSE_ALARM:
            told = replace(told, next="Swap in a plain word. Here a fact would be lost, so the strong word is exact.")
        return told


def _heard(key_item: dict, outcome, spans: list[dict]) -> bool:
    """Whether the marks that count for an item have the voice that most readers heard."""
    there = [m for m in spans if (m["start"], m["end"]) == outcome.given_span]
    return all((m.get("attrs") or {}).get("voice") in key_item["attrs"]["voice"] for m in there)


def _whose(key_item: dict) -> str:
    return {
        "reporter": "Whose words? The reporter’s own: nobody else is answerable for them.",
        "quoted": "Whose words? They stand inside quotation marks: the speaker is answerable, not the reporter.",
        "paraphrased": "Whose words? The reporter’s, for what a source said: the source answers for the content, the reporter for the choice of word.",
    }[key_item["attrs"]["voice"][0]]


TYPE = ExerciseType.of(MarkLanguageForm, MarkLanguageKeys, MarkLanguageScorer, MarkLanguageExplainer)
