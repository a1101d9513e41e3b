"""Whether a text is the original again: word for word, or with one or two words changed. It is named as such, and nothing is concluded from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from helpers.scoring import WRONG, ItemScore, cached_per_owner

from .._parts import Explanation

_WORD = re.compile(r"[^\W_]+(?:[,.]\d+)*")
NEAR, SHORTEST = 2, 6  # words changed in a near copy; shorter texts are alike by chance


def copied(original: str, text: str) -> int | None:
    """Return how many words were changed, put in or left out, 0 to 2; None where a text is no copy."""
    return _apart(_words(original), _words(text))


def copied_from(key: dict, text: str) -> int | None:
    """Return what `copied` does, for any run of an article's words; `key["words"]` holds them in order."""
    (known, every), mine = _known(key), _words(text)
    if len({*mine} - every) > 2 * NEAR:  # as `_apart` would find at every place
        return None
    found = [
        n
        for at, word in enumerate(known)
        if word in mine[: NEAR + 1]
        for size in range(len(mine) - NEAR, len(mine) + NEAR + 1)
        if (n := _apart(known[at : at + size], mine)) is not None
    ]
    return min(found, default=None)


def copies(name: str, original: str, text: str) -> list[ItemScore]:
    """Return an item that names the copy, or nothing."""
    changed = copied(original, text)
    return [] if changed is None else [ItemScore(name, WRONG, given=(str(changed),))]


def copy_said(changed: str) -> str:
    if changed == "0":
        return "This is the original, word for word."
    return f"This is the original with {'one word' if changed == '1' else 'two words'} changed."


def copy_told(item: ItemScore) -> Explanation:
    step = "Read both side by side: what does a reader learn from yours that was not there before?"
    return Explanation(title="A copy", sentences=[copy_said(item.given[0])], next=step, kind="info", word="Look again")


@cached_per_owner
def _known(key: dict) -> tuple[list[str], set[str]]:
    words = [w.casefold() for w in key["words"]]
    return words, set(words)


@lru_cache(maxsize=256)  # the original is asked about again for every learner of a class
def _words(text: str) -> tuple[str, ...]:
    return tuple(w.casefold() for w in _WORD.findall(text))


def _apart(a: Sequence[str], b: Sequence[str]) -> int | None:
    """Words to change, put in or take out to make one of the other; None for more than two."""
    if min(len(a), len(b)) < SHORTEST or abs(len(a) - len(b)) > NEAR or len(set(a) ^ set(b)) > 2 * NEAR:
        return None
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1] if row[-1] <= NEAR else None
