"""Packages that only an own article needs, asked for when they are used; where one is missing a sentence says so."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from helpers.errors import ArticleError


def library(module: str, package: str, what: str) -> ModuleType:
    """Return the module. ArticleError where its package is not installed."""
    try:
        return import_module(module)
    except ImportError:
        raise ArticleError(
            f"To read {what}, the package {package} is needed, and it is not installed.",
            "Install it once with: pip install -c constraints.txt '.[own-article]'. Or copy the text and paste it.",
        ) from None
