"""What is asked: an exercise and its unit, its kind, and its key."""

from __future__ import annotations

from helpers import late_names

from . import printed
from .built_keys import BuiltKeys, asked_as, built_keys
from .exercise import OPEN_KEYS, SPEC, Exercise, Unit, article_of, asked, read_unit
from .keys import build_key, forget_keys, key_of, score, score_readable, score_with
from .types import type_of

# Looked up when asked for, so that a first cell stays light.
__getattr__ = late_names(
    __name__,
    {
        ".kit_root": ("ROOT",),
        ".types._parts": ("Explanation", "Yours"),
        ".types.choosing.same_person": ("NOBODY",),
        ".types.choosing.who_told_whom": ("chains",),
        ".types.machine._listed": ("marks_of", "rates"),
        ".types.writing._authored": ("FILE", "read_repairs"),
        ".types.writing._rewrite": ("dropped",),
        ".votes": ("Votes", "read_votes"),
    },
)

__all__ = [
    "BuiltKeys",
    "Exercise",
    "OPEN_KEYS",
    "SPEC",
    "Unit",
    "article_of",
    "asked",
    "asked_as",
    "build_key",
    "built_keys",
    "forget_keys",
    "key_of",
    "printed",
    "read_unit",
    "score",
    "score_readable",
    "score_with",
    "type_of",
]
