"""A second marker: files to send and to take in, each checked before anything is written."""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

from helpers.articles import Article, Pass, digest, read_article, read_pass, slugs
from helpers.errors import MarksError
from helpers.text import some

from .drafts import check_name, write_json
from .new_article import check_slug, new_article

MAX_BYTES = 5_000_000
INVITATION, PASS = "article to mark", "marks"


def invitation(article: Article) -> dict:
    """Return the article to send to a second marker: text and provenance, no marks."""
    about = {k: v for k, v in article.about.items() if k not in ("own_copy", "own")}
    return {"who-says-so": INVITATION, "about": about, "text": article.text}


def pass_file(article: Article, annotator: str) -> dict:
    """Return one marker's pass to send back, with the checksum of the text that it was made on."""
    path = article.folder / "marks" / f"{check_name(annotator)}.json"
    if not path.is_file():
        raise MarksError(f"“{annotator}” has no marks on this article that count yet.", "Mark something first.")
    read_pass(path, article)
    return {"who-says-so": PASS, "sha256": article.sha256, **json.loads(path.read_text(encoding="utf-8-sig"))}


def write_file(folder: Path, name: str, value: dict) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    write_json(folder / name, value)
    return folder / name


def take_in(data: bytes, name: str, article: Article | None = None, keep_draft_of: str = "") -> tuple[str, str]:
    """Return a file that somebody sent: an article to mark, or marks. Returns (slug, what was done in a sentence).

    Marks must belong to this very text. A marker's earlier marks are set aside, never lost; marks under one's own name are refused.
    """
    raw = _json(data, name)
    if raw.get("who-says-so") == INVITATION:
        return _take_article(raw, name)
    if raw.get("who-says-so") != PASS and "marks" not in raw:
        raise MarksError(f"{name[:60]} is neither an article to mark nor marks.", "Ask for the file that step 3 makes.")
    if article is None:
        raise MarksError("First choose the article that these marks belong to.", "Step 1.")
    if raw.get("article") != article.slug:
        raise MarksError(
            f"These marks belong to the article “{str(raw.get('article'))[:60]}”, not to “{article.slug}”.",
            "Choose that article in step 1.",
        )
    if raw.get("sha256", article.sha256) != article.sha256:
        raise MarksError(
            "These marks were made on another version of the text.",
            "Send the article anew (step 3) and have it marked again, or bring in the text that was marked.",
        )
    annotator = check_name(str(raw.get("annotator", "")))
    if annotator == keep_draft_of:
        raise MarksError(
            f"These marks stand under your own name, “{annotator}”, and would replace yours.",
            "Ask the second marker to write another name in step 1, and to send the marks again.",
        )
    one = _checked(raw, name, article)
    target = article.folder / "marks" / f"{annotator}.json"
    said = ""
    if target.is_file():
        write_json(
            article.folder / "drafts" / f"{annotator}.before-{time.strftime('%Y%m%dT%H%M%S')}.json",
            json.loads(target.read_text(encoding="utf-8-sig")),
        )
        said = " The earlier marks of the same name are kept in the folder “drafts”."
    (article.folder / "drafts" / f"{annotator}.json").unlink(missing_ok=True)
    write_json(target, {k: v for k, v in raw.items() if k not in ("who-says-so", "sha256")} | {"annotator": annotator})
    return article.slug, f"{some(len(one.marks), 'mark')} by “{annotator}” {'is' if len(one.marks) == 1 else 'are'} taken in.{said}"


def _checked(raw: dict, name: str, article: Article) -> Pass:
    with tempfile.TemporaryDirectory() as tmp:
        path = Path(tmp) / (Path(name).name[:60] or "marks.json")
        path.write_text(json.dumps(raw), encoding="utf-8")
        return read_pass(path, article)


def _take_article(raw: dict, name: str) -> tuple[str, str]:
    about, text = raw.get("about"), raw.get("text")
    if not isinstance(about, dict) or not isinstance(text, str) or not isinstance(about.get("slug"), str):
        raise MarksError(f"{name[:60]} holds no article.", "Ask for the file again.")
    slug = check_slug(about["slug"])
    if about.get("sha256") != digest(text):
        raise MarksError(f"The text in {name[:60]} was changed on its way.", "Ask for the file again; send it as an attachment.")
    if slug in slugs():
        if read_article(slug).sha256 == digest(text):
            return slug, f"The article “{slug}” is here already; nothing was changed."
        raise MarksError(f"There is another article “{slug}” here, with another text.", "Ask for the article in a folder of another name.")
    kept = {
        k: v for k, v in about.items() if k in ("title", "outlet", "byline", "rights", "content_note", "language") and isinstance(v, str)
    }
    day = about.get("date", "")
    article, _ = new_article(text, kept | ({"date": day} if isinstance(day, str) and day[:2].isdigit() else {}), slug=slug)
    if article.sha256 != about["sha256"]:
        raise MarksError(f"The text in {name[:60]} is not in the kit's form.", "Ask for a file that step 3 has made.")
    return slug, f"The article “{article.title}” is here. Mark it in step 2, then send back your marks."


def _json(data: bytes, name: str) -> dict:
    if len(data) > MAX_BYTES:
        raise MarksError(f"{name[:60]} is far larger than any file of marks.", "Ask for the file again.")
    try:
        raw = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raw = None
    if not isinstance(raw, dict):
        raise MarksError(f"{name[:60]} is not a file that this kit has made.", "It ends in .json and is made in step 3.")
    return raw
