"""Attributions that hang on a noun, an adjective or an adverb of `words/cue_phrases.tsv`: “her claim that …”, “is critical of …”, “reportedly”."""

from __future__ import annotations

from .content import right, trim
from .cue_words import can_mind
from .cues import Found
from .phrases import before
from .records import LOOK
from .segments import Text, Unit
from .tags import VERB_TAGS
from .wordlists import cue_phrases, nouns

_LINKS = frozenset(
    ("remains remain remained feels felt feel seems seemed sounds sounded looks looked became becomes grew grows away left").split()
)
_ALONE = frozenset(
    (
        "claim allegation accusation criticism complaint report rumour rumor speculation warning prediction denial "
        "condemnation praise concern fear"
    ).split()
)
"""Nouns of saying that stand without an owner: “amid claims of abuse” has been said by somebody, and the reader is not told who."""
_MAKES = frozenset(
    (
        "made makes making make gave gives giving issued issues raised raises repeated repeats repeating rejected "
        "rejects expressed expresses expressing voiced voicing"
    ).split()
)
_NOBODY = frozenset({"it", "this", "that", "there", "what", "which", "i", "we", "you"})
_OPENS = frozenset({"DET", "POSS", "PRP", "NAME", "N", "NUM", "QUANT", "OBJ", "ADJ", "GEN", "TIME"})


def find(t: Text, u: Unit) -> list[Found]:
    """Return every such attribution of a unit."""
    table, found = cue_phrases(), []
    if table.keys().isdisjoint(u.L):
        return found
    for i, low in enumerate(u.L):
        if low in table and u.Q[i] < 0:
            part, takes = table[low]
            one = _RULES[part](t, u, i, takes)
            if one:
                found.append(one)
    return found


def _noun(t: Text, u: Unit, i: int, takes: frozenset[str]) -> Found | None:
    """“his claim that …”, “the mayor's refusal to …”, “criticism of …”."""
    k = i + 1
    if k + 1 >= len(u) or u.L[k] not in takes or u.Q[k] >= 0:
        return None
    owner = _owner(u, i)
    if u.L[k] != "that" and u.L[k] != "to":
        owner = owner or _maker(u, i)
    if u.L[k] == "that":
        last = next((q for q in range(len(u) - 1, k, -1) if u.W[q][0].isalnum()), k)
        relative = (
            u.G[k + 1] in VERB_TAGS or u.G[last] in ("ED", "CUE") and u.G[last - 1] in ("ADV", "HAVE", "N", "NAME", "PRP")
        )  # “a claim that experts have debunked”
        content = None if relative else right(u, t.plain, u.S[k + 1])
        return content and _found(t, u, owner or _maker(u, i) or _party(u, i), i, k, content, "nominal", False)
    if u.G[i] == "CUE" and not (owner or u.G[i - 1] in ("DET", "ADJ", "PREP", "CC", "N", "NUM", "QUANT")):
        return None
    deed = u.L[k] == "to" and u.G[k + 1] not in _OPENS - {"N", "ADJ"}
    if (
        u.L[k] == "to"
        and not (owner and (deed or u.G[k + 1] == "N"))
        or not owner
        and not _stem(u.L[i])
        or u.L[k] != "to"
        and u.G[k + 1] not in _OPENS | {"ING", "SUB", "ED"}
    ):
        return None
    content = trim(t.plain, u.S[k if u.L[k] == "to" else k + 1], u.E[_thing_end(u, k + 1)])
    return content and _found(t, u, owner, i, k if u.L[k] != "to" else i, content, "of", True)


def _stem(low: str) -> bool:
    return low in _ALONE or low.removesuffix("s") in _ALONE


def _owner(u: Unit, i: int) -> tuple[int, int] | None:
    """“the mayor's (own) claim”, “her claim”: the one whose words they are."""
    k = i - 1
    while k > 0 and i - k < 4 and (u.G[k] in ("ADJ", "N", "ADV", "NUM", "ED", "ING") and u.L[k] not in nouns() or u.L[k] == "continued"):
        k -= 1
    if k >= 0 and u.G[k] == "POSS" and u.L[k] != "whose":
        return k, k
    if k < 0 or u.G[k] != "GEN":
        return None
    a = k
    while a and u.G[a - 1] in ("NAME", "ADJ", "N") and u.G[a] not in ("DET", "POSS"):
        a -= 1
    if a and u.G[a - 1] in ("DET", "POSS"):
        return a - 1, k
    return next((q for q in range(a, k) if u.G[q] == "NAME"), k), k


def _party(u: Unit, i: int) -> tuple[int, int] | None:
    """“the ministry's” without its mark: “Republican criticism that …”, “the DOJ demand that …”."""
    return (i - 1, i - 1) if i and u.G[i - 1] == "NAME" else None


def _maker(u: Unit, i: int) -> tuple[int, int] | None:
    """“Lee made the case that …”: the subject of the verb that the noun leans on."""
    k = i - 1
    while k > 0 and i - k < 4 and u.G[k] in ("DET", "ADJ", "N", "ADV"):
        k -= 1
    while k > 0 and u.L[k] in _MAKES and u.G[k - 1] in ("HAVE", "ADV", "BE"):
        return before(u, k - 1)
    return before(u, k) if k > 0 and u.L[k] in _MAKES else None


def _adjective(t: Text, u: Unit, i: int, takes: frozenset[str]) -> Found | None:
    """“Lee is confident that …”, “was sure the plan would fail”, “is critical of …”: a state of mind, known only because somebody told it."""
    k = i + 1
    if k + 1 >= len(u) or u.Q[k] >= 0:
        return None
    bare = (
        "that" in takes
        and u.L[k] != "that"
        and u.G[k] in ("PRP", "DET", "NAME", "POSS")
        and any(u.G[q] in VERB_TAGS for q in range(k + 1, min(k + 8, len(u))))
    )
    if not bare and u.L[k] not in takes:
        return None
    first = i
    while first > 1 and (u.G[first - 1] in ("BE", "HAVE", "ADV", "NEG") or u.L[first - 1] in _LINKS):
        first -= 1
    if first == i:
        return None
    source = before(u, first - 1 if u.L[first - 1] in ("came", "comes", "went") else first)
    if source is None or u.L[source[0]] in _NOBODY or not can_mind(u, source):
        return None
    start = k if bare or u.L[k] == "to" and u.G[k + 1] != "ING" else k + 1
    that = bare or u.L[k] == "that"
    content = right(u, t.plain, u.S[start]) if that else trim(t.plain, u.S[start], u.E[_thing_end(u, k + 1)])
    return content and _found(t, u, source, first, start - 1, content, "mind" if that else "phrase", not that, i)


def _adverb(t: Text, u: Unit, i: int, takes: frozenset[str]) -> Found | None:
    """“The firm allegedly paid …”: somebody said so, and nobody is named."""
    if len(u) < 6 or not any(u.G[q] in VERB_TAGS or u.G[q] == "ED" for q in range(len(u))):
        return None
    content = right(u, t.plain, u.start)
    return content and Found(None, (u.S[i], u.E[i]), [content], "nobody", LOOK, u.L[i], u, i, stance=True)


_RULES = {"noun": _noun, "adjective": _adjective, "adverb": _adverb}


def _thing_end(u: Unit, k: int) -> int:
    """Last word of the thing or deed that begins at word `k`: up to a mark or the verb of the clause around it."""
    q, relative = k + 1, False
    while q < len(u) and u.W[q] not in (".", ",", ";", ":", "?", "!", "-", "("):
        tag = u.G[q]
        if tag in ("WH",) or u.L[q] in ("that", "where", "when", "how", "what", "whether"):
            relative = True
        elif (
            not relative
            and u.L[q - 1] != "to"
            and (
                tag in ("BE", "HAVE", "DO", "MOD", "VB")
                or tag == "ED"
                and u.G[q - 1] in ("N", "NAME", "NUM", "TIME")
                and q + 1 < len(u)
                and u.G[q + 1] not in ("PREP",)
            )
        ):
            break
        q += 1
    return q - 1


def _found(t: Text, u: Unit, source, first: int, last: int, content, rule: str, stance: bool, at: int | None = None) -> Found:
    direct = bool(t.quotes_within(max(content[0] - 1, 0), content[1]))
    here = first if at is None else at
    return Found(source, (u.S[first], u.E[last]), [content], rule, LOOK, u.L[here], u, here, False, direct, stance=stance)
