"""A class of broken and hostile hand-ins: the rows of hostile/plain.json, and those in hostile/ that must be computed.

Each says what the status must be, and how many points at most (None: no mark).

python bench/hostile_class.py FOLDER [--learners 1000]
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import make_class  # noqa: E402
from hostile import files, notebooks, plain, zips  # noqa: E402
from hostile.kinds import COMPUTED, FULL, UNIT, Kind, Maker, expected, right_files, zipped  # noqa: E402

__all__ = ["FULL", "KINDS", "UNIT", "Kind", "Maker", "expected", "make", "make_class", "outside", "right_files", "zipped"]
KINDS: list[Kind] = [*plain.kinds(), *COMPUTED]
assert {files, notebooks, zips}, "imported for what they add to COMPUTED"


def outside(folder: Path, m: Maker | None = None) -> Path:
    """A place outside the class that holds right answers for links to point at."""
    (folder / "right").mkdir(parents=True, exist_ok=True)
    return folder


def make(folder: Path, outside_at: Path, learners: int, kinds: list[Kind] | None = None) -> list[tuple[Kind, float | None]]:
    """Learners h00000, h00001, … each of the next kind, with what must come out."""
    m = Maker(make_class.read_course(str(make_class.KIT / "solutions"), (UNIT,)), outside(outside_at))
    for name, one in m.right.items():
        (outside_at / "right" / f"{name}.json").write_text(json.dumps(one))
    kinds = kinds or KINDS
    told = []
    for number in range(learners):
        one = kinds[number % len(kinds)]
        folder.mkdir(parents=True, exist_ok=True)
        one.make(m, folder / f"h{number:05}")
        told.append((one, expected(m, one)))
    return told


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--learners", type=int, default=1000)
    options = parser.parse_args()
    make(options.folder / "class", options.folder / "outside", options.learners)
