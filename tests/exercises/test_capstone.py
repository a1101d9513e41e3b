"""The capstone: one new article from start to end, sealed throughout, in which two facts hold."""

from __future__ import annotations

import json
import re

import pytest
from course import REPO

from helpers.course.bundle import contents
from helpers.exercises import article_of, key_of, read_unit, score
from helpers.exercises.types import type_of
from helpers.marking.feedback import feedback

NAME = "05_the_whole_article"
UNIT = read_unit(REPO / "solutions" / NAME)
SPANS = [e for e in UNIT.exercises if type_of(e.type).shape == "spans"]
name = lambda e: e.id  # noqa: E731


def tiers(one, tier) -> list[dict]:
    return [i for i in key_of(UNIT, one)["items"] if i["tier"] == tier]


def words(items) -> str:
    article = article_of(UNIT["q1"])
    return " | ".join(article.text[slice(*i["spans"][0])] for i in items)


def test_it_is_the_whole_subject_on_one_article():
    """Sources, words, claims, people, evidence and a memo; all on the same page, all sealed, machine and teacher both."""
    assert [e.type for e in UNIT.exercises] == "mark_sources mark_language mark_claims same_person evidence_desk audit_memo".split()
    assert {"transfer-saga"} == {e.article for e in UNIT.exercises}
    assert (
        all(e.sealed for e in UNIT.exercises)
        and sum(e.points for e in UNIT.exercises) == 18
        and sum(e.manual_points for e in UNIT.exercises) == 8
    )


def test_no_lesson_and_no_other_unit_uses_its_article():
    """It is new when it comes."""
    for path in [*REPO.glob("solutions/*/exercises.json"), REPO / "notebooks" / "exercises.json"]:
        if path.parent.name != NAME:
            assert "transfer-saga" not in {e["article"] for e in json.loads(path.read_text(encoding="utf-8"))["exercises"]}


def test_sound_things_are_in_every_part():
    """The register is to be found, a plain refusal to be spared, the named director met, and three claims hold on the first day or later."""
    assert "Entry 23-3381" in words(tiers(UNIT["q1"], "core"))
    assert {"document", "collective"} <= {r for i in tiers(UNIT["q1"], "core") for r in i["right"]}
    assert "declined to comment" in words(tiers(UNIT["q2"], "decoy"))
    assert "Joan Fellmark" in UNIT["q4"].options["items"][0]["text"]
    right = {f: q["right"] for f, q in key_of(UNIT, UNIT["q5"])["questions"].items()}
    assert right["C8-2023-08-29"] == ["supported"] and right["C4-2023-08-29"] == ["contradicted"] and "supported" in right["C6-2023-09-02"]


@pytest.mark.parametrize("verdict", ["supported", "contradicted", "not_checkable", "not_checkable_then"])
def test_one_verdict_for_everything_comes_to_nothing(verdict):
    fields = {f: verdict for f in key_of(UNIT, UNIT["q5"])["questions"] if not f.endswith("-rests")}
    assert score(UNIT, UNIT["q5"], {"fields": fields}).fraction < 0.2


def test_rejecting_the_whole_page_comes_to_nothing():
    """Every word loaded, every source vague: the two who laugh at everything."""
    for one, label in ((UNIT["q1"], "vague"), (UNIT["q2"], "intensity"), (UNIT["q3"], "prediction")):
        kind, article = type_of(one.type), article_of(one)
        start, end = kind.form.bounds(one, article)
        every = [
            {"id": str(m.start()), "start": start + m.start(), "end": start + m.end(), "label": label, "attrs": {}}
            for m in re.finditer(r"\w+", article.text[start:end])
        ]
        assert score(UNIT, one, {"spans": every}).fraction < 0.2


def test_people_are_asked_for_where_the_key_counts_them():
    """The desk counted those behind the unnamed voices; the page must ask for these and not for Fellmark too."""
    one = UNIT["q4"]
    asked = {q["id"]: q["label"] for q in type_of(one.type).form.questions(one, article_of(one))}
    assert asked["people_min"] == "At least how many people can stand behind the unnamed voices?"
    assert key_of(UNIT, one)["questions"]["people_min"]["right"] == [2] and key_of(UNIT, one)["questions"]["people_max"]["right"] == [
        "no_bound"
    ]


def test_open_keys_are_empty_and_nothing_of_the_desk_goes_out():
    files = contents(REPO, [NAME])
    assert json.loads(files[f"exercises/{NAME}/open_keys.json"]) == {}
    out = b"".join(files.values()).decode("utf-8", "replace")
    for q in key_of(UNIT, UNIT["q5"])["questions"].values():
        for notes in q["notes"].values():
            assert not [n for n in notes if len(n) > 60 and n in out]


def test_a_memo_that_only_laughs_is_told_so():
    one = UNIT["q6"]
    fields = {"best": "Nothing at all is handled well here.", "weak": "“an insider claimed” and all the rest.", "decide": "hold"}
    told = feedback(one, article_of(one), key_of(UNIT, one), score(UNIT, one, {"fields": fields}))
    assert any("A memo that only blames helps nobody" in i["next"] for i in told["items"])


def test_the_page_shows_the_article_first_and_says_that_some_of_it_holds():
    cells = json.loads((REPO / "exercises" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))["cells"]
    assert "some of it holds" in "".join(cells[0]["source"]) and 'article("transfer-saga")' in "".join(cells[1]["source"])


def test_teacher_notes_stand_beside_the_folder():
    notes = (REPO / "solutions" / f"{NAME}.notes.md").read_text(encoding="utf-8")
    assert all(re.search(rf"^\| {n} ", notes, re.M) for n in range(1, 7)) and re.search(r"40 minutes.*and 4–6 \(45\)", notes)
