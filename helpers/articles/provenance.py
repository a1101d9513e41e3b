"""Where an article itself comes from: what its copy says of it, what it leaves out, what follows from the text, and what a reader would do next.

Stands under `provenance` in `article.json`, as four lists of sentences. A real article without it is described from its other fields, so that no
real text is read as if it came from nowhere in particular; an invented one says that it is invented, which is all there is to know.
"""

from __future__ import annotations

PARTS = (
    ("says", "The copy says"),
    ("silent", "The copy does not say"),
    ("inferred", "What can be inferred, and how"),
    ("next", "What a reader would do next"),
)
MISSING = (("byline", "who wrote it"), ("outlet", "who published it"), ("date", "when it was published"))
SEARCH = "Put one whole sentence of it, in quotation marks, into a search engine: who else has it, under what headline, with what date?"


def provenance(about: dict) -> list[dict]:
    """Return the parts that there are, in order, each as {"heading", "lines"}; none for an invented article."""
    told = about.get("provenance")
    if not isinstance(told, dict):
        if about.get("invented"):
            return []
        known = [f"{name}: {about[name]}" for name, _ in MISSING if about.get(name)]
        told = {
            "says": known,
            "silent": [f"{what[0].upper()}{what[1:]}." for name, what in MISSING if not about.get(name)],
            "next": [SEARCH],
        }
    return [{"heading": heading, "lines": [str(line) for line in told[part]]} for part, heading in PARTS if told.get(part)]
