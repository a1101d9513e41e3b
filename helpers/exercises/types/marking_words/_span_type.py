"""Shared by the types in which words of a passage are marked."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from helpers import text
from helpers.articles import codebook, items_of, settled
from helpers.scoring import CONTESTED, cached_per_owner, raw_spans, score_spans

from .._base import listed
from .._parts import Explainer, Explanation, Form, KeySource, Scorer
from ._readable_marks import why_unreadable_marks
from ._span_feedback import explain_span, sum_of_marks

ROTE = 0.15  # what marking every word, sentence or paragraph may earn
RULE = 0.3  # what marking by one feature may earn, such as every quotation
_CLAUSE, _QUOTATION = re.compile(r"[^,.;:—\n]{12,}"), re.compile(r"“[^”\n]+”")


class SpanForm(Form):
    """Mark the words, choose a label, sometimes attributes. Subclasses name the layer and its attributes."""

    shape = "spans"

    def bounds(self, exercise, article) -> tuple[int, int]:
        return article.passage(*exercise.passage) if exercise.passage else (0, len(article.text))

    def view(self, exercise, article) -> dict:
        start, end = self.bounds(exercise, article)
        labels = codebook.options(self.labels())
        return {"text": article.text[start:end], "offset": start, "labels": labels, "attributes": self.attributes()}

    def labels(self) -> dict:
        return codebook.LABELS[self.layer]

    def attributes(self) -> list[dict]:
        return []

    def why_unreadable(self, exercise, article, value) -> str | None:
        return why_unreadable_marks(value.get("spans") if isinstance(value, dict) else None, *_frame(exercise, article, self))


class SpanKeys(KeySource):
    """The items on which the annotators of a layer agree, and where nothing is to be marked."""

    form: SpanForm
    attrs: tuple = ()
    level = 1.0  # the part of places and kinds that is enough for full marks; see scoring.spans

    def build_key(self, exercise, article, votes) -> dict:
        start, end = self.form.bounds(exercise, article)
        found = items_of(votes.passes, self.form.layer, start, end)
        words = _words(article.text, start, end)
        key = {
            "items": [self.key_item(item) for item in found],
            "attrs": list(self.attrs),
            "level": self.level,
            "word_starts": [a for a, _ in words],
            "word_ends": [b for _, b in words],
        }
        for item in key["items"]:
            self._settle(item, votes.reasons)
            if item["id"] in exercise.options.get("no_reason", ()):  # its reason would give away what counts elsewhere
                item["notes"] = {}
        of = max((item["of"] for item in key["items"]), default=0)
        key["items"] += [_neutral(one, of) for one in votes.reasons.neutral_in(self.form.layer, start, end)]
        key["items"].sort(key=lambda item: item["spans"][0])
        taken = [span for item in key["items"] for span in item["spans"]]
        key["quiet"] = [list(s) for s in _sentences(article.text, start, end) if not any(a < s[1] and s[0] < b for a, b in taken)]
        return key

    def _settle(self, item: dict, reasons) -> None:
        """Add the labels that the text allows beside the votes, and the reasons that were written about these words, to an item of the key."""
        start, layer = item["spans"][0][0], self.form.layer
        if item["right"]:
            item["right"] += [x for x in reasons.also(start, layer) if x not in item["right"]]
        for label in item["right"]:
            if said := reasons.why(start, layer, [label]):
                item["notes"][label] = [said]

    def key_item(self, item) -> dict:
        return {
            "id": f"{item.start}-{item.end}",
            "tier": item.tier,
            "spans": [list(s) for s in item.spans],
            "text": item.text,
            "right": list(item.right),
            "votes": dict(item.labels),
            "of": item.of,
            "marked": len(item.marks),
            "notes": {label: item.notes(label)[: min(2, _reasons(item, label))] for label in item.labels},
            "attrs": {a: list(settled(item.values(a), a)) for a in self.attrs},
        }

    def answer_of(self, exercise, article, votes, annotator) -> dict:
        start, end = self.form.bounds(exercise, article)
        mine = next(p for p in votes.passes if p.annotator == annotator).layer(self.form.layer, start, end)
        name = codebook.LABEL_FIELD[self.form.layer]
        return {
            "spans": [{"start": m["start"], "end": m["end"], "label": m[name], "attrs": {a: m.get(a) for a in self.attrs}} for m in mine]
        }

    def solved(self, exercise, key) -> dict:
        return {"spans": [_as_mark(i) for i in key["items"] if i["tier"] == "core"]}


class SpanScorer(Scorer):
    """Half for each place and half for its label, see `scoring.spans`."""

    form: SpanForm
    keys: SpanKeys

    def limits(self, exercise, article, votes, key) -> dict:
        """Return where marks begin and are full: they begin at nothing, or just so high that marking everything earns `ROTE` of them, and marking by one feature `RULE` of them; never so
        high that one error costs more than 2/n of the points, or half of them where there are fewer than four items."""
        found = super().limits(exercise, article, votes, key)
        rote, full, n = found["floor"], found["target"], sum(i["tier"] == "core" for i in key["items"])
        highest = full - max(0.5, 2 / n if 0 < n < 4 else 0.0)
        ruled = max((self.raw_score(exercise, key, value) for value in self.ruled_answers(exercise, article, key)), default=0.0)
        needed = max((earned - share * full) / (1 - share) for earned, share in ((rote, ROTE), (ruled, RULE)))
        return found | {"floor": max(0.0, min(needed, highest))}

    def raw(self, exercise, key, value) -> tuple:
        return score_spans(key, value["spans"])

    def raw_score(self, exercise, key, value) -> float:
        return raw_spans(key, value["spans"])

    def baseline_answers(self, exercise, article, key) -> list[dict]:
        start, end = self.form.bounds(exercise, article)
        core = [i for i in key["items"] if i["tier"] == "core"]
        labels = sorted({label for i in core for label in i["right"]}, key=lambda x: (-sum(x in i["right"] for i in core), x))
        words = _words(article.text, start, end)
        fours = [(words[n][0], words[min(n + 3, len(words) - 1)][1]) for n in range(0, len(words), 4)]
        cuts = [
            words,
            fours,
            _sentences(article.text, start, end),
            [p for p in article.paragraphs if start <= p[0] and p[1] <= end],
            [(start, end)],
        ]
        attrs = {
            a: max((v for i in core for v in i["attrs"][a]), key=lambda x: sum(x in i["attrs"][a] for i in core), default=None)
            for a in self.keys.attrs
        }
        return [{"spans": [{"start": a, "end": b, "label": label, "attrs": attrs} for a, b in cut]} for label in labels for cut in cuts]

    def ruled_answers(self, exercise, article, key) -> list[dict]:
        """Return answers by one feature of the text: every clause, every quotation, the beginning of every sentence, under each label."""
        start, end = self.form.bounds(exercise, article)
        cuts = [[(start + m.start(), start + m.end()) for m in by.finditer(article.text[start:end])] for by in (_CLAUSE, _QUOTATION)]
        cuts.append([(a, [b, *(end for _, end in _words(article.text, a, b)[:4])][-1]) for a, b in _sentences(article.text, start, end)])
        labels = sorted({label for i in key["items"] if i["tier"] == "core" for label in i["right"]})
        return [{"spans": [{"start": a, "end": b, "label": x, "attrs": {}} for a, b in cut]} for x in labels for cut in cuts if cut]


class SpanExplainer(Explainer):
    """Found, missed, another label, other edges, nothing there. Subclasses give the sentences that each kind says in its own words."""

    form: SpanForm
    keys: SpanKeys
    noun = "passage"
    stray_title = stray_next = ""  # of a mark on nothing, where a kind has words of its own

    def headline(self, score) -> str:
        m = score.measures
        alarms = {0: "no false alarm", 1: "1 false alarm"}.get(m["false_marks"], f"{m['false_marks']} false alarms")
        labels = {m["hits"]: "with the right label" if m["hits"] == 1 else "all with the right label", 0: "none with the right label"}
        named = labels.get(m["kinds"], f"{m['kinds']} of them with the right label")
        found = f"{m['hits']} of {m['signals']}, {named}" if m["hits"] else f"none of {m['signals']}"
        return f"You found {found}, and {alarms}."

    def note(self, exercise, score) -> str:
        if score.fraction < 0.2 and score.measures["false_marks"] > score.measures["signals"]:
            return f"Marking nearly everything earns next to nothing: it does not tell {self.noun} from the rest."
        return ""

    def how_counted(self, exercise, key, score, briefly=False) -> str:
        return f"Half for each place, half for its label; a false alarm takes its share away.{sum_of_marks(key, score)}"

    def named(self, key_item: dict) -> str:
        """Return what there was to find, with its label: «A claim (event)»."""
        return f"{self.noun[0].upper()}{self.noun[1:]} ({self.called(key_item)})"

    def called(self, key_item: dict) -> str:
        return listed([self.form.labels()[r].name for r in key_item["right"]])

    edge_rule = ""

    def why_stray(self, article, item) -> str:
        """Say why a mark on nothing is no item."""
        raise NotImplementedError

    def next_miss(self, key_item: dict) -> str:
        """Say what to look for next time, where an item was missed."""
        raise NotImplementedError

    def attr_words(self, key_item: dict, item) -> str:
        """Say which property is another one; only kinds with `attrs` are asked."""
        raise NotImplementedError

    def stands(self, article, key_item: dict) -> str:
        """Return why, in the words of the article, where no reader wrote a reason."""
        raise NotImplementedError

    def explain(self, exercise, article, key, item) -> Explanation:
        told = explain_span(self, article, key, item)
        return replace(told, sentences=[s for s in told.sentences if s])


# a key is built again for each annotator who is marked against the others
_words, _sentences = lru_cache(maxsize=64)(text.words), lru_cache(maxsize=64)(text.sentences)


@cached_per_owner
def _frame(exercise, article, form: SpanForm) -> tuple:
    """Where marks may lie, the labels they may have, and how many there may be."""
    start, end = form.bounds(exercise, article)
    return start, end, form.labels(), 5 * len(_words(article.text, start, end))


def _reasons(item, label: str) -> int:
    """How many wrote a reason for this label: the reason for another label would speak against it."""
    name = codebook.LABEL_FIELD[item.layer]
    return sum(m[name] == label and bool(m.get("note")) for m in item.marks.values())


def _neutral(one: dict, of: int) -> dict:
    """Return the item of words that only readers without the key marked: contested, so that it counts neither way."""
    start, end = one["start"], one["start"] + len(one["text"])
    place = {"id": f"{start}-{end}", "tier": CONTESTED, "spans": [[start, end]], "text": one["text"]}
    return place | {"right": [], "votes": {}, "of": of, "marked": 0, "notes": {"": [one["why"]]}, "attrs": {}}


def _as_mark(item: dict) -> dict:
    return {
        "start": item["spans"][0][0],
        "end": item["spans"][0][1],
        "label": item["right"][0],
        "attrs": {a: v[0] for a, v in item["attrs"].items() if v},
    }
