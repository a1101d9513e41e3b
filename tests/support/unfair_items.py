"""Exercises that still pay without reading: by their items, not by the rule of marks. Each with what was measured, which must not get worse.

`constant`: the best of the same option everywhere, first, last, the best for each kind of question. `guess`: the mean of 200 by dice. `rule`, `right`:
the points, and the share right, of the best rule of one feature. `flag`: marking every word, sentence or paragraph. All as shares.
Measured with `python bench/bench_marks.py --unfair`. What rebalances an exercise takes its line out.
"""

from __future__ import annotations

# One side has most of the questions, or the longer words or the first questions are mostly on one side: to be rebalanced by other items.
GRADED: dict[str, dict[str, float]] = {
    "01_who_says_so-q4": {"rule": 0.4444, "right": 0.7223},  # words ≥ 12
    "01_who_says_so-q7": {"rule": 0.4545, "right": 0.7273},  # characters ≥ 27
    "02_weight_of_words-q3": {"rule": 1.0, "right": 1.0},  # place ≥ 4
    "02_weight_of_words-q4": {"rule": 0.4286, "right": 0.7143},  # place ≥ 2
    "03_can_it_be_checked-q3": {"rule": 0.5, "right": 0.75},  # characters ≥ 53
    "03_can_it_be_checked-q4": {"rule": 0.6667, "right": 0.8334},  # characters ≥ 69
    "03_can_it_be_checked-q5": {"constant": 0.25},  # best per kind
    "04_write_it_better-q2": {"constant": 0.4},  # option 3
    "04_write_it_better-q6": {"rule": 0.5, "right": 0.75},  # begins with a capital ≥ 1
    "05_the_whole_article-q3": {"rule": 0.4211},  # every clause: generalisation
    "06_machine_reader-q2": {"rule": 0.3658},  # every quotation: emotive
}

# The reading checks.
FORMS: dict[str, dict[str, float]] = {
    "form_c-q3": {"rule": 0.4286},  # begins with a capital ≥ 1
}

# Practice, worth no points, with few questions: of five, three alike are enough for a fifth; a passage with two sources holds little else.
PRACTICE: dict[str, dict[str, float]] = {
    "02_weight_of_words-q5": {"rule": 0.4286, "right": 0.7143},  # every other ≥ 1
    "03_can_it_be_checked-q1": {"flag": 0.5495, "rule": 0.5495},  # every sentence: said
    "lessons-start-mark": {"flag": 0.465, "rule": 0.6204},  # the first four words of a sentence: vague
    "lessons-head-body": {"rule": 0.3334, "right": 0.6667},  # characters ≥ 57: headlines are as long as they are
    "lessons-who-told": {"constant": 0.3333},  # option 2
    "lessons-who-people": {"constant": 0.2},  # always not_shown
    "lessons-who-desk": {"constant": 0.2},  # option 2
    "lessons-who-sound": {"constant": 0.3333, "rule": 0.6667, "right": 0.8334},  # always sound; characters ≥ 44
    "lessons-words-fair": {"constant": 0.2, "guess": 0.21},  # always fair
    "lessons-words-sure": {"constant": 0.5, "guess": 0.205},  # always appeal
    "lessons-words-voice": {"rule": 0.6667, "right": 0.8334},  # place ≥ 3
    "lessons-check-hook": {"constant": 0.5, "guess": 0.2026},  # always in_principle
    "lessons-check-origin": {"constant": 0.2},  # always each
    "lessons-write-choose": {"constant": 0.3333},  # option 3
    "lessons-write-lines": {"rule": 0.4},  # words ≥ 10
    "lessons-machine-judge": {"rule": 0.4, "right": 0.7},  # place ≥ 6
}

PAYS = GRADED | FORMS | PRACTICE
