"""The votes on an article, from which keys follow."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from helpers.articles import Article, Pass, Reasons, read_desks, read_handlings, read_passes, read_reasons, read_verdicts


@dataclass(frozen=True)
class Votes:
    """All that annotators gave on an article."""

    passes: tuple[Pass, ...]
    desks: tuple[dict[str, Any], ...]
    folder: Path | None = None
    handlings: tuple[dict[str, Any], ...] = ()

    def without(self, annotator: str) -> Votes:
        """Return the votes less one annotator's: for marking an annotator against the others."""
        return Votes(
            tuple(p for p in self.passes if p.annotator != annotator),
            tuple(d for d in self.desks if d["annotator"] != annotator),
            self.folder,
            tuple(h for h in self.handlings if h["annotator"] != annotator),
        )

    @cached_property
    def reasons(self) -> Reasons:
        """What decides single questions, and what was decided beside the votes."""
        found: Reasons = read_reasons(self.folder) if self.folder else Reasons()
        return found

    @cached_property
    def verdicts(self) -> Any:
        """The dated verdicts on the article's claims (an `evidence.DatedVerdicts`); None where this copy does not hold them."""
        return read_verdicts(self.folder) if self.folder and (self.folder / "verdicts.json").is_file() else None


@lru_cache(maxsize=32)
def read_votes(article: Article) -> Votes:
    return Votes(read_passes(article), read_desks(article), article.folder, read_handlings(article))
