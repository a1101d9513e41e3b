"""Questions about words, under the sentence that they stand in: a block a sentence, its text once."""

from __future__ import annotations

from collections.abc import Iterable

from helpers import text


def sentence_blocks(article, fields: Iterable[tuple[dict, dict]]) -> dict[int, dict]:
    """Return where a sentence begins → its block, from (item, field of its question); in the order of the items."""
    blocks: dict[int, dict] = {}
    for item, field in fields:
        a, b = next((s for s in text.sentences(article.text) if s[0] <= item["start"] < s[1]), (item["start"], item["end"]))
        if a not in blocks:
            body = [{"kind": "quote", "text": article.text[a : max(b, item["end"])]}]
            blocks[a] = {"id": f"at-{a}", "heading": f"Paragraph {article.paragraph_of(a)}", "body": body, "fields": []}
        blocks[a]["fields"].append(field)
    return blocks
