"""Write an entry for the machine's word list, and the sentence that fools it.

The machine reads both sentences with the new entry while the hints are made, so a learner sees that a list cannot tell them apart. The marks
are the teacher's: whether the first use is hot and the second fair is a judgement.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from .._base import ExerciseType
from .._parts import Explanation
from ..writing._written import WrittenExplainer, WrittenForm, WrittenKeys, WrittenScorer, hint

WORD, WHY, HOT, FAIR = "word", "why", "hot", "fair"
WORDS = {
    "new": (
        "A new entry",
        "“{0}” is not on the kit’s list yet.",
        "“{0}” is on the kit’s list already, or it is no word.",
        "Choose a word or two to five words that the list does not have.",
    ),
    "why": (
        "The reason",
        "You give a reason of your own.",
        "A reason needs a few words more.",
        "Name the plain word that would do, and say what the hot word adds to it.",
    ),
    "hot": (
        "It catches the hot sentence",
        "With your entry the machine marks “{0}”.",
        "With your entry the machine still passes over this sentence.",
        "Does your entry stand in the sentence, in just this form?",
    ),
    "fair": (
        "It is fooled by the fair one",
        "The machine marks “{0}” here too. Now you have shown what a list cannot do.",
        "The machine does not mark your entry here, so the sentence does not show a weakness.",
        "Use the same words once more, where they are exact: a technical term, a name, a literal sense.",
    ),
    "two": (
        "Two sentences",
        "They are two different sentences.",
        "The two sentences are nearly the same.",
        "Change what happens in the sentence, not a word or two.",
    ),
}


def caught(word: str, sentence: str) -> str | None:
    """Return the words that the machine marks in a sentence once the entry is on its list."""
    from helpers.reader import language, lexicon, segments

    plain = " ".join(word.split()).replace("’", "'")
    if not re.search(r"\w", plain):
        return None
    cut = segments.cut(sentence)
    listed = language.near(lexicon(), cut).with_word(plain, "emotive", "Added by a learner.")
    same = lambda x: re.sub(r"\W", "", x.lower())  # noqa: E731
    marks = language.find(cut, (), listed)  # who speaks changes the voice of a mark, not the mark
    return next((m.span.quote for m in marks if not m.fair and same(m.span.quote) == same(plain)), None)


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    """The words on the kit's list."""
    from helpers.reader import lexicon

    return frozenset(e.words.lower() for e in lexicon().entries)


class ListEntryForm(WrittenForm):
    layer = "language"
    longest = 400
    asks_safety = False  # invented sentences about something quiet

    def blocks(self, exercise, article) -> list[dict]:
        field = lambda i, kind, label, tip, **more: {"id": i, "kind": kind, "label": label, "help": tip, "maxlength": 400, **more}  # noqa: E731
        return [
            {
                "id": "entry",
                "heading": "Your entry",
                "body": [{"kind": "p", "text": "Use words of your own: no article is needed for this."}],
                "fields": [
                    field(WORD, "line", "The word, or up to five words", "As it stands in your sentences."),
                    field(
                        WHY,
                        "text",
                        "Why does it belong on the list?",
                        "One sentence, like those of the kit: a cooler word, and what the hot one adds.",
                        rows=2,
                    ),
                    field(HOT, "text", "A sentence in which it is loaded", "Invented, about something quiet.", rows=2),
                    field(
                        FAIR,
                        "text",
                        "A sentence in which the same words are fair",
                        "The machine will mark them here as well. You know better: why?",
                        rows=2,
                    ),
                ],
            }
        ]


class ListEntryScorer(WrittenScorer):
    def hints(self, exercise, key, fields) -> list:
        word, why, hot, fair = (str(fields.get(i) or "").strip() for i in (WORD, WHY, HOT, FAIR))
        short = 0 < len(re.findall(r"\w+", word)) <= 5
        once, twice = (caught(word, s) if short and s else None for s in (hot, fair))
        shared = set(re.findall(r"\w+", hot.lower())) & set(re.findall(r"\w+", fair.lower()))
        differ = hot and fair and len(shared) < 0.7 * len(set(re.findall(r"\w+", hot.lower())) | set(re.findall(r"\w+", fair.lower())))
        return [
            hint("new", short and word.lower() not in _listed(), (word[:60],)),
            hint("why", len(re.findall(r"\w+", why)) >= 6),
            hint("hot", once, (once,) if once else ()),
            hint("fair", twice, (twice,) if twice else ()),
            hint("two", differ),
        ]


class ListEntryExplainer(WrittenExplainer):
    def explain(self, exercise, article, key, item) -> Explanation:
        return replace(self.said(item, WORDS[item.id]), field={"new": WORD, "two": FAIR}.get(item.id, item.id))


TYPE = ExerciseType.of(ListEntryForm, WrittenKeys, ListEntryScorer, ListEntryExplainer)
