"""Every exercise type keeps its promises on every exercise that uses it; a new type is one file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from course import REPO, SLUGS, all_exercises, article_of, key_for, name_of, read_votes, type_of
from trial_answers import trial_answers

from helpers import exercises
from helpers.articles.article import read_article
from helpers.errors import ExerciseError
from helpers.exercises import read_unit, types
from helpers.exercises.types import TYPES
from helpers.exercises.types._base import ExerciseType
from helpers.exercises.types._parts import Explainer, Form, KeySource, Scorer
from helpers.exercises.types.marking_words._span_type import SpanExplainer
from helpers.notebook.widgets.exercise_widget import read_value

ALL = all_exercises()
every = pytest.mark.parametrize("pair", ALL, ids=name_of)


def parts(pair):
    unit, one = pair
    return unit, one, type_of(one.type), article_of(one), key_for(unit, one)


class TestTypes:
    @pytest.mark.parametrize("stem", TYPES)
    def test_is_an_exercise_type_with_a_first_line(self, stem):
        """The file's TYPE is an ExerciseType of four parts, each of which knows only those before it, and the file says in its first line what is asked."""
        kind = type_of(stem)
        assert isinstance(kind, ExerciseType) and kind.shape in ("spans", "form")
        parts = (kind.form, kind.keys, kind.scorer, kind.explainer)
        assert [isinstance(p, base) for p, base in zip(parts, (Form, KeySource, Scorer, Explainer))] == [True] * 4
        assert [set(vars(p)) for p in parts] == [set(), {"form"}, {"form", "keys"}, {"form", "keys"}]
        assert all(p.form is kind.form for p in parts[1:]) and kind.scorer.keys is kind.explainer.keys is kind.keys
        (file,) = Path(types.__file__).parent.glob(f"*/{stem}.py")
        assert len(import_module(f"{types.__name__}.{file.parent.name}.{stem}").__doc__.splitlines()[0]) > 20

    def test_a_type_is_known_by_its_file_alone(self):
        """No list names the types: the folder is the list."""
        assert list(TYPES) == sorted(p.stem for p in (REPO / "helpers" / "exercises" / "types").glob("[a-z]*/[a-z]*.py"))


class TestEveryExercise:
    @every
    def test_view_is_plain_data_without_the_key(self, pair):
        """What the page gets holds no reader's note, no tier, no vote, and no names but those of the widget's spec."""
        _, one, kind, article, key = parts(pair)
        view = kind.view(one, article)
        page = json.dumps(view, ensure_ascii=False, allow_nan=False)
        notes = {m["note"] for p in read_votes(article).passes for m in p.marks if m.get("note")}
        assert [n for n in notes if len(n) > 25 and n in page] == []
        assert not {"right", "votes", "tier", "rote", "floor"} & set(_names(view))

    @every
    def test_emptiness_is_a_plain_question(self, pair):
        """Whatever lies in an answer's place, asking whether it is empty raises nothing: progress and handing in ask it of every file."""
        kind = type_of(pair[1].type)
        for odd in (
            None,
            7,
            [],
            [1],
            "x",
            {},
            {"fields": 5},
            {"fields": [1]},
            {"fields": "x"},
            {"spans": [1]},
            {"spans": 3, "fields": None},
        ):
            assert kind.is_empty(odd) in (True, False)

    @every
    def test_key_survives_json(self, pair):
        """An open key travels as a file: written and read back, it marks the same."""
        _, one, kind, article, key = parts(pair)
        again = json.loads(json.dumps(key, allow_nan=False))
        for value in trial_answers(one, article, key).values():
            if not kind.is_empty(value) and not kind.why_unreadable(one, article, value):
                assert kind.raw(one, key, value)[0] == kind.raw(one, again, value)[0]

    @every
    def test_solved_answer_fits_the_page(self, pair):
        """The key's own answer, as the widget would send it, is one that the widget can draw and the type can read."""
        _, one, kind, article, key = parts(pair)
        solved = kind.solved(one, key)
        if "spans" in solved:
            solved = {"spans": [{"id": f"m{n}", **s} for n, s in enumerate(solved["spans"])]}
        spec = {"shape": kind.shape, **kind.view(one, article)}
        assert kind.why_unreadable(one, article, read_value(spec, solved)) is None

    @every
    def test_fields_have_their_own_ids_and_labels(self, pair):
        """Two questions with one id would overwrite each other's answers; a question without words cannot be heard."""
        _, one, kind, article, _ = parts(pair)
        fields = [f for block in kind.view(one, article).get("blocks", []) for f in block.get("fields", [])]
        assert len({f["id"] for f in fields}) == len(fields)
        assert all(f["label"].strip() for f in fields)
        for field in fields:
            ids = [o["id"] for o in field.get("options", [])]
            assert len(set(ids)) == len(ids)

    @every
    def test_marking_reads_no_file(self, pair, monkeypatch):
        """With article and key at hand, scoring opens nothing and runs nothing: it is arithmetic."""
        _, one, kind, article, key = parts(pair)
        examples = trial_answers(one, article, key)
        monkeypatch.setattr("builtins.open", None)
        monkeypatch.setattr("pathlib.Path.read_text", None)
        for value in examples.values():
            exercises.score_with(one, article, key, value)

    @every
    def test_key_is_built_the_same_twice(self, pair):
        """No set order, clock or dice in a key: the bundle's bytes depend on it."""
        _, one, _, article, key = parts(pair)
        assert json.dumps(key) == json.dumps(exercises.build_key(one, article, read_votes(article)))


KEYS = """
import hashlib, json, sys
sys.path[:0] = ["tests", "tests/support"]
from course import all_exercises, article_of, read_votes
from helpers.exercises import build_key
made = [json.dumps(build_key(one, a := article_of(one), read_votes(a))) for _, one in all_exercises() if read_votes(article_of(one)).passes]
print(len(made), hashlib.sha256("".join(made).encode()).hexdigest())
"""


def test_keys_do_not_depend_on_the_order_of_a_set():
    """Within one process every set has the same order: only processes with other seeds can tell."""
    told = {
        subprocess.run(
            [sys.executable, "-c", KEYS], cwd=REPO, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1 and int(told.pop().split()[0]) > 50


def _names(value) -> list[str]:
    if isinstance(value, dict):
        return [*value, *(n for v in value.values() for n in _names(v))]
    return [n for v in value for n in _names(v)] if isinstance(value, list) else []


class TestReadingUnits:
    def unit(self, tmp_path, raw) -> object:
        (tmp_path / "exercises.json").write_bytes(raw if isinstance(raw, bytes) else json.dumps(raw).encode())
        read_unit.cache_clear()
        return read_unit(tmp_path)

    ONE = {"id": "q1", "type": "mark_sources", "article": "mosul-2016", "title": "T", "prompt": "P", "passage": [1, 2]}

    def test_whole_unit(self, tmp_path):
        """A unit is its exercises in order, found by id."""
        unit = self.unit(tmp_path, {"assignment": "a", "title": "A", "exercises": [self.ONE, {**self.ONE, "id": "q2"}]})
        assert (unit["q2"].id, unit["q1"].passage, unit["q1"].assignment) == ("q2", (1, 2), "a")

    @pytest.mark.parametrize(
        ("raw", "words"),
        [
            (b"{", "exercises.json cannot be read"),
            (b"\xff", "exercises.json cannot be read"),
            (b"[]", "exercises.json cannot be read"),
            (b"7", "exercises.json cannot be read"),
            ({"assignment": "a", "title": "A"}, "exercises.json cannot be read"),
            ({"assignment": "a", "title": "A", "exercises": [7]}, "exercises.json cannot be read"),
            ({"assignment": "a", "title": "A", "exercises": [{**ONE, "type": "guess"}]}, "unknown type “guess”"),
            ({"assignment": "a", "title": "A", "exercises": [{**ONE, "type": ["guess"]}]}, "unknown type"),
            ({"assignment": "a", "title": "A", "exercises": [{**ONE, "colour": 1}]}, "unknown field “colour”"),
            ({"assignment": "a", "title": "A", "exercises": [{k: v for k, v in ONE.items() if k != "prompt"}]}, "has no “prompt”"),
            ({"assignment": "a", "title": "A", "exercises": [ONE, ONE]}, "“q1” stands there twice"),
            ({"assignment": "a", "title": "A", "exercises": [{**ONE, "id": "../q1"}]}, "cannot be an exercise’s id"),
            ({"assignment": "a", "title": "A", "exercises": [{**ONE, "passage": [1]}]}, "passage"),
        ],
    )
    def test_damage_is_a_sentence(self, tmp_path, raw, words):
        """Whatever is wrong with exercises.json is said in words."""
        with pytest.raises(ExerciseError) as caught:
            self.unit(tmp_path, raw)
        assert words in caught.value.what and caught.value.next_step

    def test_missing_file_and_unknown_exercise(self, tmp_path):
        """The notebook was copied alone; an exercise was renamed."""
        read_unit.cache_clear()
        with pytest.raises(ExerciseError, match="is not beside this notebook. Copy the whole folder"):
            read_unit(tmp_path / "gone")
        with pytest.raises(ExerciseError, match="There is no exercise “q9”.*Exercises here: q1"):
            self.unit(tmp_path, {"assignment": "a", "title": "A", "exercises": [self.ONE]})["q9"]

    @pytest.mark.parametrize("slug", SLUGS)
    def test_wrong_offsets_in_a_unit_are_named(self, slug):
        """An item whose words are not at its place in the article."""
        one = exercises.Exercise(
            "a", "q", "sound_or_thin", slug, "T", "", options={"items": [{"id": "x", "start": 1, "end": 5, "text": "zzzz"}]}
        )
        with pytest.raises(ExerciseError, match="the article does not read “zzzz”"):
            type_of("sound_or_thin").view(one, read_article(slug))


@pytest.mark.parametrize("name", ["mark_sources", "mark_language", "mark_claims", "machine_missed"])
def test_a_kind_of_marking_says_all_in_its_own_words(name):
    """What feedback asks of a kind of marking is there: a rule for edges, and a sentence on a stray mark, a miss, and properties where it has them."""
    kind = type_of(name)
    hooks = ["why_stray", "next_miss", "stands", *(["attr_words"] if kind.keys.attrs else [])]
    words = kind.explainer
    assert words.edge_rule and [h for h in hooks if getattr(type(words), h) is getattr(SpanExplainer, h)] == []
