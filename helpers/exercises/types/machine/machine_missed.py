"""What did the machine miss? Loaded words again, but those that the machine reader found are given and count no more.

The machine's marks stand in `exercises.json` (`options.found`), as they were when the exercise was made. The key is the readers' votes.
"""

from __future__ import annotations

from dataclasses import replace

from helpers.articles import CONTESTED
from helpers.scoring import best_item

from .._base import ExerciseType, on_the_text
from .._parts import Explanation
from ..marking_words.mark_language import MarkLanguageExplainer, MarkLanguageForm, MarkLanguageKeys, MarkLanguageScorer


class MachineMissedForm(MarkLanguageForm):
    def found(self, exercise, article) -> list[dict]:
        return on_the_text(exercise, article, exercise.options["found"])

    def view(self, exercise, article) -> dict:
        names = [
            "; ".join(f"“{f['text']}”" for f in self.found(exercise, article) if (f["says"] == "fair") == fair) for fair in (False, True)
        ]
        said = f"{exercise.prompt} The machine marked as loaded: {names[0] or 'nothing'}. As strong but fair: {names[1] or 'nothing'}. These count no more, right or wrong."
        return super().view(exercise, article) | {"prompt": said}


class MachineMissedKeys(MarkLanguageKeys):
    level = 1.0  # of the few words that are left here, all can be found

    def build_key(self, exercise, article, votes) -> dict:
        """Return the key of the whole passage, with what the machine found set aside: it neither earns nor costs."""
        key = super().build_key(exercise, article, votes)
        there = {home["id"] for f in self.form.found(exercise, article) if (home := best_item(key, f))}
        given = [
            {
                "id": f"{f['start']}-{f['end']}",
                "tier": CONTESTED,
                "spans": [[f["start"], f["end"]]],
                "text": f["text"],
                "right": [],
                "votes": {},
                "of": len(votes.passes),
                "marked": 0,
                "notes": {},
                "attrs": {a: [] for a in self.attrs},
            }
            for f in self.form.found(exercise, article)
            if not best_item(key, f)
        ]
        items = [i | {"tier": CONTESTED} if i["id"] in there else i for i in key["items"]] + given
        return key | {"items": sorted(items, key=lambda i: i["spans"][0]), "given": sorted(there | {g["id"] for g in given})}


class MachineMissedExplainer(MarkLanguageExplainer):
    def note(self, exercise, score) -> str:
        m = score.measures
        said = "What the machine had found is left out of the count. A little more than half of the rest is enough for full marks."
        if score.fraction < 0.2 and m["false_marks"] > m["signals"]:
            return f"{said} You suspected far more than is there, and that earns little: most of this text is careful."
        return said

    def explain(self, exercise, article, key, item) -> Explanation:
        told = super().explain(exercise, article, key, item)
        if item.id in key["given"]:
            return replace(told, title="The machine had this one", sentences=["It counts no more, whatever you said."], next="")
        if item.outcome == "miss":
            listed = "Why the machine passes over it: these words are on no list, and many a sentence uses them coolly."
            return replace(told, sentences=[*told.sentences, listed])
        return told


TYPE = ExerciseType.of(MachineMissedForm, MachineMissedKeys, MarkLanguageScorer, MachineMissedExplainer)
