"""From the votes on an article to the exercises of units 1 to 3: what can honestly be asked about this text, and what cannot, with the reason.

Every graded exercise is proved before it is published: the key's own answer earns all, and marking everything or nothing earns less than 20 %.
"""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ..article import Article
from ..exercise import Exercise, Votes, build_key, score_with
from ..exercise_types import type_of
from ..key import CORE, DECOY, Item, items
from ..marks import Pass

TITLES = {1: "Who says so?", 2: "The weight of words", 3: "Can it be checked?"}
LAYER = {1: "sources", 2: "language", 3: "claims"}
MOST = 10  # questions in one exercise


@dataclass(frozen=True)
class Plan:
    """One unit to be: its exercises as in `exercises.json`, what each was proved to give, and what was left out and why."""

    number: int
    exercises: tuple[dict, ...]
    proofs: dict[str, dict[str, float]] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return TITLES[self.number]


class _Chooser:
    def __init__(self, article: Article, passes: tuple[Pass, ...], open_until: int, keyed: bool, longest: int):
        self.article, self.passes, self.keyed, self.longest = article, passes, keyed, longest
        self.k, self.n = max(0, min(open_until, len(article.paragraphs))), len(article.paragraphs)
        self.left_out: list[str] = []

    def items(self, layer: str, where: str = "all") -> list[Item]:
        """Items that count (core and decoys), in the open part, the sealed part, or all."""
        found = [i for i in items(self.passes, layer) if i.tier in (CORE, DECOY)]
        return [i for i in found if where == "all" or self.is_open(i) == (where == "open")]

    def is_open(self, item: Item) -> bool:
        return self.article.paragraph_of(item.start) <= self.k

    def listed(self, chosen: list[Item], prefix: str) -> dict:
        return {"items": [{"id": f"{prefix}{n}", "start": i.start, "end": i.end, "text": i.text} for n, i in enumerate(chosen, 1)]}

    def one(self, kind: str, title: str, prompt: str, *, sealed: bool, points: float = 0.0, passage=None, options=None) -> dict:
        made = {"type": kind, "article": self.article.slug, "title": title, "prompt": prompt}
        if passage:
            made["passage"] = list(passage)
        if self.keyed and sealed:
            made |= {"sealed": True, "points": points}
        return made | ({"options": options} if options else {})

    def marking(self, kind: str, layer: str, what: str, practice: str, rest: str, points: float) -> list[dict]:
        """The practice part and the sealed part of a marking exercise, where each holds enough."""
        if not self.keyed:
            return [self.one(kind, what, practice, sealed=False)]
        made = []
        inside = [i for i in self.items(layer, "open") if i.tier == CORE]
        if self.k and inside:
            made.append(self.one(kind, f"{what} Practice", practice, sealed=False, passage=(1, self.k)))
        elif self.k:
            self.left_out.append(f"{what} Practice: nobody marked anything in paragraphs 1 to {self.k}.")
        if self.k < self.n:
            sealed = [i for i in self.items(layer, "sealed") if i.tier == CORE]
            if len(sealed) >= 3:
                made.append(self.one(kind, f"{what} The rest of the article" if made else what, rest, sealed=True, points=points, passage=(self.k + 1, self.n)))
            else:
                self.left_out.append(f"{what} The rest of the article: {len(sealed)} marks count from paragraph {self.k + 1} on, and at least 3 are needed.")
        return made

    def sources(self) -> list[dict]:
        made = self.marking("mark_sources", "sources", "Who is cited?",
                            "Mark everyone who is cited, and choose the kind of source. Where a statement could be disputed and nobody is cited for it, mark the statement and choose “nobody is cited”.",
                            "Now the rest, on your own. Mark everyone who is cited, also the short ones (“he”, “she”), and choose the kind. Mark statements for which nobody is cited.", 4)
        people = [i for i in self.items("sources") if i.right and not set(i.right) & {"unattributed", "document", "observed"} and _agreed(i, "person")]
        who = Counter(_agreed(i, "person") for i in people)
        again = [i for n, i in enumerate(people) if _agreed(i, "person") in {_agreed(o, "person") for o in people[:n]}]
        if len(people) >= 4 and again and len(who) >= 3:
            chosen = people[: MOST + 2]
            options = self.listed(chosen, "s") | {"people": False}
            made.append(self.one("same_person", "Count people, not phrases",
                                 "One person can appear under several phrases. For each phrase: do its words point back to a voice that you have met before?",
                                 sealed=True, points=2, options=options))
        else:
            self.left_out.append("Count people, not phrases: give at least four sources a person’s number, and one person two phrases.")
        told = [i for i in self.items("sources") if all(m.get("D") is not None or m["kind"] == "unattributed" for m in i.marks.values())]
        thin = [i for i in told if not _sound(i)]
        if len(told) >= 5 and 2 <= len(thin) <= len(told) - 2:
            made.append(self.one("sound_or_thin", "Sound or thin?",
                                 "Look for what is told before you look for what is missing. Sound: the writer tells you at least two of six things (role, how they know, stake, reason for no name, channel, number).",
                                 sealed=True, points=3, options=self.listed(told[: MOST + 2], "t")))
        else:
            self.left_out.append("Sound or thin?: say for at least five sources how many of the six things are told; two must be sound and two thin.")
        return made

    def language(self) -> list[dict]:
        made = self.marking("mark_language", "language", "Loaded words.",
                            "Mark the words that do more than report. Say what each one does and whose words they are. Some words sound strong and are exact: mark those as fair.",
                            "The same in the rest of the article, on your own. Mark what you can defend, and leave what is plain. Strong words that are exact are fair.", 5)
        there = self.items("language", "sealed" if self.keyed else "all")
        fair, hot = [i for i in there if i.tier == DECOY], [i for i in there if i.tier == CORE]
        if len(fair) >= 2 and len(hot) >= 2:
            chosen = sorted([*fair[: MOST // 2], *hot[: max(2, min(len(hot), len(fair[: MOST // 2])))]], key=lambda i: i.start)
            made.append(self.one("fair_or_loaded", "Fair or loaded?", "All of these sound strong. Swap in a plainer word: is a fact lost, or only heat?",
                                 sealed=True, points=3, options=self.listed(chosen, "w")))
        else:
            self.left_out.append(f"Fair or loaded?: in the part that counts, {len(fair)} words are marked as strong but fair and {len(hot)} as loaded; two of each are needed.")
        early = [i for i in self.items("language", "open" if self.keyed else "all") if i.tier == CORE][:MOST]
        for kind, title, prompt, name in (("what_work", "What does the word do? Practice", "For each word: which of the rules can you answer with yes?", "category"),
                                          ("whose_words", "Whose words are they? Practice", "For each word: who is answerable for it?", "voice")):
            if len(early) >= 3 and len({_agreed(i, name) for i in early}) >= 2:
                made.append(self.one(kind, title, prompt, sealed=False, options=self.listed(early, "w")))
            else:
                self.left_out.append(f"{title}: it needs three loaded words in the practice part, not all of one sort; there are {len(early)}.")
        return made

    def claims(self) -> list[dict]:
        made = self.marking("mark_claims", "claims", "Mark the claims.",
                            "Mark each claim that could be agreed or denied by itself: mostly a clause. Choose what kind of claim it is. Opinions and forecasts count too.",
                            "Now the rest, on your own. One claim is what somebody could deny by itself.", 5)
        core = self.items("claims", "open" if self.keyed else "all")
        core = core if len(core) >= 4 else self.items("claims")
        core = [i for i in core if len(i.text) <= self.longest]
        core = sorted(sorted(core, key=lambda i: len(i.text) > 140)[:MOST], key=lambda i: i.start)
        if len(core) >= 4:
            made.append(self.one("when_checkable", "When could it be checked, and does it matter?", "For each claim: when could somebody check it, and how much of the story turns on it?",
                                 sealed=True, points=4, options=self.listed(core, "c") | {"ask": ["checkable", "worth"]}))
        else:
            self.left_out.append(f"When could it be checked?: at least 4 marked claims are needed; there are {len(core)}.")
        return made


def _agreed(item: Item, name: str):
    """The value that most annotators of an item gave; None where it is missing or split."""
    count = item.values(name)
    value, votes = count.most_common(1)[0] if count else (None, 0)
    return value if 2 * votes > len(item.marks) else None


def _sound(item: Item) -> bool:
    return sum(m["kind"] != "unattributed" and m.get("D", 0) >= 2 for m in item.marks.values()) * 2 > len(item.marks)


def plan(article: Article, votes: Votes, open_until: int, numbers=(1, 2, 3), hints: list[dict] = (), longest: int = 1000) -> list[Plan]:
    """The units that the votes allow. Without votes the exercises run without a key: the reader's `hints` only choose what is asked about.

    No claim longer than `longest` characters is quoted in a question (where the text itself is not handed out).
    """
    keyed = bool(votes.passes)
    passes = votes.passes if keyed else (Pass("reader", tuple(m for m in hints if m.get("tier") == "sure")),)
    made = []
    for number in numbers:
        chooser = _Chooser(article, passes, open_until, keyed, longest)
        layer = LAYER[number]
        if keyed and not chooser.items(layer):
            made.append(Plan(number, (), {}, (f"Nothing is marked in “{layer}” yet, so there is no unit {number}.",)))
            continue
        wanted, proofs, kept = getattr(chooser, layer)(), {}, []
        for exercise in wanted:
            exercise = {"id": f"q{len(kept) + 1}", **exercise}
            if keyed and (problem := _prove(article, votes, exercise, proofs)):
                chooser.left_out.append(f"{exercise['title']}: {problem}")
            else:
                kept.append(exercise)
        made.append(Plan(number, tuple(kept), proofs, tuple(chooser.left_out)))
    return made


def _prove(article: Article, votes: Votes, raw: dict, proofs: dict) -> str:
    """Empty where the exercise tells readers from guessers; else a sentence. What each answer earns goes into `proofs`."""
    task = Exercise("proof", raw["id"], raw["type"], raw["article"], raw["title"], raw["prompt"], raw.get("points", 0.0), 0.0, raw.get("sealed", False),
                    tuple(raw["passage"]) if raw.get("passage") else None, raw.get("options", {}))
    kind, key = type_of(task.type), build_key(task, article, votes)
    shown = {name: score_with(task, article, key, value).fraction for name, value in kind.examples(task, article, key).items()}
    shown["rote"] = max([0.0, *(score_with(task, article, key, value).fraction for value in kind.rote_answers(task, article, key))])
    if shown["right"] < 0.99:
        return "the key’s own answer would not earn all the marks, because the readers differ too much."
    luck = {name: shown[name] for name in ("flag_all", "flag_none", "rote", "wrong")}
    if task.sealed and max(luck.values()) >= 0.2:
        return f"answering without reading would earn {max(luck.values()):.0%} of the marks."
    proofs[raw["id"]] = shown
    return ""


def quoted_share(article: Article, plans: list[Plan]) -> float:
    """How much of the article's text stands in the questions of `exercises.json`, from 0 to 1."""
    taken = {at for one in plans for e in one.exercises for i in e.get("options", {}).get("items", []) for at in range(i["start"], i["end"])}
    return len(taken) / len(article.text)
