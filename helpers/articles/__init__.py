"""An article and what is known about it: its text, the votes on it, the items that follow from them, its dated evidence."""

from __future__ import annotations

from helpers import late_names

from . import codebook
from .article import Article, articles_folder, came_with_the_kit, digest, read_article, slugs
from .items import ACCEPTED, CONTESTED, CORE, DECOY, Item, items_of, settled
from .provenance import provenance

# Looked up when asked for: most who mark or answer need no votes, no evidence and no agreement.
__getattr__ = late_names(
    __name__,
    {
        ".agreement": ("agreement_of", "alpha", "alpha_of_words", "span_f1"),
        ".documents": ("Card", "read_documents", "spoken", "write_documents"),
        ".evidence": ("read_verdicts",),
        ".marks": ("Pass", "check_mark", "read_desks", "read_handlings", "read_pass", "read_passes"),
        ".own_copy": ("FILE", "read_skeleton", "reconcile", "shortened", "skeleton"),
        ".reasons": ("Reasons", "read_reasons"),
    },
)

__all__ = [
    "ACCEPTED",
    "Article",
    "CONTESTED",
    "CORE",
    "Card",
    "DECOY",
    "FILE",
    "Item",
    "Pass",
    "Reasons",
    "agreement_of",
    "alpha",
    "alpha_of_words",
    "articles_folder",
    "came_with_the_kit",
    "check_mark",
    "codebook",
    "digest",
    "evidence",
    "items_of",
    "provenance",
    "read_article",
    "read_desks",
    "read_documents",
    "read_handlings",
    "read_pass",
    "read_passes",
    "read_reasons",
    "read_skeleton",
    "read_verdicts",
    "reconcile",
    "settled",
    "shortened",
    "skeleton",
    "slugs",
    "span_f1",
    "spoken",
    "write_documents",
]
