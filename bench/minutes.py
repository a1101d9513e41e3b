"""How long the pages are, counted from the pages themselves: words to read, decisions to take, texts to write. Nobody has timed a class.

    python bench/minutes.py

A page counts what a learner meets once from top to bottom: its text, the prompts, the paragraphs to mark, quotations, cards and questions. A text that comes
again on the same page counts once, and so does the list of options of an exercise. Left out: help behind a button, and the explanations after an answer.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

KIT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(KIT))

from helpers.articles import read_article  # noqa: E402
from helpers.exercises import Exercise, Unit, article_of, key_of, read_unit, type_of  # noqa: E402

WORDS_A_MINUTE, SECONDS_A_DECISION, MINUTES_A_TEXT = 130, 20, 2
WRITTEN, ASKED = ("text", "line"), ("choice", "number", "many", "scale")
WORD = re.compile(r"https?://\S+|\w[\w’'-]*")  # a web address is one: nobody reads it word for word
EXERCISE, ARTICLE = re.compile(r'[; ]exercise\("([^"]+)"\)'), re.compile(r'[; ]article\("([^"]+)"\)')


@dataclass(frozen=True)
class Page:
    """What one page asks for: words to read, decisions and texts to write."""

    words: int
    decisions: int
    texts: int

    @property
    def minutes(self) -> int:
        """Return the counted minutes, rounded up."""
        return -int(-(self.words / WORDS_A_MINUTE + self.decisions * SECONDS_A_DECISION / 60 + self.texts * MINUTES_A_TEXT) // 1)


def parts(notebook: Path, spec: Path, quiet: bool = False) -> list[tuple[set[str], Counter]]:
    """Return the page cut after each exercise, in order: per part its texts, and how much it asks for; `spec` is the folder of its exercises.json.

    `quiet`: as somebody meets it who chose the quieter article.
    """
    unit = read_unit(spec)
    found: list[tuple[set[str], Counter]] = []
    texts: set[str] = set()
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            texts.add(source)
        for slug in ARTICLE.findall(source):
            texts.update(read_article(slug).text.split("\n"))
        for name in EXERCISE.findall(source):
            one = quiet and unit.stand_in(name) or unit[name]
            shown, options, asked, to_write = of_exercise(unit, one)
            found.append((texts | set(shown), Counter(options=_words(options), decisions=asked, texts=to_write)))
            texts = set()
    found[-1][0].update(texts)
    return found


def shown(notebook: Path, some: list[tuple[set[str], Counter]]) -> list[list[tuple[set[str], Counter]]]:
    """Return the exercises of a notebook as they are shown together: a long unit is shown in parts (a cell called part-2 begins the second)."""
    begins, seen = [0], 0
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        if cell["id"] == f"part-{len(begins) + 1}":
            begins.append(seen)
        seen += len(EXERCISE.findall("".join(cell["source"])))
    return [some[a:b] for a, b in zip(begins, [*begins[1:], len(some)], strict=True)]


def page(some: list[tuple[set[str], Counter]]) -> Page:
    """Return what these parts of a page ask for together, each text once."""
    total = sum((asked for _, asked in some), Counter())
    return Page(_words(set().union(*(texts for texts, _ in some))) + total["options"], total["decisions"], total["texts"])


def of_exercise(unit: Unit, one: Exercise) -> tuple[list[str], set[str], int, int]:
    """Return what an exercise shows as texts, its options, and how many decisions and texts it asks for."""
    article = article_of(one)
    view = type_of(one.type).view(one, article)
    shown, options, asked, to_write = [one.prompt, *str(view.get("text", "")).split("\n")], set(), 0, 0
    for block in view.get("blocks", ()):
        shown += [block["heading"], *(str(p.get(k, "")) for p in block["body"] for k in ("title", "text"))]
        for field in block["fields"]:
            shown.append(str(field.get("label", "")))
            options |= {str(o["name"]) for o in field.get("options", ())}
            asked += 1 if field["kind"] in ASKED else len(field["items"]) if field["kind"] == "order" else 0
            to_write += field["kind"] in WRITTEN
    if "labels" in view:  # marking: each place to find, its label, and what is asked of each beside it
        options |= {str(label["name"]) for label in view["labels"]}
        beside = [a for a in view.get("attributes", ()) if not a.get("optional")]
        places = sum(item["tier"] == "core" for item in (key_of(unit, one) or {}).get("items", ()))
        asked += places * (2 + len(beside))
    return shown, options, asked, to_write


def _words(texts) -> int:
    return sum(len(WORD.findall(text)) for text in texts)


def notebooks() -> dict[str, tuple[Path, Path]]:
    """Return every learner's notebook by its path, with the folder of its exercises.json: the lessons, then the units and forms."""
    found = {f"notebooks/{p.stem}": (p, KIT / "notebooks") for p in sorted((KIT / "notebooks").glob("0[0-6]*_*.ipynb"))}
    for folder in sorted(p.parent for p in (KIT / "solutions").glob("*/exercises.json")):
        found[f"exercises/{folder.name}"] = (KIT / "exercises" / folder.name / f"{folder.name}.ipynb", folder)
    return found


def pages() -> dict[str, list]:
    """Return the exercises of every learner's notebook by its path."""
    return {name: parts(*where) for name, where in notebooks().items()}


if __name__ == "__main__":
    for name, where in notebooks().items():
        cut = parts(*where)
        whole, alone = page(cut), " ".join(str(page([one]).minutes) for one in cut)
        of_parts = " + ".join(str(page(some).minutes) for some in shown(where[0], cut))
        print(
            f"{name:32} {whole.words:5} words {whole.decisions:4} decisions {whole.texts:3} texts {of_parts:>12} minutes · one by one: {alone}"
        )
