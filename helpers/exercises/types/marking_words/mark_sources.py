"""Mark everyone and everything that is cited, and say what kind of source it is."""

from __future__ import annotations

from dataclasses import replace

from helpers.scoring import BOUNDARY
from helpers.text import in_quotation

from .._base import ExerciseType
from .._parts import Explanation, Yours
from ._in_words import sentence_of, words_of
from ._span_type import SpanExplainer, SpanForm, SpanKeys, SpanScorer

JOINS = ("and", "or", "as well as")  # English: in another language nothing is asked
PARTS = {"cues": "cue", "contents": "content", "relays": "relays"}  # name in the key → field of a mark


class MarkSourcesForm(SpanForm):
    layer = "sources"

    def view(self, exercise, article) -> dict:
        """With a question about a selection that joins two: people who are cited in one breath are often two sources, and often one."""
        shown = super().view(exercise, article)
        if article.about.get("language", "en").startswith("en"):
            shown["two"] = {
                "joins": JOINS,
                "not_for": ("observed", "unattributed"),  # there a statement is marked, and “and” joins what was seen
                "ask": "One source here, or two?",
                "one": "One",
                "each": "Two: mark each",
            }
        return shown


class MarkSourcesKeys(SpanKeys):
    def build_key(self, exercise, article, votes) -> dict:
        """Return the key, without what a source of this passage says beyond it: that may be asked about there."""
        key, (start, end) = super().build_key(exercise, article, votes), self.form.bounds(exercise, article)
        for item in key["items"]:
            item |= {name: [s for s in item[name] if start <= s[0] and s[1] <= end] for name in PARTS}
        return key

    def key_item(self, item) -> dict:
        """With the words that attach a statement, what is said, and whose words are passed on, to tell a stray mark what it stands on."""
        return super().key_item(item) | {name: _drawn(item, part) for name, part in PARTS.items()}


class MarkSourcesExplainer(SpanExplainer):
    noun = "a source"
    edge_rule = "the shortest phrase that describes the source; where nobody is cited, the statement itself."

    def explain(self, exercise, article, key, item) -> Explanation:
        told = super().explain(exercise, article, key, item)
        more = _stray(article, key, item) if item.stray else _edges(article, key, item) if item.outcome == BOUNDARY else None
        return replace(more, quote=told.quote, votes=told.votes) if more else told

    def why_stray(self, article, item) -> str:
        return "No word such as “said” or “according to” attaches a statement to them: they are talked about, not cited."

    def named(self, key_item) -> str:
        return "A statement with no source" if key_item["right"] == ["unattributed"] else super().named(key_item)

    def stands(self, article, key_item) -> str:
        """Return why somebody is cited, by the words of saying and what is said: «“Mara Quill” is cited here: “said” follows “the pool will close”.»"""
        a, b = key_item["spans"][0]
        if "unattributed" in key_item["right"]:
            return f"“{words_of(article, a, b)}” is told as a fact. No words tie it to anybody who told the reporter."
        source = f"“{words_of(article, a, b)}”"
        cue = min((s for s in key_item.get("cues", []) if s[1] <= a or b <= s[0]), key=_length, default=None)
        content = min(key_item.get("contents", []), key=_length, default=None)
        if cue and content:
            return f"{source} is cited here: “{words_of(article, *cue)}” {'introduces' if cue[0] < content[0] else 'follows'} “{words_of(article, *content)}”."
        if content:
            return f"{source} is cited here: “{words_of(article, *content)}” comes from this source."
        if cue:
            return f"{source} is cited here: “{words_of(article, *cue)}” says that something is passed on from this source."
        return f"{source} is cited here: look at “{sentence_of(article, a, b) or words_of(article, a, b)}”."

    def next_miss(self, key_item) -> str:
        if "unattributed" in key_item["right"]:
            return "After each full stop ask: who told the reporter? If no words answer, mark the statement."
        return "Look for the word that attaches a statement (“said”, “according to”), then for the words that say who."


def _length(span: list[int]) -> int:
    return span[1] - span[0]


def _drawn(item, part: str) -> list[list[int]]:
    """Every boundary that an annotator drew for the cue or the content, in order."""
    found = {(m[part]["start"], m[part]["end"]) for m in item.marks.values() if m.get(part) and m["kind"] != "unattributed"}
    return [list(span) for span in sorted(found)]


def _stray(article, key: dict, item) -> Explanation | None:
    """What a mark on no source stands on: a whole sentence with its source, the words of saying, what is said, or nobody."""
    a, b = item.start, item.end
    inside = [i for i in key["items"] if i["spans"][0][0] < b and a < i["spans"][0][1]]
    first = f"“{inside[0]['text']}”" if inside else ""
    if inside and b - a > inside[0]["spans"][0][1] - inside[0]["spans"][0][0]:
        return Explanation(
            title="Too much at once",
            sentences=[Yours(f"Your mark takes in {first}, and much that is not the source.")],
            next=f"Keep {first} alone, and leave out the rest.",
        )
    if inside:
        return Explanation(
            title="Too little to count",
            sentences=[f"This is a small piece of {first}."],
            next="Mark all of the words that belong together.",
        )
    if source := _attached(key, "relays", a, b):
        return Explanation(
            title="Passed on, not cited",
            sentences=[
                f"These words reach the reporter only through “{source}”. That is hearsay: the source is the one who told the reporter."
            ],
            next=f"Take this mark away; the words to mark are “{source}”.",  # they may be marked already
        )
    if source := _attached(key, "cues", a, b):
        return Explanation(
            title="These are the words of saying",
            sentences=[f"They attach a statement to its source. The source itself is “{source}”."],
            next="From the word of saying, look left and right: who does it?",
        )
    if source := _attached(key, "contents", a, b):
        return Explanation(
            title="This is what is said, not who says it",
            sentences=[f"These words are passed on from “{source}”. Mark that phrase, not its message."],
            next="Ask: who told the reporter this? Mark the words that answer.",
        )
    if in_quotation(article.text, a + (article.text[a] in '“„«"')):
        return Explanation(
            title="This is what is said, not who says it",
            sentences=[Yours("You marked quoted words. Whoever says them stands outside the quotation marks.")],
            next="Leave the quotation, and look for the words that say who.",
        )
    return None


def _edges(article, key: dict, item) -> Explanation | None:
    """A mark that takes in two sources is told so; the rule for edges is the one for this kind of mark."""
    a, b = item.given_span
    inside = [i for i in key["items"] if i["tier"] != "contested" and max(a, i["spans"][0][0]) < min(b, i["spans"][0][1])]
    if len(inside) > 1:
        each = " and ".join(f"“{i['text']}”" for i in inside)
        return Explanation(
            title="Two in one mark",
            sentences=[Yours(f"You marked “{article.text[a:b]}” in one. These are {len(inside)}: {each}.")],
            next="Mark each on its own: they may be of different kinds, and you will want to count them.",
        )
    return None


def _attached(key: dict, part: str, a: int, b: int) -> str:
    """The source to which the greater part of a mark belongs as cue or content; empty where it does not."""
    near = [(min(b, d) - max(a, c), i["text"]) for i in key["items"] for c, d in i.get(part, [])]
    shared, text = max(near, default=(0, ""))
    return text if 2 * shared > b - a else ""


TYPE = ExerciseType.of(MarkSourcesForm, MarkSourcesKeys, SpanScorer, MarkSourcesExplainer)
