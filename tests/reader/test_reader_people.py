"""Kinds of sources by form, second mentions chained, hearsay."""

import pytest

from helpers.reader import read

KINDS = [
    ("Layla Hassan, a nurse, said it was full.", "named"),
    ("Sen. Dale Orvick said it was full.", "named"),
    ("Ms Brankley said it was full.", "named"),
    ("A surgeon at the east-bank hospital said it was full.", "role"),
    ("The mayor said it was full.", "role"),
    ("An engineer who took notes said it was full.", "role"),
    ("A source said it was full.", "vague"),
    ("One official said it was full.", "vague"),
    ("A person familiar with the talks said it was full.", "vague"),
    ("Residents said it was full.", "collective"),
    ("Iraqi military officials said it was full.", "collective"),
    ("Critics said it was full.", "collective"),
    ("Sources close to the player said it was full.", "collective"),
    ("The ministry said it was full.", "institution"),
    ("The Harbour Authority said it was full.", "institution"),
    ("The company said it was full.", "institution"),
    ("Entry 23-3381 in the league’s register shows that it was full.", "document"),
    ("His employer said it was full.", "role"),
    ("A report by the auditor said it was full.", "document"),
    ("State filings show that it was full.", "document"),
    ("A poll released Sunday found that it was full.", "document"),
    ("As night fell, this reporter saw smoke over the bridge.", "observed"),
]

FORMS = [
    ("OFSTED said the school had improved.", "institution"),
    ("NICE said the drug was too dear.", "institution"),
    ("Defra said the river was safe.", "institution"),
    ("The TUC said wages had fallen again.", "institution"),
    ("FEMA said the trailers would arrive by Friday.", "institution"),
    ("The Haulage Forum said drivers were leaving the trade.", "institution"),
    ("Kinder Homes said the roofs had been checked.", "institution"),
    ("Next Step Housing said the tenants had been warned.", "institution"),
    ("The Canal and River Trust said the lock was unsafe.", "institution"),
    ("The Royal Society said the test was sound.", "institution"),
    ("The Northern Bakers' Association said flour was short.", "institution"),
    ("The Teachers' Union said nobody had been asked.", "institution"),
    ("Harbour Street Residents' Association said the noise was worse at night.", "institution"),
    ("The Housing Office said the list was closed.", "institution"),
    ("The Food Standards Agency said the batch had been withdrawn.", "institution"),
    ("The Treasury said no decision had been made.", "institution"),
    ("The high court ruled that the ban was unlawful.", "institution"),
    ("The Guardian reported that the deal had collapsed.", "document"),
    ("The Wexford Courier said the manager had resigned.", "document"),
    ("A survey by the union found that one in four had no coat.", "document"),
    ("Minutes of the meeting show that nobody objected.", "document"),
    ("A poll for the BBC found that most people wanted a vote.", "document"),
    ("A backbencher said the bill was dead.", "vague"),
    ("The deputy head teacher said the hall was closed.", "role"),
    ("One of the officials said the list was wrong.", "vague"),
    ("One of the two porters on the ward said the lift had failed.", "role"),
    ("Two people who attended the dinner said he had left early.", "role"),
    ("Several drivers said the brakes had failed.", "collective"),
    ("Another resident said the water was brown.", "vague"),
    ("A woman in her thirties who asked not to be named said she had been sacked.", "vague"),
    ("Helen Marsh runs a bakery on Cole Street. She said flour had doubled in price.", "named"),
    ("Peter Dunn met Grace Obi at the gate on Monday. She told the inquiry that the gate was locked.", "named"),
    ("The former minister said the plan was his.", "role"),
    ("His lawyer said he would appeal.", "role"),
    ("A spokeswoman for the firm said the roof was safe.", "role"),
    ("Sources close to the prime minister said he was tired.", "collective"),
    ("People familiar with the matter said the offer was low.", "collective"),
    ("Residents said the smell was worse in summer.", "collective"),
    ("Many said they would not vote.", "collective"),
    ("Critics said the plan was reckless.", "collective"),
    ("Dr Amara Nwosu said the ward was full.", "named"),
    ("Sir Keith Lomax said the club was broke.", "named"),
    ("Cllr Joyce Pym said the bins were late.", "named"),
    ("Sarah Ashdown-Pike said the bins were late.", "named"),
    ("Nguyen Van Thanh said the river had risen.", "named"),
    ("Jan-Willem van der Berg said the dyke would hold.", "named"),
    ("Moscow said the talks were over.", "institution"),
    ("The White House said the visit was off.", "institution"),
    ("The Pentagon said two troops were hurt.", "institution"),
    ("South Wales Police said a man was in custody.", "institution"),
    ("St Mary's Hospital said the ward had reopened.", "institution"),
    ("The mother of one of the boys said he was shy.", "role"),
    ("A retired teacher said the road was dark.", "vague"),
    ("Mr Ellison, who chairs the board, said the books were sound.", "named"),
    ("Apple said the phones were safe.", "institution"),
    ("Pupils at the school said lunch was cold.", "collective"),
    ("The shop's owner said trade had halved.", "role"),
    ("An internal memo said the roof leaked.", "document"),
    ("Brighton and Hove Albion said the player would stay.", "institution"),
    ("Campaigners say the trees are healthy.", "collective"),
    ("A senior aide to the governor said the veto was certain.", "role"),
    ("Rosa Quiles, 41, who cleans offices, said the bus never came.", "named"),
    ("The commission's chair said the rules were clear.", "role"),
    ("HMRC said the letters had gone out in error.", "institution"),
    ("The Pipeline Safety Board said the valve had been closed.", "institution"),
    ("Oak and Ash Nurseries said the saplings were healthy.", "institution"),
    ("The Bridgend Amateur Boxing Club said its doors were open.", "institution"),
    ("The Charity Commission opened a case in May. It said the accounts were late.", "institution"),
    ("The Daily Post reported that the wall had been moved.", "document"),
    ("A leaked draft of the bill shows that fees would double.", "document"),
    ("Satellite images show that the barracks were empty.", "document"),
    ("The appeal court said the judge had erred.", "institution"),
    ("Brussels said the tariff would stay.", "institution"),
    ("City Hall said the ramp would be mended by June.", "institution"),
    ("One of her former pupils said she was strict.", "role"),
    ("One of the protesters said the police had been polite.", "vague"),
    ("A Democratic lawmaker said the votes were there.", "vague"),
    ("Three former employees said the vats were never cleaned.", "vague"),
    ("Two of the five jurors said they had felt rushed.", "role"),
    ("A man who would give only his first name, Terry, said he had lost his savings.", "vague"),
    ("Some of the tenants said the lifts had not worked since March.", "collective"),
    ("Neighbours said the couple were quiet.", "collective"),
    ("Opponents of the scheme say the soil is poisoned.", "collective"),
    ("The chief constable said the cells were full.", "role"),
    ("The bakery's accountant said the till was short.", "role"),
    ("Baroness Thirlwell said the clause was muddled.", "named"),
    ("Insp Mark Dowd said the road would reopen at noon.", "named"),
    ("Ebony Achieng-Cole, a midwife, said the rota was unsafe.", "named"),
    ("Omar Haddad has sold fruit here since 1998. He said nobody buys melons now.", "named"),
    ("Lucy Barrow was waiting when Alan Pike drove up. He told her the shop was shut.", "named"),
    ("A porter at the hotel heard the crash. He said it sounded like thunder.", "role"),
    ("The Bishop of Truro said the roof fund was empty.", "role"),
    ("Jean-Luc Moreau's agent said the contract was signed.", "role"),
    ("A local councillor said the drains had been ignored for years.", "vague"),
    ("Volvo said the recall covered 4,000 cars.", "institution"),
    ("An official with the Teamsters said the vote was close.", "vague"),
    ("Hundreds of pensioners said they had not been paid.", "collective"),
    ("The National Weather Service said gusts would reach 60 mph.", "institution"),
    ("“It is a scandal,” said Rhian Pugh, who has lived on the Brynmawr estate since 1984.", "named"),
    ("The Tenants’ Forum will meet on Friday. “Nobody has written to us,” it said in a statement.", "institution"),
    ("“We were told nothing,” a dinner lady said.", "vague"),
    ("Two nurses on the burns unit, who asked not to be identified, said the alarm was off.", "role"),
    ("SEPTA said the trains would run again at six.", "institution"),
    ("“The pumps were old,” said a former engineer at the plant.", "role"),
    ("The Office for Budget Responsibility said growth would slow.", "institution"),
    ("The Spokane Ledger first reported that the sheriff had resigned.", "document"),
    ("A Home Office spokesman said the flats were safe.", "role"),
    ("“It’s all over,” said one Tory backbencher.", "vague"),
    ("The University of Stirling said the samples had been lost.", "institution"),
    ("Ali Demir, 52, a taxi driver, said fares had dropped by half.", "named"),
    ("The Wellbeck Foundation, which runs the home, said it had apologised.", "institution"),
    ("Tehran said the tanker had been seized lawfully.", "institution"),
    ("Downing Street sources said the talks had gone badly.", "collective"),
    ("An autopsy found that he had been struck twice.", "document"),
    ("The coroner, Susan Blythe, said the delay had been avoidable.", "named"),
    ("Farmers say the rule will ruin them.", "collective"),
    ("A father of two whose house was flooded said he had heard nothing.", "role"),
    ("“They knew,” the widow of one of the miners said.", "role"),
    ("Green Lane Primary School said the boiler had been replaced.", "institution"),
    ("Marta Kowalczyk waved from the balcony. Below, her brother Piotr was loading the van. She said they were leaving for good.", "named"),
    ("The grocer's chairman, Sir Ian Coombe, faced reporters. He said the stores would close.", "named"),
    ("Officials briefed on the inquiry said the gun was never found.", "collective"),
    ("Four of the 11 miners said the fan had stopped.", "role"),
    ("A YouGov survey suggests that most drivers would pay.", "document"),
    ("Lord Hesketh-Vane said the bill was a mess.", "named"),
    ("Thames Water said the leak had been found.", "institution"),
    ("The pathologist told the jury that the wound was old.", "role"),
    ("The first officer on the scene said the door was locked.", "role"),
    ("“It smells of gas,” said Mo, a barber on the parade.", "named"),
    ("The Rowing Trust’s treasurer said the boats were insured.", "role"),
    ("A Treasury official said the loan was safe.", "vague"),
    ("Ms Adeyemi-Clarke said the form was wrong.", "named"),
    ("The union’s regional organiser, Pat Dodd, said members were angry.", "named"),
    ("Ann Petrie ran from the flat. A neighbour, Saul Brook, caught her son. She said the stairs were burning.", "named"),
    ("The parcel firm said the van had been found.", "institution"),
    ("One of his former drivers said the brakes were worn.", "role"),
    ("Both women said the offer was an insult.", "vague"),
    ("MPs said the report was late.", "collective"),
    ("The Sun said the striker would leave.", "document"),
    ("Bosses at Crane Foods said the line would restart.", "collective"),
    ("A 19-year-old student said she had paid in cash.", "vague"),
    ("The first minister said the ferries would sail.", "role"),
    ("Kyiv said the bridge was hit.", "institution"),
    ("Three people with knowledge of the sale said it had failed.", "vague"),
    ("Nobody at the charity was available. Its chief executive, Dr Lin Mei Tan, later said the money was safe.", "named"),
    ("An audit by Bell & Co found that cash was missing.", "document"),
]

CROWDED = [
    ("West Yorkshire Fire and Rescue Service said it was full.", "institution"),
    ("The landlord, Castlegate Lettings, said it was full.", "institution"),
    ("The Rev. Al Dane said it was full.", "named"),
    ("Bank of England Governor Andrew Bailey said it was full.", "named"),
    ("Eyewitnesses said it was full.", "collective"),
    ("A spokesman for Ann Lee said it was full.", "role"),
    ("Ann Lee’s lawyer said it was full.", "role"),
    ("Labour MP Priya Vane said it was full.", "named"),
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


@pytest.mark.parametrize(("text", "kind"), FORMS + CROWDED)
def test_the_last_source_of_a_passage_has_its_kind(text, kind):
    """Acronyms, bodies with ordinary words in their names, papers, places, “one of …”, pronouns for somebody who was not cited before."""
    assert kind == read(text).attributions[-1].kind


@pytest.mark.parametrize(("text", "people"), CHAINS)
def test_second_mentions_are_chained_to_their_person(text, people):
    """A pronoun, a surname or “the resident” is the person met before."""
    assert people == [a.person for a in read(text).attributions]


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        ("Mr Lathe disclosed that a captain had told him crews chose these days.", "Mr Lathe", "a captain"),
        ("A resident quoted the imam as saying the gates were shut.", "A resident", "the imam"),
        ("An aid worker said a colleague had told her that families were turned back.", "An aid worker", "a colleague"),
    ],
)
def test_hearsay_names_the_inner_speaker(text, outer, inner):
    """The one cited passes on another's words: the other stands in `relays`."""
    told = [(a.source.quote, a.relays.quote, a.depth) for a in read(text).attributions if a.relays]
    assert [(outer, inner, 1)] == told


def test_a_quotation_that_runs_on_keeps_its_speaker():
    """Newspaper style: the next paragraph opens with a mark and has no speaker of its own."""
    reading = read("“We lost,” said Ann Lee.\n“But we will be back next year.”\n")
    assert [(a.person, a.tier) for a in reading.attributions] == [("p1", "sure"), ("p1", "worth_a_look")]


def test_two_groups_that_share_a_verb_are_two_sources_of_one_content():
    """Each is listed with its own words, and the reason says so."""
    one, two = read("Local teachers and Dover parents said it was full.").attributions
    assert (one.source.quote, two.source.quote) == ("Local teachers", "Dover parents")
    assert one.content == two.content and "share one verb" in one.reason


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Helen Marsh runs a bakery on Cole Street. She said flour had doubled in price.", "“She” is taken to be “Helen Marsh”"),
        ("Peter Dunn met Grace Obi at the gate. She said that it was locked.", "“She” is taken to be “Grace Obi”"),
        ("Peter Dunn met Grace Obi at the gate. He said that it was locked.", "“He” is taken to be “Peter Dunn”"),
        ("“It is full,” said Ann Lee. “It leaks,” she said.", "“she” is taken to be “Ann Lee”"),
        ("The ministry said it was full. It said it leaked.", "“It” is taken to stand for “The ministry”"),
        ("She said it was full.", ""),
    ],
)
def test_the_reason_says_whom_a_pronoun_stands_for(text, whom):
    """A guess about a person is put in words, so that a reader can disagree with it."""
    reason = read(text).attributions[-1].reason
    assert whom in reason and bool(whom) == ("is taken to" in reason)


def test_the_subject_of_the_words_told_is_not_their_speaker():
    """“The mayor must go, she said”: she is the one cited before."""
    assert [a.person for a in read("Ann Lee said it was full. The mayor must go, she said.").attributions] == ["p1", "p1"]
