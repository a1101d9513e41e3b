"""A saved web page as an article: what is the article is found by trafilatura; nothing that a reader would see is left out without a word."""

from __future__ import annotations

import json
import re
from contextlib import suppress

from .libraries import library
from .source_text import SourceText

LONG = 8  # words: a shorter piece that is left out is a menu, a caption or a button
_AROUND = "nav footer button select script style noscript template svg iframe".split()
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_NOBODY = re.compile(
    r"\W*(anonymous|admin(istrator)?|author|editor|guest|owner|root|staff|test|unknown|user|webmaster|microsoft office user)\W*", re.I
)
_NO_TITLE = re.compile(r"(?i)\W*(untitled( document)?|no title|title|home( ?page)?|index|document|new page|article|page|start)?\W*")
_FOR_SUBSCRIBERS = re.compile(
    r"(?i)\b(subscri(be|ber|bers|ption)|sign in|log in|abonn(ieren|ement|enten|ez|és)|anmelden|suscr[ií]\w+|abbonat\w+|assin(e|ante)\w*)\b"
)
_AT_RULES = re.compile(r"@[^{};]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|@[^{};]+;|/\*.*?\*/", re.DOTALL)
_WORD = re.compile(r"[^\W_]+")


def html(data: bytes | str) -> SourceText:
    """Return the article on a page: its paragraphs, what the page says about it, and a note on each thing to look at.

    Bytes are read in the letters that the page itself declares. ArticleError where the optional packages are missing.
    """
    soup = _soup(data)
    hidden = _take_out_hidden(soup)
    about = _about(soup)
    text = _extracted(str(soup))
    notes = ["A web page also holds menus and links. Look whether only the article is left."]
    if not text:
        text = "\n".join(_pieces(soup))
        notes = ["No article could be told from the rest of this page, so all its words are here. Take out what is not the article."]
    elif left := _left_out(soup, text):
        notes.append(f"Left out as not part of the article: {_named(left)}. Paste what belongs to it.")
    if hidden:
        notes.append(f"Hidden on the page, so left out: {_named(hidden)}. Paste what a reader does see.")
    if _teaser(soup, text):
        notes.append(
            "This page may hold only the beginning of the article: the rest is for subscribers. Look whether it ends in the middle."
        )
    title = about.get("title", "")
    if title and title not in text.split("\n")[:3]:
        text = f"{title}\n{text}"
    return SourceText(text, about, tuple(notes))


def plain_html(page: str) -> str:
    """Return the words of HTML that is all article (made from markdown), a block a line."""
    return "\n".join(_pieces(library("bs4", "beautifulsoup4", "web pages").BeautifulSoup(page, "html.parser")))


def _soup(data: bytes | str):
    bs4 = library("bs4", "beautifulsoup4", "web pages")
    if isinstance(data, str):
        return bs4.BeautifulSoup(data, "lxml")
    declared = bs4.dammit.EncodingDetector.find_declared_encoding(data, is_html=True)
    try:
        data.decode("utf-8")
        declared = declared or "utf-8"
    except UnicodeDecodeError:
        declared = declared or "cp1252"
    return bs4.BeautifulSoup(data, "lxml", from_encoding=declared)


def _take_out_hidden(soup) -> list[str]:
    """Take out what no reader sees; return longer pieces that some may see: hidden by a rule until a click, or from screen readers only."""
    for tag in soup.find_all(lambda t: t.has_attr("hidden") or bool(_HIDDEN.search(str(t.get("style", ""))))):
        if not tag.decomposed:
            tag.decompose()
    found, taken = soup.find_all(attrs={"aria-hidden": "true"}), []
    for rule, what in re.findall(r"([^{}]+)\{([^{}]*)\}", _AT_RULES.sub(" ", " ".join(t.get_text() for t in soup.find_all("style")))):
        if not _HIDDEN.search(what):
            continue
        with suppress(Exception):  # a rule that the library does not know hides nothing here
            found += soup.select(rule.strip())
    for tag in found:
        if not tag.decomposed and tag.name not in ("html", "body"):
            taken += [p for p in _pieces(tag) if len(_WORD.findall(p)) >= LONG]
            tag.decompose()
    return taken


def _named(pieces: list[str]) -> str:
    more = f", and {len(pieces) - 5} more" if len(pieces) > 5 else ""
    return "; ".join(f"“{' '.join(piece.split()[:8])} …”" for piece in pieces[:5]) + more


def _extracted(page: str) -> str:
    trafilatura = library("trafilatura", "trafilatura", "web pages")
    from trafilatura.settings import use_config

    config = use_config()
    for name in ("MIN_EXTRACTED_SIZE", "MIN_OUTPUT_SIZE", "MIN_FILE_SIZE"):  # a short article is one too
        config.set("DEFAULT", name, "1")
    text = trafilatura.extract(page, include_comments=False, include_tables=True, deduplicate=False, config=config) or ""
    lines = (re.sub(r"^[-|]\s+", "", line).replace(" | ", " ").strip(" |") for line in text.split("\n"))
    return "\n".join(line for line in lines if line and set(line) - set("-| "))


def _pieces(soup) -> list[str]:
    """Every block of words in its order, a piece for each `<br>`; words that stand in a block beside other blocks count too."""
    blocks = "p h1 h2 h3 h4 h5 h6 li blockquote pre td th dt dd div section article main header figcaption body".split()
    pieces, held = [], []

    def end() -> None:
        words = " ".join("".join(held).split())
        held.clear()
        if words:
            pieces.append(words)

    def walk(tag) -> None:
        for child in tag.children:
            if getattr(child, "name", None) is None:
                if type(child).__name__ == "NavigableString":
                    held.append(str(child))
            elif child.name == "br":
                end()
            elif child.name == "aside" and _links(child):
                continue
            elif child.name not in _AROUND and child.name not in ("head", "title"):
                block = child.name in blocks
                if block:
                    end()
                walk(child)
                if block:
                    end()

    walk(soup)
    end()
    return pieces


def _links(tag) -> bool:
    """Whether it is a list of other pages: more than half of its words are links."""
    return 2 * sum(len(_WORD.findall(a.get_text(" "))) for a in tag.find_all("a")) > len(_WORD.findall(tag.get_text(" ")))


def _left_out(soup, text: str) -> list[str]:
    """Return the visible pieces of at least LONG words whose words are not in the text."""
    there = " ".join(_WORD.findall(text))
    return [p for p in _pieces(soup) if len(words := _WORD.findall(p)) >= LONG and " ".join(words) not in there]


def _teaser(soup, text: str) -> bool:
    """Whether the page says of itself that it is not free, ends with an offer to subscribe, or holds more of the article in its data than it shows."""
    if any(_FOR_SUBSCRIBERS.search(line) and len(line.split()) < 40 for line in text.split("\n")[-3:]):
        return True
    for tag in soup.find_all("script", type="application/ld+json"):
        try:
            found = json.loads(tag.string or "")
        except (ValueError, RecursionError):
            continue
        for one in found if isinstance(found, list) else [found]:
            if isinstance(one, dict):
                body = one.get("articleBody")
                if (
                    str(one.get("isAccessibleForFree", "")).lower() == "false"
                    or isinstance(body, str)
                    and len(body) > 1.3 * len(text) + 200
                ):
                    return True
    return False


def _about(soup) -> dict:
    def meta(*names: str) -> str:
        for name in names:
            tag = soup.find("meta", attrs={"property": name}) or soup.find("meta", attrs={"name": name})
            if tag and tag.get("content"):
                return " ".join(tag["content"].split())[:200]
        return ""

    heads = [meta("og:title"), *(" ".join(h.get_text(" ").split())[:200] for h in (soup.find("h1"), soup.find("title")) if h)]
    byline = meta("author", "article:author")
    return {
        "title": next((h for h in heads if not _NO_TITLE.fullmatch(h)), ""),
        "date": meta("article:published_time", "date")[:10],
        "byline": "" if is_nobody(byline) else byline,
        "outlet": meta("og:site_name"),
    }


def is_nobody(name: str) -> bool:
    """Return whether a name in a file's own data stands for no person (“(anonymous)”, “admin”, an address), so that it is not taken as a byline."""
    return bool(_NOBODY.fullmatch(name) or "@" in name or re.match(r"https?:", name))
