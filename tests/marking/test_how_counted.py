"""The sum that turns right answers into points stands on the page: a parent can work the mark out without the documents."""

import re
from pathlib import Path

import make_class
import pytest

from helpers.exercises import type_of
from helpers.marking import feedback, score_record

SOLUTIONS = str(Path(__file__).resolve().parents[2] / "solutions")
UNITS = tuple(sorted(p.name for p in Path(SOLUTIONS).iterdir() if (p / "exercises.json").is_file()))
SUM = re.compile(r"\(([\d.]+) − ([\d.]+)\) ÷ \(([\d.]+) − ([\d.]+)\) × ([\d.]+) = ([\d.]+)\.")


@pytest.fixture(scope="module")
def asked():
    """Every exercise whose questions count, with an answer of which one question is wrong, two, three …, and its score."""
    course = make_class.read_course(SOLUTIONS, UNITS)
    found = []
    for task in (t for tasks in course.units.values() for t in tasks):
        right = make_class.answer(task, "right")
        if not task.exercise.points or type_of(task.exercise.type).shape == "spans" or not isinstance(right.get("fields"), dict):
            continue
        for left in range(1, len(right["fields"])):
            fields = dict(list(right["fields"].items())[left:])
            record = make_class.record(task.exercise.assignment, task, {"fields": fields})
            score = score_record(task.exercise, task.article, task.key, record, checked=True)
            if score.status == "graded" and "right" in score.measures:
                found.append((task, score, feedback(task.exercise, task.article, task.key, score)))
    return found


def test_every_sum_comes_to_the_points_beside_it(asked):
    sums = [(score, [float(x) for x in m.groups()]) for _, score, told in asked if (m := SUM.search(told["note"]))]
    assert len({s.exercise for s, _ in sums}) > 5 and len(sums) > 60
    for score, (right, floor, of, floor_too, most, points) in sums:
        assert (right, of, most) == (score.measures["right"], score.measures["asked"], score.max_points)
        assert floor == floor_too and abs((right - floor) / (of - floor) * most - points) <= 0.0051 and points == score.points


def test_where_it_is_left_out_there_is_nothing_or_another_rule_to_tell(asked):
    for task, score, told in asked:
        floor = task.key["floor"] * score.measures["asked"]
        if not SUM.search(told["note"]) and 0 < score.points < score.max_points and floor:
            plain = round((score.measures["right"] - floor) / (score.measures["asked"] - floor) * score.max_points, 2)
            assert plain != score.points, (task.exercise.assignment, task.exercise.id, told["note"])
