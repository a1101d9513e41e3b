"""Shared by the written types that have several small boxes to fill: each slot has a sign that a hint looks for."""

from __future__ import annotations

from dataclasses import replace

from helpers.scoring import ACCEPTED, EMPTY, ItemScore, cached_per_owner

from .._parts import Explanation
from ._copies import copied_from, copy_told
from ._safety import is_warning, warned, warnings
from ._written import (
    WrittenExplainer,
    WrittenForm,
    WrittenKeys,
    WrittenScorer,
    asked,
    hint,
    known_to,
    looked_for,
    question,
    share_seen,
    thin,
    unknown,
    words_of,
)

SLOT_MAX = 700
COPY = "copy"
COUNTS = [*map(str, range(13)), "100"]  # people are counted in words and numbers that no article has


@cached_per_owner
def _with_counts(key: dict) -> str:
    return " ".join([known_to(key), *COUNTS])


class SlotForm(WrittenForm):
    """Several small boxes. Subclasses give SLOTS: (id, question, help, sign, said when met, said when not, next try) and what the page shows above them.

    A slot without a sign is asked about, and never judged: what stands in place of «said when met» is the question.
    """

    SLOTS: tuple = ()
    longest = SLOT_MAX

    def slot_fields(self) -> list[dict]:
        return [
            {"id": i, "kind": "text", "label": label, "help": tip, "rows": 3, "maxlength": SLOT_MAX} for i, label, tip, *_ in self.SLOTS
        ]


class SlotKeys(WrittenKeys):
    def build_key(self, exercise, article, votes) -> dict:
        return super().build_key(exercise, article, votes) | {"words": words_of(article.text)}


class SlotScorer(WrittenScorer):
    def hints(self, exercise, key, fields) -> list:
        texts = [fields.get(i, "") for i, *_ in self.form.SLOTS]
        return [*self.slots(key, fields), *warnings("safety", *texts), *self.overall(exercise, key, fields)]

    def raw_score(self, exercise, key, value) -> float:
        fields = value["fields"]
        return share_seen([*self.slots(key, fields), *self.overall(exercise, key, fields)])

    def slots(self, key, fields) -> list:
        found = []
        for name, _, _, sign, *_ in self.form.SLOTS:
            text = fields.get(name, "").strip()
            if not text:
                found.append(ItemScore(name, EMPTY))
            elif thin(text):
                found.append(hint(name, False, ("",)))
            elif (changed := copied_from(key, text)) is not None:
                found.append(hint(name, False, (COPY, str(changed))))
            else:
                found.append(looked_for(name, sign, text) if sign else question(name, 1.0))
        return found

    def overall(self, exercise, key, fields) -> list:
        """Return hints on all that was written together: whether anything is in it that the article does not give."""
        texts = [fields.get(i, "") for i, *_ in self.form.SLOTS]
        if not any(t.strip() for t in texts):
            return []
        new = list(dict.fromkeys(x for t in texts for x in unknown(_with_counts(key), t)))
        return [hint("new", not new, (", ".join(f"“{x}”" for x in new),) if new else ())]


class SlotExplainer(WrittenExplainer):
    COMMON: dict = {}

    def headline(self, score) -> str:
        filled = sum(i.outcome != EMPTY for i in score.items if i.id in {s[0] for s in self.form.SLOTS})
        return f"{filled} of {len(self.form.SLOTS)} parts are written. {super().headline(score)}"

    def explain(self, exercise, article, key, item) -> Explanation:
        if is_warning(item):
            return replace(warned(item), field=None)
        slot = next((s for s in self.form.SLOTS if s[0] == item.id), None)
        if slot is None:
            return replace(self.said(item, self.COMMON[item.id]), field=None)
        name, label, _, _, good, bad, step = slot
        if item.outcome == EMPTY:
            return Explanation(
                title=label,
                next=step,
                field=name,
                kind="info",
                word="Nothing here yet",
            )
        if item.outcome == ACCEPTED:
            return replace(asked(label, good), field=name)
        if item.given[:1] == (COPY,):
            return replace(copy_told(item._replace(given=item.given[1:])), title=f"{label}: a copy", field=name)
        if item.given == ("",):
            bad = f"This is too short to help a reader. {bad}".strip()
        return replace(self.said(item, (label, good, bad, step)), field=name)
