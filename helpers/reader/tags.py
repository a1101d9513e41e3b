"""A small tagger: closed classes by list, the rest by capital and ending. It knows what the rules need and no more."""

from __future__ import annotations

import re
from functools import lru_cache

from .wordlists import cue_verbs, first_names, nouns

CLOSED = {
    "DET": "the a an this that these those each every no some any another all both either such",
    "POSS": "his her its their our my your whose",
    "PRP": "he she they we i you it",
    "NUM": "one two three four five six seven eight nine ten eleven twelve dozens hundreds thousands",
    "QUANT": "many several most few others everyone everybody someone somebody nobody anyone half none neither nothing anything everything something",
    "OBJ": "him them us me himself herself themselves itself",
    "PREP": "of in on at for with from by about into over after before during under between against among as near within without through "
    "since than per via to toward towards despite amid outside inside across behind beyond until upon around like concerning "
    "regarding including alongside off onto throughout along above below aboard",
    "CC": "and or but nor yet",
    "SUB": "that because although though while if when where whether unless whereas so how why once till lest what whatever",
    "WH": "who which whom",
    "MOD": "will would can could may might must should shall 'll 'd won't wouldn't can't couldn't may'nt mightn't mustn't shouldn't cannot he'd she'd they'd",
    "BE": "'s 're 'm is are was were be been being isn't aren't wasn't weren't am",
    "HAVE": "'ve has have had having hasn't haven't hadn't",
    "DO": "do does did doesn't don't didn't",
    "NEG": "not never n't",
    "ADV": "long also then later once often repeatedly always recently previously now still already even just only again further first too however "
    "meanwhile instead perhaps both earlier soon ago yesterday today tomorrow tonight afterwards afterward separately thus therefore "
    "nevertheless nonetheless indeed besides moreover yet very more less last next back together aloud publicly openly sometimes seldom twice almost quite maybe",
    "TIME": "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october "
    "november december morning afternoon evening night week month year day",
    "VB": "went came made took got gave left ran put set began became stood won lost led fell rose grew kept held met paid sent built broke "
    "brought bought caught chose cut drew drove ate fought flew forgot hid hit laid lay lied meant read rode sang sat shot shut slept "
    "spent spoke spread stole struck swept taught threw wore wound hurt sold dealt bore beat blew burst cost dug fed fled froze shook "
    "used died lied tied let sees goes comes makes takes gets gives leaves runs puts sets keeps holds pays sends builds remains seems appears became becomes quit "
    "includes means needs lives works owns has runs plays need try tries tried say go come make take get give",
}
WORD_TAG = {word: tag for tag, words in reversed(CLOSED.items()) for word in words.split()}
WORD_TAG["that"] = "SUB"
WORD_TAG["may"] = "MOD"
WORD_TAG["march"] = "N"
VERB_TAGS = frozenset({"VB", "BE", "HAVE", "DO", "MOD", "CUE"})
NOMINAL = frozenset({"N", "NAME", "NUM", "QUANT", "PRP", "ADJ", "TIME", "ING"})
NOUNISH = frozenset(
    (
        "point points voice voices express sound sounds weigh report reports claim claims estimate estimates note notes "
        "question questions demand demands comment comments attack attacks order orders rule rules challenge challenges "
        "request requests post posts call calls project projects doubt doubts fear fears worry hope hopes promise "
        "promises pledge pledges vow vows welcome mock brand brands label labels credit credits fault faults state "
        "states show shows find finds forecast forecasts appeal appeals answer answers study counter counters signal "
        "signals remark remarks mention hail advance dispute disputes recall reveal stress blast fume cry cries joke "
        "jokes hint hints plan blame praise quip quips boast boasts threat suspect suspects complaint regret regrets "
        "ridicule quote quotes want wants wish wishes plans aim aims offer offers support supports favor favors favour "
        "favours love hate focus view views regard regards guess champion champions embrace reference highlight "
        "highlights outline rebuke blog blogs type types notice campaign campaigns press lobby push talk talks knock "
        "rip trust respect float guarantee guarantees detail details recount protest protests figure figures sense cast "
        "paint frame frames vote votes side sides stand stands look looks"
    ).split()
)
"""Forms of cue verbs that are nouns too."""
PUNCT = frozenset(",.;:!?-()[]\"'/…")
_NO_ING = frozenset(
    ["bring", "thing", "sting", "swing", "cling", "fling", "string", "spring", "wring", "sling", "viking", "wedding", "evening"]
)
_ADJ = re.compile(r"(?:ous|ful|less|able|ible|ical|ish)$")


@lru_cache(maxsize=1)
def _cues() -> frozenset[str]:
    return frozenset(cue_verbs())


@lru_cache(maxsize=20_000)
def lower_tag(low: str) -> str:
    """Tag of a word in lower case, seen alone."""
    if low in _cues() and WORD_TAG.get(low, "VB") == "VB":
        return "CUE"
    if low in WORD_TAG:
        return WORD_TAG[low]
    if not low[0].isalnum():
        return low[0] if low[0] in PUNCT else "X"
    if low[0].isdigit():
        return "NUM"
    if low.endswith("'s"):
        return "GEN"
    if low in first_names():
        return "N"  # Kelly, Ahmed: no adverb, no participle
    if low.endswith("ly") and len(low) > 4 and low not in ("family", "italy", "ally", "assembly", "reply", "supply", "monopoly", "july"):
        return "ADV"
    if low in ("taken", "given", "drawn", "driven", "broken", "chosen", "stolen"):
        return "ED"
    if low in nouns():
        return "N"
    if low.endswith("ed") and len(low) > 4:
        return "ADJ" if "-" in low else "ED"
    if low.endswith("ing") and len(low) > 4 and low not in _NO_ING:
        return "ING"
    return "ADJ" if _ADJ.search(low) else "N"


@lru_cache(maxsize=20_000)
def tag(word: str, low: str, first: bool) -> str:
    """Tag of a word in its place: `first` says that it opens a sentence, where a capital proves nothing."""
    known = lower_tag(low)
    if first and known == "CUE" and word[0].isupper() and low in NOUNISH:
        return "N"  # “State officials”, “Reports say”: a verb hardly ever opens a sentence in its plain form
    if word == "WHO" and not first:
        return "NAME"  # the World Health Organization
    if word == "Will" and not first:
        return "NAME"
    if low == "may" and word[0].isupper() and not first:
        return "TIME"
    if word[0].isupper() and known not in ("PRP", "GEN") and (not first or known in ("N", "ADJ", "ING")) and len(word) + first > 1:
        return "NAME" if known not in ("DET", "POSS", "PREP", "CC", "SUB", "WH", "BE", "HAVE", "DO", "NEG", "TIME", "MOD") else known
    return known
