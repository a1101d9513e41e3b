"""The course as a web page that works without Python and without a network: a static JupyterLite site, built from pinned parts."""

from __future__ import annotations

from .build import build_site
from .parts import fetch_parts, kept_parts

__all__ = ["build_site", "fetch_parts", "kept_parts"]
