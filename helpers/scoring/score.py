"""Scoring: an answer against a key. Pure: opens no file, draws nothing, runs no learner's code. Marked words: `score_spans`.

Choices: formula scoring (correction for guessing), for each possible answer apart: a right answer adds 1, a wrong use of an answer takes what
that answer would gain by luck if it were given everywhere, shared out over the places where it is wrong; an empty one adds 0. So the same
answer everywhere comes to nothing, whichever it is; with two answers this is Youden's J weighted by how often each is right.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import NamedTuple

from .cached import cached_per_owner

FOUND, MISS, FALSE_ALARM, WRONG_LABEL, BOUNDARY = "found", "miss", "false_alarm", "wrong_label", "boundary"
RIGHT, WRONG, EMPTY, OPEN, DIFFER = "right", "wrong", "empty", "accepted", "contested"


class ItemScore(NamedTuple):
    """What became of one item of the key, or of one mark that met none."""

    id: str
    outcome: str
    credit: float = 0.0
    right: tuple = ()
    given: tuple = ()
    start: int | None = None
    end: int | None = None
    given_span: tuple | None = None
    votes: dict = {}
    of: int = 0


class Score(NamedTuple):
    """The outcome of one exercise: `raw` before, `fraction` (0 to 1) after setting floor and full marks; `points` rounded to 0.01."""

    exercise: str
    status: str  # graded, empty, unreadable, manual
    fraction: float = 0.0
    points: float = 0.0
    max_points: float = 0.0
    raw: float = 0.0
    items: tuple[ItemScore, ...] = ()
    measures: dict = {}
    problem: str = ""


# ---------------------------------------------------------------------------------------------------- telling apart

_Z = NormalDist().inv_cdf


def discrimination(hits: int, signals: int, alarms: int, noises: int) -> dict:
    """Hits, false alarms, d′ and criterion c with the log-linear correction (Hautus 1995), and Youden's J; None where undefined."""
    found = {"hits": hits, "signals": signals, "false_alarms": alarms, "noises": noises, "d_prime": None, "criterion": None, "youden": None}
    if signals and noises:
        h, f = _Z((hits + 0.5) / (signals + 1)), _Z((alarms + 0.5) / (noises + 1))
        found |= {"d_prime": round(h - f, 4), "criterion": round(-(h + f) / 2, 4), "youden": round(hits / signals - alarms / noises, 4)}
    return found


# ---------------------------------------------------------------------------------------------------- choices


class Question(NamedTuple):
    """A question made ready: its outcome when it is left empty, and what a wrong flag, or a wrong pass, takes away."""

    id: str
    right: list
    empty: ItemScore
    flagged: float
    passed: float


class Choices(NamedTuple):
    """What a key says about every answer. `luck`: what one wrong use of an answer takes; signals and noises: where answers divide into flags
    and sound ones, the questions that want a flag, and those that do not."""

    questions: list
    asked: list
    luck: dict
    flags: frozenset
    signals: list
    noises: list


@cached_per_owner
def ready(key: dict) -> Choices:
    flags = frozenset(key.get("flags", ()))
    asked = {f: q for f, q in key["questions"].items() if q["right"]}
    flagging = {f: q for f, q in asked.items() if flags & set(q["options"])}
    signals = [f for f, q in flagging.items() if set(q["right"]) <= flags]
    noises = [f for f, q in flagging.items() if not set(q["right"]) & flags]
    questions = []
    for name, q in key["questions"].items():
        right = set(q["right"])
        # neither flagging everything (each with its best flag) nor passing everything gains
        flagged = len(signals) / len(noises) if noises and not right & flags else 0.0
        passed = len(noises) / len(signals) if signals and right <= flags else 0.0
        empty = ItemScore(
            name, EMPTY if right else DIFFER, right=tuple(q["right"]), start=q.get("start"), end=q.get("end"), votes=q["votes"], of=q["of"]
        )
        questions.append(Question(name, q["right"], empty, flagged, passed))
    return Choices(questions, [q for q in questions if q.right], _luck(list(asked.values())), flags, signals, noises)


def _luck(asked: list[dict]) -> dict[str, float]:
    """What one wrong use of each answer takes away: the places where it is right, shared out over those where it is offered and wrong."""
    offered = {v for q in asked for v in q["options"]}
    right = {v: sum(v in q["right"] for q in asked) for v in offered}
    wrong = {v: sum(v in q["options"] and v not in q["right"] for q in asked) for v in offered}
    return {v: right[v] / wrong[v] if wrong[v] else 0.0 for v in offered}


def raw_choices(key: dict, given: dict) -> float:
    """The raw score (-1..1) alone, for answers `{field: value}`; questions without a right answer are left out."""
    of, right, lost = ready(key), 0, 0.0
    for question in of.asked:
        answer = given.get(question.id)
        if answer is None:
            continue
        if answer in question.right:
            right += 1
        elif isinstance(answer, str):
            lost += max(of.luck.get(answer, 0.0), question.flagged if answer in of.flags else question.passed)
    return (right - lost) / len(of.asked) if of.asked else 0.0


def score_choices(key: dict, given: dict) -> tuple[float, list[ItemScore], dict]:
    """(raw score, outcome per question, measures)."""
    of, outcomes, right = ready(key), [], 0
    for question in of.questions:
        answer = given.get(question.id)
        outcome = question.empty
        if answer is not None:
            good = answer in question.right
            right += good
            outcome = outcome._replace(
                given=(answer,), **({"outcome": RIGHT if good else WRONG, "credit": float(good)} if question.right else {})
            )
        outcomes.append(outcome)
    return raw_choices(key, given), outcomes, {"right": right, "asked": len(of.asked), **_flags(of, given)}


def _flags(of: Choices, given: dict) -> dict:
    """Hits and false alarms where answers divide into «something is wrong here» and «this is sound»."""
    if not of.flags:
        return {}
    signals, noises = ([given[f] for f in part if given.get(f) is not None] for part in (of.signals, of.noises))
    return discrimination(sum(v in of.flags for v in signals), len(signals), sum(v in of.flags for v in noises), len(noises))


def rote_share(questions: dict) -> int:
    """How many questions the best always-the-same answer gets right: one value everywhere, or always the first or last option."""
    asked = [q for q in questions.values() if q["right"]]
    values = {v for q in asked for v in q["right"]}
    same = max((sum(v in q["right"] for q in asked) for v in values), default=0)
    ends = [sum(bool(q.get("options")) and q["options"][k] in q["right"] for q in asked) for k in (0, -1)]
    return max(same, *ends)


# ---------------------------------------------------------------------------------------------------- confidence


def brier(pairs: list) -> float | None:
    """Mean (p − outcome)² of pairs (confidence 0–100, right or not): 0 is perfect, always 50 gives 0.25; None without pairs."""
    return round(sum((p / 100 - bool(good)) ** 2 for p, good in pairs) / len(pairs), 4) if pairs else None


def calibration(pairs: list, edges: tuple = (0, 20, 40, 60, 80, 100)) -> list[dict]:
    """Per band of confidence with answers in it: `low`, `high`, `n`, mean confidence `said`, and how many per cent were `right`."""
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


# ---------------------------------------------------------------------------------------------------- setting marks


def to_points(exercise, key: dict, raw: float, items: list, measures: dict) -> Score:
    """The share of the marks between the key's floor (what rote earns) and its target (the median annotator)."""
    span = key["target"] - key["floor"]
    fraction = min(1.0, max(0.0, (raw - key["floor"]) / span)) if span > 0 else 0.0
    fraction = 1.0 if fraction > 0.99999 else fraction
    points = round(fraction * exercise.points, 2)
    return Score(exercise.id, "graded", round(fraction, 4), points, exercise.points, round(raw, 4), tuple(items), measures)
