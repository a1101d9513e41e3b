"""No page prints answers of a marking exercise that can still be changed: over every unit, lesson, form, notebook and own-article unit."""

from __future__ import annotations

import json
import re

import learners
import pytest
from course import REPO

from helpers.articles import read_article
from helpers.authoring.exercises import _task, plan
from helpers.errors import ExerciseError
from helpers.exercises import article_of, build_key, key_of, printed, read_unit, read_votes, type_of

FOLDERS = [*sorted(p.parent for p in (REPO / "solutions").glob("*/exercises.json")), REPO / "notebooks"]
UNITS = [read_unit(folder) for folder in FOLDERS]
MARKING = [(u, e) for u in UNITS for e in u.every if type_of(e.type).shape == "spans" and e.points]
EVERY = pytest.mark.parametrize(("unit", "marking"), MARKING, ids=lambda x: getattr(x, "assignment", None) or getattr(x, "id", None))


@EVERY
def test_copying_from_later_exercises_adds_nothing(unit, marking):
    """Each word of an item that a page open at the same time prints; and what a learner earns who marks all that is printed there."""
    pieces = learners.open_pieces(unit, marking)
    assert printed.printed_items(marking, article_of(marking), key_of(unit, marking), pieces) == []
    case = next(c for c in learners.cases(generated_too=False) if c.exercise == marking)
    assert learners.copied(case, pieces) == learners.copying(case) == 0.0


@pytest.mark.parametrize("unit", UNITS, ids=lambda u: u.assignment)
def test_what_waits_waits_for_what_it_prints(unit):
    """No exercise waits without need."""
    for n, later in enumerate(unit.exercises):
        before = [(one, key_of(unit, one)) for e in unit.exercises[:n] for one in (e, unit.stand_in(e.id)) if one]
        for one in (later, unit.stand_in(later.id)):
            named = printed.waits_for(one, before, article_of(one)) if one else ()
            assert {unit[name].instead_of or name for name in named} <= set(unit.before(one or later)), later.id
        either = [printed.waits_for(one, before, article_of(one)) for one in (later, unit.stand_in(later.id)) if one]
        assert not later.after or any(either), later.id


@pytest.mark.parametrize("slug", learners.SLUGS)
def test_units_of_an_own_article_wait_likewise(slug):
    """Whatever paragraphs are practice: no later exercise prints a word of a marking that counts and can be changed."""
    article, waiting = read_article(slug), 0
    votes, last = read_votes(article), len(article.paragraphs)
    for chosen in ((1, 2, 3), tuple(range(last // 2, last + 1))):
        for one in plan(article, votes, chosen):
            tasks = [(raw, _task(raw, one.keys.get(raw["id"]))) for raw in one.exercises]
            for n, (raw, task) in enumerate(tasks):
                if type_of(task.type).shape != "spans" or not task.points:
                    continue
                key = build_key(task, article, votes)
                open_ = [later for other, later in tasks[n + 1 :] if raw["id"] not in other.get("after", [])]
                waiting += len(tasks) - n - 1 - len(open_)
                assert printed.printed_items(task, article, key, [p for later in open_ for p in printed.pieces_of(later, article)]) == []
    assert waiting


def test_it_would_be_seen():
    """Without the relation, the desk of unit 5 prints words that the marking before it asks for."""
    unit = read_unit(REPO / "solutions" / "05_the_whole_article")
    marking, desk = unit["q2"], unit["q5"]
    found = printed.printed_items(marking, article_of(marking), key_of(unit, marking), printed.pieces_of(desk, article_of(desk)))
    assert "smash" in found


@pytest.mark.parametrize("after", [["q3"], ["q9"], ["q0"], "q1", [1]])
def test_only_earlier_marking_can_be_waited_for(tmp_path, after):
    raw = json.loads((REPO / "solutions" / "01_who_says_so" / "exercises.json").read_text(encoding="utf-8"))
    raw["exercises"][4]["after"] = after
    (tmp_path / "exercises.json").write_text(json.dumps(raw))
    with pytest.raises(ExerciseError):
        read_unit(tmp_path)


NUMBERS = "no one two three four five six seven eight nine ten".split()
COUNTED = [(u, e) for u in UNITS if u.assignment[:2].isdigit() for e in u.every if e.points and e.type == "same_person"]


@pytest.mark.parametrize(("unit", "one"), COUNTED, ids=lambda x: getattr(x, "assignment", None) or getattr(x, "id", None))
def test_no_hint_names_how_many_people_there_are(unit, one):
    """Outside the example on other words, no sentence above the exercise holds people and their right number together."""
    right = {str(v) for f, q in key_of(unit, one)["questions"].items() if f.startswith("people_") for v in q["right"]}
    notebook = json.loads(next(unit.folder.glob("*.ipynb")).read_text(encoding="utf-8"))
    above = "".join(next(c["source"] for c in notebook["cells"] if c["id"] == f"{one.id}-words"))
    said = [s for part in above.split("\n\n") if not part.startswith("**Example") for s in re.split(r"(?<=[.?!])\s", part)]
    told = {str(NUMBERS.index(w)) if w in NUMBERS else w for s in said if "people" in s for w in re.findall(r"\w+", s.lower())}
    assert above and not told & right
