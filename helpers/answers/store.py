"""A learner's answers: one small JSON file per exercise in `answers/` beside the notebook, and a copy inside the notebook.

Every write goes to a temporary file in the same folder, is flushed to the disk, and takes the old file's place in one step. What cannot be
read is set aside under another name, never overwritten. What a record is and how one is read: `record.py`.
"""

from __future__ import annotations

import json
import os
import tempfile
import threading
import time
import uuid
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from helpers.errors import AnswersError

from .other_copies import is_copy_name, merge_newest
from .record import MAX_REV, NAME, SCHEMA, plain, read_record

FOLDER = "answers"
_LOCK = threading.RLock()  # widget changes arrive in several threads


def read_answers(folder: Path, assignment: str) -> tuple[dict[str, dict], list[str]]:
    """All readable records in a folder by exercise, and a sentence for each file that is not readable."""
    records, problems = {}, []
    if folder.is_symlink():
        problems.append(f"The folder “{FOLDER}” is a link, so it is not read. Put a real folder in its place.")
    elif folder.is_dir():
        for path in sorted(folder.glob("*.json")):
            if not NAME.fullmatch(path.stem):
                continue  # set aside earlier: «q1.damaged-….json»
            try:
                if record := read_record(path, assignment, path.stem):
                    records[path.stem] = record
            except AnswersError as error:
                problems.append(str(error))
    return records, problems


def copied_answers(folder: Path, assignment: str) -> dict[str, dict]:
    """Answers that lie under the name of a copy, the newest of each. They count where the exercise's own file is not there, as in `grade`."""
    found: dict[str, dict] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else ():
        try:
            record = read_record(path, assignment) if path.suffix.lower() == ".json" else None
        except AnswersError:
            continue
        if record and is_copy_name(path.stem, record["exercise"]):
            found = merge_newest(found, {record["exercise"]: record})
    return found


def problem_of(problems: list[str], exercise_id: str) -> str:
    """The sentence about one exercise's file, among those of `read_answers`; empty where there is none."""
    return next((p for p in problems if p.startswith(f"{exercise_id}.json ")), "")


class AnswerFile:
    """The answer to one exercise on disk. `notice` is a sentence for the learner about what was found on opening, or empty."""

    def __init__(self, folder: Path, exercise, sha256: str):
        if not NAME.fullmatch(exercise.id):
            raise AnswersError(f"“{exercise.id}” cannot be the name of an exercise.")
        self.path = Path(folder).parent.resolve() / Path(folder).name / f"{exercise.id}.json"
        self.head = {
            "schema": SCHEMA,
            "assignment": exercise.assignment,
            "exercise": exercise.id,
            "type": exercise.type,
            "article": exercise.article,
            "sha256": sha256,
        }
        self.writer = uuid.uuid4().hex[:12]  # this kernel session
        self.rev, self.saved, self.notice = 0, "", ""
        self._seen: tuple = ()  # what we last read or wrote there
        self._conflict: Path | None = None

    def load(self) -> dict | None:
        """The stored answer, or None. What is damaged or foreign is set aside and named in `notice`."""
        with _LOCK:
            self._sweep()
            try:
                record = read_record(self.path, self.head["assignment"], self.head["exercise"])
            except AnswersError as error:
                self.notice = f"{error.what} {self._set_aside('unreadable')}"
                return None
            if record is None:
                return None
            self.rev, self.saved, self._seen = record["rev"], str(record.get("saved", "")), _stamp(record)
            if record.get("sha256") != self.head["sha256"]:
                self.notice = (
                    "The article was changed after you answered, so your old marks would stand on other words. "
                    f"{self._set_aside('other-text')}"
                )
                return None
            return record["answer"]

    def save(self, answer: dict) -> dict:
        """Store an answer; the record as written. AnswersError where the disk does not take it."""
        with _LOCK, _turn(self.path.parent):
            self.notice = ""
            self._keep_other_window()
            record = {
                **self.head,
                "rev": min(self.rev + 1, MAX_REV),
                "writer": self.writer,
                "saved": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
                "answer": plain(answer),
            }
            write_record(self.path, record)
            self.rev, self.saved, self._seen = record["rev"], record["saved"], _stamp(record)
            return record

    def refuse(self, why: str) -> None:
        """Set the stored answer aside: it can be read, but is no answer to this exercise."""
        with _LOCK:
            self.notice = f"{self.path.name} cannot be shown: {why} {self._set_aside('unreadable')}"

    def _keep_other_window(self) -> None:
        """Somebody else wrote since we read (another kernel, a copied file): keep that answer in one file beside ours, and say so."""
        try:
            there = read_record(self.path, self.head["assignment"], self.head["exercise"])
        except AnswersError as error:
            self.notice = f"{error.what} {self._set_aside('unreadable')}"
            return
        if there and there.get("writer") != self.writer and _stamp(there) != self._seen:
            if self._conflict is None:
                self._conflict = self._aside("other-window")
            write_record(self._conflict, there)
            self.rev = max(self.rev, there["rev"])
            self.notice = (
                f"Another window had saved this exercise too. Its answer is kept as {self._conflict.name}; this window’s answer "
                "counts now. Close one of the two windows."
            )

    def _aside(self, why: str) -> Path:
        return self.path.with_name(f"{self.path.stem}.{why}-{time.strftime('%Y%m%dT%H%M%S')}-{uuid.uuid4().hex[:4]}.json")

    def _set_aside(self, why: str) -> str:
        aside = self._aside(why)
        try:
            os.replace(self.path, aside)
        except OSError:
            return "It could not be moved out of the way: check who may write in the folder “answers”."
        return f"It is kept as {FOLDER}/{aside.name}; nothing was thrown away. You can answer anew."

    def _sweep(self) -> None:
        """Temporary files that a killed kernel left behind."""
        for old in self.path.parent.glob(f".{self.path.name}.*.tmp"):
            try:
                if time.time() - old.stat().st_mtime > 60:
                    old.unlink()
            except OSError:
                pass


def _stamp(record: dict) -> tuple:
    return record["rev"], record.get("writer"), record.get("saved")


@contextmanager
def _turn(folder: Path):
    """One kernel at a time, where the system can lock a file; elsewhere, or after two seconds, without."""
    handle = None
    try:
        import fcntl

        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / ".lock", os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
        for _ in range(200):
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(0.01)
    except (ImportError, OSError):  # Windows; a folder that cannot be written, which is told on writing
        pass
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def write_record(path: Path, record: dict) -> None:
    """Write a record so that a crash at any moment leaves the old file or the new one, whole."""
    tmp = None
    try:
        if path.parent.is_symlink():
            raise AnswersError(f"The folder “{FOLDER}” is a link, so nothing is written there.", "Put a real folder in its place.")
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, tmp = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as out:
            json.dump(record, out, ensure_ascii=False, indent=1)
            out.flush()
            os.fsync(out.fileno())
        _replace(tmp, path)
    except OSError as error:
        if tmp:
            Path(tmp).unlink(missing_ok=True)
        why = {
            28: "the disk is full",
            27: "there is no room for a file of this size",
            17: "a file of that name is in the way",
            20: "a file of that name is in the way",
            30: "the disk is read-only",
            13: "this folder is read-only",
            1: "this folder is read-only",
            122: "your share of the disk is used up",
        }.get(error.errno, error.strerror or "unknown reason")
        raise AnswersError(
            f"The answer could not be written to “{FOLDER}”: {why}.",
            "Make room or ask your teacher; it is kept in this browser tab until then.",
        ) from None


def _replace(tmp: str, path: Path) -> None:
    for wait in (0.01, 0.05, 0.2, None):  # Windows: a virus scanner may hold the file for a moment
        try:
            os.replace(tmp, path)
            return
        except PermissionError:
            if wait is None or os.name != "nt":
                raise
            time.sleep(wait)
