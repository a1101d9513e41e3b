"""The type of a claim by a multinomial logistic regression over `claim_features`: `words/claim_model.json`, made by `bench/claim_model.py`."""

from __future__ import annotations

import json
from bisect import bisect_left
from functools import lru_cache
from pathlib import Path

from .claim_features import features
from .claim_score import Signs
from .claim_types import kind_of as by_rule
from .segments import Unit

_FILE = Path(__file__).parent / "words" / "claim_model.json"


_BITS = 24
_HALF = 1 << _BITS - 1


@lru_cache(maxsize=1)
def weights() -> tuple[tuple[str, ...], dict[str, int]]:
    """Return the types, and for each feature its points for each type, in hundredths: all of them in one number, so that one sum adds them up."""
    table = json.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(table["types"]), {name: sum(x << _BITS * k for k, x in enumerate(row)) for name, row in table["weights"].items()}


def kind_of(u: Unit, start: int, end: int, s: Signs) -> str:
    """Return the type of the claim between two offsets of a unit."""
    a, b = bisect_left(u.S, start), bisect_left(u.S, end)
    return best(features(u, a, b, s, by_rule(u, start, end, s)))


def best(seen: set[str]) -> str:
    """Return the type with the most points; of types with as many the first of the codebook's list."""
    types, table = weights()
    total = sum([table[name] for name in seen if name in table]) + sum(_HALF << _BITS * k for k in range(len(types)))
    points = [total >> _BITS * k & 2 * _HALF - 1 for k in range(len(types))]
    return types[points.index(max(points))]
