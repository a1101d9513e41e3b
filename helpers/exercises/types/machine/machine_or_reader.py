"""Keep or correct? What the machine reader marked, and what it left alone: for each, does the learner side with it?

What the machine said stands in `exercises.json` (`layer`, `says`, `tier`, `reason`; `says` is null where it marked nothing), as it was on the day
the exercise was made: a later reader must not change a task. What is right comes from the votes, never from the reader. About half of
what is asked is the machine's mistake, so neither blind trust nor blanket refusal pays.
"""

from __future__ import annotations

from dataclasses import replace

from helpers.articles import codebook
from helpers.scoring import EMPTY, RIGHT

from .._base import ExerciseType
from .._parts import Explanation
from ..choosing._choice_keys import ChoiceKeys
from ..choosing._choices import ChoiceExplainer, ChoiceForm, ChoiceScorer
from ..choosing._marks_at import marks_at
from ..choosing._sentence_blocks import sentence_blocks

KEEP, DROP, LABEL, MISS = "keep", "drop", "label", "miss"
MARKED = (
    (KEEP, "keep it", "The words are marked rightly, and so is what they are called."),
    (DROP, "take it away", "Nothing is to be marked here."),
    (LABEL, "right words, wrong name", "These words are to be marked, but they are something else."),
)
SILENT = ((KEEP, "rightly left alone", "Nothing is to be marked here."), (MISS, "it missed one", "This should be marked."))
NOTHING = {
    "sources": "Nobody is cited by these words: somebody acts here, or is talked about.",
    "language": "There is no heat here that a plainer word would take away.",
    "claims": "Readers marked the claims that carry the story, and this is not among them.",
}
NO_CLAIM = "Not marked as claims: what somebody feels, does not know or refuses to say, and what only describes a source."
FIRST = "Read the sentence first, and the machine’s reason after that."
NOUN = {"sources": "a source", "language": "a loaded word", "claims": "a claim"}


def mark_in(item: dict, passes) -> dict:
    """Annotator → mark at the item's words, or None."""
    found = dict(marks_at(passes, item["layer"], item))
    return {p.annotator: found.get(p.annotator) for p in passes}


def vote(item: dict, mark: dict | None) -> str:
    """Return what one reader's mark, or none, says about the machine."""
    label = mark and mark[codebook.LABEL_FIELD[item["layer"]]]
    plain = label in (None, "fair")  # a word that is called fair is not called loaded
    if item["says"] is None:
        return KEEP if plain else MISS
    if plain:
        return KEEP if item["says"] == "fair" else DROP
    return KEEP if label == item["says"] else LABEL


class MachineOrReaderForm(ChoiceForm):
    layer = "any"
    suspicious_options = (DROP, LABEL, MISS)

    def questions(self, exercise, article) -> list[dict]:
        return [
            {
                "id": i["id"],
                "block": i["id"],
                "label": _claim(i),
                "options": list(SILENT if i["says"] is None else MARKED),
                "start": i["start"],
                "end": i["end"],
            }
            for i in self.items(exercise, article)
        ]

    def view(self, exercise, article) -> dict:
        """Return a block per sentence, in the order in which the exercise names its places: the sentence once, then what the machine did in it."""
        asked = zip(self.items(exercise, article), self.questions(exercise, article))
        bare = ((i, {**q, "help": _because(i), "options": [(o, name, "") for o, name, _ in q["options"]]}) for i, q in asked)
        blocks = sentence_blocks(article, ((i, self.field(question)) for i, question in bare))
        said = " ".join(f"{name[0].upper() + name[1:]}: {hint[0].lower() + hint[1:]}" for _, name, hint in MARKED)
        if any(i["layer"] == "claims" for i in self.items(exercise, article)):
            said = f"{said} {NO_CLAIM}"
        for layer in ("sources", "claims"):  # else a wrong name could only be guessed
            if any(i["layer"] == layer and i["says"] for i in self.items(exercise, article)):
                said += f" Names for {layer}: {'; '.join(label.name for label in codebook.LABELS[layer].values())}."
        return {"blocks": list(blocks.values()), "help": said}


class MachineOrReaderKeys(ChoiceKeys):
    def ballots(self, exercise, article, votes) -> dict:
        return {
            i["id"]: [(who, vote(i, m), m and m.get("note")) for who, m in mark_in(i, votes.passes).items()]
            for i in self.form.items(exercise, article)
        }

    def asks(self, question: dict) -> str:
        return "machine"

    def build_key(self, exercise, article, votes) -> dict:
        key = super().build_key(exercise, article, votes)
        for item in self.form.items(exercise, article):
            labels = [m[codebook.LABEL_FIELD[item["layer"]]] for m in mark_in(item, votes.passes).values() if m]
            key["questions"][item["id"]]["labels"] = {x: labels.count(x) for x in sorted(set(labels), key=lambda x: (-labels.count(x), x))}
        return key


class MachineOrReaderScorer(ChoiceScorer):
    def baseline_answers(self, exercise, article, key) -> list[dict]:
        doubt = [{"fields": {f: name if name in q["options"] else MISS for f, q in key["questions"].items()}} for name in (DROP, LABEL)]
        return super().baseline_answers(exercise, article, key) + doubt


class MachineOrReaderExplainer(ChoiceExplainer):
    def note(self, exercise, score) -> str:
        given = {i.given[0] for i in score.items if i.given}
        if score.fraction < 0.2 and given == {KEEP}:
            return "You sided with the machine every time. It is wrong about half of the time here, so this earns little."
        if score.fraction < 0.2 and given and KEEP not in given:
            return "You sided against the machine every time. It is right about half of the time here, so this earns little."
        return super().note(exercise, score)

    def explain(self, exercise, article, key, item) -> Explanation:
        asked = next(i for i in self.form.items(exercise, article) if i["id"] == item.id)
        key_item = key["questions"][item.id]
        base = Explanation(quote=asked["text"], field=item.id, votes=_tally(key_item))
        if not key_item["right"]:
            return replace(base, title="This can be argued either way", sentences=["Any answer is accepted here."], next="")
        if item.outcome == EMPTY and not exercise.sealed:
            return replace(base, title="Keep or correct?", kind="info", sentences=[], votes="", next=FIRST)
        right = key_item["right"][0]
        labels, noun = codebook.LABELS[asked["layer"]], NOUN[asked["layer"]]
        best = next((x for x in key_item["labels"] if x != "fair" and (right != LABEL or x != asked["says"])), None)
        said = {
            KEEP: f"The machine calls it “{labels[asked['says']].name}”, and so do most readers."
            if asked["says"]
            else NOTHING[asked["layer"]],
            DROP: NOTHING[asked["layer"]],
            LABEL: f"Readers call it “{labels[best].name}”, the machine “{labels[asked['says']].name}”." if best and asked["says"] else "",
            MISS: f"This is {noun}: “{labels[best].name}”." if best else "",
        }[right]
        note = key_item["why"] or next(iter(key_item["notes"].get(right, [])), "")
        lines = [note] if key_item["why"] and said == NOTHING[asked["layer"]] else [said, note]
        title = {
            KEEP: "The machine is right",
            DROP: "The machine saw something that is not there",
            LABEL: "The machine found the place, but gave it the wrong name",
            MISS: "The machine passed over one",
        }[right]
        if item.outcome == RIGHT:
            title = title if len(key_item["right"]) == 1 else "Two answers count here"
            return replace(base, title=title, sentences=lines, next="")
        if item.outcome == EMPTY:
            return replace(base, title=title, sentences=lines, next=FIRST)
        if right == KEEP:
            return replace(
                base,
                title="You corrected it, and it was right",
                word="False alarm",
                kind="false_alarm",
                sentences=lines,
                next="A machine that is often wrong is still right here. Find the words that back it.",
            )
        if item.given == (KEEP,):
            return replace(
                base,
                title=f"You let it pass. {title}",
                word="Missed",
                kind="miss",
                sentences=lines,
                next="Cover the machine’s mark with your hand, and mark the sentence yourself first.",
            )
        return replace(base, title=title, sentences=lines, next="You saw that something is wrong. Now say what the words do here.")


def _claim(item: dict) -> str:
    if item["says"] is None:
        return f"It passes over “{_bare(item)}”: no {NOUN[item['layer']].split(' ', 1)[1]}."
    name = codebook.LABELS[item["layer"]][item["says"]].name
    what = name if item["says"] == "fair" else f"{NOUN[item['layer']]} ({name})"
    return f"It marks “{_bare(item)}” as {what}."


def _bare(item: dict) -> str:
    return item["text"].strip("“”").replace("“", "‘").replace("”", "’")


def _because(item: dict) -> str:
    if item["says"] is None:
        return ""
    return f"The machine is {'sure' if item['tier'] == 'sure' else 'not sure (“worth a look”)'}. Its reason: {item['reason']}"


def _tally(key_item: dict) -> str:
    names = {KEEP: "side with the machine", DROP: "would take it away", LABEL: "give it another name", MISS: "mark it"}
    cast = sorted(key_item["votes"].items(), key=lambda x: (-x[1], x[0]))
    return "Readers: " + ", ".join(f"{n} of {key_item['of']} {names[v]}" for v, n in cast) + "."


TYPE = ExerciseType.of(MachineOrReaderForm, MachineOrReaderKeys, MachineOrReaderScorer, MachineOrReaderExplainer)
