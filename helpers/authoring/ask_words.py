"""Unit 2 for any article: loaded words, strong words that are fair, whose words they are, and the same in cooler words."""

from __future__ import annotations

from helpers import text
from helpers.articles import CORE, DECOY
from helpers.exercises import dropped

from .chooser import LEAST, MOST, Chooser, agreed, counted, number, some

SORT = "sort"
LONGEST = 400  # characters of a sentence to rewrite
COOLER = (
    "every fact, name and speaker is still there, and each still says or does the same (1)",
    "the loaded words are gone (1)",
    "nothing new is claimed, and strong words that are fair have stayed (1)",
    "it reads like news: clear and no longer than needed (1)",
)


def ask(c: Chooser) -> list[dict]:
    made = c.marking(
        "mark_language",
        "language",
        "Loaded words.",
        "Mark the words that do more than report. Say what each one does and whose words they are. Some words sound strong and are exact: mark those as fair.",
        "The same, on your own. Mark what you can defend, and leave what is plain. Strong words that are exact are fair.",
        5,
    )
    for part in (_fair, _practice, _strength, _cool):
        made += part(c)
    if c.keyed:
        c.leave(
            "Find the doer",
            "nobody has written down who did what in the sentences without a doer",
            "write it by hand, as in solutions/02_weight_of_words/exercises.json (q6)",
        )
        c.leave(
            "Heat it up",
            "its hotter words and what a reader then believes are written by hand",
            "write it as in solutions/02_weight_of_words/exercises.json (q8)",
        )
    return made


def _fair(c: Chooser) -> list[dict]:
    there = c.counting("language")
    fair, hot = [i for i in there if i.tier == DECOY], [i for i in there if i.tier == CORE]
    if len(fair) >= 2 and len(hot) >= 2:
        chosen = sorted([*fair[: MOST // 2], *hot[: max(2, min(len(hot), len(fair[: MOST // 2])))]], key=lambda i: i.start)
        return [
            c.one(
                "fair_or_loaded",
                "Fair or loaded?",
                "All of these sound strong. Swap in a plainer word: is a fact lost, or only heat?",
                sealed=True,
                points=3,
                options=c.listed(chosen, "w"),
            )
            | c.pool([*fair, *hot], "w")
        ]
    c.leave(
        "Fair or loaded?",
        f"in the part that counts, {some(len(fair), 'word')} can be asked as strong but fair and {number(len(hot))} as loaded; two of each are needed",
        "mark more of them there, or choose other paragraphs as practice",
    )
    return []


def _practice(c: Chooser) -> list[dict]:
    made, every = [], [i for i in c.practising("language") if i.tier == CORE]
    early = every[:MOST]
    for kind, title, prompt, name in (
        ("what_work", "What does the word do? Practice", "For each word: which of the rules can you answer with yes?", "category"),
        ("whose_words", "Whose words are they? Practice", "For each word: who is answerable for it?", "voice"),
    ):
        if len(early) >= LEAST and len({agreed(i, name) for i in early}) >= 2:
            made.append(c.one(kind, title, prompt, sealed=False, options=c.listed(early, "w")) | c.pool(every, "w"))
        else:
            c.leave(
                title,
                f"{counted(len(early), 'loaded word')} marked in the practice part{f', of {some(len({agreed(i, name) for i in early}), SORT)}' if early else ''}; it needs {LEAST}, of two sorts",
                "mark more words there, or let more paragraphs be practice",
            )
    return made


def _strength(c: Chooser) -> list[dict]:
    every = [i for i in c.practising("language") if i.tier == CORE and all(m.get("strength") for m in i.marks.values())]
    rated = every[:MOST]
    if len(rated) >= LEAST and len({agreed(i, "strength") for i in rated}) >= 2:
        return [
            c.one(
                "how_strong",
                "How strong? Practice",
                "How strong is each word, from 1 (a touch) to 3 (strongly)? Rate the word, not its subject.",
                sealed=False,
                options=c.listed(rated, "r"),
            )
            | c.pool(every, "r")
        ]
    c.leave(
        "How strong? Practice",
        f"{some(len(rated), 'loaded word')} in the practice part {'has' if len(rated) < 2 else 'have'} a strength; it needs {LEAST}, not all equally strong",
        "say in step 2 how strong they are",
    )
    return []


def _cool(c: Chooser) -> list[dict]:
    """A sentence to be cooled where something counts, for the teacher to mark, and one for practice; the model is the teacher's own or left out."""
    title = "Cool it down"
    if not c.keyed or not c.hints_read(title):
        return []
    made = []
    if (found := sentences_to_cool(c, "open")) and c.longest >= 1000:  # its open key holds the whole paragraph
        made.append(_one(c, found[0], f"{title}. Practice", sealed=False))
    found = sentences_to_cool(c, "sealed")
    if found:
        best = next((s for s in found if s["start"] in c.models), found[0])
        model = c.models.get(best["start"])
        made.append(_one(c, best, title, sealed=True) | ({"keys": {"models": {"text": model}}} if model else {}))
    else:
        size = min(LONGEST, c.longest)
        c.leave(
            title,
            f"no sentence of the part that counts, up to {size} characters long, holds two loaded words and a name or a number",
            "mark two in one sentence, or choose other paragraphs as practice",
        )
    return made


def _one(c: Chooser, sentence: dict, title: str, sealed: bool) -> dict:
    return c.one(
        "cool_down",
        title,
        "Rewrite this so that it tells the same facts without heat. Keep the people who speak, and add nothing that the article does not say.",
        sealed=sealed,
        manual=4,
        rubric=COOLER,
        options={"sentence": sentence, "facts": []},
    )


def sentences_to_cool(c: Chooser, where: str) -> list[dict]:
    """Return sentences with at least two loaded words, those with most first; each with a name or a number, or nothing would be lost by leaving all out."""
    hot = [i for i in c.items("language", where) if i.tier == CORE]
    found = []
    for a, b in text.sentences(c.article.text):
        inside = [i for i in hot if a <= i.start and i.end <= b]
        if len(inside) >= 2 and b - a <= min(LONGEST, c.longest) and dropped(c.article.text[a:b], [], ""):
            found.append((-len(inside), a, {"id": "sentence", "start": a, "end": b, "text": c.article.text[a:b]}))
    return [s for *_, s in sorted(found, key=lambda x: x[:2])]
