"""Files that do not say whose they are, beside a class list: nobody is told to have handed in nothing where their work may lie there, and a file that is called after its learner is marked again as it is."""

import csv
import io
import json
from pathlib import Path

import make_class
import pytest

from helpers.__main__ import main

REPO = Path(__file__).resolve().parents[2]
SOLUTIONS = str(REPO / "solutions")
UNIT = "01_who_says_so"
LIST = ("Anna Berg", "Kofi Mensah", "Lena Kraus", "Lena Wolf", "Marta Silva", "Noah Klein")


@pytest.fixture(scope="module")
def answered():
    course = make_class.read_course(SOLUTIONS, (UNIT,))
    return course, make_class.bank(course)


def hand_in(answered, path: Path, who: str, number: int, sign: bool = True) -> None:
    """Write a zip as a learner hands it in; `number` makes its answers this learner's alone."""
    course, bank = answered
    found = {t.exercise.id: make_class.record(UNIT, t, bank[UNIT, t.exercise.id, "right"]) for t in course.units[UNIT]}
    for record in found.values():
        record |= {"writer": f"{number:012x}", "saved": f"2026-11-2{number}T10:00:00.000Z"} | ({"name": who} if sign else {})
    fields = found["q9"]["answer"]["fields"]
    found["q9"]["answer"]["fields"] = {k: f"{v} {number}" if k == "text" or len(v) > 20 else v for k, v in fields.items()}
    files = make_class.files(UNIT, make_class.released(UNIT), found, carried_only=False)
    make_class._write(path, make_class._zip({f"{UNIT}/{n}": d for n, d in files.items()}))


@pytest.fixture
def drive(answered, tmp_path, monkeypatch):
    """A folder as Google Drive gives it: one file called after its learner, two signed ones and one unsigned called like the unit, one by first name."""
    folder = tmp_path / "class"
    hand_in(answered, folder / "Anna Berg.zip", "Anna Berg", 1)
    hand_in(answered, folder / f"{UNIT}.zip", "Kofi Mensah", 2)
    hand_in(answered, folder / f"{UNIT} (1).zip", "", 3, sign=False)
    hand_in(answered, folder / "Lena.zip", "Lena Kraus", 4)
    (tmp_path / "list.csv").write_text("name\n" + "".join(f"{n}\n" for n in LIST), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


def grade(*more: str) -> int:
    return main(["grade", "class", "--unit", UNIT, "--roster", "list.csv", *more])


def rows(path: Path) -> dict[str, dict]:
    return {r["learner"]: r for r in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))}


class TestWhoMayBeWho:
    def test_nobody_handed_in_nothing_whose_work_may_be_there(self, drive, tmp_path):
        assert grade() == 0
        said = {who: row["sentence"] for who, row in rows(tmp_path / "marks.csv").items()}
        assert f"“{UNIT}”" in said["Kofi Mensah"] and "(1)" not in said["Kofi Mensah"]
        assert "“Lena”" in said["Lena Kraus"]
        for who in ("Marta Silva", "Noah Klein", "Lena Wolf"):
            assert f"“{UNIT} (1)”" in said[who] and "Kofi" not in said[who]
        assert all(row["status"] == "missing" for who, row in rows(tmp_path / "marks.csv").items() if who in LIST[1:])

    def test_a_file_of_nobody_on_the_list_says_so(self, drive, tmp_path):
        assert grade() == 0
        said = {who: row["sentence"] for who, row in rows(tmp_path / "marks.csv").items()}
        assert "Nobody on the class list is called so" in said["Lena"] and "“Lena Kraus”" in said["Lena"]
        assert "class list" not in said["Anna Berg"] and "class list" not in said[UNIT]

    def test_the_last_line_counts_them(self, drive, tmp_path, capsys):
        assert grade() == 0
        said = capsys.readouterr().out
        assert "2 files do not say whose they are" in said and "1 learner is not on the class list" in said

    def test_without_a_list_files_without_a_name_are_counted_too(self, drive, capsys):
        assert main(["grade", "class", "--unit", UNIT]) == 0
        said = capsys.readouterr().out
        assert "2 files do not say whose they are" in said and "class list" not in said

    def test_a_whole_class_by_name_has_nothing_to_say(self, answered, tmp_path, monkeypatch, capsys):
        monkeypatch.chdir(tmp_path)
        for n, who in enumerate(LIST, 1):
            hand_in(answered, tmp_path / "class" / f"{who}.zip", who, n)
        (tmp_path / "list.csv").write_text("name\n" + "".join(f"{n}\n" for n in (*LIST, "Tom Baker")), encoding="utf-8")
        assert grade() == 0
        made = rows(tmp_path / "marks.csv")
        assert made["Tom Baker"]["sentence"] == "Nothing was handed in." and "do not say" not in capsys.readouterr().out
        assert not [r for r in made.values() if "class list" in r["sentence"]]

    def test_a_report_without_names_holds_none(self, drive, tmp_path):
        assert grade() == 0 and main(["report", "marks.csv"]) == 0
        told = "".join(p.read_text(encoding="utf-8") for p in (tmp_path / "report").iterdir())
        assert "another name" in told and not [w for who in (*LIST, "Lena") for w in who.split() if w in told]

    def test_no_learners_page_tells_of_others(self, drive, tmp_path):
        assert grade() == 0 and main(["feedback", "marks.csv"]) == 0
        for page in (tmp_path / "feedback_pages").iterdir():
            text = page.read_text(encoding="utf-8")
            assert sum(f"Your results: {who}" in text for who in LIST) + (UNIT in page.name or page.stem == "Lena") == 1
            assert "another name" not in text and "class list" not in text


class TestCalledAfterItsLearner:
    def test_the_same_command_works_as_the_sentence_says(self, drive, tmp_path, capsys):
        """“Call the file after its learner, and mark again.”"""
        assert grade() == 0
        (drive / f"{UNIT}.zip").rename(drive / "Kofi Mensah.zip")
        (drive / "Lena.zip").rename(drive / "Lena Kraus.zip")
        assert grade() == 0
        made = rows(tmp_path / "marks.csv")
        assert made["Kofi Mensah"]["status"] == made["Lena Kraus"]["status"] == "graded" and UNIT not in made and "Lena" not in made

    def test_points_that_were_given_go_with_the_learner(self, drive, tmp_path):
        assert grade() == 0 and main(["report", "marks.csv"]) == 0
        given = tmp_path / "given.csv"
        text = given.read_text(encoding="utf-8-sig")
        given.write_text(text.replace("Lena,01_who_says_so,q9,,", "Lena,01_who_says_so,q9,3,"), encoding="utf-8-sig")
        (drive / "Lena.zip").rename(drive / "Lena Kraus.zip")
        for _ in range(2):  # and marking once more keeps them
            assert grade() == 0
            assert main(["gradebook", "marks.csv", "--to", "table", "--out", "t.csv"]) == 0
            assert rows(tmp_path / "t.csv")["Lena Kraus"]["given"] == "3"
        assert main(["report", "marks.csv"]) == 0
        assert "Lena Kraus,01_who_says_so,q9" not in given.read_text(encoding="utf-8-sig")

    def test_somebody_whose_answers_are_gone_is_not_written_over(self, drive, answered, tmp_path, capsys):
        """Renamed, but with other answers in it: it may be somebody else's file."""
        assert grade() == 0
        before = (tmp_path / "marks.csv").read_bytes()
        (drive / "Lena.zip").unlink()
        hand_in(answered, drive / "Lena Kraus.zip", "Lena Kraus", 5)
        assert grade() == 2
        assert "--fresh" in capsys.readouterr().err and (tmp_path / "marks.csv").read_bytes() == before

    def test_one_new_name_stands_for_one_old(self, drive, answered, tmp_path, capsys):
        """Two old learners with the very same answers and one new: one of the two is gone."""
        (drive / "Lena too.zip").write_bytes((drive / "Lena.zip").read_bytes())
        assert grade() == 0
        (drive / "Lena too.zip").unlink()
        (drive / "Lena.zip").rename(drive / "Lena Kraus.zip")
        assert grade() == 2 and "1 learner who" in capsys.readouterr().err

    def test_a_whole_class_with_new_names_is_told(self, drive, tmp_path, capsys):
        assert grade() == 0
        capsys.readouterr()
        (drive / f"{UNIT}.zip").rename(drive / "Kofi Mensah.zip")
        assert grade() == 0
        assert f"Called otherwise than before: “{UNIT}” is “Kofi Mensah” now." in capsys.readouterr().out
        head = json.loads((tmp_path / "marks.details.jsonl").read_text(encoding="utf-8").splitlines()[0])
        assert head["renamed"] == {UNIT: "Kofi Mensah"}


class TestWhatGradebooksGet:
    @pytest.mark.parametrize("to, asked", [("moodle", "worksheet"), ("canvas", "exported gradebook")])
    def test_a_file_with_nobody_in_it_is_not_written(self, drive, tmp_path, capsys, to, asked):
        """Work that came by mail or Drive has no number of the platform's: a heading alone is no gradebook."""
        assert grade() == 0
        capsys.readouterr()
        assert main(["gradebook", "marks.csv", "--to", to, "--out", "out.csv"]) == 2
        said = capsys.readouterr().err
        assert "4 learners have a mark" in said and asked in said and "--roster" in said and not (tmp_path / "out.csv").exists()

    def test_waiting_answers_are_told_in_right_numbers(self, drive, tmp_path, capsys):
        assert grade() == 0 and main(["report", "marks.csv"]) == 0
        given = tmp_path / "given.csv"
        head, *own = given.read_text(encoding="utf-8-sig").splitlines()
        given.write_text("\n".join([head, *(r.replace("q9,,", "q9,3,") for r in own[1:]), own[0]]), encoding="utf-8-sig")
        capsys.readouterr()
        assert main(["gradebook", "marks.csv", "--to", "table", "--out", "t.csv"]) == 0
        assert "1 written answer has no points of yours yet and counts nothing" in capsys.readouterr().out
        given.write_text(head + "\n", encoding="utf-8-sig")
        assert main(["gradebook", "marks.csv", "--to", "table", "--out", "t.csv"]) == 0
        assert "4 written answers have no points of yours yet and count nothing" in capsys.readouterr().out


def test_the_page_of_written_answers_names_those_that_are_word_for_word_the_same(answered, tmp_path, monkeypatch):
    """Three learners with one text (spaces and capitals apart), one with their own: said beside each, by name or by letters, and short answers are left alone."""
    monkeypatch.chdir(tmp_path)
    course, bank = answered
    texts = {
        "Anna Berg": "A man who was there said so, and we keep his name back.",
        "Kofi Mensah": "a man who was there said so,  and we keep his name back.",
        "Lena Wolf": "A man who was there said so, and we keep his name back.\n",
        "Noah Klein": "A shopkeeper who saw it said so; she fears for her life.",
        "Marta Silva": "a source said",
        "Tom Baker": "a source said",
    }
    for n, (who, text) in enumerate(texts.items(), 1):
        record = make_class.record(UNIT, {t.exercise.id: t for t in course.units[UNIT]}["q9"], bank[UNIT, "q9", "right"])
        record |= {"writer": f"{n:012x}"}
        record["answer"]["fields"] = {"text": text}
        files = make_class.files(UNIT, make_class.released(UNIT), {"q9": record}, carried_only=False)
        make_class._write(tmp_path / "class" / f"{who}.zip", make_class._zip({f"{UNIT}/{k}": d for k, d in files.items()}))
    assert main(["grade", "class", "--unit", UNIT]) == 0
    for option in ((), ("--anonymous",)):
        assert main(["report", "marks.csv", *option]) == 0
        page = (tmp_path / "written.html").read_text(encoding="utf-8")
        assert page.count("Word for word the same as") == 3 and "1 text came more than once" in page
        assert ("Word for word the same as Kofi Mensah and Lena Wolf." in page) is not bool(option)
        assert not (option and [who for who in texts if who in page])


class TestWhichClass:
    @pytest.fixture
    def side_by_side(self, answered, tmp_path, monkeypatch):
        """7A came half by Teams and half by Drive; 7B by mail. One is on the list and handed in nothing."""
        hand_in(answered, tmp_path / "class" / "7A" / "Submitted files" / "Anna Berg" / "Version 1" / f"{UNIT}-hand-in.zip", "", 1)
        hand_in(answered, tmp_path / "class" / "7A" / "Submitted files" / "Lena Wolf" / "Version 1" / f"{UNIT}-hand-in.zip", "", 2)
        hand_in(answered, tmp_path / "class" / "7A" / "Drive" / "Kofi Mensah.zip", "", 3)
        hand_in(answered, tmp_path / "class" / "7A" / "Drive" / "Noah Klein.zip", "", 4)
        hand_in(answered, tmp_path / "class" / "7B" / "Marta Silva.zip", "", 5)
        hand_in(answered, tmp_path / "class" / "7B" / "Lena Kraus.zip", "", 6)
        lines = [f"{n};{'7B' if n in ('Marta Silva', 'Lena Kraus', 'Tom Baker') else '7A'}" for n in (*LIST, "Tom Baker")]
        (tmp_path / "list.csv").write_text("Name;Klasse\n" + "\n".join(lines) + "\n", encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        return tmp_path

    def test_each_folder_is_a_class_however_its_work_came(self, side_by_side):
        assert main(["grade", "class", "--unit", UNIT, "--class-per-folder"]) == 0
        found = {who: row["class"] for who, row in rows(side_by_side / "marks.csv").items()}
        assert found == {n: "7B" if n in ("Marta Silva", "Lena Kraus") else "7A" for n in LIST}

    def test_who_handed_in_nothing_is_in_the_class_of_the_list(self, side_by_side):
        assert grade("--class-per-folder") == 0
        found = {who: row["class"] for who, row in rows(side_by_side / "marks.csv").items()}
        assert found["Tom Baker"] == "7B" and found["Anna Berg"] == "7A"

    def test_one_folder_takes_the_classes_of_the_list(self, answered, side_by_side):
        folder = side_by_side / "class"
        for n, who in enumerate(LIST, 1):
            hand_in(answered, side_by_side / "all" / f"{who}.zip", who, n)
        assert main(["grade", "all", "--unit", UNIT, "--roster", "list.csv"]) == 0 and folder.is_dir()
        found = {who: row["class"] for who, row in rows(side_by_side / "marks.csv").items()}
        assert found == {n: "7B" if n in ("Marta Silva", "Lena Kraus", "Tom Baker") else "7A" for n in (*LIST, "Tom Baker")}

    def test_canvas_says_it_as_a_section(self, answered, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        hand_in(answered, tmp_path / "class" / "Anna Berg.zip", "", 1)
        (tmp_path / "list.csv").write_text(
            'Student,ID,SIS User ID,SIS Login ID,Section,Unit 1 (77)\n    Points Possible,,,,,22\n"Berg, Anna",11,,,7A,\n"Wolf, Lena",12,,,7B,\n',
            encoding="utf-8",
        )
        assert grade() == 0
        found = {row["lms_id"] or who: row["class"] for who, row in rows(tmp_path / "marks.csv").items()}
        assert found == {"Anna Berg": "7A", "12": "7B"}


class TestSigned:
    """`--signed`: a class whose files are all called like the unit, as Google Drive hands them over, needs no renaming by hand."""

    @pytest.fixture
    def all_alike(self, answered, tmp_path, monkeypatch):
        for n, who in enumerate(LIST):
            hand_in(answered, tmp_path / "class" / f"{UNIT}{f' ({n})' if n else ''}.zip", who, n + 1)
        (tmp_path / "list.csv").write_text("name\n" + "".join(f"{n}\n" for n in LIST), encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        return tmp_path

    def test_everybody_has_the_name_on_the_answers(self, all_alike, capsys):
        assert grade("--signed") == 0
        made = rows(all_alike / "marks.csv")
        assert set(made) == set(LIST) and all(r["status"] == "graded" for r in made.values())
        assert all("named after its answers" in r["sentence"] for r in made.values())
        assert "do not say" not in capsys.readouterr().out

    def test_points_given_before_go_along(self, all_alike):
        assert grade() == 0 and main(["report", "marks.csv"]) == 0
        given = all_alike / "given.csv"
        text = given.read_text(encoding="utf-8-sig").replace(f"{UNIT} (3),{UNIT},q9,,", f"{UNIT} (3),{UNIT},q9,3,")
        given.write_text(text, encoding="utf-8-sig")
        assert grade("--signed") == 0 and main(["gradebook", "marks.csv", "--to", "table", "--out", "t.csv"]) == 0
        assert {who for who, r in rows(all_alike / "t.csv").items() if r["given"]} == {LIST[3]}

    def test_two_who_sign_alike_are_nobody(self, all_alike, answered):
        hand_in(answered, all_alike / "class" / f"{UNIT} (9).zip", " lena  WOLF ", 9)
        assert grade("--signed") == 0
        made = rows(all_alike / "marks.csv")
        assert made["Lena Wolf"]["status"] == "missing" and {f"{UNIT} (3)", f"{UNIT} (9)"} < set(made)
        assert "signed “Lena Wolf”" in made[f"{UNIT} (3)"]["sentence"]

    def test_nobody_takes_the_place_of_a_file_with_a_name(self, all_alike, answered):
        hand_in(answered, all_alike / "class" / "Lena Wolf.zip", "Lena Wolf", 9)
        assert grade("--signed") == 0
        made = rows(all_alike / "marks.csv")
        assert made["Lena Wolf"]["status"] == "graded" and f"{UNIT} (3)" in made

    def test_a_signature_like_somebodys_number_takes_nothing_from_them(self, answered, tmp_path, monkeypatch):
        """Moodle calls her folder “Ann Lee_4711”: whoever signs so stands beside her, and neither mark is lost."""
        monkeypatch.chdir(tmp_path)
        hand_in(answered, tmp_path / "class" / "Ann Lee_4711_assignsubmission_file_" / f"{UNIT}.zip", "Ann Lee", 1)
        hand_in(answered, tmp_path / "class" / f"Kopie von {UNIT}.zip", "Ann Lee_4711", 2)
        assert main(["grade", "class", "--unit", UNIT, "--signed"]) == 0
        made = rows(tmp_path / "marks.csv")
        assert len(made) == 2 and made["Ann Lee_4711"]["lms_id"] == "4711" and f"Kopie von {UNIT}" in made

    def test_a_signature_in_a_file_with_another_name_counts(self, answered, tmp_path, monkeypatch):
        """Anna’s own file is called after her nickname: a second one signed like hers does not get her row."""
        monkeypatch.chdir(tmp_path)
        hand_in(answered, tmp_path / "class" / "annab.zip", "Anna Berg", 1)
        hand_in(answered, tmp_path / "class" / f"Copy of {UNIT}.zip", "Anna Berg", 2)
        (tmp_path / "list.csv").write_text("name\nAnna Berg\nTom Baker\n", encoding="utf-8")
        assert grade("--signed") == 0
        made = rows(tmp_path / "marks.csv")
        assert made["Anna Berg"]["status"] == "missing" and {"annab", f"Copy of {UNIT}"} < set(made)

    @pytest.mark.parametrize("name", ["Bea\u3164Moe", "Bea Moe\ufe0f", "\uff22ea Moe"])
    def test_letters_that_are_not_seen_make_no_second_bea(self, answered, tmp_path, monkeypatch, name):
        monkeypatch.chdir(tmp_path)
        hand_in(answered, tmp_path / "class" / "Bea Moe.zip", "Bea Moe", 1)
        hand_in(answered, tmp_path / "class" / f"{UNIT}.zip", name, 2)
        assert main(["grade", "class", "--unit", UNIT, "--signed"]) == 0
        assert set(rows(tmp_path / "marks.csv")) == {"Bea Moe", UNIT}

    def test_a_name_in_letters_of_another_script_is_pointed_out(self, answered, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        hand_in(answered, tmp_path / "class" / "Bea Moe.zip", "Bea Moe", 1)
        hand_in(answered, tmp_path / "class" / f"{UNIT}.zip", "B\u0435a Moe", 2)
        assert main(["grade", "class", "--unit", UNIT, "--signed"]) == 0
        assert [
            r["learner"] for r in rows(tmp_path / "marks.csv").values() if "scripts" in r["sentence"] or "another script" in r["sentence"]
        ], rows(tmp_path / "marks.csv")

    @pytest.mark.parametrize("name", ["../../x", "=cmd|' /C calc'!A0", "a/b", UNIT, "\u202eevil", "x" * 300])
    def test_no_signature_steers_anything(self, all_alike, answered, name):
        hand_in(answered, all_alike / "class" / f"{UNIT} (9).zip", name, 9)
        assert grade("--signed") == 0 and main(["report", "marks.csv"]) == 0 and main(["feedback", "marks.csv"]) == 0
        assert sorted(p.name for p in all_alike.iterdir()) == sorted(
            ["class", "list.csv", "marks.csv", "marks.details.jsonl", "report", "written.html", "given.csv", "feedback_pages"]
        )
        assert not [c for r in rows(all_alike / "marks.csv") for c in [r] if c.startswith("=")]


def test_who_is_in_another_class_is_not_offered_its_files(answered, tmp_path, monkeypatch):
    """Files without a name lie in 7A: learners of 7B who handed in nothing handed in nothing. Where list and folders name classes otherwise, any may be."""
    monkeypatch.chdir(tmp_path)
    hand_in(answered, tmp_path / "class" / "7A" / f"{UNIT}.zip", "", 1, sign=False)
    hand_in(answered, tmp_path / "class" / "7A" / "Anna Berg.zip", "", 2, sign=False)
    hand_in(answered, tmp_path / "class" / "7B" / "Marta Silva.zip", "", 3, sign=False)
    hand_in(answered, tmp_path / "class" / "7B" / "Lena Wolf.zip", "", 4, sign=False)
    for names, other in (("7a 7b", False), ("red blue", True)):
        a, b = names.split()
        (tmp_path / "list.csv").write_text(
            f"name,class\nAnna Berg,{a}\nNoah Klein,{a}\nMarta Silva,{b}\nLena Wolf,{b}\nTom Baker,{b}\n", encoding="utf-8"
        )
        assert grade("--class-per-folder") == 0
        made = rows(tmp_path / "marks.csv")
        assert UNIT in made["Noah Klein"]["sentence"] and (UNIT in made["Tom Baker"]["sentence"]) is other


class TestTakenAlong:
    """The web page has two buttons that make a file, and a learner may send the other one: “Take my work along”. All answers are in it."""

    @staticmethod
    def work(answered, path: Path, who: str, number: int, **more: str) -> None:
        course, bank = answered
        found = {t.exercise.id: make_class.record(UNIT, t, bank[UNIT, t.exercise.id, "right"]) for t in course.units[UNIT]}
        for record in found.values():
            record |= {"writer": f"{number:012x}", "name": who}
        files = {f"exercises/{UNIT}/answers/{name}.json": json.dumps(record) for name, record in found.items()} | more
        make_class._write(path, json.dumps({"format": "who-says-so-work", "version": 1, "learner": who, "files": files}).encode())

    def test_it_is_marked_under_its_learner_s_name(self, answered, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        self.work(answered, tmp_path / "class" / "Anna-Berg-work-2026-11-28.json", "Anna Berg", 1)
        self.work(answered, tmp_path / "class" / "Kofi Mensah" / "my-work-2026-11-28.json", "Kofi Mensah", 2)
        hand_in(answered, tmp_path / "class" / "Lena Kraus.zip", "Lena Kraus", 3)
        assert main(["grade", "class", "--unit", UNIT]) == 0
        made = rows(tmp_path / "marks.csv")
        assert set(made) == {"Anna Berg", "Kofi Mensah", "Lena Kraus"} and len({r["points"] for r in made.values()}) == 1

    def test_without_a_name_it_says_nobody_s(self, answered, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        self.work(answered, tmp_path / "class" / "my-work-2026-11-28.json", "Anna Berg", 1)
        hand_in(answered, tmp_path / "class" / "Lena Kraus.zip", "Lena Kraus", 3)
        assert main(["grade", "class", "--unit", UNIT]) == 0
        assert "called by the web page" in rows(tmp_path / "marks.csv")["my-work-2026-11-28"]["sentence"]
        assert main(["grade", "class", "--unit", UNIT, "--signed", "--out", "s.csv"]) == 0
        assert set(rows(tmp_path / "s.csv")) == {"Anna Berg", "Lena Kraus"}

    def test_what_is_odd_in_it_touches_nothing_else(self, answered, tmp_path, monkeypatch):
        """Paths that lead out, other units, deep nesting, no text: left alone, or one exercise that cannot be read."""
        monkeypatch.chdir(tmp_path)
        odd = {
            f"exercises/{UNIT}/answers/q2.json": "[" * 100_000,
            "../../x.json": "{}",
            f"exercises/../{UNIT}/answers/q3.json": "{}",
            "exercises/other/answers/q1.json": "{}",
        }
        self.work(answered, tmp_path / "class" / "Anna-Berg-work-2026-11-28.json", "Anna Berg", 1, **odd)
        make_class._write(tmp_path / "class" / "Bo-work-2026-11-28.json", b'{"format": "who-says-so-work", "files": null}')
        hand_in(answered, tmp_path / "class" / "Lena Kraus.zip", "Lena Kraus", 3)
        assert main(["grade", "class", "--unit", UNIT]) == 0
        made = rows(tmp_path / "marks.csv")
        assert made["Anna Berg"]["status"] == "partly readable" and "q2" in made["Anna Berg"]["sentence"]
        assert made["Lena Kraus"]["status"] == "graded" and len(list(tmp_path.rglob("x.json"))) == 0
