"""A class marked from its answers: collect, grade, report."""

from __future__ import annotations

from helpers import late_names

# Looked up when asked for, so that a first cell stays light.
__getattr__ = late_names(
    __name__,
    {
        ".collect.find": ("Submission", "close_zips", "submissions"),
        ".collect.open_file": ("PLAIN_FLAGS",),
        ".collect.platforms": ("lasting_id",),
        ".collect.records": ("collect_answers",),
        ".grade": ("Course", "read_course"),
        ".report.without_key": ("ALPHA", "ClassAgreement", "AnswerSample", "class_agreement"),
        ".grade_class": ("say",),
        ".tables": ("whole_file", "write_table"),
    },
)
