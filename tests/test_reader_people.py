"""Kinds of sources by form, second mentions chained, hearsay."""
import pytest

from helpers.reader import read

KINDS = [
    ("Layla Hassan, a nurse, said it was full.", "named"), ("Sen. Dale Orvick said it was full.", "named"), ("Ms Brankley said it was full.", "named"),
    ("A surgeon at the east-bank hospital said it was full.", "role"), ("The mayor said it was full.", "role"), ("An engineer who took notes said it was full.", "role"),
    ("A source said it was full.", "vague"), ("One official said it was full.", "vague"), ("A person familiar with the talks said it was full.", "vague"),
    ("Residents said it was full.", "collective"), ("Iraqi military officials said it was full.", "collective"), ("Critics said it was full.", "collective"),
    ("Sources close to the player said it was full.", "collective"),
    ("The ministry said it was full.", "institution"), ("The Harbour Authority said it was full.", "institution"), ("The company said it was full.", "institution"),
    ("Entry 23-3381 in the league’s register shows that it was full.", "document"), ("His employer said it was full.", "role"),
    ("A report by the auditor said it was full.", "document"), ("State filings show that it was full.", "document"), ("A poll released Sunday found that it was full.", "document"),
    ("As night fell, this reporter saw smoke over the bridge.", "observed"),
]

CHAINS = [
    ("“It is full,” said Ann Lee. “It leaks,” she said.", ["p1", "p1"]),
    ("Ann Lee said it was full. Tom Orr said it leaked. He said it was old.", ["p1", "p2", "p2"]),
    ("A Mosul resident said it was full. “It leaks,” the resident said.", ["p1", "p1"]),
    ("A resident said it was full. Another resident said it leaked.", ["p1", "p2"]),
    ("Joan Fellmark said it was full. Ms Fellmark said it leaked.", ["p1", "p1"]),
    ("The ministry said it was full. It said it leaked.", ["p1", "p1"]),
    ("The city engineer, Ann Lee, said it was full. The city said it leaked.", ["p1", "p2"]),
    ("The school nurse said it was full. The school said it leaked.", ["p1", "p2"]),
    ("Local teachers and Dover parents said it was full.", ["p1", "p2"]),
    ("Teachers and parents said it was full.", ["p1"]),
    ("Mr Lathe said it was full. Ms Orr said it leaked. He said it was old.", ["p1", "p2", "p1"]),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kind_follows_from_the_form_of_the_phrase(text, kind):
    """The codebook's kinds, as far as words show them."""
    assert [kind] == [a.kind for a in read(text).attributions]


@pytest.mark.parametrize(("text", "people"), CHAINS)
def test_second_mentions_are_chained_to_their_person(text, people):
    """A pronoun, a surname or “the resident” is the person met before."""
    assert people == [a.person for a in read(text).attributions]


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [("Mr Lathe disclosed that a captain had told him crews chose these days.", "Mr Lathe", "a captain"),
     ("A resident quoted the imam as saying the gates were shut.", "A resident", "the imam"),
     ("An aid worker said a colleague had told her that families were turned back.", "An aid worker", "a colleague")],
)
def test_hearsay_names_the_inner_speaker(text, outer, inner):
    """The one cited passes on another's words: the other stands in `relays`."""
    told = [(a.source.quote, a.relays.quote, a.depth) for a in read(text).attributions if a.relays]
    assert [(outer, inner, 1)] == told


def test_a_quotation_that_runs_on_keeps_its_speaker():
    """Newspaper style: the next paragraph opens with a mark and has no speaker of its own."""
    reading = read("“We lost,” said Ann Lee.\n“But we will be back next year.”\n")
    assert [("p1", "sure"), ("p1", "worth_a_look")] == [(a.person, a.tier) for a in reading.attributions]


def test_two_groups_that_share_a_verb_are_two_sources_of_one_content():
    """Each is listed with its own words, and the reason says so."""
    one, two = read("Local teachers and Dover parents said it was full.").attributions
    assert ("Local teachers", "Dover parents") == (one.source.quote, two.source.quote)
    assert one.content == two.content and "share one verb" in one.reason
