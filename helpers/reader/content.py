"""Where a content begins and ends: spans trimmed, listeners and circumstances after the cue stepped over."""

from __future__ import annotations

from .segments import Unit
from .tags import VERB_TAGS

_EDGE = " \t\r\n\u00a0,;:—–-"


def trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Without blanks, commas, dashes at the edges; None where nothing is left."""
    while start < end and (text[start] in _EDGE or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in _EDGE or text[end - 1].isspace()):
        end -= 1
    return (start, end) if end - start > 1 else None


def right(u: Unit, text: str, start: int) -> tuple[int, int] | None:
    """From an offset to the end of the unit, without the final stop unless the content is quoted."""
    end = u.end
    span = trim(text, start, end)
    if span and text[span[1] - 1] == ".":
        span = trim(text, span[0], span[1] - 1)
    return span


def skip_adverbs(u: Unit, k: int) -> int:
    while k < len(u) and u.Q[k] < 0 and (u.G[k] == "ADV" or u.L[k] in ("too", "again")):
        k += 1
    return k


def skip_circumstance(u: Unit, k: int) -> int:
    """Past “on Monday”, “in an interview with X”, “by phone”, “in a written statement”, “Thursday”; `k` itself where none stands."""
    k = skip_adverbs(u, k)
    for _ in range(3):
        here = k
        if k < len(u) and u.G[k] == "TIME":
            k += 1
            while k < len(u) and (u.G[k] == "TIME" or u.L[k] in ("night", "morning", "evening", "afternoon")):
                k += 1
        elif k + 1 < len(u) and u.L[k] in ("this", "that") and u.G[k + 1] == "TIME":
            k += 2  # “said this week that …”
        elif k + 2 < len(u) and u.L[k] in ("on", "in") and u.G[k + 1] == "QUO":
            close = next((q for q in range(k + 2, min(k + 8, len(u))) if u.G[q] == "QUO"), None)  # on “Face the Nation”
            k = close + 1 if close and close + 1 < len(u) and u.W[close + 1] not in (".", ",") else k
        elif k + 1 < len(u) and (u.G[k] == "PREP" or u.L[k] == "following") and u.L[k] in _CIRCUMSTANCE and u.Q[k] < 0:
            stop = _phrase_end(u, k + 1)
            if stop is None:
                break
            k = stop
        k = skip_adverbs(u, k)
        if k == here:
            break
    return k


_CIRCUMSTANCE = frozenset(
    "following in on by at during to through via after with from outside inside before last beside without of about".split()
)
_HEADS = frozenset(
    (
        "interview statement email e-mail letter report speech tweet message phone telephone text conference briefing "
        "call meeting rally hearing note post release article debate testimony memo reply video court case twitter "
        "facebook television radio monday tuesday wednesday thursday friday saturday sunday january february march "
        "april may june july august september october november december week month year night morning evening afternoon "
        "day reporters journalists grin smile laugh shrug evidence hesitation comment response writing person public "
        "private bank occasion town crowd newspaper outside office bridge record condition analysts book paper column "
        "blog remarks study filing event campaign ceremony documents interviews statements emails letters reports speeches tweets "
        "messages calls meetings rallies hearings posts articles debates memos conversations comments briefings vote"
    ).split()
)


def _phrase_end(u: Unit, k: int) -> int | None:
    """End of a circumstance: its last known head noun before a clause begins; None where no such noun comes."""
    last = None
    for q in range(k, min(k + 12, len(u))):
        if (
            u.Q[q] >= 0
            or u.G[q] in VERB_TAGS
            and u.L[q] not in _HEADS
            and u.L[q] not in ("written", "recorded")
            or u.G[q] in ("PRP", "SUB", ",", ".", ":", ";", "CC", "WH")
        ):
            break
        if (
            u.L[q] in _HEADS
            or len(u.W[q]) == 4
            and u.W[q].isdigit()
            or u.G[q] == "NUM"
            and last == q - 1
            or u.G[q] == "NAME"
            and q > k
            and last == q - 1
            and u.L[q - 1] in ("of",)
        ):
            last = q
        if last is not None and q > last and u.G[q] in ("DET", "POSS", "PRP", "QUANT") and u.G[q - 1] not in ("PREP",):
            break
    if last is None:
        return None
    while last + 2 < len(u) and u.L[last + 1] in ("with", "to", "of", "from", "by") and u.Q[last + 1] < 0:
        q = last + 2
        while q < len(u) and u.G[q] in ("DET", "POSS", "ADJ", "NAME", "GEN") and u.Q[q] < 0:
            q += 1
        if q < len(u) and u.G[q] in ("N",) and u.G[q - 1] != "NAME":
            q += 1
        if q == last + 2:
            break
        last = q - 1
    return last + 1


def skip_listener(u: Unit, k: int) -> int | None:
    """Past the listener of “told reporters on Monday that”: the position where the words told begin; None where it cannot be found."""
    n = len(u)
    if k >= n:
        return None
    if u.G[k] in ("OBJ",) or u.G[k] == "PRP" and u.L[k] in ("you", "it"):
        return k + 1
    q = k
    while q < n and q - k < 18:
        tag = u.G[q]
        if u.Q[q] >= 0 or tag in ("SUB", ":", "WH") or u.L[q] in ("of", "to", "about") and q > k and u.L[q] != "of":
            return q
        if tag == "PRP" and q > k or tag in (".", ";"):
            return q
        if tag == ",":
            return q + 1 if q + 1 < n else q
        if q > k and (tag in ("DET", "POSS", "QUANT") and u.G[q - 1] not in ("PREP", "CC", "DET", "POSS", "ADJ")):
            return q
        if q > k and u.G[q - 1] in ("N", "NAME") and tag == "TIME":
            return skip_circumstance(u, q)
        if tag in VERB_TAGS and q > k:
            return _np_start(u, k, q)
        q += 1
    return q if q < n else None


def _np_start(u: Unit, k: int, verb: int) -> int | None:
    """“told the Post members saw”: where the told clause's subject begins, guessed as the last noun run."""
    q = verb - 1
    while q > k and u.G[q] == "ADV":
        q -= 1
    while q > k + 1 and u.G[q - 1] in ("NAME", "ADJ", "NUM") and u.G[q] in ("NAME", "N") and u.G[q - 1] == u.G[q]:
        q -= 1
    return q if q > k else None
