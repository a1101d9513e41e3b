"""What gradebooks really do with our files. The importers' rules were read in their source and are written here anew, one by one; nothing is copied.

Moodle: `mod/assign/feedback/offline/importgradeslib.php`, `mod/assign/feedback/offline/locallib.php`, `lib/csvlib.class.php`, and for pages
`mod/assign/feedback/file/importziplib.php`; the course's own import is `grade/import/csv/classes/load_data.php`, which our file is not for.
Canvas: `lib/gradebook_importer.rb`, `lib/content_zipper.rb`. nbgrader is at hand and is asked itself.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]

import make_class  # noqa: E402

from helpers.__main__ import main  # noqa: E402
from helpers.classbook import grade_class  # noqa: E402
from helpers.classbook.report.feedback_pages import file_name, pages  # noqa: E402
from helpers.classbook.report.gradebooks import read_roster, write_gradebook  # noqa: E402
from helpers.errors import KitError  # noqa: E402

UNIT = "01_who_says_so"
ENV = {**os.environ, "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])}  # nbgrader calls alembic
SOLUTIONS = str(REPO / "solutions")


# ---------------------------------------------------------------------------------------------------- the importers, by their rules


def moodle_worksheet(
    raw: bytes, participants: dict[str, str], maximum: float, graded: dict[str, float] | None = None, ignore_newer: bool = False
) -> dict[str, float]:
    """What “Upload grading worksheet” would store: participant's number → grade."""
    text = raw.decode("utf-8").removeprefix("\ufeff").strip()  # by default UTF-8; a byte order mark and blanks at the ends go
    head, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=",")  # by default commas
    head = [h.strip() for h in head]
    assert len(head) > 1 and all(len(r) == len(head) for r in rows), "one odd row, and the whole file is refused"
    assert {"Identifier", "Grade", "Last modified (grade)"} <= set(head), "not a valid worksheet"
    stored = {}
    for row in rows:
        one = dict(zip(head, row))
        number = one["Identifier"][len("Participant ") :]  # as many characters as the word has, whatever stands there
        if number not in participants:
            continue
        text = one["Grade"].strip().replace(" ", "")
        if text == "" or not 0 <= float(text) <= maximum:  # no grade, and out of range: passed over without a word
            continue
        if graded and number in graded and one["Last modified (grade)"] == "-" and not ignore_newer:
            continue  # there is a grade, and the file knows no time: taken for older
        stored[number] = float(text)
    return stored


class CanvasGradebook:
    """Canvas's “Import grades”: the course's students, assignments and scores before and after."""

    NOT_ASSIGNMENTS = (
        "Current Score",
        "Current Points",
        "Current Grade",
        "Final Score",
        "Final Points",
        "Final Grade",
        "Override Score",
        "Override Grade",
        "Override Status",
    )

    def __init__(self, students: dict[int, dict], assignments: dict[int, str], scores: dict | None = None):
        self.students, self.assignments, self.scores = students, dict(assignments), dict(scores or {})
        self.new_assignments, self.new_students, self.points = [], [], {}

    def read(self, raw: bytes) -> CanvasGradebook:
        text = raw.decode("utf-8")
        lines = text.splitlines()[:3]
        count = {d: {len(next(csv.reader([line], delimiter=d))) for line in lines} for d in ";,"}
        fields = {d: n.pop() if len(n) == 1 else 0 for d, n in count.items()}  # a separator must split the first three lines alike
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if fields[";"] > fields[","] else ","))
        head, *rows = [[self._number(c) for c in row] for row in rows if not re.fullmatch("[;, ]+", ",".join(row))]
        first_last = head[:2] == ["LastName", "FirstName"]
        if not (len(head) > 3 and "Student" in head[0] and "ID" in head[1] or len(head) > 4 and first_last and "ID" in head[2]):
            raise ValueError("Invalid header row")
        names = 4 if first_last else 3
        if re.search(r"SIS\s+Login\s+ID", head[names - 1]):
            width = names + 1
        elif re.search(r"SIS\s+User\s+ID", head[names - 1]) and re.search(r"SIS\s+Login\s+ID", head[names]):
            width = names + 2 + ("Integration ID" in head[names + 1]) + ("Root Account" in head[names + 1])
        else:
            width = names
        if "Section" not in head[width - 1]:
            raise ValueError("Invalid header row")
        columns = {}
        for title in head[width:]:
            if any(word in title for word in self.NOT_ASSIGNMENTS):
                continue
            found = re.fullmatch(r"(.*)\s\((\d+)\)", title, re.DOTALL)
            known = (
                int(found[2])
                if found and int(found[2]) in self.assignments
                else next((i for i, t in self.assignments.items() if t == title), None)
            )
            if known is None:
                known = -1 - len(self.new_assignments)
                self.new_assignments.append(found[1] if found else title)
            columns[known] = head.index(title)  # the first of one name
        read_only = set()
        for row in rows:
            if "Points Possible" in row[0]:
                self.points = {a: row[at] for a, at in columns.items() if row[at]}
                read_only = {a for a, at in columns.items() if re.search(r"read\s+only", row[at])}
            elif not all(re.fullmatch(r"(?i)\s*(Muted|Manual Posting.*)?\s*", c) for c in row if c):
                self._student(row, columns, read_only, first_last)
        return self

    def _student(self, row: list[str], columns: dict, read_only: set, first_last: bool) -> None:
        wanted = row[2] if first_last else row[1]
        name = f"{row[1]} {row[0]}" if first_last else row[0]
        who = (
            int(wanted)
            if wanted.isdigit() and int(wanted) in self.students
            else next((i for i, s in self.students.items() if name in (s["name"], s["sortable"])), None)
        )
        if who is None:
            self.new_students.append(name)
            return
        for assignment, at in columns.items():
            if assignment not in read_only:
                self.scores[who, assignment] = row[at].strip()  # an empty cell takes away what was there

    @staticmethod
    def _number(text: str) -> str:
        if not re.fullmatch(r"-?[0-9.,]+%?", text):
            return text
        *whole, last = re.split("[,.]", text)
        return f"{''.join(whole)}.{last}" if whole else last


# ---------------------------------------------------------------------------------------------------- Moodle

NAMES = {"500": "Ada Obi", "501": "=HYPERLINK(1)", "502": "Cem, Kaya", "503": "Dé “Dee” Ruiz", "504": "Eli Fox"}


@pytest.fixture(scope="module")
def moodle(tmp_path_factory):
    """Five learners of a Moodle class, half of it right; 504 handed in nothing that can be read."""
    folder = tmp_path_factory.mktemp("moodle")
    course = make_class.read_course(SOLUTIONS, (UNIT,))
    answers = make_class.bank(course)
    for n, (number, name) in enumerate(NAMES.items()):
        found = {
            t.exercise.id: make_class.record(UNIT, t, answers[UNIT, t.exercise.id, ("right", "half")[n % 2]] or {"fields": {}})
            for t in course.units[UNIT]
        }
        data = make_class._zip({f"{UNIT}/{k}": d for k, d in make_class.files(UNIT, make_class.released(UNIT), found, False).items()})
        make_class._write(folder / "class" / f"{name}_{number}_assignsubmission_file" / "hand-in.zip", data if number != "504" else b"PK")
    grade_class.grade([str(folder / "class")], folder / "marks.csv", SOLUTIONS, (UNIT,))
    return folder


def marks_of(folder: Path) -> dict[str, float]:
    rows = csv.DictReader((folder / "marks.csv").read_text(encoding="utf-8-sig").splitlines())
    return {r["lms_id"]: float(r["points"]) for r in rows if r["points"]}


def worksheet(maximum: str = "18.00", grades: dict | None = None) -> str:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(
        [
            "Identifier",
            "Full name",
            "Email address",
            "Status",
            "Grade",
            "Maximum Grade",
            "Grade can be changed",
            "Last modified (submission)",
            "Last modified (grade)",
            "Feedback comments",
        ]
    )
    for number, name in {**NAMES, "777": "Zoe New"}.items():
        table.writerow(
            [
                f"Participant {number}",
                name,
                f"{number}@x.org",
                "Submitted",
                (grades or {}).get(number, ""),
                maximum,
                "Yes",
                "Sunday, 22 November 2026, 8:00 AM",
                "-",
                "two\nlines, kept",
            ]
        )
    return "\ufeff" + out.getvalue()


class TestMoodle:
    def test_the_worksheet_brings_every_mark_and_no_zero(self, moodle, tmp_path):
        """Decimals with a point are taken in every language; who has no mark keeps an empty grade."""
        (tmp_path / "sheet.csv").write_text(worksheet(), encoding="utf-8")
        write_gradebook(moodle / "marks.csv", "moodle", tmp_path / "out.csv", roster=tmp_path / "sheet.csv")
        stored = moodle_worksheet((tmp_path / "out.csv").read_bytes(), {**NAMES, "777": ""}, 18)
        assert stored == marks_of(moodle) and set(stored) == {"500", "501", "502", "503"} and any(v % 1 for v in stored.values())

    def test_without_a_worksheet_too(self, moodle, tmp_path):
        """Only the number is looked at, so the name may be made safe for a spreadsheet."""
        said = write_gradebook(moodle / "marks.csv", "moodle", tmp_path / "out.csv")
        raw = (tmp_path / "out.csv").read_bytes()
        assert moodle_worksheet(raw, NAMES, 18) == marks_of(moodle)
        assert "'=HYPERLINK(1)" in raw.decode() and ",=HYPERLINK" not in raw.decode()
        assert moodle_worksheet(raw, NAMES, 18, graded={"500": 3.0}).keys() == {"501", "502", "503"}, (
            "a file without times loses to a grade that is there"
        )
        assert (
            moodle_worksheet(raw, NAMES, 18, graded={"500": 3.0}, ignore_newer=True) == marks_of(moodle)
            and "Allow updating records" in said
        )

    def test_a_smaller_maximum_is_told_for_moodle_says_nothing(self, moodle, tmp_path):
        (tmp_path / "sheet.csv").write_text(worksheet("10.00"), encoding="utf-8")
        said = write_gradebook(moodle / "marks.csv", "moodle", tmp_path / "out.csv", roster=tmp_path / "sheet.csv")
        assert "WARNING: there, the assignment's maximum is 10.00; here, 18 points come from the machine and 22 with yours." in said
        assert len(moodle_worksheet((tmp_path / "out.csv").read_bytes(), NAMES, 10)) < 4, "that is what would be lost"

    @pytest.mark.parametrize("maximum", ["18.00", "18", "18,00", "22.00", ""])
    def test_the_right_maximum_is_not(self, moodle, tmp_path, maximum):
        (tmp_path / "sheet.csv").write_text(worksheet(maximum), encoding="utf-8")
        assert "WARNING" not in write_gradebook(moodle / "marks.csv", "moodle", tmp_path / "out.csv", roster=tmp_path / "sheet.csv")

    def test_a_row_that_would_spoil_the_file_is_a_sentence(self, moodle, tmp_path):
        """Moodle refuses a file with one row too long; shorter ones are filled up."""
        (tmp_path / "sheet.csv").write_text(worksheet().rstrip("\n") + ",more,and more\n", encoding="utf-8")
        with pytest.raises(KitError, match="has 12 cells, and the heading 10"):
            read_roster(tmp_path / "sheet.csv")
        (tmp_path / "sheet.csv").write_text(worksheet() + "Participant 900,Short\n", encoding="utf-8")
        write_gradebook(moodle / "marks.csv", "moodle", tmp_path / "out.csv", roster=tmp_path / "sheet.csv")
        assert moodle_worksheet((tmp_path / "out.csv").read_bytes(), NAMES, 18) == marks_of(moodle)

    @pytest.mark.parametrize("decimals", [".", ","])
    def test_a_worksheet_in_another_language_is_filled_by_position(self, moodle, tmp_path, decimals):
        """Moodle looks for the headings in the language that it shows, and so do its users' browsers: no English head is needed."""
        german = {
            "Identifier": "ID",
            "Full name": "Vollständiger Name",
            "Email address": "E-Mail-Adresse",
            "Maximum Grade": "Bestwertung",
            "Grade can be changed": "Bewertung kann geändert werden",
            "Last modified (submission)": "Zuletzt geändert (Abgabe)",
            "Last modified (grade)": "Zuletzt geändert (Bewertung)",
            "Feedback comments": "Feedback als Kommentar",
            "Participant ": "Teilnehmer/in ",
            "Submitted": "Zur Bewertung abgegeben",
            "18.00": f'"18{decimals}00"',
        }
        text = worksheet().replace(",Grade,", ",Bewertung,")
        for english, own in german.items():
            text = text.replace(english, own)
        (tmp_path / "sheet.csv").write_text(text, encoding="utf-8")
        said = write_gradebook(moodle / "marks.csv", "moodle", tmp_path / "out.csv", roster=tmp_path / "sheet.csv")
        before, after = (
            list(csv.reader(io.StringIO(t.lstrip("\ufeff")))) for t in (text, (tmp_path / "out.csv").read_text(encoding="utf-8-sig"))
        )
        assert {r[0].split()[-1]: float(r[4]) for r in after[1:] if r[4]} == marks_of(moodle) and "4 of 6 rows got a mark" in said
        assert [r[:4] + r[5:] for r in before] == [r[:4] + r[5:] for r in after] and "WARNING" not in said

    def test_a_table_that_is_no_worksheet_is_a_sentence(self, moodle, tmp_path):
        (tmp_path / "sheet.csv").write_text("Name,Note\nAda Obi,\n", encoding="utf-8")
        with pytest.raises(KitError, match="does not look like a file of Moodle"):
            write_gradebook(moodle / "marks.csv", "moodle", tmp_path / "out.csv", roster=tmp_path / "sheet.csv")

    def test_the_worksheet_of_another_course_stops(self, moodle, tmp_path, capsys):
        """Nobody is in it: nothing is written, and the exit status says so. Numbers that fit by chance, with other names, stop too."""
        for change in (
            lambda t: t.replace("Participant 5", "Participant 95"),
            lambda t: re.sub("(Participant 50.),[^@]*?,50", r"\1,Quentin Zwyx,50", t),
        ):
            (tmp_path / "sheet.csv").write_text(change(worksheet()), encoding="utf-8")
            made = ["gradebook", str(moodle / "marks.csv"), "--to", "moodle", "--roster", str(tmp_path / "sheet.csv")]
            assert main([*made, "--out", str(tmp_path / "out.csv")]) == 2
            said = capsys.readouterr().err
            assert "another course or task" in said and not (tmp_path / "out.csv").exists()
            assert "0 of 6 rows" in said or "here, “Quentin Zwyx” there" in said

    def test_without_numbers_the_name_decides_and_the_nearest_are_offered(self, moodle, tmp_path):
        """Collected by mail: a file called exactly like somebody in the worksheet is theirs; one letter off is only offered."""
        for number, name in (("500", "Ada Obi"), ("502", "Cem Kayya"), ("503", "Nobody Else")):
            data = next((moodle / "class").glob(f"*_{number}_*/hand-in.zip")).read_bytes()
            make_class._write(tmp_path / "class" / f"{name}.zip", data)
        grade_class.grade([str(tmp_path / "class")], tmp_path / "marks.csv", SOLUTIONS, (UNIT,))
        (tmp_path / "sheet.csv").write_text(worksheet(), encoding="utf-8")
        said = write_gradebook(tmp_path / "marks.csv", "moodle", tmp_path / "out.csv", roster=tmp_path / "sheet.csv")
        stored = moodle_worksheet((tmp_path / "out.csv").read_bytes(), {**NAMES, "777": ""}, 18)
        assert set(stored) == {"500"} and "1 of 6 rows got a mark" in said
        assert "2 learners with a mark are not in it: Cem Kayya, Nobody Else. Nearest names: Cem Kayya (there: Cem, Kaya)." in said

    @pytest.mark.parametrize(
        "name", ["Ada Obi", "O’Brien, Seán (7b)", "Ann_Marie Lee", ".hidden", "~tilde", "李 小龍", "x" * 200, "=cmd", "a/b\\c", "…"]
    )
    def test_pages_find_their_learner(self, name):
        """“Upload multiple feedback files in a zip”: cut at underscores, the number second; a name that begins with a dot or a tilde is passed over."""
        made = file_name({"learner": f"{name}_4711", "lms": "moodle", "lms_id": "4711"})
        parts = made.split("_", 4)
        assert (
            parts[1:] == ["4711", "assignsubmission", "file", "feedback.html"]
            and parts[0]
            and made[0] not in ".~"
            and "/" not in made
            and len(made.encode()) < 200
        )

    def test_each_has_a_page_that_moodle_takes(self, moodle, tmp_path):
        assert pages(moodle / "marks.csv", tmp_path, SOLUTIONS) == 5
        assert {p.name.split("_")[1] for p in tmp_path.iterdir()} == set(NAMES)


# ---------------------------------------------------------------------------------------------------- Canvas


@pytest.fixture(scope="module")
def canvas(tmp_path_factory):
    folder = tmp_path_factory.mktemp("canvas")
    make_class.make(folder / "class", 4, "canvas", (UNIT,), kinds=("right", "half"))
    (folder / "class" / "foxeli_904_80000_my-work.zip").write_bytes(b"PK")
    (folder / "class" / "anon_Xy1_80001_hand-in.zip").write_bytes(
        (folder / "class" / sorted(p.name for p in (folder / "class").glob("lee*"))[0]).read_bytes()
    )
    grade_class.grade([str(folder / "class")], folder / "marks.csv", SOLUTIONS, (UNIT,))
    return folder


def course(**more) -> CanvasGradebook:
    students = {900 + n: {"name": f"Ann Lee {n}", "sortable": f"Lee {n}, Ann"} for n in range(6)}
    return CanvasGradebook(students, {31: "Old quiz", 32: "Who says so"}, {(900, 31): "4", (904, 32): "9", (905, 32): "11", **more})


BOOK = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Old quiz (31),Who says so (32),Final Score\r\n    Points Possible,,,,,5,18,(read only)\r\n,,,,,Manual Posting,,\r\n"
    '"Lee 0, Ann",900,0007,=alee,B1,4,,80\r\n"Lee 1, Ann",901,0008,b,B1,,,\r\n"Lee 2, Ann",902,0009,c,B1,,,\r\n"Lee 3, Ann",903,0010,d,B1,,,\r\n"Lee 4, Ann",904,0011,e,B1,,9,\r\n'
    '"Lee 5, Ann",905,0012,f,B1,,11,\r\n'
)


def scores(folder: Path) -> dict[int, float]:
    return {int(i): v for i, v in marks_of(folder).items() if i.isdigit()}


class TestCanvas:
    @pytest.mark.parametrize("change", ["as it is", "byte order mark", "semicolons", "first and last names", "integration id"])
    def test_its_own_file_brings_every_mark_and_takes_none_away(self, canvas, tmp_path, change):
        text = BOOK
        if change == "byte order mark":
            text = "\ufeff" + text
        elif change == "semicolons":
            text = "\r\n".join(";".join(f'"{c}"' if "," in c else c for c in row) for row in csv.reader(io.StringIO(BOOK))) + "\r\n"
        elif change == "first and last names":
            text = (
                text.replace("Student,ID", "LastName,FirstName,ID")
                .replace("Points Possible,", "Points Possible,,")
                .replace(",,,,,Manual", ",,,,,,Manual")
            )
            text = re.sub(r'"(Lee \d), Ann"', r"\1,Ann", text)
        elif change == "integration id":
            rows = [row[:4] + ["" if n else "Integration ID"] + row[4:] for n, row in enumerate(csv.reader(io.StringIO(BOOK)))]
            text = "\r\n".join(",".join(f'"{c}"' if "," in c else c for c in row) for row in rows) + "\r\n"
        (tmp_path / "book.csv").write_text(text, encoding="utf-8", newline="")
        write_gradebook(canvas / "marks.csv", "canvas", tmp_path / "out.csv", roster=tmp_path / "book.csv", column="Who says so")
        before, after = course(), course().read((tmp_path / "out.csv").read_bytes())
        stored = {who: float(v) for (who, a), v in after.scores.items() if a == 32 and v}
        assert stored == {904: 9, 905: 11, **scores(canvas)}, "904 handed in nothing readable and 905 nothing: both keep their grades"
        assert after.scores[900, 31] == before.scores[900, 31] == "4" and not after.new_assignments and not after.new_students
        assert after.points[32] == "18"

    def test_without_a_file_nobody_loses_a_grade(self, canvas, tmp_path):
        """An empty cell would take the grade away, so who has no mark is not in the file; an anonymous number finds nobody."""
        said = write_gradebook(canvas / "marks.csv", "canvas", tmp_path / "out.csv", column="Who says so (32)")
        after = course().read((tmp_path / "out.csv").read_bytes())
        assert {who: float(v) for (who, a), v in after.scores.items() if a == 32} == {904: 9, 905: 11, **scores(canvas)}
        assert (
            not after.new_students
            and not after.new_assignments
            and "an empty cell takes a grade away" in said
            and "new assignment" not in said
        )
        assert "1 learner with a mark is not in it" in said and "anon_Xy1" in said

    def test_a_title_that_canvas_does_not_know_makes_a_new_assignment_and_that_is_told(self, canvas, tmp_path):
        said = write_gradebook(canvas / "marks.csv", "canvas", tmp_path / "out.csv")
        after = course().read((tmp_path / "out.csv").read_bytes())
        assert after.new_assignments == [UNIT] and after.points == {-1: "18"} and f"make a new assignment “{UNIT}”" in said

    @pytest.mark.parametrize("column", ["Final Score", "Unposted Current Grade", "My Override Score"])
    def test_a_column_that_canvas_ignores_is_a_sentence(self, canvas, tmp_path, column):
        (tmp_path / "book.csv").write_text(BOOK.replace("Final Score", column), encoding="utf-8")
        for roster in (None, tmp_path / "book.csv"):
            with pytest.raises(KitError, match="for a column of its own"):
                write_gradebook(canvas / "marks.csv", "canvas", tmp_path / "out.csv", roster=roster, column=column)

    def test_a_read_only_column_is_a_sentence(self, canvas, tmp_path):
        (tmp_path / "book.csv").write_text(BOOK.replace("5,18,", "5,(read only),"), encoding="utf-8")
        with pytest.raises(KitError, match="is read-only in Canvas"):
            write_gradebook(canvas / "marks.csv", "canvas", tmp_path / "out.csv", roster=tmp_path / "book.csv", column="Who says so")

    def test_other_points_possible_are_told(self, canvas, tmp_path):
        (tmp_path / "book.csv").write_text(BOOK.replace("5,18,", "5,100,"), encoding="utf-8")
        said = write_gradebook(canvas / "marks.csv", "canvas", tmp_path / "out.csv", roster=tmp_path / "book.csv", column="Who says so")
        assert "WARNING: there, the assignment's maximum is 100" in said

    def test_its_class_list_names_everybody(self, tmp_path):
        (tmp_path / "book.csv").write_text(BOOK, encoding="utf-8")
        assert [w["lms_id"] for w in read_roster(tmp_path / "book.csv").learners] == ["900", "901", "902", "903", "904", "905"]
        (tmp_path / "book.csv").write_text("LastName,FirstName,ID,SIS Login ID,Section,Quiz\nLee,Ann,900,x,B,\n", encoding="utf-8")
        assert read_roster(tmp_path / "book.csv").learners[0]["name"] == "Lee, Ann"


# ---------------------------------------------------------------------------------------------------- nbgrader

LIST = "first_name, id ,last_name,email,lms_user_id\nAnn,s00000,Lee,a@x.org,1\nBo,s00001,Roe,,\nCy,late007,Poe,,\n"


@pytest.mark.nbgrader
class TestNbgrader:
    def test_the_columns_are_those_of_its_own_export(self, tmp_path):
        """Asked of nbgrader itself: the heading that its export plugin writes over an empty gradebook, and over ours."""
        code = (
            "from nbgrader.api import Gradebook; from nbgrader.plugins.export import CsvExportPlugin\n"
            "with Gradebook('sqlite:///' + __import__('sys').argv[1] + '/g.db') as book:\n"
            "    plugin = CsvExportPlugin(); plugin.to = __import__('sys').argv[1] + '/grades.csv'; plugin.export(book)"
        )
        subprocess.run([sys.executable, "-W", "ignore", "-c", code, str(tmp_path)], env=ENV, check=True, capture_output=True)
        make_class.make(tmp_path / "class", 2, "nbgrader", (UNIT,))
        grade_class.grade([str(tmp_path / "class")], tmp_path / "marks.csv", SOLUTIONS, (UNIT,))
        write_gradebook(tmp_path / "marks.csv", "nbgrader", tmp_path / "out.csv")
        heads = [next(csv.reader((tmp_path / n).read_text(encoding="utf-8").splitlines())) for n in ("grades.csv", "out.csv")]
        assert heads[0] == heads[1]

    def test_a_name_in_it_runs_nowhere(self, tmp_path):
        """nbgrader imports no marks, so people open this file."""
        make_class.make(tmp_path / "class", 2, "nbgrader", (UNIT,))
        (tmp_path / "class" / "s00000").rename(tmp_path / "class" / "=1+1")
        grade_class.grade([str(tmp_path / "class")], tmp_path / "marks.csv", SOLUTIONS, (UNIT,))
        said = write_gradebook(tmp_path / "marks.csv", "nbgrader", tmp_path / "out.csv")
        assert ",'=1+1," in (tmp_path / "out.csv").read_text() and "formula" not in said

    def test_a_class_list_that_nbgrader_imports_is_ours_too(self, tmp_path):
        """`nbgrader db student import`: a column “id”, blanks around it do not matter; the same learners stand in both."""
        (tmp_path / "students.csv").write_text(LIST, encoding="utf-8")
        subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "nbgrader", "db", "student", "import", "students.csv"],
            cwd=tmp_path,
            env=ENV,
            check=True,
            capture_output=True,
        )
        listed = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "nbgrader", "db", "student", "list"],
            cwd=tmp_path,
            env=ENV,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        theirs = set(re.findall(r"^(\S+) \(", listed, re.MULTILINE))
        assert theirs == {w["learner"] for w in read_roster(tmp_path / "students.csv").learners} == {"s00000", "s00001", "late007"}
        make_class.make(tmp_path / "class", 2, "nbgrader", (UNIT,))
        grade_class.grade(
            [str(tmp_path / "class")], tmp_path / "marks.csv", SOLUTIONS, (UNIT,), roster=read_roster(tmp_path / "students.csv").learners
        )
        status = {
            json.loads(line)["learner"]: json.loads(line)["status"]
            for line in (tmp_path / "marks.details.jsonl").read_text().splitlines()[1:]
        }
        assert status == {"s00000": "graded", "s00001": "graded", "late007": "missing"}

    def test_a_list_that_never_ends_is_not_read(self):
        with pytest.raises(KitError, match="not a plain file"):
            read_roster(Path("/dev/zero"))
