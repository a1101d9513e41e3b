"""How far annotators agree: on places (span F1 of each pair) and on labels word by word (Krippendorff's alpha)."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from statistics import mean

from helpers import text

from . import codebook
from .article import Article
from .marks import Pass, read_passes

PLAIN = "–"  # the label of a word that an annotator left unmarked
CAVEAT = (
    "The passes that come with the kit were made with a language model under the codebook. They agree with one another far more than\n"
    "trained people do on loaded words (span F1 about 0.5): this shows how steady the key is, not that people would agree."
)


@dataclass(frozen=True)
class LayerAgreement:
    """One layer: marks per annotator, F1 per pair of annotators, their mean, and alpha; None where there is nothing to compare."""

    layer: str
    marks: dict[str, int]
    pairs: dict[tuple[str, str], float]
    mean_f1: float | None
    alpha: float | None


@dataclass(frozen=True)
class Agreement:
    """The agreement of all annotators of an article, layer by layer."""

    article: str
    layers: tuple[LayerAgreement, ...]

    def layer(self, name: str) -> LayerAgreement:
        return next(one for one in self.layers if one.layer == name)

    def as_text(self) -> str:
        """Return a table for people: a row per layer, then each pair."""
        lines = [
            f"Agreement of the annotators of {self.article}",
            "",
            f"{'layer':10}{'annotators':>11}{'marks each':>12}{'span F1':>10}{'lowest':>8}{'highest':>9}{'alpha':>8}",
        ]
        for one in self.layers:
            low, high = (min(one.pairs.values()), max(one.pairs.values())) if one.mean_f1 is not None else (None, None)
            each = f"{min(one.marks.values())}–{max(one.marks.values())}" if one.marks else PLAIN
            lines.append(
                f"{one.layer:10}{len(one.marks):>11}{each:>12}{_number(one.mean_f1):>10}{_number(low):>8}{_number(high):>9}{_number(one.alpha):>8}"
            )
        return "\n".join(
            [
                *lines,
                "",
                "span F1: same places, the mean over pairs of annotators. alpha: same label on each word (1 is perfect, 0 is chance).",
                CAVEAT,
            ]
        )


def _number(value: float | None) -> str:
    return PLAIN if value is None else f"{value:.2f}"


def agreement_of(article: Article, passes: tuple[Pass, ...] | None = None) -> Agreement:
    """Return the agreement on an article, by its own passes unless others are given."""
    passes = read_passes(article) if passes is None else passes
    return Agreement(article.slug, tuple(_layer(article, passes, name) for name in codebook.LAYERS))


def _layer(article: Article, passes: tuple[Pass, ...], name: str) -> LayerAgreement:
    passes = tuple(one for one in passes if one.layers is None or name in one.layers)  # who read for something else left nothing alone
    marks = {one.annotator: one.layer(name) for one in passes}
    counts = {who: len(m) for who, m in marks.items()}
    if len(passes) < 2 or not any(counts.values()):
        return LayerAgreement(name, counts, {}, None, None)
    pairs = {(a, b): span_f1(marks[a], marks[b]) for a, b in itertools.combinations(marks, 2)}
    return LayerAgreement(name, counts, pairs, mean(pairs.values()), alpha_of_words(article, marks, codebook.LABEL_FIELD[name]))


def span_f1(one: list[dict], other: list[dict]) -> float:
    """Return places only: two marks meet where they share at least half of the longer one, each used once, the closest first."""
    if not one and not other:
        return 1.0
    near = sorted(((_shared(a, b), i, j) for i, a in enumerate(one) for j, b in enumerate(other)), key=lambda x: (-x[0], x[1:]))
    taken: tuple[set, set] = (set(), set())
    for share, i, j in near:
        if share >= 0.5 and i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
    return 2 * len(taken[0]) / (len(one) + len(other))


def _shared(a: dict, b: dict) -> float:
    common = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return max(0, common) / max(a["end"] - a["start"], b["end"] - b["start"])


def alpha_of_words(article: Article, marks: dict[str, list[dict]], label: str) -> float | None:
    """Return Krippendorff's alpha, nominal, over the article's words; a word under two marks has the shorter one's label."""
    rows = []
    for who, own in marks.items():
        by_length = sorted(own, key=lambda m: m["end"] - m["start"])
        for a, b in text.words(article.text):
            rows.append((who, a, next((m[label] for m in by_length if m["start"] <= a and b <= m["end"]), PLAIN)))
    return alpha(rows)


def alpha(rows: list[tuple]) -> float:
    """Return Krippendorff's alpha, nominal, of (who, what, label)."""
    from nltk.metrics.agreement import AnnotationTask

    return float(AnnotationTask(data=rows).alpha())
