"""What may stand on a public page: somebody else's article goes out without its text, and learners bring their own copy. Why: docs/browser.md."""

from __future__ import annotations

import json

from helpers.articles import FILE, shortened, skeleton
from helpers.exercises import OPEN_KEYS, SPEC, asked

FIRST = (
    "## First: bring your own copy\n\nThis page comes without the text of “{title}”, because it is somebody else’s. Find the article, or take the copy "
    "that your teacher gives you, and paste it here. You do this once."
)
CHOICE = "choose_article()"  # where a page has it, whoever chooses the quieter article needs no copy
EITHER = (
    "## Your own copy\n\nThis page comes without the text of “{title}”, because it is somebody else’s. To read it, find the article, or take the copy "
    "that your teacher gives you, and paste it here, once. Whoever has chosen the other article above leaves this out and goes on."
)


def without_text(bundle: dict[str, bytes]) -> tuple[dict[str, bytes], list[str]]:
    """Return a bundle in which third-party articles have no text and pages ask for it, and the slugs of these articles."""
    found, slugs = dict(bundle), []
    for name in [n for n in bundle if n.startswith("articles/") and n.endswith("/article.txt")]:
        folder = name.rpartition("/")[0]
        about = json.loads(bundle[f"{folder}/article.json"].decode("utf-8-sig"))
        if about["invented"]:
            continue
        text = found.pop(name).decode("utf-8-sig").replace("\r\n", "\n")
        found[f"{folder}/article.json"] = _json(about | {"own_copy": True})
        found[f"{folder}/{FILE}"] = _json(skeleton(text))
        slugs.append(folder.rpartition("/")[2])
        _ask_for(found, slugs[-1], about["title"])
    return found, slugs


def _ask_for(found: dict[str, bytes], slug: str, title: str) -> None:
    """Have each page that needs the article ask for it, and cut long quotations in the keys that come along."""
    for spec in [n for n in found if n.rpartition("/")[2] == SPEC]:
        folder, listed = spec.rpartition("/")[0], asked(json.loads(found[spec]))
        ours = {e["id"] for e in listed if e["article"] == slug}
        keys = json.loads(found[f"{folder}/{OPEN_KEYS}"])
        found[f"{folder}/{OPEN_KEYS}"] = _json({i: shortened(k) if i in ours else k for i, k in keys.items()})
        for name in [n for n in found if n.startswith(f"{folder}/") and n.endswith(".ipynb")]:
            page = json.loads(found[name])
            source = "".join("".join(c["source"]) for c in page["cells"] if c["cell_type"] == "code")
            if any(f'("{i}"' in source or f', "{i}"' in source for i in ours) or f'article("{slug}"' in source:
                choice = next((n for n, c in enumerate(page["cells"]) if CHOICE in "".join(c["source"])), None)
                place = 1 if choice is None else choice + 1
                page["cells"][place:place] = _cells(slug, (FIRST if choice is None else EITHER).format(title=title))
                found[name] = _json(page)


def _cells(slug: str, why: str) -> list[dict]:
    fixed = {"deletable": False, "editable": False}
    code = f'from helpers.classroom import bring; bring("{slug}")'
    return [
        {"cell_type": "markdown", "id": f"bring-{slug}-why"[:64], "metadata": fixed, "source": why},
        {
            "cell_type": "code",
            "id": f"bring-{slug}"[:64],
            "metadata": {**fixed, "jupyter": {"source_hidden": True}},
            "execution_count": None,
            "outputs": [],
            "source": code,
        },
    ]


def _json(value) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
