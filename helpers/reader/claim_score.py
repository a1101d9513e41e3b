"""How much the wording of a sentence asks for a check: counted from `words/claim_words.tsv`. Which type of claim it is: `claim_types`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from .segments import Unit
from .tags import NOMINAL, VERB_TAGS, lower_tag
from .wordlists import rows

SURE_FROM, LOOK_FROM = 0.85, 0.3
WEIGHTS = {
    "number": 0.65,
    "numbers": 0.1,
    "amount": 0.75,
    "compare": 0.5,
    "topic": 0.3,
    "date": 0.3,
    "cause": -0.1,
    "deed": 0.5,
    "being": 0.2,
    "name": 0.25,
    "absolute": 0.4,
    "whole": 0.2,
    "counted": 0.25,
    "record": 0.8,
    "so far": 0.45,
    "not done": 0.35,
    "others": 0.1,
    "question": -2.0,
    "feeling": -0.7,
    "ought": -0.65,
    "future": -0.25,
    "motive": -0.35,
    "general": -0.25,
    "you": -0.3,
    "personal": -0.3,
    "speaker": -0.3,
    "me": -0.1,
    "talk": -0.35,
    "value": -0.6,
    "long": 0.15,
    "very long": 0.25,
    "short": -0.25,
    "very short": -0.3,
    "no verb": 0.15,
}
"""Points for each sign: a logistic regression on 2,184 sentences of debates (ClaimBuster: Arslan et al. 2020) and 171 of the kit's own, rounded; questions lowered by hand."""
START = 0.0

PAST_FORMS = frozenset(
    (
        "was were had did went came made took got gave left ran put began became won lost led fell rose grew kept held "
        "met paid sent built broke brought bought caught cut drew drove fought flew hit laid lied shot shut slept spent "
        "struck swept threw sold dealt beat burst dug fed fled froze told said knew"
    ).split()
)
_DAYS = frozenset(
    (
        "yesterday today monday tuesday wednesday thursday friday saturday sunday january february april june july "
        "august september october november december year month week decade century quarter night autumn spring summer "
        "winter"
    ).split()
)
_MORE = frozenset(
    ["more", "less", "fewer", "higher", "lower", "larger", "smaller", "longer", "faster", "better", "worse", "earlier", "later"]
)
_ABLE = frozenset(["not", "see", "hear", "feel", "only", "barely", "hardly", "still", "no"])
_NOT = frozenset(["not", "only", "still", "no"])
_SENSED = frozenset(["seen", "heard", "felt", "found", "reached", "smelled", "smelt"])
_SHORT_VERBS = frozenset(["'s", "'re", "'ve", "'ll", "'d", "'m"])
_SPEAKER = frozenset(["i", "i'm", "i've", "me", "my"])
_LINKS = frozenset(["was", "were", "had", "did", "been", "has", "have"])
_DEEDS = PAST_FORMS - _LINKS
_BEING = _LINKS | {"is", "are"}
_VERBAL = VERB_TAGS | {"ED"}
_SMALL = frozenset({"DET", "POSS", "PRP", "OBJ", "PREP", "CC", "SUB", "WH", "QUANT"})  # words of these neither count, name nor do anything
_BARE = frozenset({"CUE", "VB"})
_BEFORE_DEED = NOMINAL | {"HAVE", "ADV", "WH", "BE", "CC", ","}
_BEFORE_BARE = frozenset({"PRP", "NAME", "N", "HAVE", "BE"})


@lru_cache(maxsize=1)
def _lists() -> tuple[dict[str, str], dict[str, list[tuple[str, str]]]]:
    single, several = {}, {}
    for row in rows("claim_words.tsv"):
        if " " in row["words"]:
            several.setdefault(row["words"].split()[0], []).append((f" {row['words']} ", row["group"]))
        else:
            single[row["words"]] = row["group"]
    return single, several


@dataclass(slots=True)
class Signs:
    """What was seen in the words: names of groups, and how many numbers."""

    seen: set[str]
    numbers: int
    length: int
    years_only: bool
    score: float = 0.0

    def __post_init__(self):
        total = START + sum([WEIGHTS[sign] for sign in self.seen if sign in WEIGHTS])
        total += WEIGHTS["number"] * bool(self.numbers) * (0.5 if self.years_only else 1) + WEIGHTS["numbers"] * min(
            max(self.numbers - 1, 0), 2
        )
        if self.numbers:
            total -= WEIGHTS["future"] * ("future" in self.seen) + WEIGHTS["value"] * ("value" in self.seen)
        self.score = round(total, 2)


def signs(u: Unit, a: int, b: int) -> Signs:
    """Signs in words `a`…`b` of a unit."""
    single, several = _lists()
    low, tags = _whole(u.L[a:b], u.G[a:b])
    here = set(low)
    seen = {single[w] for w in here & single.keys()} if "may" not in here and "could" not in here else _by_word(low, tags, single)
    if "could" in here and _NOT.isdisjoint(here) and any(w == "could" and _not_to_come(low, k) for k, w in enumerate(low)):
        seen.add("deed")
    begun = here & several.keys()
    if begun:
        joined = f" {' '.join(low)} "
        seen.update(group for w in begun for phrase, group in several[w] if phrase in joined)
    if "than" in here and not _MORE.isdisjoint(here):
        seen.add("compare")
    figures, words, verbless = [], 0, True
    last_tag = ""
    for k, (w, tag) in enumerate(zip(low, tags)):
        if tag in _SMALL:
            words += 1
            last_tag = tag
            continue
        mark = w[0]
        if mark.isalnum():
            words += 1
            if mark.isdigit():
                figures.append(w)
            elif tag == "NUM":
                seen.add("counted")
        elif mark in "$£€":
            words += 1
            if len(w) > 1:
                figures.append(w)
        if tag in _VERBAL:
            verbless = False
            if (
                w in _DEEDS
                or tag == "ED"
                and (k == 0 or last_tag in _BEFORE_DEED)
                or k
                and tag in _BARE
                and last_tag in _BEFORE_BARE
                and w.endswith(("ed", "t"))
            ):
                seen.add("deed")
        elif w in _DEEDS:
            seen.add("deed")
        elif tag == "NAME" and k:
            seen.add("name")
        last_tag = tag
    years = [w for w in figures if len(w) == 4 and w.isdigit() and w[:2] in ("18", "19", "20")]
    if years or not _DAYS.isdisjoint(here):
        seen.add("date")
    if "deed" not in seen and not _BEING.isdisjoint(here):
        seen.add("being")
    last = next((w for w in reversed(low) if w not in ('"', "'", ")")), "")
    if last == "?":
        seen.add("question")
    if verbless:
        seen.add("no verb")
    if words >= 12:
        seen.add("long")  # a long sentence has room for a fact, a short one mostly not
    if words >= 20:
        seen.add("very long")
    if words < 6:
        seen.add("short")
    if words < 4:
        seen.add("very short")
    if low and (low[0] == "i" or low[0] in "\"'" and low[1:2] == ["i"]):
        seen.add("me")
    if not _SPEAKER.isdisjoint(here):
        seen.add("speaker")
    return Signs(seen, len(figures), words, bool(figures) and len(figures) == len(years))


def _by_word(low: list[str], tags: list[str], single: dict[str, str]) -> set[str]:
    """The signs of single words, without the month of May and without a “could” that tells what somebody was able to do."""
    return {
        single[w]
        for k, (w, tag) in enumerate(zip(low, tags))
        if w in single and tag != "TIME" and not (w == "could" and _not_to_come(low, k))
    }


def _whole(low: list[str], tags: list[str]) -> tuple[list[str], list[str]]:
    """Return words and tags with contractions in one piece, as the lists have them: “we” and “'ll” are “we'll”."""
    if _SHORT_VERBS.isdisjoint(low):
        return low, tags
    words, kinds = [], []
    for w, tag in zip(low, tags):
        if words and w in _SHORT_VERBS:
            words[-1] += w
            kinds[-1] = lower_tag(words[-1])
        else:
            words.append(w)
            kinds.append(tag)
    return words, kinds


def _not_to_come(low: list[str], k: int) -> bool:
    """“could not sleep”, “could be seen”: what somebody was able to do, not what may come."""
    return low[k + 1 : k + 2] != [] and (low[k + 1] in _ABLE or low[k + 1] == "be" and low[k + 2 : k + 3] != [] and low[k + 2] in _SENSED)
