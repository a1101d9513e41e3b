"""The machine reader on many files: its marks as JSON, an annotated page, figures. A file that cannot be read gets a sentence, and the rest goes on."""

from __future__ import annotations

import json
import time
from pathlib import Path

from helpers import reader
from helpers.articles import Article, digest
from helpers.errors import ArticleError, KitError, why_not_written
from helpers.output import write_whole, write_whole_text

from .intake import KINDS, read_file
from .new_article import slug_of

FORMS = ("json", "html", "figures")
MAX_CHARACTERS = 1_000_000  # the reader takes whole books, a page in a browser does not


def files_in(paths: list[Path]) -> list[Path]:
    """Return the files named, and in folders every file that can be read, in order; each once."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in KINDS) if path.is_dir() else [path]
        found.update(dict.fromkeys(inside))
    if not found:
        raise ArticleError("There is no file to read here.", f"Give files, or a folder with files that end in {', '.join(KINDS)}.")
    return list(found)


def read_files(files: list[Path], out: Path, forms: tuple[str, ...], told) -> tuple[int, int]:
    """Return (how many were read, how many not); sentences and the progress bar go to `told`."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArticleError(f"{out} cannot be made ({error.strerror}).", "Choose another folder with --out.") from None
    names, bad = _names(files), 0
    bar = _Bar(told, len(files))
    for n, path in enumerate(files, 1):
        try:
            _one(path, out / names[path], forms, bar)
        except KitError as error:
            bad += 1
            bar.say(f"{path}: {error.what} {error.next_step}")
        except Exception as error:  # noqa: BLE001 one odd file must not stop thousands
            bad += 1
            bar.say(f"{path}: could not be read ({type(error).__name__}: {str(error)[:100]}). The others go on.")
        bar.at(n)
    bar.end()
    return len(files) - bad, bad


def _one(path: Path, stem: Path, forms: tuple[str, ...], bar) -> None:
    taken = read_file(path)
    if not any(c.isalnum() for c in taken.text):
        raise ArticleError("There are no words in it.", "Look into the file.")
    if len(taken.text) > MAX_CHARACTERS:
        raise ArticleError(f"It has {len(taken.text):,} characters; up to {MAX_CHARACTERS:,} are read.", "Cut it into parts.")
    reading = reader.read(taken.text)
    if not reading.english:
        bar.say(f"{path}: {reading.note}")
    slug = stem.name
    if "json" in forms:
        marks = {
            **reader.marks(reading, slug),
            "file": path.name,
            "sha256": digest(taken.text),
            "english": reading.english,
            "note": reading.note,
        }
        _write(stem.with_name(f"{slug}.txt"), taken.text)
        _write(stem.with_name(f"{slug}.marks.json"), json.dumps(marks, ensure_ascii=False, indent=1) + "\n")
    title = taken.about.get("title") or taken.text.split("\n")[0][:100]
    article = Article(slug, taken.text, {"title": title})
    if "html" in forms:
        from .reading_page import page

        _write(stem.with_name(f"{slug}.html"), page(title, reading))
    if "figures" in forms:
        from helpers.notebook import kinds_of_sources, strip

        write_whole(stem.with_name(f"{slug}.strip.png"), (drawn := strip(article, reading)).png())
        write_whole(stem.with_name(f"{slug}.kinds.png"), (second := kinds_of_sources(article, reading)).png())
        _write(stem.with_name(f"{slug}.figures.txt"), f"{drawn.text()}\n\n{second.text()}\n")


def _names(files: list[Path]) -> dict[Path, str]:
    """A name for each file's results: from its own name, with a number where two would meet."""
    used: set[str] = set()
    names = {}
    for path in files:
        base = name = slug_of(path.stem) or "file"
        n = 2
        while name in used:
            name, n = f"{base}-{n}", n + 1
        used.add(name)
        names[path] = name
    return names


def _write(path: Path, text: str) -> None:
    try:
        write_whole_text(path, text, errors="replace")
    except OSError as error:
        raise ArticleError(
            f"{path.name} could not be written: {why_not_written(error)}.", "Make room, or choose another folder with --out."
        ) from None


class _Bar:
    """A line that shows how far it is, on a terminal only; sentences stand on lines of their own."""

    def __init__(self, told, whole: int):
        self.told, self.whole, self.began, self.shown = told, whole, time.monotonic(), 0.0
        self.live = hasattr(told, "isatty") and told.isatty()

    def at(self, n: int) -> None:
        now = time.monotonic()
        if self.live and (now - self.shown > 0.1 or n == self.whole):
            self.shown = now
            left = (now - self.began) / n * (self.whole - n)
            done = int(30 * n / self.whole)
            self.told.write(f"\r[{'#' * done}{'.' * (30 - done)}] {n} of {self.whole}, about {left:.0f} s left ")
            self.told.flush()

    def say(self, sentence: str) -> None:
        self.told.write(f"{chr(13) + ' ' * 70 + chr(13) if self.live else ''}{sentence}\n")

    def end(self) -> None:
        if self.live:
            self.told.write("\n")
