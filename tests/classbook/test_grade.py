"""`python -m helpers grade`: every layout, every status, the same bytes, and going on after an interruption."""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from waiting import until

REPO = Path(__file__).resolve().parents[2]

import make_class  # noqa: E402

from helpers.__main__ import main  # noqa: E402
from helpers.classbook import grade_class, processes, workers  # noqa: E402
from helpers.classbook.collect.find import Submission, submissions  # noqa: E402
from helpers.classbook.collect.platforms import parse_lms_name  # noqa: E402
from helpers.marking.mark import mark  # noqa: E402

UNIT = "01_who_says_so"
SOLUTIONS = str(REPO / "solutions")


def grade(*paths, out: Path, **more):
    return grade_class.grade([str(p) for p in paths], out, SOLUTIONS, (UNIT,), **more)


def table(path: Path) -> dict[str, dict]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return {row["learner"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def course():
    return make_class.read_course(SOLUTIONS, (UNIT,))


@pytest.fixture(scope="module")
def answers(course):
    return make_class.bank(course)


@pytest.fixture(scope="module")
def classes(tmp_path_factory):
    """The same thirty learners in every layout."""
    folder = tmp_path_factory.mktemp("class")
    for layout in make_class.LAYOUTS:
        make_class.make(folder / layout, 30, layout, (UNIT,))
    return folder


def all_right(course, answers, **change) -> dict[str, dict]:
    return {
        t.exercise.id: make_class.record(UNIT, t, change.get(t.exercise.id) or answers[UNIT, t.exercise.id, "right"])
        for t in course.units[UNIT]
    }


def hand_in(folder: Path, records: dict[str, dict]) -> Path:
    for name, one in records.items():
        path = folder / UNIT / "answers" / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(one))
    return folder


CARRIED = ("notebooks", "drive", "drive copies")  # single files, which must carry the answers


class TestLayouts:
    @pytest.mark.parametrize("layout", [x for x in make_class.LAYOUTS if x not in CARRIED])
    def test_every_layout_gives_the_marks_of_the_records(self, classes, course, answers, tmp_path, layout):
        """Points are what `mark` gives for each learner's records, whatever the files are called."""
        grade(classes / layout, out=tmp_path / "marks.csv")
        rows = list(table(tmp_path / "marks.csv").values())
        assert len(rows) == 30
        rng = random.Random(1)
        for number in range(30):
            found = make_class.records(course, UNIT, answers, rng)
            unit = make_class_unit()
            expected = round(sum(mark(unit, t.exercise, found.get(t.exercise.id)).score.points for t in course.units[UNIT]), 2)
            row = next(r for r in rows if r["learner"] == make_class.named(layout, f"s{number:05}", number))
            assert (row["status"], float(row["points"])) == ("graded", expected)
            assert row["class"] == ("7" + "AB"[number % 2] if layout == "two classes" else "")

    @pytest.mark.parametrize("layout", CARRIED)
    def test_notebooks_alone_are_enough_where_they_carry_the_answers(self, layout, classes, tmp_path):
        """Every third notebook carries its answers; the others are told apart as missing, with what to ask for, and get no zero."""
        grade(classes / layout, out=tmp_path / "marks.csv")
        rows = table(tmp_path / "marks.csv")
        names = [make_class.named(layout, f"s{n:05}", n) for n in range(30)]
        assert {n: r["status"] for n, r in rows.items()} == {name: "graded" if n % 3 == 2 else "missing" for n, name in enumerate(names)}
        assert rows[names[0]]["points"] == "" and "What is needed is the zip" in rows[names[0]]["sentence"]

    @pytest.mark.parametrize("layout", make_class.LAYOUTS)
    @pytest.mark.parametrize("above", ["year 7", "year 7/autumn"])
    def test_a_folder_too_high_gives_the_same(self, classes, tmp_path, layout, above):
        """Whatever level is given, the learners are found."""
        shutil.copytree(classes / layout, tmp_path / "copy" / above / layout)
        grade(classes / layout, out=tmp_path / "a.csv")
        grade(tmp_path / "copy", out=tmp_path / "b.csv")
        assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()

    @pytest.mark.parametrize("layout", make_class.LAYOUTS)
    def test_a_zip_of_the_whole_folder_gives_the_same_as_the_folder(self, classes, tmp_path, layout):
        """Platforms hand out one zip; nobody has to unpack it."""
        with zipfile.ZipFile(tmp_path / "download.zip", "w") as archive:
            for path in sorted((classes / layout).rglob("*")):
                archive.write(path, path.relative_to(classes / layout))
        grade(classes / layout, out=tmp_path / "a.csv")
        grade(tmp_path / "download.zip", out=tmp_path / "b.csv")
        assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()

    def test_one_submission_given_by_itself(self, course, answers, tmp_path):
        folder = hand_in(tmp_path / "alice", all_right(course, answers))
        grade(folder, out=tmp_path / "marks.csv")
        assert table(tmp_path / "marks.csv")["alice"]["points"] == table(tmp_path / "marks.csv")["alice"]["max_points"]

    @pytest.mark.parametrize(
        ("name", "learner", "number"),
        [
            ("Jane Doe_12345_assignsubmission_file_", "Jane Doe_12345", "12345"),
            ("Jane_Mary Doe_7_assignsubmission_file_hand-in.zip", "Jane_Mary Doe_7", "7"),
            ("Participant_88_assignsubmission_file", "Participant_88", "88"),
            ("doejane_1234_5678_01_who_says_so-1.ipynb", "doejane_1234", "1234"),
            ("doejane_LATE_1234_5678_x.zip", "doejane_1234", "1234"),
            ("anon_x7Ab9_5678_x.zip", "anon_x7Ab9", "anon_x7Ab9"),
        ],
    )
    def test_names_of_downloads(self, name, learner, number):
        """As the source of Moodle and of Canvas builds them."""
        assert (parse_lms_name(name)["learner"], parse_lms_name(name)["lms_id"]) == (learner, number)

    @pytest.mark.parametrize("name", ["01_who_says_so.ipynb", "alice", "alice_smith.zip", "answers"])
    def test_names_that_no_platform_gave(self, name):
        assert parse_lms_name(name) is None

    def test_a_folder_of_the_exchange(self, tmp_path):
        (tmp_path / f"ann+{UNIT}+2026-11-22 08:00:00 UTC+x").mkdir()
        assert [s.learner for s in submissions([str(tmp_path)], {UNIT})] == ["ann"]


def make_class_unit():
    from helpers.exercises import read_unit

    return read_unit((REPO / "solutions" / UNIT).resolve())


class TestStatuses:
    @pytest.mark.parametrize("newer", ["folder", "notebook"])
    def test_the_newer_of_folder_and_notebook_counts(self, course, answers, tmp_path, newer):
        """Per exercise the higher revision, wherever it lies."""
        old, new = all_right(course, answers), all_right(course, answers, q2=answers[UNIT, "q2", "wrong"])
        new = {n: {**r, "rev": 9} for n, r in new.items()}
        folder, notebook = (new, old) if newer == "folder" else (old, new)
        hand_in(tmp_path / "class" / "bo", folder)
        (tmp_path / "class" / "bo" / UNIT / f"{UNIT}.ipynb").write_bytes(make_class.notebook(make_class.released(UNIT), UNIT, notebook))
        grade(tmp_path / "class", out=tmp_path / "marks.csv")
        row = table(tmp_path / "marks.csv")["bo"]
        assert float(row["q2"]) < 1 and "more than once" in row["sentence"]

    def test_a_damaged_answer_costs_itself_only(self, course, answers, tmp_path):
        hand_in(tmp_path / "class" / "bo", all_right(course, answers))
        (tmp_path / "class" / "bo" / UNIT / "answers" / "q2.json").write_text("{")
        grade(tmp_path / "class", out=tmp_path / "marks.csv")
        row = table(tmp_path / "marks.csv")["bo"]
        assert row["status"] == "partly readable" and row["q2"] == "" and "q2.json" in row["sentence"]
        assert float(row["points"]) == float(row["max_points"]) - next(
            t.exercise.points for t in course.units[UNIT] if t.exercise.id == "q2"
        )

    def test_an_unreadable_submission_has_no_zero(self, tmp_path):
        (tmp_path / "class" / "bo" / UNIT / "answers").mkdir(parents=True)
        (tmp_path / "class" / "bo" / UNIT / "answers" / "q2.json").write_bytes(b"\xff\xfe{}")
        grade(tmp_path / "class", out=tmp_path / "marks.csv")
        assert (table(tmp_path / "marks.csv")["bo"]["status"], table(tmp_path / "marks.csv")["bo"]["points"]) == ("unreadable", "")

    def test_nothing_answered_is_a_zero_with_its_reason(self, course, answers, tmp_path):
        """Who handed in an answers folder and answered nothing has nought, and the sentence says why."""
        first = course.units[UNIT][0]
        hand_in(tmp_path / "class" / "bo", {first.exercise.id: make_class.record(UNIT, first, {"spans": []})})
        grade(tmp_path / "class", out=tmp_path / "marks.csv")
        row = table(tmp_path / "marks.csv")["bo"]
        assert (row["status"], row["points"], row["answered"]) == ("graded", "0", "0")

    def test_an_empty_folder_is_a_missing_submission(self, tmp_path):
        (tmp_path / "class" / "bo").mkdir(parents=True)
        grade(tmp_path / "class", out=tmp_path / "marks.csv")
        assert table(tmp_path / "marks.csv")["bo"]["status"] == "missing"

    def test_who_did_one_unit_only_is_missing_in_the_other(self, tmp_path):
        for learner, units in (("ann", ("01_who_says_so", "02_weight_of_words")), ("bo", ("01_who_says_so",))):
            for unit in units:
                make_class.make(tmp_path / "one", 1, "nbgrader", (unit,))
                target = tmp_path / "class" / learner / unit
                target.parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / "one" / "s00000" / unit).rename(target)
        grade_class.grade([str(tmp_path / "class")], tmp_path / "marks.csv", SOLUTIONS)
        with open(tmp_path / "marks.csv", encoding="utf-8-sig") as file:
            assert [(r["learner"], r["unit"], r["status"]) for r in csv.DictReader(file)] == [
                ("ann", "01_who_says_so", "graded"),
                ("ann", "02_weight_of_words", "graded"),
                ("bo", "01_who_says_so", "graded"),
                ("bo", "02_weight_of_words", "missing"),
            ]

    def test_units_not_asked_for_are_left_alone(self, tmp_path):
        """`--unit` on learners who handed in several: neither their answers nor a damaged file of theirs elsewhere says anything about this one."""
        other = "02_weight_of_words"
        make_class.make(tmp_path / "class", 4, "nbgrader", (UNIT, other))
        (tmp_path / "class" / "s00001" / other / "answers" / "q1.json").write_text('{"schema": 1')
        make_class.make(tmp_path / "alone", 4, "zips", (other,))
        grade(tmp_path / "class", out=tmp_path / "marks.csv")
        assert {"graded"} == {row["status"] for row in table(tmp_path / "marks.csv").values()}
        grade(tmp_path / "alone", out=tmp_path / "alone.csv")
        assert {("missing", "", f"What was handed in belongs to another unit: {other}.")} == {
            (row["status"], row["points"], row["sentence"]) for row in table(tmp_path / "alone.csv").values()
        }

    def test_an_empty_class(self, tmp_path, capsys):
        (tmp_path / "class").mkdir()
        assert main(["grade", str(tmp_path / "class"), "--out", str(tmp_path / "marks.csv")]) == 0
        assert "no submissions" in capsys.readouterr().out and len((tmp_path / "marks.csv").read_text().splitlines()) == 1

    def test_a_wrong_path_is_one_sentence(self, tmp_path, capsys):
        assert main(["grade", str(tmp_path / "nowhere"), "--out", str(tmp_path / "marks.csv")]) == 2
        assert capsys.readouterr().err.count("\n") == 1

    def test_a_copy_without_keys_gives_no_marks(self, classes, tmp_path, monkeypatch, capsys):
        """Better no mark than a wrong one: a student's copy of the kit refuses."""
        from helpers.classbook.keyed_course import read_course
        from helpers.exercises import keys, votes

        read_course.cache_clear()
        monkeypatch.setattr(keys, "_KEYS", {})
        monkeypatch.setattr(votes, "read_votes", lambda article: votes.Votes((), ()))
        try:
            assert main(["grade", str(classes / "nbgrader"), "--unit", UNIT, "--out", str(tmp_path / "marks.csv")]) == 2
            assert "key" in capsys.readouterr().err
        finally:
            read_course.cache_clear()


class TestRuns:
    def test_workers_and_order_change_no_byte(self, tmp_path):
        make_class.make(tmp_path / "class", 90, "nbgrader", (UNIT,))
        for n in (1, 2, 3):
            grade(tmp_path / "class", out=tmp_path / f"{n}.csv", workers=n)
        assert len({(tmp_path / f"{w}.csv").read_bytes() for w in (1, 2, 3)}) == 1
        assert len({(tmp_path / f"{w}.details.jsonl").read_bytes() for w in (1, 2, 3)}) == 1

    def test_an_interrupted_run_goes_on_where_it_stopped(self, classes, tmp_path, monkeypatch):
        """The second run marks only what the first had not, and the outcome is that of one run."""
        grade(classes / "nbgrader", out=tmp_path / "whole.csv")
        seen: list[str] = []
        real = workers.grade_many

        def stop_after_five(solutions, only, batch):
            for one in batch:
                if len(seen) == 5:
                    raise KeyboardInterrupt
                seen.append(one.learner)
                yield from real(solutions, only, [one])

        monkeypatch.setattr(workers, "grade_many", stop_after_five)
        with pytest.raises(KeyboardInterrupt):
            grade(classes / "nbgrader", out=tmp_path / "marks.csv")
        assert not (tmp_path / "marks.csv").exists() and (tmp_path / "marks.unfinished.jsonl").exists()
        with open(tmp_path / "marks.unfinished.jsonl", "a") as file:
            file.write('{"learner": "cut o')  # a crash in the middle of a line
        again: list[str] = []
        monkeypatch.setattr(workers, "grade_many", lambda s, o, batch: again.extend(b.learner for b in batch) or real(s, o, batch))
        grade(classes / "nbgrader", out=tmp_path / "marks.csv")
        assert sorted([*seen[:5], *again]) == [f"s{n:05}" for n in range(30)]
        assert (tmp_path / "marks.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
        assert not (tmp_path / "marks.unfinished.jsonl").exists()

    @pytest.mark.parametrize("cut", [1, 40, 1500])
    def test_a_journal_cut_off_in_the_middle_of_a_submission_loses_that_one_only(self, classes, tmp_path, monkeypatch, cut):
        """A full disk or a crash leaves half a line, or a head without its lines: that submission is marked again."""
        grade(classes / "nbgrader", out=tmp_path / "whole.csv")
        real = workers.grade_many
        monkeypatch.setattr(
            workers,
            "grade_many",
            lambda s, o, batch: (_ for _ in ()).throw(KeyboardInterrupt) if batch[0].learner == "s00005" else real(s, o, batch),
        )
        monkeypatch.setattr(workers, "BATCH", 1)
        with pytest.raises(KeyboardInterrupt):
            grade(classes / "nbgrader", out=tmp_path / "marks.csv")
        journal = tmp_path / "marks.unfinished.jsonl"
        os.truncate(journal, journal.stat().st_size - cut)
        again: list[str] = []
        monkeypatch.setattr(workers, "grade_many", lambda s, o, batch: again.extend(b.learner for b in batch) or real(s, o, batch))
        grade(classes / "nbgrader", out=tmp_path / "marks.csv")
        assert again == [f"s{n:05}" for n in range(4, 30)]
        assert (tmp_path / "marks.details.jsonl").read_bytes() == (tmp_path / "whole.details.jsonl").read_bytes()

    def test_an_answer_longer_than_any_counts_and_is_not_kept(self, course, answers, tmp_path):
        """What a learner's file holds besides the answer swells no page: the marks stay, the answer is left out of the details."""
        hand_in(tmp_path / "class" / "bo", all_right(course, answers, q2={**answers[UNIT, "q2", "right"], "more": "x" * 70_000}))
        grade(tmp_path / "class", out=tmp_path / "marks.csv")
        row = table(tmp_path / "marks.csv")["bo"]
        kept = json.loads((tmp_path / "marks.details.jsonl").read_text().splitlines()[1])["exercises"]
        assert row["points"] == row["max_points"] and [name for name, one in kept.items() if "answer" not in one] == ["q2"]

    def test_what_changed_meanwhile_is_marked_again(self, course, answers, tmp_path, monkeypatch):
        hand_in(tmp_path / "class" / "ann", all_right(course, answers))
        hand_in(tmp_path / "class" / "bo", all_right(course, answers))
        real = workers.grade_many
        monkeypatch.setattr(
            workers,
            "grade_many",
            lambda s, o, batch: (_ for _ in ()).throw(KeyboardInterrupt) if batch[0].learner == "bo" else real(s, o, batch),
        )
        monkeypatch.setattr(workers, "BATCH", 1)
        with pytest.raises(KeyboardInterrupt):
            grade(tmp_path / "class", out=tmp_path / "marks.csv")
        monkeypatch.setattr(workers, "grade_many", real)
        hand_in(
            tmp_path / "class" / "ann", {n: {**r, "rev": 8} for n, r in all_right(course, answers, q2=answers[UNIT, "q2", "wrong"]).items()}
        )
        grade(tmp_path / "class", out=tmp_path / "marks.csv")
        assert float(table(tmp_path / "marks.csv")["ann"]["q2"]) < 1

    def test_a_worker_that_dies_costs_nobody_else_a_mark(self, tmp_path, monkeypatch):
        """The submission that kills its worker gets a status; all others get their marks."""
        make_class.make(tmp_path / "class", 60, "nbgrader", (UNIT,))
        grade(tmp_path / "class", out=tmp_path / "whole.csv")
        monkeypatch.setattr(processes, "grade_many", _dies_on_s00020)
        grade(tmp_path / "class", out=tmp_path / "marks.csv", workers=2)
        whole, marks = table(tmp_path / "whole.csv"), table(tmp_path / "marks.csv")
        assert marks.pop("s00020")["status"] == "unreadable" and whole.pop("s00020")
        assert marks == whole

    def test_killing_the_whole_run_loses_nothing(self, tmp_path):
        """SIGKILL in the middle, then the same command: all marks, none twice."""
        make_class.make(tmp_path / "class", 400, "nbgrader", (UNIT,))
        journal = tmp_path / "marks.unfinished.jsonl"
        command = ["grade", str(tmp_path / "class"), "--unit", UNIT, "--out", str(tmp_path / "marks.csv"), "--workers", "2"]
        stops = (  # in the middle of it this run stands still, so that a slow test does not come too late
            "import os, sys, time, helpers.classbook.grade_class as r; from helpers.__main__ import main; add = r.Journal.add\n"
            f"r.Journal.add = lambda *a: (add(*a), os.path.getsize({str(journal)!r}) > 20_000 and time.sleep(3600))\n"
            f"main({command})"
        )
        running = subprocess.Popen([sys.executable, "-c", stops], cwd=REPO, start_new_session=True, stdout=subprocess.DEVNULL)
        until(lambda: running.poll() is not None or (journal.exists() and journal.stat().st_size > 20_000))
        assert running.poll() is None
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        assert not (tmp_path / "marks.csv").exists(), "the run was over before it could be killed"
        subprocess.run([sys.executable, "-m", "helpers", *command], cwd=REPO, check=True, stdout=subprocess.DEVNULL)
        grade(tmp_path / "class", out=tmp_path / "whole.csv")
        assert (tmp_path / "marks.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()

    def test_marking_needs_no_heavy_import(self, tmp_path):
        """`grade` marks a class over all units, building every key, and loads neither widgets nor figures nor nbgrader nor nltk."""
        make_class.make(tmp_path / "class", 18, spread=True)
        code = (
            "import sys; from helpers.__main__ import main; import helpers.classbook.processes; assert main(sys.argv[1:]) == 0; "
            "print(sorted({m.split('.')[0] for m in sys.modules} & "
            "{'nltk','matplotlib','ipywidgets','anywidget','nbgrader','nbformat','numpy','IPython','distributed','trafilatura'}))"
        )
        command = [sys.executable, "-c", code, "grade", str(tmp_path / "class"), "--out", str(tmp_path / "marks.csv")]
        assert subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=True).stdout.splitlines()[-1] == "[]"


def _dies_on_s00020(solutions, only, batch):
    from helpers.classbook.grade import grade_many

    if any(s.learner == "s00020" for s in batch):
        os._exit(9)
    return grade_many(solutions, only, batch)


def test_submission_is_small_enough_to_send():
    """What goes to another machine is names, not files."""
    import pickle

    assert len(pickle.dumps(Submission("ann"))) < 500


class TestWhatIsAskedFor:
    """The last sentence says what would help, and only that."""

    def test_a_fault_nobody_foresaw_asks_for_no_other_copy(self, monkeypatch):
        from helpers.classbook import grade

        monkeypatch.setattr(grade, "grade_one", lambda *_: 1 / 0)
        ((line,),) = [one.lines for one in grade.grade_many(SOLUTIONS, ("01_who_says_so",), [Submission("bo")])]
        result = json.loads(line)
        assert "Look at it by hand, and please report it." in result["sentence"] and "copy is needed" not in result["sentence"]
        assert result["status"] == "unreadable" and "  " not in result["sentence"]

    def test_a_locked_zip_is_wanted_without_its_password(self, tmp_path):
        """The bit that says “encrypted”, set in every header of a zip."""
        path = tmp_path / "class" / "bo.zip"
        path.parent.mkdir()
        with zipfile.ZipFile(path, "w") as made:
            made.writestr("01_who_says_so/answers/q1.json", "{}")
        raw = bytearray(path.read_bytes())
        for head, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
            raw[raw.index(head) + flags] |= 1
        path.write_bytes(raw)
        grade_class.grade([str(tmp_path / "class")], tmp_path / "marks.csv", SOLUTIONS, ("01_who_says_so",))
        with open(tmp_path / "marks.csv", encoding="utf-8-sig", newline="") as file:
            (row,) = csv.DictReader(file)
        assert "is locked with a password" in row["sentence"] and row["sentence"].endswith(
            "Another copy is needed, without a password: the notebook, or the zip that its last cell makes."
        )
