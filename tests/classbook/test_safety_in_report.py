"""What a teacher and a learner read of a class: nothing on these pages says of a deadly text that nobody could be found by it."""

from __future__ import annotations

import re

import make_class
import pytest
from course import REPO, article_of, key_of, read_unit, type_of

from helpers.classbook import grade_class
from helpers.classbook.report.feedback_pages import pages
from helpers.classbook.report.report import report

UNITS = ("01_who_says_so", "03_can_it_be_checked", "04_write_it_better", "05_the_whole_article")
TEXT = {
    "ada": "First call the resident again on the same line and ask him to film the trucks from his window.",
    "bo": "Maria, a clerk of 52 with red hair, was there and said so.",
}
PRAISE = re.compile(
    r"nobody (?:is |was )?exposed|nothing here points|level \d|competent|all hints are met|(?:is|are|seems?|looks?) safe\b|well protected|"
    r"(?:right|found|seen): (?:safety|nobody|could somebody)",
    re.I,
)


def value(unit, one, text: str) -> dict:
    kind, model = type_of(one.type), type_of(one.type).solved(one, key_of(unit, one))["fields"]
    fields = kind.form.fields(one, article_of(one))
    return {"fields": {f["id"]: model.get(f["id"], f["options"][0]["id"]) if f["kind"] == "choice" else text for f in fields}}


@pytest.mark.parametrize("name", UNITS)
def test_report_and_feedback_pages_reassure_nobody(tmp_path, name):
    unit = read_unit(REPO / "solutions" / name)
    course = make_class.read_course(str(REPO / "solutions"), (name,))
    for who, text in TEXT.items():
        tasks = [t for t in course.units[name] if type_of(t.exercise.type).manual and hasattr(type_of(t.exercise.type).form, "asks_safety")]
        found = {t.exercise.id: make_class.record(name, t, value(unit, t.exercise, text)) for t in tasks}
        assert found
        files = make_class.files(name, make_class.released(name), found, carried_only=False)
        make_class._write(tmp_path / "class" / f"{who}.zip", make_class._zip({f"{name}/{n}": d for n, d in files.items()}))
    grade_class.grade([str(tmp_path / "class")], tmp_path / "marks.csv", str(REPO / "solutions"), (name,))
    report(tmp_path / "marks.csv", tmp_path / "report", str(REPO / "solutions"), names=True)
    pages(tmp_path / "marks.csv", tmp_path / "pages", str(REPO / "solutions"))
    written = list(tmp_path.rglob("*.html"))
    told = [re.sub(r"<(?:style|script).*?</(?:style|script)>|<[^>]+>", " ", p.read_text(encoding="utf-8"), flags=re.S) for p in written]
    assert any("No button can tell" in t for t in told), "the learners' pages are among them"
    assert [(p.name, m.group()) for p, t in zip(written, told) if (m := PRAISE.search(t))] == []
