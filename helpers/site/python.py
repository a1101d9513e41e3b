"""The browser's Python: Pyodide, and one wheel with the kit and all that it needs, loaded before a page runs its first cell."""

from __future__ import annotations

import hashlib
import json
import tarfile
from pathlib import Path

from .parts import Parts
from .wheel import make_wheel, read_wheel

FOLDER = "static/pyodide"
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
# What the kernel would fetch by itself, one after the other, if it were not told that it is loaded; all of it is in our own wheel or not needed.
LOADED = ("comm", "ipykernel", "ipython", "jedi", "micropip", "piplite", "pyodide-kernel")
OURS = "who-says-so"
LEFT_OUT = ("jupyterlab-widgets", "jupyterlite-core", "jupyterlite-pyodide-kernel")  # these are for the page, not for Python
STAND_INS = Path(__file__).parent / "stand_ins"


def python_files(parts: Parts, kit: dict[str, bytes]) -> tuple[dict[str, bytes], str]:
    """Return the files of the browser's Python by their path in the site, and the file name of the package in it.

    `kit`: what goes beside the packages, by its path in site-packages.
    """
    found: dict[str, bytes] = {}
    with tarfile.open(parts.core) as packed:
        for name in CORE:
            found[f"{FOLDER}/{name}"] = packed.extractfile(f"package/{name}").read()
        info = json.loads(packed.extractfile("package/pyodide-lock.json").read())["info"]
    file, data = make_wheel("who_says_so", "0.1.0", {**_packages(parts), **kit})
    found[f"{FOLDER}/{file}"] = data
    listed = {
        "name": OURS,
        "version": "0.1.0",
        "file_name": file,
        "install_dir": "site",
        "sha256": hashlib.sha256(data).hexdigest(),
        "package_type": "package",
        "imports": [],
        "depends": [],
        "unvendored_tests": False,
    }
    found[f"{FOLDER}/pyodide-lock.json"] = json.dumps({"info": info, "packages": {OURS: listed}}, indent=1).encode()
    return found, file


def _packages(parts: Parts) -> dict[str, bytes]:
    """All modules that the kit and its kernel import, as they lie in site-packages."""
    found: dict[str, bytes] = {}
    for name, path in parts.wheels.items():
        if name not in LEFT_OUT:
            found |= {n: data for n, data in read_wheel(path).items() if _wanted(n)}
    version = parts.wheels["anywidget"].name.split("-")[1]  # it asks for its own package’s version, and here all is one package
    found["anywidget/_version.py"] = found["anywidget/_version.py"].replace(b'"uninstalled"', f'"{version}"'.encode())
    for path in sorted(STAND_INS.rglob("*.py")):
        found[path.relative_to(STAND_INS).as_posix()] = path.read_bytes()
    return found


def _wanted(name: str) -> bool:
    """Code; no tests, no type stubs, no files for a page."""
    return name.endswith(".py") and "/tests/" not in name
