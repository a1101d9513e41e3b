"""A site from the bundle: learners’ files, the page, the browser’s Python. The same kit and the same parts give the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

from helpers.course import bundle_contents, units
from helpers.errors import ExerciseError
from helpers.exercises import ROOT
from helpers.output import whole_folder

from .app import app_files, config, extension_files, settings_files
from .front import front_files
from .pages import page_files
from .parts import fetch_parts
from .python import python_files
from .rights import without_text

LABEXTENSION = "helpers/notebook/labextension"
OVERRIDES = "helpers/overrides.json"


def build_site(out: Path, names: list[str] | None = None, root: Path = ROOT, include_article: bool = False, quiet: bool = False) -> Path:
    """Write the site with these units (all without a name) into the folder `out`, in place of what was there; returns it.

    `include_article`: with the text of articles that are somebody else's; otherwise learners bring their own copy.
    `quiet`: pages open with the quieter article, which is the kit's own, where a unit has one.
    """
    chosen = sorted(dict.fromkeys(names or units(root)))
    for name in chosen:
        if not (root / "exercises" / name).is_dir():
            raise ExerciseError(f"exercises/{name} is not there.", f"Run “make exercises” first. Units: {', '.join(units(root))}.")
    files = site_files(root, chosen, include_article, quiet)
    with whole_folder(out) as new:
        for name, data in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_bytes(data)
    return out


def site_files(root: Path, names: list[str], include_article: bool = False, quiet: bool = False) -> dict[str, bytes]:
    """Return every file of the site by its path."""
    parts, bundle = fetch_parts(root), bundle_contents(root, names, quiet)
    bundle, brought = (bundle, []) if include_article else without_text(bundle)
    shown = ("notebooks/", "exercises/", *(f"articles/{slug}/" for slug in brought))  # what a learner brings lies where it is kept
    kit = {n: d for n, d in bundle.items() if n.startswith(("helpers/", "articles/")) and not n.startswith((LABEXTENSION, *shown))}
    kit["pyodide_kernel/brought.txt"] = "\n".join(brought).encode()
    python, wheel = python_files(parts, kit)
    extensions, known = extension_files(parts, root / LABEXTENSION)
    found = {**app_files(parts), **extensions, **python, **page_files(bundle, shown)}
    found |= settings_files(extensions)
    overrides = json.loads((root / OVERRIDES).read_text(encoding="utf-8"))
    found["jupyter-lite.json"] = config(found["jupyter-lite.json"], known, overrides)
    found |= front_files(found, wheel)
    return dict(sorted(found.items()))
