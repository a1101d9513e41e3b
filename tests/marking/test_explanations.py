"""Every explanation that can be composed: all exercises of all units and lessons, all items, all outcomes."""

from __future__ import annotations

import re
from functools import cache

import pytest
from course import SLUGS, all_exercises, article_of, key_for, name_of, type_of
from learners import own_article_cases

from helpers.exercises import score_with
from helpers.exercises.types._parts import Yours
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


@cache
def composed_for_own(slug: str) -> tuple[tuple, ...]:
    """(exercise, key, article, each different entry once) for the units that the own-article way makes from an article of the kit."""
    made = []
    for case in own_article_cases(slug, authors_reasons=False):
        seen: dict = {}
        for value in answers_to(case.exercise, case.key, case.article):
            score = score_with(case.exercise, case.article, case.key, value)
            for entry in feedback(case.exercise, case.article, case.key, score)["items"]:
                seen.setdefault((entry["title"], entry["quote"], entry["field"], *entry["sentences"]), entry)
        made.append((case.exercise, case.key, case.article, tuple(seen.values())))
    return tuple(made)


@pytest.mark.parametrize("slug", SLUGS)
def test_units_of_an_own_article_explain_likewise(slug):
    """Whatever paragraphs are practice, where the readers' notes are plain: each entry at grade 8, in at most 60 words, curly."""
    seen = {told(entry) for *_, entries in composed_for_own(slug) for entry in entries}
    wrong = [t for t in seen if t and (grade(t) > GRADE or len(t.split()) > MOST or re.search(r"[\"']", t))]
    assert len(seen) > 100 and not wrong


@every
def test_no_reason_argues_for_an_answer_that_is_not_the_key_s(pair):
    """In units, lessons and forms; see `argues_otherwise`."""
    assert not argues_otherwise(pair[1], key_for(*pair), article_of(pair[1]), composed(pair))


@pytest.mark.parametrize("slug", SLUGS)
def test_no_reason_of_an_own_article_argues_otherwise_either(slug):
    """Where a teacher's readers differ, their notes speak for several answers: only those of a right one are told."""
    made = composed_for_own(slug)
    assert not [wrong for case in made for wrong in argues_otherwise(*case)]
    assert sum(len(others) > 0 for one, key, article, _ in made for _, _, others, _ in answers_of(one, key, article)) > 20, (
        "nothing to argue for"
    )


def answers_of(one, key, article) -> list[tuple[str, dict, set[str], set[str]]]:
    """(field or item, what the key holds, what speaks for answers that are not the key's, their names) where something is right.

    For an answer speak the notes of readers who gave it, and its rule on the page.
    """
    kind, found = type_of(one.type), []
    shown = {} if kind.shape == "spans" else {f["id"]: f for b in kind.view(one, article)["blocks"] for f in b["fields"]}
    labels = [(v, x.name, x.rule) for v, x in kind.form.labels().items()] if kind.shape == "spans" else []
    for name, known in [*key.get("questions", {}).items(), *((i["id"], i) for i in key.get("items", []))]:
        offered = labels or [(o["id"], o["name"], o.get("hint", "")) for o in shown.get(name, {}).get("options", [])]
        right = {str(v) for v in known["right"]}
        for_it: tuple[set, set] = (set(), set())
        named: tuple[set, set] = (set(), set())
        for v, notes in known.get("notes", {}).items():
            for_it[v in right].update(notes)
        for v, called, rule in offered:
            for_it[v in right].add(rule)
            named[v in right].add(called)
        if right:
            found.append((name, known, {x for x in for_it[False] - for_it[True] if len(x) > 12}, named[False] - named[True]))
    return found


def argues_otherwise(one, key, article, entries) -> list[str]:
    """Entries that hold what speaks for an answer that is not the key's, or name it where the learner did not give it; except where readers differ."""
    if one.type in AUTHORED:
        return []
    found = []
    for name, known, others, names in answers_of(one, key, article):
        for entry in entries:
            mine = entry["field"] == name if entry["field"] else entry["quote"].strip("“”") == known.get("text", "").strip("“”")
            if not mine or entry["kind"] in ("contested", "accepted"):
                continue
            said = " ".join(s for s in entry["sentences"] if not isinstance(s, Yours))
            named = entry["outcome"] in ("right", "found", "miss", "empty") and any(f"“{n}”" in said for n in names)
            if named or any(x in said for x in others):
                found.append(f"{name}: {told(entry)}")
    return found


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
