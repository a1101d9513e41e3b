"""One file owns a platform: how it names files, its class list, its table of marks. Worksheets of Moodle are read in any language."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import make_class
import pytest
from course import REPO

from helpers.__main__ import main
from helpers.classbook.collect.find import with_roster
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
# A status, and `submittedlateshort` behind it as a worksheet has them; the latter was read in nine language packs of mod/assign (November 2026)
STATUSES = {
    "en": ("Submitted for grading", "{} late"),
    "de": ("Zur Bewertung abgegeben", "{} später"),
    "nl": ("Opdracht ingestuurd om te beoordelen", "{} laat"),
    "es": ("Enviado para calificar", "{} después"),
    "fr": ("Remis pour évaluation", "En retard de {}"),
    "pt_br": ("Enviado para avaliação", "{} atrasado"),
    "gl": ("Entregado para cualificacións", "{} fóra de prazo"),
    "cs": ("Odesláno k hodnocení", "{} po termínu"),
    "ja": ("評定のために提出済み", "{} 遅く提出"),
}
SHEETS = {  # heading, participant, late, in time
    "en": (
        "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,Last modified (submission),Last modified (grade)",
        "Participant ",
        "Submitted for grading - 2 days late",
        "Submitted for grading",
    ),
    "de": (
        "ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung,Bestwertung,Bewertung kann geändert werden,Letzte Änderung (Abgabe),Zuletzt geändert (Bewertung)",
        "Teilnehmer/in ",
        "Zur Bewertung abgegeben2 Tage später",
        "Zur Bewertung abgegeben",
    ),
    "fr": (
        "Identifiant,Nom complet,Adresse de courriel,Statut,Note,Note maximale,La note peut être modifiée,Dernière modification (travail remis),Dernière modification (note)",
        "Participant ",
        "Remis pour évaluationEn retard de 2 jours",
        "Remis pour évaluation",
    ),
    "es": (
        "Identificador,Nombre completo,Dirección de correo,Estatus,Calificación,Calificación máxima,La calificación puede ser cambiada,Última modificación (entrega),Última modificación (calificación)",
        "Participante ",
        "Enviado para calificar2 días después",
        "Enviado para calificar",
    ),
}


@pytest.mark.parametrize("language", STATUSES)
def test_who_is_late_is_read_in_the_words_of_the_language_packs(language, tmp_path):
    """Moodle writes the status and the lateness without a space between them."""
    in_time, late = STATUSES[language]
    lines = [f"Participant {n},Name {n},{status},,22.00" for n, status in ((501, in_time), (502, in_time + late.format("2 days 3 hours")))]
    (tmp_path / "list.csv").write_text("ID,Name,Status,Note,Maximum,Last\n" + "".join(f"{line},-\n" for line in lines), encoding="utf-8")
    assert [bool(one.get("late")) for one in read_roster(tmp_path / "list.csv").learners] == [False, True]


def test_whoever_handed_in_nothing_is_not_late(tmp_path):
    """In French an overdue task is “en retard” as well."""
    head, word, late, _ = SHEETS["fr"]
    rows = (("501", "Ann Lee", late), ("502", "Bo Cho", "Pas encore de travail remisLe travail est en retard de 3 jours"))
    lines = [f"{word}{n},{name},x@y,{status},,22.00,Oui,-,-" for n, name, status in rows]
    (tmp_path / "list.csv").write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    make_class.make(tmp_path / "class", 1, "zips", (UNIT,))
    next(p for p in (tmp_path / "class").iterdir()).rename(tmp_path / "class" / "Ann Lee.zip")
    assert (
        main(["grade", str(tmp_path / "class"), "--unit", UNIT, "--roster", str(tmp_path / "list.csv"), "--out", str(tmp_path / "m.csv")])
        == 0
    )
    with open(tmp_path / "m.csv", encoding="utf-8-sig") as file:
        assert {r["learner"]: (r["status"], r["late"]) for r in csv.DictReader(file)} == {
            "Ann Lee": ("graded", "late"),
            "Bo Cho_502": ("missing", ""),
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


def test_a_list_that_names_somebody_twice_makes_one_row_of_them(tmp_path):
    """And a first line that Excel reads and hides is no heading."""
    (tmp_path / "list.csv").write_text("sep=;\nid;first_name\nann;A\nann;B\nbob;C\n", encoding="utf-8")
    assert [s.learner for s in with_roster([], list(read_roster(tmp_path / "list.csv").learners))] == ["ann", "bob"]
