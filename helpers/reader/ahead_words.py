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


_BEFORE_MAIN = frozenset("while when if although though as because since after before whereas whenever unless once".split())
_OPENS = frozenset(["PRP", "NAME", "DET", "POSS", "N", "ADJ", "QUANT", "SUB", "ADV", "GEN"])
_DOES = frozenset("did does do has had have will would".split())


def main_clause(u: Unit, k: int, source: tuple[int, int]) -> int | None:
    """Return the comma behind word `k` where the clause begins that the whole sentence hangs on: “While Lee backed the plan | , Orr was against it”."""
    a = source[0]
    opens = next((q for q in range(a - 1, max(a - 9, -1), -1) if u.L[q] in _BEFORE_MAIN or u.W[q] == "," or u.Q[q] >= 0), None)
    if opens is None or u.L[opens] not in _BEFORE_MAIN or not (opens == 0 or u.G[opens - 1] in (",", "CC", "ADV", "-", "QUO", "SUB")):
        return None
    if u.L[opens] in ("as", "after", "before", "since") and opens > 1:
        return None
    for q in range(k, len(u) - 3):
        if u.W[q] == "," and u.Q[q] < 0 and u.G[q + 1] in _OPENS and any(_is_verb(u, x) for x in range(q + 2, min(q + 14, len(u)))):
            return q
    return None


def tail(u: Unit, k: int) -> int | None:
    """Return the comma where the reporter goes on in words of their own: “… | , as did Orr”, “… | , while Orr kept silent”, “… | , despite the report”."""
    for q in range(k + 1, len(u) - 2):
        if u.W[q] == "," and u.Q[q] < 0:
            low = u.L[q + 1]
            if (
                low in ("while", "whereas", "despite")
                or low == "as"
                and u.L[q + 2] in _DOES
                or low == "compared"
                and u.L[q + 2] in ("with", "to")
            ):
                return q
    return None


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
