"""A class of the worst submissions: nothing crashes, nobody gets a wrong mark, nothing runs, nothing is written elsewhere, nothing on a page is live."""

from __future__ import annotations

import csv
import json
import os
import re
import stat
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from waiting import WAIT

REPO = Path(__file__).resolve().parents[2]

import hostile_class  # noqa: E402
from hostile_class import KINDS, UNIT  # noqa: E402

from helpers.classbook import grade_class  # noqa: E402
from helpers.classbook.report.feedback_pages import pages  # noqa: E402
from helpers.classbook.report.gradebooks import write_gradebook  # noqa: E402
from helpers.classbook.report.report import report  # noqa: E402

SOLUTIONS = str(REPO / "solutions")


class Live(HTMLParser):
    """Whatever on a page could run, load or send."""

    ALLOWED = {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "h1",
        "h2",
        "h3",
        "h4",
        "p",
        "ul",
        "ol",
        "li",
        "a",
        "nav",
        "section",
        "div",
        "span",
        "q",
        "strong",
        "em",
        "code",
        "sup",
        "u",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "details",
        "summary",
        "figure",
        "figcaption",
        "svg",
        "rect",
        "line",
        "text",
        "circle",
        "polyline",
    }

    def __init__(self):
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in self.ALLOWED:
            self.found.append(f"<{tag}>")
        self.found += [
            f"{tag} {k}={v}"
            for k, v in attrs
            if k.startswith("on") or k in ("src", "srcdoc", "action", "formaction") or k == "href" and not (v or "").startswith("#")
        ]


def assert_dead(path: Path):
    text = path.read_text(encoding="utf-8")
    page = Live()
    page.feed(text)
    assert page.found == [], path.name
    assert "default-src 'none'" in text
    assert not any(c in text for c in "\u202e\u2066\u2028\x00\x1b"), "invisible characters reached the page"


def snapshot(folder: Path) -> dict:
    return {p: (p.lstat().st_size, p.lstat().st_mtime_ns) for p in sorted(folder.rglob("*"))}


def test_every_kind_has_a_name_of_its_own():
    assert len({k.name for k in KINDS}) == len(KINDS) > 55


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.name)
def test_one_bad_submission(kind, tmp_path):
    """The right status, the right points, a sentence; and an honest neighbour on either side keeps full marks."""
    honest = hostile_class.Kind("honest", ("graded",), hostile_class.FULL, lambda m, at: m.folder(at))
    told = hostile_class.make(tmp_path / "in" / "class", tmp_path / "in" / "outside", 3, [honest, kind, honest])
    before = snapshot(tmp_path / "in")
    out = tmp_path / "out"
    grade_class.grade([str(tmp_path / "in" / "class")], out / "marks.csv", SOLUTIONS, (UNIT,))
    report(out / "marks.csv", out / "report", SOLUTIONS, names=True)
    pages(out / "marks.csv", out / "pages", SOLUTIONS)
    write_gradebook(out / "marks.csv", "nbgrader", out / "nbgrader.csv")
    details = [json.loads(line) for line in (out / "marks.details.jsonl").read_text().splitlines()[1:]]
    assert len(details) == 3
    row = next(r for r in details if "h00001" in r["learner"])
    assert row["status"] in kind.status, row["sentence"]
    assert row["points"] == told[1][1], row["sentence"]
    assert row["sentence"] and len(row["sentence"]) < 900
    assert all(r["points"] == told[0][1] for r in details if "h00001" not in r["learner"])
    assert snapshot(tmp_path / "in") == before, "something was written among the submissions"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in", "out"]
    for page in [out / "report" / "report.html", *(out / "pages").iterdir()]:
        assert_dead(page)


def test_all_kinds_at_once_by_two_workers(tmp_path):
    """The whole museum in one batch: the same marks, nothing left out, a table that a spreadsheet can open safely."""
    told = hostile_class.make(tmp_path / "class", tmp_path / "outside", len(KINDS))
    before = snapshot(tmp_path / "outside")
    grade_class.grade([str(tmp_path / "class")], tmp_path / "out" / "marks.csv", SOLUTIONS, (UNIT,), workers=2)
    with open(tmp_path / "out" / "marks.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(told)
    for number, (kind, points) in enumerate(told):
        row = next(r for r in rows if f"h{number:05}" in r["learner"])
        assert row["status"] in kind.status and (float(row["points"]) if row["points"] else None) == points, (kind.name, row)
    cells = [c for r in rows for c in r.values()]
    assert not [c for c in cells if c[:1] in "=+-@\t\r" and c[:1]], "a spreadsheet would run this"
    assert snapshot(tmp_path / "outside") == before and not (tmp_path / "outside" / "canary").exists()


SPOILED = {  # what happened to q2.json, and what a teacher and a learner read of it
    "cut off": (lambda d: d[:200], "q2.json is damaged: it breaks off in the middle."),
    "empty": (lambda d: b"", "q2.json is damaged: it is empty."),
    "zeros": (lambda d: b"\0" * len(d), "q2.json is damaged: it is empty."),
    "a page": (lambda d: b"<html>Sign in</html>", "q2.json is damaged: it holds something else than an answer."),
    "a hole": (lambda d: d.replace(b'"answer": {', b'"answ'), "q2.json is damaged: part of it was changed or overwritten."),
    "noise": (lambda d: bytes(range(256)), "q2.json is damaged: what stands in it is not text."),
}
JARGON = re.compile(r"[Dd]elimiter|Unterminated|char \d|column \d|decode|codec|UTF|byte 0x|BadZip|[A-Z]\w*Error\b|errno|Errno|zlib|CRC")


@pytest.mark.parametrize("layout", ["folder", "zip"])
@pytest.mark.parametrize(("spoil", "said"), SPOILED.values(), ids=SPOILED)
def test_a_damaged_file_is_told_in_plain_words(spoil, said, layout, tmp_path):
    """In the marks, the report and the learner's page: which file, what is wrong, what to do; no word of the machine's."""
    m = hostile_class.Maker(hostile_class.make_class.read_course(SOLUTIONS, (UNIT,)), tmp_path)
    made = hostile_class.right_files(m)
    made[f"{UNIT}/answers/q2.json"] = spoil(json.dumps(m.right["q2"], indent=1).encode())
    for name, data in made.items() if layout == "folder" else [("hand-in.zip", hostile_class.zipped(made))]:
        hostile_class.make_class._write(tmp_path / "class" / "bo" / name, data)
    grade_class.grade([str(tmp_path / "class")], tmp_path / "marks.csv", SOLUTIONS, (UNIT,))
    report(tmp_path / "marks.csv", tmp_path / "report", SOLUTIONS)
    pages(tmp_path / "marks.csv", tmp_path / "pages", SOLUTIONS)
    for path in (
        tmp_path / "marks.csv",
        tmp_path / "report" / "report.html",
        tmp_path / "report" / "learners.csv",
        tmp_path / "pages" / "bo.html",
    ):
        text = path.read_text(encoding="utf-8").partition("</style>")[2] or path.read_text(encoding="utf-8")
        assert said in text and "Another copy is needed: the notebook, or the zip" in text, path.name
        assert not JARGON.search(text), path.name


def test_a_zip_that_is_no_zip_is_told_in_plain_words(tmp_path):
    (tmp_path / "class").mkdir()
    whole = hostile_class.zipped({f"{UNIT}/answers/q2.json": b"{}" * 5000})
    for name, data in (
        ("cut", whole[: len(whole) // 2]),
        ("noise", b"\x07" * 3000),
        ("flipped", whole[:60] + b"\xff" * 20 + whole[80:]),
        ("foreign", hostile_class.zipped({"essay.docx": b"x"})),
    ):
        (tmp_path / "class" / f"{name}.zip").write_bytes(data)
    grade_class.grade([str(tmp_path / "class")], tmp_path / "marks.csv", SOLUTIONS, (UNIT,))
    with open(tmp_path / "marks.csv", encoding="utf-8-sig", newline="") as file:
        rows = {r["learner"]: r for r in csv.DictReader(file)}
    assert {n: r["status"] for n, r in rows.items()} == {
        "cut": "unreadable",
        "noise": "unreadable",
        "flipped": "unreadable",
        "foreign": "missing",
    }
    assert rows.pop("foreign")["sentence"].startswith("There are no answers in what was handed in, and no notebook.")
    assert not [r for r in rows.values() if JARGON.search(r["sentence"]) or "Another copy is needed" not in r["sentence"]]
    assert "damaged in its zip: part of it is missing" in rows["flipped"]["sentence"] and "end is missing" in rows["cut"]["sentence"]


def test_single_files_of_a_download_keep_the_name_out(tmp_path):
    """Canvas puts learners' names before loose files: a damaged one is told by its own name, and not passed over."""
    m = hostile_class.Maker(hostile_class.make_class.read_course(SOLUTIONS, (UNIT,)), tmp_path)
    (tmp_path / "class").mkdir()
    for n, (name, record) in enumerate(m.right.items()):
        data = json.dumps({**record, "rev": -1} if name == "q3" else record, indent=1).encode()
        (tmp_path / "class" / f"obiada_900_{7000 + n}_{name}.json").write_bytes(data[:300] if name == "q2" else data)
    grade_class.grade([str(tmp_path / "class")], tmp_path / "marks.csv", SOLUTIONS, (UNIT,))
    with open(tmp_path / "marks.csv", encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["status"] == "partly readable" and float(row["points"]) == m.less("q2", "q3")
    assert "q2.json is damaged" in row["sentence"] and "q3.json is damaged" in row["sentence"] and "obi" not in row["sentence"]


needs_root = pytest.mark.skipif(os.geteuid() != 0 and not os.environ.get("CI"), reason="only root can make a device")


@needs_root
@pytest.mark.parametrize("as_what", ["answer", "notebook", "whole submission"])
@pytest.mark.parametrize(
    ("kind", "major", "minor"), [(stat.S_IFCHR, 1, 5), (stat.S_IFCHR, 1, 8), (stat.S_IFBLK, 7, 0)], ids=["zero", "random", "disk"]
)
def test_a_device_is_never_opened(as_what, kind, major, minor, tmp_path):
    """A real node that would never end: the batch goes on within seconds, and the neighbour has full marks."""
    honest = hostile_class.Kind("honest", ("graded",), hostile_class.FULL, lambda m, at: m.folder(at))
    told = hostile_class.make(tmp_path / "class", tmp_path / "outside", 2, [honest])
    here = tmp_path / "class" / "h00001"
    at = {
        "answer": here / UNIT / "answers" / "q2.json",
        "notebook": here / UNIT / f"{UNIT}.ipynb",
        "whole submission": tmp_path / "class" / "h00002.zip",
    }[as_what]
    at.unlink(missing_ok=True)
    os.mknod(at, kind | 0o666, os.makedev(major, minor))
    rows = _by_learner(tmp_path)
    assert float(rows["h00000"]["points"]) == told[0][1]
    if as_what == "answer":
        assert (
            rows["h00001"]["status"] == "partly readable"
            and "q2.json is not a plain file (a pipe or a device) and was not opened." in rows["h00001"]["sentence"]
        )
    elif as_what == "notebook":
        assert float(rows["h00001"]["points"]) == told[0][1] and "is not a plain file" in rows["h00001"]["sentence"]
    else:
        assert rows["h00002"]["status"] == "unreadable" and rows["h00002"]["points"] == ""


GRADE = """import os, resource, sys
from helpers.__main__ import main
where, unit, user = sys.argv[1:]
grade = lambda what, out: main(["grade", os.path.join(where, what), "--unit", unit, "--workers", "1", "--out", os.path.join(where, out, "marks.csv")])
if user:  # an honest class first: a type's code is imported where an answer waits for it, and this Python may lie in a folder of root's alone
    grade("honest", "warm")
    os.setgroups([]); os.setgid(int(user)); os.setuid(int(user))
resource.setrlimit(resource.RLIMIT_AS, (600_000_000,) * 2)
sys.exit(grade("class", "out"))"""


def _by_learner(root: Path, user: str = "") -> dict[str, dict]:
    """`grade` as a command of its own, which may not wait for ever, with little memory, and a standard input that is open and silent."""
    keep, lost = os.pipe()
    try:
        done = subprocess.run(
            [sys.executable, "-c", GRADE, str(root), UNIT, user], cwd=REPO, stdin=keep, capture_output=True, text=True, timeout=WAIT
        )
    finally:
        os.close(keep)
        os.close(lost)
    assert done.returncode == 0, done.stderr[-2000:]
    with open(root / "out" / "marks.csv", encoding="utf-8-sig", newline="") as file:
        return {r["learner"]: r for r in csv.DictReader(file)}


def test_standard_input_is_not_waited_for(tmp_path):
    """Answers that are links to /dev/stdin and the like, while standard input is open and silent."""
    kinds = [k for k in KINDS if k.name in ("links_to_what_never_ends", "a_zip_that_is_a_link_to_what_never_ends")]
    hostile_class.make(tmp_path / "class", tmp_path / "outside", 2, kinds)
    rows = _by_learner(tmp_path)
    assert len(rows) == 2 and all(r["status"] == "unreadable" and "is a link and was not followed" in r["sentence"] for r in rows.values())


def test_what_this_account_may_not_read(tmp_path):
    """Files and folders with no permission at all, marked by an ordinary user: named in plain words; the others are marked."""
    honest = hostile_class.Kind("honest", ("graded",), hostile_class.FULL, lambda m, at: m.folder(at))
    hostile_class.make(tmp_path / "honest", tmp_path / "outside", 1, [honest])
    told = hostile_class.make(tmp_path / "class", tmp_path / "outside", 4, [honest])
    closed = [
        tmp_path / "class" / "h00001" / UNIT / "answers" / "q2.json",
        tmp_path / "class" / "h00002",
        tmp_path / "class" / "h00003" / UNIT / "answers",
    ]
    (tmp_path / "out").mkdir()
    (tmp_path / "out").chmod(0o777)
    for folder in tmp_path.parents[:3] if os.geteuid() == 0 else ():
        if folder.name.startswith(("pytest-", "popen-", "test_")):
            folder.chmod(0o755)  # pytest's own, closed to others
    tmp_path.chmod(0o755)
    for path in closed:
        path.chmod(0)
    try:
        rows = _by_learner(tmp_path, "65534" if os.geteuid() == 0 else "")
    finally:
        for path in closed:
            path.chmod(0o755)
    assert {n: r["status"] for n, r in rows.items()} == {
        "h00000": "graded",
        "h00001": "partly readable",
        "h00002": "unreadable",
        "h00003": "unreadable",
    }, rows["h00000"]["sentence"]
    assert float(rows["h00000"]["points"]) == told[0][1]
    assert all("cannot be opened: this account may not read it" in r["sentence"] for n, r in rows.items() if n != "h00000")


@pytest.mark.parametrize(
    "name",
    [
        "Ann Lee_12345_assignsubmission_file_",
        "Ann Lee_12345_assignsubmission_file",
        "Ann_Marie van der Lee-Ó Néill_12345_assignsubmission_file_",
        "Ann Lee_12345_assignsubmission_onlinetext_",
    ],
)
@pytest.mark.parametrize("inner", ["{unit}-hand-in.zip", "my work.zip", "{unit}.ipynb", "folder/in/folder/hand-in.zip"])
def test_moodles_folders(name, inner, tmp_path):
    """With the underscore at the end and without, a zip in the folder, a notebook alone; in the folder as it is, and in the download's zip."""
    m = hostile_class.Maker(hostile_class.make_class.read_course(SOLUTIONS, (UNIT,)), tmp_path)
    data = m.notebook(m.right) if inner.endswith(".ipynb") else hostile_class.zipped(hostile_class.right_files(m))
    inner = inner.format(unit=UNIT)
    hostile_class.make_class._write(tmp_path / "class" / name / inner, data)
    hostile_class.make_class._write(
        tmp_path / "zip" / "course-download.zip",
        hostile_class.zipped({f"{name}/{inner}": data, "Bo Roe_12346_assignsubmission_file_/nothing.txt": b""}),
    )
    for folder in ("class", "zip"):
        grade_class.grade([str(tmp_path / folder)], tmp_path / "marks.csv", SOLUTIONS, (UNIT,))
        with open(tmp_path / "marks.csv", encoding="utf-8-sig", newline="") as file:
            row = next(r for r in csv.DictReader(file) if r["lms_id"] == "12345")
        assert (row["learner"], row["status"], float(row["points"])) == (f"{name.partition('_12345')[0]}_12345", "graded", m.less())


@pytest.mark.parametrize(
    "name",
    (
        "leeann_LATE_12345_67890_{unit}-hand-in.zip leeann_12345_67890_{unit}-hand-in-2.zip "
        "leeann_LATE_12345_67890_my_1_2_work.zip leeann_12345_67890_{unit}-1.ipynb anon_Xy9Zq_67890_{unit}-hand-in.zip "
        "LATE_anon_Xy9Zq_67890_{unit}-hand-in.zip"
    ).split(),
)
def test_canvas_files(name, tmp_path):
    m = hostile_class.Maker(hostile_class.make_class.read_course(SOLUTIONS, (UNIT,)), tmp_path)
    data = m.notebook(m.right) if name.endswith(".ipynb") else hostile_class.zipped(hostile_class.right_files(m))
    hostile_class.make_class._write(tmp_path / "class" / name.format(unit=UNIT), data)
    grade_class.grade([str(tmp_path / "class")], tmp_path / "marks.csv", SOLUTIONS, (UNIT,))
    with open(tmp_path / "marks.csv", encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    details = json.loads((tmp_path / "marks.details.jsonl").read_text().splitlines()[1])
    assert (row["lms_id"], row["status"], float(row["points"]), details["late"]) == (
        "anon_Xy9Zq" if "anon" in name else "12345",
        "graded",
        m.less(),
        "LATE" in name,
    )


def test_a_whole_class_in_a_hostile_zip(tmp_path):
    """The download itself may hold bad names: each learner still gets a line."""
    import zipfile

    m = hostile_class.Maker(hostile_class.make_class.read_course(SOLUTIONS, (UNIT,)), tmp_path)
    with zipfile.ZipFile(tmp_path / "download.zip", "w") as archive:
        for who in ("Ann Lee_1_assignsubmission_file", "../Bo_2_assignsubmission_file", "/etc/Cy_3_assignsubmission_file"):
            for name, data in hostile_class.right_files(m).items():
                archive.writestr(f"{who}/{name}", data)
    grade_class.grade([str(tmp_path / "download.zip")], tmp_path / "out" / "marks.csv", SOLUTIONS, (UNIT,))
    with open(tmp_path / "out" / "marks.csv", encoding="utf-8-sig", newline="") as file:
        assert {r["learner"]: r["status"] for r in csv.DictReader(file)} == {
            "Ann Lee_1": "graded",
            "Bo_2": "unreadable",
            "Cy_3": "unreadable",
        }


def test_what_unpacks_to_gigabytes_is_given_up_at_once(tmp_path):
    """Two bombs, one that says how large it is and one that lies: marked with little memory, and named for what they are."""
    import zipfile

    (tmp_path / "class").mkdir()
    for name, member in (("bomb", f"{UNIT}/{UNIT}.ipynb"), ("liar", f"{UNIT}/answers/q2.json")):
        with (
            zipfile.ZipFile(tmp_path / "class" / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as archive,
            archive.open(member, "w", force_zip64=True) as out,
        ):
            for _ in range(60):
                out.write(b"0" * 10_000_000)
    data = bytearray((tmp_path / "class" / "liar.zip").read_bytes())
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (50).to_bytes(4, "little")
    (tmp_path / "class" / "liar.zip").write_bytes(data)
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (450_000_000,) * 2); from helpers.__main__ import main; "
        f"sys.exit(main(['grade', {str(tmp_path / 'class')!r}, '--unit', {UNIT!r}, '--workers', '1', '--out', {str(tmp_path / 'marks.csv')!r}]))"
    )
    subprocess.run([sys.executable, "-c", code], cwd=REPO, check=True, capture_output=True)
    with open(tmp_path / "marks.csv", encoding="utf-8-sig", newline="") as file:
        said = {r["learner"]: r["sentence"] for r in csv.DictReader(file)}
    assert "too large when unpacked" in said["bomb"] and ("damaged in its zip" in said["liar"] or "too large" in said["liar"])
    assert "MemoryError" not in str(said)
