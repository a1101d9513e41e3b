"""A text becomes an article's folder: `article.txt`, `article.json` with its checksum, and the reader's suggestions (which are no votes)."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date
from pathlib import Path

from helpers.articles import Article, articles_folder, digest
from helpers.errors import ArticleError, why_not_written
from helpers.output import whole_folder

from .intake import check_text, tidy

SUGGESTIONS = "suggestions.json"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TAKEN = {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10))}  # Windows keeps these names
_CODES = {
    "German": "de",
    "French": "fr",
    "Spanish": "es",
    "Italian": "it",
    "Dutch": "nl",
    "Portuguese": "pt",
    "Swedish": "sv",
    "Polish": "pl",
    "Turkish": "tr",
}
NO_NOTE = "An article that your teacher chose."
UNKNOWN_RIGHTS = "Rights not stated. Do not pass the text on unless you may."


def slug_of(title: str) -> str:
    """Return a title as a folder's name: plain letters, digits and single dashes."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words, slug = re.findall(r"[a-z0-9]+", plain), ""
    for word in words:
        if len(slug) + len(word) > 39:
            break
        slug = f"{slug}-{word}".strip("-")
    return slug or "".join(words)[:40]


def check_slug(slug: str) -> str:
    """Return the slug, or ArticleError: it names a folder, so it must be a plain name and no path."""
    if not _SLUG.fullmatch(slug) or len(slug) > 40:
        raise ArticleError(
            f"“{slug[:60]}” cannot be the name of an article’s folder.",
            "Use small letters, digits and single dashes, at most 40, for instance bus-fares.",
        )
    if slug in _TAKEN:
        raise ArticleError(f"“{slug}” is a name that Windows keeps for itself.", "Choose another for the folder.")
    return slug


def language_of(text: str) -> tuple[str, bool, str]:
    """Return (code for the page, whether the reader can read it, what to tell the teacher)."""
    from helpers.reader import english

    is_english, note = english.guess(text)
    code = "en" if is_english else next((code for name, code in _CODES.items() if f"like {name}" in note), "und")
    return code, is_english, note


def new_article(
    text: str, about: dict | None = None, *, slug: str = "", blank: bool = False, root: Path | None = None
) -> tuple[Article, tuple[str, ...]]:
    """Write `articles/<slug>/` and return the Article with what to tell the teacher. Nothing is overwritten."""
    made = tidy(text, wrapped=False)
    text = made.text
    check_text(text)
    given = {k: " ".join(str(v).split()) for k, v in (about or {}).items() if v not in (None, "")}
    title = given.get("title") or first_words(text)
    slug = check_slug(slug or slug_of(title) or "article")
    code, is_english, note = language_of(text)
    language = given.get("language") or code
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        raise ArticleError(f"“{language[:40]}” is not a code for a language.", "Use a code such as en, de or fr.")
    day = given.get("date", "")
    try:
        day and date.fromisoformat(day)
    except ValueError:
        raise ArticleError(f"“{day[:40]}” is not a date.", "Write it as year-month-day, for instance 2026-11-22.") from None
    head = {
        "slug": slug,
        "title": title,
        "date": day or "no date given",
        "outlet": given.get("outlet", "outlet not given"),
        "byline": given.get("byline", ""),
        "invented": False,
        "language": language,
        "rights": given.get("rights", UNKNOWN_RIGHTS),
        "content_note": given.get("content_note", NO_NOTE),
        "own": True,
        "sha256": digest(text),
    }
    root = root or articles_folder()
    if (root / slug).exists():
        raise ArticleError(
            f"There is already an article “{slug}”, and nothing is overwritten.",
            "Give its folder another name (“Folder” on the page, --slug in a terminal).",
        )
    article = Article(slug, text, head, root / slug)
    files = {"article.txt": text}
    if blank:
        note = "No suggestions were made, as you asked."
    elif is_english and language.startswith("en"):
        files[SUGGESTIONS] = _json(suggestions(article))
    elif is_english:
        note = f"You gave the language as “{language}”. The machine reader is for English, so it made no suggestions; marking by hand works as ever."
    _write_folder(root / slug, {**files, "article.json": _json(head)})  # last: without it the folder is no article
    few = [
        f"The text has {len(article.paragraphs)} paragraph{'s' * (len(article.paragraphs) > 1)}, and practice is chosen by paragraphs: if it has more, take it in again with a line break between them."
    ] * (len(article.paragraphs) < 3)
    return article, (*made.notes, *few, note)


def first_words(text: str, most: int = 120) -> str:
    """Return the first line as a headline; a long one is cut between words."""
    line = text.split("\n")[0]
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} …"


def suggestions(article: Article) -> dict:
    """Return what the machine reader suggests, in the form of a pass; kept apart from `marks/`, so that it never counts as a vote.

    Wishes and sides taken (“backs the plan”) are left out: the codebook asks for what somebody is told to know or to say.
    """
    from helpers import reader

    found = reader.marks(reader.read(article.text), article.slug)
    return {**found, "marks": [m for m in found["marks"] if not m.get("stance")]}


def read_suggestions(article: Article) -> list[dict]:
    """Return the suggestions that fit the text, or none where there are none."""
    try:
        found = json.loads((article.folder / SUGGESTIONS).read_text(encoding="utf-8-sig"))["marks"]
        return [m for m in found if article.text[m["start"] : m["end"]] == m["text"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _json(value: dict) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _write_folder(target: Path, files: dict[str, str]) -> None:
    """Write all files or none, never over a folder that is there. Raise ArticleError where the disk does not take them."""
    try:
        with whole_folder(target, replace=False) as new:
            for name, text in files.items():
                (new / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ArticleError(
            f"The folder articles/{target.name} could not be written: {why_not_written(error)}.", "Make room, or check who may write there."
        ) from None
