"""Words around a cue: whether a verb is a noun here, and what can hold an opinion."""

from __future__ import annotations

from .phrase_walk import noun_use
from .segments import Unit
from .tags import NOUNISH, VERB_TAGS
from .wordlists import cue_verbs, nouns

_BASE = frozenset(
    (
        "report claim estimate note question demand comment attack order rule challenge request post call project doubt "
        "fear worry hope promise pledge vow mock brand label credit fault state show forecast appeal answer counter "
        "signal remark dispute blame praise quote point voice"
    ).split()
)


_PLURAL = frozenset(["people", "police", "staff", "men", "women", "data", "media", "children", "parents", "americans", "britons"])


_LEADS_IN = frozenset(
    (
        "refused refuses declined declines went goes continued continues tried tries appeared appears seemed seems "
        "sought seeks used took takes likes liked loves loved"
    ).split()
)  # “went on to say”, “declined to say”


_PAPERS = frozenset(
    ["statement", "letter", "email", "e-mail", "tweet", "message", "memo", "note", "report", "post", "video"]
)  # “issued a statement saying …”


_PEOPLE = ("s", "er", "or", "ist", "ian", "man", "men", "ant", "ent", "ee", "folk", "ese")


def is_noun(u: Unit, i: int, first: int, nxt: int) -> bool:
    low = u.L[i]
    held = u.G[i - 1] if i else ""
    if held in ("DET", "POSS", "PREP") and first == i and u.L[i - 1] not in ("this", "that", "these", "those", "all", "some", "both"):
        return True
    if low not in NOUNISH or first != i:
        return False
    if (
        held in ("N", "NAME")
        and low in _BASE
        and not u.L[i - 1].endswith("s")
        and u.L[i - 1] not in _PLURAL
        and not any(u.L[k] == "and" for k in range(max(i - 6, 0), i))
    ):
        return True  # “Inspection report BR-118”: a plain form needs a plural before it
    if held in ("GEN", "NUM", "ADJ") or i and low in ("point", "points") and u.L[i - 1] in ("percentage", "percent"):
        return True
    if (
        low.endswith("s")
        and nxt < len(u)
        and u.L[nxt] == "to"
        and held in ("N", "NAME", "QUANT")
        and any("i" in v.frames for v in cue_verbs()[low])
    ):
        return False  # “the mayor plans to …”
    if i and u.G[i - 1] == "PRP":
        return False
    ends = nxt >= len(u) or u.W[nxt] in (".", ",")
    if ends and low.endswith("s") and any(u.G[b] in ("DET", "NAME") and u.G[b - 1] in (",", "QUO") for b in range(max(i - 6, 1), i)):
        return False  # “…, the Budget Office estimates.”
    if noun_use(u, i) and (nxt >= len(u) or u.G[nxt] in VERB_TAGS | {"PREP", ",", ".", "CC", "ADV"} or u.G[i - 1] in ("ADJ",)):
        return u.L[nxt] not in ("in", "on") if nxt < len(u) and low in ("said",) else True
    return nxt < len(u) and u.G[nxt] in VERB_TAGS and not (u.G[nxt] == "CUE" and noun_use(u, nxt))


def is_document(u: Unit, source: tuple[int, int] | None) -> bool:
    return source is not None and head(u, source)[1] == "document"


def can_mind(u: Unit, source: tuple[int, int]) -> bool:
    """Could this phrase be people, a body, a paper? “The roof supports forty tonnes” has no opinion."""
    word, kind = head(u, source)
    tags = u.G[source[0] : source[1] + 1]
    return (
        bool(kind)
        or "NAME" in tags
        or "PRP" in tags
        or tags[0] in ("QUANT", "NUM")
        or word.endswith(_PEOPLE)
        or word in ("she", "he", "they", "some", "percent")
    )


def head(u: Unit, source: tuple[int, int]) -> tuple[str, str]:
    """Return head noun of a phrase (before its first “of”, comma or “who”), singular where known, and its kind ("" where not listed)."""
    a, b = source
    stop = next(
        (
            k
            for k in range(a + 1, b + 1)
            if u.G[k] in ("PREP", ",", "WH", "(", "-")
            or u.L[k] in ("that", "whose")
            or u.G[k] == "ED"
            and k > a + 1
            and u.G[k - 1] in ("N",)
        ),
        b + 1,
    )
    known = nouns()
    word = u.L[stop - 1]
    if (u.G[stop - 1] == "NAME" or u.W[stop - 1][-1].isdigit()) and stop - 2 >= a and u.L[stop - 2] in known:
        word = u.L[stop - 2]  # “Inspection report BR-118”
    for form in (
        word,
        word[:-1] if word.endswith("s") else word,
        word[:-3] + "y" if word.endswith("ies") else word,
        word[:-2] if word.endswith("es") else word,
    ):
        if form in known:
            return form, known[form]
    return word, ""
