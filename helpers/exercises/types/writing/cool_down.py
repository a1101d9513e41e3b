"""Cool it down: rewrite a passage neutrally. Numbers, names and doers stay, the loaded words go, nothing new is claimed.

The machine gives hints and no marks. A rewrite that drops a fact is refused, with the reason; which words are loaded or fair comes
from the votes. Whether the sentence is good is the teacher's to say, by the rubric in `exercises.json`.
"""

from __future__ import annotations

from dataclasses import replace

from helpers.articles import CORE, DECOY, codebook, items_of
from helpers.scoring import RIGHT, WRONG, ItemScore

from .._base import ExerciseType
from .._parts import Explanation
from ._authored import paragraph_with
from ._copies import copies, copy_told
from ._rewrite import dropped, kept, new_claims, stands_in
from ._written import MAX, WrittenExplainer, WrittenForm, WrittenKeys, WrittenScorer

FIELD = "text"


class CoolDownForm(WrittenForm):
    layer = "language"
    check = "Check my version"
    needs = (FIELD,)
    asks_safety = False

    def blocks(self, exercise, article) -> list[dict]:
        item = exercise.options["sentence"]
        field = {
            "id": FIELD,
            "kind": "text",
            "label": "Your cooler version",
            "rows": 5,
            "maxlength": MAX,
            "help": "Keep every fact, every name and everyone who does or says something. Add nothing.",
        }
        body = paragraph_with(article, item, "Cool this down:")
        return [{"id": "cool", "heading": "The passage", "body": body, "fields": [field]}]


class CoolDownKeys(WrittenKeys):
    def has_votes(self, exercise, votes) -> bool:
        """Return whether there is anything to hint at: of a sealed one in a student's copy the facts, which stand in the text, and never loaded words."""
        return bool(votes.passes) or exercise.sealed

    def build_key(self, exercise, article, votes) -> dict:
        item = exercise.options["sentence"]
        there = items_of(votes.passes, "language", item["start"], item["end"]) if votes.passes else []
        entry = lambda i: {
            "text": i.text,
            "forms": sorted({article.text[a:b] for a, b in i.spans}, key=len),
            "label": i.right[0],  # noqa: E731
            "note": "" if f"{i.start}-{i.end}" in exercise.options.get("no_reason", ()) else next(iter(i.notes(i.right[0])), ""),
            "marked": len(i.marks),
            "of": i.of,
            "start": i.start,
            "end": i.end,
        }
        a, b = article.paragraphs[article.paragraph_of(item["start"]) - 1]
        return super().build_key(exercise, article, votes) | {
            "source": item["text"],
            "around": article.text[a:b],
            "facts": exercise.options.get("facts", []),
            "read": bool(votes.passes),
            "loaded": [entry(i) for i in there if i.tier == CORE],
            "fair": [entry(i) for i in there if i.tier == DECOY],
        }


class CoolDownScorer(WrittenScorer):
    def raw(self, exercise, key, value) -> tuple:
        words = value["fields"][FIELD]
        lost = dropped(key["source"], key["facts"], words)
        unfair = [i for i in key["fair"] if not kept(i["text"], words)]
        added = new_claims(key["around"], words)
        outcomes = [
            ItemScore("facts", WRONG if lost else RIGHT, float(not lost), given=tuple(lost)),
            ItemScore("new", WRONG if added else RIGHT, float(not added), given=tuple(added)),
        ]
        outcomes += [
            ItemScore(f"fair-{i['start']}", WRONG if i in unfair else RIGHT, float(i not in unfair), start=i["start"], end=i["end"])
            for i in key["fair"]
        ]
        still = [bool(stands_in(i["forms"], words)) for i in key["loaded"]]
        outcomes += [
            ItemScore(f"hot-{i['start']}", WRONG if hot else RIGHT, float(not hot), start=i["start"], end=i["end"])
            for i, hot in zip(key["loaded"], still)
        ]
        outcomes = copies("copy", key["source"], words) + outcomes
        cooled = still.count(False) / len(still) if still else float(words.strip() != key["source"].strip())
        sound = not (lost or added or unfair)
        return cooled * sound, outcomes, {"lost": len(lost), "cooled": still.count(False), "loaded": len(still), "read": key["read"]}


class CoolDownExplainer(WrittenExplainer):
    def headline(self, score) -> str:
        m = score.measures
        if m["lost"]:
            return "Not accepted yet: a fact is gone."
        cooled = (
            f"{m['cooled']} of {m['loaded']} loaded expressions are cooled."
            if m["read"]
            else "The loaded words are read in your teacher’s copy."
        )
        return f"The facts are all there. {cooled}"

    def explain(self, exercise, article, key, item) -> Explanation:
        fine = item.outcome == RIGHT
        base = Explanation(field=FIELD, kind="info", word="Seen" if fine else "Look again")
        if item.id == "copy":
            return replace(copy_told(item), field=FIELD)
        if item.id == "facts":
            if fine:
                return replace(base, title="Numbers, names and doers stay", sentences=["Everything that was reported is still there."])
            return replace(
                base,
                title="A fact was dropped",
                sentences=[
                    f"This is missing now: {', '.join(f'“{x}”' for x in item.given)}.",
                    "A cooler sentence tells the reader as much as the hot one did. One that leaves out who did or said it only hides something.",
                ],
                next="Put it back, then look for a plain word around it.",
            )
        if item.id == "new":
            if fine:
                return replace(base, title="Nothing new is claimed", sentences=["No new number, name or cause came in."])
            return replace(
                base,
                title="Something new came in",
                sentences=[
                    f"This is not in the article’s paragraph: {', '.join(f'“{x}”' for x in item.given)}.",
                    "Cooling changes how a thing is said. A number, a name or a cause that the article does not give would be your own claim.",
                ],
                next="Take it out, or show where the paragraph says so.",
            )
        entry = next(i for i in key["loaded"] + key["fair"] if i["start"] == item.start)
        base = replace(base, quote=entry["text"], votes=f"{entry['marked']} of {entry['of']} readers marked it.")
        if item.id.startswith("fair-"):
            if fine:
                return replace(base, title="Strong but fair, and you kept it", sentences=[entry["note"]])
            return replace(
                base,
                title="You cooled a word that was fair",
                sentences=[entry["note"], f"Rule: {codebook.CATEGORIES['fair'].rule}"],
                next="Put it back: without it the reader knows less.",
            )
        label = codebook.CATEGORIES[entry["label"]]
        if fine:
            return replace(base, title="Cooled", sentences=[f"It was loaded as “{label.name}”. {entry['note']}"])
        return replace(
            base,
            title=f"Still hot: {label.name}",
            sentences=[entry["note"], f"Rule: {label.rule}", f"Compare: {label.contrast}"],
            next="Say aloud what happened, as you would to somebody you do not want to upset or win over. Write that.",
        )


TYPE = ExerciseType.of(CoolDownForm, CoolDownKeys, CoolDownScorer, CoolDownExplainer)
