"""Files that are called like the unit, under the name that their answers are signed with: `--signed`, for whoever asks for it.

A signature is as good as a file's name: the learner typed either. Where a second file is signed or called so, or a number of the class list reads like
it, nobody is moved: whose work it is can then only be seen by a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from unicodedata import normalize

from .find import noted
from .names import composed
from .places import Submission
from .platforms import name_key
from .records import collect_answers
from .signed import called_like, signed

NOTE = "The file is called like the unit; it is named after its answers."
_UNSEEN = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))  # variation selectors: they make two names that look the same


def by_signature(found: list[Submission], units: Iterable[str], roster: Iterable[dict] = ()) -> list[Submission]:
    """Return the submissions, those without a name of their own under their signature."""
    units = tuple(units)
    written = {id(s): _signature(s, units) for s in found if s.places}
    own = {
        id(s): written[id(s)]
        for s in found
        if s.places and not s.lms_id and called_like(s.name or s.learner, units) and _plain_name(written[id(s)], units)
    }
    claims = Counter(key for s in found for key in {*map(name_key, (s.learner, s.name, written.get(id(s), "")))} - {""})
    ids = {name_key(one["learner"]) for one in roster if name_key(one["learner"]) != name_key(one.get("name") or one["learner"])}
    moved = [
        replace(s, learner=own[id(s)].replace("/", " "), note=" ".join(filter(None, (s.note, NOTE))))
        if id(s) in own and claims[name_key(own[id(s)])] == 1 and name_key(own[id(s)]) not in ids
        else s
        for s in found
    ]
    return sorted(noted(moved), key=lambda s: s.learner)


def _signature(one: Submission, units: tuple[str, ...]) -> str:
    records = collect_answers(one, units).records
    return composed(signed(r for of_unit in records.values() for r in of_unit.values()))


def _plain_name(name: str, units: tuple[str, ...]) -> bool:
    """Return whether a signature can stand as a name: letters as they are usually written, nothing that is not seen, no unit's name."""
    seen = name.isprintable() and normalize("NFKC", name) == name and not any(ord(c) in some for c in name for some in _UNSEEN)
    return bool(seen and name_key(name) and not called_like(name, units))
