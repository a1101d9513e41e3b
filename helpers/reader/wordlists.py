"""The reader's word lists: plain tables in `words/` that anybody can open, each entry with its reason.

A learner may change a list and read again: `Lexicon.with_word("plucky", "emotive", "…")`, `Lexicon.without("slam")`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

_WORDS = Path(__file__).parent / "words"


@dataclass(frozen=True)
class Entry:
    """One line of `loaded.tsv` or `fair.tsv`: words, what they do, how strongly, and why."""

    words: str
    category: str
    strength: int | None
    tier: str
    why: str
    form: str = "-"


def rows(name: str) -> list[dict[str, str]]:
    """Lines of a table as dictionaries; `#` opens a comment, the first other line names the columns."""
    lines = (_WORDS / name).read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    return [dict(zip(table[0], row, strict=True)) for row in table[1:]]


@lru_cache(maxsize=1)
def abbreviations() -> frozenset[str]:
    lines = (_WORDS / "abbreviations.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=1)
def _irregular() -> dict[str, tuple[str, ...]]:
    return {row["verb"]: tuple(row["forms"].split()) for row in rows("verb_forms.tsv")}


def verb_forms(verb: str) -> tuple[str, ...]:
    """Return every form of a verb, "point out" by its first word: say → say, says, said, saying."""
    first, _, rest = verb.partition(" ")
    if first in _irregular():
        return tuple(f"{form} {rest}".strip() for form in (first, *_irregular()[first]))
    if first.endswith("e"):
        made = (first, first + "s", first + "d", first[:-1] + "ing")
    elif re.search(r"[^aeiou]y$", first):
        made = (first, first[:-1] + "ies", first[:-1] + "ied", first + "ing")
    else:
        made = (first, first + ("es" if re.search(r"(?:s|sh|ch|x|z)$", first) else "s"), first + "ed", first + "ing")
    return tuple(f"{form} {rest}".strip() for form in made)


@dataclass(frozen=True)
class Verb:
    """A cue verb; see the head of `cue_verbs.tsv` for frames."""

    lemma: str
    frames: str
    sure: bool
    why: str
    second: str = ""
    wide: bool = False


@lru_cache(maxsize=1)
def cue_verbs() -> dict[str, tuple[Verb, ...]]:
    """Form of the (first) word → verbs it may belong to; two-word verbs come first."""
    found: dict[str, list[Verb]] = {}
    for row in rows("cue_verbs.tsv"):
        lemma, _, second = row["verb"].partition(" ")
        verb = Verb(row["verb"], row["frames"], row["sure"] == "yes", row["why"], second, row["sure"] == "wide")
        for form in verb_forms(lemma):
            found.setdefault(form, []).append(verb)
    return {form: tuple(sorted(verbs, key=lambda v: not v.second)) for form, verbs in found.items()}


@lru_cache(maxsize=1)
def cue_phrases() -> dict[str, tuple[str, frozenset[str]]]:
    """Noun (and its plural), adjective or adverb → its part of speech and what it takes."""
    found = {}
    for row in rows("cue_phrases.tsv"):
        word, says = row["words"], (row["part"], frozenset(row["takes"].split()))
        found[word] = says
        if row["part"] == "noun":
            found[word[:-1] + "ies" if word.endswith("y") else word + "s"] = says
    return found


@lru_cache(maxsize=1)
def nouns() -> dict[str, str]:
    """Source noun → kind by form."""
    return {row["noun"]: row["kind"] for row in rows("nouns.tsv")}


@dataclass(frozen=True)
class Lexicon:
    """The words that the language layer looks for. Frozen: a change gives a new one."""

    entries: tuple[Entry, ...]

    def with_word(self, words: str, category: str, why: str, strength: int | None = 2, tier: str = "sure", form: str = "-") -> Lexicon:
        """Return a list with one entry more (or changed); `form` "v" adds all forms of a verb, "n" the plural."""
        kept = tuple(e for e in self.entries if e.words != words)
        return replace(self, entries=kept + (Entry(words, category, strength, tier, why, form),))

    def without(self, words: str) -> Lexicon:
        return replace(self, entries=tuple(e for e in self.entries if e.words != words))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the kit's own list of loaded words and fair look-alikes."""
    loaded = [Entry(r["words"], r["category"], int(r["strength"]), r["tier"], r["why"], r["form"]) for r in rows("loaded.tsv")]
    fair = [Entry(r["words"], "fair", None, r["tier"], r["why"], r["form"]) for r in rows("fair.tsv")]
    return Lexicon(tuple(loaded + fair))


def _groups(name: str) -> dict[str, str]:
    """Word → group in a list whose lines read “group: word word …”."""
    lines = (_WORDS / name).read_text(encoding="utf-8").splitlines()
    return {
        word: group
        for line in reversed(lines)
        if line and line[0] != "#"
        for group, _, words in [line.partition(":")]
        for word in words.split()
    }


@lru_cache(maxsize=1)
def first_names() -> dict[str, str]:
    """Return the first name → "he", "she" or "?"."""
    return _groups("first_names.txt")


@lru_cache(maxsize=4)
def bodies(group: str) -> frozenset[str]:
    """Return the words of a group that names end in: institution, document, surname, place."""
    lines = (_WORDS / "bodies.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if line.startswith(group + ":") for word in line.split()[1:])


@dataclass(frozen=True, slots=True)
class TypeWord:
    """The groups of a word, and their names as `claim_features` has them: anywhere in a claim, as its verb."""

    groups: frozenset[str]
    anywhere: tuple[str, ...]
    as_verb: tuple[str, ...]


@lru_cache(maxsize=1)
def type_words() -> dict[str, TypeWord]:
    """Return the word → groups of `claim_types.txt` that hold it; lines “v group:” hold verbs, of which every form is made.

    Groups “about …” count as the verb of a claim only."""
    found: dict[str, set[str]] = {}
    for line in (_WORDS / "claim_types.txt").read_text(encoding="utf-8").splitlines():
        group, _, words = line.partition(":")
        if not line or line[0] == "#":
            continue
        for word in words.split():
            for form in _all_forms(word) if group.startswith("v ") else (word,):
                found.setdefault(form, set()).add(group.removeprefix("v "))
    return {
        word: TypeWord(
            frozenset(groups),
            tuple(f"any:{g}" for g in sorted(groups) if not g.startswith("about ")),
            tuple(f"verb:{g}" for g in sorted(groups)),
        )
        for word, groups in found.items()
    }


@lru_cache(maxsize=1)
def claim_verbs() -> frozenset[str]:
    """Return every form of the verbs in `claim_types.txt`, of which the tagger takes many for nouns: “belongs”, “burns”, “love”."""
    lines = (_WORDS / "claim_types.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(
        form for line in lines if line.startswith("v ") for verb in line.partition(":")[2].split() for form in _all_forms(verb)
    )


def _all_forms(verb: str) -> tuple[str, ...]:
    """Return the forms of a verb, and those with a doubled letter: stop → stopped, stopping."""
    twice = re.search(r"[^aeiou][aeiou][ptgnrbm]$", verb)
    return (*verb_forms(verb), *((verb + verb[-1] + "ed", verb + verb[-1] + "ing") if twice else ()))
