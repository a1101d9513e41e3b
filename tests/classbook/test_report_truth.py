"""What the report counts: found over every real one, answered or not; no percentage of a few; one page over several units."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from pathlib import Path

import make_class
import pytest

from helpers.__main__ import main
from helpers.classbook import grade_class
from helpers.classbook.report.learner import sides_of
from helpers.classbook.report.page import part_of, range_of
from helpers.classbook.report.report import report

SOLUTIONS = str(Path(__file__).resolve().parents[2] / "solutions")
UNIT = "01_who_says_so"


def words_of(path: Path) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8").split("</style>")[1])))


def rows(path: Path) -> list[dict]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def test_who_marks_one_thing_and_nothing_else_has_not_found_everything(tmp_path):
    """One right mark in q2, all else empty: of all that the unit holds, one is found, and the page says of how many."""
    course = make_class.read_course(SOLUTIONS, (UNIT,))
    tasks = {t.exercise.id: t for t in course.units[UNIT]}
    right = make_class.answer(tasks["q2"], "right")
    found = {"q2": make_class.record(UNIT, tasks["q2"], {"spans": right["spans"][:1]})}
    make_class.put(tmp_path / "class", "nbgrader", "kim", 0, UNIT, make_class.files(UNIT, make_class.released(UNIT), found, False))
    grade_class.grade([str(tmp_path / "class")], tmp_path / "marks.csv", SOLUTIONS, (UNIT,))
    report(tmp_path / "marks.csv", tmp_path / "r", SOLUTIONS)
    real = sum(sides_of(t)[0] for t in tasks.values())
    assert real > 20 and f"1 of {real}" in words_of(tmp_path / "r" / "report.html")
    assert float(rows(tmp_path / "r" / "learners.csv")[0]["found"]) == round(1 / real, 2)


def test_a_small_class_has_no_percentage_and_says_what_cannot_be_told(tmp_path):
    make_class.make(tmp_path / "class", 4, "nbgrader", (UNIT,), kinds=("right", "half", "wrong"))
    grade_class.grade([str(tmp_path / "class")], tmp_path / "marks.csv", SOLUTIONS, (UNIT,))
    page = words_of(report(tmp_path / "marks.csv", tmp_path / "r", SOLUTIONS))
    assert not re.search(r"\d of \d learners? \(\d+ %\)|of \d \(\d+ %\)", page)
    assert "cannot be told from 4 learners" in page and "4 marks out of 18 points: mean" in page and "alpha" not in page.lower()
    assert "Mean share" not in page


def test_a_class_of_thirty_has_ranges_and_reliability_in_words(tmp_path):
    make_class.make(tmp_path / "class", 30, "nbgrader", (UNIT,))
    grade_class.grade([str(tmp_path / "class")], tmp_path / "marks.csv", SOLUTIONS, (UNIT,))
    page = words_of(report(tmp_path / "marks.csv", tmp_path / "r", SOLUTIONS))
    assert re.search(r"30 marks out of 18 points: mean [\d.]+, median [\d.]+, from", page) and "the mean would be about" in page
    assert re.search(r"Cronbach’s alpha 0\.\d\d, \d+ items\): a mark of 70 % means about \d+ to \d+\.", page)
    items = rows(tmp_path / "r" / "items.csv")
    assert any(r["with_rest"] for r in items) and all(re.fullmatch(r"(\d+ to \d+ %)?", r["range"]) for r in items)


def test_no_question_is_empty(tmp_path):
    """“Read the words aloud” only where there are words."""
    units = ("01_who_says_so", "03_can_it_be_checked", "04_write_it_better", "06_machine_reader")
    make_class.make(tmp_path / "class", 6, "nbgrader", units, kinds=("wrong",))
    grade_class.grade([str(tmp_path / "class")], tmp_path / "marks.csv", SOLUTIONS, units)
    page = report(tmp_path / "marks.csv", tmp_path / "r", SOLUTIONS).read_text(encoding="utf-8")
    asked = [unescape(re.sub("<[^>]+>", "", a)) for a in re.findall(r'<p class="ask">(.*?)</p>', page)]
    assert len(asked) > 8 and all("“" in a for a in asked)


def test_progress_over_units(tmp_path, capsys):
    """The same twelve learners in two tables of marks: a row each, the change of those with both, and a report on each."""
    for unit in (UNIT, "02_weight_of_words"):
        make_class.make(tmp_path / unit, 12, "nbgrader", (unit,), kinds=("right", "half"))
        grade_class.grade([str(tmp_path / unit)], tmp_path / f"{unit}.csv", SOLUTIONS, (unit,))
    both = [str(tmp_path / f"{u}.csv") for u in (UNIT, "02_weight_of_words")]
    assert main(["report", *both, "--out", str(tmp_path / "r"), "--names"]) == 0
    page = words_of(tmp_path / "r" / "report.html")
    assert re.search(rf"{UNIT} → 02_weight_of_words 12 [+−]\d+ points of 100 [+−]\d+ to [+−]\d+", page), page
    assert len(rows(tmp_path / "r" / "progress.csv")) == 12 and (tmp_path / "r" / UNIT / "report.html").is_file()
    assert main(["report", both[0], both[0], "--out", str(tmp_path / "r2")]) == 2


def test_parts_and_ranges():
    assert part_of(3, 4) == "3 of 4" and part_of(12, 30) == "12 of 30 (40 %)" and range_of(3, 9) == ""
    assert range_of(12, 30) == "25 to 58 %"


@pytest.fixture(scope="module")
def half_open(tmp_path_factory):
    """Six learners: all leave one count of unit 1's q3 open, two the other, and all give one wrong answer."""
    folder = tmp_path_factory.mktemp("open")
    course = make_class.read_course(SOLUTIONS, (UNIT,))
    bank = make_class.bank(course)
    for n in range(6):
        found = {t.exercise.id: make_class.record(UNIT, t, bank[UNIT, t.exercise.id, "right"]) for t in course.units[UNIT]}
        fields = dict(found["q3"]["answer"]["fields"])
        counts = sorted(k for k, v in fields.items() if str(v).isdigit())
        fields.pop(counts[0])
        if n < 2:
            fields.pop(counts[1])
        fields["she"] = "not_shown"
        found["q3"]["answer"] = {"fields": fields}
        files = make_class.files(UNIT, make_class.released(UNIT), found, carried_only=False)
        make_class._write(folder / "class" / f"L{n}.zip", make_class._zip({f"{UNIT}/{k}": d for k, d in files.items()}))
    grade_class.grade([str(folder / "class")], folder / "marks.csv", SOLUTIONS, (UNIT,))
    return words_of(report(folder / "marks.csv", folder / "report", SOLUTIONS))


class TestWhatWasLeftOpen:
    """A question that nobody answered is not one that everybody got wrong."""

    def test_the_page_says_that_it_was_left_open(self, half_open):
        assert "Left open by all 6 learners who read this exercise." in half_open
        assert "how many people without a name can have spoken to the newspaper? 0 of 6" not in half_open

    def test_what_was_answered_wrongly_comes_before_what_was_left_open(self, half_open):
        assert -1 < half_open.index("6 of 6 learners find") < half_open.index("Who is this") < half_open.index("Left open by")

    def test_the_question_asks_for_what_was_missing_and_not_for_other_answers(self, half_open):
        around = half_open[half_open.index("Left open by") - 300 : half_open.index("Left open by") + 900]
        assert "what would you have to look for to answer it" in around and "answered this otherwise" not in around
