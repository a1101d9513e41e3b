"""Files of other programs as text: html, markdown, docx, pdf. The libraries are optional; where one is missing a sentence says so."""

from __future__ import annotations

import io
import re
import zipfile
from importlib import import_module

from helpers.errors import ArticleError

from .taken import Taken

MAX_UNPACKED = 60_000_000
MAX_PAGES = 60
_NOT_TEXT = (
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "button",
    "figure",
    "svg",
    "iframe",
    "select",
)
_BLOCKS = ("p", "h1", "h2", "h3", "h4", "li", "blockquote", "pre", "td")


def _library(module: str, package: str, what: str):
    try:
        return import_module(module)
    except ImportError:
        raise ArticleError(
            f"To read {what}, the package {package} is needed, and it is not installed.",
            "Install it once with: pip install -c constraints.txt '.[own-article]'. Or copy the text and paste it.",
        ) from None


def html(page: str) -> Taken:
    """The article on a saved web page: the part with the most paragraphs, without menus, captions and footers."""
    bs4 = _library("bs4", "beautifulsoup4", "web pages")
    soup = bs4.BeautifulSoup(page, "html.parser")
    about = _page_about(soup)
    for tag in soup.find_all(_NOT_TEXT):
        tag.decompose()
    for br in soup.find_all("br"):
        br.replace_with("\n")
    places = soup.find_all(["article", "main"]) or soup.find_all(["div", "section", "body"]) or [soup]
    body = max(places, key=_own_words)
    if not _own_words(body):
        body = soup
    blocks = [b for b in body.find_all(_BLOCKS) if not b.find(_BLOCKS)]
    lines = [" ".join(part.split()) for b in blocks for part in b.get_text("").split("\n")]
    text = "\n".join(line for line in lines if line) if blocks else body.get_text("\n")
    first = about.get("title", "")
    if first and first not in text.split("\n")[:3]:
        text = f"{first}\n{text}"
    return Taken(text, about, ("A web page also holds menus and links. Look whether only the article is left.",))


def _own_words(tag) -> int:
    """Characters in paragraphs that are children of this part, so that the whole page does not always win."""
    mine = tag.find_all("p", recursive=False) if tag.name in ("div", "section", "body") else tag.find_all("p")
    return sum(len(p.get_text()) for p in mine)


def _page_about(soup) -> dict:
    def meta(*names):
        for name in names:
            tag = soup.find("meta", attrs={"property": name}) or soup.find("meta", attrs={"name": name})
            if tag and tag.get("content"):
                return " ".join(tag["content"].split())[:200]
        return ""

    head = soup.find("h1") or soup.find("title")
    return {
        "title": meta("og:title") or (" ".join(head.get_text(" ").split())[:200] if head else ""),
        "date": meta("article:published_time", "date")[:10],
        "byline": meta("author", "article:author"),
        "outlet": meta("og:site_name"),
    }


def markdown(text: str) -> Taken:
    """A markdown file as its reader would see it."""
    mistune = _library("mistune", "mistune", "markdown files")
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    made = html(mistune.html(text))
    return Taken(made.text, {"title": made.about.get("title", "")})


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = (
    f"{_W}del",
    f"{_W}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)  # taken out, moved away, or said twice
_BREAKS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def docx(name: str, data: bytes) -> Taken:
    """A Word document as it would read with all changes accepted: paragraphs, tables and text boxes in order, without headers, comments and pictures."""
    library = _library("docx", "python-docx", "Word documents")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ArticleError(
            f"{name[:60]} is locked with a password, or was saved by an old Word.",
            "Open it in your word processor, save it without a password as .docx, or paste the text.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(i.file_size for i in packed.infolist()) > MAX_UNPACKED:
                raise ArticleError(f"{name[:60]} unpacks to far more than an article holds.", "Copy the article's words and paste them.")
        document = library.Document(io.BytesIO(data))
        body = document.element.body
        lines = [_docx_line(p) for p in body.iter(f"{_W}p") if not any(a.tag in _GONE for a in p.iterancestors())]
        core = document.core_properties
        about = {
            "title": _no_file_name(core.title or ""),
            "byline": (core.author or "").strip()[:100] if core.author != "python-docx" else "",
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
    return Taken("\n".join(lines), about, tuple(notes))


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


def pdf(name: str, data: bytes) -> Taken:
    """The words of a pdf. A pdf knows lines and no paragraphs, so these are guessed."""
    library = _library("pypdf", "pypdf", "pdf files")
    import logging

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = library.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _locked(name)
        if len(reader.pages) > MAX_PAGES:
            raise ArticleError(f"{name[:60]} has {len(reader.pages)} pages; up to {MAX_PAGES} are read.", "Keep the pages of the article.")
        text = "\n".join(page.extract_text() or "" for page in reader.pages)
        about = {
            "title": _no_file_name(str((reader.metadata or {}).get("/Title") or "")),
            "byline": str((reader.metadata or {}).get("/Author") or "").strip()[:100],
        }
    except ArticleError:
        raise
    except Exception:  # noqa: BLE001 the same
        if b"/Encrypt" in data:
            raise _locked(name) from None
        raise ArticleError(f"{name[:60]} cannot be read as a pdf.", "Open it, copy the text and paste it.") from None
    if not text.strip():
        raise ArticleError(f"{name[:60]} holds pictures of pages and no text.", "Run it through text recognition first, or type the text.")
    return Taken(text, about, ("A pdf has lines and no paragraphs: look whether the paragraphs are right.",))


def _no_file_name(title: str) -> str:
    """A title that a program made up (“Microsoft Word - draft2.docx”, “page.html”) is none: the first line is the headline then."""
    title = " ".join(title.split())[:200]
    return "" if re.fullmatch(r"microsoft word - .*|untitled.*|(?:word )?document\d*|\S+\.[a-z]{2,5}", title, re.I) else title


def _locked(name: str) -> ArticleError:
    return ArticleError(f"{name[:60]} is locked with a password.", "Print it to a new pdf, or copy the text and paste it.")
