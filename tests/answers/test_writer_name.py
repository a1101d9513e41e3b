"""The learner's name: kept beside the answers and in each record, harmless in a file's name, and never in the way of an answer."""

import json
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.answers import AnswerFile, file_part, name_answers, read_answers, read_name
from helpers.answers.writer_name import clean_name

EXERCISE = SimpleNamespace(id="q1", assignment="unit", type="t", article="a")


@pytest.mark.parametrize(
    ("given_name", "kept", "in_file"),
    [
        ("Zoë  O’Neil / 7b", "Zoë O’Neil / 7b", "Zoë-O-Neil-7b"),
        ("  \t", "", ""),
        ("../../etc/passwd", "../../etc/passwd", "etc-passwd"),
        ("李小龍", "李小龍", "李小龍"),
        ("a\u202egnp.exe", "agnp.exe", "agnp-exe"),
        ("a\nb\0c", "a bc", "a-bc"),
        ("CON", "CON", "CON"),
        ("x" * 300, "x" * 80, "x" * 60),
        ("e\u0301", "é", "é"),
        (None, "", ""),
        (7, "", ""),
        ("\ud800", "\ufffd", ""),
    ],
)
def test_a_name_is_one_plain_line(given_name, kept, in_file):
    assert clean_name(given_name) == kept
    assert file_part(kept) == in_file


@given(st.text(max_size=200))
def test_any_text_is_a_safe_part_of_a_file_name(text):
    part = file_part(text)
    assert len(part) <= 60 and not set(part) & set('/\\:*?"<>|._ ') and part == part.strip("-")
    assert clean_name(clean_name(text)) == clean_name(text)


def test_the_name_goes_into_records_and_nothing_else_changes(tmp_path):
    folder = tmp_path / "answers"
    file = AnswerFile(folder, EXERCISE, "0" * 64)
    before = file.save({"fields": {"x": "1"}})
    assert "name" not in before
    assert name_answers(folder, "unit", " Ann  Lee ") == "Ann Lee" == read_name(folder)
    (named,) = read_answers(folder, "unit")[0].values()
    assert named == {**before, "name": "Ann Lee"}
    after = file.save({"fields": {"x": "2"}})  # by the page that had it open: no other window is suspected
    assert after["name"] == "Ann Lee" and after["rev"] == 2 and file.notice == ""
    assert name_answers(folder, "unit", "") == "" == read_name(folder)
    assert "name" not in read_answers(folder, "unit")[0]["q1"]


def test_a_damaged_record_is_left_as_it_is(tmp_path):
    folder = tmp_path / "answers"
    folder.mkdir()
    (folder / "q1.json").write_text("{")
    name_answers(folder, "unit", "Ann")
    assert (folder / "q1.json").read_text() == "{"


def test_what_is_no_plain_small_file_is_no_name(tmp_path):
    folder = tmp_path / "answers"
    folder.mkdir()
    assert read_name(folder) == ""
    (tmp_path / "secret").write_text("secret")
    (folder / "name.txt").symlink_to(tmp_path / "secret")
    assert read_name(folder) == ""
    (folder / "name.txt").unlink()
    (folder / "name.txt").write_bytes(b"\xef\xbb\xbfAnn\xff" + b"y" * 100_000)
    assert read_name(folder).startswith("Ann\ufffd") and len(read_name(folder)) <= 80
    (folder / "name.txt").unlink()
    (folder / "name.txt").mkdir()
    assert read_name(folder) == ""


def test_a_link_in_place_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "answers").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Exception, match="is a link"):
        name_answers(tmp_path / "answers", "unit", "Ann")
    assert list((tmp_path / "elsewhere").glob("name*")) == []


def test_other_fields_of_a_record_stay(tmp_path):
    folder = tmp_path / "answers"
    AnswerFile(folder, EXERCISE, "0" * 64).save({"fields": {}})
    path = folder / "q1.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "later": [1]}))
    name_answers(folder, "unit", "Ann")
    assert json.loads(path.read_text())["later"] == [1]
