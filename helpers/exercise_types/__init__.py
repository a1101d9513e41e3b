"""One file per exercise type; a new type is a new file here whose TYPE is an instance of `ExerciseType` (see `_base`)."""
from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pathlib import Path

TYPES = tuple(sorted(p.stem for p in Path(__file__).parent.glob("[a-z]*.py")))


@lru_cache(maxsize=None)
def type_of(stem: str):
    """The type that a name in `exercises.json` stands for."""
    return import_module(f".{stem}", __name__).TYPE
