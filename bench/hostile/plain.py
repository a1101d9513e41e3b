"""The hand-ins of `plain.json`, a row each (README.md says what a row may hold)."""

from __future__ import annotations

import json
from pathlib import Path

from .kinds import UNIT, Kind, Maker

ROWS = json.loads((Path(__file__).parent / "plain.json").read_text(encoding="utf-8"))


def kinds() -> list[Kind]:
    return [Kind(row["name"], tuple(row["status"]), _points(row), lambda m, at, row=row: _make(row, m, at)) for row in ROWS]


def _points(row: dict):
    points = row.get("points")
    return ("without", tuple(points["without"])) if isinstance(points, dict) else points


def _make(row: dict, m: Maker, at: Path) -> None:
    at = at.with_name(row.get("called", "{}").replace("{}", at.name))
    what = row.get("is", "folder")
    if what in ("link", "zip link"):
        (at.with_suffix(".zip") if what == "zip link" else at).symlink_to(_path(row["to"], m))
    elif what == "empty":
        at.mkdir(parents=True)
    elif what == "unit":
        (at / UNIT).mkdir(parents=True)
    elif what == "notebook":
        (at / UNIT).mkdir(parents=True)
        (at / UNIT / f"{UNIT}.ipynb").write_bytes(m.notebook())
    else:
        m.folder(at, _answers(row, m))
    _beside(row, m, at / UNIT)


def _answers(row: dict, m: Maker) -> dict:
    changed = {
        name: change.encode() if isinstance(change, str) else {**m.right[name], **change} for name, change in row.get("answers", {}).items()
    }
    return changed if row.get("only") else {**m.right, **changed}


def _beside(row: dict, m: Maker, here: Path) -> None:
    for name in row.get("remove", ()):
        (here / name).unlink()
    for name in row.get("folders", ()):
        (here / name).mkdir(parents=True)
    for name, text in row.get("files", {}).items():
        (here / name).write_text(text)
    for name, to in row.get("links", {}).items():
        (here / name).symlink_to(_path(to, m))


def _path(text: str, m: Maker) -> str:
    return text.replace("{outside}", str(m.outside))
