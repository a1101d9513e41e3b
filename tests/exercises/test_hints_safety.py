"""Nothing that the machine says of a written answer reassures anybody about a person's safety: it warns, or it asks."""

from __future__ import annotations

import re

import pytest
from course import all_exercises, article_of, key_of, name_of, type_of

from helpers.exercises import score
from helpers.exercises.types.writing._safety import ASKED, FIND, NOTE, TITLE
from helpers.marking import feedback, written_parts
from helpers.marking.feedback import as_html

HINTED = [p for p in all_exercises() if type_of(p[1].type).manual and p[1].type not in ("heat_up", "where_rules_break", "word_list")]
SPEAKERS = [p for p in HINTED if type_of(p[1].type).form.asks_safety]
hinted = pytest.mark.parametrize("pair", HINTED, ids=name_of)
DEADLY = [
    "First call the resident again on the same line and ask him to film the trucks from his window.",
    "Maria, a clerk of 52 with red hair, said it because she was there and fears for her job.",
    "The baker whose shop is opposite the east gate saw it and is not named for his safety.",
    "Said a teacher who lives above the pharmacy; nobody will find out, it is safe and anonymous.",
    "The technician told her supervisor the same day, so at least one person knows; no name, for protection.",
]
SAFETY = re.compile(
    r"\b(?:safe\w*|secur\w*|harm\w*|danger\w*|risk\w*|protect\w*|anonym\w*|expos\w*|identif\w*|unnamed|be found|find the person|could anyone|"
    r"points? to (?:one|nobody)|nobody (?:can|could))\b",
    re.I,
)
QUOTE = re.compile(r"“[^”]*”")


def written(pair, text: str) -> dict:
    """The text in every field that takes text; choices as the model has them, or the first."""
    _, one = pair
    kind, article = type_of(one.type), article_of(one)
    model = kind.solved(one, key_of(*pair))["fields"]
    fields = kind.form.fields(one, article)
    return {"fields": {f["id"]: model.get(f["id"], f["options"][0]["id"]) if f["kind"] == "choice" else text for f in fields}}


def told(pair, text: str) -> tuple:
    unit, one = pair
    got = score(unit, one, written(pair, text))
    return got, feedback(one, article_of(one), key_of(*pair), got)


def test_every_kind_of_written_exercise_is_here():
    assert {p[1].type for p in HINTED} == {
        "write_attribution",
        "cool_down",
        "marked_plan",
        "write_repair",
        "write_box",
        "write_correction",
        "audit_memo",
        "list_entry",
    }


@hinted
@pytest.mark.parametrize("text", [*DEADLY, None], ids=lambda t: (t or "the model")[:20])
def test_no_word_and_no_mark_reassures(pair, text):
    """What is said about safety is a warning, a question, or that no button can tell; nothing has a tick, and no measure speaks of it."""
    if text is None:
        got = score(*pair, type_of(pair[1].type).solved(pair[1], key_of(*pair)))
        page = feedback(pair[1], article_of(pair[1]), key_of(*pair), got)
    else:
        got, page = told(pair, text)
    assert got.status == "manual"
    assert {i["kind"] for i in page["items"]} <= {"info"}, "a tick or a cross"
    assert not [m for m in got.measures if SAFETY.search(m) or "level" in m]
    assert not SAFETY.search(QUOTE.sub("", page["headline"])) and not SAFETY.search(page["note"].replace(NOTE, ""))
    for item in got.items:
        assert not (item.id.endswith("safety") and item.outcome != "wrong"), "safety is warned of or not spoken of"
    for entry in page["items"]:
        of_the_original = "About the article’s own words, not yours" in "".join(entry["sentences"])  # by the authors
        if entry["word"] == "Seen" and not of_the_original:
            assert not SAFETY.search(QUOTE.sub("", " ".join([entry["title"], *entry["sentences"], entry["next"]]))), entry
    assert "✓" not in as_html(page) and ">Right<" not in as_html(page)


@pytest.mark.parametrize("pair", SPEAKERS, ids=name_of)
def test_the_page_says_that_no_button_can_tell(pair):
    """Where nothing was seen too: silence is no praise."""
    for text in DEADLY:
        assert NOTE in told(pair, text)[1]["note"]


@pytest.mark.parametrize("pair", SPEAKERS, ids=name_of)
def test_the_two_of_the_issue_are_warned_of(pair):
    for text in DEADLY[:2]:
        if pair[1].type == "marked_plan" and text is DEADLY[1]:
            continue  # a plan names steps, not people
        if pair[1].type != "marked_plan" and text is DEADLY[0]:
            continue
        page = told(pair, text)[1]
        careful = [i for i in page["items"] if i["word"] == "Careful"]
        assert careful and TITLE.lower() in careful[0]["title"].lower()


@pytest.mark.parametrize("pair", SPEAKERS, ids=name_of)
def test_the_learners_own_look_is_kept_and_counts_for_nothing(pair):
    """The teacher reads it below the text; score and hints are the same for every answer to it, and for an old answer without it."""
    _, one = pair
    value = written(pair, DEADLY[2])
    del value["fields"][FIND]
    without = score(*pair, value)
    assert without.status == "manual"
    for said in ("yes", "unsure", "no"):
        value["fields"][FIND] = said
        again = score(*pair, value)
        assert (again.raw, again.items, again.measures) == (without.raw, without.items, without.measures)
        parts = [text for label, text in written_parts(one, {"answer": value}) if label.endswith(ASKED)]
        assert len(parts) == 1
    asked = [f for b in type_of(one.type).view(one, article_of(one))["blocks"] for f in b["fields"] if f["id"] == FIND]
    assert len(asked) == 1 and asked[0]["optional"]


@pytest.mark.parametrize("pair", SPEAKERS, ids=name_of)
def test_a_look_alone_is_no_answer(pair):
    assert score(*pair, {"fields": {FIND: "no"}}).status == "empty"


@pytest.mark.parametrize("pair", SPEAKERS, ids=name_of)
def test_safety_is_a_line_of_the_teachers(pair):
    if pair[1].manual_points:
        assert re.search(r"safety|exposed|found by|put at risk", " ".join(pair[1].rubric))
