"""What helps to read an article: how hard it is, and its hard words in plain English.

`glossary.json` beside the article holds [{"words", "plain"}]: words as they stand in the text, and what they mean, never whether they are fair. An
article without that file has no list.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache

from helpers.text import cut_sentences, words

from .article import Article

GLOSSARY = "glossary.json"
_VOWELS = re.compile(r"[aeiouy]+")


def glossary(one: Article) -> list[dict]:
    """Return the hard words of an article in the order of the text, each as {"words", "plain"}; what does not stand in the text is left out."""
    try:
        listed = json.loads((one.folder / GLOSSARY).read_text(encoding="utf-8-sig")) if one.folder else []
        found = [{"words": str(row["words"]), "plain": str(row["plain"])} for row in listed]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return sorted((row for row in found if row["words"] in one.text), key=lambda row: one.text.index(row["words"]))


def syllables(word: str) -> int:
    """Return about how many syllables an English word has: groups of vowels, without a silent e at its end."""
    word = word.casefold()
    silent = word.endswith("e") and not word.endswith(("le", "ee"))
    return max(1, len(_VOWELS.findall(word)) - silent)


@lru_cache(maxsize=16)  # each exercise on a page shows its article
def reading_grade(text: str) -> float:
    """Return the Flesch–Kincaid grade of an English text, in years of an American school.

    0.39 words a sentence + 11.8 syllables a word − 15.59 (Kincaid, Fishburne, Rogers & Chissom 1975). It counts lengths only, and knows nothing of
    what is hard to grasp. 0 for a text without words.
    """
    spans = words(text)
    sentences = sum(1 for line in text.split("\n") if line.strip() for _ in cut_sentences(line, frozenset()))
    if not spans:
        return 0.0
    return 0.39 * len(spans) / sentences + 11.8 * sum(syllables(text[a:b]) for a, b in spans) / len(spans) - 15.59


def how_hard(one: Article) -> str:
    """Return a sentence on the length and the reading level of an article; of a text in another language its length only."""
    count = len(words(one.text))
    minutes = max(1, round(count / 130))
    long = f"{count:,} words, about {minutes} minute{'s' * (minutes > 1)} to read"
    if str(one.about.get("language", "en")).partition("-")[0].casefold() != "en":
        return f"{long}."
    year = min(16, max(1, round(reading_grade(one.text))))
    return f"{long}. Reading level: about year {year} of school, by the length of words and sentences (Flesch–Kincaid)."
