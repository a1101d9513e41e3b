"""Files of other programs as text: markdown, docx, pdf (web pages: `web_page.py`). The libraries are optional; where one is missing a sentence says so."""

from __future__ import annotations

import io
import re
import zipfile

from helpers.errors import ArticleError

from .libraries import library
from .pdf_lines import cleaned, lines_of
from .source_text import SourceText
from .web_page import is_nobody, plain_html

MAX_UNPACKED = 60_000_000
MAX_PAGES = 60


def markdown(text: str) -> SourceText:
    """Return a markdown file as its reader would see it."""
    mistune = library("mistune", "mistune", "markdown files")
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    made = plain_html(mistune.html(text))
    head = re.search(r"^#\s+(.+?)\s*#*$", text, re.M)
    return SourceText(made, {"title": " ".join(head[1].split())[:200]} if head else {})


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = (
    f"{_W}del",
    f"{_W}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)  # taken out, moved away, or said twice
_BREAKS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def docx(name: str, data: bytes) -> SourceText:
    """Return a Word document as it would read with all changes accepted: paragraphs, tables and text boxes in order, without headers, comments and pictures."""
    reader_of = library("docx", "python-docx", "Word documents")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ArticleError(
            f"{name[:60]} is locked with a password, or was saved by an old Word.",
            "Open it in your word processor, save it without a password as .docx, or paste the text.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(i.file_size for i in packed.infolist()) > MAX_UNPACKED:
                raise ArticleError(f"{name[:60]} unpacks to far more than an article holds.", "Copy the article's words and paste them.")
        document = reader_of.Document(io.BytesIO(data))
        body = document.element.body
        lines = [_docx_line(p) for p in body.iter(f"{_W}p") if not any(a.tag in _GONE for a in p.iterancestors())]
        core = document.core_properties
        about = {
            "title": _no_file_name(core.title or ""),
            "byline": _person(core.author if core.author != "python-docx" else ""),
        }
    except ArticleError:
        raise
    except Exception:  # noqa: BLE001 the library fails in many ways on a damaged file
        raise ArticleError(
            f"{name[:60]} cannot be read as a Word document.",
            "Open it in your word processor and save it again as .docx, or paste the text.",
        ) from None
    there = {tag: next(body.iter(f"{_W}{tag}"), None) is not None for tag in ("ins", "del", "moveFrom", "tbl", "txbxContent")}
    notes = ["Tracked changes are taken as accepted: look whether the words are right."] * (
        there["ins"] or there["del"] or there["moveFrom"]
    )
    notes += ["Each cell of a table is a paragraph of its own: take out what is not the article."] * there["tbl"]
    notes += ["The words of a text box stand as paragraphs of their own: look whether they belong to the article, and where."] * there[
        "txbxContent"
    ]
    return SourceText("\n".join(lines), about, tuple(notes))


def _docx_line(paragraph) -> str:
    """The words of one paragraph, without those of text boxes that hang on it (these are paragraphs too)."""
    words = []
    for part in paragraph.iter(f"{_W}t", *_BREAKS):
        above = list(part.iterancestors())
        if (
            next(a for a in above if a.tag == f"{_W}p") is paragraph
            and not any(a.tag in _GONE for a in above)
            and not any(a.tag == f"{_W}tabs" for a in above)
        ):
            words.append(_BREAKS.get(part.tag) or part.text or "")
    return "".join(words)


def pdf(name: str, data: bytes) -> SourceText:
    """Return the words of a pdf. A pdf knows lines and no paragraphs, so these are guessed."""
    reader_of = library("pypdf", "pypdf", "pdf files")
    import logging

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = reader_of.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _locked(name)
        if len(reader.pages) > MAX_PAGES:
            raise ArticleError(f"{name[:60]} has {len(reader.pages)} pages; up to {MAX_PAGES} are read.", "Keep the pages of the article.")
        text, notes = cleaned([lines_of(page) for page in reader.pages])
        about = {
            "title": _no_file_name(str((reader.metadata or {}).get("/Title") or "")),
            "byline": _person(str((reader.metadata or {}).get("/Author") or "")),
        }
    except ArticleError:
        raise
    except Exception:  # noqa: BLE001 the same
        if b"/Encrypt" in data:
            raise _locked(name) from None
        raise ArticleError(f"{name[:60]} cannot be read as a pdf.", "Open it, copy the text and paste it.") from None
    if not text.strip():
        raise ArticleError(f"{name[:60]} holds pictures of pages and no text.", "Run it through text recognition first, or type the text.")
    return SourceText(text, about, ("A pdf has lines and no paragraphs: look whether the paragraphs are right.", *notes))


def _person(name: str | None) -> str:
    """Return an author from a file's own data, or "" where it names a program or nobody."""
    name = " ".join((name or "").split())[:100]
    return "" if is_nobody(name) else name


def _no_file_name(title: str) -> str:
    """A title that a program made up (“Microsoft Word - draft2.docx”, “page.html”) is none: the first line is the headline then."""
    title = " ".join(title.split())[:200]
    return (
        "" if re.fullmatch(r"microsoft word - .*|untitled.*|\W*anonymous\W*|(?:word )?document\d*|\S+\.[a-z]{2,5}", title, re.I) else title
    )


def _locked(name: str) -> ArticleError:
    return ArticleError(f"{name[:60]} is locked with a password.", "Print it to a new pdf, or copy the text and paste it.")
