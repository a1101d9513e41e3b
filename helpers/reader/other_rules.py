"""Attributions without a verb of telling: “according to”, a colon, the reporter's own eyes, a paper that lists."""

from __future__ import annotations

from .content import right, trim
from .cue_words import head
from .cues import Found, main_subject
from .phrases import before
from .phrases_after import apposes
from .records import LOOK, SURE
from .segments import Text, Unit
from .tags import VERB_TAGS

_PAPER_VERBS = frozenset(
    (
        "shows show showed lists list listed contains contain contained gives give gave puts put records recorded names "
        "named details detailed reads read carries carried specifies specified says states found finds"
    ).split()
)
_POLLS = frozenset(["poll", "survey", "study", "census", "review", "audit"])
_WITNESS = frozenset(["saw", "heard", "watched", "counted", "witnessed", "found", "visited", "sees", "hears", "counts"])


_SAID_IN = frozenset(["stated", "reported", "noted", "described", "told", "quoted", "shown", "argued"])  # “as stated in the report, …”


_LEADS = _SAID_IN | {"according"}


def according(t: Text, u: Unit, earlier: list[Found]) -> list[Found]:
    """Find “According to X, …” and “…, according to X”."""
    found = []
    for i in range(len(u) - 2) if not _LEADS.isdisjoint(u.L) else ():
        if u.Q[i] >= 0 or not (
            u.L[i] == "according" and u.L[i + 1] == "to" or i and u.L[i - 1] == "as" and u.L[i] in _SAID_IN and u.L[i + 1] in ("in", "by")
        ):
            continue
        stop = _source_end(u, i + 2, i <= 1)
        if stop is None:
            continue
        cue = (u.S[i], u.E[i + 1])
        content = right(u, t.plain, u.E[stop]) if i <= 1 else None
        if content is None:
            start, stop_at = u.start, u.S[i - (u.L[i - 1] == "as")]
            own = [f for f in earlier if f.cue[1] < u.S[i] and f.content[-1][0] > f.cue[0]]
            if own:
                start = own[-1].cue[1] if own[-1].rule in ("that", "clause") else u.start
            content = trim(t.plain, start, stop_at)
        rest = right(u, t.plain, u.E[stop + 1]) if content and i > 1 and stop + 2 < len(u) and u.W[stop + 1] == "," else None
        if rest and not any(u.G[k] in VERB_TAGS or u.G[k] == "ED" for k in range(i) if u.S[k] >= content[0]):
            found.append(
                _found(t, u, (i + 2, stop), cue, [content, rest], "according", SURE, i)
            )  # “The firm, according to Orr, lost the papers.”
        elif content:
            found.append(_found(t, u, (i + 2, stop), cue, [content], "according", SURE, i))
    return found


def _source_end(u: Unit, k: int, opens: bool) -> int | None:
    n, q = len(u), k
    while q < n and q - k < 30:
        tag = u.G[q]
        if u.Q[q] >= 0 or tag in (".", ";", ":", "QUO", "?", "-"):
            break
        if tag == ",":
            if not apposes(u, q + 1) or u.G[q + 1] == "POSS":
                break
            close = next((c for c in range(q + 1, min(q + 20, n)) if u.W[c] in (",", ".", ";")), n)
            clause = u.G[q + 1] != "WH" and any(u.G[x] in VERB_TAGS and not _behind_who(u, q, x) for x in range(q + 1, close))
            if u.G[q + 1] == "NUM" and u.G[q + 2 : q + 3] != [","] or clause or opens and (close >= n or u.W[close] != ","):
                break  # “But, according to Orr, | the firm lost the papers”
        if tag == "SUB" or tag == "CC" and q + 1 < n and u.G[q + 1] in VERB_TAGS:
            break
        if opens and q > k and u.G[q - 1] == "NAME" and tag in ("PRP", "DET", "POSS", "QUANT", "ED"):
            break  # “According to Lee | recovered files show …”
        q += 1
    while q > k and u.W[q - 1] in ",":
        q -= 1
    return q - 1 if q > k else None


def _behind_who(u: Unit, a: int, b: int) -> bool:
    return any(u.G[x] == "WH" or u.L[x] in ("that", "whose", "where") for x in range(a, b))


def colon(t: Text, u: Unit, earlier: list[Found]) -> list[Found]:
    """Find “The founder remains upbeat: “…””, and a speaker's label: “SMITH: …”."""
    n = len(u)
    if ":" not in u.W:
        return []
    label = next((k for k in range(1, min(n - 1, 5)) if u.W[k] == ":"), 0)
    if label and all(u.W[k].isupper() or u.W[k] in ".-()" for k in range(label)) and len(u.W[label - 1]) > 2 and u.Q[label] < 0:
        content = right(u, t.plain, u.E[label])
        if content and u.start == t.paragraphs[u.para][0]:
            for f in earlier:
                f.tier, f.is_inner = LOOK, True  # “TAPPER: Do you think …”: what is said in an interview
            return [_found(t, u, (0, label - 1), (u.S[label], u.E[label]), [content], "label", SURE, label)]
    if u.W[min(n - 1, 2)] == ":" or u.W[1] == ":":
        headline = _headline(t, u, 1 if u.W[1] == ":" else 2)
        if headline and not earlier:
            return [headline]
    for i in range(1, min(n - 1, 40)):
        if u.W[i] != ":" or u.Q[i] >= 0 or any(f.cue[1] >= u.S[i] - 1 or f.cue[0] <= u.S[i] <= f.cue[1] + 40 for f in earlier):
            continue
        if u.G[i + 1] == "QUO":
            source = main_subject(u, i) or before(u, i)
            content = right(u, t.plain, u.E[i])
            if source and content:
                return [_found(t, u, source, (u.S[min(source[1] + 1, i)], u.E[i]), [content], "colon_alone", LOOK, i)]
    return []


def _headline(t: Text, u: Unit, i: int) -> Found | None:
    """“Poll: Two in three want the bridge back”, in the first lines of a text."""
    if (
        u.para > 2
        or u.W[-1] == "."
        and u.para
        or i + 3 >= len(u)
        or u.G[i + 1] == "QUO"
        or any(u.G[k] not in ("NAME", "N") for k in range(i))
    ):
        return None
    listed = head(u, (0, i - 1))[1]
    content = right(u, t.plain, u.E[i])
    named = (
        not listed
        and all(u.G[k] == "NAME" and u.W[k][0].isupper() for k in range(i))
        and any(u.G[k] in VERB_TAGS or u.G[k] == "ED" for k in range(i + 1, len(u)))
    )
    return _found(t, u, (0, i - 1), (u.S[i], u.E[i]), [content], "headline", LOOK, i) if content and (listed or named) else None


def observed(t: Text, u: Unit) -> list[Found]:
    """Find “this reporter saw …”: the writer's own eyes."""
    for i in range(len(u) - 3) if "this" in u.L or "your" in u.L else ():
        if u.L[i + 1] in ("reporter", "correspondent", "newspaper") and u.L[i] in ("this", "your") and u.Q[i] < 0:
            verb = next((k for k in range(i + 2, min(i + 14, len(u))) if u.L[k] in _WITNESS), None)
            if verb is None:
                continue
            content = right(u, t.plain, u.E[verb])
            if content:
                return [_found(t, u, (i, i + 1), (u.S[verb], u.E[verb]), [content], "observed", SURE, verb)]
    return []


def papers(t: Text, u: Unit, earlier: list[Found]) -> list[Found]:
    """Find “The register lists …”: a paper or record speaks through a verb that is no verb of telling."""
    if not earlier and u.L[0] == "in" and u.Q[0] < 0:
        comma = next((k for k in range(2, min(len(u) - 3, 16)) if u.W[k] == ","), 0)
        content = right(u, t.plain, u.E[comma]) if comma and head(u, (1, comma - 1))[0] in _POLLS else None
        if content:  # “In a poll by the union, 60 percent were against.”
            return [_found(t, u, (1, comma - 1), (u.S[0], u.E[0]), [content], "paper", LOOK, 0)]
    for i in range(1, min(len(u) - 1, 45)) if not _PAPER_VERBS.isdisjoint(u.L) else ():
        if u.L[i] not in _PAPER_VERBS or u.Q[i] >= 0 or any(f.at == i or f.source and f.source[0] <= i <= f.source[1] for f in earlier):
            continue
        if u.G[i - 1] in ("BE", "HAVE", "PREP", "DET", "ADV") or u.G[i - 1] == "PRP":
            continue
        source = before(u, i)
        if source is None or head(u, source)[1] != "document":
            continue
        content = right(u, t.plain, u.E[i])
        if content:
            return [_found(t, u, source, (u.S[i], u.E[i]), [content], "paper", LOOK, i)]
    return []


def _found(t: Text, u: Unit, source, cue, content, rule, tier, at) -> Found:
    direct = any(t.quotes_within(max(a - 1, 0), b) or t.plain[a] in "\"'" for a, b in content)
    return Found(source, cue, content, rule, tier, u.L[at], u, at, False, direct)
