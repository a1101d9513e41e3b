"""One hand-in touches nobody else's: every learner but one attacks, and that one's mark is what it is alone. Nobody is dropped, nothing hangs."""

from __future__ import annotations

import csv
import io
import json
import time
import zipfile
from pathlib import Path

import hostile_class
import make_class
import pytest
from hostile_class import UNIT, Maker

from helpers.answers import MIME
from helpers.classbook import grade_class
from helpers.classbook.collect import limits
from helpers.classbook.collect.find import submissions
from helpers.classbook.collect.records import collect_answers
from helpers.classbook.collect.salvage import salvaged
from helpers.classbook.keyed_course import read_course

REPO = Path(__file__).resolve().parents[2]
SOLUTIONS = str(REPO / "solutions")
HONEST = 4000  # the number by which a platform knows the learner who does not attack
LAYOUTS = ("nbgrader", "zips", "notebooks", "moodle", "moodle flat", "canvas", "class zip", "moodle zip")


@pytest.fixture(scope="module")
def m():
    return Maker(read_course(SOLUTIONS, (UNIT,)), Path())


def rows(path, tmp_path, **how) -> list[dict]:
    grade_class.grade([str(path)], tmp_path / "out" / "marks.csv", SOLUTIONS, (UNIT,), **how)
    with open(tmp_path / "out" / "marks.csv", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def packed(made: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in made.items():
            archive.writestr(name, data)
    return out.getvalue()


def wrong(m, writer: str = "0123456789ab", rev: int = 2**53 - 1) -> dict[str, dict]:
    """Empty answers with a count of changes that no honest answer reaches."""
    return {n: {**r, "rev": rev, "writer": writer, "saved": "2099-01-01T00:00:00.000Z", "answer": {}} for n, r in m.right.items()}


def answers(records: dict[str, dict], at: str = "") -> dict[str, bytes]:
    return {f"{at}{UNIT}/answers/{n}.json": json.dumps(r).encode() for n, r in records.items()}


def attacks(m) -> dict[str, dict[str, bytes]]:
    """What an attacker puts into the own container, by kind: path → bytes."""
    bad, victim = wrong(m), f"Hal Honest_{HONEST}_assignsubmission_file_"
    crowd = {
        f"{n}.ipynb": m.notebook({k: {**r, "writer": f"{i:012x}"} for k, r in m.right.items()})
        for i, n in enumerate(("honest", "ann", "bo"))
    }
    return {
        "another's folder": answers(bad, "honest/"),
        "another's folder, and one name of Moodle": {**answers(bad, "honest/"), f"{victim}x.json": b"{}"},
        "Moodle's names": answers(bad, f"{victim}/"),
        "Moodle's names, flat": {f"{victim}{UNIT}.ipynb": m.notebook(bad), "Ann Lee_1_assignsubmission_file_x.ipynb": m.notebook(bad)},
        "Canvas' names": {f"honesthal_{HONEST}_77_{n}.json": json.dumps(r).encode() for n, r in bad.items()},
        "a class": crowd,
        "a class in submitted": {f"submitted/{n}/{UNIT}/{UNIT}.ipynb": d for n, d in crowd.items()},
        "answers beside its own": {**answers(m.right), **answers(bad, "submitted/honest/")},
        "a way out": answers(bad, "../honest/"),
        "Teams' folders": {f"Submitted files/honest/Task/Version 9/{n}": d for n, d in crowd.items()},
        "an attempt": {f"Unit_honest_attempt_2099-01-01-00-00-00_{UNIT}.ipynb": m.notebook(bad)},
        "a damaged notebook": {f"{UNIT}.ipynb": (b'{"cells": [' + b'{"%s": {"a": ' % MIME.encode()) * 3000},
        "an answer that is none": {f"{UNIT}/answers/{'../' * 3}honest.json": b"{}"},
        "a zip in its zip": {"honest.zip": packed(answers(bad, "honest/"))},
    }


def put(folder: Path, layout: str, name: str, number: int, made: dict[str, bytes], upload: str = "") -> None:
    inside = {n.replace("../", ""): d for n, d in made.items()}
    moodle = f"{name.title()} X_{number}_assignsubmission_file_"
    if layout in ("nbgrader", "class zip", "moodle", "moodle zip"):
        at = folder / (name if layout in ("nbgrader", "class zip") else moodle)
        for path, data in inside.items():
            make_class._write(at / path, data)
    elif layout == "notebooks" and len(made) == 1 and next(iter(made)).endswith(".ipynb"):
        make_class._write(folder / f"{name}.ipynb", next(iter(made.values())))
    elif layout in ("zips", "notebooks"):
        make_class._write(folder / f"{name}.zip", packed(made))
    elif layout == "moodle flat":
        make_class._write(folder / f"{moodle}{upload or 'work'}.zip", packed(made))
    else:
        make_class._write(folder / f"{name}x_{number}_7{number}_{upload or 'work'}.zip", packed(made))


def honest_files(m, layout: str) -> dict[str, bytes]:
    return (
        {f"{UNIT}.ipynb": m.notebook(m.changed("q2", {"spans": []}))} if layout == "notebooks" else answers(m.changed("q2", {"spans": []}))
    )


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_learner_but_one_attacks(m, layout, tmp_path):
    """All kinds at once, the honest learner in the middle: the mark is the one that the same files have alone, and nobody is lost."""
    folder = tmp_path / "class"
    kinds = attacks(m)
    put(folder, layout, "honest", HONEST, honest_files(m, layout))
    for number, made in enumerate(kinds.values()):
        upload = f"Hal Honest_{HONEST}_assignsubmission_file_x" if number % 2 else f"honest_{HONEST}_7_x"
        put(folder, layout, f"{'azm'[number % 3]}{number:03}", 100 + number, made, upload)
    given = folder
    if layout.endswith("zip"):
        given = tmp_path / "download.zip"
        given.write_bytes(packed({p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}))
    found = rows(given, tmp_path)
    assert len(found) == len(kinds) + 1, [r["learner"] for r in found]
    own = [r for r in found if "onest" in r["learner"]]
    assert [(r["status"], float(r["points"])) for r in own] == [("graded", m.less("q2"))], own
    assert own[0]["lms_id"] == (str(HONEST) if layout in ("moodle", "moodle flat", "moodle zip", "canvas") else "")


@pytest.mark.parametrize("layout", ["nbgrader", "zips", "moodle flat"])
@pytest.mark.parametrize("kind", ["a class", "another's folder, and one name of Moodle", "Moodle's names, flat"])
def test_a_class_of_attackers_only_beside_one(kind, layout, m, tmp_path):
    """One attack by 29: no class of that name is made of them, and each is told what is wrong, by the name of the container."""
    folder = tmp_path / "class"
    put(folder, layout, "honest", HONEST, honest_files(m, layout))
    for number in range(29):
        put(folder, layout, f"a{number:03}", 100 + number, attacks(m)[kind])
    found = rows(folder, tmp_path)
    own = [r for r in found if "onest" in r["learner"]]
    assert len(found) == 30 and [float(r["points"]) for r in own] == [m.less("q2")]
    if kind == "a class":
        others = [r for r in found if r not in own]
        assert {(r["status"], r["points"]) for r in others} == {("unreadable", "")}
        assert all("holds 3 notebooks of one unit by 3 different writers: is this a class?" in r["sentence"] for r in others)


class TestNumbers:
    """Only what a platform itself wrote counts for a number."""

    def test_a_number_in_an_uploads_own_name_is_not_its_owners(self, m, tmp_path):
        folder = tmp_path / "class"
        make_class._write(folder / f"Ann Lee_2_assignsubmission_file_{UNIT}.ipynb", m.notebook(m.right))
        make_class._write(folder / f"Mal_3_assignsubmission_file_Ann Lee_2_assignsubmission_file_{UNIT}.ipynb", m.notebook(wrong(m)))
        found = {r["lms_id"]: r for r in rows(folder, tmp_path)}
        assert sorted(found) == ["2", "3"] and float(found["2"]["points"]) == m.less() and found["3"]["learner"] == "Mal_3"

    @pytest.mark.parametrize(
        "names", [("Ann Lee_2_assignsubmission_file_", "Mal_2_assignsubmission_file_"), ("leeann_900_7_x", "mal_900_8_x")]
    )
    def test_a_number_claimed_twice_is_refused_for_both(self, names, m, tmp_path):
        for name in (*names, "Cy_5_assignsubmission_file_" if "Ann" in names[0] else "cy_905_9_x"):
            make_class._write(tmp_path / "class" / name / f"{UNIT}.ipynb", m.notebook(m.right))
        found = rows(tmp_path / "class", tmp_path)
        twice = [r for r in found if r["lms_id"] in ("2", "900")]
        assert len(found) == 3 and [(r["status"], r["points"]) for r in twice] == [("unreadable", "")] * 2
        assert all("is claimed by 2 learners, so nobody can say whose work this is" in r["sentence"] for r in twice)
        assert [float(r["points"]) for r in found if r not in twice] == [m.less()]


class TestBudget:
    """Reading is linear in bytes, and bounded for each learner."""

    JUNK = {
        "heads that lead nowhere": f'"{MIME}": ',
        "heads in heads": f'{{"{MIME}": ',
        "heads and a broken object": f'"{MIME}": {{"a": [1, 2, "x"], ',
        "spaces": f'"{MIME}"' + " " * 200,
        "numbers without end": f'"{MIME}": {{"n": {"9" * 5000}, ',
        "escaped": f'\\"{MIME}\\": ',
    }

    @pytest.mark.parametrize("junk", JUNK)
    def test_salvage_of_four_million_bytes_takes_a_moment(self, junk):
        """It was over a minute; eight times the bytes may take about eight times as long, never sixty-four."""

        def cost(size: int) -> float:
            data = (self.JUNK[junk] * (size // len(self.JUNK[junk]))).encode()
            start = time.process_time()
            salvaged(data)
            return time.process_time() - start

        large, small = (min(cost(size) for _ in range(2)) for size in (4_000_000, 500_000))
        assert large < 24 * max(small, 0.02)

    def test_a_copy_behind_much_junk_is_still_found(self, m):
        copy = {"schema": 1, "assignment": UNIT, "answers": m.right}
        data = (self.JUNK["heads and a broken object"] * 3000 + f'"{MIME}": {json.dumps(copy)}, "cut o').encode()
        assert salvaged(data) == [copy]

    def test_a_hundred_thousand_answers_in_one_copy(self, m, tmp_path):
        """Merging was quadratic in the number of exercises that a copy claims to hold."""
        one = {**m.right["q2"]}
        many = {f"x{n}": {**one, "exercise": f"x{n}", "answer": {}} for n in range(60_000)}
        make_class._write(tmp_path / "class" / "ann.ipynb", m.notebook({**many, **m.right}))
        start = time.process_time()
        (found,) = rows(tmp_path / "class", tmp_path)
        took = time.process_time() - start
        assert float(found["points"]) == m.less() and took < 60  # 2 seconds; quadratic it was many minutes

    def test_bytes_over_all_members_of_a_zip(self, m, tmp_path, monkeypatch):
        """Each member is small enough, all together are not: that learner is unreadable, and the class goes on."""
        monkeypatch.setattr(limits, "MAX_SUBMISSION", 20_000_000)
        big = b'{"cells": "' + b"x" * 5_000_000 + b'"}'
        make_class._write(tmp_path / "class" / "ann.zip", packed({f"n{n}.ipynb": big for n in range(40)} | answers(m.right)))
        make_class._write(tmp_path / "class" / "bo.zip", packed(answers(m.right)))
        found = {r["learner"]: r for r in rows(tmp_path / "class", tmp_path)}
        assert (found["ann"]["status"], found["ann"]["points"]) == ("unreadable", "") and "million bytes in all" in found["ann"]["sentence"]
        assert float(found["bo"]["points"]) == m.less()

    def test_seconds(self, m, tmp_path, monkeypatch):
        monkeypatch.setattr(limits, "MAX_SECONDS", -1.0)
        make_class._write(tmp_path / "class" / "ann.zip", packed(answers(m.right)))
        (found,) = rows(tmp_path / "class", tmp_path)
        assert found["status"] == "unreadable" and "seconds, so it was given up" in found["sentence"]


ODD = ("{}.ipynb.html", "{}", "{}_ipynb", "{}.ipynb (1)", "{}.ipynb.json.txt", "{}.json", "{}.txt", "{}.ipynb.download", "{}.IPYNB")


class TestNobodyIsDropped:
    @pytest.mark.parametrize("name", ODD)
    @pytest.mark.parametrize("where", ["in a folder", "alone", "in a zip", "moodle"])
    def test_a_notebook_with_an_odd_ending_is_read_by_its_content(self, name, where, m, tmp_path):
        data, folder = m.notebook(m.right), tmp_path / "class"
        make_class._write(folder / "bo.ipynb" if where == "alone" else folder / "bo" / f"{UNIT}.ipynb", data) if where != "moodle" else None
        at = {
            "in a folder": f"ann/{name.format(UNIT)}",
            "alone": name.format("ann"),
            "moodle": f"Ann_7_assignsubmission_file_{name.format(UNIT)}",
        }
        if where == "in a zip":
            make_class._write(folder / "ann.zip", packed({name.format(UNIT): data}))
        else:
            make_class._write(folder / at[where], data)
        found = [r for r in rows(folder, tmp_path) if r["learner"].lower().startswith("ann")]
        assert [(r["status"], float(r["points"] or -1)) for r in found] == [("graded", m.less())], found

    def test_an_answer_with_an_odd_ending(self, m, tmp_path):
        for name, data in answers(m.right).items():
            make_class._write(tmp_path / "class" / "ann" / (name + ".txt" if name.endswith("q2.json") else name), data)
        (found,) = rows(tmp_path / "class", tmp_path)
        assert (found["answered"], float(found["points"])) == (found["exercises"], m.less())

    @pytest.mark.parametrize("name", [".hidden", "x.tar.gz", "x.7z", "x.rar", "x.pdf", "x.html", "x.ipynb.download", "x.docx", "x"])
    @pytest.mark.parametrize("layout", ["flat", "folders", "zip"])
    def test_another_kind_of_file_gets_a_row_that_names_it(self, name, layout, m, tmp_path):
        folder = tmp_path / "class"
        make_class._write(folder / "ann.ipynb" if layout != "folders" else folder / "ann" / f"{UNIT}.ipynb", m.notebook(m.right))
        make_class._write(folder / name if layout != "folders" else folder / "ben" / name, b"\x00\x01 nothing of ours")
        if layout == "zip":
            (tmp_path / "d.zip").write_bytes(packed({p.name: p.read_bytes() for p in folder.iterdir()}))
        found = {r["learner"]: r for r in rows(folder if layout != "zip" else tmp_path / "d.zip", tmp_path)}
        assert len(found) == 2 and float(found.pop("ann")["points"]) == m.less()
        (other,) = found.values()
        assert other["status"] == "missing" and (f"“{name}”" in other["sentence"] or (layout, name) == ("folders", ".hidden"))

    @pytest.mark.parametrize(
        "kind, begins", [("7z", b"7z\xbc\xaf'\x1c\0"), ("rar", b"Rar!\x1a\x07\x01\0"), ("gz", b"\x1f\x8b\x08\0"), ("PDF", b"%PDF-1.7")]
    )
    def test_what_is_called_a_zip_and_is_something_else_is_told(self, kind, begins, m, tmp_path):
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "Ana.zip").write_bytes(begins + bytes(200))
        (row,) = rows(tmp_path / "in", tmp_path)
        assert row["status"] == "unreadable" and f"is a {kind} file called a zip, and only zips can be opened" in row["sentence"]

    def test_a_zip_of_the_whole_kit_is_one_learners(self, m, tmp_path):
        """With answers to lessons, which nobody marks: the other units are missing, and nothing is unreadable."""
        lesson = {"schema": 1, "assignment": "lessons", "exercise": "l1", "rev": 1, "writer": "w", "saved": "s", "answer": {"fields": {}}}
        made = {f"who-says-so/exercises/{n}": d for n, d in answers(m.right).items()}
        made |= {f"who-says-so/exercises/{u}/{u}.ipynb": m.notebook() for u in (UNIT, "02_weight_of_words")}
        made |= {"who-says-so/helpers/__init__.py": b"", "who-says-so/notebooks/answers/l1.json": json.dumps(lesson).encode()}
        (tmp_path / "ann.zip").write_bytes(packed(made))
        grade_class.grade([str(tmp_path / "ann.zip")], tmp_path / "marks.csv", SOLUTIONS)
        with open(tmp_path / "marks.csv", encoding="utf-8-sig", newline="") as file:
            found = {r["unit"]: r for r in csv.DictReader(file)}
        assert {r["learner"] for r in found.values()} == {"ann"} and float(found[UNIT]["points"]) == m.less()
        assert {r["status"] for u, r in found.items() if u != UNIT} == {"missing"} and "lessons" not in found[UNIT]["sentence"]


def test_what_is_collected_of_one_learner_is_that_learners(m, tmp_path):
    """The stream of a submission never leaves its places, whatever the names inside it say."""
    for number, made in enumerate(attacks(m).values()):
        put(tmp_path / "class", "zips", f"a{number}", number, made)
    for one in submissions([str(tmp_path / "class")], {UNIT}):
        assert one.learner == one.places[0].names[0].removesuffix(".zip") and len(one.places) == 1
        collect_answers(one, (UNIT,))


def test_the_kinds_of_hostile_class_are_used_here():
    assert len(hostile_class.KINDS) > 55
