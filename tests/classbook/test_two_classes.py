"""A teacher has two classes, or two units, and their tables lie in one folder: nothing that is made for one takes the place of the other's."""

import csv
import io
from pathlib import Path

import make_class
import pytest

from helpers.__main__ import main

REPO = Path(__file__).resolve().parents[2]
SOLUTIONS = str(REPO / "solutions")
UNIT = "01_who_says_so"
CLASSES = {"7a": ("Anna Berg", "Ben Okafor"), "7b": ("Paula Díaz", "Özgür Çelik")}


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """Two folders of two learners; q9 is the teacher's, with 4 points."""
    folder = tmp_path_factory.mktemp("two")
    course = make_class.read_course(SOLUTIONS, (UNIT,))
    answers = make_class.bank(course)
    found = {t.exercise.id: make_class.record(UNIT, t, answers[UNIT, t.exercise.id, "right"]) for t in course.units[UNIT]}
    files = make_class.files(UNIT, make_class.released(UNIT), found, carried_only=False)
    for name, learners in CLASSES.items():
        for learner in learners:
            make_class._write(folder / name / f"{learner}.zip", make_class._zip({f"{UNIT}/{n}": d for n, d in files.items()}))
    return folder


@pytest.fixture
def evening(handed_in, tmp_path, monkeypatch, capsys):
    """Both classes marked, as a teacher types it: in one folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    for name in CLASSES:
        assert main(["grade", str(handed_in / name), "--unit", UNIT, "--out", f"{name}.csv"]) == 0
    capsys.readouterr()
    return tmp_path


def rows(path: Path) -> list[dict]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def pages_of(folder: Path) -> str:
    return "".join(p.read_text(encoding="utf-8") for p in folder.rglob("*.html") if "Your results" in p.read_text(encoding="utf-8"))


class TestNothingTakesAnothersPlace:
    def test_pages_of_both_classes_stay(self, evening):
        for name in CLASSES:
            assert main(["feedback", f"{name}.csv"]) == 0
        said = pages_of(evening)
        assert all(f"Your results: {who}" in said for learners in CLASSES.values() for who in learners)

    def test_reports_of_both_classes_stay(self, evening, capsys):
        for name in CLASSES:
            assert main(["report", f"{name}.csv", "--names"]) == 0
        said = "".join(p.read_text(encoding="utf-8") for p in evening.rglob("learners.csv"))
        assert all(who in said for learners in CLASSES.values() for who in learners)
        assert len(list(evening.rglob("report.html"))) == 2

    def test_what_is_made_lies_beside_the_marks_and_the_first_class_has_the_plain_names(self, handed_in, tmp_path, monkeypatch, capsys):
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "here").mkdir()
        monkeypatch.chdir(tmp_path / "here")
        marks = tmp_path / "elsewhere" / "marks.csv"
        assert main(["grade", str(handed_in / "7a"), "--unit", UNIT, "--out", str(marks)]) == 0
        assert main(["report", str(marks)]) == 0 and main(["feedback", str(marks)]) == 0
        assert (marks.parent / "report" / "report.html").is_file() and len(list((marks.parent / "feedback_pages").iterdir())) == 2
        assert not list((tmp_path / "here").iterdir())

    def test_what_goes_from_a_named_folder_is_told(self, evening, capsys):
        assert main(["feedback", "7a.csv", "--out", "pages"]) == 0
        assert "went" not in capsys.readouterr().out
        assert main(["feedback", "7b.csv", "--out", "pages"]) == 0
        assert "2 older pages of other learners that lay there went" in capsys.readouterr().out


class TestGivenPoints:
    def test_two_classes_share_a_table_of_points(self, evening, capsys):
        """Rows of both are offered in one given.csv; filled in, each class takes its own and leaves the other's."""
        for name in CLASSES:
            assert main(["report", f"{name}.csv"]) == 0
        text = (evening / "given.csv").read_text(encoding="utf-8-sig")
        assert all(text.count(f"{who},{UNIT},q9") == 1 for learners in CLASSES.values() for who in learners)
        filled = text.replace(f"{UNIT},q9,,", f"{UNIT},q9,3,")
        (evening / "given.csv").write_text(filled, encoding="utf-8-sig")
        for name, learners in CLASSES.items():
            assert main(["gradebook", f"{name}.csv", "--to", "table", "--out", f"{name}.table.csv"]) == 0
            assert {r["learner"]: r["given"] for r in rows(evening / f"{name}.table.csv")} == dict.fromkeys(learners, "3")
        for name in CLASSES:
            assert main(["report", f"{name}.csv"]) == 0
        assert (evening / "given.csv").read_text(encoding="utf-8-sig") == filled

    def test_a_name_that_nobody_has_is_still_told(self, evening, capsys):
        (evening / "given.csv").write_text("learner,exercise,points,comment\nAna Burg,q9,2,\n", encoding="utf-8")
        assert main(["feedback", "7a.csv"]) == 2
        assert "Nearest: Anna Berg" in capsys.readouterr().err

    def test_one_name_in_two_classes_takes_nobodys_points(self, handed_in, evening, capsys):
        """Anna Berg is in both classes with other words: a row for her cannot say which of them it is; a table called after its marks can."""
        other = evening / "7c"
        course = make_class.read_course(SOLUTIONS, (UNIT,))
        answers = make_class.bank(course)
        found = {t.exercise.id: make_class.record(UNIT, t, answers[UNIT, t.exercise.id, "right"]) for t in course.units[UNIT]}
        found["q9"]["answer"]["fields"] = {k: f"{v} Twice." for k, v in found["q9"]["answer"]["fields"].items()}
        files = make_class.files(UNIT, make_class.released(UNIT), found, carried_only=False)
        make_class._write(other / "Anna Berg.zip", make_class._zip({f"{UNIT}/{n}": d for n, d in files.items()}))
        assert main(["grade", "7c", "--unit", UNIT, "--out", "7c.csv"]) == 0
        (evening / "given.csv").write_text("learner,exercise,points,comment\nAnna Berg,q9,2,\n", encoding="utf-8")
        for name in ("7a", "7c"):
            assert main(["feedback", f"{name}.csv"]) == 2
            said = capsys.readouterr().err
            assert "“Anna Berg”" in said and "7a" in said and "7c" in said and f"{name}.given.csv" in said
        (evening / "given.csv").rename(evening / "7a.given.csv")
        for name in ("7a", "7c"):
            assert main(["gradebook", f"{name}.csv", "--to", "table", "--out", f"{name}.table.csv"]) == 0
        assert rows(evening / "7a.table.csv")[0]["given"] == "2" and rows(evening / "7c.table.csv")[0]["given"] == ""

    def test_the_same_class_marked_twice_is_no_other_class(self, handed_in, evening):
        assert main(["grade", str(handed_in / "7a"), "--unit", UNIT, "--out", "again.csv"]) == 0
        (evening / "given.csv").write_text("learner,exercise,points,comment\nAnna Berg,q9,2,\n", encoding="utf-8")
        assert main(["feedback", "7a.csv"]) == 0 == main(["feedback", "again.csv"])
