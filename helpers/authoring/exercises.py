"""From the votes on an article to the exercises of units 1 to 3: what can honestly be asked about this text, and what cannot, with the reason.

Every exercise is proved before it is published: the key's own answer earns all, and marking everything or nothing earns less than 20 %. Where a
teacher gives the marks, the hints are proved: a model answer meets all of them, and copying the sentence or emptying it does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from helpers.articles import Article, Pass
from helpers.exercises import Exercise, Votes, build_key, printed

from . import ask_claims, ask_sources, ask_words
from .chooser import Chooser
from .fair_items import make_fair
from .proofs import prove

TITLES = {1: "Who says so?", 2: "The weight of words", 3: "Can it be checked?"}
LAYER = {1: "sources", 2: "language", 3: "claims"}
ASK = {1: ask_sources.ask, 2: ask_words.ask, 3: ask_claims.ask}


@dataclass(frozen=True)
class Plan:
    """One unit to be: its exercises as in `exercises.json`, what each was proved to give, and what was left out and why.

    `keys` holds for an exercise what stays with the teacher beside the votes: a model text, or where each voice stands.
    """

    number: int
    exercises: tuple[dict, ...]
    proofs: dict[str, dict[str, float]] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    keys: dict[str, dict] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return TITLES[self.number]


def plan(
    article: Article,
    votes: Votes,
    chosen: tuple[int, ...],
    numbers=(1, 2, 3),
    hints: list[dict] = (),
    longest: int = 1000,
    models: dict | None = None,
) -> list[Plan]:
    """Return the units that the votes allow, with the paragraphs `chosen` as practice and the rest sealed.

    Without votes the exercises run without a key: the reader's `hints` only choose what is asked about. No claim longer than `longest` characters
    is quoted in a question (where the text itself is not handed out). `models`: the teacher's own cooler sentence, by where the sentence starts.
    """
    keyed = bool(votes.passes)
    passes = votes.passes if keyed else (Pass("reader", tuple(m for m in hints if m.get("tier") == "sure")),)
    made = []
    for number in numbers:
        chooser = Chooser(article, passes, tuple(chosen) if keyed else (), keyed, longest, votes.desks, models)
        layer = LAYER[number]
        if keyed and not chooser.items(layer):
            made.append(
                Plan(number, (), {}, (f"Unit {number}, because nothing is marked in “{layer}” yet; to have it: mark something in step 2.",))
            )
            continue
        wanted, proofs, kept, keys = ASK[number](chooser), {}, [], {}
        for exercise in wanted:
            exercise = {"id": f"q{len(kept) + 1}", **exercise}
            own, pool = exercise.pop("keys", {}), exercise.pop("pool", None) or exercise.get("options", {}).get("items", [])
            problem = make_fair(exercise, pool, article, votes, lambda raw: _task(raw, own)) if keyed else ""  # noqa: B023
            if keyed and not exercise.get("sealed"):
                _hold_back(chooser, exercise)
            if problem or keyed and (problem := prove(_task(exercise, own), article, votes, proofs)):
                chooser.left_out.append(f"{exercise['title']}, because {problem}")
            else:
                kept.append(exercise)
                keys |= {exercise["id"]: own} if own else {}
        if keyed:
            _let_wait(article, votes, kept, keys)
        left = chooser.left_out if keyed else _without_marks(chooser.left_out)
        made.append(Plan(number, tuple(kept), proofs, tuple(left), keys))
    return made


def _let_wait(article: Article, votes: Votes, kept: list[dict], keys: dict[str, dict]) -> None:
    """Say of each exercise after which marking it opens, because it prints answers of it."""
    tasks = [_task(raw, keys.get(raw["id"])) for raw in kept]
    before: list = []
    for raw, task in zip(kept, tasks):
        if after := printed.waits_for(task, before, article):
            raw["after"] = after
        before.append((task, build_key(task, article, votes)))


def _without_marks(left_out: list[str]) -> list[str]:
    """One line where nobody has marked anything: what each exercise lacks is the same, marks."""
    titles = ", ".join(f"“{line.split(', because ')[0]}”" for line in left_out)
    return (
        [
            f"{titles}, because nobody has marked this article, and what the machine reader is sure of does not hold enough; to have it: mark it in step 2."
        ]
        if titles
        else []
    )


def _task(raw: dict, own: dict | None = None) -> Exercise:
    """The exercise as it would be read; with `own`, what stays with the teacher is put back, as only the proof may see it."""
    options = dict(raw.get("options", {}))
    if places := (own or {}).get("voices"):
        options |= {side: [{**v, "at": places.get(v["id"], [])} for v in options[side]] for side in ("voices", "behind")}
    if model := (own or {}).get("models"):
        options["model"] = model["text"]
    return Exercise(
        "proof",
        raw["id"],
        raw["type"],
        raw["article"],
        raw["title"],
        raw["prompt"],
        raw.get("points", 0.0),
        raw.get("manual_points", 0.0),
        raw.get("sealed", False),
        tuple(raw["passage"]) if raw.get("passage") else None,
        options,
        tuple(raw.get("rubric", ())),
    )


def _hold_back(c: Chooser, raw: dict) -> None:
    """No reason in practice may quote what is asked where it counts: such reasons are left out of the open key, and it is said."""
    hidden = _only_there(c)
    told = []
    for item in c.practising(
        {"mark_sources": "sources", "mark_claims": "claims", "order_disclosure": "sources"}.get(raw["type"], "language")
    ):
        for note in {m.get("note") or "" for m in item.marks.values()}:
            if word := next((w for w in hidden if re.search(rf"(?<!\w){re.escape(w)}(?!\w)", note, re.I)), None):
                told.append((item, word))
    if not told:
        return
    ids = {f"{i.start}-{i.end}" for i, _ in told} | {
        o["id"] for o in raw.get("options", {}).get("items", []) for i, _ in told if o["start"] == i.start
    }
    raw["options"] = {**raw.get("options", {}), "no_reason": sorted(ids)}
    for item, word in told:
        line = f"The reason for “{item.text[:40]}” in practice, because it quotes “{word[:40]}”, which counts; to have it: word it otherwise in step 4 (until then learners read the rule)."
        if line not in c.left_out:
            c.left_out.append(line)


def _only_there(c: Chooser) -> list[str]:
    """Words of marks that count, where they stand nowhere in practice."""
    shown = " ".join(c.article.text[slice(*c.article.passage(*run))] for run in c.runs("open")).casefold()
    found = {
        m["text"].strip('“”"')
        for run in c.runs("sealed")
        for p in c.passes
        for layer in LAYER.values()
        for m in p.layer(layer, *c.article.passage(*run))
    }
    return sorted((w for w in found if len(w) > 3 and w.casefold() not in shown), key=len)


def quoted_share(article: Article, plans: list[Plan]) -> float:
    """Return how much of the article's text stands in the questions of `exercises.json`, from 0 to 1."""
    asked = [
        i
        for one in plans
        for e in one.exercises
        for i in (*e.get("options", {}).get("items", []), *(e["options"][k] for k in ("sentence", "claim") if k in e.get("options", {})))
    ]
    return len({at for i in asked for at in range(i["start"], i["end"])}) / len(article.text)
