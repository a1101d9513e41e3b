"""What a rewrite keeps, drops and adds. Rules of thumb for hints, never for marks."""

from __future__ import annotations

import re
from functools import lru_cache

from helpers import text

NUMBERS = {
    n: str(k)
    for k, n in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])
}
PLAIN = frozenset(
    (
        "a an the of in on at to from by for with and or but as it its he him his she her they them their this that "
        "these those one no not all is are was were be been has have had will would"
    ).split()
)
CAUSES = r"\b(because|due to|in order to|so that|as a result|therefore|in revenge|caused by|led to|which means|thanks to)\b"
_CAUSES = CAUSES.removeprefix(r"\b(").removesuffix(r")\b").split("|")
NOT_NAMES = frozenset("i the a an at in on of for from instead one some many most all but and or as it he she they this that".split())


def kept(phrase: str, words: str) -> bool:
    """Return whether the words of a phrase still stand in a rewrite, in any order and form."""
    have = [_stem(w) for w in _split(words)]
    return all(_stem(w) in have for w in _split(phrase) if w.casefold() not in PLAIN)


def stands_in(forms: list[str], words: str) -> str:
    """Return the word by which a rewrite is still hot, or empty: the first telling word of the shortest boundary that a reader drew.

    «terror organization» is cooled by «organization» and not by «terror group»; a long phrase counts only as a whole.
    """
    have = {_stem(w) for w in _split(words)}
    core = [w for w in _split(min(forms, key=len)) if w.casefold() not in PLAIN and len(w) > 2]
    flat = " ".join(_split(words)).casefold()
    if len(core) <= 2:
        return next((w for w in core[:1] if _stem(w) in have), "")
    return next((f for f in forms if " ".join(_split(f)).casefold() in flat), "")


def dropped(source: str, facts: list[str], words: str) -> list[str]:
    """Return numbers, names and the listed facts («preacher|imam») that a rewrite lacks, as they stand in the source."""
    lost = [n for n in dict.fromkeys(_numbers(source)) if n not in _numbers(words)]
    have = _stems(words)
    lost += [n for n in names(source) if not _all_in(n, have)]
    lost += [f.split("|")[0] for f in facts if not any(re.search(rf"\b{re.escape(form)}", words, re.I) for form in f.split("|"))]
    return lost


def new_claims(around: str, words: str) -> list[str]:
    """Return numbers, names and causes that a rewrite has and the article's paragraph has not."""
    have = _stems(around)
    found = [n for n in dict.fromkeys(_numbers(words)) if n not in _numbers(around)]
    found += names(words, have)
    low = words.casefold()
    if not any(cause in low for cause in _CAUSES):  # word by word it is dear to look for them
        return found
    return found + [m.group() for m in re.finditer(CAUSES, words, re.I) if not re.search(rf"\b{re.escape(m.group())}\b", around, re.I)]


@lru_cache(maxsize=256)
def names(words: str, known: frozenset = frozenset()) -> list[str]:
    """Capitalised words that do not merely open a sentence, neighbours together («Islamic State»), in order and once, less the known stems."""
    found, first = [], None
    for m in re.finditer(r"[A-Z][^\W_]*(?: [A-Z][^\W_]*)*", words):
        run = [w for w in m.group().split() if w.casefold() not in NOT_NAMES]
        if all(_stem(w) in known for w in _split(" ".join(run))):
            continue
        if " " not in m.group() and _may_open(words, m.start()):
            first = first or {a for a, _ in text.sentences(words)} | {q.end() for q in re.finditer(r"[“\"‘(]", words)}
            if m.start() in first:
                continue
        found.append(" ".join(run))
    return list(dict.fromkeys(found))


def _may_open(words: str, at: int) -> bool:
    """Whether a sentence or a quotation could begin here: never after a letter, a digit or a comma. Cutting sentences is the dear part."""
    before = words[:at].rstrip(" ")[-1:]
    return not (before.isalnum() or before == ",")


@lru_cache(maxsize=256)  # the article's words are asked about again for every learner of a class
def _stems(words: str) -> frozenset[str]:
    return frozenset(_stem(w) for w in _split(words))


@lru_cache(maxsize=256)
def _numbers(words: str) -> list[str]:
    spelled = {w.casefold() for w in _split(words)}
    digits = [m.group().replace(",", "") for m in re.finditer(r"\d[\d,]*(?:\.\d+)?", words)]
    return [d.rstrip(",.") for d in digits] + [NUMBERS[w] for w in sorted(spelled) if w in NUMBERS and w != "one"]


def _all_in(name: str, stems: set) -> bool:
    return all(_stem(w) in stems for w in _split(name))


def _split(words: str) -> list[str]:
    return re.findall(r"[^\W_]+", words)


def _stem(word: str) -> str:
    w = word.casefold()
    for tail in ("ing", "ed", "es", "s"):
        if w.endswith(tail) and len(w) - len(tail) >= 4:
            w = w[: -len(tail)]
            break
    return w.rstrip("e")
