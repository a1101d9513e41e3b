"""From votes to a key: tiers and settled labels by the codebook's rules, shown on small invented votes."""

from __future__ import annotations

from collections import Counter

import pytest
from course import votes_on
from hypothesis import given
from hypothesis import strategies as st

from helpers.articles.items import ACCEPTED, CONTESTED, CORE, DECOY, items_of, settled
from helpers.articles.marks import Pass

TEXT = "The grim old mill fell quiet at noon and nobody came back to it."
GRIM = "grim old mill"


def tier_of(labels: list[str | None], layer: str = "sources") -> tuple[str, tuple]:
    """Tier and right labels of one place on which annotators voted; None for an annotator who marked nothing."""
    rows = [[(GRIM, label)] if label else [] for label in labels]
    found = items_of(votes_on(TEXT, layer, *rows), layer)
    assert len(found) == 1
    return found[0].tier, found[0].right


class TestTiers:
    @pytest.mark.parametrize(
        ("votes", "tier", "right"),
        [
            (["role", "role", "role", "role", "role"], CORE, ("role",)),
            (["role", "role", "role", None, None], CORE, ("role",)),
            (["role", "role", None, None, None], ACCEPTED, ("role",)),
            (["role", None, None, None, None], CONTESTED, ("role",)),
            (["role", "role", "vague", None, None], CORE, ("role", "vague")),
            (["role", "role", "role", "vague", None], CORE, ("role",)),
            (["role", "role", "vague", "vague", "named"], CORE, ("role", "vague")),
            (["role", "vague", "named", None, None], CORE, ("named", "role", "vague")),
            (["role", "vague", "named", "document", "observed"], CONTESTED, ()),
            (["role", "vague", None, None, None], ACCEPTED, ("role", "vague")),
            (["role", "role", None, None], ACCEPTED, ("role",)),
            (["role", "role", "role", None], CORE, ("role",)),
            (["role", "role", None], CORE, ("role",)),
            (["role", "role"], CORE, ("role",)),
            (["role"], CORE, ("role",)),
        ],
    )
    def test_follow_the_count(self, votes, tier, right):
        """More than half: core. Two or more, up to half: accepted. One of several, or no label that a third share: contested. A single annotator's marks are core."""
        assert (tier, right) == tier_of(votes)

    @pytest.mark.parametrize(
        ("votes", "tier"),
        [
            (["fair", "fair", "fair", None, None], DECOY),
            (["fair", "fair", None, None, None], CONTESTED),
            (["fair", "fair", "fair", "emotive", None], CONTESTED),
            (["fair", "emotive", "emotive", "emotive", None], CORE),
            (["fair", "fair", "emotive", "emotive", "emotive"], CONTESTED),
            (["fair", "emotive", "emotive", None, None], CONTESTED),
            (["emotive", "emotive", "label", None, None], CORE),
            (["emotive", "emotive", None, None, None], ACCEPTED),
            (["fair", None, None, None, None], CONTESTED),
            (["fair", None], CONTESTED),
            (["fair"], DECOY),
            (["emotive"], CORE),
        ],
    )
    def test_of_look_alikes_need_that_nobody_calls_them_loaded(self, votes, tier):
        """A decoy is fair to more than half and loaded to nobody; one loaded vote makes it a matter on which readers differ."""
        assert tier == tier_of(votes, "language")[0]


class TestSettled:
    @pytest.mark.parametrize(
        ("votes", "expected"),
        [
            ({}, ()),
            ({"a": 1}, ("a",)),
            ({"a": 2, "b": 1}, ("a", "b")),
            ({"a": 2, "b": 2}, ("a", "b")),
            ({"b": 2, "a": 2, "c": 1}, ("a", "b")),  # two of five are more than a third
            ({"b": 2, "a": 2, "c": 3}, ("c",)),
            ({"a": 1, "b": 1}, ("a", "b")),
            ({"a": 3, "b": 2, "c": 2}, ("a",)),
            ({"a": 3, "b": 2}, ("a", "b")),
            ({"a": 4, "b": 3}, ("a", "b")),
            ({"a": 5, "b": 2}, ("a",)),
            ({"a": 2, "b": 2, "c": 2, "d": 1}, ()),
        ],
    )
    def test_is_every_value_that_a_third_gave(self, votes, expected):
        """Two of five, three of seven, one of three: where readers differ, each of these is right; where nothing reaches a third, none."""
        assert expected == settled(Counter(votes))

    @pytest.mark.parametrize(
        ("name", "votes", "expected"),
        [
            ("category", {"metaphor": 6, "intensity": 1}, ("metaphor", "intensity")),
            ("category", {"metaphor": 7}, ("metaphor",)),
            ("category", {"emotive": 5, "metaphor": 1, "intensity": 1}, ("emotive",)),
            ("kind", {"document": 6, "institution": 1}, ("document", "institution")),
            ("stake", {"affected": 6, "party": 1}, ("affected", "party")),
            ("A6", {"not_met": 6, "cannot_tell": 1}, ("not_met", "cannot_tell")),
            ("anonymity", {"not_justified": 6, "cannot_tell": 1}, ("not_justified",)),
        ],
    )
    def test_pairs_of_the_ten_rules_are_right_together(self, name, votes, expected):
        """As soon as one of the two is right and the other got a vote; a pair that nobody favours stays out."""
        assert expected == settled(Counter(votes), name)

    @given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 9), max_size=6))
    def test_nobody_loses_where_readers_differ(self, votes):
        """Whatever the votes: right is exactly what a third or more gave, and at most three values are."""
        right = settled(Counter(votes))
        assert set(right) == {v for v, n in votes.items() if 3 * n >= sum(votes.values())} and len(right) <= 3

    def test_a_voter_who_names_several_counts_once(self):
        """Of three readers two name a log and all three a paper: shares are of readers, not of mentions."""
        assert settled(Counter({"paper": 3, "log": 2, "image": 1}), "record", 3) == ("paper", "log", "image")
        assert settled(Counter({"paper": 7, "log": 2}), "record", 7) == ("paper",)


def test_formula_is_softened_or_without_doer_and_both_are_right():
    """“it is believed” is a vague source in one layer; in the other, whichever of the two labels the votes chose."""
    text = "It is believed that the mill will close."
    mark = {"start": 0, "end": 14, "text": text[:14]}
    one = Pass(
        "a", ({**mark, "layer": "sources", "kind": "vague"}, {**mark, "layer": "language", "category": "hedge", "voice": "reporter"})
    )
    other = Pass("b", ({**mark, "layer": "language", "category": "hedge", "voice": "reporter"},))
    assert items_of((one, other), "language")[0].right == ("hedge", "agentless")
    assert items_of((other,), "language")[0].right == ("hedge",)


class TestJoining:
    def join(self, *rows, layer="sources"):
        return items_of(votes_on(TEXT, layer, *rows), layer)

    def test_boundaries_within_half_are_one_item(self):
        """«grim old mill» and «old mill» are one place; the commonest boundary leads, all are kept."""
        found = self.join([(GRIM, "role")], [("old mill", "role")], [("old mill", "role")])
        assert [(i.text, len(i.marks)) for i in found] == [("old mill", 3)]
        assert [TEXT[a:b] for a, b in found[0].spans] == ["old mill", GRIM]

    def test_neighbours_that_touch_no_word_stay_apart(self):
        """Overlap of less than half of the shorter mark is another place."""
        found = self.join([("grim old", "role")], [("old mill fell quiet", "role")])
        assert len(found) == 2

    def test_one_annotator_votes_once_per_item(self):
        """Two overlapping marks of one annotator are two items, so that nobody votes twice."""
        found = self.join([(GRIM, "role"), ("old mill", "vague")], [(GRIM, "role")])
        assert {i.text: len(i.marks) for i in found} == {GRIM: 2, "old mill": 1}

    def test_the_same_words_cited_twice_are_one_item(self):
        """“He thinks … and says …”: two attributions by one phrase; a learner can mark it only once, and may not be told that it was missed."""
        found = self.join([(GRIM, "role"), (GRIM, "role")], [(GRIM, "role"), (GRIM, "role")])
        assert [(i.text, len(i.marks), i.tier) for i in found] == [(GRIM, 2, CORE)]

    def test_statements_without_source_do_not_swallow_phrases(self):
        """A whole clause that cites nobody and the phrase of a source inside it are two items."""
        found = self.join([(TEXT, "unattributed")], [(GRIM, "role")], [(TEXT, "unattributed")])
        assert {i.text: len(i.marks) for i in found} == {TEXT: 2, GRIM: 1}

    def test_marks_outside_the_passage_do_not_count(self):
        """A passage's key holds what lies wholly inside it."""
        votes = votes_on(TEXT, "sources", [(GRIM, "role"), ("nobody", "vague")])
        assert [i.text for i in items_of(votes, "sources", 20, len(TEXT))] == ["nobody"]

    def test_an_annotator_has_no_vote_on_a_layer_that_the_pass_leaves_out(self):
        """Who marked sources only is not counted among the readers of the language: one of one, and not one of two."""
        one, other = votes_on(TEXT, "language", [(GRIM, "emotive")], [])
        only_sources = Pass(other.annotator, other.marks, layers=("sources",))
        assert [(i.of, i.tier) for i in items_of((one, only_sources), "language")] == [(1, CORE)]
        assert [(i.of, i.tier) for i in items_of((one, other), "language")] == [(2, CONTESTED)]

    def test_notes_come_from_those_who_gave_the_label(self):
        """The explanation shown for a label is by somebody who chose it."""
        found = self.join([(GRIM, "vague", {"note": "hundreds"})], [(GRIM, "role", {"note": "few"})], [(GRIM, "role")])
        assert found[0].notes("role") == ["few", "hundreds"]
        assert found[0].notes("vague") == ["hundreds", "few"]


WORDS = [(i, i + 3) for i in range(0, 48, 4)]
MARK = st.tuples(st.sampled_from(WORDS), st.integers(0, 3), st.sampled_from(["role", "vague", "unattributed"]))


@given(st.lists(st.lists(MARK, max_size=6), min_size=1, max_size=5))
def test_every_mark_ends_in_exactly_one_item(annotators):
    """No place is lost and none counted twice, whatever the votes; items come in order of place."""
    text = "abc " * 20
    passes = tuple(
        Pass(
            f"v{n}",
            tuple(
                {"layer": "sources", "start": a, "end": b + 4 * more, "text": text[a : b + 4 * more], "kind": kind}
                for (a, b), more, kind in rows
            ),
        )
        for n, rows in enumerate(annotators)
    )
    found = items_of(passes, "sources")
    places = [{(m["start"], m["end"], m["kind"] == "unattributed") for m in p.marks} for p in passes]
    assert sum(map(len, places)) == sum(len(i.marks) for i in found)
    assert [(i.start, i.end) for i in found] == sorted((i.start, i.end) for i in found)
    for item in found:
        assert item.of == len(passes)
        assert (item.tier == CORE) <= (2 * len(item.marks) > item.of) and (item.tier != CONTESTED) <= bool(item.right)
