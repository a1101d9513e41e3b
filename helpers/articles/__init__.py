"""An article and what is known about it: its text, the votes on it, the items that follow from them, its dated evidence."""

from __future__ import annotations

from helpers import late_names

from . import codebook
from .article import Article, articles_folder, came_with_the_kit, digest, read_article, slugs
from .provenance import provenance

# Looked up when asked for, so that a first cell stays light.
__getattr__ = late_names(
    __name__,
    {
        ".agreement": ("agreement_of", "alpha", "alpha_of_words", "span_f1"),
        ".documents": ("Card", "read_documents", "spoken", "write_documents"),
        ".evidence": ("read_verdicts",),
        ".help_to_read": ("glossary", "how_hard"),
        ".items": ("ACCEPTED", "CONTESTED", "CORE", "DECOY", "Item", "items_of", "settled"),
        ".marks": ("Pass", "check_mark", "read_desks", "read_handlings", "read_pass", "read_passes"),
        ".own_copy": ("FILE", "read_skeleton", "reconcile", "shortened", "skeleton"),
        ".reasons": ("Reasons", "read_reasons"),
    },
)

__all__ = ["Article", "articles_folder", "came_with_the_kit", "codebook", "digest", "provenance", "read_article", "slugs"]
