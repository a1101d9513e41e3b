"""The answer booklet for the teacher: the key's own answers as they are typed, and why. All of it comes through marking, so there is no second key."""

from __future__ import annotations

from html import escape

from helpers.articles import Article
from helpers.exercises import Exercise, Unit, article_of, key_of, score_with, type_of
from helpers.marking import mark, written_parts
from helpers.scoring import RIGHT

from .fields import letter
from .notation import FormSheet, MarkSheet, sheet_of
from .page import Look, page
from .typed import FORM
from .workbook import heading

WORDS = {"Found": "", "Right": ""}  # every item of a key is found; what else can be said of one is told


def booklet(unit: Unit, look: Look | None = None) -> str:
    """Return the HTML page of a unit's answers."""
    parts = "".join(_exercise(unit, n, e) for n, e in enumerate(unit.exercises, 1))
    title = f"{unit.title}: answers for the teacher"
    return page(title, f"<h1>{escape(title)}</h1>{_opening(unit)}{parts}", look or Look())


def _opening(unit: Unit) -> str:
    points = sum(e.points for e in unit.exercises)
    manual = sum(e.manual_points for e in unit.exercises)
    typed = [line[2:].partition("   ") for line in FORM.splitlines() if line.startswith("# ") and "   " in line]
    how = "".join(f"<tr><td><code>{escape(what)}</code></td><td>{escape(why.strip())}</td></tr>" for what, _, why in typed)
    return (
        f"<p><b>Not for learners.</b> {points:g} points are counted by the kit and {manual:g} are yours. An answer below is written as you type it in. "
        "Other answers can earn points too: where readers differ, the kit gives credit for what they said.</p>"
        f"<div class=how><p><b>Typing answers in</b>: <code>who-says-so enter {escape(unit.assignment)} FOLDER</code>, then fill in the form "
        f"that it writes, and give the command again.</p><table>{how}</table></div>"
    )


def _exercise(unit: Unit, number: int, exercise: Exercise) -> str:
    article, key = article_of(exercise), key_of(unit, exercise)
    top = f"<div class=keep>{heading(number, exercise)}<p>{escape(exercise.prompt)}</p></div>"
    if key is None:
        return f"<section>{top}<p>There is no key for this exercise in this copy of the kit: compare answers in class.</p></section>"
    solved = type_of(exercise.type).solved(exercise, key)
    if type_of(exercise.type).manual:
        return f"<section>{top}{_by_hand(exercise, solved)}</section>"
    sheet = sheet_of(exercise, article)
    listed = _items(unit, exercise, solved, sheet, _also(exercise, article, key, sheet, solved))
    return f"<section>{top}{listed}</section>"


def _by_hand(exercise: Exercise, solved: dict) -> str:
    rubric = "".join(f"<li>{escape(line)}</li>" for line in exercise.rubric)
    marks = f"<p><b>What you mark:</b></p><ul class=answers>{rubric}</ul>" if rubric else ""
    model = "".join(
        f"<p>{f'<b>{escape(question)}</b><br>' if question else ''}{'<br>'.join(map(escape, text.split(chr(10))))}</p>"
        for question, text in written_parts(exercise, {"answer": solved})
    )
    return marks + (f"<p><b>One answer of many:</b></p>{model}" if model else "")


def _also(exercise: Exercise, article: Article, key: dict, sheet: FormSheet | MarkSheet, solved: dict) -> dict[str, str]:
    """field → the other letters that the key takes as right, found by marking each."""
    if isinstance(sheet, MarkSheet):
        return {}
    found = {}
    for field in sheet.fields.values():
        if field["kind"] != "choice" or solved["fields"].get(field["id"]) is None:
            continue
        others = [
            f"{letter(n)} ({option['name']})"
            for n, option in enumerate(field["options"])
            if option["id"] != solved["fields"][field["id"]] and _is_right(exercise, article, key, field["id"], option["id"])
        ]
        if others:
            found[field["id"]] = f"Also right: {', '.join(others)}."
    return found


def _is_right(exercise: Exercise, article: Article, key: dict, field: str, value: str) -> bool:
    items = score_with(exercise, article, key, {"fields": {field: value}}).items
    return any(i.id == field and i.outcome == RIGHT for i in items)


def _items(unit: Unit, exercise: Exercise, solved: dict, sheet: FormSheet | MarkSheet, also: dict[str, str]) -> str:
    """Every item of the key in the order of the sheet: the answer as it is typed, and the sentences that a learner reads."""
    items = mark(unit, exercise, {"answer": solved}).told["items"]
    if isinstance(sheet, MarkSheet):
        rows = {(s["start"], s["end"]): sheet.write({"spans": [s]})[0] for s in solved["spans"]}
        placed = sorted(((i["start"] or 0, rows.get((i["start"], i["end"]), ""), i) for i in items), key=lambda p: p[0])
    else:
        rows = {name: sheet.write({"fields": {name: solved["fields"][name]}}) for name in sheet.number if name in solved["fields"]}
        placed = sorted(((sheet.number.get(i["field"], 0), "".join(rows.get(i["field"], [])), i) for i in items), key=lambda p: p[0])
    asked = {field["id"] for field in sheet.fields.values() if not field.get("optional")} if isinstance(sheet, FormSheet) else set()
    told = {i["field"] for i in items}
    bare = [row for name in rows if name in asked and name not in told for row in rows[name]]
    out, before = [], None
    for _, row, item in placed:
        code = f"<code>{escape(row)}</code> " if row and row != before else ""
        before = row
        out.append(f"<li>{code}{_said(item)} {escape(also.get(item['field'] or '', ''))}</li>")
    rest = f"<p>Typed for the rest: <code>{escape('; '.join(bare))}</code></p>" if bare else ""
    return f"<ul class=answers>{''.join(out)}</ul>{rest}"


def _said(item: dict) -> str:
    word = "" if item["word"] in WORDS else f"{escape(item['word'])}: "
    quote = f" <q>“{escape(item['quote'])}”</q>" if item["quote"] else ""
    sentences = " ".join([*item["sentences"], item["votes"]]).strip()
    return f"{word}<b>{escape(item['title'])}</b>{quote} {escape(sentences)}"
