"""The type of a claim by a multinomial logistic regression over `claim_features`: `words/claim_model.json`, made by `bench/claim_model.py`."""

from __future__ import annotations

import json
from bisect import bisect_left
from functools import lru_cache
from pathlib import Path

from .claim_features import features, words
from .claim_score import Signs
from .segments import Unit

_FILE = Path(__file__).parent / "words" / "claim_model.json"


_BITS = 24
_HALF = 1 << _BITS - 1


@lru_cache(maxsize=1)
def weights() -> tuple[tuple[str, ...], dict[str, int], dict[str, int], int]:
    """Return the types, the points of the features, those of the words, and a start that keeps every sum positive.

    The points for all types, in hundredths, stand in one number, so that one sum adds them up.
    """
    table = json.loads(_FILE.read_text(encoding="utf-8"))
    packed = lambda row: sum(x << _BITS * k for k, x in enumerate(row))  # noqa: E731
    parts = ({name: packed(row) for name, row in table[part].items()} for part in ("features", "words"))
    return tuple(table["types"]), *parts, packed([_HALF] * len(table["types"]))


def kind_of(u: Unit, start: int, end: int, s: Signs) -> str:
    """Return the type of the claim between two offsets of a unit."""
    a, b = bisect_left(u.S, start), bisect_left(u.S, end)
    return best(features(u, a, b, s), words(u, a, b))


def best(seen: set[str], said: set[str]) -> str:
    """Return the type with the most points; of types with as many the first of the codebook's list."""
    types, table, lexical, total = weights()
    total += sum([table[name] for name in seen if name in table]) + sum([lexical[word] for word in said & lexical.keys()])
    points = [total >> _BITS * k & 2 * _HALF - 1 for k in range(len(types))]
    return types[points.index(max(points))]
