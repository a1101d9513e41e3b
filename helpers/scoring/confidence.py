"""Measures beside the points, which earn nothing: telling apart (hits, false alarms, d′), and confidence (Brier score, calibration)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Pairs = Sequence[tuple[float, bool] | list[Any]]


def discrimination(hits: int, signals: int, alarms: int, noises: int) -> dict[str, Any]:
    """Return hits, false alarms, d′ and criterion c with the log-linear correction (Hautus 1995), and Youden's J; None where undefined."""
    found: dict[str, Any] = {"hits": hits, "signals": signals, "false_alarms": alarms, "noises": noises}
    found |= {"d_prime": None, "criterion": None, "youden": None}
    if signals and noises:
        from statistics import NormalDist  # marking a class does not ask for these measures

        z = NormalDist().inv_cdf
        h, f = z((hits + 0.5) / (signals + 1)), z((alarms + 0.5) / (noises + 1))
        found |= {"d_prime": round(h - f, 4), "criterion": round(-(h + f) / 2, 4), "youden": round(hits / signals - alarms / noises, 4)}
    return found


def brier(pairs: Pairs) -> float | None:
    """Mean (p − outcome)² of pairs (confidence 0–100, right or not): 0 is perfect, always 50 gives 0.25; None without pairs."""
    return round(sum((p / 100 - bool(good)) ** 2 for p, good in pairs) / len(pairs), 4) if pairs else None


def calibration(pairs: Pairs, edges: tuple[int, ...] = (0, 20, 40, 60, 80, 100)) -> list[dict[str, Any]]:
    """Return per band of confidence with answers in it: `low`, `high`, `n`, mean confidence `said`, and how many per cent were `right`."""
    rows = []
    for low, high in zip(edges, edges[1:]):
        inside = [(p, good) for p, good in pairs if low <= p < high or p == high == edges[-1]]
        if inside:
            rows.append(
                {
                    "low": low,
                    "high": high,
                    "n": len(inside),
                    "said": round(sum(p for p, _ in inside) / len(inside), 1),
                    "right": round(100 * sum(bool(good) for _, good in inside) / len(inside), 1),
                }
            )
    return rows
