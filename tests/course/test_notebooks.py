"""Every notebook that is stored is tidy, and runs from top to bottom with warnings as errors, without an error and without a word on stderr."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from course import REPO
from waiting import WAIT

from helpers.course.notebooks import KERNEL
from helpers.exercises import read_unit

BOOKS = sorted([*REPO.glob("notebooks/*.ipynb"), *REPO.glob("solutions/*/*.ipynb"), *REPO.glob("exercises/*/*.ipynb")])
every = pytest.mark.parametrize("path", BOOKS, ids=lambda p: str(p.relative_to(REPO)))
LINE = re.compile(r"^from helpers(\.\w+)* import \w+(, \w+)*; \w+\(.*\)$")


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def code_cells(book: dict) -> list[dict]:
    return [c for c in book["cells"] if c["cell_type"] == "code"]


class TestStored:
    @every
    def test_is_valid_and_for_python_3(self, path):
        """nbformat's own check, and the kernel that every installation has."""
        book = read(path)
        nbformat.validate(nbformat.from_dict(book))
        assert KERNEL["kernelspec"] == book["metadata"]["kernelspec"]

    @every
    def test_holds_no_outputs_and_no_counts(self, path):
        """A diff reads like prose, and nothing of a run is stored: no answers, no widget state."""
        book = read(path)
        assert [c["id"] for c in code_cells(book) if c["outputs"] or c["execution_count"] is not None] == []
        assert "widgets" not in book["metadata"]

    @every
    def test_cell_ids_can_be_read_and_stand_once(self, path):
        """«q1-words», not a hash."""
        ids = [c["id"] for c in read(path)["cells"]]
        assert len(set(ids)) == len(ids)
        assert [i for i in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i) or re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4})*.*", i)] == []

    @every
    def test_code_is_one_folded_line_that_works_in_any_order(self, path):
        """A learner reads no code: each cell imports what it needs, calls one verb, is folded, and is safe from a slip of the keys."""
        for cell in code_cells(read(path)):
            source = "".join(cell["source"])
            assert LINE.fullmatch(source), source
            assert cell["metadata"]["jupyter"] == {"source_hidden": True}, cell["id"]
            assert cell["metadata"]["deletable"] is False and cell["metadata"]["editable"] is False, cell["id"]

    @every
    def test_starts_with_its_title(self, path):
        """The first cell is words, and its first line the title."""
        first = read(path)["cells"][0]
        assert first["cell_type"] == "markdown" and "".join(first["source"]).startswith("# ")

    @every
    def test_names_no_machine_and_installs_nothing(self, path):
        """No path of a computer, no shell line, no download."""
        text = path.read_text(encoding="utf-8")
        assert not re.search(r'"(?:!|%pip|%conda)|pip install|/home/|/Users/|/tmp/|C:\\\\', text)


def test_there_are_notebooks():
    """The tests above would also pass on none."""
    assert len(BOOKS) >= 4 and {"notebooks", "solutions"} <= {p.relative_to(REPO).parts[0] for p in BOOKS}


STRICT = "import warnings; warnings.simplefilter('error')"


@pytest.mark.parametrize("path", [p for p in BOOKS if p.relative_to(REPO).parts[0] != "exercises"], ids=lambda p: str(p.relative_to(REPO)))
def test_runs_with_warnings_as_errors(path, tmp_path, monkeypatch):
    """In a real kernel, in a copy of its folder: no error, nothing on stderr, no sentence of trouble (what is built on answers may wait for them).

    The filter is set by a first cell of our own: set for the whole process, it would stop the kernel's own start.
    """
    from nbclient import NotebookClient

    folder = tmp_path / path.parent.name
    shutil.copytree(path.parent, folder, ignore=shutil.ignore_patterns("answers", ".ipynb_checkpoints", "*-hand-in.zip"))
    monkeypatch.setenv("PYTHONPATH", str(REPO))
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    book = nbformat.read(path, as_version=4)
    book.cells.insert(0, nbformat.v4.new_code_cell(STRICT, id="strict"))
    client = NotebookClient(
        book,
        timeout=int(WAIT),
        startup_timeout=int(WAIT),
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        allow_errors=True,
    )
    client.execute()
    for cell in book.cells:
        for output in cell.get("outputs", []):
            said = json.dumps(output)
            assert output["output_type"] != "error", f"{cell['id']}: {output.get('ename')}: {output.get('evalue')}"
            assert output.get("name") != "stderr", f"{cell['id']}: {said[:300]}"
            assert "wss-problem" not in said or re.search(r"<strong>This (picture )?waits", said), f"{cell['id']}: {said[:300]}"
    assert not (folder / "answers").exists(), "running a notebook stored an answer"


def test_a_warning_in_a_cell_would_be_found(tmp_path):
    """The strict cell works: a warning raised later in the notebook is an error there."""
    from nbclient import NotebookClient

    book = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(STRICT), nbformat.v4.new_code_cell("import warnings; warnings.warn('old', DeprecationWarning)")]
    )
    NotebookClient(
        book,
        timeout=int(WAIT),
        startup_timeout=int(WAIT),
        kernel_name="python3",
        resources={"metadata": {"path": str(tmp_path)}},
        allow_errors=True,
    ).execute()
    assert book.cells[1].outputs[0]["ename"] == "DeprecationWarning"


GRADED = sorted(p.parent for p in REPO.glob("solutions/*/exercises.json"))


@pytest.mark.parametrize("folder", GRADED, ids=lambda p: p.name)
def test_the_page_names_the_points_that_count(folder):
    """The points under a heading, and those that nbgrader keeps, are those of `exercises.json`: they are typed in three places."""
    book, unit = read(folder / f"{folder.name}.ipynb"), read_unit(folder)
    points = {one.id: one.points for one in unit.exercises}
    kept, told = {}, {}
    for cell in book["cells"]:
        graded = cell["metadata"].get("nbgrader", {})
        if "points" in graded:
            kept[graded["grade_id"].partition("-")[0]] = graded["points"]
        if line := re.search(r"^\*(\d+(?:\.5)?) points?\b", "".join(cell["source"]), re.M):
            told[cell["id"].partition("-")[0]] = float(line[1])
    assert {one: p for one, p in kept.items() if points[one]} == {one: p for one, p in points.items() if p}  # without those marked by hand
    assert told == kept
