"""Whether what lies below one learner can be one person's: notebooks that never had a saved answer in common are not put together.

Each saved answer names the session in which it was written (`writer`) and the moment (`saved`). A copy of a notebook, and a notebook that
was worked on later, share some of them or go on counting from them; two people's notebooks do neither.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from hashlib import blake2b

SESSION = re.compile("[0-9a-f]{12}")  # how `AnswerFile` signs
MOST = 200  # sources below one learner that are compared with each other; real hand-ins have one or two


@dataclass
class Source:
    """The answers to one unit from one notebook, or from the answers folder beside it (`notebook` empty), as they came."""

    unit: str
    folder: tuple[str, ...]
    notebook: str = ""
    came: list[dict[str, dict]] = field(default_factory=list)
    newest: dict[str, tuple] = field(default_factory=dict)  # exercise → (rev, saved, writer) of the newest
    writers: set[str] = field(default_factory=set)
    said: dict[tuple, dict] = field(default_factory=dict)  # (exercise, rev, saved, writer) → answer

    def add(self, records: dict[str, dict]) -> None:
        self.came.append(records)
        for name, record in records.items():
            rev, writer, saved = mark_of(record)
            self.newest[name] = max(self.newest.get(name, (-1, "", "")), (rev, saved, writer))
            self.writers.add(writer)
            self.said[name, rev, saved, writer] = record["answer"]

    def saved(self) -> str:
        return max((saved for _, saved, _ in self.newest.values()), default="")


def mark_of(record: dict) -> tuple[int, str, str]:
    return record["rev"], str(record.get("writer", "")), str(record.get("saved", ""))


def related(one: Source, other: Source, same_owner: bool = False) -> bool:
    """Return whether one can be a copy of the other, or its continuation, or lies beside it as the kit puts it."""
    both = one.newest.keys() & other.newest.keys()
    if one.folder == other.folder and "" in (one.notebook, other.notebook):
        return True
    if any(one.said[at] != other.said[at] for at in one.said.keys() & other.said.keys()):
        return False  # one moment of one session has one answer
    if (one.writers & other.writers) - {""}:
        return True
    if not both:
        return same_owner or not one.newest or not other.newest
    return len(both) > 2 and continued(one, other)


def continued(one: Source, other: Source) -> bool:
    """Return whether every answer that both have was changed again, later, counting on from the other's."""
    both = one.newest.keys() & other.newest.keys()
    pairs = [(one.newest[n], other.newest[n]) for n in both]
    return all(b[0] > a[0] and b[1] > a[1] for a, b in pairs) or all(a[0] > b[0] and a[1] > b[1] for a, b in pairs)


def people(sources: list[Source], same_owner: bool = False) -> list[list[Source]]:
    """Return sources put together where they can be one person's."""
    groups: list[list[Source]] = []
    for source in sources[:MOST]:
        with_it = [g for g in groups if any(related(source, other, same_owner) for other in g)]
        groups = [g for g in groups if g not in with_it] + [[*(s for g in with_it for s in g), source]]
    return groups


def tokens(records: dict[str, dict]) -> list[str]:
    """Short signs of saved answers, the same wherever these very records turn up: of all together, and of each that names its session."""
    told, found, signed = [], [], True
    for name, record in sorted(records.items()):
        _, writer, saved = mark_of(record)
        own = f"{record['assignment']}\0{name}\0{writer}\0{saved}"
        told.append(own)
        if SESSION.fullmatch(writer) and saved:
            found.append(_sign(own))
        else:
            signed = False
    if not signed:  # a signature of no session says little, so the answers themselves must be the same
        told += [repr(record["answer"]) for _, record in sorted(records.items())]
    return [_sign("\0".join(told)), *found] if records else []


def _sign(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


class Twins:
    """Which learners hold the very same saved answers; small in memory, for a class of many thousands."""

    SHOWN = 3

    def __init__(self) -> None:
        self.names: list[str] = []
        self.number: dict[str, int] = {}
        self.signs, self.owners = array("Q"), array("L")

    def add(self, learner: str, signs: list[str]) -> None:
        if learner not in self.number:
            self.number[learner] = len(self.names)
            self.names.append(learner)
        self.signs.extend(int(sign, 16) for sign in signs)
        self.owners.extend([self.number[learner]] * len(signs))

    def found(self) -> dict[str, tuple[list[str], int]]:
        """Learner → (some who have the same, how many more)."""
        last, twice = -1, set()
        for sign in sorted(self.signs):
            if sign == last:
                twice.add(sign)
            last = sign
        holders: dict[int, set[int]] = {}
        for sign, owner in zip(self.signs, self.owners):
            if sign in twice:
                holders.setdefault(sign, set()).add(owner)
        told: dict[int, set[int]] = {}
        many: dict[int, int] = {}
        for owners in holders.values():
            some = sorted(owners, key=self.names.__getitem__)[: self.SHOWN + 1]
            for owner in owners if len(owners) > 1 else ():
                told.setdefault(owner, set()).update(o for o in some if o != owner)
                many[owner] = max(many.get(owner, 0), len(owners) - 1)
        shown = {owner: sorted(self.names[o] for o in others)[: self.SHOWN] for owner, others in told.items()}
        return {self.names[owner]: (names, max(0, many[owner] - len(names))) for owner, names in shown.items()}
