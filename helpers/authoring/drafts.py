"""Marking passes while they grow: what a marker has on the page, kept at every change, and the finished marks of it as a pass.

`drafts/<annotator>.json` is the page's own form; `marks/<annotator>.json` is derived from it and holds what is complete. Only the latter counts.
"""

from __future__ import annotations

import json
import os
import re
import threading
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from helpers.articles import Article, check_mark, codebook, read_pass
from helpers.errors import MarksError, why_not_written
from helpers.output import write_whole_text
from helpers.text import in_quotation

from .new_article import read_suggestions

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,23}")
_LOCK = threading.RLock()
ATTRIBUTES = {  # what is asked beside the label: field of a mark → (question, [(value, name)])
    "sources": {
        "person": ("Which person? (same number, same person)", [(str(n), f"person {n}") for n in range(1, 16)]),
        "D": ("How many of six are told: role, how they know, stake, why no name, channel, number", [(str(n), str(n)) for n in range(7)]),
    },
    "language": {
        "voice": ("Whose words?", [(v.id, v.name) for v in codebook.VOICES.values()]),
        "strength": ("How strong? (if you like)", [("1", "1: a touch"), ("2", "2: clearly"), ("3", "3: strongly")]),
    },
    "claims": {
        "checkable": ("When could it be checked?", [(c.id, c.name) for c in codebook.CHECKABLE.values()]),
        "worth": ("How much turns on it?", [("0", "0: not factual"), ("1", "1: little turns on it"), ("2", "2: the story turns on it")]),
    },
}
_NUMBERS = ("D", "strength", "worth")
HEARSAY = ("relays", "depth")
MORE = ("proximity", "stake", "reason", "channel", "content", *HEARSAY)  # of a source, asked apart


@dataclass
class Draft:
    """One marker's work on one article: per layer the spans on the page, reasons by place, and places taken over from the reader."""

    article: Article
    annotator: str
    spans: dict[str, list] = field(default_factory=lambda: {layer: [] for layer in codebook.LAYERS})
    notes: dict[str, str] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    more: dict[str, dict] = field(default_factory=dict)  # place of a source → MORE, None where taken back

    @property
    def path(self) -> Path:
        return self.article.folder / "drafts" / f"{self.annotator}.json"

    @property
    def pass_path(self) -> Path:
        return self.article.folder / "marks" / f"{self.annotator}.json"


def check_name(name: str) -> str:
    """Return a marker's name as it stands in files and beside votes: up to 24 small letters, digits and dashes."""
    short = name.strip().lower().replace(" ", "-")
    if not _NAME.fullmatch(short) or short == "reader":
        raise MarksError(f"“{name[:40]}” cannot be a marker’s name.", "Use plain letters, digits and dashes, for instance Ana.")
    return short


def name_in_files(typed: str) -> str:
    """Return the marker's name for files of a name as people write it (“Ana Müller” → ana-muller); one that is such a name stays. MarksError: nothing is left."""
    plain = unicodedata.normalize("NFKD", typed).encode("ascii", "ignore").decode().lower()
    return check_name("-".join(re.findall(r"[a-z0-9]+(?:-+[a-z0-9]+)*-*", plain))[:24] or typed)


def place(layer: str, span: dict) -> str:
    return f"{layer}:{span['start']}-{span['end']}"


def read_draft(article: Article, annotator: str) -> Draft:
    """Return the draft as it was left; where there is a pass and no draft (it came from elsewhere), the draft that it would have had."""
    draft = Draft(article, check_name(annotator))
    try:
        raw = json.loads(draft.path.read_text(encoding="utf-8-sig"))
        if raw.get("sha256") == article.sha256:
            draft.spans = {layer: list(raw["layers"].get(layer, [])) for layer in codebook.LAYERS}
            draft.notes, draft.taken, draft.more = dict(raw["notes"]), list(raw["taken"]), dict(raw.get("more", {}))
            return draft
    except FileNotFoundError:
        pass
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        aside = draft.path.with_suffix(".damaged.json")
        os.replace(draft.path, aside)
    if draft.pass_path.is_file():
        for mark in read_pass(draft.pass_path, article).marks:
            draft.spans[mark["layer"]].append(_as_span(mark))
            if mark.get("note"):
                draft.notes[place(mark["layer"], mark)] = mark["note"]
            if mark.get("from_reader"):
                draft.taken.append(place(mark["layer"], mark))
            if mark["layer"] == "sources" and mark.get("depth") is not None:
                draft.more[place("sources", mark)] = {name: mark.get(name) for name in MORE}
    return draft


def _as_span(mark: dict) -> dict:
    layer = mark["layer"]
    person = str(mark.get("person") or "").lstrip("p")
    given = {a: person if a == "person" else str(mark[a]) for a in ATTRIBUTES[layer] if mark.get(a) is not None}
    allowed = {a: v for a, v in given.items() if v in {o[0] for o in ATTRIBUTES[layer][a][1]}}
    return {
        "id": f"{layer}-{mark['start']}-{mark['end']}",
        "start": mark["start"],
        "end": mark["end"],
        "label": mark[codebook.LABEL_FIELD[layer]],
        "attrs": allowed,
    }


def take_over(draft: Draft, layer: str, mark: dict, yes: bool = True) -> None:
    """Put one of the reader's suggestions among the marker's own, or take it back; a changed mark stays."""
    here, span = place(layer, mark), _as_span(mark)
    same = [s for s in draft.spans[layer] if place(layer, s) == here]
    if yes and not same:
        draft.spans[layer].append(span)
        draft.taken = [*dict.fromkeys([*draft.taken, here])]
    elif not yes and here in draft.taken:
        draft.spans[layer] = [s for s in draft.spans[layer] if place(layer, s) != here]
        draft.taken.remove(here)


def fill(article: Article, layer: str, spans: list[dict]) -> list[dict]:
    """Return the spans with the voice filled in where quotation marks decide it; everything else is the marker's."""
    made = []
    for span in spans:
        attrs = dict(span.get("attrs") or {})
        if layer == "language" and "voice" not in attrs and in_quotation(article.text, span["start"]):
            attrs["voice"] = "quoted"
        made.append({**span, "attrs": attrs})
    return made


def missing(draft: Draft) -> list[str]:
    """Return a sentence for each layer with marks that lack something: they do not count yet."""
    said = []
    for layer, spans in draft.spans.items():
        for attr in [a for a in ATTRIBUTES[layer] if a in codebook.REQUIRED[layer]]:
            open_ = [s for s in spans if attr not in (s.get("attrs") or {})]
            if open_:
                first = draft.article.text[open_[0]["start"] : open_[0]["end"]][:40]
                said.append(
                    f"{len(open_)} of {len(spans)} {'mark' if len(spans) == 1 else 'marks'} in “{layer}” {'does' if len(open_) == 1 else 'do'} not count yet: answer “{ATTRIBUTES[layer][attr][0]}” (first: “{first}”)."
                )
    return said


def marks_of(draft: Draft) -> list[dict]:
    """Return the complete marks of a draft in the codebook's form."""
    known = {place(m["layer"], m): m for m in (*read_suggestions(draft.article), *_former(draft))}
    made = []
    for layer, spans in draft.spans.items():
        for span in sorted(spans, key=lambda s: (s["start"], s["end"])):
            here, attrs = place(layer, span), span.get("attrs") or {}
            if any(attrs.get(a) is None for a in codebook.REQUIRED[layer] if a in ATTRIBUTES[layer]):
                continue
            base = {k: v for k, v in known.get(here, {}).items() if k not in ("tier", "note", "content_more", "person")}
            mark = {
                **base,
                "layer": layer,
                "start": span["start"],
                "end": span["end"],
                "text": draft.article.text[span["start"] : span["end"]],
                codebook.LABEL_FIELD[layer]: span["label"],
            }
            for name in ATTRIBUTES[layer]:
                mark.pop(name, None)
                if name in attrs:
                    mark[name] = int(attrs[name]) if name in _NUMBERS else f"p{attrs[name]}" if name == "person" else attrs[name]
            if layer == "sources" and span["label"] == "unattributed":
                mark |= {"cue": None, "content": {"start": span["start"], "end": span["end"], "text": mark["text"]}}
            said = draft.more.get(here)
            for name in (
                MORE if said is not None else HEARSAY if here in draft.taken else ()
            ):  # who told whom counts only where the marker has said it
                mark.pop(name, None)
                if said and said.get(name) is not None:
                    mark[name] = said[name]
            reason = draft.notes.get(here) or (known.get(here, {}).get("note") if here in draft.taken else "")
            mark |= ({"note": reason} if reason else {}) | ({"from_reader": True} if here in draft.taken else {})
            made.append(mark)
    return made


def _former(draft: Draft) -> list[dict]:
    """Marks that the pass held before, for fields that the page does not show."""
    try:
        return json.loads(draft.pass_path.read_text(encoding="utf-8-sig"))["marks"]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def save(draft: Draft) -> list[dict]:
    """Write the draft, then the pass that follows from it; returns the marks that count."""
    with _LOCK:
        form = {
            "article": draft.article.slug,
            "annotator": draft.annotator,
            "sha256": draft.article.sha256,
            "layers": draft.spans,
            "notes": draft.notes,
            "taken": draft.taken,
            "more": draft.more,
        }
        marks = marks_of(draft)
        for mark in marks:
            check_mark(draft.pass_path, draft.article, mark)
        write_json(draft.path, form)
        if marks:
            layers = sorted({m["layer"] for m in marks})
            write_json(
                draft.pass_path,
                {
                    "article": draft.article.slug,
                    "annotator": draft.annotator,
                    "codebook": codebook.VERSION,
                    **({"layers": layers} if len(layers) < len(codebook.LAYERS) else {}),
                    "marks": marks,
                },
            )
        else:
            draft.pass_path.unlink(missing_ok=True)
        return marks


def write_json(path: Path, value: dict) -> None:
    """Write JSON whole or not at all. Raise MarksError where the disk does not take it."""
    try:
        write_whole_text(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n")
    except OSError as error:
        raise MarksError(
            f"{path.name} could not be written: {why_not_written(error)}.", "Make room, or check who may write there."
        ) from None
