"""nbgrader for this kit: `solutions/` is the source, `exercises/` what students get, and marks come from answers, not from code.

To let nbgrader execute notebooks the ordinary way (slower, and it runs what learners wrote), start it with WHO_SAYS_SO_EXECUTE=1;
the marks are the same.
"""
import os

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "who-says-so"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "*-hand-in.zip"]

_OURS = "helpers.nbgrader_plugin."
_THEIRS = "nbgrader.preprocessors."

c.GenerateAssignment.preprocessors = [
    _OURS + "RemoveTeacherCells",
    *(_THEIRS + name for name in (
        "IncludeHeaderFooter", "LockCells", "ClearSolutions", "ClearOutput", "CheckCellMetadata", "ComputeChecksums", "SaveCells",
        "ClearHiddenTests", "ClearMarkScheme", "ComputeChecksums", "CheckCellMetadata")),
]
c.Autograde.sanitize_preprocessors = [
    _OURS + "CarryAnswers",
    _OURS + "MendCells",
    *(_THEIRS + name for name in ("ClearOutput", "DeduplicateIds", "OverwriteKernelspec", "OverwriteCells", "CheckCellMetadata")),
]
c.Autograde.autograde_preprocessors = [
    _OURS + "PlaceAnswers",
    _THEIRS + "Execute" if os.environ.get("WHO_SAYS_SO_EXECUTE") else _OURS + "ScoreAnswers",
    *(_THEIRS + name for name in ("LimitOutput", "SaveAutoGrades", "AssignLatePenalties", "CheckCellMetadata")),
]
