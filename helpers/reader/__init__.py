"""The machine reader: rules and open word lists that suggest who says so, which words lean, and what could be checked; the type of a claim by points for signs.

It is a companion to argue with, never the key. English only; it says so where a text is not.

    reading = read(text)
    reading.attributions[0].source.quote, reading.attributions[0].reason
    read(text, lexicon().with_word("plucky", "emotive", "Praise that looks down."))

Nothing is downloaded and nothing leaves the computer; no library is needed.
"""

from __future__ import annotations

from .records import Reading
from .wordlists import Lexicon, lexicon

__all__ = ["Lexicon", "Reading", "lexicon", "marks", "read"]


def read(text: str, words: Lexicon | None = None) -> Reading:
    """Return everything the reader finds in a text, with offsets into exactly this text. `words` replaces the kit's list of loaded words."""
    from . import attributions, claims, english, language, segments

    cut = segments.cut(text)
    is_english, note = english.guess(text)
    found = attributions.find(cut)
    told = tuple(a for a in found if not a.stance)  # a side taken puts no words into anybody's mouth
    loaded = language.find(cut, told, words or lexicon())
    checks = claims.find(cut, told)
    return Reading(text, found, loaded, checks, claims.unattributed(cut, told, checks, loaded), is_english, note)


def marks(reading: Reading, article_slug: str) -> dict:
    """Return the reading as one annotation pass in the codebook's data form (annotator "reader")."""
    from .pass_form import marks as build

    return build(reading, article_slug)
