"""What every hostile hand-in is made with: right answers, the released notebook, and what must come out of it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import make_class

UNIT = "01_who_says_so"
GRADED, PARTLY, UNREADABLE, MISSING = "graded", "partly readable", "unreadable", "missing"
FULL = "full"  # all points, and no fewer


@dataclass(frozen=True)
class Kind:
    name: str
    status: tuple[str, ...]
    points: object  # FULL, None (no mark), or the exact number of points
    make: Callable


COMPUTED: list[Kind] = []


def kind(*status: str, points=None):
    def add(make):
        COMPUTED.append(Kind(make.__name__, status, points, make))
        return make

    return add


class Maker:
    """What a kind needs: a folder of its own, right records, the notebook, and a place outside that must stay as it is."""

    def __init__(self, course, outside: Path):
        self.course, self.outside = course, outside
        self.base = make_class.released(UNIT)
        answers = make_class.bank(course)
        self.right = {t.exercise.id: make_class.record(UNIT, t, answers[UNIT, t.exercise.id, "right"]) for t in course.units[UNIT]}
        self.tasks = {t.exercise.id: t for t in course.units[UNIT]}

    def notebook(self, notebook_answers=None, **change) -> bytes:
        return make_class.notebook({**self.base, **change}, UNIT, notebook_answers)

    def folder(self, at: Path, records: dict | None = None, notebook: bytes | None = None) -> Path:
        here = at / UNIT
        (here / "answers").mkdir(parents=True)
        for name, one in (self.right if records is None else records).items():
            (here / "answers" / f"{name}.json").write_bytes(
                one if isinstance(one, bytes) else json.dumps(one).encode("utf-8", "surrogatepass")
            )
        (here / f"{UNIT}.ipynb").write_bytes(self.notebook() if notebook is None else notebook)
        return here

    def changed(self, name: str, answer=None, **change) -> dict:
        """Right answers with one exercise changed."""
        return {**self.right, name: {**self.right[name], **({"answer": answer} if answer is not None else {}), **change}}

    def less(self, *names: str) -> float:
        return round(sum(t.exercise.points for n, t in self.tasks.items() if n not in names), 2)


def without(*names: str):
    """All points but those of these exercises."""
    return ("without", names)


def expected(m: Maker, one: Kind) -> float | None:
    if isinstance(one.points, tuple):
        return m.less(*one.points[1])
    return m.less() if one.points == FULL else one.points


def zipped(made: dict[str, bytes], mode: int = 0o644 | 0o100000) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in made.items():
            info = zipfile.ZipInfo(name)
            info.external_attr, info.create_system = mode << 16, 3
            archive.writestr(info, data)
    return out.getvalue()


def right_files(m) -> dict[str, bytes]:
    return {f"{UNIT}/answers/{n}.json": json.dumps(r).encode() for n, r in m.right.items()}
