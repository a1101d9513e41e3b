"""The name that a learner wrote on the page, beside the name of the file: shown to the teacher, and never trusted to say whose marks these are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import combining, normalize

MOST = 80  # letters of a name
_NOBODYS = re.compile(r"my-work-\d{4}-\d\d-\d\d(?: ?\(\d+\))?")  # as the web page calls work that it knows no name for


def signed(records: Iterable[dict]) -> str:
    """Return the name on most of the answers, or empty."""
    names = Counter(" ".join(r["name"].split())[:MOST] for r in records if isinstance(r.get("name"), str) and r["name"].strip())
    return min(names, key=lambda n: (-names[n], n)) if names else ""


def hint(learner: str, name: str, own: str, units: Iterable[str]) -> str:
    """Return a sentence where a file cannot say whose it is, or says another name than its answers do; empty where all is well."""
    file = name or learner
    if called_like(file, units):
        who = f" The answers are signed “{own}”." if own else " No name is in the answers either: ask who handed it in."
        like = "by the web page" if _NOBODYS.fullmatch(file) else "like the unit"
        return f"The file is called {like}, so it does not say whose it is.{who} Call the file after its learner, and mark again."
    theirs = [w for w in _words(file) if len(w) > 2]
    if not own or not theirs or any(w in _squashed(own) for w in theirs) or any(w in _squashed(file) for w in _words(own) if len(w) > 2):
        return ""
    return f"The answers are signed “{own}”, and the file says “{file[:MOST]}”: see whose it is."


def called_like(file: str, units: Iterable[str]) -> bool:
    """Return whether a file is called like a unit and says no learner's name."""
    runs = _runs(file)
    words, bare = f" {' '.join(runs)} ", "".join(runs)
    return bool(_NOBODYS.fullmatch(file)) or any(
        whole in words or squashed == bare or len(squashed) > 8 and squashed in bare  # «01whosaysso-copy», but no Forman for form_a
        for whole, squashed in map(_as_words, filter(None, units))
    )


@lru_cache(maxsize=256)
def _as_words(unit: str) -> tuple[str, str]:
    """A unit's name as words with a space around them, and without any."""
    runs = _runs(unit)
    return f" {' '.join(runs)} ", "".join(runs)


def _plain(text: str) -> str:
    return "".join(c for c in normalize("NFKD", text.casefold()) if not combining(c))


def _words(text: str) -> list[str]:
    """The words that can be a name: a number or a code such as «s00012» says nothing."""
    return [w for w in re.findall(r"\w+", _plain(text).replace("_", " ")) if w.isalpha()]


def _squashed(text: str) -> str:
    return "".join(_runs(text))


@lru_cache(maxsize=256)  # the unit is asked about again for every learner, and a name twice
def _runs(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", _plain(text)))
