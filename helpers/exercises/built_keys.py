"""Keys that were built once and kept in one file beside the articles, so that a class is marked without building them again.

`articles/built_keys.<digest>.json` follows from the articles, the votes and the code, and is named by a digest of all of them: where one
changes, the file is made anew and the old one goes. Where one has changed since this process began, which may still hold the old one in
memory, nothing is read and nothing kept. It holds sealed keys, so only its owner may read it, and no bundle takes it. A folder that cannot be
written to costs the time of building, nothing else.

Each key is a line of its own, read as JSON only when it is asked for: a class works on one unit, and the file holds all of them. What a whole
course comes to is kept beside the keys, for the digest of it would ask for each.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from helpers.articles import Article, articles_folder, came_with_the_kit
from helpers.errors import ArticleError
from helpers.scoring import cached_per_owner

from .exercise import Exercise

NAME = "built_keys.{}.json"
HEAD = '{{"sha256": "{}", '
COURSES, KEYS = b'"courses": ', b', "keys": {'
MOST = 5000  # keys; what is asked no more is forgotten from there on
MOST_COURSES = 200
ROOMS = ("text.py", "scoring", "articles", "reader", "exercises")  # the code that a key follows from
READ = (".json", ".txt", ".py", ".tsv")
BEGAN = time.time()  # before any of these rooms' code was needed; files that changed later are not what this process holds


class BuiltKeys:
    """The keys of one articles folder: `get` one, `add` one that was built, `keep` them for the next time."""

    def __init__(self, articles: Path | None):
        """`articles` None: nothing is known and nothing kept."""
        self.articles, self.digest = articles, digest_of(articles) if articles else None
        self.path = articles / NAME.format(self.digest[:32]) if articles and self.digest else None
        self.known, self.courses = _read(self.path) if self.path else ({}, {})
        self.new: dict[str, bytes] = {}
        self.more = False  # whether there is anything to keep

    def __contains__(self, name: str) -> bool:
        return name in self.known or name in self.new

    def get(self, exercise: Exercise, article: Article) -> dict[str, Any] | None:
        name = asked_as(exercise, article)
        line = self.known.get(name) or self.new.get(name)
        key = json.loads(line) if line else None
        return key if isinstance(key, dict) and (key.get("sha256"), key.get("type")) == (article.sha256, exercise.type) else None

    def add(self, exercise: Exercise, article: Article, key: dict[str, Any]) -> None:
        self.new[asked_as(exercise, article)] = json.dumps(key).encode()  # within a key the order is the page's, and feedback follows it
        self.more = True

    def course(self, names: list[str], work_out: Callable[[], str]) -> str:
        """Return what a course of these exercises comes to; worked out once where all of its keys are kept here."""
        if not all(name in self for name in names):
            return work_out()
        asked = hashlib.sha256(" ".join(names).encode()).hexdigest()[:32]
        if asked not in self.courses:
            self.courses[asked], self.more = work_out(), True
        return self.courses[asked]

    def keep(self) -> None:
        """Write what was added, whole or not at all; files of another digest go."""
        if not self.path or not self.articles or not self.more or digest_of(self.articles) != self.digest:
            return
        from helpers.output import write_whole

        keys = self.new if len(self.known) + len(self.new) > MOST else {**self.known, **self.new}
        courses = dict(list(self.courses.items())[-MOST_COURSES:])
        lines = b",\n".join(f'"{name}": '.encode() + line for name, line in sorted(keys.items()))
        body = COURSES + json.dumps(courses).encode() + KEYS + b"\n" + lines + b"\n}}\n"
        with suppress(OSError):
            write_whole(self.path, HEAD.format(hashlib.sha256(body).hexdigest()).encode() + body, private=True)
            self.known, self.new, self.more = keys, {}, False
            for old in self.path.parent.glob(NAME.format("*")):
                if old != self.path:
                    old.unlink()


def built_keys() -> BuiltKeys:
    """Return the keys kept beside the articles at hand; none where these may have come with a submission."""
    try:
        folder = articles_folder()
    except ArticleError:
        return BuiltKeys(None)
    return BuiltKeys(folder if came_with_the_kit(folder) else None)


def digest_of(articles: Path) -> str | None:
    """Return a digest of all that a key follows from, but what is asked: articles with their votes, the kit's code, Python.

    None where a file has changed since this process began, or cannot be read.
    """
    kit, digest = Path(__file__).resolve().parents[1], hashlib.sha256()
    digest.update(str(sys.version_info[:3]).encode())
    try:
        for root in (articles, *(kit / room for room in ROOMS)):
            for path in _files(str(root)):
                with open(path, "rb") as file:
                    data, about = file.read(), os.fstat(file.fileno())
                if max(about.st_mtime, about.st_ctime) > BEGAN:
                    return None
                digest.update(f"{path[len(str(root)) :]} {len(data)} ".encode("utf-8", "surrogatepass"))
                digest.update(data)
    except OSError:
        return None
    return digest.hexdigest()


def _files(root: str) -> Iterator[str]:
    """Every file under a root that a key can follow from, in order; what begins with a dot is none."""
    if os.path.isfile(root):
        yield root
        return
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if f != "__pycache__" and f[:1] != ".")
        for name in sorted(names):
            if name.endswith(READ) and name[:1] != "." and not name.startswith(NAME.partition("{")[0]):
                yield os.path.join(folder, name)


@cached_per_owner
def asked_as(exercise: Exercise, article: Article) -> str:
    """Return what names a key: what is asked, and of which text."""
    asked = json.dumps([article.slug, article.sha256, vars(exercise)], sort_keys=True, default=str)
    return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _read(path: Path) -> tuple[dict[str, bytes], dict[str, str]]:
    """The lines of keys in a file by name, and the digests of courses; none where it is not there, or not as it was written."""
    try:
        data = path.read_bytes()
    except OSError:
        return {}, {}
    cut = len(HEAD.format("0" * 64))
    body = data[cut:]
    if data[:cut] != HEAD.format(hashlib.sha256(body).hexdigest()).encode() or not body.startswith(COURSES):
        return {}, {}
    first, *lines = body.removesuffix(b"\n}}\n").split(b"\n")
    keys = (line.removesuffix(b",").partition(b": ") for line in lines if line)
    return {name[1:-1].decode(): key for name, _, key in keys}, json.loads(first.removeprefix(COURSES).removesuffix(KEYS))
