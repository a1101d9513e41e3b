"""The name on the page beside the name of the file: shown, and a hint where the two do not fit."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import make_class
import pytest

from helpers.classbook import grade_class
from helpers.classbook.collect.signed import called_like, hint, signed
from helpers.classbook.report.report import report

SOLUTIONS = str(Path(__file__).resolve().parents[2] / "solutions")
UNIT = "01_who_says_so"


@pytest.mark.parametrize(
    "file", ["Jörg Müller", "Müller, Jörg", "mullerjorg", "joerg_mueller Jörg", "JÖRG", "s00012", "007", "Jörg Müller_4711"]
)
def test_the_same_person_in_another_spelling_is_no_hint(file):
    assert hint(file, "", "Jörg Müller", (UNIT,)) == ""


@pytest.mark.parametrize("file", ["Ann Lee", "Kim"])
def test_another_name_is(file):
    assert "signed “Jörg Müller”" in hint(file, "", "Jörg Müller", (UNIT,)) and hint(file, "", "", (UNIT,)) == ""


@pytest.mark.parametrize("file", [UNIT, f"{UNIT} (1)", f"Copy of {UNIT}", f"{UNIT}-hand-in"])
def test_a_file_called_like_the_unit_is_nobodys(file):
    assert "ask who handed it in" in hint(file, "", "", (UNIT,)) and "signed “Ann”" in hint(file, "", "Ann", (UNIT,))


def test_the_name_on_most_answers_counts_and_nothing_else_is_a_name():
    assert signed([{"name": "Ann"}, {"name": " Bo  Lee "}, {"name": "Bo Lee"}, {"name": 7}, {"name": " "}, {}]) == "Bo Lee"
    assert signed([]) == "" and len(signed([{"name": "x" * 900}])) == 80


def test_marks_show_it_and_a_report_without_names_does_not(tmp_path):
    course = make_class.read_course(SOLUTIONS, (UNIT,))
    answers = make_class.bank(course)
    for file, name in (("Ann Lee", "Jörg Müller"), (UNIT, "Zoë Brandt"), ("Kim Fox", "Kim")):
        found = {
            t.exercise.id: {**make_class.record(UNIT, t, answers[UNIT, t.exercise.id, "right"]), "name": name} for t in course.units[UNIT]
        }
        made = make_class.files(UNIT, make_class.released(UNIT), found, carried_only=False)
        make_class._write(tmp_path / "class" / f"{file}.zip", make_class._zip({f"{UNIT}/{n}": d for n, d in made.items()}))
    grade_class.grade([str(tmp_path / "class")], tmp_path / "marks.csv", SOLUTIONS, (UNIT,))
    rows = {r["learner"]: r for r in csv.DictReader(io.StringIO((tmp_path / "marks.csv").read_text(encoding="utf-8-sig")))}
    assert [rows[n]["signed"] for n in ("Ann Lee", UNIT, "Kim Fox")] == ["Jörg Müller", "Zoë Brandt", "Kim"]
    assert "see whose it is" in rows["Ann Lee"]["sentence"] and "called like the unit" in rows[UNIT]["sentence"]
    assert "signed" not in rows["Kim Fox"]["sentence"] and len({r["points"] for r in rows.values()}) == 1
    report(tmp_path / "marks.csv", tmp_path / "report", SOLUTIONS)
    assert not [n for p in (tmp_path / "report").iterdir() for n in ("Müller", "Brandt") if n in p.read_text(encoding="utf-8")]


@pytest.mark.parametrize("file", ["Lisa Forman", "Formánek", "Anna Formby-Clark"])
def test_a_name_that_begins_like_a_reading_check_is_a_name(file):
    assert not called_like(file, ["form_a", "form_b", "form_c", "01_who_says_so"])


@pytest.mark.parametrize("file", ["form_a (1)", "Kopie von form_b", "Form A", "FORMC", "01whosaysso-copy", "Copy of 01_who_says_so"])
def test_a_file_called_like_a_reading_check_says_no_name(file):
    assert called_like(file, ["form_a", "form_b", "form_c", "01_who_says_so"])
