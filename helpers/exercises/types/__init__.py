"""One file per exercise type, in a folder per family; a new type is a new file whose TYPE is an instance of `ExerciseType` (see `_base`)."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._base import ExerciseType

_FAMILY = {p.stem: p.parent.name for p in Path(__file__).parent.glob("[a-z]*/[a-z]*.py")}
TYPES = tuple(sorted(_FAMILY))


@cache
def type_of(stem: str) -> ExerciseType:
    """Return the type that a name in `exercises.json` stands for."""
    kind: ExerciseType = import_module(f".{_FAMILY[stem]}.{stem}", __name__).TYPE
    return kind
