"""Unit 1 for any article: who is cited, who is one person, who told whom, and what a reader is told about each."""

from __future__ import annotations

from helpers import text
from helpers.articles import CORE, Item, codebook

from .ask_persons import WHERE, _chain, _persons
from .chooser import LEAST, MOST, Chooser, agreed, counted, number, some

FOUR = ("proximity", "stake", "reason", "channel")
ATTRIBUTION = (
    "who speaks, as closely as safety allows (1)",
    "how they know (1)",
    "why there is no name, or what could not be checked (1)",
    "nobody can be found by it, and the reported facts stay (1)",
)


def ask(c: Chooser) -> list[dict]:
    made = c.marking(
        "mark_sources",
        "sources",
        "Who is cited?",
        "Mark everyone who is cited, and choose the kind of source. Where a statement could be disputed and nobody is cited for it, mark the statement and choose “nobody is cited”.",
        "Now on your own. Mark everyone who is cited, also the short ones (“he”, “she”), and choose the kind. Mark statements for which nobody is cited.",
        4,
    )
    for part in (_persons, _chain, _four, _sound, _order, _desk, _write):
        made += part(c)
    return made


def _four(c: Chooser) -> list[dict]:
    title = "What are we told about them?"
    there = [i for i in c.counting("sources") if i.tier == CORE and "unattributed" not in i.right]
    full = {d: [i for i in there if all(m.get(d) for m in i.marks.values())] for d in FOUR}
    asked = [d for d in FOUR if len(full[d]) >= LEAST]
    whole = [i for i in there if asked and all(i in full[d] for d in asked)]
    chosen = whole[:5]
    if len(chosen) >= LEAST:
        names = ", ".join(f"“{codebook.DIMENSIONS[d][0]}”" for d in asked)
        if len(asked) < len(FOUR):
            c.leave(
                f"Some of the questions in “{title}”", f"only {names} are answered for {LEAST} sources", f"answer the others in {WHERE}"
            )
        return [
            c.one(
                "dimensions",
                title,
                "What do the article’s words tell you about each of these voices? “Cannot tell” and “not stated” are answers, and sometimes the right ones.",
                sealed=True,
                points=3,
                options=c.listed(chosen, "d") | {"dimensions": asked},
            )
            | c.pool(whole, "d")
        ]
    best = max(len(f) for f in full.values())
    c.leave(
        title,
        f"in the part that counts, {counted(best, 'source')} marked with how the source knows, its stake, the reason for no name and the channel",
        f"answer them for at least {LEAST} sources in {WHERE}",
    )
    return []


def _sound(c: Chooser) -> list[dict]:
    told = [i for i in c.counting("sources") if all(m.get("D") is not None or m["kind"] == "unattributed" for m in i.marks.values())]
    thin = [i for i in told if not _is_sound(i)]
    if len(told) >= 5 and 2 <= len(thin) <= len(told) - 2:
        return [
            c.one(
                "sound_or_thin",
                "Sound or thin?",
                "Look for what is told before you look for what is missing. Sound: the writer tells you at least two of six things (role, how they know, stake, reason for no name, channel, number).",
                sealed=True,
                points=3,
                options=c.listed(told[: MOST + 2], "t"),
            )
            | c.pool(told, "t")
        ]
    because = (
        f"of {some(len(told), 'source')} in the part that counts it is said how many of the six things are told: {number(len(told) - len(thin))} sound, {number(len(thin))} thin"
        if told
        else "nobody has said yet of the sources in the part that counts how many of the six things are told"
    )
    c.leave(
        "Sound or thin?",
        because,
        "say for at least five sources how many of the six things are told (step 2); two must be sound and two thin",
    )
    return []


def _is_sound(item: Item) -> bool:
    return sum(m["kind"] != "unattributed" and m.get("D", 0) >= 2 for m in item.marks.values()) * 2 > len(item.marks)


def _order(c: Chooser) -> list[dict]:
    there = [i for i in c.practising("sources") if "unattributed" not in i.right and all(m.get("D") is not None for m in i.marks.values())]
    levels = {agreed(i, "D") for i in there} - {None}
    if len(there) >= LEAST and len(levels) >= LEAST:
        ranked = sorted(there[:6], key=lambda i: -(agreed(i, "D") or 0))  # shown neither in the right order nor turned round
        return [
            c.one(
                "order_disclosure",
                "From most told to least told. Practice",
                "Put these phrases in order: first the source about which the writer tells you most, last the one about which least is told. It is not about whom you trust.",
                sealed=False,
                options=c.listed([*ranked[1::2], *ranked[::2]], "o"),
            )
        ]
    because = (
        f"in the practice part it is said of {some(len(there), 'source')} how many of the six things are told"
        if there
        else "nobody has said yet of the sources in the practice part how many of the six things are told"
    )
    c.leave(
        "From most told to least told. Practice", because, f"say it for at least {LEAST} of them, with {LEAST} different numbers (step 2)"
    )
    return []


def _desk(c: Chooser) -> list[dict]:
    bounds = [c.article.passage(*run) for run in c.runs("sealed")]
    sources = list(
        {s["start"]: s for d in c.desks for s in d["sources"] if any(a <= s["start"] and s["end"] <= b for a, b in bounds)}.values()
    )[:4]
    if len(sources) >= 2:
        listed = {"items": [{"id": f"n{n}", "start": s["start"], "end": s["end"], "text": s["text"]} for n, s in enumerate(sources, 1)]}
        return [
            c.one(
                "newsroom_desk",
                "The newsroom desk",
                "You are the editor. Put these sources through the seven checks, then decide: is it right to leave out the name?",
                sealed=True,
                points=4,
                options=listed,
            )
        ]
    c.leave(
        "The newsroom desk",
        f"the seven checks are answered for {some(len(sources), 'unnamed source')} of the part that counts, and two are needed"
        if sources
        else "nobody has answered the seven checks yet for an unnamed source of the part that counts",
        f"write articles/{c.article.slug}/desk/<your name>.json (CODEBOOK.md, “Data form of the newsroom desk”)",
    )
    return []


def _write(c: Chooser) -> list[dict]:
    title = "Write the missing attribution"
    if not c.keyed or not c.hints_read(title):
        return []
    weak = [
        (i, a, b)
        for i in c.counting("sources")
        if set(i.right) & {"vague", "collective"} and len(i.text) > 5
        for a, b in text.sentences(c.article.text)
        if a <= i.start and i.end <= b and b - a <= min(400, c.longest)
    ]
    if not weak:
        c.leave(
            title,
            f"no sentence of the part that counts, up to {min(400, c.longest)} characters long, rests on a source marked as unnamed and vague, or as a group with no count",
            "mark one, or choose other paragraphs as practice",
        )
        return []
    item, a, b = weak[-1]
    sentence = {"id": "sentence", "start": a, "end": b, "text": c.article.text[a:b]}
    return [
        c.one(
            "write_attribution",
            title,
            f"This sentence rests on “{item.text}”. Imagine that you are the reporter, and that you asked the right questions. Write it again so that a reader can judge it, "
            "and so that nobody can be found by it. You may invent what the person answered.",
            sealed=True,
            manual=4,
            rubric=ATTRIBUTION,
            options={"sentence": sentence},
        )
    ]
