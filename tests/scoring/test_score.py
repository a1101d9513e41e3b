"""Scoring by fixed cases: small invented votes, numbers worked out by hand."""

from __future__ import annotations

import weakref
from statistics import NormalDist

import pytest
from course import all_exercises, article_of, build_key, invented, key_for, name_of, votes_on
from trial_answers import trial_answers

from helpers.exercises import Exercise, Votes, score_with
from helpers.exercises.types import type_of
from helpers.scoring import (
    ACCEPTED,
    BOUNDARY,
    CONTESTED,
    EMPTY,
    FALSE_ALARM,
    FOUND,
    MISS,
    RIGHT,
    WRONG,
    WRONG_LABEL,
    Key,
    Score,
    cached_per_owner,
    constant_answers,
    discrimination,
    floor_of,
    score_choices,
    score_spans,
    to_points,
)

TEXT = (
    "The tall head of the small school spoke first. A parent by the gate answered at once. The city council wrote a long letter.\n"
    "Rain fell all day on the empty yard. Nobody was hurt. The old clock above the door struck nine in the quiet.\n"
)
HEAD, PARENT, COUNCIL, YARD, CLOCK = (
    "The tall head of the small school",
    "A parent by the gate",
    "The city council",
    "the empty yard",
    "The old clock above the door",
)

# Three core items of three kinds; one accepted (two of five), one contested (one of five).
ROWS = [[(HEAD, "role"), (PARENT, "vague"), (COUNCIL, "institution")] for _ in range(5)]
ROWS[0].append((YARD, "document"))
ROWS[1].append((YARD, "document"))
ROWS[2].append((CLOCK, "observed"))
ASKED = Exercise("t", "q", "mark_sources", "invented", "T", "", points=10.0)


@pytest.fixture(scope="module")
def key() -> dict:
    return build_key(ASKED, invented(TEXT), Votes(votes_on(TEXT, "sources", *ROWS), ()))


def mark(words: str, label: str) -> dict:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "label": label, "attrs": {}}


ALL = [mark(HEAD, "role"), mark(PARENT, "vague"), mark(COUNCIL, "institution")]


def outcome_of(key: dict, words: str, *marks: dict):
    start = TEXT.index(words)
    raw, outcomes, measures = score_spans(key, list(marks))
    return raw, next(o for o in outcomes if o.start == start), measures


def fit(shared: int, marked: int, item: int) -> float:
    """Harmonic mean of how much of the mark and how much of the item is shared."""
    p, r = shared / marked, shared / item
    return 2 * p * r / (p + r)


class TestOneMark:
    @pytest.mark.parametrize(
        ("words", "label", "outcome", "credit"),
        [
            (HEAD, "role", FOUND, 1.0),
            ("tall head of the small school", "role", FOUND, 1.0),
            ("The tall head of the small", "role", FOUND, 1.0),
            ("The tall head of the small school spoke", "role", FOUND, 1.0),
            ("The tall head of the small school spoke first", "role", BOUNDARY, fit(33, 45, 33)),
            ("The tall head of the small school spoke first. A parent", "role", BOUNDARY, fit(33, 55, 33)),
            ("head of the small school", "role", BOUNDARY, fit(24, 24, 33)),
            ("The tall head", "role", BOUNDARY, fit(13, 13, 33)),
            (HEAD, "vague", WRONG_LABEL, 0.5),
            ("The tall head", "vague", WRONG_LABEL, fit(13, 13, 33) / 2),
            ("The", "role", MISS, 0.0),
        ],
    )
    def test_on_a_core_item(self, key, words, label, outcome, credit):
        """One word at either edge is free; else the fit counts; a right place under a wrong name is worth half."""
        got = outcome_of(key, HEAD, mark(words, label))[1]
        assert (outcome, pytest.approx(credit)) == (got.outcome, got.credit)

    def test_one_sentence_too_long_loses_part_of_its_place(self, key):
        """The mark is found as far as it fits: of three items one, so a third of its fit."""
        long = mark("The tall head of the small school spoke first.", "role")
        raw, _, measures = outcome_of(key, HEAD, long)
        edges = fit(33, 46, 33)
        assert pytest.approx(edges / 3) == raw
        assert pytest.approx(2 * (edges / 3) / (1 + edges / 3), abs=1e-4) == measures["span_f1"]

    def test_half_for_each_place_and_half_for_its_kind(self, key):
        """Three places and two kinds of three: five sixths. One false alarm beside three found: a quarter less."""
        two = [*ALL[:2], {**ALL[2], "label": "named"}]
        assert pytest.approx(5 / 6) == score_spans(key, two)[0]
        assert pytest.approx(5 / 6 * 3 / 4) == score_spans(key, [*two, mark("Nobody", "vague")])[0]

    def test_accepted_costs_nothing_when_missed_and_is_no_false_alarm(self, key):
        """Two of five readers marked it: whoever marks it too has a mark that is right, and needs it for nothing."""
        assert outcome_of(key, YARD, *ALL)[1].outcome == ACCEPTED
        assert score_spans(key, ALL)[0] == 1.0 == score_spans(key, [*ALL, mark(YARD, "document")])[0]
        stray = mark("Nobody", "vague")
        assert pytest.approx(3 / 4) == score_spans(key, [*ALL, stray])[0]
        assert pytest.approx(4 / 5) == score_spans(key, [*ALL, stray, mark(YARD, "document")])[0]

    @pytest.mark.parametrize("label", ["observed", "vague", "document"])
    def test_contested_never_costs(self, key, label):
        """One reader marked it: whoever marks it too, under whatever name, gains and loses nothing."""
        raw, got, measures = outcome_of(key, CLOCK, *ALL, mark(CLOCK, label))
        assert (raw, got.outcome, measures["false_marks"]) == (1.0, CONTESTED, 0)

    def test_on_nothing_is_a_false_alarm(self, key):
        """Marks on words that no reader marked: precision 3/4, and the sentence counts as disturbed."""
        raw, got, measures = outcome_of(key, "Nobody", *ALL, mark("Nobody", "vague"))
        assert (got.outcome, measures["false_marks"], measures["false_alarms"]) == (FALSE_ALARM, 1, 1)
        assert pytest.approx(0.75) == raw


class TestSeveralMarks:
    def test_split_mark_earns_its_longer_half(self, key):
        """Two halves of one phrase are one find with the better half's credit, and no false alarm."""
        _, got, measures = outcome_of(key, HEAD, mark("The tall head", "role"), mark("the small school", "role"))
        assert (BOUNDARY, pytest.approx(fit(16, 16, 33)), 0) == (got.outcome, got.credit, measures["false_marks"])

    def test_merged_mark_serves_one_item(self, key):
        """A mark over two phrases finds one of them, not both."""
        over = {"start": TEXT.index(HEAD), "end": TEXT.index(PARENT) + len(PARENT), "label": "role", "attrs": {}}
        _, outcomes, measures = score_spans(key, [over])
        assert measures["hits"] == 1
        assert [o.outcome for o in outcomes[:3]] == [BOUNDARY, MISS, MISS]

    def test_same_mark_twice_is_one_mark(self, key):
        """Duplicates change nothing, neither hits nor false alarms."""
        stray = mark("Nobody", "vague")
        assert score_spans(key, [*ALL, stray]) == score_spans(key, [*ALL, stray, *ALL, stray])

    def test_all_labels_on_one_place_tell_nothing(self, key):
        """Eight names for one place: the place counts, and no name."""
        kinds = list(type_of("mark_sources").form.labels())
        every = [mark(words, kind) for words in (HEAD, PARENT, COUNCIL) for kind in kinds]
        raw, got, _ = outcome_of(key, HEAD, *every)
        assert (len(kinds), WRONG_LABEL, 0.5) == (len(got.given), got.outcome, got.credit)
        assert raw == 0.5

    @pytest.mark.parametrize(("first", "second"), [("role", "vague"), ("vague", "role"), ("vague", "named")])
    def test_a_second_name_for_the_same_words_never_pays(self, key, first, second):
        """Right beside wrong, wrong beside right, wrong beside wrong: the place alone counts."""
        one, both = score_spans(key, [mark(HEAD, first)])[0], score_spans(key, [mark(HEAD, first), mark(HEAD, second)])[0]
        assert both == pytest.approx(0.5 / 3) and both <= one

    def test_the_best_fitting_mark_counts(self, key):
        """A looser mark with another name beside the exact one neither earns nor costs."""
        assert score_spans(key, [mark(HEAD, "role"), mark("The tall head", "vague")])[0] == pytest.approx(1 / 3)
        assert score_spans(key, [mark(HEAD, "vague"), mark("The tall head", "role")])[0] == pytest.approx(0.5 / 3)

    def test_order_of_marks_is_irrelevant_even_with_two_sets_of_attributes(self, key):
        """The same place and name with other properties, in either order, gives one result."""
        two = [{**ALL[0], "attrs": {"voice": "quoted"}}, {**ALL[0], "attrs": {"voice": "reporter"}}]
        with_attrs = {**key, "attrs": ["voice"], "items": [{**i, "attrs": {"voice": ["quoted"]}} for i in key["items"]]}
        assert score_spans(with_attrs, two) == score_spans(with_attrs, two[::-1])

    def test_no_core_items_give_zero_not_an_error(self):
        """A passage in which readers agree on nothing."""
        empty = build_key(ASKED, invented(TEXT), Votes(votes_on(TEXT, "sources", [(HEAD, "role")], [], []), ()))
        assert 0.0 == score_spans(empty, ALL)[0] == score_spans(empty, [])[0]


class TestConstantLabel:
    def test_right_places_under_one_name_have_earned_the_places(self, key):
        """Who finds every place and names one kind for all has half the marks, and the kinds that are right by it."""
        for kind in type_of("mark_sources").form.labels():
            raw = score_spans(key, [{**m, "label": kind} for m in ALL])[0]
            assert raw == pytest.approx(0.5 + 0.5 * sum(m["label"] == kind for m in ALL) / 3), kind


class TestLookAlikes:
    """Language: decoys are fair; flagging them is a false alarm, marking them as fair is right."""

    TEXT = "The grim mill stood. A critical report came. Thugs ran. The vast yard lay bare.\n"
    ASKED = Exercise("t", "q", "mark_language", "invented", "T", "", points=10.0)

    @pytest.fixture
    def key(self):
        rows = [[("grim", "emotive"), ("critical", "fair"), ("Thugs", "label"), ("vast", "intensity")]] * 3
        return build_key(self.ASKED, invented(self.TEXT), Votes(votes_on(self.TEXT, "language", *rows), ()))

    def at(self, words, label):
        start = self.TEXT.index(words)
        return {"start": start, "end": start + len(words), "label": label, "attrs": {"voice": "reporter"}}

    def test_flagged_is_a_false_alarm(self, key):
        """The exact strong word, called emotive, is an alarm in the measures and costs precision."""
        good = [self.at("grim", "emotive"), self.at("Thugs", "label"), self.at("vast", "intensity")]
        clean, _, calm = score_spans(key, good)
        alarmed, outcomes, measures = score_spans(key, [*good, self.at("critical", "emotive")])
        assert alarmed <= clean  # one false alarm of four marks is still as good as trained readers are
        assert calm["false_alarms"] + 1 == measures["false_alarms"]
        assert next(o.outcome for o in outcomes if o.start == self.TEXT.index("critical")) == FALSE_ALARM

    def test_called_fair_is_found(self, key):
        """Trust is an answer too."""
        _, outcomes, measures = score_spans(key, [self.at("critical", "fair")])
        assert (next(o.outcome for o in outcomes if o.start == self.TEXT.index("critical")), measures["false_alarms"]) == (FOUND, 0)


class TestDiscrimination:
    @pytest.mark.parametrize(("hits", "signals", "alarms", "noises"), [(8, 10, 2, 10), (10, 10, 0, 10), (0, 10, 10, 10), (5, 10, 5, 10)])
    def test_by_hand(self, hits, signals, alarms, noises):
        """d′ = z((h+½)/(s+1)) − z((f+½)/(n+1)), c = −½(z_h + z_f), J = h/s − f/n."""
        z = NormalDist().inv_cdf
        zh, zf = z((hits + 0.5) / (signals + 1)), z((alarms + 0.5) / (noises + 1))
        got = discrimination(hits, signals, alarms, noises)
        assert (pytest.approx(zh - zf, abs=1e-4), pytest.approx(-(zh + zf) / 2, abs=1e-4)) == (got["d_prime"], got["criterion"])
        assert pytest.approx(hits / signals - alarms / noises, abs=1e-4) == got["youden"]

    def test_known_number(self):
        """8 of 10 against 2 of 10 gives d′ 1.4954: z(8.5/11) = 0.7477, twice."""
        assert pytest.approx(1.4954, abs=1e-3) == discrimination(8, 10, 2, 10)["d_prime"]
        assert 0.0 == discrimination(5, 10, 5, 10)["d_prime"] == discrimination(5, 10, 5, 10)["youden"]

    @pytest.mark.parametrize(("signals", "noises"), [(0, 5), (5, 0), (0, 0)])
    def test_undefined_is_none(self, signals, noises):
        """Nothing to tell apart: no number."""
        got = discrimination(0, signals, 0, noises)
        assert (got["d_prime"], got["criterion"], got["youden"]) == (None, None, None)


def question(right, options="abc", votes=None) -> dict:
    return {"right": list(right), "options": list(options), "votes": votes or {}, "of": 3}


def marked(questions: dict, given: dict, flags=()) -> float:
    """The share of the points for an answer to questions that nothing else is known of."""
    key = {"questions": questions, "flags": list(flags)}
    key = {**key, **floor_of(key, constant_answers(questions)), "target": 1.0}
    return to_points(ASKED, key, *score_choices(key, given)).fraction


class TestChoices:
    """What a parent would compute: (right − g) ÷ (n − g)."""

    KEY = {"questions": {"1": question("a"), "2": question("a"), "3": question("b"), "4": question("c"), "5": question("")}}

    @pytest.mark.parametrize(
        ("given", "raw"),
        [
            ({}, 0.0),
            ({"1": "a", "2": "a", "3": "b", "4": "c"}, 1.0),
            ({"1": "a", "2": "a", "3": "a", "4": "a"}, 0.5),
            ({"1": "b", "2": "b", "3": "b", "4": "b"}, 0.25),
            ({"1": "a", "2": "b"}, 0.25),
            ({"3": "a", "4": "a"}, 0.0),
            ({"1": "a"}, 0.25),
            ({"1": "a", "5": "c"}, 0.25),
            ({"1": "a", "99": "c"}, 0.25),
        ],
    )
    def test_raw_is_the_share_right(self, given, raw):
        """Four asked; a wrong answer and an empty one count alike, and what is open counts neither way."""
        assert pytest.approx(raw) == score_choices(self.KEY, given)[0]

    @pytest.mark.parametrize(("right", "fraction"), [(8, 1.0), (7, 5 / 6), (5, 0.5), (3, 1 / 6), (2, 0), (0, 0)])
    def test_points_begin_above_what_comes_without_reading(self, right, fraction):
        """Eight questions, each of four options right twice: two come without reading."""
        questions = {str(n): question("abcd"[n % 4], "abcd") for n in range(8)}
        given = {str(n): "abcd"[n % 4] if n < right else "abcd"[(n + 1) % 4] for n in range(8)}
        assert marked(questions, given) == pytest.approx(fraction, abs=1e-4)

    @pytest.mark.parametrize(("n", "right", "fraction"), [(1, 1, 1), (1, 0, 0), (2, 1, 0.5), (2, 2, 1), (3, 2, 0.5), (3, 3, 1)])
    def test_few_questions_can_be_full_and_one_error_costs_half_at_most(self, n, right, fraction):
        """One question answered rightly is all of it: it used to be nothing."""
        questions = {str(k): question("ab"[k % 2], "ab") for k in range(n)}
        given = {str(k): "ab"[k % 2] for k in range(right)}
        assert marked(questions, given) == pytest.approx(fraction)

    def test_one_side_with_few_questions_is_held_without_a_cliff(self):
        """Twenty questions, 13 sound and 7 thin: who calls all sound has 13 right and is held at 15 %; from 14 right on nobody is held."""
        questions = {str(n): question("t" if n % 3 == 0 and n < 19 else "s", "st") for n in range(20)}
        thin = [f for f, q in questions.items() if q["right"] == ["t"]]
        assert len(thin) == 7
        got = [marked(questions, {f: "t" if f in thin[:found] else "s" for f in questions}, flags="t") for found in range(8)]
        assert got == pytest.approx([0.15, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0], abs=1e-4)

    def test_each_kind_of_question_has_its_own_constant(self):
        """«not stated» for one kind and «cannot tell» for the other is one answer without reading."""
        questions = {**{f"a{n}": question("xxyz"[n], "xyz") for n in range(4)}, **{f"b{n}": question("ppqr"[n], "pqr") for n in range(4)}}
        rote = {**{f"a{n}": "x" for n in range(4)}, **{f"b{n}": "p" for n in range(4)}}
        assert rote in constant_answers(questions) and marked(questions, rote) == 0

    def test_outcomes_are_told_apart(self):
        """Right, wrong, empty and contested are four things."""
        got = score_choices(self.KEY, {"1": "a", "2": "b"})[1]
        assert [o.outcome for o in got] == [RIGHT, WRONG, EMPTY, EMPTY, CONTESTED]

    def test_flags_tell_suspicion_from_reading(self):
        """Where options divide into sound and thin: suspicion of everything has hits and false alarms alike."""
        key = {"questions": {"1": question("t", "st"), "2": question("s", "st"), "3": question("s", "st")}, "flags": ["t"]}
        got = score_choices(key, {"1": "t", "2": "t", "3": "t"})[2]
        assert (got["hits"], got["signals"], got["false_alarms"], got["noises"]) == (1, 1, 2, 2)


class TestSettingMarks:
    @pytest.mark.parametrize(
        ("raw", "fraction", "points"),
        [(-1, 0, 0), (0.2, 0, 0), (0.5, 0.5, 5), (0.8, 1, 10), (1, 1, 10), (0.79999999, 1, 10), (0.35, 0.25, 2.5)],
    )
    def test_between_floor_and_target(self, raw, fraction, points):
        """The floor is what rote earns, the target what the median reader reaches; a line between them."""
        got = to_points(ASKED, {"floor": 0.2, "target": 0.8}, raw, [], {})
        assert (pytest.approx(fraction), pytest.approx(points)) == (got.fraction, got.points)
        assert isinstance(got, Score)

    def test_target_at_the_floor_gives_nothing(self):
        """A key that rote reaches marks nobody up, and divides by nothing."""
        assert to_points(ASKED, {"floor": 0.9, "target": 0.9}, 1.0, [], {}).points == 0


class TestMarksAlone:
    @pytest.mark.parametrize("pair", all_exercises(), ids=name_of)
    def test_are_those_of_the_whole_score(self, pair):
        """Whether anybody asks why or not, an answer has the same marks: right, half, wrong, by rote and by guessing."""
        unit, one = pair
        kind, article, key = type_of(one.type), article_of(one), key_for(unit, one)
        answers = [
            *trial_answers(one, article, key).values(),
            *kind.baseline_answers(one, article, key)[:12],
            *kind.random_answers(key)[:12],
        ]
        for value in answers:
            whole, bare = score_with(one, article, key, value), score_with(one, article, key, value, why=False)
            assert (whole.status, whole.raw, whole.fraction, whole.points, whole.problem) == (
                bare.status,
                bare.raw,
                bare.fraction,
                bare.points,
                bare.problem,
            )
            assert not bare.items and not bare.measures

    def test_order_and_copies_of_marks_change_nothing_alone_either(self, key):
        """One mark twice, with other properties the second time, in any order."""
        two = [ALL[0], {**ALL[0], "attrs": {"voice": "b"}}, {**ALL[0], "attrs": {"voice": "a"}}, *ALL[1:]]
        kind = type_of("mark_sources")
        assert len({kind.raw_score(ASKED, key, {"spans": spans}) for spans in (ALL, two, two[::-1])}) == 1


class TestOnce:
    def test_a_key_is_worked_out_once_and_forgotten_with_it(self):
        made, known = [], Key(a=1)
        look = cached_per_owner(lambda key: made.append(key["a"]) or len(made))
        assert (look(known), look(known), len(made)) == (1, 1, 1)
        gone = weakref.ref(known)
        made.clear()
        del known
        assert gone() is None

    def test_a_plain_dict_may_change_and_is_worked_out_each_time(self):
        plain = {"a": 1}
        look = cached_per_owner(lambda key: key["a"])
        assert look(plain) == 1
        plain["a"] = 2
        assert look(plain) == 2

    def test_equal_exercises_with_other_options_are_not_mixed_up(self):
        """Exercises are equal without their options; what is asked stands in the options."""
        one, other = (Exercise("t", "q", "mark_sources", "invented", "T", "", options={"n": n}) for n in (1, 2))
        look = cached_per_owner(lambda exercise, article: exercise.options["n"])
        assert one == other and (look(one, "x"), look(other, "x")) == (1, 2)

    def test_another_text_is_another_question(self):
        one = Exercise("t", "q", "mark_sources", "invented", "T", "")
        look = cached_per_owner(lambda exercise, article: article.slug)
        assert (look(one, invented(TEXT, "a")), look(one, invented(TEXT, "b"))) == ("a", "b")
