"""Who does the work: this process, worker processes of this machine, or the workers of a dask scheduler. Order in is order out.

Never more than a few batches are under way at once, so memory does not grow with the class. A worker that dies costs time, not marks.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice

from helpers.errors import KitError

from .collect.places import Submission
from .grade import broken, grade_many
from .results import Kept

BATCH = 16
MANY = 1000  # learners; fewer are marked by one process before others could be started


def work(submissions: Iterable[Submission], solutions: str, only: tuple[str, ...], workers: int = 1, scheduler: str = "") -> Iterator[Kept]:
    """Yield the results of each submission, in the order of the submissions."""
    waiting = iter(submissions)
    batches = iter(lambda: list(islice(waiting, BATCH)), [])
    if scheduler:
        yield from _on_dask(batches, solutions, only, scheduler)
    elif workers <= 1:
        for batch in batches:
            yield from grade_many(solutions, only, batch)
    else:
        from .processes import in_processes  # most classes are marked before other processes could be started

        yield from in_processes(batches, solutions, only, workers)


def _on_dask(batches: Iterator[list], solutions: str, only: tuple, scheduler: str) -> Iterator[Kept]:
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise KitError("--scheduler needs dask, which is not installed.", 'Install it with: pip install "who-says-so[cluster]"') from None
    try:
        client = Client(scheduler, timeout=15, set_as_default=False)
    except (OSError, ValueError) as error:
        raise KitError(f"There is no dask scheduler at {scheduler} ({error}).", "Start one with: dask scheduler") from None
    with client:
        width = max(4, 4 * len(client.scheduler_info()["workers"]))
        under_way: deque = deque()

        def result() -> list:
            batch, future = under_way.popleft()
            try:
                return future.result()
            except KilledWorker:
                return [broken(one, "The machines that read it were stopped, more than once.") for one in batch]

        for batch in batches:
            under_way.append((batch, client.submit(grade_many, solutions, only, batch, pure=False, retries=3)))
            if len(under_way) >= width:
                yield from result()
        while under_way:
            yield from result()


def enough(waiting: list[Submission]) -> int:
    """Return how many processes are worth their start."""
    if len(waiting) <= MANY:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
