"""The four parts of an exercise type: what is asked, what is right, what an answer earns, and what a learner reads of it.

Parts are stateless; an exercise, its article and a key go in, plain data comes out. A part may ask the parts before it, never one after it:
the key follows from what is asked, marks from the key, sentences from all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from helpers.scoring import ItemScore, Score

if TYPE_CHECKING:
    from helpers.articles import Article

    from ..exercise import Exercise
    from ..votes import Votes

Value = dict[str, Any]  # an answer as the page sends it: {"spans": […]} or {"fields": {…}}
KeyData = dict[str, Any]  # a key as plain data


class Yours(str):
    """A sentence on this learner’s own answer. Where a whole class reads, it is left out."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a learner reads of one item: the words, why, what readers said, what to try next.

    `field`: the question it belongs to. `kind` and `word` name what became of the item, where the usual sign and word do not fit.
    """

    title: str = ""
    quote: str = ""
    sentences: Sequence[str] = ()
    votes: str = ""
    next: str = ""
    field: str | None = None
    kind: str = ""
    word: str = ""


class Form:
    """What is asked: what the page shows, and whether an answer can be read."""

    shape = "form"  # or "spans", where words are marked
    layer = "sources"
    of_article = True  # False: it asks about words of its own, and the article is not shown beside it
    suspicious_options: tuple[str, ...] = ()

    def view(self, exercise: Exercise, article: Article) -> dict[str, Any]:
        """Return the widget's fields for this task, without a trace of the key."""
        raise NotImplementedError

    def own_texts(self, exercise: Exercise, article: Article) -> list[dict[str, str]]:
        """Return texts, each `title` and `text`, that are read in place of the article; none where the article itself is."""
        return []

    def is_empty(self, value: Any) -> bool:
        return not (isinstance(value, dict) and (value.get("spans") or value.get("fields")))

    def why_unreadable(self, exercise: Exercise, article: Article, value: Any) -> str | None:
        """Return a sentence on why an answer cannot be read, or None."""
        raise NotImplementedError

    def parts(self, exercise: Exercise, article: Article, value: Value) -> list[tuple[str, str]]:
        """Return what was written, each text under its question, for the teacher who marks it by hand."""
        return [("", text) for text in value["fields"].values() if isinstance(text, str)]


class KeySource:
    """What is right, and who says so: the votes of annotators, the evidence desk, or this kit's authors."""

    def __init__(self, form: Any) -> None:
        self.form = form

    def has_votes(self, exercise: Exercise, votes: Votes) -> bool:
        return bool(votes.passes)

    def annotators(self, votes: Votes) -> list[str]:
        """Return who read for what is asked; a pass on other layers alone says nothing by leaving words alone."""
        layer = getattr(self.form, "layer", None)
        return [p.annotator for p in votes.passes if not layer or p.layers is None or layer in p.layers]

    def build_key(self, exercise: Exercise, article: Article, votes: Votes) -> KeyData:
        raise NotImplementedError

    def answer_of(self, exercise: Exercise, article: Article, votes: Votes, annotator: str) -> Value:
        """Return what one annotator would have answered."""
        raise NotImplementedError

    def solved(self, exercise: Exercise, key: KeyData) -> Value:
        """Return the key's own answer."""
        raise NotImplementedError


class Scorer:
    """What an answer earns, and what comes without reading."""

    manual = False  # True: the machine gives hints, the teacher the marks

    def __init__(self, form: Any, keys: Any) -> None:
        self.form, self.keys = form, keys

    def raw(self, exercise: Exercise, key: KeyData, value: Value) -> tuple[float, list[ItemScore], dict[str, Any]]:
        """Return the raw score, what became of each item, and what was measured."""
        raise NotImplementedError

    def raw_score(self, exercise: Exercise, key: KeyData, value: Value) -> float:
        """Return the raw score alone: a class is marked by it, and a key's floor and target are set."""
        return self.raw(exercise, key, value)[0]

    def limits(self, exercise: Exercise, article: Article, votes: Votes, key: KeyData) -> KeyData:
        """Return `floor`, what comes without reading, and `target`, full marks, both as raw scores; perhaps more that scoring needs to know."""
        answers = self.baseline_answers(exercise, article, key)
        floor = max([0.0, *(self.raw_score(exercise, key, value) for value in answers)])
        return {"floor": floor, "target": self.target(exercise, article, votes, key)}

    def target(self, exercise: Exercise, article: Article, votes: Votes, key: KeyData) -> float:
        """Return the raw score of full marks: the key's own answer's, or the median annotator's, if that is lower."""
        from statistics import median  # where keys are built, not where a class is marked

        names = self.keys.annotators(votes)
        if len(names) < 3:
            return 1.0
        return min(1.0, median(self.raw_score(exercise, key, self.keys.answer_of(exercise, article, votes, n)) for n in names))

    def baseline_answers(self, exercise: Exercise, article: Article, key: KeyData) -> list[Value]:
        """Return answers that take no reading: everything, nothing, always the same."""
        return []

    def random_answers(self, key: KeyData) -> list[Value]:
        """Return what learners who guess would answer, the same ones each time."""
        return []


class Explainer:
    """What a learner reads of an answer: what it comes to, what to know before reading on, and why, item by item."""

    def __init__(self, form: Any, keys: Any) -> None:
        self.form, self.keys = form, keys

    def headline(self, score: Score) -> str:
        """Return what all of it comes to, as one sentence; where it counts, the points are added: «7 of 8 right: 2.6 of 3 points.»"""
        return f"{score.measures['right']} of {score.measures['asked']} right."

    def note(self, exercise: Exercise, score: Score) -> str:
        """Return what to know before reading on: what the mark stands for."""
        if 3 * score.measures.get("right", 0) < score.measures.get("asked", 0):
            return "Fewer than a third are right: guessing would do as well. Read again what is asked about before you answer."
        return ""

    def how_counted(self, exercise: Exercise, key: KeyData, score: Score, briefly: bool = False) -> str:
        """Return one sentence on how points come from the headline, where not all of them are there; empty where that is plain.

        `briefly`: for a table of all exercises, without what is alike in each of them.
        """
        g = key.get("floor", 0.0) * score.measures.get("asked", 0)
        if not g:
            return ""
        begin, added_up = f"Points begin above {g:.3g} right", self._sum(score, round(g, 2))
        if briefly:
            return f"{begin}.{added_up}"
        return f"{begin}: so many can come right without reading.{added_up} A wrong answer costs no more than none."

    @staticmethod
    def _sum(score: Score, g: float) -> str:
        """The sum, where it is that plain: not where something else holds the points down, or nothing is above `g`."""
        right, of, most = score.measures["right"], score.measures["asked"], score.max_points
        if score.points <= 0 or of <= g or abs(round((right - g) / (of - g) * most, 2) - score.points) > 0.001:
            return ""
        return f" So ({right:g} − {g:g}) ÷ ({of:g} − {g:g}) × {most:g} = {score.points:g}."

    def measure_lines(self, exercise: Exercise, score: Score) -> list[str]:
        """Return sentences on what was measured beside the marks, for instance confidence."""
        return []

    def explain(self, exercise: Exercise, article: Article, key: KeyData, item: ItemScore) -> Explanation:
        """Return why one item came out as it did."""
        raise NotImplementedError
