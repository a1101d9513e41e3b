"""Cue verbs in a unit: which words are verbs of telling here, and what belongs to the verb group."""

from __future__ import annotations

from dataclasses import dataclass, field

from .cue_words import _LEADS_IN, _PAPERS, is_noun
from .phrase_walk import noun_use
from .phrases import antecedent, before, without_time
from .segments import Unit
from .tags import NOMINAL, VERB_TAGS
from .wordlists import Verb, cue_verbs

TAKEN, MAIN = 1, 2
_OPENS = frozenset("when while as after before although though because since if".split())
_GROUP = frozenset({"HAVE", "DO", "NEG", "ADV", "MOD", "BE"})


@dataclass(slots=True)
class Cue:
    """One verb in its place: word number, first word of its group, the word after it, and how it is built."""

    at: int
    first: int
    next: int
    verb: Verb
    ing: bool = False
    passive: bool = False
    negated: bool = False
    modal: bool = False
    loose: bool = False


@dataclass(slots=True)
class Found:
    """An attribution under work: word numbers for the source, offsets for cue and content."""

    source: tuple[int, int] | None
    cue: tuple[int, int]
    content: list[tuple[int, int]]
    rule: str
    tier: str
    verb: str
    unit: Unit
    at: int
    inherits: bool = False
    direct: bool = False
    relay: tuple[int, int] | None = None
    place: tuple[int, int] | None = None
    inner: Found | None = None
    is_inner: bool = False
    stance: bool = False
    shared: bool = False
    notes: list[str] = field(default_factory=list)

    def source_span(self) -> tuple[int, int] | None:
        if self.place:
            return self.place
        return (self.unit.S[self.source[0]], self.unit.E[self.source[1]]) if self.source else None


def cues(u: Unit) -> list[Cue]:
    """Return every verb of the unit outside quotations that could tie words to a speaker."""
    if "CUE" not in u.G:
        return []
    return [cue for i, tag in enumerate(u.G) if tag == "CUE" and u.Q[i] < 0 and (cue := _cue(u, i)) is not None]


def _cue(u: Unit, i: int) -> Cue | None:
    verb = _choose(u, i)
    if verb is None:
        return None
    nxt = i + 1 + bool(verb.second)
    first = i
    while (
        first > 0
        and u.Q[first - 1] < 0
        and (
            u.L[first - 1] == "once"
            and first > 1
            or u.G[first - 1] in _GROUP
            and u.L[first - 1] not in ("too", "however", "meanwhile", "yesterday", "today", "last", "both", "all", "earlier")
        )
    ):
        first -= 1
    group = range(first, i)
    be = any(u.G[k] == "BE" for k in group) or first > 0 and u.L[i - 1] in ("being", "been")
    ing = u.L[i].endswith("ing") and len(verb.lemma.split()[0]) < len(u.L[i]) and u.L[i] != "bring"
    if u.L[i] in ("seen", "known", "written", "shown", "sworn", "begun") and not any(u.G[k] in ("HAVE", "BE") for k in group):
        return None
    if i and u.L[i - 1] == "to" or first and u.L[first - 1] == "to":
        lead = next((n for n in (2, 3) if i >= n and u.L[i - n] in _LEADS_IN), None)
        if lead is None or u.L[i - 1] != "to":
            return None
        return Cue(i, i - lead, nxt, verb, negated=u.L[i - lead][0] in "rd")
    if (
        ing
        and not be
        and not (
            i == 0
            or u.G[i - 1] in (",", "QUO", "-", "CC", "ADV")
            or u.L[i - 1] in _PAPERS
            or u.L[i - 1] in ("as", "by", "in", "of", "while", "without", "after", "before", "when")
            or _joined(u, i, verb)
        )
    ):
        return None
    if not ing and not be and is_noun(u, i, first, nxt):
        return None
    return Cue(
        i,
        first,
        nxt,
        verb,
        ing,
        be and not ing,
        any(u.G[k] == "NEG" or u.L[k].endswith("n't") for k in group),
        any(u.G[k] == "MOD" for k in group),
        ing and not be and _joined(u, i, verb),
    )


def _joined(u: Unit, i: int, verb: Verb) -> bool:
    """“Trump calling it a mess”, “polls showing that …”: a participle that leans on its own speaker."""
    return (
        i > 0 and u.G[i - 1] in ("NAME", "N", "PRP", "OBJ") and u.L[i - 1] not in _PAPERS and (verb.sure or u.L[i + 1 : i + 2] == ["that"])
    )


def _choose(u: Unit, i: int) -> Verb | None:
    for verb in cue_verbs().get(u.L[i], ()):
        if not verb.second or i + 1 < len(u) and u.L[i + 1] == verb.second and not (verb.wide and i + 2 < len(u) and u.G[i + 2] == "TIME"):
            if verb.frames == "q" and u.L[i + 1 : i + 2] == ["to"]:
                return None  # “began to …”
            return (
                None if u.L[i] in _LEADS_IN and i + 2 < len(u) and u.L[i + 1] == "to" and u.G[i + 2] == "CUE" else verb
            )  # “declined to say”: the second verb is the cue
    return None


def subject(u: Unit, cue: Cue, earlier: list[Found]) -> tuple[tuple[int, int] | None, int]:
    """Return the phrase before a verb group, and whether it was taken over from an earlier cue (“acknowledged … but said”), or from the sentence's main verb."""
    i = cue.first
    early = without_time(u, i - 1) if i else i
    if 0 < early < i - 1 and u.G[early] == "CC":
        i = early + 1  # “… and on Monday announced …”
    own = before(u, i) if i and u.G[i - 1] == "," and not cue.ing else None
    if own:
        return own, 0
    if (
        i
        and (
            u.G[i - 1] == "CC"
            or u.G[i - 1] == ","
            and not cue.ing
            and i > 1
            and (earlier and u.G[i - 2] not in NOMINAL or u.L[i].endswith("ed") and cue.verb.sure)
        )
        and u.Q[i - 1] < 0
    ):
        last = _outermost(u, earlier, i)
        if last and last.source and last.rule != "inverted":
            return last.source, TAKEN
        return main_subject(u, i), MAIN
    if (
        cue.ing
        and i
        and u.G[i - 1] in ("NAME", "N", "PRP")
        and u.L[i - 1] not in _PAPERS
        and not any(u.G[k] == "BE" for k in range(cue.first, cue.at))
    ):
        own = before(u, i)
        if own and (u.G[i - 1] != "N" or own[0] == 0 or u.G[own[0] - 1] in (",", "CC", "PREP", "-")):
            return own, 0
    if cue.ing and not any(u.G[k] == "BE" for k in range(cue.first, cue.at)):
        taken = earlier[-1].source if earlier and earlier[-1].source else None
        return (taken, TAKEN) if taken else (main_subject(u, i), MAIN)
    who = _relative_before(u, i)
    if who:
        return antecedent(u, who), 0
    return before(u, i), 0


def _relative_before(u: Unit, i: int) -> int | None:
    """“McConnell, who (in 2010) said …”: the place of “who” or “which”, with at most a time or place between it and the verb."""
    k = i - 1
    while k > 1 and i - k < 6 and u.G[k] in ("TIME", "NUM", "PREP", "DET", "ADV", "ADJ") or k == i - 2 and u.W[k] == ",":
        k -= 1
    return k if k > 0 and u.L[k] in ("who", "which") and (u.G[k - 1] in NOMINAL | {",", "GEN"} or u.L[k - 1] == "those") else None


def _outermost(u: Unit, earlier: list[Found], i: int) -> Found | None:
    """The last attribution before word `i` that does not stand inside another's content: “May said the country would declare … and suggested …” → May."""
    for one in reversed(earlier):
        if not any(a <= one.cue[0] < b and b > u.S[i] for other in earlier if other is not one for a, b in other.content):
            return one
    return None


def main_subject(u: Unit, limit: int) -> tuple[int, int] | None:
    """Subject of the unit's first finite verb before a place, in the main clause where a “when …,” opens the sentence."""
    begin = 1
    if u.L[0] in _OPENS or u.L[0] == "even" and u.L[1] in _OPENS:
        comma = next((k for k in range(2, min(limit, 40)) if u.W[k] == "," and u.Q[k] < 0), 0)
        begin = comma + 2 if comma and comma + 2 < limit else 1
    return _subject_from(u, begin, limit) or (_subject_from(u, 1, limit) if begin > 1 else None)


def _subject_from(u: Unit, begin: int, limit: int) -> tuple[int, int] | None:
    for k in range(begin, min(limit, 40)):
        if u.Q[k] >= 0:
            continue
        if (
            u.G[k] in VERB_TAGS
            and not (u.G[k] == "CUE" and noun_use(u, k))
            or u.G[k] == "ED"
            and (u.G[k - 1] in NOMINAL | {","} or u.G[k - 1] == "ADV" and k > 1 and u.G[k - 2] in NOMINAL | {","})
        ):
            while k > 1 and u.G[k - 1] == "ADV":
                k -= 1
            found = before(u, k)
            if found:
                return found
    return None
