"""Where the kit's own folders lie: solutions, exercises, notebooks, articles."""

from __future__ import annotations

from pathlib import Path


def kit_root() -> Path:
    """Return the kit's own folder: the one that this package lies in, or else the nearest one above the present folder (an installed package)."""
    own = Path(__file__).resolve().parents[2]
    places = (own, *(folder for folder in (Path.cwd(), *Path.cwd().parents)))
    return next((p for p in places if (p / "articles").is_dir() and (p / "notebooks").is_dir()), own)


ROOT = kit_root()
