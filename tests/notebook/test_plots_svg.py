"""Pictures where there is no matplotlib: the same words in the same places, in one element that a browser draws."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from test_plots_sources import LESSONS

from helpers.articles import codebook
from helpers.exercises import key_of, read_unit, type_of
from helpers.notebook import plots
from helpers.notebook.plots import picture
from helpers.notebook.plots import plain_svg as svg
from helpers.notebook.plots.themed import STYLE

PICTURES = {
    "strip": ("start-mark", "who-hook"),
    "told": ("who-told",),
    "people": ("who-people",),
    "voices": ("words-voice",),
    "mine": ("words-mark",),
    "verdicts": ("check-desk",),
    "calibration": ("check-desk",),
    "ceiling": (),
}
NS = {"s": "http://www.w3.org/2000/svg"}


@pytest.fixture
def answered(tmp_path, monkeypatch):
    """A lesson folder in which the exercises are answered as the key does: two pictures show the learner’s own answers."""
    import json
    import shutil

    for name in ("exercises.json", "open_keys.json"):
        shutil.copy(LESSONS / name, tmp_path / name)
    unit = read_unit(tmp_path)
    (tmp_path / "answers").mkdir()
    for ids in PICTURES.values():
        for name in ids:
            task, key = unit[name], key_of(unit, unit[name])
            record = {"schema": 1, "assignment": unit.assignment, "exercise": name, "type": task.type, "article": task.article, "rev": 1}
            answer = type_of(task.type).solved(task, key)
            (tmp_path / "answers" / f"{name}.json").write_text(json.dumps({**record, "sha256": "", "answer": answer}))
    monkeypatch.chdir(tmp_path)
    return unit


def both(unit, name, ids, monkeypatch):
    tasks = [unit[i] for i in ids]
    real = picture(name, unit, tasks)
    with monkeypatch.context() as without:
        without.setattr(plots, "_drawing", lambda: svg)
        return real, picture(name, unit, tasks)


@pytest.mark.parametrize("name", PICTURES)
def test_both_outputs_say_the_same_in_the_same_places(name, answered, monkeypatch):
    """Every text that matplotlib draws stands in the SVG, at the same place; bars and lines are as many; the twin in words is the same."""
    real, drawn = both(answered, name, PICTURES[name], monkeypatch)
    axes = real.figure.axes[0]
    wanted = [(round(x, 6), round(y, 6), t.get_text()) for t in axes.texts for x, y in [t.get_position()] if t.get_text()]
    assert wanted and [(round(x, 6), round(y, 6), words) for x, y, words in drawn.figure.axes.words if words] == wanted
    page = ET.fromstring(f"<div>{drawn.html()}</div>")
    ground, *_ = shapes = page.findall(".//s:svg/s:rect", NS)
    assert ground.get("width") == f"{real.figure.get_figwidth() * 72:.2f}"
    assert len([s for s in shapes[1:] if "url(" not in s.get("fill")]) >= len(axes.patches)
    assert "#111111" not in drawn.html().partition("</style>")[2]  # its colours are named: it follows light, dark and forced colours
    assert (drawn.alt, drawn.rows, drawn.title) == (real.alt, real.rows, real.title)


@pytest.mark.parametrize("name", PICTURES)
def test_the_element_is_whole_and_told(name, answered, monkeypatch):
    """It is well-formed, a picture with a name for screen readers; what it refers to is defined in it; drawn again it has the same bytes.
    However narrow the page, its smallest letters are 12 pixels high: it slides instead of shrinking."""
    _, drawn = both(answered, name, PICTURES[name], monkeypatch)
    source = drawn.figure.svg(drawn.alt)
    top = ET.fromstring(source)
    assert top.get("role") == "img" and top.get("aria-label") == drawn.alt
    shrinks = float(re.search(r"min-width: (\d+)rem", STYLE)[1]) * 16 / float(top.get("viewBox").split()[2])
    assert min(float(t.get("font-size")) for t in top.iter(f"{{{NS['s']}}}text")) * shrinks >= 12
    defined = {e.get("id") for e in top.iter() if e.get("id")}
    used = {v[v.index("#") + 1 : -1] for e in top.iter() for v in e.attrib.values() if "url(#" in v}
    assert used == defined
    assert both(answered, name, PICTURES[name], monkeypatch)[1].figure.svg(drawn.alt) == source


def test_words_from_elsewhere_are_words():
    """Markup in a text is shown, not obeyed."""
    figure = svg.Figure((2, 1))
    figure.add_axes(None).text(1, 0.5, "<script>&'\"")
    top = ET.fromstring(figure.svg("“<b>' & \""))
    assert [t.text for t in top.iter("{http://www.w3.org/2000/svg}tspan")] == ["<script>&'\""] and top.get("aria-label") == "“<b>' & \""


def test_kinds_have_hatches():
    """Whatever hatch a kind’s look names is known to the stand-in."""
    from helpers.notebook.plots.sources import LOOK

    assert set(LOOK) >= set(codebook.KINDS) and {look[-1][0] for look in LOOK.values() if look[-1]} <= set(svg._HATCH)
