"""What every exercise type can do. Types are stateless; an exercise, its article and a key go in, plain data comes out."""

from __future__ import annotations

from helpers.errors import ExerciseError
from helpers.scoring import RIGHT


class ExerciseType:
    """A kind of task. Subclasses say what is shown, how the key follows from votes, and what each outcome means."""

    shape = "form"
    manual = False
    layer = "sources"
    of_article = True  # False: it asks about words of its own, and the article is not shown beside it
    suspicious_options: tuple = ()

    # ---- what is asked
    def view(self, exercise, article) -> dict:
        """Return the widget's fields for this task, without a trace of the key."""
        raise NotImplementedError

    def own_texts(self, exercise, article) -> list[dict]:
        """Return texts, each `title` and `text`, that are read in place of the article; none where the article itself is."""
        return []

    def is_empty(self, value: dict) -> bool:
        return not (isinstance(value, dict) and (value.get("spans") or value.get("fields")))

    def problem(self, exercise, article, value) -> str | None:
        """Return a sentence on why an answer cannot be read, or None."""
        raise NotImplementedError

    # ---- the key
    def has_votes(self, exercise, votes) -> bool:
        return bool(votes.passes)

    def build_key(self, exercise, article, votes) -> dict:
        raise NotImplementedError

    def annotators(self, votes) -> list[str]:
        return [p.annotator for p in votes.passes]

    def answer_of(self, exercise, article, votes, annotator: str) -> dict:
        """Return what one annotator would have answered."""
        raise NotImplementedError

    def limits(self, exercise, article, votes, key) -> dict:
        """Return `floor`, what comes without reading, and `target`, full marks, both as raw scores; perhaps more that scoring needs to know."""
        answers = self.baseline_answers(exercise, article, key)
        floor = max([0.0, *(self.raw_score(exercise, key, value) for value in answers)])
        return {"floor": floor, "target": self.target(exercise, article, votes, key)}

    def target(self, exercise, article, votes, key) -> float:
        """Return the raw score of full marks: the key's own answer's, or the median annotator's, if that is lower."""
        from statistics import median  # where keys are built, not where a class is marked

        names = self.annotators(votes)
        if len(names) < 3:
            return 1.0
        return min(1.0, median(self.raw_score(exercise, key, self.answer_of(exercise, article, votes, n)) for n in names))

    # ---- marking
    def raw(self, exercise, key, value) -> tuple:
        """Return (raw score, ItemScores, measures)"""
        raise NotImplementedError

    def raw_score(self, exercise, key, value) -> float:
        """Return the raw score alone: a class is marked by it, and a key's floor and target are set."""
        return self.raw(exercise, key, value)[0]

    def baseline_answers(self, exercise, article, key) -> list[dict]:
        """Return answers that take no reading: everything, nothing, always the same."""
        return []

    def random_answers(self, key) -> list[dict]:
        """Return what learners who guess would answer, the same ones each time."""
        return []

    def solved(self, exercise, key) -> dict:
        """Return the key's own answer."""
        raise NotImplementedError

    def parts(self, exercise, article, value) -> list[tuple[str, str]]:
        """Return what was written, each text under its question, for the teacher who marks it by hand."""
        return [("", text) for text in value["fields"].values() if isinstance(text, str)]

    # ---- words
    def headline(self, score) -> str:
        """Return what all of it comes to, as one sentence; where it counts, the points are added: «7 of 8 right: 2.6 of 3 points.»"""
        good = sum(i.outcome == RIGHT for i in score.items)
        if self.manual:
            return "All hints are met." if good == len(score.items) else f"{good} of {len(score.items)} hints are met."
        return f"{score.measures['right']} of {score.measures['asked']} right."

    def note(self, exercise, score) -> str:
        """Return what to know before reading on: what the mark stands for."""
        if self.manual:
            return "These are hints from word lists, not marks. A good sentence can miss one, and a poor one can meet all."
        if 3 * score.measures.get("right", 0) < score.measures.get("asked", 0):
            return "Fewer than a third are right: guessing would do as well. Go back to the words of the article before you answer."
        return ""

    def how_counted(self, exercise, key, score) -> str:
        """Return one sentence on how points come from the headline, where not all of them are there; empty where that is plain."""
        g = key.get("floor", 0.0) * score.measures.get("asked", 0)
        return (
            f"Points begin above {g:.3g} right: so many come with one answer for everything. A wrong answer costs no more than none."
            if g
            else ""
        )

    def measure_lines(self, exercise, score) -> list[str]:
        """Return sentences on what was measured beside the marks, for instance confidence."""
        return []

    def explain(self, exercise, article, key, item) -> dict:
        """Return `title`, `quote`, `sentences`, `votes`, `next` for one ItemScore: the words, the rule, a contrast, the next try."""
        raise NotImplementedError

    # ---- proof
    def examples(self, exercise, article, key) -> dict[str, dict]:
        """Return answers that every type proves itself on: right, half, wrong, unreadable, flag_all, flag_none."""
        raise NotImplementedError


def on_the_text(exercise, article, items: list[dict]) -> list[dict]:
    """Return the items. Raise ExerciseError where one does not stand on the words that it quotes."""
    for item in items:
        if article.text[item["start"] : item["end"]] != item["text"]:
            raise ExerciseError(
                f"Exercise {exercise.id}: at {item['start']} the article does not read “{item['text']}”.",
                "Correct the offsets in exercises.json.",
            )
    return items


def listed(names: list[str]) -> str:
    """Return «a», «a or b», «a, b or c»"""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " or " + names[-1]


def odd(value) -> str:
    """Return an unreadable value as words for a sentence: short, and printable whatever was sent."""
    return str(value)[:40].encode("utf-8", "replace").decode("utf-8")
