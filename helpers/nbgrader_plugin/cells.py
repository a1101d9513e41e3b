"""A submitted notebook built anew from the release: the released cells as they were released, and all else as plain words under a heading.

Nothing of a submission is copied but text, and that text is written so that neither Markdown nor HTML nor a formula finds anything in it:
every sign that could mean something to one of them becomes a number («&#60;» for «<»).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import count
from pathlib import Path

import nbformat
from nbformat import NotebookNode, from_dict
from nbgrader.preprocessors import NbGraderPreprocessor

TEACHER = "teacher-only"  # the tag of cells that learners do not get
ADDED, CHANGED = "Added by the learner", "Changed by the learner"
MAX_TEXT, MAX_BLOCKS = 20_000, 200  # characters of one cell, and cells: more than anybody writes, and a page still opens
KINDS = {"code": "code, never run", "markdown": "text", "raw": "text"}
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_SIGN = re.compile(r"[^A-Za-z0-9 \u00a1-\U0010ffff]")


def plain_words(text: str) -> str:
    """Return the text for any page: only letters, digits and spaces as they are, every other sign by its number; what is invisible is spelled out."""
    text = _INVISIBLE.sub(lambda m: f"\\u{ord(m[0]):04x}", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _SIGN.sub(lambda m: f"&#{ord(m[0])};", text)


def block_source(title: str, cell: dict) -> str:
    """Return the Markdown of a cell that shows a learner's cell as plain words."""
    text = cell["source"]
    more = f"({len(text) - MAX_TEXT:,} more characters are in the file that was handed in.)" if len(text) > MAX_TEXT else ""
    also = "(Files put into this cell are not shown.)" if cell.get("attachments") else ""
    told = "".join(f"\n\n*{line}*" for line in (more, also) if line)
    return f"**{title}** ({KINDS[cell['cell_type']]}):\n\n<pre>{plain_words(text[:MAX_TEXT])}</pre>{told}"


def read_cells(raw: object) -> list[dict]:
    """Type, source, id and claimed name of each cell in a notebook's parsed JSON of whatever shape; what is no cell is left out."""
    raw = raw if isinstance(raw, dict) else {}
    sheets = raw["worksheets"] if isinstance(raw.get("worksheets"), list) else [raw]  # notebooks of before 2015
    found = []
    for sheet in sheets:
        cells = sheet.get("cells") if isinstance(sheet, dict) else None
        found += [one for cell in (cells if isinstance(cells, list) else []) if (one := _read_cell(cell))]
    _tell_apart(found)
    return found


def _tell_apart(cells: list[dict]) -> None:
    """Give a new id to each cell that has none or another's: nbformat says a line on each, and the teacher's lines would be lost among them."""
    given, seen = {cell["id"] for cell in cells}, {""}
    new = (name for n in count() if (name := f"cell-{n}") not in given)
    for cell in cells:
        if cell["id"] in seen:
            cell["id"] = next(new)
        seen.add(cell["id"])


def _read_cell(cell: object) -> dict | None:
    if not isinstance(cell, dict):
        return None
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    metadata = cell.get("metadata") if isinstance(cell.get("metadata"), dict) else {}
    claim = metadata.get("nbgrader") if isinstance(metadata.get("nbgrader"), dict) else {}
    kind = cell.get("cell_type")
    return {
        "cell_type": kind if isinstance(kind, str) and kind in KINDS else "raw",
        "source": source if isinstance(source, str) else "",
        "id": cell["id"] if isinstance(cell.get("id"), str) else "",
        "name": claim["grade_id"] if isinstance(claim.get("grade_id"), str) else "",
        "attachments": bool(cell.get("attachments")),
    }


def name_of(cell: NotebookNode) -> str:
    """Return the name by which nbgrader knows a cell, or empty."""
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def rebuild(submitted: list[dict], base: list[NotebookNode], theirs: Iterable[str] = ()) -> tuple[list[NotebookNode], list[str], list[str]]:
    """Return the cells to keep, and the names of those that were missing and of those that were changed.

    `base`: the released cells in order, which are kept whatever happened to them. `theirs`: names of cells that learners are asked to write in.
    """
    at, shown = _match(submitted, base), 0
    after: dict[int, list[NotebookNode]] = {}
    changed, used, last, taken = [], set(), -1, {c.get("id") for c in base}
    kept_sources = {(c.cell_type, c.source) for c in base}
    theirs = set(theirs)
    for n, cell in enumerate(submitted):
        place = at.get(n)
        last = last if place is None else place
        if place is not None:
            used.add(place)
            if cell["source"] == base[place].source:
                continue
            if name_of(base[place]) in theirs:
                _write_in(base[place], cell)
                continue
            changed.append(name_of(base[place]))
        elif not cell["source"].strip() and not cell["attachments"] or (cell["cell_type"], cell["source"]) in kept_sources:
            continue  # empty, or a copy of what is there anyway
        shown += 1
        if shown <= MAX_BLOCKS:
            title = ADDED if place is None else CHANGED
            after.setdefault(last, []).append(_block(shown, block_source(title, cell), taken))
    if shown > MAX_BLOCKS:
        after.setdefault(last, []).append(_block(shown, f"*{shown - MAX_BLOCKS:,} more cells are in the file that was handed in.*", taken))
    missing = [name_of(c) for n, c in enumerate(base) if n not in used and name_of(c)]
    cells = list(after.get(-1, []))
    for n, cell in enumerate(base):
        cells += [cell, *after.get(n, [])]
    return cells, missing, [name for name in changed if name]


def _match(submitted: list[dict], base: list[NotebookNode]) -> dict[int, int]:
    """Which submitted cell is which released one: by its words, else by its id, else by the name it claims; each released cell once."""
    by_source: dict[tuple, list[int]] = {}
    for n in reversed(range(len(base))):
        by_source.setdefault((base[n].cell_type, base[n].source), []).append(n)
    found: dict[int, int] = {}
    for n, cell in enumerate(submitted):
        if places := by_source.get((cell["cell_type"], cell["source"])):
            found[n] = places.pop()
    used = set(found.values())
    for key, known in (("id", {c.get("id"): n for n, c in enumerate(base)}), ("name", {name_of(c): n for n, c in enumerate(base)})):
        for n, cell in enumerate(submitted):
            place = known.get(cell[key]) if cell[key] else None
            if n not in found and place is not None and place not in used:
                found[n] = place
                used.add(place)
    return found


def _write_in(ours: NotebookNode, cell: dict) -> None:
    """What a learner wrote into a cell made for it. Code is kept as code, which a page shows as words, with the tag that no execution runs."""
    if ours.cell_type == "code":
        ours.source = cell["source"]
        ours.metadata.tags = [*ours.metadata.get("tags", []), "skip-execution"]
    else:
        ours.source = block_source("Written by the learner", cell)


def _block(number: int, source: str, taken: set) -> NotebookNode:
    name = f"learner-{number}"
    while name in taken:
        name = f"{name}-x"[:64]
    return from_dict({"cell_type": "markdown", "id": name, "metadata": {"deletable": False, "editable": False}, "source": source})


def release_of(preprocessor: NbGraderPreprocessor, notebook: str, assignment: str) -> list[NotebookNode]:
    """Return the cells of the notebook that learners got; where the release is not there, those of its source, without the teacher's own."""
    course = getattr(getattr(preprocessor.parent, "parent", None), "coursedir", None)
    for top in (course.release_directory, course.source_directory) if course else ():
        path = Path(course.format_path(top, ".", assignment)) / f"{notebook}.ipynb"
        try:
            now = path.stat()
            cells = from_dict(json.loads(_cells_in(path, (now.st_ino, now.st_size, now.st_mtime_ns))))
        except (OSError, ValueError):
            continue
        return [c for c in cells if TEACHER not in c.metadata.get("tags", [])]
    return []


@lru_cache(maxsize=4)
def _cells_in(path: Path, stamp: tuple[int, ...]) -> str:
    """The cells of a valid notebook, as JSON: read once for all submissions, as long as the file stays what it is."""
    return json.dumps(nbformat.read(path, as_version=4).cells)
