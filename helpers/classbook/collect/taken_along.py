"""What the web page's “Take my work along” makes, handed in as it is: one file with all answers of a learner, each under the path that it had."""

from __future__ import annotations

import re
from typing import Any

from helpers.answers import MAX_BYTES, NAME, Problem, check_record, parse
from helpers.errors import AnswersError

FORMAT = "who-says-so-work"  # the same in helpers/site/static/keep.js
MOST = 4000  # answers in a file; a course has some hundred
_PLACE = re.compile(r"exercises/([A-Za-z0-9_-]+)/answers/([^/]+)\.json")


def is_taken_along(raw: Any) -> bool:
    return isinstance(raw, dict) and raw.get("format") == FORMAT and isinstance(raw.get("files"), dict)


def answers_in(raw: dict, units: tuple[str, ...], problems: list[Problem]) -> dict[str, dict[str, dict]]:
    """Return the readable records of these units, by unit and exercise; for each that is none a problem is added."""
    found: dict[str, dict[str, dict]] = {}
    for path, text in list(raw["files"].items())[:MOST]:
        place = _PLACE.fullmatch(path)
        if not place or place[1] not in units or not NAME.fullmatch(place[2]) or not isinstance(text, str):
            continue  # a lesson's or another unit's, or set aside earlier
        unit, name = place.groups()
        of_unit = found.setdefault(unit, {})
        try:
            data = text.encode("utf-8", "replace")
            if len(data) > MAX_BYTES:
                raise AnswersError(f"{name}.json is larger than any answer can be.")
            of_unit[name] = check_record(parse(data, f"{name}.json"), f"{name}.json", unit, name, data)
        except AnswersError as error:
            problems.append(Problem(error.what, name, unit, error.reason))
    return found
