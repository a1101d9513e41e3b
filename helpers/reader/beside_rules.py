"""Any verb beside a closed quotation: “…,” she gushed.  /  “…,” quipped the mayor.  The place tells that somebody spoke, not the verb."""

from __future__ import annotations

from .building import content_before, quotation_after
from .content import skip_circumstance
from .cues import Found
from .phrases import before
from .phrases_after import after
from .records import SURE
from .segments import Text, Unit

_ENDS = (",", "?", "!")  # inside the closing mark: the sentence goes on with whoever spoke
_SPEAKERS = ("PRP", "NAME", "N")


def beside(t: Text, u: Unit, found: list[Found]) -> list[Found]:
    """Return attributions by verbs that no list has, for quotations that nobody else's verb holds."""
    more: list[Found] = []
    for q in range(1, len(u) - 2):
        if u.G[q] != "QUO" or u.Q[q] < 0 or u.W[q - 1] not in _ENDS or u.Q[q + 1] >= 0:
            continue
        if any(a < u.E[q] <= b + 1 or a <= u.S[q] < b for f in [*found, *more] for a, b in f.content):
            continue
        one = _speaker_first(t, u, q) or _verb_first(t, u, q)
        more += [one] if one else []
    return more


def _speaker_first(t: Text, u: Unit, q: int) -> Found | None:
    """“…,” she gushed."""
    for v in range(q + 2, min(q + 14, len(u))):
        if u.Q[v] >= 0 or u.W[v] in (",", ".", ";", ":"):
            return None
        if u.G[v] == "ED":
            source = before(u, v)
            closed = source is not None and source[0] == q + 1 and u.G[source[1]] in _SPEAKERS and _ends(u, v + 1)
            return _found(t, u, q, source, v) if closed and source else None
    return None


def _verb_first(t: Text, u: Unit, q: int) -> Found | None:
    """“…,” quipped the mayor."""
    v = q + 1
    phrase = after(u, v + 1) if u.G[v] == "ED" else None
    return _found(t, u, q, phrase[:2], v) if phrase and phrase[2] and _ends(u, phrase[1] + 1) else None


def _ends(u: Unit, k: int) -> bool:
    k = skip_circumstance(u, k)
    return k >= len(u) or u.W[k] in (",", ".", ";")


def _found(t: Text, u: Unit, q: int, source: tuple[int, int], v: int) -> Found | None:
    content = content_before(t, u, q + 1)
    if not content:
        return None
    last = max(source[1], v)
    return Found(source, (u.S[v], u.E[v]), content + quotation_after(t, u, last + 1), "beside", SURE, u.L[v], u, v, direct=True)
