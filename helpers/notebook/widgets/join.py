"""The browser's half, joined: modules with `import` and `export` become one, so that the kit needs no build step and no network.

The modules share one scope once they are joined, so no two may use the same name at their top; a browser refuses such a module.
"""

import re
from pathlib import Path

STATIC = Path(__file__).parent / "static"
_IMPORT = re.compile(r'^import\s+(?:\{[^}]*\}\s+from\s+)?"\./([\w.-]+)";\s*\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|let|class)\b)", re.MULTILINE)


def join(name: str) -> str:
    """Return the module `name` with all that it imports before it, each once, as one ES module."""
    done: list[str] = []
    parts: list[str] = []

    def add(one: str) -> None:
        if one in done:
            return
        done.append(one)
        source = (STATIC / one).read_text(encoding="utf-8")
        for other in _IMPORT.findall(source):
            add(other)
        parts.append(f"// ---- {one}\n" + _EXPORT.sub("", _IMPORT.sub("", source)))

    add(name)
    return "\n".join(parts)
