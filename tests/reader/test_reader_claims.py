"""What to check, by wording; and statements with nobody cited."""

import pytest

from helpers.reader import read

WORTHY = [
    "Unemployment fell by 3 per cent last year.",
    "He voted for that war three times.",
    "There are 47 million people without health insurance.",
    "We cut taxes for the middle class.",
    "We have added four million jobs.",
    "As a matter of fact, he vetoed the aid bill.",
    "She took $400,000 from the oil companies.",
    "The meadows have shrunk by about a third since 1990.",
    "He opposed the pool and signed the plan for a car park.",
    "They haven't opened a single school since May.",
]
NOT_WORTHY = [
    "Thank you, and good evening.",
    "What kind of country do we want to be?",
    "I love this state and its people.",
    "Let me finish.",
    "We need leaders who listen.",
    "I believe we have to do better.",
    "We'll bring the jobs back to this town.",
    "I'd cut the budget on the first day.",
    "In my view the budget was a disaster.",
    "You're the hope of this country.",
    "We've got to build more schools.",
    "Did they cut 500 jobs last year?",
    "I believe the government voted well.",
    "Well, look, this issue is a tough question.",
    "The better answer is a strong town.",
]
TYPES = [
    ("The union has already told the owners of the strike.", "said"),
    ("The captain warned the crew of the storm.", "said"),
    ("Her contract allows a dismissal in May.", "state"),
    ("The hall has been empty since 3 May 2024.", "state"),
    ("The 23-year-old signed the contract on 15 July.", "event"),
    ("One patient in three got a second letter.", "quantity"),
    ("Sales rose by 8 per cent.", "quantity"),
    ("The bridge was closed on Monday because a bearing failed.", "cause"),
    ("The court will decide on 2 August.", "prediction"),
    ("Smoke could be seen over the bridge in May.", "event"),
    ("The bridge could close in May.", "prediction"),
    ("The valve was meant to stop the water in May.", "event"),
    ("She meant to call the police.", "motive"),
    ("The council closed the pool in May.", "event"),
    ("It was a shameful vote in the council.", "value"),
    ("The government has repaid the debt to the banks.", "event"),  # the perfect, where nothing lasts
    ("The ship has been closed to the public since May.", "state"),
    ("Police are searching the archive of the mill.", "event"),
    ("The tax office sends a new letter when a company asks for a new date.", "state"),
    ("The queues on the bridge were gone by 10 a.m. on Monday.", "event"),  # a time is no amount
    ("The team has lost five games in a row.", "quantity"),
    ("Seagrass may store twice as much carbon in the north.", "quantity"),  # an amount before a guess
    ("Nobody in the town had ever seen brown water there.", "generalisation"),
    ("The mill is on the brink of a sale to the city.", "prediction"),
    ("The firm filed the papers late in order to hide the loss.", "motive"),
    ("The drop in crime comes from a second law of the government.", "cause"),
    ("The dressing room is said to be divided over the new coach.", "state"),  # what is said, not that it is said
    ("The foreman ordered the crew to hide 12 barrels.", "said"),
    ("The mayor promised that the pool would open on 4 May.", "said"),
    ("When the pump failed in May, the village had 12 wells.", "quantity"),  # the verb of “When …,” is not the main one
]


@pytest.mark.parametrize("text", WORTHY)
def test_facts_to_check_are_sure(text):
    """Numbers, votes and deeds are what a reporter would check."""
    assert "sure" in [c.tier for c in read(text).claims]


@pytest.mark.parametrize("text", NOT_WORTHY)
def test_courtesies_wishes_and_questions_are_not(text):
    """Nothing in them could be checked."""
    assert [c for c in read(text).claims if c.tier == "sure"] == []


APART = [
    ("Ann Orrin met her twice and counted all 412 entries.", ["Ann Orrin met her twice", "counted all 412 entries"]),
    ("The pump failed in May, because the town had cut 40 jobs.", ["The pump failed in May", "the town had cut 40 jobs"]),
    ("Lee said that the pump failed in May and that the town had cut 40 jobs.", ["the pump failed in May", "the town had cut 40 jobs"]),
    ("The report calls the bridge “unsafe for vehicles”.", ["The report calls the bridge “unsafe for vehicles”"]),  # no clause is told
    (
        "The foreman ordered the crew to hide 12 barrels.",
        ["The foreman ordered the crew to hide 12 barrels"],
    ),  # an order is done by its words
    ("The mayor promised that the pool would open on 4 May.", ["The mayor promised that the pool would open on 4 May"]),
    ("The bridge belongs to 3 counties, and the lease runs until 2041.", ["The bridge belongs to 3 counties", "the lease runs until 2041"]),
    (
        "The clinic lost 3.1 million last year, its fourth loss in a row.",
        ["The clinic lost 3.1 million last year", "its fourth loss in a row"],
    ),
]


@pytest.mark.parametrize(("text", "pieces"), APART)
def test_what_could_be_denied_by_itself_is_a_claim_of_its_own(text, pieces):
    """A claim is a clause: two verbs of one person make two, and a telling without a clause is a claim as a whole."""
    assert [c.span.quote for c in read(text).claims] == pieces


@pytest.mark.parametrize(("text", "kind"), TYPES)
def test_the_type_follows_from_the_wording(text, kind):
    """One type a claim, from the codebook."""
    assert [kind] == [c.type for c in read(text).claims]


def test_the_claim_is_what_was_said_not_that_it_was_said():
    """“Officials said” is no part of the claim."""
    (claim,) = read("Officials said the bridge was closed in May.").claims
    assert claim.span.quote == "the bridge was closed in May"


def test_a_sweeping_statement_without_a_source_is_worth_a_look():
    """Only where nobody is cited in the sentence."""
    text = "Most people in the town stopped trusting the mill years ago.\nMost people in the town stopped trusting the mill years ago, the mayor said."
    found = read(text).unattributed
    assert [(u.span.start, u.tier) for u in found] == [(0, "worth_a_look")]


def test_a_side_taken_puts_no_words_into_anybodys_mouth():
    """“She supports the heartless plan”: the hot word is the writer's, and the whole sentence is the claim."""
    reading = read("Ann Lee opposes the heartless plan that cost 300 jobs.")
    assert [m.voice for m in reading.language] == ["reporter"]
    assert reading.claims[0].span.quote.startswith("Ann Lee opposes")
