"""All attributions of a text: the rules applied unit by unit, then quotations that run on, hearsay, people and reasons."""

from __future__ import annotations

from dataclasses import replace

from . import beside_rules, other_rules, phrase_rules, seeming_rules, verb_rules
from .content import trim
from .coreference import Known
from .cues import Found, cues
from .reasons import attribution as reason
from .records import LOOK, SURE, Attribution, span
from .segments import Text, Unit

_THINGS = frozenset({"noun", "object", "phrase", "of"})  # rules whose content is a thing: it cannot hold the next speaker's clause
_CONTRAST = frozenset({"while", "though", "although", "whereas"})
_SHORT = 4  # words: a shorter quotation without a speaker is a title, a nickname or scare quotes


def find(t: Text) -> tuple[Attribution, ...]:
    """Return attributions in the order of their cues."""
    found: list[Found] = []
    for u in t.units:
        mine = _in_unit(t, u)
        loose = _loose(t, u, mine)
        if loose:
            _hand_on(t, u, loose, mine, found)
        found += mine
    known = Known(t)
    return tuple(_record(t, one, known) for f in found if f.content for one in _each(f, known))


def _each(f: Found, known: Known) -> list[Found]:
    """Two groups that share one verb, “Mosul residents and army officials said”, are two sources."""
    if f.source is None or f.place or f.relay:
        return [f]
    u, (a, b) = f.unit, f.source
    joint = next((k for k in range(a + 2, b - 1) if u.L[k] == "and"), None)
    if joint is None or any(u.G[k] in ("PREP", "WH", ",", "SUB") for k in range(a, b + 1)) or u.G[joint + 1] not in ("NAME", "ADJ", "DET"):
        return [f]
    sides = [(a, joint - 1), (joint + 1, b)]
    if any(known.kind_of(" ".join(u.W[x : y + 1])) != "collective" for x, y in sides):
        return [f]
    return [replace(f, source=side, shared=True) for side in sides]


def _in_unit(t: Text, u: Unit) -> list[Found]:
    found: list[Found] = []
    if len(u) < 3:
        return found
    for cue in cues(u):
        if found and found[-1].source and found[-1].source[0] <= cue.at <= found[-1].source[1] and found[-1].rule != "nobody":
            continue
        one = verb_rules.apply(t, u, cue, found)
        if one and one.content:
            found.append(one)
    found = other_rules.observed(t, u) + found
    found += other_rules.papers(t, u, found)
    found += other_rules.according(t, u, found)
    found += phrase_rules.find(t, u)
    found += [f for f in seeming_rules.find(t, u) if not any(a < f.cue[1] and f.cue[0] < b for a, b in (other.cue for other in found))]
    found += beside_rules.beside(t, u, found)
    found += other_rules.colon(t, u, found)
    found.sort(key=lambda f: f.cue)
    found = _distinct(found)
    _stop_at_semicolon(t, u, found)
    _cut(t, found)
    _hearsay(found)
    return [f for f in found if not ((f.stance or f.inherits) and _told_by_another(f, found))]


def _told_by_another(f: Found, found: list[Found]) -> bool:
    """A stance inside what somebody is cited for (“she said he wanted to …”) needs no suggestion of its own, nor does a verb that borrows its speaker there."""
    return any(a <= f.cue[0] < b for other in found if other is not f for a, b in other.content)


def _distinct(found: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for f in found:
        if kept and kept[-1].cue[0] <= f.cue[0] < kept[-1].cue[1]:
            if kept[-1].tier == LOOK and f.tier == SURE:
                kept[-1] = f
            continue
        kept.append(f)
    return kept


def _stop_at_semicolon(t: Text, u: Unit, found: list[Found]) -> None:
    """What is told without quotation marks ends at a semicolon: “Police said he was armed; | his family says …”."""
    marks = [k for k in range(len(u)) if u.W[k] == ";" and u.Q[k] < 0]
    for f in found if marks else ():
        if f.content and f.rule not in ("paper", "colon", "label"):
            a, b = f.content[-1]
            stop = next((u.S[k] for k in marks if a < u.S[k] < b and u.S[k] > f.cue[1]), None)
            if stop:
                f.content[-1] = trim(t.plain, a, stop) or (a, b)


def _cut(t: Text, found: list[Found]) -> None:
    """A content ends where the same speaker's next verb begins: “acknowledged the repairs | but said …”."""
    for one, two in ((one, two) for at, two in enumerate(found) for one in found[max(at - 4, 0) : at]):
        if not one.content:
            continue
        if (
            len(one.content) > 1
            and one.cue[1] <= two.cue[0] < one.content[-1][0]
            and two.content
            and two.content[-1][0] <= one.content[-1][0]
        ):
            one.content.pop()  # “…,” Lee said, adding: “…”: the second quotation has a verb of its own
        if (
            two.rule == "behind"
            and two.content
            and two.content[0][0] <= one.cue[0]
            and one.content[-1][1] <= one.cue[0] < two.cue[0]
            and two.content[0][1] > one.cue[1]
        ):
            rest = trim(t.plain, one.cue[1], two.content[0][1])
            two.content[:1] = [rest] if rest else []  # “…,” she said, but Lee said …: what stands before the first verb is hers
            continue
        a, b = one.content[-1]
        if two.inherits and two.unit.L[two.at - 1] in ("in", "by", "of", "for"):
            continue  # “says X was right in saying …”
        if one.rule in _THINGS and two.source and one.unit is two.unit and a < two.unit.S[two.source[0]] < b:
            k = two.source[0]
            if k and two.unit.L[k - 1] in ("what", "who", "which", "that", "how"):
                continue  # “apologised for what he called an error”
            while k and (two.unit.G[k - 1] in ("CC", "SUB", ",", "ADV", "PREP")) and two.unit.S[k - 1] > a:
                k -= 1
            shorter = trim(t.plain, a, two.unit.S[k])
            one.content[-1:] = [shorter] if shorter else []
            continue
        if two.source and one.unit is two.unit and two.source[0] < one.at <= two.source[1] and b > two.unit.E[two.source[1]] > a:
            one.content[-1] = (a, two.unit.E[two.source[1]])  # “X, who denied it, said …”
            continue
        if a < two.cue[0] < b and (two.inherits or two.rule in ("according",) or _next_clause(two)):
            u = two.unit
            k = two.source[0] if _next_clause(two) else two.at
            while k > 0 and u.S[k] > two.cue[0]:
                k -= 1
            while k > 0 and (u.G[k - 1] in ("CC", ",", "ADV") or u.L[k - 1] in _CONTRAST) and u.S[k - 1] > a:
                k -= 1
            shorter = trim(t.plain, a, u.S[k])
            one.content[-1:] = [shorter] if shorter else []
        elif two.rule in ("behind", "inverted") and two.content and two.content[0][0] <= one.cue[0] and one.content[-1][1] > two.cue[0]:
            src = two.source_span()
            shorter = trim(t.plain, a, min(two.cue[0], src[0] if src else two.cue[0]))
            one.content[-1:] = [shorter] if shorter else []


def _next_clause(two: Found) -> bool:
    """“…, but he insisted …”: a new clause with its own speaker, joined by “, and” or “, but”."""
    u, source = two.unit, two.source
    return (
        not two.inherits
        and source is not None
        and source[0] > 1
        and (u.G[source[0] - 1] == "CC" or u.L[source[0] - 1] in _CONTRAST)
        and (u.W[source[0] - 2] == "," or u.G[source[0] - 2] == "QUO")
        and two.rule in ("that", "clause", "quote", "noun", "object")
    )


def _hearsay(found: list[Found]) -> None:
    """A telling inside what is told: the inner speaker is the relay of the outer attribution."""
    for at, outer in enumerate(found):
        for inner in found[max(at - 4, 0) : at + 5]:
            if inner is outer or outer.relay or inner.inherits or not inner.source or not outer.content:
                continue
            a, b = outer.content[-1]
            u, low = inner.unit, inner.unit.L[inner.source[0]]
            told = inner.verb == "tell" and outer.rule in ("that", "clause", "behind", "according")
            had = any(u.L[k] in ("had", "has", "have") for k in range(max(inner.at - 3, 0), inner.at))
            if a <= inner.cue[0] < b and outer.rule != "paper" and (told or had) and low not in ("he", "she", "they", "it", "i", "we"):
                outer.relay = inner.source_span()
                inner.tier, inner.is_inner, outer.inner = LOOK, True, inner


def _loose(t: Text, u: Unit, mine: list[Found]) -> list[tuple[int, int]]:
    """Quotations of the unit, long enough to be speech, that no attribution holds."""
    spans = [c for f in mine for c in f.content]
    return [
        q
        for q in t.quotes_within(u.start, u.end)
        if t.plain.count(" ", *q) + 1 >= (2 if q[0] <= u.start + 2 and t.text[q[1] - 2] in ".?!" else _SHORT)
        and not any(a < q[1] and b > q[0] for a, b in spans)
    ]


def _hand_on(t: Text, u: Unit, loose, mine: list[Found], found: list[Found]) -> None:
    """Give a quotation without a speaker of its own to the one who spoke last, where the page shows that the speech runs on."""
    for q in loose:
        near = mine or [f for f in found[-3:] if f.unit is found[-1].unit]
        last = next((f for f in near if f.direct), None) or next((f for f in (*reversed(mine), *found[-1:-4:-1]) if not f.stance), None)
        if last is None:
            continue
        near = last.unit.para == u.para or last.unit.para == u.para - 1
        opens = q[0] <= u.start + 2
        whole = q[1] >= u.end - 2 or t.text[q[1] - 2 : q[1] - 1] in (".", "?", "!", ",")
        if not (near and opens and whole and last.source):
            continue
        same = last.unit.para == u.para
        unclosed = any(a < b <= q[0] and t.text[b - 1] not in '”"' for a, b in last.content[-1:])
        if same and last.direct or same and unclosed:
            last.content.append((q[0], min(q[1], u.end)))
        elif last.direct and last.rule != "colon_alone" or last.rule == "runs_on":
            place = last.source_span()
            mine.append(Found(None, last.cue, [(q[0], min(q[1], u.end))], "runs_on", LOOK, last.verb, u, 0, False, True, None, place))
            mine[-1].notes = ["continues"]


def _record(t: Text, f: Found, known: Known) -> Attribution:
    place = f.source_span()
    kind, person = known.kind_and_person(f)
    pieces = tuple(span(t.text, a, b) for a, b in f.content)
    source = span(t.text, *place) if place else None
    relay = span(t.text, *f.relay) if f.relay else None
    return Attribution(
        source=source,
        cue=span(t.text, *f.cue),
        content=pieces,
        kind=kind,
        person=person,
        tier=f.tier,
        stance=f.stance,
        reason=reason(f, t.text, source, known.whom),
        rule=f.rule,
        direct=f.direct,
        relays=relay,
        inner=f.is_inner,
        passed_on=span(t.text, *f.inner.content[0]) if f.inner and f.inner.content else None,
        relays_kind=known.kind_of(relay.quote) if relay else None,
    )
