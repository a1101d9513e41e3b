"""Loaded words and fair look-alikes: the word list laid over the text, with whose voice it is."""

from __future__ import annotations

from bisect import bisect_right

from helpers.scoring import cached_per_owner

from .cue_words import is_noun
from .reasons import curly, in_marks
from .records import LOOK, Attribution, Loaded, span
from .segments import _WORD, Text, Unit
from .wordlists import Entry, Lexicon, verb_forms

_SAYS = {
    "emotive": "tells a reader how to feel",
    "label": "is a name that those described may not accept",
    "intensity": "turns it up or down",
    "metaphor": "is an image that adds something",
    "euphemism": "is a soft name",
    "factive": "makes a reader accept what follows",
    "reporting_verb": "is no neutral verb of saying",
    "hedge": "casts doubt",
    "agentless": "leaves out who did it",
    "appeal": "argues by feeling",
    "fair": "sounds strong and is fair here",
}
_SELF = frozenset(["self-described", "self-proclaimed", "self-identified", "self-styled", "self-declared", "avowed"])
_NOUN_AS_WELL = frozenset(
    (
        "hail tout mock blast fume boast bark snap moan crow savage taunt protest torch surge plunge spiral crater "
        "balloon slash hammer rout fuel storm claims claimed stun battle"
    ).split()
)


@cached_per_owner
def _index(lexicon: Lexicon) -> dict[str, list[tuple[tuple[str, ...], Entry]]]:
    """First word → word sequences, longest first, fair ones before loaded ones of the same length."""
    found: dict[str, list] = {}
    for entry in lexicon.entries:
        for form in _forms(entry):
            words = tuple(m.group() for m in _WORD.finditer(form.lower().replace("’", "'")))
            if words:
                found.setdefault(words[0], []).append((words, entry))
    for sequences in found.values():
        sequences.sort(key=lambda pair: (-len(pair[0]), pair[1].category != "fair"))
    return found


def near(lexicon: Lexicon, t: Text) -> Lexicon:
    """Return the part of a list that can find anything in a text: a learner's entry is tried on a sentence, with a short list to read anew."""
    index = _index(lexicon)
    there = {id(entry): entry for u in t.units for word in u.L for _, entry in index.get(word, ())}
    return Lexicon(tuple(there[n] for n in sorted(there, key=_places(lexicon).__getitem__)))


@cached_per_owner
def _places(lexicon: Lexicon) -> dict[int, int]:
    """Where on the list each entry stands."""
    return {id(entry): n for n, entry in enumerate(lexicon.entries)}


def _forms(entry: Entry) -> tuple[str, ...]:
    if entry.form == "v":
        first, _, rest = entry.words.partition(" ")
        return tuple(f"{form} {rest}".strip() for form in (*verb_forms(first), *_doubled(first)))
    if entry.form == "n":
        word = entry.words
        plural = (
            word[:-1] + "ies"
            if word.endswith("y") and word[-2:-1] not in "aeiou"
            else word + ("es" if word.endswith(("s", "ch", "sh", "x")) else "s")
        )
        return word, plural
    return (entry.words,)


def _doubled(verb: str) -> tuple[str, ...]:
    short = len(verb) <= 5 and verb[-1] in "bgmnpt" and verb[-2:-1] in "aeiou" and verb[-3:-2] not in "aeiou"
    return (verb + verb[-1] + "ed", verb + verb[-1] + "ing") if short and len(verb) > 2 else ()


def find(t: Text, attributions: tuple[Attribution, ...], lexicon: Lexicon) -> tuple[Loaded, ...]:
    """Return marks in the order of the text; at one place the longest entry wins, and a fair phrase shields the words inside it."""
    index = _index(lexicon)
    told = sorted((c.start, c.end) for a in attributions for c in a.content)
    reach, top = [], 0
    for _, end in told:
        top = max(top, end)
        reach.append(top)
    found = []
    for u in t.units:
        k, n = 0, len(u)
        while k < n:
            for words, entry in index.get(u.L[k], ()):
                if u.L[k : k + len(words)] == list(words) and _fits(u, k, len(words), entry):
                    found.append(_mark(t, u, k, len(words), entry, told, reach))
                    k += len(words) - 1
                    break
            k += 1
    return tuple(found)


def _fits(u: Unit, k: int, size: int, entry: Entry) -> bool:
    """Not part of a name; a verb of saying is not the noun of the same spelling."""
    if u.G[k] == "NAME" and k and u.W[k][1:].islower():
        beside = [u.G[q] == "NAME" for q in (k - 1, k + size) if 0 <= q < len(u)]
        if any(beside) and not _headline(u):
            return False
    if entry.category == "label" and k and u.L[k - 1] in _SELF:
        return False  # a name that people gave themselves
    if entry.category == "reporting_verb" and size == 1:
        if u.L[k].endswith("s") and u.G[k] == "CUE" and is_noun(u, k, k, k + 1):
            return False
        if k and u.G[k - 1] in ("DET", "POSS", "GEN") or k and u.L[k - 1] == "to" and entry.words in ("claims",):
            return False
    if (
        entry.form == "v"
        and size == 1
        and k
        and u.G[k - 1] in ("DET", "POSS", "ADJ", "PREP")
        and entry.words in _NOUN_AS_WELL
        and u.L[k] in (entry.words, entry.words + "s")
        and u.L[k - 1] != "to"
    ):
        return entry.category in ("intensity",)
    return True


def _headline(u: Unit) -> bool:
    words = [w for w in u.W if w[0].isalpha()]
    return len(words) > 2 and sum(w[0].isupper() for w in words) > 0.7 * len(words)


def _mark(t: Text, u: Unit, k: int, size: int, entry: Entry, told, reach) -> Loaded:
    start, end = u.S[k], u.E[k + size - 1]
    words = t.text[start:end]
    if u.Q[k] >= 0:
        voice = "quoted"
    else:
        at = bisect_right(told, (start, 1 << 60)) - 1
        voice = "paraphrased" if at >= 0 and reach[at] >= end else "reporter"
    says = _SAYS.get(entry.category, "does more than name")
    quoted = " The word is the speaker's, not the writer's." if voice == "quoted" and entry.category != "fair" else ""
    return Loaded(
        span(t.text, start, end),
        entry.category,
        entry.strength,
        voice,
        LOOK if voice == "quoted" else entry.tier,  # not the writer's word
        f"“{in_marks(words)}” {says}: {curly(entry.why[0].lower() + entry.why[1:] if entry.why[:2] != 'I ' else entry.why)}{curly(quoted)}",
    )
