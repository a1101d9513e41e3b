"""The quieter article from hand-out to report: the same unit, the same marks, whether on the page, on paper, or on both articles."""

from __future__ import annotations

import csv
import json
import re

import pytest
from course import REPO
from trial_answers import trial_answers

from helpers.__main__ import main
from helpers.answers import FOLDER, read_answers, write_chosen, write_record
from helpers.course.bundle import bundle
from helpers.course.paper.enter import form_of
from helpers.course.paper.notation import sheet_of
from helpers.exercises import article_of, key_of, read_unit
from helpers.notebook.handing_in import hand_in_bundle
from helpers.notebook.which_article import is_quiet, shown

NAMES = ["01_who_says_so", "02_weight_of_words", "03_can_it_be_checked", "04_write_it_better"]
units = pytest.mark.parametrize("unit", [read_unit(REPO / "solutions" / n) for n in NAMES], ids=lambda u: u.assignment)


def example(unit, one, which):
    return trial_answers(one, article_of(one), key_of(unit, one))[which]


def hand_in(folder, unit, answers: dict[str, dict]) -> None:
    """`answers`: exercise or stand-in → answer, as files of one learner."""
    for name, answer in answers.items():
        one = unit[name]
        head = {"schema": 1, "assignment": unit.assignment, "exercise": name, "type": one.type, "article": one.article}
        record = {**head, "sha256": article_of(one).sha256, "rev": 2, "writer": "t", "saved": "2026-11-22T08:00:00.000Z", "answer": answer}
        write_record(folder / unit.assignment / FOLDER / f"{name}.json", record)


def marks_of(path) -> dict[str, dict]:
    with open(path, encoding="utf-8-sig") as file:
        return {row["learner"]: row for row in csv.DictReader(file)}


@units
def test_one_class_on_two_articles(unit, tmp_path, capsys):
    """Full answers earn the same on either; with both, the better counts; the report has items of both, and each learner's page quotes what was read."""
    quiet = unit.quiet()
    full = {e.id: example(unit, e, "right") for e in unit.exercises}
    hand_in(tmp_path / "class" / "ann", unit, full)
    hand_in(tmp_path / "class" / "ben", unit, {e.id: example(unit, e, "right") for e in quiet.exercises})
    half = {e.id: example(unit, e, "half") for e in unit.exercises if unit.stand_in(e.id)}
    hand_in(tmp_path / "class" / "cyd", unit, {**{e.id: example(unit, e, "right") for e in quiet.exercises}, **half})
    out = tmp_path / "marks.csv"
    assert main(["grade", str(tmp_path / "class"), "--unit", unit.assignment, "--out", str(out)]) == 0
    marks = marks_of(out)
    assert {m["points"] for m in marks.values()} == {marks["ann"]["max_points"]}
    assert {m["answered"] for m in marks.values()} == {str(len(unit.exercises))}
    assert main(["report", str(out), "--out", str(tmp_path / "report")]) in (0, None)
    items = (tmp_path / "report" / "items.csv").read_text(encoding="utf-8-sig")
    assert "_quiet" in items
    assert main(["feedback", str(out), "--out", str(tmp_path / "pages")]) in (0, None)
    page = next(p for p in (tmp_path / "pages").rglob("*ben*.html")).read_text(encoding="utf-8")
    assert "Islamic State" not in page and "Mosul" not in page and re.search("Keystead|Almgate|managers|tenant", page)


@units
def test_handed_out_with_the_quieter_article(unit, tmp_path):
    """`bundle --quiet`: pages open with it; a learner may choose the other, and what somebody answered decides where nobody chose."""
    folder, _ = bundle(tmp_path / "dist", [unit.assignment], quiet=True)
    here = folder / "exercises" / unit.assignment
    theirs = read_unit(here)
    first = theirs.stand_ins[0].instead_of
    assert is_quiet(theirs, here) and shown(theirs, theirs[first], here) == theirs.stand_ins[0]
    write_chosen(here / FOLDER, "first")
    assert not is_quiet(theirs, here)


def test_the_choice_is_kept_and_answers_stay(tmp_path):
    unit = read_unit(REPO / "solutions" / NAMES[0])
    here = tmp_path / unit.assignment
    assert not is_quiet(unit, here)
    hand_in(tmp_path, unit, {"q2_quiet": example(unit, unit["q2_quiet"], "right")})
    assert is_quiet(unit, here), "only the quieter one is answered: the notebook came without its choice"
    write_chosen(here / FOLDER, "first")
    assert not is_quiet(unit, here) and "q2_quiet" in read_answers(here / FOLDER, unit.assignment)[0]


@units
def test_on_paper_too(unit, tmp_path, capsys):
    """`print --quiet` holds nothing of the war; what was typed in earns what the page gives."""
    folder, quiet = tmp_path / "in", unit.quiet()
    folder.mkdir()
    rows = ["learner: Ann"]
    for one in quiet.exercises:
        rows += [one.instead_of or one.id, *(r.replace("\n", "\n> ") for r in sheet_of(one).write(example(unit, one, "right")))]
    form_of(quiet, folder).write_text("\n".join(rows), encoding="utf-8")
    assert main(["enter", unit.assignment, str(folder), "--quiet"]) == 0, capsys.readouterr().out
    assert main(["grade", str(folder / "submitted"), "--unit", unit.assignment, "--out", str(tmp_path / "marks.csv")]) == 0
    (row,) = marks_of(tmp_path / "marks.csv").values()
    assert row["points"] == row["max_points"]


def test_the_workbook_of_the_quieter_article_holds_nothing_of_the_war(tmp_path, monkeypatch):
    monkeypatch.setattr("helpers.course.paper.verbs.to_pdf", lambda html, pdf: "No PDF in this test.")
    assert main(["print", NAMES[2], "--quiet", "--out", str(tmp_path)]) in (0, None)
    page = (tmp_path / f"{NAMES[2]}-quiet-a4.html").read_text(encoding="utf-8")
    assert "Keystead" in page and "Mosul" not in page and "Islamic State" not in page


def test_a_unit_without_one_says_so(tmp_path, capsys):
    assert main(["print", "05_the_whole_article", "--quiet", "--out", str(tmp_path)]) == 2
    assert "has no quieter article" in capsys.readouterr().err


def test_each_choice_is_one_cell_of_its_unit():
    for name in NAMES:
        for place in ("solutions", "exercises"):
            book = json.loads((REPO / place / name / f"{name}.ipynb").read_text(encoding="utf-8"))
            sources = ["".join(c["source"]) for c in book["cells"]]
            assert sources.count("from helpers.classroom import choose_article; choose_article()") == 1


def test_the_list_to_hand_in_calls_exercises_as_the_page_does(tmp_path):
    """Under its own sign (“q2”, not “q2_quiet”), and it says where the answer that counts was given on the other article."""
    unit = read_unit(REPO / "solutions" / NAMES[1])
    hand_in(tmp_path, unit, {"q2": example(unit, unit["q2"], "right")})
    write_chosen(tmp_path / unit.assignment / FOLDER, "quiet")
    listed = hand_in_bundle(unit, tmp_path / unit.assignment)["text/html"]
    assert "_quiet" not in listed and listed.count("answered (on the other article)") == 1
