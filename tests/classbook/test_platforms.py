"""One file owns a platform: how it names files, its class list, its table of marks. Worksheets of Moodle are read in any language."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import make_class
import pytest
from course import REPO

from helpers.__main__ import main
from helpers.classbook.collect.platforms import GRADEBOOKS, PLATFORMS
from helpers.classbook.collect.roster import read_roster

UNIT = "01_who_says_so"
PARTS = {"LMS", "LOOSE", "PAPERS", "BY_CONTENT", "LINE_END", "SEVERAL_UNITS"} | {
    *(
        "context",
        "parse_name",
        "is_class",
        "wrapper",
        "beside",
        "parts",
        "read_roster",
        "write_marks",
        "without_bom",
        "feedback_name",
        "lasting_id",
    )
}
SHEETS = {  # heading, participant, late, in time; as Moodle's language packs have them
    "en": (
        "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,Last modified (submission),Last modified (grade)",
        "Participant ",
        "Submitted for grading - 2 days late",
        "Submitted for grading",
    ),
    "de": (
        "ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung,Bestwertung,Bewertung kann geändert werden,Letzte Änderung (Abgabe),Zuletzt geändert (Bewertung)",
        "Teilnehmer/in ",
        "Zur Bewertung abgegeben - 2 Tage Verspätung",
        "Zur Bewertung abgegeben",
    ),
    "fr": (
        "Identifiant,Nom complet,Adresse de courriel,Statut,Note,Note maximale,La note peut être modifiée,Dernière modification (travail remis),Dernière modification (note)",
        "Participant ",
        "Remis pour évaluation - 2 jours en retard",
        "Remis pour évaluation",
    ),
    "es": (
        "Identificador,Nombre completo,Dirección de correo,Estatus,Calificación,Calificación máxima,La calificación puede ser cambiada,Última modificación (entrega),Última modificación (calificación)",
        "Participante ",
        "Enviado para calificar - 2 días de retraso",
        "Enviado para calificar",
    ),
}


def test_what_a_platform_has_is_described():
    """A function that nobody calls, or a misspelt one, is none of the parts."""
    doc = __import__("helpers.classbook.collect.platforms", fromlist=["x"]).__doc__
    for platform in PLATFORMS:
        public = {
            n
            for n, v in vars(platform).items()
            if not n.startswith("_") and getattr(v, "__module__", platform.__name__) == platform.__name__
        }
        own = {n for n in public if callable(getattr(platform, n)) and not isinstance(getattr(platform, n), type) or n in PARTS}
        assert own <= PARTS | {"exchange", "hand_ins", "worksheet"}, (platform.__name__, own - PARTS)
    assert all(f"`{name}" in doc for name in PARTS - {"BY_CONTENT"})
    assert set(GRADEBOOKS) == {"moodle", "canvas", "nbgrader", "table"}


def test_no_other_module_asks_which_platform_it_is():
    names = "|".join(p.LMS for p in PLATFORMS if p.LMS)
    asking = re.compile(rf"""\blms\b[^=\n]*[!=]= ?["']|[!=]= ?["'](?:{names})["']""")
    found = [
        f"{path.relative_to(REPO)}: {line.strip()}"
        for path in (REPO / "helpers" / "classbook").rglob("*.py")
        if path.parent.name != "platforms"
        for line in path.read_text(encoding="utf-8").splitlines()
        if asking.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("excel", [False, True])
@pytest.mark.parametrize("language", SHEETS)
def test_a_class_list_of_moodle_in_any_language(language, excel, tmp_path):
    """Numbers, names and who is late; also as Excel saves it again, with semicolons and a mark at its begin."""
    head, word, late, in_time = SHEETS[language]
    rows = [head.split(",")]
    for number, name, status in (("501", "Jörg Müller", late), ("502", "Lee, Ann", in_time), ("503", "Lateesha Kelate", in_time)):
        rows.append([f"{word}{number}", name, f"{number}@x.org", status, "", "18.00", "Yes", "-", "-"])
    with open(tmp_path / "sheet.csv", "w", encoding="utf-8-sig" if excel else "utf-8", newline="") as file:
        csv.writer(file, delimiter=";" if excel else ",").writerows(rows)
    got = read_roster(tmp_path / "sheet.csv")
    assert got.lms == "moodle" and [(w["learner"], w["lms_id"], bool(w.get("late"))) for w in got.learners] == [
        ("Jörg Müller_501", "501", True),
        ("Lee, Ann_502", "502", False),
        ("Lateesha Kelate_503", "503", False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "id,first_name,last_name,email,year,room\ns00001,Ann,Lee,,7,12\ns00002,Bo,Ek,,7,12\n",
        "Name,Class,Room,Seat,Year,Fee\nAnn 1,a,-,,7,5\nBo 2,a,-,,7,5\n",
        "Student,ID,SIS User ID,SIS Login ID,Section,Task (1)\n    Points Possible,,,,,18\nLee Ann,900,,,7A,\n",
    ],
)
def test_other_tables_are_none_of_moodles(text, tmp_path):
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    assert read_roster(tmp_path / "list.csv").lms != "moodle"


def test_a_list_of_participants_without_grades_is_read(tmp_path: Path):
    (tmp_path / "list.csv").write_text("Identifier,Full name\nParticipant 7,Ann\n", encoding="utf-8")
    assert [w["learner"] for w in read_roster(tmp_path / "list.csv").learners] == ["Ann_7"]


def test_work_by_mail_and_the_class_list_are_one_learner(tmp_path):
    """Collected without the platform, marked with its list, uploaded to it: nobody is missing beside their own work, and the marks find their rows."""
    make_class.make(tmp_path / "all", 4, "zips", (UNIT,))
    (tmp_path / "in").mkdir()
    for n, name in enumerate((f"Jörg-Müller-{UNIT}-hand-in.zip", "Lee Ann.zip", "Sam Fox.zip", "Kim Roe.zip")):
        (tmp_path / "all" / f"s{n:05}.zip").rename(tmp_path / "in" / name)
    head, word, late, in_time = SHEETS["de"]
    people = (
        ("1", "Jörg Müller", late),
        ("2", "Lee, Ann", in_time),
        ("3", "Kim Roe", in_time),
        ("4", "Kim Roe", in_time),
        ("5", "Not There", in_time),
    )
    rows = [head.split(","), *([f"{word}{i}", name, "", status, "", "22.00", "Ja", "-", "-"] for i, name, status in people)]
    with open(tmp_path / "sheet.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    roster = str(tmp_path / "sheet.csv")
    assert main(["grade", str(tmp_path / "in"), "--unit", UNIT, "--roster", roster, "--out", str(tmp_path / "m.csv")]) == 0
    with open(tmp_path / "m.csv", encoding="utf-8-sig", newline="") as file:
        got = {r["learner"]: (r["status"], r["late"]) for r in csv.DictReader(file)}
    assert got == {
        "Jörg-Müller": ("graded", "late"),
        "Lee Ann": ("graded", ""),
        "Sam Fox": ("graded", ""),
        "Kim Roe": ("graded", ""),  # two are called so: nobody can say which
        "Kim Roe_3": ("missing", ""),
        "Kim Roe_4": ("missing", ""),
        "Not There_5": ("missing", ""),
    }
    assert main(["gradebook", str(tmp_path / "m.csv"), "--to", "moodle", "--roster", roster, "--out", str(tmp_path / "up.csv")]) == 0
    with open(tmp_path / "up.csv", encoding="utf-8-sig", newline="") as file:
        assert [bool(row[4]) for row in list(csv.reader(file))[1:]] == [True, True, False, False, False]
