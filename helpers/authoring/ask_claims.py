"""Unit 3 for any article: the claims, when each could be checked, and a plan to check one."""

from __future__ import annotations

from helpers.articles import CORE

from .chooser import LEAST, Chooser, agreed, balanced, number, some

MOST_CLAIMS = 6
ASKED = ("checkable", "worth")
PLAN = (
    "1 the claim could turn out false as worded (1)",
    "2 names what would change the verdict (1)",
    "3 goes to the first telling and counts separate origins (1)",
    "4 names records that fit this kind of claim (1)",
    "5 a sensible order, and nobody is put at risk (1)",
    "6 a stop rule set beforehand (1)",
    "7 verdict, day and confidence (1)",
    "A step that could lead anybody to a source gives 0 for its slot, whatever else stands there.",
)


def ask(c: Chooser) -> list[dict]:
    made = c.marking(
        "mark_claims",
        "claims",
        "Mark the claims.",
        "Mark each claim that could be agreed or denied by itself: mostly a clause. Choose what kind of claim it is. Opinions and forecasts count too.",
        "The same, on your own. One claim is what somebody could deny by itself.",
        5,
    )
    made += _when(c) + _plan(c)
    if c.keyed:
        c.leave(
            "The evidence desk, “Two cards, one origin?” and “What is said, and who says it”",
            "they need dated documents and verdicts on the claims, which marks do not hold",
            f"write articles/{c.article.slug}/evidence.json and verdicts.json, as in articles/bridge-closure, and the exercises as in solutions/03_can_it_be_checked",
        )
    return made


def _when(c: Chooser) -> list[dict]:
    """From the part that counts, and at most half of its claims: the questions quote them, and the rest must still be found."""
    title = "When could it be checked, and does it matter?"
    core = [i for i in c.counting("claims") if i.tier == CORE]
    short = [i for i in core if len(i.text) <= c.longest]
    most = min(MOST_CLAIMS, len(core) // 2)
    brief = [i for i in short if len(i.text) <= 140]
    picked = balanced([*brief, *(i for i in short if i not in brief)], most, *ASKED)
    ask = [name for name in ASKED if _varied([agreed(i, name) for i in picked])]
    if len(picked) >= LEAST and not ask:
        c.leave(title, "all claims in the part that counts got nearly the same answers", "mark claims of other kinds there")
        return []
    if len(picked) >= LEAST:
        return [
            c.one(
                "when_checkable",
                title,
                "For each claim: when could somebody check it, and how much of the story turns on it?",
                sealed=True,
                points=4,
                options=c.listed(sorted(picked, key=lambda i: i.start), "c") | {"ask": ask},
            )
            | c.pool(brief if len(brief) >= most else short, "c")
        ]
    c.leave(
        title,
        f"the part that counts has {some(len(core), 'marked claim')}{'' if len(short) == len(core) else f', {number(len(core) - len(short))} of them too long to quote'}, and {2 * LEAST} are needed, since its questions quote up to half of them",
        "mark more claims there, or choose fewer paragraphs as practice",
    )
    return []


def _varied(values: list) -> bool:
    """Whether no single answer fits more than six tenths of them."""
    return bool(values) and max(map(values.count, values)) <= 0.6 * len(values)


def _plan(c: Chooser) -> list[dict]:
    title = "A plan to check one claim"
    if not c.keyed or not c.hints_read(title):
        return []
    heavy = [
        i
        for i in c.counting("claims")
        if i.tier == CORE and agreed(i, "worth") == 2 and agreed(i, "checkable") in ("then", "later") and 20 <= len(i.text) <= c.longest
    ]
    if not heavy:
        c.leave(title, "no claim of the part that counts is marked as checkable and as one on which the story turns", "mark one there")
        return []
    item = min(heavy, key=lambda i: (abs(len(i.text) - 70), i.start))
    return [
        c.one(
            "marked_plan",
            title,
            "You are the desk editor, and this sentence is about to be printed. Write a plan to check it, in seven small steps.",
            sealed=True,
            manual=7,
            rubric=PLAN,
            options={"claim": c.entry(item, "claim"), "danger": []},
        )
    ]
