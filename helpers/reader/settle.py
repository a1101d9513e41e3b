"""Words that could be verbs, settled by what stands around them: “the play”, “her campaign”, “the Lee campaign manager” hold no verb."""

from __future__ import annotations

_HOLDS = frozenset({"DET", "POSS", "GEN"})
_PRONOUNS = frozenset("this that these those all some both each any another either such it's he's she's that's there's who's".split())
_ONE = frozenset({"N", "NAME"})
_HELPS = frozenset({"MOD", "DO", "BE", "HAVE"})
_BEFORE_ADJECTIVES = frozenset({"DET", "POSS", "GEN", "NUM", "PREP", "ADJ"})
_PASTS = frozenset(
    (
        "said told saw thought knew known heard felt found wrote written read put cast held made went gone laid stood stated sought "
        "spoke spoken swore sworn took taken understood shot shown spelt learnt seen began begun"
    ).split()
)
_HAS = frozenset("said argued noted written promised vowed pledged insisted suggested spoken".split())  # “he has said”
_PLURALS = frozenset("people police staff men women data media children parents team".split())


def settle(lows: list[str], tags: list[str]) -> None:
    """Change tags in place: a form that could be a cue verb is a noun behind “the” or “her”, adjectives between them or not, or in a run of nouns."""
    for k in range(1, len(tags)):
        if tags[k] == "BE" and lows[k] == "'s" and lows[k - 1] in ("he", "she") and lows[k + 1 : k + 2] and lows[k + 1] in _HAS:
            tags[k] = "HAVE"
        if tags[k] != "CUE" or lows[k] in _PASTS:
            continue
        if lows[k].endswith("ed"):
            if tags[k - 1] in _BEFORE_ADJECTIVES and lows[k - 1] not in _PRONOUNS and k + 1 < len(tags) and tags[k + 1] == "N":
                tags[k] = "ED"  # “both pledged delegates and …”, “five proposed bills”
            continue
        if lows[k] in ("state", "states") and lows[k + 1 : k + 2] != ["that"] and tags[k + 1 : k + 2] not in (["QUO"], [":"]):
            tags[k] = "N"
            continue
        b = k - 1
        while b > 0 and k - b < 4 and tags[b] == "ADJ":
            b -= 1
        if tags[b] in _HOLDS:
            if (lows[b] not in _PRONOUNS or b < k - 1) and not lows[k].endswith("ing"):
                tags[k] = "N"
        elif tags[b] == "NUM" and lows[k].endswith("s") and lows[k] != "says" or _in_a_run(lows, tags, k):
            tags[k] = "N"


def headline(words: list[str], lows: list[str], tags: list[str], lower_tag) -> None:
    """Change tags in place where nearly every word has a capital, “Lee Says Orr Is Unfit”: there a capital makes no name of a verb."""
    if 2 * tags.count("NAME") < len(tags):
        return
    letters = [k for k, w in enumerate(words) if w[0].isalpha() and len(w) > 3]
    if len(letters) < 3 or sum(words[k][0].isupper() for k in letters) < 0.85 * len(letters):
        return
    for k, tag in enumerate(tags):
        if tag == "NAME" and k and lower_tag(lows[k]) in ("CUE", "VB") and not (lows[k].endswith("ing") or lows[k] in _NAMES_TOO):
            tags[k] = lower_tag(lows[k])


_NAMES_TOO = frozenset("back state states press post times report show play campaign vote votes will".split())


def _in_a_run(lows: list[str], tags: list[str], k: int) -> bool:
    """“the Lee | campaign | manager”, “a liberal | think | tank”: a plain form, which no single noun before it could take as its verb."""
    low, held = lows[k], lows[k - 1]
    return (
        not low.endswith(("s", "ing"))
        and tags[k - 1] in _ONE
        and not held.endswith("s")
        and held not in _PLURALS
        and k + 1 < len(tags)
        and tags[k + 1] in _ONE
        and not _helped(lows, tags, k)
    )


def _helped(lows: list[str], tags: list[str], k: int) -> bool:
    for q in range(k - 1, max(k - 8, -1), -1):
        if tags[q] in (",", "QUO", ";", ":"):
            return False
        if tags[q] in _HELPS or lows[q] == "and":
            return True
    return False
