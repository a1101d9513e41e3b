"""Claims: the clauses of a text, each with its type, and how much it asks for a check (`claim_score`)."""

from __future__ import annotations

from bisect import bisect_left

from .claim_score import LOOK_FROM, SURE_FROM, Signs, signs
from .claim_types import kind_of
from .content import trim
from .reasons import in_marks
from .records import LOOK, SURE, Attribution, Claim, Unattributed, span
from .segments import Text, Unit
from .tags import VERB_TAGS


def find(t: Text, attributions: tuple[Attribution, ...]) -> tuple[Claim, ...]:
    """Return claims in the order of the text: what somebody is reported to say, and the clauses of the other sentences."""
    told = sorted({(c.start, c.end) for a in attributions for c in a.content})
    found, unit = [], 0
    for start, end in t.sentences:
        if end - start < 6:
            continue
        while unit + 1 < len(t.units) and t.units[unit].end <= start:
            unit += 1
        u = t.units[unit] if t.units else None
        if u is None:
            break
        spans = _pieces(t, u, start, end, told)
        whole = _signs(u, start, end)
        parts = [(whole, s, e) if e - s > 0.95 * (end - start) else (_signs(u, s, e), s, e) for s, e in spans]
        if not parts:
            continue
        best = max(part[0].score for part in parts)
        for own, s, e in parts:
            lead = own.score == best
            value = max(own.score, min(whole.score, own.score + 0.35)) if lead else own.score
            claim = _claim(t, s, e, kind_of(u, s, e, own), own, value, lead and whole.score >= SURE_FROM)
            if claim:
                found.append(claim)
    return tuple(found)


def _signs(u: Unit, start: int, end: int) -> Signs:
    a, b = bisect_left(u.S, start), bisect_left(u.S, end)
    return signs(u, a, min(b, a + 400))


def _pieces(t: Text, u: Unit, start: int, end: int, told) -> list[tuple[int, int]]:
    """The told parts of a sentence and what is left of it; each cut at “, and” where both sides are clauses."""
    at = bisect_left(told, (start, -1))
    if at and told[at - 1][1] > start + 3:
        at -= 1
    inside = []
    while at < len(told) and told[at][0] < end:
        s, e = max(told[at][0], start), min(told[at][1], end)
        if e - s > 8 and not (inside and s < inside[-1][1]):
            inside.append((s, e))
        at += 1
    spans = inside or [(start, end)]
    cut = []
    for s, e in spans:
        cut += _clauses(t, u, s, e)
    return [p for s, e in cut if (p := trim(t.plain, s, e))]


def _clauses(t: Text, u: Unit, start: int, end: int) -> list[tuple[int, int]]:
    a, b = bisect_left(u.S, start), bisect_left(u.S, end)
    cuts, last = [], a
    for k in range(a + 3, min(b - 3, a + 300)):
        joint = u.W[k] == ";" or u.G[k] == "CC" and u.W[k - 1] == "," and u.G[k + 1] in ("DET", "POSS", "PRP", "NAME", "N", "SUB", "NUM")
        if joint and _has_verb(u, last, k) and _has_verb(u, k + 2, min(k + 9, b)):
            cuts.append(u.S[k])
            last = k + 1
    edges = [start, *cuts, end]
    return [(x + (3 if t.plain[x : x + 3].lower() == "and" and x != start else 0), y) for x, y in zip(edges, edges[1:])]


def _has_verb(u: Unit, a: int, b: int) -> bool:
    return any(u.G[k] in VERB_TAGS or u.G[k] == "ED" for k in range(a, b))


def _claim(t: Text, start: int, end: int, kind: str, own: Signs, value: float, whole_is_sure: bool) -> Claim | None:
    opinion = kind in ("value", "prediction", "generalisation") and "question" not in own.seen and value > -0.35 and own.length > 4
    if value < LOOK_FROM and not opinion:
        return None
    tier = SURE if value >= SURE_FROM or whole_is_sure else LOOK
    checkable = {
        "value": "no",
        "cause": "in_principle",
        "motive": "in_principle",
        "generalisation": "in_principle",
        "prediction": "later" if value > 0.3 else "no",
    }.get(kind, "then")
    worth = 2 if tier == SURE else 1 if value >= LOOK_FROM and kind != "value" else 0
    if end - start > 1 and t.text[end - 1] == ".":
        end -= 1
    return Claim(span(t.text, start, end), kind, checkable, worth, tier, _why(t.text[start:end], kind, tier), value)


def _why(words: str, kind: str, tier: str) -> str:
    short = in_marks(words, 50)
    text = {
        "said": "tells that words were spoken or written, which somebody heard or holds",
        "quantity": "gives an amount that a count or a record could confirm",
        "event": "tells of something done, which somebody may have seen or recorded",
        "cause": "says that one thing made another happen; that the two came together would not be enough",
        "motive": "says why somebody acted, which no record shows directly",
        "prediction": "speaks of what is to come: only a date or a number makes it testable",
        "generalisation": "speaks for many at once: how many were asked?",
        "value": "is a judgement, and no record settles it",
        "state": "says how things are, and somebody could go and look",
    }[kind]
    return f"“{short}” {text}" + ("" if text.endswith("?") else ".") + ("" if tier == SURE else " Whether much turns on it is open.")


def unattributed(t: Text, attributions: tuple[Attribution, ...], claims: tuple[Claim, ...], loaded) -> tuple[Unattributed, ...]:
    """Return sentences in the writer's own voice that say why, how all are, or what will be, or leave the doer out, with nobody cited in them."""
    busy = sorted((s.start, s.end) for a in attributions for s in (*a.content, *((a.cue,) if a.cue else ())))
    starts = [s for s, _ in busy]
    agentless = [m.span.start for m in loaded if m.category in ("agentless", "intensity", "metaphor", "emotive") and m.voice == "reporter"]
    found = []
    for claim in claims:
        s, e = claim.span.start, claim.span.end
        at = bisect_left(starts, e)
        if any(b > s for _, b in busy[max(at - 6, 0) : at]):
            continue
        heat = bisect_left(agentless, e) > bisect_left(agentless, s)
        if claim.type in ("generalisation", "motive", "cause") or claim.type == "prediction" and claim.tier == SURE or heat:
            found.append(
                Unattributed(
                    claim.span,
                    f"“{in_marks(claim.span.quote, 50)}” could be disputed, and no source stands near it. A writer may simply have seen it: look again.",
                )
            )
    return tuple(found)
