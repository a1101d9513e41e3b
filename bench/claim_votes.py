"""The reader's types of claims against the readers' votes on articles that no rule and no weight was made by. Prints sums, never sentences.

    python bench/claim_votes.py [SLUG ...]

A voted claim counts where most readers marked it; of the reader's claims the one that shares most letters with it is asked. Beside it: what the type that is most
frequent there would get, and each single reader against the vote of all the others.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
LEFT_ALONE = ("school-merger", "almgate-vote")


def shared(one: dict, two: dict) -> int:
    return min(one["end"], two["end"]) - max(one["start"], two["start"])


def voted(slug: str) -> tuple[str, list[tuple[dict, list[str]]]]:
    """Return an article and its claims that most readers marked, each with the types they gave it."""
    folder = ROOT / "articles" / slug
    passes = [json.loads(p.read_text(encoding="utf-8"))["marks"] for p in sorted((folder / "marks").glob("*.json"))]
    passes = [found for marks in passes if (found := [m for m in marks if m["layer"] == "claims"])]
    kept: list[tuple[dict, list[str]]] = []
    for mark in (m for marks in passes for m in marks):
        if any(shared(mark, other) > 0 for other, _ in kept):
            continue
        nearest = [max(marks, key=lambda m: shared(m, mark)) for marks in passes]  # noqa: B023
        types = [m["type"] for m in nearest if shared(m, mark) > 0]
        if len(types) > len(passes) / 2:
            kept.append((mark, types))
    return (folder / "article.txt").read_text(encoding="utf-8"), kept


def top(types: list[str]) -> set[str]:
    counts = Counter(types)
    return {kind for kind, n in counts.items() if n == max(counts.values())}


def main(slugs: tuple[str, ...]) -> None:
    from helpers.reader import read

    right, single, best, missed = [], [], Counter(), 0
    for slug in slugs:
        text, kept = voted(slug)
        claims = read(text).claims
        for mark, types in kept:
            best.update(top(types))
            single += [kind in top(types[:k] + types[k + 1 :]) for k, kind in enumerate(types)]
            place = lambda c: {"start": c.span.start, "end": c.span.end}  # noqa: E731
            mine = max(claims, key=lambda c: shared(place(c), mark))  # noqa: B023
            if shared(place(mine), mark) > 0:
                right.append(mine.type in top(types))
            else:
                missed += 1
    dice = random.Random(1)
    draws = sorted(sum(dice.choices(right, k=len(right))) / len(right) for _ in range(1000))
    kind, n = best.most_common(1)[0]
    print(
        f"{', '.join(slugs)}: {sum(right)} of {len(right)} ({sum(right) / len(right):.2f}, {draws[25]:.2f} to {draws[974]:.2f}), {missed} not found"
    )
    print(f"always “{kind}”: {n} of {len(right) + missed}; a single reader against the others: {sum(single) / len(single):.2f}")


if __name__ == "__main__":
    main(tuple(sys.argv[1:]) or LEFT_ALONE)
