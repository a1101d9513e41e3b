"""How an answer is written down and typed in: “12: 3-5 = 4” for a mark, “3 = b” for a question. One `Sheet` per exercise, made from its view alone."""

from __future__ import annotations

import re

from helpers.articles import Article
from helpers.exercises import Exercise, article_of, type_of

from .fields import Odd, letter, until, written
from .fields import read as read_field
from .lines import Lines, NoSuchPlace

_MARK = re.compile(r"(.+?)=\s*(\d+)\s*([a-z\s,]*)", re.IGNORECASE)
_FIELD = re.compile(r"(\d+)\s*(?:=\s*(.*)|([a-z]+))", re.IGNORECASE)
_RUN = re.compile(r"(?:\d+[a-z]+[\s,;]*)+", re.IGNORECASE)  # «1b 2a 3c»


def lines_of(article: Article, view: dict | None = None) -> Lines:
    """Return the article's lines; those of the shown text alone where that is another one."""
    if view and article.text[view.get("offset", 0) :][: len(view["text"])] != view["text"]:
        return Lines(view["text"], view.get("offset", 0))
    return Lines(article.text)


class MarkSheet:
    """Marks in a text: labels by number, properties by letters that run on from one property to the next."""

    shape = "spans"

    def __init__(self, view: dict, lines: Lines):
        self.view, self.lines = view, lines
        self.start, self.end = view["offset"], view["offset"] + len(view["text"])
        self.labels = {str(n): one["id"] for n, one in enumerate(view["labels"], 1)}
        each = [(a["id"], o["id"]) for a in view.get("attributes") or [] for o in a["options"]]
        self.letters = {letter(n): one for n, one in enumerate(each)}

    def write(self, value: dict) -> list[str]:
        number = {one: n for n, one in self.labels.items()}
        sign = {one: x for x, one in self.letters.items()}
        return [
            f"{self.lines.place(s['start'], s['end'])} = {number[s['label']]}"
            + "".join(sorted(sign[a] for a in (s.get("attrs") or {}).items() if a in sign))
            for s in value.get("spans", [])
        ]

    def pieces(self, row: str) -> list[str]:
        return [one.strip() for one in row.split(";") if one.strip()]

    def read(self, rows: list[str]) -> dict:
        """Return the answer in written pieces; Odd says what is wrong with one."""
        spans = []
        for row in rows:
            if (one := self._mark(row)) not in spans:
                spans.append(one)
        return {"spans": sorted(spans, key=lambda s: (s["start"], s["end"], s["label"]))}

    def _mark(self, row: str) -> dict:
        found = _MARK.fullmatch(row)
        if not found:
            raise Odd("A mark is written “line: words = number”, as in “12: 3-5 = 4”.")
        try:
            start, end = self.lines.span(found[1])
        except NoSuchPlace as error:
            raise Odd(str(error)) from None
        if not self.start <= start < end <= self.end:
            raise Odd(f"It lies outside the passage of this exercise: {self.lines.numbers(self.start, self.end)}.")
        if found[2] not in self.labels:
            raise Odd(f"There is no number {found[2]} in the list: it goes from 1 to {len(self.labels)}.")
        attrs: dict = {}
        for sign in re.sub(r"[\s,]", "", found[3].lower()):
            if sign not in self.letters:
                raise Odd(f"“{sign}” is no letter of this exercise: {until(self.letters)}.")
            name, option = self.letters[sign]
            if attrs.setdefault(name, option) != option:
                raise Odd("It has two letters of one list.")
        return {"start": start, "end": end, "label": self.labels[found[2]], "attrs": attrs}


class FormSheet:
    """Questions numbered through the exercise, their options by letters."""

    shape = "form"

    def __init__(self, view: dict):
        self.view = view
        fields = [f for block in view["blocks"] for f in block.get("fields") or []]
        self.number = {f["id"]: n for n, f in enumerate(fields, 1)}
        self.fields = {str(n): f for n, f in enumerate(fields, 1)}

    def write(self, value: dict) -> list[str]:
        given, rows = value.get("fields", {}), []
        for n, field in self.fields.items():
            if field["id"] in given:
                rows.append(f"{n} = {written(field, given[field['id']])}")
        return rows

    def pieces(self, row: str) -> list[str]:
        """Return a text keeps its whole line; elsewhere “;” parts answers, and «1b 2a 3c» is three."""
        if _RUN.fullmatch(row.strip()):
            return re.findall(r"\d+[a-z]+", row, re.IGNORECASE)
        head = _FIELD.match(row.strip())
        if head and self.fields.get(head[1], {}).get("kind") in ("text", "line"):
            return [row.strip()]
        return [one.strip() for one in row.split(";") if one.strip()]

    def read(self, rows: list[str]) -> dict:
        given: dict = {}
        for row in rows:
            found = _FIELD.fullmatch(row) or re.fullmatch(r"(\d+)\s*=\s*(.*)()", row, re.DOTALL)
            if not found:
                raise Odd("An answer is written “question = letter”, as in “3 = b”.")
            if found[1] not in self.fields:
                raise Odd(f"There is no question {found[1]}: they go from 1 to {len(self.fields)}.")
            field, said = self.fields[found[1]], (found[2] if found[2] is not None else found[3]).strip()
            if said in ("", "-", "–"):
                continue
            if field["id"] in given:
                raise Odd(f"Question {found[1]} is answered twice.")
            given[field["id"]] = read_field(field, said)
        return {"fields": {f["id"]: given[f["id"]] for f in self.fields.values() if f["id"] in given}}


def sheet_of(exercise: Exercise, article: Article | None = None) -> MarkSheet | FormSheet:
    """Return the sheet of an exercise, whatever its type: all it needs is what the page shows."""
    article = article or article_of(exercise)
    kind = type_of(exercise.type)
    view = kind.view(exercise, article)
    return MarkSheet(view, lines_of(article, view)) if kind.shape == "spans" else FormSheet(view)
