"""From a marked article to lessons to hand out: `solutions/<slug>_1` to `_3`, and what nbgrader derives from them in `exercises/`.

Each unit is written aside and takes its place in one step, so that a publish which was cut off can simply be run again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from helpers.articles import Article, articles_folder, read_article
from helpers.course import refuse_where_answers_are, release, write_notebook
from helpers.errors import ExerciseError
from helpers.exercises import FILE as REPAIRS
from helpers.exercises import SPEC, forget_keys, read_repairs, read_unit, read_votes
from helpers.output import whole_folder
from helpers.text import some

from . import passages
from .drafts import write_json
from .exercises import Plan, plan, quoted_share
from .models import models_of
from .new_article import read_suggestions
from .unit_page import solved_notebook, whose_key

SHORT = 100  # characters: the longest claim that is quoted where the text is not handed out
BASIS = "One teacher's or several markers' own: the model texts that they wrote, and where each voice stands in the text."

__all__ = ["Published", "chosen_before", "forget", "plans_for", "publish", "whose_key"]


@dataclass(frozen=True)
class Published:
    """The names of the units that appeared, and the plans with proofs and what was left out."""

    units: tuple[str, ...]
    plans: tuple[Plan, ...]
    markers: tuple[str, ...]
    quoted: float = 0.0  # share of the text that stands in the questions
    chosen: tuple[int, ...] = ()  # the paragraphs that are practice


def forget() -> None:
    """Drop what was read before: a pass may have changed in this very kernel."""
    read_votes.cache_clear()
    read_unit.cache_clear()
    read_repairs.cache_clear()
    forget_keys()


def chosen_before(slug: str, root: Path | None = None) -> tuple[int, ...] | None:
    """Return the practice paragraphs of the last publish, or None."""
    for folder in sorted(((root or articles_folder().parent) / "solutions").glob(f"{slug}_[123]")):
        try:
            return tuple(int(n) for n in json.loads((folder / SPEC).read_text(encoding="utf-8-sig"))["practice"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return None


def plans_for(slug: str, chosen: tuple[int, ...] | None = None, numbers=(1, 2, 3), own_copy: bool = False) -> tuple[Article, list[Plan]]:
    """Return what would be published, without writing anything."""
    forget()
    article = read_article(slug)
    return article, plan(
        article,
        read_votes(article),
        passages.by_default(article) if chosen is None else chosen,
        numbers,
        read_suggestions(article),
        SHORT if own_copy else 1000,
        models_of(article),
    )


def publish(
    slug: str,
    *,
    chosen: tuple[int, ...] | None = None,
    numbers=(1, 2, 3),
    own_copy: bool = False,
    root: Path | None = None,
    tell: Callable[[str], object] = lambda said: None,
) -> Published:
    """Write and release the units. A unit that was not published from this article, or that somebody handed in, is not touched.

    `tell` is given a sentence before each step.
    """
    root = root or articles_folder().parent
    if not read_article(slug).about.get("own"):
        raise ExerciseError(
            f"“{slug}” belongs to the kit, and its units ask about it already: other practice paragraphs would give their answers away.",
            "Publish an article of your own (new-article), or use the kit’s units as they are.",
        )
    tell("Step 1 of 3: every exercise is tried out with your key.")
    article, plans = plans_for(slug, chosen, numbers, own_copy)
    chosen = passages.by_default(article) if chosen is None else chosen
    wanted = [p for p in plans if p.exercises]
    if not wanted:
        raise ExerciseError("There is nothing to publish yet.", " ".join(s for p in plans for s in p.left_out))
    names = [f"{slug}_{p.number}" for p in wanted]
    for name in names:
        _may_write(root, name, slug)
    refuse_where_answers_are(root)
    markers = tuple(p.annotator for p in read_votes(article).passes)
    try:
        tell("Step 2 of 3: the solved pages are written.")
        _say_own_copy(article, own_copy)
        _say_keys(article, names, wanted)
        for name, one in zip(names, wanted):
            _put(root, name, slug, article, one, chosen, markers, own_copy)
        forget()
        tell("Step 3 of 3: nbgrader makes of them what learners get. This takes longest.")
        release(root, names)
    except OSError as error:
        raise ExerciseError(
            f"{Path(error.filename or root).name} could not be written ({error.strerror or error}).",
            "Nothing that was there before is lost. Make room, or check who may write in the kit’s folder; then publish again.",
        ) from None
    return Published(tuple(names), tuple(plans), markers, quoted_share(article, plans), tuple(chosen))


def _put(root: Path, name: str, slug: str, article: Article, one: Plan, chosen, markers: tuple[str, ...], own_copy: bool) -> None:
    """Write the unit's folder whole or not at all."""
    spec = {
        "assignment": name,
        "title": f"{one.title} · {article.title}",
        "published_from": slug,
        "practice": list(chosen),
        "exercises": list(one.exercises),
    }
    with whole_folder(root / "solutions" / name) as new:
        (new / SPEC).write_text(json.dumps(spec, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        write_notebook(new / f"{name}.ipynb", solved_notebook(new, article, one, markers, own_copy))


def _may_write(root: Path, name: str, slug: str) -> None:
    folder = root / "solutions" / name
    if folder.exists() and any(folder.iterdir()):
        try:
            ours = json.loads((folder / SPEC).read_text(encoding="utf-8-sig")).get("published_from") == slug
        except (OSError, ValueError, AttributeError):
            ours = False
        if not ours:
            raise ExerciseError(
                f"solutions/{name} is there already and was not published from this article.",
                "Move it away, or bring the article in again into a folder of another name.",
            )
    if handed_in := sorted(root.glob(f"submitted/*/{name}")):
        raise ExerciseError(
            f"{some(len(handed_in), 'learner has', 'learners have')} handed in {name}; publishing anew would mark them by another key.",
            "Move “submitted” away first, or bring the article in again into a folder of another name.",
        )


def _say_own_copy(article: Article, own_copy: bool) -> None:
    """Note in `article.json` whether the text is handed out; the learner's copy of the kit reads it there."""
    from helpers.articles import FILE, skeleton

    about = {k: v for k, v in article.about.items() if k != "own_copy"} | ({"own_copy": True} if own_copy else {})
    if about != article.about:
        write_json(article.folder / "article.json", about)
    if own_copy:
        write_json(article.folder / FILE, skeleton(article.text))
    else:
        (article.folder / FILE).unlink(missing_ok=True)


def _say_keys(article: Article, names: list[str], plans: list[Plan]) -> None:
    """What the votes do not hold goes into `repairs.json`, which no learner gets; what stands there for other exercises stays."""
    there = read_repairs(article.folder)
    mine = {(kind, f"{name}/{one}"): value for name, p in zip(names, plans) for one, own in p.keys.items() for kind, value in own.items()}
    made = {**there, "article": article.slug, "basis": there.get("basis", BASIS), "sets": there.get("sets", {})}
    for kind in ("models", "voices"):
        kept = {k: v for k, v in there.get(kind, {}).items() if k.split("/")[0] not in names}
        made[kind] = kept | {k: v for (which, k), v in mine.items() if which == kind}
    if mine or there:
        write_json(article.folder / REPAIRS, made)
