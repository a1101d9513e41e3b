"""A learner's answers: one small JSON file per exercise in `answers/` beside the notebook, and a copy inside the notebook.

Every write goes to a temporary file in the same folder, is flushed to the disk, and takes the old file's place in one step. What cannot be
read is set aside under another name, never overwritten. What a record is and how one is read: `record.py`.
"""

from __future__ import annotations

import os
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from helpers.errors import AnswersError
from helpers.output import sync_folder

from .disk import FOLDER, folder_lock, write_record
from .finishing import Finished, finished_at, was_reopened
from .folder import copies_in, read_answers
from .one_look import look_again
from .other_copies import age
from .record import MAX_REV, NAME, SCHEMA, plain, read_record
from .writer_name import read_name, write_name

_LOCK = threading.RLock()  # widget changes arrive in several threads


class AnswerFile:
    """The answer to one exercise on disk. `notice` is a sentence for the learner about what was found on opening, or empty."""

    def __init__(self, folder: Path, exercise: Any, sha256: str):
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
        self.writer = os.urandom(6).hex()  # this kernel session
        self.rev, self.saved, self.notice = 0, "", ""
        self._seen: tuple[Any, ...] = ()  # what we last read or wrote there
        self._last: dict[str, Any] | None = None  # and the record itself
        self._conflict: Path | None = None

    def load(self) -> dict[str, Any] | None:
        """Return the stored answer, or None. What is damaged or foreign is set aside, what is older than another copy is kept; `notice` names it."""
        with _LOCK:
            self._sweep()
            self.notice = ""
            try:
                record = read_record(self.path, self.head["assignment"], self.head["exercise"])
            except AnswersError as error:
                self.notice = f"{error.what} {self._set_aside('unreadable')}"
                record = None
            record = self._newest(record)
            if record is None:
                return None
            self._know(record)
            if record.get("sha256") != self.head["sha256"]:
                self._last = None
                self.notice = (
                    "The article was changed after you answered, so your old marks would stand on other words. "
                    f"{self._set_aside('other-text')}"
                )
                return None
            answer: dict[str, Any] = record["answer"]
            return answer

    def _know(self, record: dict[str, Any]) -> None:
        self.rev, self.saved, self._seen, self._last = record["rev"], str(record.get("saved", "")), _stamp(record), record

    def _newest(self, there: dict[str, Any] | None) -> dict[str, Any] | None:
        """The newest of what the file holds, what this kernel knows, and what lies under the name of a copy. The newer stands; the others are kept."""
        copy_path, copy = copies_in(self.path.parent, self.head["assignment"]).get(self.head["exercise"], (None, None))
        if copy and (copy.get("sha256") != self.head["sha256"] or copy.get("type") != self.head["type"]):
            copy = None
        ours = self._last
        if copy_path and copy and all(one is None or age(copy) > age(one) for one in (there, ours)):
            kept = self._keep_older(there) if there else ""
            self.notice = (
                f"A newer answer lay in {copy_path.name}, a copy from another computer or a sync service. It counts now. {kept}".strip()
            )
            return self._put_back(copy)
        if there and ours and there["rev"] < ours["rev"]:
            kept = self._keep_older(there)
            self.notice = (
                f"An older answer had come back into the folder “{FOLDER}”, perhaps from a sync service. Your newer one counts. {kept}"
            )
            return self._put_back(ours)
        return there

    def _put_back(self, record: dict[str, Any]) -> dict[str, Any]:
        try:
            write_record(self.path, record)
        except AnswersError as error:  # it is shown all the same, and the next save tries again
            self.notice = f"{self.notice} {error.what}"
        return record

    def _keep_older(self, record: dict[str, Any]) -> str:
        aside = self._aside("older")
        try:
            write_record(aside, record)
        except AnswersError as error:
            return error.what
        return f"The older one is kept as {FOLDER}/{aside.name}."

    def save(self, answer: dict[str, Any], finish: bool = False) -> dict[str, Any]:
        """Store an answer; the record as written. AnswersError where the disk does not take it, Finished where another answer was.

        `finish`: from now on no other answer is taken, until a teacher opens the exercise again (`finishing.py`).
        """
        with _LOCK, folder_lock(self.path.parent):
            self.notice = ""
            there = self._there()
            known = there if there and there["rev"] >= self.rev else self._last
            before = finished_at(known)
            if known and before and plain(answer) != known["answer"]:
                raise Finished
            if not before:
                self._keep_other_window(there)
            now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
            record = {
                **self.head,
                "rev": min(max(self.rev, known["rev"] if known else 0) + 1, MAX_REV),
                "writer": self.writer,
                "saved": now,
                **({"name": name} if (name := read_name(self.path.parent)) else {}),
                **({"finished": before or now} if before or finish else {}),
                **was_reopened(known),
                "answer": plain(answer),
            }
            write_record(self.path, record, settle=False)
            self._know(record)
        sync_folder(self.path.parent)  # it takes its time, and another kernel may write meanwhile
        return record

    @property
    def finished(self) -> str:
        """When the exercise was finished (ISO), as far as this kernel has read; "" where it can be changed."""
        return finished_at(self._last)

    def refuse(self, why: str) -> None:
        """Set the stored answer aside: it can be read, but is no answer to this exercise."""
        with _LOCK:
            self.notice = f"{self.path.name} cannot be shown: {why} {self._set_aside('unreadable')}"

    def _there(self) -> dict[str, Any] | None:
        """What the file holds now; what cannot be read is set aside."""
        try:
            return read_record(self.path, self.head["assignment"], self.head["exercise"])
        except AnswersError as error:
            self.notice = f"{error.what} {self._set_aside('unreadable')}"
            return None

    def _keep_other_window(self, there: dict[str, Any] | None) -> None:
        """Somebody else wrote since we read (another kernel, a copied file): keep that answer in one file beside ours, and say so."""
        if there and there["rev"] < self.rev and str(there.get("saved", "")) <= self.saved:
            self.notice = f"An older answer had come back into the folder “{FOLDER}”. Yours counts. {self._keep_older(there)}"
        elif there and there.get("writer") != self.writer and _stamp(there) != self._seen:
            if self._conflict is None:
                self._conflict = self._aside("other-window")
            write_record(self._conflict, there)
            self.rev = max(self.rev, there["rev"])
            self.notice = (
                f"Another window had saved this exercise too. Its answer is kept as {self._conflict.name}; this window’s answer "
                "counts now. Close one of the two windows."
            )

    def _aside(self, why: str) -> Path:
        return self.path.with_name(f"{self.path.stem}.{why}-{time.strftime('%Y%m%dT%H%M%S')}-{os.urandom(2).hex()}.json")

    def _set_aside(self, why: str) -> str:
        aside = self._aside(why)
        look_again()
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


def _stamp(record: dict[str, Any]) -> tuple[Any, ...]:
    return record["rev"], record.get("writer"), record.get("saved")


def name_answers(folder: Path, assignment: str, name: str) -> str:
    """Keep the learner's name beside the answers and in each record's field `name`; returns it as kept. Nothing else of a record changes."""
    with _LOCK, folder_lock(folder):
        name = write_name(folder, name)
        for exercise, record in read_answers(folder, assignment)[0].items():
            if record.get("name", "") != name:
                rest = {k: v for k, v in record.items() if k != "name"}
                write_record(folder / f"{exercise}.json", {**rest, "name": name} if name else rest)
    return name
