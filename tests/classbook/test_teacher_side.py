"""What a class really hands in: files that browsers, editors and cloud folders renamed, other kinds of files, a full disk, a run that was killed."""

from __future__ import annotations

import csv
import errno
import json
import os
import signal
import stat
import subprocess
import sys
import zipfile
from functools import lru_cache
from pathlib import Path

import pytest
from waiting import until

REPO = Path(__file__).resolve().parents[2]

from hostile_class import UNIT, Maker  # noqa: E402

from helpers.classbook import grade_class
from helpers.classbook.keyed_course import read_course  # noqa: E402
from helpers.classbook.report import report as report_module  # noqa: E402
from helpers.classbook.report.gradebooks import write_gradebook  # noqa: E402
from helpers.errors import KitError  # noqa: E402

SOLUTIONS = str(REPO / "solutions")
BOM = b"\xef\xbb\xbf"


@lru_cache
def maker() -> Maker:
    return Maker(read_course(SOLUTIONS), Path())


def as_json(record) -> bytes:
    return json.dumps(record).encode()


def graded(path: Path, out: Path) -> list[dict]:
    grade_class.grade([str(path)], out / "marks.csv", SOLUTIONS, (UNIT,))
    return list(csv.DictReader((out / "marks.csv").read_text(encoding="utf-8-sig").splitlines()))


# ---------------------------------------------------------------------------------------------------- nobody is dropped

OTHER_KINDS = ("exercises.pdf", "Screenshot 2026-11-20.png", "my answers.docx", "work.rar", "page.html")
FORMS = {"moodle": "Ada Byte_4011_assignsubmission_file_{}", "canvas": "byteada_4011_77001_{}"}


@pytest.mark.parametrize("zipped", (False, True), ids=("folder", "zip"))
@pytest.mark.parametrize("others", (True, False), ids=("beside a notebook", "alone"))
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("file", OTHER_KINDS)
def test_whoever_handed_in_another_kind_of_file_is_listed(file, form, others, zipped, tmp_path):
    files = {FORMS[form].format(file): b"%PDF-1.7", ".DS_Store": b"Bud1", "list.csv": b"a,b"}
    if others:
        files[FORMS[form].format(f"{UNIT}.ipynb").replace("4011", "4012").replace("Ada", "Ben").replace("ada", "ben")] = maker().notebook(
            maker().right
        )
    at = tmp_path / "download"
    at.mkdir()
    for name, data in files.items():
        (at / name).write_bytes(data)
    if zipped:
        with zipfile.ZipFile(at := tmp_path / "download.zip", "w") as out:
            for name, data in files.items():
                out.writestr(name, data)
                out.writestr(f"__MACOSX/._{name}", b"\0\5\x16\7")
    rows = graded(at, tmp_path / "out")
    ada = [r for r in rows if "4011" in r["learner"]]
    assert [r["status"] for r in ada] == ["missing"] and "no answers" in ada[0]["sentence"]
    assert len(rows) == 1 + others


def test_a_pdf_in_a_folder_of_moodles_zip_is_a_learners(tmp_path):
    with zipfile.ZipFile(tmp_path / "download.zip", "w") as out:
        out.writestr(f"Ben Byte_4012_assignsubmission_file_/{UNIT}.ipynb", maker().notebook(maker().right))
        out.writestr("Ada Byte_4011_assignsubmission_file_/exercises.pdf", b"%PDF")
    rows = graded(tmp_path / "download.zip", tmp_path / "out")
    assert [(r["learner"], r["status"]) for r in rows] == [("Ada Byte_4011", "missing"), ("Ben Byte_4012", "graded")]


def test_a_teachers_own_papers_beside_notebooks_are_nobodys(tmp_path):
    at = tmp_path / "class"
    at.mkdir()
    (at / "ada.ipynb").write_bytes(maker().notebook(maker().right))
    (at / "notes_2026_11_22.pdf").write_bytes(b"%PDF")
    assert [r["learner"] for r in graded(at, tmp_path / "out")] == ["ada"]


@pytest.mark.parametrize(
    "inner, names",
    [
        ("CS-Assignment-12", ["Ada Byte_4011_assignsubmission_file_/{}.ipynb", "Ben Byte_4012_assignsubmission_file_/{}.ipynb"]),
        ("CS-Assignment-12", ["Ada Byte_4011_assignsubmission_file_{}.ipynb"]),
        ("submissions", ["byteada_4011_77001_{}.ipynb", "byteben_4012_77002_{}.ipynb"]),
        ("submitted", ["ada/01_who_says_so/{}.ipynb", "ben/01_who_says_so/{}.ipynb"]),
    ],
)
def test_a_class_one_folder_down_is_not_one_learner(inner, names, tmp_path):
    """Of a class taken for one learner each exercise would count by whoever changed it most."""
    for name in names:
        path = tmp_path / "Downloads" / inner / name.format(UNIT)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(maker().notebook(maker().right))
    (tmp_path / "Downloads" / "holiday").mkdir()
    rows = [r for r in graded(tmp_path / "Downloads", tmp_path / "out") if r["learner"] != "holiday"]
    assert len(rows) == len(names) and inner not in {r["learner"] for r in rows} and {r["status"] for r in rows} == {"graded"}


def test_what_a_learner_calls_files_in_a_unit_makes_nobody_else_a_learner(tmp_path):
    here = maker().folder(tmp_path / "class" / "eve")
    maker().folder(here / "Ben Byte_4012_assignsubmission_file_")
    (tmp_path / "class" / "joe").mkdir()
    (tmp_path / "class" / "joe" / "notes_2026_11_my.ipynb").write_bytes(maker().notebook(maker().right))
    assert [r["learner"] for r in graded(tmp_path / "class", tmp_path / "out")] == ["eve", "joe"]


# ---------------------------------------------------------------------------------------------------- names that others gave


@pytest.mark.parametrize("name", ("q2 (1)", "q2 - Copy", "Copy of q2", "q2-LAPTOP-7F3", "q2 (Ada's conflicted copy 2026-11-20)", "Q2"))
def test_an_answer_that_is_there_only_as_a_copy_counts(name, tmp_path):
    m = maker()
    here = m.folder(tmp_path / "class" / "ada")
    os.rename(here / "answers" / "q2.json", here / "answers" / f"{name}.json")
    row = graded(tmp_path / "class", tmp_path / "out")[0]
    assert (row["status"], float(row["points"])) == ("graded", m.less()), row["sentence"]


COPIES = ("q2-LAPTOP-AB12CD", "q2 (Ada's conflicted copy 2026-11-20)", "q2.sync-conflict-20261120-080000-ABCDEFG", "q2 2", "q2 (1)")


@pytest.mark.parametrize("name", COPIES)
@pytest.mark.parametrize(("rev", "points"), [(9, "less"), (1, "all")], ids=("newer", "older"))
def test_a_copy_that_a_synced_folder_made_counts_where_it_is_newer(name, rev, points, tmp_path):
    m = maker()
    here = m.folder(tmp_path / "class" / "ada")
    (here / "answers" / f"{name}.json").write_bytes(as_json({**m.right["q2"], "rev": rev, "answer": {"spans": []}}))
    row = graded(tmp_path / "class", tmp_path / "out")[0]
    assert (row["status"], float(row["points"])) == ("graded", m.less("q2") if points == "less" else m.less()), row["sentence"]
    assert ("q2: a copy beside it" in row["sentence"]) == (points == "less") and "Ada" not in row["sentence"]


def test_what_the_kit_set_aside_never_counts_beside_the_answer_itself(tmp_path):
    m = maker()
    here = m.folder(tmp_path / "class" / "ada")
    (here / "answers" / "q2.other-window-20261120T080000-ab12.json").write_bytes(
        as_json({**m.right["q2"], "rev": 99, "answer": {"spans": []}})
    )
    (here / "answers" / "._q2.json").write_bytes(b"\0\5\x16\7")
    row = graded(tmp_path / "class", tmp_path / "out")[0]
    assert (row["status"], float(row["points"])) == ("graded", m.less()), row["sentence"]


def test_a_damaged_copy_is_not_taken_for_no_answer_and_names_nobody(tmp_path):
    here = maker().folder(tmp_path / "class" / "x1")
    (here / "answers" / "q2.json").unlink()
    (here / "answers" / "q2 (Ada's conflicted copy).json").write_bytes(b'{"schema": 1, "answer": {')
    row = graded(tmp_path / "class", tmp_path / "out")[0]
    assert row["status"] == "partly readable" and "Ada" not in row["sentence"], row["sentence"]


@pytest.mark.parametrize("ending", (".ipynb.json", ".ipynb.txt", ".IPYNB.JSON"))
@pytest.mark.parametrize("layout", ("folder", "notebooks", "moodle", "one file"))
def test_a_notebook_to_whose_name_a_browser_added_an_ending(ending, layout, tmp_path):
    m, at = maker(), tmp_path / "class"
    name = {
        "folder": f"ada/{UNIT}/{UNIT}{ending}",
        "notebooks": f"ada{ending}",
        "moodle": f"Ada_4011_assignsubmission_file_{UNIT}{ending}",
        "one file": f"ada{ending}",
    }[layout]
    (at / name).parent.mkdir(parents=True)
    (at / name).write_bytes(m.notebook(m.right))
    row = graded(at / name if layout == "one file" else at, tmp_path / "out")[0]
    assert (row["status"], float(row["points"])) == ("graded", m.less()), row["sentence"]
    assert row["learner"] == ("Ada_4011" if layout == "moodle" else "ada")


def test_a_byte_order_mark_changes_nothing(tmp_path):
    m = maker()
    m.folder(tmp_path / "class" / "ada", {n: BOM + as_json(r) for n, r in m.right.items()})
    (tmp_path / "class" / "ben.ipynb").write_bytes(BOM + m.notebook(m.right))
    rows = graded(tmp_path / "class", tmp_path / "out")
    assert [(r["status"], float(r["points"])) for r in rows] == [("graded", m.less())] * 2, rows


# ---------------------------------------------------------------------------------------------------- sentences that help


@pytest.mark.parametrize("where", ("answers", "notebook"))
def test_answers_of_a_later_kit_ask_for_a_later_kit_and_not_for_another_copy(where, tmp_path):
    m = maker()
    later = {n: {**r, "schema": 2} for n, r in m.right.items()}
    m.folder(tmp_path / "class" / "ada", later if where == "answers" else {}, m.notebook(later) if where == "notebook" else None)
    row = graded(tmp_path / "class", tmp_path / "out")[0]
    assert row["status"] == "unreadable" and row["points"] == ""
    assert (
        "newer version of the kit" in row["sentence"] and "newer copy of the kit" in row["sentence"] and "is needed" not in row["sentence"]
    )


@pytest.mark.parametrize(
    "start, end, said", ((1200, 1200, "holds no words"), (1087.0, 1097.0, "where a mark begins"), (5, 9, "outside the passage"))
)
def test_a_mark_that_cannot_be_read_is_told_truly(start, end, said, tmp_path):
    m = maker()
    m.folder(tmp_path / "class" / "ada", m.changed("q2", {"spans": [{"start": start, "end": end, "label": "vague"}]}))
    row = graded(tmp_path / "class", tmp_path / "out")[0]
    assert row["status"] == "partly readable" and said in row["sentence"]


def test_an_answer_that_was_saved_later_and_does_not_count_is_named(tmp_path):
    """Begun anew at home: fewer changes, and later."""
    m = maker()
    here = m.folder(tmp_path / "class" / "ada", m.changed("q2", {"spans": []}, rev=9, saved="2026-11-01T08:00:00.000Z"))
    (here / "home").mkdir()
    (here / "home" / "mine.ipynb").write_bytes(
        m.notebook({"q2": {**m.right["q2"], "rev": 3, "saved": "2026-11-21T08:00:00.000Z"}, "q3": m.right["q3"]})
    )
    row = graded(tmp_path / "class", tmp_path / "out")[0]
    assert "Look at q2: the one with more changes counts, and another was saved later." in row["sentence"]


def test_a_damaged_file_is_named_even_where_a_copy_counts(tmp_path):
    m = maker()
    here = m.folder(tmp_path / "class" / "ada", notebook=m.notebook(m.right))
    (here / "answers" / "q2.json").write_bytes(b'{"schema": 1, "rev": 12')
    row = graded(tmp_path / "class", tmp_path / "out")[0]
    assert (row["status"], float(row["points"])) == ("graded", m.less())
    assert "Left alone: q2.json is damaged" in row["sentence"]


def test_a_file_for_a_platform_that_holds_nobody_does_not_claim_marks(tmp_path):
    maker().folder(tmp_path / "class" / "ada")
    graded(tmp_path / "class", tmp_path / "out")
    with pytest.raises(KitError, match="1 learner has a mark, and no number"):
        write_gradebook(tmp_path / "out" / "marks.csv", "moodle", tmp_path / "moodle.csv")
    assert not (tmp_path / "moodle.csv").exists()


def test_a_class_without_anybody_has_no_gradebook_file(tmp_path):
    (tmp_path / "class").mkdir()
    grade_class.grade([str(tmp_path / "class")], tmp_path / "marks.csv", SOLUTIONS)
    with pytest.raises(KitError, match="There are no marks in marks.csv"):
        write_gradebook(tmp_path / "marks.csv", "moodle", tmp_path / "moodle.csv")


def test_who_gave_in_nothing_does_not_hide_what_needs_a_look(tmp_path, monkeypatch):
    """One learner's file of another unit makes everybody a missing one there."""
    monkeypatch.setattr(report_module, "ON_PAGE", 5)
    m = maker()
    for n in range(8):
        m.folder(tmp_path / "class" / f"kim{n}")
    other = m.folder(tmp_path / "class" / "zoe")
    (other / "answers" / "q2.json").write_text("{")
    (tmp_path / "class" / "zoe" / "02_weight_of_words" / "answers").mkdir(parents=True)
    (tmp_path / "class" / "zoe" / "02_weight_of_words" / "answers" / "q1.json").write_text("{")
    grade_class.grade([str(tmp_path / "class")], tmp_path / "marks.csv", SOLUTIONS)
    page = report_module.report(tmp_path / "marks.csv", tmp_path / "report", SOLUTIONS, names=True).read_text(encoding="utf-8")
    table = page[page.index("Hand-ins not fully read") :].partition("</table>")[0]
    assert "zoe" in table and "kim" not in table
    assert "Nothing was handed in for 02_weight_of_words</strong> by kim0, kim1" in page


# ---------------------------------------------------------------------------------------------------- runs that end badly


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full")
@pytest.mark.parametrize("what", ("journal", "marks", "gradebook"))
def test_a_full_disk_is_a_sentence(what, tmp_path, monkeypatch):
    maker().folder(tmp_path / "class" / "ada")
    graded(tmp_path / "class", tmp_path / "out")
    full = OSError(errno.ENOSPC, "No space left on device")

    def no_room(*_):
        raise full

    if what == "journal":
        monkeypatch.setattr(
            grade_class.Journal,
            "_write",
            lambda self, data: self.file.close() or setattr(self, "file", open("/dev/full", "ab")) or self.file.write(data),
        )  # told on closing
        monkeypatch.setattr(grade_class.Journal, "kept", no_room)
    else:
        monkeypatch.setattr(os, "replace", no_room)
    with pytest.raises(KitError, match="No space left"):
        if what == "gradebook":
            write_gradebook(tmp_path / "out" / "marks.csv", "nbgrader", tmp_path / "out" / "nb.csv")
        else:
            graded(tmp_path / "class", tmp_path / "again")
    assert not list(tmp_path.rglob("*.tmp"))


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="POSIX")
def test_workers_end_with_a_run_that_was_killed_and_its_journal_is_nobody_elses(tmp_path):
    for n in range(120):
        maker().folder(tmp_path / "class" / f"x{n:03}")
    slow = "import helpers.classbook.grade_class as r, time; add = r.Journal.add; r.Journal.add = lambda *a: (time.sleep(3600), add(*a)); import sys; from helpers.__main__ import main; sys.exit(main())"
    job = subprocess.Popen(
        [
            sys.executable,
            "-c",
            slow,
            "grade",
            str(tmp_path / "class"),
            "--unit",
            UNIT,
            "--workers",
            "2",
            "--out",
            str(tmp_path / "out" / "marks.csv"),
        ],
        cwd=REPO,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
    )
    journal = tmp_path / "out" / "marks.unfinished.jsonl"
    try:
        until(journal.is_file)
        until(lambda: len(alive(job.pid)) >= 3)
        mode = stat.S_IMODE(journal.stat().st_mode)
        os.kill(job.pid, signal.SIGKILL)
        job.wait()
        until(lambda: not alive(job.pid))
    finally:
        if alive(job.pid):
            os.killpg(job.pid, signal.SIGKILL)
        job.wait()
    assert mode == 0o600


def alive(session: int) -> list[str]:
    told = subprocess.run(["ps", "-e", "-o", "pid=,sess=,stat="], capture_output=True, text=True, check=True).stdout
    return [line for line in told.splitlines() if line.split()[1] == str(session) and not line.split()[2].startswith("Z")]
