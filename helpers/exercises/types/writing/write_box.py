"""Write the “how we know” box of an article: what a reader may be told about how the story was made.

Only what the article bears out may stand; what only the reporter knows is asked for in square brackets. Hints catch new numbers and names, and
warn of what could lead to a source. The marks are the teacher's.
"""

from __future__ import annotations

from .._base import ExerciseType
from ._authored import whole_article
from ._slots import SlotExplainer, SlotForm, SlotKeys, SlotScorer


class WriteBoxForm(SlotForm):
    SLOTS = (
        (
            "who",
            "Who told us this?",
            "What kinds of people, and how many a reader can safely count.",
            None,
            "Does a reader learn what kinds of people spoke, and how many at the least?",
            "",
            "Start: “At least … people spoke to us: …”",
        ),
        (
            "how",
            "How do they know, and how did we reach them?",
            "Who saw it, who was told, who spoke by phone. Where the article is silent, write [ask: …].",
            None,
            "Are seeing, hearing and being told kept apart, voice by voice?",
            "",
            "Go through the voices one by one: did they see it?",
        ),
        (
            "names",
            "Why are there no names?",
            "One honest reason, and no formula.",
            None,
            "Does this reason belong to these people? Would it also fit any other article?",
            "",
            "Say what could happen to somebody who is found.",
        ),
        (
            "limits",
            "What could we not check?",
            "Name the claims that rest on one voice, or on none.",
            None,
            "Would the reporter least like to swear to this sentence, or to another one?",
            "",
            "Which sentence in the article would you least like to swear to? Write that one.",
        ),
        (
            "sides",
            "Who has something to gain?",
            "Which voices are a side in this, and what would they like you to believe?",
            None,
            "Of each voice: if everybody believed this, who would be glad?",
            "",
            "Ask of each voice: if everybody believed this, who would be glad?",
        ),
    )

    def blocks(self, exercise, article) -> list[dict]:
        tip = "You are the editor, and you have only the article. Write what it bears out. Where only the reporter could know, write a question in square brackets: [ask: how many people?]."
        return [
            {"id": "article", "heading": "The article", "body": whole_article(article), "fields": []},
            {"id": "box", "heading": "Your box: how we know", "body": [{"kind": "p", "text": tip}], "fields": self.slot_fields()},
        ]


class WriteBoxExplainer(SlotExplainer):
    COMMON = {
        "new": (
            "Only what the article bears out",
            "No new number or name came in.",
            "This is not in the article: {0}.",
            "Take it out, or turn it into a question to the reporter: [ask: …].",
        ),
    }


TYPE = ExerciseType.of(WriteBoxForm, SlotKeys, SlotScorer, WriteBoxExplainer)
