"""From several places to one answer for each exercise: the newest counts, copies stand in, and two people's notebooks stay apart."""

from __future__ import annotations

from os.path import commonprefix
from typing import NamedTuple

from helpers.answers import Problem, merge_newest
from helpers.errors import Reason

from .platforms import parse_lms_name
from .whose import Source, continued, people


class Spare(NamedTuple):
    """An answer under the name of a copy, and the folder beside which it lies."""

    unit: str
    folder: tuple[str, ...]
    exercise: str
    record: dict


def merge(got, same_owner: bool) -> None:
    """Fill `got.records` from its sources. `same_owner`: a platform vouches that all of it was handed in by one learner."""
    for unit in dict.fromkeys(s.unit for s in got.sources.values()):
        sources = [s for s in got.sources.values() if s.unit == unit]
        groups = people(sources, same_owner)
        if (
            len(groups) > (2 if same_owner else 1)
            or len(groups) == 2
            and any(parse_lms_name(part) for s in sources for part in s.folder[1:])
        ):
            got.crowd = max(got.crowd, len(groups))
            got.problems.append(Problem(_refusal(sources, len(groups)), unit=unit, reason=Reason.WHOSE))
            continue
        if len(groups) == 2:
            groups.sort(key=lambda group: max(s.saved() for s in group))
            got.notes.append(
                "Two notebooks of this unit were saved by different writers, so they are not merged: the one saved last counts."
            )
        _merge_one(got, unit, groups[-1])


def _refusal(sources: list[Source], people: int) -> str:
    """Which container it is that looks like a class, and what was seen in it."""
    around = commonprefix([s.folder for s in sources])
    name = f"“{around[-1][:60]}”" if around else "What was handed in"
    what = "notebooks" if all(s.notebook for s in sources) else "notebooks and answers folders"
    return f"{name} holds {len(sources)} {what} of one unit by {people} different writers: is this a class? They are not put together."


def _merge_one(got, unit: str, sources: list[Source]) -> None:
    records: dict[str, dict] = {}
    for source in sources:
        for came in source.came:
            got.twice |= any(name in records and records[name]["answer"] != record["answer"] for name, record in came.items())
            joined = merge_newest(records, came) if records else dict(came)
            for name in records.keys() & came.keys():
                saved = max(_saved(records[name]), _saved(came[name]))
                if saved > _saved(joined[name]) and records[name]["answer"] != came[name]["answer"]:
                    got.later.add((unit, name))
            records = joined
    folders = {s.folder for s in sources}
    for one in got.spare:
        if one.unit == unit and one.folder in folders:
            _take_copy(got, records, one)
    if _apart(sources):
        got.notes.append("The answers folder and the copy in the notebook were saved by different writers: they may be two people’s.")
    got.records[unit] = records


def _take_copy(got, records: dict[str, dict], one: Spare) -> None:
    """A copy stands in for an answer that is not there, and for one that has fewer changes: then a synced folder kept the older one."""
    own = records.get(one.exercise)
    newest = merge_newest({one.exercise: own} if own else {}, {one.exercise: one.record})[one.exercise]
    records[one.exercise] = newest
    if own and newest is one.record and own["answer"] != newest["answer"]:
        got.notes.append(
            f"{one.exercise}: a copy beside it, as synced folders make them, holds the newer answer "
            f"(change {newest['rev']}, not {own['rev']}), and that one counts."
        )


def _apart(sources: list[Source]) -> bool:
    """Whether an answers folder and the notebook beside it have several exercises in common and not one saved answer."""
    for folder in (s for s in sources if not s.notebook):
        for other in sources:
            both = folder.newest.keys() & other.newest.keys()
            beside = other.notebook and other.folder == folder.folder and len(both) > 1
            if beside and not (folder.writers & other.writers) and not continued(folder, other):
                return True
    return False


def _saved(record: dict) -> str:
    return record["saved"] if isinstance(record.get("saved"), str) else ""
