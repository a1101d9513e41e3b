"""Mark the words that do more than report: which of ten categories, and whose words they are. Strong but fair words can be marked as fair.

Full marks stand at span F1 0.55, what trained annotators reach against one another on the BABE corpus (arXiv 2209.14557;
one annotator against words that at least two others marked: 0.51 to 0.55), and never above the median annotator of the article.
"""

from __future__ import annotations

from typing import NamedTuple

from helpers.articles import codebook
from helpers.scoring import BOUNDARY, FALSE_ALARM, FOUND, MISS, WRONG_LABEL, measures, outcomes, place, weigh

from ._in_words import sentence_of, words_of
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
        return [
            {"id": "voice", "name": "Whose words?", "options": codebook.options(codebook.VOICES)},
            {
                "id": "strength",
                "name": "How strong? (if you like)",
                "optional": True,
                "options": [{"id": s, "name": n} for s, n in (("1", "1: a touch"), ("2", "2: clearly"), ("3", "3: strongly"))],
            },
        ]

    # ---- marking
    def raw(self, exercise, key, value) -> tuple:
        """Place and label as in every span exercise, then a quarter for the voice. Calling a loaded word fair is missing it."""
        worth = _worth(key, value["spans"])
        met = weigh(key, worth.counted, key.get("attrs", ()))[2]
        told = [
            o._replace(given=(FAIR,), given_span=worth.trusted[o.id]) if o.id in worth.trusted and not o.given else o
            for o in outcomes(key, worth.counted, met)
        ]
        more = {
            "trusted": len(worth.trusted),
            "fair_kept": sum(o.outcome == "spared" or (o.outcome == FOUND and FAIR in o.right) for o in told),
            "voices": worth.voices,
            "voiced": worth.voiced,
        }
        return worth.raw, told, measures(key, worth.counted, met, worth.share) | more

    def raw_score(self, exercise, key, value) -> float:
        return _worth(key, value["spans"]).raw

    def baseline_answers(self, exercise, article, key) -> list[dict]:
        answers = super().baseline_answers(exercise, article, key)
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
        said = (
            "Nobody finds them all: trained readers in a research project agreed on little more than half of such words. "
            "Full marks ask for no more than that (F1 0.55 of 1)."
        )
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

    def named(self, known) -> str:
        return "A word that is strong but fair" if known["right"] == [FAIR] else super().named(known)

    def stands(self, article, known) -> str:
        a, b = known["spans"][0]
        return f"It stands in “{sentence_of(article, a, b) or words_of(article, a, b)}”. See how the rule fits it."

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
            told |= {
                "title": "Right words, right label, another voice",
                "next": "Look for quotation marks, then for “said”: who would have to answer for these words?",
            }
        if item.outcome == FOUND and FAIR in known["right"]:
            told["title"] = "Strong but fair, and you said so"
        if item.outcome == FALSE_ALARM:
            told["next"] = "Swap in a plain word. Here a fact would be lost, so the strong word is exact."
        return told


class Worth(NamedTuple):
    """What marks of loaded words come to. `counted`: all but those that call a loaded item fair; `trusted`: where these items are."""

    raw: float
    share: float
    counted: list
    trusted: dict
    voices: int
    voiced: int


def _worth(key: dict, spans: list[dict]) -> Worth:
    trusted, counted = {}, []
    for one in place(key, spans):
        item = key["items"][one.home] if one.home is not None and one.mark["label"] == FAIR else None
        if item and item["tier"] in ("core", "accepted") and FAIR not in item["right"]:
            trusted[item["id"]] = one.mark["start"], one.mark["end"]
        else:
            counted.append(one)
    raw, share, met = weigh(key, counted)
    loaded = [one for one in counted if one.mark["label"] != FAIR]
    suspected = weigh(key, loaded)[0] if len(loaded) < len(counted) else raw
    found = [(o, key["items"][i]) for i, o in met.items() if o.credit and FAIR not in o.right]
    there: dict = {o.given_span: [] for o, _ in found}
    for mark in spans if found else ():
        if (at := (mark["start"], mark["end"])) in there:
            there[at].append(mark)
    heard = [_voice(item, there[o.given_span]) for o, item in found]
    weight = sum(o.credit for o, _ in found)
    voiced = sum(o.credit for (o, _), good in zip(found, heard) if good) / weight if weight else 0.0
    # defending fair words doubles at most what finding loaded ones earned: trusting everything alone earns nothing
    return Worth(min(raw, 2 * suspected) * (1 - VOICE_SHARE + VOICE_SHARE * voiced), share, counted, trusted, sum(heard), len(found))


def _voice(item: dict, there: list[dict]) -> bool:
    """Whether, of the marks at the place that counts for an item, the one rightly named has the voice that most readers heard."""
    named = [m for m in there if m["label"] in item["right"]]
    return bool(named) and (min(named, key=_in_order).get("attrs") or {}).get("voice") in item["attrs"]["voice"]


def _in_order(mark: dict) -> tuple:
    """Marks at one place by label and properties, so that it does not matter in which order they were made."""
    return mark["label"], sorted((str(k), str(v)) for k, v in (mark.get("attrs") or {}).items())


def _whose(known: dict) -> str:
    return {
        "reporter": "Whose words? The reporter’s own: nobody else is answerable for them.",
        "quoted": "Whose words? They stand inside quotation marks: the speaker is answerable, not the reporter.",
        "paraphrased": "Whose words? The reporter’s, for what a source said: the source answers for the content, the reporter for the choice of word.",
    }[known["attrs"]["voice"][0]]


TYPE = MarkLanguage()
