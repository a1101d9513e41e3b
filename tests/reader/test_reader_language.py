"""Loaded words with category and voice, and the look-alikes that are left alone."""

import pytest

from helpers.reader import lexicon, read

MARKS = [
    ("The senator slammed the plan.", [("slammed", "reporting_verb", "reporter")]),
    ("She said the plan was “shameful”.", [("shameful", "emotive", "quoted")]),
    ("She said the heartless plan must go.", [("heartless", "emotive", "paraphrased")]),
    ("The so-called plan was read out.", [("so-called", "hedge", "reporter")]),
    ("The mob shouted.", [("mob", "label", "reporter")]),
    ("Sales skyrocketed.", [("skyrocketed", "intensity", "reporter")]),
    ("The firm called it downsizing.", [("downsizing", "euphemism", "reporter")]),
    ("The account could not be confirmed.", [("could not be confirmed", "fair", "reporter")]),
    ("The civil war ended in May.", [("civil war", "fair", "reporter")]),
    ("The fire burned toxic waste.", [("toxic waste", "fair", "reporter")]),
    ("The talks took place in May.", []),
    ("Crowds protested and the protest grew.", []),
    ("The self-described socialist won.", [("self-described", "hedge", "reporter")]),
    ("She woke up at six.", [("woke up", "fair", "reporter")]),
    ("John Savage lives on Battle Street.", []),
    ("The claim was paid in May.", []),
    ("A hail of rain fell on the hail stones.", []),
]


@pytest.mark.parametrize(("text", "expected"), MARKS)
def test_words_are_marked_with_category_and_voice(text, expected):
    """What the list says, in the voice that the place shows; names and plain senses stay unmarked."""
    found = [(m.span.quote, m.category, m.voice) for m in read(text).language]
    assert [(w, c) for w, c, _ in expected] == [(w, c) for w, c, _ in found]
    if "called it" not in text:
        assert expected == found


def test_a_word_added_to_the_list_is_found_at_once():
    """A learner's own entry counts like the kit's, with its reason in the suggestion."""
    text = "The plucky team won."
    words = lexicon().without("plucky").with_word("plucky team", "emotive", "Praise that looks down.")
    assert [m.span.quote for m in read(text, lexicon().without("plucky")).language] == []
    (mark,) = read(text, words).language
    assert (mark.span.quote, mark.category) == ("plucky team", "emotive")
    assert "looks down" in mark.reason


def test_a_word_taken_from_the_list_is_left_alone():
    """Without its entry a word is a word."""
    assert [m.span.quote for m in read("The senator slammed the plan.", lexicon().without("slam")).language] == []


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("The senator slammed the plan.", "sure"),
        ("She called the plan “shameful and heartless”.", "worth_a_look"),  # her words, not the writer's
        ("He pointed out that the plan was late.", "worth_a_look"),  # a factive: the plain sense is common
        ("The mainstream media were invited.", "worth_a_look"),  # the name of a camp: a topic as often as a taunt
        ("It was a farcical vote.", "sure"),
    ],
)
def test_what_is_sure_and_what_is_only_worth_a_look(text, tier):
    assert {m.tier for m in read(text).language} == {tier}


def test_no_factive_on_the_list_is_ever_sure():
    """A factive is a trick or a plain verb by what follows it, which a list cannot know."""
    assert {e.tier for e in lexicon().entries if e.category == "factive"} == {"worth_a_look"}


def test_nothing_in_a_quoted_voice_is_sure():
    """Over every entry of the list: what stands between quotation marks is the speaker's word."""
    texts = [f"The mayor wrote “{e.words} again” in May." for e in lexicon().entries if e.category != "fair"]
    marks = [m for m in read("\n".join(texts)).language if m.voice == "quoted"]
    assert len(marks) > 0.9 * len(texts)
    assert {m.tier for m in marks} == {"worth_a_look"}
