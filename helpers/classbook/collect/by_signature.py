"""Files that are called like the unit, under the name that their answers are signed with: `--signed`, for whoever asks for it.

A signature is as good as a file's name: the learner typed either. Where two are signed alike, or a file is called so already, nobody is moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from .names import composed
from .places import Submission
from .platforms import name_key
from .records import collect_answers
from .signed import called_like, signed

NOTE = "The file is called like the unit; it is named after its answers."


def by_signature(found: list[Submission], units: Iterable[str]) -> list[Submission]:
    """Return the submissions, those without a name of their own under their signature."""
    units = tuple(units)
    own = {}
    for one in found:
        if one.places and not one.lms_id and called_like(one.name or one.learner, units):
            records = collect_answers(one, units).records
            name = composed(signed(r for of_unit in records.values() for r in of_unit.values()))
            if name_key(name) and name.isprintable() and not called_like(name, units):
                own[one.learner] = name
    taken = Counter(map(name_key, own.values())) + Counter(name_key(s.name or s.learner) for s in found if s.learner not in own)
    moved = [
        replace(s, learner=own[s.learner].replace("/", " "), note=" ".join(filter(None, (s.note, NOTE))))
        if s.learner in own and taken[name_key(own[s.learner])] == 1
        else s
        for s in found
    ]
    return sorted(moved, key=lambda s: s.learner)
