"""What our own cells show, once more through a sieve (bleach, which nbconvert brings): tags of the kit's pages and nothing that runs or is fetched."""

from __future__ import annotations

import re
from functools import lru_cache

from bleach.css_sanitizer import CSSSanitizer
from bleach.sanitizer import Cleaner
from nbformat import NotebookNode

TAGS = frozenset(
    "article blockquote br caption code details div em figcaption figure h2 h3 h4 h5 img li ol p pre q span strong summary table tbody td th thead tr ul".split()
)
ATTRIBUTES = {
    "*": ["class", "role", "lang", "dir", "style", "scope", "aria-hidden", "aria-label"],
    "img": ["src", "alt"],
    "details": ["open"],
}
STYLES = frozenset(
    "border-left font-size font-weight height margin max-width opacity overflow-x padding text-align vertical-align white-space width".split()
)
SHORT = 20_000  # characters; a picture is longer, and nobody else's
_PICTURE = re.compile(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/=\s]*")


@lru_cache(maxsize=1)
def _cleaner() -> Cleaner:
    return Cleaner(
        tags=TAGS, attributes=_allowed, protocols=["data"], strip=True, css_sanitizer=CSSSanitizer(allowed_css_properties=STYLES)
    )


def _allowed(tag: str, name: str, value: str) -> bool:
    if name == "src":
        return tag == "img" and bool(_PICTURE.fullmatch(value))
    return name in ATTRIBUTES["*"] or name in ATTRIBUTES.get(tag, ())


def safe_html(html: str) -> str:
    """Return a page with nothing live in it: no script, no handler, no link, no address of any host, no picture but one that it carries."""
    return _cleaned(html) if len(html) <= SHORT else _cleaner().clean(html)


@lru_cache(maxsize=512)  # much of what a page explains is the same for many learners, and to look through it costs more than to mark
def _cleaned(html: str) -> str:
    return _cleaner().clean(html)


def safe_output(output: NotebookNode) -> NotebookNode | None:
    """Return an output of one of our cells with what a page may show of it, or None."""
    if output.output_type in ("stream", "error"):
        return output  # a page shows these as text
    data = output.get("data", {})
    kept = {kind: data[kind] for kind in ("text/plain", "image/png", "image/jpeg") if kind in data}
    if "text/html" in data:
        kept["text/html"] = safe_html(data["text/html"])
    if not kept:
        return None
    output.data, output.metadata = NotebookNode(kept), NotebookNode()
    return output
