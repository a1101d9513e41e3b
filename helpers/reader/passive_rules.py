"""Rules for cue verbs in the passive: “was quoted as saying …”, “It is understood that …”, “was accused (by X) of …”, “is expected to …”."""

from __future__ import annotations

from .ahead_rules import clause_follows
from .ahead_words import thing
from .building import cue_span_of, make
from .content import right, skip_adverbs, trim
from .cues import Cue, Found, subject
from .phrases_after import after
from .records import LOOK, SURE
from .segments import Text, Unit

_IMPERSONAL = frozenset("understand say believe think report claim allege know expect rumour rumor estimate fear hope suspect".split())
_TO = frozenset(["say", "understand", "believe", "think", "report", "claim", "rumour", "rumor", "expect", "know", "allege"])
_NAMING = frozenset(["call", "label", "brand", "dub", "deem", "consider"])
_OPENERS = frozenset({"of", "for", "as", "with"})


def passive(t: Text, u: Unit, cue: Cue) -> Found | None:
    """Return the attribution that a verb in the passive makes, or None."""
    k, lemma = cue.next, cue.verb.lemma
    n = len(u)
    about, _ = subject(u, cue, [])
    if lemma == "quote" and k + 1 < n and u.L[k] == "as" and u.L[k + 1] == "saying":
        content = right(u, t.plain, u.E[k + 1])
        return about and content and make(u, about, cue_span_of(u, cue.first, k + 2), [content], "quoted", SURE, cue, t)
    impersonal = about is not None and u.L[about[0]] == "it" and about[0] == about[1]
    if lemma in ("tell", "inform") and about and k + 1 < n and u.L[k] == "that":
        content = right(u, t.plain, u.S[k + 1])
        return content and _nobody(make(u, None, cue_span_of(u, cue.first, k + 1), [content], "nobody", LOOK, cue, t), True)
    if lemma in ("tell", "inform") and about and u.L[min(k, n - 1)] == "by":
        return _told_by(t, u, cue, k + 1)
    if lemma in _IMPERSONAL and impersonal:
        if k < n and (u.L[k] == "that" or clause_follows(u, k)) and u.L[k] != "to":
            start = k + (u.L[k] == "that")
            content = right(u, t.plain, u.S[start]) if start < n else None
            return content and make(u, None, (u.S[about[0]], u.E[start - 1]), [content], "nobody", LOOK, cue, t)
        return None
    if about is None or impersonal:
        return None
    if lemma in _TO and k + 1 < n and u.L[k] == "to":
        told = right(u, t.plain, u.S[k])
        content = told and trim(t.plain, u.S[about[0]], told[1])
        return content and _nobody(make(u, None, cue_span_of(u, cue.first, k + 1), [content], "nobody", LOOK, cue, t), lemma == "expect")
    return _charge(t, u, cue, about)


def _told_by(t: Text, u: Unit, cue: Cue, k: int) -> Found | None:
    """“He was told by Lee that the bridge was open”, “… by Lee of the plan”: the teller stands behind “by”, and what was told behind that."""
    n = len(u)
    stop = next((q for q in range(k + 1, min(k + 12, n - 1)) if u.L[q] == "that"), None)
    stop = stop or next(
        (q for q in range(k + 1, min(k + 12, n - 1)) if u.L[q] in ("of", "about") and u.G[q + 1] in ("DET", "POSS", "N")), None
    )
    if stop is None or u.Q[k] >= 0 or any(u.W[q] in ",;:" for q in range(k, stop)):
        return None
    content = right(u, t.plain, u.E[stop])
    return make(u, (k, stop - 1), cue_span_of(u, cue.first, k), [content], "passive", SURE, cue, t) if content else None


def _charge(t: Text, u: Unit, cue: Cue, about: tuple[int, int]) -> Found | None:
    """“The firm was accused (by Lee) of hiding the log”: what is said are the firm and the charge, and the speaker stands behind “by” or nowhere."""
    k = skip_adverbs(u, cue.next)
    frames = cue.verb.frames
    if k + 1 >= len(u) or not ("o" in frames or "a" in frames or "c" in frames and cue.verb.sure):
        return None
    subject_words = (u.S[about[0]], u.E[about[1]])
    if u.L[k] == "by":
        by = after(u, k + 1)
        if by is None or u.G[k + 1] == "ING":
            return None
        last = next(
            (
                q - 1
                for q in range(k + 2, by[1])
                if u.L[q] in ("of", "for", "as") and (u.G[q + 1] == "ING" or u.L[q] == "for" and u.G[q + 1] == "POSS")
            ),
            by[1],
        )
        more = _complement(t, u, cue, last + 1)
        return make(u, (by[0], last), cue_span_of(u, cue.first, k + 1), [subject_words, *more], "passive", LOOK, cue, t)
    more = _complement(t, u, cue, k)
    stop = k + (u.L[k] in _OPENERS)
    return _nobody(make(u, None, cue_span_of(u, cue.first, stop), [subject_words, *more], "nobody", LOOK, cue, t), True) if more else None


def _complement(t: Text, u: Unit, cue: Cue, k: int) -> list[tuple[int, int]]:
    """The charge or name that belongs to the verb: “of hiding the log”, “as a disgrace”, “a disgrace”."""
    if k + 1 >= len(u):
        return []
    start = (
        k + 1
        if u.L[k] in _OPENERS and (u.L[k] not in ("for", "with") or "n" in cue.verb.frames)
        else k
        if cue.verb.lemma in _NAMING and u.G[k] in ("DET", "ADJ", "N", "QUO") and u.G[k + 1] != "NAME"
        else None
    )
    content = right(u, t.plain, u.S[start]) if start else None
    return [thing(t, u, start, content)] if content else []


def _nobody(found: Found, stance: bool) -> Found:
    found.stance = stance
    return found
