"""Worker processes of this machine. One that dies costs time, not marks: its batches are done again, one submission at a time in a process of
its own, and only the one that kills it is given up.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import parent_process
from threading import Thread

from .collect.places import Submission
from .grade import broken, grade_many
from .keyed_course import read_course
from .results import Kept


def in_processes(batches: Iterator[list], solutions: str, only: tuple, workers: int) -> Iterator[Kept]:
    """Yield the results of each submission, in the order of the batches."""
    read_course(solutions, only)  # before the fork: units and articles are read once and shared, and no worker builds a key
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
