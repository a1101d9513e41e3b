"""`reasons.json`: what decides one question about some words, written for learners, and answers that stand beside the votes.

`reasons`: {start, text, question, answer, why}: why this answer to this question fits these words; told where `answer` is right.
`decided`: {start, text, question, also, words, why}: answers that the text allows as well, though the votes agree on another.
`question` is the last part of a question's id: `proximity`, `A1`, `handling`, `checkable`, `outer` …; `word` for a question about a word.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import MarksError

from .article import Article

FILE = "reasons.json"


@dataclass(frozen=True)
class Reasons:
    """Reasons and decisions on an article; both empty where its folder holds none (a student's copy)."""

    reasons: tuple[dict, ...] = ()
    decided: tuple[dict, ...] = ()

    def why(self, start: int | None, question: str, right) -> str:
        """Return the sentence for the first of the right answers that has one; empty where none has."""
        found = {r["answer"]: r["why"] for r in self.reasons if r["start"] == start and r["question"] == question}
        return next((found[str(v)] for v in right if str(v) in found), "")

    def also(self, start: int | None, question: str) -> tuple[str, ...]:
        """Return answers that are right beside those with votes."""
        return tuple(v for d in self.decided if d["start"] == start and d["question"] == question for v in d["also"])


def read_reasons(folder: Path, article: Article | None = None) -> Reasons:
    """Return reasons on an article, as its folder holds them; with `article`, each is checked to stand on the words it quotes."""
    path = folder / FILE
    if not path.is_file():
        return Reasons()
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        made = Reasons(tuple(raw.get("reasons", ())), tuple(raw.get("decided", ())))
        for one in (*made.reasons, *made.decided) if article else ():
            if article.text[one["start"] : one["start"] + len(one["text"])] != one["text"]:
                raise MarksError(f"{FILE}: at {one['start']} the article does not read “{one['text'][:40]}”.", "Correct the place.")
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise MarksError(f"{path} is not readable ({error}).", "See the head of helpers/articles/reasons.py for its form.") from None
    return made
