"""What the page has at hand: the article beside an exercise, marks that are finished, pictures that come by themselves."""

from pathlib import Path

import pytest
from course import REPO

from helpers.errors import ExerciseError
from helpers.exercises import article_of, read_unit, type_of
from helpers.notebook import figures, session
from helpers.notebook.at_hand import at_hand

UNITS = [read_unit(REPO / "notebooks"), *(read_unit(p) for p in sorted((REPO / "solutions").iterdir()) if p.is_dir())]
ALL = [(unit, one) for unit in UNITS for one in unit.exercises]


@pytest.mark.parametrize(("unit", "one"), ALL, ids=lambda x: getattr(x, "assignment", None) or getattr(x, "id", ""))
def test_every_exercise_has_its_article_and_highlights_only_what_it_shows(unit, one, tmp_path):
    """All paragraphs with their offsets; what is highlighted lies in the article and gives nothing away."""
    article, kind = article_of(one), type_of(one.type)
    spec = {"shape": kind.shape, **kind.view(one, article)}
    told = at_hand(one, article, spec)
    if texts := kind.own_texts(one, article):
        read = "\n".join(p["text"] for p in told["paragraphs"])
        assert told["title"] and all(t["title"] in read and t["text"] in read for t in texts)
        return
    assert [p["text"] for p in told["paragraphs"]] == [article.text[p["start"] : p["start"] + len(p["text"])] for p in told["paragraphs"]]
    assert len(told["paragraphs"]) == len(article.paragraphs) and told["title"]
    fields = {f["id"] for b in spec.get("blocks", []) for f in b.get("fields") or []} | {""}
    shown = str(spec)
    for name, (start, end) in told["asked"].items():
        assert name in fields and 0 <= start < end <= len(article.text)
        assert kind.shape == "spans" or article.text[start:end] in shown or repr(article.text[start:end])[1:-1] in shown


def test_a_mark_without_its_voice_is_not_finished():
    """The voice is asked, the strength is not; a form counts its questions as before."""
    unit = next(u for u in UNITS if any(e.id == "words-mark" for e in u.exercises))
    mark = {"id": "1", "start": 0, "end": 3, "label": "emotive", "attrs": {}}
    assert session.count_unanswered(unit["words-mark"], {"spans": [mark, {**mark, "attrs": {"voice": "reporter"}}]}) == 1
    assert session.count_unanswered(unit["words-mark"], {"spans": []}) == 0
    assert session.count_unanswered(unit["words-fair"], {"fields": {}}) == 4


class Handle:
    """The place on the page where a picture stands."""

    def __init__(self):
        self.got = []

    def update(self, bundle, raw):
        self.got.append(bundle["text/html"])


@pytest.fixture
def figure():
    one = figures.Figure("strip", Path("."), ("a",))
    one.handle, one.stands = Handle(), {"text/html": "waits"}
    return one


def test_a_picture_is_put_in_its_place_only_when_it_changed(figure, monkeypatch):
    """The same picture again is not sent again."""
    monkeypatch.setattr(figure, "_bundle", lambda: {"text/html": "drawn"})
    figure.refresh()
    figure.refresh()
    assert figure.handle.got == ["drawn"]


def test_a_picture_that_cannot_be_drawn_disturbs_nobody(figure, monkeypatch):
    """What stands there stays, or a sentence says what is missing."""

    def broken():
        raise ZeroDivisionError

    monkeypatch.setattr(figure, "_bundle", broken)
    figure.refresh()
    assert figure.handle.got == []

    def waits():
        raise ExerciseError("This picture waits until you have said how sure you are.", "Answer first.")

    monkeypatch.setattr(figure, "_bundle", waits)
    figure.refresh()
    assert "This picture waits until you have said how sure you are." in figure.handle.got[0]


def test_several_changes_draw_one_picture_and_others_none(figure, monkeypatch):
    """After a rest; an exercise that is not in the picture does not start it."""
    monkeypatch.setattr(figures, "REST", 0.05)
    monkeypatch.setitem(figures._SHOWN, (Path("."), "strip", ("a",)), figure)
    drawn = []
    monkeypatch.setattr(figure, "_bundle", lambda: drawn.append(1) or {"text/html": "drawn"})
    for _ in range(5):
        figures.refresh_figures(Path("."), "a")
    figures.refresh_figures(Path("."), "other")
    figures.refresh_figures(Path("elsewhere"), "a")
    figure.timer.join(10)
    assert (len(drawn), figure.handle.got) == (1, ["drawn"])
