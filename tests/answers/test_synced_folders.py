"""Folders that a service keeps alike on two computers: an older file comes back, or a second file with a name of its own. The newer answer stands, both are kept."""

from __future__ import annotations

import json
import os
import stat

import pytest
from test_answers import SHA, TASK, opened, put, record

from helpers.answers import AnswerFile, is_copy_name, newest_answers, read_answers
from helpers.answers.folder import copied_answers
from helpers.answers.record import read_record

NAMES = (
    "q1-LAPTOP-AB12CD.json",  # OneDrive
    "q1 (Ann's conflicted copy 2026-11-20).json",  # Dropbox
    "q1 (conflicted copy 2026-11-20 101010).json",  # Nextcloud
    "q1.sync-conflict-20261120-101010-ABCDEFG.json",  # Syncthing
    "q1 2.json",  # iCloud
    "q1 (1).json",  # Drive
    "Copy of q1.json",
    "q1 - Kopie.json",
)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "answers"


def older(folder) -> list:
    return [read_record(p)["answer"] for p in sorted(folder.glob("q1.older-*.json"))]


class TestOlderFileComesBack:
    def restored(self, folder) -> AnswerFile:
        """This kernel saved three times; then the first file lies there again."""
        one = opened(folder)
        one.save({"n": 1})
        first = (folder / "q1.json").read_bytes()
        one.save({"n": 2})
        one.save({"n": 3})
        (folder / "q1.json").write_bytes(first)
        return one

    def test_the_newer_stands_when_the_cell_runs_again(self, folder):
        """Before, revision 1 was shown without a word."""
        one = self.restored(folder)
        assert one.load() == {"n": 3}
        assert "An older answer had come back" in one.notice and "kept as answers/q1.older-" in one.notice
        assert read_record(folder / "q1.json")["answer"] == {"n": 3} and older(folder) == [{"n": 1}]
        assert one.rev == 3 and one.save({"n": 4})["rev"] == 4

    def test_the_newer_stands_when_work_just_goes_on(self, folder):
        one = self.restored(folder)
        assert one.save({"n": 4})["rev"] == 4
        assert "An older answer had come back" in one.notice and older(folder) == [{"n": 1}]

    def test_it_is_said_once(self, folder):
        one = self.restored(folder)
        one.load()
        assert one.load() == {"n": 3} and one.notice == "" and len(older(folder)) == 1

    def test_it_is_shown_even_where_nothing_can_be_written(self, folder, monkeypatch):
        one = self.restored(folder)
        monkeypatch.setattr("helpers.output.whole._put", _full)
        assert one.load() == {"n": 3} and "the disk is full" in one.notice


def _full(tmp, path):
    raise OSError(28, "No space left on device")


class TestConflictCopies:
    @pytest.mark.parametrize("name", NAMES)
    def test_a_newer_copy_counts_in_the_notebook(self, folder, name):
        """It is shown, it becomes the exercise's file, the older one is kept, and a sentence names both."""
        put(folder, record(rev=3, answer={"from": "here"}))
        put(folder, record(rev=9, saved="2026-11-23T08:00:00.000Z", answer={"from": "laptop"}), name)
        one = opened(folder)
        assert one.load() == {"from": "laptop"} and one.rev == 9
        assert name in one.notice and "kept as answers/q1.older-" in one.notice
        assert read_record(folder / "q1.json")["rev"] == 9 and older(folder) == [{"from": "here"}] and (folder / name).exists()
        assert one.load() == {"from": "laptop"} and one.notice == ""

    @pytest.mark.parametrize("name", NAMES)
    def test_a_newer_copy_counts_at_marking(self, folder, name):
        put(folder, record(rev=3, answer={"from": "here"}))
        put(folder, record(rev=9, answer={"from": "laptop"}), name)
        newest, told = newest_answers(folder, "01_t", {"q1": record(rev=5, answer={"from": "notebook"})})
        assert newest["q1"]["answer"] == {"from": "laptop"} and name in told[0]
        assert read_answers(folder, "01_t")[1] == [], "a copy is no damaged file"

    @pytest.mark.parametrize("name", NAMES)
    def test_an_older_copy_changes_nothing(self, folder, name):
        put(folder, record(rev=3, answer={"from": "here"}))
        put(folder, record(rev=2, answer={"from": "laptop"}), name)
        one = opened(folder)
        assert one.load() == {"from": "here"} and one.notice == "" and older(folder) == []
        assert newest_answers(folder, "01_t", {}) == ({"q1": record(rev=3, answer={"from": "here"})}, [])

    def test_a_copy_alone_counts(self, folder):
        put(folder, record(answer={"from": "laptop"}), NAMES[0])
        one = opened(folder)
        assert one.load() == {"from": "laptop"} and NAMES[0] in one.notice and older(folder) == []

    def test_a_copy_on_another_text_is_left_alone(self, folder):
        """Its marks would stand on other words."""
        put(folder, record(rev=3, answer={"from": "here"}))
        put(folder, record(rev=9, sha256="b" * 64), NAMES[0])
        one = opened(folder)
        assert one.load() == {"from": "here"} and one.notice == ""

    def test_what_was_set_aside_is_no_copy(self, folder):
        """Ours have a point and a word: they never come back by themselves."""
        for name in ("q1.older-20261120T101010-ab12.json", "q1.other-window-20261120T101010-ab12.json", "q1.unreadable-x.json"):
            put(folder, record(rev=99), name)
            assert not is_copy_name(name.removesuffix(".json"), "q1")
        assert copied_answers(folder, "01_t") == {}


def test_the_folder_is_told_to_keep_the_name(folder, monkeypatch):
    """After the rename, the folder itself goes to the disk."""
    kept, real = [], os.fsync

    def fsync(handle):
        kept.append(
            (
                stat.S_ISDIR(os.fstat(handle).st_mode),
                json.loads((folder / "q1.json").read_text())["rev"] if (folder / "q1.json").exists() else 0,
            )
        )
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    AnswerFile(folder, TASK, SHA).save({"n": 1})
    assert kept == [(False, 0), (True, 1)]
