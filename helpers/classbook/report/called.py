"""Whom a row of the teacher's table means: by the name of the file, by the name of the platform, or by letters that stand for a learner.

A file's name is the learner's choice, and letters are worked out by anybody who knows a name. So neither alone decides where both would fit: what
the other rows of the table are called by does.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from unicodedata import normalize

from helpers.errors import KitError
from helpers.text import some

from ..collect.platforms import close_to
from ..tables import cell, visible

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels: no words


def code_of(learner: str, length: int = 4) -> str:
    """Return letters that stand for a learner where no name is wanted; the same in every report."""
    number = int.from_bytes(hashlib.sha256(b"given" + learner.encode("utf-8", "surrogatepass")).digest()[:8], "big")
    return "".join(_LETTERS[number // 20**n % 20] for n in range(length))


def codes(learners: Iterable[str]) -> dict[str, str]:
    """Learner → code; longer ones where two would be alike."""
    short = {who: code_of(who) for who in learners}
    often = Counter(short.values())
    return {who: code_of(who, 10) if often[c] > 1 else c for who, c in short.items()}


def labels(learners: Iterable[str]) -> dict[str, str]:
    """Learner → what they are called in a table with names; with letters behind it where two names look the same there."""
    known = codes(learners)
    often = Counter(map(cell, known))
    return {who: f"{visible(who)} ({code})" if often[cell(who)] > 1 else who for who, code in known.items()}


def plain_cell(text: str) -> str:
    return " ".join(normalize("NFC", text).strip().lstrip("'").casefold().split())


class Called:
    """Everybody in the marks, by all that a row may call them. `by_letters`: whether the rows of this table go by letters; None: nobody can say."""

    def __init__(self, results: Iterable[dict], renamed: dict[str, str] | None = None):
        everybody = {r["learner"]: r.get("name", "") for r in results}
        self.known = codes(everybody)
        self.names: dict[str, set[str]] = {}
        for who, label in labels(everybody).items():
            for called in filter(plain_cell, (who, cell(who), everybody[who], label)):
                self.names.setdefault(plain_cell(called), set()).add(who)
        for was, now in (renamed or {}).items():
            self.names.setdefault(plain_cell(was), {now})
        self.letters = {plain_cell(code): who for who, code in self.known.items()}
        self.by_letters: bool | None = None

    def look_at(self, rows: Iterable[str]) -> None:
        """See by what the rows of a table call learners: by letters, or by names."""
        said = [one for row in rows if (one := plain_cell(row))]
        named = sum(one in self.names and one not in self.letters for one in said)
        lettered = sum(one in self.letters and one not in self.names for one in said)
        self.by_letters = None if named == lettered else lettered > named

    def knows(self, said: str) -> bool:
        return plain_cell(said) in self.names or plain_cell(said) in self.letters

    def learner(self, said: str) -> str:
        """Return the one learner whom a row means; KitError with what to write instead where that is nobody, or more than one."""
        own, plain = self.letters.get(plain_cell(said)), plain_cell(said)
        found = self.names.get(plain, set())
        if own and found - {own} and self.by_letters is None:
            raise KitError(
                f"“{visible(said)}” is what one learner’s file is called, and the letters of another learner.",
                "Write the name of the learner whom you mean, as it stands in the table of marks.",
            )
        if own and (self.by_letters or not found):
            return own
        found = (
            found or self.names.get(plain.lstrip("0"), set()) or {w for k, who in self.names.items() if k.lstrip("0") == plain for w in who}
        )
        exact = {w for w in found if said in (w, cell(w))}
        if 1 in (len(found), len(exact)):
            return next(iter(found if len(found) == 1 else exact))
        if found:
            written = labels(self.known)
            raise KitError(
                f"{some(len(found), 'learner')} are called “{visible(said)}”.",
                f"Write one of: {', '.join(visible(written[w]) for w in sorted(found))}.",
            )
        near = close_to(plain, list(self.names), 3, 0.5)
        hint = f"Nearest: {', '.join(dict.fromkeys(visible(w) for n in near for w in sorted(self.names[n])))}." if near else ""
        raise KitError(f"There is no learner “{visible(said)[:60]}” in the marks.", hint)
