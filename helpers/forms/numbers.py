"""Means, paired changes, effect sizes and bootstrap intervals, seeded: the same input gives the same numbers.

Intervals are BCa (Efron 1987), expanded for few learners (Hesterberg 2015, The American Statistician 69:371).

Effect size is Cohen's d_av: the mean change over the mean of the two standard deviations (Cumming 2012; Lakens 2013, Frontiers in Psychology
4:863). d_z, the mean change over the standard deviation of the changes, grows when learners change alike, so it cannot be compared with studies
of other designs; d_av can. Both times hold the noise of a short form, so d_av is smaller than it would be with a long test.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

RESAMPLES, LEVEL = 4000, 0.95
_CHUNK = 2_000_000


@dataclass(frozen=True)
class Interval:
    """An estimate with its bootstrap interval; `low` and `high` are None where there is none to give."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Change:
    """One measure of the learners measured at both times."""

    n: int
    before: float | None
    after: float | None
    change: Interval
    effect: Interval


def change(pairs: list[tuple[float, float]], seed: int = 1) -> Change:
    """Return the change from the first of each pair to the second, with d_av."""
    import numpy as np

    rows = np.asarray(pairs, dtype=float).reshape(-1, 2)
    n = len(rows)
    if not n:
        return Change(0, None, None, Interval(None), Interval(None))
    before, after = (float(m) for m in rows.mean(axis=0))
    return Change(n, before, after, bca(_mean_change, rows, seed), bca(_d_av, rows, seed))


def level(values: list[float], seed: int = 1) -> Interval:
    """Return a mean with its interval."""
    import numpy as np

    rows = np.asarray(values, dtype=float).reshape(-1, 1)
    return bca(lambda x: x[..., 0].mean(axis=-1), rows, seed) if len(rows) else Interval(None)


def _mean_change(rows):
    return (rows[..., 1] - rows[..., 0]).mean(axis=-1)


def _d_av(rows):
    import numpy as np

    if rows.shape[-2] < 2:
        return np.full(rows.shape[:-2], np.nan)
    spread = rows.std(axis=-2, ddof=1).mean(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(spread > 1e-9, _mean_change(rows) / spread, np.nan)


def bca(statistic, rows, seed: int = 1) -> Interval:
    """Bias-corrected and accelerated bootstrap interval of a statistic of whole learners (rows)."""
    import numpy as np

    n = len(rows)
    value = float(statistic(rows))
    if n < 3 or np.isnan(value):
        return Interval(None if np.isnan(value) else value)
    rng = np.random.default_rng(seed)
    step = max(1, _CHUNK // n)
    made = [statistic(rows[rng.integers(0, n, (min(step, RESAMPLES - k), n))]) for k in range(0, RESAMPLES, step)]
    drawn = np.sort(np.concatenate(made))
    drawn = drawn[~np.isnan(drawn)]
    if len(drawn) < RESAMPLES / 2:
        return Interval(value)
    if np.ptp(drawn) < 1e-12:
        return Interval(value, value, value)
    normal = NormalDist()
    below = (np.sum(drawn < value) + 0.5 * np.sum(drawn == value)) / len(drawn)
    bias = normal.inv_cdf(min(max(below, 1e-4), 1 - 1e-4))
    left_out = np.array([statistic(np.delete(rows, i, axis=0)) for i in range(n)]) if n <= 2000 else np.zeros(1)
    lean = left_out.mean() - left_out
    lean = lean[~np.isnan(lean)]
    scale = 6 * float(np.sum(lean**2)) ** 1.5
    skew = float(np.sum(lean**3)) / scale if scale > 1e-12 else 0.0
    ends = []
    for side in (-1, 1):
        z = bias + side * reach(n)
        ends.append(float(np.quantile(drawn, normal.cdf(bias + z / (1 - skew * z)))))
    return Interval(value, *ends)


def reach(n: int) -> float:
    """Return how many standard errors to either side: Student's t (its expansion in 1/ν) times √(n / (n − 1)), which tends to 1.96.

    The plain bootstrap is too narrow for few learners (for 8 of them its 95 % held the truth 88 times in 100); this widens it (Hesterberg 2015).
    """
    z, v = NormalDist().inv_cdf((1 + LEVEL) / 2), n - 1
    t = z + (z**3 + z) / (4 * v) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2) + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
    return t * (n / (n - 1)) ** 0.5
