"""Source phrases after a cue: “said John Smith, the mayor of X”, with the appositions that belong to them."""

from __future__ import annotations

from .phrase_walk import TIME_WORDS, noun_use
from .segments import Unit
from .tags import VERB_TAGS
from .wordlists import nouns


def after(u: Unit, i: int) -> tuple[int, int, bool] | None:
    """Return the phrase that begins at word `i` (“said John Smith, the mayor”), and whether it ends at a mark, not in a verb."""
    n = len(u)
    if i >= n or u.Q[i] >= 0:
        return None
    if u.G[i] == "PRP":
        return i, i, i + 1 >= n or u.G[i + 1] not in VERB_TAGS
    if u.G[i] not in ("DET", "POSS", "NAME", "N", "NUM", "ADJ", "QUANT", "GEN", "ED"):
        return None
    k, relative = i, False
    while k < n and k - i < 40:
        tag, low = u.G[k], u.L[k]
        if u.Q[k] >= 0 and tag == "QUO" or tag in (".", ";", ":", "?", "!", "-", "SUB", "X") and low != "that":
            break
        if tag == ",":
            named = u.G[k + 1 : k + 3] == ["NAME", "NAME"] and "NAME" not in u.G[i:k]  # “one of those analysts, Dana Ruiz”
            if not named and not apposes(u, k + 1):
                break
            relative = False
            k += u.G[k + 1] == "ADV"
        elif tag == "WH" or low in ("whose", "where"):
            relative = True
        elif tag == "(":
            close = next((c for c in range(k, min(k + 8, n)) if u.W[c] == ")"), None)
            if close is None:
                break
            k = close
        elif (
            not relative
            and tag in VERB_TAGS
            and not (tag == "CUE" and (noun_use(u, k) or low.endswith("ing") and k > i + 1 or low in ("chief", "state", "report", "press")))
        ):
            return i, k - 1, False
        elif (
            not relative
            and tag == "TIME"
            and low in TIME_WORDS
            and k > i
            or not relative
            and tag == "PREP"
            and not _keeps(u, k, i)
            or (
                not relative
                and tag in ("ADV", "ING", "CC", "PRP")
                and k > i
                and not (tag == "CC" and k + 1 < n and u.G[k + 1] in ("NAME", "DET", "N", "POSS", "ADJ"))
                and not (tag == "ING" and u.G[k - 1] != "NAME")
            )
        ):
            break
        k += 1
    return (i, k - 1, True) if k > i else None


_TO = frozenset("adviser advisor advisers aide aides assistant speechwriter counsel ambassador envoy secretary candidate heir".split())


def _keeps(u: Unit, k: int, i: int) -> bool:
    """Does this preposition belong to the phrase? “head of schools” yes; “the mayor in an interview” no."""
    low = u.L[k]
    if low in ("of", "for") or low == "to" and u.L[k - 1] in _TO:
        return True
    if low in ("at", "from", "with", "in", "on", "to", "behind", "near", "inside", "outside", "within", "close", "under"):
        follows = u.G[k + 1] if k + 1 < len(u) else ""
        if k + 1 < len(u) and (
            u.L[k + 1] in TIME_WORDS or u.G[k + 1] == "TIME" or u.L[k + 1] in ("an", "interview", "response", "reference")
        ):
            return False
        if low in ("in", "on") and "," in u.W[i:k] and follows in ("NAME", "DET") and (follows == "NAME" or u.G[k - 1] == "NAME"):
            return True  # “said Lee, a judge in Dover”
        if low in ("in", "on", "to"):
            return (
                u.L[k - 1] in nouns() and u.G[k - 1] == "N" and follows in ("NAME", "DET", "N", "POSS") and low == "in" and u.G[i] != "NAME"
            )
        return follows in ("NAME", "DET", "N", "POSS", "GEN")
    return False


def apposes(u: Unit, k: int) -> bool:
    if k >= len(u) or u.Q[k] >= 0:
        return False
    tag, low = u.G[k], u.L[k]
    if tag in ("WH", "DET", "POSS", "NUM") or low in ("of", "whose", "former", "head", "co-author", "now", "then", "formerly", "currently"):
        return True
    if (
        low in nouns()
        or low.endswith(("man", "woman", "er", "or", "ist"))
        and tag == "N"
        and k + 1 < len(u)
        and u.L[k + 1] in ("of", "for", "at", "and", "in")
    ):
        return True
    if (
        tag == "GEN"
        or tag == "NAME"
        and (
            k + 1 < len(u)
            and u.L[k + 1] == "of"
            or u.L[k - 2].endswith(
                ("man", "manager", "author", "director", "president", "minister", "leader", "coach", "chief", "scientist")
            )
            or k + 1 < len(u)
            and u.G[k + 1] == "GEN"
            or "-" in u.W[k]
        )
    ):
        return True
    return tag in ("ADJ", "N") and any(u.L[q] in nouns() for q in range(k, min(k + 3, len(u))))
