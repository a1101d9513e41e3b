"""What students get for the units named: those and no others, a README of theirs, and later units unpacked over a copy with answers in it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from waiting import WAIT

from helpers.course.bundle import bundle
from helpers.course.release import ROOT, units
from helpers.errors import ExerciseError

FIRST, SECOND = "01_who_says_so", "02_weight_of_words"
RUN = """
import json, sys
from pathlib import Path
import nbformat
from nbclient import NotebookClient
bad = []
for path in map(Path, sys.argv[1:]):
    page = nbformat.read(path, 4)
    page.cells.insert(0, nbformat.v4.new_code_cell("import helpers; print(helpers.__file__)"))
    NotebookClient(page, timeout=WAIT, startup_timeout=WAIT, resources={"metadata": {"path": str(path.parent)}}).execute()
    outputs = [o for c in page.cells for o in c.get("outputs", [])]
    said = json.dumps(outputs)
    bad += [f"{path.name}: {o.get('ename')}" for o in outputs if o["output_type"] == "error"]
    bad += [f"{path.name}: {w}" for w in ("Traceback", "No module named", "cannot be read", "is not there") if w in said]
    where = page.cells[0]["outputs"][0]["text"]
    bad += [] if where.startswith(sys.argv[1].split("/notebooks/")[0]) else [f"helpers came from {where}"]
print(json.dumps(bad))
""".replace("WAIT", str(int(WAIT)))


def unpacked(archive: Path, where: Path) -> Path:
    with zipfile.ZipFile(archive) as z:
        z.extractall(where)
    return where / "who-says-so"


def dead_links(home: Path) -> list[str]:
    """Links of any page that lead to nothing in the copy."""
    found = []
    for path in [home / "README.md", *home.glob("notebooks/*.ipynb"), *home.glob("exercises/*/*.ipynb")]:
        text = path.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)\s#]+)\)", text):
            if ":" not in target and not (path.parent / target).exists():
                found.append(f"{path.name}: {target}")
    return found


def words(path: Path) -> str:
    return "\n".join("".join(c["source"]) for c in json.loads(path.read_text(encoding="utf-8"))["cells"])


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """The bundle of unit 1 and its unpacked zip."""
    out = tmp_path_factory.mktemp("first")
    _, archive = bundle(out / "dist", [FIRST])
    return out / "dist", archive, unpacked(archive, out / "home")


def test_a_copy_of_one_unit_holds_that_unit_alone(first):
    _, archive, home = first
    assert archive.name == "who-says-so-01_who_says_so.zip"
    assert [p.name for p in (home / "exercises").iterdir()] == [FIRST]
    assert sorted(p.name for p in home.glob("notebooks/*.ipynb")) == ["00_start_here.ipynb", f"{FIRST}.ipynb", "01b_told_twice.ipynb"]
    start = words(home / "notebooks" / "00_start_here.ipynb")
    assert set(re.findall(r"exercises/([^/]+)/", start)) == {FIRST}
    assert "Reading check" not in start and "form" not in start.lower().replace("information", "") and "For teachers" not in start
    assert dead_links(home) == []


@pytest.mark.parametrize(
    "names", [[n] for n in units()] + [["04_write_it_better", "06_machine_reader"], units()], ids=lambda n: "+".join(n)[:40]
)
def test_no_copy_has_a_dead_link_and_only_unit_6_brings_the_reader(tmp_path, names):
    """Alone, the machine reader would answer most of a marking that counts."""
    folder, _ = bundle(tmp_path, names)
    assert dead_links(folder) == []
    assert (folder / "helpers" / "reader").exists() == ("06_machine_reader" in names)
    start = words(folder / "notebooks" / "00_start_here.ipynb")
    listed = set(re.findall(r"exercises/([^/]+)/", start))
    forms = {n for n in names if n.startswith("form_")}
    assert listed == (set(names) if forms == set(names) else set(names) - forms)


def test_a_lesson_that_shows_other_articles_waits_until_all_of_them_are_handed_out(tmp_path):
    """Headline and body prints the articles of unit 5 and of the reading checks: a copy without these has neither the page nor their texts."""
    page = "notebooks/06b_headline_and_body.ipynb"
    part, _ = bundle(tmp_path / "part", ["04_write_it_better", "06_machine_reader"])
    assert not (part / page).exists() and not (part / "articles" / "river-mill").exists()
    whole, _ = bundle(tmp_path / "whole", units())
    assert (whole / page).is_file() and (whole / "articles" / "river-mill" / "article.txt").is_file()


def test_the_readme_is_the_learners(first):
    """Three lines to start on each system, and no verb of a teacher's."""
    text = (first[2] / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```\n(.*?)```", text, re.DOTALL)
    assert [len(b.strip().splitlines()) for b in blocks] == [3, 3] and all("jupyter lab" in b for b in blocks)
    assert not re.search(r"\b(grade|gradebook|report|feedback|release|nbgrader|solutions)\b", text) and "Who says so?" in text


def test_every_page_of_a_copy_without_the_reader_runs(first, tmp_path):
    """In a fresh process that imports the copy's own helpers: start page, lesson and exercises, cell by cell."""
    home = first[2]
    pages = [*sorted(home.glob("notebooks/*.ipynb")), *sorted(home.glob("exercises/*/*.ipynb"))]
    env = {**os.environ, "PYTHONPATH": str(home), "JUPYTER_RUNTIME_DIR": str(tmp_path), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run([sys.executable, "-c", RUN, *map(str, pages)], env=env, cwd=home, capture_output=True, text=True, timeout=WAIT)
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout.splitlines()[-1]) == [] and len(pages) == 4


def test_a_later_unit_is_unpacked_over_a_copy_with_answers(first, tmp_path):
    """The small zip brings the unit, its lesson and a new start page; answers, and all that learners have, stay as they are."""
    dist, archive, _ = first
    home = unpacked(archive, tmp_path)
    answers = {
        home / "exercises" / FIRST / "answers" / "q1.json": b'{"mine": 1}',
        home / "notebooks" / "answers" / "start-mark.json": b'{"mine": 2}',
    }
    for path, data in answers.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    before = {p: p.read_bytes() for p in home.rglob("*") if p.is_file()}
    _, more = bundle(dist, [SECOND], add=True)
    with zipfile.ZipFile(more) as z:
        names = z.namelist()
        z.extractall(tmp_path)
    assert more.name == f"who-says-so-{SECOND}.zip" and more.stat().st_size < archive.stat().st_size / 5
    assert not [n for n in names if "answers" in n or "/helpers/" in n]
    changed = {p.relative_to(home).as_posix() for p, data in before.items() if p.read_bytes() != data}
    assert changed == {"README.md", "notebooks/00_start_here.ipynb"}
    assert all(p.read_bytes() == data for p, data in answers.items())
    start = words(home / "notebooks" / "00_start_here.ipynb")
    assert set(re.findall(r"exercises/([^/]+)/", start)) == {FIRST, SECOND} and dead_links(home) == []
    whole, _ = bundle(tmp_path / "both", [FIRST, SECOND])
    theirs = {p.relative_to(home): p.read_bytes() for p in home.rglob("*") if p.is_file() and p not in answers}
    assert set(theirs) == {p.relative_to(whole) for p in whole.rglob("*") if p.is_file()}, "as if both had been handed out at once"
    assert all(theirs[p.relative_to(whole)] == p.read_bytes() for p in whole.rglob("*") if p.is_file() and p.suffix == ".ipynb")


def test_adding_the_same_unit_again_gives_the_same_zip(first, tmp_path):
    """A teacher who lost the small zip, or had handed both out at once before, gets it whole, not an empty one."""
    made = []
    for start in ([FIRST], [FIRST, SECOND]):
        bundle(tmp_path / "dist", start)
        made += [bundle(tmp_path / "dist", [SECOND], add=True)[1].read_bytes() for _ in range(2)]
    assert len(set(made)) == 1
    with zipfile.ZipFile(tmp_path / "dist" / f"who-says-so-{SECOND}.zip") as z:
        assert (
            f"who-says-so/exercises/{SECOND}/{SECOND}.ipynb" in z.namelist() and "who-says-so/notebooks/00_start_here.ipynb" in z.namelist()
        )


def test_unit_6_brings_the_reader_later(first, tmp_path):
    _, more = bundle(tmp_path / "dist", [FIRST]), bundle(tmp_path / "dist", ["06_machine_reader"], add=True)[1]
    with zipfile.ZipFile(more) as z:
        assert "who-says-so/helpers/reader/__init__.py" in z.namelist()


def test_adding_to_nothing_is_a_sentence(tmp_path):
    with pytest.raises(ExerciseError, match="no first copy"):
        bundle(tmp_path, [SECOND], add=True)


def test_an_own_article_unit_stands_on_the_start_page(tmp_path):
    """A unit that the kit's own table does not know gets a row and is what comes next."""
    kit = tmp_path / "kit"
    for name in ("notebooks", "helpers", "articles", "exercises", "solutions"):
        (kit / name).parent.mkdir(parents=True, exist_ok=True)
        (kit / name).symlink_to(ROOT / name) if name in ("notebooks", "helpers", "articles") else (kit / name).mkdir()
    for top in ("exercises", "solutions"):
        target = kit / top / "our_paper_sources"
        target.mkdir()
        spec = json.loads((ROOT / top / FIRST / "exercises.json").read_text(encoding="utf-8"))
        (target / "exercises.json").write_text(
            json.dumps({**spec, "assignment": "our_paper_sources", "title": "The harbour story"}), encoding="utf-8"
        )
        page = ROOT / top / FIRST / f"{FIRST}.ipynb"
        (target / "our_paper_sources.ipynb").write_bytes(page.read_bytes())
    folder, archive = bundle(tmp_path / "dist", ["our_paper_sources"], root=kit)
    start = words(folder / "notebooks" / "00_start_here.ipynb")
    assert "[The harbour story](../exercises/our_paper_sources/our_paper_sources.ipynb)" in start
    assert set(re.findall(r"exercises/([^/]+)/", start)) == {"our_paper_sources"} and archive.name == "who-says-so-our_paper_sources.zip"
    assert "The harbour story" in (folder / "README.md").read_text(encoding="utf-8")
