"""Which type of claim a piece of text is: seen from its main verb, its amounts and the signs of `claim_score`."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from . import claim_phrases
from .claim_score import Signs
from .cue_words import is_noun
from .segments import Unit
from .tags import VERB_TAGS
from .wordlists import claim_verbs, cue_verbs, lexicon

MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb aug sept oct nov dec".split()
)
_DATED = re.compile(r"(?:1[89]|20)\d\d|\d{1,2}(?:st|nd|rd|th)|\d+-years?-olds?|\d{1,2}[:.]\d\d")  # a year, a day, an age, a time
_AMOUNTS = frozenset(
    "droves dramatically largely mostly sharply steadily doubled halved tripled fewer majority dozens hundreds thousands".split()
)
_COUNTS = _AMOUNTS | {"twice", "less", "percent", "million", "billion", "half"}
_IS = frozenset(["is", "are", "was", "were", "be", "been", "'s", "'re"])
_OPENS = frozenset("when after before although though while because since if as once until unless whereas".split())
_SETS_IN = frozenset("in on at with by for under over despite among which who whose".split())
_AFTER_VERB = frozenset({"DET", "POSS", "PREP", "PRP", "OBJ", "QUANT", "NUM", "SUB", "ADV", "."})
_STATES = frozenset(
    (
        "mean means meant allow allows allowed belong belongs belonged need needs needed stand stands stood know knows knew own owns owned "
        "contain contains contained lie lies cost remain remains remained live lives lack lacks lacked hold holds hang hangs wait waits"
    ).split()
)


def kind_of(u: Unit, start: int, end: int, s: Signs) -> str:
    """Return the type of the claim between two offsets of a unit."""
    a, b = bisect_left(u.S, start), bisect_left(u.S, end)
    return by_words(u, a, b, s, main_verb(u, a, b))


def by_words(u: Unit, a: int, b: int, s: Signs, main: int | None) -> str:
    """Return the type of words `a`…`b`, of which `main` is the main verb."""
    seen, low = s.seen, set(u.L[a:b])
    words = f" {' '.join(u.L[a:b])} "
    if main is not None and _says(u, main, a) or u.L[a] in _TELLING:
        return "said"
    amount = _amount(u, a, b, s, low, words)
    if not amount and (
        "future" in seen
        and (main is None or u.G[main] not in _PAST_TAGS or "deed" not in seen)
        or claim_phrases.found(low, words, claim_phrases.TO_COME)
    ):
        return "prediction"
    if "motive" in seen or claim_phrases.found(low, words, claim_phrases.PURPOSES):
        return "motive"
    if "cause" in seen or claim_phrases.found(low, words, claim_phrases.EFFECTS):
        return "cause"
    if amount:
        return "quantity"
    if claim_phrases.found(low, words, claim_phrases.EVER):
        return "generalisation"
    if u.L[a] in _ALL and (a + 1 >= b or u.G[a + 1] not in ("NUM", "TIME")):
        return "generalisation"
    if "value" in seen and not (main is not None and u.G[main] == "ED") or _judges(u, a, b, main):
        return "value"
    if "general" in seen and u.G[a + 1 : a + 2] != ["NUM"]:
        return "generalisation"
    if main is not None and _is_state(u, main, b):
        return "state"
    return "event" if "deed" in seen or main is not None and _happened(u, main, b) else "prediction" if "future" in seen else "state"


_TELLING = frozenset("instructing urging ordering telling warning promising imploring demanding asking saying claiming announcing".split())
_ALL = frozenset("everybody everyone anyone anybody nobody all every always never".split())
_PAST_TAGS = frozenset({"ED"})
_DIRECTS = frozenset("implored instructed ordered urged told asked warned promised invited begged advised".split())


def _happened(u: Unit, main: int, b: int) -> bool:
    """Whether a verb of doing stands in the past, or goes on: “approved the tank”, “had seen”, “was searching”."""
    if u.G[main] in ("HAVE", "BE"):
        k = main + 1
        while k < b and u.G[k] in ("ADV", "NEG", "BE"):
            k += 1
        return k < b and (u.G[k] in ("ED", "CUE", "VB", "ING") or u.G[main] == "HAVE" and u.G[k] == "N" and u.L[k].endswith(("d", "n")))
    return u.G[main] == "ED" or u.L[main].endswith("ed") or u.G[main] == "VB" and not u.L[main].endswith("s") or u.L[main] == "did"


def _judges(u: Unit, a: int, b: int, main: int | None) -> bool:
    """Whether a verdict is what is said: “it is a scandal”, “a poisonous mood”, and no deed beside it."""
    verbs = [k for k in range(a, b) if u.G[k] in VERB_TAGS or u.G[k] == "ED"]
    if any(u.L[k] not in _IS and u.L[k] not in _SEEMS and u.G[k] != "ADV" for k in verbs):
        return False
    strong = _judging()
    return any(u.L[k] in strong for k in range(a if main is None else main, b))


_SEEMS = frozenset("seems seemed looks looked feels felt sounds sounded remains remained has have had could be care".split())


@lru_cache(maxsize=1)
def _judging() -> frozenset[str]:
    """Single words of the list of loaded language that judge or move: no verbs of speech, no euphemisms."""
    return frozenset(
        e.words
        for e in lexicon().entries
        if e.strength and e.category not in ("reporting_verb", "euphemism") and " " not in e.words and e.form != "v"
    )


def main_verb(u: Unit, a: int, b: int) -> int | None:
    """Return the first verb that is not in a relative clause, a clause set in front (“When it rained, …”) or between commas, nor behind “to”; None where there is none."""
    if a >= b or u.L[a] not in _OPENS:
        return _first_verb(u, a, b)
    found = _first_verb(u, _past_clause(u, a, b), b)
    return _first_verb(u, a, b) if found is None else found


def _past_clause(u: Unit, k: int, b: int) -> int:
    """Return where the clause that begins at word `k` is over: behind its comma, else `k` itself."""
    return next((q + 1 for q in range(k + 2, min(b - 2, k + 30)) if u.W[q] == ","), k)


def _first_verb(u: Unit, a: int, b: int) -> int | None:
    relative, k, last = False, a, min(b, a + 40)
    while k < last:
        tag = u.G[k]
        if tag == "," and k + 2 < last and (u.L[k + 1] in _OPENS or u.L[k + 1] in _SETS_IN) and (past := _past_clause(u, k + 1, b)) > k + 1:
            k, relative = past, False
            continue
        if tag == ",":
            relative = False
        elif tag == "WH" or u.L[k] in ("that", "which", "who", "whose", "where") and k > a:
            relative = True
        elif tag in VERB_TAGS or tag == "ED" or tag == "N" and is_verb(u, k):
            if relative:
                relative = tag in ("BE", "HAVE", "MOD", "DO")
            elif not (k > a and (u.L[k - 1] == "to" or u.G[k - 1] in ("DET", "POSS", "ADJ") and u.L[k - 1] not in ("this", "that"))):
                return k
        k += 1
    return None


def is_verb(u: Unit, k: int) -> bool:
    """Return whether a word that the tagger calls a noun is a verb by its place: “The berth belongs to the city”, “She burns coal”."""
    if not k or u.L[k] not in claim_verbs() or k + 1 >= len(u) or u.G[k + 1] not in _AFTER_VERB:
        return False
    before = u.G[k - 1]
    if before == "PRP" or before == "WH":
        return True
    single = not u.L[k - 1].endswith("s")
    return before in ("N", "NAME", "TIME") and u.L[k].endswith("s") == single and not u.L[k].endswith("ss")


def _says(u: Unit, k: int, a: int) -> bool:
    """Whether a verb tells that words were spoken or written: “has already told team-mates”, “implored those gathered”."""
    first = k
    while k + 1 < len(u) and u.G[k] in ("HAVE", "BE") and u.G[k + 1] in ("HAVE", "BE", "ADV", "CUE", "NEG"):
        k += 1
    while k + 1 < len(u) and u.G[k] == "ADV":
        k += 1
    if u.L[k] in _DIRECTS and k == first:
        return True
    if any(u.G[q] == "BE" for q in range(first, k)) and u.L[k + 1 : k + 2] == ["to"]:
        return False  # “is said to be divided”
    if k > a + 1 and u.W[k - 2] == "," and u.G[k - 1] == "PRP":
        return False  # “The gap, she said, comes from …”
    verbs = cue_verbs().get(u.L[k], ())
    return u.G[k] == "CUE" and any(v.sure and not v.wide and not v.second for v in verbs) and not is_noun(u, k, k, k + 1)


def _amount(u: Unit, a: int, b: int, s: Signs, low: set[str], words: str) -> bool:
    """Whether a count would settle it: a figure that is no date, no age and no time, a share, a rise or fall."""
    some = s.numbers or "counted" in s.seen or not _COUNTS.isdisjoint(low)
    for k in range(a, b) if some else ():
        word = u.L[k]
        if word[0] == "0":
            continue  # a club's name
        if (
            word in _AMOUNTS
            or word in ("twice", "less")
            and k + 1 < b
            and u.L[k + 1] in ("as", "than", "in")
            or u.G[k] in ("N", "NUM", "ADJ", "QUANT")
            and word in ("percent", "million", "billion", "half", "twice")
        ):
            return True
        if word[0].isdigit() or word[0] in "$£€" and len(word) > 1:
            if k > a and u.L[k - 1] in ("aged", "first", "last", "no", "number"):
                continue
            near = {u.L[q] for q in (k - 1, k + 1) if a <= q < b}
            if u.L[k + 1 : k + 2] and u.L[k + 1][:3] in ("a.m", "p.m", "am", "pm", "o'c"):
                continue
            if word[0] in "$£€" or not (_DATED.fullmatch(word) or near & MONTHS):
                return True
        if u.L[k] == "in" and k + 1 < b and u.G[k + 1] == "NUM" and any(u.G[q] == "NUM" for q in range(max(k - 2, a), k)):
            return True  # one in three, one patient in three
    return claim_phrases.found(low, words, claim_phrases.COUNTED)


def _is_state(u: Unit, main: int, b: int) -> bool:
    """“is closed to lorries”, “has been unseaworthy since May”, “the count begins again”: how things are, where nobody did anything."""
    k = main
    while k < b and u.G[k] in ("HAVE", "ADV", "NEG"):
        k += 1
    low = u.L[main]
    since = any(u.L[q] in ("since", "still") for q in range(main, b)) or "no" in u.L[max(main - 4, 0) : main]
    if k < b and (u.G[k] == "BE" or u.L[k] in _IS):
        q = k + 1
        while q < b and u.G[q] in ("ADV", "NEG", "BE"):
            q += 1
        done = q < b and u.G[q] in ("ED", "CUE", "VB") and not u.L[q].endswith("ing")
        if q < b and u.L[q].endswith("ing") and u.G[q] in ("ING", "CUE") and q == k + 1:
            return False  # “is searching its archive”
        return not done or low in ("is", "are", "'s", "'re") or since and u.G[main] == "HAVE"
    if (
        k < b
        and u.L[k] in _STATES
        or (
            u.G[main] == "HAVE"
            and u.G[min(main + 1, len(u) - 1)] in ("DET", "POSS", "NUM", "N", "QUANT")
            and not u.L[min(main + 1, len(u) - 1)].endswith(("aid", "wn", "ed", "ought", "elt"))
        )
    ):
        return True
    if u.G[main] == "HAVE":
        return since
    if u.G[main] == "DO":
        return low in ("do", "does", "don't", "doesn't")
    return (
        u.G[main] in ("CUE", "VB", "N")
        and low.endswith("s")
        and not low.endswith("ss")
        or u.G[main] == "MOD"
        and low in ("can", "cannot", "can't")
    )
