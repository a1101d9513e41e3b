"""What a cell shows besides widgets: sentences in place of tracebacks, an article, a written answer. HTML with every text escaped."""

from __future__ import annotations

import functools
import os
from html import escape

from helpers.articles import Article, glossary, how_hard, provenance
from helpers.errors import KitError

NBGRADER_ENV = "NBGRADER_EXECUTION"  # set by nbgrader while it executes a notebook


def show_errors(verb):
    """Show a KitError, or anything unforeseen, as sentences; while nbgrader executes, let it pass: a cell that shows nothing would get full marks."""

    @functools.wraps(verb)
    def shown(*args, **kwargs):
        try:
            return verb(*args, **kwargs)
        except KitError as error:
            if os.environ.get(NBGRADER_ENV):
                raise
            say(error.what, error.next_step)
        except Exception as error:  # noqa: BLE001 — the last net above a learner
            if os.environ.get(NBGRADER_ENV):
                raise
            say(
                f"Something went wrong that should not ({type(error).__name__}: {error}).",
                "Your saved answers are untouched. Run the cell again; if it stays, show this line to your teacher.",
            )
        return None

    return shown


def say(what: str, next_step: str = "") -> None:
    from IPython.display import HTML, display

    display(HTML(said_html(what, next_step)))


def said_html(what: str, next_step: str = "") -> str:
    return f"<div class='wss-problem' role='alert' style='border-left:6px solid;padding:4px 12px'><strong>{escape(what)}</strong> {escape(next_step)}</div>"


def not_running_html(title: str) -> str:
    """Return a sentence under an exercise for whoever opens the stored notebook: it stands there while the exercise itself is not alive, and hides with it."""
    return (
        "<style>.jp-OutputArea:has(.wss-root) .wss-without, body:not(:has(.jp-OutputArea)):has(.wss-root) .wss-without { display: none }</style>"
        f"<p class='wss-without'>The exercise “{escape(title)}” is not running. Choose <strong>Run → Run All Cells</strong>: "
        "it appears here, with your saved answer.</p>"
    )


def _comes_from(about: dict) -> str:
    """Where a real article comes from, folded up above its text."""
    parts = "".join(f"<p><strong>{escape(p['heading'])}:</strong> {escape(' '.join(p['lines']))}</p>" for p in provenance(about))
    return f"<details><summary>Where this text comes from</summary>{parts}</details>" if parts else ""


def _hard_words(one: Article) -> str:
    """The hard words of an article in plain English, folded up above its text."""
    rows = "".join(f"<dt><strong>{escape(row['words'])}</strong></dt><dd>{escape(row['plain'])}</dd>" for row in glossary(one))
    return f"<details><summary>Hard words in plain English</summary><dl>{rows}</dl></details>" if rows else ""


def article_html(one: Article, first: int = 1, last: int | None = None) -> str:
    """Return an article, or its paragraphs from `first` to `last`, as HTML, with its content note and its notice."""
    about = one.about
    start, end = one.passage(first, last or len(one.paragraphs))
    lines = "".join(
        f"<p><span aria-hidden='true' style='opacity:.7;font-size:80%'>{n} </span>{escape(one.text[a:b])}</p>"
        for n, (a, b) in enumerate(one.paragraphs, 1)
        if start <= a and b <= end
    )
    kind = "An invented article, written for this kit." if about["invented"] else "A real article."
    return (
        f"<article class='mathjax_ignore tex2jax_ignore' lang='{escape(about.get('language', 'en'))}' style='max-width:42rem'><p><em>{escape(about['content_note'])}</em></p><h3>{escape(one.title)}</h3>"
        f"<p>{escape(str(about['outlet']))} · {escape(str(about['date']))} · {kind}<br>{escape(how_hard(one))}</p>{_comes_from(about)}{_hard_words(one)}{lines}<p style='font-size:85%'>{escape(about['rights'])}</p></article>"
    )
