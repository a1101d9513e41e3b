"""The verbs of `notebooks/07_your_own_article.ipynb`. Each shows one step of the way and raises nothing; a step fills itself anew when the article changes."""

from __future__ import annotations

from helpers.notebook import show_errors

from .shared import desk


@show_errors
def bring_in() -> None:
    """Step 1: paste or choose a text, fix its paragraphs, say where it is from."""
    from .intake import build

    desk().show("bring_in", build)


@show_errors
def mark(layer: str) -> None:
    """Step 2: the reader's suggestions for one layer, and the text to mark."""
    from .marks import build

    desk().show(f"mark-{layer}", lambda d: build(d, layer))


@show_errors
def second_marker() -> None:
    """Step 3: send the article to a second marker, take in what comes back, compare."""
    from .others import build_exchange

    desk().show("second_marker", build_exchange)


@show_errors
def reasons() -> None:
    """Step 4: a reason for each mark, in the teacher's own words or as suggested."""
    from .others import build_reasons

    desk().show("reasons", build_reasons)


@show_errors
def publish() -> None:
    """Step 5: practice and graded parts, with or without the text, and out."""
    from .publishing import build

    desk().show("publish", build)
