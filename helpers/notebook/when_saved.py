"""What else is to be done on a page when one of its answers was saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

AFTER_SAVE: dict[Path, list[Callable]] = {}  # folder of a notebook → what else is to be done when one of its answers was saved
MOST_AFTER = 8  # windows on one page, and cells run again; older ones are no longer looked at


def after_save(folder: Path, also: Callable) -> None:
    """Have `also` called, from whatever thread, after each saved answer of a folder."""
    AFTER_SAVE[folder] = [*AFTER_SAVE.get(folder, [])[1 - MOST_AFTER :], also]


def tell_saved(folder: Path) -> None:
    """Call what waits for a saved answer; what fails is dropped: a closed page must not stop the saving of another."""
    for also in list(AFTER_SAVE.get(folder, ())):
        try:
            also()
        except Exception:  # noqa: BLE001 a window that is gone
            AFTER_SAVE[folder] = [a for a in AFTER_SAVE[folder] if a is not also]
