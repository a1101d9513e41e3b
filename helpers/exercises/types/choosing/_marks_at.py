"""The readers' marks at some words of the article."""

from __future__ import annotations

from helpers.scoring import cached_per_owner


@cached_per_owner
def _of_layer(one, layer: str) -> list[dict]:
    return one.layer(layer)


def marks_at(passes, layer: str, item: dict) -> list[tuple]:
    """Return per pass the mark that covers most of an item's words, as (annotator, mark); passes without one are left out."""
    found = []
    for one in passes:
        near = [m for m in _of_layer(one, layer) if m["start"] < item["end"] and item["start"] < m["end"]]
        if near:
            best = max(near, key=lambda m: _jaccard(m, item))
            if _jaccard(best, item) > 0.3:
                found.append((one.annotator, best))
    return found


def _jaccard(a: dict, b: dict) -> float:
    return (min(a["end"], b["end"]) - max(a["start"], b["start"])) / (max(a["end"], b["end"]) - min(a["start"], b["start"]))
