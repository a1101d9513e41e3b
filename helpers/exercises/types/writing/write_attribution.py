"""Write the missing attribution: repair one sentence as fully as safety allows.

The machine gives hints and no marks: it asks about role, way of knowing and reason, names what was dropped or copied, and warns of what could
expose a person. Which hints were right often enough to stay, docs/hints.md tells.
Word lists cannot judge a sentence, so the marks are the teacher's, by the rubric in `exercises.json`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from helpers.scoring import ACCEPTED

from .._base import ExerciseType
from .._parts import Explanation
from ._authored import inside
from ._copies import copies, copy_told
from ._safety import is_warning, warned, warnings
from ._written import MAX, WrittenExplainer, WrittenForm, WrittenKeys, WrittenScorer, asked, hint, question, thin

FIELD = "text"
SHORTEST = 6  # words
WORDS = {
    "short": (
        "Too short",
        "",
        "This is too short to tell a reader more than before.",
        "Say who speaks and how they know, as far as is safe.",
    ),
    "facts": (
        "The facts stay",
        "What was reported is still there.",
        "This is missing now: {0}.",
        "A repair adds; it does not drop what was reported.",
    ),
}


QUESTIONS = {
    "role": ("Who speaks", "Did you say who speaks, by something that many people share?"),
    "knowing": ("How they know", "Did you say how they know: seen, heard, or told by others?"),
    "reason": ("Why no name", "Did you say why the name is missing, or what could not be checked?"),
}


class WriteAttributionForm(WrittenForm):
    needs = (FIELD,)

    def blocks(self, exercise, article) -> list[dict]:
        item = exercise.options["sentence"]
        field = {
            "id": FIELD,
            "kind": "text",
            "label": "Your sentence or two",
            "rows": 5,
            "maxlength": MAX,
            "help": "Say who speaks as closely as is safe, how they know, and why there is no name.",
        }
        a, b = article.paragraphs[article.paragraph_of(item["start"]) - 1]
        body = [{"kind": "quote", "text": article.text[a:b]}, {"kind": "p", "text": f"Repair this: “{inside(item['text'])}”"}]
        return [{"id": "write", "heading": "Write it better", "body": body, "fields": [field]}]


class WriteAttributionKeys(WrittenKeys):
    def build_key(self, exercise, article, votes) -> dict:
        return super().build_key(exercise, article, votes) | {
            "facts": exercise.options.get("facts", []),
            "known": article.text,
            "source": exercise.options["sentence"]["text"],
        }


class WriteAttributionScorer(WrittenScorer):
    def hints(self, exercise, key, fields) -> list:
        text = fields[FIELD]
        return [*copies("copy", key["source"], text), *attribution_hints(text, known=key["known"]), facts_hint("facts", key["facts"], text)]


class WriteAttributionExplainer(WrittenExplainer):
    def explain(self, exercise, article, key, item) -> Explanation:
        return replace(explained(self, item, item.id), field=FIELD)


def explained(words: WrittenExplainer, item, name: str) -> Explanation:
    """Return the words for one of the hints here, whatever its prefix."""
    if name == "copy":
        return copy_told(item)
    return warned(item) if is_warning(item) else asked(*QUESTIONS[name]) if item.outcome == ACCEPTED else words.said(item, WORDS[name])


def attribution_hints(text: str, prefix: str = "", known: str | None = None) -> list:
    """Return questions on role, way of knowing and reason, or that the text is too short; and a warning where something could lead to a person."""
    seen = [hint(prefix + "short", False)] if thin(text, SHORTEST) else [question(prefix + name, 1.0) for name in QUESTIONS]
    return [*seen, *warnings(prefix + "safety", text, known=known)]


def facts_hint(name: str, facts: list[str], text: str):
    """Return whether each reported fact («truck|pickup») is still there; it names the lost ones together."""
    lost = [f.split("|")[0] for f in facts if not any(re.search(rf"\b{re.escape(form)}", text, re.I) for form in f.split("|"))]
    return hint(name, not lost, (", ".join(lost),) if lost else ())


TYPE = ExerciseType.of(WriteAttributionForm, WriteAttributionKeys, WriteAttributionScorer, WriteAttributionExplainer)
