"""From a marked article to lessons to hand out: `solutions/<slug>_1` to `_3`, and what nbgrader derives from them in `exercises/`."""
from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from .. import exercise as _exercise
from ..article import Article, articles_folder, read_article
from ..errors import ExerciseError
from ..exercise import SPEC, read_unit, read_votes
from ..publish import code, markdown, notebook, verb, write_notebook
from ..release import release
from .exercises import TITLES, Plan, plan, quoted_share
from .new_article import read_suggestions

SHORT = 100  # characters: the longest claim that is quoted where the text is not handed out
ABOUT = {1: "find everybody who is cited, and say what kind of source each is", 2: "find the words that do more than report, and defend strong words that are fair",
         3: "find the claims, and say which of them could be checked"}


@dataclass(frozen=True)
class Published:
    """The names of the units that appeared, and the plans with proofs and what was left out."""

    units: tuple[str, ...]
    plans: tuple[Plan, ...]
    markers: tuple[str, ...]
    quoted: float = 0.0  # share of the text that stands in the questions


def forget() -> None:
    """Drop what was read before: a pass may have changed in this very kernel."""
    read_votes.cache_clear()
    read_unit.cache_clear()
    _exercise._KEYS.clear()


def open_by_default(article: Article) -> int:
    """The practice part: the first paragraphs, up to a bit more than a third of the words."""
    words, total = 0, len(article.text.split())
    for n, (a, b) in enumerate(article.paragraphs, 1):
        words += len(article.text[a:b].split())
        if words >= 0.35 * total:
            return n
    return len(article.paragraphs)


def plans_for(slug: str, open_until: int | None = None, numbers=(1, 2, 3), own_copy: bool = False) -> tuple[Article, list[Plan]]:
    """What would be published, without writing anything."""
    forget()
    article = read_article(slug)
    return article, plan(article, read_votes(article), open_by_default(article) if open_until is None else open_until, numbers, read_suggestions(article),
                         SHORT if own_copy else 1000)


def publish(slug: str, *, open_until: int | None = None, numbers=(1, 2, 3), own_copy: bool = False, root: Path | None = None) -> Published:
    """Write and release the units. A unit that was not published from this article, or that somebody handed in, is not touched."""
    root = root or articles_folder().parent
    article, plans = plans_for(slug, open_until, numbers, own_copy)
    wanted = [p for p in plans if p.exercises]
    if not wanted:
        raise ExerciseError("There is nothing to publish yet.", " ".join(s for p in plans for s in p.left_out))
    names = [f"{slug}_{p.number}" for p in wanted]
    for name in names:
        _may_write(root, name, slug)
    _say_own_copy(article, own_copy)
    markers = tuple(p.annotator for p in read_votes(article).passes)
    for name, one in zip(names, wanted):
        folder = root / "solutions" / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        spec = {"assignment": name, "title": f"{one.title} · {article.title}", "published_from": slug, "exercises": list(one.exercises)}
        (folder / SPEC).write_text(json.dumps(spec, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        write_notebook(folder / f"{name}.ipynb", _notebook(folder, article, one, markers, own_copy))
    forget()
    release(root, names)
    return Published(tuple(names), tuple(plans), markers, quoted_share(article, plans))


def _may_write(root: Path, name: str, slug: str) -> None:
    folder = root / "solutions" / name
    if folder.exists():
        try:
            ours = json.loads((folder / SPEC).read_text(encoding="utf-8")).get("published_from") == slug
        except (OSError, ValueError, AttributeError):
            ours = False
        if not ours:
            raise ExerciseError(f"solutions/{name} is there already and was not published from this article.", "Move it away, or give the article another short name.")
    if handed_in := sorted(root.glob(f"submitted/*/{name}")):
        raise ExerciseError(f"{len(handed_in)} learners have handed in {name}; publishing anew would mark them by another key.",
                            "Move “submitted” away first, or bring the article in under another short name.")


def _say_own_copy(article: Article, own_copy: bool) -> None:
    """Note in `article.json` whether the text is handed out; the learner's copy of the kit reads it there."""
    from ..own_copy import FILE, skeleton
    from .drafts import write_json

    about = {k: v for k, v in article.about.items() if k != "own_copy"} | ({"own_copy": True} if own_copy else {})
    if about != article.about:
        write_json(article.folder / "article.json", about)
    if own_copy:
        write_json(article.folder / FILE, skeleton(article.text))
    else:
        (article.folder / FILE).unlink(missing_ok=True)


def whose_key(markers: tuple[str, ...]) -> str:
    """One sentence for the page on where the answers come from."""
    if not markers:
        return "There is no answer key for this article. Your answers are saved, and your class compares them: where you differ is where the talk begins."
    if len(markers) == 1:
        return "**Whose answers?** One reader marked this article, so this is *one reader’s key*. If you can defend another answer from the words, say so in class."
    return f"**Whose answers?** {len(markers)} readers marked this article, each alone. Where they differ, you see the votes and lose nothing."


def _notebook(folder: Path, article: Article, one: Plan, markers: tuple[str, ...], own_copy: bool) -> dict:
    unit = read_unit(folder)
    note = article.about["content_note"]
    minutes = 5 + sum(10 if e.type.startswith("mark_") else 6 for e in unit.exercises)
    kinds = ("Some exercises explain themselves at once (**practice**). Others count: there you see “saved and readable”, and the explanations come back with your marks."
             if markers else "Nothing here is marked. The button under each exercise says whether your answer can be read.")
    opening = (f"# {TITLES[one.number]} {article.title}\n\n**What you do here:** {ABOUT[one.number]}. About {minutes} minutes.\n\n"
               f"**One thing to know about Jupyter:** choose **Run → Run All Cells** now. Your answers are saved while you work; you can close the notebook and come back.\n\n"
               f"*Content note: {note}*\n\n{kinds}\n\n{whose_key(markers)}")
    made = notebook(unit, opening)
    first = [code("the-article", verb("article", article.slug))]
    if own_copy:
        first = [markdown("own-copy-words", "## First: bring your own copy\n\nThis lesson comes without the article’s text. Find the article, copy it, and paste it here. You do this once.",
                          deletable=False, editable=False),
                 code("own-copy", f"from helpers.own_copy import bring; bring({json.dumps(article.slug)})"), *first]
    cells = [c for c in made["cells"] if markers or "teacher-only" not in c["metadata"].get("tags", [])]
    return {**made, "cells": [cells[0], *first, *cells[1:]]}
