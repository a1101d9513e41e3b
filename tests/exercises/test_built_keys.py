"""Keys that were built once: the same keys, made anew when anything they follow from changes, and never a stranger's."""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from course import REPO, all_exercises, article_of, leave_out, name_of

from helpers.classbook.keyed_course import read_course
from helpers.exercises import build_key, built_keys, read_votes
from helpers.exercises.types import type_of

MODULE = sys.modules["helpers.exercises.built_keys"]
ASKED = [pair for pair in all_exercises() if type_of(pair[1].type).has_votes(pair[1], read_votes(article_of(pair[1])))]


@pytest.fixture
def articles(tmp_path, monkeypatch) -> Path:
    """A copy of the articles that the kit is told to use, as if nothing had changed since the process began."""
    folder = tmp_path / "articles"
    shutil.copytree(REPO / "articles", folder, ignore=leave_out("built_keys.*.json"))
    monkeypatch.setenv("WHO_SAYS_SO_ARTICLES", str(folder))
    monkeypatch.setattr(MODULE, "BEGAN", math.inf)
    return folder


def built(articles: Path, pairs=ASKED[:3]) -> Path:
    """The file, with the keys of a few exercises in it."""
    keys = built_keys()
    for _, one in pairs:
        keys.add(one, article_of(one), build_key(one, article_of(one), read_votes(article_of(one))))
    keys.keep()
    return next(articles.glob("built_keys.*.json"))


@pytest.mark.parametrize("pair", ASKED, ids=name_of)
def test_a_key_from_the_file_is_the_key_that_was_built(pair):
    """Plain JSON and back changes nothing that marking reads."""
    key = build_key(pair[1], article_of(pair[1]), read_votes(article_of(pair[1])))
    assert json.loads(json.dumps(key)) == key


def test_what_is_kept_is_found_again(articles):
    path = built(articles)
    assert json.loads(path.read_bytes())["keys"]
    assert os.name == "nt" or path.stat().st_mode & 0o077 == 0  # sealed keys: nobody else's to read
    again = built_keys()
    assert [again.get(one, article_of(one))["type"] for _, one in ASKED[:3]] == [one.type for _, one in ASKED[:3]]
    assert again.get(ASKED[3][1], article_of(ASKED[3][1])) is None


def test_a_key_from_the_file_has_the_order_of_the_page(articles):
    """A learner reads of the first question first, whether the key was built or kept: sorted by name, «at most» came before «at least»."""
    built(articles, ASKED)
    kept = built_keys()
    for _, one in ASKED:
        key = build_key(one, article_of(one), read_votes(article_of(one)))
        assert json.dumps(kept.get(one, article_of(one))) == json.dumps(key), name_of((_, one))


def test_a_changed_vote_makes_the_file_anew(articles):
    """One vote, one file of code: another digest, another file, and the old one goes."""
    old = built(articles)
    vote = next(articles.glob("*/marks/*.json"))
    vote.write_text(vote.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert built_keys().known == {}
    assert built(articles) != old
    assert not old.exists()


def test_what_changed_since_the_process_began_is_neither_read_nor_kept(articles, monkeypatch):
    """It may still hold the older votes and the older code in memory."""
    path = built(articles)
    monkeypatch.setattr(MODULE, "BEGAN", path.stat().st_mtime - 3600)
    assert built_keys().path is None
    read_course(str(REPO / "solutions"), ("01_who_says_so",))
    assert list(articles.glob("built_keys.*")) == [path]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b'"target": 1.0', b'"target": 0.1'),
        lambda data: b"",
        lambda data: b"[]",
        lambda data: b"\xff" * 50,
    ],
    ids=["cut", "edited", "empty", "a list", "noise"],
)
def test_a_file_that_is_not_as_it_was_written_counts_nothing(articles, spoil):
    path = built(articles)
    before = path.read_bytes()
    path.write_bytes(spoil(before))
    assert path.read_bytes() != before
    assert built_keys().known == {}
    assert built(articles).read_bytes() == before


def test_articles_in_the_surroundings_bring_no_keys(articles, monkeypatch, tmp_path):
    """A submission may hold a folder called articles, with a file of keys of its own; only the kit's and the named folder are asked."""
    built(articles)
    monkeypatch.delenv("WHO_SAYS_SO_ARTICLES")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(MODULE, "articles_folder", lambda: articles)
    assert built_keys().path is None


def test_a_folder_that_cannot_be_written_to_costs_time_only(articles, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError("read-only")

    monkeypatch.setattr("helpers.output.write_whole", refuse)
    keys = built_keys()
    one = ASKED[0][1]
    keys.add(one, article_of(one), build_key(one, article_of(one), read_votes(article_of(one))))
    keys.keep()
    assert list(articles.glob("built_keys.*")) == []


def test_no_bundle_takes_it(tmp_path):
    """It holds sealed keys."""
    from helpers.course.bundle import contents

    for part in ("articles", "exercises", "notebooks", "helpers", "solutions"):
        shutil.copytree(REPO / part, tmp_path / part, ignore=leave_out("built_keys.*.json"))
    (tmp_path / "articles" / "built_keys.0123.json").write_text("{}")
    (tmp_path / "articles" / "bridge-closure" / "built_keys.0123.json").write_text("{}")
    found = contents(tmp_path, ["01_who_says_so"])
    assert "articles/bridge-closure/article.txt" in found
    assert [name for name in found if "built_keys." in name and name.startswith("articles")] == []


def test_a_second_run_builds_no_key(tmp_path):
    """The command itself, twice, in a copy of the kit: the same marks, and the second time from the file."""
    for part in ("articles", "helpers", "solutions"):
        shutil.copytree(REPO / part, tmp_path / part, ignore=leave_out("built_keys.*.json"))
    code = (
        "import sys, helpers.exercises.keys as k; built, build = [], k.build_key\n"
        "k.build_key = lambda *a: (built.append(1), build(*a))[1]\n"
        "from helpers.__main__ import main; main(sys.argv[1:]); print(len(built))"
    )
    (tmp_path / "class").mkdir()
    said = []
    for name in ("one", "two"):
        command = [sys.executable, "-c", code, "grade", "class", "--out", f"{name}.csv"]
        done = subprocess.run(
            command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=True
        )
        said.append(int(done.stdout.split()[-1]))
    assert said[0] > 40
    assert said[1] == 0
    assert (tmp_path / "one.details.jsonl").read_bytes() == (tmp_path / "two.details.jsonl").read_bytes()
