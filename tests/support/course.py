"""What the tests share: the repository's own units, generated exercises over every article, and small invented votes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from helpers.articles.article import Article, digest, read_article, slugs
from helpers.articles.marks import Pass
from helpers.exercises import Exercise, Unit, article_of, build_key, key_of, read_unit, read_votes
from helpers.exercises.types import type_of

REPO = Path(__file__).resolve().parents[2]


def leave_out(*patterns: str):
    """For `shutil.copytree`: ignore these names and learners' answers folders; the room `helpers/answers` is code and comes along."""
    named = shutil.ignore_patterns("__pycache__", *patterns)
    return lambda folder, names: {*named(folder, names), *(n for n in names if n == "answers" and Path(folder).name != "helpers")}


SLUGS = slugs()


def unit_folders() -> list[Path]:
    """Every folder in the repository that asks something."""
    lessons = REPO / "notebooks"
    return sorted(p.parent for p in REPO.glob("solutions/*/exercises.json")) + [lessons] * (lessons / "exercises.json").is_file()


def all_exercises() -> list[tuple[Unit, Exercise]]:
    return [(unit, one) for unit in map(read_unit, unit_folders()) for one in unit.every]


def name_of(pair) -> str:
    return f"{pair[0].assignment}-{pair[1].id}" if isinstance(pair, tuple) else str(pair)


def generated(kind: str) -> list[tuple[Unit, Exercise]]:
    """A span type on every article: the whole, its halves, and each run of three paragraphs that holds at least three core items."""
    found = []
    for slug in SLUGS:
        article = read_article(slug)
        last = len(article.paragraphs)
        runs = {(1, last), (1, last // 2), (last // 2 + 1, last), *((n, n + 2) for n in range(1, last - 1, 3))}
        for run in sorted(runs):
            one = Exercise("generated", f"{kind}-{slug}-{run[0]}-{run[1]}", kind, slug, "Generated", "", points=10.0, passage=run)
            unit = Unit("generated", "Generated", (one,), REPO / kind)
            if sum(item["tier"] == "core" for item in key_of(unit, one)["items"]) >= 3:
                found.append((unit, one))
    return found


def invented(text: str, slug: str = "invented", folder: Path | None = None) -> Article:
    """An article that exists in memory only."""
    return Article(
        slug,
        text,
        {
            "slug": slug,
            "title": "Invented",
            "date": "2026-11",
            "outlet": "none",
            "invented": True,
            "rights": "none",
            "content_note": "none",
            "sha256": digest(text),
        },
        folder,
    )


def write_article(folder: Path, text: str, **changes) -> Path:
    """An article folder on disk, whole unless `changes` say otherwise (None leaves a field out)."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "article.txt").write_text(text, encoding="utf-8", newline="")
    about = {**invented(text, folder.name).about, **changes}
    (folder / "article.json").write_text(json.dumps({k: v for k, v in about.items() if v is not None}), encoding="utf-8")
    return folder


def votes_on(text: str, layer: str, *annotators: list[tuple]) -> tuple[Pass, ...]:
    """Passes from rows (words, label) or (words, label, more fields); each annotator is one list."""
    fixed = {"sources": {}, "language": {"voice": "reporter"}, "claims": {"checkable": "then", "worth": 1}}[layer]
    name = {"sources": "kind", "language": "category", "claims": "type"}[layer]
    passes = []
    for n, rows in enumerate(annotators, 1):
        marks = []
        for words, label, *more in rows:
            start = text.index(words)
            marks.append(
                {
                    "layer": layer,
                    "start": start,
                    "end": start + len(words),
                    "text": words,
                    name: label,
                    **fixed,
                    **(more[0] if more else {}),
                }
            )
        passes.append(Pass(f"v{n}", tuple(marks)))
    return tuple(passes)


def key_for(unit: Unit, one: Exercise) -> dict:
    return key_of(unit, one)


__all__ = [
    "REPO",
    "SLUGS",
    "all_exercises",
    "article_of",
    "build_key",
    "generated",
    "invented",
    "key_for",
    "name_of",
    "read_votes",
    "type_of",
    "unit_folders",
    "votes_on",
    "write_article",
]
