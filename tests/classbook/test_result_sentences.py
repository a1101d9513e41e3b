"""What a result asks for follows from the reasons of its problems, never from how their sentences are worded."""

from __future__ import annotations

import pytest

from helpers.answers import Problem
from helpers.classbook.result_sentences import NEEDED, UNLOCKED, UPDATE, needed, some_of
from helpers.errors import Reason

DAMAGED, LOCKED, NEWER, WHOSE, OURS = Reason.DAMAGED, Reason.LOCKED, Reason.NEWER_KIT, Reason.WHOSE, Reason.KIT_FAILED


@pytest.mark.parametrize(
    ("reasons", "asked"),
    [
        ([DAMAGED], NEEDED),
        ([NEWER], UPDATE),
        ([NEWER, DAMAGED], NEEDED),
        ([LOCKED, DAMAGED, WHOSE], UNLOCKED),
        ([WHOSE], ""),
        ([OURS, WHOSE], ""),
        ([OURS, DAMAGED], NEEDED),
    ],
)
def test_what_is_asked_for(reasons, asked):
    assert needed([Problem(f"sentence {n}", reason=r) for n, r in enumerate(reasons)]) == asked
    misleading = "was saved by a newer version of the kit, is locked with a password: is this a class?"
    assert needed([Problem(misleading, reason=r) for r in reasons]) == asked, "the wording decides nothing"


def test_three_sentences_and_none_twice():
    assert some_of([Problem("a"), Problem("a", "q1"), Problem("b"), Problem("c")], "Left alone: ") == [
        "Left alone: a",
        "Left alone: b",
        "(and 1 more)",
    ]
