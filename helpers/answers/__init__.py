"""One saved answer and the folder that keeps it: read, checked, written whole or not at all."""

from __future__ import annotations

from .chosen_article import CHOSEN_FILE, FIRST, QUIET, read_chosen, write_chosen
from .disk import FOLDER, write_record
from .finishing import Finished, finished_at, reopen
from .folder import newest_answers, read_answers
from .one_look import one_look
from .other_copies import MIME, copies, is_copy_name, merge_newest, notebook_answers
from .problem import Problem, problem_of
from .record import BOM, LATER, MAX_BYTES, NAME, SCHEMA, check_record, parse, plain
from .store import AnswerFile, name_answers
from .writer_name import file_part, read_name

__all__ = [
    "AnswerFile",
    "BOM",
    "CHOSEN_FILE",
    "FIRST",
    "FOLDER",
    "Finished",
    "LATER",
    "MAX_BYTES",
    "MIME",
    "NAME",
    "QUIET",
    "Problem",
    "SCHEMA",
    "notebook_answers",
    "check_record",
    "file_part",
    "finished_at",
    "is_copy_name",
    "copies",
    "merge_newest",
    "name_answers",
    "newest_answers",
    "one_look",
    "parse",
    "plain",
    "problem_of",
    "read_answers",
    "read_chosen",
    "read_name",
    "reopen",
    "write_chosen",
    "write_record",
]
