"""Scoring: an answer against a key. Pure: opens no file, draws nothing, runs no learner's code.

Spans: partial credit as in the propaganda-detection scorer (Da San Martino et al. 2019): a mark's precision part is
overlap / len(mark), an item's recall part is overlap / len(item), in characters. Each mark belongs to the one item that it fits
best, so a mark across three items serves one of them. One word too many or too few at either edge costs nothing.
Choices: formula scoring (correction for guessing), for each possible answer apart: a right answer adds 1, a wrong use of an answer takes what
that answer would gain by luck if it were given everywhere, shared out over the places where it is wrong; an empty one adds 0. So the same
answer everywhere comes to nothing, whichever it is; with two answers this is Youden's J weighted by how often each is right.
"""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import islice
from statistics import NormalDist

FOUND, MISS, FALSE_ALARM, WRONG_LABEL, BOUNDARY = "found", "miss", "false_alarm", "wrong_label", "boundary"
RIGHT, WRONG, EMPTY, OPEN, DIFFER = "right", "wrong", "empty", "accepted", "contested"
MIN_FIT = 0.2  # a mark that fits an item less than this is on something else
ROTE_SHARE = 0.1  # what places alone are worth when the labels tell nothing


@dataclass(frozen=True)
class ItemScore:
    """What became of one item of the key, or of one mark that met none."""

    id: str
    outcome: str
    credit: float = 0.0
    right: tuple = ()
    given: tuple = ()
    start: int | None = None
    end: int | None = None
    given_span: tuple | None = None
    votes: dict = field(default_factory=dict)
    of: int = 0


@dataclass(frozen=True)
class Score:
    """The outcome of one exercise: `raw` before, `fraction` (0 to 1) after setting floor and full marks; `points` rounded to 0.01."""

    exercise: str
    status: str  # graded, empty, unreadable, manual
    fraction: float = 0.0
    points: float = 0.0
    max_points: float = 0.0
    raw: float = 0.0
    items: tuple[ItemScore, ...] = ()
    measures: dict = field(default_factory=dict)
    problem: str = ""


# ---------------------------------------------------------------------------------------------------- spans

def fit(mark: tuple, spans: list, word_starts: list, word_ends: list) -> tuple[float, float]:
    """(precision part, recall part) of a mark against the best of an item's boundaries; (1, 1) within one word of slack."""
    best = (0.0, 0.0)
    m0, m1 = _word_range(mark, word_starts, word_ends)
    for span in spans:
        shared = min(mark[1], span[1]) - max(mark[0], span[0])
        if shared <= 0:
            continue
        s0, s1 = _word_range(span, word_starts, word_ends)
        if m0 < s1 and s0 < m1 and abs(m0 - s0) <= 1 and abs(m1 - s1) <= 1:
            return 1.0, 1.0
        part = shared / (mark[1] - mark[0]), shared / (span[1] - span[0])
        best = max(best, part, key=_harmonic)
    return best


def _word_range(span: tuple, word_starts: list, word_ends: list) -> tuple[int, int]:
    return bisect_right(word_ends, span[0]), bisect_left(word_starts, span[1])


def _harmonic(parts: tuple[float, float]) -> float:
    p, r = parts
    return 2 * p * r / (p + r) if p + r else 0.0


def score_spans(key: dict, spans: list[dict]) -> tuple[float, list[ItemScore], dict]:
    """(raw score 0..1, outcome of each item and of each stray mark, measures) for marks `{"start", "end", "label", "attrs"}`.

    `key` is what `exercise_types.spans_key` builds: items with tier, spans, right labels, votes; words; sentences.
    """
    starts, ends = key["word_starts"], key["word_ends"]
    homes: dict[int, list] = {i: [] for i in range(len(key["items"]))}
    strays = []
    reach = sorted((min(a for a, _ in item["spans"]), max(b for _, b in item["spans"]), i) for i, item in enumerate(key["items"]))
    passed, before = 0, None
    for mark in _in_order(spans):
        place = _place(mark)
        if place == before:  # the same mark twice is one mark
            continue
        before, near = place, []
        while passed < len(reach) and reach[passed][1] <= place[0]:  # marks come in order: what lies behind this one lies behind all that follow
            passed += 1
        for first, last, i in islice(reach, passed, None):
            if first >= place[1]:
                break
            if place[0] < last:
                near.append((fit(place[:2], key["items"][i]["spans"], starts, ends), i))
        parts, home = max(near, key=lambda x: (_harmonic(x[0]), -x[1]), default=((0, 0), None))
        if home is None or _harmonic(parts) < MIN_FIT:
            strays.append(mark)
            continue
        homes[home].append((parts, mark))
    # Several marks on one item count once, by the best of them: a second name for a found place must not lift the precision.
    counted, precision = len(strays), 0.0
    for item, marks in zip(key["items"], homes.values()):
        if marks and item["tier"] != "contested":
            counted += 1
            parts, mark = _best(item, marks)
            precision += 0.0 if item["tier"] == "decoy" and mark["label"] not in item["right"] else parts[0]
    outcomes = [_item_outcome(item, homes[i], key.get("attrs", ())) for i, item in enumerate(key["items"])]
    core = [o for o, item in zip(outcomes, key["items"]) if item["tier"] == "core"]
    extra = [o for o, item in zip(outcomes, key["items"]) if item["tier"] in ("accepted", "decoy") and o.credit]
    p = precision / counted if counted else 0.0
    r = min(1.0, (sum(o.credit for o in core) + 0.5 * sum(o.credit for o in extra)) / len(core)) if core else 0.0
    place = _harmonic((p, r))
    raw = place * _label_quality(key, core + extra)
    outcomes += [
        ItemScore(f"mark-{m['start']}-{m['end']}", FALSE_ALARM, given=(m["label"],), start=m["start"], end=m["end"]) for m in strays
    ]
    return raw, outcomes, _measures(key, outcomes, strays, place)


def _place(mark: dict) -> tuple:
    return mark["start"], mark["end"], mark["label"]


def _in_order(marks: list[dict]) -> list[dict]:
    """Marks in one order, whatever order they were made in; only where two stand at one place do their properties matter."""
    if len(set(map(_place, marks))) < len(marks):
        marks = sorted(marks, key=lambda m: repr(sorted(attrs.items())) if (attrs := m.get("attrs")) else "")
    return sorted(marks, key=_place)


def _best(item: dict, marks: list) -> tuple:
    """Of the marks on one item the one that counts: with a right label before a wrong one, then the best fit."""
    return max(marks, key=lambda x: (x[1]["label"] in item["right"], _harmonic(x[0])))


def _item_outcome(item: dict, marks: list, attrs: tuple) -> ItemScore:
    base = dict(id=item["id"], right=tuple(item["right"]), start=item["spans"][0][0], end=item["spans"][0][1],
                votes=item["votes"], of=item["of"])
    given = tuple(sorted({m["label"] for _, m in marks}))
    if not marks:
        outcome = {"core": MISS, "accepted": OPEN, "decoy": "spared"}.get(item["tier"], DIFFER)
        return ItemScore(outcome=outcome, **base)
    parts, mark = _best(item, marks)
    base |= {"given": given, "given_span": (mark["start"], mark["end"])}
    if item["tier"] == "contested":
        return ItemScore(outcome=DIFFER, **base)
    right = any(label in item["right"] for label in given)
    if item["tier"] == "decoy" and not right:
        return ItemScore(outcome=FALSE_ALARM, **base)
    attr_right = [mark.get("attrs", {}).get(a) in item["attrs"][a] for a in attrs if item.get("attrs", {}).get(a)]
    outcome = WRONG_LABEL if not right or not all(attr_right) else BOUNDARY if parts != (1.0, 1.0) else FOUND
    labels = [right / len(given)] + [float(a) for a in attr_right]
    return ItemScore(outcome=outcome, credit=parts[1], **base | {"votes": {**item["votes"], "_label": sum(labels) / len(labels)}})


def _label_quality(key: dict, found: list[ItemScore]) -> float:
    """Half for places and half for labels. Who has named only one label rightly has not shown that they can tell labels apart:
    then labels that do no better than that one label for everything hold the mark at ROTE_SHARE."""
    rote = key["rote"]
    weight = sum(o.credit for o in found)
    if not weight:
        return 1.0
    share = sum(o.credit * o.votes.get("_label", 0) for o in found) / weight
    named = {label for o in found if len(o.given) == 1 for label in o.given if label in o.right}
    if rote >= 1 or len(named) > 1:
        return 0.5 + 0.5 * share
    above = max(0.0, (share - rote) / (1 - rote))
    return min(0.5 + 0.5 * share, ROTE_SHARE + 2.5 * above)


def _measures(key: dict, outcomes: list[ItemScore], strays: list, place: float) -> dict:
    core = {i["id"] for i in key["items"] if i["tier"] == "core"}
    hits = sum(o.credit > 0 for o in outcomes if o.id in core)
    quiet = key["quiet"]  # sentences where nothing is to be marked
    disturbed = sum(any(m["start"] < b and a < m["end"] for m in strays) for a, b in quiet)
    decoys = [i["id"] for i in key["items"] if i["tier"] == "decoy"]
    flagged = sum(o.outcome == FALSE_ALARM for o in outcomes if o.id in decoys)
    return {"place": round(place, 4), "false_marks": len(strays) + flagged,
            **discrimination(hits, len(core), disturbed + flagged, len(quiet) + len(decoys))}


def discrimination(hits: int, signals: int, alarms: int, noises: int) -> dict:
    """Hits, false alarms, d′ and criterion c with the log-linear correction (Hautus 1995), and Youden's J; None where undefined."""
    found = {"hits": hits, "signals": signals, "false_alarms": alarms, "noises": noises, "d_prime": None, "criterion": None, "youden": None}
    if signals and noises:
        z = NormalDist().inv_cdf
        h, f = z((hits + 0.5) / (signals + 1)), z((alarms + 0.5) / (noises + 1))
        found |= {"d_prime": round(h - f, 4), "criterion": round(-(h + f) / 2, 4), "youden": round(hits / signals - alarms / noises, 4)}
    return found


# ---------------------------------------------------------------------------------------------------- choices

def score_choices(key: dict, given: dict) -> tuple[float, list[ItemScore], dict]:
    """(raw score -1..1, outcome per question, measures) for answers `{field: value}`; questions without a right answer are left out."""
    outcomes, right, asked, lost = [], 0, 0, 0.0
    luck, by_flag = _luck(key["questions"]), _flag_luck(key)
    for field_id, question in key["questions"].items():
        answer = given.get(field_id)
        base = dict(id=field_id, right=tuple(question["right"]), votes=question["votes"], of=question["of"],
                    given=() if answer is None else (answer,), start=question.get("start"), end=question.get("end"))
        if not question["right"]:
            outcomes.append(ItemScore(outcome=DIFFER, **base))
            continue
        asked += 1
        if answer is None:
            outcomes.append(ItemScore(outcome=EMPTY, **base))
        elif answer in question["right"]:
            right += 1
            outcomes.append(ItemScore(outcome=RIGHT, credit=1.0, **base))
        else:
            lost += max(luck.get(answer, 0.0), by_flag(answer, question)) if isinstance(answer, str) else 0.0
            outcomes.append(ItemScore(outcome=WRONG, **base))
    raw = (right - lost) / asked if asked else 0.0
    return raw, outcomes, {"right": right, "asked": asked, **_flags(key, given)}


def _luck(questions: dict) -> dict[str, float]:
    """What one wrong use of each answer takes away: the places where it is right, shared out over those where it is offered and wrong."""
    asked = [q for q in questions.values() if q["right"]]
    offered = {v for q in asked for v in q["options"]}
    right = {v: sum(v in q["right"] for q in asked) for v in offered}
    wrong = {v: sum(v in q["options"] and v not in q["right"] for q in asked) for v in offered}
    return {v: right[v] / wrong[v] if wrong[v] else 0.0 for v in offered}


def _flag_luck(key: dict):
    """Where answers divide into flags and sound ones: what flagging a sound item takes, and what passing a flagged one takes, so that
    neither flagging everything (each with its best flag) nor passing everything gains."""
    flags = set(key.get("flags", ()))
    asked = [q for q in key["questions"].values() if q["right"] and flags & set(q["options"])]
    signals = sum(set(q["right"]) <= flags for q in asked)
    noises = sum(not set(q["right"]) & flags for q in asked)

    def taken(answer: str, question: dict) -> float:
        right = set(question["right"])
        if answer in flags and not right & flags:
            return signals / noises
        return noises / signals if answer not in flags and right <= flags and signals else 0.0

    return taken if flags else lambda answer, question: 0.0


def _flags(key: dict, given: dict) -> dict:
    """Hits and false alarms where answers divide into «something is wrong here» and «this is sound»."""
    flags = set(key.get("flags", ()))
    if not flags:
        return {}
    asked = {f: q for f, q in key["questions"].items() if q["right"] and flags & set(q["options"]) and given.get(f) is not None}
    signal = [f for f, q in asked.items() if set(q["right"]) <= flags]
    noise = [f for f, q in asked.items() if not set(q["right"]) & flags]
    return discrimination(sum(given[f] in flags for f in signal), len(signal), sum(given[f] in flags for f in noise), len(noise))


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
            rows.append({"low": low, "high": high, "n": len(inside), "said": round(sum(p for p, _ in inside) / len(inside), 1),
                         "right": round(100 * sum(bool(good) for _, good in inside) / len(inside), 1)})
    return rows


# ---------------------------------------------------------------------------------------------------- setting marks

def set_marks(exercise, key: dict, raw: float, items: list, measures: dict) -> Score:
    """The share of the marks between the key's floor (what rote earns) and its target (the median annotator)."""
    span = key["target"] - key["floor"]
    fraction = min(1.0, max(0.0, (raw - key["floor"]) / span)) if span > 0 else 0.0
    fraction = 1.0 if fraction > 0.99999 else fraction
    points = round(fraction * exercise.points, 2)
    return Score(exercise.id, "graded", round(fraction, 4), points, exercise.points, round(raw, 4), tuple(items), measures)
