"""The three labels that a mark can carry (kind of source, what words do, type of claim), with test, contrast and slip for each. See `codebook.py`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Label:
    """One value of the codebook: `name` is for people, `rule` is its test, `contrast` shows its neighbour."""

    id: str
    name: str
    rule: str
    contrast: str = ""


def labels_of(*rows: tuple[str, ...]) -> dict[str, Label]:
    return {row[0]: Label(*row) for row in rows}


KINDS = labels_of(
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


CATEGORIES = labels_of(
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
        "It sounds strong, but it is exact, a term of law, chosen by those it names, or honest doubt.",
        "“critical” as a grade in a report is fair; “alarming” only adds heat.",
    ),
)


CLAIM_TYPES = labels_of(
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
