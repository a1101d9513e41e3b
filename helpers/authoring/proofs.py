"""Whether an exercise on a teacher's own article can tell reading from not reading: tried before it is published."""

from __future__ import annotations

from statistics import mean

from helpers.articles import Article
from helpers.exercises import Exercise, Votes, build_key, score_with, type_of

from .marks_by_look import best_look

MOST, RULED = 0.2, 1 / 3  # what may be earned without reading: by one answer for all, and by one feature of the words
BY_CHANCE = 0.03  # how far the mean of so few dice lies from what it would be with many
LAZY = ("It was said.", "All lies.", "Something was said.")  # texts that take no work


def prove(task: Exercise, article: Article, votes: Votes, proofs: dict[str, dict[str, float]]) -> str:
    """Return "" where the exercise tells readers from guessers; else a reason and what to do. What each answer earns goes into `proofs`."""
    kind, key = type_of(task.type), build_key(task, article, votes)
    if kind.manual:
        return _prove_hints(task, kind, article, key, proofs)
    earned = lambda value: score_with(task, article, key, value, why=False).fraction  # noqa: E731
    dice, rote = kind.random_answers(key), [0.0, *map(earned, kind.baseline_answers(task, article, key))]
    shown = {
        "right": earned(kind.solved(task, key)),
        "flag_all": rote[min(1, len(rote) - 1)],
        "rote": max(rote),
        "flag_none": earned({"spans": []} if kind.shape == "spans" else {"fields": {}}),
        "guess": mean(map(earned, dice)) if dice else 0.0,
        "wrong": earned(_by_chance(kind, task, key)),
    }
    if shown["right"] < 0.99:
        return "the key’s own answer would not earn all the marks: there is too little to ask, or the markers differ too much; to have it: mark more in the part that counts, and talk about the places on which you differ (step 3)."
    luck = max(earned - (BY_CHANCE if name == "guess" else 0.0) for name, earned in shown.items() if name != "right")
    ruled = best_look(task, article, key) if kind.shape == "spans" else 0.0
    if luck >= MOST or ruled >= RULED:
        more = "or choose other paragraphs as practice" if task.sealed else "or choose the paragraphs beside it as practice too"
        return f"answering without reading would {called(max(luck, ruled), task.sealed)}; to have it: mark more places there, of more than one kind, {more}."
    proofs[task.id] = shown
    return ""


def called(share: float, sealed: bool) -> str:
    """Return what becomes of an answer that is right by so much: marks where it counts; practice earns none, it only says what was right."""
    return f"earn {share:.0%} of the marks" if sealed else f"count as {share:.0%} right"


def _by_chance(kind, task: Exercise, key: dict) -> dict:
    """A place that nobody can miss, under a wrong label: the first one, where no sentence is without something to mark. Else nothing."""
    if kind.shape != "spans" or key["quiet"]:
        return {"spans": []} if kind.shape == "spans" else {"fields": {}}
    first = kind.solved(task, key)["spans"][:1]
    core = next((i for i in key["items"] if i["tier"] == "core"), {"right": []})
    return {"spans": [{**m, "label": next(x for x in kind.form.labels() if x not in core["right"])} for m in first]}


def _prove_hints(task: Exercise, kind, article: Article, key: dict, proofs: dict[str, dict[str, float]]) -> str:
    """For what a teacher marks: the hints must be met by the model, where there is one, and not by an answer that takes no work."""
    if task.options.get("model"):
        best = score_with(task, article, key, {"fields": {kind.form.needs[0]: task.options["model"]}})
        unmet = [i for i in best.items if i.credit < 1]
        if unmet:
            told = kind.explain(task, article, key, unmet[0])
            return f"your own version would not meet its hints ({told.title}: {' '.join(told.sentences[:1])}); to have it: change your version in step 4, or empty it."
    boxes = [f["id"] for f in kind.form.fields(task, article) if f["kind"] == "text"]
    unchanged = task.options.get("sentence", task.options.get("claim", {})).get("text", "")
    tried = (score_with(task, article, key, {"fields": dict.fromkeys(boxes, text)}) for text in (*LAZY, unchanged, ""))
    if any(score.items and score.raw >= 0.99 for score in tried):
        return "an answer that takes no work would meet every hint; to have it: choose other paragraphs as practice."
    proofs[task.id] = {"by_hand": 1.0}
    return ""
