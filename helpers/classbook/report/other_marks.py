"""Other marks in the same folder: they may share one `given.csv`, so a row in it can be about somebody who is not in these marks, or about two people."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from pathlib import Path

from helpers.errors import KitError

from ..results import details_path, read_details


class OtherMarks:
    """The results of every other table of marks beside this one, read when they are first asked for."""

    def __init__(self, marks: Path):
        self._own = details_path(marks)
        self._read: list[tuple[str, dict]] | None = None
        self._by_name: dict[tuple, list] | None = None

    def results(self) -> list[tuple[str, dict]]:
        """Return the name of a table of marks and a result in it, for each."""
        if self._read is None:
            self._read = [pair for path in sorted(self._own.resolve().parent.glob("*.details.jsonl")) for pair in self._of(path)]
        return self._read

    def _of(self, path: Path) -> list[tuple[str, dict]]:
        if path.name == self._own.name:
            return []
        with suppress(KitError):  # whatever else is called so
            return [(path.name.replace(".details.jsonl", ".csv"), r) for r in read_details(path) if isinstance(r, dict) and "learner" in r]
        return []

    def namesake(self, learner: str, unit: str, exercise: str, answer: object) -> str:
        """Return the table in which somebody of this name gave another answer to this exercise, or empty: then one row cannot mean both."""
        if self._by_name is None:
            self._by_name = defaultdict(list)
            for name, result in self.results():
                self._by_name[result["learner"], result.get("unit")].append((name, result.get("exercises", {})))
        for name, exercises in self._by_name.get((learner, unit), ()):
            if "answer" in (theirs := exercises.get(exercise, {})) and theirs["answer"] != answer:
                return name
        return ""
