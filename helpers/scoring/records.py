"""The records of scoring: what became of an item, and the score of an exercise. Frozen; plain data at the edges."""

from __future__ import annotations

from typing import Any, NamedTuple, TypedDict

FOUND, MISS, FALSE_ALARM, WRONG_LABEL, BOUNDARY = "found", "miss", "false_alarm", "wrong_label", "boundary"
RIGHT, WRONG, EMPTY, ACCEPTED, CONTESTED, SPARED = "right", "wrong", "empty", "accepted", "contested", "spared"


class ItemScore(NamedTuple):
    """What became of one item of the key, or of one mark that met none.

    `credit`: what it earned, 0..1; of marked words half of it is `edges`, how well they fit, and half `kind`, how far the label is right.
    `stray`: a mark that is on no item.
    """

    id: str
    outcome: str
    credit: float = 0.0
    right: tuple[Any, ...] = ()
    given: tuple[Any, ...] = ()
    start: int | None = None
    end: int | None = None
    given_span: tuple[int, int] | None = None
    votes: dict[str, Any] = {}
    of: int = 0
    edges: float = 0.0
    kind: float = 0.0
    stray: bool = False


class Score(NamedTuple):
    """The outcome of one exercise: `raw` before, `fraction` (0 to 1) after setting floor and full marks; `points` rounded to 0.01.

    `trace` is for the teacher alone: where the kit itself failed.
    """

    exercise: str
    status: str  # graded, empty, unreadable, manual, failed
    fraction: float = 0.0
    points: float = 0.0
    max_points: float = 0.0
    raw: float = 0.0
    items: tuple[ItemScore, ...] = ()
    measures: dict[str, Any] = {}
    problem: str = ""
    trace: str = ""


class QuestionKey(TypedDict, total=False):
    """One question in a key. Without right answers it asks nothing that counts."""

    right: list[Any]
    options: list[Any]
    votes: dict[str, int]
    of: int
    notes: dict[str, list[str]]
    start: int | None
    end: int | None


class QuestionsKey(TypedDict, total=False):
    """The key of questions, as built or read from a file: what comes without reading (`floor`, `sides`) and where full marks are (`target`)."""

    questions: dict[str, QuestionKey]
    flags: list[str]
    sides: list[list[str]]
    floor: float
    target: float


class SpanKey(TypedDict, total=False):
    """One item in a key of marked words; the first of its `spans` is the commonest boundary."""

    id: str
    tier: str
    spans: list[list[int]]
    text: str
    right: list[str]
    votes: dict[str, int]
    of: int
    marked: int
    notes: dict[str, list[str]]
    attrs: dict[str, list[str]]


class MarksKey(TypedDict, total=False):
    """The key of marked words, as built or read from a file; `quiet`: sentences in which nothing is to be marked."""

    items: list[SpanKey]
    attrs: list[str]
    level: float
    word_starts: list[int]
    word_ends: list[int]
    quiet: list[list[int]]
    floor: float
    target: float


class Mark(TypedDict, total=False):
    """One mark of an answer, as the widget sends it."""

    id: str
    start: int
    end: int
    label: str
    attrs: dict[str, Any]
