"""A learner's answers: one small JSON file per exercise in `answers/` beside the notebook, and a copy inside the notebook.

Every write goes to a temporary file in the same folder, is flushed to the disk, and takes the old file's place in one step. What cannot be
read is set aside under another name, never overwritten. Reading follows no links, takes only plain files, and trusts nothing.
"""
from __future__ import annotations

import json
import math
import os
import re
import stat
import tempfile
import threading
import time
import uuid
from contextlib import contextmanager
from datetime import datetime, timezone
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .errors import AnswersError, why_not

SCHEMA = 1
BOM = b"\xef\xbb\xbf"  # some editors put it in front
FOLDER = "answers"
MIME = "application/vnd.who-says-so.answers+json"
MAX_BYTES = 2_000_000  # a thousand times a long answer
MAX_DEPTH = 20  # no answer is nested deeper than six
MAX_REV = 2**53 - 1
PARTS = {"assignment": "the name of the unit", "exercise": "the name of the exercise", "rev": "the count of changes", "answer": "the answer itself"}
AGAIN = "Answer this exercise again, or hand in another copy: the notebook, or the zip that its last cell makes."
LATER = "was saved by a newer version of the kit"
_HALF = re.compile("[\ud800-\udfff]")  # of a character; nothing that can be written
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_LOCK = threading.RLock()  # widget changes arrive in several threads


def read_record(path: Path, assignment: str | None = None, exercise: str | None = None) -> dict | None:
    """The record in a file, or None where there is none. AnswersError says in a sentence what is wrong with it."""
    try:
        info = path.lstat()
        if not stat.S_ISREG(info.st_mode):
            raise AnswersError(f"{path.name} is not a plain file, so it is not opened.", AGAIN)
        if info.st_size > MAX_BYTES:
            raise AnswersError(f"{path.name} is larger than any answer can be ({info.st_size:,} bytes), so it is not read.", AGAIN)
        raw = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise AnswersError(f"{path.name} cannot be opened: {why_not(error)}.", "Check who may read the folder.") from None
    return check_record(_parse(raw, path.name), path.name, assignment, exercise)


def check_record(record: Any, name: str, assignment: str | None = None, exercise: str | None = None) -> dict:
    """A record of the present schema, or AnswersError. Older schemas are brought up to date here."""
    if not isinstance(record, dict):
        raise AnswersError(f"{name} does not hold an answer.", AGAIN)
    version = record.get("schema")
    if type(version) is int and version > SCHEMA:
        raise AnswersError(f"{name} {LATER} (form {version}).", "Update the kit, then run the cell again.")
    if type(version) is int and version == 0:
        record = {"rev": 1, "writer": "", "saved": "", **record, "schema": SCHEMA}
    elif type(version) is not int or version != SCHEMA:
        raise AnswersError(f"{name} does not say in which form it was saved, as each answer of this kit does.", AGAIN)
    for key, kind in (("assignment", str), ("exercise", str), ("rev", int), ("answer", dict)):
        if not isinstance(record.get(key), kind) or isinstance(record.get(key), bool):
            raise AnswersError(f"{name} is damaged: {PARTS[key]} is missing in it or cannot be read.", AGAIN)
    if not 0 <= record["rev"] <= MAX_REV:
        raise AnswersError(f"{name} is damaged: {PARTS['rev']} is impossible.", AGAIN)
    if assignment is not None and record["assignment"] != assignment:
        raise AnswersError(f"{name} belongs to “{record['assignment'][:60]}”, not to “{assignment}”.")
    if exercise is not None and record["exercise"] != exercise:
        raise AnswersError(f"{name} belongs to exercise “{record['exercise'][:60]}”, not to “{exercise}”.")
    try:
        return record if _is_plain(record) else plain(record)
    except ValueError as error:
        raise AnswersError(f"{name} does not hold an answer: {error}.", AGAIN) from None


def _is_plain(record: dict) -> bool:
    """Whether `plain` would find nothing to change in parsed JSON and nothing to refuse, as nearly always; seen level by level, without a copy."""
    level: list = [record]
    for _ in range(MAX_DEPTH):
        below = []
        for one in level:
            if type(one) is dict:
                if not "".join(one).isascii():
                    return False
                one = one.values()
            for value in one:
                kind = type(value)
                if kind is str:
                    if not value.isascii() and _HALF.search(value):
                        return False
                elif kind is dict or kind is list:
                    below.append(value)
                elif kind is float and not math.isfinite(value):
                    return False
        if not below:
            return True
        level = below
    return False


def plain(value: Any, depth: int = 0) -> Any:
    """The value with lone surrogates replaced (half an emoji, which no file and no page can hold); ValueError for what is no plain data."""
    if depth > MAX_DEPTH:
        raise ValueError("it is nested too deep")
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):  # numbers and plain words are most of what there is, so they are not asked twice
        return {k if type(k) is str and k.isascii() else plain(k, depth): v if type(v) is int or type(v) is str and v.isascii() else plain(v, depth + 1)
                for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v, depth + 1) for v in value]
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("it has a number without end")
    return value


def _parse(raw: bytes, name: str) -> Any:
    try:
        return _DECODER.decode(raw.removeprefix(BOM).decode("utf-8"))
    except (ValueError, RecursionError, OverflowError) as error:
        raise AnswersError(f"{name} is damaged: {_damage(raw, error)}.", AGAIN) from None


def _refuse(constant: str) -> None:
    raise OverflowError(constant)


_DECODER = json.JSONDecoder(parse_constant=_refuse)


def _damage(raw: bytes, error: BaseException) -> str:
    """What is wrong with a file, for people who never saw one from inside."""
    if not raw.strip(b"\0 \t\r\n"):
        return "it is empty"
    if isinstance(error, UnicodeDecodeError) and error.end < len(raw) or raw.count(0) > 1:
        return "what stands in it is not text"
    if raw.lstrip()[:1] not in (b"{", b"["):
        return "it holds something else than an answer"
    if isinstance(error, UnicodeDecodeError):
        return "it breaks off in the middle"
    if isinstance(error, json.JSONDecodeError):
        left = error.doc[error.pos :].strip()
        cut = not left or error.msg.startswith("Unterminated string") or (len(left) < 5 and error.msg.startswith("Expecting"))
        return "it breaks off in the middle" if cut else "part of it was changed or overwritten"
    return "it holds something that no answer can hold"


def read_answers(folder: Path, assignment: str) -> tuple[dict[str, dict], list[str]]:
    """All readable records in a folder by exercise, and a sentence for each file that is not readable."""
    records, problems = {}, []
    if folder.is_symlink():
        problems.append(f"The folder “{FOLDER}” is a link, so it is not read. Put a real folder in its place.")
    elif folder.is_dir():
        for path in sorted(folder.glob("*.json")):
            if not _NAME.fullmatch(path.stem):
                continue  # set aside earlier: «q1.damaged-….json»
            try:
                if record := read_record(path, assignment, path.stem):
                    records[path.stem] = record
            except AnswersError as error:
                problems.append(str(error))
    return records, problems


def copied(stem: str, name: Any) -> bool:
    """Whether an answer to the exercise `name` lies under the name of a copy: «q2 (1)», «q2 - Copy», «Copy of q2», «q2-LAPTOP», «Q2»."""
    if not isinstance(name, str) or name == stem or "." in stem or not _NAME.fullmatch(name):
        return False
    return bool(re.search(rf"(?<![a-z0-9]){re.escape(name.lower())}(?![a-z0-9])", stem.lower()))


def copied_answers(folder: Path, assignment: str) -> dict[str, dict]:
    """Answers that lie under the name of a copy, the newest of each. They count where the exercise's own file is not there, as in `grade`."""
    found: dict[str, dict] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else ():
        try:
            record = read_record(path, assignment) if path.suffix.lower() == ".json" else None
        except AnswersError:
            continue
        if record and copied(path.stem, record["exercise"]):
            found = newer(found, {record["exercise"]: record})
    return found


def problem_of(problems: list[str], exercise_id: str) -> str:
    """The sentence about one exercise's file, among those of `read_answers`; empty where there is none."""
    return next((p for p in problems if p.startswith(f"{exercise_id}.json ")), "")


def newer(one: dict[str, dict], other: dict[str, dict]) -> dict[str, dict]:
    """Two collections joined; per exercise the higher revision counts, of equals the later one."""
    joined = dict(one)
    for name, record in other.items():
        if name not in joined or _age(record) > _age(joined[name]):
            joined[name] = record
    return joined


def _age(record: dict) -> tuple:
    return record["rev"], str(record.get("saved", ""))


def copies(notebook: Any) -> Iterator[dict]:
    """What hand-in cells left in the outputs of a notebook (parsed JSON, of whatever shape), unchecked."""
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    for cell in cells if isinstance(cells, list) else []:
        outputs = cell.get("outputs") if isinstance(cell, dict) else None
        for output in outputs if isinstance(outputs, list) else []:
            data = output.get("data") if isinstance(output, dict) else None
            copy = data.get(MIME) if isinstance(data, dict) else None
            if isinstance(copy, dict):
                yield copy


def carried(notebook: dict, assignment: str) -> dict[str, dict]:
    """The answers that a notebook (parsed JSON) carries in the output of its hand-in cell; unreadable ones are left out."""
    found: dict[str, dict] = {}
    for copy in copies(notebook):
        records = copy.get("answers")
        for name, record in records.items() if isinstance(records, dict) else ():
            try:
                found = newer(found, {name: check_record(record, f"the copy of {str(name)[:60]}", assignment, name)})
            except AnswersError:
                continue
    return {name: record for name, record in found.items() if _NAME.fullmatch(name)}


class AnswerFile:
    """The answer to one exercise on disk. `notice` is a sentence for the learner about what was found on opening, or empty."""

    def __init__(self, folder: Path, exercise, sha256: str):
        if not _NAME.fullmatch(exercise.id):
            raise AnswersError(f"“{exercise.id}” cannot be the name of an exercise.")
        self.path = Path(folder).parent.resolve() / Path(folder).name / f"{exercise.id}.json"
        self.head = {"schema": SCHEMA, "assignment": exercise.assignment, "exercise": exercise.id, "type": exercise.type,
                     "article": exercise.article, "sha256": sha256}
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
                self.notice = ("The article was changed after you answered, so your old marks would stand on other words. "
                               f"{self._set_aside('other-text')}")
                return None
            return record["answer"]

    def save(self, answer: dict) -> dict:
        """Store an answer; the record as written. AnswersError where the disk does not take it."""
        with _LOCK, _turn(self.path.parent):
            self.notice = ""
            self._keep_other_window()
            record = {**self.head, "rev": min(self.rev + 1, MAX_REV), "writer": self.writer,
                      "saved": datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z"), "answer": plain(answer)}
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
            self.notice = (f"Another window had saved this exercise too. Its answer is kept as {self._conflict.name}; this window’s answer "
                           "counts now. Close one of the two windows.")

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
        why = {28: "the disk is full", 27: "there is no room for a file of this size", 17: "a file of that name is in the way", 20: "a file of that name is in the way",
 30: "the disk is read-only", 13: "this folder is read-only", 1: "this folder is read-only",
               122: "your share of the disk is used up"}.get(error.errno, error.strerror or "unknown reason")
        raise AnswersError(f"The answer could not be written to “{FOLDER}”: {why}.",
                           "Make room or ask your teacher; it is kept in this browser tab until then.") from None


def _replace(tmp: str, path: Path) -> None:
    for wait in (0.01, 0.05, 0.2, None):  # Windows: a virus scanner may hold the file for a moment
        try:
            os.replace(tmp, path)
            return
        except PermissionError:
            if wait is None or os.name != "nt":
                raise
            time.sleep(wait)
