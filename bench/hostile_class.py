"""Broken and hostile submissions, one function a kind. Each says what the status must be, and how many points at most (None: no mark).

python bench/hostile_class.py FOLDER [--learners 1000]
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import os
import socket
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import make_class  # noqa: E402
from make_class import MIME  # noqa: E402

UNIT = "01_who_says_so"
GRADED, PARTLY, UNREADABLE, MISSING = "graded", "partly readable", "unreadable", "missing"
FULL = "full"  # all points, and no fewer


@dataclass(frozen=True)
class Kind:
    name: str
    status: tuple[str, ...]
    points: object  # FULL, None (no mark), or the exact number of points
    make: Callable


KINDS: list[Kind] = []


def kind(*status: str, points=None):
    def add(make):
        KINDS.append(Kind(make.__name__, status, points, make))
        return make

    return add


class Maker:
    """What a kind needs: a folder of its own, right records, the notebook, and a place outside that must stay as it is."""

    def __init__(self, course, outside: Path):
        self.course, self.outside = course, outside
        self.base = make_class.released(UNIT)
        answers = make_class.bank(course)
        self.right = {t.exercise.id: make_class.record(UNIT, t, answers[UNIT, t.exercise.id, "right"]) for t in course.units[UNIT]}
        self.tasks = {t.exercise.id: t for t in course.units[UNIT]}

    def notebook(self, notebook_answers=None, **change) -> bytes:
        return make_class.notebook({**self.base, **change}, UNIT, notebook_answers)

    def folder(self, at: Path, records: dict | None = None, notebook: bytes | None = None) -> Path:
        here = at / UNIT
        (here / "answers").mkdir(parents=True)
        for name, one in (self.right if records is None else records).items():
            (here / "answers" / f"{name}.json").write_bytes(
                one if isinstance(one, bytes) else json.dumps(one).encode("utf-8", "surrogatepass")
            )
        (here / f"{UNIT}.ipynb").write_bytes(self.notebook() if notebook is None else notebook)
        return here

    def changed(self, name: str, answer=None, **change) -> dict:
        """Right answers with one exercise changed."""
        return {**self.right, name: {**self.right[name], **({"answer": answer} if answer is not None else {}), **change}}

    def less(self, *names: str) -> float:
        return round(sum(t.exercise.points for n, t in self.tasks.items() if n not in names), 2)


def without(*names: str):
    """All points but those of these exercises."""
    return ("without", names)


# ---------------------------------------------------------------------------------------------------- JSON and cells


@kind(PARTLY, points=without("q2"))
def malformed_json(m, at):
    m.folder(at, {**m.right, "q2": b'{"schema": 1, "answer": {"spans": ['})


@kind(UNREADABLE)
def malformed_notebook(m, at):
    here = at / UNIT
    here.mkdir(parents=True)
    (here / f"{UNIT}.ipynb").write_bytes(m.notebook(m.right)[:-300])


@kind(PARTLY, points=without("q2"))
def wrong_types(m, at):
    m.folder(at, m.changed("q2", {"spans": [{"start": "0", "end": [5], "label": {"a": 1}, "attrs": 7}]}))


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
def unhashable_label(m, at):
    m.folder(at, m.changed("q2", {"spans": [{"start": 1200, "end": 1300, "label": ["role"]}]}))


@kind(PARTLY, points=without("q2"))
def answer_is_a_list(m, at):
    m.folder(at, m.changed("q2", answer=[1]))


@kind(PARTLY, points=without("q2"))
def boolean_revision(m, at):
    m.folder(at, m.changed("q2", rev=True))


@kind(PARTLY, points=without("q2"))
def of_a_newer_schema(m, at):
    m.folder(at, m.changed("q2", schema=99))


@kind(PARTLY, points=without("q2"))
def made_on_another_text(m, at):
    m.folder(at, m.changed("q2", sha256="0" * 64))


@kind(PARTLY, points=without("q2"))
def another_exercises_answer(m, at):
    m.folder(at, m.changed("q2", exercise="q7"))


@kind(PARTLY, points=without("q2"))
def deep_nesting(m, at):
    m.folder(at, {**m.right, "q2": b'{"schema":1,"answer":' + b"[" * 200_000 + b"]" * 200_000 + b"}"})


@kind(UNREADABLE)
def deep_notebook(m, at):
    (at / UNIT).mkdir(parents=True)
    (at / UNIT / f"{UNIT}.ipynb").write_bytes(b'{"cells":' + b"[" * 300_000 + MIME.encode())


@kind(PARTLY, points=without("q2"))
def nan_and_infinity(m, at):
    m.folder(
        at,
        {
            **m.right,
            "q2": json.dumps(
                {**m.right["q2"], "answer": {"spans": [{"start": float("nan"), "end": float("inf"), "label": "role"}]}}
            ).encode(),
        },
    )


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
def offsets_outside(m, at):
    m.folder(at, m.changed("q2", {"spans": [{"start": 5_000_000, "end": 6_000_000, "label": "role"}]}))


@kind(PARTLY, points=without("q2"))
def offsets_negative(m, at):
    m.folder(at, m.changed("q2", {"spans": [{"start": -40, "end": -1, "label": "role"}]}))


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


# ---------------------------------------------------------------------------------------------------- size


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


@kind(UNREADABLE)
def zip_bomb(m, at):
    with zipfile.ZipFile(at.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{UNIT}/{UNIT}.ipynb", b"0" * 120_000_000)


@kind(UNREADABLE)
def zip_that_lies_about_its_sizes(m, at):
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{UNIT}/answers/q2.json", b"0" * 40_000_000)
    data = bytearray(raw.getvalue())
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.find(mark) + place, 50)
    at.with_suffix(".zip").write_bytes(data)


@kind(UNREADABLE)
def zip_in_zip_in_zip(m, at):
    data = b"{}"
    for _ in range(6):
        data = _zip({"more.zip": data})
    at.with_suffix(".zip").write_bytes(data)


@kind(UNREADABLE)
def zip_with_a_giant_table_of_contents(m, at):
    at.with_suffix(".zip").write_bytes(_zip({f"{n:0200}.json": b"" for n in range(15_000)}))


@kind(UNREADABLE)
def gzip_bomb_called_zip(m, at):
    at.with_suffix(".zip").write_bytes(gzip.compress(b"0" * 300_000_000, 1))


@kind(UNREADABLE)
def zip_with_200_000_entries(m, at):
    """Without file data: a table of contents that names the same empty file over and over."""
    at.with_suffix(".zip").write_bytes(_table_of_contents(200_000))


@lru_cache(maxsize=1)
def _table_of_contents(entries: int) -> bytes:
    head = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 0, 0, 0, 0, 0, 0, 6, 0) + b"a.json"
    names = b"".join(
        struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, len(n), 0, 0, 0, 0, 0, 0) + n
        for n in (b"%x.json" % i for i in range(entries))
    )
    end = struct.pack("<4sIQ", b"PK\6\6", 0, 44)[:4] + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, entries, entries, len(names), len(head))
    place = struct.pack("<4sIQI", b"PK\6\7", 0, len(head) + len(names), 1)
    return head + names + end + place + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, len(names), len(head), 0)


@kind(PARTLY, points=without("q2"))
def zip_with_a_member_of_five_gigabytes(m, at):
    """Truly five gigabytes of zeros when unpacked, in five megabytes: nothing in it lies."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    part = deflate.compress(b"0" * 10_000_000) + deflate.flush(zlib.Z_FULL_FLUSH)
    packed, real = part * 500 + deflate.flush(), 5_000_000_000
    raw = io.BytesIO(_zip({n: d for n, d in _full(m).items() if not n.endswith("q2.json")}))
    name = f"{UNIT}/answers/q2.json".encode()
    with zipfile.ZipFile(raw, "a") as archive:
        at_byte = archive.start_dir
        archive.fp.seek(at_byte)
        archive.fp.write(
            struct.pack("<4s5H3I2H", b"PK\3\4", 45, 0, 8, 0, 0, 0, 0xFFFFFFFF, 0xFFFFFFFF, len(name), 20)
            + name
            + struct.pack("<HHQQ", 1, 16, real, len(packed))
            + packed
        )
        info = zipfile.ZipInfo(name.decode())
        info.compress_type, info.file_size, info.compress_size, info.header_offset, info.CRC = (
            zipfile.ZIP_DEFLATED,
            real,
            len(packed),
            at_byte,
            0,
        )
        archive.filelist.append(info)
        archive.start_dir, archive._didModify = archive.fp.tell(), True
    at.with_suffix(".zip").write_bytes(raw.getvalue())


@kind(UNREADABLE)
def sparse_zip_of_five_gigabytes(m, at):
    """A whole zip behind five gigabytes of nothing."""
    with open(at.with_suffix(".zip"), "wb") as file:
        file.seek(5_000_000_000)
        file.write(_zip(_full(m)))


@kind(UNREADABLE)
def cut_zip(m, at):
    data = _zip({f"{UNIT}/answers/{n}.json": json.dumps(r).encode() for n, r in m.right.items()})
    at.with_suffix(".zip").write_bytes(data[: len(data) // 2])


@kind(UNREADABLE)
def zip_of_noise(m, at):
    at.with_suffix(".zip").write_bytes(bytes(range(256)) * 12)


# ---------------------------------------------------------------------------------------------------- paths, links, devices


def _zip(made: dict[str, bytes], mode: int = 0o644 | 0o100000) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in made.items():
            info = zipfile.ZipInfo(name)
            info.external_attr, info.create_system = mode << 16, 3
            archive.writestr(info, data)
    return out.getvalue()


def _full(m) -> dict[str, bytes]:
    return {f"{UNIT}/answers/{n}.json": json.dumps(r).encode() for n, r in m.right.items()}


@kind(GRADED, points=FULL)
def zip_slip(m, at):
    at.with_suffix(".zip").write_bytes(_zip({**_full(m), f"../../{m.outside.name}/slipped.json": b"{}", "..\\..\\slipped.ipynb": b"{}"}))


@kind(GRADED, points=FULL)
def absolute_paths(m, at):
    at.with_suffix(".zip").write_bytes(_zip({**_full(m), str(m.outside / "absolute.json"): b"{}", "C:\\absolute.json": b"{}"}))


@kind(UNREADABLE)
def links_in_a_zip(m, at):
    at.with_suffix(".zip").write_bytes(_zip({f"{UNIT}/answers/q2.json": str(m.outside / "right" / "q2.json").encode()}, 0o777 | 0o120000))


@kind(UNREADABLE)
def answers_are_a_link(m, at):
    (at / UNIT).mkdir(parents=True)
    (at / UNIT / "answers").symlink_to(m.outside / "right")


@kind(PARTLY, points=without("q2"))
def an_answer_is_a_link(m, at):
    here = m.folder(at)
    (here / "answers" / "q2.json").unlink()
    (here / "answers" / "q2.json").symlink_to(m.outside / "right" / "q2.json")


@kind(UNREADABLE)
def the_submission_is_a_link(m, at):
    at.symlink_to(m.outside / "right")


@kind(UNREADABLE)
def a_dangling_link(m, at):
    (at / UNIT).mkdir(parents=True)
    (at / UNIT / f"{UNIT}.ipynb").symlink_to("/nowhere/at/all")


@kind(PARTLY, points=without("q2"))
def a_pipe(m, at):
    here = m.folder(at)
    (here / "answers" / "q2.json").unlink()
    os.mkfifo(here / "answers" / "q2.json")


@kind(UNREADABLE)
def a_device(m, at):
    (at / UNIT).mkdir(parents=True)
    (at / UNIT / f"{UNIT}.ipynb").symlink_to("/dev/zero")


@kind(PARTLY, points=without("q2"))
def a_socket(m, at):
    here = m.folder(at)
    (here / "answers" / "q2.json").unlink()
    before = os.getcwd()
    os.chdir(here / "answers")  # the path of a socket must be short
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind("q2.json")
    finally:
        os.chdir(before)


@kind(PARTLY, points=without("q2"))
def a_folder_called_an_answer(m, at):
    here = m.folder(at)
    (here / "answers" / "q2.json").unlink()
    (here / "answers" / "q2.json").mkdir()


@kind(GRADED, points=FULL)
def folders_called_like_files(m, at):
    here = m.folder(at)
    for name in ("answers.json", "hand-in.zip", "other.ipynb"):
        (here / name).mkdir()


@kind(UNREADABLE, MISSING)
def answers_is_a_file(m, at):
    here = m.folder(at, {})
    (here / "answers").rmdir()
    (here / "answers").write_bytes(json.dumps(m.right).encode())


@kind(UNREADABLE)
def links_to_what_never_ends(m, at):
    here = m.folder(at, {}, None)
    (here / f"{UNIT}.ipynb").unlink()
    for name, to in (
        ("q2", "/dev/zero"),
        ("q3", "/dev/stdin"),
        ("q4", "/proc/self/fd/0"),
        ("q5", "/dev/tty"),
        ("q6", "/proc/kmsg"),
        ("q7", "/dev/random"),
    ):
        (here / "answers" / f"{name}.json").symlink_to(to)


@kind(UNREADABLE)
def a_zip_that_is_a_link_to_what_never_ends(m, at):
    at.with_suffix(".zip").symlink_to("/dev/zero")


@kind(PARTLY, points=without("q2"))
def an_empty_file(m, at):
    here = m.folder(at)
    (here / "answers" / "q2.json").write_bytes(b"")


# ---------------------------------------------------------------------------------------------------- text

SCRIPT = '<script>document.title="run"</script><img src=x onerror=alert(1)>"\'`</style></q>{{7*7}}'
TURNED = "safe\u202etxt.exe\u2066\u0000\u001b[31m\u2028end"


@kind(GRADED, points=FULL)
def script_in_answers(m, at):
    m.folder(at, m.changed("q9", {"fields": {"text": SCRIPT}}))


@kind(GRADED, points=FULL)
def bidi_and_control_in_answers(m, at):
    m.folder(at, m.changed("q9", {"fields": {"text": TURNED + "\ud800"}}))


@kind(PARTLY, points=without("q2"))
def script_in_labels(m, at):
    m.folder(at, m.changed("q2", {"spans": [{"start": 1200, "end": 1300, "label": SCRIPT}]}))


@kind(PARTLY, points=without("q3"))
def script_in_fields(m, at):
    m.folder(at, m.changed("q3", {"fields": dict.fromkeys(m.right["q3"]["answer"]["fields"], SCRIPT)}))


@kind(GRADED, points=FULL)
def script_in_cells(m, at):
    cells = [{"cell_type": "markdown", "id": "x", "metadata": {}, "source": SCRIPT}, *m.base["cells"]]
    m.folder(at, notebook=m.notebook(cells=cells))


@kind(GRADED, points=FULL)
def script_in_its_name(m, at):
    m.folder(at.with_name(at.name + ' <script>alert(1)<∕script>"&'))


@kind(GRADED, points=FULL)
def a_formula_for_a_name(m, at):
    m.folder(at.with_name("=cmd|' ∕c calc'!A1" + at.name))


@kind(GRADED, points=FULL)
def bidi_and_control_in_its_name(m, at):
    m.folder(at.with_name(at.name + "\u202egnp.exe\n\u0007"))


@kind(GRADED, points=FULL)
def a_name_of_255_bytes(m, at):
    m.folder(at.with_name(at.name + "é" * ((255 - len(at.name)) // 2)))


@kind(GRADED, points=FULL)
def a_moodle_name_of_255_bytes(m, at):
    tail = "_4711_assignsubmission_file_"
    m.folder(at.with_name(at.name + "n" * (255 - len(at.name) - len(tail)) + tail))


@kind(GRADED, points=FULL)
def a_name_that_windows_keeps_for_itself(m, at):
    for name in ("CON", "NUL.json", "aux", "a:b", "LPT1.ipynb"):
        (at.with_name(f"con.{at.name}") / name).mkdir(parents=True)
    m.folder(at.with_name(f"con.{at.name}"))


@kind(GRADED, points=FULL)
def files_that_differ_in_case_only(m, at):
    """On a teacher's Windows or Mac there would be one of the two: both are read, and what is no answer is left alone."""
    here = m.folder(at)
    (here / "answers" / "Q2.json").write_text(json.dumps({**m.right["q2"], "exercise": "Q2", "answer": {"spans": []}}))
    (here / "answers" / "q2.JSON").write_text(json.dumps({**m.right["q2"], "rev": 1, "answer": {"spans": []}}))


@kind(GRADED, points=FULL)
def odd_names_beside_the_answers(m, at):
    here = m.folder(at)
    for name in (
        "new\nline.json",
        "turned\u202enosj.json",
        "x" * 250 + ".json",
        "CON.json",
        "a:b.json",
        "-rf.json",
        "$(id).json",
        "%s%n.json",
        " .json",
        "q2.json\n",
    ):
        (here / "answers" / name).write_text("{")


@kind(GRADED, points=FULL)
def a_name_that_is_not_utf8(m, at):
    m.folder(Path(os.fsdecode(os.fsencode(str(at)) + b"-\xff\xfe-caf\xe9")))


# ---------------------------------------------------------------------------------------------------- cheating and running

CANARY = """import os, pathlib, socket, subprocess
pathlib.Path({where!r}).write_text("it ran")
os.system("touch {where}")
subprocess.Popen(["sleep", "1000"])
socket.create_connection(("10.255.255.1", 80))
while True: os.fork()
"""


@kind(GRADED, points=0.0)
def code_that_must_not_run(m, at):
    cells = [
        {
            "cell_type": "code",
            "id": "run",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": CANARY.format(where=str(m.outside / "canary")),
        }
    ]
    here = m.folder(at, {"q2": {**m.right["q2"], "answer": {"spans": []}}}, m.notebook(cells=cells))
    for name in ("sitecustomize.py", "json.py", "conftest.py", "nbgrader_config.py"):
        (here / name).write_text(CANARY.format(where=str(m.outside / "canary")))


@kind(GRADED, points=0.0)
def its_own_helpers(m, at):
    """A helpers folder, a key, an exercises.json and votes that would give everything, with empty answers."""
    here = m.folder(at, {"q2": {**m.right["q2"], "answer": {"spans": []}}})
    (here / "helpers").mkdir()
    (here / "helpers" / "__init__.py").write_text(CANARY.format(where=str(m.outside / "canary")))
    (here / "open_keys.json").write_text(json.dumps({n: {"right": True} for n in m.right}))
    (here / "exercises.json").write_text(json.dumps({"assignment": UNIT, "title": "", "exercises": []}))
    (here / "articles" / "mosul-2016").mkdir(parents=True)
    (here / "articles" / "mosul-2016" / "article.txt").write_text("mine")


@kind(GRADED, points=0.0)
def claims_full_marks(m, at):
    claims = {"points": 99, "score": {"points": 99}, "correct": True, "fraction": 1.0, "status": "graded", "max_points": 0}
    m.folder(at, {"q2": {**m.right["q2"], "answer": {"spans": [], **claims}, **claims}})


@kind(UNREADABLE, MISSING)
def a_pickle_called_an_answer(m, at):
    m.folder(at, {"q2": b"cposix\nsystem\n(S'touch " + str(m.outside / "canary").encode() + b"'\ntR."}, b"\x80\x04.")


@kind(GRADED, points=FULL)
def two_submissions(m, at):
    old = {n: {**r, "rev": 1, "answer": {"spans": [], "fields": {}}} for n, r in m.right.items()}
    m.folder(at, old)
    inner = at / UNIT / "again.zip"
    inner.write_bytes(_zip(_full(m)))


@kind(MISSING)
def nothing_at_all(m, at):
    at.mkdir(parents=True)


@kind(MISSING)
def notebook_without_answers(m, at):
    (at / UNIT).mkdir(parents=True)
    (at / UNIT / f"{UNIT}.ipynb").write_bytes(m.notebook())


def expected(m: Maker, one: Kind) -> float | None:
    if isinstance(one.points, tuple):
        return m.less(*one.points[1])
    return m.less() if one.points == FULL else one.points


def outside(folder: Path, m: Maker | None = None) -> Path:
    """A place outside the class that holds right answers for links to point at."""
    (folder / "right").mkdir(parents=True, exist_ok=True)
    return folder


def make(folder: Path, outside_at: Path, learners: int, kinds: list[Kind] | None = None) -> list[tuple[Kind, float | None]]:
    """Learners h00000, h00001, … each of the next kind, with what must come out."""
    m = Maker(make_class.read_course(str(make_class.KIT / "solutions"), (UNIT,)), outside(outside_at))
    for name, one in m.right.items():
        (outside_at / "right" / f"{name}.json").write_text(json.dumps(one))
    kinds = kinds or KINDS
    told = []
    for number in range(learners):
        one = kinds[number % len(kinds)]
        folder.mkdir(parents=True, exist_ok=True)
        one.make(m, folder / f"h{number:05}")
        told.append((one, expected(m, one)))
    return told


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--learners", type=int, default=1000)
    options = parser.parse_args()
    make(options.folder / "class", options.folder / "outside", options.learners)
