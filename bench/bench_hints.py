"""Measure each hint on written answers: how often it says what a fair editor would say, on good texts and on bad ones.

    python bench/bench_hints.py

The texts are in tests/exercises/hints/<type>.json, with what applies to each. docs/hints.md keeps the table and what was decided.
"""

from __future__ import annotations

import json
from pathlib import Path

from helpers.exercises import read_unit, score

HOME = Path(__file__).resolve().parents[1]
TEXTS = HOME / "tests" / "exercises" / "hints"
WARNINGS = {"safety", "copy", "short"}  # said, or nothing is said
FAULTS = {"new", "plain"}  # these speak of what they found
ENTRY = "list_entry"  # there «new» praises: the word is not on the list yet


def heard(kind: str, items) -> set[str]:
    """The hints that were given, by the names that the texts use."""
    found = set()
    for item in items:
        name = item.id.rpartition(".")[2]
        if name == "safety":
            found.add("safety")
        elif name == "copy" or item.given[:1] == ("copy",):
            found.add("copy")
        elif name == "quotes" and item.outcome == "wrong" and item.given[0].startswith("“"):
            found.add("misquote")
        elif item.outcome == "wrong" and (item.given == ("",) or kind == "marked_plan"):
            found.add("short")
        elif name in FAULTS and kind != ENTRY:
            found |= {name} if item.outcome == "wrong" and item.given else set()
        elif item.outcome == "right":
            found.add(name)
    return found


def measure(kind: str) -> list[tuple[str, dict[bool, list[tuple[bool, dict]]]]]:
    """For each hint of a type: whether it was right, and the text, for the good ones (True) and the bad ones (False)."""
    texts = json.loads((TEXTS / f"{kind}.json").read_text(encoding="utf-8"))
    unit = read_unit(HOME / "solutions" / texts["exercise"][0])
    told = [(one, heard(kind, score(unit, unit[texts["exercise"][1]], {"fields": one["fields"]}).items)) for one in texts["texts"]]
    return [
        (
            name,
            {
                good: [((name in said) == (name in one["applies"]), one) for one, said in told if one["good"] is good]
                for good in (True, False)
            },
        )
        for name in texts["hints"]
    ]


def share(pairs: list) -> float:
    return sum(right for right, _ in pairs) / len(pairs)


def kinds() -> list[str]:
    return sorted(p.stem for p in TEXTS.glob("*.json"))


if __name__ == "__main__":
    print("| exercise | hint | right on good | right on bad |\n|---|---|---|---|")
    for one in kinds():
        for hint, by in measure(one):
            cells = [f"{sum(r for r, _ in by[good])} of {len(by[good])}" for good in (True, False)]
            print(f"| {one} | {hint} | {cells[0]} | {cells[1]} |")
