"""Finished submissions on disk while a class is marked, so that an interrupted run goes on where it stopped."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from helpers.errors import KitError

from .collect.places import Submission
from .collect.records import fingerprint
from .collect.whose import Twins
from .keyed_course import Course
from .results import Kept, Row

FORM = 1
REPLACES = "replaces"
AT_HAND = 1000  # submissions that are also kept in memory: a class is written from there, and a year of schools from the disk


class Journal:
    """Finished submissions on disk, in whatever order they came; one is good only if keys and files are still what they were.

    Each is a line that says whose it is, with its rows, and then its lines of the details file. A line of another kind says which table of
    marks is about to be replaced: one that still stands there was left by a run that was killed between its two files.
    """

    def __init__(self, path: Path, course: Course, fresh: bool):
        self.path, stale = path, _replaced(path)
        self._forget()
        head = json.dumps({"form": FORM, "journal": 3, "course": course.digest}).encode() + b"\n"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            good = not fresh and path.is_file() and not path.is_symlink() and self._read(head)
            if not good:
                path.unlink(missing_ok=True)
            plainly = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
            self.file = os.fdopen(os.open(path, plainly, 0o600), "a+b")  # answers and marks are nobody else's
        except OSError as error:
            raise KitError(f"{path.parent} cannot be written to ({error.strerror}).", "Choose another place with --out.") from None
        if good:
            self.file.truncate(self.end)
        else:
            self._forget()
            self._write(head)
        for sign in sorted(stale - _replaced(path)):
            self._write(_replacing(sign))

    def replaces(self, out: Path) -> None:
        """Note which table of marks, if any, stands at `out` and is replaced now."""
        self._write(_replacing(_sign(out)))
        self.file.flush()

    def _forget(self) -> None:
        self.at, self.units, self.end = {}, {}, 0
        self.at_hand: dict[str, Kept] = {}
        self.crowds, self.twins, self.signed = {}, Twins(), {}

    def _read(self, head: bytes) -> bool:
        with open(self.path, "rb") as file:
            if file.readline() != head:
                return False
            self.end = len(head)
            for line in file:
                try:
                    told = json.loads(line)
                    if REPLACES in told:
                        self.end += len(line)
                        continue
                    rows = _rows(told)
                    lines = [line, *(file.readline() for _ in rows)]
                    if not all(one.endswith(b"\n") for one in lines):
                        break
                    self._know(told["learner"], rows, told["saved"], told["crowd"])
                except (ValueError, LookupError, TypeError):
                    break  # what an interruption cut off
                self.end += sum(map(len, lines))
        return True

    def _write(self, data: bytes) -> None:
        self.file.write(data)
        self.end += len(data)

    def add(self, submission: Submission, done: Kept) -> None:
        self._know(submission.learner, done.rows, done.saved, done.crowd)
        head = json.dumps({"learner": submission.learner, "stamp": done.stamp, "rows": done.rows, "saved": done.saved, "crowd": done.crowd})
        self._write("\n".join([head, *done.lines, ""]).encode())
        if len(self.at_hand) < AT_HAND:
            self.at_hand[submission.learner] = done

    def _know(self, learner: str, rows: list[Row], saved: list[str], crowd: int) -> None:
        self.at[learner] = self.end
        self.twins.add(learner, saved)
        self.at_hand.pop(learner, None)
        self.crowds.pop(learner, None)
        self.signed.pop(learner, None)
        if name := next((r.signed for r in rows if r.signed), ""):
            self.signed[learner] = name
        if crowd:
            self.crowds[learner] = crowd
        self.units[learner] = sys.intern(" ".join(r.unit for r in rows))  # one string for all who handed in the same

    def kept(self, learner: str) -> Kept:
        if learner in self.at_hand:
            return self.at_hand[learner]
        self.file.seek(self.at[learner])
        told = json.loads(self.file.readline())
        rows = _rows(told)
        return Kept(told["stamp"], rows, [self.file.readline().decode().rstrip("\n") for _ in rows])

    def has(self, submission: Submission) -> bool:
        return submission.learner in self.at and self.kept(submission.learner).stamp == fingerprint(submission) != ""

    def close(self) -> None:
        with suppress(OSError):  # the disk is full, which is told elsewhere; what is on it is enough to go on from
            self.file.close()


def journal_of(out: Path) -> Path:
    """Return the journal of a table of marks that is being made: there only while it is, and after an interruption."""
    return out.with_name(f"{out.stem}.unfinished.jsonl")


def half_done(out: Path) -> bool:
    """Return whether the table of marks, or its absence, is from before a run that was killed once its details were in place."""
    return _sign(out) in _replaced(journal_of(out))


def _replacing(sign: str) -> bytes:
    return json.dumps({REPLACES: sign}).encode() + b"\n"


def _replaced(journal: Path) -> set[str]:
    """The signs of the tables that runs with this journal were about to replace."""
    if not journal.is_file() or journal.is_symlink():
        return set()
    with suppress(OSError, ValueError), open(journal, "rb") as file:
        return {json.loads(line)[REPLACES] for line in file if line.startswith(_replacing("")[:-4]) and line.endswith(b"\n")}
    return set()


def _sign(out: Path) -> str:
    """What changes with a file's bytes; empty where there is none."""
    try:
        return hashlib.sha256(out.read_bytes()).hexdigest()
    except OSError:
        return ""


def _rows(told: dict) -> list[Row]:
    return [Row(*one) for one in told["rows"]]
