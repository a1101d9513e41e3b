"""The teacher's own points: given.csv as a spreadsheet saves it, and what becomes of it in feedback, report and gradebook; edits of marks.csv itself."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path
from statistics import pstdev, pvariance

import make_class
import pytest

from helpers.__main__ import main
from helpers.classbook import grade_class
from helpers.classbook.report.called import code_of, codes
from helpers.classbook.report.feedback_pages import pages
from helpers.classbook.report.gradebooks import write_gradebook
from helpers.classbook.report.marks import Marks
from helpers.classbook.report.report import report
from helpers.classbook.report.teacher_points import read_given
from helpers.errors import KitError

REPO = Path(__file__).resolve().parents[2]
SOLUTIONS = str(REPO / "solutions")
UNIT = "01_who_says_so"
NAMES = ("Jörg Müller", "Zoë Brandt", "007")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Three learners, all right, one a number with zeros in front; q9 is the teacher's, with 4 points."""
    folder = tmp_path_factory.mktemp("given")
    course = make_class.read_course(SOLUTIONS, (UNIT,))
    answers = make_class.bank(course)
    for name in NAMES:
        found = {t.exercise.id: make_class.record(UNIT, t, answers[UNIT, t.exercise.id, "right"]) for t in course.units[UNIT]}
        files = make_class.files(UNIT, make_class.released(UNIT), found, carried_only=False)
        make_class._write(folder / "class" / f"{name}.zip", make_class._zip({f"{UNIT}/{n}": d for n, d in files.items()}))
    grade_class.grade([str(folder / "class")], folder / "marks.csv", SOLUTIONS, (UNIT,))
    return folder


@pytest.fixture
def class_(made, tmp_path):
    """A copy to write in."""
    shutil.copytree(made, tmp_path / "c")
    return tmp_path / "c"


def give(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    (folder / "given.csv").write_bytes(text.encode(encoding))
    return folder / "marks.csv"


def rows(path: Path) -> list[dict]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def words_of(path: Path) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8").split("</style>")[1])))


SAVED = {
    "comma": ("learner,exercise,points,comment\nJörg Müller,q9,2.5,Who told you?\nZoë Brandt,q9,4,\n", "utf-8"),
    "semicolon, BOM, decimal comma": (
        "\ufefflearner;exercise;points;comment\r\nJörg Müller;q9;2,5;Who told you?\r\nZoë Brandt;q9;4;\r\n",
        "utf-8",
    ),
    "the old code page": ("learner;exercise;points;comment\r\nJörg Müller;q9;2,5;Who told you?\r\nZoë Brandt;q9;4,0;\r\n", "cp1252"),
    "UTF-16 with tabs": (
        "\ufefflearner\texercise\tpoints\tcomment\r\nJörg Müller\tq9\t2,5\tWho told you?\r\nZoë Brandt\tq9\t4\t\r\n",
        "utf-16-le",
    ),
    "a line for Excel, columns turned round": (
        "sep=;\r\nComment;Points;Exercise;Unit;Learner\r\nWho told you?;2,5;Q9;01_who_says_so;jörg müller\r\n;4;q9;;ZOË  BRANDT\r\n",
        "utf-8",
    ),
}


@pytest.mark.parametrize("how", SAVED)
def test_points_reach_every_page_and_table_however_they_were_saved(class_, how):
    marks = give(class_, *SAVED[how])
    machine = {r["learner"]: float(r["points"]) for r in rows(marks)}
    write_gradebook(marks, "table", class_ / "table.csv")
    table = {r["learner"]: r for r in rows(class_ / "table.csv")}
    joerg = table["Jörg Müller"]
    assert [float(joerg[c]) for c in ("machine", "given", "total", "of")] == [machine["Jörg Müller"], 2.5, machine["Jörg Müller"] + 2.5, 22]
    assert table["007"]["given"] == "" and table["007"]["total"] == table["007"]["machine"] and "q9: Who told you?" in joerg["comments"]
    write_gradebook(marks, "nbgrader", class_ / "book.csv")
    assert {r["student_id"]: float(r["score"]) for r in rows(class_ / "book.csv") if r["score"]}["Zoë Brandt"] == machine["Zoë Brandt"] + 4
    pages(marks, class_ / "pages", SOLUTIONS)
    page = next(p for p in (class_ / "pages").iterdir() if "Jörg" in p.read_text(encoding="utf-8"))
    said = words_of(page)
    assert (
        f"{machine['Jörg Müller'] + 2.5:g} of 22 points : {machine['Jörg Müller']:g} from the exercises and 2.5 from your teacher." in said
    )
    assert "2.5 of 4" in said and "Your teacher: Who told you?" in said
    report(marks, class_ / "report", SOLUTIONS, names=True)
    assert [(r["given"], float(r["total"])) for r in rows(class_ / "report" / "learners.csv") if r["learner"] == "Jörg Müller"] == [
        ("2.5", joerg and float(joerg["total"]))
    ]
    assert "3.25 of 4, by you (2 given)" in words_of(class_ / "report" / "report.html")


WRONG = {
    "Jörg Müller,q99,1,": "row 2: There is no exercise “q99” that gives points. You give points for: q9.",
    "Jörg Muller,q9,1,": "There is no learner “Jörg Muller” in the marks. Nearest: Jörg Müller.",
    "Jörg Müller,q9,4.5,": "4.5 points are more than q9 has. It takes 0 to 4.",
    "Jörg Müller,q9,-1,": "-1 points cannot be given. q9 takes 0 to 4.",
    "Jörg Müller,q9,nan,": "nan points cannot be given.",
    "Jörg Müller,q9,02. May,": "“02. May” is no number of points.",
    "Jörg Müller,q9,1,\nJörg Müller,q9,2,": "row 3: Jörg Müller has two rows for q9, with 1 and 2 points.",
    "Jörg Müller,q8,1,": "There is no exercise “q8” that gives points.",
}


@pytest.mark.parametrize("line", WRONG)
def test_what_cannot_be_right_is_a_sentence_and_stops_the_gradebook(class_, line, capsys):
    marks = give(class_, f"learner,exercise,points,comment\n{line}\n")
    assert main(["gradebook", str(marks), "--to", "table", "--out", str(class_ / "out.csv")]) == 2
    said = capsys.readouterr().err
    assert WRONG[line] in said and "given.csv, row" in said and not (class_ / "out.csv").exists()


OPEN = "learner,unit,exercise,points,comment\n{}Zoë Brandt,01_who_says_so,q9,4,\n007,01_who_says_so,q9,3,\n"


@pytest.mark.parametrize("line", ['Jörg Müller,01_who_says_so,q9,2,"half of it\n', '"Jörg Müller,01_who_says_so,q9,2,\n'])
def test_a_quotation_mark_that_is_not_closed_takes_nobodys_points(class_, line):
    """Typed in an editor: it made one cell of all rows below, whose points went without a word."""
    with pytest.raises(KitError, match="row 2: a quotation mark opens there and is not closed"):
        read_given(give(class_, OPEN.format(line)))
    given = read_given(give(class_, OPEN.format('Jörg Müller,01_who_says_so,q9,2,"first, a, b, c,\nthen, x, y, z, w"\n')))
    assert [p.points for p in given.rows.values()] == [2, 4, 3]


@pytest.mark.parametrize(
    "head, said",
    [("learner,unit,points,comment,exercise", "{who},01_who_says_so,2,{said},q9"), ("learner,exercise,points", '"{who}",q9,2,{said}')],
)
def test_a_comment_of_several_lines_is_no_row(class_, head, said):
    """With `exercise` as the last column a line with one cell too few was a traceback; with the needed columns alone “see, q3” was a row."""
    comment = '"why: a, b, c, d\nsee, q3\nthen, x, y, z"'
    given = read_given(give(class_, f"{head}\n{said.format(who='Jörg Müller', said=comment)}\n"))
    assert [p.points for p in given.rows.values()] == [2]


def test_two_comments_on_one_answer_are_both_kept(class_):
    row = "Jörg Müller,01_who_says_so,q9,2,{}\n"
    given = read_given(give(class_, OPEN.format(row.format("Who told you?") + row.format("And when?"))))
    assert given.of("Jörg Müller", UNIT, "q9").comment == "Who told you? And when?"


def test_two_classes_in_one_folder_each_have_their_own(class_):
    """A given.csv of nobody here names the way out, and a table called after the marks goes before it."""
    marks = give(class_, "learner,exercise,points\nSomebody Else,q9,1\n")
    with pytest.raises(KitError, match="7a.given.csv beside 7a.csv"):
        read_given(marks)
    (class_ / "marks.given.csv").write_text("learner,exercise,points\n007,q9,1\n", encoding="utf-8")
    assert read_given(marks).of("007", UNIT, "q9").points == 1


def test_a_table_without_its_columns_is_a_sentence(class_):
    with pytest.raises(KitError, match="no column “exercise”"):
        read_given(give(class_, "learner;points\nJörg Müller;2\n"))


def test_zeros_that_a_spreadsheet_ate_are_found_again(class_):
    assert read_given(give(class_, "learner;exercise;points\n7;q9;1,5\n")).rows.popitem()[0] == ("007", UNIT, "q9")


def test_no_name_of_a_file_stops_the_table_of_a_class(class_):
    """Names that differ in capitals, by an apostrophe in front, or that are somebody else’s code: each is found as it is written."""
    others = ["zoë brandt", "'Zoë Brandt", code_of("Jörg Müller")]
    for name in others:
        shutil.copy(class_ / "class" / "Zoë Brandt.zip", class_ / "class" / f"{name}.zip")
    grade_class.grade([str(class_ / "class")], class_ / "marks.csv", SOLUTIONS, (UNIT,))
    wanted = dict(zip(["Zoë Brandt", "Jörg Müller", *others], (1.0, 2.0, 3.0, 4.0, 0.5), strict=True))
    text = "learner,exercise,points,comment\n" + "".join(f"{who},q9,{points},\n" for who, points in wanted.items())
    given = read_given(give(class_, text))
    assert {who: given.of(who, UNIT, "q9").points for who in wanted} == wanted


def test_letters_in_a_table_without_names_are_nobodys_file_name(class_):
    """Anybody can work out another’s letters and call a file so: what is typed in that row is for whom the letters stand."""
    taken = code_of("Jörg Müller")
    shutil.copy(class_ / "class" / "Zoë Brandt.zip", class_ / "class" / f"{taken}.zip")
    grade_class.grade([str(class_ / "class")], class_ / "marks.csv", SOLUTIONS, (UNIT,))
    main(["report", str(class_ / "marks.csv"), "--out", str(class_ / "r"), "--anonymous"])
    offered = (class_ / "given.csv").read_text(encoding="utf-8")
    given = read_given(give(class_, offered.replace(f"{taken},{UNIT},q9,,", f"{taken},{UNIT},q9,3,")))
    assert given.of("Jörg Müller", UNIT, "q9").points == 3 and not given.of(taken, UNIT, "q9")
    with pytest.raises(KitError, match=f"“{taken}” is what one learner’s file is called, and the letters of another"):
        read_given(give(class_, f"learner,exercise,points\n{taken},q9,3\n"))


def test_names_that_look_the_same_have_rows_that_can_be_told_apart(class_, capsys):
    """A sign that is not seen is spelled out, and a name may hold the spelling: each has letters behind it, on the page and in the table."""
    twins = ["Al\u200b", "Al\\u200b", "=1+1", "'=1+1"]
    for name in twins:
        shutil.copy(class_ / "class" / "Zoë Brandt.zip", class_ / "class" / f"{name}.zip")
    grade_class.grade([str(class_ / "class")], class_ / "marks.csv", SOLUTIONS, (UNIT,))
    main(["report", str(class_ / "marks.csv"), "--out", str(class_ / "r")])
    offered = [r["learner"] for r in rows(class_ / "given.csv")]
    assert len(set(offered)) == len(offered) == len(NAMES) + len(twins) and set(NAMES) < set(offered)
    said = words_of(class_ / "written.html")
    assert all(f"({codes([*NAMES, *twins])[who]})" in said for who in twins)
    text = "learner,exercise,points\n" + "".join(f"{who},q9,{n / 10}\n" for n, who in enumerate(offered))
    assert len(read_given(give(class_, text)).rows) == len(offered)
    with pytest.raises(KitError, match=f"Write one of: .*{codes([*NAMES, *twins])[twins[0]]}"):
        read_given(give(class_, "learner,exercise,points\nAl\\u200b,q9,1\n"))


def test_a_mark_of_the_machine_can_be_replaced_and_says_so(class_):
    """The place for what somebody typed into marks.csv: the machine's points go, these count, and the learner reads it."""
    marks = give(class_, "learner,exercise,points,comment\nZoë Brandt,q2,1,\n")
    machine = {r["learner"]: r for r in rows(marks)}["Zoë Brandt"]
    write_gradebook(marks, "table", class_ / "table.csv")
    found = {r["learner"]: r for r in rows(class_ / "table.csv")}["Zoë Brandt"]
    assert float(found["total"]) == float(machine["points"]) - float(machine["q2"]) + 1 and float(found["given"]) == 1 - float(
        machine["q2"]
    )
    pages(marks, class_ / "pages", SOLUTIONS)
    page = next(p for p in (class_ / "pages").iterdir() if "Zoë" in p.read_text(encoding="utf-8"))
    assert f"Changed by your teacher; the exercise had {machine['q2']}." in words_of(page)


class TestPage:
    def test_report_makes_the_page_and_rows_to_fill_in(self, class_, capsys):
        assert main(["report", str(class_ / "marks.csv"), "--out", str(class_ / "r")]) == 0
        assert "3 written answers are side by side" in capsys.readouterr().out
        said = words_of(class_ / "written.html")
        assert all(n in said for n in NAMES) and said.count("no points yet") == 3 and "who speaks, as closely as safety allows (1)" in said
        assert [(r["learner"], r["unit"], r["exercise"], r["points"], r["of"]) for r in rows(class_ / "given.csv")] == [
            (n, UNIT, "q9", "", "4") for n in sorted(NAMES)
        ]

    def test_without_names_if_wished(self, class_, capsys):
        """Letters stand for learners on the page and in the table, and are understood when the table comes back."""
        assert main(["report", str(class_ / "marks.csv"), "--out", str(class_ / "r"), "--anonymous"]) == 0
        everything = (class_ / "written.html").read_text(encoding="utf-8") + (class_ / "given.csv").read_text(encoding="utf-8")
        assert not [n for n in NAMES if n in everything]
        code = codes(NAMES)["Jörg Müller"]
        filled = (class_ / "given.csv").read_text(encoding="utf-8").replace(f"{code},{UNIT},q9,,", f"{code},{UNIT},q9,3,")
        assert read_given(give(class_, filled)).of("Jörg Müller", UNIT, "q9").points == 3

    def test_marking_again_keeps_points_and_late_hand_ins_get_rows(self, class_, capsys):
        main(["report", str(class_ / "marks.csv"), "--out", str(class_ / "r")])
        text = "\ufefflearner;exercise;points;comment\r\nJörg Müller;q9;2,5;Good — who?\r\nZoë Brandt;q9;4;\r\n007;q9;;\r\n"
        marks = give(class_, text)
        shutil.copy(class_ / "class" / "007.zip", class_ / "class" / "Late Lee.zip")
        assert main(["grade", str(class_ / "class"), "--unit", UNIT, "--out", str(marks)]) == 0
        assert (class_ / "given.csv").read_bytes() == text.encode()
        assert main(["report", str(marks), "--out", str(class_ / "r")]) == 0
        after = (class_ / "given.csv").read_text(encoding="utf-8")
        assert "1 row waits" in capsys.readouterr().out and after.startswith(text.replace("\r\n", "\n").replace("\n", "\r\n")[:20])
        assert after.count("Late Lee;q9") == 1 and "Jörg Müller;q9;2,5;Good — who?" in after
        assert read_given(marks).of("Jörg Müller", UNIT, "q9").points == 2.5
        assert "2.5 of 4 points" in words_of(class_ / "written.html")


class TestEdits:
    def edited(self, folder: Path, change) -> Path:
        path = folder / "marks.csv"
        path.write_text(change(path.read_text(encoding="utf-8-sig")), encoding="utf-8-sig", newline="")
        return path

    @pytest.mark.parametrize("verb", ["report", "feedback", "gradebook"])
    def test_they_are_noticed_and_the_right_place_is_named(self, class_, verb, capsys):
        q2 = rows(class_ / "marks.csv")[0]["q2"]
        marks = self.edited(class_, lambda t: re.sub(rf'(?m)^(007,.*?["\.],){q2},', r"\g<1>1.5,", t))
        out = ["--out", str(class_ / "out")] if verb != "gradebook" else ["--to", "table", "--out", str(class_ / "out.csv")]
        assert main([verb, str(marks), *out]) == 0
        said = capsys.readouterr().out
        assert f"007, q2: {q2} → 1.5" in said and "counts nowhere" in said and "given.csv" in said

    def test_saving_from_a_spreadsheet_is_no_edit(self, class_, capsys):
        """Semicolons, decimal commas, other order of rows, a name with its zeros eaten but for one that is not there: nothing to say."""
        head, *body = csv.reader(io.StringIO((class_ / "marks.csv").read_text(encoding="utf-8-sig")))
        text = "\r\n".join(
            ";".join(c.replace(".", ",") if re.fullmatch(r"[\d.]+", c) else c for c in row) for row in [head, *reversed(body)]
        )
        (class_ / "marks.csv").write_bytes(("\ufeff" + text).encode())
        assert main(["gradebook", str(class_ / "marks.csv"), "--to", "table", "--out", str(class_ / "o.csv")]) == 0
        assert "by hand" not in capsys.readouterr().out

    def test_an_edited_table_is_not_written_over(self, class_, capsys):
        marks = self.edited(class_, lambda t: t.replace("graded", "excused", 1))
        before = marks.read_bytes()
        again = ["grade", str(class_ / "class"), "--unit", UNIT, "--out", str(marks)]
        assert main(again) == 2 and "--fresh" in capsys.readouterr().err and marks.read_bytes() == before
        assert main([*again, "--fresh"]) == 0 and "excused" not in marks.read_text(encoding="utf-8-sig")

    @pytest.mark.parametrize("other", ["another class", "another unit", "a table of somebody's own"])
    def test_nor_is_one_that_was_made_from_something_else(self, class_, tmp_path, other, capsys):
        marks, unit, folder = class_ / "marks.csv", UNIT, class_ / "class"
        if other == "another class":
            folder = tmp_path / "7B"
            make_class._write(folder / "Kim.zip", (class_ / "class" / "007.zip").read_bytes())
        elif other == "another unit":
            unit = "02_weight_of_words"
        else:
            (class_ / "marks.details.jsonl").unlink()
        before = marks.read_bytes()
        assert main(["grade", str(folder), "--unit", unit, "--out", str(marks)]) == 2
        said = capsys.readouterr().err
        assert "--fresh" in said and marks.read_bytes() == before and not list(class_.glob("*unfinished*"))

    def test_the_same_class_again_needs_nothing(self, class_):
        assert main(["grade", str(class_ / "class"), "--unit", UNIT, "--out", str(class_ / "marks.csv")]) == 0


def a_class_of(items: dict[str, Callable[[int], float]], points: Callable[[int], float], most: float) -> tuple[Marks, list[int]]:
    """Seventy learners of ability 0 to 6; `items`: what each earns by ability."""
    one, people = Marks("u", "U"), [n % 7 for n in range(70)]
    for able in people:
        result = {"learner": "x", "unit": "u", "points": points(able), "max_points": most, "teacher_points": 0, "exercises": {}}
        one.add(result, read_given_nothing(), {("q", name): float(earns(able)) for name, earns in items.items()})
    return one, people


def test_reliability_and_discrimination_of_known_answers():
    """Items that are right or wrong: KR-20 by its formula, an item that goes with the rest above 0, a turned one below."""
    items = {str(i): lambda able, i=i: able > i for i in range(6)} | {"turned": lambda able: able < 3}
    one, people = a_class_of(items, float, 6)
    scores = [sum(earns(a) for earns in items.values()) for a in people]
    p = [sum(earns(a) for a in people) / 70 for earns in items.values()]
    expected = 7 / 6 * (1 - sum(x * (1 - x) for x in p) / pvariance(scores))
    r, error = one.reliability()
    assert r == pytest.approx(expected) and error == pytest.approx(pstdev(a / 6 for a in people) * (1 - r) ** 0.5)
    assert one.with_rest(("q", "3")) > 0.5 and one.with_rest(("q", "turned")) < -0.5
    assert one.with_rest(("q", "nowhere")) is None


def test_an_item_that_earned_half_counts_half_and_one_worth_more_counts_more():
    """Cronbach's alpha by its formula: a place found under a wrong kind is neither right nor wrong."""
    items = {str(i): lambda able, i=i: 1.0 if able > i else 0.5 if able == i else 0.0 for i in range(5)} | {
        "much": lambda able: 3 * (able > 3)
    }
    one, people = a_class_of(items, lambda able: sum(earns(able) for earns in items.values()), 8)
    columns = [[earns(a) for a in people] for earns in items.values()]
    totals = [sum(row) for row in zip(*columns)]
    expected = 6 / 5 * (1 - sum(pvariance(c) for c in columns) / pvariance(totals))
    r, error = one.reliability()
    assert r == pytest.approx(expected) and error == pytest.approx(pstdev(totals) / 8 * (1 - expected) ** 0.5)


def test_a_class_of_equals_tells_nothing_of_the_test():
    one, _ = a_class_of({str(i): lambda able: 0.1 for i in range(6)}, lambda able: 0.6, 6)
    assert one.reliability() is None and one.with_rest(("q", "1")) is None


def read_given_nothing():
    from helpers.classbook.report.teacher_points import Given

    return Given()


def test_a_mark_that_waits_for_the_teacher_is_in_no_platform_s_file(class_):
    """From the first points on: whoever has a written answer without them has no mark there, is named, and the table says `open`; before, the machine's alone."""
    marks = class_ / "marks.csv"
    said = write_gradebook(marks, "nbgrader", class_ / "book.csv")
    assert "The marks are the machine’s alone." in said and all(r["score"] for r in rows(class_ / "book.csv"))
    give(class_, "learner,exercise,points\nJörg Müller,q9,2.5\nZoë Brandt,q9,0\n")
    said = write_gradebook(marks, "nbgrader", class_ / "book.csv")
    assert {r["student_id"]: bool(r["score"]) for r in rows(class_ / "book.csv")} == {"Jörg Müller": True, "Zoë Brandt": True, "007": False}
    assert "1 learner whose written answer waits (007)" in said and "2 of 3 learners have a mark" in said
    assert "2 marks hold your own points." in said and "counts nothing" not in said  # nobody is both left out and counted
    write_gradebook(marks, "table", class_ / "table.csv")
    assert {r["learner"]: (bool(r["total"]), r["open"]) for r in rows(class_ / "table.csv")} == {
        "Jörg Müller": (True, "0"),
        "Zoë Brandt": (True, "0"),
        "007": (True, "1"),
    }
