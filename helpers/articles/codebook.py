"""The labels of CODEBOOK.md as data: their names on screen, the test for each, a contrast, and where learners slip.

CODEBOOK.md is the definition; a test holds the two together. Examples here are invented.
"""

from __future__ import annotations

from .labels import CATEGORIES, CLAIM_TYPES, KINDS, Label, labels_of

VERSION = 2
READABLE = (1, VERSION)  # a class's own passes from before are never lost


CHECKABLE = labels_of(
    ("then", "that week", "A reader or reporter could check it that week."),
    ("later", "later", "A record would come."),
    ("in_principle", "only in principle", "Evidence could exist, but none was within reach."),
    ("no", "not at all", "No evidence could settle it."),
)

PROXIMITY = labels_of(
    ("saw_it", "saw or heard it", "The text says the source was there."),
    ("took_part", "took part in it", "The source is one of those who acted."),
    ("holds_record", "holds a record of it", "The source is, or has, a record."),
    ("was_told", "was told by others", "The source passes on what others said or know."),
    ("cannot_tell", "cannot tell", "The text does not say how the source knows."),
)
STAKE = labels_of(
    ("none_visible", "none visible", "Enough is told, and it shows no interest."),
    ("party", "a side in the fight or dispute", "The source belongs to one of the sides."),
    ("affected", "affected: victim, resident, family", "The source lives with the result, or could be harmed for speaking."),
    ("institution", "an institution’s interest", "The source speaks for a body with a name to protect."),
    ("cannot_tell", "cannot tell", "Too little is told to judge."),
)
REASON = labels_of(
    ("stated", "stated in the text", "The writer says why the name is missing."),
    ("formula", "only a formula", "Words such as “not authorised to speak”, which explain little."),
    ("evident", "not said, but plain from the situation", "Nobody says it, yet the situation in the text shows the danger."),
    ("none", "no reason given or visible", "The name is missing and nothing explains it."),
    ("not_needed", "not needed: named, or no person", "There is a name, or there is no person to name."),
)
CHANNEL = labels_of(
    ("in_person", "in person", "They met."),
    ("phone", "by phone", "The text says phone."),
    ("message", "by message or letter", "Written to the reporter."),
    ("broadcast", "broadcast or public speech", "Said in public."),
    ("document", "document", "Read in a paper or record."),
    ("other_outlet", "another news outlet", "Taken over from others."),
    ("not_stated", "not stated", "The text does not say how the reporter got it."),
)
CORROBORATION = labels_of(
    ("single", "one source only", "Nobody else is given for it."),
    ("several", "several, perhaps not independent", "More than one voice, but who told whom is open."),
    ("independent", "independent second source", "Somebody else knows it another way."),
    ("record", "a record or image backs it", "A thing that can be shown."),
    ("contradicted", "contradicted", "Somebody or something in the text speaks against it."),
    ("cannot_tell", "cannot tell", "The text leaves it open."),
)
ASSERTS = labels_of(
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

CHECKS = labels_of(
    ("A1", "Last resort", "Information of real value that could not be had with a name."),
    ("A2", "Facts only", "No opinion and no attack from behind the missing name."),
    ("A3", "Placed to know", "The text shows that this source can know this."),
    ("A4", "Described as fully as safety allows", "Role, how they know, side: all that can safely be said is said."),
    ("A5", "Reason given", "The text says why the name is missing."),
    ("A6", "More than one, independent", "A second, independent source; never a plural for one person."),
    ("A7", "Limits owned", "The text says what is unverified, single-source or second-hand."),
)
CHECK_VALUES = labels_of(
    ("met", "met", "Words of the text show it."),
    ("not_met", "not met", "The text shows the opposite, or leaves out what it could have told."),
    ("cannot_tell", "cannot tell", "No words of the text decide it."),
)
FINDABLE = labels_of(
    ("yes", "yes", "Details that stand in the text, put together, could lead to this person."),
    ("no", "no", "What is told fits too many people."),
    ("cannot_tell", "cannot tell", "The text gives no handle on it."),
)
ANONYMITY = labels_of(
    ("justified", "justified", "Naming this person could put somebody at risk, or cost the public what it needs to know."),
    ("not_justified", "not justified", "Nothing in the text shows that a name would do harm."),
    ("cannot_tell", "cannot tell", "The text does not let a reader decide."),
)
HANDLING = labels_of(
    ("sound", "sound", "At most one thing that could safely be told is missing."),
    ("thin", "thin", "Two or three things that could safely be told are missing."),
    ("poor", "poor", "Four or more are missing, or the words mislead."),
)
VERDICTS = labels_of(
    ("supported", "supported", "The evidence at hand on that date backs it."),
    ("partly", "partly supported", "Some of it is backed and some is not."),
    ("contested", "contested", "Good evidence points both ways."),
    ("contradicted", "contradicted", "The evidence at hand on that date speaks against it."),
    ("not_checkable_then", "not checkable then", "On that date nothing within reach could settle it."),
    ("not_checkable", "not checkable", "Nothing is likely ever to settle it."),
)
VOICES = labels_of(
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
    """Return labels as options of a widget: id, name, hint."""
    return [{"id": x.id, "name": x.name, "hint": x.rule} for x in labels.values()]
