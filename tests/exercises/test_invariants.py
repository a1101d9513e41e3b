"""What must hold for every exercise of every unit, and for span exercises generated over every article.

Nobody gets a fifth of the marks without reading; readers get all; a right mark never hurts and a wrong one never helps.
"""

from __future__ import annotations

import math
import random

import pytest
import unfair_items
from course import all_exercises, article_of, generated, key_for, name_of, type_of
from hypothesis import given
from hypothesis import strategies as st
from trial_answers import trial_answers

from helpers import text
from helpers.exercises import score
from helpers.exercises.types import TYPES
from helpers.marking.mark import mark

OURS = [pair for pair in all_exercises() if not type_of(pair[1].type).manual]
MADE = [pair for kind in ("mark_sources", "mark_language", "mark_claims") if kind in TYPES for pair in generated(kind)]
SPANS = [pair for pair in OURS + MADE if type_of(pair[1].type).shape == "spans"]
FORMS = [pair for pair in OURS if type_of(pair[1].type).shape == "form"]
EVERY = OURS + MADE

every = pytest.mark.parametrize("pair", EVERY, ids=name_of)
spans_only = pytest.mark.parametrize("pair", SPANS, ids=name_of)
forms_only = pytest.mark.parametrize("pair", FORMS, ids=name_of)


def share(pair, value) -> float:
    return score(*pair, value).fraction


def parts(pair):
    unit, one = pair
    return unit, one, type_of(one.type), article_of(one), key_for(unit, one)


def flagged(items, label, attrs=None) -> dict:
    return {"spans": [{"start": a, "end": b, "label": label, "attrs": attrs or {}} for a, b in items]}


class TestNoMarksWithoutReading:
    @every
    def test_nothing_answered(self, pair):
        """An empty answer, whatever its form, has no points."""
        for empty in (None, {}, {"spans": []}, {"fields": {}}):
            assert share(pair, empty) == 0


def by_dice(asked: list[dict], dice: random.Random) -> dict:
    given: dict = {}
    for field in asked:
        match field["kind"]:
            case "choice":
                given[field["id"]] = dice.choice(field["options"])["id"]
            case "number" | "scale":
                given[field["id"]] = dice.randint(int(field.get("min", 0)), min(int(field.get("max", 20)), 100))
            case "order":
                given[field["id"]] = dice.sample([i["id"] for i in field["items"]], len(field["items"]))
            case "many":
                given[field["id"]] = [o["id"] for o in field["options"] if dice.random() < 0.5]
            case "groups":
                given[field["id"]] = {i["id"]: dice.choice(field["groups"])["id"] for i in field["items"]}
    return {"fields": given}


class TestTypesProveThemselves:
    @pytest.mark.parametrize("pair", all_exercises(), ids=name_of)
    def test_types_prove_themselves(self, pair):
        """Right is full, half is between, wrong and unreadable and both kinds of flagging stay below a fifth; hints, for the manual ones."""
        _, one, kind, article, key = parts(pair)
        examples = trial_answers(one, article, key)
        assert {"right", "half", "wrong", "unreadable", "flag_all", "flag_none"} <= set(examples)
        got = {name: score(*pair, value) for name, value in examples.items()}
        assert got["unreadable"].status == "unreadable" and got["unreadable"].problem.endswith(".")
        if kind.manual:
            assert got["right"].raw == 1.0 > got["half"].raw > got["wrong"].raw
            return
        assert got["right"].fraction == 1.0
        assert got["half"].fraction < 1.0
        few = f"{one.assignment}-{one.id}" in unfair_items.PAYS
        assert max(got[name].fraction for name in ("wrong", "flag_all", "flag_none")) < (0.6 if few else 0.2)


@st.composite
def answers(draw, pair):
    """Marks of all qualities: the key's own, shifted, relabelled, stray, with and without the right properties."""
    _, one, kind, article, key = parts(pair)
    words = text.words(article.text, *kind.form.bounds(one, article))
    labels = list(kind.form.labels())
    attrs = st.fixed_dictionaries({}, optional={a["id"]: st.sampled_from([o["id"] for o in a["options"]]) for a in kind.form.attributes()})
    anywhere = st.tuples(st.integers(0, len(words) - 1), st.integers(0, 6)).map(
        lambda x: (words[x[0]][0], words[min(x[0] + x[1], len(words) - 1)][1])
    )
    known = st.sampled_from([tuple(s) for i in key["items"] for s in i["spans"]])
    place = st.one_of(known, anywhere)
    one_mark = st.builds(
        lambda p, label, a: {"start": p[0], "end": p[1], "label": label, "attrs": a}, place, st.sampled_from(labels), attrs
    )
    return draw(st.lists(one_mark, max_size=14))


def right_mark(kind, item: dict) -> dict:
    return {
        "start": item["spans"][0][0],
        "end": item["spans"][0][1],
        "label": item["right"][0],
        "attrs": {a: v[0] for a, v in item["attrs"].items() if v},
    }


def by_type(pairs) -> dict[str, list]:
    return {kind: [p for p in pairs if p[1].type == kind] for kind in sorted({p[1].type for p in pairs})}


span_types = pytest.mark.parametrize("pairs", by_type(SPANS).values(), ids=by_type(SPANS))
form_types = pytest.mark.parametrize("pairs", by_type(FORMS).values(), ids=by_type(FORMS))


class TestMonotone:
    """A property each, for every type, over its exercises and over answers of all qualities."""

    @span_types
    @given(data=st.data())
    def test_a_right_mark_never_lowers(self, pairs, data):
        """The key's own mark for a core item, added to any answer."""
        pair = data.draw(st.sampled_from(pairs))
        _, _, kind, _, key = parts(pair)
        before = data.draw(answers(pair))
        item = data.draw(st.sampled_from([i for i in key["items"] if i["tier"] == "core"]))
        assert raw(pair, [*before, right_mark(kind, item)]) >= raw(pair, before) - 1e-9

    @span_types
    @given(data=st.data())
    def test_a_stray_mark_never_raises(self, pairs, data):
        """A mark on words that no reader marked, added to any answer."""
        pair = data.draw(st.sampled_from(pairs))
        _, one, kind, article, key = parts(pair)
        start, end = kind.form.bounds(one, article)
        taken = [s for i in key["items"] for s in i["spans"]]
        free = [w for w in text.words(article.text, start, end) if not any(a < w[1] and w[0] < b for a, b in taken)]
        before = data.draw(answers(pair))
        a, b = data.draw(st.sampled_from(free or [(start, end)]))
        stray = {"start": a, "end": b, "label": data.draw(st.sampled_from(list(kind.form.labels()))), "attrs": {}}
        assert raw(pair, [*before, stray]) <= raw(pair, before) + 1e-9

    @span_types
    @given(data=st.data())
    def test_a_wrong_name_for_a_found_place_never_raises(self, pairs, data):
        """The key's own mark is there; the same words under a wrong name are added."""
        pair = data.draw(st.sampled_from(pairs))
        _, _, kind, _, key = parts(pair)
        item = data.draw(st.sampled_from([i for i in key["items"] if i["tier"] == "core"]))
        wrong = [label for label in kind.form.labels() if label not in item["right"]]
        before = [*data.draw(answers(pair)), right_mark(kind, item)]
        added = {**right_mark(kind, item), "label": data.draw(st.sampled_from(wrong))}
        assert raw(pair, [*before, added]) <= raw(pair, before) + 1e-9

    @span_types
    @given(data=st.data())
    def test_flagging_a_look_alike_never_raises(self, pairs, data):
        """A fair word called loaded, added to any answer."""
        pair = data.draw(st.sampled_from(pairs))
        _, _, kind, _, key = parts(pair)
        decoys = [i for i in key["items"] if i["tier"] == "decoy"]
        if not decoys:
            return
        item = data.draw(st.sampled_from(decoys))
        before = data.draw(answers(pair))
        wrong = [label for label in kind.form.labels() if label not in item["right"]]
        added = {**right_mark(kind, item), "label": data.draw(st.sampled_from(wrong))}
        assert raw(pair, [*before, added]) <= raw(pair, before) + 1e-9

    @span_types
    @given(data=st.data())
    def test_order_and_duplicates_are_irrelevant(self, pairs, data):
        """Shuffled and doubled: the same score, item by item."""
        pair = data.draw(st.sampled_from(pairs))
        marks = data.draw(answers(pair))
        shuffled = data.draw(st.permutations(marks + marks))
        assert score(*pair, {"spans": marks}) == score(*pair, {"spans": shuffled})

    @form_types
    @given(data=st.data())
    def test_a_right_choice_never_lowers_and_a_wrong_one_never_raises(self, pairs, data):
        """One question answered rightly, or wrongly, in place of no answer."""
        pair = data.draw(st.sampled_from(pairs))
        _, one, kind, article, key = parts(pair)
        if "questions" not in key:
            return
        asked = [f for block in kind.view(one, article)["blocks"] for f in block["fields"]]
        # Cards named for a verdict may undo it (evidence desk): that is another question than this one.
        before = by_dice([f for f in asked if f["kind"] != "many"], random.Random(data.draw(st.integers(0, 999))))["fields"]
        name = data.draw(st.sampled_from([f for f, q in key["questions"].items() if q["right"] and q["options"]]))
        before.pop(name, None)
        right = key["questions"][name]["right"][0]
        wrong = [o for o in key["questions"][name]["options"] if o not in key["questions"][name]["right"]]
        base = kind.raw(one, key, {"fields": before})[0]
        assert kind.raw(one, key, {"fields": {**before, name: right}})[0] >= base - 1e-9
        for each in wrong:
            assert kind.raw(one, key, {"fields": {**before, name: each}})[0] <= base + 1e-9


def raw(pair, marks: list[dict]) -> float:
    unit, one = pair
    return type_of(one.type).raw(one, key_for(unit, one), {"spans": marks})[0]


# ------------------------------------------------------------------------------------------------ whatever is sent

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats() | st.text(max_size=8) | st.just("\ud800"),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["spans", "fields", "start", "end", "label", "attrs", "text", "order", "x"]) | st.text(max_size=4),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@st.composite
def nearly(draw, pair):
    """Something that looks like an answer to this exercise, with odd values in its places."""
    unit, one = pair
    kind, article = type_of(one.type), article_of(one)
    if kind.shape == "spans":
        mark_like = st.fixed_dictionaries(
            {},
            optional={
                "start": JSON | st.integers(0, 3000),
                "end": JSON | st.integers(0, 3000),
                "label": JSON | st.sampled_from(list(kind.form.labels())),
                "attrs": JSON,
                "id": JSON,
            },
        )
        return {"spans": draw(JSON | st.lists(mark_like | JSON, max_size=4))}
    names = [f["id"] for block in kind.view(one, article)["blocks"] for f in block["fields"]]
    return {"fields": draw(JSON | st.dictionaries(st.sampled_from(names), JSON, max_size=5))}


@pytest.mark.parametrize("pairs", by_type(all_exercises()).values(), ids=by_type(all_exercises()))
@given(data=st.data())
def test_any_value_at_all_gets_a_score_or_a_sentence(pairs, data):
    """Never an exception, never NaN, always between 0 and 1, and the feedback can be written down as UTF-8."""
    pair = unit, one = data.draw(st.sampled_from(pairs))
    value = data.draw(JSON | nearly(pair))
    problem = type_of(one.type).why_unreadable(one, article_of(one), value)
    assert problem is None or (isinstance(problem, str) and problem.endswith((".", "?", "!")))
    marked = mark(unit, one, {"answer": value})
    got = marked.score
    assert 0 <= got.fraction <= 1 and 0 <= got.points <= one.points
    assert all(math.isfinite(x) for x in (got.fraction, got.points, got.raw))
    assert (got.status == "unreadable") <= bool(got.problem)
    for words in marked.outputs().values():
        words.encode("utf-8")


# ------------------------------------------------------------------------------------------------ a reader who saw no marks

READ = {  # written from the article and the codebook alone, before the marks were opened; by a language model, as the marks were: no human's reading
    "q1": [
        ("Mosul residents", "collective"),
        ("Iraqi intelligence officials", "collective"),
        (
            "At recent Friday prayers in a Mosul mosque, the Islamic State-appointed preacher eschewed the traditional sermon extolling the group’s virtues.",
            "unattributed",
        ),
        ("he implored those gathered to support the terror organization as it prepared for the offensive", "unattributed"),
        ("a resident who was there", "vague"),
        ("A Mosul resident", "vague"),
        (
            "Iraqi intelligence officials have attempted to encourage local rebellions against Islamic State in Mosul while instructing residents to remain in their "
            "homes and raise white flags once the Iraqi military and its allied Sunni militias push into the city.",
            "unattributed",
        ),
    ],
    "q2": [
        ("An officer", "vague"),
        (
            "Secretly directed by Iraq’s military, the group marks the homes and offices of Islamic State fighters and administrators with the "
            "Arabic letter M",
            "unattributed",
        ),
        ("The officer", "vague"),
        ("who *he", "vague"),
        ("Local residents", "collective"),
        ("One Mosul resident", "vague"),
        ("the resident", "vague"),
        ("Iraqi military officials", "collective"),
        ("another resident", "vague"),
    ],
}


@pytest.mark.parametrize("name", ["q1", "q2"])
def test_independent_reader_lands_where_readers_do(name):
    """Reading with care and the codebook is enough for nearly all marks; without the half of the labels it is not."""
    unit = next(u for u, _ in all_exercises() if u.assignment == "01_who_says_so")
    whole = article_of(unit[name]).text
    from_, _ = type_of("mark_sources").form.bounds(unit[name], article_of(unit[name]))
    spans = []
    for words, kind in READ[name]:
        before, _, words = words.rpartition("*")  # «who *he»: the «he» after «who »
        start = whole.index(before + words, from_) + len(before)
        spans.append({"start": start, "end": start + len(words), "label": kind, "attrs": {}})
    read = score(unit, unit[name], {"spans": spans}).fraction
    assert read >= 0.8
    assert score(unit, unit[name], {"spans": [{**s, "label": "named"} if n % 2 else s for n, s in enumerate(spans)]}).fraction < read
