"""The page around it: JupyterLite’s application and its extensions, without what no course page uses, and the settings that tie them together."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

from .parts import Parts
from .python import LOADED
from .wheel import read_wheel

APPS = ("lab",)
OTHER_APPS = ("consoles", "edit", "notebooks", "repl", "tree")
EXTENSIONS = ("anywidget", "jupyterlab-widgets", "jupyterlite-pyodide-kernel")
# What JupyterLite can do and no course page asks for. The parts that do it are switched off, and what only they load stays out (by name: the wheel is pinned).
OFF = [
    "@jupyterlab/extensionmanager-extension",
    "@jupyterlab/mermaid-extension",
    "@jupyterlab/terminal-extension",
    "@jupyterlab/vega5-extension",
]
ONLY_THEIRS = {
    "mermaid": ("4680", "963", "6491", "5506", "3294"),  # layouts, grammars, graphs, its core, formulas in diagrams
    "vega": ("1450", "7813", "3927"),
    "terminal": ("2802",),
}
NOT_FETCHED = {
    "lab/favicon.ico",
    "icon-120x120.png",
    "icon-512x512.png",
    *(f"build/{one}" for ones in ONLY_THEIRS.values() for one in ones),
}
LABEXTENSIONS = "/data/share/jupyter/labextensions/"
NAME = "Who says so?"
STORAGE = "who-says-so"  # of the browser's databases (keep.js too): it stays when the site is built anew, and so do the answers
ICON = "./who-says-so/icon.svg"
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"


def app_files(parts: Parts) -> dict[str, bytes]:
    """Return JupyterLite’s own files by their path in the site: one application, no maps for debugging."""
    found: dict[str, bytes] = {}
    inner = read_wheel(parts.wheels["jupyterlite-core"])
    archive = next(data for name, data in inner.items() if name.endswith(".tgz"))
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        for one in packed.getmembers():
            name = one.name.removeprefix("package/")
            if one.isfile() and _wanted(name):
                found[name] = packed.extractfile(one).read()
    return found


def _wanted(name: str) -> bool:
    top, _, rest = name.partition("/")
    if name.endswith((".map", ".ipynb", "LICENSE.txt")) or name.startswith("rspack") or top in OTHER_APPS:
        return False
    if rest.startswith("fa-") and rest != "fa-solid-900.woff2":  # other forms of the same icons, and those of companies
        return False
    if name in NOT_FETCHED or (top == "build" and f"build/{rest.partition('.')[0]}" in NOT_FETCHED):
        return False
    return not (top == "build" and rest.partition("/")[0] in OTHER_APPS)


def extension_files(parts: Parts, ours: Path) -> tuple[dict[str, bytes], list[dict]]:
    """Return the extensions’ files by their path in the site, and what the application must know to load each. `ours`: the kit’s own."""
    found, known = {}, []
    for name in EXTENSIONS:
        for path, data in read_wheel(parts.wheels[name]).items():
            _, there, rest = path.partition(LABEXTENSIONS)
            if there and not rest.endswith((".map", ".whl")) and "/pypi/" not in rest:
                found[f"extensions/{rest}"] = data
    for path in sorted(p for p in ours.rglob("*") if p.is_file()):
        found[f"extensions/who-says-so/{path.relative_to(ours).as_posix()}"] = path.read_bytes()
    for path, data in sorted(found.items()):
        if path.endswith("/package.json"):
            about = json.loads(data)
            known.append({"name": about["name"], **about["jupyterlab"]["_build"]})
    return found, known


def settings_files(found: dict[str, bytes]) -> dict[str, bytes]:
    """Return the extensions’ settings schemas in the one file that the application reads, and an empty list of translations."""
    listed = []
    for path, data in sorted(found.items()):
        if path.startswith("extensions/") and "/schemas/" in path and path.endswith(".json") and not path.endswith("package.json.orig"):
            package = next(p for p in found if p.endswith("/package.json") and path.startswith(p.removesuffix("package.json")))
            about = json.loads(found[package])
            listed.append(
                {
                    "id": f"{about['name']}:{Path(path).stem}",
                    "raw": "{}",
                    "schema": json.loads(data),
                    "settings": {},
                    "version": about["version"],
                }
            )
    english = {"data": {"en": {"displayName": "English", "nativeName": "English"}}, "message": ""}
    return {
        "build/schemas/all_federated.json": _json(listed),
        "api/translations/all.json": _json(english),
        "api/translations/en.json": _json({"data": {}, "message": ""}),
    }


def config(base: bytes, extensions: list[dict], overrides: dict) -> bytes:
    """Return jupyter-lite.json: JupyterLite’s own, with our extensions and settings, and everything taken from this site alone."""
    whole = json.loads(base)
    whole["jupyter-config-data"] |= {
        "appName": NAME,
        "contentsAllJsonFile": "all.json",
        "contentsStorageName": STORAGE,
        "defaultKernelName": "python",
        "disabledExtensions": OFF,
        "enableMemoryStorage": False,
        "faviconUrl": ICON,
        "federated_extensions": extensions,
        "settingsOverrides": overrides,
        "settingsStorageName": f"{STORAGE} settings",
        "workspacesStorageName": f"{STORAGE} workspaces",
        "litePluginSettings": {
            KERNEL: {
                "pyodideUrl": "./who-says-so/python.js",
                "disablePyPIFallback": True,
                "loadPyodideOptions": {"packages": list(LOADED)},
            }
        },
    }
    return _json(whole)


def _json(value) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
