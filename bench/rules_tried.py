"""A wider bank of one-feature rules than the tests hold, on every exercise with questions: what could still pay without reading, by name and figure.

    python bench/rules_tried.py [part of an exercise’s name …]        (about ten seconds)

Each feature is tried at every threshold, in both directions, with the best answer on either side (`learners.two_sided`). With some fifty features and
seven questions of two answers some rule always fits by chance, so this is no test: it shows where order, choice or number of items can still help.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "tests" / "support")]

import learners  # noqa: E402

from helpers import text  # noqa: E402

POINTS, RIGHT = 1 / 3, 0.65


def _count(pattern: str) -> Callable[[str], float]:
    return lambda words: len(re.findall(pattern, words))


def _words(said: str) -> list[str]:
    return re.findall(r"\w[\w’'-]*", said) or ["x"]


def _vowels(said: str) -> float:
    letters = [c for c in said.lower() if c.isalpha()] or ["x"]
    return sum(c in "aeiou" for c in letters) / len(letters)


LOOKS: dict[str, Callable[[str], float]] = {
    "characters": len,
    "words": lambda said: len(_words(said)),
    "letters a word": lambda said: sum(map(len, _words(said))) / len(_words(said)),
    "longest word": lambda said: max(map(len, _words(said))),
    "vowel share": _vowels,
    "articles": _count(r"(?i)\b(?:an?|the)\b"),
    "pronouns": _count(r"(?i)\b(?:he|she|it|they|we|i|you|him|her|them|us|his|its|their|our|my|your|who)\b"),
    "names": _count(r"(?<=\w )[A-Z]\w+"),
    "digits": _count(r"\d"),
    "commas": _count(","),
    "quotation marks": _count("[“”]"),
    "first letter": lambda said: ord(_words(said)[0][0].lower()),
    "last letter": lambda said: ord(_words(said)[-1][-1].lower()),
    "length of the first word": lambda said: len(_words(said)[0]),
    "length of the last word": lambda said: len(_words(said)[-1]),
    "an article first": lambda said: bool(re.match(r"(?i)\W*(?:an?|the)\b", said)),
    "a pronoun first": lambda said: bool(re.match(r"(?i)\W*(?:he|she|it|they|we|i|you|his|her|their|its)\b", said)),
    "a capital first": lambda said: said.lstrip("“‘")[:1].isupper(),
    "a stop at the end": lambda said: said.rstrip("”’")[-1:] in ".!?",
    "-ed": _count(r"ed\b"),
    "-ing": _count(r"ing\b"),
    "-ly": _count(r"ly\b"),
    "a form of be": _count(r"(?i)\b(?:is|are|was|were|be|been)\b"),
    "not, no": _count(r"(?i)\b(?:not|no|nobody|never|nothing|nor)\b"),
    "said, told": _count(r"(?i)\b(?:said|says|told|wrote|asked)\b"),
}


def wide(case: learners.Case) -> dict[str, dict[str, float]]:
    """Return per feature its value for each question: of the words, of their sentence, of the place on the page, of the neighbours."""
    asked = {q["id"]: q for q in case.kind.form.questions(case.exercise, case.article)}
    words = learners.asked_words(case)
    names, found = list(words), {}
    for name, look in LOOKS.items():
        found[name] = {f: look(said) for f, said in words.items()}
        if all(asked[f].get("start") is not None for f in names):
            found[f"{name}, of the sentence"] = {f: look(_sentence(case, asked[f]["start"])) for f in names}
    for size in (2, 3, 4):
        for k in range(size):
            found[f"place {k + 1} of every {size}"] = {f: n % size == k for n, f in enumerate(names)}
    found["place"] = {f: n for n, f in enumerate(names)}
    found["pairs in turn"] = {f: n % 4 < 2 for n, f in enumerate(names)}
    found["the inner pair of four"] = {f: (n + 1) % 4 < 2 for n, f in enumerate(names)}
    found["in the middle"] = {f: len(names) / 4 <= n < 3 * len(names) / 4 for n, f in enumerate(names)}
    length = [len(words[f]) for f in names]
    found["length of the one before"] = {f: length[n - 1] if n else 0 for n, f in enumerate(names)}
    found["length of the one after"] = {f: length[n + 1] if n + 1 < len(names) else 0 for n, f in enumerate(names)}
    found["longer than the one before"] = {f: n > 0 and length[n] > length[n - 1] for n, f in enumerate(names)}
    found["rank in the alphabet"] = {f: sorted(names, key=lambda x: words[x].lower()).index(f) for f in names}
    return found


def _sentence(case: learners.Case, start: int) -> str:
    return next((case.article.text[a:b] for a, b in text.sentences(case.article.text) if a <= start < b), "")


def paying(case: learners.Case) -> tuple[int, dict[str, tuple[float, float]]]:
    """Return how many features were tried, and of each that pays its best rule: the share right, the share of the points."""
    features, best = wide(case), {}
    for rule, value in learners.two_sided(case, features).items():
        right, points = learners.share_right(case, value), case.fraction(value)
        name = rule.partition(" ≥ ")[0]
        if (right >= RIGHT or points >= POINTS) and right > best.get(name, (0, 0))[0]:
            best[name] = (right, points)
    return len(features), best


def main() -> None:
    print("| exercise | questions | features | of them pay | the best |\n|---|---|---|---|---|")
    for case in learners.cases(generated_too=False):
        if case.shape == "questions" and case.set_by_us and (not sys.argv[1:] or any(part in case.name for part in sys.argv[1:])):
            tried, best = paying(case)
            top = sorted(best.items(), key=lambda x: -x[1][0])[:3]
            shown = "; ".join(f"{name} {right:.0%} right" for name, (right, _) in top)
            print(f"| {case.name} | {len(case.asked)} | {tried} | {len(best)} | {shown} |", flush=True)


if __name__ == "__main__":
    main()
