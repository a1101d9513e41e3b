"""Safety of people in written answers: the machine may warn, and never reassures. The learner is asked; the teacher decides.

A word list sees a telephone number and misses “the baker by the east gate”. So nothing is said where nothing was seen: no item, no tick, no praise.
The learner's own answer to “Could anyone find the person from this?” is kept with the answer for the teacher, and counts for nothing.
"""

from __future__ import annotations

import re

from helpers.scoring import WRONG, ItemScore

from .._parts import Explanation

FIND = "find"
ASKED = "Could anyone find the person from this?"
FIND_FIELD = {
    "id": FIND,
    "kind": "choice",
    "as": "radio",
    "label": ASKED,
    "help": "Read it once more as somebody who is looking for the person. Your teacher reads what you think; it brings and costs no marks.",
    "optional": True,
    "options": [
        {"id": "yes", "name": "Yes, or perhaps: I will change it", "hint": ""},
        {"id": "unsure", "name": "I am not sure", "hint": ""},
        {"id": "no", "name": "I do not think so", "hint": ""},
    ],
}
BLOCK = {"id": "before", "heading": "Before you hand it in", "body": [], "fields": [FIND_FIELD]}
NOTE = "No button can tell whether a person could be found by your text. You and your teacher judge that."
_LOOKS = r"hair(?:ed)?|beard(?:ed)?|scar|tattoo|limp|wheelchair|one-(?:eyed|armed|legged)"
EXPOSING = (
    (r"\b(?:Mr|Mrs|Ms|Dr|Sheikh|Captain|Colonel|Major|Abu|Umm)\.? [A-Z]\w+", "a personal name or title"),
    (r"\b(?:named|called|whose name is) [A-Z]\w+", "a personal name"),
    (r"(?:^|[.!?“(] ?)[A-Z][a-z]+, (?:an? |the |who\b)", "perhaps a name"),
    (r"\b(?:aged? \d+|\d+[- ]years?[- ]old|, \d{2},|(?:a|an|the) (?:\w+ ){1,3}of \d{2}\b(?! (?:people|men|women|who)))", "an age"),
    (r"\b\d{1,4} [A-Z]\w+ (?:Street|Road|Avenue|Lane)\b|\b(?:street|house|apartment|flat) (?:number )?\d+", "an address"),
    (r"\+?\d[\d\s/-]{6,}\d", "a telephone number"),
    (rf"\b(?:{_LOOKS})\b", "how somebody looks"),
    (r"\b[Tt]he (?:only|sole) \w+(?: \w+)? (?:in|of|at|on|who|there)\b", "a description that fits one person only"),
    (r"\b(?:[Hh]is|[Hh]er|whose) (?:brother|sister|wife|husband|father|mother|son|daughter)\b", "a family tie"),
)
TITLE, CAREFUL = "Could somebody be found by this?", "Careful"


def exposed(text: str, known: str | None = None) -> tuple[str, str] | None:
    """Return the words that could lead to a person, and what they are; None where none were seen, which proves nothing. With the article's text in
    `known`, also two capitalised words in a row that the article does not have: mostly somebody's name."""
    for pattern, what in EXPOSING:
        if hit := re.search(pattern, text):
            return hit.group(0).lstrip(".!?“( "), what
    names = re.finditer(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b", text) if known is not None else ()
    return next(((hit.group(0), "perhaps a name") for hit in names if hit.group(0) not in known), None)


def warnings(name: str, *texts: str, known: str | None = None) -> list[ItemScore]:
    """Return one warning on the first words that could lead to a person, or nothing at all."""
    danger = next((x for t in texts if (x := exposed(t, known))), None)
    return [ItemScore(name, WRONG, given=danger)] if danger else []


def is_warning(item: ItemScore) -> bool:
    return item.id.rpartition(".")[2] == "safety"


def warned(item: ItemScore) -> Explanation:
    """Return the words of a warning."""
    words, what = item.given
    said = f"“{words}” is {what}: it could lead to the person."
    return Explanation(title=TITLE, sentences=[said], next="Take it out, or make it fit many people.", kind="info", word=CAREFUL)
