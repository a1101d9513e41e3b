"""The package that the notebooks import. Its rooms, low to high: see CONTRIBUTING.md."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any


def late_names(package: str, where: dict[str, tuple[str, ...]]) -> Callable[[str], Any]:
    """Return a module's `__getattr__` (PEP 562) that imports a name of the room when it is first asked for.

    `where` gives, for each module of the room (".session"), the names that it hands on.
    """
    home = {name: module for module, names in where.items() for name in names}

    def get(name: str) -> Any:
        if name not in home:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(home[name], package), name)

    return get
