"""One look at a folder for all that is to be said at one moment.

After each saved answer the page tells how far a learner is, what is handed in, which exercises open. Each of these reads the whole folder, and in
a browser's Python every file costs messages to the page.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
_THREAD = threading.local()  # `seen`: what this thread has read in the look that it is in


@contextmanager
def one_look() -> Iterator[None]:
    """Within the block, in this thread, what `seen_once` has read is not read again, unless this kernel has written meanwhile."""
    if getattr(_THREAD, "seen", None) is not None:
        yield
        return
    _THREAD.seen = {}
    try:
        yield
    finally:
        _THREAD.seen = None


def seen_once(name: Hashable, read: Callable[[], T]) -> T:
    """Return what `read` gives; within one look it is called once for each name."""
    seen: dict[Hashable, T] | None = getattr(_THREAD, "seen", None)
    if seen is None:
        return read()
    if name not in seen:
        seen[name] = read()
    return seen[name]


def look_again() -> None:
    """Forget what was read: a file of the folder has changed."""
    if getattr(_THREAD, "seen", None):
        _THREAD.seen = {}
