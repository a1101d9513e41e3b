"""nbgrader for this kit: marks come from the answers, nothing in a submission is executed, and nothing of it is live on a page.

`nbgrader_config.py` calls `put_in_place` and names the preprocessors. The order matters: `CarryAnswers` must see the submitted outputs before
they are cleared; `RestoreCells` then builds the notebook anew from the release; `PlaceAnswers` must come before marks are made, by us
(`ScoreAnswers`) or by nbgrader's own `Execute`.
"""

from __future__ import annotations

from .preprocessors import (
    CarryAnswers,
    OwnOutputs,
    PlaceAnswers,
    RemoveTeacherCells,
    RestoreCells,
    SaveMarks,
    ScoreAnswers,
)
from .replaced_steps import TEMPLATES, Collect, count_marked, keep_what_sql_learned, put_in_place

__all__ = [
    "Collect",
    "CarryAnswers",
    "OwnOutputs",
    "PlaceAnswers",
    "RemoveTeacherCells",
    "RestoreCells",
    "SaveMarks",
    "ScoreAnswers",
    "TEMPLATES",
    "count_marked",
    "keep_what_sql_learned",
    "put_in_place",
]
