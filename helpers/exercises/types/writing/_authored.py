"""Shared by the types whose key was written by this kit's authors: which repair is best cannot be derived from votes on the article.

`articles/<slug>/repairs.json` holds, for each set of questions, what is right and a reason for every option (or one, for what is right), and says in `basis` what the
key rests on. It stays with the teacher; open exercises reach learners through `open_keys.json`. Being an authors' key it says so wherever it is shown.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from helpers.articles import read_documents
from helpers.errors import ExerciseError
from helpers.scoring import EMPTY, RIGHT

from .._parts import Explanation, Yours
from ..choosing._choice_keys import DecidedKeys
from ..choosing._choices import ChoiceExplainer, ChoiceForm

FILE = "repairs.json"
MOST = 60  # words of one explanation


@lru_cache(maxsize=16)
def read_repairs(folder: Path) -> dict:
    """Return `basis`, `sets` and `models` of an article; empty where this copy does not hold them."""
    path = Path(folder) / FILE
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (ValueError, UnicodeDecodeError):
        raise ExerciseError(f"{path.parent.name}/{FILE} cannot be read.", "Restore it from the kit.") from None


def repairs_of(votes) -> dict:
    return read_repairs(votes.folder) if votes.folder else {}


def model_of(exercise, votes) -> dict:
    """Return the authors' own text for a written exercise, by field; empty in a student's copy."""
    return repairs_of(votes).get("models", {}).get(f"{exercise.assignment}/{exercise.id}", {})


def card_parts(article, ids: list[str]) -> list[dict]:
    """Return cards of the article's evidence, as parts of the page."""
    there = read_documents(article.folder) if ids else {}
    if missing := [one for one in ids if one not in there]:
        raise ExerciseError(f"The article {article.slug} has no document “{missing[0]}”.", "Correct exercises.json.")
    return [{"kind": "doc", "title": there[one].heading, "text": there[one].text} for one in ids]


def whole_article(article) -> list[dict]:
    """Return the numbered paragraphs, for tasks about the article as a whole."""
    return [{"kind": "quote", "title": f"Paragraph {n}", "text": article.text[a:b]} for n, (a, b) in enumerate(article.paragraphs, 1)]


def paragraph_with(article, item: dict, said: str) -> list[dict]:
    """Return the paragraph in which an item stands, as parts of the page, and after it `said` and the item's words, where they are not all of it."""
    a, b = article.paragraphs[article.paragraph_of(item["start"]) - 1]
    whole = {"kind": "quote", "text": article.text[a:b]}
    return [whole] if (item["start"], item["end"]) == (a, b) else [whole, {"kind": "p", "text": f"{said} “{inside(item['text'])}”"}]


def inside(words: str) -> str:
    """Return words as they stand inside quotation marks: their own become single ones."""
    bare = words[1:-1] if words[:1] == "“" and words[-1:] == "”" and "“" not in words[1:] else words
    return bare.replace("“", "‘").replace("”", "’")


class AuthoredForm(ChoiceForm):
    """One question per item. Subclasses give `choices` of an item: (id, name on the page, short name in feedback)."""

    label = ""

    def choices(self, exercise, item: dict) -> list[tuple]:
        raise NotImplementedError

    def asked(self, item: dict) -> str:
        return self.label

    def questions(self, exercise, article) -> list[dict]:
        return [
            {
                "id": i["id"],
                "block": i["id"],
                "label": self.asked(i),
                "options": [(c[0], c[1], "") for c in self.choices(exercise, i)],
                "start": i["start"],
                "end": i["end"],
            }
            for i in self.items(exercise, article)
        ]

    def field(self, question: dict) -> dict:
        return super().field(question) | {"as": "radio"}


class AuthoredKeys(DecidedKeys):
    """A set of `repairs.json`, which `options.key` names."""

    def has_votes(self, exercise, votes) -> bool:
        return exercise.options["key"] in repairs_of(votes).get("sets", {})

    def authored(self, exercise, votes) -> dict:
        """Return what the authors settled, by item: `right`, and `why` for every choice."""
        return repairs_of(votes)["sets"][exercise.options["key"]]

    def decided(self, exercise, article, votes) -> dict[str, tuple]:
        known, found = self.authored(exercise, votes), {}
        for q in self.form.questions(exercise, article):
            options, one = {o[0] for o in q["options"]}, known.get(q["id"], {})
            right, whys = one.get("right", ()), one.get("why", {})
            whys = dict.fromkeys(right, whys) if isinstance(whys, str) else whys  # one reason, for what is right
            if not right or not all(whys.values()) or not set(right) <= options or set(whys) not in (options, set(right)):
                raise ExerciseError(
                    f"{article.slug}/{FILE}, {exercise.options.get('key', exercise.id)}, {q['id']}: a right answer or the reason of an option is missing.",
                    "Every option needs its reason, or what is right one for all.",
                )
            found[q["id"]] = right, whys
        return found


class AuthoredExplainer(ChoiceExplainer):
    next_try = "Read the two side by side: which words make the difference?"

    def note(self, exercise, score) -> str:
        return (
            super().note(exercise, score)
            + " What is right here was settled by the authors of this kit, each time with a reason. A better reason beats ours: tell your teacher."
        ).strip()

    def explain(self, exercise, article, key, item) -> Explanation:
        listed = next(i for i in self.form.items(exercise, article) if i["id"] == item.id)
        short = {c[0]: c[2] for c in self.form.choices(exercise, listed)}
        key_item = key["questions"][item.id]
        why = lambda v: next(iter(key_item["notes"].get(v, [])), "")  # noqa: E731
        base = Explanation(
            title=self.title(listed),
            quote=listed["text"],
            field=item.id,
        )
        others = [v for v in key_item["right"] if v not in item.given]
        if item.outcome == RIGHT:
            also = [f"{short[v][0].upper()}{short[v][1:]} is right too." for v in others]
            return replace(base, sentences=[Yours(f"Yes: {short[item.given[0]]}. {why(item.given[0])}"), *also])
        better = [f"{'We say' if item.outcome == EMPTY or n else 'Better'}: {short[v]}. {why(v)}" for n, v in enumerate(key_item["right"])]
        if item.outcome == EMPTY:  # in practice a question without an answer is not given away
            return replace(base, sentences=better if exercise.sealed else [], next=self.next_try)
        mine = f"You chose {short[item.given[0]]}. {why(item.given[0])}".strip()
        if len(" ".join([mine, *better]).split()) > MOST:  # then the reason for the better one is enough
            mine = f"You chose {short[item.given[0]]}."
        return replace(base, sentences=[Yours(mine), *better], next=self.next_try)

    def title(self, item: dict) -> str:
        return self.form.asked(item)
