"""Work that the class list does not know, beside learners of the list who handed in nothing: whose it may be. It decides nothing, and moves no mark."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from .places import Submission
from .platforms import close_to, name_key
from .signed import called_like

MOST = 2000  # of those without a file and of files without an owner; more is no class, and the list is another one's


class Claims:
    """`maybe`: learner of the list without work → work that may be theirs. `unlisted`: name of work → whom of the list it may mean.

    `nameless`: work that is called like the unit and says nobody's name.
    """

    def __init__(self, found: list[Submission], signed: Mapping[str, str], units: Iterable[str]):
        """`found`: all submissions, with those of the list that have no work; `signed`: name of work → what its answers are signed with."""
        units = tuple(units)
        here = [s for s in found if s.places]
        self.nameless = [s.learner for s in here if called_like(s.name or s.learner, units)]
        strays = [s for s in here if s.unlisted]
        without = [s for s in found if not s.places]
        self.unlisted: dict[str, list[str]] = {s.learner: [] for s in strays if s.learner not in self.nameless}
        self.maybe: dict[str, list[str]] = {}
        if len(strays) <= MOST and len(without) <= MOST:
            self._match(strays, without, signed, {s.group.casefold() for s in here})

    def _match(self, strays: list[Submission], without: list[Submission], signed: Mapping[str, str], classes: set[str]) -> None:
        by_signature, claimed = defaultdict(list), set()
        listed = {name_key(s.name or s.learner) for s in without}
        for s in strays:
            if (key := name_key(signed.get(s.learner, ""))) in listed:
                by_signature[key].append(s.learner)
                claimed.add(s.learner)
        nobodys = [s for s in strays if s.learner in self.nameless and s.learner not in claimed]
        for s in without:
            own = name_key(s.name or s.learner)
            near = by_signature.get(own) or [w for w in self.unlisted if w not in claimed and _near(name_key(w), own)]
            own_class = s.group.casefold() if s.group.casefold() in classes else ""  # list and folders may name classes otherwise
            if theirs := near or [w.learner for w in nobodys if own_class in ("", w.group.casefold()) or not w.group]:
                self.maybe[s.learner] = theirs
            for w in near:
                if w in self.unlisted:
                    self.unlisted[w].append(s.learner)


def _near(said: str, own: str) -> bool:
    """Whether each word of one can be the beginning of a word of the other («lena w» of «lena wolf»), or the two are nearly spelled alike."""
    a, b = sorted((said.split(), own.split()), key=len)
    left = list(b)
    for word in a:
        if not (found := next((w for w in left if w.startswith(word)), "")):
            return bool(close_to(said, [own], 1, 0.85))
        left.remove(found)
    return bool(a)
