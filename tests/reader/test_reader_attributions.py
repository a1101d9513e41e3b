"""Who says so: tables of a text and what the reader makes of it (source | cue | content, contents joined by ++)."""

import pytest

from helpers.reader import read

TABLE = [
    ("a verb of two words, inverted", "“Me too,” chimed in Orr.", "Orr | chimed in | “Me too,”"),
    ("a participle", "Lee quit on Monday, writing that the bridge was unsafe.", "Lee | writing that | the bridge was unsafe"),
    ("a participle, confirming", "Lee shared the file, confirming that it was real.", "Lee | confirming that | it was real"),
    ("a paper reads", "“The bridge is unsafe,” reads the report.", "the report | reads | “The bridge is unsafe,”"),
    ("a paper reads, no marks", "The bridge was unsafe, reads the report.", "the report | reads | The bridge was unsafe"),
    ("a title in capitals", "Lee Says Orr Is Unfit For Office", "Lee | Says | Orr Is Unfit For Office"),
    ("a title in capitals, a deed", "Mayor Lee Slams Council Over Closure", "Mayor Lee | Slams | Council Over Closure"),
    ("a tail with while", "Lee said the bridge was unsafe, while Orr kept silent.", "Lee | said | the bridge was unsafe"),
    ("a tail with as did", "Lee said the bridge was unsafe, as did Orr.", "Lee | said | the bridge was unsafe"),
    ("a tail with despite", "Lee said the bridge was safe, despite the report.", "Lee | said | the bridge was safe"),
    ("a tail behind the speaker", "“It is safe,” Lee said, despite the report.", "Lee | said | “It is safe,”"),
    ("a clause that hangs on another", "Although Lee said the plan was cheap, Orr never read it.", "Lee | said | the plan was cheap"),
    ("a clause before a participle", "When Lee spoke, he was frank, saying that it was late.", "he | saying that | it was late"),
    ("a contraction", "He’s said the bridge was unsafe.", "He | ’s said | the bridge was unsafe"),
    ("a contraction of are", "They’re saying the bridge is unsafe.", "They | ’re saying | the bridge is unsafe"),
    ("the firm itself", "Ford itself said the deal was on.", "Ford itself | said | the deal was on"),
    ("last week before the verb", "The firm last week said the deal was on.", "The firm | said | the deal was on"),
    ("both", "On pay, both said the offer was too low.", "both | said | the offer was too low"),
    ("voters going somewhere", "Voters going to the polls said prices were high.", "Voters going to the polls | said | prices were high"),
    (
        "a noun that could be a verb",
        "“It rains,” said Ann Lee, one of the stars of the play.",
        "Ann Lee, one of the stars of the play | said | “It rains,”",
    ),
    ("a campaign manager", "“It rains,” said Lee campaign manager Al Orr.", "Lee campaign manager Al Orr | said | “It rains,”"),
    (
        "an adviser to somebody",
        "“It is over,” said Ann Lee, an adviser to the mayor.",
        "Ann Lee, an adviser to the mayor | said | “It is over,”",
    ),
    (
        "the No. 2 of a union",
        "Ann Lee, the No. 2 officer of the union, said the deal was dead.",
        "Ann Lee, the No. 2 officer of the union | said | the deal was dead",
    ),
    (
        "asked whether, then responded",
        "When asked whether he would run, he responded that he would.",
        "- | asked | whether he would run",
        "he | responded that | he would",
    ),
    ("any verb beside a quotation", "“We won,” she gushed. “It was a joy.”", "she | gushed | “We won,” ++ “It was a joy.”"),
    ("any verb, a name before it", "“Nobody asked us,” Ann Lee blurted on Monday.", "Ann Lee | blurted | “Nobody asked us,”"),
    ("any verb, inverted", "“We can wait,” deadpanned the mayor.", "the mayor | deadpanned | “We can wait,”"),
    ("several interviews", "She said in interviews that the bridge was unsafe.", "She | said in interviews that | the bridge was unsafe"),
    (
        "following a vote",
        "Lee said following a vote in 2001 that he had doubts.",
        "Lee | said following a vote in 2001 that | he had doubts",
    ),
    ("told by somebody", "He was told by Ann Berg that the bridge was unsafe.", "Ann Berg | was told by | the bridge was unsafe"),
    ("told by somebody of a thing", "Nurses were told by Orr of the new rules.", "Orr | were told by | the new rules"),
    ("according to, without a comma", "According to Lind recovered files prove it.", "Lind | According to | recovered files prove it"),
    (
        "two adjectives before the speaker",
        "The matter is closed, current and former officials said.",
        "current and former officials | said | The matter is closed",
    ),
    (
        "a press secretary",
        "“Nobody was hurt,” said Ann Lee, national press secretary of the union.",
        "Ann Lee, national press secretary of the union | said | “Nobody was hurt,”",
    ),
    ("quotation before, inverted", "“The bridge is closed,” said the mayor.", "the mayor | said | “The bridge is closed,”"),
    ("straight quotes", '"The bridge is closed," the mayor said.', 'the mayor | said | "The bridge is closed,"'),
    ("British single quotes", "‘The bridge is closed,’ the mayor said.", "the mayor | said | ‘The bridge is closed,’"),
    (
        "quotation on both sides",
        "“We lost,” said Ann Lee, the coach. “We will be back.”",
        "Ann Lee, the coach | said | “We lost,” ++ “We will be back.”",
    ),
    ("quotation of two sentences", "“We lost. It hurts,” she said.", "she | said | “We lost. It hurts,”"),
    (
        "cue before the quotation",
        "The minister told reporters on Monday: “We have a plan.”",
        "The minister | told reporters on Monday | “We have a plan.”",
    ),
    ("speaker in the middle", "The gap, she said, comes from a second letter.", "she | said | The gap ++ comes from a second letter"),
    (
        "indirect, that",
        "The council announced that the pool would close in May.",
        "The council | announced that | the pool would close in May",
    ),
    ("indirect, bare", "Officials said the road was open.", "Officials | said | the road was open"),
    ("indirect, source last", "The road is open, officials said.", "officials | said | The road is open"),
    ("indirect, inverted", "The road is open, said a spokesman for the city.", "a spokesman for the city | said | The road is open"),
    ("apposition", "Ann Lee, the head of schools, said the roof leaked.", "Ann Lee, the head of schools | said | the roof leaked"),
    (
        "relative clause",
        "A clerk who has worked there for six years said the log was false.",
        "A clerk who has worked there for six years | said | the log was false",
    ),
    (
        "reduced relative",
        "Two people briefed on the talks said the deal was dead.",
        "Two people briefed on the talks | said | the deal was dead",
    ),
    ("leading adjunct", "In an interview on Monday, Lee said the roof leaked.", "Lee | said | the roof leaked"),
    ("mixed", "The firm said it would “fight every claim” in court.", "The firm | said | it would “fight every claim” in court"),
    (
        "two verbs, one speaker",
        "Lee acknowledged the repairs but said the pipe was old.",
        "Lee | acknowledged | the repairs",
        "Lee | said | the pipe was old",
    ),
    (
        "participle",
        "Lee said he was sorry, adding that nobody was hurt.",
        "Lee | said | he was sorry",
        "Lee | adding that | nobody was hurt",
    ),
    ("according to, last", "The road is open, according to a police report.", "a police report | according to | The road is open"),
    ("according to, first", "According to Ms Lee, the road is open.", "Ms Lee | According to | the road is open"),
    ("accusation", "Lee accused the firm of hiding the log.", "Lee | accused | the firm of hiding the log"),
    ("a name for a thing", "Critics called the plan “a disgrace”.", "Critics | called | the plan “a disgrace”"),
    ("promise", "The mayor vowed to rebuild the pool.", "The mayor | vowed | to rebuild the pool"),
    (
        "listener and circumstance",
        "He told the Ledger by phone that a pump had failed.",
        "He | told the Ledger by phone that | a pump had failed",
    ),
    ("the reporter's eyes", "From the bank, this reporter saw foam on the water.", "this reporter | saw | foam on the water"),
    (
        "quoted as saying",
        "A resident quoted the imam as saying the gates were shut.",
        "A resident | quoted the imam as saying | the gates were shut",
    ),
    (
        "abbreviation before the name",
        "“It is over,” Sen. Dale Orvick, R-Canton, said.",
        "Sen. Dale Orvick, R-Canton | said | “It is over,”",
    ),
    ("unclosed quotation", "Lee said: “We have a plan and nobody can stop it", "Lee | said | “We have a plan and nobody can stop it"),
    (
        "carriage returns",
        "Officials said the road was open.\r\n“It is,” said Lee.\r\n",
        "Officials | said | the road was open",
        "Lee | said | “It is,”",
    ),
    ("dateline", "PARIS, Jan. 3 (AP) — The road is open, officials said.", "officials | said | The road is open"),
    ("list item", "• “We are ready,” said Ms. Ito.", "Ms. Ito | said | “We are ready,”"),
    ("speech about somebody", "Lee says of the mayor: “He never came.”", "Lee | says of the mayor | “He never came.”"),
    ("declined to say", "Lee declined to say whether he had resigned.", "Lee | declined to say | whether he had resigned"),
    ("a question and its speaker", "“How did it happen?” Ann Lee asked.", "Ann Lee | asked | “How did it happen?”"),
    ("a passage set off by a straight mark", '"Ann walked in.\n"“We lost,” Ann said.', "Ann | said | “We lost,”"),
    ("a quotation that ends a sentence", "The road “is a disgrace,” Lee said.", "Lee | said | The road “is a disgrace,”"),
    (
        "speaker in the middle, according to",
        "The firm, according to Lee, lost the papers.",
        "Lee | according to | The firm ++ lost the papers",
    ),
    ("as stated in a paper", "The bridge was unsafe, as reported by the Ledger.", "the Ledger | reported by | The bridge was unsafe"),
    ("as somebody put it", "As Lee put it with a shrug, the road is closed.", "Lee | put it with a shrug | the road is closed"),
    ("passive with its speaker", "The plan was described by Lee as reckless.", "Lee | was described by | The plan ++ reckless"),
    ("passive with its speaker and a reason", "Lee was praised by teachers for his calm.", "teachers | was praised by | Lee ++ his calm"),
    ("a time before that", "Lee said this week that the road was open.", "Lee | said this week that | the road was open"),
    ("who, a time, and the verb", "He met Ann Lee, who in 2010 said the road was open.", "Ann Lee | said | the road was open"),
    (
        "a verb inside what is told",
        "Lee says Orr was right in saying the road was open.",
        "Lee | says | Orr was right in saying the road was open",
    ),
    (
        "the first speaker speaks on",
        "Lee said the town would declare its plans and suggested that the road would open.",
        "Lee | said | the town would declare its plans",
        "the town | would declare | its plans",
        "Lee | suggested that | the road would open",
    ),
    (
        "counted people",
        "Only 52 percent of registered voters agreed that the road was open.",
        "Only 52 percent of registered voters | agreed that | the road was open",
    ),
    ("a headline with a colon", "Poll: Two in three want the bridge back", "Poll | : | Two in three want the bridge back"),
    ("a case made", "Lee made the case that taxes must rise.", "Lee | case that | taxes must rise"),
    (
        "now a professor",
        "“It is over,” said Lee, now a professor at Dover College.",
        "Lee, now a professor at Dover College | said | “It is over,”",
    ),
    (
        "a second quotation with a verb of its own",
        "“We won,” Lee said, adding: “Nobody helped us.”",
        "Lee | said | “We won,”",
        "Lee | adding | “Nobody helped us.”",
    ),
    (
        "asked, then replied",
        "Asked if she would run, Lee replied, “Not yet.”",
        "- | Asked | if she would run",
        "Lee | replied | “Not yet.”",
    ),
    ("a quotation before, a clause after", "Calling the plan “a disgrace,” Lee said she would vote no.", "Lee | said | she would vote no"),
    ("a headline with a second verb", "Lee rallies voters, says Orr is unfit", "Lee | says | Orr is unfit"),
    (
        "a source that cites",
        "The Ledger, citing two people in the room, reported that Lee had paid.",
        "The Ledger, citing two people in the room | reported that | Lee had paid",
    ),
    ("that idea", "Election officials reject that idea.", "Election officials | reject | that idea"),
    ("thinks the same", "Price said that her son, a nurse, thinks the same.", "Price | said that | her son, a nurse, thinks the same"),
    ("a day after the speaker", "The council on Monday accused Lee of lying.", "The council | accused | Lee of lying"),
    (
        "initials with stops",
        "The F.B.I. concluded in July that the letters were lost.",
        "The F.B.I. | concluded in July that | the letters were lost",
    ),
    ("nothing as a subject", "The I.R.S. says nothing prevents him from leaving.", "The I.R.S. | says | nothing prevents him from leaving"),
    (
        "a semicolon",
        "Police said he was armed; his family says he was holding a book.",
        "Police | said | he was armed",
        "his family | says | he was holding a book",
    ),
    ("likes to say", "“We win,” Lee likes to say.", "Lee | likes to say | “We win,”"),
    (
        "a quotation that is a sentence",
        "Lee said: ‘We lost.’ They added that it hurt.",
        "Lee | said | ‘We lost.’",
        "They | added that | it hurt",
    ),
    (
        "in a poll",
        "In a poll by the union, 60 percent were against the road.",
        "a poll by the union | In | 60 percent were against the road",
    ),
    ("two quotations, the second one told", "In a box marked “urgent,” a doctor had typed “no hope.”", "a doctor | had typed | “no hope.”"),
    (
        "a thing and what goes with it",
        "The state average shows Lee ahead by 3 percentage points, using an average of five polls.",
        "The state average | shows | Lee ahead by 3 percentage points",
    ),
    (
        "a thing and a clause beside it",
        "The poll indicates a tighter race as Lee gains votes in the north.",
        "The poll | indicates | a tighter race",
    ),
    (
        "a passage that never closes",
        '“We lost,” Ann said.\n"She went home and slept.\nTom Orr said the road was open.',
        "Ann | said | “We lost,”",
        "Tom Orr | said | the road was open",
    ),
    (
        "two speakers in one sentence",
        "“We lost,” she said, but the game was close, Orr said.",
        "she | said | “We lost,”",
        "Orr | said | but the game was close",
    ),
    (
        "a quotation runs on after a thought",
        "“We lost,” Lee said of the game, in which he was sure Orr would play. “It hurts.”",
        "Lee | said | “We lost,” ++ “It hurts.”",
        "he | was sure | Orr would play",
    ),
    (
        "an office and who",
        "“It is over,” said Mark Lee, chief economist at Moody’s Bank, who has advised both parties.",
        "Mark Lee, chief economist at Moody’s Bank, who has advised both parties | said | “It is over,”",
    ),
    (
        "a name after a description",
        "“It is over,” said one of the nurses, Dana Ruiz of Dover.",
        "one of the nurses, Dana Ruiz of Dover | said | “It is over,”",
    ),
    ("an aside before a verb and a mark", "The branch, she said, was “dead”.", "she | said | The branch ++ was “dead”"),
    (
        "an aside after the verb",
        "The plan was, the firm said, “under review” until May.",
        "the firm | said | The plan was ++ “under review” until May",
    ),
    ("a listener at the end", "Order must come first, he told the chamber.", "he | told the chamber | Order must come first"),
    ("once told", "My father once told me that the river was clean.", "My father | once told me that | the river was clean"),
    (
        "a relative clause that ends in a pronoun",
        "A trader who buys from it said the price had doubled.",
        "A trader who buys from it | said | the price had doubled",
    ),
    (
        "a relative clause that ends in a passive",
        "A woman who asked not to be named said the shop was shut.",
        "A woman who asked not to be named | said | the shop was shut",
    ),
    ("a name that looks like an adverb", "Kelly said the shop was shut.", "Kelly | said | the shop was shut"),
    ("capitals that look like a pronoun", "The WHO said the outbreak was over.", "The WHO | said | the outbreak was over"),
    ("emoji", "👍 “Yes,” said Lee 👍", "Lee | said | “Yes,”"),
]

STANCES = [
    ("While Lee backed the plan, Orr was against it.", "Lee | backed | the plan"),
    ("The mayor seemed ready to give up the plan.", "- | seemed | The mayor ++ ready to give up the plan"),
    ("It seems like the bridge will close.", "- | seems | like the bridge will close"),
    ("When asked by a reporter whether he would run, Lee left.", "a reporter | asked | whether he would run"),
    ("The mayor was asked about the bridge.", "- | asked about | the bridge"),
    ("The mayor declined to comment on Monday.", "The mayor | declined | to comment on Monday"),
    ("Ms. Orr did not immediately respond to a question.", "Ms. Orr | did not immediately respond to | a question"),
    ("I think the bridge should close.", "I | think | the bridge should close"),
    ("Police want to find the driver.", "Police | want | to find the driver"),
    ("The mayor plans to close the pool.", "The mayor | plans | to close the pool"),
    ("Most residents oppose the new road.", "Most residents | oppose | the new road"),
    ("Ann Lee backed the plan, saying it was cheap.", "Ann Lee | backed | the plan"),
    ("The union supports the strike as the talks are failing.", "The union | supports | the strike"),
    ("Some see the vote as a warning.", "Some | see | the vote as a warning"),
    ("Teachers disagree over whether the roof is safe.", "Teachers | disagree over | whether the roof is safe"),
    ("The council is committed to keeping the pool open.", "The council | is committed to | keeping the pool open"),
    ("Ann Lee was critical of the new road.", "Ann Lee | was critical of | the new road"),
    ("The mayor’s refusal to meet the union cost a week.", "The mayor’s | refusal | to meet the union"),
    ("The firm faced criticism for closing the gate.", "- | criticism for | closing the gate"),
    ("Lee was told that the road was open.", "- | was told that | the road was open"),
    ("The mayor is seen as a reformer.", "- | is seen as | The mayor ++ a reformer"),
    ("A majority of those polled disapprove of the plan.", "A majority of those polled | disapprove of | the plan"),
    ("The firm allegedly paid two clerks.", "- | allegedly | The firm allegedly paid two clerks"),
]

NOTHING = [
    "Lee has more pledged delegates than Orr.",
    "The swing states have a say in May.",
    "The singer appeared on stage in Dover.",
    "He pushed a door marked “Exit,” limped and fell.",
    "",
    " ",
    "The report was long.",
    "He wrote a letter to his mother.",
    "A new estimate is due in May.",
    "The claim was rejected by the court in June.",
    "She has assumed a newly created role.",
    "Ann was just beginning to sing.",
    "They showed him the door.",
    "“Hamlet” opened on Friday.",
    "She plays the so-called villain.",
]


def shape(a):
    return " | ".join([a.source.quote if a.source else "-", a.cue.quote if a.cue else "-", " ++ ".join(s.quote for s in a.content)])


@pytest.mark.parametrize(("text", "expected"), [pytest.param(text, list(rows), id=name) for name, text, *rows in TABLE])
def test_source_cue_and_content_are_found(text, expected):
    """Each way of attributing words is read with its exact spans."""
    assert expected == [shape(a) for a in read(text).attributions]


@pytest.mark.parametrize(("text", "expected"), STANCES)
def test_a_stance_is_worth_a_look_and_says_that_it_is_none_of_the_codebooks(text, expected):
    """Wishes, sides taken and nouns of saying: suggested, never sure, and told apart from words spoken."""
    found = read(text).attributions
    assert expected in [shape(a) for a in found if a.stance]
    assert {"worth_a_look"} == {a.tier for a in found if a.stance}
    assert all("count it only if" in a.reason for a in found if a.stance)


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_attributed_where_nobody_speaks(text):
    """Words that only look like cues stay alone."""
    assert [shape(a) for a in read(text).attributions] == []


CLAUSE_BEHIND = [
    ("But the next day, according to Orr, the firm made further demands.", "Orr"),
    ("Most are undecided, but, according to the poll, 46 percent of voters want change.", "the poll"),
    ("The firm, according to Ann Orr, a lawyer who knows it, lost the papers.", "Ann Orr, a lawyer who knows it"),
]


@pytest.mark.parametrize(("text", "source"), CLAUSE_BEHIND)
def test_the_source_ends_where_a_clause_begins(text, source):
    """“according to X, …”: what follows the comma is no part of the phrase where it has a verb of its own."""
    assert [a.source.quote for a in read(text).attributions if a.rule == "according"] == [source]


def test_a_label_in_an_interview_holds_what_is_asked():
    """“TAPPER: Do you think …”: the label is the source, though a cue verb stands in the question."""
    found = read("TAPPER: Do you think Lee has run as a healer?").attributions
    assert [(a.rule, a.source.quote) for a in found if not a.inner] == [("label", "TAPPER")]
