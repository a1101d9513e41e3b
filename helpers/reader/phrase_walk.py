"""How far back a noun phrase reaches from its last word, and whether a word is used as a noun."""

from __future__ import annotations

from .segments import Unit
from .tags import NOMINAL, NOUNISH, VERB_TAGS

_CLAUSE_OPENERS = frozenset({"after", "before", "since", "until", "as"})  # “three weeks after an audit found …”

_NEAR = 24

TIME_WORDS = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday yesterday today tonight tomorrow night week month "
        "year morning evening afternoon"
    ).split()
)


_COUNTING = frozenset(
    ["nearly", "almost", "only", "roughly", "about", "around", "some", "over", "under", "fully", "just", "more"]
)  # “nearly eight of ten voters”


def noun_use(u: Unit, k: int) -> bool:
    """Return a word that could be a cue verb, used as a noun: “the report”, “his claim”, “a new estimate”."""
    ing = u.L[k].endswith("ing") and len(u.L[k]) > 5
    if ing and k and (u.G[k - 1] in ("DET", "POSS", "GEN") or u.G[k - 1] == "ADJ" and k + 1 < len(u) and u.G[k + 1] in ("N", "PREP", "BE")):
        return True  # “the planning group”, “a warning”
    if u.L[k] not in NOUNISH:
        return False
    b = k - 1
    while b >= 0 and k - b < 4 and u.G[b] in ("ADJ", "N", "NAME", "NUM", "ADV", "ED", "ING"):
        b -= 1
    return b >= 0 and u.G[b] in ("DET", "POSS", "GEN", "PREP") and u.L[b] != "to"


def _walk(u: Unit, j: int) -> int:
    """Leftmost word of the run that can belong to one phrase with its “of”, “for” and “who” parts."""
    k = j
    while k >= 0 and j - k < _NEAR:
        tag = u.G[k]
        if u.Q[k] >= 0 and tag == "QUO" or u.L[k] in _CLAUSE_OPENERS and (u.G[k + 1] not in ("NUM", "TIME") or u.L[k] == "as"):
            break
        if u.L[k] == "who" and 0 < k < j and u.G[k - 1] in NOMINAL:  # a verb follows “who”, known to the tagger or not
            k -= 1
            continue
        if u.L[k] == "that" and k < j and u.G[k + 1] == "TIME":
            k -= 1
            continue
        if tag in NOMINAL and tag != "PRP" or tag in ("DET", "POSS", "PREP", "GEN", "OBJ", "X", "'", "/", "ADV"):
            if tag == "ADV" and k and u.G[k - 1] in VERB_TAGS:
                back = _relative(u, k)
                if back is None:
                    break
                k = back
                continue
        elif (
            (
                tag == "CUE"
                and k < j
                and (noun_use(u, k) or u.L[k] in NOUNISH and u.G[k + 1] in ("NAME", "NUM") and k and u.G[k - 1] in ("N", "ADJ", "NAME"))
            )
            or tag == "CUE"
            and (k == j or low_ing(u, k))
            or tag == "ED"
            and k == 0
            or (
                tag == "ED"
                and k > 0
                and (u.G[k - 1] in NOMINAL | {"DET", "ADV", "POSS", "ADJ", "PREP"})
                and k < j + 1
                and _participle(u, k, j)
            )
            or tag == "CC"
            and u.L[k] in ("and", "or")
            and 0 < k < j
            and _joins(u, k)
        ):
            pass
        elif tag in VERB_TAGS or tag in ("ED", "NEG"):
            back = _relative(u, k)
            if back is None:
                break
            k = back
            continue
        else:
            break
        k -= 1
    return k + 1


def low_ing(u: Unit, k: int) -> bool:
    """Return whether a word is a participle behind its noun, and no verb of the clause: «voters going to the polls»."""
    return u.L[k].endswith("ing") and k > 0 and u.G[k - 1] in ("N", "NAME") and k + 1 < len(u) and u.G[k + 1] == "PREP"


def _participle(u: Unit, k: int, j: int) -> bool:
    """“a log seen by the Post”, “people briefed on it”, “the injured man”: not the main verb of a clause."""
    if u.G[k - 1] in ("DET", "POSS", "ADJ", "NUM", "QUANT") or u.G[k - 1] == "ADV" and k > 1 and u.G[k - 2] in ("DET", "POSS"):
        return True
    if u.G[k - 1] == "PREP" and k < j and u.G[k + 1] in ("N", "NAME"):
        return True  # “percent of registered voters”
    return (
        k < j
        and u.G[k + 1] in ("PREP", "ADV", "TIME", "NAME", "N")
        and (u.G[k + 1] in ("PREP", "TIME") or u.L[k + 1] in TIME_WORDS)
        or k == j
    )


def _joins(u: Unit, k: int) -> bool:
    """Does “and” join two nouns here, with no finite verb between the left one and the start of the clause?"""
    if u.G[k - 1] not in NOMINAL and u.G[k - 1] not in ("OBJ",) and u.L[k - 1] != ",":
        return False
    for b in range(k - 1, max(k - 14, -1), -1):
        if u.G[b] in VERB_TAGS and not (u.G[b] == "CUE" and noun_use(u, b)) or u.G[b] == "ED" and u.G[b - 1] in NOMINAL:
            return False
        if u.G[b] in (";", ":", "QUO", "SUB", ".") or u.L[b] in _CLAUSE_OPENERS:
            return True
    return True


def _relative(u: Unit, k: int) -> int | None:
    """Word before the “who/which/that” that opens the clause holding verb `k`, if there is one close by."""
    for b in range(k, max(k - 14, 0), -1):
        if u.W[b] in (",", ";", ":", "-") or u.G[b] == "QUO":
            return None
        if (
            (u.G[b] == "WH" or u.L[b] in ("that", "whose", "where"))
            and b
            and (u.G[b - 1] in NOMINAL | {"GEN"} or u.L[b - 1] in ("those", "one", "of"))
        ):
            return b - 1
    return None
