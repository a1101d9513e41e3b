"""An article and what is known about it: its text, the votes on it, the items that follow from them, its dated evidence."""

from __future__ import annotations

from helpers import late_names

from . import codebook, evidence
from .article import Article, articles_folder, came_with_the_kit, digest, read_article, slugs
from .documents import Card, read_documents, spoken, write_documents
from .evidence import read_verdicts
from .items import ACCEPTED, CONTESTED, CORE, DECOY, Item, items_of, settled
from .marks import Pass, check_mark, read_desks, read_handlings, read_pass, read_passes
from .own_copy import FILE, read_skeleton, reconcile, shortened, skeleton
from .provenance import provenance
from .reasons import Reasons, read_reasons

# Looked up when asked for: nobody who marks or answers asks how far annotators agree.
__getattr__ = late_names(__name__, {".agreement": ("agreement_of", "alpha", "alpha_of_words", "span_f1")})

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
