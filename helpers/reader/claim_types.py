"""Which type of claim a piece of text is: seen from its main verb, its amounts and the signs of `claim_score`."""

from __future__ import annotations

import re
from bisect import bisect_left

from .claim_score import Signs
from .cue_words import is_noun
from .segments import Unit
from .tags import VERB_TAGS
from .wordlists import cue_verbs

_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb aug sept oct nov dec".split()
)
_DATED = re.compile(r"(?:1[89]|20)\d\d|\d{1,2}(?:st|nd|rd|th)|\d+-years?-olds?|\d{1,2}[:.]\d\d")  # a year, a day, an age, a time
_AMOUNTS = frozenset(
    "droves dramatically largely mostly sharply steadily doubled halved tripled fewer majority dozens hundreds thousands".split()
)
_IS = frozenset(["is", "are", "was", "were", "be", "been", "'s", "'re"])
_STATES = frozenset(
    (
        "mean means meant allow allows allowed belong belongs belonged need needs needed stand stands stood know knows knew own owns owned "
        "contain contains contained lie lies cost remain remains remained live lives lack lacks lacked hold holds hang hangs wait waits"
    ).split()
)


def kind_of(u: Unit, start: int, end: int, s: Signs) -> str:
    """Type of the claim between two offsets of a unit."""
    a, b = bisect_left(u.S, start), bisect_left(u.S, end)
    seen, main = s.seen, _main_verb(u, a, b)
    if main is not None and _says(u, main):
        return "said"
    if "future" in seen and "deed" not in seen:
        return "prediction"
    for kind in ("motive", "cause"):
        if kind in seen:
            return kind
    if _amount(u, a, b):
        return "quantity"
    if "value" in seen:
        return "value"
    if "general" in seen:
        return "generalisation"
    if main is not None and _is_state(u, main, b):
        return "state"
    return "event" if "deed" in seen else "prediction" if "future" in seen else "state"


def _main_verb(u: Unit, a: int, b: int) -> int | None:
    """The first verb that is not in a relative clause, nor behind “to”."""
    relative = False
    for k in range(a, min(b, a + 40)):
        if u.G[k] == "WH" or u.L[k] in ("that", "which", "who", "whose", "where") and k > a:
            relative = True
        elif u.G[k] in VERB_TAGS or u.G[k] == "ED":
            if relative:
                relative = u.G[k] in ("BE", "HAVE", "MOD", "DO")
            elif not (k > a and (u.L[k - 1] == "to" or u.G[k - 1] in ("DET", "POSS", "ADJ"))):
                return k
    return None


def _says(u: Unit, k: int) -> bool:
    """Whether a verb tells that words were spoken or written: “has already told team-mates”, “implored those gathered”."""
    while k + 1 < len(u) and u.G[k] in ("HAVE", "BE") and u.G[k + 1] in ("HAVE", "BE", "ADV", "CUE", "NEG"):
        k += 1
    while k + 1 < len(u) and u.G[k] == "ADV":
        k += 1
    verbs = cue_verbs().get(u.L[k], ())
    return u.G[k] == "CUE" and any(v.sure and not v.wide for v in verbs) and not is_noun(u, k, k, k + 1)


def _amount(u: Unit, a: int, b: int) -> bool:
    """Whether a count would settle it: a figure that is no date, no age and no time, a share, a rise or fall."""
    for k in range(a, b):
        word = u.L[k]
        if word in _AMOUNTS or u.G[k] in ("N", "NUM", "ADJ", "QUANT") and word in ("percent", "million", "billion", "half", "twice"):
            return True
        if word[0].isdigit() or word[0] in "$£€" and len(word) > 1:
            near = {u.L[q] for q in (k - 1, k + 1) if a <= q < b}
            if word[0] in "$£€" or not (_DATED.fullmatch(word) or near & _MONTHS):
                return True
        if u.L[k] == "in" and k + 1 < b and u.G[k + 1] == "NUM" and any(u.G[q] == "NUM" for q in range(max(k - 2, a), k)):
            return True  # one in three, one patient in three
    joined = f" {' '.join(u.L[a:b])} "
    return any(
        f" {words} " in joined for words in ("more than", "less than", "fewer than", "at least", "per cent", "the largest", "the highest")
    )


def _is_state(u: Unit, main: int, b: int) -> bool:
    """“is closed to lorries”, “has been unseaworthy since May”, “allows dismissal”: how things are, where nobody does anything."""
    k = main
    while k < b and u.G[k] in ("HAVE", "ADV", "NEG"):
        k += 1
    if k < b and (u.G[k] == "BE" or u.L[k] in _IS):
        q = k + 1
        while q < b and u.G[q] in ("ADV", "NEG", "BE"):
            q += 1
        return q >= b or u.G[q] not in ("ED", "ING", "CUE", "VB")
    return k < b and (u.L[k] in _STATES or u.G[main] == "HAVE" and u.G[min(main + 1, len(u) - 1)] in ("DET", "POSS", "NUM", "N", "QUANT"))
