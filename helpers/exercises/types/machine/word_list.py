"""Change the machine's word list, and see at once what becomes of its precision and recall against the readers' votes.

The list is the learner's answer: words to add, words of the kit's list to take out. The machine reads anew at each check, so nothing it
finds is written down anywhere. A mark counts as right where it lies on words that most readers call loaded; words that some readers mark,
or about which they are split, count neither way.
"""

from __future__ import annotations

from dataclasses import replace

from helpers.scoring import FOUND, WRONG, ItemScore
from helpers.text import words as words_in

from .._base import ExerciseType, odd
from .._parts import Explainer, Explanation, Form, KeySource, Scorer
from ..marking_words.mark_language import TYPE as MARK_LANGUAGE
from ._listed import ADD, DROP, MOST_WORDS, _before, _marks, _same, _tier, lines_of, marks_of, rates

MOST_LINES = 40


class WordListForm(Form):
    """A workbench, not a test: manual, so that it shows numbers and no marks."""

    layer = "language"

    def view(self, exercise, article) -> dict:
        start, end = article.passage(*exercise.passage)
        kit = sorted({w.lower() for _, _, w in marks_of(article.text[start:end], {})})
        quotes = [
            {"kind": "quote", "title": f"Paragraph {n}", "text": article.text[a:b]}
            for n, (a, b) in enumerate(article.paragraphs, 1)
            if start <= a < end
        ]
        add = {
            "id": ADD,
            "kind": "text",
            "label": "Words to add, one entry a line",
            "rows": 6,
            "maxlength": 1500,
            "optional": True,
            "help": f"One to {MOST_WORDS} words an entry. Capital letters do not matter.",
        }
        drop = {
            "id": DROP,
            "kind": "many",
            "label": "Words of the kit’s list to take out",
            "options": [{"id": w, "name": w, "hint": ""} for w in kit],
            "optional": True,
        }
        return {
            "blocks": [
                {"id": "text", "heading": "The passage", "body": quotes, "fields": []},
                {"id": "list", "heading": "Your list", "body": [], "fields": [add, drop]},
            ],
            "check": "Read with my list",
        }

    def why_unreadable(self, exercise, article, value) -> str | None:
        fields = value.get("fields") if isinstance(value, dict) else None
        if not isinstance(fields, dict) or not isinstance(fields.get(ADD, ""), str) or not isinstance(fields.get(DROP, []), list):
            return "The answer is not a list of words."
        if bad := [w for w in fields.get(DROP, []) if not isinstance(w, str)]:
            return f"“{odd(bad[0])}” is not a word."
        lines = lines_of(fields)
        if len(lines) > MOST_LINES:
            return f"There are {len(lines)} entries; a list of at most {MOST_LINES} is read here."
        if long := next((line for line in lines if len(line.split()) > MOST_WORDS), None):
            return f"“{odd(long)}” has more than {MOST_WORDS} words: a list holds words, not sentences."
        return None


class WordListKeys(KeySource):
    def build_key(self, exercise, article, votes) -> dict:
        start, end = article.passage(*exercise.passage)
        items = [
            {
                "id": i["id"],
                "spans": i["spans"],
                "tier": _tier(i),
                "text": i["text"],
            }
            for i in MARK_LANGUAGE.keys.build_key(exercise, article, votes)["items"]
        ]
        tuned = article.passage(exercise.passage[0], exercise.options["tune_to"])[1]
        return {"items": items, "text": article.text[start:end], "offset": start, "tuned": tuned}

    def annotators(self, votes) -> list[str]:
        return []

    def solved(self, exercise, key) -> dict:
        return {"fields": {ADD: "\n".join(i["text"] for i in key["items"] if i["tier"] == "core")}}


class WordListScorer(Scorer):
    manual = True

    def target(self, exercise, article, votes, key) -> float:
        return 1.0

    def raw(self, exercise, key, value) -> tuple:
        marks = _marks(key, value["fields"])
        now, before = rates(key["items"], marks), _before(key)
        halves = [
            rates(
                [i for i in key["items"] if (i["spans"][0][0] < key["tuned"]) == first],
                [m for m in marks if (m[0] < key["tuned"]) == first],
            )
            for first in (True, False)
        ]
        outcomes = []
        for n, line in enumerate(lines_of(value["fields"])):
            mine = [m for m in marks if _same(m[2]) == _same(line)]
            wrong = [m for m in mine if m in now["stray"]]
            good = tuple(next(i["text"] for i in key["items"] if i["id"] == name) for name, m in now["hit"].items() if m in mine)
            outcomes.append(
                ItemScore(
                    f"entry-{n}",
                    "accepted" if not mine else FOUND if not wrong else "false_alarm" if not good else "boundary",
                    given=(line,),
                    right=good,
                    votes={"false": len(wrong), "all": len(mine)},
                )
            )
        outcomes += [ItemScore(f"lost-{i}", WRONG, given=(m[2],)) for i, m in before["hit"].items() if i not in now["hit"]]
        short = lambda x: {k: x[k] for k in ("marks", "right", "core", "p", "r", "f1")} | {"found": len(x["hit"])}  # noqa: E731
        return now["f1"], outcomes, {"now": short(now), "before": short(before), "halves": [short(h) for h in halves]}

    def baseline_answers(self, exercise, article, key) -> list[dict]:
        """Return the list as it is, nothing at all, and every word there is."""
        every = list(dict.fromkeys(key["text"][a:b].lower() for a, b in words_in(key["text"])))
        kit = sorted({w.lower() for _, _, w in marks_of(key["text"], {})})
        return [
            {"fields": {ADD: "zyzzyva"}},
            {"fields": {DROP: kit}},
            *({"fields": {ADD: "\n".join(every[n : n + MOST_LINES])}} for n in range(0, len(every), MOST_LINES)),
            {"fields": {ADD: "\n".join(every)}},
        ]


class WordListExplainer(Explainer):
    def headline(self, score) -> str:
        now, before = score.measures["now"], score.measures["before"]
        return f"With your list: precision {now['p']:.2f}, recall {now['r']:.2f}. The kit’s list alone: precision {before['p']:.2f}, recall {before['r']:.2f}."

    def note(self, exercise, score) -> str:
        now = score.measures["now"]
        return f"Precision: {now['right']} of {now['marks']} marks are on words that most readers call loaded. Recall: {now['found']} of {now['core']} such words are found."

    def measure_lines(self, exercise, score) -> list[str]:
        first, rest = exercise.passage[0], exercise.options["tune_to"]
        names = (
            f"Paragraphs {first} to {rest}, where you chose your words",
            f"Paragraphs {rest + 1} to {exercise.passage[1]}, where you did not",
        )
        return [
            f"{name}: {h['found']} of {h['core']} found, {h['marks'] - h['right']} false."
            for name, h in zip(names, score.measures["halves"])
        ]

    def explain(self, exercise, article, key, item) -> Explanation:
        word, base = item.given[0], Explanation(quote=item.given[0], field=ADD)
        if item.id.startswith("lost-"):
            return replace(
                base,
                title=f"“{word}” is lost by your change",
                word="Lost",
                field=DROP,
                sentences=[f"Most readers call “{word}” loaded, and your list no longer finds it."],
                next="Put it back, and look at recall.",
            )
        title = f"Your entry “{word}”"
        if not item.votes["all"]:
            return replace(
                base,
                title=f"{title} finds nothing",
                word="No effect",
                kind="info",
                sentences=[
                    "The machine marks no such words in this passage: they do not stand there like this, or a longer entry covers them."
                ],
            )
        times = {1: "once", 2: "twice"}.get(item.votes["all"], f"{item.votes['all']} times")
        found = [f"It finds {', '.join(f'“{x}”' for x in item.right)}: loaded for most readers."] if item.right else []
        if not item.votes["false"]:
            return replace(
                base,
                title=title,
                word="Good entry" if found else "Readers differ",
                sentences=found or ["Some readers call these words loaded, most do not. It counts neither way."],
            )
        step = "Take the entry out, or make it longer, so that it fits only the hot use."
        return replace(
            base,
            title=f"{title} is marked {times}, {'always' if not found else item.votes['false']} in vain",
            word="Mixed" if found else "False alarm",
            sentences=[*found, "A list marks the words wherever they stand, whatever they do there."],
            next=step,
        )


TYPE = ExerciseType.of(WordListForm, WordListKeys, WordListScorer, WordListExplainer)
