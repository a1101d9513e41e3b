"""Phrases that tell the type of a claim: what is to come, what for, what made it so, how much."""

from __future__ import annotations

from functools import lru_cache

COUNTED = (
    " more than ",
    " less than ",
    " fewer than ",
    " at least ",
    " per cent ",
    " the largest ",
    " the highest ",
    " the lowest ",
    " the fewest ",
)
COUNTED += (
    " the biggest ",
    " the smallest ",
    " in a row ",
    " straight defeat ",
    " straight win ",
    " as many ",
    " as much ",
    " more common than ",
)
COUNTED += (" better than ", " worse than ", " higher than ", " lower than ", " longer than ", " shorter than ")
TO_COME = (
    " on the brink of ",
    " about to ",
    " is set to ",
    " are set to ",
    " for the last time ",
    " is due to open ",
    " is likely to ",
    " are likely to ",
)
TO_COME += (" sure to ", " bound to ", " expected ", " is to be ", " are to be ", " next year ", " next month ", " next week ")
PURPOSES = (
    " reasons ",
    " in order to ",
    " so as to ",
    " to drive up ",
    " to get rid of ",
    " to win over ",
    " to please ",
    " to punish ",
    " to hide ",
)
PURPOSES += (" out of spite ", " out of fear ", " a plan to ", " a bid to ", " an attempt to ", " excuse ", " pretext ")
EFFECTS = (
    " comes from ",
    " came from ",
    " stems from ",
    " stemmed from ",
    " worked to ",
    " led to ",
    " leads to ",
    " have frightened ",
    " forced ",
)
EFFECTS += (
    " is due to ",
    " was due to ",
    " result of ",
    " made it possible ",
    " brought about ",
    " is behind ",
    " was behind ",
    " is to blame ",
    " was to blame ",
)
EVER = (" ever been ", " ever seen ", " has ever ", " had ever ", " nothing like ", " no one ever ", " nobody ever ")


@lru_cache(maxsize=8)
def _keys(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(max(phrase.split(), key=len) for phrase in phrases)


def found(low: set[str], words: str, phrases: tuple[str, ...]) -> bool:
    """Return whether a phrase stands in the words; its longest word is looked for first, for speed."""
    return not _keys(phrases).isdisjoint(low) and any(phrase in words for phrase in phrases)
