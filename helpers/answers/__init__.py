"""One saved answer and the folder that keeps it: read, checked, written whole or not at all."""
from __future__ import annotations

from .carried import MIME, carried, copied, copies, newer
from .record import BOM, LATER, MAX_BYTES, NAME, SCHEMA, check_record, parse, plain
from .store import FOLDER, AnswerFile, copied_answers, problem_of, read_answers, write_record

__all__ = ["AnswerFile", "BOM", "FOLDER", "LATER", "MAX_BYTES", "MIME", "NAME", "SCHEMA", "carried", "check_record", "copied", "copied_answers", "copies", "newer", "parse", "plain", "problem_of", "read_answers", "write_record"]
