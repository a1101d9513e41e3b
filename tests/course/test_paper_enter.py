"""Answers from paper: typed into a form, checked line by line, written as ordinary answers, and marked by `grade` like those of the page."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest
from course import REPO, all_exercises, name_of, unit_folders
from test_paper import comparable, plain
from trial_answers import trial_answers

from helpers.__main__ import main
from helpers.answers import read_answers
from helpers.course.paper.booklet import booklet
from helpers.course.paper.enter import enter, form_of, write_form
from helpers.course.paper.notation import sheet_of
from helpers.course.paper.pdf import CHOSEN, browser, to_pdf
from helpers.course.paper.typed import empty_form, read_form
from helpers.course.paper.workbook import workbook
from helpers.errors import AnswersError, KitError
from helpers.exercises import article_of, key_of, read_unit, type_of
from helpers.marking import mark, written_parts

UNIT = "01_who_says_so"
FOLDER = REPO / "solutions" / UNIT
every_unit = pytest.mark.parametrize("folder", unit_folders(), ids=lambda f: f.name)


def answers_of(unit, which: str) -> dict[str, dict]:
    """exercise → one of its type's own example answers."""
    return {e.id: trial_answers(e, article_of(e), key_of(unit, e))[which] for e in unit.exercises}


def typed(unit, learner: str, answers: dict[str, dict]) -> str:
    """A learner's block as a teacher would type it; the further lines of a text begin with “>”."""
    rows = [f"learner: {learner}"]
    for name, value in answers.items():
        rows += [name, *(row.replace("\n", "\n> ") for row in sheet_of(unit[name]).write(value))]
    return "\n".join(rows) + "\n\n"


def entered(unit, folder: Path, text: str):
    folder.mkdir(exist_ok=True)
    form_of(unit, folder).write_text(text, encoding="utf-8")
    return enter(unit, folder)


def stored(folder: Path, learner: str, unit: str = UNIT) -> dict[str, dict]:
    return read_answers(folder / "submitted" / learner / unit / "answers", unit)[0]


class TestAClass:
    @every_unit
    def test_a_unit_on_paper_gets_the_marks_of_the_page(self, folder, tmp_path):
        """Every exercise of every unit, answered right, half and wrong by three learners, is read whole and marked as the same answers are on the page."""
        unit = read_unit(folder)
        kinds = {"Right Learner": "right", "Half Learner": "half", "Wrong Learner": "wrong"}
        class_ = {who: answers_of(unit, which) for who, which in kinds.items()}
        done = entered(unit, tmp_path / "in", "".join(typed(unit, who, answers) for who, answers in class_.items()))
        assert done.problems == []
        for who, answers in class_.items():
            records = stored(tmp_path / "in", who, unit.assignment)
            for exercise in unit.exercises:
                given = answers[exercise.id]
                page = mark(unit, exercise, {"answer": given}).score
                paper = mark(unit, exercise, records.get(exercise.id)).score
                assert (paper.status, paper.points) == (page.status, page.points), (who, exercise.id)
                assert exercise.id not in records or records[exercise.id]["from"] == "paper"
                if kinds[who] == "right":
                    assert comparable(records[exercise.id]["answer"]) == comparable(given)

    def test_grade_marks_paper_and_screen_alike(self, tmp_path):
        """Two learners with the same answers, one typed in and one from the computer: the same row in the table of marks, and the form is nobody's work."""
        unit = read_unit(FOLDER)
        answers = answers_of(unit, "half")
        done = entered(unit, tmp_path / "class", typed(unit, "Ana Paper", answers))
        assert done.problems == []
        there = tmp_path / "class" / "submitted" / "Ben Screen" / UNIT / "answers"
        there.mkdir(parents=True)
        for exercise in unit.exercises:
            record = {
                "schema": 1,
                "assignment": UNIT,
                "exercise": exercise.id,
                "type": exercise.type,
                "sha256": article_of(exercise).sha256,
                "rev": 3,
                "answer": answers[exercise.id],
            }
            (there / f"{exercise.id}.json").write_text(json.dumps(record), encoding="utf-8")
        out = tmp_path / "marks.csv"
        assert main(["grade", str(tmp_path / "class" / "submitted"), "--out", str(out), "--unit", UNIT]) == 0
        with out.open(encoding="utf-8-sig", newline="") as file:
            rows = {row["learner"]: row for row in csv.DictReader(file)}
        assert set(rows) == {"Ana Paper", "Ben Screen"}
        same = [{k: v for k, v in row.items() if k not in ("learner", "name", "stamp")} for row in rows.values()]
        assert same[0] == same[1] and float(rows["Ana Paper"]["points"]) > 0


class TestForm:
    @every_unit
    def test_the_empty_form_is_read_as_nothing(self, folder):
        unit = read_unit(folder)
        done = read_form(empty_form(unit), unit)
        assert (done.values, done.problems) == ({}, [])

    def test_the_verb_writes_the_form_then_takes_it(self, tmp_path, capsys):
        """First the form, then its answers; the same command both times, and a filled form is never written over."""
        assert main(["enter", UNIT, str(tmp_path / "in")]) == 0
        path = tmp_path / "in" / f"{UNIT}.txt"
        path.write_text(
            path.read_text(encoding="utf-8").replace("learner:", "learner: Ana").replace("q8\n", "q8\n1 = d b c e a\n"), encoding="utf-8"
        )
        assert main(["enter", UNIT, str(tmp_path / "in")]) == 0
        said = capsys.readouterr().out
        assert "is the form" in said and "Ana: 1 of 9 exercises. Left open: q1, q2" in said and "who-says-so grade" in said
        write_form(read_unit(FOLDER), tmp_path / "in")
        assert "learner: Ana" in path.read_text(encoding="utf-8")

    def test_one_odd_line_keeps_its_exercise_out_and_is_named(self, tmp_path):
        """Nothing half: the rest of the learner, and the other learners, are taken."""
        unit = read_unit(FOLDER)
        text = "learner: Ana\nq2\n27: 1-2 = 4\n27: 1-22 = 4\nq3\n1 = a\nlearner: Ben\nq2\n27: 1-2 = 4\n"
        done = entered(unit, tmp_path / "in", text)
        assert done.problems == [f"{UNIT}.txt, line 4 (Ana, q2): “27: 1-22 = 4” cannot be read. Line 27 has no word 22: it has 9 words."]
        assert (set(stored(tmp_path / "in", "Ana")), set(stored(tmp_path / "in", "Ben"))) == ({"q3"}, {"q2"})

    def test_a_folder_called_submitted_is_taken_as_it_is(self, tmp_path):
        """The form lies beside it: among the learners it would be graded as somebody's."""
        unit = read_unit(FOLDER)
        path = write_form(unit, tmp_path / "submitted")
        assert path == tmp_path / f"{UNIT}.txt"
        path.write_text("learner: Ana\nq3\n1 = a\n", encoding="utf-8")
        assert enter(unit, tmp_path / "submitted").counts == {"new": 1}
        assert [p.name for p in (tmp_path / "submitted").iterdir()] == ["Ana"]

    @pytest.mark.parametrize(
        "text, sentence",
        [
            ("q2\n27: 1 = 4", "stands under no learner"),
            ("learner: Ana\n27: 1 = 4", "stands under no exercise"),
            ("learner: Ana\nq77\n1 = a", "There is no exercise “q77”"),
            ("learner: ../up\nq3\n1 = a", "cannot be the name of a learner’s folder"),
            ("learner: CON\nq3\n1 = a", "cannot be the name of a learner’s folder"),
            ("learner: answers\nq3\n1 = a", "cannot be the name of a learner’s folder"),
            ("learner: Ana\nq3\n1 = a\nlearner: ana\nq3\n2 = a", "would be one folder on some computers"),
            ("learner: Ana\nq9\n> goes on", "there is none"),
            ("learner: Ana\nq3\n1 = a\nq3\n1 = b", "Question 1 is answered twice"),
        ],
    )
    def test_what_cannot_be_placed_is_told(self, text, sentence, tmp_path):
        done = entered(read_unit(FOLDER), tmp_path / "in", text)
        assert len(done.problems) >= 1 and sentence in " ".join(done.problems)
        assert {p.name for p in (tmp_path / "in").iterdir()} <= {f"{UNIT}.txt", "submitted"}
        assert {p.name for p in (tmp_path / "in").glob("submitted/*")} <= {"Ana"}
        assert {p.name for p in tmp_path.iterdir()} == {"in"}

    def test_a_name_is_one_learners_however_it_is_typed(self, tmp_path):
        """Two blanks, or letters taken apart as some computers save them: before, two learners, or a name that “cannot be”."""
        done = entered(read_unit(FOLDER), tmp_path / "in", "learner: Zoe\u0308  Berg\nq9\n1 = a\nlearner: Zoë Berg\nq3\n1 = a\n")
        assert done.problems == [] and [p.name for p in (tmp_path / "in" / "submitted").iterdir()] == ["Zoë Berg"]

    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-32"])
    def test_what_is_no_plain_text_is_one_sentence(self, encoding, tmp_path):
        (tmp_path / f"{UNIT}.txt").write_bytes("learner: Ana\nq3\n1 = a\n".encode(encoding))
        with pytest.raises(AnswersError, match="is not plain text in UTF-8"):
            enter(read_unit(FOLDER), tmp_path)

    def test_a_form_of_another_unit_is_refused(self, tmp_path):
        with pytest.raises(KitError, match="belongs to “form_a”"):
            entered(read_unit(FOLDER), tmp_path / "in", "unit: form_a\nlearner: Ana\nq1\n1 = a\n")

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_any_editor_may_save_it(self, encoding, tmp_path):
        unit = read_unit(FOLDER)
        (tmp_path / f"{UNIT}.txt").write_bytes("learner: Zoë\r\nq9\r\n1 = “Naïve”, she said.\r\n> Più\r\n".encode(encoding))
        assert enter(unit, tmp_path).problems == []
        assert stored(tmp_path, "Zoë")["q9"]["answer"] == {"fields": {"text": "“Naïve”, she said.\nPiù"}}


class TestWhatLiesThere:
    def test_again_changes_only_what_changed(self, tmp_path):
        """Typed twice: as before. Corrected: the count of changes goes up. What the form no longer has stays."""
        unit, folder = read_unit(FOLDER), tmp_path / "in"
        entered(unit, folder, "learner: Ana\nq3\n1 = a\nq8\n1 = d b c e a\n")
        before = (folder / "submitted" / "Ana" / UNIT / "answers" / "q8.json").read_bytes()
        assert entered(unit, folder, "learner: Ana\nq3\n1 = b\nq8\n1 = d b c e a\n").counts == {"changed": 1, "as before": 1}
        assert (folder / "submitted" / "Ana" / UNIT / "answers" / "q8.json").read_bytes() == before
        assert stored(folder, "Ana")["q3"]["rev"] == 2
        entered(unit, folder, "learner: Ana\nq3\n1 = b\n")
        assert set(stored(folder, "Ana")) == {"q3", "q8"}

    @pytest.mark.parametrize("lies", ["screen", "damaged", "link"])
    def test_what_came_from_the_computer_is_never_written_over(self, lies, tmp_path):
        unit, folder = read_unit(FOLDER), tmp_path / "in"
        entered(unit, folder, "learner: Ana\nq3\n1 = a\n")
        answers = folder / "submitted" / "Ana" / UNIT / "answers"
        path = answers / "q3.json"
        if lies == "screen":
            path.write_text(path.read_text().replace('"from": "paper"', '"from": "screen"'))
        elif lies == "damaged":
            path.write_text('{"schema": 1, "assi')
        else:
            shutil.move(answers, tmp_path / "elsewhere")
            answers.symlink_to(tmp_path / "elsewhere", target_is_directory=True)
        before = path.read_bytes()
        done = entered(unit, folder, "learner: Ana\nq3\n1 = b\n")
        assert len(done.problems) == 1 and "Ana, q3" in done.problems[0] and not done.counts
        assert path.read_bytes() == before

    def test_a_form_that_cannot_be_opened_is_told(self, tmp_path):
        (tmp_path / f"{UNIT}.txt").mkdir()
        with pytest.raises(AnswersError, match="cannot be opened"):
            enter(read_unit(FOLDER), tmp_path)

    def test_a_notebook_opens_what_was_typed(self, tmp_path, monkeypatch):
        """A learner who goes on at the computer finds the answers from paper, marks and fields."""
        from helpers.notebook.session import Session
        from helpers.notebook.widgets.exercise_widget import read_value

        unit = read_unit(FOLDER)
        entered(unit, tmp_path / "in", typed(unit, "Ana", answers_of(unit, "right")))
        for exercise in unit.exercises:
            session = Session(unit, exercise, tmp_path / "in" / "submitted" / "Ana" / UNIT / "answers")
            session.refresh()
            kind = type_of(exercise.type)
            spec = {"shape": kind.shape, **kind.view(exercise, article_of(exercise))}
            session.keep_only_what_fits(spec)
            assert session.value and not session.file.notice, exercise.id
            assert read_value(spec, session.value)


class TestBooklet:
    @pytest.mark.parametrize("pair", all_exercises(), ids=name_of)
    def test_each_item_of_the_key_is_in_it_with_its_reason(self, pair):
        """What is typed for full marks, and every sentence that marking says of it; for writing the points to mark and a model."""
        unit, exercise = pair
        said = " ".join(plain(_booklet(unit.quiet() if exercise.instead_of else unit)).split())
        record = {"answer": type_of(exercise.type).solved(exercise, key_of(unit, exercise))}
        if type_of(exercise.type).manual:
            expected = [*exercise.rubric, *(text for _, text in written_parts(exercise, record))]
        else:
            told = mark(unit, exercise, record).told["items"]
            sheet = sheet_of(exercise)
            needed = dict(record["answer"])
            if "fields" in needed:
                left = {f["id"] for f in sheet.fields.values() if f.get("optional")}
                needed["fields"] = {n: v for n, v in needed["fields"].items() if n not in left}
            expected = [
                *sheet.write(needed),
                *(i["title"] for i in told),
                *(s for i in told for s in i["sentences"]),
            ]
        assert expected
        assert [one for one in expected if " ".join(one.split()) not in said] == []

    def test_the_screen_is_not_spoken_of(self):
        """On paper nothing is “as you have it”, nobody has named a card, and a sentence with swapped words is printed as a sentence."""
        for folder in unit_folders():
            unit = read_unit(folder)
            said = " ".join(plain(_booklet(unit)).split())
            assert not re.search(r"as you have it|you name|\b1 points\b|\d\.\d\d of", said), folder.name
            for exercise in unit.exercises:
                if exercise.type == "heat_up":
                    solved = type_of(exercise.type).solved(exercise, key_of(unit, exercise))
                    assert type_of(exercise.type).parts(exercise, article_of(exercise), solved)[0][1] in said

    def test_a_text_that_nobody_is_asked_about_is_not_printed(self):
        """An invented sentence needs no article beside it: unit 2 on its quieter article prints nothing of the war."""
        unit = read_unit(REPO / "solutions" / "02_weight_of_words").quiet()
        page = plain(workbook(unit))
        assert "Keystead" in page and "Mosul" not in page and "bus line" in page


_PAGES: dict[tuple, str] = {}


def _booklet(unit) -> str:
    name = (unit.folder, *(e.id for e in unit.exercises))
    if name not in _PAGES:
        _PAGES[name] = booklet(unit)
    return _PAGES[name]


class TestPdf:
    def test_without_a_browser_one_sentence_says_what_to_do(self, tmp_path, monkeypatch, capsys):
        monkeypatch.setenv(CHOSEN, "")
        assert main(["print", "form_a", "--out", str(tmp_path)]) == 0
        assert "choose Print, then “Save as PDF”" in capsys.readouterr().out
        assert [p.name for p in tmp_path.iterdir()] == ["form_a-a4.html"]

    def test_a_browser_that_fails_leaves_no_old_pdf(self, tmp_path, monkeypatch):
        """A PDF of last week beside a page of today would be handed out."""
        monkeypatch.setenv(CHOSEN, shutil.which("false") or "/nowhere/browser")
        (tmp_path / "a.html").write_text("<p>a")
        (tmp_path / "a.pdf").write_bytes(b"%PDF-old")
        assert "did not write the PDF" in to_pdf(tmp_path / "a.html", tmp_path / "a.pdf")
        assert not (tmp_path / "a.pdf").exists()

    @pytest.mark.browser
    @pytest.mark.skipif(not browser(), reason="no Edge, Chrome or Chromium here")
    @pytest.mark.parametrize("size, points", [("a4", (595, 842)), ("letter", (612, 792))])
    def test_a_pdf_in_the_size_that_was_asked_for(self, size, points, tmp_path):
        """A real browser writes a real PDF, with the unit's words as text."""
        from pypdf import PdfReader

        assert main(["print", "form_a", "--size", size, "--out", str(tmp_path)]) == 0
        pages = PdfReader(tmp_path / f"form_a-{size}.pdf").pages
        assert tuple(round(float(n)) for n in pages[0].mediabox[2:]) == points
        assert 3 <= len(pages) <= 14
        assert "How to answer" in re.sub(r"\s+", " ", pages[0].extract_text())

    def test_an_unknown_unit_is_told(self, capsys):
        assert main(["print", "07_nothing"]) == 2
        assert "There is no unit “07_nothing”." in capsys.readouterr().err
