"""A new user's whole way with real nbgrader: a Word file comes in, is marked, published, handed out, answered by five learners and graded."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import docx  # noqa: E402
import pytest
from course import leave_out
from own_article import GERMAN_LONG, SHELTER  # noqa: E402
from warm_nbgrader import nbgrader

REPO = Path(__file__).resolve().parents[2]
UNITS = ("shelter_1", "shelter_2", "shelter_3")
WHO = ("right", "half", "wrong", "flag_all", "flag_none")
EXECUTED = {
    "shelter_1": "[rh]*",
    "shelter_2": "flag_*",
    "shelter_3": "[rw]*",
}  # each learner in one unit at least, each unit for two learners
pytestmark = pytest.mark.nbgrader

MARK = """
from own_article import give_more, mark_shelter
from helpers.articles.article import read_article
from helpers.authoring import drafts, models
article = read_article("shelter")
draft = give_more(mark_shelter(article, "ana"))
at = article.text.index("Councillor Dev Marsh of the opposition slammed")
draft.notes[f"{models.REWRITE}{at}"] = "The decision was criticised by Councillor Dev Marsh of the opposition, who called it modelword."
drafts.save(draft)
"""
SUBMIT = """
import json, shutil
from pathlib import Path
from helpers.answers import MIME, write_record
from helpers.exercises import article_of, key_of, read_unit
from helpers.exercises.types import type_of
from trial_answers import trial_answers
for name in {units}:
    unit = read_unit(Path("solutions", name).resolve())
    for n, which in enumerate({who}):
        target = Path("submitted", which, name)
        shutil.copytree(Path("exercises", name), target)
        records = {{}}
        for task in unit.exercises:
            article = article_of(task)
            answer = trial_answers(task, article, key_of(unit, task))[which]
            records[task.id] = {{"schema": 1, "assignment": name, "exercise": task.id, "type": task.type, "article": task.article, "sha256": article.sha256,
                                "rev": 2, "writer": "t", "saved": "2026-11-22T08:00:00.000Z", "answer": answer}}
        if n == 1:  # answers in the notebook only
            path = target / f"{{name}}.ipynb"
            book = json.loads(path.read_text())
            copy = {{"schema": 1, "assignment": name, "answers": records}}
            book["cells"][-1]["outputs"] = [{{"output_type": "display_data", "metadata": {{}}, "data": {{MIME: copy, "text/plain": "x"}}}}]
            path.write_text(json.dumps(book))
        else:
            for one, record in records.items():
                write_record(target / "answers" / f"{{one}}.json", record)
"""


def run(kit: Path, *command: str, execute: bool = False, ok: bool = True) -> str:
    """A command in the kit's copy, without an activated environment, as `.venv/bin/python …` would run it."""
    tests = os.pathsep.join([str(kit), str(REPO / "tests" / "support")])
    env = (
        {k: v for k, v in os.environ.items() if k != "WHO_SAYS_SO_ARTICLES"}
        | {"PYTHONPATH": tests, "PYTHONWARNINGS": "default"}
        | ({"WHO_SAYS_SO_EXECUTE": "1"} if execute else {})
    )
    if command[0] == "nbgrader":
        env["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), env.get("PATH", "")])
        done = nbgrader(*command[1:], cwd=kit, env=env)
    else:
        done = subprocess.run([sys.executable, *command], cwd=kit, env=env, capture_output=True, text=True)
    assert (done.returncode == 0) is ok, done.stdout[-2000:] + done.stderr[-3000:]
    return done.stdout + done.stderr


def bare_kit(folder: Path) -> Path:
    """The kit as cloned, without the units of its own."""
    folder.mkdir()
    for name in ("helpers", "articles", "notebooks"):
        shutil.copytree(REPO / name, folder / name, ignore=leave_out(".ipynb_checkpoints"))
    shutil.copy(REPO / "nbgrader_config.py", folder)
    (folder / "solutions").mkdir()
    return folder


@pytest.fixture(scope="module")
def kit(tmp_path_factory) -> Path:
    """The kit as cloned, with an article brought in from Word, marked by one person, and published."""
    folder = bare_kit(tmp_path_factory.mktemp("own") / "kit")
    document = docx.Document()
    for paragraph in SHELTER.split("\n\n"):
        document.add_paragraph(paragraph)
    document.save(folder / "this week.docx")
    run(folder, "-m", "helpers", "new-article", "this week.docx", "--slug", "shelter", "--rights", "Written for a test.")
    run(folder, "-c", MARK)
    said = run(folder, "-m", "helpers", "publish", "shelter")
    assert "one reader’s key" in said and "key 100%" in said
    return folder


@pytest.fixture(scope="module")
def submitted(kit) -> Path:
    """What five learners hand in."""
    run(kit, "-c", SUBMIT.format(units=UNITS, who=WHO))
    return kit


@pytest.fixture(scope="module")
def graded(kit, submitted) -> dict[str, dict]:
    """Marks of five learners: by our preprocessor, by ordinary execution (of the `EXECUTED`), and by `grade`."""
    marks = {}
    for way in (False, True):
        for unit in UNITS:
            if not way:
                run(kit, "nbgrader", "generate_assignment", unit, "--force")
            run(kit, "nbgrader", "autograde", unit, "--force", *([f"--student={EXECUTED[unit]}"] if way else []), execute=way)
        book = json.loads((kit / "autograded" / "half" / "shelter_1" / "shelter_1.ipynb").read_text(encoding="utf-8"))
        assert any(c["outputs"] for c in book["cells"] if c["id"].endswith("-exercise")) is way
        run(kit, "nbgrader", "export", "--to", "out.csv")
        with open(kit / "out.csv", encoding="utf-8-sig") as file:
            marks[way] = {(row["student_id"], row["assignment"]): round(float(row["score"]), 6) for row in csv.DictReader(file)}
    run(kit, "-m", "helpers", "grade", "submitted", "--out", "grade.csv", "--solutions", "solutions")
    with open(kit / "grade.csv", encoding="utf-8-sig") as file:
        marks["grade"] = {(row["learner"], row["unit"]): round(float(row["points"] or 0), 6) for row in csv.DictReader(file)}
    return marks


@pytest.mark.parametrize("unit", UNITS)
def test_the_solved_notebook_validates_and_the_release_is_nbgraders(kit, unit):
    assert "Success" in run(kit, "nbgrader", "validate", f"solutions/{unit}/{unit}.ipynb")
    book = json.loads((kit / "exercises" / unit / f"{unit}.ipynb").read_text(encoding="utf-8"))
    spec = json.loads((kit / "exercises" / unit / "exercises.json").read_text(encoding="utf-8"))
    for what, field in (("grade", "points"), ("task", "manual_points")):
        worth = [c["metadata"]["nbgrader"]["points"] for c in book["cells"] if c["metadata"].get("nbgrader", {}).get(what)]
        assert worth == [e[field] for e in spec["exercises"] if e.get(field)] and worth
    assert not any("teacher-only" in c["metadata"].get("tags", []) for c in book["cells"])
    assert "one reader’s key" in "".join(book["cells"][0]["source"])


def test_five_learners_get_equal_marks_three_ways(kit, graded):
    """nbgrader with our preprocessor, nbgrader's ordinary execution and `grade` agree; right earns all, no reading earns next to nothing."""
    assert graded[False] == graded[True] == graded["grade"]
    full = {u: graded[False]["right", u] for u in UNITS}
    assert full == {
        u: sum(e.get("points", 0) for e in json.loads((kit / "solutions" / u / "exercises.json").read_text(encoding="utf-8"))["exercises"])
        for u in UNITS
    }
    assert min(full.values()) >= 6
    asked = {
        e["type"] for u in UNITS for e in json.loads((kit / "solutions" / u / "exercises.json").read_text(encoding="utf-8"))["exercises"]
    }
    assert {"dimensions", "who_told_whom", "sound_or_thin", "same_person", "write_attribution", "cool_down", "marked_plan"} <= asked
    for unit in UNITS:
        assert 0 < graded[False]["half", unit] < full[unit]
        assert all(graded[False][who, unit] < 0.2 * full[unit] for who in ("wrong", "flag_all", "flag_none"))


def test_the_feedback_page_explains(kit, graded):
    run(kit, "nbgrader", "generate_feedback", "shelter_1")
    page = (kit / "feedback" / "half" / "shelter_1" / "shelter_1.html").read_text(encoding="utf-8")
    assert "Missed:</strong> A source (" in page


def unpacked(kit: Path, out: str) -> Path:
    run(kit, "-m", "helpers", "bundle", *UNITS, "--out", out)
    with zipfile.ZipFile(next((kit / out).glob("who-says-so-*.zip"))) as z:
        z.extractall(kit / out / "home")
    return kit / out / "home" / "who-says-so"


def sealed_notes(kit: Path) -> set[str]:
    raw = run(
        kit,
        "-c",
        "import json\nfrom pathlib import Path\nfrom helpers.exercises import key_of, read_unit\nfor n in "
        + repr(UNITS)
        + ":\n unit = read_unit(Path('solutions', n).resolve())\n"
        " for e in unit.exercises:\n  print(json.dumps([e.sealed, key_of(unit, e)]))",
    )
    notes = {True: set(), False: set()}

    def walk(value, into):
        for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            if isinstance(one, str) and len(one) > 40:
                into.add(one)
            walk(one, into)

    for line in raw.splitlines():
        sealed, key = json.loads(line)
        walk(key, notes[sealed])
    text = (kit / "articles" / "shelter" / "article.txt").read_text(encoding="utf-8")
    return {n for n in notes[True] - notes[False] if n not in text}


def test_nothing_sealed_leaves_the_teachers_copy(kit):
    home = unpacked(kit, "dist")
    names = {p.name for p in home.rglob("*")}
    assert names.isdisjoint({"marks", "drafts", "suggestions.json", "authoring", "07_your_own_article.ipynb"})
    secret = sealed_notes(kit)
    assert len(secret) > 10
    repairs = json.loads((kit / "articles" / "shelter" / "repairs.json").read_text(encoding="utf-8"))
    assert repairs["voices"] and "modelword" in json.dumps(repairs["models"]) and "repairs.json" not in names
    secret |= {"modelword"}
    everything = "\n".join(p.read_text(encoding="utf-8", errors="replace") for p in home.rglob("*") if p.is_file())
    assert [n for n in secret if n in everything or json.dumps(n)[1:-1] in everything] == []


def test_a_learners_copy_runs_and_marks_nothing(kit, submitted):
    """Validated in the bundle: every cell runs; the sealed ones only say whether they can be read."""
    home = unpacked(kit, "dist-run")  # no nbgrader_config.py goes out: this is nbgrader as it comes
    said = run(home, "nbgrader", "validate", "exercises/shelter_2/shelter_2.ipynb")
    assert "VALIDATION FAILED" in said and "Traceback" not in said  # unanswered, as it should be
    target = home / "exercises" / "shelter_2" / "answers"
    shutil.copytree(kit / "submitted" / "right" / "shelter_2" / "answers", target)
    assert "Success" in run(home, "nbgrader", "validate", "exercises/shelter_2/shelter_2.ipynb")


def test_without_the_text_a_learner_brings_it(kit, submitted, tmp_path):
    """The lesson goes out with no more of the article than its questions and eight words of each practice mark; a pasted copy makes it whole."""
    run(kit, "-m", "helpers", "publish", "shelter", "--units", "3", "--own-copy", ok=False)  # somebody has handed in: not touched
    shutil.copytree(kit, tmp_path / "kit", ignore=shutil.ignore_patterns("submitted", "autograded", "feedback", "gradebook.db", "dist*"))
    there = tmp_path / "kit"
    assert "without the text" in run(there, "-m", "helpers", "publish", "shelter", "--own-copy")
    home = unpacked(there, "dist")
    folder = home / "articles" / "shelter"
    assert {p.name for p in folder.iterdir()} == {"article.json", "own_copy.json"}
    everything = "\n".join(p.read_text(encoding="utf-8", errors="replace") for p in home.rglob("*") if p.is_file())
    shown = sum(s.strip() in everything for s in SHELTER.replace("\n\n", " ").split(". "))
    assert shown <= 6, "whole sentences are handed out"
    assert "bring(" in (home / "exercises" / "shelter_1" / "shelter_1.ipynb").read_text(encoding="utf-8")
    (home / "pasted.txt").write_text(SHELTER.replace("“", '"').replace("”", '"').replace("\n\n", "\r\n\r\n"), encoding="utf-8", newline="")
    run(
        home,
        "-c",
        "from pathlib import Path\nfrom helpers.articles.own_copy import *\nf = Path('articles/shelter')\n"
        "f.joinpath('article.txt').write_text(reconcile(open('pasted.txt', newline='').read(), read_skeleton(f)), newline='\\n')\n"
        "from helpers.articles.article import read_article\nprint(len(read_article('shelter').paragraphs))",
    )


def test_german_from_text_to_five_marked_learners(tmp_path):
    """The reader says that it is for English and suggests nothing; marked by hand it is published, handed out, answered and marked like any other."""
    kit = bare_kit(tmp_path / "kit")
    (kit / "brücke.txt").write_text(GERMAN_LONG, encoding="utf-8")
    said = run(kit, "-m", "helpers", "new-article", "brücke.txt", "--slug", "shelter", "--rights", "Für einen Test geschrieben.")
    assert "German" in said and "for English" in said and not (kit / "articles" / "shelter" / "suggestions.json").exists()
    run(
        kit,
        "-c",
        "from own_article import mark_german\nfrom helpers.articles.article import read_article\nmark_german(read_article('shelter'), 'eva')",
    )
    said = run(kit, "-m", "helpers", "publish", "shelter", "--open", "2,5")
    assert "Practice: paragraphs 2 and 5." in said and "its hints read English only" in said
    for short in ("3 and 4", "6 to 9"):  # three and four loaded words: who marks every long word there would earn more than a third
        assert f"left out: Loaded words. Paragraphs {short}, because answering without reading would earn" in said
    run(kit, "-c", SUBMIT.format(units=UNITS, who=WHO))
    run(kit, "-m", "helpers", "grade", "submitted", "--out", "grade.csv", "--solutions", "solutions")
    with open(kit / "grade.csv", encoding="utf-8-sig") as file:
        marks = {(row["learner"], row["unit"]): float(row["points"] or 0) for row in csv.DictReader(file)}
    assert len(marks) == 15
    for unit in UNITS:
        full = sum(
            e.get("points", 0) for e in json.loads((kit / "solutions" / unit / "exercises.json").read_text(encoding="utf-8"))["exercises"]
        )
        assert marks["right", unit] == full >= 3 and marks["half", unit] < full, unit
        assert (marks["half", unit] > 0) == (unit != "shelter_2"), unit  # unit 2 is four questions of two answers: two right are dice
        assert all(marks[who, unit] < 0.2 * full for who in ("wrong", "flag_all", "flag_none")), unit
    run(kit, "nbgrader", "generate_assignment", "shelter_1", "--force")
    run(kit, "nbgrader", "autograde", "shelter_1", "--force")
    run(kit, "nbgrader", "export", "--to", "out.csv")
    with open(kit / "out.csv", encoding="utf-8-sig") as file:
        assert {
            (r["student_id"], r["assignment"]): round(float(r["score"]), 6) for r in csv.DictReader(file) if r["assignment"] == "shelter_1"
        } == {k: v for k, v in marks.items() if k[1] == "shelter_1"}


def test_with_gaps_in_the_practice_nothing_sealed_is_in_the_bundle_and_a_killed_publish_runs_again(kit, tmp_path):
    """`--open 1-3,6`, SIGKILL in the middle of it, the same again; then the whole bundle is searched for the reasons of what counts."""
    there = bare_kit(tmp_path / "kit")
    shutil.copytree(kit / "articles" / "shelter", there / "articles" / "shelter")
    path = there / "articles" / "shelter" / "marks" / "ana.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    for n, mark in enumerate(raw["marks"]):
        mark["note"] = f"REASON{n:03d}x"
    path.write_text(json.dumps(raw), encoding="utf-8")
    command = ["-m", "helpers", "publish", "shelter", "--open", "1-3,6"]
    cut = (
        "import os, signal; from helpers.authoring import publish; from helpers.__main__ import main; put = publish._put\n"
        "publish._put = lambda root, name, *more: (put(root, name, *more), name == 'shelter_2' and os.kill(os.getpid(), signal.SIGKILL))\n"
        f"main({command[2:]})"
    )
    env = {k: v for k, v in os.environ.items() if k != "WHO_SAYS_SO_ARTICLES"} | {"PYTHONPATH": str(there)}
    done = subprocess.run([sys.executable, "-c", cut], cwd=there, env=env, capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL and (there / "solutions" / "shelter_2").exists(), done.stderr[-2000:]
    assert not (there / "exercises" / "shelter_3").exists()
    assert "Practice: paragraphs 1 to 3 and 6." in run(there, *command)
    assert {p.name for p in (there / "solutions").iterdir()} == set(UNITS) == {p.name for p in (there / "exercises").iterdir()}
    home = unpacked(there, "dist")
    everything = "\n".join(p.read_text(encoding="utf-8", errors="replace") for p in home.rglob("*") if p.is_file())
    text = (there / "articles" / "shelter" / "article.txt").read_text(encoding="utf-8")
    practice = {m["note"] for m in raw["marks"] if text[: m["start"]].count("\n") + 1 in (1, 2, 3, 6)}
    handed = {m["note"] for m in raw["marks"] if m["note"] in everything}
    assert handed <= practice and len(handed) > 5
