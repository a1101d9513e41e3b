"""What the verbs write appears whole or not at all, on any console, and nothing with names in it reaches git."""

from __future__ import annotations

import errno
import io
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import kill_writing
import make_class
import pytest

from helpers.__main__ import main
from helpers.classbook import edits, grade_class
from helpers.classbook.journal import _replacing, _sign, half_done
from helpers.classbook.report.feedback_pages import pages
from helpers.classbook.report.report import report
from helpers.errors import nothing_written
from helpers.output import whole
from helpers.output.console import fitting

REPO = Path(__file__).resolve().parents[2]
UNIT, SOLUTIONS = "01_who_says_so", str(REPO / "solutions")


@pytest.fixture(scope="module")
def marked(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("marked")
    make_class.make(folder / "class", 6, "nbgrader", (UNIT,))
    (folder / "class" / "报告 Müller ş").mkdir()
    grade_class.grade([str(folder / "class")], folder / "marks.csv", SOLUTIONS, (UNIT,))
    return folder


class TestWhole:
    def test_a_file_that_fails_half_way_leaves_the_old_one(self, tmp_path):
        path = tmp_path / "a.txt"
        path.write_text("old")
        with pytest.raises(ZeroDivisionError), whole.whole_file(path) as out:
            out.write("new" * 10_000)
            out.flush()
            assert path.read_text() == "old"
            raise ZeroDivisionError
        assert path.read_text() == "old" and os.listdir(tmp_path) == ["a.txt"]

    @pytest.mark.parametrize("swaps", [True, False])
    def test_a_folder_that_fails_half_way_leaves_the_old_one(self, swaps, tmp_path, monkeypatch):
        if not swaps:
            monkeypatch.setattr(whole, "_swap", lambda one, other: False)
        for text in ("old", "new"):
            with whole.whole_folder(tmp_path / "r") as new:
                (new / "a.txt").write_text(text)
        with pytest.raises(ZeroDivisionError), whole.whole_folder(tmp_path / "r") as new:
            (new / "a.txt").write_text("third")
            raise ZeroDivisionError
        assert (tmp_path / "r" / "a.txt").read_text() == "new" and os.listdir(tmp_path) == ["r"]

    def test_somebody_elses_files_stay_and_ours_of_last_time_go(self, tmp_path):
        (tmp_path / "r" / "mine").mkdir(parents=True)
        (tmp_path / "r" / "mine" / "thesis.txt").write_text("years of work")
        (tmp_path / "r" / "old.html").write_text("of a learner who left")
        with whole.whole_folder(tmp_path / "r", lambda file: file.suffix == ".html") as new:
            (new / "new.html").write_text("x")
        found = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file())
        assert found == ["r/mine/thesis.txt", "r/new.html"]

    def test_a_later_run_clears_what_a_killed_one_left(self, tmp_path):
        gone = subprocess.run(
            [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True
        ).stdout.strip()
        for name, clears in ((f".a.csv.{gone}.x.tmp", True), (f".a.csv.{os.getpid()}.x.tmp", False), (f".b.csv.{gone}.x.tmp", False)):
            (tmp_path / name).write_text("half")
            assert clears in (True, False)
        (tmp_path / f".a.csv.{gone}.y.tmp").mkdir()
        whole.write_whole(tmp_path / "a.csv", b"whole")
        assert sorted(os.listdir(tmp_path)) == sorted(["a.csv", f".a.csv.{os.getpid()}.x.tmp", f".b.csv.{gone}.x.tmp"])

    def test_a_folder_lost_between_two_renames_is_put_back(self, tmp_path):
        gone = subprocess.run(
            [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True
        ).stdout.strip()
        (tmp_path / f".r.{gone}.old.tmp").mkdir()
        (tmp_path / f".r.{gone}.old.tmp" / "a.txt").write_text("old")
        whole.clear_leftovers(tmp_path / "r")
        assert (tmp_path / "r" / "a.txt").read_text() == "old"

    def test_pages_of_learners_who_left_do_not_stay(self, marked, tmp_path):
        (tmp_path / "pages").mkdir()
        (tmp_path / "pages" / "note.txt").write_text("the teacher's")
        pages(marked / "marks.csv", tmp_path / "pages", SOLUTIONS)
        before = sorted(p.name for p in (tmp_path / "pages").iterdir())
        (tmp_path / "pages" / "s00000.html").rename(tmp_path / "pages" / "left.html")
        pages(marked / "marks.csv", tmp_path / "pages", SOLUTIONS)
        assert sorted(p.name for p in (tmp_path / "pages").iterdir()) == before and "note.txt" in before

    @pytest.mark.parametrize("verb", ["report", "feedback", "gradebook", "grade"])
    def test_a_few_kills_of_each_verb(self, verb, tmp_path):
        """150 of each are in bench/kill_writing.py; a bundle is killed at each of its steps in tests/course/test_bundle_killed.py."""
        kill_writing.prepare(tmp_path, learners=12)
        assert kill_writing.kills(tmp_path, verb, 3, random.Random(verb)) == []


@pytest.fixture(scope="module", params=["old marks", "no marks"])
def halves(request, marked, tmp_path_factory):
    """A class and its marks; a folder in which `grade` was killed before it put the marks in their place; the command; the marks of before."""
    folder, half = tmp_path_factory.mktemp("two"), tmp_path_factory.mktemp("half")
    make_class.make(folder / "class", 8, "nbgrader", (UNIT,))
    grade_class.grade([str(folder / "class")], folder / "marks.csv", SOLUTIONS, (UNIT,))
    old = (marked / "marks.csv").read_bytes() if request.param == "old marks" else None
    for name in ("marks.csv", "marks.details.jsonl") if old else ():
        (half / name).write_bytes((marked / name).read_bytes())
    command = ["grade", str(folder / "class"), "--unit", UNIT, "--out", str(half / "marks.csv"), "--fresh"]
    assert kill_writing.killed_at("marks.csv", half, command) == -9
    return folder, half, command[:-1], old


class TestKilledBetweenItsTwoFiles:
    """Killed after the new details took their place and before the marks did: old marks beside new details were called a change by hand."""

    def test_it_is_so(self, halves):
        folder, half, _, old = halves
        new = (folder / "marks.details.jsonl").read_bytes()
        assert (half / "marks.details.jsonl").read_bytes() == new
        assert ((half / "marks.csv").read_bytes() if old else None) == old != (folder / "marks.csv").read_bytes()

    @pytest.mark.parametrize("verb", ["report", "feedback", "gradebook"])
    def test_each_verb_says_which_is_older(self, verb, halves, tmp_path, capsys):
        _, half, _, _ = halves
        more = ["--to", "table", "--out", str(tmp_path / "t.csv")] if verb == "gradebook" else ["--out", str(tmp_path / "r")]
        assert main([verb, str(half / "marks.csv"), *more]) == 0
        said = capsys.readouterr().out
        assert "stopped between its two files" in said and "by hand" not in said

    def test_another_kill_does_not_forget_it_and_the_next_run_mends_it(self, halves):
        folder, half, command, _ = halves
        for more in ([], ["--fresh"]):
            assert kill_writing.killed_at(5, half, [*command, *more]) == -9
        assert main(command) == 0
        assert content(half) == content(folder) and not list(half.glob("*unfinished*"))

    def test_what_somebody_typed_meanwhile_is_not_lost(self, marked, tmp_path, capsys):
        (tmp_path / "marks.csv").write_bytes((marked / "marks.csv").read_bytes().replace(b"graded", b"typed"))
        (tmp_path / "marks.details.jsonl").write_bytes((marked / "marks.details.jsonl").read_bytes())
        (tmp_path / "marks.unfinished.jsonl").write_text(json.dumps({"replaces": "0" * 64}) + "\n")
        assert main(["grade", str(marked / "class"), "--unit", UNIT, "--out", str(tmp_path / "marks.csv")]) == 2
        assert "changed by hand" in capsys.readouterr().err


@pytest.mark.parametrize("pool", [False, True])
def test_a_command_that_had_a_pool_puts_it_away(pool, tmp_path):
    """What a pool registers for the end (semaphores, the resource tracker) is done; without a pool the process ends at once."""
    code = (
        "import atexit, sys\n" + "import multiprocessing.process\n" * pool + "from helpers.__main__ import command\n"
        "atexit.register(lambda: print('put away', flush=True))\n"
        "sys.argv = ['who-says-so', 'grade', 'nothing', '--unit', 'nothing']\ncommand()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "There is no unit" in done.stderr and ("put away" in done.stdout) == pool


def test_a_sign_of_another_run_says_nothing_of_details_that_are_not_there(tmp_path):
    """The sign is written before either file: killed between it and the first of them, there is nothing newer to use."""
    (tmp_path / "marks.unfinished.jsonl").write_bytes(_replacing(_sign(tmp_path / "marks.csv")))
    assert half_done(tmp_path / "marks.csv") and edits.told(tmp_path / "marks.csv") == ""


@pytest.mark.parametrize("number, begins, has", [
    (errno.EACCES, "marks.csv cannot be used: ", "another program holds it open. Close it there, or choose another place"),
    (errno.EPERM, "marks.csv cannot be used: ", "may not read or write there"),
    (errno.ENOSPC, "marks.csv could not be written: the disk is full.", "Make room, or"),
    (errno.EROFS, "marks.csv could not be written: the disk is read-only.", "Choose another place"),
    *((other, "", "") for other in (errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ENOENT)),
])  # fmt: skip
def test_room_is_asked_for_where_room_is_missing(number, begins, has):
    """What may be a file that cannot be read, or a fault of ours, was told as a disk to be made room on."""
    said = nothing_written(OSError(number, "", "marks.csv"))
    assert said.startswith(begins) and has in said and bool(said) == bool(begins) and ("Make room" in said) == (number == errno.ENOSPC)


def content(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in ("marks.csv", "marks.details.jsonl")}


@pytest.mark.parametrize("more, status", [([], 0), (["--workers", "2"], 0), (["--unit", "nothing"], 2)])
def test_a_command_that_ends_at_once_has_said_and_written_all(marked, tmp_path, more, status):
    """`grade` ends its process without taking it apart: what it says is in the pipe, both files are whole, and no worker is left."""
    out = tmp_path / "marks.csv"
    command = [sys.executable, "-m", "helpers", "grade", str(marked / "class"), "--unit", UNIT, "--out", str(out), *more]
    done = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=False)  # which waits until nobody holds the pipe
    assert done.returncode == status and "Traceback" not in done.stderr
    if status:
        assert "There is no unit “nothing”" in done.stderr and not list(tmp_path.iterdir())
    else:
        assert done.stdout.startswith("7 results: ") and "Next: who-says-so report" in done.stdout
        assert content(tmp_path) == content(marked) and len(list(tmp_path.iterdir())) == 2


class TestOutputsAreNobodysHandIn:
    def test_old_reports_and_pages_in_the_class_folder_are_not_learners(self, tmp_path):
        folder = tmp_path / "class"
        make_class.make(folder, 3, "nbgrader", (UNIT,))
        grade_class.grade([str(folder)], folder / "marks.csv", SOLUTIONS, (UNIT,))
        for name in ("report", "monday"):
            report(folder / "marks.csv", folder / name, SOLUTIONS)
        for name in ("feedback_pages", "for them"):
            pages(folder / "marks.csv", folder / name, SOLUTIONS)
        assert sum(grade_class.grade([str(folder)], folder / "marks.csv", SOLUTIONS, (UNIT,)).values()) == 3

    @pytest.mark.parametrize(
        "name",
        "marks.csv marks_7a.csv marks.details.jsonl marks.unfinished.jsonl grades.csv given.csv report/report.html report2/learners.csv "
        "feedback_pages/ann.html feedback/ann/x.html gradebook.csv gradebook.db submitted/ann/x.ipynb upload.csv worksheet.csv table.csv unit2.csv "
        "class1/Ann/x.ipynb 7A/x.zip paper7a/unit.txt 7a.report/learners.csv 7a.feedback_pages/ann.html roster.xlsx Moodle-download.zip "
        "exercises/01_who_says_so/Ann-01_who_says_so-hand-in.zip articles/.own_article.json".split(),
    )
    def test_git_leaves_out_whatever_has_names_in_it(self, name):
        assert subprocess.run(["git", "check-ignore", "-q", "--no-index", name], cwd=REPO, check=False).returncode == 0

    def test_git_leaves_out_nothing_of_the_kit(self):
        ignored = subprocess.run(
            ["git", "ls-files", "-ci", "--exclude-standard"], cwd=REPO, capture_output=True, text=True, check=True
        ).stdout
        assert ignored == ""


class Console:
    """Standard output and error as a console of an older code page has them."""

    def __init__(self, monkeypatch, encoding: str):
        self.streams = [io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict") for _ in range(2)]
        monkeypatch.setattr(sys, "stdout", self.streams[0])
        monkeypatch.setattr(sys, "stderr", self.streams[1])

    def said(self) -> str:
        for stream in self.streams:
            stream.flush()
        return "".join(s.buffer.getvalue().decode(s.encoding) for s in self.streams)


ENCODINGS = ("cp1252", "cp850", "latin-1", "ascii", "cp437", "utf-8")


class TestConsoles:
    @pytest.mark.parametrize("encoding", ENCODINGS)
    def test_every_verb_says_what_it_has_to_say(self, encoding, marked, tmp_path, monkeypatch):
        """Folders with letters that the console lacks, and sentences with quotes and dashes that it lacks."""
        out, marks = tmp_path / "报告", str(marked / "marks.csv")
        forms = tmp_path / "forms"
        forms.mkdir()
        commands = [
            ["grade", str(marked / "class"), "--unit", UNIT, "--out", str(out / "marks.csv")],
            ["report", marks, "--out", str(out / "r")],
            ["feedback", marks, "--out", str(out / "f")],
            ["gradebook", marks, "--to", "nbgrader", "--out", str(out / "ş.csv")],
            ["gradebook", marks, "--to", "canvas", "--out", str(out / "ş.csv")],
            ["compare-forms", str(forms), str(forms), "--out", str(out / "c")],
            ["agreement", "mosul-2016", "--out", str(out / "a")],
            ["bundle", UNIT, "--out", str(out)],
            ["grade", str(tmp_path / "没有"), "--out", str(out / "m.csv")],
            ["read", str(tmp_path / "没有.txt")],
            *(
                [verb, "--help"]
                for verb in ("grade", "compare-forms", "agreement", "gradebook", "bundle", "read", "new-article", "publish")
            ),
        ]
        for command in commands:
            console = Console(monkeypatch, encoding)
            try:
                status = main(command)
            except SystemExit as error:  # argparse, on --help and on what it does not know
                status = error.code
            assert status in (0, 1, 2) and console.said().strip(), command
            monkeypatch.undo()

    def test_nobody_need_listen(self, marked, tmp_path, monkeypatch):
        """Started without an output (`>&-`, a scheduler, pythonw): the marks were written, and a traceback followed."""
        monkeypatch.setattr(sys, "stdout", None)
        monkeypatch.setattr(sys, "stderr", None)
        assert main(["grade", str(marked / "class"), "--unit", UNIT, "--out", str(tmp_path / "m.csv")]) == 0
        assert main(["grade", str(tmp_path / "nothing"), "--out", str(tmp_path / "n.csv")]) == 2

    def test_quotes_and_dashes_become_simpler_ones(self):
        assert fitting("“5 – 7 → more”…", "ascii") == '"5 - 7 -> more"...' and fitting("Jörg “x”", "cp850") == 'Jörg "x"'
        assert fitting("报", "cp1252") == "\\u62a5"

    @pytest.mark.parametrize(
        "command", [["grade", "{}"], ["report", "{}"], ["bundle", "{}"], ["gradebook", "m", "--to", "{}", "--out", "x"], ["{}"]]
    )
    def test_control_characters_of_an_argument_are_never_printed(self, command, tmp_path, capsys, monkeypatch):
        monkeypatch.chdir(tmp_path)
        bad = "x\x1b[31m\x07\u202e\x9b2J"
        with pytest.raises(SystemExit) if "--to" in command or len(command) == 1 else pytest.MonkeyPatch.context():
            main([part.format(bad) for part in command])
        said = "".join(capsys.readouterr())
        assert said and not set("\x1b\x07\u202e\x9b") & set(said)


class TestADiskThatTakesNothing:
    """Before, `bundle`, `print` and `site` ended in a traceback, and `enter` left an empty form that it read as nothing from then on."""

    @pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
    @pytest.mark.parametrize(
        "command",
        [["bundle", UNIT], ["print", UNIT], ["report", "{marks}"], ["feedback", "{marks}"], ["gradebook", "{marks}", "--to", "table"]],
    )
    def test_one_sentence_names_the_place(self, number, command, marked, tmp_path, monkeypatch, capsys):
        def full(*given, **how):
            raise OSError(number, os.strerror(number))

        out = tmp_path / "there" / ("t.csv" if "gradebook" in command else "")
        command = [part.format(marks=marked / "marks.csv") for part in command]
        monkeypatch.setattr(os, "fsync", full)
        monkeypatch.setattr(os, "sync", full)
        monkeypatch.setattr(whole, "_put", full)
        monkeypatch.setattr(whole, "_replace_folder", full)
        assert main([*command, "--out", str(out)]) == 2
        said = capsys.readouterr().err
        assert str(out) in said and ".tmp" not in said and said.count("\n") == 1
        assert {p.suffix for p in tmp_path.rglob("*")} <= {""}

    def test_no_form_is_left_empty(self, tmp_path, monkeypatch, capsys):
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", lambda handle: (_ for _ in ()).throw(OSError(errno.ENOSPC, "No space left on device")))
            assert main(["enter", UNIT, str(tmp_path)]) == 2 and "the disk is full" in capsys.readouterr().err
        assert list(tmp_path.iterdir()) == []
        (tmp_path / f"{UNIT}.txt").touch()  # as an older version left it
        assert main(["enter", UNIT, str(tmp_path)]) == 0 and "is the form" in capsys.readouterr().out
        assert f"unit: {UNIT}" in (tmp_path / f"{UNIT}.txt").read_text(encoding="utf-8")
