"""A unit for a pencil: its texts with numbered lines, and every exercise in a form that needs no computer. Made from the views alone, so no key can get in."""

from __future__ import annotations

from html import escape
from math import ceil

from helpers.articles import Article, glossary, how_hard, provenance
from helpers.exercises import Exercise, Unit, article_of, type_of

from .fields import letter
from .forms import Form
from .notation import MarkSheet, lines_of, sheet_of
from .page import Look, page, text_to_mark, text_to_read


def workbook(unit: Unit, look: Look | None = None) -> str:
    """Return the HTML page of a unit's workbook."""
    names = text_names(unit)
    texts = "".join(_text(name, article) for article, name in names if not marked_only(unit, article))
    called, titles = {a.slug: name for a, name in names}, set()
    tasks = "".join(_exercise(unit, n, e, "" if _own(e) else called[e.article], titles) for n, e in enumerate(unit.exercises, 1))
    head = (
        f"<h1>{escape(unit.title)}</h1><p class=who>Name: <u></u> Class: <u></u> Date: <u></u></p>{_how(unit)}"
        f"<h2>The {'text' if len(names) == 1 else 'texts'}</h2>"
    )
    return page(unit.title, head + texts + tasks, look or Look())


def text_names(unit: Unit) -> list[tuple[Article, str]]:
    """Return the unit's articles in the order in which they are met, each with its name on paper: Text A, Text B."""
    met = {e.article: article_of(e) for e in unit.exercises if not _own(e)} or {e.article: article_of(e) for e in unit.exercises}
    if len(met) == 1:
        return [(next(iter(met.values())), "the text")]
    return [(article, f"Text {letter(n).upper()}") for n, article in enumerate(met.values())]


def _own(exercise: Exercise) -> bool:
    """Return whether an exercise shows texts of its own in place of its article."""
    return bool(type_of(exercise.type).own_texts(exercise, article_of(exercise)))


def _points(n: float) -> str:
    return f"{n:g} point{'s' * (n != 1)}"


def heading(number: int, exercise: Exercise) -> str:
    """Return an exercise's number, name and title, and what it is worth."""
    worth = [_points(exercise.points)] * bool(exercise.points)
    worth += [f"{_points(exercise.manual_points)} from your teacher"] * bool(exercise.manual_points)
    return (
        f"<h2>{number} · {escape(exercise.title)} <span class=points>[{escape(exercise.id)}] "
        f"{', '.join(worth) or 'practice, no marks'}</span></h2>"
    )


def _how(unit: Unit) -> str:
    marks = any("text" in sheet_of(e).view for e in unit.exercises)
    said = [
        "To <b>mark words</b>, draw under them in the text. Then write a line, the numbers of the first and the last word, and a number from the list: "
        "<code>12: 3-5 = 4</code> is line 12, words 3 to 5, number 4. A mark that goes on in the next line: <code>12: 9 - 13: 2 = 4</code>."
    ] * marks + [
        "To <b>choose</b>, tick the box. To change your mind, cross the box out and tick another one.",
        "To <b>write</b>, use the lines. What does not fit goes on a sheet of its own, with your name and the number of the question.",
    ]
    return "<div class=how><p><b>How to answer</b></p><ul>" + "".join(f"<li>{s}</li>" for s in said) + "</ul></div>"


def marked_only(unit: Unit, article: Article) -> bool:
    """Return whether a text is needed in its marking exercises alone, and most of it is printed there: then it is not printed twice."""
    its = [e for e in unit.exercises if e.article == article.slug]
    shown = sum(len(type_of(e.type).view(e, article)["text"]) for e in its if type_of(e.type).shape == "spans")
    return all(type_of(e.type).shape == "spans" for e in its) and len(its) == 1 and 2 * shown > len(article.text)


def _source(article: Article) -> str:
    """Where a text comes from, and what to expect of it."""
    about = article.about
    kind = "An invented article, written for this kit." if about.get("invented") else "A real article."
    source = " · ".join(escape(str(about[k])) for k in ("outlet", "date") if about.get(k))
    comes = "".join(f"<br><b>{escape(p['heading'])}:</b> {escape(' '.join(p['lines']))}" for p in provenance(about))
    return f"<p><small>{source}. {kind} {escape(how_hard(article))} {escape(about.get('content_note') or '')}{comes}</small></p>"


def _hard_words(article: Article) -> str:
    rows = "; ".join(f"<b>{escape(row['words'])}</b>: {escape(row['plain'])}" for row in glossary(article))
    return f"<p><small>Hard words in plain English. {rows}.</small></p>" if rows else ""


def _rights(article: Article) -> str:
    return f"<p><small>{escape(article.about.get('rights', ''))}</small></p>"


def _text(name: str, article: Article) -> str:
    top = f"<h3>{escape(name[0].upper() + name[1:])}: {escape(article.title)}</h3>{_source(article)}"
    text = text_to_read(lines_of(article), article.about.get("language", "en"))
    return f"<div class=source>{top}<div class=read>{text}</div>{_hard_words(article)}{_rights(article)}</div>"


def _exercise(unit: Unit, number: int, exercise: Exercise, name: str, titles: set[str]) -> str:
    article = article_of(exercise)
    sheet, lines = sheet_of(exercise, article), lines_of(article)
    about = "" if name in ("", "the text") else f" <small>({escape(name)})</small>"
    top = f"{heading(number, exercise)}<p class=ask>{escape(exercise.prompt)}{about}</p>"
    if not isinstance(sheet, MarkSheet):
        return f"<section>{Form(sheet, article, lines, name, titles).html(top)}</section>"
    if not marked_only(unit, article):
        return f"<section>{_marking(top, sheet, article)}</section>"
    top += f"<p><b>{escape(name)}: {escape(article.title)}</b></p>{_source(article)}"
    return f"<section>{_marking(top, sheet, article)}{_hard_words(article)}{_rights(article)}</section>"


def _marking(top: str, sheet: MarkSheet, article: Article) -> str:
    """The list of numbers, the passage with numbered words, and rows to write marks in: as many as the passage has lines, whatever its key."""
    labels = "".join(f"<li><b>{n}</b> {_named(one)}</li>" for n, one in enumerate(sheet.view["labels"], 1))
    sign = {one: x for x, one in sheet.letters.items()}
    more = ""
    for attribute in sheet.view.get("attributes") or []:
        options = " ".join(f"<b>{sign[attribute['id'], o['id']]}</b> {_named(o)}" for o in attribute["options"])
        more += f"<p class=legend>{escape(attribute['name'])} Write the letter behind the number: {options}</p>"
    prompt = f"<p class=note>{escape(sheet.view['prompt'])}</p>" if sheet.view.get("prompt") else ""
    rows = ceil(max(8, len(sheet.lines.within(sheet.start, sheet.end)) * 0.8))
    row = "<li><u></u>:<u></u>–<u></u>=<u></u></li>"
    text = text_to_mark(sheet.lines, sheet.start, sheet.end, article.about.get("language", "en"))
    return (
        f"<div class=keep>{top}{prompt}<ol class=labels>{labels}</ol>{more}"
        "<p class=caption>Beside the text, one row for each mark: line: words = number. One that goes on in the next line: 12: 9 – 13: 2 = 4.</p></div>"
        f"<div class=side>{text}<div><ul class=marks>{row * rows}</ul></div></div>"
    )


def _named(option: dict) -> str:
    hint = f" <small>({escape(option['hint'])})</small>" if option.get("hint") else ""
    return escape(option["name"]) + hint
