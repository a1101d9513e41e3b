"""Where no key exists: how far a class agrees. Learners' answers are compared with one another, by the same measures as annotators'.

Agreement is not truth: a class can agree and be wrong. The report and `who-says-so agreement` both say what stands here.
"""

from __future__ import annotations

import hashlib
import heapq
import itertools
from collections import Counter
from dataclasses import dataclass, field
from statistics import mean

from helpers.articles import Article, Pass, alpha, alpha_of_words, codebook, items_of, span_f1
from helpers.exercises import Exercise, type_of
from helpers.text import some

MOST = 60  # learners whose pairs are compared; of a larger class, as many drawn by lot
ALPHA = "Krippendorff’s alpha is 1 where all agree, and 0 where they agree no more often than by chance."
CLEAR = 0.7  # share of one answer from which nobody needs to talk about it


class AnswerSample:
    """Answers of at most `MOST` learners, drawn by the hash of their names: the same ones in every run, whatever the order."""

    def __init__(self):
        self._kept: list[tuple[bytes, int, str, dict]] = []  # a heap; the learner with the largest hash first, as bytes are turned round
        self.seen = 0

    def add(self, learner: str, answer: dict) -> None:
        lot = bytes(255 - b for b in hashlib.sha256(learner.encode("utf-8", "surrogatepass")).digest())
        self.seen += 1
        (heapq.heappush if len(self._kept) < MOST else heapq.heappushpop)(self._kept, (lot, self.seen, learner, answer))

    def answers(self) -> dict[str, dict]:
        return {learner: answer for _, _, learner, answer in sorted(self._kept, key=lambda k: k[:2])}


@dataclass(frozen=True)
class Split:
    """Something to decide: a passage to mark or a question, how many of `of` gave each answer, and what to ask. `marked` is None for a question."""

    quote: str
    title: str
    given: Counter
    of: int
    ask: str
    marked: int | None = None
    start: int = 0
    end: int = 0

    @property
    def top(self) -> float:
        """Share of the commonest answer; leaving a passage unmarked is one."""
        return max(self.given.values()) / self.of if self.marked is None else max(self.of - self.marked, *self.given.values()) / self.of

    @property
    def clear(self) -> bool:
        return self.top > CLEAR

    def said(self) -> str:
        votes = ", ".join(f"“{name}” {n}" for name, n in self.given.most_common(4))
        if rest := self.given.total() - sum(n for _, n in self.given.most_common(4)):
            votes += f", something else {rest}"
        return (
            f"{self.marked} of {self.of} learners marked this: {votes}."
            if self.marked is not None
            else f"{some(self.of, 'learner')} answered: {votes}."
        )


@dataclass(frozen=True)
class ClassAgreement:
    """One exercise: how many answered and were compared, mean F1 of pairs (marks only), share of pairs of one answer (questions only), alpha, what is split."""

    exercise: Exercise
    learners: int
    compared: int
    mean_f1: float | None = None
    same: float | None = None
    alpha: float | None = None
    splits: tuple[Split, ...] = field(default=())

    @property
    def disputed(self) -> list[Split]:
        """What the class is split on, the most even split first."""
        return sorted((s for s in self.splits if not s.clear), key=lambda s: (s.top, s.start, s.title))

    @property
    def shared(self) -> list[Split]:
        return [s for s in self.splits if s.clear and (s.marked is None or 2 * s.marked > s.of)]

    def verdict(self) -> str:
        if self.alpha is None:
            return (
                "Agreement needs two answers."
                if self.compared < 2
                else "Answers of this kind cannot be counted against one another: read some of them aloud."
            )
        if self.alpha < 0.33 and self.same is not None and self.same >= 0.6:
            return "Most answers are the same one, whatever the question, so that learners agree says little."
        return (
            "The class largely agrees."
            if self.alpha >= 0.67
            else "The class agrees in part."
            if self.alpha >= 0.33
            else "The class hardly agrees more than chance would bring about."
        )

    def sentence(self) -> str:
        """Return a verdict, and the figures in one plain sentence; what alpha is, says `ALPHA`."""
        if self.alpha is None:
            return self.verdict()
        alpha = f"alpha is {self.alpha:.2f}"
        if self.mean_f1 is None:
            return (
                f"{self.verdict()} Two learners taken at random gave the same answer to {100 * self.same:.0f} % of the questions; {alpha}."
            )
        return (
            f"{self.verdict()} Of the marks that two learners make, {100 * self.mean_f1:.0f} % meet a mark of the other (span F1 {self.mean_f1:.2f}); "
            f"for their labels, word by word, {alpha}."
        )


def class_agreement(task: Exercise, article: Article, given: dict[str, dict], learners: int | None = None) -> ClassAgreement:
    """Return the agreement on one exercise, from readable answers of learners; `learners`: how many there were, where not all are given."""
    learners = len(given) if learners is None else learners
    if len(given) < 2:
        return ClassAgreement(task, learners, len(given))
    return (_marks if type_of(task.type).shape == "spans" else _questions)(task, article, given, learners)


def _marks(task: Exercise, article: Article, given: dict, learners: int) -> ClassAgreement:
    kind = type_of(task.type)
    layer, labels = kind.layer, kind.form.labels()
    name = codebook.LABEL_FIELD[layer]
    start, end = kind.form.bounds(task, article)
    marks = {
        who: [
            {"layer": layer, "start": s["start"], "end": s["end"], "text": article.text[s["start"] : s["end"]], name: s["label"]}
            for s in given[who]["spans"]
        ]
        for who in sorted(given)
    }
    f1 = mean(span_f1(marks[a], marks[b]) for a, b in itertools.combinations(marks, 2))
    there = items_of(tuple(Pass(who, tuple(m)) for who, m in marks.items()), layer, start, end)
    splits = []
    for item in there:
        votes = Counter({labels[k].name: n for k, n in item.labels.items()})
        title = f"paragraph {article.paragraph_of(item.start)}"
        splits.append(
            Split(item.text, title, votes, len(marks), _ask(layer, item.text, votes, len(marks)), len(item.marks), item.start, item.end)
        )
    return ClassAgreement(task, learners, len(marks), f1, None, alpha_of_words(article, marks, name), tuple(splits))


ASK = {
    "sources": "“{}”: is anybody cited here, or only talked about? Which word ties a statement to them?",
    "language": "Put a plainer word in the place of “{}”. Is a fact lost, or only heat?",
    "claims": "“{}”: could somebody deny this by itself? What would have to be looked up?",
}


def _ask(layer: str, text: str, votes: Counter, of: int) -> str:
    quote = (text if len(text) < 160 else text[:120] + " …").replace("“", "‘").replace("”", "’")
    first, *more = votes.most_common(2)
    if more and 2 * votes.total() > of and more[0][1] > 1:
        return f"“{quote}”: some of you say “{first[0]}”, some “{more[0][0]}”. Which words decide between the two?"
    return ASK[layer].format(quote)


def _questions(task: Exercise, article: Article, given: dict, learners: int) -> ClassAgreement:
    splits, alike, pairs, scales = [], 0, 0, {}
    words = {i["id"]: i["text"] for i in task.options.get("items", []) if isinstance(i, dict) and "text" in i}
    for block in type_of(task.type).view(task, article)["blocks"]:
        for one in block.get("fields") or []:
            names = {str(o["id"]): o["name"] for o in one.get("options") or []}
            said = {who: str(v["fields"][one["id"]]) for who, v in given.items() if str(v["fields"].get(one["id"])) in names}
            n = len(said)
            if n < 2:
                continue
            votes = Counter(names[v] for v in said.values())
            alike += sum(k * (k - 1) for k in votes.values())
            pairs += n * (n - 1)
            scales.setdefault(tuple(names), []).extend((who, one["id"], v) for who, v in said.items())
            ask = (
                "Which words in the text decide this?"
                if len(votes) < 2
                else "“{}” or “{}”? Let one of each side read out the words that decided it.".format(*(v for v, _ in votes.most_common(2)))
            )
            splits.append(Split(words.get(block.get("id"), ""), one["label"], votes, n, ask))
    if not pairs:
        return ClassAgreement(task, learners, len(given))
    alphas = [(len(rows), alpha(rows)) for rows in scales.values()]  # answers are compared only with answers to the same choice
    mean_alpha = sum(n * a for n, a in alphas) / sum(n for n, _ in alphas)
    return ClassAgreement(task, learners, len(given), None, alike / pairs, mean_alpha, tuple(splits))
