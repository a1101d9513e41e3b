"""nbgrader for everybody on the hub: learners read this file alone; the teacher's course folder has the kit's own nbgrader_config.py as well."""

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "who-says-so"  # the same as in the kit's nbgrader_config.py, or learners see no assignment
c.Exchange.root = "/srv/nbgrader/exchange"
# The answers folder goes along. What lies about does not: nbgrader refuses to submit a folder of more than 100 MB.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "*-hand-in.zip"]

# What `nbgrader validate` says; the same in the kit's nbgrader_config.py.
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
