"""What learners see as files: notebooks and what lies beside them, and the lists by which the page finds them."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

WHEN = "2026-01-01T00:00:00Z"  # fixed: the lists have the same bytes every time
IN_THE_BROWSER = {  # what is true of files on a disk, as it is here: every page that says the first says the second
    "every change is written to disk as you make it, in a folder called `answers` beside this page.": "every change is kept in this browser as you make it.",
    "“Saved” under an exercise means that it is on disk.": "“Saved” under an exercise means that this browser keeps it.",
    "Your answers stay in the `answers` folder.": "Your answers stay in this browser.",
    " **At a zoom of 200 to 400 %**, or if something is cut off, use the *Notebook* view: in the address of this page, "
    "write `notebooks` in place of `lab/tree` (or of `doc/tree`); at home, start the kit with `make notebook`.": "",
}
KERNELSPEC = {"display_name": "Python (in this browser)", "language": "python", "name": "python"}


def page_files(bundle: dict[str, bytes], where: tuple[str, ...]) -> dict[str, bytes]:
    """Return the files of a bundle in the folders `where`, which learners open, and a list for each folder, by their path in the site."""
    shown = {}
    for name, data in bundle.items():
        if name.startswith(where) and not name.endswith(".png"):
            shown[name] = _for_the_browser(data) if name.endswith(".ipynb") else data
    found = {f"files/{name}": data for name, data in shown.items()}
    folders = {"", *(p.as_posix() for name in shown for p in PurePosixPath(name).parents if p.as_posix() != ".")}
    for folder in sorted(folders):
        path = f"api/contents/{folder}/all.json" if folder else "api/contents/all.json"
        found[path] = json.dumps({**_about(folder, "directory"), "content": _listing(folder, shown, folders)}, indent=1).encode()
    return found


def _for_the_browser(data: bytes) -> bytes:
    """A notebook with the kernel of the page, and what it says of files as it is in a browser."""
    page = json.loads(data)
    page["metadata"]["kernelspec"] = KERNELSPEC
    for cell in page["cells"]:
        if cell["cell_type"] == "markdown":
            said = "".join(cell["source"])
            for on_disk, here in IN_THE_BROWSER.items():
                said = said.replace(on_disk, here)
            cell["source"] = said.splitlines(keepends=True)
    return (json.dumps(page, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _listing(folder: str, shown: dict[str, bytes], folders: set[str]) -> list[dict]:
    inside = [_about(f, "directory") for f in sorted(folders) if f and _parent(f) == folder]
    for name, data in sorted(shown.items()):
        if _parent(name) == folder:
            kind = "notebook" if name.endswith(".ipynb") else "file"
            mime = (
                None if kind == "notebook" else "application/json" if name.endswith(".json") else "text/plain"
            )  # by it the page reads the file
            inside.append({**_about(name, kind), "size": len(data), "mimetype": mime})
    return inside


def _parent(name: str) -> str:
    return name.rpartition("/")[0]


def _about(name: str, kind: str) -> dict:
    return {
        "name": name.rpartition("/")[2],
        "path": name,
        "type": kind,
        "format": "json" if kind == "directory" else None,
        "mimetype": None,
        "content": None,
        "created": WHEN,
        "last_modified": WHEN,
        "size": None,
        "writable": True,
        "hash": None,
        "hash_algorithm": None,
    }
