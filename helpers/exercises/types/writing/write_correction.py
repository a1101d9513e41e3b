"""Write a correction after new cards came in: which statement was wrong, what is right, and since when that can be known.

Several statements are offered, and most of them need no correction. Hints look at the form of the text; which statement is wrong, and what is
right, stands in `articles/<slug>/repairs.json`, so a student's copy does not tell.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from helpers.articles import spoken

from .._base import ExerciseType, on_the_text
from .._parts import Explanation
from ._authored import card_parts, inside, repairs_of
from ._written import EXCUSES, MAX, WrittenExplainer, WrittenForm, WrittenKeys, WrittenScorer, hint, known_to, looked_for, unknown, words_of
from .write_attribution import facts_hint

FIELD, WHICH = "text", "which"
MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
OWNS = r"\b(?:we (?:wrote|said|reported|printed|published|got|should)|our (?:article|report|story)|(?:the|this) (?:article|newspaper|paper|report)|was wrong|were wrong|correction)\b"
WORDS = {
    "which": (
        "The statement you chose",
        "This one needs a correction. {0}",
        "Another statement needs it more. {0}",
        "Which of them does a card contradict, and in whose name did the article say it?",
    ),
    "wrong": (
        "What was wrong",
        "A reader sees what was wrong.",
        "A reader who missed the article cannot see what was wrong: {0} is missing.",
        "Quote the wrong words once.",
    ),
    "right": ("What is right", "The right figures are there.", "This is missing: {0}.", "Say what the card says, no more and no less."),
    "since": (
        "Since when",
        "You say from when, or from what: “{0}”.",
        "Nothing says since when this is known.",
        "Add the day of the card and who published it.",
    ),
    "owns": (
        "Whose mistake",
        "You say plainly whose words they were: “{0}”.",
        "Nobody says here: we were wrong.",
        "Begin: “In our article of … we wrote …”",
    ),
    "plain": ("No excuse", "No excuse and nobody else to blame.", "“{0}” is an excuse. A reader needs none.", "Take it out."),
    "new": (
        "Nothing new is claimed",
        "Every number and name stands in the article or on a card.",
        "This is on no card and not in the article: {0}.",
        "A correction must not need a correction.",
    ),
}


class WriteCorrectionForm(WrittenForm):
    asks_safety = False

    def items(self, exercise, article) -> list[dict]:
        return on_the_text(exercise, article, exercise.options["items"])

    def blocks(self, exercise, article) -> list[dict]:
        today = spoken(date.fromisoformat(exercise.options["today"]))
        which = {
            "id": WHICH,
            "kind": "choice",
            "as": "radio",
            "label": "Which of these statements needs a correction?",
            "options": [
                {"id": i["id"], "name": f"“{inside(i['text'])}” (paragraph {article.paragraph_of(i['start'])})", "hint": ""}
                for i in self.items(exercise, article)
            ],
        }
        text = {
            "id": FIELD,
            "kind": "text",
            "label": "Your correction",
            "rows": 5,
            "maxlength": MAX,
            "help": "Two to four sentences: what was wrong, what is right, since when that is known.",
        }
        return [
            {
                "id": "cards",
                "heading": f"It is {today}. These cards have come in",
                "body": card_parts(article, exercise.options["cards"]),
                "fields": [],
            },
            {"id": "correct", "heading": "Correct it", "body": [], "fields": [which, text]},
        ]


class WriteCorrectionKeys(WrittenKeys):
    def build_key(self, exercise, article, votes) -> dict:
        looks = repairs_of(votes).get("hints", {}).get(f"{exercise.assignment}/{exercise.id}", {})
        cards = card_parts(article, exercise.options["cards"])
        return super().build_key(exercise, article, votes) | {
            "looks": looks,
            "words": words_of(article.text, article.about["date"], *(f"{c['title']} {c['text']}" for c in cards)),
        }


class WriteCorrectionScorer(WrittenScorer):
    def hints(self, exercise, key, fields) -> list:
        text, found = fields.get(FIELD, ""), []
        if looks := key["looks"]:
            found.append(hint("which", fields.get(WHICH) == looks["which"], (looks["why"],)))
            found += [facts_hint("wrong", looks["wrong"], text), facts_hint("right", looks["right"], text)]
        found.append(looked_for("since", rf"\b(?:\d{{1,2}} (?:{MONTH})|(?:{MONTH}) \d{{1,2}})\b|\baccording to\b", text))
        found.append(looked_for("owns", OWNS, text))
        excuse = looked_for("plain", EXCUSES, text)
        found.append(hint("plain", text.strip() and not excuse.given, excuse.given))
        new = unknown(known_to(key), text)
        return [*found, hint("new", text.strip() and not new, (", ".join(f"“{x}”" for x in new),) if new else ())]


class WriteCorrectionExplainer(WrittenExplainer):
    def explain(self, exercise, article, key, item) -> Explanation:
        return replace(self.said(item, WORDS[item.id]), field=WHICH if item.id == "which" else FIELD)


TYPE = ExerciseType.of(WriteCorrectionForm, WriteCorrectionKeys, WriteCorrectionScorer, WriteCorrectionExplainer)
