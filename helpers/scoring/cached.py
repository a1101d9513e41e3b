"""Work that belongs to a key or to an exercise and not to an answer: done once, and not again for every learner of a class."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

_Made = TypeVar("_Made", bound=Callable[..., Any])


class Key(dict[str, Any]):
    """An answer key: plain data that is not changed once it is built, so that what follows from it needs to be worked out only once."""

    __slots__ = ("__weakref__",)


def cached_per_owner(make: _Made) -> _Made:
    """Return `make(owner, *rest)`, worked out once for this very owner and an equal rest, and forgotten with the owner.

    Owners are told apart by identity: exercises that are equal may differ in their options. For a plain dict, which anybody may change, it
    is worked out each time.
    """
    known: dict[int, tuple[Any, ...]] = {}

    @wraps(make)
    def found(owner: Any, *rest: Any) -> Any:
        before = known.get(id(owner))
        if before is not None and before[0] == rest:
            return before[1]
        made = make(owner, *rest)
        if type(owner) is not dict:
            if before is None:
                weakref.finalize(owner, known.pop, id(owner), None).atexit = False
            known[id(owner)] = rest, made
        return made

    return cast(_Made, found)
