"""Who does the work: this process, worker processes of this machine, or the workers of a dask scheduler. Order in is order out.

Never more than a few batches are under way at once, so memory does not grow with the class. A worker that dies costs time, not marks:
its batches are done again, one submission at a time in a process of its own, and only the one that kills it is given up.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import parent_process
from threading import Thread

from helpers.errors import KitError

from .collect.places import Submission
from .grade import broken, grade_many
from .keyed_course import read_course
from .results import Kept

BATCH = 16
MANY = 1000  # learners; fewer are marked by one process before others could be started


def work(submissions: Iterable[Submission], solutions: str, only: tuple[str, ...], workers: int = 1, scheduler: str = "") -> Iterator[Kept]:
    """The results of each submission, in the order of the submissions."""
    waiting = iter(submissions)
    batches = iter(lambda: list(islice(waiting, BATCH)), [])
    if scheduler:
        yield from _on_dask(batches, solutions, only, scheduler)
    elif workers <= 1:
        for batch in batches:
            yield from grade_many(solutions, only, batch)
    else:
        yield from _in_processes(batches, solutions, only, workers)


def _in_processes(batches: Iterator[list], solutions: str, only: tuple, workers: int) -> Iterator[Kept]:
    read_course(solutions, only)  # before the fork: the keys are built once and shared
    pool = ProcessPoolExecutor(workers, initializer=_not_alone)
    under_way: deque = deque()
    try:
        for batch in batches:
            under_way.append((batch, _submit(pool, solutions, only, batch)))
            if len(under_way) >= 4 * workers:
                pool, done = _next(pool, under_way, solutions, only, workers)
                yield from done
        while under_way:
            pool, done = _next(pool, under_way, solutions, only, workers)
            yield from done
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _not_alone() -> None:
    """A worker ends with the process that started it: killed outright, that one can tell nobody, and the worker would wait for ever."""

    def watch() -> None:
        parent_process().join()
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def _submit(pool: ProcessPoolExecutor, solutions: str, only: tuple, batch: list):
    try:
        return pool.submit(grade_many, solutions, only, batch)
    except BrokenProcessPool:
        return None


def _next(pool: ProcessPoolExecutor, under_way: deque, solutions: str, only: tuple, workers: int) -> tuple[ProcessPoolExecutor, list]:
    batch, future = under_way.popleft()
    try:
        if future is None:
            raise BrokenProcessPool
        return pool, future.result()
    except BrokenProcessPool:
        pool.shutdown(wait=False, cancel_futures=True)
        done = [_alone(solutions, only, one) for one in batch]
        pool = ProcessPoolExecutor(workers, initializer=_not_alone)
        for _ in range(len(under_way)):
            waiting, old = under_way.popleft()
            kept = old is not None and old.done() and not old.cancelled() and old.exception() is None
            under_way.append((waiting, old if kept else _submit(pool, solutions, only, waiting)))
        return pool, done


def _alone(solutions: str, only: tuple, submission: Submission) -> Kept:
    try:
        with ProcessPoolExecutor(1, initializer=_not_alone) as pool:
            return pool.submit(grade_many, solutions, only, [submission]).result()[0]
    except BrokenProcessPool:
        return broken(submission, "The process that read it was stopped (out of memory, perhaps).")


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
    """How many processes are worth their start."""
    if len(waiting) <= MANY:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
