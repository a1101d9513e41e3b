"""Every explanation that can be composed: all exercises of all units and lessons, all items, all outcomes."""

from __future__ import annotations

import re
from functools import cache

import pytest
from course import SLUGS, all_exercises, article_of, key_for, name_of, type_of
from learners import own_article_cases

from helpers.exercises import score_with
from helpers.marking import feedback
from helpers.marking.mark import mark

MOST = 60
GRADE = 8
PAIRS = [p for p in all_exercises() if not type_of(p[1].type).manual]
every = pytest.mark.parametrize("pair", PAIRS, ids=name_of)


def answers(pair) -> list[dict]:
    """Answers that together meet every item with every outcome: each option of each question, each label on each place, stray marks."""
    unit, one = pair
    return answers_to(one, key_for(unit, one), article_of(one))


def answers_to(one, key, article) -> list[dict]:
    kind = type_of(one.type)
    if kind.shape == "spans":
        first, last = kind.form.bounds(one, article)
        labels, places = list(kind.form.labels()), [tuple(i["spans"][0]) for i in key["items"]]
        cuts = [(places, label, voice) for label in labels for voice in ("quoted", "reporter")]
        cuts.append(([(max(first, a - 6), min(last, b + 4)) for a, b in places], labels[0], "quoted"))
        cuts.append((list(zip(key["word_starts"], key["word_ends"]))[:90], labels[0], "quoted"))
        cuts += [([tuple(q) for q in key["quiet"]], label, "quoted") for label in labels]
        made = [
            {"spans": [{"start": a, "end": b, "label": label, "attrs": {"voice": v} if kind.keys.attrs else {}} for a, b in cut]}
            for cut, label, v in cuts
        ]
        return [kind.solved(one, key), *(m for m in made if m["spans"])]
    asked = key.get("questions", {})
    longest = max((len(q["options"]) for q in asked.values()), default=0)
    each = [{f: q["options"][min(k, len(q["options"]) - 1)] for f, q in asked.items() if q["options"]} for k in range(longest)]
    numbers = {f: 77 for f, q in asked.items() if not q["options"]}
    one_only = [{f: q["options"][0]} for f, q in list(asked.items())[:1] if q["options"]]
    return [kind.solved(one, key), *({"fields": fields | numbers} for fields in each), *({"fields": fields} for fields in one_only)]


@cache
def composed(pair) -> tuple[dict, ...]:
    """Each different explanation once."""
    unit, one = pair
    seen: dict = {}
    for value in answers(pair):
        for entry in mark(unit, one, {"answer": value}).told["items"]:
            seen.setdefault((entry["title"], entry["quote"], *entry["sentences"]), entry)
    return tuple(seen.values())


def told(entry: dict) -> str:
    return " ".join(entry["sentences"])


def words_on_page(entry: dict) -> str:
    return " ".join([entry["title"], told(entry), entry["votes"] or "", entry["next"] or ""])


def syllables(word: str) -> int:
    bare = re.sub(r"[^a-z]", "", word.lower())
    bare = re.sub(r"(?:[^laeiouy]es|ed|[^laeiouy]e)$", "", bare) or bare
    return max(1, len(re.findall(r"[aeiouy]+", bare)))


def grade(text: str) -> float:
    """Flesch–Kincaid, without what stands in quotation marks: those words are the article's, or names of labels."""
    plain = re.sub(r"“[^”]*”", "it", text)
    sentences = [s for s in re.split(r"(?<=[.?!:;])\s+", plain) if re.search(r"\w", s)]
    words = [w for w in re.findall(r"[A-Za-z’-]+", plain) if not w[0].isupper() or len(w) < 4]  # names are long and nobody's fault
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59 if words else 0.0


@every
def test_quotation_marks_are_curly_and_no_word_is_cut(pair):
    """One kind of quotation marks on a page; what is shortened ends after a whole word."""
    for entry in composed(pair):
        assert not re.search(r"[\"']", words_on_page(entry)), words_on_page(entry)
        assert not re.search(r"\w…", words_on_page(entry)), words_on_page(entry)


@every
def test_one_reason_in_at_most_sixty_words(pair):
    """A learner reads one reason for each question, and none twice."""
    for entry in composed(pair):
        assert len(told(entry).split()) <= MOST, told(entry)
        parts = [s for s in re.split(r"(?<=[.?!])\s+", told(entry)) if len(s) > 12]
        assert len(parts) == len(set(parts)), told(entry)
        assert not re.search(r"\bRule\b|\bCompare:|\bCompare “", told(entry)), told(entry)


@every
def test_it_reads_at_grade_eight(pair):
    """Each by itself, whatever its length: all that one learner reads about one item."""
    hard = {(round(grade(t), 1), t) for e in composed(pair) if (t := told(e)) and grade(t) > GRADE}
    assert not hard


@pytest.mark.parametrize("slug", SLUGS)
def test_units_of_an_own_article_explain_likewise(slug):
    """Whatever paragraphs are practice, where the readers' notes are plain: each entry at grade 8, in at most 60 words, curly."""
    seen = set()
    for case in own_article_cases(slug):
        for value in answers_to(case.exercise, case.key, case.article):
            score = score_with(case.exercise, case.article, case.key, value)
            seen |= {told(entry) for entry in feedback(case.exercise, case.article, case.key, score)["items"]}
    wrong = [t for t in seen if t and (grade(t) > GRADE or len(t.split()) > MOST or re.search(r"[\"']", t))]
    assert len(seen) > 100 and not wrong


@every
def test_no_reason_argues_for_an_answer_that_is_not_the_key_s(pair):
    """A note that a reader wrote for another label never stands in an explanation, except where readers differ."""
    key = key_for(*pair)
    for known in [*key.get("questions", {}).values(), *key.get("items", [])]:
        right = {str(v) for v in known["right"]}
        own = {n for v, notes in known.get("notes", {}).items() if v in right for n in notes}
        others = {n for v, notes in known.get("notes", {}).items() if v not in right for n in notes} - own
        for entry in composed(pair):
            if right and entry["kind"] not in ("contested", "accepted") and pair[1].type not in AUTHORED:
                assert not [n for n in others if n in told(entry)], told(entry)


AUTHORED = (
    "write_judge",
    "write_choose",
    "write_triage",
    "which_rule",
    "sort_statements",
    "headline_body",
    "warm_up",
)  # their notes say of each option why, or why not


def test_no_source_is_given_a_sex_that_the_text_does_not_give():
    """Of the residents of Mosul nothing is said; the officer is “he” in the article, the preacher too."""
    for pair in PAIRS:
        if pair[1].article == "mosul-2016":
            for entry in composed(pair):
                if re.search(r"\bresidents?\b", entry["quote"]) and pair[1].type != "evidence_desk":
                    assert not re.search(r"\b(he|she|his|her|him|man|woman)\b", re.sub(r"“[^”]*”", "", told(entry)), re.I), told(entry)


def test_all_of_them_were_read():
    """The walk meets thousands of explanations, so that a type which stops composing is noticed."""
    assert sum(len(composed(p)) for p in PAIRS) > 2000
