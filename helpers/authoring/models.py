"""The markers' own cooler sentences, as they are filed among the reasons of their drafts."""

from __future__ import annotations

import json

from helpers.articles import Article

REWRITE = "rewrite:"  # then where the sentence starts


def models_of(article: Article) -> dict[int, str]:
    """Return the markers' own cooler sentences, by where the sentence starts; of two, the first by name."""
    found: dict[int, str] = {}
    for path in sorted((article.folder / "drafts").glob("*.json")) if article.folder else ():
        try:
            raw = json.loads(path.read_text(encoding="utf-8-sig"))
            if raw["sha256"] == article.sha256:
                for name, words in raw["notes"].items():
                    if name.startswith(REWRITE) and words:
                        found.setdefault(int(name.removeprefix(REWRITE)), words)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
    return found
