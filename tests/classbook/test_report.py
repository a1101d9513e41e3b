"""The class report, the learners' pages and the gradebook files: what they say, whom they name, and what importers need."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from html import unescape
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]

import make_class  # noqa: E402

from helpers.__main__ import main  # noqa: E402
from helpers.classbook import grade_class  # noqa: E402
from helpers.classbook.collect.platforms.nbgrader import HEAD as NBGRADER  # noqa: E402
from helpers.classbook.report.feedback_pages import file_name, pages  # noqa: E402
from helpers.classbook.report.gradebooks import read_roster, write_gradebook  # noqa: E402
from helpers.classbook.report.insight import Insight, _reason, discussion_points  # noqa: E402
from helpers.classbook.report.quoting import sentence_around, within  # noqa: E402
from helpers.classbook.report.report import report  # noqa: E402
from helpers.classbook.report.tally import ClassTally  # noqa: E402
from helpers.classbook.tables import cell, visible  # noqa: E402
from helpers.errors import KitError  # noqa: E402
from helpers.exercises import Explanation, Yours, type_of  # noqa: E402

UNIT = "01_who_says_so"
SOLUTIONS = str(REPO / "solutions")
NAMES = ["Ada Obi", "Ben Cho", "Cem Kaya", "Dea Ruiz", "Eli Fox"]


@pytest.fixture(scope="module")
def course():
    return make_class.read_course(SOLUTIONS, (UNIT,))


@pytest.fixture(scope="module")
def marked(tmp_path_factory, course):
    """Five learners of a Moodle class. All mark “Islamic State” in q1 in vain; Ada marks every word; Eli's hand-in is damaged."""
    folder, answers = tmp_path_factory.mktemp("report"), make_class.bank(course)
    q1 = course.units[UNIT][0]
    at = q1.article.text.index("Islamic State", 60)
    extra = {"start": at, "end": at + 13, "label": "institution", "attrs": {}}
    for number, name in enumerate(NAMES):
        found = {t.exercise.id: make_class.record(UNIT, t, answers[UNIT, t.exercise.id, "right"]) for t in course.units[UNIT]}
        found["q1"]["answer"] = (
            answers[UNIT, "q1", "flag_all"] if number == 0 else {"spans": [*answers[UNIT, "q1", "right"]["spans"], extra]}
        )
        found["q7"]["answer"] = answers[UNIT, "q7", "wrong"]
        made = make_class.files(UNIT, make_class.released(UNIT), found, carried_only=False)
        data = b"PK broken" if number == 4 else make_class._zip({f"{UNIT}/{n}": d for n, d in made.items()})
        make_class._write(folder / "class" / f"{name}_{500 + number}_assignsubmission_file" / "hand-in.zip", data)
    grade_class.grade([str(folder / "class")], folder / "marks.csv", SOLUTIONS, (UNIT,))
    report(folder / "marks.csv", folder / "report", SOLUTIONS)
    return folder


def rows(path: Path) -> list[dict]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def words_of(path: Path) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8").split("</style>")[1])))


class TestReport:
    def test_names_are_shown_only_on_request(self, marked, tmp_path):
        """No name and no number of a learner in any file, unless --names."""
        everything = "".join(p.read_text(encoding="utf-8") for p in (marked / "report").iterdir())
        assert not [n for n in NAMES if n in everything or n.split()[0] in everything] and "Learner 1" in everything
        report(marked / "marks.csv", tmp_path, SOLUTIONS, names=True)
        assert all(n in (tmp_path / "report.html").read_text(encoding="utf-8") for n in NAMES)

    def test_the_numbering_does_not_follow_the_alphabet(self, tmp_path):
        from helpers.classbook.report.report import _names_of

        lines = [{"form": 1}] + [{"learner": f"s{n:02}"} for n in range(20)]
        (tmp_path / "m.details.jsonl").write_text("\n".join(map(json.dumps, lines)))
        shown = _names_of(tmp_path / "m.csv", False)
        assert sorted(shown) == [f"s{n:02}" for n in range(20)] and [shown[w] for w in sorted(shown)] != sorted(shown.values())

    def test_the_frequent_false_alarm_comes_with_a_question(self, marked):
        said = words_of(marked / "report" / "report.html")
        assert "3 of 3 learners marked this" in said
        assert "“Islamic State”: is anybody cited here" in said

    def test_who_marked_every_word_is_left_out_of_the_pictures_and_said_to_be(self, marked):
        assert "1 learner marked nearly every word and is left out" in words_of(marked / "report" / "report.html")

    def test_the_hardest_items_are_the_ones_that_all_got_wrong(self, marked):
        said = words_of(marked / "report" / "report.html")
        hardest = said[said.index("Hardest items") : said.index("The text as the class", said.index("Hardest items"))]
        assert "0 of 4 learners got this right" in hardest and f"{UNIT}, q7" in hardest

    def test_the_first_screen_says_what_to_begin_with(self, marked):
        """Before any list: the false alarm of all, and something that nobody got right, each with its question."""
        said = words_of(marked / "report" / "report.html")
        first = said[said.index("Three things for tomorrow") : said.index("More to talk about")]
        assert first.index("Ask: “Islamic State”: is anybody cited here") < first.index("0 of 4 learners got this right")
        assert (
            said.index("Three things for tomorrow") < 450
            and "5 learners, 1 unit; hand-ins: 4 read and marked, 1 could not be read." in said
        )

    def test_questions_quote_within_quotes_as_print_does(self, tmp_path):
        """A class that gets everything wrong: every question on the page names its words, with single marks inside double ones."""
        make_class.make(tmp_path / "class", 4, "nbgrader", (UNIT, "02_weight_of_words"), kinds=("wrong",))
        grade_class.grade([str(tmp_path / "class")], tmp_path / "marks.csv", SOLUTIONS, (UNIT, "02_weight_of_words"))
        page = report(tmp_path / "marks.csv", tmp_path / "r", SOLUTIONS).read_text(encoding="utf-8")
        asked = [unescape(re.sub("<[^>]+>", "", a)) for a in re.findall(r'<p class="ask">(.*?)</p>', page)]
        assert len(asked) > 8 and all(a.count("“") == a.count("”") for a in asked) and sum("“" in a for a in asked) > 7
        assert not [a for a in asked if re.search("“[^”]*“|“‘[^’]*’”", a)]

    def test_who_marks_every_word_is_left_out_wherever_words_are_marked(self):
        """Where readers mark whole clauses, twice as much as they is more than there is: “and” and “the” led the list of false alarms."""
        course = make_class.read_course(SOLUTIONS, ("01_who_says_so", "02_weight_of_words", "03_can_it_be_checked", "05_the_whole_article"))
        tallies = [tally for u in course.units for tally in ClassTally(course, [u]).exercises.values() if tally.spans]
        assert len(tallies) > 8
        for tally in tallies:
            own = type_of(tally.task.exercise.type).solved(tally.task.exercise, tally.task.key)["spans"]
            assert tally._floods(len(tally.words)) and not tally._floods(len(tally.covered(own))), tally.task.exercise

    def test_the_heat_map_has_the_votes_and_the_class(self, marked):
        """A source that all readers and all three learners marked: underlined, darkest, 3; and a row that says the same."""
        page = (marked / "report" / "report.html").read_text(encoding="utf-8")
        assert '<span class="m c4 v">Mosul residents</span><sup>3</sup>' in page
        assert re.search(r"<td>Mosul residents</td><td class=\"n\">3 of 3</td><td class=\"n\">(\d) of \1</td>", page)

    def test_who_could_not_be_read_is_listed_and_has_no_zero(self, marked):
        said = words_of(marked / "report" / "report.html")
        assert "None of them counts as a zero" in said and "unreadable" in said
        assert [r["points"] for r in rows(marked / "report" / "learners.csv") if r["status"] == "unreadable"] == [""]

    def test_the_scatter_has_a_text_twin(self, marked):
        page = (marked / "report" / "report.html").read_text(encoding="utf-8")
        assert 'role="img"' in page and "4 of 4 finds much, flags little" in unescape(page) and "The same in numbers: learners" in page

    def test_tables_agree_with_the_marks(self, marked):
        mean = {r["exercise"]: float(r["mean_points"]) for r in rows(marked / "report" / "exercises.csv") if r["mean_points"]}
        marks = [r for r in rows(marked / "marks.csv") if r["status"] == "graded"]
        assert mean["q2"] == sum(float(r["q2"]) for r in marks) / len(marks) > 0
        item = next(r for r in rows(marked / "report" / "items.csv") if r["exercise"] == "q1" and r["words"] == "Mosul residents")
        assert (item["asked"], item["right_share"]) == ("3", "1")

    def test_the_same_marks_give_the_same_bytes(self, marked, tmp_path):
        report(marked / "marks.csv", tmp_path, SOLUTIONS)
        for name in ("report.html", "learners.csv", "exercises.csv", "items.csv"):
            assert (tmp_path / name).read_bytes() == (marked / "report" / name).read_bytes()

    def test_nothing_is_fetched_and_nothing_runs(self, marked):
        page = (marked / "report" / "report.html").read_text(encoding="utf-8")
        assert not re.search(r"<script|javascript:|https?://|url\(|@import|<link|<iframe", page)

    def test_marks_of_another_key_are_refused(self, marked, tmp_path, capsys):
        """A report must not mix old points with new keys."""
        lines = (marked / "marks.details.jsonl").read_text(encoding="utf-8").splitlines()
        head = {**json.loads(lines[0]), "course": "0" * 64}
        (tmp_path / "marks.details.jsonl").write_text("\n".join([json.dumps(head), *lines[1:]]), encoding="utf-8")
        assert main(["report", str(tmp_path / "marks.csv"), "--out", str(tmp_path / "r")]) == 2
        assert "have changed" in capsys.readouterr().err

    def test_without_marks_it_says_what_to_run(self, tmp_path, capsys):
        assert main(["report", str(tmp_path / "marks.csv"), "--out", str(tmp_path / "r")]) == 2
        assert "grade" in capsys.readouterr().err

    def test_an_empty_class_has_a_report(self, tmp_path):
        (tmp_path / "class").mkdir()
        grade_class.grade([str(tmp_path / "class")], tmp_path / "marks.csv", SOLUTIONS, (UNIT,))
        assert "There are no submissions" in words_of(report(tmp_path / "marks.csv", tmp_path / "r", SOLUTIONS))


def test_calibration_is_drawn_where_confidence_was_asked(tmp_path):
    """Evidence desk of unit 3: everybody certain and right."""
    unit = "03_can_it_be_checked"
    make_class.make(tmp_path / "class", 4, "nbgrader", (unit,), kinds=("right",))
    grade_class.grade([str(tmp_path / "class")], tmp_path / "marks.csv", SOLUTIONS, (unit,))
    said = words_of(report(tmp_path / "marks.csv", tmp_path / "r", SOLUTIONS))
    assert re.search(r"less sure than right: on average 90 sure, (\d+) of \1 \(100 %\) right", said) and "Brier score 0.01" in said


class TestPages:
    def test_one_page_each_with_their_own_results_only(self, marked, tmp_path):
        assert pages(marked / "marks.csv", tmp_path, SOLUTIONS) == 5
        for path in tmp_path.iterdir():
            said = words_of(path)
            assert [n for n in NAMES if n in said] == [path.name.split("_")[0]]

    def test_a_page_explains(self, marked, tmp_path):
        pages(marked / "marks.csv", tmp_path, SOLUTIONS)
        said = words_of(tmp_path / "Ben Cho_501_assignsubmission_file_feedback.html")
        alarm = said[said.index("False alarm:") :][:400]
        assert "Islamic State" in alarm and "Found: " in said and "Readers:" in said

    def test_the_page_of_a_damaged_hand_in_says_it_is_no_zero(self, marked, tmp_path):
        pages(marked / "marks.csv", tmp_path, SOLUTIONS)
        assert "not a zero" in words_of(tmp_path / "Eli Fox_504_assignsubmission_file_feedback.html")

    @pytest.mark.parametrize(
        "name", ["../../etc/passwd", "..", "a/b", "CON\x00", "x" * 400, "=cmd", "ä" * 90, "\u202eevil", "", "a.html", "名" * 90, "a\ud800b"]
    )
    def test_no_name_steers_the_file(self, name):
        made = file_name({"learner": name, "lms": ""})
        assert re.fullmatch(r"\w[\w.-]{0,80}\.html", made) and len(made.encode()) < 220

    @pytest.mark.parametrize("name", ["Özgür Çelik", "Zoë Martin", "Dilan Yıldız", "李 明", "Ольга Петрова", "Zoe\u0308 Martin"])
    def test_a_teacher_finds_the_page_by_the_name(self, name):
        assert unicodedata.normalize("NFC", name).replace(" ", "-") in file_name({"learner": name, "lms": ""})

    @pytest.mark.parametrize("name", ["CON", "nul", "Aux.old", "com1", "LPT9.x"])
    def test_no_page_has_a_name_that_windows_keeps_for_itself(self, name):
        assert re.fullmatch(rf"{re.escape(name)}-[0-9a-f]{{8}}\.html", file_name({"learner": name, "lms": ""}))

    def test_a_long_name_of_moodle_keeps_its_number(self):
        """Moodle finds the learner by the number; a name of 255 bytes would be no file name any more."""
        made = file_name({"learner": "é" * 110 + "_4711", "lms": "moodle"})
        assert made.endswith("_4711_assignsubmission_file_feedback.html") and len(made.encode()) < 200

    def test_names_that_differ_in_capitals_get_two_pages_on_any_disk(self, course, tmp_path):
        answers = make_class.bank(course)
        for name in ("bo", "Bo", "BO"):
            task = course.units[UNIT][0]
            make_class._write(
                tmp_path / "class" / name / UNIT / "answers" / "q1.json",
                json.dumps(make_class.record(UNIT, task, answers[UNIT, "q1", "right"])).encode(),
            )
        grade_class.grade([str(tmp_path / "class")], tmp_path / "marks.csv", SOLUTIONS, (UNIT,))
        assert pages(tmp_path / "marks.csv", tmp_path / "pages", SOLUTIONS) == 3
        names = [p.name for p in (tmp_path / "pages").iterdir()]
        assert len({n.lower() for n in names}) == 3 == len(names)

    def test_two_names_that_look_alike_get_two_files(self):
        assert (
            file_name({"learner": "a b", "lms": ""}) != file_name({"learner": "a-b", "lms": ""}) != file_name({"learner": "a/b", "lms": ""})
        )


WORKSHEET = (
    '\ufeffIdentifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed","Last modified (submission)","Last modified (grade)","Feedback comments"\n'
    'Participant 500,"Ada Obi",ada@x.org,"Submitted for grading",,18.00,Yes,"Sunday, 22 November 2026, 8:00 AM",-,"=1+1 stays"\n'
    'Participant 504,"Eli Fox",eli@x.org,"Submitted for grading",,18.00,Yes,"Sunday, 22 November 2026, 8:00 AM",-,\n'
    'Participant 777,"Zoe New",zoe@x.org,"No submission",,18.00,Yes,-,-,\n'
)
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Old quiz (31),Who says so (32),Final Score\n"
    "    Points Possible,,,,,5,18,(read only)\n"
    '"Lee, Ann",900,0007,=alee,B1,4,,\n"Neu, Zoe",990,0008,zneu,B1,,,\n'
)


class TestGradebooks:
    def test_moodles_worksheet_comes_back_with_grades_and_nothing_else_changed(self, marked, tmp_path):
        (tmp_path / "sheet.csv").write_text(WORKSHEET, encoding="utf-8")
        write_gradebook(marked / "marks.csv", "moodle", tmp_path / "out.csv", roster=tmp_path / "sheet.csv")
        before, after = (
            list(csv.reader(io.StringIO(text)))
            for text in (WORKSHEET.lstrip("\ufeff"), (tmp_path / "out.csv").read_text(encoding="utf-8-sig"))
        )
        ada = next(r for r in rows(marked / "marks.csv") if r["lms_id"] == "500")
        before[1][4] = ada["points"]
        assert after == before, "only Ada's empty cell may change: Eli's hand-in was unreadable, Zoe has none"

    def test_moodle_without_a_worksheet_has_the_columns_its_importer_looks_for(self, marked, tmp_path):
        write_gradebook(marked / "marks.csv", "moodle", tmp_path / "out.csv")
        found = rows(tmp_path / "out.csv")
        assert {"Identifier", "Grade", "Last modified (grade)"} <= set(found[0]) and [r["Identifier"] for r in found] == [
            f"Participant {n}" for n in range(500, 505)
        ]
        assert found[4]["Grade"] == "" != found[0]["Grade"]

    def test_canvas_gets_its_own_file_back(self, tmp_path):
        make_class.make(tmp_path / "class", 2, "canvas", (UNIT,))
        grade_class.grade([str(tmp_path / "class")], tmp_path / "marks.csv", SOLUTIONS, (UNIT,))
        (tmp_path / "book.csv").write_text(CANVAS, encoding="utf-8")
        said = write_gradebook(tmp_path / "marks.csv", "canvas", tmp_path / "out.csv", roster=tmp_path / "book.csv", column="Who says so")
        before, after = (list(csv.reader(io.StringIO(text))) for text in (CANVAS, (tmp_path / "out.csv").read_text(encoding="utf-8-sig")))
        before[2][6] = next(r for r in rows(tmp_path / "marks.csv") if r["lms_id"] == "900")["points"]
        assert after == before and "=alee" in after[2], "identifiers stay exactly as they were given"
        assert "1 row holds text that a spreadsheet would run" in said and "leeanns00001_901" in said

    def test_canvas_without_a_file_has_the_header_its_importer_checks(self, tmp_path):
        make_class.make(tmp_path / "class", 2, "canvas", (UNIT,))
        grade_class.grade([str(tmp_path / "class")], tmp_path / "marks.csv", SOLUTIONS, (UNIT,))
        write_gradebook(tmp_path / "marks.csv", "canvas", tmp_path / "out.csv", column="Who says so")
        head, possible, first, _ = csv.reader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8-sig")))
        assert head == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Who says so"]
        assert "Points Possible" in possible[0] and possible[5] == "18" and first[1] == "900"

    def test_a_wrong_column_is_a_sentence(self, marked, tmp_path):
        (tmp_path / "book.csv").write_text(CANVAS, encoding="utf-8")
        with pytest.raises(KitError, match="0 columns of the gradebook are called"):
            write_gradebook(marked / "marks.csv", "canvas", tmp_path / "out.csv", roster=tmp_path / "book.csv", column="Nothing")

    def test_the_wrong_platforms_file_is_a_sentence(self, marked, tmp_path):
        (tmp_path / "book.csv").write_text(CANVAS, encoding="utf-8")
        with pytest.raises(KitError, match="does not look like a file of Moodle"):
            write_gradebook(marked / "marks.csv", "moodle", tmp_path / "out.csv", roster=tmp_path / "book.csv")

    def test_nbgraders_columns(self, marked, tmp_path):
        write_gradebook(marked / "marks.csv", "nbgrader", tmp_path / "out.csv")
        found = rows(tmp_path / "out.csv")
        assert list(found[0]) == NBGRADER and found[4]["score"] == ""

    def test_learners_of_the_class_list_are_never_lost(self, marked, tmp_path):
        """A roster adds who handed in nothing, and doubles nobody."""
        (tmp_path / "sheet.csv").write_text(WORKSHEET, encoding="utf-8")
        grade_class.grade(
            [str(marked / "class")], tmp_path / "marks.csv", SOLUTIONS, (UNIT,), roster=read_roster(tmp_path / "sheet.csv").learners
        )
        status = {r["learner"]: r["status"] for r in rows(tmp_path / "marks.csv")}
        assert len(status) == 6 and status["Zoe New_777"] == "missing" and status["Ada Obi_500"] == "graded"

    @pytest.mark.parametrize("text", ["", "\x00\x01", '"unclosed'])
    def test_a_broken_class_list_is_a_sentence(self, tmp_path, text):
        (tmp_path / "sheet.csv").write_bytes(text.encode() if text != "\x00\x01" else b"\xff\xfe\x00")
        try:
            read_roster(tmp_path / "sheet.csv")
        except KitError as error:
            assert error.next_step
        else:
            assert text == '"unclosed'


@pytest.mark.parametrize(
    ("text", "shown"),
    [("send “now” letters", "send ‘now’ letters"), ("“Never.”", "Never."), ("“A” and “B”", "‘A’ and ‘B’"), ("plain", "plain"), ("", "")],
)
def test_words_inside_quotation_marks(text, shown):
    assert within(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("  @x", "'  @x"),
        ("-2+3", "'-2+3"),
        ("＝A1", "'＝A1"),
        ("\t=1", "\\u0009=1"),
        ("plain", "plain"),
        (-3, "-3"),
        (0.1 + 0.2, "0.3"),
        (None, ""),
    ],
)
def test_cells_that_a_spreadsheet_would_run(text, shown):
    assert cell(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"), [("a\u202eb", "a\\u202eb"), ("\ud800", "\\ud800"), ("é 👩🏽‍🏫", "é 👩🏽‍🏫"), ("a\nb", "a\\u000ab")]
)
def test_hidden_characters_are_spelled_out(text, shown):
    assert visible(text) == shown


def test_tomorrow_comes_from_several_exercises():
    """The three hardest items of one exercise are one theme: others come first, and the same words never twice."""
    kinds = [
        [Insight(where, "", quote, 0.0, "", "", "", "") for where, quote in rows]
        for rows in ([("q4", "a"), ("q4", "b"), ("q5", "c")], [("q4", "d"), ("q6", "a"), ("q7", "e")])
    ]
    assert [(i.where, i.quote) for i in discussion_points(*kinds)] == [("q4", "a"), ("q5", "c"), ("q7", "e")]
    assert sorted(i.quote for i in discussion_points([i for kind in kinds for i in kind if i.where == "q4"])) == ["a", "b", "d"]


def test_a_short_quotation_brings_the_words_around_it():
    """«he» alone finds nobody in a page of text."""
    text = (
        "The first sentence is here. “Only a laboratory can settle it,” he said. "
        + "Many words stand before the place, and " * 3
        + "she went on and on."
    )
    at = text.index("he said")
    assert sentence_around(text, at, at + 2) == " in “‘Only a laboratory can settle it,’ he said.”"
    at = text.index("she")
    around = sentence_around(text, at, at + 3)
    assert around.startswith(" in “… ") and around.endswith("and she went on and on.”") and len(around) < 80
    assert sentence_around(text, None, None) == "" and sentence_around(text, 20, 40) == ""


def test_headings_and_words_are_two_things(tmp_path):
    """Each has a colon between, or a question mark before it; a page for a learner says the name, not the platform’s number."""
    make_class.make(tmp_path / "class", 12, "moodle", (UNIT,))
    grade_class.grade([str(tmp_path / "class")], tmp_path / "marks.csv", str(REPO / "solutions"), (UNIT,))
    page = report(tmp_path / "marks.csv", tmp_path / "r", str(REPO / "solutions")).read_text(encoding="utf-8")
    heads = re.findall(r"<h4>([^<]*) <q>", page)
    assert heads and all(h[-1] in ":.?!" for h in heads)
    pages(tmp_path / "marks.csv", tmp_path / "p", str(REPO / "solutions"))
    one = next((tmp_path / "p").glob("Ann Lee s00003_*.html")).read_text(encoding="utf-8")
    assert "<h1>Your results: Ann Lee s00003</h1>" in one


def test_a_class_hears_the_reason_and_not_what_one_learner_answered():
    """A sentence on a learner’s own answer is known by what it is, not by how it begins."""
    told = Explanation(title="A title", sentences=[Yours("You chose “loaded”; readers say “fair”."), "You are not told who they are."])
    assert _reason(told) == "You are not told who they are."
