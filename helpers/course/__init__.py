"""The course as files: what is released, what a learner gets, a unit as notebooks."""

from __future__ import annotations

from .bundle import bundle
from .bundle import contents as bundle_contents
from .notebooks import code, markdown, notebook, verb, write_notebook
from .release import refuse_where_answers_are, release, units

__all__ = [
    "bundle",
    "bundle_contents",
    "code",
    "markdown",
    "notebook",
    "refuse_where_answers_are",
    "release",
    "units",
    "verb",
    "write_notebook",
]
