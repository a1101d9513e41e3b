"""A source audit memo: one page for an editor on how far an article carries, with what is done well and what is not.

Marked by hand, by the rubric. Hints say whether a quotation really stands in the article, whether praise and blame are both there, and warn
of what could lead to a source.
"""

from __future__ import annotations

import re

from helpers.scoring import cached_per_owner

from .._base import ExerciseType
from ._authored import whole_article
from ._slots import SlotExplainer, SlotForm, SlotKeys, SlotScorer
from ._written import hint, known_to

DECIDE = "decide"
QUOTED = r"[“\"]([^”\"]{3,160})[”\"]"
DECISIONS = (("print", "Print it as it is"), ("repair", "Print it after the one change"), ("hold", "Hold it until more is known"))


class AuditMemoForm(SlotForm):
    check = "Give me hints"
    SLOTS = (
        (
            "count",
            "1 How many people, at the least, stand behind it?",
            "Count people, not phrases, and say how you counted. Papers and records count apart.",
            r"\b(?:at least|no more than|one|two|three|four|five|six|seven|eight|nine|ten|\d+)\b",
            "A number is there: “{0}”.",
            "There is no number a reader could check.",
            "Go through the article and number each voice that must be somebody new.",
        ),
        (
            "best",
            "2 What is handled best?",
            "Quote the words. What does the reader learn from them?",
            r"[“\"][^”\"]{3,}[”\"]",
            "You quote what you praise.",
            "There is no quotation, so nobody can see what you mean.",
            "Put the words between quotation marks.",
        ),
        (
            "weak",
            "3 What is handled worst?",
            "Quote the words. What is missing, and could it have been given safely?",
            r"[“\"][^”\"]{3,}[”\"]",
            "You quote what you blame.",
            "There is no quotation, so nobody can see what you mean.",
            "Put the words between quotation marks.",
        ),
        (
            "safe",
            "4 Which name is rightly missing, or what must not be added?",
            "If everybody in the article has a name or no reason to hide, say that.",
            None,
            "Could a reader of the memo say who would be harmed, and by what? Or why nobody would?",
            "",
            "Think of somebody who wants to find the speaker. What would help them?",
        ),
        (
            "claim",
            "5 The claim on which most turns",
            "Quote it. What settles it, what can be said of it on the day of the article, and how sure are you from 0 to 100?",
            None,
            "Did you say what would settle it, what can be said on that day, and how sure you are?",
            "",
            "Finish: “It would be settled by …; on that day it is …; I am … sure.”",
        ),
        (
            "fix",
            "6 The one change that would help readers most",
            "Write the new words, not a wish.",
            None,
            "Could these words be printed as they stand?",
            "",
            "Write the sentence as it should be printed.",
        ),
    )

    def blocks(self, exercise, article) -> list[dict]:
        decide = {
            "id": DECIDE,
            "kind": "choice",
            "as": "radio",
            "label": "7 What do you tell the editor?",
            "options": [{"id": i, "name": n, "hint": ""} for i, n in DECISIONS],
        }
        return [
            {"id": "article", "heading": "The article", "body": whole_article(article), "fields": []},
            {"id": "memo", "heading": "Your memo", "body": [], "fields": [*self.slot_fields(), decide]},
        ]


class AuditMemoScorer(SlotScorer):
    def overall(self, exercise, key, fields) -> list:
        if not any(fields.get(i, "").strip() for i, *_ in self.form.SLOTS):
            return []
        quoted = {i: re.findall(QUOTED, fields.get(i, "")) for i in ("best", "weak", "claim")}
        strange = [q for one in quoted.values() for q in one if _plain(q) not in _running(key)]
        both = quoted["best"] and quoted["weak"] and _plain(quoted["best"][0]) != _plain(quoted["weak"][0])
        return [
            hint(
                "quotes",
                any(quoted.values()) and not strange,
                (", ".join(f"“{q}”" for q in strange),) if strange else ("nothing is quoted",),
            ),
            hint("both", both),
            hint("decision", fields.get(DECIDE)),
        ]


class AuditMemoExplainer(SlotExplainer):
    COMMON = {
        "quotes": (
            "Your quotations",
            "What you quote stands in the article.",
            "This is not in the article, word for word: {0}.",
            "Copy the words exactly, or take the quotation marks off.",
        ),
        "both": (
            "Praise and blame",
            "You name something good and something weak, and they are not the same words.",
            "Praise and blame are not both there, or they quote the same words.",
            "A memo that only blames helps nobody. Nor does one that only praises.",
        ),
        "decision": ("Your decision", "You decide.", "There is no decision yet.", "Choose one of the three, and be ready to defend it."),
    }


@cached_per_owner
def _running(key: dict) -> str:
    return known_to(key).casefold()


def _plain(quoted: str) -> str:
    return " ".join(re.findall(r"[^\W_]+(?:[,.]\d+)*", quoted)).casefold()


TYPE = ExerciseType.of(AuditMemoForm, SlotKeys, AuditMemoScorer, AuditMemoExplainer)
