"""`reasons.json`: what decides one question about some words, written for learners, and answers that stand beside the votes.

`reasons`: {start, text, question, answer, why}: why this answer to this question fits these words; told where `answer` is right.
`decided`: {start, text, question, also, words, why}: answers that the text allows as well, though the votes agree on another.
`neutral`: {start, text, layer, by, why}: words that no annotator marked, and that at least two readers marked who solved the exercise without the key
(`by` names their passes): to mark them costs nothing, and so does leaving them. `why` says what can be said for both.
`question` is the last part of a question's id: `proximity`, `A1`, `handling`, `checkable`, `outer` …; `word` for a question about a word.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import MarksError

from .article import Article

FILE = "reasons.json"
WITNESSES = 2  # readers without the key who must have marked words that no annotator marked, before they are neutral


@dataclass(frozen=True)
class Reasons:
    """Reasons and decisions on an article; all empty where its folder holds none (a student's copy)."""

    reasons: tuple[dict, ...] = ()
    decided: tuple[dict, ...] = ()
    neutral: tuple[dict, ...] = ()

    def why(self, start: int | None, question: str, right) -> str:
        """Return the sentence for the first of the right answers that has one; empty where none has."""
        found = {r["answer"]: r["why"] for r in self.reasons if r["start"] == start and r["question"] == question}
        return next((found[str(v)] for v in right if str(v) in found), "")

    def also(self, start: int | None, question: str) -> tuple[str, ...]:
        """Return answers that are right beside those with votes."""
        return tuple(v for d in self.decided if d["start"] == start and d["question"] == question for v in d["also"])

    def neutral_in(self, layer: str, start: int, end: int) -> tuple[dict, ...]:
        """Return the words of a passage that cost nothing, marked or left."""
        return tuple(n for n in self.neutral if n["layer"] == layer and start <= n["start"] and n["start"] + len(n["text"]) <= end)


def read_reasons(folder: Path, article: Article | None = None) -> Reasons:
    """Return reasons on an article, as its folder holds them; with `article`, each is checked to stand on the words it quotes."""
    path = folder / FILE
    if not path.is_file():
        return Reasons()
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        made = Reasons(*(tuple(raw.get(part, ())) for part in ("reasons", "decided", "neutral")))
        if lone := next((n for n in made.neutral if not isinstance(n["by"], list) or len(set(n["by"])) < WITNESSES), None):
            raise MarksError(f"{FILE}: fewer than {WITNESSES} readers marked “{lone['text'][:40]}”.", "Leave it out, or name them in `by`.")
        for one in (*made.reasons, *made.decided, *made.neutral) if article else ():
            if article.text[one["start"] : one["start"] + len(one["text"])] != one["text"]:
                raise MarksError(f"{FILE}: at {one['start']} the article does not read “{one['text'][:40]}”.", "Correct the place.")
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise MarksError(f"{path} is not readable ({error}).", "See the head of helpers/articles/reasons.py for its form.") from None
    return made
