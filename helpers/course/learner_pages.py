"""What a learner's copy says about itself: a README of its own, and a start page that lists the units in it and no others."""

from __future__ import annotations

import json
import re
from pathlib import Path

from helpers.exercises import SPEC
from helpers.text import as_markdown

START = "00_start_here.ipynb"
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]+)\)")
_FORM = re.compile(r"form_[a-z0-9]+")

README = """# Who says so?

News tells you about things that you did not see. Here you learn to ask who says so, how they know, and what the writer’s words do to you.

## Start

You need Python 3.11, 3.12, 3.13 or 3.14. Open a terminal in this folder.

Windows, three lines:

```
py -m venv .venv
.venv\\Scripts\\pip install -c constraints.txt .
.venv\\Scripts\\jupyter lab --LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb
```

macOS and Linux, three lines:

```
python3 -m venv .venv
.venv/bin/pip install -c constraints.txt .
.venv/bin/jupyter lab --LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb
```

The first two are needed once; from then on, the third. Where your school has Jupyter already, open `notebooks/00_start_here.ipynb` there.

## In this copy

{units}

## Good to know

- **Saved** means that your answer is on the disk. It stays there when you close the page, and nothing is sent anywhere.
- To hand in, go to the end of the exercises: there is a list of what is in it, and the file to give to your teacher.
- A new unit comes as a small zip. Unpack it where you unpacked the first one, over this folder, and say yes to replacing files. Your answers stay.
- Stuck? Load the page anew, or choose **Run → Run All Cells**. Neither ever deletes an answer. Then ask your teacher.

The rights to texts and code stand in LICENSE and NOTICE.
"""


def title_of(root: Path, unit: str) -> str:
    """Return a unit's title for a page: it may hold the headline of somebody's article."""
    return as_markdown(json.loads((root / "exercises" / unit / SPEC).read_text(encoding="utf-8"))["title"])


def readme(root: Path, names: list[str]) -> str:
    """README.md of a copy with these units."""
    return README.format(
        units="\n".join(f"- {title_of(root, n)}" for n in names if not _FORM.fullmatch(n)) or "- The reading check of your teacher"
    )


def lesson(data: bytes, there: set[str]) -> bytes:
    """Return a lesson as it goes into a copy: links to what is not there become plain words."""
    page = json.loads(data)
    for cell in page["cells"]:
        if cell["cell_type"] == "markdown":
            _set(cell, _alive(_source(cell), Path("notebooks"), there))
    return _bytes(page)


def start_page(data: bytes, root: Path, names: list[str], there: set[str]) -> bytes:
    """Return the start page of a copy: a row for each unit in it, the teacher's own articles too, and the first of them as what comes next."""
    page = json.loads(data)
    for cell in page["cells"]:
        if cell["cell_type"] != "markdown":
            continue
        text = _source(cell)
        if "|---" in text:
            text = _way_through(text, root, names, there)
        text = "\n\n".join(p for p in text.split("\n\n") if not re.match(r"\*\*(For teachers|Reading checks)\b", p))
        if cell["id"] == "next":
            text = f"## Next\n\nOpen **{_first(root, names, there)}**."
        _set(cell, _alive(text, Path("notebooks"), there))
    return _bytes(page)


def _way_through(text: str, root: Path, names: list[str], there: set[str]) -> str:
    """The table of units with the rows of this copy alone; units that the kit's own table does not know get a row of their own."""
    lines, known = [], set()
    for line in text.split("\n"):
        found = re.search(r"\.\./exercises/([^/)]+)/", line) if line.startswith("|") else None
        if found:
            known.add(found[1])
        if not found or found[1] in names:
            lines.append(line)
    last = max(n for n, line in enumerate(lines) if line.startswith("|"))
    width = lines[last].count("|") - 1
    own = [f"| {' | '.join(_own_row(root, n, width))} |" for n in names if n not in known and not _FORM.fullmatch(n)]
    lines[last + 1 : last + 1] = own
    checks = [f"[{title_of(root, n)}](../exercises/{n}/{n}.ipynb)" for n in names if _FORM.fullmatch(n)]
    if checks and len(checks) == len(names):
        lines += ["", f"{', '.join(checks)}: open it when your teacher says so."]
    return "\n".join(lines)


def _own_row(root: Path, unit: str, width: int) -> list[str]:
    cells = ["—", "—", f"[{title_of(root, unit)}](../exercises/{unit}/{unit}.ipynb)", "An article that your teacher chose"]
    return (cells + ["—"] * width)[:width]


def _first(root: Path, names: list[str], there: set[str]) -> str:
    name = next((n for n in names if not _FORM.fullmatch(n)), names[0])
    if f"notebooks/{name}.ipynb" in there:
        return f"[Lesson: {title_of(root, name)}]({name}.ipynb)"
    return f"[{title_of(root, name)}](../exercises/{name}/{name}.ipynb)"


def _alive(text: str, folder: Path, there: set[str]) -> str:
    """Text in which each link leads to something that is in the copy, or out into the world."""

    def one(found: re.Match) -> str:
        target = found[2].partition("#")[0]
        if not target or ":" in target:
            return found[0]
        parts: list[str] = []
        for part in (folder / target).as_posix().split("/"):
            parts = parts[:-1] if part == ".." else [*parts, part]
        return found[0] if "/".join(parts) in there else found[1]

    return _LINK.sub(one, text)


def _source(cell: dict) -> str:
    return cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])


def _set(cell: dict, text: str) -> None:
    cell["source"] = text.splitlines(keepends=True)


def _bytes(page: dict) -> bytes:
    return (json.dumps(page, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
