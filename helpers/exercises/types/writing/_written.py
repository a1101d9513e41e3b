"""Shared by the types in which a learner writes: the machine gives hints, and the teacher gives the marks.

Word lists cannot judge a text. So a hint says what it found or missed, in the learner's words, and no mark depends on it; nor is it ever a tick:
a page that ticks what a list found says “right” of a text that nobody has read. On safety see `_safety`. The model
texts stay in `articles/<slug>/repairs.json`, which learners do not get.
"""

from __future__ import annotations

import re
from dataclasses import replace

from helpers.scoring import ACCEPTED, RIGHT, WRONG, ItemScore, cached_per_owner
from helpers.text import some

from .._parts import Explainer, Explanation, Form, KeySource, Scorer
from ._authored import model_of
from ._rewrite import CAUSES, new_claims
from ._safety import BLOCK, FIND, NOTE, is_warning

MAX = 1200
HINTS_ONLY = "These are hints from word lists, not marks. A good sentence can miss one, and a poor one can meet all."
EXCUSES = r"\b(?:misunderst\w+|misled|unfortunately for|through no fault|in the rush|nobody could have|sources told us|as everyone knows)\b"


class WrittenForm(Form):
    """Text fields, sometimes with a choice beside them. Subclasses give `blocks`."""

    check = "Give me hints"
    longest = MAX
    needs: tuple = ()  # fields without which there is no text at all
    asks_safety = True  # whether the learner is asked if somebody could be found by the text

    def blocks(self, exercise, article) -> list[dict]:
        raise NotImplementedError

    def all_blocks(self, exercise, article) -> list[dict]:
        """Return the blocks, and after them the learner's own look at safety."""
        return [*self.blocks(exercise, article), *([BLOCK] if self.asks_safety else [])]

    def view(self, exercise, article) -> dict:
        blocks = self.all_blocks(exercise, article)
        if exercise.rubric:
            note = {"kind": "note", "text": "\n".join(f"• {line}" for line in exercise.rubric)}
            first = next(n for n, block in enumerate(blocks) if block["fields"])
            blocks.insert(first, {"id": "rubric", "heading": "What your teacher marks", "body": [note], "fields": []})
        return {"blocks": blocks, "check": self.check}

    def fields(self, exercise, article) -> list[dict]:
        return [f for block in self.all_blocks(exercise, article) for f in block.get("fields", [])]

    def is_empty(self, value) -> bool:
        fields = value.get("fields") if isinstance(value, dict) else None
        return super().is_empty(value) or (isinstance(fields, dict) and not any(str(v).strip() for k, v in fields.items() if k != FIND))

    def why_unreadable(self, exercise, article, value) -> str | None:
        given = value.get("fields") if isinstance(value, dict) else None
        if not isinstance(given, dict) or not all(isinstance(given.get(name), str) for name in self.needs):
            return "The answer is not a text."
        for name, label, options in _asked(exercise, article, self):
            one = given.get(name)
            if one is None:
                continue
            if not isinstance(one, str):
                return "The answer is not a text."
            if options is not None and one not in options:
                return f"“{one[:40]}” is not one of the answers to “{label}”."
            if len(one) > self.longest:
                return f"The text is longer than {self.longest} characters."
        return None

    def parts(self, exercise, article, value) -> list[tuple[str, str]]:
        """Return what was written, each text under its question, for the teacher who marks it."""
        found = []
        for block in self.all_blocks(exercise, article):
            for field in block["fields"]:
                if one := value["fields"].get(field["id"]):
                    names = {o["id"]: o["name"] for o in field.get("options", [])}
                    found.append(
                        (f"{block['heading']} · {field['label']}" if block.get("heading") else field["label"], names.get(one, one))
                    )
        return found


class WrittenKeys(KeySource):
    """A model text, where there is one, and what hints look for. No votes: a text is judged by the teacher."""

    form: WrittenForm

    def has_votes(self, exercise, votes) -> bool:
        return True

    def build_key(self, exercise, article, votes) -> dict:
        """Return the model text by field: the authors' own, or, for one text field, what `exercises.json` itself gives."""
        given = exercise.options.get("model")
        return {"model": model_of(exercise, votes) or ({self.form.needs[0]: given} if given and self.form.needs else {})}

    def solved(self, exercise, key) -> dict:
        return {"fields": dict(key["model"])}


class WrittenScorer(Scorer):
    """Hints and no marks. Subclasses give `hints`."""

    manual = True

    def target(self, exercise, article, votes, key) -> float:
        return 1.0

    def hints(self, exercise, key, fields: dict) -> list[ItemScore]:
        raise NotImplementedError

    def raw(self, exercise, key, value) -> tuple:
        found = self.hints(exercise, key, value["fields"])
        return share_seen(found), sorted(found, key=is_warning, reverse=True), {}


def share_seen(hints: list[ItemScore]) -> float:
    """Return the raw score: warnings are no part of it."""
    seen = [o.credit for o in hints if not is_warning(o)]
    return sum(seen) / max(1, len(seen))


class WrittenExplainer(Explainer):
    """What a hint saw, or did not see, in the learner’s words."""

    form: WrittenForm

    def said(self, item, words: tuple) -> Explanation:
        """Feedback from (title, said when met, said when not, next try); `{0}` stands for what was found. A hint is never «not right»."""
        title, good, bad, step = words
        met = item.outcome == RIGHT
        given = [*item.given, "", ""]
        told = Explanation(title=title, sentences=[(good if met else bad).format(*given)], next="" if met else step)
        return replace(told, kind="info", word="Seen" if met else "Look again")

    def headline(self, score) -> str:
        """Return how much there is to look at again; never that all is well, for nobody has read the text."""
        again = sum(i.outcome not in (RIGHT, ACCEPTED) for i in score.items)
        return (
            f"{some(again, 'thing')} to look at again." if again else "The button has nothing to add. It reads words, not what they mean."
        )

    def note(self, exercise, score) -> str:
        return f"{HINTS_ONLY} {NOTE}" if self.form.asks_safety else HINTS_ONLY


@cached_per_owner
def _asked(exercise, article, form: WrittenForm) -> list[tuple]:
    """(id, label, what can be chosen or None) of each field."""
    return [
        (f["id"], f["label"], {o["id"] for o in f["options"]} if f["kind"] == "choice" else None) for f in form.fields(exercise, article)
    ]


def hint(name: str, met, found: tuple = ()) -> ItemScore:
    return ItemScore(name, RIGHT if met else WRONG, credit=float(bool(met)), given=tuple(found))


def question(name: str, credit: float = 0.0) -> ItemScore:
    """Return a hint that asks and gives no verdict: where word lists were not right often enough, or must not judge."""
    return ItemScore(name, ACCEPTED, credit=credit)


def asked(title: str, sentence: str) -> Explanation:
    """Return the words of such a question."""
    return Explanation(title=title, sentences=[sentence], kind="info", word="Ask yourself")


def looked_for(name: str, pattern: str, text: str) -> ItemScore:
    """Return a hint that is met where the words are found; it quotes them."""
    hit = re.search(pattern, text, re.I)
    return hint(name, hit, (hit.group(0),) if hit else ())


def thin(text: str, least: int = 5) -> bool:
    return len(re.findall(r"\w+", text)) < least


def words_of(*texts: str) -> list[str]:
    """Return a text's words in order. A key holds these and not the text, so that it can be told from an article's own sentences."""
    return [w for t in texts for w in re.findall(r"[^\W_]+(?:[,.]\d+)*", t)]


@cached_per_owner
def known_to(key: dict) -> str:
    """Return the words that a key holds, as one text."""
    return " ".join(key["words"])


def unknown(known: str, text: str) -> list[str]:
    """Return numbers and names in a text that the known words do not have."""
    plain = text.replace("[", "(").replace("\n", " ")
    return [x for x in new_claims(known, plain) if not re.fullmatch(CAUSES, x, re.I)]
