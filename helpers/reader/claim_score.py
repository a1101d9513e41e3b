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

_PAST = frozenset(
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
_DEEDS = _PAST - _LINKS


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
        total = START + sum(WEIGHTS.get(sign, 0.0) for sign in self.seen)
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
    able = {k for k, w in enumerate(low) if w == "could" and _not_to_come(low, k)}
    seen = {single[w] for k, w in enumerate(low) if w in single and tags[k] != "TIME" and k not in able}  # May is a month
    if able and _NOT.isdisjoint(low):
        seen.add("deed")
    joined = f" {' '.join(low)} "
    seen.update(group for w in several.keys() & low for phrase, group in several[w] if phrase in joined)
    if "than" in low and not _MORE.isdisjoint(low):
        seen.add("compare")
    figures = [w for w in low if w[0].isdigit() or w[0] in "$£€" and len(w) > 1]
    years = [w for w in figures if len(w) == 4 and w.isdigit() and w[:2] in ("18", "19", "20")]
    words = sum([w[0].isalnum() or w[0] in "$£€" for w in low])
    if years or not _DAYS.isdisjoint(low):
        seen.add("date")
    for k, tag in enumerate(tags):
        if (
            tag == "ED"
            and (k == 0 or tags[k - 1] in NOMINAL or tags[k - 1] in ("HAVE", "ADV", "WH", "BE", "CC", ","))
            or low[k] in _DEEDS
            or tag in ("CUE", "VB")
            and low[k].endswith(("ed", "t"))
            and k
            and tags[k - 1] in ("PRP", "NAME", "N", "HAVE", "BE")
        ):
            seen.add("deed")
        elif tag == "NAME" and k:
            seen.add("name")
    if not seen & {"deed"} and any(w in _LINKS or w in ("is", "are") for w in low):
        seen.add("being")
    if any(t == "NUM" and not w[0].isdigit() for t, w in zip(tags, low)):
        seen.add("counted")
    last = next((w for w in reversed(low) if w not in ('"', "'", ")")), "")
    if last == "?":
        seen.add("question")
    if not any(t in VERB_TAGS or t == "ED" for t in tags):
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
    if not _SPEAKER.isdisjoint(low):
        seen.add("speaker")
    return Signs(seen, len(figures), words, bool(figures) and len(figures) == len(years))


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
