"""Words and phrases that show of what type a claim is: what is to come, for what purpose, with what effect, how often."""

from __future__ import annotations

TELLING = frozenset("instructing urging ordering telling warning promising imploring demanding asking saying claiming announcing".split())
TO_COME = (
    " on the brink of ",
    " about to ",
    " is set to ",
    " are set to ",
    " for the last time ",
    " is due to open ",
    " is likely to ",
    " are likely to ",
)
TO_COME += (" sure to ", " bound to ", " expected ", " is to be ", " are to be ", " next year ", " next month ", " next week ")
PURPOSES = (
    " reasons ",
    " in order to ",
    " so as to ",
    " to drive up ",
    " to get rid of ",
    " to win over ",
    " to please ",
    " to punish ",
    " to hide ",
)
PURPOSES += (" out of spite ", " out of fear ", " a plan to ", " a bid to ", " an attempt to ", " excuse ", " pretext ")
EFFECTS = (
    " comes from ",
    " came from ",
    " stems from ",
    " stemmed from ",
    " worked to ",
    " led to ",
    " leads to ",
    " have frightened ",
    " forced ",
)
EFFECTS += (
    " is due to ",
    " was due to ",
    " result of ",
    " made it possible ",
    " brought about ",
    " is behind ",
    " was behind ",
    " is to blame ",
    " was to blame ",
)
EVER = (" ever been ", " ever seen ", " has ever ", " had ever ", " nothing like ", " no one ever ", " nobody ever ")
ALL = frozenset("everybody everyone anyone anybody nobody all every always never".split())
PAST_TAGS = frozenset({"ED"})
DIRECTS = frozenset("implored instructed ordered urged told asked warned promised invited begged advised".split())
