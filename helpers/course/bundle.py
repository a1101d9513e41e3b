"""What students get: lessons, exercises, articles and open keys, as a folder and a zip with the same bytes every time.

Nothing is searched out and removed: what may go is listed, and the rest stays. Votes (`marks/`, `desk/`), verdicts, hindsight and teacher notes
never go.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

from helpers.errors import ExerciseError
from helpers.exercises import OPEN_KEYS, SPEC

from .release import ROOT, open_keys, units

ARTICLE_FILES = ("article.txt", "article.json", "documents.json", "own_copy.json")
OWN_COPY = "own_copy"  # set in article.json: the learner brings the text
TOP = ("LICENSE", "NOTICE", "README.md", "CODEBOOK.md", "environment.yml", "pyproject.toml", "constraints.txt", "Makefile")
TEACHERS_ONLY = ("authoring", "classbook", "course", "forms", "nbgrader_plugin", "__main__.py")
TEACHERS_NOTEBOOKS = ("07_your_own_article.ipynb",)
_STAMP = (2026, 1, 1, 0, 0, 0)  # fixed, so that the same kit gives the same bytes


def contents(root: Path, names: list[str]) -> dict[str, bytes]:
    """Path in the bundle → bytes, in order."""
    found: dict[str, bytes] = {}
    for name in TOP:
        if (root / name).is_file():
            found[name] = (root / name).read_bytes()
    for path in sorted((root / "helpers").rglob("*")):
        part = path.relative_to(root / "helpers")
        if path.is_file() and part.parts[0] not in TEACHERS_ONLY and "__pycache__" not in part.parts:
            found[path.relative_to(root).as_posix()] = path.read_bytes()
    used = set()
    folders = [root / "notebooks", *(root / "exercises" / n for n in names)]
    for folder in folders:
        for path in sorted(folder.glob("*")):
            if (path.suffix in (".ipynb", ".png") and path.name not in TEACHERS_NOTEBOOKS) or path.name == SPEC:
                found[path.relative_to(root).as_posix()] = path.read_bytes()
        if (folder / SPEC).is_file():
            source = root / "solutions" / folder.name if folder.name in names else folder
            found[(folder / OPEN_KEYS).relative_to(root).as_posix()] = open_keys(source).encode()
            used |= {e["article"] for e in json.loads((folder / SPEC).read_text(encoding="utf-8-sig"))["exercises"]}
    for slug in sorted(used):
        without_text = _own_copy(root / "articles" / slug)
        for name in ARTICLE_FILES:
            path = root / "articles" / slug / name
            if path.is_file() and not (without_text and name == "article.txt"):
                found[path.relative_to(root).as_posix()] = path.read_bytes()
    return dict(sorted(found.items()))


def _own_copy(folder: Path) -> bool:
    try:
        return bool(json.loads((folder / "article.json").read_text(encoding="utf-8-sig")).get(OWN_COPY))
    except (OSError, ValueError, AttributeError):
        return False


def bundle(out: Path, names: list[str] | None = None, root: Path = ROOT) -> tuple[Path, Path]:
    """Write `out/who-says-so/` and `out/who-says-so.zip`; returns both paths."""
    chosen = names or units(root)
    for name in chosen:
        if not (root / "exercises" / name).is_dir():
            raise ExerciseError(f"exercises/{name} is not there.", f"Run “make exercises” first. Units: {', '.join(units(root))}.")
    files = contents(root, chosen)
    folder, archive = out / "who-says-so", out / "who-says-so.zip"
    if folder.exists():
        shutil.rmtree(folder)
    out.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
            info = zipfile.ZipInfo(f"who-says-so/{name}", _STAMP)
            info.external_attr, info.compress_type = 0o644 << 16, zipfile.ZIP_DEFLATED
            packed.writestr(info, data)
    return folder, archive


def add_verbs(commands) -> None:
    verb = commands.add_parser("bundle", help="what students get, as a folder and a zip, with nothing sealed inside")
    verb.add_argument("unit", nargs="*", help="units to hand out; all without a name")
    verb.add_argument("--out", type=Path, default=Path("dist"), help="where to write (default: dist/)")
    verb.set_defaults(run=_run)


def _run(options) -> None:
    folder, archive = bundle(options.out, options.unit)
    print(f"{folder} and {archive} are ready to hand out.")
