"""Answers on disk: a crash loses at most the change in hand, damage is set aside and named, and no window overwrites another's work."""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from course import REPO
from hypothesis import given
from hypothesis import strategies as st
from waiting import WAIT

from helpers.answers import MIME, AnswerFile, merge_newest, notebook_answers, problem_of, read_answers, write_record
from helpers.answers.record import MAX_BYTES, MAX_DEPTH, _looks_plain, check_record, parse, plain, read_record
from helpers.errors import AnswersError
from helpers.exercises import Exercise

TASK = Exercise("01_t", "q1", "mark_sources", "mosul-2016", "T", "")
SHA = "a" * 64


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "answers"


def opened(folder) -> AnswerFile:
    return AnswerFile(folder, TASK, SHA)


def record(**changes) -> dict:
    whole = {
        "schema": 1,
        "assignment": "01_t",
        "exercise": "q1",
        "type": "mark_sources",
        "article": "mosul-2016",
        "sha256": SHA,
        "rev": 3,
        "writer": "w",
        "saved": "2026-11-22T08:00:00.000Z",
        "answer": {"spans": []},
        **changes,
    }
    return {k: v for k, v in whole.items() if v != "ABSENT"}


def put(folder, raw, name="q1.json") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(raw if isinstance(raw, bytes) else json.dumps(raw).encode())
    return path


class TestRoundTrip:
    def test_what_was_saved_comes_back(self, folder):
        """Saved, opened again: the same answer, the same revision."""
        answer = {"fields": {"text": "“curly” 😀\nnew line"}}
        opened(folder).save(answer)
        again = opened(folder)
        assert (answer, 1, "") == (again.load(), again.rev, again.notice)

    def test_revisions_count_on_over_sessions(self, folder):
        """Three sessions, three revisions."""
        for n in range(3):
            one = opened(folder)
            one.load()
            assert n + 1 == one.save({"spans": []})["rev"]

    def test_nothing_stored_is_nothing(self, folder):
        """A first opening makes no file and no notice."""
        one = opened(folder)
        assert (one.load(), one.notice, folder.exists()) == (None, "", False)

    def test_half_an_emoji_is_no_obstacle(self, folder):
        """A browser that cuts a text in the middle of an emoji sends half of it; it is stored as a replacement mark, and pairs are joined."""
        kept = opened(folder).save({"fields": {"text": "ab\ud83d", "two": "\ud83d\ude00"}})["answer"]
        assert {"fields": {"text": "ab\ufffd", "two": "😀"}} == kept == opened(folder).load()

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
            lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=3), x, max_size=3),
            max_leaves=8,
        )
    )
    def test_any_plain_data_round_trips(self, value):
        """Whatever plain data an exercise stores is read back as it was."""
        with tempfile.TemporaryDirectory() as here:
            one = opened(Path(here))
            one.save({"x": value})
            assert {"x": value} == one.load()

    def test_exercise_id_cannot_be_a_path(self, folder):
        """An id from a file is not trusted as a name."""
        for odd in ("../q1", "", "q1.json", "a/b", "q\n"):
            with pytest.raises(AnswersError):
                AnswerFile(folder, Exercise("a", odd, "mark_sources", "x", "", ""), SHA)


NESTED = b'{"schema": 1, "assignment": "01_t", "exercise": "q1", "rev": 1, "answer": {"x": ' + b"[" * 500 + b"]" * 500 + b"}}"
DAMAGE = {
    "cut off": (b'{"schema": 1, "assi', "q1.json is damaged: it breaks off in the middle."),
    "cut off inside a character": ('{"schema": 1, "x": "é'.encode()[:-1], "it breaks off in the middle"),
    "empty": (b"", "q1.json is damaged: it is empty."),
    "zeros": (b"\0" * 4096, "q1.json is damaged: it is empty."),
    "binary": (bytes(range(256)), "what stands in it is not text"),
    "not UTF-8": (json.dumps(record(writer="é"), ensure_ascii=False).encode("latin-1"), "what stands in it is not text"),
    "a web page": (b"<!doctype html><title>Sign in</title>", "it holds something else than an answer"),
    "a comma lost": (json.dumps(record()).replace(",", " ", 2).encode(), "part of it was changed or overwritten"),
    "twice in one file": (json.dumps(record()).encode() * 2, "part of it was changed or overwritten"),
    "deep nesting that JSON refuses": (b"[" * 200_000, "it holds something that no answer can hold"),
    "deep nesting that JSON takes": (NESTED, "nested too deep"),
    "NaN": (json.dumps(record(answer={"x": float("nan")})).encode(), "is damaged"),
    "Infinity": (json.dumps(record(answer={"x": float("inf")})).encode(), "is damaged"),
    "infinite by exponent": (json.dumps(record()).replace('"spans": []', '"x": 1e999').encode(), "number without end"),
    "number of 5,000 digits": (json.dumps(record()).replace('"rev": 3', '"rev": ' + "9" * 5000).encode(), "is damaged"),
    "a list": (b"[]", "does not hold an answer"),
    "a word": (b'"q1"', "does not hold an answer"),
    "no schema": (record(schema="ABSENT"), "does not say in which form"),
    "schema true": (record(schema=True), "does not say in which form"),
    "schema false": (record(schema=False), "does not say in which form"),
    "schema 0.0": (record(schema=0.0), "does not say in which form"),
    "schema of the future": (record(schema=9), "newer version of the kit (form 9)"),
    "revision true": (record(rev=True), "the count of changes is missing"),
    "revision 1.5": (record(rev=1.5), "the count of changes is missing"),
    "revision negative": (record(rev=-1), "the count of changes is impossible"),
    "revision huge": (record(rev=2**53), "the count of changes is impossible"),
    "answer a list": (record(answer=[]), "the answer itself is missing"),
    "answer missing": (record(answer="ABSENT"), "the answer itself is missing"),
    "other assignment": (record(assignment="02_other"), "belongs to “02_other”, not to “01_t”"),
    "other exercise": (record(exercise="q9"), "belongs to exercise “q9”, not to “q1”"),
}


JARGON = re.compile(
    r"(?i)json|delimiter|unterminated|char \d|line \d|column|decode|codec|utf|byte 0x|error|exception|recursion|\bNaN\b|Infinity|schema|errno|\brev\b"
)


class TestDamaged:
    @pytest.mark.parametrize(("raw", "words"), DAMAGE.values(), ids=DAMAGE)
    def test_is_named_set_aside_and_kept(self, folder, raw, words):
        """One sentence for the learner, the file whole under another name, and the exercise open for a new answer."""
        before = put(folder, raw).read_bytes()
        one = opened(folder)
        assert one.load() is None
        assert words in one.notice and "nothing was thrown away" in one.notice and "\n" not in one.notice
        assert not JARGON.search(re.sub(r"\S+\.json", "", one.notice)), one.notice
        (aside,) = folder.glob("q1.unreadable-*.json")
        assert before == aside.read_bytes() and aside.name in one.notice
        one.save({"spans": [1]})
        assert opened(folder).load() == {"spans": [1]}
        assert before == aside.read_bytes()

    @pytest.mark.parametrize(("raw", "words"), DAMAGE.values(), ids=DAMAGE)
    def test_is_a_sentence_for_the_teacher_and_stops_nothing(self, folder, raw, words):
        """Reading a whole folder goes on past the damage; the sentence can be found by exercise."""
        put(folder, raw)
        put(folder, record(exercise="q2"), "q2.json")
        records, problems = read_answers(folder, "01_t")
        assert list(records) == ["q2"] and len(problems) == 1
        assert words in problem_of(problems, "q1") and problem_of(problems, "q2") == ""

    def test_damage_after_opening_is_told_too(self, folder):
        """Something spoils the file while the notebook is open: the next save keeps it aside and says so."""
        one = opened(folder)
        one.save({"spans": []})
        put(folder, b"spoiled")
        one.save({"spans": [1]})
        assert "is damaged" in one.notice and next(folder.glob("q1.unreadable-*")).read_bytes() == b"spoiled"
        assert opened(folder).load() == {"spans": [1]}

    def test_other_text_is_set_aside_and_revisions_go_on(self, folder):
        """Marks of another version of the article would stand on other words; they are kept, and the next save counts on from them."""
        put(folder, record(sha256="b" * 64, rev=7))
        one = opened(folder)
        assert one.load() is None and "article was changed" in one.notice
        assert [one.save({"spans": []})["rev"]] == [8]
        assert len(list(folder.glob("q1.other-text-*.json"))) == 1

    def test_schema_0_is_brought_up_to_date(self, folder):
        """The form before the first release had no revision and no writer."""
        put(folder, {"schema": 0, "assignment": "01_t", "exercise": "q1", "sha256": SHA, "answer": {"spans": []}})
        one = opened(folder)
        assert (one.load(), one.notice, one.rev) == ({"spans": []}, "", 1)

    def test_last_revision_is_not_lost(self, folder):
        """A file that claims the greatest revision there is can still be saved over and read back."""
        put(folder, record(rev=2**53 - 1))
        one = opened(folder)
        one.load()
        one.save({"spans": [1]})
        assert opened(folder).load() == {"spans": [1]}


class TestOddFiles:
    """What only looks like a file is not read: no link is followed, no pipe waited for."""

    def make(self, folder, how):
        folder.mkdir()
        path = folder / "q1.json"
        match how:
            case "link to a file":
                path.symlink_to(put(folder.parent, record(), "secret.json"))
            case "dangling link":
                path.symlink_to(folder / "nowhere")
            case "link to itself":
                path.symlink_to(path)
            case "pipe":
                os.mkfifo(path)
            case "folder":
                path.mkdir()
            case "sparse gigabyte":
                with path.open("wb") as out:
                    out.truncate(2**30)
            case "too large":
                path.write_bytes(json.dumps(record(answer={"x": "y" * MAX_BYTES})).encode())

    @pytest.mark.parametrize("how", ["link to a file", "dangling link", "link to itself", "pipe", "folder", "sparse gigabyte", "too large"])
    def test_is_refused_at_once(self, folder, how):
        """Named, set aside, and an answer can be saved in its place."""
        self.make(folder, how)
        guard = threading.Timer(WAIT, lambda: os.kill(os.getpid(), signal.SIGALRM))  # a pipe would block for ever
        guard.start()
        try:
            records, problems = read_answers(folder, "01_t")
            one = opened(folder)
            assert (one.load(), records, len(problems)) == (None, {}, 1)
            one.save({"spans": []})
        finally:
            guard.cancel()
        assert "q1.json" in problems[0].said and one.path.is_file() and not one.path.is_symlink()
        assert opened(folder).load() == {"spans": []}

    def test_linked_folder_is_neither_read_nor_written(self, folder, tmp_path):
        """A submission whose answers folder points elsewhere gets nothing from there, and a learner is told."""
        elsewhere = tmp_path / "elsewhere"
        put(elsewhere, record())
        folder.symlink_to(elsewhere, target_is_directory=True)
        records, problems = read_answers(folder, "01_t")
        assert records == {} and "is a link" in problems[0].said
        with pytest.raises(AnswersError, match="is a link"):
            opened(folder).save({"spans": []})
        assert read_record(elsewhere / "q1.json")["rev"] == 3

    def test_file_in_the_folder_s_place(self, folder):
        """Something else is called «answers»: a sentence."""
        folder.write_text("notes")
        with pytest.raises(AnswersError, match="in the way"):
            opened(folder).save({"spans": []})
        assert folder.read_text() == "notes"


# Answers with its revision on a line of its own for each save. With a number it first makes as many writers, one after the other, each by a
# fork (what takes time is to import), names the process, and goes on when it has been killed.
WRITER = """
import os, sys; sys.path.insert(0, sys.argv[1])
from pathlib import Path
from helpers.answers import AnswerFile
from helpers.exercises import Exercise
for _ in range(int(sys.argv[3])):
    if not (child := os.fork()):
        print("pid", os.getpid(), flush=True)
        break
    os.waitpid(child, 0)
    print("dead", flush=True)
else:
    if int(sys.argv[3]):
        sys.exit()
one = AnswerFile(Path(sys.argv[2]), Exercise("01_t", "q1", "mark_sources", "mosul-2016", "T", ""), "a" * 64)
one.load()
n = one.rev
while True:
    n += 1
    print(one.save({"n": n, "pad": "x" * 20_000})["rev"], flush=True)
"""


class TestCrash:
    def test_killed_writer_leaves_the_last_answer_whole(self, folder):
        """SIGKILL in the middle of saving, twenty times: never unreadable, never back behind a revision that was reported as saved."""
        script = folder.parent / "writer.py"
        script.write_text(WRITER)
        last = 0
        with subprocess.Popen([sys.executable, str(script), str(REPO), str(folder), "20"], stdout=subprocess.PIPE, text=True) as writers:
            for round_ in range(20):
                pid = int(writers.stdout.readline().removeprefix("pid "))
                for _ in range(1 + round_ % 7):
                    reported = int(writers.stdout.readline())
                os.kill(pid, signal.SIGKILL)
                while (line := writers.stdout.readline()) != "dead\n":
                    reported = int(line)
                kept = read_record(folder / "q1.json", "01_t", "q1")
                assert kept["rev"] >= reported > last and kept["answer"]["n"] == kept["rev"]
                last = kept["rev"]
        assert list(folder.glob("q1.unreadable-*")) == []

    def test_left_over_temporary_files_are_swept(self, folder):
        """What a killed kernel left is removed after a minute, and a fresh one of a neighbour is not."""
        folder.mkdir()
        old, fresh = folder / ".q1.json.aaa.tmp", folder / ".q1.json.bbb.tmp"
        for path in (old, fresh):
            path.write_text("{")
        os.utime(old, (1, 1))
        opened(folder).load()
        assert (old.exists(), fresh.exists()) == (False, True)


class TestNoRoom:
    @pytest.fixture
    def guarded(self):
        """A folder in which this process may not write, though it may read: as a learner, not as root."""
        with tempfile.TemporaryDirectory() as here:
            place = Path(here)
            place.chmod(0o755)
            put(place / "answers", record())
            (place / "answers").chmod(0o555)
            if os.geteuid() == 0:
                os.seteuid(65534)
            try:
                yield place / "answers"
            finally:
                if os.getuid() == 0:
                    os.seteuid(0)
                (place / "answers").chmod(0o755)

    def test_read_only_folder_is_a_sentence_and_loses_nothing(self, guarded):
        """What is stored can be read; saving says that the folder is read-only, and where the answer is meanwhile."""
        one = opened(guarded)
        assert one.load() == {"spans": []}
        with pytest.raises(AnswersError, match="this folder is read-only. Make room or ask your teacher; it is kept in this browser tab"):
            one.save({"spans": [1]})
        assert opened(guarded).load() == {"spans": []}

    def test_damaged_file_in_a_read_only_folder(self, guarded):
        """It cannot be set aside; that is said, and it stays."""
        os.seteuid(os.getuid())
        (guarded / "q1.json").write_bytes(b"spoiled")
        if os.geteuid() == 0:
            os.seteuid(65534)
        one = opened(guarded)
        assert one.load() is None and "could not be moved out of the way" in one.notice
        assert (guarded / "q1.json").read_bytes() == b"spoiled"

    def test_full_disk(self, folder):
        """No more than 100 bytes may be written: a sentence, the old answer whole, no litter; with room again the answer is taken."""
        one = opened(folder)
        one.save({"spans": []})
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
        try:
            with pytest.raises(AnswersError, match="could not be written to “answers”: there is no room"):
                one.save({"spans": ["x" * 500]})
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert opened(folder).load() == {"spans": []}
        assert [p.name for p in folder.iterdir() if p.name != ".lock"] == ["q1.json"]
        assert one.save({"spans": [1]})["rev"] == 2

    def test_really_full_disk(self, tmp_path):
        """The same on a real file system of 64 KB, where this machine lets us make one."""
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)], capture_output=True).returncode:
            pytest.skip("this account may not mount a file system; test_full_disk covers it with a limit")
        try:
            one = opened(tmp_path / "answers")
            one.save({"spans": []})
            with pytest.raises(AnswersError, match="the disk is full"):
                one.save({"spans": ["x" * 100_000]})
            assert opened(tmp_path / "answers").load() == {"spans": []}
            assert one.save({"spans": [1]})["rev"] == 2
        finally:
            subprocess.run(["umount", str(tmp_path)], check=True)


class TestTwoWindows:
    def test_the_other_window_s_answer_is_kept_beside(self, folder):
        """B opened before A saved: B's save counts, A's answer is kept in a file that is named."""
        a, b = opened(folder), opened(folder)
        a.load(), b.load()
        a.save({"who": "a"})
        b.save({"who": "b"})
        (kept,) = folder.glob("q1.other-window-*.json")
        assert (read_record(kept)["answer"], read_record(b.path)["answer"]) == ({"who": "a"}, {"who": "b"})
        assert kept.name in b.notice

    def test_many_turns_keep_one_file_per_window(self, folder):
        """Two windows that take turns a hundred times leave two files beside the answer, with each side's last words."""
        a, b = opened(folder), opened(folder)
        for n in range(100):
            a.save({"who": "a", "n": n})
            b.save({"who": "b", "n": n})
        aside = [read_record(p)["answer"] for p in folder.glob("q1.other-window-*.json")]
        assert len(aside) == 2 and {"who": "a", "n": 99} in aside
        assert read_record(b.path)["answer"] == {"who": "b", "n": 99}
        assert read_record(b.path)["rev"] == 200

    def test_older_copy_put_there_by_hand_is_kept_too(self, folder):
        """A file copied in while the notebook is open, even of a lower revision, is not overwritten in silence."""
        one = opened(folder)
        for n in range(5):
            one.save({"n": n})
        put(folder, record(rev=2, answer={"from": "my other computer"}))
        assert one.save({"n": 5})["rev"] == 6
        assert "An older answer had come back" in one.notice
        assert read_record(next(folder.glob("q1.older-*.json")))["answer"] == {"from": "my other computer"}

    def test_two_processes_at_once(self, folder):
        """Two kernels saving as fast as they can: no unreadable file, no revision twice, at most one file beside per kernel."""
        script = folder.parent / "writer.py"
        script.write_text(WRITER)
        both = [
            subprocess.Popen([sys.executable, str(script), str(REPO), str(folder), "0"], stdout=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        first = [[int(w.stdout.readline()) for _ in range(40)] for w in both]
        for writer in both:
            writer.kill()
        seen = [rows + [int(x) for x in w.stdout.read().split()] for rows, w in zip(first, both)]
        for writer in both:
            writer.wait()
            writer.stdout.close()
        assert not set(seen[0]) & set(seen[1]), "one revision was given twice: one window's answer was lost"
        assert read_record(folder / "q1.json", "01_t", "q1")["rev"] >= max(map(max, seen))
        assert list(folder.glob("q1.unreadable-*")) == [] and len(list(folder.glob("q1.other-window-*"))) <= 2

    def test_two_threads_of_one_kernel(self, folder):
        """JupyterLab delivers changes in several threads: twenty saves are twenty revisions."""
        one = opened(folder)
        threads = [threading.Thread(target=one.save, args=({"n": n},)) for n in range(20)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        assert read_record(one.path)["rev"] == 20 and list(folder.glob("q1.other-window-*")) == []


def notebook(*copies) -> dict:
    return {
        "cells": [
            {"cell_type": "code", "outputs": [{"output_type": "display_data", "data": {MIME: copy, "text/plain": "x"}}]} for copy in copies
        ]
    }


class TestCarriedInTheNotebook:
    def copy(self, **records) -> dict:
        return {"schema": 1, "assignment": "01_t", "answers": records}

    def test_newer_revision_counts(self):
        """Of two copies, and of a copy and the folder, the higher revision; of equal ones the later."""
        old, new = record(rev=2, answer={"n": 2}), record(rev=5, answer={"n": 5})
        assert notebook_answers(notebook(self.copy(q1=new), self.copy(q1=old)), "01_t")["q1"]["answer"] == {"n": 5}
        later = record(rev=5, answer={"n": 6}, saved="2026-11-23T08:00:00.000Z")
        assert (
            {"n": 6} == merge_newest({"q1": new}, {"q1": later})["q1"]["answer"] == merge_newest({"q1": later}, {"q1": new})["q1"]["answer"]
        )

    def test_other_assignment_is_ignored(self):
        """A cell copied over from another notebook brings no answers."""
        assert notebook_answers(notebook(self.copy(q1=record(assignment="02_other"))), "01_t") == {}

    @pytest.mark.parametrize(
        "odd",
        [
            None,
            [],
            {},
            {"cells": None},
            {"cells": [None, 1, {"outputs": 3}, {"outputs": [4, {"data": 5}, {"data": {MIME: 6}}]}]},
            notebook({"answers": []}),
            notebook({"answers": {"q1": None}}),
            notebook({"answers": {"../q1": record(exercise="../q1")}}),
            notebook({"answers": {"q1": record(rev=True)}}),
            notebook({"answers": {"q1": record(answer={"x": float("nan")})}}),
            notebook({"answers": {"q2": record(exercise="q1")}}),
        ],
    )
    def test_odd_notebooks_bring_nothing_and_raise_nothing(self, odd):
        """Whatever stands in a notebook's place."""
        assert notebook_answers(odd, "01_t") == {}

    def test_bad_copy_does_not_hide_a_good_one(self):
        """One broken record beside a whole one."""
        assert list(notebook_answers(notebook(self.copy(q1=7, q2=record(exercise="q2"))), "01_t")) == ["q2"]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
        max_leaves=20,
    )
)
def test_any_value_is_a_record_or_a_sentence(value):
    """Whatever JSON holds in a record's place, or in its fields' places."""
    for one in (value, record(answer={"x": value}), record(rev=value), record(schema=value), record(assignment=value)):
        try:
            check_record(one, "q1.json", "01_t", "q1")
        except AnswersError as error:
            assert str(error).startswith("q1.json")


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 5000])
def test_too_deep_for_us_is_a_sentence_not_a_crash(depth):
    """Python data nested beyond any answer, too deep even for the interpreter."""
    nested: list = []
    for _ in range(depth):
        nested = [nested]
    with pytest.raises(ValueError, match="nested too deep"):
        plain(nested)


def test_write_is_flushed_before_it_is_reported(folder, monkeypatch):
    """fsync comes before the file takes its name: what is shown as saved survives the power cut."""
    order = []
    real_sync, real_replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda fd: (order.append("fsync"), real_sync(fd))[1])
    monkeypatch.setattr(os, "replace", lambda a, b: (order.append("replace"), real_replace(a, b))[1])
    write_record(folder / "q1.json", record())
    assert order == ["fsync", "replace", "fsync"], "the file, its name, the folder that holds the name"


class TestSeenFromTheBytes:
    """`check_record` sees from the bytes of most files that a walk through the answer would change nothing."""

    ODD = st.sampled_from(["“x”", "{[", '}]"', "\\u", "a\\", "\n", "\ud83d", '\\"{"', 1e308, 2.5, True, None])
    ANSWERS = st.recursive(
        ODD | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner)
    )

    @given(value=ANSWERS, deeper=st.integers(0, 24), escaped=st.booleans(), indent=st.sampled_from([None, 1]))
    def test_what_is_seen_is_so(self, value, deeper, escaped, indent):
        for _ in range(deeper):
            value = [value]
        raw = json.dumps({"answer": value}, ensure_ascii=escaped, indent=indent).encode("utf-8", "surrogatepass")
        try:
            read = parse(raw, "q1.json")
        except AnswersError:
            return
        if _looks_plain(raw):
            assert plain(read) == read

    @pytest.mark.parametrize("number", ["1e999", "-1E+999", f"{'1' * 400}.0"])
    def test_a_number_without_end_is_seen_whatever_else(self, number):
        raw = f'{{"schema": 1, "assignment": "u", "exercise": "q1", "rev": 1, "answer": {{"fields": {{"a": {number}}}}}}}'.encode()
        with pytest.raises(AnswersError, match="a number without end"):
            check_record(parse(raw, "q1.json"), "q1.json", raw=raw)

    def test_most_answers_need_no_walk(self):
        kept = {"schema": 1, "sha256": "0e" * 32, "writer": "7e0a12345678", "answer": {"fields": {"a": "She said “no”: 3."}, "spans": []}}
        assert _looks_plain(json.dumps(kept, indent=1).encode()) and _looks_plain(json.dumps(kept, ensure_ascii=False).encode())
