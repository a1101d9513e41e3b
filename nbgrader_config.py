"""nbgrader for this kit: `solutions/` is the source, `exercises/` what students get, and marks come from answers, not from code.

To let nbgrader execute notebooks the ordinary way (slower), start it with WHO_SAYS_SO_EXECUTE=1; the marks are the same. Only the released
cells are run: what learners wrote into cells is shown as plain words, and none of their files but saved answers is copied.

`nbgrader autograde` says what went wrong and how many it marked; with --log-level=INFO it tells every step.
"""

import os
import sys

from helpers.nbgrader_plugin import TEMPLATES, keep_what_sql_learned, put_in_place

c = get_config()  # noqa: F821
put_in_place()  # before anything is read: links are left alone, nothing but saved answers is copied, an old release is never lost

c.CourseDirectory.course_id = "who-says-so"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "*-hand-in.zip"]

c.ExchangeFactory.collect = "helpers.nbgrader_plugin.Collect"

_OURS = "helpers.nbgrader_plugin."
_THEIRS = "nbgrader.preprocessors."

if "autograde" in sys.argv:  # other commands, `nbgrader list` for one, answer in this way
    c.Application.log_level = "WARN"
    c.Autograde.post_convert_hook = _OURS + "count_marked"

c.GenerateAssignment.preprocessors = [
    _OURS + "RemoveTeacherCells",
    *(
        _THEIRS + name
        for name in (
            "IncludeHeaderFooter",
            "LockCells",
            "ClearSolutions",
            "ClearOutput",
            "CheckCellMetadata",
            "ComputeChecksums",
            "SaveCells",
            "ClearHiddenTests",
            "ClearMarkScheme",
            "ComputeChecksums",
            "CheckCellMetadata",
        )
    ),
]
if os.environ.get("WHO_SAYS_SO_EXECUTE"):
    c.Autograde.sanitize_preprocessors = [
        _OURS + "CarryAnswers",
        _OURS + "RestoreCells",
        *(_THEIRS + name for name in ("ClearOutput", "DeduplicateIds", "OverwriteKernelspec", "OverwriteCells", "CheckCellMetadata")),
    ]
    c.Autograde.autograde_preprocessors = [
        _OURS + "PlaceAnswers",
        _THEIRS + "Execute",
        _THEIRS + "LimitOutput",
        _OURS + "OwnOutputs",
        *(_THEIRS + name for name in ("SaveAutoGrades", "AssignLatePenalties", "CheckCellMetadata")),
    ]
else:
    keep_what_sql_learned()
    c.Autograde.sanitize_preprocessors = [_OURS + "CarryAnswers", _OURS + "RestoreCells"]
    c.Autograde.autograde_preprocessors = [_OURS + "PlaceAnswers", _OURS + "ScoreAnswers", _OURS + "SaveMarks"]
    c.NotebookExporter.optimistic_validation = True  # nbconvert's: valid after all preprocessors, rather than after each

# What `nbgrader validate` says; the same in deploy/nbgrader_config.py, for learners.
c.Validator.failed_warning = (
    "{num_failed} exercise(s) are not answered, or their saved answers cannot be read. You can hand in all the same: what is there counts, "
    "and “not answered” is no wrong answer. This check never says whether an answer is right."
)
c.Validator.changed_warning = (
    "{num_changed} cell(s) of the exercises were changed. Nothing is lost: answers are saved beside the notebook, and the cells are put back "
    "when it is marked. To see the exercises again, open a fresh copy of the notebook in this folder."
)
c.Validator.type_changed_warning = (
    "{num_changed} cell(s) of the exercises became cells of another kind. Nothing is lost: answers are saved beside the notebook, and the cells "
    "are put back when it is marked."
)

# Pages of nbgrader load nothing from another host: its templates are used, but for the macro that asks one for MathJax.
import nbgrader.server_extensions.formgrader.handlers as _pages  # noqa: E402

c.HTMLExporter.extra_template_basedirs = [TEMPLATES, _pages.template_path]
