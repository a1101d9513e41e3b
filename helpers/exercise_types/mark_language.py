"""Mark the words that do more than report: which of ten categories, and whose words they are. Strong but fair words can be marked as fair.

Full marks stand at span F1 0.55, what trained annotators reach against one another on the BABE corpus (arXiv 2209.14557;
one annotator against words that at least two others marked: 0.51 to 0.55), and never above the median annotator of the article.
"""
from __future__ import annotations

from dataclasses import replace

from .. import codebook
from ..score import BOUNDARY, FALSE_ALARM, FOUND, MIN_FIT, MISS, WRONG_LABEL, _harmonic, fit, score_spans
from ._spans import SpanType

FAIR = "fair"
VOICE_SHARE = 0.25  # what the voices of the words found are worth


class MarkLanguage(SpanType):
    layer = "language"
    noun = "a loaded word"
    attrs = ("voice",)
    full_marks = 0.55
    edge_rule = "as few words as carry the effect, mostly one to five."

    def attributes(self) -> list[dict]:
        return [{"id": "voice", "name": "Whose words?", "options": codebook.options(codebook.VOICES)},
                {"id": "strength", "name": "How strong? (if you like)", "options": [{"id": s, "name": n} for s, n in (("1", "1: a touch"), ("2", "2: clearly"), ("3", "3: strongly"))]}]

    # ---- marking
    def raw(self, exercise, key, value) -> tuple:
        """Place and label as in every span exercise, then a quarter for the voice. Calling a loaded word fair is missing it."""
        trusted, counted = _trusted(key, _in_order(value["spans"]))
        unvoiced = {**key, "attrs": []}
        raw, _, measures = score_spans(unvoiced, counted)
        loaded = [m for m in counted if m["label"] != FAIR]
        suspected = score_spans(unvoiced, loaded)[0] if len(loaded) < len(counted) else raw
        _, outcomes, _ = score_spans(key, counted)
        places = {i["id"]: i for i in key["items"]}
        found = [o for o in outcomes if o.credit and FAIR not in o.right]
        weight = sum(o.credit for o in found)
        share = sum(o.credit for o in found if _voice(o, places, counted)) / weight if weight else 0.0
        outcomes = [replace(o, given=(FAIR,), given_span=trusted[o.id]) if o.id in trusted and not o.given else o for o in outcomes]
        measures |= {"trusted": len(trusted), "fair_kept": sum(o.outcome == "spared" or (o.outcome == FOUND and FAIR in o.right) for o in outcomes),
                     "voices": sum(_voice(o, places, counted) for o in found), "voiced": len(found)}
        # defending fair words doubles at most what finding loaded ones earned: trusting everything alone earns nothing
        return min(raw, 2 * suspected) * (1 - VOICE_SHARE + VOICE_SHARE * share), outcomes, measures

    def rote_answers(self, exercise, article, key) -> list[dict]:
        answers = super().rote_answers(exercise, article, key)
        first = answers[0]["spans"][0]["label"] if answers else ""
        return answers + [{"spans": [{**s, "label": FAIR} for s in a["spans"]]} for a in answers if a["spans"][0]["label"] == first]

    def examples(self, exercise, article, key) -> dict:
        """Half of the words are more than full marks ask for, so “half” is the first third."""
        made = super().examples(exercise, article, key)
        return made | {"half": {"spans": made["right"]["spans"][: max(1, len(made["right"]["spans"]) // 3)]}}

    # ---- words
    def headline(self, score) -> str:
        m = score.measures
        voices = f" Voice right for {m['voices']} of {m['voiced']}." if m["voiced"] else ""
        return super().headline(score) + voices

    def note(self, exercise, score) -> str:
        m = score.measures
        said = ("Full marks need no perfection: they stand at F1 0.55 of 1, about what trained readers reached against one another in a research project. "
                "Nobody finds “all” loaded words, because readers do not agree on them.")
        if score.fraction < 0.2 and m["false_marks"] > m["signals"]:
            return f"{said} You suspected nearly every word, and that comes to nothing: it does not tell heat from fact."
        if score.fraction < 0.2 and m["trusted"] >= m["signals"] / 2:
            return f"{said} You trusted nearly every word, and that comes to nothing: some of these carry heat that no fact here backs."
        return said

    def why_stray(self, article, item) -> str:
        words = article.text[item.start : item.end]
        if FAIR in item.given:
            return f"No reader thought “{words}” strong enough to need a defence. Save “strong but fair” for words that a hasty reader would flag."
        return f"To the readers “{words}” is plain reporting: it adds no heat, no doubt and no blame."

    def next_miss(self, known) -> str:
        if "quoted" in known["attrs"]["voice"]:
            return "Read quotations too. The speaker is answerable for these words, and they still work on you."
        return "Swap in a plain word. If the sentence says the same and feels cooler, mark the word."

    def attr_words(self, known, item) -> str:
        voice = codebook.VOICES[known["attrs"]["voice"][0]]
        return f"Only the voice differs: readers say “{voice.name}”. {voice.rule}"

    def explain(self, exercise, article, key, item) -> dict:
        told = super().explain(exercise, article, key, item)
        known = next((i for i in key["items"] if i["id"] == item.id), None)
        if known is None:
            if FAIR in item.given:
                told |= {"title": "No defence needed here", "next": "Mark as fair only what sounds strong and is exact."}
            return told
        voice = _whose(known) if FAIR not in known["right"] and known["tier"] != "contested" else ""
        if item.outcome == MISS and FAIR in item.given:
            label = codebook.CATEGORIES[known["right"][0]]
            return told | {"title": f"You called it fair; readers call it loaded: {label.name}"}
        if item.outcome in (MISS, BOUNDARY, FOUND, "accepted"):
            told["sentences"] = [*told["sentences"], voice]
        if item.outcome == WRONG_LABEL and set(item.given) <= set(known["right"]):
            told |= {"title": "Right words, right label, another voice",
                     "next": "Look for quotation marks, then for “said”: who would have to answer for these words?"}
        if item.outcome == FOUND and FAIR in known["right"]:
            told["title"] = "Strong but fair, and you said so"
        if item.outcome == FALSE_ALARM:
            told["next"] = "Swap in a plain word. Here a fact would be lost, so the strong word is exact."
        return told


def _in_order(spans: list[dict]) -> list[dict]:
    """The marks by place, label and voice, so that it does not matter in which order they were made."""
    return sorted(spans, key=lambda m: (m["start"], m["end"], m["label"], sorted((str(k), str(v)) for k, v in (m.get("attrs") or {}).items())))


def home_of(key: dict, mark: dict) -> dict | None:
    """The item of the key that a mark fits best, or None where it is on nothing."""
    near = [(_harmonic(fit((mark["start"], mark["end"]), i["spans"], key["word_starts"], key["word_ends"])), i) for i in key["items"]]
    best, item = max(near, key=lambda x: x[0], default=(0, None))
    return item if best >= MIN_FIT else None


def _trusted(key: dict, spans: list[dict]) -> tuple[dict, list[dict]]:
    """Loaded items that were called fair, with the marks that did so; and the other marks, which count."""
    trusting = {}
    for n, mark in enumerate(spans):
        item = home_of(key, mark) if mark["label"] == FAIR else None
        if item and item["tier"] in ("core", "accepted") and FAIR not in item["right"]:
            trusting[n] = item
    kept = [m for n, m in enumerate(spans) if n not in trusting]
    return {i["id"]: (spans[n]["start"], spans[n]["end"]) for n, i in trusting.items()}, kept


def _voice(outcome, places: dict, spans: list[dict]) -> bool:
    """Whether the mark that counts for an item, rightly named, has the voice that most readers heard."""
    item = places[outcome.id]
    mark = next((m for m in spans if (m["start"], m["end"]) == outcome.given_span and m["label"] in item["right"]), None)
    return bool(mark) and (mark.get("attrs") or {}).get("voice") in item["attrs"]["voice"]


def _whose(known: dict) -> str:
    return {
        "reporter": "Whose words? The reporter’s own: nobody else is answerable for them.",
        "quoted": "Whose words? They stand inside quotation marks: the speaker is answerable, not the reporter.",
        "paraphrased": "Whose words? The reporter’s, for what a source said: the source answers for the content, the reporter for the choice of word.",
    }[known["attrs"]["voice"][0]]


TYPE = MarkLanguage()
