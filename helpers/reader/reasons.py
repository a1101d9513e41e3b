"""One sentence in plain English for each suggestion, about these very words."""

from __future__ import annotations

_STANCE = {
    "": " That is a wish, a thought or a side taken: count it only if somebody is cited for it.",
    "of": " Only the subject of the words is told, not the words: count it only if somebody is cited for them.",
    "nobody": " The word is a way to pass something on without a source: count it only if you would ask who said so.",
}
_TIER = {"sure": "", "worth_a_look": " The rule is often wrong: look again."}


def curly(words: str) -> str:
    return words.replace("'", "’")


def in_marks(words: str, most: int = 60) -> str:
    """Return words as they may stand inside “…” in a reason: short, their own outer marks left out, inner ones single, apostrophes curly."""
    words = " ".join(words.split()).strip('“”"‘ ')
    words = words.replace("'", "’").replace("“", "‘").replace("”", "’").replace('"', "")
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def attribution(f, text: str, source, whom: str = "") -> str:
    """Return why these words are taken as somebody's; `whom` is the phrase that a pronoun was chained to."""
    cue = in_marks(text[f.cue[0] : f.cue[1]], 40)
    who = in_marks(source.quote) if source else ""
    by_rule = {
        "inverted": f"“{cue}” stands right after the words, and “{who}” right after “{cue}”.",
        "behind": f"The words come first and “{who}” with “{cue}” closes them.",
        "beside": f"“{cue}” stands beside a closed quotation, with “{who}”: whatever the verb, these are the words of “{who}”.",
        "that": f"“{cue}” opens what “{who}” is reported to have said.",
        "colon": f"“{cue}” and a colon lead from “{who}” to the words.",
        "quote": f"A quotation follows directly on “{cue}”, and “{who}” stands before it.",
        "clause": f"A whole clause follows on “{cue}”, and “{who}” stands before it.",
        "whether": f"“{cue}” opens an indirect question; “{who}” stands before it.",
        "to": f"“{cue}” with “to” binds “{who}” to a deed to come.",
        "object": f"“{cue}” gives something a name or a charge; both are the words of “{who}”.",
        "noun": f"“{cue}” takes a position towards what follows, and the position belongs to “{who}”.",
        "quoted": f"“{cue}” passes on the words of “{who}”; somebody else did the quoting.",
        "passive": f"“{cue}” turns the sentence round: “{who}” is the one who said it.",
        "headline": f"A headline with a colon: “{who}” seems to be the one who says the rest.",
        "nobody": f"“{cue}” says that somebody told it, and leaves out who.",
        "according": f"“{cue}” names “{who}” as the origin of the rest of the sentence.",
        "of": f"The noun in “{cue}” stands for something said about the words after it.",
        "phrase": f"“{cue}” tells where “{who}” stands towards the words after it.",
        "nominal": f"The noun in “{cue}” stands for something said, and the words after it give what.",
        "mind": f"“{cue}” tells what “{who}” thinks; a writer can know it only from being told.",
        "colon_alone": f"A quotation follows a colon; “{who}” is the subject of the sentence before it.",
        "label": f"“{who}” with a colon labels the speaker of this paragraph.",
        "observed": f"“{who}” says what the writer's own eyes or ears took in.",
        "paper": f"“{who}” is a thing that can be shown, and “{cue}” tells what it holds.",
        "runs_on": f"The quotation has no speaker of its own; the speech of “{who}” seems to run on.",
    }
    two = " Two sources share one verb: each is listed." if f.shared else ""
    hearsay = " It passes on what somebody else said." if f.relay else ""
    stance = _STANCE.get(f.rule, _STANCE[""]) if f.stance else ""
    chained = f" “{who}” is taken to be “{in_marks(whom)}”, who stands before and fits." if whom else ""
    if whom and who.lower() in ("it", "they"):
        chained = f" “{who}” is taken to stand for “{in_marks(whom)}”, which was cited before."
    return by_rule[f.rule] + chained + two + hearsay + (stance or _TIER[f.tier])
