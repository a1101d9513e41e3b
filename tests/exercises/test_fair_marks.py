"""Marks that a teacher can defend to a parent: what must hold for every exercise of every unit, lesson and form, and of own-article units.

One more error costs little and never nothing; all wrong answers cost alike; a right mark never hurts; who does not read earns next to nothing;
who answers as the key, or as the middle one of its readers, has all the marks. `learners` holds the scripted answers.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from functools import cache, wraps
from itertools import combinations
from statistics import mean, median

import learners
import pytest
from course import SLUGS, all_exercises, read_votes, type_of
from hypothesis import given
from hypothesis import strategies as st
from unfair_items import PAYS

from helpers.articles import read_article, read_reasons
from helpers.errors import MarksError


def each(keep):
    """For a test of one case: run it on each case of a group that `keep` takes; a failure says which case it was."""

    def on_groups(test):
        @pytest.mark.parametrize("group", learners.GROUPS)
        @wraps(test, assigned=("__name__", "__doc__"))
        def run(self, group):
            for case in filter(keep, learners.group(group)):
                with named(case):
                    test(self, case)

        del run.__wrapped__  # pytest would read its parameters
        return run

    return on_groups


@contextmanager
def named(case):
    try:
        yield
    except Exception as error:
        error.add_note(f"in {case.name}")
        raise


def form(case) -> bool:
    return case.shape == "questions"


def spans(case) -> bool:
    return case.shape == "spans"


EVERY = each(lambda case: True)
QUESTIONS, MARKS = each(form), each(spans)
PUBLISHED = each(lambda case: spans(case) and case.exercise.assignment != "generated")
READ = each(lambda case: case.kind.annotators(case.votes))
STEP = 1e-4  # fractions are rounded to four places


def most(n: int) -> float:
    """What one error may cost, as a share of the points; of a single question it costs all."""
    return (1.0 if n == 1 else 0.5 if n < 4 else 2 / n) + STEP


class TestOneErrorCostsLittle:
    @QUESTIONS
    def test_from_the_full_answer(self, case):
        """Each question left out, and each wrong value of it, beside the key's own answer: at most 2/n, never nothing, all alike."""
        n, solved = len(case.asked), case.solved()
        for name in case.asked:
            lost = [case.fraction(solved) - case.fraction(bad) for bad in learners.spoilt(case, solved, name)]
            assert min(lost) > 0 and max(lost) <= most(n), (name, lost)
            assert max(lost) - min(lost) <= STEP, (name, lost)

    @QUESTIONS
    def test_from_three_quarters(self, case):
        """The same where up to a quarter of the questions is open already, over all pairs and three ways to leave the rest out."""
        n, fields = len(case.asked), case.solved()["fields"]
        spare = n // 4
        gone = [set(case.asked[k : k + spare]) for k in range(0, n - spare + 1, max(1, (n - spare) // 6))] if spare else [set()]
        gone += [set(two) for two in combinations(case.asked, 2)][:: max(1, n // 3)] if spare >= 2 else []
        for open_ in gone:
            base = {"fields": {f: v for f, v in fields.items() if f not in open_}}
            before = case.fraction(base)
            for name in (f for f in case.asked if f not in open_):
                lost = [before - case.fraction(bad) for bad in learners.spoilt(case, base, name)]
                assert min(lost) > 0 and max(lost) <= most(n), (open_, name, lost)

    @MARKS
    def test_one_mark_too_few_misnamed_or_too_many(self, case):
        """From the key's own marks: at most 2/n, and never more points; nothing lost only where full marks ask for less than all."""
        n, solved = len(case.asked), case.solved()["spans"]
        enough = min(case.key["target"], case.key["level"])  # what is enough for full marks
        stray = learners.free_words(case)[::7]
        for k, one in enumerate(solved):
            others = solved[:k] + solved[k + 1 :]
            worse = [others, *([*others, {**one, "label": x}] for x in learners.wrong_labels(case, one))]
            for marks in worse:
                lost = 1 - case.fraction({"spans": marks})
                assert lost <= most(n) and (lost > 0 or enough < 1), (one, lost)
        for a, b in stray:
            lost = 1 - case.fraction({"spans": [*solved, {**solved[0], "start": a, "end": b}]})
            assert 0 <= lost <= most(n), (a, lost)


@st.composite
def half_right(draw, case):
    """Answers of all qualities to questions: right, wrong, left out."""
    fields = {}
    for name in case.asked:
        kind = draw(st.integers(0, 3))
        wrong = learners.wrong_values(case, name)
        if kind >= 2:
            fields[name] = case.solved()["fields"][name]
        elif kind == 1 and wrong:
            fields[name] = draw(st.sampled_from(wrong))
    return {"fields": fields}


@st.composite
def some_marks(draw, case):
    """Marks of all qualities: the key's own, misnamed, shifted, stray; at most one on an item."""
    spans = []
    for one in case.solved()["spans"]:
        kind = draw(st.integers(0, 3))
        if kind == 1:
            spans.append({**one, "label": draw(st.sampled_from(list(case.kind.form.labels())))})
        elif kind >= 2:
            spans.append(one)
    free = learners.free_words(case)
    for a, b in draw(st.lists(st.sampled_from(free), max_size=5)) if free else ():
        spans.append({"start": a, "end": b, "label": draw(st.sampled_from(list(case.kind.form.labels()))), "attrs": {}})
    return spans


@cache
def of_type(kind: str) -> list:
    return [case for case in learners.cases() if case.exercise.type == kind]


TYPES_SET = sorted({one.type for _, one in all_exercises() if not type_of(one.type).manual})
question_types = pytest.mark.parametrize("kind", [k for k in TYPES_SET if k != "order_disclosure" and type_of(k).shape != "spans"])
span_types = pytest.mark.parametrize("kind", [k for k in TYPES_SET if type_of(k).shape == "spans"])


def test_no_type_is_left_out():
    """What the own-article way makes is of types that units set as well, so that the tests by type meet it."""
    assert {case.exercise.type for case in learners.cases()} == set(TYPES_SET)


class TestBetterNeverEarnsLess:
    @question_types
    @given(data=st.data())
    def test_a_correction_never_lowers(self, kind, data):
        """From any answer: one question put right; and a wrong answer is worth no more than none."""
        case = data.draw(st.sampled_from(of_type(kind)))
        before = data.draw(half_right(case))
        name = data.draw(st.sampled_from(case.asked))
        right = {"fields": {**before["fields"], name: case.solved()["fields"][name]}}
        assert case.fraction(right) >= case.fraction(before)
        empty, *wrong = [case.fraction(bad) for bad in learners.spoilt(case, before, name)]
        assert all(w == pytest.approx(empty, abs=STEP) for w in wrong)

    @question_types
    @given(data=st.data())
    def test_three_quarters_right_lose_little_by_one_more(self, kind, data):
        """Whichever quarter is wrong, and how: one more error costs at most 2/n and never nothing."""
        case = data.draw(st.sampled_from(of_type(kind)))
        n = len(case.asked)
        bad = data.draw(st.lists(st.sampled_from(case.asked), max_size=n // 4, unique=True))
        fields = dict(case.solved()["fields"])
        for name in bad:
            wrong = learners.wrong_values(case, name)
            fields[name] = data.draw(st.sampled_from(wrong)) if wrong else fields[name]
        name = data.draw(st.sampled_from([f for f in case.asked if f not in bad]))
        for worse in learners.spoilt(case, {"fields": fields}, name):
            lost = case.fraction({"fields": fields}) - case.fraction(worse)
            assert 0 < lost <= most(n)

    @span_types
    @given(data=st.data())
    def test_a_mark_on_a_real_item_never_lowers_whatever_its_label(self, kind, data):
        case = data.draw(st.sampled_from(of_type(kind)))
        before = data.draw(some_marks(case))
        taken = {(m["start"], m["end"]) for m in before}
        open_ = [m for m in case.solved()["spans"] if (m["start"], m["end"]) not in taken]
        if not open_:
            return
        one = data.draw(st.sampled_from(open_))
        added = {**one, "label": data.draw(st.sampled_from(list(case.kind.form.labels())))}
        assert case.fraction({"spans": [*before, added]}) >= case.fraction({"spans": before})

    @span_types
    @given(data=st.data())
    def test_correcting_a_label_never_lowers(self, kind, data):
        case = data.draw(st.sampled_from(of_type(kind)))
        before = data.draw(some_marks(case))
        one = data.draw(st.sampled_from(case.solved()["spans"]))
        others = [m for m in before if (m["start"], m["end"]) != (one["start"], one["end"])]
        wrong = {**one, "label": data.draw(st.sampled_from(list(case.kind.form.labels())))}
        assert case.fraction({"spans": [*others, one]}) >= case.fraction({"spans": [*others, wrong]})

    @span_types
    @given(data=st.data())
    def test_a_mark_on_nothing_never_raises(self, kind, data):
        case = data.draw(st.sampled_from(of_type(kind)))
        free = learners.free_words(case)
        if not free:
            return
        before = data.draw(some_marks(case))
        a, b = data.draw(st.sampled_from(free))
        stray = {"start": a, "end": b, "label": data.draw(st.sampled_from(list(case.kind.form.labels()))), "attrs": {}}
        assert case.fraction({"spans": [*before, stray]}) <= case.fraction({"spans": before})

    @span_types
    @given(data=st.data())
    def test_a_second_label_on_the_same_words_never_pays(self, kind, data):
        """Added to any answer that has a mark there, right or wrong: the points are no more than before."""
        case = data.draw(st.sampled_from(of_type(kind)))
        before = data.draw(some_marks(case))
        marked = [m for m in before if any((m["start"], m["end"]) == (s["start"], s["end"]) for s in case.solved()["spans"])]
        if not marked:
            return
        one = data.draw(st.sampled_from(marked))
        second = {**one, "label": data.draw(st.sampled_from(list(case.kind.form.labels())))}
        assert case.fraction({"spans": [*before, second]}) <= case.fraction({"spans": before})

    @MARKS
    def test_hedging_everywhere_earns_less_than_the_right_label(self, case):
        """Two labels on every item, or all of them, against the right one on each; where less than all is full marks, against its places."""
        solved = case.solved()["spans"]
        raw = lambda spans: case.kind.raw_score(case.exercise, case.key, {"spans": spans})  # noqa: E731
        hedged = [*solved, *({**m, "label": learners.wrong_labels(case, m)[0]} for m in solved)]
        every = [{**m, "label": x} for m in solved for x in case.kind.form.labels()]
        assert max(raw(hedged), raw(every)) < raw(solved)


def allowed(case, what: str, least: float) -> float:
    """The bound for an exercise, or what was measured where its items are known to pay without reading."""
    return max(least, PAYS.get(case.name, {}).get(what, 0.0) + STEP)


class TestNoMarksWithoutReading:
    @QUESTIONS
    def test_constants(self, case):
        """One option everywhere, first, last, everything suspected, nothing answered: less than a fifth."""
        got = {name: case.fraction(value) for name, value in learners.constants(case).items()}
        worst = max(got, key=got.get)
        assert got[worst] < allowed(case, "constant", 0.2), (worst, got[worst])

    @QUESTIONS
    def test_guessing(self, case):
        """Learners who throw dice: less than a fifth on average."""
        assert learners.guessing(case) < allowed(case, "guess", 0.2)

    @QUESTIONS
    def test_rules_of_one_feature(self, case):
        """Length, case, full stop, number, place, number of options …: less than a third of the points, less than 65 % right."""
        got = {name: (case.fraction(v), learners.share_right(case, v)) for name, v in learners.feature_rules(case).items()}
        for k, what, least in ((0, "rule", 1 / 3), (1, "right", 0.65)):
            worst = max(got, key=lambda name: got[name][k], default=None)
            assert worst is None or got[worst][k] < allowed(case, what, least), (worst, got[worst])

    @PUBLISHED
    def test_marking_without_reading(self, case):
        """Every word, sentence, paragraph: less than a fifth; names, quotations, long words: less than a third; random marks: next to nothing."""
        got = {name: case.fraction(value) for name, value in learners.span_rules(case).items()}
        flagged = max(v for name, v in got.items() if name.startswith(learners.FLAG_ALL))
        assert flagged < allowed(case, "flag", 0.2), flagged
        worst = max(got, key=got.get)
        assert got[worst] < allowed(case, "rule", 1 / 3), (worst, got[worst])
        assert mean(case.fraction(learners.random_marks(case, seed)) for seed in range(30)) < 0.2

    def test_no_exception_outlives_its_exercise(self):
        assert set(PAYS) <= {c.name for c in learners.cases()}

    def test_no_exercise_that_counts_is_excepted(self):
        """What is worth points, and every question of a reading check, pays nobody who does not read."""
        assert [c.name for c in learners.cases() if c.name in PAYS and (c.exercise.points or c.name.startswith("form_"))] == []


NEUTRAL = [(slug, one) for slug in SLUGS if (folder := read_article(slug).folder) for one in read_reasons(folder).neutral]


class TestNeutralWords:
    """Words that no annotator marked and at least two readers without the key did: marked or left, they cost nothing (CODEBOOK.md)."""

    @pytest.mark.parametrize(("slug", "one"), NEUTRAL, ids=lambda x: x if isinstance(x, str) else str(x["start"]))
    def test_no_annotator_marked_them_and_two_readers_did(self, slug, one):
        article, end = read_article(slug), one["start"] + len(one["text"])
        read_reasons(article.folder, article)
        assert len(set(one["by"])) >= 2 and len(one["why"].split()) <= 60
        for p in read_votes(article).passes:
            for m in p.layer(one["layer"]):
                shared = min(m["end"], end) - max(m["start"], one["start"])
                assert 2 * shared < min(m["end"] - m["start"], end - one["start"]), (p.annotator, m["text"])

    @pytest.mark.parametrize(("slug", "one"), NEUTRAL, ids=lambda x: x if isinstance(x, str) else str(x["start"]))
    def test_they_cost_nothing_marked_or_left(self, slug, one):
        """Whatever the label, beside the full answer, half of it and none of it; in every exercise that takes them in."""
        met = 0
        for case in (c for c in learners.cases(generated_too=False) if c.shape == "spans" and c.article.slug == slug):
            if case.kind.form.layer != one["layer"] or not any(
                i["spans"] == [[one["start"], one["start"] + len(one["text"])]] for i in case.key["items"]
            ):
                continue
            met += 1
            for spans in (case.solved()["spans"], case.solved()["spans"][::2], []):
                for label in case.kind.form.labels():
                    mark = {"start": one["start"], "end": one["start"] + len(one["text"]), "label": label, "attrs": {}}
                    assert case.fraction({"spans": [*spans, mark]}) == case.fraction({"spans": spans}), (case.name, label)
            assert case.fraction(case.solved()) == 1.0
        assert met

    @pytest.mark.parametrize("by", [["a", "a"], "ab"])
    def test_one_reader_is_not_enough(self, by, tmp_path):
        one = {"start": 0, "text": "abc", "layer": "claims", "by": by, "why": "so"}
        (tmp_path / "reasons.json").write_text(json.dumps({"neutral": [one]}), encoding="utf-8")
        with pytest.raises(MarksError, match="fewer than 2 readers"):
            read_reasons(tmp_path)


class TestReadersGetTheirMarks:
    @EVERY
    def test_the_key_s_own_answer_is_full(self, case):
        assert case.fraction(case.solved()) == 1.0

    @READ
    def test_the_median_annotator_is_full(self, case):
        answers = [case.kind.answer_of(case.exercise, case.article, case.votes, who) for who in case.kind.annotators(case.votes)]
        assert median(case.fraction(a) for a in answers) == 1.0
