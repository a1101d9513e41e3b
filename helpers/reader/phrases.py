"""Source phrases before a cue: the noun phrase that ends there. Positions are word numbers in a unit, both inclusive."""

from __future__ import annotations

from .segments import Unit
from .tags import NOMINAL, NOUNISH, VERB_TAGS
from .wordlists import cue_phrases

TIME_WORDS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "yesterday",
        "today",
        "tonight",
        "tomorrow",
        "night",
        "week",
        "month",
        "year",
        "morning",
        "evening",
        "afternoon",
    ]
)
_LEADING = frozenset({"CC", "ADV", "SUB", ",", "-", ":", ";", "(", "QUO", '"', "'", "!", "?", "."})
_CLAUSE_OPENERS = frozenset({"after", "before", "since", "until", "as"})  # “three weeks after an audit found …”
_COUNTING = frozenset(
    ["nearly", "almost", "only", "roughly", "about", "around", "some", "over", "under", "fully", "just", "more"]
)  # “nearly eight of ten voters”
_FAR = 48  # words that a phrase with its apposition may span
_NEAR = 24


def before(u: Unit, i: int, strict: bool = False) -> tuple[int, int] | None:
    """The phrase that ends just before word `i`. `strict` refuses phrases that begin with a preposition or in mid-clause."""
    j = i - 1
    if j < 0 or u.Q[j] >= 0 and u.G[j] != "NAME":
        return None
    if u.W[j] in (",", "-", ")"):
        return _with_insertion(u, j)
    return _plain_before(u, j, strict)


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
    if tag in VERB_TAGS and not low.endswith("ing") or tag in ("PRP", "SUB") or tag == "CC" and u.G[a + 1] != "ED":
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
    if tag == "PRP" or u.L[j] in ("he", "she", "they", "this", "these", "those", "some"):
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


def noun_use(u: Unit, k: int) -> bool:
    """A word that could be a cue verb, used as a noun: “the report”, “his claim”, “a new estimate”."""
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
            and k == j
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


def antecedent(u: Unit, k: int) -> tuple[int, int] | None:
    """The phrase that “who” before word `k` stands for: the nearest one, “ammunition to Democrats, who” → Democrats."""
    found = before(u, k - 1 if u.W[k - 1] == "," else k)
    if found is None:
        return None
    a, b = found
    for q in range(b, a, -1):
        if u.G[q] == "PREP" and u.L[q] not in ("of", "in", "at", "on", "near"):
            return q + 1, b
    return a, b


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
