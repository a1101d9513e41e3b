"""Output that any console takes: no letter that it lacks ends a command, and no control character of a stranger's reaches it."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]")
_SIMPLER = str.maketrans(
    {
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‘’‚", "'"),
        **dict.fromkeys("–—−‐‑", "-"),
        "…": "...",
        "→": "->",
        "×": "x",
        "·": "-",
        "•": "-",
        "█": "#",
        "░": ".",
        "≤": "<=",
        "≥": ">=",
        "′": "'",
        "\u00a0": " ",
        "α": "alpha",
    }
)


def visible(text: object) -> str:
    """Return the text with control, bidirectional and half characters spelled out («\\u202e»)."""
    text = str(text)
    if text.isascii() and text.isprintable():
        return text
    return _HIDDEN.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def fitting(text: str, encoding: str | None) -> str:
    """Return the text in letters that an encoding has: quotes and dashes as simpler ones, the rest spelled out."""
    try:
        text.encode(encoding or "utf-8")
        return text
    except LookupError:
        return text
    except UnicodeEncodeError:
        kept = "".join(c if _fits(c, encoding or "utf-8") else c.translate(_SIMPLER) for c in text)
        return kept.encode(encoding or "utf-8", "backslashreplace").decode(encoding or "utf-8")


def _fits(letter: str, encoding: str) -> bool:
    try:
        letter.encode(encoding)
        return True
    except UnicodeEncodeError:
        return False


class _Careful:
    """A stream that shows what it is given in letters that it has; lines and tabs stay, and so does a return at a line's begin or end."""

    def __init__(self, stream):
        self._stream = stream

    def write(self, text: str) -> int:
        shown = "".join(part if part in "\n\t\r" else visible(part) for part in re.split(r"([\n\t]|^\r|\r$)", text))
        self._stream.write(fitting(shown, getattr(self._stream, "encoding", None)))
        return len(text)

    def writelines(self, lines) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str):
        return getattr(self._stream, name)


@contextmanager
def careful_output() -> Iterator[None]:
    """Standard output and error as such streams, for as long as a command runs."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (_Careful(s) if s is not None else io.StringIO() for s in before)  # None: closed by whoever started us
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
