"""A broad bank of rules without reading: what can be counted in the words asked about, in their sentence and in what stands around them.

About 270 features, each tried at every threshold and in both directions. None of them knows what a source is told to know.
"""

from __future__ import annotations

import re
from functools import cache

import blind_rules
from blind_rules import Item

from helpers import text as kit_text

CLASSES = {
    "articles": r"\b(a|an|the)\b",
    "pronouns": r"\b(he|she|it|they|we|him|them|us|this|that|who|which|nobody|one)\b",
    "he, she, it, they": r"\b(he|she|it|they)\b",
    "possessives": r"\b(his|her|its|their|our|my)\b|’s\b|s’ ",
    "prepositions": r"\b(of|in|on|at|by|for|from|with|to|near|under|over|below|above|beside|behind|through|into|after|before|since|until)\b",
    "negations": r"\b(not|no|nobody|nothing|never|nor|neither|none|without)\b",
    "ands and buts": r"\b(and|but|or)\b",
    "had, was, has, is": r"\b(had|has|have|was|were|is|are|been|be)\b",
    "may, can, would": r"\b(may|might|can|could|would|will|must|has to|had to)\b",
    "words in -ed or -ing": r"\w(ed|ing)\b",
    "words in -s": r"\w\ws\b",
    "said, told, wrote": r"\b(said|says|told|wrote|rang|met)\b",
    "newsroom": r"\b(Courier|Post|Gazette|reporter|we|us|our)\b",
    "places": r"\b(river|town|mill|school|schools|hall|office|quay|harbour|church|island|bank|street|lake|ship|ships|port|village|building|Dunmerrow|Sarnel|"
    r"Wenlow|Fenrow|Ossel|Tessay|Tarrick)\b",
    "times": r"\b(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|January|February|March|April|May|June|July|August|October|November|year|years|"
    r"month|months|week|weeks|day|days|hour|autumn|summer|winter|morning|evening|night|since|until)\b",
    "numbers": r"\b(\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|hundred)\b",
    "people": r"\b(man|men|woman|people|person|worker|teacher|teachers|member|father|mother|child|children|councillors|someone|friend|friends)\b",
    "because, so, since": r"\b(because|so|since|as|if|when|while)\b",
    "who, which, that": r"\b(who|which|that|where)\b",
}
COUNTS = {
    name: re.compile(pattern, re.IGNORECASE if name not in ("newsroom", "places", "times") else 0) for name, pattern in CLASSES.items()
}


@cache
def measures(text: str) -> dict[str, float]:
    """What can be counted in a piece of text."""
    words = re.findall(r"[\w’-]+", text) or [""]
    letters = [c for c in text.lower() if c.isalpha()] or [" "]
    vowels = sum(c in "aeiou" for c in letters)
    found: dict[str, float] = {
        "characters": len(text),
        "words": len(words),
        "letters a word": round(sum(map(len, words)) / len(words), 3),
        "longest word": max(map(len, words)),
        "long words": sum(len(w) >= 7 for w in words),
        "short words": sum(len(w) <= 3 for w in words),
        "share of vowels": round(vowels / len(letters), 4),
        "syllables": len(re.findall(r"[aeiouy]+", text.lower())),
        "first letter": ord(words[0][:1].lower() or " "),
        "last letter": ord(words[-1][-1:].lower() or " "),
        "first word’s length": len(words[0]),
        "last word’s length": len(words[-1]),
        "commas": text.count(","),
        "semicolons and colons": len(re.findall("[;:]", text)),
        "digits": len(re.findall(r"\d", text)),
        "capitals": sum(c.isupper() for c in text),
        "quotation marks": len(re.findall("[“”]", text)),
        "words said twice": len(words) - len({w.lower() for w in words}),
    }
    return found | {name: len(pattern.findall(text)) for name, pattern in COUNTS.items()}


OF_WORDS = (
    "characters",
    "words",
    "letters a word",
    "longest word",
    "long words",
    "short words",
    "share of vowels",
    "syllables",
    "first letter",
    "last letter",
    "first word’s length",
    "last word’s length",
    "digits",
    "capitals",
    "articles",
    "pronouns",
    "possessives",
    "prepositions",
    "words in -s",
    "places",
    "numbers",
    "people",
)
ROUND = (
    "characters",
    "words",
    "letters a word",
    "share of vowels",
    "commas",
    "digits",
    "capitals",
    "articles",
    "pronouns",
    "he, she, it, they",
    "possessives",
    "prepositions",
    "negations",
    "had, was, has, is",
    "said, told, wrote",
    "newsroom",
    "places",
    "times",
    "numbers",
    "quotation marks",
    "first letter",
)


def _sentences(one: Item) -> list[str]:
    return [one.paragraph[a:b] for a, b in kit_text.sentences(one.paragraph)]


def around(one: Item) -> dict[str, str]:
    """The pieces of text about an item: its words, its sentence before and behind them, the sentences beside it, its paragraph."""
    there = _sentences(one)
    at = next((n for n, s in enumerate(there) if s in one.sentence or one.sentence in s), 0)
    offset = one.start - one.sentence_start
    return {
        "words": one.words,
        "sentence": one.sentence,
        "sentence before the words": one.sentence[:offset],
        "sentence behind the words": one.sentence[offset + len(one.words) :],
        "next sentence": there[at + 1] if at + 1 < len(there) else "",
        "sentence before": there[at - 1] if at else "",
        "paragraph": one.paragraph,
    }


def numbers(one: Item) -> dict[str, float]:
    """Every number of an item, by name."""
    found = {f"{name}: item": v for name, v in blind_rules.numbers(one).items()}
    for where, piece in around(one).items():
        took = measures(piece)
        names = OF_WORDS if where == "words" else took if where in ("sentence", "next sentence") else ROUND
        found |= {f"{where}: {name}": took[name] for name in names}
    found["paragraph: sentences"] = len(_sentences(one))
    found["place: from the middle"] = abs(one.place - (one.of - 1) / 2)
    for n in (2, 3, 4, 5):
        found[f"place: rest of {n}"] = one.place % n
    return found


def columns(some: list[Item]) -> dict[str, list[bool]]:
    """Every feature at every threshold; a rule that sets apart fewer than two items is none."""
    found = blind_rules.columns(some)
    of = [numbers(one) for one in some]
    for name in of[0]:
        values = [one[name] for one in of]
        for cut in sorted(set(values))[1:]:
            found[f"{name} ≥ {cut:g}"] = [v >= cut for v in values]
    return {name: column for name, column in found.items() if 2 <= sum(column) <= len(some) - 2}


def features(some: list[Item]) -> int:
    """How many features are tried, thresholds not counted."""
    return len(numbers(some[0])) + len(blind_rules.marks(some[0])) + 6


def paying(some: list[Item], least: float = 0.65) -> dict[str, float]:
    """The rules that get at least so much right, in the better direction."""
    got = {name: blind_rules.right(column, some) for name, column in columns(some).items()}
    return {name: share for name, share in got.items() if share >= least}
