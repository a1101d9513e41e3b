"""Notebooks and answers that must be computed: damaged, deep, huge, with cells of others."""

from __future__ import annotations

import json

from make_class import MIME

from .kinds import FULL, GRADED, PARTLY, UNIT, UNREADABLE, kind, without


@kind(UNREADABLE)
def malformed_notebook(m, at):
    here = at / UNIT
    here.mkdir(parents=True)
    (here / f"{UNIT}.ipynb").write_bytes(m.notebook(m.right)[:-300])


@kind(PARTLY, points=without("q2", "q3", "q4"))
def odd_shapes(m, at):
    m.folder(
        at,
        {
            **m.changed("q2", {"spans": {"0": 1}}),
            "q3": {**m.right["q3"], "answer": {"fields": [1, 2]}},
            "q4": {**m.right["q4"], "answer": {"fields": {"x": {"y": []}, **dict.fromkeys(m.right["q4"]["answer"]["fields"], {})}}},
        },
    )


@kind(PARTLY, points=without("q2"))
def deep_nesting(m, at):
    m.folder(at, {**m.right, "q2": b'{"schema":1,"answer":' + b"[" * 200_000 + b"]" * 200_000 + b"}"})


@kind(UNREADABLE)
def deep_notebook(m, at):
    (at / UNIT).mkdir(parents=True)
    (at / UNIT / f"{UNIT}.ipynb").write_bytes(b'{"cells":' + b"[" * 300_000 + MIME.encode())


@kind(PARTLY, points=without("q3"))
def carried_nan(m, at):
    fields = {**m.right["q3"]["answer"]["fields"], "people_min": float("nan"), "people_max": 1e308 * 10}
    (at / UNIT).mkdir(parents=True)
    (at / UNIT / f"{UNIT}.ipynb").write_bytes(m.notebook(m.changed("q3", {"fields": fields})))


@kind(PARTLY, points=without("q2", "q3"))
def huge_numbers(m, at):
    number = b"9" * 100_000
    q3 = json.dumps(m.right["q3"]).encode().replace(b'"people_min": ', b'"people_min": 1e99999, "x": ')
    m.folder(
        at, {**m.right, "q2": b'{"schema":1,"assignment":"01_who_says_so","exercise":"q2","rev":' + number + b',"answer":{}}', "q3": q3}
    )


@kind(PARTLY, points=without("q2"))
def offsets_reversed(m, at):
    spans = m.right["q2"]["answer"]["spans"]
    m.folder(at, m.changed("q2", {"spans": [{**s, "start": s["end"], "end": s["start"]} for s in spans]}))


@kind(PARTLY, points=without("q2"))
def a_hundred_thousand_marks(m, at):
    one = m.right["q2"]["answer"]["spans"][0]
    m.folder(at, m.changed("q2", {"spans": [{"start": one["start"], "end": one["end"], "label": one["label"]}] * 30_000}))


@kind(PARTLY, points=without("q2"))
def answer_of_three_megabytes(m, at):
    m.folder(at, m.changed("q2", note="x" * 3_000_000))


@kind(GRADED, points=FULL)
def duplicated_cells(m, at):
    (at / UNIT).mkdir(parents=True)
    (at / UNIT / f"{UNIT}.ipynb").write_bytes(m.notebook(m.right, cells=[*m.base["cells"], *m.base["cells"]]))


@kind(GRADED, points=FULL)
def deleted_cells(m, at):
    (at / UNIT).mkdir(parents=True)
    (at / UNIT / f"{UNIT}.ipynb").write_bytes(m.notebook(m.right, cells=m.base["cells"][-1:]))


@kind(GRADED, points=FULL)
def renamed_grade_ids(m, at):
    cells = json.loads(json.dumps(m.base["cells"]))
    for n, cell in enumerate(cells):
        cell["id"] = f"mine-{n}"
        cell["metadata"] = {
            "nbgrader": {"grade_id": f"other{n}", "points": 100, "grade": True, "schema_version": 3, "solution": True, "locked": False}
        }
    m.folder(at, notebook=m.notebook(cells=cells))


@kind(GRADED, points=FULL)
def renamed_notebook(m, at):
    (at / UNIT).mkdir(parents=True)
    (at / UNIT / "my work (final) (2).ipynb").write_bytes(m.notebook(m.right))


@kind(UNREADABLE)
def cells_of_wrong_types(m, at):
    (at / UNIT).mkdir(parents=True)
    outputs = [
        {"data": {MIME: {"assignment": UNIT, "answers": {"q2": "right", "q3": None, "q4": {"schema": 1}}}}},
        {"data": {MIME: [1]}},
        7,
    ]
    (at / UNIT / f"{UNIT}.ipynb").write_text(json.dumps({"cells": [3, None, {"outputs": 5}, {"outputs": outputs}], "metadata": []}))


@kind(GRADED, points=FULL)
def output_of_200_megabytes_beside_answers(m, at):
    here = m.folder(at)
    with open(here / f"{UNIT}.ipynb", "wb") as file:
        file.write(b'{"cells":[{"cell_type":"code","outputs":[{"text":"')
        file.truncate(200_000_000)  # a sparse file: as large as it says, and quick to make


@kind(GRADED, points=FULL)
def output_of_200_megabytes_before_the_copy(m, at):
    """The learner's only copy stands behind 200 MB of output: it is found from the end."""
    (at / UNIT).mkdir(parents=True)
    with open(at / UNIT / f"{UNIT}.ipynb", "wb") as file:
        file.write(b'{"cells":[{"cell_type":"code","outputs":[{"text":"')
        file.seek(200_000_000)
        file.write(b'"}]}, ' + m.notebook(m.right)[10:])


@kind(GRADED, points=FULL)
def notebook_cut_off_behind_the_copy(m, at):
    (at / UNIT).mkdir(parents=True)
    (at / UNIT / f"{UNIT}.ipynb").write_bytes(m.notebook(m.right)[:-120])


@kind(UNREADABLE)
def output_of_200_megabytes(m, at):
    (at / UNIT).mkdir(parents=True)
    with open(at / UNIT / f"{UNIT}.ipynb", "wb") as file:
        file.write(b'{"cells":[')
        file.truncate(200_000_000)  # and no copy in it


@kind(PARTLY, points=without("q2"))
def sparse_file_of_two_gigabytes(m, at):
    here = m.folder(at)
    with open(here / "answers" / "q2.json", "wb") as file:
        file.truncate(2_000_000_000)


@kind(GRADED, points=FULL)
def ten_thousand_files(m, at):
    here = m.folder(at)
    (here / "z").mkdir()
    for n in range(4200):
        (here / "z" / f"{n}.txt").touch()
