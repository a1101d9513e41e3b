"""The labels of CODEBOOK.md as data: their names on screen, the test for each, a contrast, and where learners slip.

CODEBOOK.md is the definition; a test holds the two together. Examples here are invented.
"""

from __future__ import annotations

from dataclasses import dataclass

VERSION = 2
READABLE = (1, VERSION)  # a class's own passes from before are never lost


@dataclass(frozen=True)
class Label:
    """One value of the codebook: `name` is for people, `rule` is its test, `contrast` shows its neighbour."""

    id: str
    name: str
    rule: str
    contrast: str = ""


def _labels(*rows: tuple[str, ...]) -> dict[str, Label]:
    return {row[0]: Label(*row) for row in rows}


KINDS = _labels(
    (
        "observed",
        "observed: the reporter saw it",
        "The reporter says they saw or heard it themselves.",
        "“Smoke rose over the bridge as this reporter crossed it” is observed; “smoke was seen” has no one who saw.",
    ),
    (
        "named",
        "named person",
        "A reader could look this person up.",
        "“Layla Hassan, a nurse” is named; “a nurse on the night shift” is a role.",
    ),
    (
        "role",
        "unnamed, but a narrow role",
        "No name, but the description narrows to a small group: a determined local would find fewer than about fifty people.",
        "“a surgeon at the east-bank hospital” is a role; “a doctor” fits hundreds, so it is vague.",
    ),
    (
        "vague",
        "unnamed and vague",
        "No name, and the description fits hundreds of people, or there is none. Also a formula that only pretends a source.",
        "“a shopper” and “word has it” are vague; “the caretaker of the school” is a role.",
    ),
    (
        "collective",
        "a group with no count",
        "Several people at once, with no number and no way to tell who belongs.",
        "“drivers say” is a group with no count; “three drivers, asked separately” tells you more.",
    ),
    (
        "institution",
        "an institution speaks",
        "A body speaks and no person is given.",
        "“the harbour board announced” is an institution; its spokesperson, with a name, is a named person.",
    ),
    (
        "document",
        "a document or record",
        "A thing that could be shown: paper, record, image, data, another news outlet.",
        "“a delivery note that we photographed” is a document; “a delivery note, drivers said” rests on the drivers.",
    ),
    (
        "unattributed",
        "nobody is cited",
        "A fact that could be disputed, told flat, with nobody cited for it. Mark the statement.",
        "“Dozens were seized overnight.” cites nobody; “dozens were seized, the mayor said” does.",
    ),
)

CATEGORIES = _labels(
    (
        "emotive",
        "emotive word",
        "Swap it for a plain word: if the fact stays and the heat goes, it was emotive.",
        "“horrific” is emotive; “killed” for a killing is exact.",
    ),
    (
        "label",
        "label for people",
        "Would those described accept the word as a description?",
        "“thugs” is a label; the name a group gives itself, or a legal term, is fair.",
    ),
    (
        "intensity",
        "turned up or down",
        "It makes something bigger or smaller than a number would. Is there a number that would settle it?",
        "“a tiny handful” is turned down; “the highest of 22 years of records” is measured.",
    ),
    (
        "metaphor",
        "metaphor",
        "An image that adds blame, fear or glory, even where it also stirs feeling.",
        "“a wave of arrivals” adds fear; “the foot of the hill” is a dead image.",
    ),
    (
        "euphemism",
        "euphemism",
        "A soft name. What would those harmed call it?",
        "“collateral damage” is soft; a technical term that is explained is fair.",
    ),
    (
        "factive",
        "makes you accept it",
        "The wording makes you take the content as true, without showing it.",
        "“realised that he lied” makes you accept it; “said that he lied” does not.",
    ),
    (
        "reporting_verb",
        "leaning verb of saying",
        "“Say”, “tell” and “state” are neutral. Does this verb lean for or against the speaker?",
        "“scoffed” leans against; “said” does not lean.",
    ),
    (
        "hedge",
        "unearned doubt",
        "It softens or casts doubt. Is the doubt earned and explained?",
        "“a purported expert” casts doubt for free; “seems to be, from the two papers we have” is honest.",
    ),
    (
        "agentless",
        "the doer is left out",
        "Somebody did it, the writer knows who, and the sentence does not say.",
        "“the repairs were put off” hides a doer; “closed by order of the engineer” names one.",
    ),
    (
        "appeal",
        "appeal to feeling",
        "The passage argues by fear, pride, shame or a false choice.",
        "“Act now, or lose your children” argues by fear; “she was afraid, she said” reports a feeling.",
    ),
    (
        "fair",
        "strong but fair",
        "It sounds strong, but it is exact, legal, self-chosen or honestly uncertain.",
        "“critical” as a grade in a report is fair; “alarming” only adds heat.",
    ),
)

CLAIM_TYPES = _labels(
    (
        "event",
        "event",
        "Something happened, at some time and place.",
        "“the bridge was closed on Monday” is an event; “the bridge is closed” is how things are.",
    ),
    (
        "quantity",
        "number or amount",
        "It gives an amount that a count would settle, exact or rough, with or without a figure.",
        "“hundreds left” is an amount; “people left” is an event.",
    ),
    (
        "said",
        "somebody said it",
        "The claim is that words were spoken or written, also an order or a promise; not that they are true.",
        "“the report calls it unsafe” is settled by opening the report; “it is unsafe” is not.",
    ),
    ("cause", "cause", "One thing made another happen.", "“rust broke the bearing” is a cause; “the bearing broke” is an event."),
    (
        "motive",
        "motive",
        "Why somebody did it: what was in their mind.",
        "“they closed it to hurt us” is a motive; “they closed it, and we were hurt” is a cause.",
    ),
    (
        "state",
        "how things are",
        "How something stands at a time: no single event, and no number.",
        "“the drains are blocked” is how things are; “the drains were blocked on purpose” is a motive.",
    ),
    (
        "generalisation",
        "generalisation",
        "It speaks for many or all on the strength of some.",
        "“the east bank stood still” speaks for all of it; “three buses stood still” does not.",
    ),
    (
        "prediction",
        "prediction",
        "It speaks about what is to come.",
        "“it will open in May” is a forecast; “they plan to open it in May” is about a plan, today.",
    ),
    (
        "value",
        "value judgement",
        "Good, bad, right, wrong: no record can settle it.",
        "“a disgrace” is a judgement; “the third delay” can be counted.",
    ),
)

CHECKABLE = _labels(
    ("then", "that week", "A reader or reporter could check it that week."),
    ("later", "later", "A record would come."),
    ("in_principle", "only in principle", "Evidence could exist, but none was within reach."),
    ("no", "not at all", "No evidence could settle it."),
)

PROXIMITY = _labels(
    ("saw_it", "saw or heard it", "The text says the source was there."),
    ("took_part", "took part in it", "The source is one of those who acted."),
    ("holds_record", "holds a record of it", "The source is, or has, a record."),
    ("was_told", "was told by others", "The source passes on what others said or know."),
    ("cannot_tell", "cannot tell", "The text does not say how the source knows."),
)
STAKE = _labels(
    ("none_visible", "none visible", "Nothing in the text shows an interest."),
    ("party", "a side in the fight or dispute", "The source belongs to one of the sides."),
    ("affected", "affected: victim, resident, family", "The source lives with the result."),
    ("institution", "an institution’s interest", "The source speaks for a body with a name to protect."),
    ("cannot_tell", "cannot tell", "The text does not say."),
)
REASON = _labels(
    ("stated", "stated in the text", "The writer says why the name is missing."),
    ("formula", "only a formula", "Words such as “not authorised to speak”, which explain little."),
    ("evident", "not said, but plain from the situation", "Nobody says it, yet the situation in the text shows the danger."),
    ("none", "no reason given or visible", "The name is missing and nothing explains it."),
    ("not_needed", "not needed: named, or no person", "There is a name, or there is no person to name."),
)
CHANNEL = _labels(
    ("in_person", "in person", "They met."),
    ("phone", "by phone", "The text says phone."),
    ("message", "by message or letter", "Written to the reporter."),
    ("broadcast", "broadcast or public speech", "Said in public."),
    ("document", "document", "Read in a paper or record."),
    ("other_outlet", "another news outlet", "Taken over from others."),
    ("not_stated", "not stated", "The text does not say how the reporter got it."),
)
CORROBORATION = _labels(
    ("single", "one source only", "Nobody else is given for it."),
    ("several", "several, perhaps not independent", "More than one voice, but who told whom is open."),
    ("independent", "independent second source", "Somebody else knows it another way."),
    ("record", "a record or image backs it", "A thing that can be shown."),
    ("contradicted", "contradicted", "Somebody or something in the text speaks against it."),
    ("cannot_tell", "cannot tell", "The text leaves it open."),
)
ASSERTS = _labels(
    ("fact", "a fact", ""),
    ("figure", "a number", ""),
    ("motive", "a motive", ""),
    ("opinion", "an opinion", ""),
    ("prediction", "a prediction", ""),
    ("quotation", "what somebody else said", ""),
    ("cannot_tell", "cannot tell", ""),
)
DIMENSIONS = {
    "proximity": ("How does the source know?", PROXIMITY),
    "stake": ("What is at stake for the source?", STAKE),
    "reason": ("Why is there no name?", REASON),
    "channel": ("How did it reach the reporter?", CHANNEL),
    "corroboration": ("Who else backs it?", CORROBORATION),
    "asserts": ("What is it that the source says?", ASSERTS),
}

CHECKS = _labels(
    ("A1", "Last resort", "Information of real value that could not be had with a name."),
    ("A2", "Facts only", "No opinion and no attack from behind the missing name."),
    ("A3", "Placed to know", "The text shows that this source can know this."),
    ("A4", "Described as fully as safety allows", "Role, how they know, side: all that can safely be said is said."),
    ("A5", "Reason given", "The text says why the name is missing."),
    ("A6", "More than one, independent", "A second, independent source; never a plural for one person."),
    ("A7", "Limits owned", "The text says what is unverified, single-source or second-hand."),
)
CHECK_VALUES = _labels(
    ("met", "met", "Words of the text show it."),
    ("not_met", "not met", "The text shows the opposite, or leaves out what it could have told."),
    ("cannot_tell", "cannot tell", "Neither can be seen from the text."),
)
FINDABLE = _labels(
    ("yes", "yes", "Details that stand in the text, put together, could lead to this person."),
    ("no", "no", "What is told fits too many people."),
    ("cannot_tell", "cannot tell", "The text gives no handle on it."),
)
ANONYMITY = _labels(
    ("justified", "justified", "Naming this person could put somebody at risk, or cost the public what it needs to know."),
    ("not_justified", "not justified", "Nothing in the text shows that a name would do harm."),
    ("cannot_tell", "cannot tell", "The text does not let a reader decide."),
)
HANDLING = _labels(
    ("sound", "sound", "At most one thing that could safely be told is missing."),
    ("thin", "thin", "Two or three things that could safely be told are missing."),
    ("poor", "poor", "Four or more are missing, or the words mislead."),
)
VERDICTS = _labels(
    ("supported", "supported", "The evidence at hand on that date backs it."),
    ("partly", "partly supported", "Some of it is backed and some is not."),
    ("contested", "contested", "Good evidence points both ways."),
    ("contradicted", "contradicted", "The evidence at hand on that date speaks against it."),
    ("not_checkable_then", "not checkable then", "On that date nothing within reach could settle it."),
    ("not_checkable", "not checkable", "Nothing is likely ever to settle it."),
)
VOICES = _labels(
    ("reporter", "the reporter’s own words", "The writer is answerable for them."),
    ("quoted", "inside quotation marks", "The speaker is answerable."),
    ("paraphrased", "the reporter’s words for what a source said", "The writer chose the words, the source the content."),
)

LAYERS: dict[str, dict[str, tuple]] = {
    "sources": {
        "kind": tuple(KINDS),
        "depth": (0, 1, 2, 3, 4),
        "D": tuple(range(7)),
        "handling": tuple(HANDLING),
        **{k: tuple(v) for k, (_, v) in DIMENSIONS.items()},
    },
    "language": {"category": tuple(CATEGORIES), "strength": (1, 2, 3), "voice": tuple(VOICES)},
    "claims": {"type": tuple(CLAIM_TYPES), "checkable": tuple(CHECKABLE), "worth": (0, 1, 2)},
}
REQUIRED = {"sources": ("kind",), "language": ("category", "voice"), "claims": ("type", "checkable", "worth")}
DESK = {**{a: tuple(CHECK_VALUES) for a in CHECKS}, "anonymity": tuple(ANONYMITY), "handling": tuple(HANDLING)}
DESK_MAY = {"findable": tuple(FINDABLE)}  # older desks do not answer it
# Both are right as soon as one is right and the other got a vote: the codebook's ten rules.
BOTH_RIGHT: dict[str, tuple[tuple[str, str], ...]] = {
    "category": (("metaphor", "intensity"),),
    "kind": (("institution", "document"),),
    "stake": (("party", "affected"),),
    **dict.fromkeys(CHECKS, (("not_met", "cannot_tell"),)),
}
FORMULA = ("hedge", "agentless")  # both are right for an impersonal formula, whichever got the votes
# What stood in answers and passes before codebook 2, and how it is read today.
AS_BEFORE = {"channel": {"cannot_tell": "not_stated"}}
LABEL_FIELD = {"sources": "kind", "language": "category", "claims": "type"}
LABELS = {"sources": KINDS, "language": CATEGORIES, "claims": CLAIM_TYPES}


def options(labels: dict[str, Label]) -> list[dict]:
    """Labels as options of a widget: id, name, hint."""
    return [{"id": x.id, "name": x.name, "hint": x.rule} for x in labels.values()]
