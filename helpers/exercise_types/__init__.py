"""One file per exercise type; a new type is a file here and a line in TYPES."""
from __future__ import annotations

from functools import lru_cache
from importlib import import_module

TYPES = (
    "mark_sources",
    "same_person",
    "who_told_whom",
    "dimensions",
    "newsroom_desk",
    "sound_or_thin",
    "order_disclosure",
    "write_attribution",
)


@lru_cache(maxsize=None)
def type_of(stem: str):
    """The type that a name in `exercises.json` stands for."""
    return import_module(f".{stem}", __name__).TYPE
