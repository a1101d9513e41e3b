"""The cards of the evidence desk as a learner may read them: `articles/<slug>/documents.json`.

Derived from `evidence.json` by `who-says-so release`, and never edited: it holds what a card says and where it is from, and leaves out
what it is worth (`bears_on`, `strength`, `independence`), which is the learner's to judge. `evidence.json` stays with the teacher.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from helpers.errors import ArticleError
from helpers.output import write_whole_text

from .evidence import known_from

FILE = "documents.json"
SHOWN = ("id", "date", "publisher", "author", "kind", "title", "url", "read_in", "seen", "sources_named")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


@dataclass(frozen=True)
class Card:
    """One document; `known` is the day from which it counts, `text` what it says (or what a summary of its opening says)."""

    id: str
    date: str
    known: date
    publisher: str
    text: str
    about: dict

    @property
    def heading(self) -> str:
        """«E34 · 16 October 2016 · Reuters · “Iraqi army drops leaflets …”»"""
        title = f"“{self.about['title']}”" if self.about.get("title") else ""
        return " · ".join(x for x in (self.id, self.day, self.publisher, title) if x)

    @property
    def day(self) -> str:
        """The date in words; a card of a month or a year is on the desk from its last day, and says so."""
        whole = spoken(self.known)
        if self.date.count("-") == 2:
            return whole
        month = MONTHS[self.known.month - 1] + " " if "-" in self.date else ""
        return f"{month}{self.known.year} (on the desk from {whole})"

    @property
    def provenance(self) -> str:
        """Who is named as a source, how much of the page was seen, and where it stands."""
        about = self.about
        named = f"Sources it names: {about['sources_named']}." if about.get("sources_named") else ""
        where = " in a copy" if about.get("read_in") == "a copy" else ""
        seen = f"A summary; only {about['seen']}, was read{where}." if about.get("seen") else ""
        return " ".join(x for x in (named, seen, about.get("url") or "") if x)


def spoken(day: date) -> str:
    """Return a day as people say it: «16 October 2016»."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def read_documents(folder: Path | str) -> dict[str, Card]:
    """Return the cards of an article by id, in the order of their dates."""
    path = Path(folder) / FILE
    try:
        stamp = path.stat().st_mtime_ns
    except OSError:
        stamp = 0
    return dict(_cards(path, stamp))


@lru_cache(maxsize=16)
def _cards(path: Path, stamp: int) -> dict[str, Card]:
    """Read once as long as the file is the same: marking a class asks for them at every answer."""
    where = f"{path.parent.name}/{FILE}"
    try:
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
        cards = [Card(c["id"], c["date"], known_from(c["date"]), c["publisher"], c["text"], c) for c in raw]
    except FileNotFoundError:
        raise ArticleError(f"{where} is not here.", "Put the file back, or choose another article.") from None
    except (ValueError, KeyError, TypeError, UnicodeDecodeError):
        raise ArticleError(f"{where} cannot be read.", "Restore it, or run “make exercises” in the whole kit.") from None
    return {card.id: card for card in sorted(cards, key=lambda c: c.known)}


def for_learners(folder: Path | str) -> str:
    """Return the text of `documents.json`, from `evidence.json`."""
    cards = json.loads((Path(folder) / "evidence.json").read_text(encoding="utf-8-sig"))
    shown = [
        {name: card[name] for name in SHOWN if card.get(name)} | {"date": str(card["date"]), "text": card.get("text") or card["says"]}
        for card in cards
    ]
    return json.dumps(shown, ensure_ascii=False, indent=1) + "\n"


def write_documents(articles: Path) -> None:
    """Write the learner's cards of every article that has evidence."""
    for path in sorted(articles.glob("[!.]*/evidence.json")):
        write_whole_text(path.parent / FILE, for_learners(path.parent))
