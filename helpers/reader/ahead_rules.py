"""Rules for cue verbs whose content follows them: “X said that …”, “X accused Y of …”, “X quoted Y as saying …”."""

from __future__ import annotations

from .ahead_words import _THINGS_TOO, _is_verb, _thing_stop, main_clause, tail, thing
from .building import content_before, cue_span_of, make, opens_aside, quotation_after, tier_of
from .content import right, skip_circumstance, skip_listener, trim
from .cue_words import is_document
from .cues import MAIN, Cue, Found
from .records import LOOK, SURE
from .segments import Text, Unit

_NO_WORDS = frozenset({".", ";", "!", "?"})


def ahead(t: Text, u: Unit, cue: Cue, source, inherits: bool) -> Found | None:
    """Return the attribution of a verb whose content follows it."""
    found = _ahead(t, u, cue, source, inherits)
    if found and found.content:
        a, b = found.content[-1]
        stop = min((u.S[k] for k in (main_clause(u, cue.next, source), tail(u, cue.next)) if k), default=b)
        if a < stop < b:
            found.content[-1] = trim(t.plain, a, stop) or (a, b)
    return found


def _ahead(t: Text, u: Unit, cue: Cue, source, inherits: bool) -> Found | None:
    frames, k = cue.verb.frames, cue.next
    n = len(u)
    if cue.verb.lemma == "quote":
        return _quoting(t, u, cue, source)
    if k < n and u.L[k] in ("to", "not", "for") and "i" not in frames and cue.verb.lemma in ("ask", "beg", "plead", "agree", "decide"):
        return None
    if "t" in frames and not (k < n and (u.L[k] in ("that", "of", "about", "against", "to") or u.G[k] == "QUO" or u.W[k] in ":,")):
        listener = skip_listener(u, k)
        if listener is None:
            if cue.verb.lemma != "tell" and "c" in frames:
                listener = k
            else:
                return None
        k = listener
    if not ("i" in frames and k < n and u.L[k] == "to"):
        k = skip_circumstance(u, k)
    if cue.verb.lemma == "say" and k < n and u.L[k] in ("of", "about"):
        k = next((q for q in range(k, min(k + 9, n)) if u.W[q] == ":" or u.G[q] == "QUO"), k)  # “says of the mayor: “…””
    if source[0] in (1, 2) and u.L[source[0] - 1] == "as" and k < n:  # “As Lee put it with a shrug, the road is closed.”
        k = next((q for q in range(k, min(k + 10, n)) if u.W[q] == ","), k)
    if k < n and u.W[k] == "," and k + 2 < n:
        close = next((c for c in range(k + 1, min(k + 14, n)) if u.W[c] == "," and u.Q[c] < 0), None)
        if (
            u.G[k + 1] == "QUO"
            or source[0]
            and opens_aside(u, source[0])
            and (u.W[source[0] - 1] == "," or u.L[source[0] - 1] == "as")
            and "q" in frames
        ):
            k += 1
        elif close and close + 1 < n and (u.L[close + 1] == "that" or u.G[close + 1] == "QUO" or u.L[k + 1] in ("however",)):
            k = close + 1
        else:
            return None
    if k >= n or u.W[k] in _NO_WORDS:
        return None
    determiner = (
        "n" in frames and u.G[k + 1 : k + 2] == ["N"] and not any(_is_verb(u, q) for q in range(k + 2, min(k + 40, n)))
    )  # “reject that idea”
    if u.L[k] == "that" and k + 1 < n and u.G[k + 1] not in (".", ",") and not determiner:
        content = right(u, t.plain, u.S[k + 1])
        good = cue.verb.sure or "c" in frames
        return content and make(u, source, cue_span_of(u, cue.first, k + 1), [content], "that", tier_of(cue, good), cue, t, inherits)
    if u.W[k] == ":":
        content = right(u, t.plain, u.E[k])
        content = content and _closed(t, content)
        return content and make(u, source, cue_span_of(u, cue.first, k), [content], "colon", tier_of(cue, True), cue, t, inherits)
    content = right(u, t.plain, u.S[k])
    if content is None:
        return None
    cue_span = cue_span_of(u, cue.first, k)
    if (
        "c" in frames
        and u.G[k] in (("BE", "MOD", "HAVE", "ED", "VB", "CUE") if cue.verb.lemma == "say" else ("BE", "MOD", "HAVE"))
        and source[0]
        and (u.G[source[0] - 1] == "WH" or u.L[source[0] - 1] in ("what", "that"))
    ):
        comma = next((q for q in range(k + 1, n) if u.W[q] == "," and u.Q[q] < 0), None)
        content = trim(t.plain, content[0], u.S[comma]) if comma else content
        return content and make(u, source, cue_span, [content], "clause", tier_of(cue, True), cue, t, inherits)
    if u.G[k] == "QUO" and "q" in frames:
        return make(u, source, cue_span, [_closed(t, content)], "quote", tier_of(cue, True), cue, t, inherits)
    if cue.verb.lemma == "say" and u.L[k : k + 2] in (["as", "much"], ["so", "."], ["so", ","]):
        return make(u, source, cue_span, [(u.S[k], u.E[k + (u.L[k] == "as")])], "object", LOOK, cue, t, inherits)
    if u.L[k] == "to" and k + 1 < n and u.G[k + 1] in ("NAME", "DET", "POSS", "OBJ"):
        return None
    if "i" in frames and u.L[k] == "to" and not (cue.negated and not cue.verb.wide):
        return make(u, source, cue_span, [content], "to", tier_of(cue, cue.verb.sure), cue, t, inherits)
    if "c" in frames and (u.G[k] in ("SUB", "WH") and u.L[k] not in ("as", "because", "when", "while", "after") or u.L[k] == "what"):
        return make(
            u,
            source,
            cue_span,
            [content],
            "whether",
            tier_of(cue, cue.verb.sure and cue.verb.lemma not in ("ask", "wonder")),
            cue,
            t,
            inherits,
        )
    if (
        inherits == MAIN
        and not cue.verb.sure
        and not (cue.ing and u.W[cue.first - 1] == ",")
        or u.G[k] == "OBJ"
        and cue.verb.lemma in ("show", "find", "ask")
    ):
        return None
    object_it = u.L[k] in ("it", "you") and (k + 1 >= n or u.G[k + 1] in (".", ",", "PREP", "CC", "SUB", "TIME"))
    if (
        object_it
        and "o" not in frames
        and "n" not in frames
        or u.L[k] in ("itself", "himself", "herself", "themselves")
        and u.L[k + 1 : k + 2] != ["as"]
    ):
        return None
    opens = (
        u.G[k] == "PRP"
        and not object_it
        or cue.verb.sure
        and cue.verb.lemma not in _THINGS_TOO
        and "q" in frames
        and n - k > 4
        and u.G[k] in ("DET", "POSS", "NAME", "N", "NUM", "QUANT", "SUB")
    )
    if "c" in frames and (opens or clause_follows(u, k, cue.verb.sure)) and u.G[k] not in ("PREP", "CC", "ED", "ING"):
        document = cue.verb.lemma in ("show", "find", "suggest", "indicate", "reveal") and is_document(u, source)
        return make(u, source, cue_span, [content], "clause", tier_of(cue, cue.verb.sure or document), cue, t, inherits)
    if (cue.modal or cue.negated) and not cue.verb.wide:
        return None
    if "a" in frames and k + 2 < n and u.G[k] not in ("PREP", "CC", "SUB") and any(u.L[q] == "as" for q in range(k + 1, min(k + 10, n))):
        found = make(u, source, cue_span, [thing(t, u, k, content)], "object", LOOK, cue, t, inherits)
        found.stance = True  # “sees the vote as a warning”
        return found
    if "o" in frames and (u.G[k] not in ("PREP", "CC", "ADV", "ED") or u.Q[k] >= 0) and n - k > 2:
        if cue.verb.lemma == "call" and u.L[k] in ("for", "on", "off", "in"):
            return None
        quoted = any(q >= 0 for q in u.Q[k : k + 30])
        return make(u, source, cue_span, [content], "object", tier_of(cue, cue.verb.sure or quoted), cue, t, inherits)
    if "n" in frames and (
        u.G[k] not in ("PREP", "CC", "ADV", "SUB", "ED")
        or determiner
        or u.Q[k] >= 0
        or u.L[k] in ("of", "for", "about")
        and cue.verb.lemma in ("warn", "appeal", "apologise", "apologize")
    ):
        quoted = any(q >= 0 for q in u.Q[k : k + 30])
        return make(
            u,
            source,
            cue_span,
            [thing(t, u, k, content)],
            "noun",
            tier_of(cue, quoted and cue.verb.sure or cue.verb.lemma in ("deny", "criticise", "criticize", "condemn")),
            cue,
            t,
            inherits,
        )
    if cue.verb.lemma in ("say", "call", "warn", "complain", "boast") and u.L[k] in ("for", "of", "about", "on"):
        return make(u, source, cue_span, [content], "noun", LOOK, cue, t, inherits)
    return None


def _closed(t: Text, content: tuple[int, int]) -> tuple[int, int]:
    """A quotation that is a sentence of its own ends the content: “said: ‘No.’ | They added …”."""
    here = t.quotes_within(content[0], content[0] + 1)
    return (
        here[0]
        if here and here[0][1] < content[1] and t.plain[here[0][1] - 2] in ".?!" and t.plain[here[0][1] : content[1]].strip()[:1].isupper()
        else content
    )


def clause_follows(u: Unit, k: int, loose: bool = True) -> bool:
    """Is there a verb after `k`, close enough for a clause, and not behind a joint? Not `loose`: one that is no infinitive."""
    far = min(k + 30, len(u), _thing_stop(u, k) or 1 << 30)
    stop = far if loose else next((q for q in range(k + 1, far) if u.W[q] == ","), far)
    return any((_is_verb(u, q) or loose and u.Q[q] >= 0) and (loose or u.L[q - 1] != "to") for q in range(k + 1, stop))


def _quoting(t: Text, u: Unit, cue: Cue, source) -> Found | None:
    """“…” a resident quoted the imam as saying: hearsay, the inner speaker stands between the words of the cue."""
    n, k = len(u), cue.next
    stop = next((q for q in range(k, min(k + 14, n - 1)) if u.L[q] == "as" and u.L[q + 1] == "saying"), None)
    if stop is None or stop == k:
        return None
    content = content_before(t, u, source[0]) if stop + 2 >= n or u.W[stop + 2] in (".", ",") else None
    if content is None:
        after_it = right(u, t.plain, u.E[stop + 1])
        content = [after_it] if after_it else None
    else:
        content = content + quotation_after(t, u, stop + 2)
    if content is None:
        return None
    found = make(u, source, (u.S[cue.first], u.E[stop + 1]), content, "quote", SURE, cue, t)
    found.relay = (u.S[k], u.E[stop - 1])
    return found
