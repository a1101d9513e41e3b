"""Claims: the clauses of a text, each with its type, and how much it asks for a check (`claim_score`)."""

from __future__ import annotations

from bisect import bisect_left

from .claim_model import kind_of
from .claim_pieces import pieces, told_by
from .claim_score import LOOK_FROM, SURE_FROM, Signs, signs
from .claim_types import kind_of as quick_kind
from .reasons import in_marks
from .records import LOOK, SURE, Attribution, Claim, Unattributed, span
from .segments import Text, Unit

_OPINIONS = frozenset({"value", "prediction", "generalisation"})


def find(t: Text, attributions: tuple[Attribution, ...]) -> tuple[Claim, ...]:
    """Return claims in the order of the text: what somebody is reported to say, and the clauses of the other sentences."""
    told = told_by(attributions)
    found, unit = [], 0
    for start, end in t.sentences:
        if end - start < 6:
            continue
        while unit + 1 < len(t.units) and t.units[unit].end <= start:
            unit += 1
        u = t.units[unit] if t.units else None
        if u is None:
            break
        spans = pieces(t, u, start, end, told)
        whole = _signs(u, start, end)
        parts = [(whole, s, e) if e - s > 0.95 * (end - start) else (_signs(u, s, e), s, e) for s, e in spans]
        if not parts:
            continue
        best = max(part[0].score for part in parts)
        for own, s, e in parts:
            lead = own.score == best
            value = max(own.score, min(whole.score, own.score + 0.35), SURE_FROM * (whole.score >= SURE_FROM)) if lead else own.score
            if value < LOOK_FROM and ("question" in own.seen or value <= -0.35 or own.length <= 4):
                continue
            if value < LOOK_FROM and quick_kind(u, s, e, own) not in _OPINIONS:
                continue
            claim = _claim(t, s, e, kind_of(u, s, e, own), value, lead and whole.score >= SURE_FROM)
            if claim:
                found.append(claim)
    return tuple(found)


def _signs(u: Unit, start: int, end: int) -> Signs:
    a, b = bisect_left(u.S, start), bisect_left(u.S, end)
    return signs(u, a, min(b, a + 400))


def _claim(t: Text, start: int, end: int, kind: str, value: float, whole_is_sure: bool) -> Claim | None:
    if value < LOOK_FROM and kind not in _OPINIONS:
        return None  # nothing that a reporter would check, and no opinion that looks like a fact
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
