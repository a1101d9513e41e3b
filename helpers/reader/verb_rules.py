"""Rules for cue verbs whose content stands before them: “…,” said X  /  …, X said  /  …, X said, …"""

from __future__ import annotations

from .ahead_rules import ahead, clause_follows
from .building import content_before, cue_span_of, make, opens_aside, quotation_after, tier_of
from .content import right, skip_circumstance, skip_listener
from .cue_words import can_mind, is_document
from .cues import Cue, Found, subject
from .passive_rules import passive
from .phrases import before
from .phrases_after import after
from .records import LOOK, SURE
from .segments import Text, Unit
from .tags import VERB_TAGS

_NO_WORDS = frozenset({".", ";", "!", "?"})
_PARTICLES = frozenset(["out", "off", "away", "up", "down", "into", "from"])  # “backed out of the town”
_WRITER = frozenset({"i", "we", "you"})  # outside quotation marks: who writes, or who reads
_THING = frozenset({"it", "this", "that", "these", "those"})


def apply(t: Text, u: Unit, cue: Cue, earlier: list[Found]) -> Found | None:
    """Return the attribution that one verb makes, or None."""
    if cue.passive:
        return passive(t, u, cue)
    found = _inverted(t, u, cue)
    if found:
        return found
    source, inherits = subject(u, cue, earlier)
    if source is None and cue.first > 2 and u.W[cue.first - 1] == "," and cue.verb.sure and u.L[cue.at].endswith("s"):
        names = next((k for k in range(cue.first) if u.G[k] != "NAME"), 0)
        source, inherits = ((0, names - 1), 1) if names else (None, 0)  # a headline: “Lee rallies voters, says Orr is unfit”
    if source is None:
        return None
    if source[0] and u.L[source[0] - 1] in ("if", "unless", "whether"):
        return None
    low = u.L[source[0]] if source[0] == source[1] else ""
    if (
        low in _THING
        and not (low == "it" and (cue.verb.sure or cue.verb.wide or cue.verb.lemma == "call"))
        and cue.verb.lemma not in ("say", "tell")
    ):
        return None
    if cue.verb.wide and not (can_mind(u, source) and u.L[min(cue.next, len(u) - 1)] not in _PARTICLES):
        return None
    found = _behind(t, u, cue, source, inherits) or ahead(t, u, cue, source, inherits)
    if found and low in _WRITER and cue.verb.lemma not in ("say", "tell"):
        found.stance, found.tier = True, LOOK
    if found and cue.first > 1 and u.L[cue.first - 1] == "who" and u.G[cue.first - 1] == "WH":
        found.tier = LOOK  # “a leader who promised …”: talked about as often as cited
    return found


def _inverted(t: Text, u: Unit, cue: Cue) -> Found | None:
    """“…,” said the mayor.  /  …, said the mayor.  /  Said the mayor: “…”"""
    if "q" not in cue.verb.frames or cue.ing or cue.first != cue.at or cue.verb.lemma in ("tell", "inform", "assure", "remind"):
        return None
    i = cue.at
    opens = i == 0 or u.G[i - 1] in (",", "QUO", "?", "!", "-")
    if not opens:
        return None
    phrase = after(u, cue.next)
    if phrase is None or not phrase[2]:
        return None
    a, b, _ = phrase
    rest = skip_circumstance(u, b + 1)
    if i == 0:
        if rest < len(u) and u.W[rest] in (":", ","):
            content = right(u, t.plain, u.E[rest])
            return content and make(u, (a, b), (u.S[i], u.E[i]), [content], "inverted", SURE, cue, t)
        return None
    quoted = u.G[i - 1] == "QUO"
    if not quoted and (
        u.G[a] == "PRP" or not (rest >= len(u) or u.W[rest] in (".", ",", ";") or u.G[rest] == "PREP" and cue.verb.lemma == "say")
    ):
        return None
    if u.L[b] == "same" or not quoted and not cue.verb.sure and not (cue.verb.lemma == "read" and is_document(u, (a, b))):
        return None  # “thinks the same”
    content = content_before(t, u, i)
    if quoted and content and t.plain[content[0][0]] not in "\"'" and not (rest >= len(u) or u.W[rest] in (".", ",", ";")):
        return None  # “The paper, marked “secret,” says troops …”: the quotation is no speech
    own = before(u, i) if not quoted and u.W[i - 1] == "," else None
    if own and own[0] <= 1:
        return None  # “Lee, who fouled out, blasted the referee”: the phrase before is the subject
    if content is None or not quoted and cue.verb.lemma != "say" and not any(u.G[k] in VERB_TAGS or u.G[k] == "ED" for k in range(i)):
        return None
    return make(u, (a, b), (u.S[i], u.E[cue.next - 1]), content + quotation_after(t, u, b + 1), "inverted", SURE, cue, t)


def _behind(t: Text, u: Unit, cue: Cue, source, inherits: bool) -> Found | None:
    """The content stands before the speaker: “…,” the mayor said.  /  …, the mayor said, …"""
    a = source[0]
    if a > 2 and u.L[a - 1] == "as" and (u.W[a - 2] in (",", "-") or u.G[a - 2] == "QUO"):
        return _as_told(t, u, cue, source)
    if inherits or a < 1 or "q" not in cue.verb.frames and "c" not in cue.verb.frames:
        return None
    quoted = u.G[a - 1] == "QUO" or a > 1 and u.W[a - 1] in (",", "-") and u.G[a - 2] == "QUO"
    if not (quoted or u.W[a - 1] in (",", "-", "?", "!")):
        return None
    k = skip_circumstance(u, cue.next)
    if "t" in cue.verb.frames and k < len(u) and u.W[k] not in (",", "."):
        k = skip_listener(u, k) or len(u)
        k = skip_circumstance(u, k) if k < len(u) else k
        if not quoted and _tells_before(u, a, cue.next):
            stop = k if k < len(u) and u.W[k] in (",", ".", ";") else cue.next  # “told the chamber”
            return make(u, source, cue_span_of(u, cue.first, stop), content_before(t, u, a, 3) or [], "behind", tier_of(cue, True), cue, t)
    ends = k >= len(u) or u.W[k] in _NO_WORDS
    comma = k < len(u) and u.W[k] == ","
    if quoted and cue.next < len(u) and u.G[cue.next] == "QUO" and u.W[cue.next] not in ".," and u.Q[cue.next] != u.Q[a - 1]:
        return None  # in a box marked “urgent,” a doctor wrote “no”
    if quoted and "q" in cue.verb.frames:
        if not ends and not comma and k < len(u) and u.Q[k] < 0 and (u.L[k] == "that" or u.W[k] == ":"):
            return None
        if not ends and not comma and u.G[k] in ("PRP", "NAME") and clause_follows(u, k, False):
            return None  # “Calling it “a disgrace,” Lee said she would go.”
    elif not (ends or comma or _then_circumstance(u, a, k)) or t.plain.count(" ", u.start, u.S[a]) < (1 if comma else 3):
        return None
    if comma and opens_aside(u, a) and (not quoted or u.W[a - 1] == "," and u.G[a - 2] != "QUO"):
        return None
    content = content_before(t, u, a, 1 if comma else 3)
    if content is None:
        return None
    more = quotation_after(t, u, min(k, len(u) - 1) if k else k)
    if comma and more and not quoted and (u.G[a - 2] in VERB_TAGS or not any(u.G[q] in VERB_TAGS or u.G[q] == "ED" for q in range(a))):
        rest = right(u, t.plain, u.E[k])  # “The branch, she said, was “dead””: the words told go on before the mark
        more = [rest] if rest else more
    elif (
        comma
        and not more
        and not quoted
        and k + 1 < len(u)
        and u.G[k + 1] not in ("ING", "CC")
        and u.L[k + 1] not in ("as", "while", "when", "though", "although")
        and not (u.G[k + 1] == "CUE" and u.L[k + 1].endswith("ing"))
    ):
        rest = right(u, t.plain, u.E[k])
        more = [rest] if rest else []
    return make(
        u, source, cue_span_of(u, cue.first, min(k, len(u))), content + more, "behind", tier_of(cue, "q" in cue.verb.frames), cue, t
    )


def _as_told(t: Text, u: Unit, cue: Cue, source) -> Found | None:
    """“…, as Lee put it.”  /  “…, as Lee said, …”"""
    k = skip_circumstance(u, cue.next)
    if k < len(u) and u.W[k] not in (".", ","):
        return None
    content = content_before(t, u, source[0] - 1)
    rest = right(u, t.plain, u.E[k]) if k + 1 < len(u) else None
    return content and make(u, source, cue_span_of(u, cue.first, cue.next), content + ([rest] if rest else []), "behind", LOOK, cue, t)


def _tells_before(u: Unit, a: int, k: int) -> bool:
    """“…, he told reporters after the vote.”: a clause before, and nothing told after."""
    rest = range(k, len(u))
    return (
        not opens_aside(u, a)
        and any(u.G[q] in VERB_TAGS for q in range(a))
        and not any(u.L[q] == "that" or u.G[q] == "QUO" or u.W[q] == ":" or u.G[q] == "PRP" or u.G[q] in VERB_TAGS for q in rest)
    )


def _then_circumstance(u: Unit, a: int, k: int) -> bool:
    """“…, he told reporters following the vote”: what follows is no content, and a clause stands before."""
    return (
        (u.G[k] == "PREP" or u.L[k] in ("when", "while", "because"))
        and u.L[k] not in ("of", "for", "on")
        and any(u.G[q] in VERB_TAGS for q in range(a))
        and not opens_aside(u, a)
    )
