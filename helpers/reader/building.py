"""What the rules share: an attribution put together, its tier, and the content that stands before a place."""

from __future__ import annotations

from .content import trim
from .cues import Cue, Found
from .records import LOOK, SURE
from .segments import Text, Unit
from .tags import VERB_TAGS


def cue_span_of(u: Unit, first: int, stop: int) -> tuple[int, int]:
    while stop - 1 > first and u.W[stop - 1] == ",":
        stop -= 1
    return u.S[first], u.E[max(stop - 1, first)]


def tier_of(cue: Cue, good: bool) -> str:
    return SURE if good and not (cue.negated or cue.modal or cue.loose or cue.verb.wide) else LOOK


_ASKED = frozenset(["asked", "pressed", "questioned", "speaking", "responding", "reacting", "referring", "calling", "citing"])
_CONNECTORS = frozenset(
    ["however", "meanwhile", "still", "overall", "moreover", "furthermore", "nevertheless", "nonetheless", "besides", "also", "instead"]
)


def content_before(t: Text, u: Unit, stop: int, least: int = 2) -> list[tuple[int, int]] | None:
    """Return content before word `stop`: the quotation that ends there, or everything from the unit's start."""
    if stop == 0:
        return None
    q = u.Q[stop - 1] if u.G[stop - 1] == "QUO" else u.Q[stop - 2] if stop > 1 and u.W[stop - 1] == "," and u.G[stop - 2] == "QUO" else -1
    start, end = u.S[2] if stop > 3 and u.L[0] in _CONNECTORS and u.W[1] == "," else u.start, u.S[stop]
    if q >= 0:
        qs, qe = t.quotes[q]
        words_before = t.plain.count(" ", u.start, qs) if qs - u.start < 200 else 99
        if (
            qs <= u.start + 2
            or words_before <= 2
            and not t.text[qs + 1 : qs + 2].islower()
            or t.text[qs + 1 : qs + 2].isupper()
            and qe - qs > 40
        ):
            return [(max(qs, u.start), min(qe, u.end))]
        end = qe
    whole = trim(t.plain, start, end)
    return [whole] if whole and (least < 2 or t.plain.count(" ", *whole) >= least - 1) else None


def quotation_after(t: Text, u: Unit, k: int) -> list[tuple[int, int]]:
    """Return a quotation that follows the speaker in the same unit (“…,” she said. “…”), with up to six words that lead into it."""
    here = u.E[k - 1]
    for q in t.quotes_within(here, min(u.end, here + 90)):
        lead = t.plain[here : q[0]]
        word = t.plain[max(q[0] - 30, 0) : q[0]].split()[-1:]
        if word and word[0][-1:].isalpha() and t.plain.count(" ", *q) < 4 and word[0] not in ("and", "but"):
            here = q[1]  # a title: told NBC's “Meet the Press.”
            continue
        if ";" not in lead and len(lead.split()) <= 6:
            return [(q[0], min(q[1], u.end))]
    return []


def opens_aside(u: Unit, a: int) -> bool:
    """Return whether only a circumstance stands before the verb: “After the vote, Smith said, …”."""
    if u.L[0] in _ASKED or u.L[0] in ("when", "while") and len(u) > 1 and u.L[1] in _ASKED:
        return True  # “Asked if she would run, Lee replied …”
    first = u.G[0]
    return first in ("PREP", "SUB", "ADV", "TIME") and not any(u.G[k] in VERB_TAGS for k in range(a))


def make(u: Unit, source, cue_span, content, rule, tier, cue, t: Text, inherits=False) -> Found:
    direct = any(t.quotes_within(max(a - 1, 0), b) or t.plain[a] in "\"'" for a, b in content)
    return Found(source, cue_span, content, rule, tier, cue.verb.lemma, u, cue.at, inherits, direct, stance=cue.verb.wide)
