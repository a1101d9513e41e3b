"""The site’s own Python, run without a browser: every cell of every learner’s page, and the same answers give the same records and marks."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from course import REPO, all_exercises, key_for, type_of
from node import NODE

from helpers import classroom
from helpers.exercises import read_unit
from helpers.marking import mark
from helpers.notebook.session import SESSIONS, session_of

pytestmark = pytest.mark.skipif(NODE is None, reason="node is not installed")
ANSWER = """
import json
from comm import get_comm_manager
from helpers.classroom import exercise
from helpers.notebook.session import session_of
value = json.loads({value!r})
exercise({name!r})
one = session_of({name!r}).widgets[-1]
def said(state):  # as the page sends it
    content = {{"comm_id": one.comm.comm_id, "data": {{"method": "update", "state": state, "buffer_paths": []}}}}
    get_comm_manager().comm_msg(None, None, {{"content": content, "buffers": []}})
said({{"edit": {{"n": "t:1", "value": value}}}})
said({{"ask": {{"n": "t:2"}}}})
print(json.dumps([one.ack, one.feedback]))
"""
READ = "import json, pathlib; print(json.dumps({p.stem: json.loads(p.read_text()) for p in pathlib.Path('answers').glob('*.json')}))"
WRITTEN = ("answers", "writer", "saved", "at", "n")  # what names a moment or a session


def run(site: Path, jobs: list, tmp: Path) -> list[dict]:
    (tmp / "jobs.json").write_text(json.dumps(jobs))
    script = Path(__file__).with_name("in_pyodide.mjs")
    done = subprocess.run([NODE, str(script), str(site), str(tmp / "jobs.json")], capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def folder_of(unit) -> str:
    return (
        "notebooks" if (REPO / "notebooks" / "exercises.json").is_file() and unit.assignment == LESSONS else f"exercises/{unit.assignment}"
    )


LESSONS = read_unit(REPO / "notebooks").assignment


def solved(unit, one) -> dict:
    """The key's own answer as the page would send it: each mark with a name."""
    value = type_of(one.type).solved(one, key_for(unit, one))
    return {"spans": [{"id": f"m{n}", **s} for n, s in enumerate(value["spans"])]} if "spans" in value else value


CASES = [(unit, one, solved(unit, one)) for unit, one in all_exercises()]


@pytest.fixture(scope="module")
def ran(site, tmp_path_factory):
    """Everything in one kernel: all pages as they come, all exercises answered as the key does, all pages again, all records read."""
    pages = []
    for path in sorted((site / "files").rglob("*.ipynb")):
        folder = f"/drive/{path.parent.relative_to(site / 'files').as_posix()}"
        pages += [(folder, "".join(c["source"])) for c in json.loads(path.read_text())["cells"] if c["cell_type"] == "code"]
    answers = [
        (f"/drive/{folder_of(u)}", ANSWER.format(value=json.dumps(v), name=e.id))
        for u, e, v in CASES
        if (site / "files" / folder_of(u)).is_dir()
    ]
    reads = [(folder, READ) for folder in sorted({f for f, _ in answers})]
    results = run(site, [*pages, *answers, *pages, *reads], tmp_path_factory.mktemp("jobs"))
    cuts = [0, len(pages), len(pages) + len(answers), 2 * len(pages) + len(answers), len(results)]
    first, answered, again, read = (results[a:b] for a, b in zip(cuts, cuts[1:]))
    records = {folder.removeprefix("/drive/"): json.loads(r["printed"]) for (folder, _), r in zip(reads, read)}
    return {
        "pages": list(zip(pages, first)),
        "answered": list(zip(answers, answered)),
        "again": list(zip(pages, again)),
        "records": records,
    }


def told(result: dict) -> str:
    return " ".join(text for one in result["shown"] for text in one.values() if isinstance(text, str))


@pytest.mark.parametrize("when", ["pages", "again"])
def test_every_cell_of_every_page_shows_something(ran, when):
    """No traceback, and no sentence that something is missing; before anything is answered and after."""
    assert len(ran[when]) > 100
    wrong = [(folder, code, r["traceback"][-3:]) for (folder, code), r in ran[when] if r["status"] != "ok"]
    assert wrong == []
    silent = [(folder, code) for (folder, code), r in ran[when] if not r["shown"] and not r["printed"]]
    assert silent == []
    if when == "again":
        missing = [(folder, code, told(r)[:300]) for (folder, code), r in ran[when] if "role='alert'" in told(r)]
        assert missing == []


def test_pictures_are_drawn(ran):
    """Answered, each picture is there, as an element that has a name."""
    pictures = [told(r) for (_, code), r in ran["again"] if "import figure" in code]
    assert len(pictures) >= 8 and all("<svg" in one and "aria-label='" in one for one in pictures)


def here(unit, one, value, monkeypatch, tmp_path) -> tuple[dict | None, dict, dict]:
    """The same gestures in this Python: record, receipt, explanations."""
    folder = tmp_path / unit.assignment
    if not folder.is_dir():
        source = REPO / ("notebooks" if unit.assignment == LESSONS else f"exercises/{unit.assignment}")
        shutil.copytree(source, folder, ignore=shutil.ignore_patterns("answers", "*.ipynb", "*.png"))
    monkeypatch.chdir(folder)
    classroom.exercise(one.id)
    widget = session_of(one.id).widgets[-1]
    widget.edit = {"n": "t:1", "value": json.loads(json.dumps(value))}
    widget.ask = {"n": "t:2"}
    kept = folder / "answers" / f"{one.id}.json"
    return json.loads(kept.read_text()) if kept.is_file() else None, widget.ack, widget.feedback


@pytest.fixture
def learners_articles(site, tmp_path, monkeypatch):
    """The articles as learners have them: without votes, so that sealed keys cannot be built in this Python either."""
    with zipfile.ZipFile(site / "static/pyodide/who_says_so-0.1.0-py3-none-any.whl") as packed:
        for name in packed.namelist():
            if name.startswith("articles/"):
                packed.extract(name, tmp_path / "kit")

    def only_here(use: bool) -> None:
        monkeypatch.setenv("WHO_SAYS_SO_ARTICLES", str(tmp_path / "kit" / "articles" if use else REPO / "articles"))

    return only_here


def without(value):
    if isinstance(value, dict):
        return {k: without(v) for k, v in value.items() if k not in WRITTEN}
    return [without(v) for v in value] if isinstance(value, list) else value


def test_the_same_answers_give_the_same_records_explanations_and_marks(ran, learners_articles, tmp_path, monkeypatch, shown):
    """Each exercise of each unit, lesson and form, answered as its key does, there and here."""
    printed = {(folder.removeprefix("/drive/"), code): r for (folder, code), r in ran["answered"]}
    compared = 0
    for unit, one, value in CASES:
        there = printed.get((folder_of(unit), ANSWER.format(value=json.dumps(value), name=one.id)))
        if there is None:
            continue
        assert there["status"] == "ok", (unit.assignment, one.id, there["traceback"])
        learners_articles(True)
        record, ack, feedback = here(unit, one, value, monkeypatch, tmp_path)
        theirs = ran["records"][folder_of(unit)].get(one.id)
        assert without(theirs) == without(record), (unit.assignment, one.id)
        assert without(json.loads(there["printed"])) == without([ack, feedback]), (unit.assignment, one.id)
        if record is None:  # a model text has no place on the page: refused there and here, in the same words
            continue
        learners_articles(False)
        assert mark(unit, one, theirs).score == mark(unit, one, record).score
        compared += 1
    SESSIONS.clear()
    assert compared >= 80
