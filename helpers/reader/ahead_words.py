"""What stands ahead of a cue: a thing said rather than a clause, and whether a verb is among its words."""

from __future__ import annotations

from .content import trim
from .phrase_walk import noun_use
from .segments import Text, Unit
from .tags import VERB_TAGS

_JOINS = frozenset(["as", "while", "because", "after", "before", "when", "since", "although", "though", "until"])

_THINGS_TOO = frozenset(
    {"add", "write", "note", "report", "declare", "announce", "confirm", "disclose", "reveal", "promise", "recommend"}
)  # things can be added and promised too


def thing(t: Text, u: Unit, k: int, content: tuple[int, int]) -> tuple[int, int]:
    """Return a thing ends where a new clause or a circumstance of the deed begins: “backed the plan | , saying …”, “… | as the vote drew near”, “… | and left”."""
    stop = _thing_stop(u, k)
    return trim(t.plain, content[0], u.S[stop]) or content if stop else content


def _thing_stop(u: Unit, k: int) -> int | None:
    for q in range(k + 2, min(len(u) - 2, k + 60)):
        low, nxt = u.L[q], u.G[q + 1]
        if u.W[q] == "-" and u.Q[q] < 0 and nxt in ("ADV", "ING") and "-" not in u.W[q + 1 :]:
            return q
        if u.Q[q] >= 0 or not (u.W[q] == "," or low in _JOINS or low == "and"):
            continue
        comma = u.W[q] == "," and (
            nxt in ("ING", "SUB")
            or u.L[q + 1 : q + 3] == ["known", "as"]
            or u.L[q + 1] in ("with", "yet", "but", "as", "while")
            or u.L[q + 1] == "and"
            and _verb_in(u, q + 2, q + 14)
        )
        clause = (
            low in _JOINS
            and nxt in ("NAME", "DET", "PRP", "POSS", "N")
            and (_verb_in(u, q + 2, q + 14) or nxt == "NAME" and u.G[q + 2] == "N" and u.L[q + 2].endswith("s"))
            and not any(u.G[x] == "WH" for x in range(q + 1, min(q + 5, len(u))))
        )
        deed = (
            low == "and"
            and (nxt == "VB" or nxt == "ED" and u.G[q + 2] in ("DET", "POSS", "NAME", "N", "ADJ") and u.G[q - 1] not in ("ED", "ADJ"))
            and not any(u.G[x] == "WH" for x in range(k, q))
        )
        if comma or clause or deed:
            return q
    return None


def _verb_in(u: Unit, a: int, b: int) -> bool:
    """A finite verb between two places, before the next comma; an amount of “points” is none."""
    for q in range(a, min(b, len(u))):
        if u.W[q] == ",":
            return False
        if u.L[q - 1] != "to" and _is_verb(u, q):
            return True
    return False


def _is_verb(u: Unit, q: int) -> bool:
    described = u.G[q] == "ED" and (
        u.G[q - 1] in ("DET", "POSS") or u.G[q - 1] == "ADV" and u.G[q - 2] in ("DET", "POSS")
    )  # “a newly created role”
    return (
        u.G[q] == "ED"
        and not described
        or u.G[q] in VERB_TAGS
        and not (u.G[q] == "CUE" and (u.G[q - 1] == "NUM" or u.L[q - 1] == "percentage" or noun_use(u, q)))
    )
