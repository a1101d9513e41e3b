"""Source phrases before a cue: the noun phrase that ends there. Positions are word numbers in a unit, both inclusive."""

from __future__ import annotations

from .phrase_walk import _COUNTING, TIME_WORDS, _relative, _walk
from .segments import Unit
from .tags import NOMINAL, NOUNISH, VERB_TAGS
from .wordlists import cue_phrases

_LEADING = frozenset({"CC", "ADV", "SUB", ",", "-", ":", ";", "(", "QUO", '"', "'", "!", "?", "."})
_PAIRED = frozenset("current former past present state federal local national senior junior city county".split())
_FAR = 48  # words that a phrase with its apposition may span


def before(u: Unit, i: int, strict: bool = False) -> tuple[int, int] | None:
    """Return the phrase that ends just before word `i`. `strict` refuses phrases that begin with a preposition or in mid-clause."""
    j = without_time(u, i - 1)
    if j < 0 or u.Q[j] >= 0 and u.G[j] != "NAME":
        return None
    if u.W[j] in (",", "-", ")"):
        return _with_insertion(u, j)
    return _plain_before(u, j, strict)


def without_time(u: Unit, j: int) -> int:
    """Return the last word before a day or a week: “Sen. Lee (D-Calif.) last week | said”, “the firm this month | announced”."""
    if j < 2 or u.G[j] != "TIME":
        return j
    k = j - 1
    if u.L[k] in ("last", "this", "next", "earlier", "late", "early", "on", "in") or u.G[k] == "TIME":
        k -= 1
        if u.L[k] in ("earlier", "later", "late", "early"):
            k -= 1
        return k if k >= 0 and u.G[k] in ("N", "NAME", "PRP") or u.W[k] == ")" else j
    return j


def _with_insertion(u: Unit, j: int) -> tuple[int, int] | None:
    """“Smith, the mayor of X, said”: the farthest opening mark whose left side is a phrase at the start of its clause."""
    opener = {")": "(", "-": "-", ",": ","}[u.W[j]]
    best, k, tries = None, j - 1, 0
    while k > 0 and j - k < _FAR and tries < 6:
        if u.Q[k] >= 0 and u.G[k] == "QUO":
            break
        if u.W[k] == opener and k < j - 1:
            tries += 1
            if _inserts(u, k + 1, j):
                inner = _plain_before(u, k - 1, True)
                late = None if inner else _plain_before(u, k - 1, False)  # “From the stage Dessa Quarn, the head of …, said”
                if late and u.G[late[0]] == "NAME":
                    best = (late[0], j - 1)
                if inner and _clause_start(u, inner[0]):
                    adjunct = u.G[k + 1] == "PREP" and u.L[k + 1] in ("in", "on", "at", "during", "by", "through", "for") and opener == ","
                    best = inner if adjunct else (inner[0], j - 1 if u.W[j] != ")" else j)
            if opener == "(":
                break
        elif u.W[k] in ";:" and u.G[k] != "NAME":
            break
        k -= 1
    return best


def _inserts(u: Unit, a: int, b: int) -> bool:
    """Do the words between two commas read as an apposition, a relative clause, an age, a manner?"""
    tag, low = u.G[a], u.L[a]
    if tag in ("WH",) or low in ("whose", "where", "when", "while", "speaking", "however", "meanwhile", "too", "though"):
        return True
    if tag in VERB_TAGS and not low.endswith("ing") or tag in ("PRP", "SUB") or tag == "CC" and u.G[a + 1] not in ("ED", "NUM"):
        return False
    relative = False
    for k in range(a, b):
        if u.G[k] in ("WH",) or u.L[k] in ("that", "whose", "where", "because", "while", "as"):
            relative = True
        if u.G[k] in ("BE", "MOD", "DO", "HAVE", "PRP") and not relative:
            return False
    return True


def _clause_start(u: Unit, a: int) -> bool:
    return a == 0 or u.G[a - 1] in _LEADING or u.Q[a - 1] >= 0


def _plain_before(u: Unit, j: int, strict: bool) -> tuple[int, int] | None:
    if j < 0 or u.Q[j] >= 0:
        return None
    tag = u.G[j]
    if (tag in ("PRP", "OBJ") or u.L[j] == "her") and j > 2 and u.G[j - 1] == "PREP" and _relative(u, j - 1) is not None:
        return _trim_left(u, _walk(u, j - 1), j, strict)  # “a trader who buys from it | said”
    if tag == "OBJ" and u.L[j].endswith(("self", "selves")) and j and u.G[j - 1] in ("NAME", "N", "PRP"):
        found = _plain_before(u, j - 1, strict)  # “Ford itself | said”
        return (found[0], j) if found else None
    if tag == "PRP" or u.L[j] in ("he", "she", "they", "this", "these", "those", "some", "both", "neither", "all"):
        return (j, j)
    if tag == "WH" and u.L[j] == "who":
        return None
    if not (
        tag in NOMINAL
        or tag == "OBJ"
        and j
        and u.L[j - 1] == "of"
        or tag == "CUE"
        and u.L[j] in NOUNISH
        or tag == "ED"
        and j
        and u.G[j - 1] == "DET"
        or u.L[j] in ("here", "there", "above", "himself", "herself")
    ) and not (
        tag == "ED"
        and (
            u.G[j - 1] == "BE"
            and _relative(u, j - 1) is not None
            or u.L[j] in ("briefed", "involved", "interviewed", "surveyed", "polled", "concerned", "questioned", "accused", "injured")
        )
    ):
        return None
    start = _walk(u, j)
    while (
        j - start > 1
        and (u.L[j] in TIME_WORDS or u.G[j] == "TIME" and u.G[j - 1] == "PREP")
        and u.G[j - 1] in ("PREP", "N", "NAME", "ADV", "TIME")
        and u.L[j - 1] not in ("of", "for")
    ):
        j -= 1 + (u.G[j - 1] in ("PREP", "ADV"))  # “the council on Monday | accused”
    return _trim_left(u, start, j, strict)


def antecedent(u: Unit, k: int) -> tuple[int, int] | None:
    """Return the phrase that “who” before word `k` stands for: the nearest one, “ammunition to Democrats, who” → Democrats."""
    stop = k - 1 if u.W[k - 1] == "," else k
    found = (stop - 1, stop - 1) if u.L[stop - 1] == "those" else before(u, stop) or _nearest(u, stop - 1)
    if found is None:
        return None
    a, b = found
    for q in range(b, a, -1):
        if u.G[q] == "PREP" and u.L[q] not in ("of", "in", "at", "on", "near"):
            return q + 1, b
    return a, b


def _nearest(u: Unit, j: int) -> tuple[int, int] | None:
    """Return the last noun with what describes it, behind its preposition: “the question came from a young child, | who”."""
    if j < 0 or u.G[j] not in ("N", "NAME") or u.Q[j] >= 0:
        return None
    a = j
    while a and u.Q[a - 1] < 0 and u.G[a - 1] in ("N", "NAME", "ADJ", "NUM", "DET", "POSS", "GEN", "ED"):
        a -= 1
        if u.G[a] in ("DET", "POSS"):
            break
    return a, j


def _trim_left(u: Unit, a: int, j: int, strict: bool) -> tuple[int, int] | None:
    """Drop what opens the clause but is not the phrase: “On Tuesday officials” → officials."""
    while (
        a <= j
        and (u.G[a] in ("ADV", "CC", "X", "'", "/") or u.W[a] in ",-")
        and not (u.L[a] in _COUNTING and a < j and u.G[a + 1] in ("NUM", "QUANT"))
    ):
        a += 1
    if a <= j and u.G[a] == "TIME" and a < j and u.G[a + 1] in ("DET", "POSS", "NAME", "N"):
        a += 1
    if a > j:
        return None
    named = next((q for q in range(a + 1, j) if u.L[q] in cue_phrases() and u.G[q - 1] == "DET" and u.G[q + 1] == "NAME"), None)
    if named:
        return named + 1, j  # “a charge | Lee denied”
    if a and u.G[a - 1] == "NEG" and (u.G[a] == "QUANT" or u.L[a] in ("all", "every")):
        a -= 1  # “not everyone”
    if a > 1 and u.L[a - 1] in ("and", "or") and u.L[a - 2] in _PAIRED and u.L[a] in _PAIRED:
        a -= 2  # “current and former officials”
    if u.L[a] == "at" and a < j and u.L[a + 1] in ("least", "most"):
        return a, j
    if u.L[a] in ("outside", "inside") and a < j and u.G[a + 1] in ("N", "ADJ"):
        return a, j
    if u.G[a] == "PREP" and u.L[a] not in ("about", "around", "over", "under", "between", "like"):
        if strict:
            return None
        a = _after_adjunct(u, a, j)
        if a is None:
            return None
    if u.G[a] in ("ED", "GEN", "OBJ") and a == j:
        return None
    return a, j


def _after_adjunct(u: Unit, a: int, j: int) -> int | None:
    best = None
    for q in range(a + 2, j + 1):
        held = u.G[q - 1] in ("PREP", "DET", "POSS", "ADJ", "GEN", "CC", "NUM", "ED")
        if u.G[q] in ("DET", "POSS") and not held or u.L[q - 1] in TIME_WORDS or u.G[q] == "NAME" and u.G[q - 1] == "N" and not held:
            best = q
            break
    return best
