"""Where the key of questions comes from: the votes of annotators, or somebody who decided with a reason."""

from __future__ import annotations

from collections import Counter

from helpers.articles import settled

from .._parts import KeySource


class QuestionKeys(KeySource):
    """The key of questions, whoever says what is right."""

    def solved(self, exercise, key) -> dict:
        return {"fields": {f: q["right"][0] for f, q in key["questions"].items() if q["right"]}}


class ChoiceKeys(QuestionKeys):
    """Votes: what a third of those who were asked say is right. Subclasses give `ballots` and, where the votes are not marks, `annotators`."""

    def ballots(self, exercise, article, votes) -> dict[str, list[tuple]]:
        """Return per question the votes: (annotator, value, note)."""
        raise NotImplementedError

    def build_key(self, exercise, article, votes) -> dict:
        ballots, reasons = self.ballots(exercise, article, votes), votes.reasons
        questions = {}
        for q in self.form.questions(exercise, article):
            cast = [(who, v, note) for who, v, note in ballots.get(q["id"], []) if v is not None]
            count, asks = Counter(v for _, v, _ in cast), self.asks(q)
            right = list(settled(count, self.field_of(asks), len({who for who, _, _ in cast})))
            offered = {str(o[0]) for o in q.get("options", [])}  # several types ask about a “word”, each with answers of its own
            right += [v for v in reasons.also(q.get("start"), asks) if v not in right and v in offered]
            notes: dict = {}
            for _, v, note in cast:
                if note and q["block"] not in exercise.options.get("no_reason", ()) and note not in notes.setdefault(str(v), []):
                    notes[str(v)].append(note)
            questions[q["id"]] = {
                "right": right,
                "why": "" if q["block"] in exercise.options.get("no_reason", ()) else reasons.why(q.get("start"), asks, right),
                "votes": {str(v): n for v, n in count.items()},
                "of": len({who for who, _, _ in cast}),
                "options": [o[0] for o in q.get("options", [])],
                "notes": {v: n[:2] for v, n in notes.items()},
                "start": q.get("start"),
                "end": q.get("end"),
            }
        return {"questions": questions, "flags": list(self.form.suspicious_options)}

    def asks(self, question: dict) -> str:
        """Return what is asked, as `reasons.json` and the codebook name it: the last part of the question's id."""
        return question["id"].rpartition("-")[2]

    def field_of(self, asks: str) -> str:
        """Return the field of the codebook that was voted on, where two of its values can both be right."""
        return asks

    def cast_by(self, exercise, article, votes, annotator) -> dict:
        """Return what one annotator's votes say, by question; words that an annotator left alone were not asked about."""
        ballots = self.ballots(exercise, article, votes)
        return {f: v for f, cast in ballots.items() for who, v, _ in cast if who == annotator and v is not None}

    def answer_of(self, exercise, article, votes, annotator) -> dict:
        """Return what one annotator would have answered; where they were not asked, as the others did."""
        given = self.cast_by(exercise, article, votes, annotator)
        key = self.build_key(exercise, article, votes)
        return {"fields": {f: given.get(f, next(iter(q["right"]), None)) for f, q in key["questions"].items() if f in given or q["right"]}}


class DecidedKeys(QuestionKeys):
    """Nobody voted: this kit's authors, or the evidence desk, decided, each time with a reason. Subclasses give `decided`."""

    def annotators(self, votes) -> list[str]:
        return []

    def decided(self, exercise, article, votes) -> dict[str, tuple]:
        """Return per question the right values, and the reasons by value."""
        raise NotImplementedError

    def build_key(self, exercise, article, votes) -> dict:
        decided, questions = self.decided(exercise, article, votes), {}
        for q in self.form.questions(exercise, article):
            right, reasons = decided[q["id"]]
            questions[q["id"]] = {
                "right": list(right),
                "votes": {},
                "of": 0,
                "options": [o[0] for o in q.get("options", [])],
                "notes": {str(v): [why] for v, why in reasons.items()},
                "start": q.get("start"),
                "end": q.get("end"),
            }
        return {"questions": questions, "flags": list(self.form.suspicious_options)}
