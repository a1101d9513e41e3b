"""From what a teacher has (pasted words, a file) to an article's text: one paragraph a line, plain marks, nothing invisible.

`read_file` and `tidy` change white space and what no reader sees; they never change a word. What was done is told in `notes`.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from helpers.errors import ArticleError
from helpers.text import some

from .source_text import SourceText

MAX_BYTES = 20_000_000
MAX_CHARACTERS = 60_000  # about 10,000 words: more than a lesson can mark
MIN_WORDS = 20
KINDS = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")

_SPACES = re.compile(r"[\t\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000 ]+")
_UNSEEN = re.compile(
    r"[\u00ad\u200b\u2060\ufeff\u202d\u202e\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb]"
)  # soft hyphen, zero width, overrides, controls
_LINES = re.compile(r"\r\n?|\u2028|\u0085")
_ENDS = re.compile(r"[.!?…:;][\"”’'»)\]]*$")
_WORD = re.compile(r"[^\W_]+")
_ANEW = re.compile(r"[“„«\"'‘(]?[A-ZÄÖÜÉ0-9]")
_OTHERS = (
    (b"%pdf-", "a pdf under another ending", "Give it the ending .pdf."),
    (b"{\\rtf", "rich text (.rtf)", "Save it as .docx or .txt, or paste the text."),
)


def read_file(path: Path) -> SourceText:
    """Return the article in a file, by the ending of its name."""
    try:
        if path.is_dir():
            raise ArticleError(f"{path.name} is a folder.", "Give one file.")
        if path.exists() and not path.is_file():
            raise ArticleError(f"{path.name} is no file.", "Give one file, or - for what you pipe in.")
        if path.stat().st_size > MAX_BYTES:
            raise _too_big(path.name, path.stat().st_size)
        return from_bytes(path.name, path.read_bytes())
    except OSError as error:
        raise ArticleError(f"{path.name} cannot be opened ({error.strerror}).", "Check the name and who may read it.") from None


def from_bytes(name: str, data: bytes) -> SourceText:
    """Return the text of an upload, from its name and bytes."""
    ending = Path(name).suffix.lower()
    if len(data) > MAX_BYTES:
        raise _too_big(name, len(data))
    if ending not in KINDS:
        raise ArticleError(
            f"{name[:60]}: files that end in “{ending or 'nothing'}” cannot be read.",
            f"Use one of {', '.join(KINDS)}, or copy the text and paste it.",
        )
    if not data.strip():
        raise ArticleError(f"{name[:60]} is empty.", "Choose another file, or paste the text.")
    from . import formats, web_page

    if ending in (".docx", ".pdf"):
        raw = (formats.docx if ending == ".docx" else formats.pdf)(name, data)
    else:
        text = decoded(name, data)
        if ending == ".txt" and re.match(r"\s*<(?:!doctype html|html)\b", text, re.I):
            ending = ".html"
        if ending in (".html", ".htm"):
            raw = web_page.html(text if b"\0" in data[:200] or data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) else data)
        else:
            raw = formats.markdown(text) if ending == ".md" else SourceText(text)
    made = tidy(raw.text, wrapped=None if ending in (".txt", ".pdf") else False)
    return SourceText(made.text, {k: v for k, v in raw.about.items() if v}, (*raw.notes, *made.notes))


def _too_big(name: str, size: int) -> ArticleError:
    return ArticleError(
        f"{name[:60]} has {size / 1e6:,.0f} MB; an article has far less than {MAX_BYTES // 1_000_000}.",
        "Copy the article's own words into a text file.",
    )


def decoded(name: str, data: bytes) -> str:
    """Return bytes as text: UTF-8, UTF-16 and UTF-32, or else the old Windows letters; a sentence for what is no text, or is another sort of file."""
    for sign, what, ending in _OTHERS:
        if data.lstrip()[: len(sign)].lower() == sign:
            raise ArticleError(f"{name[:60]} holds {what}.", ending)
    for mark, code in (
        (b"\xff\xfe\0\0", "utf-32"),
        (b"\0\0\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"\xef\xbb\xbf", "utf-8-sig"),
    ):
        if data.startswith(mark):
            return data.decode(code, "replace")
    if code := _two_bytes(data[:20_000]):
        return data.decode(code, "replace")
    odd = sum(b < 9 or 13 < b < 32 for b in data[:20_000])
    if b"\0" in data[:20_000] or odd > len(data[:20_000]) / 50:
        raise ArticleError(
            f"{name[:60]} is not text: it holds bytes that no text has.",
            "Save it as .txt, .docx or .pdf under its right ending, or paste the words.",
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _two_bytes(data: bytes) -> str:
    """The name of UTF-16 without its mark: every second byte is nearly always nil, in a text of mostly plain letters."""
    first, second = data[::2].count(0), data[1::2].count(0)
    half = len(data) / 2
    return "utf-16-le" if second > 0.7 * half > 20 > first else "utf-16-be" if first > 0.7 * half > 20 > second else ""


def tidy(raw: str, wrapped: bool | None = None) -> SourceText:
    """Return any text as an article's text. `wrapped` says whether lines were broken in mid-sentence; None: find out."""
    text = raw.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = unicodedata.normalize("NFC", _LINES.sub("\n", text).replace("\u2029", "\n\n"))
    unseen = len(_UNSEEN.findall(text))
    lines = [_SPACES.sub(" ", line).strip() for line in _UNSEEN.sub("", text).split("\n")]
    notes = [f"{some(unseen, 'character that no reader sees was', 'characters that no reader sees were')} taken out."] if unseen else []
    wrapped = _is_wrapped(lines) if wrapped is None else wrapped
    if wrapped:
        lines = _joined(lines)
        notes.append("Lines that were broken in mid-sentence are joined. Look whether the paragraphs are right.")
    return SourceText("\n".join(line for line in lines if line), {}, tuple(notes))


def check_text(text: str) -> None:
    """ArticleError where a text is empty, too short or too long to be an article."""
    words = len(_WORD.findall(text))
    if not words:
        raise ArticleError("There are no words here.", "Paste the article's text, or choose a file that holds it.")
    if words < MIN_WORDS:
        raise ArticleError(
            f"{'This is 1 word' if words == 1 else f'These are {words} words'}; an article needs at least {MIN_WORDS}.",
            "Paste the whole article.",
        )
    if len(text) > MAX_CHARACTERS:
        raise ArticleError(
            f"This text has {len(text):,} characters; up to {MAX_CHARACTERS:,} can be marked in a lesson.",
            "Keep the part that you want to read in class.",
        )


def _is_wrapped(lines: list[str]) -> bool:
    """Whether most full lines end in mid-sentence at about the same width."""
    full = [line for line in lines if line]
    width = max(map(len, full), default=0)
    if len(full) < 6 or width > 130:
        return False
    broken = sum(bool(a) and bool(b) and not _ENDS.search(a) and len(a) > 0.6 * width for a, b in zip(lines, lines[1:]))
    return broken > len(full) / 3


def _joined(lines: list[str]) -> list[str]:
    """A paragraph ends at an empty line, or where a short line ends a sentence."""
    width = max(map(len, lines))
    alone = _headings(lines, width)
    made, held = lines[:alone], ""
    for line in [*lines[alone:], ""]:
        if held and (not line or (_ENDS.search(held.rsplit("\n", 1)[-1]) and len(held.rsplit("\n", 1)[-1]) < 0.75 * width)):
            made.append(_one_line(held))
            held = ""
        held = f"{held}\n{line}" if held and line else line or held
    return made


def _headings(lines: list[str], width: int) -> int:
    """How many lines at the top stand alone (headline, byline): short ones, each before a line that begins anew."""
    n = 0
    while n + 1 < len(lines) and 0 < len(lines[n]) < 0.75 * width and _ANEW.match(lines[n + 1]):
        n += 1
    return n


def _one_line(block: str) -> str:
    return re.sub(r"(?<=[a-zäöüß])-\n(?=[a-zäöüß])", "", block).replace("\n", " ")
