"""What is worth talking about tomorrow: the hardest items, the most frequent false alarms, and where readers differ, each with a question."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from helpers.exercises import Explanation, Yours, type_of
from helpers.scoring import EMPTY, FALSE_ALARM, MISS, ItemScore

from .page import e, part_of, percent
from .quoting import sentence_around, whole_sentences, within
from .tally import GOOD, UNCOUNTED, ExerciseTally, ItemTally
from .without_key import ASK


@dataclass(frozen=True)
class Insight:
    """One thing to talk about: where, the words, what the class did, what readers say, a question."""

    where: str
    title: str
    quote: str
    share: float
    class_did: str
    said: str
    votes: str
    ask: str

    def html(self) -> str:
        quote = f"{'' if self.title[-1:] in '.?!:' else ':'} <q>{e(self.quote)}</q>" if self.quote else ""
        return (
            f'<div class="item"><h4>{e(self.title)}{quote}</h4><p>{e(self.class_did)} <span class="soft">({e(self.where)})</span></p>'
            f'<p>{e(self.said)} {e(self.votes)}</p></div><p class="ask"><strong>Ask the class:</strong> {e(self.ask)}</p>'
        )

    def first(self) -> str:
        """Return a point for somebody in a hurry: the question, then the words and why."""
        quote = f" <q>{e(self.quote)}</q>{'' if self.quote[-1] in '.?!…' else '.'}" if self.quote else ""
        stop = "" if self.title[-1:] in ".?!:" else ":" if self.quote else "."
        return (
            f'<li><p class="ask"><strong>Ask:</strong> {e(self.ask)}</p><p><strong>{e(self.title)}{stop}</strong>{quote} {e(self.class_did)} {e(whole_sentences(self.said, 200))} '
            f'<span class="soft">({e(self.where)})</span></p></li>'
        )


def discussion_points(*kinds: list[Insight], most: int = 3) -> list[Insight]:
    """Return the few to begin with: the first of each kind in turn, of as many exercises as there are, and no words twice."""
    in_turn = [one for row in zip_longest(*kinds) for one in row if one]
    taken: list[Insight] = []
    for everywhere in (False, True):
        for one in in_turn:
            if (
                one not in taken
                and one.quote not in {t.quote for t in taken if t.quote}
                and (everywhere or one.where not in {t.where for t in taken})
            ):
                taken.append(one)
    return taken[:most]


def _explained(tally: ExerciseTally, item: ItemScore) -> Explanation:
    return type_of(tally.task.exercise.type).explain(tally.task.exercise, tally.task.article, tally.task.key, item)


def _where(tally: ExerciseTally) -> str:
    one = tally.task.exercise
    return f"{one.assignment}, {one.id}: {one.title}"


def _names(tally: ExerciseTally) -> dict[str, str]:
    """What labels and options are called on screen."""
    kind = type_of(tally.task.exercise.type)
    if tally.spans:
        return {str(k): v.name for k, v in kind.form.labels().items()}
    found = {}
    for block in kind.view(tally.task.exercise, tally.task.article).get("blocks", []):
        for one in block.get("fields") or []:
            found |= {str(o["id"]): o["name"] for o in one.get("options") or one.get("items") or []}
    return found


def item_title(tally: ExerciseTally, item: ItemTally) -> str:
    """Return what an item is called, with its words."""
    said = _explained(tally, next(iter(item.example.values())))
    return f"{said.title} {said.quote[:70]}".strip()


PER_EXERCISE = 3
SHORT = 14  # letters; what is shorter is quoted with the words around it


def _spread(found: list[tuple], most: int) -> list[tuple]:
    """The first of a sorted list, but no more than a few of one exercise: a lesson has room for several themes."""
    taken: list[tuple] = []
    for one in found:
        if sum(t[1] is one[1] for t in taken) < PER_EXERCISE:
            taken.append(one)
    return taken[:most]


def hardest(tallies: list[ExerciseTally], most: int = 8) -> list[Insight]:
    """Return the items that the smallest share of the class got right, of those that a good part of it met."""
    found = []
    for tally in tallies:
        if tally.manual or not tally.keyed:
            continue
        for item in tally.items.values():
            trap = item.outcomes["spared"] or not item.outcomes.keys() - {FALSE_ALARM}  # strong but fair: see the false alarms
            if not trap and item.asked >= max(2, 0.3 * tally.shown) and item.share < 0.6:
                found.append((item.share, tally, item))
    found.sort(key=lambda x: (x[2].left_open, x[0], -x[2].asked, _where(x[1]), str(x[2].right)))
    return [(_left_open if item.left_open else _hard)(tally, item) for _, tally, item in _spread(found, most)]


def _left_open(tally: ExerciseTally, item: ItemTally) -> Insight:
    """A question that most did not answer: it says where time or patience ended, and not what they thought."""
    said = _explained(tally, item.example[EMPTY])
    n, of = item.outcomes[EMPTY], item.asked
    who = f"all {of} learners" if n == of > 1 else f"{part_of(n, of)} learners"
    right = sum(k for o, k in item.outcomes.items() if o in GOOD)
    did = f"Left open by {who} who read this exercise." + (f" {right} got it right." if n < of else "")
    ask = f"“{within(said.title).rstrip('.:')}”: what would you have to look for to answer it, and where in the text?"
    return Insight(_where(tally), said.title, within(said.quote), item.share, did, _reason(said), said.votes, ask)


def _hard(tally: ExerciseTally, item: ItemTally) -> Insight:
    bad = {o: n for o, n in item.outcomes.items() if o not in GOOD | UNCOUNTED | {EMPTY}} or {EMPTY: item.outcomes[EMPTY]}
    worst = max(bad, key=lambda o: (bad[o], o))
    said = _explained(tally, item.example[worst])
    names = _names(tally)
    right = {str(r) for r in item.right}
    wrong = [(n, g) for g, n in item.given.items() if g not in right]
    often = max(wrong, default=None)
    missed = tally.spans and worst == MISS and (often is None or 2 * often[0] < bad[worst])
    words = within(said.quote)
    shown = f"“{words if len(words) < 90 else words[:70].rpartition(' ')[0] + ' …'}”" if words else ""
    at = item.example[worst]
    around = sentence_around(tally.task.article.text, at.start, at.end)
    quote = f"{shown}{around if len(words) < SHORT else ''}: " if words else ""
    did = f"{part_of(sum(n for o, n in item.outcomes.items() if o in GOOD), item.asked)} learners got this right."
    if left := item.outcomes[EMPTY]:
        did += f" {left} left it open."
    if often and names.get(often[1]) and not missed:
        did += f" Most often given instead: “{names[often[1]]}” ({often[0]})."
    if often and item.right and often[1] in names and not missed:
        ask = f"{quote}which words decide between “{names[often[1]]}” and “{names.get(str(item.right[0]), item.right[0])}”?"
    elif tally.spans:
        ask = f"{quote}who found this one, and which word gave it away?"
    else:
        ask = f"{quote}read the words aloud. What would have to stand there for the other answer?"
    ask = ask[0].upper() + ask[1:]
    title = "Passed over by most" if missed else said.title
    if not words and "read the words aloud" in ask:  # there are none to read
        ask = f"“{within(said.title).rstrip('.:')}”: who answered this otherwise, and which words of the text would settle it?"
    return Insight(_where(tally), title, within(said.quote), item.share, did, _reason(said), said.votes, ask)


def _reason(said: Explanation, most: int = 420) -> str:
    """Of what a learner is told, the part that holds for everybody; whole sentences, as many as fit."""
    return whole_sentences(" ".join(one for one in said.sentences if one and not isinstance(one, Yours)), most)


def false_alarms(tallies: list[ExerciseTally], most: int = 8) -> list[Insight]:
    """Return words that learners marked and readers did not, or that readers call fair; the most frequent first."""
    found = []
    for tally in tallies:
        if not tally.spans or not tally.keyed:
            continue
        found += [(n / max(1, tally.shown), tally, item, n) for n, item in _strays(tally)]
        for item in tally.items.values():
            if n := item.outcomes[FALSE_ALARM]:
                found.append((n / max(1, tally.shown), tally, item.example[FALSE_ALARM], n))
    found.sort(key=lambda x: (-x[0], _where(x[1]), x[2].start))
    return [_alarm(tally, item, n) for _, tally, item, n in _spread([f for f in found if f[3] > 1 or f[1].shown < 5], most)]


def _strays(tally: ExerciseTally) -> list[tuple[int, ItemScore]]:
    """Marks on much the same words counted as one, by the commonest of them."""
    groups: list[list] = []
    for place, n in sorted(tally.strays.items(), key=lambda x: (-x[1], x[0]))[:400]:
        for group in groups:
            a, b = group[0]
            shared = min(b, place[1]) - max(a, place[0]) + 1
            if 2 * shared > max(b - a, place[1] - place[0]) + 1:
                group[1] += n
                break
        else:
            groups.append([place, n])
    return [(min(n, tally.shown), tally.stray_example[place]) for place, n in groups]


def _alarm(tally: ExerciseTally, item: ItemScore, n: int) -> Insight:
    said = _explained(tally, item)
    label = _names(tally).get(str(item.given[0]), "") if item.given else ""
    decoy = not item.stray
    did = f"{part_of(n, tally.shown)} learners marked this" + (f", as “{label}” for instance." if label else ".")
    quote = within(said.quote if len(said.quote) < 160 else said.quote[:120] + " …")
    if decoy:
        ask = f"Put a plain word in the place of “{quote}”. Which fact is lost? If one is, the strong word was exact."
    else:
        ask = ASK[type_of(tally.task.exercise.type).layer].format(quote)
    return Insight(_where(tally), said.title, quote, n / tally.shown, did, _reason(said), said.votes, ask)


def disputed(tallies: list[ExerciseTally], most: int = 8) -> list[Insight]:
    """Return, where no key exists, the passages and questions on which the class is split most evenly, of each exercise in turn; words of the text before questions."""
    found = [(n, tally, split) for tally in tallies if not tally.keyed for n, split in enumerate(tally.agreement.disputed)]
    found.sort(key=lambda x: (x[0], not x[1].spans, _where(x[1])))
    return [
        Insight(
            _where(tally),
            split.title.capitalize() if split.marked is not None else split.title,
            within(split.quote if len(split.quote) < 160 else split.quote[:120] + " …"),
            split.top,
            split.said(),
            "",
            "",
            split.ask,
        )
        for _, tally, split in _spread(found, most)
    ]


def differing(tallies: list[ExerciseTally]) -> list[list]:
    """Return what to talk about where the key settles nothing: what the class said, how far it agrees with itself, and what readers said."""
    rows = []
    for tally in tallies:
        if tally.manual or tally.spans or not tally.keyed:
            continue
        names = _names(tally)
        for item in tally.items.values():
            n = sum(item.given.values())
            if item.right or item.outcomes.keys() - {"contested"} or n < 2:
                continue
            said = _explained(tally, next(iter(item.example.values())))
            parts = ", ".join(f"{names.get(g, g)} {part_of(k, n)}" for g, k in item.given.most_common(4))
            same = sum(k * (k - 1) for k in item.given.values()) / (n * (n - 1))
            rows.append([f"{tally.task.exercise.id}: {said.title}", said.quote[:90], parts, percent(same), said.votes])
    return rows
