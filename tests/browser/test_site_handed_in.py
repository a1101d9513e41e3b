"""Handed in from the web page: the same gestures there and in JupyterLab, the same files, the same marks by `grade` and by nbgrader’s own autograde.

On the web page it is the whole unit; in JupyterLab one exercise of each kind of gesture, for test_lab_unit1.py does the whole unit there.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import zipfile

import pytest
from built_site import site  # noqa: F401 — a fixture
from jupyter import opened
from nbgrader_course import ALL_POINTS, Course
from site_browser import ADDRESS, SiteNotebook, chromium, open_page, served, visited  # noqa: F401 — a fixture among them
from test_lab_unit1 import PATH, UNIT, do, plain, tasks

from helpers.__main__ import main
from helpers.course.release import ROOT
from helpers.exercises import read_unit

pytestmark = [pytest.mark.browser, pytest.mark.nbgrader]
MOMENTS = ("writer", "saved", "rev", "name")  # what names a moment, a session, a person
WEB = ("q1", "q2", "q3", "q4", "q6", "q7", "q8", "q9")  # all but q5, which is left out
LAB = ("q1", "q2", "q3", "q8", "q9")  # marks, with one too many; choices; an order; a choice after “finished”
MARKED = ("q2", "q3")  # those of both that are worth marks
WHO = {"web": "Amina Okafor", "lab": "Ben Sørensen"}


def done(notebook, names: tuple[str, ...]) -> dict[str, dict]:
    """These exercises as one learner does them, by mouse and by keyboard in turn, with one mark too many; what was given."""
    unit, given = read_unit(ROOT / "solutions" / UNIT), {}
    for n, (exercise, kind, article, value) in enumerate(tasks()):
        if exercise.id not in names:
            continue
        do(notebook, exercise, kind, article, value, "mouse" if kind.shape == "spans" or n % 2 else "keyboard")
        if exercise.id == "q2":
            notebook.exercise("q2").mark(nobody(kind.form.bounds(exercise, article), article.text, value), "named person")
            notebook.exercise("q2").saved()
        elif kind.shape != "spans":
            given[exercise.id] = value["fields"]
        if unit.followers(exercise):
            notebook.finish(exercise.id)
    return given


def nobody(bounds: tuple[int, int], text: str, value: dict) -> str:
    """Three words of a passage that name no source."""
    start, end = bounds
    taken = [(s["start"], s["end"]) for s in value["spans"]]
    for found in re.finditer(r"\w+ \w+ \w+", text[start:end]):
        a, b = start + found.start(), start + found.end()
        if all(b <= s or a >= e for s, e in taken) and text.count(found.group()) == 1:
            return found.group()
    raise AssertionError("every word names a source")


def hand_in(page, who: str, folder):
    """One button, one name, one file."""
    page.get_by_role("button", name="Hand in").first.click()
    dialog = page.get_by_role("dialog", name="Hand in")
    dialog.get_by_label("Your name as your teacher knows it").fill(who)
    with page.expect_download() as got:
        dialog.get_by_role("button", name="Make the file").click()
    file = folder / got.value.suggested_filename
    got.value.save_as(file)
    dialog.get_by_role("button", name="Done").click()
    return file


def said(record: dict) -> dict:
    """What a record says, without when and by whom; of “finished” whether it is."""
    answer = {**record["answer"], **({"spans": plain(record["answer"])} if "spans" in record["answer"] else {})}
    return {k: bool(v) if k == "finished" else v for k, v in record.items() if k not in MOMENTS} | {"answer": answer}


def inside(file) -> dict[str, dict]:
    with zipfile.ZipFile(file) as packed:
        return {
            n.rpartition("/")[2][:-5]: json.loads(packed.read(n)) for n in packed.namelist() if "/answers/" in n and n.endswith(".json")
        }


def marks_of(file) -> dict[str, dict[str, str]]:
    with open(file, encoding="utf-8-sig") as rows:
        return {row["learner"]: {k: v for k, v in row.items() if k != "learner"} for row in csv.DictReader(rows)}


def test_handed_in_is_marked_as_from_jupyterlab(playwright, site, visited, lab_page, server, tmp_path):
    files = {}
    with chromium(playwright, tmp_path / "profile", known=visited) as browser, served(site) as real:
        page = open_page(browser.start(real), ADDRESS, PATH)
        given = done(SiteNotebook(page, PATH), WEB)
        files["web"] = hand_in(page, WHO["web"], tmp_path)
        assert files["web"].name == f"Amina-Okafor-{UNIT}-hand-in.zip" and browser.outside == []
    notebook = opened(lab_page, server, PATH)
    done(notebook, LAB)
    files["lab"] = hand_in(notebook.page, WHO["lab"], tmp_path)
    records = {where: inside(file) for where, file in files.items()}
    assert {n: plain(r["answer"]) for n, r in records["web"].items() if n in given} == given
    assert sorted(records["web"]) == sorted(WEB) and sorted(records["lab"]) == sorted(LAB)
    assert {n: said(records["web"][n]) for n in LAB} == {n: said(records["lab"][n]) for n in LAB}
    assert {where: {r["name"] for r in found.values()} for where, found in records.items()} == {w: {name} for w, name in WHO.items()}

    (tmp_path / "class").mkdir()
    for file in files.values():
        shutil.copy(file, tmp_path / "class")
    assert main(["grade", str(tmp_path / "class"), "--out", str(tmp_path / "marks.csv")]) == 0
    rows = marks_of(tmp_path / "marks.csv")
    ours = {where: rows[name.replace(" ", "-")] for where, name in WHO.items()}
    assert [ours["web"][n] for n in MARKED] == [ours["lab"][n] for n in MARKED]
    assert [ours[where]["answered"] for where in WHO] == [str(len(WEB)), str(len(LAB))]
    course = Course(tmp_path / "kit")
    course.run("generate_assignment", UNIT)
    for where, file in files.items():
        with zipfile.ZipFile(file) as packed:
            packed.extractall(course.folder / "submitted" / where)
        zips = course.folder / "submitted" / f"{where}-zip" / UNIT
        zips.mkdir(parents=True)
        shutil.copy(file, zips)
    course.run("autograde", UNIT)
    theirs = course.marks()
    for where in WHO:
        counted = {name: float(points or 0) for name, points in ours[where].items() if name in theirs[where]}
        assert len(counted) == 6 and counted["q5"] == 0 and 0 < counted["q2"] < ALL_POINTS["q2"]  # one left out, one mark too many
        for learner in (where, f"{where}-zip"):
            assert {n: theirs[learner][n] for n in counted} == counted
    for form in ("", "-zip"):  # and what a teacher reads is left to the teacher alike
        assert {n: theirs[f"web{form}"][n] for n in theirs["web"] if n not in counted} == {
            n: theirs[f"lab{form}"][n] for n in theirs["lab"] if n not in counted
        }
