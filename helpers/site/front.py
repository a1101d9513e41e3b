"""The site’s own pages around JupyterLite: the first page, what is said about saving, learners kept apart, and the copy for a visit without a network."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from .python import FOLDER

STATIC = Path(__file__).parent / "static"
OURS = "who-says-so"
KERNEL = "extensions/@jupyterlite/pyodide-kernel-extension/static/comlink.worker."
AT_THE_TOP = ("index.html", "manifest.webmanifest", "service-worker.js")
NOT_KEPT = ("third-party-licenses.json", "LICENSE", ".ts", "service-worker.js")  # no page asks for these


def front_files(found: dict[str, bytes], wheel: str) -> dict[str, bytes]:
    """Return our own files of the site, and those of JupyterLite that must call them, for the files `found` so far. `wheel`: the name of the kit's package."""
    ours = {(n if n in AT_THE_TOP else f"{OURS}/{n}"): (STATIC / n).read_bytes() for n in sorted(p.name for p in STATIC.iterdir())}
    shipped = {
        n.removeprefix("files/"): hashlib.sha256(d).hexdigest()[:16]
        for n, d in found.items()
        if n.startswith("files/") and n.endswith(".ipynb")
    }
    ours[f"{OURS}/pages.json"] = json.dumps(shipped, indent=1, sort_keys=True).encode()
    ours |= _python(ours, found, wheel)
    ours["lab/index.html"] = _begin_with_us(found["lab/index.html"])
    ours["config-utils.js"] = _ask_us(found["config-utils.js"])
    whole = {**found, **ours}
    kept = sorted(n for n in whole if not n.endswith(NOT_KEPT) and "third-party-licenses" not in n)
    version = hashlib.sha256(b"".join(n.encode() + hashlib.sha256(d).digest() for n, d in sorted(whole.items()))).hexdigest()[:16]
    worker = ours["service-worker.js"].decode().replace("@VERSION@", version)
    ours["service-worker.js"] = _once(worker, '["@FILES@"]', json.dumps(kept)).encode()
    return ours


def _python(ours: dict[str, bytes], found: dict[str, bytes], wheel: str) -> dict[str, bytes]:
    """The worker of a page's Python: JupyterLite's own, and what goes into the image that a browser keeps of it."""
    (kernel,) = [n for n in found if n.startswith(KERNEL) and n.endswith(".js")]
    script = ours[f"{OURS}/python.js"]
    parts = [script, *(found[n] for n in sorted(found) if n.startswith(f"{FOLDER}/"))]
    build = hashlib.sha256(b"".join(hashlib.sha256(one).digest() for one in parts)).hexdigest()[:16]
    return {
        f"{OURS}/kernel.js": _once(ours[f"{OURS}/kernel.js"].decode(), "@KERNEL@", f"../{kernel}").encode(),
        f"{OURS}/python.js": _once(_once(script.decode(), "@PYTHON@", build), "@WHEEL@", wheel).encode(),
    }


def _begin_with_us(page: bytes) -> bytes:
    """The application begins when we say so, under the course's name and in its language."""
    text = _once(page.decode(), "<html>", '<html lang="en">').replace("<title>JupyterLite</title>", "<title>Who says so?</title>")
    text = text.replace(
        'href="../manifest.webmanifest">', f'href="../manifest.webmanifest">\n    <link rel="icon" href="../{OURS}/icon.svg">'
    )
    text = text.replace("Loading JupyterLite...", "One moment: the page and its Python are loading …")
    start = text.index("await import(")
    end = text.index(");", start) + 2
    ours = (
        "if (document.readyState === 'loading') await new Promise((go) => addEventListener('DOMContentLoaded', go, { once: true }));\n"
        f"        const {{ begin }} = await import('../{OURS}/start.js');\n        if (await begin()) {text[start:end]}"
    )
    return (text[:start] + ours + text[end:]).encode()


def _ask_us(script: bytes) -> bytes:
    """The settings pass us before the application reads them; it looks for settings in the files that are here alone."""
    text = _once(script.decode(), "  // rewrite the config\n", "  window.whoSaysSo?.(config);\n  // rewrite the config\n")
    return _once(text, "['jupyter-lite.json', 'jupyter-lite.ipynb']", "['jupyter-lite.json']").encode()


def _once(text: str, old: str, new: str) -> str:
    if text.count(old) != 1:
        raise ValueError(f"JupyterLite’s own file has changed: {old!r} stands in it {text.count(old)} times")
    return text.replace(old, new)
