"""Rewrite some attributions as fully as safety allows, and leave alone what is already good.

For each: repair it or leave it, and the new words or the reason for leaving. The machine gives hints on the words; whether an attribution needed a
repair, and how good the repair is, the teacher says.
"""

from __future__ import annotations

from dataclasses import replace

from helpers.scoring import EMPTY, ItemScore

from .._base import ExerciseType, on_the_text
from .._parts import Explanation
from ._authored import paragraph_with
from ._copies import copies
from ._safety import warnings
from ._written import MAX, WrittenExplainer, WrittenForm, WrittenKeys, WrittenScorer, hint, thin
from .write_attribution import attribution_hints, explained, facts_hint

DO, REPAIR, LEAVE = "-do", "repair", "leave"
ALSO = {
    "do": (
        "Repair or leave",
        "We would do the same. About the article’s own words, not yours: {0}",
        "We would choose otherwise. About the article’s own words: {0}",
        "Ask: can a reader judge this voice, and what would more detail cost?",
    ),
    "why": (
        "Your reason",
        "You say why it can stay.",
        "You leave it, and do not say why.",
        "One sentence: what does the reader learn, and what would more detail risk?",
    ),
}


class WriteRepairForm(WrittenForm):
    def items(self, exercise, article) -> list[dict]:
        return on_the_text(exercise, article, exercise.options["items"])

    def blocks(self, exercise, article) -> list[dict]:
        blocks = []
        for item in self.items(exercise, article):
            n = article.paragraph_of(item["start"])
            do = {
                "id": item["id"] + DO,
                "kind": "choice",
                "as": "radio",
                "label": "Repair or leave?",
                "options": [
                    {"id": REPAIR, "name": "Repair it: a reader can be told more, safely", "hint": ""},
                    {"id": LEAVE, "name": "Leave it: it is as full as safety allows", "hint": ""},
                ],
            }
            words = {
                "id": item["id"],
                "kind": "text",
                "label": "Your new version, or your reason for leaving it",
                "rows": 4,
                "maxlength": MAX,
                "help": "Imagine that the reporter has asked this person the right questions. Keep what was reported.",
            }
            body = paragraph_with(article, item, "The sentence:")
            blocks.append({"id": f"b-{item['id']}", "heading": f"“{item['source']}” (paragraph {n})", "fields": [do, words], "body": body})
        return blocks


class WriteRepairKeys(WrittenKeys):
    def build_key(self, exercise, article, votes) -> dict:
        key = super().build_key(exercise, article, votes)
        return key | {
            "known": article.text,
            "sources": {i["id"]: i["text"] for i in self.form.items(exercise, article)},
            "facts": {i["id"]: i.get("facts", []) for i in self.form.items(exercise, article)},
            "whether": {k.removesuffix("-why"): v for k, v in key["model"].items() if k.endswith("-why")},
            "model": {k: v for k, v in key["model"].items() if not k.endswith("-why")},
        }


class WriteRepairScorer(WrittenScorer):
    def hints(self, exercise, key, fields) -> list:
        found = []
        for name in key["facts"]:
            text, do = fields.get(name, ""), fields.get(name + DO)
            if not text.strip() or do is None:
                found.append(ItemScore(f"{name}.todo", EMPTY))
                continue
            if name in key["whether"]:
                found.append(hint(f"{name}.do", do == key["model"][name + DO], (key["whether"][name],)))
            found += (
                [hint(f"{name}.why", not thin(text)), *warnings(f"{name}.safety", text, known=key["known"])]
                if do == LEAVE
                else [
                    *copies(f"{name}.copy", key["sources"][name], text),
                    *attribution_hints(text, f"{name}.", key["known"]),
                    facts_hint(f"{name}.facts", key["facts"][name], text),
                ]
            )
        return found


class WriteRepairExplainer(WrittenExplainer):
    def headline(self, score) -> str:
        open_ = sum(i.outcome == EMPTY for i in score.items)
        return super().headline(score) + (
            f" Still open: {open_} of {len({i.id.rpartition('.')[0] for i in score.items})} voices." if open_ else ""
        )

    def explain(self, exercise, article, key, item) -> Explanation:
        name, _, what = item.id.rpartition(".")
        source = next(i["source"] for i in exercise.options["items"] if i["id"] == name)
        if item.outcome == EMPTY:
            return Explanation(
                title=f"“{_short(source)}”",
                field=name,
                sentences=["There is no choice, or no text, yet."],
                next="Choose first: would a reader gain, and would anybody pay for it?",
                kind="info",
                word="Nothing here yet",
            )
        told = self.said(item, ALSO[what]) if what in ALSO else explained(self, item, what)
        return replace(told, title=f"“{_short(source)}”: {told.title.lower()}", field=name + DO if what == "do" else name)


def _short(source: str) -> str:
    return source if len(source) <= 28 else source[: source.rfind(" ", 0, 26)] + " …"


TYPE = ExerciseType.of(WriteRepairForm, WriteRepairKeys, WriteRepairScorer, WriteRepairExplainer)
