"""Practice that still pays without reading: by its few items, not by the rule of marks. Each with what was measured, which must not get worse.

Of what counts, in units and in reading checks, nothing stands here (`test_no_exercise_that_counts_is_excepted`).

`constant`: the best of the same option everywhere, first, last, the best for each kind of question. `guess`: the mean of 200 by dice. `rule`, `right`:
the points, and the share right, of the best rule of one feature. `flag`: marking every word, sentence or paragraph. All as shares.
Measured with `python bench/bench_marks.py --unfair`. What rebalances an exercise takes its line out.
"""

from __future__ import annotations

# Few questions: of five, three alike are enough for a fifth; of six, the best rule with two ends gets four; a passage with two sources holds little else.
PRACTICE: dict[str, dict[str, float]] = {
    "03_can_it_be_checked-q1": {"flag": 0.5495, "rule": 0.5495},  # every sentence: said
    "lessons-start-mark": {"flag": 0.465, "rule": 0.6204},  # the first four words of a sentence: vague
    "lessons-head-body": {"rule": 0.3334, "right": 0.6667},  # characters ≥ 57: headlines are as long as they are
    "lessons-who-people": {"constant": 0.2},  # always not_shown
    "lessons-who-sound": {"guess": 0.2275},  # two answers to each of four: three in sixteen by dice, here a little more
    "lessons-words-fair": {"constant": 0.2, "guess": 0.21},  # always fair
    "lessons-words-sure": {"constant": 0.5, "guess": 0.205},  # always appeal
    "lessons-check-hook": {"constant": 0.5, "guess": 0.2026},  # always in_principle
}

PAYS = PRACTICE
