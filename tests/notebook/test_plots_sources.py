"""Pictures of sources: the text twin tells what the picture shows, sealed paragraphs stay sealed, the same data gives the same bytes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers.articles import codebook
from helpers.errors import ExerciseError
from helpers.exercises import article_of, key_of, read_unit, type_of
from helpers.notebook.plots import LABELS, picture
from helpers.notebook.plots.sources import HIDDEN, LOOK
from helpers.notebook.widgets.join import STATIC

LESSONS = Path(__file__).resolve().parents[2] / "notebooks"
CASES = [("strip", ("start-mark", "who-hook")), ("strip", ("who-kinds",)), ("told", ("who-told",)), ("people", ("who-people",))]


def drawn(name, ids):
    unit = read_unit(LESSONS)
    return unit, picture(name, unit, [unit[i] for i in ids])


def words(figure) -> str:
    return " ".join(t.get_text() for t in figure.axes[0].texts)


@pytest.mark.parametrize("name, ids", CASES)
def test_the_same_data_gives_the_same_bytes(name, ids):
    """A picture is drawn twice and does not change, so that a test or a diff can rely on it."""
    assert drawn(name, ids)[1].png() == drawn(name, ids)[1].png()


@pytest.mark.parametrize("name, ids", CASES)
def test_nothing_is_drawn_outside_the_picture(name, ids):
    """No words are cut off at an edge."""
    figure = drawn(name, ids)[1].figure
    figure.canvas.draw()
    page = figure.bbox
    for text in figure.axes[0].texts:
        at = text.get_window_extent()
        assert page.x0 <= at.x0 and at.x1 <= page.x1 and page.y0 <= at.y0 and at.y1 <= page.y1, text.get_text()


@pytest.mark.parametrize("ids", [c[1] for c in CASES if c[0] == "strip"])
def test_strip_and_its_twin_tell_every_source_of_the_open_paragraphs(ids):
    """Each core item's words and kind stand in the row of its paragraph; the picture shows the kind's number and name."""
    unit, strip = drawn("strip", ids)
    article = article_of(unit[ids[0]])
    numbers = {kind: str(n) for n, kind in enumerate(codebook.KINDS, 1)}
    for task in (unit[i] for i in ids):
        for item in key_of(unit, task)["items"]:
            if item["tier"] == "core":
                row = strip.rows[article.paragraph_of(item["spans"][0][0]) - 1][1]
                kind = item["right"][0]
                assert f"“{item['text']}”: {codebook.KINDS[kind].name}" in row
                seen = words(strip.figure).split().count(numbers[kind])  # on its stretch and in the legend, beside paragraph numbers
                assert seen >= 2 + (int(numbers[kind]) <= len(article.paragraphs)) and codebook.KINDS[kind].name in words(strip.figure)


def test_strip_shows_nothing_of_paragraphs_that_are_not_open():
    """Paragraphs 6 to 11 of the real article are graded elsewhere: here they are «yours to find», in the picture and in words."""
    unit, strip = drawn("strip", ("start-mark", "who-hook"))
    assert [row[1] for row in strip.rows[5:]] == [HIDDEN] * 6
    assert words(strip.figure).count(HIDDEN) == 6
    article = article_of(unit["who-hook"])
    for kind in ("officer", "local residents", "another resident"):
        assert kind not in strip.text().lower(), kind
    assert len(article.paragraphs) == len(strip.rows)


def test_told_and_people_twins_hold_what_the_picture_shows():
    """Every person in the picture is in the words, and every count too."""
    _, told = drawn("told", ("who-told",))
    said = told.text()
    assert all(" ".join(t.get_text().split()).strip("“” …")[:30] in said for t in told.figure.axes[0].texts if t.get_text())
    _, people = drawn("people", ("who-people",))
    assert people.alt.startswith("7 phrases, but no more than 4 voices")
    assert [r[1].count("“") for r in people.rows] == [2, 2, 2, 1]


def test_kinds_differ_without_colour():
    """Every kind has its own colour, that of its label button, and its own hatch: no meaning by colour alone."""
    assert list(LOOK) == list(codebook.KINDS) == [label["id"] for label in type_of("mark_sources").view(*hook())["labels"]]
    assert len({(c, g) for c, g, _ in LOOK.values()}) == len({h for *_, h in LOOK.values()}) == len(LOOK)
    css = (STATIC / "widget.css").read_text(encoding="utf-8")
    light = dict(re.findall(r"--wss-([ct]\d): (#\w+)", css[: css.index("data-jp-theme-light")]))
    long = lambda c: c if len(c) == 7 else "#" + "".join(2 * x for x in c[1:])  # noqa: E731
    assert [(long(light[f"c{n}"]), light[f"t{n}"]) for n in range(8)] == list(LABELS)


def hook():
    one = read_unit(LESSONS)["who-hook"]
    return one, article_of(one)


@pytest.mark.parametrize("name, ids", CASES)
def test_on_a_page_every_colour_has_a_name(name, ids):
    """Colours that the theme cannot change would be black on black: of those, the drawing holds none."""
    html = drawn(name, ids)[1].html()
    assert html == drawn(name, ids)[1].html()
    picture_ = html[html.index("<svg") : html.index("</svg>")]
    assert not re.findall(r"#[0-9a-f]{6}\b", picture_) and "var(--wss-f-ink)" in picture_
    assert "<script" not in html and "<metadata" not in html and len(html) < 200_000


def test_html_has_alt_text_and_the_twin_and_escapes():
    """The page carries alt text, a table with the same in words, an opaque ground; quotes in the article cannot break the markup."""
    _, strip = drawn("strip", ("start-mark", "who-hook"))
    html = strip.html()
    alt = re.search(r'aria-label="([^"]*)"', html).group(1)
    assert alt.startswith("The article as a strip of 11 paragraphs")
    assert html.count("<tr>") == 12 and "<details><summary>" in html
    assert strip.figure.get_facecolor()[3] == 1


@pytest.mark.parametrize(
    "name, ids, said",
    [
        ("strip", ("who-told",), "cannot be drawn from who-told"),
        ("told", ("who-hook",), "cannot be drawn from who-hook"),
        ("cake", ("who-hook",), "no picture “cake”"),
    ],
)
def test_odd_requests_get_a_sentence(name, ids, said):
    """A wrong name or a wrong kind of exercise is told in one sentence."""
    with pytest.raises(ExerciseError, match=said):
        drawn(name, ids)


def test_a_copy_without_the_key_says_so(monkeypatch):
    """A student's copy that holds no key of an exercise draws nothing of it."""
    monkeypatch.setattr("helpers.notebook.plots.keys.key_of", lambda unit, task: None)
    with pytest.raises(ExerciseError, match="not in this copy"):
        drawn("strip", ("who-hook",))
