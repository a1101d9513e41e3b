"""Which words of a sentence make one claim: what somebody is reported to say, or the clauses of a sentence that tells in the writer's voice."""

from __future__ import annotations

from bisect import bisect_left

from .claim_score import PAST_FORMS
from .claim_types import is_verb, main_verb
from .content import trim
from .records import Attribution
from .segments import Text, Unit
from .tags import VERB_TAGS
from .wordlists import claim_verbs

_AFTER = frozenset({"DET", "POSS", "PRP", "NAME", "N", "SUB", "NUM", "QUANT", "ADV", "ADJ", "ING", "TIME"})
_VERBAL = VERB_TAGS | {"ED"}
_BUSY = frozenset({"ED", "CUE", "VB", "ADJ", "ING", "PREP"})
_PARTS = frozenset({"CC", ",", ";", ":", "WH", "SUB"})
_NO_DOING = frozenset(
    "including according regarding concerning following depending barring nothing something anything everything morning evening".split()
)
_SUBORDINATE = frozenset("because while whereas although though when before after until since whatever".split())
_DONE_BY_WORDS = frozenset(
    "promised promises ordered orders warned threatened demanded urged advised begged vowed pledged assured instructed accused accuses forbidden forbade implored".split()
)
Told = tuple[int, int, int]


def told_by(attributions: tuple[Attribution, ...]) -> list[Told]:
    """Return (start, end, start of the telling) for what is told; the telling begins at its source where source, cue and content follow one another.

    A promise, an order, a warning is done by its words: there the telling is what can be checked.
    """
    found = set()
    for a in attributions:
        for c in a.content:
            one = a.cue and a.cue.end <= c.start and len(a.content) == 1
            ahead = one and a.source and a.source.end <= a.cue.start
            begin = a.source.start if ahead else a.cue.start if one else c.start
            found.add((begin if one and not _DONE_BY_WORDS.isdisjoint(a.cue.quote.lower().split()) else c.start, c.end, begin))
    return sorted(found)


def pieces(t: Text, u: Unit, start: int, end: int, told: list[Told]) -> list[tuple[int, int]]:
    """Return the told parts of a sentence, or the sentence; each cut where a clause of its own begins."""
    at = bisect_left(told, (start, -1, -1))
    if at and told[at - 1][1] > start + 3:
        at -= 1
    inside: list[tuple[int, int]] = []
    while at < len(told) and told[at][0] < end:
        s, e = max(told[at][0], start), min(told[at][1], end)
        if e - s > 8 and not (inside and s < inside[-1][1]):
            a, b = bisect_left(u.S, s), bisect_left(u.S, e)
            if told[at][2] >= start and main_verb(u, a, b) is None:
                s = told[at][
                    2
                ]  # “calls the bridge “unsafe””, “told staff to wait”: no clause is told, so the telling itself can be checked
            inside.append((s, e))
        at += 1
    cut = [piece for s, e in inside or [(start, end)] for piece in _clauses(u, s, e)]
    return [p for s, e in cut if (p := trim(t.plain, s, e))]


def _clauses(u: Unit, start: int, end: int) -> list[tuple[int, int]]:
    a, b = bisect_left(u.S, start), bisect_left(u.S, end)
    found, begin, last = [], start, a
    for k in range(a + 3, min(b - 2, a + 300)):
        if u.G[k] not in _PARTS:
            continue
        after = _new_clause(u, k, last, b)
        if after and after < b and k > last:
            found.append((begin, u.S[k]))
            begin, last = u.S[after], after
    return [*found, (begin, end)]


def _new_clause(u: Unit, k: int, a: int, b: int) -> int:
    """Return the word with which a new claim begins where word `k` parts two clauses, else 0."""
    tag = u.G[k]
    if tag == "CC":
        return _joined(u, k, a, b)
    if tag in (";", ":"):
        return k + 1 if k < b - 4 and u.Q[k] < 0 and _both(u, a, k, b) else 0
    if tag == ",":
        return _after_comma(u, k, a, b)
    if u.L[k] == "while" and (u.G[k + 1] == "ING" or u.L[k + 1].endswith("ing")):
        return k + 1 if _has_verb(u, a, k) else 0
    return k + 1 if k < b - 3 and _asserts(u, k, a) and _has_verb(u, a, k) else 0


def _joined(u: Unit, k: int, a: int, b: int) -> int:
    """“…, and the union has …”, “and that …”, “met her twice and counted …”."""
    follows = u.G[k + 1]
    if u.L[k] != "or" and u.L[k + 1] == "that" and follows == "SUB":
        return k + 2 if _both(u, a, k, b) else 0
    if u.W[k - 1] == "," and follows in _AFTER and k < b - 3 and _both(u, a, k, b):
        return k + 1
    verb = k + 1 + (follows in ("ADV", "NEG"))
    two = u.L[k] in ("and", "but") and k - a > 3 and u.G[k - 1] not in _BUSY and _finite(u, verb)
    return k + 1 if two and _has_verb(u, a, k) else 0


def _after_comma(u: Unit, k: int, a: int, b: int) -> int:
    """“…, because …”, “…, which …” to the end, “…, a fee that would smash the record”, “Directed by the army, the group …”."""
    low, tag = u.L[k + 1], u.G[k + 1]
    if k >= b - 3 or u.Q[k] >= 0:
        return 0
    if low in _SUBORDINATE:
        return k + 2 if _both(u, a, k, b) and u.L[a] not in _SUBORDINATE else 0
    rest = next((q for q in range(k + 2, b) if u.W[q] == ","), b)
    if tag == "WH":
        return k + 2 if rest == b and _both(u, a, k, b) and u.G[k - 1] not in ("PREP", "CC") else 0
    if u.G[a] in ("ED", "ING") or u.G[a] == "ADV" and u.L[a + 1].endswith("ed"):
        first = not any(u.W[q] == "," for q in range(a, k))
        return k + 1 if first and tag in _AFTER and k - a > 3 and _has_verb(u, k, min(k + 12, b)) else 0
    if low.endswith("ing") and tag in ("ING", "CUE", "N") and low not in _NO_DOING and rest == b and k - a > 3 and _has_verb(u, a, k):
        return k + 1  # “…, hoping to have her moved”
    start = k + 1 + (tag == "PREP" and low in ("in", "with", "at"))
    apposed = (
        (start > k + 1 and u.G[start] == "NUM" or u.L[start] in ("a", "an", "the") or u.G[start] == "POSS")
        and rest == b
        and _has_verb(u, a, k)
    )
    if apposed and not any(u.G[q] in VERB_TAGS for q in range(start, b) if not _in_relative(u, start, q)):
        return start
    return 0


def _asserts(u: Unit, k: int, a: int) -> bool:
    """“a ship that has been unseaworthy”, “a mill that railroaded a permit”: behind an indefinite noun the clause is a claim of its own."""
    if u.L[k] not in ("that", "which", "who") or u.G[k - 1] != "N" or not (_finite(u, k + 1) or u.G[k + 1] == "ADV" and _finite(u, k + 2)):
        return False
    first = k - 1
    while first > a and u.G[first] in ("N", "ADJ", "ED", "ING", "ADV"):
        first -= 1
    return u.L[first] in ("a", "an") and first > a


def _in_relative(u: Unit, start: int, q: int) -> bool:
    return any(u.G[x] == "WH" or u.L[x] in ("that", "where", "whose") for x in range(start, q))


def _finite(u: Unit, k: int) -> bool:
    """Whether a verb stands here that can open a claim of its own: “has”, “closed”, “led”, “appears”."""
    if k >= len(u):
        return False
    low, tag = u.L[k], u.G[k]
    return (
        tag in ("HAVE", "BE", "MOD", "DO")
        or tag in ("ED", "CUE", "VB")
        and low.endswith("ed")
        or tag == "VB"
        and (low.endswith("s") or low in PAST_FORMS)
    )


def _both(u: Unit, a: int, k: int, b: int) -> bool:
    return _has_verb(u, a, k) and _has_verb(u, k + 1, min(k + 14, b))


def _has_verb(u: Unit, a: int, b: int) -> bool:
    if not _VERBAL.isdisjoint(u.G[a:b]):
        return True
    known = claim_verbs()
    return any(u.L[k] in known and u.G[k] == "N" and is_verb(u, k) for k in range(a, b))
