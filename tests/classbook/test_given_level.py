"""Whatever level of a class is given, a learner is found by the right name, or the run stops with a sentence: a class is never one pupil."""

from __future__ import annotations

import csv
import os
import shutil
from pathlib import Path

import make_class
import pytest

from helpers.__main__ import main
from helpers.answers import file_part
from helpers.classbook.collect.find import submissions
from helpers.classbook.collect.names import without_unit
from helpers.errors import KitError

UNIT = "01_who_says_so"
OLDER = (
    "Version 1",
    "Revision 1",
    "Feedback Attachment",
    "attempt_2026-11-21",
)  # whoever gives these by name gets these, broken as they are here


@pytest.fixture(scope="module")
def classes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("levels")
    for layout in make_class.LAYOUTS:
        make_class.make(folder / layout, 8, layout, (UNIT,))
    return folder


def marks(path: Path, out: Path) -> dict[str, tuple] | None:
    """Learner → status and points, or None where the run stopped."""
    shutil.rmtree(out, ignore_errors=True)
    if main(["grade", str(path), "--unit", UNIT, "--out", str(out / "m.csv")]):
        return None
    with open(out / "m.csv", encoding="utf-8-sig", newline="") as file:
        return {r["learner"]: (r["status"], r["points"]) for r in csv.DictReader(file)}


def ends(folder: Path) -> list[Path]:
    """The first and the last of what lies in a folder, and of what lies in these."""
    kids = sorted(folder.iterdir())
    kids = kids if len(kids) < 3 else [kids[0], kids[-1]]
    return kids + [below for kid in kids if kid.is_dir() for below in ends(kid)]


@pytest.mark.parametrize("layout", make_class.LAYOUTS)
def test_too_low_gives_these_learners_or_a_sentence(classes, layout, tmp_path, capsys):
    right = marks(classes / layout, tmp_path / "out")
    assert len(right) == 8
    for path in ends(classes / layout):
        capsys.readouterr()
        where = str(path.relative_to(classes))
        got = marks(path, tmp_path / "out")
        if got is None:
            said = capsys.readouterr().err
            assert path.suffix in (".json", ".html", ".csv", ".txt", ".xlsx") or "Working files" in where, where
            assert "Give " in said and "Traceback" not in said, where
            continue
        short = {name.removeprefix("who-says-so-"): mark for name, mark in got.items()}  # below a repository the task's name may stay
        assert short and short.keys() <= right.keys(), (where, got)
        if not any(old in where for old in OLDER) and path.suffix != ".ipynb":  # a notebook alone may lack the answers beside it
            assert short.items() <= right.items(), where


def test_what_lies_beside_the_hand_ins_is_refused_with_the_right_folder(classes):
    with pytest.raises(KitError, match="“Working files” is not what learners handed in") as stopped:
        submissions([str(classes / "teams" / "Working files")], {UNIT})
    assert str(classes / "teams" / "Submitted files") in str(stopped.value)


class TestCourse:
    @pytest.fixture
    def course(self, classes, tmp_path):
        """A folder as nbgrader keeps it."""
        course = tmp_path / "up" / "course"
        shutil.copytree(classes / "nbgrader", course / "submitted")
        for name in ("source", "release", "autograded"):
            (course / name / UNIT).mkdir(parents=True)
        for name in ("nbgrader_config.py", "gradebook.db", "Makefile", "lock.txt"):
            (course / name).write_text("x")
        (course / "dist" / UNIT).mkdir(parents=True)
        (course / "dist" / UNIT / "a.txt").write_text("x")
        return course

    @pytest.mark.parametrize("kit", [False, True])
    @pytest.mark.parametrize("level", [".", "..", "submitted"])
    def test_the_class_is_found_again(self, course, classes, tmp_path, level, kit):
        """Also where the course is the kit's own repository."""
        for name in ("helpers", "exercises", "solutions", "articles", "notebooks") if kit else ():
            (course / name / UNIT).mkdir(parents=True)
            (course / name / UNIT / f"{UNIT}.ipynb").write_text("{}")
        got = marks(Path(os.path.normpath(course / level)), tmp_path / "out")
        assert got == marks(classes / "nbgrader", tmp_path / "out")

    def test_beside_submitted_nothing_is_a_hand_in(self, course, tmp_path, capsys):
        (course / "autograded" / UNIT / "x").mkdir()
        assert marks(course / "autograded", tmp_path / "out") is None
        assert f"Give {course / 'submitted'}, which lies beside it" in capsys.readouterr().err

    def test_a_learner_among_others_makes_no_class(self, course, classes, tmp_path):
        """A hand-in in the shape of a course is one learner's, beside others."""
        shutil.copytree(classes / "nbgrader", tmp_path / "c")
        shutil.copytree(course, tmp_path / "c" / "mallory")
        found = {s.learner for s in submissions([str(tmp_path / "c")], {UNIT})}
        assert found == {*(s.learner for s in submissions([str(classes / "nbgrader")], {UNIT})), "mallory"}


def test_classes_called_like_repositories_stay_classes(classes, tmp_path):
    for letter in "abc":
        shutil.copytree(classes / "notebooks", tmp_path / f"who-says-so-year-7{letter}")
    assert len(submissions([str(tmp_path / "who-says-so-year-7b")], {UNIT})) == 8


class TestNamesOfFiles:
    """What the Hand in button calls a file, and what people make of it, names the learner and not the unit."""

    def test_zips_by_mail(self, classes, tmp_path):
        """Two units of one learner are one learner; two files of one name stay two; one that is called like the unit alone is told."""
        data = sorted((classes / "zips").iterdir())
        for n, name in enumerate(
            (
                f"Ann-Lee-{UNIT}-hand-in.zip",
                f"Ann-Lee-{UNIT}-hand-in (1).zip",
                "Ann-Lee-02_weight_of_words-hand-in.zip",
                f"{UNIT} Hana Sato.zip",
                f"Müller_{UNIT}.zip",
                f"{UNIT}-hand-in (5).zip",
                f"Copy of {UNIT}.zip",
            )
        ):
            (tmp_path / "in").mkdir(exist_ok=True)
            shutil.copy(data[n], tmp_path / "in" / name)
        got = marks(tmp_path / "in", tmp_path / "out")
        assert set(got) == {"Ann-Lee", "Ann-Lee (1)", "Hana Sato", "Müller", f"{UNIT}-hand-in (5)", f"Copy of {UNIT}"}
        with open(tmp_path / "out" / "m.csv", encoding="utf-8-sig", newline="") as file:
            told = {r["learner"]: r["sentence"] for r in csv.DictReader(file)}
        assert {n for n, s in told.items() if "Call the file after its learner, and mark again." in s} == {
            f"{UNIT}-hand-in (5)",
            f"Copy of {UNIT}",
        }

    @pytest.mark.parametrize(
        ("name", "learner"),
        [
            (f"{UNIT}_hana", "hana"),
            (f"Jean-Luc {UNIT}", "Jean-Luc"),
            (f"{UNIT} - Kopie (2)", f"{UNIT} - Kopie (2)"),
            (f"{UNIT}-hand-in", f"{UNIT}-hand-in"),
            ("Ann Lee", "Ann Lee"),
            (f"{UNIT} (3)", f"{UNIT} (3)"),
        ],
    )
    def test_a_name_and_the_unit(self, name, learner):
        assert without_unit(name, [UNIT, "02_weight_of_words"]) == learner

    def test_as_the_page_names_it(self, tmp_path):
        """Whatever name a learner types, the file that the page makes gives it back."""
        for typed in ("Ann Lee", "Łukasz Nowak-Ek", "李 小龍", "O'Neill"):
            assert without_unit(f"{file_part(typed)}-{UNIT}-hand-in", [UNIT]) == file_part(typed)


def test_what_comes_next_is_said_as_it_can_be_typed(classes, tmp_path, capsys):
    assert main(["grade", str(classes / "zips"), "--unit", UNIT, "--out", str(tmp_path / "my marks.csv")]) == 0
    out = capsys.readouterr().out
    assert f'Next: who-says-so report "{tmp_path / "my marks.csv"}", then who-says-so feedback' in out
    (tmp_path / "empty").mkdir()
    assert main(["grade", str(tmp_path / "empty"), "--unit", UNIT, "--out", str(tmp_path / "no.csv")]) == 0
    assert "Next" not in capsys.readouterr().out


def test_folders_are_classes_only_at_the_level_that_was_given(classes, tmp_path):
    """With --class-per-folder: learners’ own folders, and Teams’ tasks and versions in them, are no classes."""
    for name in ("7A", "7B"):
        shutil.copytree(classes / "teams", tmp_path / name)
    found = submissions([str(tmp_path)], {UNIT}, per_folder=True)
    assert {s.group for s in found} == {"7A", "7B"} and len(found) == 16
