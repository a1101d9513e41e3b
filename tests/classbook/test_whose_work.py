"""A class is never one pupil; names are compared as people read them; the same saved answers of two are pointed out, and fuzzing finds nothing."""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from pathlib import Path

import fuzz_class
import make_class
import pytest
from hostile_class import UNIT, Maker, right_files

from helpers.__main__ import main
from helpers.classbook import grade_class
from helpers.classbook.collect.names import look_alike, odd_name
from helpers.classbook.keyed_course import read_course
from helpers.classbook.report.feedback_pages import pages
from helpers.classbook.report.report import report
from helpers.errors import KitError

REPO = Path(__file__).resolve().parents[2]
SOLUTIONS = str(REPO / "solutions")


@pytest.fixture(scope="module")
def m():
    return Maker(read_course(SOLUTIONS, (UNIT,)), Path())


def rows(path, tmp_path, **how) -> dict[str, dict]:
    grade_class.grade([str(path)], tmp_path / "out" / "marks.csv", SOLUTIONS, (UNIT,), **how)
    with open(tmp_path / "out" / "marks.csv", encoding="utf-8-sig", newline="") as file:
        return {r["learner"]: r for r in csv.DictReader(file)}


def by(m, number: int, **change) -> dict[str, dict]:
    """Right answers as another person would have saved them."""
    at = f"2026-11-22T08:{number:02}:00.000Z"
    return {n: {**r, "writer": f"{number:012x}", "saved": at, **change} for n, r in m.right.items()}


class TestLevels:
    def test_a_crowd_and_nothing_else_stops_the_run_and_says_what_it_saw(self, m, tmp_path, capsys):
        folder = tmp_path / "7A"
        for n in range(12):
            make_class._write(folder / UNIT / "answers" / "x" / f"{n}.ipynb", m.notebook(by(m, n)))
        assert main(["grade", str(folder), "--unit", UNIT, "--out", str(tmp_path / "marks.csv")]) == 2
        said = capsys.readouterr().err
        assert "12 notebooks by 12 different writers under “7A”: is this a class?" in said and "--class-per-folder" in said
        assert not list(tmp_path.glob("marks*"))

    def test_one_crowd_among_others_is_refused_and_the_class_goes_on(self, m, tmp_path):
        make_class._write(tmp_path / "c" / "ann" / f"{UNIT}.ipynb", m.notebook(by(m, 1)))
        for n in range(3):
            make_class._write(tmp_path / "c" / "7B" / f"p{n}.ipynb", m.notebook(by(m, n + 2)))
        found = rows(tmp_path / "c", tmp_path)
        assert float(found["ann"]["points"]) == m.less() and (found["7B"]["status"], found["7B"]["points"]) == ("unreadable", "")
        assert "“7B” holds 3 notebooks of one unit by 3 different writers: is this a class?" in found["7B"]["sentence"]

    def test_each_folder_a_class_where_the_teacher_says_so(self, m, tmp_path):
        """Classes of which one has a single hand-in cannot be told from learners by themselves."""
        for path in ("7A/ann.ipynb", "7A/bo.ipynb", "7B/cy.ipynb"):
            make_class._write(tmp_path / "c" / path, m.notebook(by(m, len(path) + ord(path[3]))))
        found = rows(tmp_path / "c", tmp_path, per_folder=True)
        assert {n: r["class"] for n, r in found.items()} == {"ann": "7A", "bo": "7A", "cy": "7B"}

    def test_a_copy_and_a_continuation_are_one_persons(self, m, tmp_path):
        old, new = by(m, 1), by(m, 2, rev=9)
        for path, records in (
            ("ann/monday.ipynb", old),
            ("ann/tuesday.ipynb", new),
            ("bo/a.ipynb", by(m, 5)),
            ("bo/b.ipynb", {**by(m, 5), "q2": by(m, 6)["q2"]}),
        ):
            make_class._write(tmp_path / "c" / path, m.notebook(records))
        found = rows(tmp_path / "c", tmp_path)
        assert {n: (r["status"], float(r["points"])) for n, r in found.items()} == {n: ("graded", m.less()) for n in ("ann", "bo")}

    def test_two_notebooks_that_a_platform_vouches_for(self, m, tmp_path):
        """One learner began anew on another computer: the one saved last counts as a whole, and it is said."""
        at = tmp_path / "c" / "Ann_7_assignsubmission_file_"
        make_class._write(at / "a.ipynb", m.notebook({**by(m, 1), "q2": {**by(m, 1)["q2"], "rev": 99, "answer": {"spans": []}}}))
        make_class._write(at / "b.ipynb", m.notebook(by(m, 2)))
        found = rows(tmp_path / "c", tmp_path)["Ann_7"]
        assert float(found["points"]) == m.less() and "they are not merged: the one saved last counts" in found["sentence"]

    def test_an_answers_folder_of_somebody_else(self, m, tmp_path):
        at = tmp_path / "c" / "ann" / UNIT
        for name, data in right_files(m).items():
            make_class._write(tmp_path / "c" / "ann" / name, data)
        make_class._write(at / f"{UNIT}.ipynb", m.notebook(by(m, 3)))
        found = rows(tmp_path / "c", tmp_path)["ann"]
        assert "the copy in the notebook were saved by different writers" in found["sentence"] and float(found["points"]) == m.less()


class TestTheSameAnswers:
    def test_are_pointed_out_in_marks_report_and_details_and_cost_nothing(self, m, tmp_path):
        for name, records in (("ann", by(m, 1)), ("ben", by(m, 1)), ("cy", by(m, 2))):
            make_class._write(tmp_path / "c" / f"{name}.ipynb", m.notebook(records))
        found = rows(tmp_path / "c", tmp_path)
        said = "The same saved answers as “{}”: it may be one computer used by two."
        assert said.format("ben") in found["ann"]["sentence"] and said.format("ann") in found["ben"]["sentence"]
        assert "same saved" not in found["cy"]["sentence"] and {float(r["points"]) for r in found.values()} == {m.less()}
        marks = tmp_path / "out" / "marks.csv"
        assert '"alike": ["ben"]' in marks.with_suffix(".details.jsonl").read_text(encoding="utf-8")
        page = report(marks, tmp_path / "r", SOLUTIONS, names=True).read_text(encoding="utf-8")
        assert said.format("ben") in page
        page = report(marks, tmp_path / "r", SOLUTIONS).read_text(encoding="utf-8")
        assert "The same saved answers as “Learner" in page and "ben" not in page.partition("</style>")[2].replace("benefit", "")
        pages(marks, tmp_path / "p", SOLUTIONS)
        assert "same saved" not in (tmp_path / "p" / "ann.html").read_text(encoding="utf-8")

    def test_one_shared_answer_is_enough_where_its_session_is_named(self, m, tmp_path):
        make_class._write(tmp_path / "c" / "ann.ipynb", m.notebook(by(m, 1)))
        make_class._write(tmp_path / "c" / "ben.ipynb", m.notebook({**by(m, 2), "q3": by(m, 1)["q3"]}))
        assert all("same saved answers" in r["sentence"] for r in rows(tmp_path / "c", tmp_path).values())


class TestNames:
    def test_a_name_taken_apart_and_the_roster_are_one_learner(self, m, tmp_path):
        name = "Jörg Müller"
        make_class._write(tmp_path / "c" / unicodedata.normalize("NFD", name) / f"{UNIT}.ipynb", m.notebook(m.right))
        found = rows(tmp_path / "c", tmp_path, roster=[{"learner": name}])
        assert {n: r["status"] for n, r in found.items()} == {name: "graded"}

    @pytest.mark.parametrize("encoding", ["utf-8", "cp437", "cp850"])
    @pytest.mark.parametrize("name", ["Müller Jörg", "Ångström Åsa", "Nuñez José"])
    def test_names_in_zips_without_the_flag(self, encoding, name, m, tmp_path):
        raw = name.encode(encoding)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for who in ("@" * len(raw), "Lee Ann"):
                archive.writestr(f"{who}/{UNIT}.ipynb", m.notebook(by(m, len(who))))
        (tmp_path / "c.zip").write_bytes(out.getvalue().replace(b"@" * len(raw), raw))
        assert set(rows(tmp_path / "c.zip", tmp_path)) == {name, "Lee Ann"}

    def test_letters_of_another_script_are_pointed_out(self, m, tmp_path):
        for n, name in enumerate(("Anna", "Аnna", "Сара", "José", "Ωmega")):
            make_class._write(tmp_path / "c" / f"{name}.ipynb", m.notebook(by(m, n)))
        found = rows(tmp_path / "c", tmp_path)
        assert "“А” in it is Cyrillic, and looks like a Latin letter" in found["Аnna"]["sentence"]
        assert "Another learner's name looks the same" in found["Anna"]["sentence"] if not found["Anna"]["learner"].isascii() else True
        assert not look_alike("Сара") and not look_alike("José") and not look_alike("Anna")

    def test_what_a_file_of_another_kind_is_called(self):
        wanted = {
            "fay.ipynb.download": "fay",
            "ann.ipynb (1)": "ann (1)",
            "x.tar.gz": "x",
            ".hidden": ".hidden",
            "ann_ipynb": "ann",
            "b.7z": "b",
        }
        assert {name: odd_name(name) for name in wanted} == wanted


def test_two_hundred_fuzzed_hand_ins_move_nobodys_mark():
    """1,000 and more: bench/fuzz_class.py."""
    assert fuzz_class.fuzz(200, seed=11) == []


def test_a_class_list_brings_lateness(m, tmp_path):
    make_class._write(tmp_path / "c" / "Ann_7_assignsubmission_file_" / f"{UNIT}.ipynb", m.notebook(m.right))
    sheet = "Identifier,Full name,Status,Grade,Last modified (grade)\nParticipant 7,Ann,Submitted for grading - 2 hours late,,-\n"
    (tmp_path / "sheet.csv").write_text(sheet, encoding="utf-8")
    assert (
        main(["grade", str(tmp_path / "c"), "--unit", UNIT, "--roster", str(tmp_path / "sheet.csv"), "--out", str(tmp_path / "m.csv")]) == 0
    )
    with open(tmp_path / "m.csv", encoding="utf-8-sig", newline="") as file:
        assert [r["late"] for r in csv.DictReader(file)] == ["late"]


def test_a_kit_error_names_the_folder(tmp_path):
    with pytest.raises(KitError, match="nothing at"):
        grade_class.grade([str(tmp_path / "no")], tmp_path / "m.csv", SOLUTIONS, (UNIT,))
