"""What `publish` makes of texts that the kit does not hold: no exercise pays without reading, or it is left out, and that is said.

The kit's own articles are met in `tests/exercises/test_fair_marks.py`.
"""

from __future__ import annotations

import learners
import pytest
from own_article import GERMAN_LONG, SHELTER, give_more, mark_german, mark_shelter, root, shelter  # noqa: F401

from helpers.articles import read_passes
from helpers.authoring import intake
from helpers.authoring.exercises import _task, plan
from helpers.authoring.new_article import new_article
from helpers.authoring.one_feature import Asked, best_rule
from helpers.exercises import Votes, build_key

CHOICES = ((1, 2, 3), (1, 2, 3, 6), (7, 8, 9, 10, 11))


@pytest.fixture(params=("shelter", "bruecke"))
def held_out(root, request):
    text, mark = (SHELTER, lambda a: give_more(mark_shelter(a, "ana"))) if request.param == "shelter" else (GERMAN_LONG, None)
    article = new_article(intake.tidy(text).text, {"outlet": "Post"} | ({} if mark else {"language": "de"}), slug=request.param)[0]
    mark(article) if mark else mark_german(article, "eva")
    return article


@pytest.mark.parametrize("chosen", CHOICES, ids=str)
def test_nothing_published_of_a_held_out_text_pays_without_reading(held_out, chosen):
    votes, made = Votes(read_passes(held_out), ()), 0
    for unit in plan(held_out, votes, chosen):
        for raw in unit.exercises:
            task = _task(raw, unit.keys.get(raw["id"]))
            case = learners.Case(f"{held_out.slug}-{unit.number}-{raw['id']}", task, held_out, build_key(task, held_out, votes), votes)
            if case.kind.manual or case.shape == "order":
                continue
            made += 1
            if case.shape == "spans":
                rules = {name: case.fraction(value) for name, value in learners.span_rules(case).items()}
                assert max(v for name, v in rules.items() if name.startswith(learners.FLAG_ALL)) < 0.2, case.name
                assert max(rules.values()) < 1 / 3, case.name
            else:
                rules = learners.feature_rules(case).values()
                assert max((case.fraction(v) for v in rules), default=0) < 1 / 3, case.name
                assert max((learners.share_right(case, v) for v in rules), default=0) < 0.65, case.name
                assert max(case.fraction(v) for v in learners.constants(case).values()) < 0.2 and learners.guessing(case) < 0.2, case.name
    assert made


def test_the_same_text_gives_the_same_exercises(shelter):
    give_more(mark_shelter(shelter, "ana"))
    votes = Votes(read_passes(shelter), ())
    assert plan(shelter, votes, (1, 2, 3)) == plan(shelter, votes, (1, 2, 3))


def _asked(answers: str, words=None) -> list[Asked]:
    options = (("+", "sound"), ("-", "thin"))
    return [Asked(f"i{n}", words[n] if words else "word", options, (a,)) for n, a in enumerate(answers)]


@pytest.mark.parametrize(
    ("answers", "words", "looks_at"),
    [
        ("+-+-+-+-", None, "every other"),
        ("++++----", None, "the place"),
        ("+-+--++-", ["long words", "w", "long words", "w", "w", "long words", "long words", "w"], "characters"),
        ("++++++--", None, ""),
    ],
)
def test_a_rule_that_pays_is_seen(answers, words, looks_at):
    """Every other one, the first half, the long ones; and one answer for all."""
    rule = best_rule(_asked(answers, words), 0.5, max(map(answers.count, answers)))
    assert rule.pays and looks_at in rule.looks_at


def test_a_fair_order_is_seen_as_fair():
    assert not best_rule(_asked("+--+-++-"), 0.5, 4).pays
