"""Who is called otherwise than in the marks of before: a sentence asks to call files after their learners, and they are marked again."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from .results import read_details


def renamed(out: Path, learners: set[str], lines_of: Callable[[str], Iterable[str]]) -> tuple[dict[str, str], list[str]]:
    """Return old name → new name of those whose very answers were under a name that is gone, and who is gone with their answers.

    `learners`: those of the new marks; `lines_of(learner)`: the lines that the new details have of one. Where several are gone who had the same
    answers, nobody can say who is who: none of them has a new name, and as many as have come are not gone.
    """
    results = read_details(out)
    head = next(results, {})
    before: dict[str, list] = defaultdict(list)
    for result in results:
        if sign := _sign(result):
            before[result["learner"]].append(sign)
    names = {was: now for was, now in head.get("renamed", {}).items() if now in learners and was not in learners}
    gone: dict[tuple, list[str]] = defaultdict(list)
    for who, signs in before.items():
        if who not in learners:
            gone[tuple(signs)].append(who)
    if not gone:
        return names, []
    came: dict[tuple, list[str]] = defaultdict(list)
    for who in sorted(learners - before.keys()):
        if signs := tuple(s for line in lines_of(who) if (s := _sign(json.loads(line)))):
            came[signs].append(who)
    lost = []
    for signs, were in gone.items():
        now = came.get(signs, [])
        lost += were[len(now) :]
        if len(were) == len(now) == 1:
            names[were[0]] = now[0]
    return names, lost


def _sign(result: dict) -> str:
    """What somebody answered in a unit, in one string; empty where there is nothing, so that nobody is lost with it."""
    answers = {i: one.get("answer", one["points"]) for i, one in result.get("exercises", {}).items() if "points" in one}
    return json.dumps([result["unit"], answers], sort_keys=True) if answers else ""
