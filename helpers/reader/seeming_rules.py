"""What nobody is named for or nobody would say: “she seemed to …”, “asked whether …”, “declined to comment”. Only ever worth a look, and no telling."""

from __future__ import annotations

from .ahead_words import thing
from .content import right, skip_circumstance, trim
from .cues import Found
from .phrases import before
from .records import LOOK
from .segments import Text, Unit

_SEEMS = frozenset("seem seems seemed appear appears appeared".split())
_GROUP = frozenset({"ADV", "MOD", "HAVE", "NEG", "DO"})
_REFUSES = frozenset("declined declines refused refuses decline refuse".split())
_ANSWERS = frozenset("respond reply return".split())


def find(t: Text, u: Unit) -> list[Found]:
    """Return every such attribution of a unit, all of them stances."""
    found = []
    for i, low in enumerate(u.L[:-2]) if not _RULES.keys().isdisjoint(u.L) else ():
        if low in _RULES and u.Q[i] < 0 and (one := _RULES[low](t, u, i)):
            found.append(one)
    return found


def _seems(t: Text, u: Unit, i: int) -> Found | None:
    """“The mayor seemed (to be) ready”: an impression, and nobody says whose."""
    k = i + 1
    if u.L[k] not in ("to", "like", "that", "as") and u.G[k] not in ("ADJ", "ED", "ADV", "N") or u.G[k] == "N" and u.L[i][0] == "a":
        return None
    if u.L[k] == "as" and u.L[k + 1] not in ("if", "though"):
        return None
    first = i
    while first and u.G[first - 1] in _GROUP:
        first -= 1
    about = before(u, first) if first else None
    content = right(u, t.plain, u.S[k])
    if about is None or content is None:
        return None
    content = thing(t, u, k, content)
    pieces = [content] if u.L[about[0]] == "it" and u.L[k] != "to" else [(u.S[about[0]], u.E[about[1]]), content]
    return _found(u, None, first, i, pieces, "nobody")


def _asked(t: Text, u: Unit, i: int) -> Found | None:
    """“Asked (by Lee) about the bridge, …”, “when asked whether …”, “was asked if …”: a question, put by somebody or by nobody named."""
    opens = i == 0 or u.L[i - 1] in ("when", "if", "after", "and", "repeatedly", "later") or u.W[i - 1] == ","
    passive = i > 1 and (u.G[i - 1] == "BE" or u.G[i - 1] == "ADV" and u.G[i - 2] == "BE")
    if not (opens or passive):
        return None
    k, source = i + 1 if u.L[i + 1] == "about" else skip_circumstance(u, i + 1), None
    if k + 2 < len(u) and u.L[k] == "by":
        stop = next(
            (q for q in range(k + 1, min(k + 14, len(u) - 1)) if u.L[q] in ("about", "if", "whether", "why", "how", "what", "to", "on")),
            None,
        )
        if stop is None:
            return None
        source, k = (k + 1, stop - 1), stop
        while source[1] > source[0] and (u.G[source[1]] in ("TIME", "PREP", ",")):
            source = (source[0], source[1] - 1)
    if k + 1 >= len(u) or u.L[k] not in ("about", "for", "if", "whether", "why", "how", "what", "who", "which", "where", "when", "to"):
        return None
    start = k + (u.L[k] in ("about", "for"))
    comma = next((q for q in range(start + 1, len(u)) if u.W[q] == "," and u.Q[q] < 0), None)
    content = trim(t.plain, u.S[start], u.S[comma]) if comma else right(u, t.plain, u.S[start])
    return (
        _found(u, source, i, i if u.L[k] not in ("about", "for") or source else k, [content], "nobody" if source is None else "passive")
        if content
        else None
    )


def _refuses(t: Text, u: Unit, i: int) -> Found | None:
    """“The mayor declined to comment”: what somebody would not say."""
    if u.L[i + 1] != "to" or i == 0:
        return None
    return _will_not(t, u, i, i, i + 1)


def _no_answer(t: Text, u: Unit, i: int) -> Found | None:
    """“She did not (immediately) respond to questions.”"""
    first = i
    while first and u.G[first - 1] in _GROUP:
        first -= 1
    if not any(u.G[q] == "NEG" or u.L[q].endswith("n't") for q in range(first, i)):
        return None
    k = i + 1
    return _will_not(t, u, first, k if u.L[k] == "to" else i, k + 1 if u.L[k] == "to" else k)


def _will_not(t: Text, u: Unit, first: int, last: int, k: int) -> Found | None:
    while first and u.G[first - 1] in _GROUP:
        first -= 1
    source = before(u, first) if first else None
    content = right(u, t.plain, u.S[k]) if source and k < len(u) and u.G[k] not in (".", ",") else None
    return _found(u, source, first, last, [thing(t, u, k, content)], "to") if content else None


def _found(u: Unit, source, first: int, last: int, content, rule: str) -> Found:
    return Found(source, (u.S[first], u.E[last]), content, rule, LOOK, u.L[last], u, last, stance=True)


_RULES = {
    **dict.fromkeys(_SEEMS, _seems),
    **dict.fromkeys(("asked", "pressed"), _asked),
    **dict.fromkeys(_REFUSES, _refuses),
    **dict.fromkeys(_ANSWERS, _no_answer),
}
