"""A learner's page explains the article that was read: an answer on a stand-in is held against the stand-in's own key."""

from __future__ import annotations

import json

from helpers.articles import read_article
from helpers.classbook.keyed_course import read_course
from helpers.classbook.report.feedback_pages import _Part
from helpers.classbook.report.teacher_points import Given
from helpers.exercises import type_of


def test_a_page_explains_the_article_that_was_read(tmp_path):
    first = {"id": "q1", "type": "mark_sources", "article": "clinic-waits", "title": "T", "prompt": "P", "points": 3, "passage": [1, 6]}
    other = {**first, "id": "q1_quiet", "instead_of": "q1", "article": "bridge-closure"}
    folder = tmp_path / "u"
    folder.mkdir()
    (folder / "exercises.json").write_text(json.dumps({"assignment": "u", "title": "U", "exercises": [first, other]}), encoding="utf-8")
    (task,) = read_course(str(tmp_path)).units["u"]
    done = task.stand_in
    kept = {"status": "graded", "points": 3.0, "answer": type_of("mark_sources").solved(done.exercise, done.key), "on": "q1_quiet"}
    part = _Part(task, {"learner": "ann", "unit": "u", "exercises": {"q1": kept}}, Given())
    quotes = [i["quote"] for i in part.told["items"] if i.get("quote")]
    text = read_article("bridge-closure").text
    assert quotes and all(q.strip("…") in text for q in quotes)
    assert part.name == "q1: T"
