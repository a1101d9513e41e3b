"""What students get: lessons, exercises, articles and open keys, as a folder and a zip with the same bytes every time.

Nothing is searched out and removed: what may go is listed, and the rest stays. Votes (`marks/`, `desk/`), verdicts, hindsight and teacher notes
never go.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

from helpers.answers import CHOSEN_FILE, QUIET
from helpers.errors import ExerciseError
from helpers.exercises import OPEN_KEYS, SPEC
from helpers.exercises import asked as asked_in
from helpers.output import whole_file, whole_folder

from .learner_pages import START, lesson, readme, start_page
from .release import ROOT, open_keys, units

ARTICLE_FILES = ("article.txt", "article.json", "documents.json", "glossary.json", "own_copy.json")
OWN_COPY = "own_copy"  # set in article.json: the learner brings the text
COURSE = "who-says-so"
TOP = ("LICENSE", "NOTICE", "CODEBOOK.md", "environment.yml", "pyproject.toml", "constraints.txt", "lock.txt", "Makefile")
TEACHERS_ONLY = ("authoring", "classbook", "course", "forms", "nbgrader_plugin", "site", "__main__.py")
TEACHERS_NOTEBOOKS = ("07_your_own_article.ipynb",)
MACHINE = "helpers/exercises/types/machine"  # the exercises that need the machine reader
_STAMP = (2026, 1, 1, 0, 0, 0)  # fixed, so that the same kit gives the same bytes


def contents(root: Path, names: list[str], quiet: bool = False) -> dict[str, bytes]:
    """Return path in the bundle → bytes, in order: what these units need and nothing of others, so that nobody works ahead or meets a dead link.

    `quiet`: with the choice of the quieter article.
    """
    found: dict[str, bytes] = {}
    for name in TOP:
        if (root / name).is_file():
            found[name] = (root / name).read_bytes()
    specs = {n: asked_in(json.loads((root / "exercises" / n / SPEC).read_text(encoding="utf-8"))) for n in names}
    reader = any((root / MACHINE / f"{e['type']}.py").is_file() for exercises in specs.values() for e in exercises)
    for path in sorted((root / "helpers").rglob("*")):
        part = path.relative_to(root / "helpers")
        if part.parts[0] in TEACHERS_ONLY or "__pycache__" in part.parts or part.parts[0] == "reader" and not reader:
            continue  # alone, the reader would answer most of what counts in marking
        if path.is_file():
            found[path.relative_to(root).as_posix()] = path.read_bytes()
    asked = {e["article"] for exercises in specs.values() for e in exercises}
    lessons = [
        p for n in names if n not in TEACHERS_NOTEBOOKS for p in lessons_of(root, n) if p.stem == n or _articles_of(root, [p]) <= asked
    ]
    pages = [p for p in (root / "notebooks" / START, *lessons) if p.is_file()]
    for folder in (root / "notebooks", *(root / "exercises" / n for n in names)):
        for path in sorted(folder.glob("*")):
            if path in pages or path.name == SPEC or folder.name in names and path.suffix in (".ipynb", ".png"):
                found[path.relative_to(root).as_posix()] = path.read_bytes()
        if (folder / SPEC).is_file():
            source = root / "solutions" / folder.name if folder.name in names else folder
            found[(folder / OPEN_KEYS).relative_to(root).as_posix()] = open_keys(source).encode()
    for slug in sorted(asked | _articles_of(root, pages)):
        without_text = _own_copy(root / "articles" / slug)
        for name in ARTICLE_FILES:
            path = root / "articles" / slug / name
            if path.is_file() and not (without_text and name == "article.txt"):
                found[path.relative_to(root).as_posix()] = path.read_bytes()
    there = {*found, "README.md"}
    for path in pages:
        name = path.relative_to(root).as_posix()
        found[name] = start_page(found[name], root, names, there) if path.name == START else lesson(found[name], there)
    found["README.md"] = readme(root, names).encode()
    found |= _quieter(found) if quiet else {}
    return dict(sorted(found.items()))


def lessons_of(root: Path, unit: str) -> list[Path]:
    """Return a unit's lesson, and the short lessons beside it: «01b_told_twice» goes with «01_who_says_so», once no article in it is still to be met."""
    beside = sorted((root / "notebooks").glob(f"{unit[:2]}[a-z]_*.ipynb")) if unit[:2].isdigit() else []
    return [root / "notebooks" / f"{unit}.ipynb", *beside]


def _articles_of(root: Path, pages: list[Path]) -> set[str]:
    """The articles that these lessons ask about."""
    spec = root / "notebooks" / SPEC
    listed = json.loads(spec.read_text(encoding="utf-8"))["exercises"] if spec.is_file() else []
    text = "".join(p.read_text(encoding="utf-8") for p in pages)
    found = [e for e in listed if f'\\"{e["id"]}\\"' in text]
    return {slug for e in found for slug in (e["article"], *e.get("options", {}).get("articles", ()))}


def _own_copy(folder: Path) -> bool:
    try:
        return bool(json.loads((folder / "article.json").read_text(encoding="utf-8-sig")).get(OWN_COPY))
    except (OSError, ValueError, AttributeError):
        return False


def _quieter(files: dict[str, bytes]) -> dict[str, bytes]:
    """The teacher's choice of the quieter article, in each unit that has one; a learner can still choose the other on the page."""
    specs = [n for n in files if n.startswith("exercises/") and n.endswith(f"/{SPEC}") and b'"instead_of"' in files[n]]
    return {f"{n.removesuffix(SPEC)}{CHOSEN_FILE}": f"{QUIET}\n".encode() for n in specs}


def bundle(out: Path, names: list[str] | None = None, root: Path = ROOT, add: bool = False, quiet: bool = False) -> tuple[Path, Path]:
    """Write the folder `out/who-says-so` and beside it a zip called after the course and the units; returns both paths.

    `quiet`: pages open with the quieter article where a unit has one. `add`: the zip holds only what a copy made before in `out` does not have, to be unpacked over it; the folder becomes what learners then have.
    """
    chosen = list(dict.fromkeys(names or units(root)))
    for name in chosen:
        if not (root / "exercises" / name).is_dir():
            raise ExerciseError(f"exercises/{name} is not there.", f"Run “make exercises” first. Units: {', '.join(units(root))}.")
    folder, archive = out / COURSE, out / f"{COURSE}{_called(chosen) if names else ''}.zip"
    new = None
    if add:
        had = sorted(p.parent.name for p in (folder / "exercises").glob(f"[!.]*/{SPEC}"))
        if not had or not names:
            raise ExerciseError(
                f"There is no first copy in {folder} to add to." if not had else "Say which units come in addition.",
                "First: who-says-so bundle 01_who_says_so; weeks later: who-says-so bundle --add 02_weight_of_words.",
            )
        had = [n for n in had if (root / "exercises" / n).is_dir()]
        earlier = contents(root, [n for n in had if n not in chosen])  # without these units, so that adding twice gives the same zip
        chosen = [*had, *(n for n in chosen if n not in had)]
        new = lambda n, data: earlier.get(n) != data or not (folder / n).is_file() or (folder / n).read_bytes() != data  # noqa: E731
    files = contents(root, sorted(chosen), quiet)
    packed = {n: data for n, data in files.items() if new(n, data)} if new else files
    _write(folder, archive, packed, keep=add)
    return folder, archive


def _called(names: list[str]) -> str:
    return f"-{names[0]}" + (f"-and-{len(names) - 1}-more" if len(names) > 1 else "")


def _write(folder: Path, archive: Path, files: dict[str, bytes], keep: bool) -> None:
    with whole_folder(folder) as new_folder, whole_file(archive, "wb") as raw, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as packed:
        if keep and folder.is_dir():
            shutil.copytree(folder, new_folder, dirs_exist_ok=True)
        for name, data in files.items():
            (new_folder / name).parent.mkdir(parents=True, exist_ok=True)
            (new_folder / name).write_bytes(data)
            info = zipfile.ZipInfo(f"{COURSE}/{name}", _STAMP)
            info.external_attr, info.compress_type = 0o644 << 16, zipfile.ZIP_DEFLATED
            packed.writestr(info, data)


def add_verbs(commands) -> None:
    verb = commands.add_parser("bundle", help="what students get, as a folder and a zip, with nothing sealed inside")
    verb.add_argument("unit", nargs="*", help="units to hand out; all without a name")
    verb.add_argument(
        "--add", action="store_true", help="a small zip of these units, to be unpacked over the copy that students have already"
    )
    verb.add_argument(
        "--quiet",
        action="store_true",
        help="pages open with the unit’s quieter article in place of the one about a war; a learner can change that",
    )
    verb.add_argument("--out", type=Path, default=Path("dist"), help="where to write (default: dist/)")
    verb.set_defaults(run=_run)


def _run(options) -> None:
    folder, archive = bundle(options.out, options.unit, add=options.add, quiet=options.quiet)
    if options.add:
        print(
            f"{archive} is ready to hand out: students unpack it over the copy that they have, and their answers stay. {folder} shows what they have then."
        )
    else:
        print(f"{archive} is ready to hand out; {folder} is the same, unpacked.")
