"""Rules for cue verbs: where the content of “X said …”, “…, said X”, “…, X said, …” lies."""
from __future__ import annotations

from .content import right, skip_circumstance, skip_listener, trim
from .cues import Cue, Found, is_document, subject
from .phrases import after, before
from .records import LOOK, SURE
from .tags import VERB_TAGS
from .units import Text, Unit

_NO_WORDS = frozenset({".", ";", "!", "?"})
_THINGS_TOO = frozenset({"add", "write", "note", "report", "declare", "announce", "confirm", "disclose", "reveal", "promise", "recommend"})  # things can be added and promised too
_FIRST_PERSON = frozenset({"i", "we", "you", "it", "this", "that", "these", "those"})


def apply(t: Text, u: Unit, cue: Cue, earlier: list[Found]) -> Found | None:
    """The attribution that one verb makes, or None."""
    if cue.passive:
        return _passive(t, u, cue)
    found = _inverted(t, u, cue)
    if found:
        return found
    source, inherits = subject(u, cue, earlier)
    if source is None:
        return None
    if source[0] and u.L[source[0] - 1] in ("if", "unless", "whether"):
        return None
    low = u.L[source[0]] if source[0] == source[1] else ""
    if low in _FIRST_PERSON and not (low == "it" and (cue.verb.sure or cue.verb.lemma == "call")) and cue.verb.lemma not in ("say", "tell"):
        return None
    found = _behind(t, u, cue, source, inherits) or _ahead(t, u, cue, source, inherits)
    if found and cue.first > 1 and u.L[cue.first - 1] == "who":
        found.tier = LOOK  # “a leader who promised …”: talked about as often as cited
    return found


def _span(u: Unit, first: int, stop: int) -> tuple[int, int]:
    return u.S[first], u.E[max(stop - 1, first)]


def _tier(cue: Cue, good: bool) -> str:
    return SURE if good and not cue.negated and not cue.modal else LOOK


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
            return content and _make(u, (a, b), (u.S[i], u.E[i]), [content], "inverted", SURE, cue, t)
        return None
    quoted = u.G[i - 1] == "QUO"
    if not quoted and (u.G[a] == "PRP" or not (rest >= len(u) or u.W[rest] in (".", ",", ";"))):
        return None
    content = _left(t, u, i)
    own = before(u, i) if not quoted and u.W[i - 1] == "," else None
    if own and own[0] <= 1:
        return None  # “Lee, who fouled out, blasted the referee”: the phrase before is the subject
    if content is None or not quoted and not any(u.G[k] in VERB_TAGS or u.G[k] == "ED" for k in range(i)):
        return None
    return _make(u, (a, b), (u.S[i], u.E[cue.next - 1]), content + _quote_after(t, u, b + 1), "inverted", SURE, cue, t)


def _left(t: Text, u: Unit, stop: int, least: int = 2) -> list[tuple[int, int]] | None:
    """Content before word `stop`: the quotation that ends there, or everything from the unit's start."""
    if stop == 0:
        return None
    q = u.Q[stop - 1] if u.G[stop - 1] == "QUO" else u.Q[stop - 2] if stop > 1 and u.W[stop - 1] == "," and u.G[stop - 2] == "QUO" else -1
    start, end = u.start, u.S[stop]
    if q >= 0:
        qs, qe = t.quotes[q]
        words_before = t.plain.count(" ", u.start, qs) if qs - u.start < 200 else 99
        if qs <= u.start + 2 or words_before <= 2 or t.text[qs + 1 : qs + 2].isupper() and qe - qs > 40:
            return [(max(qs, u.start), min(qe, u.end))]
        end = qe
    whole = trim(t.plain, start, end)
    return [whole] if whole and (least < 2 or t.plain.count(" ", *whole) >= least - 1) else None


def _quote_after(t: Text, u: Unit, k: int) -> list[tuple[int, int]]:
    """A quotation that follows the speaker in the same unit (“…,” she said. “…”), with up to six words that lead into it."""
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


def _behind(t: Text, u: Unit, cue: Cue, source, inherits: bool) -> Found | None:
    """The content stands before the speaker: “…,” the mayor said.  /  …, the mayor said, …"""
    a = source[0]
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
            return _make(u, source, _span(u, cue.first, cue.next), _left(t, u, a, 3) or [], "behind", _tier(cue, True), cue, t)
    ends = k >= len(u) or u.W[k] in _NO_WORDS
    comma = k < len(u) and u.W[k] == ","
    if quoted and "q" in cue.verb.frames:
        if not ends and not comma and k < len(u) and u.Q[k] < 0 and (u.L[k] == "that" or u.W[k] == ":"):
            return None
    elif not (ends or comma or _then_circumstance(u, a, k)) or t.plain.count(" ", u.start, u.S[a]) < (1 if comma else 3):
        return None
    if not quoted and comma and _opens_aside(u, a):
        return None
    content = _left(t, u, a, 1 if comma else 3)
    if content is None:
        return None
    more = _quote_after(t, u, min(k, len(u) - 1) if k else k)
    if comma and not more and not quoted and k + 1 < len(u) and u.G[k + 1] not in ("ING", "CC") and u.L[k + 1] not in ("as", "while", "when", "though", "although") \
            and not (u.G[k + 1] == "CUE" and u.L[k + 1].endswith("ing")):
        rest = right(u, t.plain, u.E[k])
        more = [rest] if rest else []
    return _make(u, source, _span(u, cue.first, min(k, len(u))), content + more, "behind", _tier(cue, "q" in cue.verb.frames), cue, t)


def _tells_before(u: Unit, a: int, k: int) -> bool:
    """“…, he told reporters after the vote.”: a clause before, and nothing told after."""
    rest = range(k, len(u))
    return not _opens_aside(u, a) and any(u.G[q] in VERB_TAGS for q in range(a)) and not any(u.L[q] == "that" or u.G[q] == "QUO" or u.W[q] == ":" or u.G[q] == "PRP" or u.G[q] in VERB_TAGS for q in rest)


def _then_circumstance(u: Unit, a: int, k: int) -> bool:
    """“…, he told reporters following the vote”: what follows is no content, and a clause stands before."""
    return (u.G[k] == "PREP" or u.L[k] in ("when", "while", "because")) and u.L[k] not in ("of", "for", "on") and any(u.G[q] in VERB_TAGS for q in range(a)) and not _opens_aside(u, a)


def _opens_aside(u: Unit, a: int) -> bool:
    """“After the vote, Smith said, …” has no content before it, only a circumstance."""
    first = u.G[0]
    return first in ("PREP", "SUB", "ADV", "TIME") and not any(u.G[k] in VERB_TAGS for k in range(a))


def _ahead(t: Text, u: Unit, cue: Cue, source, inherits: bool) -> Found | None:
    """The content follows the verb."""
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
    if k < n and u.W[k] == "," and k + 2 < n:
        close = next((c for c in range(k + 1, min(k + 14, n)) if u.W[c] == "," and u.Q[c] < 0), None)
        if u.G[k + 1] == "QUO":
            k += 1
        elif source[0] and _opens_aside(u, source[0]) and (u.W[source[0] - 1] == "," or u.L[source[0] - 1] == "as") and "q" in frames:
            k += 1
        elif close and close + 1 < n and (u.L[close + 1] == "that" or u.G[close + 1] == "QUO" or u.L[k + 1] in ("however",)):
            k = close + 1
        else:
            return None
    if k >= n or u.W[k] in _NO_WORDS:
        return None
    if u.L[k] == "that" and k + 1 < n and not (u.G[k + 1] in (".", ",")):
        content = right(u, t.plain, u.S[k + 1])
        good = cue.verb.sure or "c" in frames
        return content and _make(u, source, _span(u, cue.first, k + 1), [content], "that", _tier(cue, good), cue, t, inherits)
    if u.W[k] == ":":
        content = right(u, t.plain, u.E[k])
        return content and _make(u, source, _span(u, cue.first, k), [content], "colon", _tier(cue, True), cue, t, inherits)
    content = right(u, t.plain, u.S[k])
    if content is None:
        return None
    cue_span = _span(u, cue.first, k)
    if "c" in frames and u.G[k] in ("BE", "MOD", "HAVE") and source[0] and (u.G[source[0] - 1] == "WH" or u.L[source[0] - 1] in ("what", "that")):
        comma = next((q for q in range(k + 1, n) if u.W[q] == "," and u.Q[q] < 0), None)
        content = trim(t.plain, content[0], u.S[comma]) if comma else content
        return content and _make(u, source, cue_span, [content], "clause", _tier(cue, True), cue, t, inherits)
    if u.G[k] == "QUO" and "q" in frames:
        return _make(u, source, cue_span, [content], "quote", _tier(cue, True), cue, t, inherits)
    if u.L[k] == "to" and k + 1 < n and u.G[k + 1] in ("NAME", "DET", "POSS", "OBJ"):
        return None
    if "i" in frames and u.L[k] == "to" and not cue.negated:
        return _make(u, source, cue_span, [content], "to", _tier(cue, cue.verb.sure), cue, t, inherits)
    if "c" in frames and (u.G[k] in ("SUB", "WH") and u.L[k] not in ("as", "because", "when", "while", "after") or u.L[k] == "what"):
        return _make(u, source, cue_span, [content], "whether", _tier(cue, cue.verb.sure and cue.verb.lemma not in ("ask", "wonder")), cue, t, inherits)
    if inherits and not cue.verb.sure or u.G[k] == "OBJ" and cue.verb.lemma in ("show", "find", "ask"):
        return None
    object_it = u.L[k] in ("it", "you") and (k + 1 >= n or u.G[k + 1] in (".", ",", "PREP", "CC", "SUB", "TIME"))
    if object_it and "o" not in frames and "n" not in frames or u.L[k] in ("itself", "himself", "herself", "themselves"):
        return None
    opens = u.G[k] == "PRP" and not object_it or cue.verb.sure and cue.verb.lemma not in _THINGS_TOO and "q" in frames and n - k > 4 and u.G[k] in ("DET", "POSS", "NAME", "N", "NUM", "QUANT", "SUB")
    if "c" in frames and (opens or _clause(u, k, cue.verb.sure)) and u.G[k] not in ("PREP", "CC", "ED", "ING"):
        document = cue.verb.lemma in ("show", "find", "suggest", "indicate", "reveal") and is_document(u, source)
        return _make(u, source, cue_span, [content], "clause", _tier(cue, cue.verb.sure or document), cue, t, inherits)
    if cue.modal or cue.negated:
        return None
    if "o" in frames and (u.G[k] not in ("PREP", "CC", "ADV", "ED") or u.Q[k] >= 0) and n - k > 2:
        if cue.verb.lemma == "call" and u.L[k] in ("for", "on", "off", "in"):
            return None
        quoted = any(q >= 0 for q in u.Q[k : k + 30])
        return _make(u, source, cue_span, [content], "object", _tier(cue, cue.verb.sure or quoted), cue, t, inherits)
    if "n" in frames and (u.G[k] not in ("PREP", "CC", "ADV", "SUB", "ED") or u.Q[k] >= 0 or u.L[k] in ("of", "for", "about") and cue.verb.lemma in ("warn", "appeal", "apologise", "apologize")):
        quoted = any(q >= 0 for q in u.Q[k : k + 30])
        return _make(u, source, cue_span, [content], "noun", _tier(cue, quoted and cue.verb.sure or cue.verb.lemma in ("deny", "criticise", "criticize", "condemn")), cue, t, inherits)
    if cue.verb.lemma in ("say", "call", "warn", "complain", "boast") and u.L[k] in ("for", "of", "about", "on"):
        return _make(u, source, cue_span, [content], "noun", LOOK, cue, t, inherits)
    return None


def _clause(u: Unit, k: int, loose: bool = True) -> bool:
    """Is there a verb after `k`, close enough for a clause? Not `loose`: one that is no infinitive."""
    far = min(k + 30, len(u))
    stop = far if loose else next((q for q in range(k + 1, far) if u.W[q] == ","), far)
    return any((u.G[q] in VERB_TAGS or u.G[q] == "ED" or loose and u.Q[q] >= 0) and (loose or u.L[q - 1] != "to") for q in range(k + 1, stop))


def _quoting(t: Text, u: Unit, cue: Cue, source) -> Found | None:
    """“…” a resident quoted the imam as saying: hearsay, the inner speaker stands between the words of the cue."""
    n, k = len(u), cue.next
    stop = next((q for q in range(k, min(k + 14, n - 1)) if u.L[q] == "as" and u.L[q + 1] == "saying"), None)
    if stop is None or stop == k:
        return None
    content = _left(t, u, source[0]) if stop + 2 >= n or u.W[stop + 2] in (".", ",") else None
    if content is None:
        after_it = right(u, t.plain, u.E[stop + 1])
        content = [after_it] if after_it else None
    else:
        content = content + _quote_after(t, u, stop + 2)
    if content is None:
        return None
    found = _make(u, source, (u.S[cue.first], u.E[stop + 1]), content, "quote", SURE, cue, t)
    found.relay = (u.S[k], u.E[stop - 1])
    return found


def _passive(t: Text, u: Unit, cue: Cue) -> Found | None:
    """“was quoted as saying …”, “It is understood that …”, “is said to be …”."""
    k, lemma = cue.next, cue.verb.lemma
    n = len(u)
    source, _ = subject(u, cue, [])
    if lemma == "quote" and k + 1 < n and u.L[k] == "as" and u.L[k + 1] == "saying":
        content = right(u, t.plain, u.E[k + 1])
        return source and content and _make(u, source, _span(u, cue.first, k + 2), [content], "quoted", SURE, cue, t)
    if lemma not in ("understand", "say", "believe", "think", "report", "claim", "allege", "know", "expect", "rumour", "rumor", "estimate", "fear", "hope", "suspect"):
        return None
    impersonal = source is not None and u.L[source[0]] == "it" and source[0] == source[1]
    if impersonal and k < n and (u.L[k] == "that" or _clause(u, k)) and u.L[k] != "to":
        start = k + (u.L[k] == "that")
        content = right(u, t.plain, u.S[start]) if start < n else None
        return content and _make(u, None, (u.S[source[0]], u.E[start - 1]), [content], "nobody", LOOK, cue, t)
    if k + 1 < n and u.L[k] == "to" and lemma in ("say", "understand", "believe", "think", "report", "claim", "rumour", "rumor") and source:
        content = trim(t.plain, u.S[source[0]], right(u, t.plain, u.S[k])[1]) if right(u, t.plain, u.S[k]) else None
        return content and _make(u, None, _span(u, cue.first, k + 1), [content], "nobody", LOOK, cue, t)
    return None


def _make(u: Unit, source, cue_span, content, rule, tier, cue, t: Text, inherits=False) -> Found:
    direct = any(t.quotes_within(max(a - 1, 0), b) or t.plain[a] in "\"'" for a, b in content)
    return Found(source, cue_span, content, rule, tier, cue.verb.lemma, u, cue.at, inherits, direct)
