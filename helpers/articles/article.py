"""An article: its text, what is known about it, and the checks that keep marks on the right words."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from helpers import text as _text
from helpers.errors import ArticleError

NAMED = "WHO_SAYS_SO_ARTICLES"  # in the environment: another folder than the kit's own
REQUIRED = ("slug", "title", "date", "outlet", "invented", "rights", "content_note", "sha256")


@dataclass(frozen=True)
class Article:
    """A news text; `text` has one paragraph a line, offsets are code points into it."""

    slug: str
    text: str
    about: dict = field(default_factory=dict, hash=False, compare=False)
    folder: Path | None = None

    @property
    def title(self) -> str:
        return self.about.get("title", self.slug)

    @cached_property
    def sha256(self) -> str:
        return digest(self.text)

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        return _text.paragraphs(self.text)

    def passage(self, first: int, last: int) -> tuple[int, int]:
        """Return offsets from the start of paragraph `first` to the end of `last`, both counted from 1."""
        if not 1 <= first <= last <= len(self.paragraphs):
            raise ArticleError(
                f"{self.slug} has paragraphs 1 to {len(self.paragraphs)}; {first} to {last} was asked for.",
                "Correct the passage in exercises.json.",
            )
        return self.paragraphs[first - 1][0], self.paragraphs[last - 1][1]

    def paragraph_of(self, offset: int) -> int:
        """Return the number, from 1, of the paragraph that holds an offset."""
        return 1 + sum(end < offset for _, end in self.paragraphs)


def digest(text: str) -> str:
    """Return the checksum by which an article is known: SHA-256 of its UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def articles_folder() -> Path:
    """Return where articles are kept: $WHO_SAYS_SO_ARTICLES, the kit's own folder, or the nearest `articles/` above this notebook.

    The kit's own folder comes before the notebook's surroundings, so that a submission cannot bring an article along.
    """
    here, given = Path.cwd(), _given()
    for folder in given if os.environ.get(NAMED) else (*given, *(parent / "articles" for parent in (here, *here.parents))):
        if folder.is_dir() and next(folder.iterdir(), None):
            return folder
    raise ArticleError(
        "The folder “articles” is not here.",
        "Keep the kit's folders together (notebooks, exercises, articles), and open the notebook from there.",
    )


def came_with_the_kit(folder: Path) -> bool:
    """Return whether an articles folder is the kit's own or the one that was named; one in a notebook's surroundings may be a stranger's."""
    return folder in _given()


def _given() -> list[Path]:
    named = os.environ.get(NAMED)
    return [Path(named) if named else Path(__file__).resolve().parents[2] / "articles"]


def slugs() -> list[str]:
    """Return names of the articles at hand, in alphabetical order."""
    return sorted(f.parent.name for f in articles_folder().glob("[!.]*/article.json"))


def read_article(slug: str, *, check: bool = True) -> Article:
    """Return the article in `articles/<slug>/`; with `check`, only if its text is the one its marks were made on."""
    root = articles_folder()
    if slug not in os.listdir(root) or not (root / slug).is_dir():  # a name, never a path
        raise ArticleError(f"There is no article “{str(slug)[:60]}”.", f"Articles at hand: {', '.join(slugs())}.")
    folder = root / slug
    about = _about(folder)
    try:
        raw = (folder / "article.txt").read_bytes()
        text = _as_marked(raw.decode("utf-8-sig"), about["sha256"])
    except FileNotFoundError:
        raise ArticleError(
            "The article’s text is not here yet."
            if about.get("own_copy")
            else f"The text of “{slug}” is not in {folder.name}/article.txt.",
            "Paste your own copy of it in the box at the top of this notebook, then load this page anew (or choose Run → Run All Cells)."
            if about.get("own_copy")
            else "Put the text back, or choose another article: its marks are kept apart from it.",
        ) from None
    except UnicodeDecodeError:
        raise ArticleError(f"{folder.name}/article.txt is not UTF-8 text.", "Save it as UTF-8, or restore the file.") from None
    except OSError as error:
        raise ArticleError(
            f"{folder.name}/article.txt cannot be opened ({error.strerror}).", "Check who may read it, or restore the file."
        ) from None
    article = Article(slug, text, about, folder)
    if check and article.sha256 != about["sha256"]:
        raise ArticleError(
            f"The text of “{slug}” was changed after it was marked, so no mark would stand on the right words.",
            "Restore article.txt (ask whoever gave you the kit), or give the changed text a new name.",
        )
    return article


def _as_marked(text: str, sha256: str) -> str:
    """Return the text less what editors and version control add to it: other line ends, a line end after the last line."""
    text = text.replace("\r\n", "\n")
    bare = text.rstrip("\n")
    return next((form for form in (text, bare, bare + "\n") if digest(form) == sha256), text)


def _about(folder: Path) -> dict:
    path = folder / "article.json"
    try:
        about = json.loads(path.read_text(encoding="utf-8-sig"))
        if not isinstance(about, dict):
            raise ValueError
    except (OSError, ValueError, RecursionError) as error:
        if isinstance(error, FileNotFoundError):
            raise ArticleError(f"{folder.name} has no article.json.", "Add one: see README, “Your own article”.") from None
        raise ArticleError(f"{folder.name}/article.json cannot be read.", "Check its commas and quotes, or restore it.") from None
    for name in REQUIRED:
        if name not in about:
            raise ArticleError(f"{folder.name}/article.json has no “{name}”.", f"Add a line for “{name}”.")
    if about["slug"] != folder.name:
        raise ArticleError(f"{folder.name}/article.json says “{about['slug']}”.", "The folder and “slug” need the same name.")
    return about
