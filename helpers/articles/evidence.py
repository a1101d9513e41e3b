"""The evidence desk: dated documents about an article, and the verdicts that they allow on each day.

`articles/<slug>/evidence.json` holds the documents, `verdicts.json` the claims with their dated verdicts. Whatever a
machine can check about them is checked on reading, so a verdict never rests on a document from a later day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from helpers.errors import ArticleError

from .evidence_checks import ARTICLE, _all_in, _json, _one_of, _quoted, known_from

VERDICTS = ("supported", "partly", "contested", "contradicted", "not_checkable_then", "not_checkable")
TYPES = ("event", "quantity", "said", "cause", "motive", "state", "generalisation", "prediction", "value")
CHECKABLE = ("then", "later", "in_principle", "no")
REASONS = ("same", "adds", "rough", "total", "day", "question", "part", "side", "plain")  # why two figures differ, or agree
ITEM_GRADES, SOURCE_GRADES = tuple("123456"), tuple("ABCDEF")  # the Admiralty code
DIRECTIONS = ("supports", "contradicts", "insufficient", "context")


@dataclass(frozen=True)
class Document:
    """A card of the evidence file. `date` is as written; `known` is the day from which it counts."""

    id: str
    date: str
    known: date
    publisher: str
    title: str
    text: str
    bears_on: tuple[tuple[str, str], ...]
    card: dict


@dataclass(frozen=True)
class Verdict:
    """What may be said of one claim on one day. Every value in `right` is right; the first is the best answer."""

    date: date
    right: tuple[str, ...]
    documents: tuple[str, ...]
    why: str
    exception: str = ""


@dataclass(frozen=True)
class Claim:
    """A claim in the article; `bearing` pairs each document with what it does to the claim."""

    id: str
    start: int
    end: int
    text: str
    type: str
    checkable: str
    verdicts: tuple[Verdict, ...]
    bearing: tuple[tuple[str, str], ...]
    same_origin: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class DatedVerdicts:
    """Everything in `verdicts.json`; `dates` pairs each day with its label."""

    article: str
    rule: str
    note: str
    dates: tuple[tuple[date, str], ...]
    claims: tuple[Claim, ...]
    documents: tuple[Document, ...]
    origins: tuple[dict, ...]
    figures: tuple[dict, ...]
    grades: tuple[dict, ...] = ()


def read_evidence(folder: Path | str) -> tuple[Document, ...]:
    """Return the documents of an article, oldest first; documents of one day stay in the order of the file."""
    documents = []
    for card in _json(Path(folder) / "evidence.json"):
        where = f"{Path(folder).name}/evidence.json, document {card.get('id')}"
        try:
            known = known_from(str(card["date"]))
        except (KeyError, ValueError):
            raise ArticleError(f"{where}: “{card.get('date')}” is not a date.", "Write 2016, 2016-10 or 2016-10-04.") from None
        bears_on = tuple((b["claim"], b["direction"]) for b in card["bears_on"])
        for _, direction in bears_on:
            _one_of(direction, DIRECTIONS, where)
        text = card.get("text") or card.get("says", "")
        documents.append(Document(card["id"], str(card["date"]), known, card["publisher"], card["title"] or "", text, bears_on, card))
    return tuple(sorted(documents, key=lambda document: document.known))


def read_verdicts(folder: Path | str) -> DatedVerdicts:
    """Return the claims of an article with their dated verdicts, each checked against the text, the documents and the rule."""
    folder = Path(folder)
    where = f"{folder.name}/verdicts.json"
    raw, documents = _json(folder / "verdicts.json"), read_evidence(folder)
    try:
        text = (folder / "article.txt").read_text(encoding="utf-8-sig")  # with line ends as they are in the kit
        return _desk(raw, text, documents, where)
    except FileNotFoundError:
        raise ArticleError(f"{folder.name}/article.txt is not here.", "Put the text back, or choose another article.") from None
    except KeyError as missing:
        raise ArticleError(f"{where} has an entry without {missing}.", "Add the missing field, as in the other articles.") from None
    except ValueError as wrong:
        raise ArticleError(f"{where} has a date that cannot be read: {wrong}.", "Write dates like 2016-10-04.") from None


def _desk(raw: dict, text: str, documents: tuple[Document, ...], where: str) -> DatedVerdicts:
    dates = tuple((date.fromisoformat(d["date"]), d["label"]) for d in raw["dates"])
    claims = tuple(_claim(c, text, dates, documents, f"{where}, claim {c['id']}") for c in raw["claims"])
    ids = {ARTICLE, *(d.id for d in documents)}
    for origin in raw["origins"]:
        _all_in(origin["documents"], ids, f"{where}, origins")
    for figure in raw["figures"]:
        for place in (figure["figure"], figure["against"]):
            _quoted(place, text, documents, f"{where}, figure {figure['id']}")
        for reason in figure["reason"]:
            _one_of(reason, REASONS, f"{where}, figure {figure['id']}")
    known = {ARTICLE: dates[0][0], **{d.id: d.known for d in documents}}
    for grade in raw.get("grades", ()):
        _graded(grade, known, {c.id for c in claims}, f"{where}, grade {grade['id']}")
    return DatedVerdicts(
        raw["article"],
        raw["rule"],
        raw["note"],
        dates,
        claims,
        documents,
        tuple(raw["origins"]),
        tuple(raw["figures"]),
        tuple(raw.get("grades", ())),
    )


def _graded(grade: dict, known: dict[str, date], claims: set[str], where: str) -> None:
    """A grade names its card and its claim, stands on the Admiralty scales, and rests on cards of its day or before."""
    _all_in([grade["document"]], set(known), where)
    _all_in([grade["claim"]], claims, where)
    for part, scale in (("item", ITEM_GRADES), ("source", SOURCE_GRADES)):
        for value in grade[part]:
            _one_of(value, scale, where)
    for name in re.findall(r"\bE\d+\b", grade["why_item"] + grade["why_source"]):
        if known.get(name, date.max) > date.fromisoformat(grade["date"]):
            raise ArticleError(f"{where}: {name} was not known on that day.", "Use only documents of that day or before.")


def _claim(raw: dict, text: str, dates: tuple, documents: tuple[Document, ...], where: str) -> Claim:
    for place in (raw, *raw.get("in_article", ())):
        _quoted({"where": ARTICLE, **place}, text, documents, where)
    _one_of(raw["type"], TYPES, where)
    _one_of(raw["checkable"], CHECKABLE, where)
    for place in raw.get("in_article", ()):
        _one_of(place["direction"], DIRECTIONS, where)
    bearing = [(ARTICLE, place["direction"]) for place in raw.get("in_article", ())]
    bearing += [(d.id, direction) for d in documents for name, direction in d.bears_on if name in raw["in_evidence"]]
    if [v["date"] for v in raw["verdicts"]] != [day.isoformat() for day, _ in dates]:
        raise ArticleError(f"{where}: its verdicts do not stand on the dates of this article.", "Give one verdict for each date.")
    known = {ARTICLE: dates[0][0], **{d.id: d.known for d in documents}}
    for group in raw.get("same_origin", ()):
        _all_in(group, set(known), where)
    verdicts = []
    for v in raw["verdicts"]:
        day, here = date.fromisoformat(v["date"]), f"{where}, {v['date']}"
        if not v["right"]:
            raise ArticleError(f"{here}: no verdict is given.", "Give at least one.")
        for value in v["right"]:
            _one_of(value, VERDICTS, here)
        _all_in(v["documents"], set(known), here)
        for name in {*v["documents"], *re.findall(r"\bE\d+\b", v["why"])}:
            if known.get(name, date.max) > day:
                raise ArticleError(f"{here}: {name} was not known on that day.", "Use only documents of that day or before.")
        verdicts.append(Verdict(day, tuple(v["right"]), tuple(v["documents"]), v["why"], v.get("exception", "")))
    claim = Claim(
        raw["id"],
        raw["start"],
        raw["end"],
        raw["text"],
        raw["type"],
        raw["checkable"],
        tuple(verdicts),
        tuple(bearing),
        tuple(map(tuple, raw.get("same_origin", ()))),
    )
    for verdict in verdicts:
        breaks = breaches(claim, verdict, known)
        if breaks and not verdict.exception:
            raise ArticleError(f"{where}, {verdict.date}: {breaks[0]}.", "Change the verdict, or give the reason as “exception”.")
    return claim


def breaches(claim: Claim, verdict: Verdict, known: dict[str, date]) -> list[str]:
    """Return where a verdict says more, or less, than the documents known on its day; empty where it keeps the rule."""
    found = {direction for name, direction in claim.bearing if known[name] <= verdict.date}
    cited = {direction for name, direction in claim.bearing if name in verdict.documents and known[name] <= verdict.date}
    plus, minus = "supports" in found, "contradicts" in found
    silent = claim.checkable in ("in_principle", "no") or bool(found - {"supports", "contradicts"})
    settled = any(v.date > verdict.date and not {"not_checkable", "not_checkable_then"} & {*v.right} for v in claim.verdicts)
    allowed = {
        "supported": plus and not minus and "supports" in cited,
        "contradicted": minus and not plus and "contradicts" in cited,
        "contested": plus and minus and {"supports", "contradicts"} <= cited,
        "partly": (plus or minus) and bool({"supports", "contradicts"} & cited),
        "not_checkable_then": not plus and not minus and claim.checkable != "no",
        "not_checkable": not plus and not minus and silent and not settled,
    }
    return [f"the documents do not allow “{value}”" for value in verdict.right if not allowed[value]]
