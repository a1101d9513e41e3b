"""Annotation passes: read, write, and check them against the codebook and the text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import MarksError

from . import codebook
from .article import Article


@dataclass(frozen=True)
class Pass:
    """One annotator's marks on one article, in the codebook's data form."""

    annotator: str
    marks: tuple[dict, ...]
    layers: tuple[str, ...] | None = None  # those that were worked through; None: all

    def layer(self, name: str, start: int = 0, end: int | None = None) -> list[dict]:
        """Return marks of one layer that lie within `[start, end)`, by place."""
        inside = [m for m in self.marks if m["layer"] == name and m["start"] >= start and (end is None or m["end"] <= end)]
        return sorted(inside, key=lambda m: (m["start"], m["end"]))


def read_passes(article: Article) -> tuple[Pass, ...]:
    """Return all passes on an article, each checked; empty where the folder holds none (a student's copy)."""
    found: dict[str, Pass] = {}
    for path in _files(article, "marks"):
        one = read_pass(path, article)
        if one.annotator in found:
            raise MarksError(
                f"{path.name}: annotator “{one.annotator}” is here again, and would count twice.", "Give each pass its own annotator."
            )
        found[one.annotator] = one
    return tuple(found.values())


def read_desks(article: Article) -> tuple[dict, ...]:
    """Return all newsroom-desk passes on an article, each checked; see the codebook for their form."""
    desks = []
    for path in _files(article, "desk"):
        desk = _json(path)
        for name in ("annotator", "people_min", "people_max", "sources"):
            if desk.get(name) in (None, ""):
                raise MarksError(f"{path.name} has no “{name}”.", "See CODEBOOK.md, “Data form of the newsroom desk”.")
        for source in desk["sources"]:
            _place(path, article, source)
            for name in ("why", "could_add", "could_not_add"):
                if not isinstance(source.get(name), str):
                    raise MarksError(f"{path.name}: “{source['text'][:40]}” has no “{name}”.", "Give the reason in a sentence.")
            for name, values in codebook.DESK.items():
                if source.get(name) not in values:
                    raise MarksError(f"{path.name}: “{source.get(name)}” is not a value of {name}.", f"Use one of: {', '.join(values)}.")
            for name, values in codebook.DESK_MAY.items():
                if source.get(name) not in (None, *values):
                    raise MarksError(f"{path.name}: “{source.get(name)}” is not a value of {name}.", f"Use one of: {', '.join(values)}.")
        desks.append(desk)
    return tuple(desks)


def read_handlings(article: Article) -> tuple[dict, ...]:
    """Return votes on how sources are handled, named ones too: one file per annotator, each checked; see the codebook for their form."""
    found = []
    for path in _files(article, "handling"):
        one = _json(path)
        if not one.get("annotator") or not isinstance(one.get("phrases"), list):
            raise MarksError(f"{path.name} does not hold votes on handling.", "See CODEBOOK.md, “Data form of handling”.")
        for phrase in one["phrases"]:
            _place(path, article, phrase)
            for name, values in (("handling", codebook.HANDLING), ("findable", codebook.FINDABLE)):
                if phrase.get(name) not in values:
                    raise MarksError(f"{path.name}: “{phrase.get(name)}” is not a value of {name}.", f"Use one of: {', '.join(values)}.")
        found.append(one)
    return tuple(found)


def read_pass(path: Path, article: Article) -> Pass:
    """Return one pass from a file, checked against codebook and text."""
    raw = _json(path)
    if raw.get("article") != article.slug or raw.get("codebook") not in codebook.READABLE:
        raise MarksError(
            f"{path.name} says article “{raw.get('article')}”, codebook {raw.get('codebook')}; "
            f"expected “{article.slug}”, codebook {codebook.VERSION}.",
            "Correct the first lines of the file or move it to its own article.",
        )
    if not isinstance(raw.get("marks"), list):
        raise MarksError(f"{path.name} does not hold an annotation pass.", "See CODEBOOK.md, “Data form”.")
    if not raw.get("annotator"):
        raise MarksError(f"{path.name} does not say who annotated.", "Add “annotator”, a short id.")
    raw["marks"] = [_as_today(mark, raw["codebook"]) for mark in raw["marks"]]
    for mark in raw["marks"]:
        check_mark(path, article, mark)
    layers = raw.get("layers")
    if layers is not None and (not isinstance(layers, list) or not all(isinstance(x, str) and x in codebook.LAYERS for x in layers)):
        raise MarksError(f"{path.name}: “layers” names something that is no layer.", f"Use some of: {', '.join(codebook.LAYERS)}.")
    return Pass(str(raw["annotator"]), tuple(raw["marks"]), None if layers is None else tuple(layers))


def _as_today(mark, version: int):
    """A mark from before, in today's values: the channel's `cannot_tell` is `not_stated`."""
    if version == codebook.VERSION or not isinstance(mark, dict):
        return mark
    return mark | {
        name: was[mark[name]] for name, was in codebook.AS_BEFORE.items() if isinstance(mark.get(name), str) and mark[name] in was
    }


def check_mark(path: Path, article: Article, mark: dict) -> None:
    """Raise MarksError where a mark breaks the codebook or lies on other words than it quotes."""
    if not isinstance(mark, dict):
        raise MarksError(f"{path.name}: {str(mark)[:40]} is not a mark.", "See CODEBOOK.md, “Data form”.")
    layer = mark.get("layer")
    if layer not in codebook.LAYERS:
        raise MarksError(f"{path.name}: “{layer}” is not a layer.", f"Use one of: {', '.join(codebook.LAYERS)}.")
    _place(path, article, mark)
    for part in ("cue", "content", "relays"):
        if mark.get(part):
            _place(path, article, mark[part])
    relay = mark.get("relays")
    while relay:
        _place(path, article, relay)
        if relay.get("kind") not in codebook.KINDS:
            raise MarksError(
                f"{path.name}: “{relay['text'][:40]}” is passed on as kind “{relay.get('kind')}”.",
                f"Use one of: {', '.join(codebook.KINDS)}.",
            )
        relay = relay.get("relays")
    for name, values in codebook.LAYERS[layer].items():
        given = mark.get(name)
        needed = name in codebook.REQUIRED[layer]
        if (needed or given is not None) and given not in values:
            raise MarksError(
                f"{path.name}: “{mark['text'][:40]}” has {name} “{given}”, which the codebook does not know.",
                f"Use one of: {', '.join(map(str, values))}.",
            )


def _place(path: Path, article: Article, span: dict) -> None:
    if (
        not isinstance(span, dict)
        or type(span.get("start")) is not int
        or type(span.get("end")) is not int
        or not isinstance(span.get("text"), str)
    ):
        raise MarksError(f"{path.name}: {str(span)[:60]} has no place in the article.", "A place needs “start”, “end” and “text”.")
    if not 0 <= span["start"] < span["end"] or article.text[span["start"] : span["end"]] != span["text"]:
        raise MarksError(
            f"{path.name}: at {span['start']}–{span['end']} the article does not read “{span['text'][:40]}”.",
            "Mark the words again, or restore the article's text.",
        )


def _files(article: Article, name: str) -> list[Path]:
    return sorted((article.folder / name).glob("*.json")) if article.folder else []


def _json(path: Path) -> dict:
    try:
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise MarksError(f"{path.name} is not readable JSON ({error}).", "Restore the file, or remove it from the folder.") from None
    if not isinstance(raw, dict):
        raise MarksError(f"{path.name} does not hold an annotation pass.", "See CODEBOOK.md, “Data form”.")
    return raw
