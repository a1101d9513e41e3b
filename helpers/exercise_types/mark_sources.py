"""Mark everyone and everything that is cited, and say what kind of source it is."""
from __future__ import annotations

from ._spans import SpanType


class MarkSources(SpanType):
    layer = "sources"
    noun = "a source"
    edge_rule = "the shortest phrase that describes the source; where nobody is cited, the statement itself."

    def why_stray(self, article, item) -> str:
        words = article.text[item.start : item.end]
        return f"Nothing is attached to “{words}” by a word such as “said” or “according to”: it is talked about, not cited."

    def next_miss(self, known) -> str:
        if "unattributed" in known["right"]:
            return "After each full stop ask: who told the reporter? If no words answer, mark the statement."
        return "Look for the word that attaches a statement (“said”, “according to”), then for the words that say who."


TYPE = MarkSources()
