"""A finished exercise: its answer stays as it is, because later exercises print what it asks. Kept in the record, and opened again by a teacher.

`finished` (ISO) in a record: no other answer is taken. `reopened` (ISO, newest last): when a teacher opened it again. Neither changes a mark.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from helpers.errors import AnswersError

from .disk import folder_lock, write_record
from .record import MAX_REV, NAME, read_record


class Finished(AnswersError):
    """The answer was finished, perhaps in another window; no other one is taken."""

    def __init__(self) -> None:
        super().__init__("You have finished this exercise, so its answer stays as it is.", "Your teacher can open it again.")


def finished_at(record: Mapping[str, Any] | None) -> str:
    """Return when the learner finished the exercise (ISO), or "" where its answer can still be changed."""
    when = (record or {}).get("finished")
    return when if isinstance(when, str) else ""


def was_reopened(record: Mapping[str, Any] | None) -> dict[str, list[str]]:
    """Return the field `reopened` of a record, for the record that takes its place; nothing where there is none."""
    times = (record or {}).get("reopened")
    return {"reopened": [t for t in times if isinstance(t, str)]} if isinstance(times, list) else {}


def reopen(folder: Path, exercise: str) -> bool:
    """Open a finished exercise again in an answers folder; whether it was finished. The answer stays, and the record says that it was opened."""
    with folder_lock(folder):
        path = folder / f"{exercise}.json"
        record = read_record(path, exercise=exercise) if NAME.fullmatch(exercise) else None
        if record is None:
            raise AnswersError(f"There is no answer to “{exercise[:60]}” in {folder}.", "Check the name of the exercise, for instance q2.")
        if not finished_at(record):
            return False
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        times = [*was_reopened(record).get("reopened", []), now]
        rest = {k: v for k, v in record.items() if k != "finished"}
        write_record(path, {**rest, "rev": min(record["rev"] + 1, MAX_REV), "reopened": times})
    return True
