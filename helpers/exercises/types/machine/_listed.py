"""What a list of words catches in a text, and how that compares with the readers’ marks."""

from __future__ import annotations

import re

from helpers.scoring import cached_per_owner

from ..marking_words.mark_language import FAIR

ADD, DROP = "add", "drop"
MOST_WORDS = 5
ENOUGH = 0.4  # “dignity” is enough of “the dignity we gave you”, “the” is not


def lines_of(fields: dict) -> list[str]:
    seen = (" ".join(line.split()).strip(' .,;:“”"') for line in str(fields.get(ADD) or "").splitlines())
    return list(dict.fromkeys(line for line in seen if line))


def marks_of(text: str, fields: dict) -> list[tuple[int, int, str]]:
    """Return what the machine marks as loaded with the changed list: (start, end, words), found now."""
    from helpers.reader import lexicon, read

    gone = {str(w).lower() for w in fields.get(DROP) or []}
    words = lexicon()
    for line in lines_of(fields):
        words = words.with_word(line.replace("’", "'"), "emotive", "Added by a learner.")
    found = [(m.span.start, m.span.end, m.span.quote) for m in read(text, words).language if not m.fair]
    return [m for m in found if m[2].lower() not in gone]


def _marks(key: dict, fields: dict) -> list[tuple[int, int, str]]:
    """Return the entries with the places that they have in the article."""
    return [(a + key["offset"], b + key["offset"], w) for a, b, w in marks_of(key["text"], fields)]


@cached_per_owner
def _before(key: dict) -> dict:
    """What the kit's own list comes to, which is asked about beside every changed one."""
    return rates(key["items"], _marks(key, {}))


def rates(items: list[dict], marks: list[tuple]) -> dict:
    """Return precision and recall of marks against items (`spans`, `tier`); with the items hit, and the marks that hit nothing."""
    hit, stray, counted = {}, [], 0
    for mark in marks:
        best = max(items, key=lambda i: _fit(mark, i) + 0.5 * (i["tier"] == "core" and _fit(mark, i) >= 0.5), default=None)
        if best is None or _fit(mark, best) < ENOUGH or best["tier"] == "decoy":
            stray.append(mark)
        elif best["tier"] == "core":
            hit.setdefault(best["id"], mark)
            counted += 1
    core = [i for i in items if i["tier"] == "core"]
    p = counted / (counted + len(stray)) if counted + len(stray) else 0.0
    r = len(hit) / len(core) if core else 0.0
    return {
        "marks": counted + len(stray),
        "right": counted,
        "hit": hit,
        "stray": stray,
        "core": len(core),
        "p": p,
        "r": r,
        "f1": 2 * p * r / (p + r) if p + r else 0.0,
    }


def _fit(mark: tuple, item: dict) -> float:
    """How much a mark and an item share, 0 to 1, against the best of the readers' boundaries."""
    return max((2 * max(0, min(mark[1], b) - max(mark[0], a)) / (mark[1] - mark[0] + b - a) for a, b in item["spans"]), default=0.0)


def _same(words: str) -> str:
    return re.sub(r"\W", "", words.lower())


def _tier(item: dict) -> str:
    """A fair word is a decoy whatever its tier; what is longer than an entry may be can neither be found nor missed."""
    if item["tier"] == "core" and len(item["text"].split()) > MOST_WORDS:
        return "contested"
    return "decoy" if FAIR in item["right"] and item["tier"] != "contested" else item["tier"]
