"""Practice that still pays without reading: by its few items, not by the rule of marks. Each with what was measured, which must not get worse.

Of what counts, in units and in reading checks, nothing stands here (`test_no_exercise_that_counts_is_excepted`).

`constant`: the best of the same option everywhere, first, last, the best for each kind of question. `guess`: the mean of 200 by dice. `rule`, `right`:
the points, and the share right, of the best rule of one feature. `flag`: marking every word, sentence or paragraph. All as shares.
Measured with `python bench/bench_marks.py --unfair`. What rebalances an exercise takes its line out.
"""

from __future__ import annotations

PRACTICE: dict[str, dict[str, float]] = {}

PAYS = PRACTICE
