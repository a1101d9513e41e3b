"""Cue verbs in a unit: which words are verbs of telling here, and what belongs to the verb group."""

from __future__ import annotations

from dataclasses import dataclass, field

from .phrases import antecedent, before, noun_use
from .segments import Unit
from .tags import NOMINAL, NOUNISH, VERB_TAGS
from .wordlists import Verb, cue_verbs, nouns

_BASE = frozenset(
    [
        "report",
        "claim",
        "estimate",
        "note",
        "question",
        "demand",
        "comment",
        "attack",
        "order",
        "rule",
        "challenge",
        "request",
        "post",
        "call",
        "project",
        "doubt",
        "fear",
        "worry",
        "hope",
        "promise",
        "pledge",
        "vow",
        "mock",
        "brand",
        "label",
        "credit",
        "fault",
        "state",
        "show",
        "forecast",
        "appeal",
        "answer",
        "counter",
        "signal",
        "remark",
        "dispute",
        "blame",
        "praise",
        "quote",
        "point",
        "voice",
    ]
)
_PLURAL = frozenset(["people", "police", "staff", "men", "women", "data", "media", "children", "parents", "americans", "britons"])
_LEADS_IN = frozenset(
    [
        "refused",
        "refuses",
        "declined",
        "declines",
        "went",
        "goes",
        "continued",
        "continues",
        "tried",
        "tries",
        "appeared",
        "appears",
        "seemed",
        "seems",
        "sought",
        "seeks",
        "used",
        "took",
        "takes",
        "likes",
        "liked",
        "loves",
        "loved",
    ]
)  # “went on to say”, “declined to say”
_PAPERS = frozenset(
    ["statement", "letter", "email", "e-mail", "tweet", "message", "memo", "note", "report", "post", "video"]
)  # “issued a statement saying …”
_PEOPLE = ("s", "er", "or", "ist", "ian", "man", "men", "ant", "ent", "ee", "folk", "ese")
TAKEN, MAIN = 1, 2
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
    """Every verb of the unit outside quotations that could tie words to a speaker."""
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
        and not (i == 0 or u.G[i - 1] in (",", "QUO", "-", "CC", "ADV") or u.L[i - 1] in _PAPERS or u.L[i - 1] in ("as", "by", "in", "of"))
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


def is_noun(u: Unit, i: int, first: int, nxt: int) -> bool:
    low = u.L[i]
    held = u.G[i - 1] if i else ""
    if held in ("DET", "POSS", "PREP") and first == i and u.L[i - 1] not in ("this", "that", "these", "those", "all", "some", "both"):
        return True
    if low not in NOUNISH or first != i:
        return False
    if (
        held in ("N", "NAME")
        and low in _BASE
        and not u.L[i - 1].endswith("s")
        and u.L[i - 1] not in _PLURAL
        and not any(u.L[k] == "and" for k in range(max(i - 6, 0), i))
    ):
        return True  # “Inspection report BR-118”: a plain form needs a plural before it
    if held in ("GEN", "NUM", "ADJ") or i and low in ("point", "points") and u.L[i - 1] in ("percentage", "percent"):
        return True
    if (
        low.endswith("s")
        and nxt < len(u)
        and u.L[nxt] == "to"
        and held in ("N", "NAME", "QUANT")
        and any("i" in v.frames for v in cue_verbs()[low])
    ):
        return False  # “the mayor plans to …”
    if i and u.G[i - 1] == "PRP":
        return False
    ends = nxt >= len(u) or u.W[nxt] in (".", ",")
    if ends and low.endswith("s") and any(u.G[b] in ("DET", "NAME") and u.G[b - 1] in (",", "QUO") for b in range(max(i - 6, 1), i)):
        return False  # “…, the Budget Office estimates.”
    if noun_use(u, i) and (nxt >= len(u) or u.G[nxt] in VERB_TAGS | {"PREP", ",", ".", "CC", "ADV"} or u.G[i - 1] in ("ADJ",)):
        return u.L[nxt] not in ("in", "on") if nxt < len(u) and low in ("said",) else True
    return nxt < len(u) and u.G[nxt] in VERB_TAGS and not (u.G[nxt] == "CUE" and noun_use(u, nxt))


def subject(u: Unit, cue: Cue, earlier: list[Found]) -> tuple[tuple[int, int] | None, int]:
    """The phrase before a verb group, and whether it was taken over from an earlier cue (“acknowledged … but said”), or from the sentence's main verb."""
    i = cue.first
    own = before(u, i) if i and u.G[i - 1] == "," and not cue.ing else None
    if own:
        return own, 0
    if (
        i
        and (u.G[i - 1] == "CC" or u.G[i - 1] == "," and not cue.ing and i > 1 and earlier and u.G[i - 2] not in NOMINAL)
        and u.Q[i - 1] < 0
    ):
        last = _outermost(u, earlier, i)
        if last and last.source and last.rule != "inverted":
            return last.source, TAKEN
        return main_subject(u, i), MAIN
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
    return k if k > 0 and u.L[k] in ("who", "which") and u.G[k - 1] in NOMINAL | {",", "GEN"} else None


def _outermost(u: Unit, earlier: list[Found], i: int) -> Found | None:
    """The last attribution before word `i` that does not stand inside another's content: “May said the country would declare … and suggested …” → May."""
    for one in reversed(earlier):
        if not any(a <= one.cue[0] < b and b > u.S[i] for other in earlier if other is not one for a, b in other.content):
            return one
    return None


def main_subject(u: Unit, limit: int) -> tuple[int, int] | None:
    """Subject of the unit's first finite verb before a place."""
    for k in range(1, min(limit, 40)):
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


def is_document(u: Unit, source: tuple[int, int] | None) -> bool:
    return source is not None and head(u, source)[1] == "document"


def can_mind(u: Unit, source: tuple[int, int]) -> bool:
    """Could this phrase be people, a body, a paper? “The roof supports forty tonnes” has no opinion."""
    word, kind = head(u, source)
    tags = u.G[source[0] : source[1] + 1]
    return (
        bool(kind)
        or "NAME" in tags
        or "PRP" in tags
        or tags[0] in ("QUANT", "NUM")
        or word.endswith(_PEOPLE)
        or word in ("she", "he", "they", "some", "percent")
    )


def head(u: Unit, source: tuple[int, int]) -> tuple[str, str]:
    """Head noun of a phrase (before its first “of”, comma or “who”), singular where known, and its kind ("" where not listed)."""
    a, b = source
    stop = next(
        (
            k
            for k in range(a + 1, b + 1)
            if u.G[k] in ("PREP", ",", "WH", "(", "-")
            or u.L[k] in ("that", "whose")
            or u.G[k] == "ED"
            and k > a + 1
            and u.G[k - 1] in ("N",)
        ),
        b + 1,
    )
    known = nouns()
    word = u.L[stop - 1]
    if (u.G[stop - 1] == "NAME" or u.W[stop - 1][-1].isdigit()) and stop - 2 >= a and u.L[stop - 2] in known:
        word = u.L[stop - 2]  # “Inspection report BR-118”
    for form in (
        word,
        word[:-1] if word.endswith("s") else word,
        word[:-3] + "y" if word.endswith("ies") else word,
        word[:-2] if word.endswith("es") else word,
    ):
        if form in known:
            return form, known[form]
    return word, ""
