"""The solved notebook of a unit about a teacher's own article: its opening, whose key it is, and the cells."""

from __future__ import annotations

from pathlib import Path

from helpers.articles import Article
from helpers.course import code, markdown, notebook, verb
from helpers.exercises import read_unit
from helpers.text import as_markdown

from .exercises import TITLES, Plan
from .new_article import NO_NOTE

ABOUT = {
    1: "find everybody who is cited, and say what kind of source each is",
    2: "find the words that do more than report, and defend strong words that are fair",
    3: "find the claims, and say which of them could be checked",
}


def whose_key(markers: tuple[str, ...]) -> str:
    """Return one sentence for the page on where the answers come from."""
    if not markers:
        return "There is no answer key for this article. Your answers are saved, and your class compares them: where you differ is where the talk begins."
    if len(markers) == 1:
        return "**Whose answers?** One reader marked this article, so this is *one reader’s key*. If you can defend another answer from the words, say so in class."
    return (
        f"**Whose answers?** {len(markers)} readers marked this article, each alone. Where they differ, you see the votes and lose nothing."
    )


def solved_notebook(folder: Path, article: Article, one: Plan, markers: tuple[str, ...], own_copy: bool) -> dict:
    unit = read_unit(folder)
    note = f"*Content note: {as_markdown(article.about['content_note'])}*\n\n" if article.about["content_note"] != NO_NOTE else ""
    minutes = 5 * round(1 + sum(10 if e.type.startswith("mark") or e.manual_points else 6 for e in unit.exercises) / 5)
    kinds = (
        "Some exercises explain themselves at once (**practice**). Others count: there you see “saved and readable”, and the explanations come back with your marks."
        if any(e.sealed for e in unit.exercises)
        else "All of this is **practice**: it explains itself at once, and nothing here counts."
        if markers
        else "Nothing here is marked. The button under each exercise says whether your answer can be read."
    )
    opening = (
        f"# {TITLES[one.number]} · {as_markdown(article.title)}\n\n**What you do here:** {ABOUT[one.number]}. About {minutes} minutes.\n\n"
        f"The exercises open by themselves. (Nothing there after half a minute? **Show Jupyter**, then **Run → Run All Cells**.) Your answers are saved while you work; you can close the notebook and come back.\n\n"
        f"{note}{kinds}\n\n{whose_key(markers)}"
    )
    made = notebook(unit, opening)
    first = [code("the-article", verb("article", article.slug))]
    if own_copy:
        first = [
            markdown(
                "own-copy-words",
                "## First: bring your own copy\n\nThis lesson comes without the article’s text. Find the article, copy it, and paste it here. You do this once.",
                deletable=False,
                editable=False,
            ),
            code("own-copy", verb("bring", article.slug)),
            *first,
        ]
    no_model = {f"{e.id}-solved" for e in unit.exercises if e.manual_points and "models" not in one.keys.get(e.id, {})}
    cells = [c for c in made["cells"] if "teacher-only" not in c["metadata"].get("tags", []) or (markers and c["id"] not in no_model)]
    return {**made, "cells": [cells[0], *first, *cells[1:]]}
