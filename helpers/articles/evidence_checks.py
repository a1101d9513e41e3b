"""What the readers of cards and verdicts check, each fault a sentence that names the file."""

from __future__ import annotations

import json
import re
from calendar import monthrange
from datetime import date
from pathlib import Path

from helpers.errors import ArticleError

ARTICLE = "article"  # stands for a record that the article itself quotes, or a figure that it gives


def known_from(written: str) -> date:
    """Return the day from which a dated document counts: of a month or a year its last day, for it cannot be known earlier."""
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", written):
        raise ValueError(written)
    year, month, day = ([int(part) for part in written.split("-")] + [0, 0])[:3]
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def _quoted(place: dict, text: str, documents: tuple, where: str) -> None:
    if place["where"] == ARTICLE:
        if text[place["start"] : place["end"]] != place["text"]:
            raise ArticleError(f"{where}: “{place['text']}” does not stand at {place['start']} to {place['end']}.", "Correct the offsets.")
    elif not any(d.id == place["where"] and place["text"] in d.text for d in documents):
        raise ArticleError(f"{where}: “{place['text']}” is not in document {place['where']}.", "Quote the document exactly.")


def _one_of(value: str, values: tuple[str, ...], where: str) -> None:
    if value not in values:
        raise ArticleError(f"{where}: “{value}” is not a known value.", f"Use one of: {', '.join(values)}.")


def _all_in(names: list[str], known: set[str], where: str) -> None:
    for name in names:
        if name not in known:
            raise ArticleError(f"{where}: there is no “{name}”.", f"Use one of: {', '.join(sorted(known))}.")


def _json(path: Path):
    where = f"{path.parent.name}/{path.name}"
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ArticleError(f"{where} is not here.", "Put the file back, or choose another article.") from None
    except (ValueError, UnicodeDecodeError):
        raise ArticleError(f"{where} cannot be read.", "Check its commas and quotes, or restore it.") from None
