"""What the type of a claim is judged by: its main verb and how it is built, who or what it is about, the words of `words/claim_types.txt`, its numbers."""

from __future__ import annotations

from functools import lru_cache

from .claim_score import PAST_FORMS, Signs
from .claim_types import MONTHS, by_words, main_verb
from .cue_words import head
from .segments import Unit
from .wordlists import type_words

_GROUP = frozenset({"HAVE", "BE", "DO", "MOD", "NEG", "ADV"})
_BE = frozenset(["is", "are", "was", "were", "be", "been", "'s", "'re"])
_FINITE = frozenset("is are was were has have had did do does".split())
_SPAN = frozenset("year years month months week weeks day days hours minutes hour minute year-old".split())
_ORDINAL = ("th", "st", "nd", "rd", "s")
_PREDICATE = frozenset({"value", "mood", "future"})
_SUBJECT = frozenset({"crowd", "part", "general"})
_SHORT_SUBJECTS = frozenset("he she i we they it this that there".split())
_SHOWN = {tag: "g=" + tag for tag in ("TIME", "NEG", "NUM", "QUO", "MOD", "OBJ", "WH")}


def features(u: Unit, a: int, b: int, s: Signs) -> set[str]:
    """Return the names of what is seen in words `a`…`b` of a unit; one of them is the type that the rules of `claim_types` give. The words stand apart: `words`."""
    main = main_verb(u, a, b)
    seen = {f"s={x}" for x in s.seen}
    seen.add("rule=" + by_words(u, a, b, s, main))
    seen.add(f"len={min((b - a) // 5, 5)}")
    seen.add("bias")
    seen.update([_SHOWN[tag] for tag in _SHOWN.keys() & set(u.G[a:b])])
    known = type_words()
    for low in known.keys() & set(u.L[a:b]):
        seen.update(known[low].anywhere)
    if s.numbers:
        seen.update("num:" + _number(u, k, a, b) for k in range(a, b) if u.L[k][0].isdigit() or u.L[k][0] in "$£€" and len(u.L[k]) > 1)
    if main is None:
        seen.add("nomain")
    else:
        _verb(u, a, b, main, seen)
        _subject(u, a, main, seen)
    if u.L[a] in _SHORT_SUBJECTS:
        seen.add("sub=" + u.L[a])
    seen.add("subj=" + (u.L[a] if u.G[a] in ("PRP", "QUANT", "DET", "SUB", "WH") else u.G[a]))
    return seen


def words(u: Unit, a: int, b: int) -> set[str]:
    """Return the words of the claim, each once."""
    return set(u.L[a:b])


def _verb(u: Unit, a: int, b: int, main: int, seen: set[str]) -> None:
    """The verb group: form, first helping verb, the verb itself with its lists, and what follows."""
    known, helping, k = type_words(), [], main
    while k < b - 1 and u.G[k] in _GROUP:
        if u.G[k] not in ("ADV", "NEG"):
            helping.append(u.L[k])
        k += 1
    low = u.L[k]
    seen.add("f=" + _form(u, main, k, helping))
    seen.add("v=" + stem(low))
    seen.add("m=" + u.G[main])
    if low in known:
        seen.update(known[low].as_verb)
    if helping:
        seen.add("aux=" + helping[0])
    if k + 1 < b:
        seen.add("after=" + (u.L[k + 1] if u.G[k + 1] in ("PREP", "SUB") else u.G[k + 1]))
    if u.G[main] == "BE" or u.L[main] in _BE:
        for low in u.L[main + 1 : min(main + 7, b)]:
            if low in known:
                seen.update(f"pred:{group}" for group in _PREDICATE.intersection(known[low].groups))
    for q in range(k + 1, b - 1):
        if u.L[q] == "to":
            if u.L[q + 1] in known and "purpose" in known[u.L[q + 1]].groups:
                seen.add("to purpose")
            if u.G[q + 1] in ("VB", "CUE", "N", "BE"):
                seen.add("to verb")


def _form(u: Unit, main: int, k: int, helping: list[str]) -> str:
    low = u.L[k]
    if not helping:
        if low.endswith("ing"):
            return "ing"
        if low.endswith("ed") or low in PAST_FORMS or u.G[k] == "ED":
            return "past"
        return "s" if low.endswith("s") else "base"
    first = "MOD" if u.G[main] == "MOD" else helping[0] if helping[0] in _FINITE else "aux"
    been = "been" if "been" in helping else ""
    if low.endswith("ing") and helping[-1] in _BE:
        return first + been + "ing"
    return first + been + ("ed" if u.G[k] in ("ED", "CUE", "VB") or low.endswith("ed") else "x")


def _subject(u: Unit, a: int, main: int, seen: set[str]) -> None:
    if main == a:
        return
    known = type_words()
    seen.add("b=" + u.G[main - 1])
    for low in u.L[a:main]:
        if low in known:
            seen.update(f"sub:{group}" for group in _SUBJECT.intersection(known[low].groups))
    last = main - 1
    while last > a and u.G[last] == "ADV":
        last -= 1
    kind = head(u, (a, last))[1] if u.G[a] not in ("PREP", "SUB") else ""
    seen.add("subkind:" + (kind or u.G[last]))
    if u.G[last] in ("N", "ING") and kind in ("", "kind"):
        seen.add("sub:thing")
    bare = not any(u.G[q] in ("NUM", "POSS", "DET") for q in range(max(a, last - 3), last))
    if bare and u.L[last] in known and "crowd" in known[u.L[last]].groups:
        seen.add("sub:barecrowd")
    if bare and u.G[last] == "N" and u.L[last].endswith("s"):
        seen.add("bareplural")


def _number(u: Unit, k: int, a: int, b: int) -> str:
    """What a figure is here: "core" where it counts something; an age, a year, a day, a time, a span of time, a part of a word."""
    low = u.L[k]
    follows = u.L[k + 1] if k + 1 < b else ""
    if "-" in low and any(c.isalpha() for c in low):
        return "hyph"
    if low.endswith(_ORDINAL):
        return "ord"
    if len(low) == 4 and low.isdigit() and low[:2] in ("18", "19", "20"):
        return "year"
    if ":" in low or follows[:3] in ("a.m", "p.m", "am", "pm"):
        return "time"
    if k > a and u.W[k - 1] == "," and (k + 1 >= b or u.W[k + 1] in (",", ".")) and low.isdigit() and len(low) < 4:
        return "age"
    if {u.L[q] for q in (k - 1, k + 1) if a <= q < b} & MONTHS:
        return "day"
    return "span" if follows in _SPAN else "core"


@lru_cache(maxsize=20_000)
def stem(low: str) -> str:
    """Return a verb without its ending, roughly: “carries”, “carried” → carry; “used” → us."""
    for ending, instead in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if low.endswith(ending) and len(low) - len(ending) >= 3:
            low = low.removesuffix(ending) + instead
            break
    return low.rstrip("e")
