"""Which items an exercise asks about, and in which order: such that no rule of one feature pays. Fewer fair questions rather than many unfair ones.

The order is a shuffle that follows from the text alone, so that the same article gives the same exercise. Where no order helps, other items are
taken from those that could be asked, then fewer; what still pays is not published.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from helpers.articles import Article
from helpers.exercises import Exercise, Votes, build_key, type_of
from helpers.scoring import constant_answers, floor_of

from .chooser import LEAST
from .one_feature import ROTE, Asked, Rule, best_rule
from .proofs import called

TRIES = 150  # of each size
IN_ORDER = ("same_person", "order_disclosure")  # an item points back to earlier ones, or the order is what is asked


def make_fair(raw: dict, pool: list[dict], article: Article, votes: Votes, as_task: Callable[[dict], Exercise]) -> str:
    """Choose among `pool`, at most as many as the exercise holds, and order them. Return "" or why it cannot be asked."""
    kind, items = type_of(raw["type"]), raw.get("options", {}).get("items")
    if kind.manual or kind.shape == "spans" or not items:
        return ""
    of = _Pool(raw, pool, article, votes, as_task)
    if not of.asked:
        return ""
    if raw["type"] in IN_ORDER:
        worst = of.rule(pool)
        return _unfair(worst, as_task(raw).sealed) if worst.pays else ""
    dice = Random(f"{article.sha256} {raw['type']}")
    for size in range(min(len(items), len(pool)), min(LEAST, len(items)) - 1, -1):
        for _ in range(TRIES):
            chosen = of.mixed(size, dice)
            if not of.rule(chosen, first=True).pays:
                made = raw["options"] | {
                    "items": [{**one, "id": f"{one['id'].rstrip('0123456789')}{n}"} for n, one in enumerate(chosen, 1)]
                }
                if not _Pool({**raw, "options": made}, made["items"], article, votes, as_task).rule(made["items"]).pays:
                    raw["options"] = made
                    return ""
    return _unfair(of.rule(items), as_task(raw).sealed)


def _unfair(rule: Rule, sealed: bool) -> str:
    how = (
        f"one answer for all, or dice, would {called(rule.rote, sealed)}"
        if rule.rote >= ROTE
        else f"who goes by {rule.looks_at} alone would get {rule.right:.0%} of the answers right without reading"
    )
    return f"{how}, and no other choice or order of what is marked helps; to have it: mark more there, of several kinds, long and short."


class _Pool:
    """What could be asked, with its key: what each item asks, and what is right."""

    def __init__(self, raw: dict, pool: list[dict], article: Article, votes: Votes, as_task: Callable[[dict], Exercise]):
        self.pool = pool
        task = as_task({**raw, "options": raw["options"] | {"items": pool}})
        key, kind = build_key(task, article, votes), type_of(raw["type"])
        self.questions = {f: q for f, q in key.get("questions", {}).items() if q["right"]}
        self.asked: dict[str, Asked] = {}
        for q in kind.form.questions(task, article) if self.questions else ():
            if q["id"] in self.questions:
                words = article.text[q["start"] : q["end"]] if q.get("start") is not None else q["label"]
                offered = tuple((str(i), name) for i, name, _ in q.get("options", ()))
                self.asked[q["id"]] = Asked(q["block"] or "", words, offered, tuple(self.questions[q["id"]]["right"]))
        shown = kind.form.view(task, article)["blocks"] if self.asked else ()
        self.block = {f["id"]: b["id"] for b in shown for f in b["fields"]}
        self.of_item: dict[str, list[str]] = {}
        for name, one in self.asked.items():
            self.of_item.setdefault(one.item, []).append(name)

    def rule(self, chosen: list[dict], first: bool = False) -> Rule:
        """Return what pays best without reading where these are asked, in this order; with `first` the first that pays."""
        names = self._as_shown([f for one in chosen for f in self.of_item.get(one["id"], ())] + self.of_item.get("", []))
        some = {f: self.questions[f] for f in names}
        floor = floor_of({"questions": some, "flags": []}, constants := constant_answers(some))["floor"]
        right = max((sum(given.get(f) in q["right"] for f, q in some.items()) for given in constants), default=0)
        return best_rule([self.asked[f] for f in names], floor, right, first)

    def _as_shown(self, names: list[str]) -> list[str]:
        """Return questions in the order of the page, which puts words of one sentence together where the first of them stands."""
        blocks: dict[str, list[str]] = {}
        for name in names:
            blocks.setdefault(self.block.get(name, name), []).append(name)
        return [name for some in blocks.values() for name in some]

    def mixed(self, size: int, dice: Random) -> list[dict]:
        """Return so many items in a chance order, as many of each answer as there are."""
        heaps: dict[tuple, list[dict]] = {}
        for one in dice.sample(self.pool, len(self.pool)):
            heaps.setdefault(tuple(self.asked[f].right for f in self.of_item.get(one["id"], ())), []).append(one)
        picked: list[dict] = []
        while len(picked) < size:
            for heap in dice.sample(list(heaps.values()), len(heaps)):
                if heap and len(picked) < size:
                    picked.append(heap.pop())
        return dice.sample(picked, size)
