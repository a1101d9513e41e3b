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

Points = dict[str, list[int]]


@lru_cache(maxsize=1)
def weights() -> tuple[tuple[str, ...], Points, Points]:
    """Return the types, and the points (hundredths, one for each type) of the features and of the words."""
    table = json.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(table["types"]), table["features"], table["words"]


def kind_of(u: Unit, start: int, end: int, s: Signs) -> str:
    """Return the type of the claim between two offsets of a unit."""
    a, b = bisect_left(u.S, start), bisect_left(u.S, end)
    return best(features(u, a, b, s), words(u, a, b))


def best(seen: set[str], said: set[str]) -> str:
    """Return the type with the most points; of types with as many the first of the codebook's list."""
    types, of_features, of_words = weights()
    rows = [of_features[name] for name in seen if name in of_features] + [of_words[word] for word in said if word in of_words]
    points = list(map(sum, zip(*rows)))
    return types[points.index(max(points))]
